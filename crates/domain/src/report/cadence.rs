//! How often something comes: the grid of days that a list of days falls on.

use super::days::{Day, Month, date_of, in_month, month};
use std::collections::BTreeSet;

/// How often it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cadence {
    Weekly,
    EveryTwoWeeks,
    TwiceAMonth,
    Monthly,
    Quarterly,
    Irregular,
}

impl Cadence {
    /// Times a year; none when it comes as it likes.
    pub const fn times_a_year(self) -> Option<i64> {
        match self {
            Self::Weekly => Some(52),
            Self::EveryTwoWeeks => Some(26),
            Self::TwiceAMonth => Some(24),
            Self::Monthly => Some(12),
            Self::Quarterly => Some(4),
            Self::Irregular => None,
        }
    }

    /// How late the next one may be before it counts as ended; none when it comes as it likes.
    pub(super) const fn grace_days(self) -> Option<i32> {
        match self {
            Self::Weekly => Some(8),
            Self::EveryTwoWeeks | Self::TwiceAMonth => Some(10),
            Self::Monthly => Some(15),
            Self::Quarterly => Some(35),
            Self::Irregular => None,
        }
    }

    /// How far weekends, holidays and slow banks may move a day.
    const fn tolerance_days(self) -> i32 {
        match self {
            Self::Weekly => 2,
            Self::EveryTwoWeeks | Self::TwiceAMonth => 3,
            Self::Monthly | Self::Irregular => 4,
            Self::Quarterly => 8,
        }
    }

    /// So many days are needed to see it at all.
    const fn fewest(self) -> usize {
        match self {
            Self::Weekly | Self::TwiceAMonth => 4,
            Self::EveryTwoWeeks | Self::Monthly | Self::Quarterly | Self::Irregular => 3,
        }
    }
}

/// Days that something is due on, without end in both directions, numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grid {
    Days { every: i32, from: Day },
    Month { on: i32 },
    TwiceAMonth { on: i32, and: i32 },
    Quarter { on: i32, of: Month },
}

impl Grid {
    const fn cadence(self) -> Cadence {
        match self {
            Self::Days { every: 7, .. } => Cadence::Weekly,
            Self::Days { .. } => Cadence::EveryTwoWeeks,
            Self::Month { .. } => Cadence::Monthly,
            Self::TwiceAMonth { .. } => Cadence::TwiceAMonth,
            Self::Quarter { .. } => Cadence::Quarterly,
        }
    }

    fn due(self, slot: i32) -> Day {
        match self {
            Self::Days { every, from } => from + slot * every,
            Self::Month { on } => in_month(slot, on),
            Self::TwiceAMonth { on, and } => {
                in_month(slot.div_euclid(2), if slot.rem_euclid(2) == 0 { on } else { and })
            }
            Self::Quarter { on, of } => in_month(slot * 3 + of, on),
        }
    }

    /// The slot that a day is nearest to, and how many days off it is.
    fn place(self, at: Day, month: Month) -> (i32, i32) {
        let guess = match self {
            Self::Days { every, from } => (at - from).div_euclid(every),
            Self::Month { .. } => month,
            Self::TwiceAMonth { .. } => month * 2,
            Self::Quarter { of, .. } => (month - of).div_euclid(3),
        };
        let around = (guess - 1)..=(guess + 2);
        around.map(|slot| (slot, at - self.due(slot))).min_by_key(|(_, off)| off.abs()).unwrap_or((guess, 0))
    }
}

/// A grid, and how well days fall on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rhythm {
    grid: Grid,
    /// For each day, its slot when it is on the grid and the first one there.
    pub(super) slots: Vec<Option<i32>>,
    /// Of ten thousand slots from first to last, so many have a day.
    pub(super) covered: i32,
    /// Of ten thousand days, so many are on the grid.
    pub(super) on_grid: i32,
    /// Hundredths of a day that those are off on average.
    pub(super) off: i32,
}

const WHOLE: i32 = 10_000;

impl Rhythm {
    pub(super) fn cadence(&self) -> Cadence {
        self.grid.cadence()
    }

    /// How regular: of ten thousand, both whether all days are on the grid and whether all slots have one.
    pub(super) fn regularity(&self) -> i32 {
        self.covered * self.on_grid / WHOLE
    }

    /// The day on which the next is due after the last one that was.
    pub(super) fn next_due(&self) -> Option<Day> {
        let last = self.slots.iter().flatten().max()?;
        Some(self.grid.due(last + 1))
    }

    /// The slot and distance of another day; none when it lies off the grid.
    pub(super) fn slot_of(&self, at: Day) -> Option<i32> {
        let (slot, off) = self.grid.place(at, month(date_of(at)));
        (off.abs() <= self.cadence().tolerance_days()).then_some(slot)
    }

    fn measure(grid: Grid, days: &[(Day, Month)]) -> Self {
        let tolerance = grid.cadence().tolerance_days();
        let mut taken = BTreeSet::new();
        let mut off_sum = 0;
        let slots: Vec<Option<i32>> = days
            .iter()
            .map(|(at, month)| {
                let (slot, off) = grid.place(*at, *month);
                let is_on = off.abs() <= tolerance && taken.insert(slot);
                off_sum += if is_on { off.abs() } else { 0 };
                is_on.then_some(slot)
            })
            .collect();
        let count = |length: usize| i32::try_from(length).unwrap_or(i32::MAX);
        let hits = count(taken.len());
        let span = taken.first().zip(taken.last()).map_or(1, |(first, last)| last - first + 1);
        Self {
            grid,
            slots,
            covered: hits * WHOLE / span.max(1),
            on_grid: hits * WHOLE / count(days.len()).max(1),
            off: off_sum * 100 / hits.max(1),
        }
    }

    fn is_regular(&self) -> bool {
        let (few, many_min) = match self.cadence() {
            Cadence::Weekly | Cadence::EveryTwoWeeks | Cadence::TwiceAMonth => (6, REGULAR_MIN),
            Cadence::Monthly | Cadence::Quarterly | Cadence::Irregular => (4, REGULAR_SLOW_MIN),
        };
        let least = if self.slots.len() < few { REGULAR_FEW_MIN } else { many_min };
        self.regularity() >= least && self.on_grid >= ON_GRID_MIN
    }

    /// Higher is better: a day off costs less than a slot without one.
    fn score(&self) -> i32 {
        self.regularity() - self.off * 4
    }
}

/// At least so regular, of ten thousand, to be called so.
const REGULAR_MIN: i32 = 6_000;
/// What comes once a month is seen seldom, so that chance makes more of it.
const REGULAR_SLOW_MIN: i32 = 7_000;
const ON_GRID_MIN: i32 = 7_000;
/// Few days fall on some grid by chance.
const REGULAR_FEW_MIN: i32 = 9_000;

/// The rhythm of days in ascending order, each once; none when they have none.
pub(super) fn find(days: &[Day]) -> Option<Rhythm> {
    let gap = median_gap(days)?;
    let days: Vec<(Day, Month)> = days.iter().map(|at| (*at, month(date_of(*at)))).collect();
    candidates(gap)
        .into_iter()
        .filter(|grid| days.len() >= grid.cadence().fewest())
        .map(|grid| Rhythm::measure(grid, &days))
        // The first of equals, so that the result does not depend on chance.
        .reduce(|best, next| if next.score() > best.score() { next } else { best })
        .filter(Rhythm::is_regular)
}

/// What two or more days too few for a rhythm look like.
pub(super) fn guess(days: &[Day]) -> Cadence {
    match median_gap(days) {
        Some(6..=8) => Cadence::Weekly,
        Some(13..=14) => Cadence::EveryTwoWeeks,
        Some(15..=17) => Cadence::TwiceAMonth,
        Some(26..=35) => Cadence::Monthly,
        Some(84..=98) => Cadence::Quarterly,
        Some(_) | None => Cadence::Irregular,
    }
}

pub(super) fn median_gap(days: &[Day]) -> Option<i32> {
    let mut gaps: Vec<i32> = days.iter().zip(days.iter().skip(1)).map(|(one, next)| next - one).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied()
}

/// Grids that such gaps can come from.
fn candidates(gap: i32) -> Vec<Grid> {
    let mut grids = Vec::new();
    if (4..=10).contains(&gap) {
        grids.extend((0..7).map(|from| Grid::Days { every: 7, from }));
    }
    if (9..=20).contains(&gap) {
        grids.extend((0..14).map(|from| Grid::Days { every: 14, from }));
        for on in 1..=16 {
            grids.extend((on + 13..=(on + 17).min(31)).map(|and| Grid::TwiceAMonth { on, and }));
        }
        grids.push(Grid::TwiceAMonth { on: 15, and: 31 });
    }
    if (20..=45).contains(&gap) {
        grids.extend((1..=31).map(|on| Grid::Month { on }));
    }
    if (60..=130).contains(&gap) {
        for of in 0..3 {
            grids.extend((1..=31).map(|on| Grid::Quarter { on, of }));
        }
    }
    grids
}

#[cfg(test)]
mod tests {
    use super::super::days::day;
    use super::*;
    use jiff::civil::date;

    fn check(name: &str, days: &[(i16, i8, i8)], expected: Option<Cadence>) {
        let days: Vec<Day> = days.iter().map(|(year, month, on)| day(date(*year, *month, *on))).collect();
        assert_eq!(find(&days).map(|found| found.cadence()), expected, "{name}");
    }

    #[test]
    fn the_rhythm_is_found_through_weekends_and_gaps() {
        let every = |step: i32, count: i32| -> Vec<(i16, i8, i8)> {
            let dates = (0..count).map(|nth| date_of(day(date(2025, 1, 3)) + nth * step));
            dates.map(|date| (date.year(), date.month(), date.day())).collect()
        };
        check("weekly", &every(7, 8), Some(Cadence::Weekly));
        check("every two weeks", &every(14, 4), Some(Cadence::EveryTwoWeeks));
        check("over two years", &every(14, 52), Some(Cadence::EveryTwoWeeks));
        check(
            "the fifteenth and the last, on working days",
            &[(2025, 1, 15), (2025, 1, 31), (2025, 2, 14), (2025, 2, 28), (2025, 3, 14), (2025, 3, 31)],
            Some(Cadence::TwiceAMonth),
        );
        check(
            "the last working day, February missed",
            &[(2025, 1, 31), (2025, 3, 31), (2025, 4, 30), (2025, 5, 30), (2025, 6, 30)],
            Some(Cadence::Monthly),
        );
        check(
            "the second Wednesday",
            &[(2025, 1, 8), (2025, 2, 12), (2025, 3, 12), (2025, 4, 9)],
            Some(Cadence::Monthly),
        );
        check(
            "quarters",
            &[(2025, 1, 15), (2025, 4, 15), (2025, 7, 15), (2025, 10, 15)],
            Some(Cadence::Quarterly),
        );
        check("as it comes", &[(2025, 1, 2), (2025, 1, 20), (2025, 1, 31), (2025, 3, 3), (2025, 3, 7)], None);
        check("two days", &[(2025, 1, 2), (2025, 2, 2)], None);
    }
}
