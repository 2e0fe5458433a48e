//! Small histories by hand.

use histories::decide::decide;
use histories::told::{AccountKind, LinkId, MemberId, Status, Telling, ToldAccount, ToldRow};
use histories::{AccountId, AccountVerdict, Meant, RowVerdict, TransactionId, Verdicts};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// That day of May 2024; 0 is the last of April.
pub(crate) fn may(day: i32) -> Date {
    date(2024, 4, 30) + day.days()
}

/// Answers, one after the other; what is added belongs to the last one.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) tellings: Vec<Telling>,
    pub(crate) meant: Meant,
}

impl Told {
    /// An answer of that link on that day of May, of all days since that one. Each link is of a source of its own.
    pub(crate) fn answer(mut self, link: usize, on: i32, from: i32) -> Self {
        self.tellings.push(Telling {
            link: LinkId(link),
            member: MemberId(link),
            source: format!("source {link}"),
            login: None,
            institution: Some("Bank".into()),
            told_on: may(on),
            window: Some((may(from), may(on))),
            accounts: Vec::new(),
            rows: Vec::new(),
        });
        self.meant.push(Vec::new(), Vec::new());
        self
    }

    pub(crate) fn telling(mut self, change: impl FnOnce(&mut Telling)) -> Self {
        change(self.tellings.last_mut().unwrap());
        self
    }

    /// An account, and which it truly is.
    pub(crate) fn account(mut self, meant: usize, change: impl FnOnce(&mut ToldAccount)) -> Self {
        let mut account = ToldAccount {
            id: None,
            persistent_id: None,
            number: None,
            routing: None,
            iban: None,
            mask: None,
            kind: AccountKind::Checking,
            name: "Checking".into(),
            currency: "USD",
            owners: Vec::new(),
            opening_balance: None,
            balance: None,
            chosen: None,
        };
        change(&mut account);
        self.tellings.last_mut().unwrap().accounts.push(account);
        self.meant.accounts.last_mut().unwrap().push(AccountId(meant));
        self
    }

    /// A posted row of the last account, and which transaction it truly is.
    pub(crate) fn row(mut self, meant: usize, day: i32, amount: i64, text: &str) -> Self {
        let telling = self.tellings.last_mut().unwrap();
        if telling.accounts.is_empty() {
            self = self.account(0, |account| account.id = Some("account".into()));
        }
        let telling = self.tellings.last_mut().unwrap();
        telling.rows.push(ToldRow {
            account: telling.accounts.len() - 1,
            id: None,
            pending_id: None,
            status: Status::Posted,
            amount,
            date: may(day),
            authorised_on: None,
            text: text.into(),
        });
        self.meant.rows.last_mut().unwrap().push(TransactionId(meant));
        self
    }

    /// Changes the last row.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut ToldRow)) -> Self {
        change(self.tellings.last_mut().unwrap().rows.last_mut().unwrap());
        self
    }

    pub(crate) fn id(self, id: &str) -> Self {
        self.with(|row| row.id = Some(id.into()))
    }

    pub(crate) fn pending(self) -> Self {
        self.with(|row| row.status = Status::Pending)
    }

    /// Six rows that show which account it is; `of` makes their amounts others.
    pub(crate) fn witnesses(mut self, of: usize) -> Self {
        for at in 0..6 {
            let number = of * 100 + at;
            self = self.row(
                number,
                i32::try_from(at).unwrap() + 5,
                -7_001 - i64::try_from(number).unwrap(),
                "Shop",
            );
        }
        self
    }

    pub(crate) fn verdicts(&self) -> Verdicts {
        decide(&self.tellings, &self.meant)
    }

    /// The verdicts on the last answer's rows.
    pub(crate) fn last_rows(&self) -> Vec<RowVerdict> {
        self.verdicts().rows.pop().unwrap()
    }

    /// The verdicts on the last answer's accounts.
    pub(crate) fn last_accounts(&self) -> Vec<AccountVerdict> {
        self.verdicts().accounts.pop().unwrap()
    }

    /// For each set of the last answer: its rows, its known transactions, how many joins.
    pub(crate) fn last_sets(&self) -> Vec<(Vec<usize>, Vec<usize>, Option<usize>)> {
        let last = self.tellings.len() - 1;
        let sets = self.verdicts().sets.into_iter().filter(|set| set.telling == last);
        sets.map(|set| (set.rows, set.known.into_iter().map(|one| one.0).collect(), set.joins)).collect()
    }
}
