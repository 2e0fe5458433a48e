//! What is said of a file beyond the file itself.

use crate::error::{Code, Refusal};
use crate::request::fields::{GivenAccountType, GuidText, Name, Text};
use domain::id::Account;
use domain::money::Currency;
use engine::files::{CsvLayout, DateOrder};
use engine::{AccountWish, ImportWishes};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Accounts of a file of which something is said.
const ACCOUNTS_MAX: usize = engine::files::ACCOUNTS_MAX;

/// How a file is to be read, and where its accounts go. What is not said is found out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ImportRequest {
    /// Of amounts that name none.
    #[schema(example = "EUR", value_type = Option<String>)]
    currency_code: Option<Text<3>>,
    /// Of dates that leave it open: `day_month_year`, `month_day_year` or `year_month_day`.
    #[schema(example = "day_month_year", value_type = Option<String>)]
    date_order: Option<Text<20>>,
    /// How a CSV is read; docs/FILES.md describes it. It is kept with the account that the file goes to.
    #[schema(value_type = Option<Object>)]
    csv_layout: Option<Value>,
    /// Purchases stand without a sign in a CSV, as on some cards.
    #[serde(default)]
    is_sign_reversed: bool,
    /// The account that a file of one account goes to.
    #[schema(value_type = Option<String>)]
    account_guid: Option<GuidText<Account>>,
    /// Where accounts of the file go, by their place in it.
    #[serde(default)]
    accounts: Vec<ImportAccountRequest>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ImportAccountRequest {
    /// From 1, in the order of the file.
    place: usize,
    /// It is this account.
    #[schema(value_type = Option<String>)]
    account_guid: Option<GuidText<Account>>,
    /// It is left out.
    #[serde(default)]
    is_left_out: bool,
    /// It is a new account of this name.
    #[schema(value_type = Option<String>)]
    name: Option<Name>,
    /// It is a new account of this type, where the file does not say it.
    r#type: Option<GivenAccountType>,
}

impl ImportRequest {
    pub(super) fn into_wishes(self) -> Result<ImportWishes, Refusal> {
        let currency = self.currency_code.map(|code| code.0.parse::<Currency>());
        let currency =
            currency.transpose().map_err(|error| Refusal::invalid("import.currency_code", error))?;
        let order = |name: &str| serde_json::from_value::<DateOrder>(Value::from(name));
        let date_order = self.date_order.map(|name| order(&name.0)).transpose().map_err(|_| {
            Refusal::invalid(
                "import.date_order",
                "must be one of day_month_year, month_day_year, year_month_day",
            )
        })?;
        let layout = self.csv_layout.map(serde_json::from_value::<CsvLayout>).transpose();
        let layout = layout.map_err(|error| Refusal::invalid("import.csv_layout", error))?;
        if self.accounts.len() > ACCOUNTS_MAX {
            let most = format!("names more than {ACCOUNTS_MAX} accounts");
            return Err(Refusal::invalid("import.accounts", most));
        }
        let mut accounts = BTreeMap::new();
        if let Some(GuidText(guid)) = self.account_guid {
            accounts.insert(1, AccountWish::Is(guid));
        }
        for one in self.accounts {
            let place = one.place;
            if accounts.insert(place, one.into_wish()?).is_some() {
                return Err(Refusal::invalid("import.accounts", format!("names the place {place} twice")));
            }
        }
        Ok(ImportWishes { currency, date_order, layout, is_sign_reversed: self.is_sign_reversed, accounts })
    }
}

impl ImportAccountRequest {
    fn into_wish(self) -> Result<AccountWish, Refusal> {
        let (name, account_type) = (self.name.map(String::from), self.r#type.map(|one| one.0));
        match (self.account_guid, self.is_left_out, name.is_some() || account_type.is_some()) {
            (Some(GuidText(guid)), false, false) => Ok(AccountWish::Is(guid)),
            (None, true, false) => Ok(AccountWish::LeaveOut),
            (None, false, _) => Ok(AccountWish::New { name, account_type }),
            _ => Err(Refusal::new(
                Code::InvalidValue,
                "import.accounts says more than one of account_guid, is_left_out, and name or type of one account",
            )),
        }
    }
}
