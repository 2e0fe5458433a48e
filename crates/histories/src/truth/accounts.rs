//! Which accounts a case has, before anything happens on them. Stories change these drafts.

use super::money::{CURRENCIES, Currency};
use super::numbers::{self, Names};
use super::{Account, AccountId, AccountNumber};
use crate::days::{Day, date};
use crate::random::Random;
use crate::told::AccountKind;

/// Whose accounts, at which banks, in which currency, and what is special about them.
#[derive(Debug, Clone)]
pub(crate) struct Household {
    pub(crate) names: Names,
    pub(crate) currency: Currency,
    pub(crate) routings: [String; 2],
    pub(crate) drafts: Vec<Draft>,
    pub(crate) extras: Vec<Extra>,
    pub(crate) from: Day,
    pub(crate) to: Day,
    /// How much happens, of a hundred.
    pub(crate) activity: u32,
}

/// One account to be.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) kind: AccountKind,
    /// 0 is the bank that the stories play at.
    pub(crate) bank: usize,
    pub(crate) owners: Owners,
    pub(crate) name: String,
    pub(crate) nickname: Option<(Day, String)>,
    /// Each from some day on.
    pub(crate) numbers: Vec<(Day, String)>,
    pub(crate) opened: Day,
    pub(crate) closed: Option<Day>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owners {
    Person,
    Partner,
    Both,
    Stranger,
}

/// What a story adds to an account's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extra {
    /// The same purchase on every working day, sometimes twice.
    Daily(AccountId),
    /// Pairs of equal purchases on one day.
    Twins(AccountId),
    /// Bills with tips, holds, purchases that are dropped, and some that are made again after that.
    Unsettled(AccountId),
}

const NAMES: &[(AccountKind, &[&str])] = &[
    (AccountKind::Checking, &["Everyday Checking", "Total Checking", "Girokonto", "Advantage Banking"]),
    (AccountKind::Savings, &["Online Savings", "High Yield Savings", "Rainy Day Savings"]),
    (AccountKind::Card, &["Quicksilver", "Freedom Unlimited", "Platinum Rewards"]),
    (AccountKind::Loan, &["Auto Loan", "Personal Loan"]),
];
const NICKNAMES: &[&str] = &["Bills", "Fun money", "Do not touch", "House", "Main", "Trips"];
/// People rename some of their accounts.
const OF_HUNDRED_RENAMED: u32 = 35;

impl Household {
    /// So many accounts: checking, savings and a card first, then any others.
    pub(crate) fn draw(random: &mut Random, accounts: usize, (from, to): (Day, Day)) -> Self {
        let names = Names::draw(random);
        let routings = [numbers::routing(random), numbers::routing(random)];
        let mut household = Self {
            names,
            currency: draw_currency(random),
            routings,
            drafts: Vec::new(),
            extras: Vec::new(),
            from,
            to,
            activity: random.number(40, 130),
        };
        let has_other_bank = random.happens(40);
        for place in 0..accounts {
            let (kind, owners) = match place {
                0 => (AccountKind::Checking, Owners::Person),
                1 => (AccountKind::Savings, Owners::Person),
                2 => (AccountKind::Card, Owners::Person),
                _ => random.one_of(
                    (AccountKind::Checking, Owners::Both),
                    &[
                        (AccountKind::Loan, Owners::Person),
                        (AccountKind::Checking, Owners::Person),
                        (AccountKind::Card, Owners::Person),
                        (AccountKind::Savings, Owners::Person),
                    ],
                ),
            };
            let draft = household.draft(random, kind, owners);
            household.drafts.push(draft);
        }
        if has_other_bank && let Some(last) = household.drafts.last_mut() {
            last.bank = 1;
        }
        household
    }

    /// An account of that kind, open all the time.
    pub(crate) fn draft(&self, random: &mut Random, kind: AccountKind, owners: Owners) -> Draft {
        let names = NAMES.iter().find(|(of, _)| *of == kind).map_or(&[][..], |(_, names)| names);
        let name = match owners {
            Owners::Both => "Joint Checking",
            _ => random.of(names).copied().unwrap_or("Account"),
        };
        let renamed = random.happens(OF_HUNDRED_RENAMED);
        let nickname = random.of(NICKNAMES).copied().unwrap_or("Main").to_owned();
        let since = random.days(self.from, self.to);
        Draft {
            kind,
            bank: 0,
            owners,
            name: name.to_owned(),
            nickname: renamed.then_some((since, nickname)),
            numbers: vec![(self.from, number(random, kind))],
            opened: self.from,
            closed: None,
        }
    }

    /// The place of the first account of that kind at the stories' bank that is the person's.
    pub(crate) fn place(&self, kind: AccountKind) -> Option<AccountId> {
        let is_it = |draft: &Draft| draft.kind == kind && draft.bank == 0 && draft.owners == Owners::Person;
        self.drafts.iter().position(is_it).map(AccountId)
    }

    pub(crate) fn push(&mut self, draft: Draft) -> AccountId {
        self.drafts.push(draft);
        AccountId(self.drafts.len() - 1)
    }

    pub(crate) fn accounts(&self, random: &mut Random) -> Vec<Account> {
        self.drafts.iter().map(|draft| self.account(draft, random)).collect()
    }

    fn account(&self, draft: &Draft, random: &mut Random) -> Account {
        let Names { person, partner, stranger, banks } = &self.names;
        let owners = match draft.owners {
            Owners::Person => vec![person.clone()],
            Owners::Partner => vec![partner.clone()],
            Owners::Both => vec![person.clone(), partner.clone()],
            Owners::Stranger => vec![stranger.clone()],
        };
        let routing = self.routings.get(draft.bank);
        let has_iban = self.currency.has_iban && draft.kind.class() == crate::told::AccountClass::Deposit;
        let numbers = draft.numbers.iter().map(|(since, number)| AccountNumber {
            since: date(*since),
            iban: routing.filter(|_| has_iban).map(|routing| numbers::iban(routing, number)),
            number: number.clone(),
        });
        let cents = match draft.kind {
            AccountKind::Checking => random.between(50_000, 900_000),
            AccountKind::Savings => random.between(100_000, 4_000_000),
            AccountKind::Card => -random.between(0, 300_000),
            AccountKind::Loan => -random.between(900_000, 3_500_000),
        };
        Account {
            institution: banks.get(draft.bank).cloned().unwrap_or_default(),
            routing: routing.filter(|_| draft.kind != AccountKind::Card).cloned(),
            kind: draft.kind,
            currency: self.currency.code,
            name: draft.name.clone(),
            nickname: draft.nickname.as_ref().map(|(since, name)| (date(*since), name.clone())),
            owners,
            numbers: numbers.collect(),
            // What an account has that is opened later comes to it as transactions.
            opening_balance: if draft.opened > self.from { 0 } else { self.currency.price(cents) },
            opened_on: date(draft.opened),
            closed_on: draft.closed.map(date),
            is_strangers: draft.owners == Owners::Stranger,
        }
    }
}

/// A number as accounts of that kind have.
pub(crate) fn number(random: &mut Random, kind: AccountKind) -> String {
    if kind == AccountKind::Card { numbers::card(random) } else { numbers::account(random) }
}

/// Another number with the same last four digits.
pub(crate) fn lookalike(random: &mut Random, number: &str) -> String {
    let tail = number.len().checked_sub(4).and_then(|at| number.get(at..)).unwrap_or(number);
    loop {
        let head =
            format!("{}{}", random.number(1, 9), random.digits(number.len().saturating_sub(tail.len() + 1)));
        let other = format!("{head}{tail}");
        if other != number {
            return other;
        }
    }
}

fn draw_currency(random: &mut Random) -> Currency {
    let [first, ..] = CURRENCIES;
    let mut left = random.number(0, CURRENCIES.iter().map(|one| one.weight).sum::<u32>() - 1);
    for currency in CURRENCIES {
        match left.checked_sub(currency.weight) {
            Some(rest) => left = rest,
            None => return currency,
        }
    }
    first
}
