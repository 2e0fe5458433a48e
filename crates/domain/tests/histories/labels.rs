//! The histories themselves: the same for the same seed, and labelled throughout.

use crate::made::{Kind, Label, Sort, heavy, make, nth};
use std::collections::BTreeSet;

#[test]
fn the_same_seed_gives_the_same_history() {
    for kind in Kind::ALL {
        let (one, again, other) = (make(*kind, 7), make(*kind, 7), make(*kind, 8));
        assert_eq!(format!("{one:?}"), format!("{again:?}"), "{kind:?}");
        assert_ne!(format!("{one:?}"), format!("{other:?}"), "{kind:?}");
    }
}

#[test]
fn every_label_names_a_stream_that_is_there() {
    for number in 0..200 {
        let history = nth(1, number);
        assert!(!history.entries.is_empty() && !history.accounts.is_empty());
        for entry in &history.entries {
            match entry.label {
                Label::Income(stream) => assert!(stream < history.incomes.len() && entry.cents > 0),
                Label::Payment(stream) => assert!(stream < history.payments.len() && entry.cents < 0),
                Label::OwnTransfer | Label::TooFew | Label::Other(_) => (),
            }
            assert!(entry.account < history.accounts.len() && entry.date <= history.end);
        }
    }
}

#[test]
fn own_transfers_have_two_sides_that_cancel_out() {
    for number in 0..200 {
        let history = nth(2, number);
        let moved = history.entries.iter().filter(|entry| entry.label == Label::OwnTransfer);
        assert_eq!(moved.map(|entry| entry.cents).sum::<i64>(), 0, "{:?} {}", history.kind, history.seed);
    }
}

#[test]
fn a_heavy_history_is_heavy() {
    let history = heavy(1);
    assert!(history.entries.len() >= 40_000 && history.accounts.len() >= 10, "{}", history.entries.len());
    assert!(history.accounts.iter().any(|account| account.sort == Sort::Card));
}

#[test]
fn a_crowd_has_everything_that_is_to_be_told_apart() {
    let crowd: Vec<_> = (0..300).map(|number| nth(3, number)).collect();
    let incomes = || crowd.iter().flat_map(|history| &history.incomes);
    let payments = || crowd.iter().flat_map(|history| &history.payments);
    let kinds: BTreeSet<_> = incomes().map(|income| income.kind).collect();
    assert_eq!(kinds.len(), 7, "{kinds:?}");
    let kinds: BTreeSet<_> = payments().map(|payment| payment.kind).collect();
    assert_eq!(kinds.len(), 6, "{kinds:?}");
    let often: BTreeSet<_> = incomes().map(|income| income.often).collect();
    assert_eq!(often.len(), 6, "{often:?}");
    let often: BTreeSet<_> = payments().map(|payment| payment.often).collect();
    assert_eq!(often.len(), 4, "{often:?}");
    assert!(incomes().any(|one| !one.goes_on) && payments().any(|one| !one.goes_on));
    let labels: BTreeSet<_> = crowd
        .iter()
        .flat_map(|history| &history.entries)
        .filter_map(|entry| match entry.label {
            Label::Other(other) => Some(other),
            Label::Income(_) | Label::Payment(_) | Label::OwnTransfer | Label::TooFew => None,
        })
        .collect();
    assert_eq!(labels.len(), 19, "{labels:?}");
    for history in &crowd {
        assert!(history.months >= 2 && !history.owner.is_empty());
        for account in &history.accounts {
            assert!(!account.bank.is_empty() && !account.name.is_empty() && account.currency.len() == 3);
            assert!(account.number.len() == 10 && account.balance != i64::MIN);
        }
    }
    let entries = || crowd.iter().flat_map(|history| &history.entries);
    assert!(entries().any(|entry| entry.category.is_some()) && entries().any(|entry| entry.is_pending));
    assert!(entries().all(|entry| !entry.text.is_empty()));
}
