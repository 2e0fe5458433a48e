//! Searches the directory.

use crate::api::views::institution::{InstitutionView, InstitutionsBody};
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{GivenProduct, Name};
use crate::request::page::{INSTITUTIONS, Pagination, Paging};
use crate::request::query::Query;
use axum::Json;
use domain::institution::Product;
use engine::InstitutionFilter;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// What a person typed: whole names, beginnings, other orders of words and small mistakes are found.
    #[param(value_type = Option<String>, example = "mx bank")]
    name: Option<Name>,
    /// Only these countries, by two letters.
    #[serde(default)]
    #[param(example = json!(["US", "CA"]))]
    iso_country_code: Vec<String>,
    /// v20111101
    supports_account_identification: Option<bool>,
    /// v20111101
    supports_account_statement: Option<bool>,
    /// v20111101
    supports_account_verification: Option<bool>,
    /// v20111101
    supports_transaction_history: Option<bool>,
    /// v20250224: institutions that support all of these.
    #[serde(default)]
    #[param(inline, example = json!(["account_verification"]))]
    supported_products: Vec<GivenProduct>,
}

impl Filter {
    fn for_engine(self) -> InstitutionFilter {
        let flags = [
            (self.supports_account_identification, Product::IdentityVerification),
            (self.supports_account_statement, Product::Statements),
            (self.supports_account_verification, Product::AccountVerification),
            (self.supports_transaction_history, Product::TransactionHistory),
        ];
        let flagged =
            |wanted| flags.iter().filter(move |(flag, _)| *flag == Some(wanted)).map(|(_, product)| *product);
        let named = self.supported_products.iter().map(|GivenProduct(product)| *product);
        InstitutionFilter {
            name: self.name.map(String::from),
            countries: self.iso_country_code,
            products: named.chain(flagged(true)).collect(),
            without_products: flagged(false).collect(),
        }
    }
}

#[utoipa::path(
    get, path = "/institutions", operation_id = "listInstitutions", tag = "institutions", summary = "List institutions",
    params(Paging, Filter),
    responses((status = 200, description = "Institutions, those that fit best first", body = InstitutionsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<InstitutionsBody>, Refusal> {
    let page = paging.of_at_most(INSTITUTIONS);
    let found = caller.engine().institutions(&filter.for_engine(), page).await?;
    Ok(Json(InstitutionsBody {
        institutions: found.items.iter().map(|one| InstitutionView::new(one, caller.version)).collect(),
        pagination: Pagination::new(page, found.total),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_ask_for_products_or_their_absence() {
        let filter: Filter = serde_json::from_str(
            r#"{"supports_account_verification": true, "supports_account_statement": false, "supported_products": ["history"]}"#,
        )
        .unwrap();
        let filter = filter.for_engine();
        assert_eq!(filter.products, [Product::TransactionHistory, Product::AccountVerification]);
        assert_eq!(filter.without_products, [Product::Statements]);
    }
}
