//! Matchers that are as good or as bad as can be, and what their joins are worth.

use histories::told::{Status, Telling};
use histories::{Case, Join, Judge, Place, RowVerdict, Seed, Size, cases_of};
use std::collections::BTreeMap;

/// For each row in order, the earlier one that it is joined with.
type Matched = Vec<(Place, Place)>;

/// Joins what is one and can be known to be.
fn all_knowing(case: &Case) -> Matched {
    let mut first = BTreeMap::new();
    let mut joined = Vec::new();
    for (telling, (meant, verdicts)) in
        case.labels.meant.rows.iter().zip(&case.labels.verdicts.rows).enumerate()
    {
        for (row, (meant, verdict)) in meant.iter().zip(verdicts).enumerate() {
            let may_join = match verdict {
                RowVerdict::Known(_) | RowVerdict::Copy => true,
                RowVerdict::Among(set) => case.labels.verdicts.sets[*set].joins.is_some(),
                RowVerdict::New | RowVerdict::Reversed | RowVerdict::Misled => false,
            };
            let place = (telling, row);
            if *verdict == RowVerdict::Reversed {
                continue;
            }
            match first.get(meant).copied().filter(|_| may_join) {
                Some(earlier) => joined.push((place, earlier)),
                None => {
                    first.entry(*meant).or_insert(place);
                }
            }
        }
    }
    joined
}

/// Joins what has the same amount on nearly the same day, whatever else is told.
fn by_amount_and_day(case: &Case, days: i32) -> Matched {
    let mut known: BTreeMap<(usize, i64), Vec<(Place, jiff::civil::Date)>> = BTreeMap::new();
    let mut joined = Vec::new();
    for (at, telling) in case.tellings.iter().enumerate() {
        let Telling { rows, .. } = telling;
        for (row, told) in rows.iter().enumerate().filter(|(_, told)| told.status == Status::Posted) {
            let account = case.labels.meant.accounts[at][told.account].0;
            let known = known.entry((account, told.amount)).or_default();
            match known.iter().find(|(_, date)| (told.date - *date).get_days().abs() <= days) {
                Some((earlier, _)) => joined.push(((at, row), *earlier)),
                None => known.push(((at, row), told.date)),
            }
        }
    }
    joined
}

fn worth(matcher: impl Fn(&Case) -> Matched) -> BTreeMap<Join, usize> {
    let mut counts = BTreeMap::new();
    for case in cases_of(Size::SMALL, Seed(31), 145) {
        let judge = Judge::new(&case.labels, &case.tellings);
        for (row, earlier) in matcher(&case) {
            *counts.entry(judge.rows(row, earlier)).or_insert(0) += 1;
        }
    }
    counts
}

#[test]
fn what_can_be_known_is_never_wrong() {
    let counts = worth(all_knowing);
    assert_eq!(counts.keys().copied().collect::<Vec<_>>(), [Join::Right], "{counts:?}");
}

#[test]
fn careless_joins_are_found_out() {
    let counts = worth(|case| by_amount_and_day(case, 3));
    assert!(counts[&Join::Wrong] > 500 && counts[&Join::Right] > 5_000, "{counts:?}");
    for join in [Join::Alike, Join::Guess, Join::Unknowable] {
        assert!(counts[&join] > 25, "{join:?} {counts:?}");
    }
    // Even on the very day, two equal coffees become one.
    assert!(worth(|case| by_amount_and_day(case, 0))[&Join::Wrong] > 50);
}

#[test]
fn accounts_that_are_not_known_are_guessed_or_wrong() {
    let mut counts: BTreeMap<Join, usize> = BTreeMap::new();
    for case in cases_of(Size::SMALL, Seed(32), 145) {
        let judge = Judge::new(&case.labels, &case.tellings);
        let mut by_name: BTreeMap<(Option<&str>, String), Place> = BTreeMap::new();
        for (at, telling) in case.tellings.iter().enumerate() {
            for (account, told) in telling.accounts.iter().enumerate() {
                let key = (telling.institution.as_deref(), told.name.to_lowercase());
                match by_name.get(&key) {
                    Some(earlier) => *counts.entry(judge.accounts((at, account), *earlier)).or_default() += 1,
                    None => {
                        by_name.insert(key, (at, account));
                    }
                }
            }
        }
    }
    for join in [Join::Right, Join::Guess, Join::Wrong] {
        assert!(counts[&join] > 15, "{counts:?}");
    }
}
