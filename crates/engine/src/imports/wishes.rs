//! What a person says of a file beyond the file itself.

use connectors::files::{CsvLayout, DateOrder};
use domain::account::AccountType;
use domain::id::AccountGuid;
use domain::money::Currency;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a file is to be read, and where its accounts go. What is not said is found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportWishes {
    /// Of amounts that name none.
    pub currency: Option<Currency>,
    /// Of dates that leave it open.
    pub date_order: Option<DateOrder>,
    /// Of a CSV.
    pub layout: Option<CsvLayout>,
    /// Purchases stand without a sign in a CSV, as on some cards.
    pub is_sign_reversed: bool,
    /// By the place in the file, from 1.
    pub accounts: BTreeMap<usize, AccountWish>,
}

/// Where an account of a file goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountWish {
    /// It is this one.
    Is(AccountGuid),
    /// It is none that is there.
    New {
        name: Option<String>,
        /// Where the file does not say it.
        account_type: Option<AccountType>,
    },
    /// It is left out.
    LeaveOut,
}

impl ImportWishes {
    pub(super) fn account(&self, place: usize) -> Option<&AccountWish> {
        self.accounts.get(&place)
    }

    /// Whether a person names that account.
    pub(super) fn names(&self, place: usize) -> bool {
        matches!(self.account(place), Some(AccountWish::New { name: Some(_), .. }))
    }

    pub(super) fn to_json(&self) -> String {
        // Texts and numbers always have a JSON form.
        serde_json::to_string(&Kept::from(self)).unwrap_or_default()
    }

    /// What was kept; nothing of what cannot be read.
    pub fn of(import: &crate::records::Import) -> Self {
        serde_json::from_str::<Kept>(&import.wishes).map(Self::from).unwrap_or_default()
    }
}

/// The form in which they are kept.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    currency: Option<String>,
    date_order: Option<DateOrder>,
    layout: Option<CsvLayout>,
    is_sign_reversed: bool,
    accounts: BTreeMap<usize, KeptWish>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KeptWish {
    Is(String),
    New {
        name: Option<String>,
        #[serde(rename = "type")]
        account_type: Option<String>,
    },
    LeaveOut,
}

impl From<&ImportWishes> for Kept {
    fn from(wishes: &ImportWishes) -> Self {
        let accounts = wishes.accounts.iter().map(|(place, wish)| {
            let wish = match wish {
                AccountWish::Is(guid) => KeptWish::Is(guid.to_string()),
                AccountWish::New { name, account_type } => KeptWish::New {
                    name: name.clone(),
                    account_type: account_type.map(|account_type| account_type.name().to_owned()),
                },
                AccountWish::LeaveOut => KeptWish::LeaveOut,
            };
            (*place, wish)
        });
        Self {
            currency: wishes.currency.map(|currency| currency.code().to_owned()),
            date_order: wishes.date_order,
            layout: wishes.layout.clone(),
            is_sign_reversed: wishes.is_sign_reversed,
            accounts: accounts.collect(),
        }
    }
}

impl From<Kept> for ImportWishes {
    fn from(kept: Kept) -> Self {
        let accounts = kept.accounts.into_iter().filter_map(|(place, wish)| {
            let wish = match wish {
                KeptWish::Is(guid) => AccountWish::Is(guid.parse().ok()?),
                KeptWish::New { name, account_type } => AccountWish::New {
                    name,
                    account_type: account_type.as_deref().and_then(AccountType::from_name),
                },
                KeptWish::LeaveOut => AccountWish::LeaveOut,
            };
            Some((place, wish))
        });
        Self {
            currency: kept.currency.and_then(|code| code.parse().ok()),
            date_order: kept.date_order,
            layout: kept.layout,
            is_sign_reversed: kept.is_sign_reversed,
            accounts: accounts.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_read_as_they_were_kept() {
        let wishes = ImportWishes {
            currency: "EUR".parse().ok(),
            date_order: Some(DateOrder::MonthDayYear),
            layout: None,
            is_sign_reversed: true,
            accounts: BTreeMap::from([
                (1, AccountWish::Is(AccountGuid::from_digest([7; 16]))),
                (2, AccountWish::New { name: Some("Giro".into()), account_type: Some(AccountType::Savings) }),
                (3, AccountWish::LeaveOut),
            ]),
        };
        assert_eq!(ImportWishes::from(serde_json::from_str::<Kept>(&wishes.to_json()).unwrap()), wishes);
        let none = ImportWishes::default();
        assert_eq!(ImportWishes::from(serde_json::from_str::<Kept>(&none.to_json()).unwrap()), none);
    }
}
