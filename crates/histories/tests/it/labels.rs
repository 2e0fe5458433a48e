//! Labels agree with what is told and with each other.

use histories::told::{Status, Telling};
use histories::{AccountVerdict, Case, RowVerdict, Seed, Size, Story, TransactionId, cases_of};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

fn cases() -> impl Iterator<Item = Case> {
    cases_of(Size::SMALL, Seed(21), 174)
}

#[test]
fn everything_told_has_a_label_that_fits() {
    for case in cases() {
        let truth = &case.labels.truth;
        let (meant, verdicts) = (&case.labels.meant, &case.labels.verdicts);
        assert_eq!([meant.accounts.len(), meant.rows.len()], [case.tellings.len(); 2]);
        assert_eq!([verdicts.accounts.len(), verdicts.rows.len()], [case.tellings.len(); 2]);
        for (at, telling) in case.tellings.iter().enumerate() {
            assert_eq!([meant.accounts[at].len(), verdicts.accounts[at].len()], [telling.accounts.len(); 2]);
            assert_eq!([meant.rows[at].len(), verdicts.rows[at].len()], [telling.rows.len(); 2]);
            for (row, meant_row) in telling.rows.iter().zip(&meant.rows[at]) {
                let one = &truth.transactions[meant_row.0];
                assert_eq!(one.account, meant.accounts[at][row.account], "{} {}", case.story, case.seed);
                let amount = if row.status == Status::Posted { one.amount } else { one.held };
                let may_turn = case.story == Story::ReversedSigns;
                assert!(row.amount == amount || (may_turn && row.amount == -amount), "{row:?} {one:?}");
                assert_ne!(row.amount, 0);
                assert_eq!(
                    row.status == Status::Posted,
                    one.posted_on().is_some_and(|day| day <= telling.told_on)
                );
                if case.story != Story::OddDates {
                    check_days(
                        telling,
                        row.date,
                        one.posted_on().filter(|_| row.status == Status::Posted),
                        one.authorised_on(),
                    );
                }
            }
        }
    }
}

/// No source is more than three days from another, nor tells a day before the purchase or outside of its window.
fn check_days(telling: &Telling, told: Date, posted: Option<Date>, authorised: Date) {
    let days = |from: Date| (told - from).get_days();
    if let Some(posted) = posted {
        assert!((-3..=0).contains(&days(posted)) && days(authorised) >= 0, "{told} {posted} {authorised}");
        if let Some((from, to)) = telling.window {
            assert!(from <= told && told <= to);
        }
    } else {
        assert!((0..=1).contains(&days(authorised)), "{told} {authorised}");
    }
}

#[test]
fn verdicts_never_contradict_the_truth() {
    for case in cases() {
        let mut told: BTreeSet<TransactionId> = BTreeSet::new();
        let mut accounts = BTreeSet::new();
        let (meant, verdicts) = (&case.labels.meant, &case.labels.verdicts);
        for at in 0..case.tellings.len() {
            for (verdict, account) in verdicts.accounts[at].iter().zip(&meant.accounts[at]) {
                match verdict {
                    AccountVerdict::Known(_) => {
                        assert!(accounts.contains(account), "{} {}", case.story, case.seed)
                    }
                    AccountVerdict::New => {
                        assert!(!accounts.contains(account), "{} {}", case.story, case.seed)
                    }
                    _ => {}
                }
            }
            let mut here = BTreeSet::new();
            for (verdict, row) in verdicts.rows[at].iter().zip(&meant.rows[at]) {
                match verdict {
                    RowVerdict::Known(_) => assert!(told.contains(row), "{} {}", case.story, case.seed),
                    RowVerdict::New => {
                        assert!(!told.contains(row) && here.insert(row), "{} {}", case.story, case.seed)
                    }
                    _ => {}
                }
            }
            let sound = verdicts.accounts[at]
                .iter()
                .zip(&meant.accounts[at])
                .filter(|(verdict, _)| !matches!(verdict, AccountVerdict::Conflict | AccountVerdict::Misled));
            accounts.extend(sound.map(|(_, account)| *account));
            let learned = verdicts.rows[at].iter().zip(&meant.rows[at]);
            told.extend(
                learned.filter(|(verdict, _)| **verdict != RowVerdict::Reversed).map(|(_, row)| *row),
            );
        }
        for set in &verdicts.sets {
            let truly =
                set.rows.iter().filter(|row| set.known.contains(&meant.rows[set.telling][**row])).count();
            assert!(set.joins.is_none_or(|joins| joins == truly), "{} {} {set:?}", case.story, case.seed);
            assert!(!set.rows.is_empty() && !set.known.is_empty());
            assert!(
                set.rows.iter().all(|row| matches!(verdicts.rows[set.telling][*row], RowVerdict::Among(_)))
            );
        }
    }
}

/// What nobody could know is rare, and what is decided is nearly all.
#[test]
fn nearly_everything_is_decided() {
    let (mut rows, mut misled, mut open) = (0, 0, 0);
    for case in cases_of(Size::FULL, Seed(22), 116) {
        let odd = matches!(case.story, Story::OddDates | Story::Copies | Story::RepeatedIds);
        let verdicts = &case.labels.verdicts;
        for verdict in verdicts.rows.iter().flatten().filter(|_| !odd) {
            rows += 1;
            misled += usize::from(*verdict == RowVerdict::Misled);
            open += match verdict {
                RowVerdict::Among(set) if verdicts.sets[*set].joins.is_none() => 1,
                _ => 0,
            };
        }
    }
    assert!(misled * 1_000 < rows, "{misled} of {rows}");
    assert!(open * 100 < rows, "{open} of {rows}");
}

/// Opening balance, rows, closing balance: what a statement promises.
#[test]
fn posted_rows_lead_from_one_balance_to_the_next() {
    let mut statements = BTreeMap::new();
    for case in cases() {
        // A source that errs in its rows errs in their sum.
        let errs = [Story::MissingTwin, Story::ReversedSigns, Story::OddDates, Story::CurrencyChanged];
        if errs.contains(&case.story) {
            continue;
        }
        for (telling, meant) in case.tellings.iter().zip(&case.labels.meant.rows) {
            for (at, account) in telling.accounts.iter().enumerate() {
                let (Some(opening), Some(closing)) = (account.opening_balance, account.balance) else {
                    continue;
                };
                // Copies count once.
                let rows: BTreeMap<TransactionId, i64> = telling
                    .rows
                    .iter()
                    .zip(meant)
                    .filter(|(row, _)| row.account == at && row.status == Status::Posted)
                    .map(|(row, meant)| (*meant, row.amount))
                    .collect();
                assert_eq!(
                    opening + rows.values().sum::<i64>(),
                    closing,
                    "{} {} {account:?}",
                    case.story,
                    case.seed
                );
                *statements.entry(account.kind).or_insert(0) += 1;
            }
        }
    }
    assert!(statements.len() >= 3 && statements.values().all(|count| *count > 15), "{statements:?}");
}
