//! What an application says of an account: the same fields when it makes one and when it changes one.

use crate::error::Refusal;
use crate::request::fields::{GivenAccountType, GivenPropertyType, Metadata, Name, Number, Text};
use domain::account::{AmountField, RateField, TextField};
use domain::money::{Currency, Rate};
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Letters of a currency, with some room for what is none.
const CURRENCY_CHARS_MAX: usize = 16;

/// What is absent or null stays as it is. A new account needs `name` and `account_type`; a delivered one takes only `is_business`,
/// `is_hidden` and `metadata`, and passes over the rest, as with MX.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = AccountRequest)]
pub(super) struct AccountGiven {
    #[schema(value_type = Option<String>, example = "PERSONAL", max_length = 255)]
    account_subtype: Option<Name>,
    #[schema(inline)]
    pub(super) account_type: Option<GivenAccountType>,
    apr: Option<Number>,
    apy: Option<Number>,
    available_balance: Option<Number>,
    #[schema(example = 1000)]
    balance: Option<Number>,
    cash_surrender_value: Option<Number>,
    credit_limit: Option<Number>,
    #[schema(value_type = Option<String>, example = "USD")]
    currency_code: Option<Text<CURRENCY_CHARS_MAX>>,
    death_benefit: Option<Number>,
    interest_rate: Option<Number>,
    pub(super) is_business: Option<bool>,
    pub(super) is_closed: Option<bool>,
    pub(super) is_hidden: Option<bool>,
    loan_amount: Option<Number>,
    #[schema(value_type = Option<String>, max_length = 65536)]
    pub(super) metadata: Option<Metadata>,
    #[schema(value_type = Option<String>, example = "Grandma's car", max_length = 255)]
    pub(super) name: Option<Name>,
    #[schema(value_type = Option<String>, max_length = 255)]
    nickname: Option<Name>,
    original_balance: Option<Number>,
    #[schema(inline)]
    property_type: Option<GivenPropertyType>,
}

impl AccountGiven {
    /// Decimal texts, to be read in the account's currency.
    pub(super) fn amounts(&self) -> BTreeMap<AmountField, String> {
        let given = [
            (AmountField::AvailableBalance, &self.available_balance),
            (AmountField::Balance, &self.balance),
            (AmountField::CashSurrenderValue, &self.cash_surrender_value),
            (AmountField::CreditLimit, &self.credit_limit),
            (AmountField::DeathBenefit, &self.death_benefit),
            (AmountField::LoanAmount, &self.loan_amount),
            (AmountField::OriginalBalance, &self.original_balance),
        ];
        given.into_iter().filter_map(|(field, number)| Some((field, number.as_ref()?.0.clone()))).collect()
    }

    pub(super) fn rates(&self) -> Result<BTreeMap<RateField, Rate>, Refusal> {
        let given = [
            (RateField::Apr, &self.apr),
            (RateField::Apy, &self.apy),
            (RateField::InterestRate, &self.interest_rate),
        ];
        given
            .into_iter()
            .filter_map(|(field, number)| Some((field, number.as_ref()?)))
            .map(|(field, number)| match Rate::parse(&number.0) {
                Ok(rate) => Ok((field, rate)),
                Err(error) => Err(Refusal::invalid(&path(field.name()), error)),
            })
            .collect()
    }

    pub(super) fn texts(&self) -> BTreeMap<TextField, String> {
        let given = [
            (TextField::Nickname, self.nickname.as_ref().map(|text| text.0.clone())),
            (TextField::PropertyType, self.property_type.map(|GivenPropertyType(one)| one.name().to_owned())),
            (TextField::Subtype, self.account_subtype.as_ref().map(|text| text.0.clone())),
        ];
        given.into_iter().filter_map(|(field, text)| Some((field, text?))).collect()
    }

    pub(super) fn currency(&self) -> Result<Option<Currency>, Refusal> {
        let Some(Text(code)) = &self.currency_code else { return Ok(None) };
        code.parse().map(Some).map_err(|error| Refusal::invalid(&path("currency_code"), error))
    }

    pub(super) fn changes_nothing(&self) -> bool {
        self.amounts().is_empty()
            && self.texts().is_empty()
            && [&self.apr, &self.apy, &self.interest_rate].into_iter().all(Option::is_none)
            && [self.is_business, self.is_closed, self.is_hidden].into_iter().all(|flag| flag.is_none())
            && self.account_type.is_none()
            && self.currency_code.is_none()
            && self.metadata.is_none()
            && self.name.is_none()
    }
}

/// How a field is named from the root of the request.
pub(super) fn path(field: &str) -> String {
    format!("account.{field}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_alone_is_a_change() {
        let check = |field: &str, value: &str, expected: bool| {
            let given: AccountGiven = serde_json::from_str(&format!("{{\"{field}\": {value}}}")).unwrap();
            assert_eq!(!given.changes_nothing(), expected, "{field}");
        };
        let numbers = [
            "apr",
            "apy",
            "available_balance",
            "balance",
            "cash_surrender_value",
            "credit_limit",
            "death_benefit",
            "interest_rate",
            "loan_amount",
            "original_balance",
        ];
        for field in numbers {
            check(field, "1.5", true);
            check(field, "null", false);
        }
        for field in ["account_subtype", "currency_code", "metadata", "name", "nickname"] {
            check(field, "\"x\"", true);
        }
        for field in ["is_business", "is_closed", "is_hidden"] {
            check(field, "false", true);
        }
        check("account_type", "\"CASH\"", true);
        check("property_type", "\"ART\"", true);
        check("skip_webhook", "true", false);
    }
}
