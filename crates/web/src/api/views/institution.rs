//! An institution as JSON, in the shape of either version.

use super::time;
use crate::request::page::Pagination;
use crate::request::version::Version;
use domain::institution::Product;
use engine::records::Institution;
use serde::Serialize;
use utoipa::ToSchema;

/// A bank, card issuer or broker.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Institution)]
pub(crate) struct InstitutionView {
    #[schema(example = "mxbank")]
    code: String,
    forgot_password_url: Option<String>,
    forgot_username_url: Option<String>,
    instructional_text: Option<String>,
    instructional_text_steps: Vec<String>,
    is_disabled_by_client: bool,
    #[schema(example = "US")]
    iso_country_code: String,
    medium_logo_url: Option<String>,
    #[schema(example = "MX Bank")]
    name: String,
    small_logo_url: Option<String>,
    /// Whether it is connected at a page of its own instead of with a login form.
    supports_oauth: bool,
    supports_tax_document: bool,
    trouble_signing_in_url: Option<String>,
    /// Why it cannot be connected, as far as its operator says: `no_standard`, `too_old`, `refuses`, `gone`; `not_reached` where nobody
    /// says more than that it cannot be connected any more.
    #[schema(example = "refuses")]
    unsupported_reason: Option<String>,
    url: Option<String>,
    #[serde(flatten)]
    abilities: Abilities,
}

/// What can be had from it: as four booleans in v20111101, as a list in v20250224.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
enum Abilities {
    /// v20111101
    Flags {
        supports_account_identification: bool,
        supports_account_statement: bool,
        supports_account_verification: bool,
        supports_transaction_history: bool,
    },
    /// v20250224
    Products {
        #[schema(example = "INS-1572a04c-912b-59bf-5841-332c7dfafaef")]
        guid: String,
        created_at: String,
        is_hidden: bool,
        #[schema(example = json!(["account_verification", "transactions"]))]
        supported_products: Vec<&'static str>,
    },
}

impl InstitutionView {
    pub(crate) fn new(institution: &Institution, version: Version) -> Self {
        let details = &institution.details;
        Self {
            code: institution.code.clone(),
            forgot_password_url: details.forgot_password_url.clone(),
            forgot_username_url: details.forgot_username_url.clone(),
            instructional_text: details.instructions.clone(),
            instructional_text_steps: details.instruction_steps.clone(),
            is_disabled_by_client: false,
            iso_country_code: institution.country.clone(),
            medium_logo_url: None,
            name: institution.name.clone(),
            small_logo_url: None,
            supports_oauth: institution.details.is_oauth,
            supports_tax_document: false,
            trouble_signing_in_url: details.trouble_signing_in_url.clone(),
            unsupported_reason: details.unreached.clone(),
            url: Some(institution.url.clone()).filter(|url| !url.is_empty()),
            abilities: Abilities::of(institution, version),
        }
    }
}

impl Abilities {
    fn of(institution: &Institution, version: Version) -> Self {
        let has = |product| institution.products.contains(&product);
        match version {
            Version::V1 => Self::Flags {
                supports_account_identification: has(Product::IdentityVerification),
                supports_account_statement: has(Product::Statements),
                supports_account_verification: has(Product::AccountVerification),
                supports_transaction_history: has(Product::TransactionHistory),
            },
            Version::V2 => Self::Products {
                guid: institution.guid.to_string(),
                created_at: time(institution.created_at),
                is_hidden: false,
                supported_products: institution.products.iter().map(|product| product.name()).collect(),
            },
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InstitutionBody {
    pub(crate) institution: InstitutionView,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InstitutionsBody {
    pub(crate) institutions: Vec<InstitutionView>,
    pub(crate) pagination: Pagination,
}
