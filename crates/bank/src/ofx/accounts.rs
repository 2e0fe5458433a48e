//! Accounts as the protocol names them. Of those that it has no message set for (loans, insurance, property…), nothing is told.

use crate::accounts::{Account, AccountType};
use crate::calendar::Day;
use crate::chance::{self, Dice};

use super::asked::Set;
use super::node::{Node, aggregate, element};
use super::server::{Habits, Server};

/// Digits of a card before its last four.
const CARD_PREFIX: &str = "411111";

/// The message set that tells of an account, if there is one.
pub(super) fn set(account: &Account) -> Option<Set> {
    match account.template.kind {
        AccountType::Checking
        | AccountType::Savings
        | AccountType::LineOfCredit
        | AccountType::CheckingLineOfCredit => Some(Set::Bank),
        AccountType::CreditCard => Some(Set::Card),
        AccountType::Investment => Some(Set::Broker),
        AccountType::Loan
        | AccountType::Mortgage
        | AccountType::Insurance
        | AccountType::Prepaid
        | AccountType::Property
        | AccountType::Cash => None,
    }
}

/// The number by which it is asked for: the account's own, and for a card one that ends as the card does.
pub(super) fn number(account: &Account) -> String {
    let card = || {
        let middle = Dice::of(chance::within(account.key, "card"), 0).between(0, 999_999);
        format!("{CARD_PREFIX}{middle:06}{}", account.numbers.mask.as_deref().unwrap_or("0000"))
    };
    account.numbers.number.clone().unwrap_or_else(card)
}

/// Whether the protocol tells its balance from the other side: what is owed is less than nothing.
pub(super) fn is_debt(account: &Account) -> bool {
    matches!(
        account.template.kind,
        AccountType::CreditCard | AccountType::LineOfCredit | AccountType::CheckingLineOfCredit
    )
}

/// `BANKACCTFROM` and its like.
pub(super) fn from(account: &Account, set: Set, server: &Server) -> Node {
    let id = element("ACCTID", number(account));
    match set {
        Set::Bank => {
            let bank = account.numbers.routing_number.clone().unwrap_or_else(|| server.fid.to_owned());
            let kind = match account.template.kind {
                AccountType::Savings => "SAVINGS",
                AccountType::LineOfCredit | AccountType::CheckingLineOfCredit => "CREDITLINE",
                _ => "CHECKING",
            };
            aggregate("BANKACCTFROM", [element("BANKID", bank), id, element("ACCTTYPE", kind)])
        }
        Set::Card => aggregate("CCACCTFROM", [id]),
        Set::Broker => aggregate("INVACCTFROM", [element("BROKERID", server.broker_id), id]),
    }
}

/// A line of the list of accounts.
pub(super) fn info(account: &Account, today: Day, server: &Server) -> Option<Node> {
    let set = set(account)?;
    // A trade mark, as old servers like it: a letter that is not ASCII.
    let name = match server.habits {
        Habits::Plain => account.name.clone(),
        Habits::Old => format!("{}®", account.name),
    };
    let status = element("SVCSTATUS", if account.is_closed(today) { "PEND" } else { "ACTIVE" });
    let from = from(account, set, server);
    let offers = ["SUPTXDL", "XFERSRC", "XFERDEST"]
        .map(|name| element(name, if name == "SUPTXDL" { "Y" } else { "N" }));
    let inner = match set {
        Set::Bank => aggregate("BANKACCTINFO", [from].into_iter().chain(offers).chain([status])),
        Set::Card => aggregate("CCACCTINFO", [from].into_iter().chain(offers).chain([status])),
        Set::Broker => {
            let product = if account.template.subtype == Some("IRA") { "IRA" } else { "OTHER" };
            aggregate(
                "INVACCTINFO",
                [from, element("USPRODUCTTYPE", product), element("CHECKING", "N"), status],
            )
        }
    };
    Some(aggregate("ACCTINFO", [element("DESC", name), inner]))
}
