//! Statements of investment accounts: what came and went, what is held, and the securities by name.

use crate::accounts::Account;
use crate::accounts::figures;
use crate::accounts::holdings::{self, Holding, Security};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::history::{Movement, habits::Side};
use crate::money::Cents;

use super::accounts::from;
use super::asked::{Set, Span};
use super::codes::Code;
use super::node::{Node, aggregate, element};
use super::statement::{Pen, posted, row, signed};

/// The security that pays dividends here.
const PAYING: &str = "FERNX";

/// `INVSTMTRS`.
pub(super) fn of(
    account: &Account,
    span: Option<Span>,
    with_positions: bool,
    pen: Pen,
) -> Result<Node, Code> {
    let held = holdings::of_account(account, Day::of(pen.now));
    let list = span.map(|span| list(account, span, &held, pen)).transpose()?;
    let positions =
        with_positions.then(|| aggregate("INVPOSLIST", held.iter().map(|holding| position(holding, pen))));
    let cash = figures::of_account(account, None, pen.now).cash_balance.unwrap_or(Cents::ZERO);
    let amounts = [("AVAILCASH", cash), ("MARGINBALANCE", Cents::ZERO), ("SHORTBALANCE", Cents::ZERO)];
    let balances = with_positions
        .then(|| aggregate("INVBAL", amounts.map(|(name, amount)| element(name, pen.amount(amount)))));
    let parts = [
        Some(element("DTASOF", pen.time(pen.now))),
        Some(element("CURDEF", account.currency)),
        Some(from(account, Set::Broker, pen.server)),
        list,
        positions,
        balances,
    ];
    Ok(aggregate("INVSTMTRS", parts.into_iter().flatten()))
}

fn list(account: &Account, span: Span, held: &[Holding], pen: Pen) -> Result<Node, Code> {
    let posted = posted(account, span, pen.now)?;
    let ends = [element("DTSTART", pen.time(posted.from)), element("DTEND", pen.time(posted.before))];
    let paying = held.iter().find(|holding| holding.security.symbol == PAYING);
    let rows = posted.movements.iter().map(|movement| match paying {
        Some(holding) if movement.line.category == "Dividends" && movement.side == Side::Credit => {
            dividend(account, movement, holding.security, pen)
        }
        Some(_) | None => {
            aggregate("INVBANKTRAN", [row(account, movement, pen), element("SUBACCTFUND", "CASH")])
        }
    });
    Ok(aggregate("INVTRANLIST", ends.into_iter().chain(rows)))
}

fn dividend(account: &Account, movement: &Movement, security: &Security, pen: Pen) -> Node {
    let common = [
        element("FITID", account.tag("t", Channel::Ofx, &[&movement.place().to_string()])),
        element("DTTRADE", pen.time(movement.at)),
        element("DTSETTLE", pen.time(movement.posts_at)),
        element("MEMO", movement.line.text),
    ];
    aggregate(
        "INCOME",
        [
            aggregate("INVTRAN", common),
            security_id(security),
            element("INCOMETYPE", "DIV"),
            element("TOTAL", pen.amount(signed(movement, movement.settled))),
            element("SUBACCTSEC", "CASH"),
            element("SUBACCTFUND", "CASH"),
        ],
    )
}

fn security_id(security: &Security) -> Node {
    aggregate("SECID", [element("UNIQUEID", security.cusip()), element("UNIQUEIDTYPE", "CUSIP")])
}

fn position(holding: &Holding, pen: Pen) -> Node {
    let units = format!("{}.{:03}", holding.quantity_milli / 1_000, holding.quantity_milli % 1_000);
    let inner = aggregate(
        "INVPOS",
        [
            security_id(holding.security),
            element("HELDINACCT", "CASH"),
            element("POSTYPE", "LONG"),
            element("UNITS", units),
            element("UNITPRICE", pen.amount(holding.price)),
            element("MKTVAL", pen.amount(holding.market_value)),
            element("DTPRICEASOF", pen.time(Day::of(pen.now).starts())),
        ],
    );
    let name = match holding.security.kind {
        "MUTUAL_FUND" => "POSMF",
        "FIXED_INCOME" => "POSDEBT",
        _ => "POSSTOCK",
    };
    aggregate(name, [inner])
}

/// `SECLISTMSGSRSV1`, of all that these accounts hold.
pub(super) fn securities<'a>(accounts: impl Iterator<Item = &'a Account>, pen: Pen) -> Option<Node> {
    let held = accounts.flat_map(|account| holdings::of_account(account, Day::of(pen.now)));
    let mut named: Vec<&'static Security> = held.map(|holding| holding.security).collect();
    named.sort_by_key(|security| security.symbol);
    named.dedup_by_key(|security| security.symbol);
    let infos: Vec<Node> = named.into_iter().map(info).collect();
    (!infos.is_empty()).then(|| aggregate("SECLISTMSGSRSV1", [aggregate("SECLIST", infos)]))
}

fn info(security: &Security) -> Node {
    let common = aggregate(
        "SECINFO",
        [security_id(security), element("SECNAME", security.description), element("TICKER", security.symbol)],
    );
    match security.kind {
        "MUTUAL_FUND" => aggregate("MFINFO", [common, element("MFTYPE", "OPENEND")]),
        "FIXED_INCOME" => {
            aggregate("DEBTINFO", [common, element("PARVALUE", "1000.00"), element("DEBTTYPE", "COUPON")])
        }
        _ => aggregate("STOCKINFO", [common]),
    }
}
