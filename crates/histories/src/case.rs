//! A case: what is told, and beside it what it means and what could be known of that.

use crate::decide::decide;
use crate::random::{Random, hash};
use crate::source::Teller;
use crate::story::{Story, script};
use crate::told::Telling;
use crate::truth::{AccountId, TransactionId, Truth};
use crate::verdict::Verdicts;
use std::fmt;
use std::str::FromStr;

/// One story about one person's accounts, as sources tell it.
#[derive(Debug, Clone)]
pub struct Case {
    /// What happens in it.
    pub story: Story,
    /// With the story and the size, all that is needed to make it again: [`case`].
    pub seed: Seed,
    /// What a matcher may see, in the order in which it comes.
    pub tellings: Vec<Telling>,
    /// What a matcher must not see.
    pub labels: Labels,
}

/// What all of it means.
#[derive(Debug, Clone)]
pub struct Labels {
    /// The accounts and transactions that there are.
    pub truth: Truth,
    /// Which of them each told account and row is.
    pub meant: Meant,
    /// What could be known of it, from what was told until then.
    pub verdicts: Verdicts,
}

/// The true account and transaction behind each told one, by the places in the tellings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meant {
    /// By telling, and there by told account.
    pub accounts: Vec<Vec<AccountId>>,
    /// By telling, and there by row.
    pub rows: Vec<Vec<TransactionId>>,
}

impl Meant {
    /// Adds what one telling means.
    pub fn push(&mut self, accounts: Vec<AccountId>, rows: Vec<TransactionId>) {
        self.accounts.push(accounts);
        self.rows.push(rows);
    }
}

/// How large cases are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The time that is told of.
    pub months: u32,
    /// The person's accounts; stories may add some.
    pub accounts: usize,
}

impl Size {
    /// Two years, five accounts.
    pub const FULL: Self = Self { months: 24, accounts: 5 };
    /// Eight months, four accounts: about three times as fast. All stories still happen.
    pub const SMALL: Self = Self { months: 8, accounts: 4 };
}

/// What a case is made from. It is printed and read as sixteen hexadecimal digits, so that a failure can be run again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seed(pub u64);

/// The seeds that every run proves, beside a fresh one.
pub const FROZEN_SEEDS: [Seed; 4] =
    [Seed(0x5EED_0001), Seed(0x5EED_0002), Seed(0x5EED_0003), Seed(0x5EED_0004)];

impl Seed {
    /// A fresh seed out of bytes that the caller drew: this crate reads neither clock nor randomness.
    pub const fn fresh(drawn: [u8; 8]) -> Self {
        Self(u64::from_le_bytes(drawn))
    }

    /// The seed of the case at that place of a run.
    #[must_use]
    pub fn nth(self, place: u64) -> Self {
        Self(hash(&[self.0, place]))
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Seed {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}

/// So many cases of full size. The stories take turns, so that each has its share of any number.
pub fn cases(seed: Seed, count: u64) -> impl Iterator<Item = Case> {
    cases_of(Size::FULL, seed, count)
}

/// So many cases of that size.
pub fn cases_of(size: Size, seed: Seed, count: u64) -> impl Iterator<Item = Case> {
    (0..count).map(move |place| nth_case(size, seed, place))
}

/// The case at one place of a run: places do not depend on each other, so that a run can be divided among threads.
pub fn nth_case(size: Size, seed: Seed, place: u64) -> Case {
    let turn = usize::try_from(place).unwrap_or(0) % Story::ALL.len();
    case(Story::ALL.get(turn).copied().unwrap_or(Story::Steady), size, seed.nth(place))
}

/// The case of that story, size and seed.
pub fn case(story: Story, size: Size, seed: Seed) -> Case {
    let mut random = Random::new(seed.0);
    let (truth, script) = script(story, size, &mut random);
    let mut teller = Teller::new(&truth, &script.links, random.fork());
    for answer in &script.answers {
        teller.tell(answer);
    }
    let (tellings, meant) = teller.into_tellings();
    let verdicts = decide(&tellings, &meant);
    Case { story, seed, tellings, labels: Labels { truth, meant, verdicts } }
}
