//! Accounts and money, as pages show them.

use crate::pages::connect::connected::grouped;
use crate::pages::words::Words;
use domain::account::AmountField;
use domain::money::Money;
use domain::text::Part;
use engine::records::Account;

/// An account in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AccountLine {
    pub(super) guid: String,
    pub(super) name: String,
    /// Kind and last digits.
    pub(super) kind: String,
    /// Empty when nobody knows it.
    pub(super) balance: String,
    pub(super) is_hidden: bool,
    pub(super) is_closed: bool,
}

impl AccountLine {
    pub(super) fn of(account: &Account, words: Words) -> Self {
        let facts = &account.facts;
        let kind = words.say(&format!("page-account-{}", facts.account_type.name().to_lowercase()));
        Self {
            guid: account.guid.to_string(),
            name: facts.name.clone(),
            kind: match &facts.mask {
                Some(mask) => words
                    .fill("page-account-ending", &[("kind", Part::Text(&kind)), ("mask", Part::Text(mask))]),
                None => kind,
            },
            balance: facts
                .amount(AmountField::Balance)
                .map_or_else(String::new, |money| written(money, words)),
            is_hidden: account.is_hidden,
            is_closed: facts.is_closed,
        }
    }
}

/// `1,234.50 USD`.
pub(super) fn written(money: Money, words: Words) -> String {
    // Between number and currency the line does not break.
    format!("{}\u{a0}{}", grouped(&money.decimal(), words.0), money.currency.code())
}
