//! The stage that all stories are played on: a household, a time, links and what is asked of them.

use super::Script;
use crate::case::Size;
use crate::days::{Day, day};
use crate::random::Random;
use crate::source::{Answer, Habits, Twist};
use crate::told::{LinkId, MemberId};
use crate::truth::AccountId;
use crate::truth::accounts::{Household, Owners};
use jiff::civil::date;

/// A tie between a connection and a source.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) member: MemberId,
    pub(crate) source: &'static str,
    pub(crate) login: Option<usize>,
    pub(crate) institution: Option<String>,
    /// The accounts that it tells, in its order.
    pub(crate) sees: Vec<AccountId>,
    pub(crate) habits: Habits,
    /// The only owner whose name this login is shown.
    pub(crate) owner: Option<String>,
    /// Accounts whose signs it turns round.
    pub(crate) reversed: Vec<AccountId>,
}

/// Everything that a story can change and use.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) random: Random,
    pub(crate) household: Household,
    /// The day of the first link.
    pub(crate) first: Day,
    /// The day on which the story turns.
    pub(crate) event: Day,
    pub(crate) end: Day,
    pub(crate) links: Vec<Link>,
    /// With the day on which each comes.
    pub(crate) answers: Vec<(Day, Answer)>,
}

const DAYS_OF_MONTH: i32 = 30;

impl Stage {
    /// Any two years (or what the size says) between 2020 and 2025, leap days among them.
    pub(crate) fn draw(size: Size, mut random: Random) -> Self {
        let from = day(date(2020, 1, 1)) + random.days(0, 3 * 365);
        let months = i32::try_from(size.months).unwrap_or(i32::MAX / DAYS_OF_MONTH).max(3);
        let days = months.saturating_mul(DAYS_OF_MONTH).min(20 * 365);
        let first = from + random.days(days / 10, days * 5 / 10);
        let event = first + random.days(10, (days * 4 / 10).max(12));
        let household = Household::draw(&mut random, size.accounts.max(3), (from, from + days));
        Self { random, household, first, event, end: from + days, links: Vec::new(), answers: Vec::new() }
    }

    pub(crate) fn into_script(mut self) -> Script {
        self.answers.sort_by_key(|(arrives, _)| *arrives);
        Script { links: self.links, answers: self.answers.into_iter().map(|(_, answer)| answer).collect() }
    }

    /// What the person's login sees at a bank.
    pub(crate) fn sees(&self, bank: usize) -> Vec<AccountId> {
        let is_seen = |owners| matches!(owners, Owners::Person | Owners::Both);
        let drafts = self.household.drafts.iter().enumerate();
        drafts
            .filter(|(_, one)| one.bank == bank && is_seen(one.owners))
            .map(|(at, _)| AccountId(at))
            .collect()
    }

    /// A link of the person to the stories' bank. Member and login are those of the first one.
    pub(crate) fn link(&mut self, source: &'static str, habits: Habits) -> LinkId {
        let sees = self.sees(0);
        self.push(Link {
            member: MemberId(0),
            source,
            login: Some(0),
            institution: self.household.names.banks.first().cloned(),
            sees,
            habits,
            owner: None,
            reversed: Vec::new(),
        })
    }

    pub(crate) fn push(&mut self, link: Link) -> LinkId {
        self.links.push(link);
        LinkId(self.links.len() - 1)
    }

    pub(crate) fn change(&mut self, link: LinkId, change: impl FnOnce(&mut Link)) {
        if let Some(link) = self.links.get_mut(link.0) {
            change(link);
        }
    }

    fn habits(&self, link: LinkId) -> Option<Habits> {
        self.links.get(link.0).map(|link| link.habits)
    }

    /// The source once more, under a new link; the same habits, and everything else that stays when a link is renewed.
    pub(crate) fn again(&mut self, link: LinkId) -> LinkId {
        match self.links.get(link.0).cloned() {
            Some(again) => self.push(again),
            None => link,
        }
    }

    /// An answer on that day, of as many days as the source tells at first.
    pub(crate) fn first(&mut self, link: LinkId, on: Day) {
        let days = self.habits(link).map_or(90, |habits| habits.first_days);
        self.answer(link, on, on - days);
    }

    /// An answer on that day, of all days from that one on.
    pub(crate) fn answer(&mut self, link: LinkId, on: Day, from: Day) {
        let accounts = self.links.get(link.0).map(|link| link.sees.clone()).unwrap_or_default();
        let window = Some((from.min(on), on));
        let answer = Answer { link, on, window, accounts, chosen: Vec::new(), twists: Vec::new() };
        self.answers.push((on, answer));
    }

    /// So many answers on days after `from`, until `to`; each overlaps the one before it.
    pub(crate) fn refresh(&mut self, link: LinkId, from: Day, to: Day, count: u32) {
        let Some(habits) = self.habits(link) else { return };
        let mut days: Vec<Day> = (0..count).map(|_| self.random.days(from + 1, to.max(from + 1))).collect();
        days.sort_unstable();
        days.dedup();
        let mut last = from;
        for on in days.into_iter().filter(|on| *on <= to) {
            let overlap = self.random.days(0, 6);
            self.answer(link, on, (on - habits.refresh_days).min(last - overlap));
            last = on;
        }
    }

    /// So many answers within few days, so that pending rows can be seen to settle.
    pub(crate) fn watch(&mut self, link: LinkId, from: Day, count: u32) {
        let mut on = from;
        for _ in 0..count {
            on += self.random.days(1, 3);
            if on > self.end {
                return;
            }
            let days = self.random.days(10, 16);
            self.answer(link, on, on - days);
        }
    }

    /// The time before the story turns: a link and its answers.
    pub(crate) fn before(&mut self, link: LinkId) {
        let (first, event) = (self.first, self.event);
        self.first(link, first);
        let count = self.random.number(1, 4);
        self.refresh(link, first, event - 1, count);
        if self.random.happens(50) {
            self.watch(link, (event - 9).max(first), 3);
        }
    }

    /// The time after it.
    pub(crate) fn after(&mut self, link: LinkId) {
        let (event, end) = (self.event, self.end);
        self.first(link, event);
        let count = self.random.number(1, 3);
        self.watch(link, event, 2);
        self.refresh(link, event, end, count);
    }

    /// Lets something go wrong in some of the answers of a link, in at least one.
    pub(crate) fn twist(&mut self, link: LinkId, of_hundred: u32, twist: Twist) {
        let mut is_first = true;
        for (_, answer) in self.answers.iter_mut().filter(|(_, answer)| answer.link == link) {
            if is_first || self.random.happens(of_hundred) {
                answer.twists.push(twist);
            }
            is_first = false;
        }
    }

    /// What the person has at another bank is told by a link of its own, of which nothing is special.
    pub(crate) fn other_bank(&mut self) {
        let sees = self.sees(1);
        if sees.is_empty() {
            return;
        }
        let habits = Habits::draw(&mut self.random);
        let link = self.push(Link {
            member: MemberId(100),
            source: "dogwood",
            login: Some(100),
            institution: self.household.names.banks.last().cloned(),
            sees,
            habits,
            owner: None,
            reversed: Vec::new(),
        });
        let on = self.random.days(self.first, self.event);
        self.first(link, on);
        self.refresh(link, on, self.end, 2);
    }
}
