//! Statements of bank accounts and cards.

use domain::clock::Timestamp;

use crate::accounts::Account;
use crate::accounts::figures::{self, Figures};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::history::{self, Movement, habits::Side};
use crate::money::Cents;

use super::accounts::{from, is_debt};
use super::asked::{Set, Span};
use super::codes::Code;
use super::node::{Node, aggregate, element};
use super::server::{Habits, Server};
use super::when::written;

/// What posted is looked for among what happened up to so many days before.
const PENDS_DAYS: i64 = 4;
/// The span of a request that names no beginning.
const ORDINARY_DAYS: i64 = 90;
/// Nothing older is told.
const HISTORY_DAYS: i64 = 730;
const NAME_CHARS: usize = 32;

/// How a server writes, and when.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    pub(super) server: &'static Server,
    pub(super) now: Timestamp,
}

impl Pen {
    pub(super) fn time(self, time: Timestamp) -> String {
        written(time, self.server.habits)
    }

    pub(super) fn amount(self, amount: Cents) -> String {
        match self.server.habits {
            Habits::Plain => amount.to_string(),
            Habits::Old => amount.to_string().replace('.', ","),
        }
    }
}

/// What posted in a span, oldest first, with the span as it is told.
pub(super) struct Posted {
    pub(super) from: Timestamp,
    pub(super) before: Timestamp,
    pub(super) movements: Vec<Movement>,
}

pub(super) fn posted(account: &Account, span: Span, now: Timestamp) -> Result<Posted, Code> {
    let today = Day::of(now);
    let oldest = today.plus(-HISTORY_DAYS).starts();
    let before = span.before.unwrap_or(now);
    let from = span.from.unwrap_or_else(|| Day::of(before).plus(-ORDINARY_DAYS).starts()).max(oldest);
    if !span.is_readable || span.from.is_some_and(|from| from > before) {
        return Err(Code::DATE_INVALID);
    }
    let days = (Day::of(from).plus(-PENDS_DAYS), Day::of(before));
    let mut movements: Vec<Movement> = history::newest_first(account, days, None, now)
        .filter(|movement| movement.is_posted(now) && (from..before).contains(&movement.posts_at))
        .collect();
    movements.reverse();
    Ok(Posted { from, before, movements })
}

/// `STMTRS` or `CCSTMTRS`.
pub(super) fn of(
    account: &Account,
    set: Set,
    span: Option<Span>,
    with_pending: bool,
    pen: Pen,
) -> Result<Node, Code> {
    let figures = figures::of_account(account, None, pen.now);
    let list = span
        .map(|span| posted(account, span, pen.now).map(|posted| list(account, &posted, pen)))
        .transpose()?;
    let pending = with_pending.then(|| pending(account, pen));
    let [ledger, available] = balances(account, &figures, pen);
    let parts =
        [Some(element("CURDEF", account.currency)), Some(from(account, set, pen.server)), list, pending];
    let parts = parts.into_iter().flatten().chain([ledger, available]);
    Ok(aggregate(if set == Set::Card { "CCSTMTRS" } else { "STMTRS" }, parts))
}

fn balances(account: &Account, figures: &Figures, pen: Pen) -> [Node; 2] {
    let told = |name, amount: Cents| {
        aggregate(name, [element("BALAMT", pen.amount(amount)), element("DTASOF", pen.time(pen.now))])
    };
    let (ledger, available) = if is_debt(account) {
        (-figures.balance, figures.available_credit)
    } else {
        (figures.balance, figures.available_balance)
    };
    [told("LEDGERBAL", ledger), told("AVAILBAL", available.unwrap_or(ledger))]
}

fn list(account: &Account, posted: &Posted, pen: Pen) -> Node {
    let ends = [element("DTSTART", pen.time(posted.from)), element("DTEND", pen.time(posted.before))];
    let rows = posted.movements.iter().map(|movement| row(account, movement, pen));
    aggregate("BANKTRANLIST", ends.into_iter().chain(rows))
}

/// A `STMTTRN`.
pub(super) fn row(account: &Account, movement: &Movement, pen: Pen) -> Node {
    let name = movement.description();
    let short: String = name.chars().take(NAME_CHARS).collect();
    let memo = movement.line.memo.map(str::to_owned).or_else(|| (short != name).then(|| name.clone()));
    let vendor = (pen.server.habits == Habits::Old).then(|| element("INTU.TRNCAT", movement.line.category));
    let parts = [
        Some(element("TRNTYPE", kind(movement))),
        Some(element("DTPOSTED", pen.time(movement.posts_at))),
        Some(element("DTUSER", pen.time(movement.at))),
        Some(element("TRNAMT", pen.amount(signed(movement, movement.settled)))),
        Some(element("FITID", account.tag("t", Channel::Ofx, &[&movement.place().to_string()]))),
        movement.check_number.map(|number| element("CHECKNUM", number.to_string())),
        movement.line.merchant_category_code.map(|code| element("SIC", code.to_string())),
        Some(element("NAME", short)),
        memo.map(|memo| element("MEMO", memo)),
        vendor,
    ];
    aggregate("STMTTRN", parts.into_iter().flatten())
}

/// What has not posted, newest first.
fn pending(account: &Account, pen: Pen) -> Node {
    let today = Day::of(pen.now);
    let rows = history::newest_first(account, (today.plus(-PENDS_DAYS), today), None, pen.now)
        .filter(|movement| !movement.is_posted(pen.now))
        .map(|movement| {
            let name: String = movement.description().chars().take(NAME_CHARS).collect();
            aggregate(
                "STMTTRNP",
                [
                    element("TRNTYPE", kind(&movement)),
                    element("DTTRAN", pen.time(movement.at)),
                    element("TRNAMT", pen.amount(signed(&movement, movement.held))),
                    element("NAME", name),
                ],
            )
        });
    let rows: Vec<Node> = rows.collect();
    aggregate("BANKTRANLISTP", [element("DTASOF", pen.time(pen.now))].into_iter().chain(rows))
}

pub(super) fn signed(movement: &Movement, amount: Cents) -> Cents {
    match movement.side {
        Side::Debit => -amount,
        Side::Credit => amount,
    }
}

fn kind(movement: &Movement) -> &'static str {
    match (movement.line.category, movement.side) {
        _ if movement.check_number.is_some() => "CHECK",
        ("Transfer", _) => "XFER",
        ("Interest Income", Side::Credit) => "INT",
        ("Dividends", Side::Credit) => "DIV",
        ("Bank Fee" | "ATM Fee" | "Fees", Side::Debit) => "FEE",
        ("Paycheck", Side::Credit) => "DIRECTDEP",
        ("Cash", _) => "ATM",
        (_, Side::Credit) => "CREDIT",
        (_, Side::Debit) => "DEBIT",
    }
}
