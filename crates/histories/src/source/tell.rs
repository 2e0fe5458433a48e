//! An answer: what one link tells on one day.

use super::accounts;
use super::dates::{pending_day, posted_day};
use super::habits::{Habits, Order, PendingHabit};
use super::ids::{Counters, Place};
use super::texts::text;
use super::twists::{self, Twist};
use crate::case::Meant;
use crate::days::{Day, date, day};
use crate::random::{Random, hash, part};
use crate::story::Link;
use crate::told::{LinkId, Status, Telling, ToldAccount, ToldAccountRef, ToldRow};
use crate::truth::{AccountId, Transaction, TransactionId, Truth};

/// What is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) link: LinkId,
    pub(crate) on: Day,
    /// Without one, the rows are those that a person remembers of all days so far.
    pub(crate) window: Option<(Day, Day)>,
    /// Which of the link's accounts.
    pub(crate) accounts: Vec<AccountId>,
    /// Those of which the person says that they are the ones told before.
    pub(crate) chosen: Vec<AccountId>,
    pub(crate) twists: Vec<Twist>,
}

/// How far back a person types what they remember, and how much of a hundred.
const REMEMBERED_DAYS: Day = 25;
const REMEMBERED_OF_HUNDRED: u64 = 45;
/// No transaction is pending for longer.
const PENDING_DAYS: Day = 10;

/// A row with what it truly is.
pub(super) type Row = (ToldRow, TransactionId);

/// Tells the truth through links, one answer after the other.
#[derive(Debug)]
pub(crate) struct Teller<'a> {
    truth: &'a Truth,
    links: &'a [Link],
    counters: Counters,
    tellings: Vec<Telling>,
    meant: Meant,
    random: Random,
}

impl<'a> Teller<'a> {
    pub(crate) fn new(truth: &'a Truth, links: &'a [Link], random: Random) -> Self {
        let (tellings, meant) = (Vec::new(), Meant::default());
        Self { truth, links, counters: Counters::default(), tellings, meant, random }
    }

    pub(crate) fn into_tellings(self) -> (Vec<Telling>, Meant) {
        (self.tellings, self.meant)
    }

    pub(crate) fn tell(&mut self, answer: &Answer) {
        let Some(link) = self.links.get(answer.link.0) else { return };
        let mut told = Vec::new();
        let mut meant = Vec::new();
        let mut rows: Vec<Row> = Vec::new();
        for id in &answer.accounts {
            let Some(account) = self.told_account(link, answer, *id) else { continue };
            let first = rows.len();
            self.rows(link, answer, *id, told.len(), &mut rows);
            order(&link.habits, answer.on, rows.get_mut(first..).unwrap_or_default());
            told.push(account);
            meant.push(*id);
        }
        let habits = &link.habits;
        if habits.copies > 0 {
            twists::copy(&mut rows, habits.copies, &mut self.random);
        }
        for twist in &answer.twists {
            twists::twist(twist, &mut told, &meant, &mut rows, &mut self.random);
        }
        let (rows, transactions) = rows.into_iter().unzip();
        self.meant.push(meant, transactions);
        self.tellings.push(Telling {
            link: answer.link,
            member: link.member,
            source: link.source.to_owned(),
            login: link.login.map(|login| format!("{:016x}", hash(&[part(login)]))),
            institution: link.institution.clone(),
            told_on: date(answer.on),
            window: answer.window.map(|(from, to)| (date(from), date(to))),
            accounts: told,
            rows,
        });
    }

    /// The account, while it is open and for some days after it.
    fn told_account(&self, link: &Link, answer: &Answer, id: AccountId) -> Option<ToldAccount> {
        const SHOWN_CLOSED_DAYS: Day = 20;
        let one = self.truth.accounts.get(id.0)?;
        let is_gone = one.closed_on.is_some_and(|closed| day(closed) + SHOWN_CLOSED_DAYS < answer.on);
        if day(one.opened_on) > answer.on || is_gone {
            return None;
        }
        let told_as = answer.twists.iter().find_map(|twist| match twist {
            Twist::Impersonation { stranger, victim } if *stranger == id => Some(*victim),
            _ => None,
        });
        let named = told_as.unwrap_or(id);
        let nth = link.sees.iter().position(|seen| *seen == named)?;
        let place = accounts::Place { link: answer.link, nth, named, on: answer.on, window: answer.window };
        let mut told = accounts::account(&link.habits, self.truth, id, one, place);
        if let Some(login) = &link.owner
            && !told.owners.is_empty()
        {
            // Some banks show a login its own name alone, however many own the account.
            told.owners = vec![login.clone()];
        }
        if answer.chosen.contains(&id) {
            told.chosen = self.told_before(id);
        }
        Some(told)
    }

    fn told_before(&self, id: AccountId) -> Option<ToldAccountRef> {
        self.meant.accounts.iter().enumerate().find_map(|(telling, accounts)| {
            let account = accounts.iter().position(|one| *one == id)?;
            Some(ToldAccountRef { telling, account })
        })
    }

    fn rows(&mut self, link: &Link, answer: &Answer, id: AccountId, account: usize, rows: &mut Vec<Row>) {
        let place = Place { link: answer.link, on: answer.on };
        let begin = answer.window.map_or(answer.on - REMEMBERED_DAYS, |(from, _)| from) - PENDING_DAYS;
        for (transaction, one) in self.truth.of(id) {
            if one.authorised < begin {
                continue;
            }
            if one.authorised > answer.on {
                break;
            }
            let Some((status, on, amount)) = seen(&link.habits, answer, transaction, one) else { continue };
            let habits = &link.habits;
            let mut id_of = |status| self.counters.row(habits, place, id, transaction, status);
            let was_pending = one.posted().is_some_and(|posted| posted > one.authorised);
            let is_named = habits.pending == PendingHabit::Named && status == Status::Posted && was_pending;
            rows.push((
                ToldRow {
                    account,
                    pending_id: if is_named { id_of(Status::Pending) } else { None },
                    id: id_of(status),
                    status,
                    amount: if link.reversed.contains(&id) { -amount } else { amount },
                    date: date(on),
                    authorised_on: habits.tells_authorised.then(|| date(pending_day(habits.dates, one))),
                    text: text(habits.texts, one, status),
                },
                transaction,
            ));
        }
    }
}

/// How a transaction stands on the day of the answer, if it is told: status, day and amount.
fn seen(
    habits: &Habits,
    answer: &Answer,
    id: TransactionId,
    one: &Transaction,
) -> Option<(Status, Day, i64)> {
    let (from, to) = match answer.window {
        Some(window) => window,
        None if hash(&[habits.salt, 3, part(id.0)]) % 100 < REMEMBERED_OF_HUNDRED => {
            (answer.on - REMEMBERED_DAYS, answer.on)
        }
        None => return None,
    };
    if let Some(posted) = one.posted()
        && posted <= answer.on
    {
        let on = posted_day(habits.dates, habits.salt, id, one, posted);
        return (from..=to).contains(&on).then_some((Status::Posted, on, one.amount));
    }
    let is_there = match one.end {
        crate::truth::End::Posted(_) => true,
        crate::truth::End::Dropped(gone) => answer.on < gone,
    };
    let on = pending_day(habits.dates, one);
    let is_told = habits.pending != PendingHabit::Never && is_there && (from..=answer.on).contains(&on);
    is_told.then_some((Status::Pending, on, one.held))
}

/// The rows of one account come as they are, by day.
fn order(habits: &Habits, on: Day, rows: &mut [Row]) {
    match habits.order {
        Order::OldestFirst => rows.sort_by_key(|(row, _)| row.date),
        Order::NewestFirst => rows.sort_by_key(|(row, _)| std::cmp::Reverse(row.date)),
        Order::Any => rows
            .sort_by_cached_key(|(_, id)| hash(&[habits.salt, u64::try_from(on).unwrap_or(0), part(id.0)])),
    }
}
