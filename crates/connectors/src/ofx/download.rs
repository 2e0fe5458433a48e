//! Documents that a person downloaded: every statement in them, for the reader of files. How accounts and rows are read is the same as
//! where the hub asks; only that nobody asked for a span of days, so all of it is wanted.

use super::account::{Account, Held};
use super::investment::{self, Securities};
use super::parse::{Document, Element};
use super::span::Page;
use super::statement::{self, Unread};
use super::value::{amount, when};
use domain::account::AccountType;
use domain::money::{Currency, Money};
use domain::transaction::TransactionFacts;
use jiff::civil::Date;
use std::rc::Rc;

/// A statement of one account.
pub(crate) struct Download<'a> {
    statement: &'a Element,
    account: Account,
    /// Read once for all statements of the document.
    securities: Rc<Securities<'a>>,
}

/// A row of a statement.
pub(crate) struct DownloadRow {
    /// `FITID`, the institution's promise to name it.
    pub(crate) id: Option<String>,
    /// `REFNUM`.
    pub(crate) reference: Option<String>,
    pub(crate) booked_on: Option<Date>,
    pub(crate) value_on: Option<Date>,
    pub(crate) facts: TransactionFacts,
}

/// What a document says of the institution and of itself.
pub(crate) struct Origin<'a> {
    pub(crate) org: Option<&'a str>,
    pub(crate) fid: Option<&'a str>,
    /// The day on which it was made.
    pub(crate) made_on: Option<Date>,
}

pub(crate) fn origin(document: &Document) -> Origin<'_> {
    let answer = document.root.at(&["SIGNONMSGSRSV1", "SONRS"]);
    let fi = answer.and_then(|answer| answer.child("FI"));
    Origin {
        org: fi.and_then(|fi| fi.text("ORG")),
        fid: fi.and_then(|fi| fi.text("FID")),
        made_on: answer.and_then(|answer| day(answer, "DTSERVER")),
    }
}

/// The statements of a document, in its order. Some programs leave out the element around each.
pub(crate) fn statements(document: &Document) -> impl Iterator<Item = Download<'_>> {
    const STATEMENTS: [&str; 3] = ["STMTRS", "CCSTMTRS", "INVSTMTRS"];
    let is_one = |one: &&Element| STATEMENTS.contains(&one.name.as_str());
    let responses = document.root.children.iter().flat_map(|set| &set.children);
    let found = responses.flat_map(move |response| {
        let outer = Some(response).filter(is_one);
        let inner = if outer.is_none() { response.children.as_slice() } else { &[] };
        outer.into_iter().chain(inner.iter().filter(is_one))
    });
    let securities = Rc::new(Securities::of(document));
    found.map(move |statement| Download {
        statement,
        account: Account::of_statement(statement),
        securities: Rc::clone(&securities),
    })
}

impl Download<'_> {
    /// As it is written; empty where nothing is.
    pub(crate) fn number(&self) -> &str {
        &self.account.number
    }

    pub(crate) fn full_number(&self) -> Option<&str> {
        self.account.full_number()
    }

    pub(crate) fn mask(&self) -> Option<String> {
        self.account.mask()
    }

    pub(crate) fn routing_number(&self) -> Option<&str> {
        self.account.routing_number()
    }

    /// The bank's number in its country, or its BIC.
    pub(crate) fn bank_id(&self) -> Option<&str> {
        match &self.account.held {
            Held::Bank { bank, .. } => Some(bank.as_str()).filter(|bank| !bank.is_empty()),
            Held::Card | Held::Broker { .. } => None,
        }
    }

    pub(crate) fn account_type(&self) -> Option<AccountType> {
        Some(self.account.kind().0).filter(|kind| *kind != AccountType::Any)
    }

    pub(crate) fn currency(&self) -> Option<Currency> {
        statement::currency(self.statement).ok()
    }

    /// The balance of the ledger and its day. What is owed is less than nothing, as the protocol has it.
    pub(crate) fn closing(&self, currency: Currency) -> Option<(Date, Money)> {
        let told = self.statement.child("LEDGERBAL")?;
        Some((day(told, "DTASOF")?, amount(told.text("BALAMT")?, currency).ok()?))
    }

    /// The days that the statement says it covers.
    pub(crate) fn span(&self) -> Option<(Date, Date)> {
        let list = ["BANKTRANLIST", "INVTRANLIST"].into_iter().find_map(|name| self.statement.child(name))?;
        Some((day(list, "DTSTART")?, day(list, "DTEND")?))
    }

    /// All rows, those that are pending last. Trades that moved no money are none.
    pub(crate) fn rows(&self, currency: Currency) -> Vec<Result<DownloadRow, Unread>> {
        let listed =
            |list: &'static str| self.statement.child(list).into_iter().flat_map(|list| &list.children);
        match &self.account.held {
            Held::Bank { .. } | Held::Card => {
                let booked = listed("BANKTRANLIST").filter(|one| one.name == "STMTTRN");
                let pending = listed("BANKTRANLISTP").filter(|one| one.name == "STMTTRNP");
                let booked = booked.filter_map(|one| booked_row(one, currency).transpose());
                booked.chain(pending.filter_map(|one| pending_row(one, currency).transpose())).collect()
            }
            Held::Broker { .. } => {
                let one = |one| investment_rows(one, &self.securities, currency);
                listed("INVTRANLIST").flat_map(one).collect()
            }
        }
    }
}

fn booked_row(one: &Element, currency: Currency) -> Result<Option<DownloadRow>, Unread> {
    let facts = statement::posted_facts(one, currency, &Page::EVERYTHING)?;
    Ok(facts.map(|facts| DownloadRow {
        id: statement::id(one).ok(),
        reference: one.text("REFNUM").map(str::to_owned),
        booked_on: day(one, "DTPOSTED"),
        value_on: day(one, "DTAVAIL"),
        facts,
    }))
}

fn pending_row(one: &Element, currency: Currency) -> Result<Option<DownloadRow>, Unread> {
    let facts = statement::pending_facts(one, currency, &Page::EVERYTHING)?;
    let reference = one.text("REFNUM").map(str::to_owned);
    Ok(facts.map(|facts| DownloadRow { id: None, reference, booked_on: None, value_on: None, facts }))
}

/// Movements of cash beside trades, or one trade.
fn investment_rows(
    one: &Element,
    securities: &Securities<'_>,
    currency: Currency,
) -> Vec<Result<DownloadRow, Unread>> {
    if one.name == "INVBANKTRAN" {
        return one.all("STMTTRN").filter_map(|inner| booked_row(inner, currency).transpose()).collect();
    }
    let told = investment::trade_of(one, securities, currency, &Page::EVERYTHING);
    let told = told.map(|told| {
        told.map(|told| DownloadRow {
            id: Some(told.id),
            reference: None,
            booked_on: None,
            value_on: None,
            facts: told.facts,
        })
    });
    told.transpose().into_iter().collect()
}

fn day(one: &Element, name: &str) -> Option<Date> {
    one.text(name).and_then(when).map(|when| when.day)
}
