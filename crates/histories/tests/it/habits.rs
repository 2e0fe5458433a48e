//! Sources do have the habits that they are named for: each is looked for in what was told.

use histories::told::{Status, Telling, ToldNumber, ToldRow};
use histories::{Case, RowVerdict, Seed, Size, Story, TransactionId, cases_of};
use std::collections::{BTreeMap, BTreeSet};

/// One row with where it stands and what it is.
#[derive(Clone, Copy)]
struct Seen<'a> {
    telling: &'a Telling,
    at: usize,
    row: &'a ToldRow,
}

/// How often each habit was met.
#[derive(Debug, Default)]
struct Met(BTreeMap<String, usize>);

impl Met {
    fn note(&mut self, habit: &str) {
        *self.0.entry(habit.to_owned()).or_default() += 1;
    }

    fn note_if(&mut self, is_met: bool, habit: &str) {
        if is_met {
            self.note(habit);
        }
    }
}

fn by_transaction(case: &Case) -> BTreeMap<TransactionId, Vec<Seen<'_>>> {
    let mut all: BTreeMap<TransactionId, Vec<Seen<'_>>> = BTreeMap::new();
    for (at, (telling, meant)) in case.tellings.iter().zip(&case.labels.meant.rows).enumerate() {
        for (row, meant) in telling.rows.iter().zip(meant) {
            all.entry(*meant).or_default().push(Seen { telling, at, row });
        }
    }
    all
}

/// What two tellings of one transaction show.
fn compare(met: &mut Met, one: Seen<'_>, other: Seen<'_>) {
    let is_one_link = one.telling.link == other.telling.link;
    let is_one_source = one.telling.source == other.telling.source;
    match (one.row.status, other.row.status) {
        (Status::Posted, Status::Posted) if !is_one_link => {
            met.note(&format!("days apart: {}", (other.row.date - one.row.date).get_days().abs()));
            met.note_if(one.row.text != other.row.text, "other text");
            met.note_if(one.row.text == other.row.text, "same text in another link");
            let is_upper = one.row.text != other.row.text && one.row.text.to_uppercase() == other.row.text;
            met.note_if(is_upper, "upper case");
            let is_cut =
                other.row.text.len() < one.row.text.len() && one.row.text.starts_with(&other.row.text);
            met.note_if(is_cut, "text cut");
        }
        (Status::Posted, Status::Posted) => {
            assert_eq!(
                [&one.row.text, &one.row.date.to_string()],
                [&other.row.text, &other.row.date.to_string()]
            );
        }
        (Status::Pending, Status::Posted) if is_one_link => {
            met.note("pending, then posted");
            met.note_if(one.row.id.is_some() && one.row.id == other.row.id, "posted under the same id");
            met.note_if(
                other.row.pending_id.is_some() && other.row.pending_id == one.row.id,
                "posted names its pending id",
            );
            met.note_if(
                one.row.id != other.row.id && other.row.pending_id.is_none(),
                "posted under another id",
            );
            met.note_if(one.row.amount != other.row.amount, "posted with another amount");
            met.note_if(one.row.date != other.row.date, "posted on another day");
            met.note_if(one.row.text != other.row.text, "posted with another text");
        }
        _ => {}
    }
    if one.row.status == other.row.status && one.row.id.is_some() && is_one_source {
        let is_same = one.row.id == other.row.id;
        met.note_if(is_one_link && is_same, "id stays in its link");
        met.note_if(is_one_link && !is_same, "id changes in its link");
        met.note_if(!is_one_link && is_same, "id stays in the next link");
        met.note_if(!is_one_link && !is_same, "id changes with the link");
    }
}

fn of_telling(met: &mut Met, case: &Case, at: usize) {
    let telling = &case.tellings[at];
    let dates: Vec<_> = telling.rows.iter().filter(|row| row.account == 0).map(|row| row.date).collect();
    let (up, down) = (dates.is_sorted(), dates.iter().rev().is_sorted());
    met.note_if(dates.len() > 5 && up, "oldest first");
    met.note_if(dates.len() > 5 && down && !up, "newest first");
    met.note_if(dates.len() > 5 && !down && !up, "in no order");
    met.note_if(telling.rows.iter().any(|row| row.status == Status::Pending), "with pending rows");
    met.note_if(telling.rows.iter().all(|row| row.id.is_none()), "without ids");
    let before = case.tellings[..at].iter().rev().find(|one| one.link == telling.link);
    if let Some((before, (from, _))) = before.zip(telling.window) {
        met.note_if(from <= before.told_on, "windows overlap");
        let (first, _) = before.window.unwrap_or_default();
        met.note_if(first < from && from <= before.told_on, "windows overlap in part");
    }
    let meant = &case.labels.meant.rows[at];
    let mut first: BTreeMap<TransactionId, &ToldRow> = BTreeMap::new();
    for (row, meant) in telling.rows.iter().zip(meant) {
        if let Some(before) = first.insert(*meant, row) {
            assert!(before == row || case.story == Story::OddDates, "a copy is a copy");
            met.note(if row.id.is_some() { "copy with an id" } else { "copy without an id" });
        }
        met.note_if(row.authorised_on.is_some(), "day of purchase told");
    }
    for account in &telling.accounts {
        met.note(match account.number {
            Some(ToldNumber::Full(_)) => "number full",
            Some(ToldNumber::Masked(_)) => "number masked",
            Some(ToldNumber::Token(_)) => "number as token",
            None => "no number",
        });
        met.note_if(account.iban.is_some() && account.number.is_none(), "IBAN alone");
        met.note_if(account.mask.is_none(), "no mask");
        met.note_if(account.owners.is_empty(), "no owners");
        met.note_if(account.persistent_id.is_some(), "persistent id");
        met.note_if(account.id.is_none(), "account without id");
        met.note_if(account.chosen.is_some(), "account chosen");
        met.note(&format!("currency {}", account.currency));
        met.note(&format!("{:?}", account.kind));
    }
}

#[test]
fn every_habit_is_met() {
    let mut met = Met::default();
    for case in cases_of(Size::SMALL, Seed(41), 290) {
        let odd = case.story == Story::OddDates;
        for (meant, told) in by_transaction(&case) {
            let one = &case.labels.truth.transactions[meant.0];
            met.note_if(one.posted_on().is_none() && told.len() > 1, "dropped");
            let vanished = case
                .tellings
                .iter()
                .skip(told[told.len() - 1].at + 1)
                .any(|telling| telling.link == told[0].telling.link);
            met.note_if(one.posted_on().is_none() && vanished, "seen to vanish");
            for pair in told.windows(2).filter(|_| !odd) {
                compare(&mut met, pair[0], pair[1]);
            }
        }
        for at in 0..case.tellings.len() {
            of_telling(&mut met, &case, at);
        }
        let mut names: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
        for (telling, meant) in case.tellings.iter().zip(&case.labels.meant.accounts) {
            for (account, meant) in telling.accounts.iter().zip(meant) {
                names.entry((telling.link, meant)).or_default().insert(&account.name);
            }
        }
        met.note_if(names.values().any(|names| names.len() > 1), "account renamed in its link");
        let has_set =
            case.labels.verdicts.rows.iter().flatten().any(|verdict| matches!(verdict, RowVerdict::Among(_)));
        met.note_if(has_set, "case with sets");
    }
    let wanted = [
        "days apart: 0",
        "days apart: 1",
        "days apart: 2",
        "days apart: 3",
        "other text",
        "same text in another link",
        "upper case",
        "text cut",
        "pending, then posted",
        "posted under the same id",
        "posted names its pending id",
        "posted under another id",
        "posted with another amount",
        "posted on another day",
        "posted with another text",
        "dropped",
        "seen to vanish",
        "id stays in its link",
        "id changes in its link",
        "id stays in the next link",
        "id changes with the link",
        "oldest first",
        "newest first",
        "in no order",
        "with pending rows",
        "without ids",
        "windows overlap",
        "windows overlap in part",
        "copy with an id",
        "copy without an id",
        "day of purchase told",
        "number full",
        "number masked",
        "number as token",
        "no number",
        "IBAN alone",
        "no mask",
        "no owners",
        "persistent id",
        "account without id",
        "account chosen",
        "account renamed in its link",
        "currency USD",
        "currency EUR",
        "currency JPY",
        "currency KWD",
        "Checking",
        "Savings",
        "Card",
        "Loan",
        "case with sets",
    ];
    for habit in wanted {
        assert!(met.0.get(habit).is_some_and(|count| *count >= 5), "{habit}: {met:#?}");
    }
    let too_far = met.0.keys().filter(|habit| habit.starts_with("days apart")).count();
    assert_eq!(too_far, 4, "{met:#?}");
}
