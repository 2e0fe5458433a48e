//! Accounts and money, as pages show them.

use crate::pages::words::Words;
use domain::account::{AccountFacts, AccountType, AmountField};
use domain::money::Money;
use domain::text::{Language, Part};
use engine::records::Account;

/// An account in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::pages) struct AccountLine {
    pub(in crate::pages) guid: String,
    pub(in crate::pages) name: String,
    /// Kind and last digits.
    pub(in crate::pages) kind: String,
    /// Empty when nobody knows it.
    pub(in crate::pages) balance: String,
    pub(in crate::pages) is_hidden: bool,
    pub(in crate::pages) is_closed: bool,
    /// Its bank shares it no more.
    pub(in crate::pages) is_absent: bool,
}

impl AccountLine {
    pub(in crate::pages) fn of(account: &Account, words: Words) -> Self {
        Self {
            guid: account.guid.to_string(),
            is_hidden: account.is_hidden,
            is_absent: account.absent_since.is_some(),
            ..Self::told(&account.facts, words)
        }
    }

    /// What is said of an account that is nobody's yet.
    pub(in crate::pages) fn told(facts: &AccountFacts, words: Words) -> Self {
        let kind = words.say(&format!("page-account-{}", facts.account_type.name().to_lowercase()));
        Self {
            guid: String::new(),
            name: facts.name.clone(),
            kind: match &facts.mask {
                Some(mask) => words
                    .fill("page-account-ending", &[("kind", Part::Text(&kind)), ("mask", Part::Text(mask))]),
                None => kind,
            },
            balance: facts
                .amount(AmountField::Balance)
                .map_or_else(String::new, |money| balance(facts.account_type, money, words)),
            is_hidden: false,
            is_closed: facts.is_closed,
            is_absent: false,
        }
    }
}

/// What one has, or owes: on a card or a loan a positive amount is a debt.
fn balance(kind: AccountType, money: Money, words: Words) -> String {
    let is_debt = match kind {
        AccountType::CreditCard
        | AccountType::Loan
        | AccountType::LineOfCredit
        | AccountType::CheckingLineOfCredit
        | AccountType::Mortgage => true,
        AccountType::Any
        | AccountType::Cash
        | AccountType::Checking
        | AccountType::Savings
        | AccountType::Investment
        | AccountType::Insurance
        | AccountType::Prepaid
        | AccountType::Property => false,
    };
    let decimal = money.decimal();
    match (is_debt, decimal.strip_prefix('-')) {
        (true, None) => words.with("page-balance-owed", "amount", &written(money, words)),
        (true, Some(credit)) => {
            words.with("page-balance-credit", "amount", &in_currency(credit, money, words))
        }
        (false, _) => written(money, words),
    }
}

/// `1,234.50 USD`.
pub(in crate::pages) fn written(money: Money, words: Words) -> String {
    in_currency(&money.decimal(), money, words)
}

fn in_currency(decimal: &str, money: Money, words: Words) -> String {
    // Between number and currency the line does not break.
    format!("{}\u{a0}{}", grouped(decimal, words.0), money.currency.code())
}

/// A decimal text as people of a language write it.
pub(crate) fn grouped(decimal: &str, language: Language) -> String {
    /// A space that does not break.
    const NARROW: char = '\u{202f}';
    let (group, point) = match language {
        Language::English => (',', '.'),
        Language::Spanish => ('.', ','),
        Language::CanadianFrench => (NARROW, ','),
    };
    let (sign, digits) = decimal.strip_prefix('-').map_or(("", decimal), |rest| ("−", rest));
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let mut out = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && whole.len().saturating_sub(index) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if let Some(part) = part {
        out.push(point);
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;

    #[test]
    fn amounts_are_written_as_people_do() {
        let check = |decimal: &str, language, expected: &str| {
            assert_eq!(grouped(decimal, language), expected);
        };
        check("1234567.50", Language::English, "1,234,567.50");
        check("1234567.50", Language::Spanish, "1.234.567,50");
        check("1234567.50", Language::CanadianFrench, "1\u{202f}234\u{202f}567,50");
        check("-642.18", Language::English, "−642.18");
        check("100", Language::English, "100");
        check("1000", Language::English, "1,000");
        check("0.00", Language::Spanish, "0,00");
    }

    #[test]
    fn debts_are_told_from_what_one_has() {
        let check = |kind, decimal: &str, expected: &str| {
            let money = Money::parse(decimal, Currency::USD).unwrap();
            assert_eq!(balance(kind, money, Words(Language::English)), expected);
        };
        check(AccountType::Checking, "1234.50", "1,234.50\u{a0}USD");
        check(AccountType::Checking, "-20", "−20.00\u{a0}USD");
        check(AccountType::CreditCard, "1234.50", "1,234.50\u{a0}USD owed");
        check(AccountType::Mortgage, "-7", "7.00\u{a0}USD in credit");
    }
}
