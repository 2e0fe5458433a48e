//! Accounts as a server lists them (`ACCTINFORS`, OFX 2.2 §8.5), and how they are named to it again.

use super::parse::Element;
use super::service::OfxService;
use super::value::flag;
use crate::account_number;
use domain::account::AccountType;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Accounts of one login; a server that lists more lists something else.
const ACCOUNTS_MAX: usize = 2_000;

/// An account, as far as it must be named to the server. It holds a full number: it is kept sealed, with the grant, and never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Account {
    pub(super) held: Held,
    pub(super) number: String,
    /// As the institution calls it.
    pub(super) name: Option<String>,
}

/// Where it is held, which is also the message set that reads it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Held {
    Bank { bank: String, branch: Option<String>, kind: String },
    Card,
    Broker { broker: String, product: Option<String> },
}

impl Account {
    /// The accounts of a list of which statements can be asked for, each once. A server that leaves the bank out is helped by what is known of it.
    pub(super) fn of_list(list: &Element, service: &OfxService) -> Vec<Self> {
        let infos = list.all("ACCTINFO").flat_map(|info| {
            let name = info.text("DESC").map(str::to_owned);
            info.children.iter().filter_map(move |one| Self::of(one, name.clone(), service))
        });
        let mut seen = BTreeSet::new();
        infos.filter(|account| seen.insert(account.key("", service))).take(ACCOUNTS_MAX).collect()
    }

    fn of(info: &Element, name: Option<String>, service: &OfxService) -> Option<Self> {
        let (held, from) = match info.name.as_str() {
            "BANKACCTINFO" => {
                let from = info.child("BANKACCTFROM")?;
                let bank = from.text("BANKID").or(service.bank_id.as_deref())?.to_owned();
                let branch = from.text("BRANCHID").map(str::to_owned);
                (Held::Bank { bank, branch, kind: from.text("ACCTTYPE")?.to_ascii_uppercase() }, from)
            }
            "CCACCTINFO" => (Held::Card, info.child("CCACCTFROM")?),
            "INVACCTINFO" => {
                let from = info.child("INVACCTFROM")?;
                let broker = from.text("BROKERID").or(service.broker_id.as_deref())?.to_owned();
                (Held::Broker { broker, product: info.text("USPRODUCTTYPE").map(str::to_owned) }, from)
            }
            _ => return None,
        };
        let number = from.text("ACCTID")?.to_owned();
        let is_readable = flag(info, "SUPTXDL").unwrap_or(true);
        is_readable.then_some(Self { held, number, name })
    }

    /// The account that a statement is of (`BANKACCTFROM` and its like). What it leaves out is empty.
    pub(super) fn of_statement(statement: &Element) -> Self {
        let from = |name: &str| statement.child(name);
        let text = |from: Option<&Element>, name: &str| {
            from.and_then(|from| from.text(name)).unwrap_or_default().to_owned()
        };
        let (held, from) = match statement.name.as_str() {
            "CCSTMTRS" => (Held::Card, from("CCACCTFROM")),
            "INVSTMTRS" => {
                let from = from("INVACCTFROM");
                (Held::Broker { broker: text(from, "BROKERID"), product: None }, from)
            }
            _ => {
                let from = from("BANKACCTFROM");
                let branch = from.and_then(|from| from.text("BRANCHID")).map(str::to_owned);
                let kind = text(from, "ACCTTYPE").to_ascii_uppercase();
                (Held::Bank { bank: text(from, "BANKID"), branch, kind }, from)
            }
        };
        Self { held, number: text(from, "ACCTID"), name: None }
    }

    /// The source's id: the same for one login as long as the account is the same, and no way back to the number without the login.
    pub(super) fn id(&self, user: &str, service: &OfxService) -> String {
        let digest = Sha256::digest(self.key(user, service));
        digest.iter().take(16).fold(String::from("ofx-"), |mut id, byte| {
            let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
            id.extend([digit(byte >> 4), digit(byte & 15)]);
            id
        })
    }

    /// Every part with its length, so that no two accounts have the same.
    fn key(&self, user: &str, service: &OfxService) -> String {
        let (org, fid) = (service.org.as_deref().unwrap_or(""), service.fid.as_deref().unwrap_or(""));
        let [set, holder, kind] = match &self.held {
            Held::Bank { bank, kind, .. } => ["bank", bank, kind],
            Held::Card => ["card", "", ""],
            Held::Broker { broker, .. } => ["broker", broker, ""],
        };
        let parts = [user, org, fid, set, holder, kind, &self.number];
        parts.map(|part| format!("{}:{part}", part.len())).concat()
    }

    /// `BANKACCTFROM` and its like.
    pub(super) fn named_from(&self) -> Element {
        let number = Element::leaf("ACCTID", &self.number);
        match &self.held {
            Held::Bank { bank, branch, kind } => {
                let branch = branch.iter().map(|branch| Element::leaf("BRANCHID", branch));
                let parts = [Element::leaf("BANKID", bank)].into_iter().chain(branch);
                let parts = parts.chain([number, Element::leaf("ACCTTYPE", kind)]).collect();
                Element::aggregate("BANKACCTFROM", parts)
            }
            Held::Card => Element::aggregate("CCACCTFROM", vec![number]),
            Held::Broker { broker, .. } => {
                Element::aggregate("INVACCTFROM", vec![Element::leaf("BROKERID", broker), number])
            }
        }
    }

    /// The hub's type, and its subtype if it has one.
    pub(super) fn kind(&self) -> (AccountType, Option<&'static str>) {
        match &self.held {
            Held::Card => (AccountType::CreditCard, None),
            Held::Broker { product, .. } => {
                (AccountType::Investment, product.as_deref().and_then(product_name))
            }
            Held::Bank { kind, .. } => match kind.as_str() {
                "CHECKING" => (AccountType::Checking, None),
                "SAVINGS" => (AccountType::Savings, None),
                "MONEYMRKT" => (AccountType::Savings, Some("MONEY_MARKET")),
                "CD" => (AccountType::Savings, Some("CERTIFICATE_OF_DEPOSIT")),
                "CREDITLINE" => (AccountType::LineOfCredit, None),
                _ => (AccountType::Any, None),
            },
        }
    }

    /// A debt's balance is what is owed; the protocol tells it from the customer's side, as less than nothing.
    pub(super) fn is_debt(&self) -> bool {
        match self.kind().0 {
            AccountType::CreditCard | AccountType::LineOfCredit => true,
            AccountType::Any
            | AccountType::Cash
            | AccountType::Checking
            | AccountType::CheckingLineOfCredit
            | AccountType::Loan
            | AccountType::Savings
            | AccountType::Investment
            | AccountType::Mortgage
            | AccountType::Insurance
            | AccountType::Prepaid
            | AccountType::Property => false,
        }
    }

    /// What to call it when the institution does not say.
    pub(super) fn called(&self) -> String {
        let plain = match self.kind() {
            (_, Some("MONEY_MARKET")) => "Money Market",
            (_, Some("CERTIFICATE_OF_DEPOSIT")) => "Certificate of Deposit",
            (AccountType::Checking, _) => "Checking",
            (AccountType::Savings, _) => "Savings",
            (AccountType::CreditCard, _) => "Credit Card",
            (AccountType::LineOfCredit, _) => "Line of Credit",
            (AccountType::Investment, _) => "Investment",
            (_, _) => "Account",
        };
        self.name.clone().unwrap_or_else(|| plain.to_owned())
    }

    /// The last digits, where the number has more than them.
    pub(super) fn mask(&self) -> Option<String> {
        account_number::mask(&self.number)
    }

    /// The number, unless the institution itself shows only a part of it.
    pub(super) fn full_number(&self) -> Option<&str> {
        account_number::is_full(&self.number).then_some(&self.number)
    }

    /// Nine digits of a bank are its routing number in the United States; other banks have ids of other forms.
    pub(super) fn routing_number(&self) -> Option<&str> {
        const DIGITS: usize = 9;
        match &self.held {
            Held::Bank { bank, .. } => {
                let is_routing = bank.len() == DIGITS && bank.bytes().all(|byte| byte.is_ascii_digit());
                is_routing.then_some(bank)
            }
            Held::Card | Held::Broker { .. } => None,
        }
    }
}

fn product_name(product: &str) -> Option<&'static str> {
    match product {
        "401K" => Some("PLAN_401_K"),
        "403B" => Some("PLAN_403_B"),
        "IRA" => Some("IRA"),
        "ROTHIRA" | "ROTH" => Some("ROTH_IRA"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn service() -> OfxService {
        let known = json!({"url": "https://b.example", "version": "102", "org": "B", "fid": "7", "bank_id": "021000021"});
        serde_json::from_value(known).unwrap()
    }

    fn bank(kind: &str, number: &str) -> Account {
        let held = Held::Bank { bank: "021000021".to_owned(), branch: None, kind: kind.to_owned() };
        Account { held, number: number.to_owned(), name: None }
    }

    #[test]
    fn ids_follow_from_login_and_account_alone() {
        let service = service();
        let one = bank("CHECKING", "000123454821");
        let named = Account { name: Some("Everyday".to_owned()), ..one.clone() };
        assert_eq!(one.id("ana", &service), named.id("ana", &service));
        let ids = [
            one.id("ana", &service),
            one.id("ben", &service),
            bank("SAVINGS", "000123454821").id("ana", &service),
            bank("CHECKING", "000123454822").id("ana", &service),
            Account { held: Held::Card, ..one.clone() }.id("ana", &service),
        ];
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        assert!(ids.iter().all(|id| id.len() == 36 && !id.contains("4821")));
    }

    #[test]
    fn numbers_are_shown_as_far_as_they_may_be() {
        for (number, mask, full) in [
            ("000123454821", Some("4821"), true),
            ("12345-6789", Some("6789"), true),
            ("4821", None, true),
            ("", None, false),
            ("XXXXXXXX4821", Some("4821"), false),
            ("****4821", None, false),
            ("....4821", None, true),
        ] {
            let account = bank("CHECKING", number);
            assert_eq!(
                (account.mask().as_deref(), account.full_number().is_some()),
                (mask, full),
                "{number}"
            );
        }
        let abroad = Held::Bank { bank: "DEUTDEFF".to_owned(), branch: None, kind: "CHECKING".to_owned() };
        assert_eq!(bank("CHECKING", "1").routing_number(), Some("021000021"));
        assert_eq!(Account { held: abroad, ..bank("", "1") }.routing_number(), None);
        assert_eq!(Account { held: Held::Card, ..bank("", "1") }.routing_number(), None);
    }

    #[test]
    fn a_list_is_read_account_by_account() {
        let from = |set: &str, parts: Vec<Element>| Element::aggregate(set, parts);
        let number = |text: &str| Element::leaf("ACCTID", text);
        let info = |info: &str, from: Element| {
            let parts = vec![from, Element::leaf("SUPTXDL", "Y"), Element::leaf("SVCSTATUS", "ACTIVE")];
            Element::aggregate(
                "ACCTINFO",
                vec![Element::leaf("DESC", "Mine"), Element::aggregate(info, parts)],
            )
        };
        let kind = || Element::leaf("ACCTTYPE", "Checking");
        let list = Element::aggregate(
            "ACCTINFORS",
            vec![
                info("BANKACCTINFO", from("BANKACCTFROM", vec![number("111122223333"), kind()])),
                info("BANKACCTINFO", from("BANKACCTFROM", vec![number("111122223333"), kind()])),
                info("BANKACCTINFO", from("BANKACCTFROM", vec![kind()])),
                info("CCACCTINFO", from("CCACCTFROM", vec![number("4111")])),
                info("INVACCTINFO", from("INVACCTFROM", vec![number("9")])),
                info("BPACCTINFO", from("BANKACCTFROM", vec![number("111122223333"), kind()])),
            ],
        );
        let read = Account::of_list(&list, &service());
        let shown: Vec<_> =
            read.iter().map(|one| (one.kind().0, one.number.as_str(), one.called())).collect();
        let mine = || "Mine".to_owned();
        assert_eq!(
            shown,
            [(AccountType::Checking, "111122223333", mine()), (AccountType::CreditCard, "4111", mine())]
        );
    }
}
