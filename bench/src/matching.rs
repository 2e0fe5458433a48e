//! How long it takes to decide which of an account's known transactions the rows of an answer are; against looking every row up by
//! day, amount and text.

use crate::commits::now;
use crate::ofx::held;
use crate::table::{Table, median, percent};
use domain::matching::transactions::{
    Answer, Coverage, Decision, Dossier, Habits, Known, Link, Sighting, Told, decide,
};
use domain::transaction::TransactionStatus;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use std::collections::{HashMap, HashSet};
use std::time::Duration;

const FEW: u32 = 4_000;
const MANY: u32 = 1_000_000;
const ROUNDS: usize = 5;
const FIRST: Date = date(2017, 1, 1);
/// Ten years.
const DAYS: u32 = 3_650;
const NAMES: u32 = 500;
const MIB: usize = 1024 * 1024;

/// How alike the transactions are.
#[derive(Debug, Clone, Copy)]
enum Alike {
    /// One amount, one text, one day.
    All,
    /// One amount and one text, on the days of two years.
    ButDays,
    /// As those of a person.
    Little,
}

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let texts = texts();
    let before = held()?;
    let took = join(&rows(Alike::Little, MANY), &texts)?.0;
    table.row(
        &format!("matching {MANY} rows of a new link with {MANY} known transactions"),
        format!("{:.1} s", took.as_secs_f64()),
        String::new(),
        format!("{} MiB more memory, with what is compared", (held()? - before) / MIB),
        "< 30 s, < 1 GiB",
    );
    for (name, alike) in [
        ("all alike, of one day", Alike::All),
        ("all alike but their days", Alike::ButDays),
        ("of a person", Alike::Little),
    ] {
        let rows = rows(alike, FEW);
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let (took, looking_up) = join(&rows, &texts)?;
            ours.push(took.as_secs_f64());
            bare.push(looking_up.as_secs_f64());
        }
        let (ours, bare) = (median(ours), median(bare));
        table.row(
            &format!(
                "matching {FEW} rows of a new link with {FEW} known ones, {name}; bare: looking them up"
            ),
            format!("{:.1} ms", ours * 1e3),
            format!("{:.1} ms", bare * 1e3),
            percent(bare / ours),
            "< 50 ms",
        );
    }
    Ok(())
}

/// An amount, a day and a text by their places.
type Row = (i64, u32, u32);

fn rows(alike: Alike, count: u32) -> Vec<Row> {
    let mut state = 88_172_645_463_325_252_u64;
    let mut draw = |below: u32| {
        // Marsaglia's xorshift: the same rows each time.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from(state % u64::from(below)).unwrap_or_default()
    };
    (0..count)
        .map(|at| match alike {
            Alike::All => (-450, 100, 0),
            Alike::ButDays => (-450, at * 730 / count, 0),
            Alike::Little => (-1 - i64::from(draw(30_000)), draw(DAYS), draw(NAMES)),
        })
        .collect()
}

fn texts() -> Vec<String> {
    let chains = ["ALDER", "BIRCH", "CEDAR", "DELTA", "EMBER"];
    let name = |at: u32| {
        chains.into_iter().cycle().nth(usize::try_from(at).ok()?).map(|chain| format!("{chain} STORE #{at}"))
    };
    (0..NAMES).filter_map(name).collect()
}

/// The time that the matching takes, and that of looking the rows up.
fn join(rows: &[Row], texts: &[String]) -> anyhow::Result<(Duration, Duration)> {
    let told: Vec<Told<'_>> = rows
        .iter()
        .map(|(amount, day, text)| {
            let text = usize::try_from(*text).ok().and_then(|at| texts.get(at)).map_or("", String::as_str);
            let date = FIRST.saturating_add(i64::from(*day).days());
            let status = TransactionStatus::Posted;
            Told { id: None, pending_id: None, status, amount: *amount, date, authorised_on: None, text }
        })
        .collect();
    let last = FIRST.saturating_add(i64::from(DAYS).days());
    let known = told.iter().map(|told| Known {
        sightings: vec![Sighting { link: Link(0), told: *told, first_on: told.date }],
        ..Known::default()
    });
    let dossier = Dossier {
        known: known.collect(),
        coverages: vec![Coverage { link: Link(0), from: FIRST, to: last, told_on: last }],
        reversed: HashSet::new(),
    };
    let answer = Answer { link: Link(1), told_on: last, window: Some((FIRST, last)), rows: told };
    let began = now();
    let mut habits = Habits::default();
    habits.see(&dossier, &answer);
    let decisions = decide(&dossier, &answer, &habits);
    let took = began.elapsed();
    let joined = decisions.iter().filter(|decision| matches!(decision, Decision::Known(..))).count();
    anyhow::ensure!(joined == rows.len(), "{joined} of {} rows are known", rows.len());
    let began = now();
    let mut waiting: HashMap<(i64, Date, &str), Vec<usize>> = HashMap::new();
    for (at, known) in dossier.known.iter().enumerate() {
        for one in &known.sightings {
            waiting.entry((one.told.amount, one.told.date, one.told.text)).or_default().push(at);
        }
    }
    let found =
        answer.rows.iter().filter_map(|row| waiting.get_mut(&(row.amount, row.date, row.text))?.pop());
    anyhow::ensure!(found.count() == rows.len(), "every row is there");
    Ok((took, began.elapsed()))
}
