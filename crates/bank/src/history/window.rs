//! A window of the history, newest first, in pages whose places stay the same while movements post or new ones appear.

use std::fmt;
use std::str::FromStr;

use domain::clock::Timestamp;

use super::{Movement, on};
use crate::accounts::Account;
use crate::calendar::Day;

/// Where a page ended: its last movement. Ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) day: Day,
    pub(crate) ordinal: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.day, self.ordinal)
    }
}

/// The text is no place.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NoPlace;

impl FromStr for Place {
    type Err = NoPlace;
    fn from_str(text: &str) -> Result<Place, NoPlace> {
        let (day, ordinal) = text.split_once('.').ok_or(NoPlace)?;
        Ok(Place { day: day.parse().map_err(|_| NoPlace)?, ordinal: ordinal.parse().map_err(|_| NoPlace)? })
    }
}

impl Movement {
    pub(crate) fn place(&self) -> Place {
        Place { day: self.day, ordinal: self.ordinal }
    }
}

/// What happened from `from` to `to` (both included) until `now`, newest first, older than `before` if that is given.
pub(crate) fn newest_first(
    account: &Account,
    (from, to): (Day, Day),
    before: Option<Place>,
    now: Timestamp,
) -> impl Iterator<Item = Movement> {
    let to = before.map_or(to, |place| to.min(place.day)).min(Day::of(now));
    let from = from.max(account.opened_on);
    from.to(to)
        .rev()
        .flat_map(|day| on(account, day).into_iter().rev())
        .filter(move |movement| movement.at <= now && before.is_none_or(|place| movement.place() < place))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::accounts::of_login;
    use crate::directory::INSTITUTIONS;

    const TODAY: i64 = 20_778;

    fn now() -> Timestamp {
        Day(TODAY).at(15 * 3_600)
    }

    fn account(which: usize) -> Account {
        let accounts: Vec<Account> = INSTITUTIONS
            .iter()
            .flat_map(|row| of_login(1, row, "ana", Day(TODAY)).into_iter().take(12))
            .collect();
        accounts[which % accounts.len()].clone()
    }

    fn ids(account: &Account, from: i64, to: i64) -> Vec<(Place, Timestamp, i64)> {
        newest_first(account, (Day(from), Day(to)), None, now())
            .map(|movement| (movement.place(), movement.at, movement.amount(now()).0))
            .collect()
    }

    #[test]
    fn places_are_read_as_written() {
        let place = Place { day: Day(20_000), ordinal: 3 };
        assert_eq!(place.to_string().parse(), Ok(place));
        for text in ["", "2026-01-01", "2026-01-01.x", "x.1", "2026-01-01.-1"] {
            assert_eq!(text.parse::<Place>(), Err(NoPlace), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_window_is_the_sum_of_its_parts(
            which in 0_usize..100,
            from in TODAY - 730..=TODAY,
            first in 0_i64..40,
            second in 0_i64..40,
        ) {
            let account = account(which);
            let (middle, to) = (from + first, from + first + second);
            let whole = ids(&account, from, to);
            let parts = [ids(&account, middle + 1, to), ids(&account, from, middle)].concat();
            prop_assert_eq!(&whole, &parts);
            prop_assert!(whole.is_sorted_by(|a, b| a.0 > b.0 && a.1 >= b.1));
        }

        #[test]
        fn pages_cover_a_window_once(which in 0_usize..100, from in TODAY - 90..=TODAY, size in 1_usize..9) {
            let account = account(which);
            let window = (Day(from), Day(TODAY));
            let whole: Vec<Place> =
                newest_first(&account, window, None, now()).map(|movement| movement.place()).collect();
            let mut paged: Vec<Place> = Vec::new();
            loop {
                let before = paged.last().copied();
                let page = newest_first(&account, window, before, now()).take(size);
                let page: Vec<Place> = page.map(|movement| movement.place()).collect();
                if page.is_empty() {
                    break;
                }
                paged.extend(page);
            }
            prop_assert_eq!(whole, paged);
        }
    }
}
