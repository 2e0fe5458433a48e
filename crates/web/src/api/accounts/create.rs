//! Makes an account by hand.

use super::given::{AccountGiven, path};
use crate::api::views::account::AccountBody;
use crate::error::{Code, Refusal};
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{GivenAccountType, Object};
use crate::request::json::Body;
use crate::request::path::{At, UserPath};
use axum::Json;
use domain::account::AccountFacts;
use domain::money::{Currency, Money};
use engine::NewAccount;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct AccountCreateRequestBody {
    #[schema(value_type = AccountGiven)]
    account: Object<AccountGiven>,
}

#[utoipa::path(
    post, path = "/users/{user_guid}/accounts", operation_id = "createManualAccount", tag = "accounts",
    summary = "Create a manual account",
    params(
        UserPath,
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gives back the same account"),
    ),
    request_body = AccountCreateRequestBody,
    responses((status = 200, description = "The new account, in the user's manual member", body = AccountBody), Refusals),
)]
pub(super) async fn create(
    caller: Caller,
    At(at): At<UserPath>,
    body: Body<AccountCreateRequestBody>,
) -> Result<Json<AccountBody>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let Object(given) = body.value.account;
    let new = NewAccount {
        facts: facts(&given)?,
        is_hidden: given.is_hidden.unwrap_or(false),
        is_business: given.is_business.unwrap_or(false),
        metadata: given.metadata.map(String::from),
    };
    let account = caller.scope().create_account(&user, new, body.key.as_ref()).await?;
    Ok(Json(AccountBody::read(&caller, &user, &account).await?))
}

fn facts(given: &AccountGiven) -> Result<AccountFacts, Refusal> {
    let missing = |field: &str| Refusal::new(Code::MissingField, format!("{} is missing", path(field)));
    let name = given.name.as_ref().ok_or_else(|| missing("name"))?;
    let GivenAccountType(account_type) = given.account_type.ok_or_else(|| missing("account_type"))?;
    let currency = given.currency()?.unwrap_or(Currency::USD);
    let mut facts = AccountFacts::new(name.0.clone(), account_type, currency);
    facts.is_closed = given.is_closed.unwrap_or(false);
    facts.rates = given.rates()?;
    facts.texts = given.texts();
    for (field, text) in given.amounts() {
        let money =
            Money::parse(&text, currency).map_err(|error| Refusal::invalid(&path(field.name()), error))?;
        facts.amounts.insert(field, money.minor);
    }
    Ok(facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::account::AmountField;

    #[test]
    fn amounts_are_read_in_the_account_s_currency() {
        let check = |json: &str, expected: Result<i64, &str>| {
            let given: AccountGiven = serde_json::from_str(json).unwrap();
            let got = facts(&given).map(|facts| facts.amounts[&AmountField::Balance]);
            assert_eq!(got.map_err(|refusal| refusal.message), expected.map_err(str::to_owned), "{json}");
        };
        let whole = r#""name": "x", "account_type": "CASH""#;
        check(&format!("{{{whole}, \"balance\": 4200.5}}"), Ok(420_050));
        check(&format!("{{{whole}, \"balance\": 42, \"currency_code\": \"JPY\"}}"), Ok(42));
        check(&format!("{{{whole}, \"balance\": 1e300}}"), Err("account.balance is too large"));
        check(
            &format!("{{{whole}, \"balance\": 0.005}}"),
            Err("account.balance has more digits after the point than allowed"),
        );
        check(
            &format!("{{{whole}, \"currency_code\": \"GOLD\"}}"),
            Err("account.currency_code is no currency of ISO 4217"),
        );
        check(r#"{"account_type": "CASH"}"#, Err("account.name is missing"));
        check(r#"{"name": "x"}"#, Err("account.account_type is missing"));
    }
}
