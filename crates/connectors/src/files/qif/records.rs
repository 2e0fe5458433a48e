//! Lines to lists and records.

use domain::account::AccountType;

/// What the records that follow are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// Rows of an account of that type, where the format tells one. A bank's account may be of several.
    Rows(Option<AccountType>),
    Accounts,
    Investments,
    /// Categories, securities, prices and whatever else is no row.
    Other,
}

#[derive(Debug)]
pub(super) enum Event<'a> {
    List(List),
    Record(Record<'a>),
    /// A record that begins in this line and has no end.
    Unfinished(usize),
}

/// A record of a row, or of an account, in which some letters mean something else.
#[derive(Debug, Clone, Default)]
pub(super) struct Record<'a> {
    pub(super) line: usize,
    pub(super) date: Option<&'a str>,
    total: Option<&'a str>,
    /// The same with more room.
    exact: Option<&'a str>,
    pub(super) payee: Option<&'a str>,
    pub(super) memo: Option<&'a str>,
    pub(super) category: Option<&'a str>,
    /// A check's number, or an account's name.
    pub(super) number: Option<&'a str>,
    pub(super) balance: Option<&'a str>,
    pub(super) balance_on: Option<&'a str>,
    has_split: bool,
}

impl<'a> Record<'a> {
    pub(super) fn amount(&self) -> Option<&'a str> {
        self.total.or(self.exact).filter(|amount| !amount.is_empty())
    }

    /// A line of it. After the first `S` come parts of a split, which have a `$` and a memo `E` of their own.
    fn take(&mut self, letter: char, value: &'a str) {
        let value = value.trim();
        match letter {
            'D' => self.date = self.date.or(Some(value)),
            'T' => self.total = self.total.or(Some(value)),
            'U' => self.exact = self.exact.or(Some(value)),
            'P' => self.payee = self.payee.or(Some(value)),
            'M' => self.memo = self.memo.or(Some(value)),
            'L' => self.category = self.category.or(Some(value)),
            'N' => self.number = self.number.or(Some(value)),
            'S' => self.has_split = true,
            '$' if !self.has_split => self.balance = self.balance.or(Some(value)),
            '/' => self.balance_on = self.balance_on.or(Some(value)),
            // Addresses, marks of what was cleared, percentages, and what programs add.
            _ => {}
        }
    }
}

/// What stands in a text, one after the other.
pub(super) fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    let mut lines = (1..).zip(text.split('\n'));
    let mut open: Option<Record<'_>> = None;
    let mut waiting: Option<Event<'_>> = None;
    std::iter::from_fn(move || {
        if let Some(event) = waiting.take() {
            return Some(event);
        }
        for (number, line) in lines.by_ref() {
            let line = line.trim();
            if let Some(header) = line.strip_prefix('!') {
                let next = list(header).map(Event::List);
                let Some(record) = open.take() else {
                    if next.is_some() {
                        return next;
                    }
                    continue;
                };
                waiting = next;
                return Some(Event::Unfinished(record.line));
            }
            if line.starts_with('^') {
                if let Some(record) = open.take() {
                    return Some(Event::Record(record));
                }
                continue;
            }
            let mut rest = line.chars();
            if let Some(letter) = rest.next() {
                let begun = || Record { line: number, ..Record::default() };
                open.get_or_insert_with(begun).take(letter, rest.as_str());
            }
        }
        open.take().map(|record| Event::Unfinished(record.line))
    })
}

/// The list that a header begins. Options and what clears them begin none.
fn list(header: &str) -> Option<List> {
    let header = header.trim().to_ascii_lowercase();
    if header.starts_with("option") || header.starts_with("clear") {
        return None;
    }
    if header.starts_with("account") {
        return Some(List::Accounts);
    }
    Some(match header.strip_prefix("type:").map(str::trim) {
        Some("bank" | "oth a" | "bill" | "invoice" | "tax") => List::Rows(None),
        Some("cash") => List::Rows(Some(AccountType::Cash)),
        Some("ccard") => List::Rows(Some(AccountType::CreditCard)),
        Some("oth l") => List::Rows(Some(AccountType::Loan)),
        Some("invst" | "port" | "401(k)/403(b)") => List::Investments,
        Some(_) | None => List::Other,
    })
}
