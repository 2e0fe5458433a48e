//! Each story is told often enough, and tells what it is named for.

use histories::AccountGround::{Chosen, Iban, Id, Number, PersistentId, ProfileAndRows, ProfileInLink};
use histories::told::{Status, Telling, ToldNumber};
use histories::{AccountVerdict, Case, RowVerdict, Seed, Size, Story, case, cases_of};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn all_stories_have_their_share() {
    let mut counts: BTreeMap<Story, usize> = BTreeMap::new();
    for case in cases_of(Size { months: 3, accounts: 3 }, Seed(1), 290) {
        *counts.entry(case.story).or_default() += 1;
    }
    assert_eq!(counts.keys().copied().collect::<Vec<_>>(), Story::ALL);
    assert!(counts.values().all(|count| *count == 10), "{counts:?}");
}

fn has_verdict(case: &Case, wanted: impl Fn(&RowVerdict) -> bool) -> bool {
    case.labels.verdicts.rows.iter().flatten().any(wanted)
}

fn links(case: &Case) -> usize {
    case.tellings
        .iter()
        .filter(|telling| telling.source != "dogwood")
        .map(|telling| telling.link)
        .collect::<BTreeSet<_>>()
        .len()
}

fn sources(case: &Case) -> BTreeSet<&str> {
    case.tellings
        .iter()
        .map(|telling| telling.source.as_str())
        .filter(|source| *source != "dogwood")
        .collect()
}

/// One account is told with two different values.
fn changes<T: Ord>(case: &Case, value: impl Fn(&Telling, usize) -> Option<T>) -> bool {
    let mut values: BTreeMap<_, BTreeSet<T>> = BTreeMap::new();
    for (telling, meant) in case.tellings.iter().zip(&case.labels.meant.accounts) {
        for (at, meant) in meant.iter().enumerate() {
            values.entry(meant).or_default().extend(value(telling, at));
        }
    }
    values.values().any(|values| values.len() > 1)
}

/// Equal rows in one answer that are not one.
fn has_twins(case: &Case) -> bool {
    case.tellings.iter().zip(&case.labels.meant.rows).any(|(telling, meant)| {
        let mut seen = BTreeMap::new();
        telling.rows.iter().zip(meant).any(|(row, meant)| {
            let says = (row.account, row.amount, row.date, row.text.as_str(), row.status);
            *seen.entry(says).or_insert(*meant) != *meant
        })
    })
}

fn comes_twice(case: &Case) -> bool {
    case.labels.meant.rows.iter().any(|rows| rows.iter().collect::<BTreeSet<_>>().len() < rows.len())
}

fn shares_ids(case: &Case) -> bool {
    case.tellings.iter().zip(&case.labels.meant.rows).any(|(telling, meant)| {
        let mut first = BTreeMap::new();
        telling
            .rows
            .iter()
            .zip(meant)
            .filter(|(row, _)| row.id.is_some())
            .any(|(row, meant)| *first.entry((row.account, &row.id)).or_insert(meant) != meant)
    })
}

/// An id of one link stands for something else in another link of that source.
fn reuses_ids(case: &Case) -> bool {
    let mut first = BTreeMap::new();
    case.tellings.iter().zip(&case.labels.meant.accounts).any(|(telling, meant)| {
        telling.accounts.iter().zip(meant).filter(|(account, _)| account.id.is_some()).any(
            |(account, meant)| {
                *first.entry((telling.source.clone(), account.id.clone())).or_insert(*meant) != *meant
            },
        )
    })
}

fn tells_its_story(case: &Case) -> bool {
    let truth = &case.labels.truth;
    match case.story {
        Story::Steady => links(case) == 1,
        Story::Relink | Story::ConventionsChanged => links(case) == 2 && sources(case).len() == 1,
        Story::ManyRelinks => links(case) >= 3 && sources(case).len() == 1,
        Story::ShortOverlap => {
            let mut window = case.tellings.iter().filter(|telling| telling.source != "dogwood");
            let last =
                window.clone().filter(|telling| telling.link.0 == 0).map(|telling| telling.told_on).max();
            let first = window.find(|telling| telling.link.0 == 1).and_then(|telling| telling.window);
            first.zip(last).is_some_and(|((from, _), last)| (last - from).get_days() < 8)
        }
        Story::OtherSource => sources(case).len() == 2,
        Story::TwoSources => {
            let order: Vec<_> =
                case.tellings.iter().map(|telling| telling.link).filter(|link| link.0 < 2).collect();
            order.windows(2).filter(|two| two[0] != two[1]).count() >= 2
        }
        Story::LoginChanged => {
            case.tellings.iter().filter_map(|telling| telling.login.as_ref()).collect::<BTreeSet<_>>().len()
                >= 2
        }
        Story::RemovedAndAdded => case.tellings.iter().any(|telling| telling.member.0 == 1),
        Story::CardReplaced | Story::Renumbered => {
            truth.accounts.iter().any(|account| account.numbers.len() == 2)
        }
        Story::JointAccount => {
            let mut members: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
            for (telling, meant) in case.tellings.iter().zip(&case.labels.meant.accounts) {
                for meant in meant {
                    members.entry(meant).or_default().insert(telling.member);
                }
            }
            members.values().any(|members| members.len() == 2)
        }
        Story::Lookalikes => {
            let mut profiles = BTreeSet::new();
            !truth
                .accounts
                .iter()
                .all(|one| profiles.insert((&one.name, one.numbers[0].mask().to_owned(), one.kind)))
        }
        Story::Reopened => truth.accounts.iter().any(|account| account.closed_on.is_some()),
        Story::StrangersAccount => {
            let meant = case.labels.meant.accounts.iter().flatten();
            meant.clone().any(|meant| truth.accounts[meant.0].is_strangers)
        }
        Story::CurrencyChanged => changes(case, |telling, at| Some(telling.accounts[at].currency)),
        Story::EqualOnOneDay | Story::MissingTwin => has_twins(case),
        Story::DailyPurchases => truth
            .transactions
            .iter()
            .fold(BTreeMap::new(), |mut counts, one| {
                *counts.entry((one.account, one.amount)).or_insert(0) += 1;
                counts
            })
            .values()
            .any(|count| *count > 60),
        Story::Unsettled => {
            case.tellings.iter().flat_map(|telling| &telling.rows).any(|row| row.status == Status::Pending)
        }
        Story::Copies => comes_twice(case),
        Story::RepeatedIds => shares_ids(case),
        Story::ReusedIds => reuses_ids(case),
        Story::ReversedSigns => {
            let rows = case
                .tellings
                .iter()
                .zip(&case.labels.meant.rows)
                .flat_map(|(telling, meant)| telling.rows.iter().zip(meant));
            rows.clone()
                .any(|(row, meant)| row.amount.signum() != truth.transactions[meant.0].amount.signum())
                && has_verdict(case, |verdict| *verdict == RowVerdict::Reversed)
        }
        Story::OddDates => case
            .tellings
            .iter()
            .flat_map(|telling| &telling.rows)
            .any(|row| !(2000..2050).contains(&row.date.year())),
        Story::FileFirst => case.tellings[0].source == "file" || case.tellings[0].source == "dogwood",
        Story::FileBetween => {
            let files: Vec<&Telling> =
                case.tellings.iter().filter(|telling| telling.source == "file").collect();
            files.windows(2).any(|two| two[0] == two[1])
        }
        Story::ManualFirst | Story::ManualBeside => sources(case).contains("manual"),
    }
}

#[test]
fn every_story_tells_what_it_is_named_for() {
    for story in Story::ALL {
        let told =
            (0..12).filter(|place| tells_its_story(&case(story, Size::SMALL, Seed(5).nth(*place)))).count();
        assert!(told >= 7, "{story}: {told} of 12");
    }
}

#[test]
fn accounts_come_to_every_end() {
    let mut counts: BTreeMap<AccountVerdict, usize> = BTreeMap::new();
    let mut numbers = [0; 4];
    for case in cases_of(Size::SMALL, Seed(6), 290) {
        for verdict in case.labels.verdicts.accounts.iter().flatten() {
            *counts.entry(*verdict).or_default() += 1;
        }
        for account in case.tellings.iter().flat_map(|telling| &telling.accounts) {
            numbers[match account.number {
                Some(ToldNumber::Full(_)) => 0,
                Some(ToldNumber::Masked(_)) => 1,
                Some(ToldNumber::Token(_)) => 2,
                None => 3,
            }] += 1;
        }
    }
    assert!(numbers.iter().all(|count| *count > 250), "{numbers:?}");
    let least = |verdict, count: usize| {
        assert!(counts.get(&verdict).is_some_and(|found| *found >= count), "{counts:?}")
    };
    for ground in [Chosen, Id, PersistentId, Number, Iban, ProfileInLink, ProfileAndRows] {
        least(AccountVerdict::Known(ground), 10);
    }
    least(AccountVerdict::New, 500);
    least(AccountVerdict::Suggest, 100);
    least(AccountVerdict::Open, 5);
    least(AccountVerdict::Conflict, 20);
    let misled = counts.get(&AccountVerdict::Misled).copied().unwrap_or(0);
    assert!(misled * 500 < counts.values().sum::<usize>(), "{counts:?}");
}
