//! Statements of bank accounts and cards (`STMTRS`, `CCSTMTRS`, OFX 2.2 §11.4) in the hub's words.

use super::account::Account;
use super::parse::Element;
use super::request::unique;
use super::service::OfxService;
use super::span::Page;
use super::value::{When, amount, number, when};
use crate::data::{AccountProblem, SourceAccount, SourceTransaction};
use crate::grant::Secret;
use domain::account::{AccountFacts, AmountField, RateField, TextField};
use domain::money::{Currency, Money, MoneyError};
use domain::transaction::{TransactionFacts, TransactionStatus, TransactionType};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Why something of a statement cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unread {
    Balance,
    Holding,
    Time,
    Trade,
    OfUnknownCurrency,
    NoDay,
    NoAmount,
    NoId,
    Amount,
    /// More digits than the currency has.
    Digits,
    Currency,
}

impl Unread {
    /// For the operator.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Balance => "has a balance that cannot be read",
            Self::Holding => "has a holding that cannot be read",
            Self::Time => "has a time that cannot be read",
            Self::Trade => "has a trade that cannot be read",
            Self::OfUnknownCurrency => "has a transaction of unknown currency",
            Self::NoDay => "has a transaction without a day",
            Self::NoAmount => "has a transaction without an amount",
            Self::NoId => "has a transaction without an id",
            Self::Amount | Self::Digits => "has an amount that cannot be read",
            Self::Currency => "has an unknown currency",
        }
    }
}

/// The transactions of one account that could be read, and why others could not, each cause once.
#[derive(Default)]
pub(super) struct Read {
    pub(super) transactions: Vec<SourceTransaction>,
    unread: BTreeMap<Unread, u32>,
}

impl Read {
    pub(super) fn take(&mut self, read: Result<Option<SourceTransaction>, Unread>) {
        match read {
            Ok(Some(one)) => self.transactions.push(one),
            Ok(None) => {}
            Err(unread) => {
                let rows = self.unread.entry(unread).or_default();
                *rows = rows.saturating_add(1);
            }
        }
    }

    pub(super) fn finish(self, account: &str) -> (Vec<SourceTransaction>, Vec<AccountProblem>) {
        let problems = self
            .unread
            .into_iter()
            .map(|(unread, rows)| AccountProblem::unread(account, unread.text(), rows))
            .collect();
        (self.transactions, problems)
    }
}

/// The currency that amounts of a statement are in unless they say otherwise.
pub(super) fn currency(statement: &Element) -> Result<Currency, Unread> {
    statement.text("CURDEF").and_then(|code| code.to_ascii_uppercase().parse().ok()).ok_or(Unread::Currency)
}

/// What the list of accounts says of one.
pub(super) fn listed(account: &Account, currency: Currency) -> AccountFacts {
    let (kind, subtype) = account.kind();
    let mut facts = AccountFacts::new(account.called(), kind, currency);
    facts.mask = account.mask();
    let routing = account.routing_number().map(str::to_owned);
    let texts = [(TextField::Subtype, subtype.map(str::to_owned)), (TextField::RoutingNumber, routing)];
    facts.texts.extend(texts.into_iter().filter_map(|(field, text)| Some((field, text?))));
    facts
}

pub(super) fn named(
    account: &Account,
    facts: AccountFacts,
    user: &str,
    service: &OfxService,
) -> SourceAccount {
    SourceAccount {
        id: account.id(user, service),
        facts,
        number: account.full_number().map(Secret::new),
        routing_number: account.routing_number().map(str::to_owned),
    }
}

/// An account with its balances. What a debt's holder owes is less than nothing to the server and more to the hub.
pub(super) fn facts(account: &Account, statement: &Element) -> Result<AccountFacts, Unread> {
    let currency = currency(statement)?;
    let mut facts = listed(account, currency);
    let balance = |name: &str| {
        let text = statement.child(name).and_then(|balance| balance.text("BALAMT"));
        text.map(|text| amount(text, currency).map(|money| money.minor)).transpose()
    };
    let read = |name| balance(name).map_err(|_| Unread::Balance);
    let (ledger, available) = (read("LEDGERBAL")?, read("AVAILBAL")?);
    let available_field =
        if account.is_debt() { AmountField::AvailableCredit } else { AmountField::AvailableBalance };
    let ledger = ledger.map(|minor| if account.is_debt() { minor.saturating_neg() } else { minor });
    let amounts = [(AmountField::Balance, ledger), (available_field, available)];
    facts.amounts.extend(amounts.into_iter().filter_map(|(field, minor)| Some((field, minor?))));
    let rates = [(RateField::InterestRate, "INTRATE"), (RateField::Apr, "INTRATEPURCH")];
    facts
        .rates
        .extend(rates.into_iter().filter_map(|(field, name)| Some((field, number(statement.text(name)?)?))));
    Ok(facts)
}

/// What of a statement belongs to a page.
pub(super) fn transactions(account: &str, statement: &Element, page: &Page) -> Result<Read, Unread> {
    let currency = currency(statement)?;
    let mut read = Read::default();
    for one in statement.child("BANKTRANLIST").into_iter().flat_map(|list| list.all("STMTTRN")) {
        read.take(posted(one, currency, page));
    }
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for one in statement.child("BANKTRANLISTP").into_iter().flat_map(|list| list.all("STMTTRNP")) {
        read.take(pending(account, one, currency, page, &mut seen));
    }
    Ok(read)
}

/// The day on which the list of what has posted begins, as the statement says.
pub(super) fn told_since(statement: &Element) -> Option<Date> {
    let list = ["BANKTRANLIST", "INVTRANLIST"].into_iter().find_map(|name| statement.child(name))?;
    time(list, "DTSTART").ok()?.map(|start| start.day)
}

/// A `STMTTRN`, if it belongs to the page.
pub(super) fn posted(
    one: &Element,
    currency: Currency,
    page: &Page,
) -> Result<Option<SourceTransaction>, Unread> {
    let Some(facts) = posted_facts(one, currency, page)? else { return Ok(None) };
    Ok(Some(SourceTransaction { id: id(one)?, pending_id: None, facts }))
}

/// What a `STMTTRN` says, if it belongs to the page.
pub(super) fn posted_facts(
    one: &Element,
    currency: Currency,
    page: &Page,
) -> Result<Option<TransactionFacts>, Unread> {
    let posted = time(one, "DTPOSTED")?.ok_or(Unread::NoDay)?;
    let by_person = time(one, "DTUSER")?;
    if !page.holds(by_person.unwrap_or(posted).day, Some(posted.day)) {
        return Ok(None);
    }
    let facts = facts_of(one, currency, by_person, posted)?;
    Ok(Some(TransactionFacts { posted_at: Some(posted.instant), ..facts }))
}

pub(super) fn id(one: &Element) -> Result<String, Unread> {
    one.text("FITID").map(str::to_owned).ok_or(Unread::NoId)
}

/// A `STMTTRNP` (OFX 2.2 §11.4.2.4). It has no id, so what it says names it; the same said twice is counted.
fn pending(
    account: &str,
    one: &Element,
    currency: Currency,
    page: &Page,
    seen: &mut BTreeMap<String, u32>,
) -> Result<Option<SourceTransaction>, Unread> {
    let Some(facts) = pending_facts(one, currency, page)? else { return Ok(None) };
    let says = ["DTTRAN", "TRNAMT", "NAME", "REFNUM"].map(|name| one.text(name).unwrap_or(""));
    let name = unique(&[&["pending", account], &says[..]].concat());
    let place = seen.entry(name.clone()).and_modify(|place| *place += 1).or_insert(0);
    let id = format!("pending-{name}-{place}");
    Ok(Some(SourceTransaction { id, pending_id: None, facts }))
}

/// What a `STMTTRNP` says, if it belongs to the page.
pub(super) fn pending_facts(
    one: &Element,
    currency: Currency,
    page: &Page,
) -> Result<Option<TransactionFacts>, Unread> {
    let made = time(one, "DTTRAN")?.ok_or(Unread::NoDay)?;
    if !page.holds(made.day, None) {
        return Ok(None);
    }
    let facts = facts_of(one, currency, Some(made), made)?;
    Ok(Some(TransactionFacts { status: TransactionStatus::Pending, ..facts }))
}

/// What posted and pending transactions have in common.
fn facts_of(
    one: &Element,
    currency: Currency,
    transacted: Option<When>,
    day: When,
) -> Result<TransactionFacts, Unread> {
    let money = signed(one, one.text("TRNAMT").ok_or(Unread::NoAmount)?, currency)?;
    let memo = one.text("MEMO");
    let name = one.text("NAME").or_else(|| one.child("PAYEE").and_then(|payee| payee.text("NAME")));
    let long = one.text("EXTDNAME");
    let description = long.or(name).or(memo).unwrap_or("");
    Ok(TransactionFacts {
        status: TransactionStatus::Posted,
        transaction_type: side(money),
        amount: unsigned(money),
        transacted_at: transacted.map(|when| when.instant),
        posted_at: None,
        date: transacted.unwrap_or(day).day,
        description: description.to_owned(),
        memo: memo.filter(|memo| *memo != description).map(str::to_owned),
        category: category(one.text("TRNTYPE").unwrap_or(""), side(money)).map(str::to_owned),
        merchant_category_code: one.text("SIC").and_then(|code| code.parse().ok()),
        check_number: one.text("CHECKNUM").map(str::to_owned),
    })
}

/// An amount in the currency that it names itself, else in the statement's. What a merchant took in another currency
/// (`ORIGCURRENCY`) is told in the statement's already (OFX 2.2 §5.2).
pub(super) fn signed(one: &Element, text: &str, currency: Currency) -> Result<Money, Unread> {
    let own = one.child("CURRENCY").and_then(|own| own.text("CURSYM"));
    let currency = own.map_or(Ok(currency), str::parse).map_err(|_| Unread::OfUnknownCurrency)?;
    amount(text, currency).map_err(|error| match error {
        MoneyError::Precision => Unread::Digits,
        MoneyError::Form | MoneyError::Range | MoneyError::Currency => Unread::Amount,
    })
}

pub(super) const fn side(money: Money) -> TransactionType {
    if money.minor < 0 { TransactionType::Debit } else { TransactionType::Credit }
}

pub(super) const fn unsigned(money: Money) -> Money {
    Money::new(money.minor.saturating_abs(), money.currency)
}

/// The few types of the protocol that say what a transaction was for.
fn category(kind: &str, side: TransactionType) -> Option<&'static str> {
    match (kind, side) {
        ("INT", TransactionType::Credit) => Some("Interest Income"),
        ("DIV", TransactionType::Credit) => Some("Dividends"),
        ("FEE" | "SRVCHG", TransactionType::Debit) => Some("Bank Fee"),
        ("XFER", TransactionType::Credit | TransactionType::Debit) => Some("Transfer"),
        ("DIRECTDEP", TransactionType::Credit) => Some("Paycheck"),
        (_, TransactionType::Credit | TransactionType::Debit) => None,
    }
}

pub(super) fn time(one: &Element, name: &str) -> Result<Option<When>, Unread> {
    one.text(name).map(|text| when(text).ok_or(Unread::Time)).transpose()
}
