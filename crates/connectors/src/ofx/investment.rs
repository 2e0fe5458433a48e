//! Investment statements (`INVSTMTRS`, OFX 2.2 §13.9) in the hub's words. Securities are named by the list that comes along.

use super::account::Account;
use super::parse::{Document, Element};
use super::request::unique;
use super::span::Page;
use super::statement::{Read, Unread, currency, id, listed, posted, side, signed, time, unsigned};
use super::value::{amount, number, rounded};
use crate::data::SourceTransaction;
use domain::account::{AccountFacts, AmountField, Holding};
use domain::money::Currency;
use domain::transaction::{TransactionFacts, TransactionStatus};
use std::collections::BTreeMap;

/// A security by its id and the kind of that id.
type SecurityId<'a> = (&'a str, &'a str);

/// What the list of securities says of one.
struct Security<'a> {
    name: Option<&'a str>,
    ticker: Option<&'a str>,
    /// The name of its kind of information: `STOCKINFO`, `MFINFO`…
    kind: &'a str,
}

/// The securities that a document names.
pub(super) struct Securities<'a>(BTreeMap<SecurityId<'a>, Security<'a>>);

impl<'a> Securities<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let list = document.root.at(&["SECLISTMSGSRSV1", "SECLIST"]);
        let named = list.into_iter().flat_map(|list| &list.children).filter_map(|info| {
            let says = info.child("SECINFO")?;
            let security =
                Security { name: says.text("SECNAME"), ticker: says.text("TICKER"), kind: &info.name };
            Some((security_id(says)?, security))
        });
        Self(named.collect())
    }

    fn get<'s>(&'s self, id: SecurityId<'s>) -> Option<&'s Security<'s>> {
        self.0.get(&id)
    }
}

fn security_id(holder: &Element) -> Option<SecurityId<'_>> {
    let id = holder.child("SECID")?;
    Some((id.text("UNIQUEID")?, id.text("UNIQUEIDTYPE").unwrap_or("")))
}

/// An account with its value: cash, and what the positions are worth.
pub(super) fn facts(account: &Account, statement: &Element) -> Result<AccountFacts, Unread> {
    let currency = currency(statement)?;
    let mut facts = listed(account, currency);
    let balance = |name: &str| {
        let text = statement.child("INVBAL").and_then(|balances| balances.text(name));
        let read = text.map(|text| amount(text, currency).map(|money| money.minor)).transpose();
        read.map_err(|_| Unread::Balance)
    };
    let cash = balance("AVAILCASH")?;
    let margin = balance("MARGINBALANCE")?.filter(|minor| *minor != 0);
    let held = statement.child("INVPOSLIST").map(|list| worth(list, currency)).transpose()?;
    let total = match (cash, held) {
        (None, None) => None,
        (cash, held) => {
            Some(cash.unwrap_or(0).saturating_add(held.unwrap_or(0)).saturating_add(margin.unwrap_or(0)))
        }
    };
    let amounts = [
        (AmountField::CashBalance, cash),
        (AmountField::AvailableBalance, cash),
        (AmountField::MarginBalance, margin),
        (AmountField::HoldingsValue, held),
        (AmountField::TotalAccountValue, total),
        (AmountField::Balance, total),
    ];
    facts.amounts.extend(amounts.into_iter().filter_map(|(field, minor)| Some((field, minor?))));
    Ok(facts)
}

/// The value of all positions that are in the statement's currency.
fn worth(list: &Element, currency: Currency) -> Result<i64, Unread> {
    let mut sum: i64 = 0;
    for position in positions(list)
        .filter(|(_, position)| position.child("CURRENCY").is_none())
        .map(|(_, position)| position)
    {
        let value = position.text("MKTVAL").and_then(|text| rounded(text, currency));
        sum = sum.saturating_add(value.ok_or(Unread::Holding)?);
    }
    Ok(sum)
}

/// Each `POS…` with the `INVPOS` in it.
fn positions(list: &Element) -> impl Iterator<Item = (&Element, &Element)> {
    list.children.iter().filter_map(|outer| Some((outer, outer.child("INVPOS")?)))
}

/// What the account holds.
pub(super) fn holdings(
    account: &str,
    statement: &Element,
    securities: &Securities<'_>,
) -> Result<Vec<Holding>, Unread> {
    let currency = currency(statement)?;
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let list = statement.child("INVPOSLIST");
    let all = list.into_iter().flat_map(positions).map(|(outer, position)| {
        holding(account, outer, position, securities, currency, &mut seen).ok_or(Unread::Holding)
    });
    all.collect()
}

fn holding(
    account: &str,
    outer: &Element,
    position: &Element,
    securities: &Securities<'_>,
    currency: Currency,
    seen: &mut BTreeMap<String, u32>,
) -> Option<Holding> {
    let security = security_id(position)?;
    let named = securities.get(security);
    let own = position.child("CURRENCY").and_then(|own| own.text("CURSYM"));
    let currency = own.map_or(Some(currency), |code| code.parse().ok())?;
    let parts = ["HELDINACCT", "POSTYPE", "INV401KSOURCE"].map(|name| position.text(name).unwrap_or(""));
    let name = unique(&[&["holding", account, security.0, security.1], &parts[..]].concat());
    // One security may be held in several lots that nothing tells apart but their order.
    let place = seen.entry(name.clone()).and_modify(|place| *place += 1).or_insert(0);
    let money = |name| match position.text(name) {
        Some(text) => rounded(text, currency).map(Some),
        None => Some(None),
    };
    let cost = position.text("AVGCOSTBASIS").and_then(|text| rounded(text, currency));
    Some(Holding {
        source_id: format!("holding-{name}-{place}"),
        symbol: named.and_then(|named| named.ticker).map(str::to_owned),
        cusip: (security.1 == "CUSIP").then(|| security.0.to_owned()),
        description: named
            .and_then(|named| named.name)
            .or(position.text("MEMO"))
            .unwrap_or(security.0)
            .to_owned(),
        holding_type: holding_type(&outer.name, named.map_or("", |named| named.kind)).to_owned(),
        currency,
        quantity: number(position.text("UNITS")?)?,
        price: match position.text("UNITPRICE") {
            Some(text) => Some(number(text)?),
            None => None,
        },
        market_value: money("MKTVAL")?,
        cost_basis: cost,
    })
}

/// MX's name of what is held, by the kind of position, else by what the list of securities calls it.
fn holding_type(position: &str, info: &str) -> &'static str {
    match (position, info) {
        ("POSSTOCK", _) | (_, "STOCKINFO") => "EQUITY",
        ("POSMF", _) | (_, "MFINFO") => "MUTUAL_FUND",
        ("POSDEBT", _) | (_, "DEBTINFO") => "FIXED_INCOME",
        ("POSOPT", _) | (_, "OPTINFO") => "OPTION",
        (_, _) => "UNKNOWN",
    }
}

/// What of a statement belongs to a page: movements of cash, and what was bought and sold.
pub(super) fn transactions(
    statement: &Element,
    securities: &Securities<'_>,
    page: &Page,
) -> Result<Read, Unread> {
    let currency = currency(statement)?;
    let mut read = Read::default();
    for one in statement.child("INVTRANLIST").into_iter().flat_map(|list| &list.children) {
        if one.name == "INVBANKTRAN" {
            one.all("STMTTRN").for_each(|inner| read.take(posted(inner, currency, page)));
        } else {
            read.take(trade_of(one, securities, currency, page));
        }
    }
    Ok(read)
}

/// What was bought or sold, if that is what it is, it moved money, and it belongs to the page.
pub(super) fn trade_of(
    one: &Element,
    securities: &Securities<'_>,
    currency: Currency,
    page: &Page,
) -> Result<Option<SourceTransaction>, Unread> {
    match traded(one) {
        Some(inner) => trade(one, inner, securities, currency, page),
        None => Ok(None),
    }
}

/// Where the common part of a trade stands: in it, or in its `INVBUY` or `INVSELL`.
fn traded(one: &Element) -> Option<&Element> {
    let holds = |element: &&Element| element.child("INVTRAN").is_some();
    [one].into_iter().chain(&one.children).find(holds)
}

/// A trade, if it moved money and belongs to the page.
fn trade(
    outer: &Element,
    one: &Element,
    securities: &Securities<'_>,
    currency: Currency,
    page: &Page,
) -> Result<Option<SourceTransaction>, Unread> {
    let common = one.child("INVTRAN").ok_or(Unread::Trade)?;
    let traded = time(common, "DTTRADE")?.ok_or(Unread::NoDay)?;
    let Some(total) = one.text("TOTAL").filter(|_| page.holds(traded.day, Some(traded.day))) else {
        return Ok(None);
    };
    let money = signed(one, total, currency)?;
    let name = security_id(one).map(|id| securities.get(id).and_then(|named| named.name).unwrap_or(id.0));
    let (verb, memo) = (verb(outer), common.text("MEMO"));
    let description = match (verb, name) {
        (Some(verb), Some(name)) => format!("{verb} {name}"),
        (None, Some(name)) => memo.unwrap_or(name).to_owned(),
        (verb, None) => memo.or(verb).unwrap_or("").to_owned(),
    };
    Ok(Some(SourceTransaction {
        id: id(common)?,
        pending_id: None,
        facts: TransactionFacts {
            status: TransactionStatus::Posted,
            transaction_type: side(money),
            amount: unsigned(money),
            transacted_at: Some(traded.instant),
            posted_at: Some(time(common, "DTSETTLE")?.unwrap_or(traded).instant),
            date: traded.day,
            memo: memo.filter(|memo| *memo != description).map(str::to_owned),
            description,
            category: None,
            merchant_category_code: None,
            check_number: None,
        },
    }))
}

/// What was done, in a word.
fn verb(outer: &Element) -> Option<&'static str> {
    match outer.name.as_str() {
        "REINVEST" => Some("Reinvest"),
        "INVEXPENSE" => Some("Expense"),
        "MARGININTEREST" => Some("Margin interest"),
        "RETOFCAP" => Some("Return of capital"),
        "INCOME" => Some(match outer.text("INCOMETYPE") {
            Some("DIV") => "Dividend",
            Some("INTEREST") => "Interest",
            Some("CGLONG" | "CGSHORT") => "Capital gain",
            _ => "Income",
        }),
        name if name.starts_with("BUY") => Some("Buy"),
        name if name.starts_with("SELL") => Some("Sell"),
        _ => None,
    }
}
