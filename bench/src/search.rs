//! Institution search over 12,000 entries, eight at once.

use crate::commits::now;
use crate::table::Table;
use domain::institution::search::{Entry, Index};
use std::time::Duration;

const ENTRIES: usize = 12_000;
const THREADS: usize = 8;
const QUERIES_EACH: usize = 250;

const FIRST: &[&str] = &[
    "First",
    "Farmers",
    "Citizens",
    "Harbor",
    "Granite",
    "Prairie",
    "Twin Rivers",
    "Old Mill",
    "Larkspur",
    "Juniper",
    "Cobalt",
    "Alder",
    "Tidewater",
    "Summit",
    "Valley",
    "Lakeside",
    "Pioneer",
    "Heritage",
    "Liberty",
    "Evergreen",
    "Canyon",
    "Mesa",
    "Bluff",
    "Cedar",
    "Maple",
    "Northern",
    "Southern",
    "Eastern",
    "Western",
    "Central",
    "United",
    "Peoples",
    "Merchants",
    "Mechanics",
    "Teachers",
    "Firefighters",
    "Postal",
    "Railway",
    "Mountain",
    "Coastal",
];
const MIDDLE: &[&str] = &[
    "National",
    "State",
    "Community",
    "Federal",
    "Savings",
    "Trust",
    "Mutual",
    "Cooperative",
    "Commercial",
    "County",
    "City",
    "Regional",
    "Family",
    "Employees",
    "Municipal",
];
const LAST: &[&str] = &[
    "Bank",
    "Credit Union",
    "Bank and Trust",
    "Savings Bank",
    "Financial",
    "Bancorp",
    "Card Services",
    "Wealth",
    "Brokerage",
    "Business",
];
const QUERIES: &[&str] = &[
    "first national",
    "frist natonal bank",
    "bank harbor",
    "grnite",
    "twin rivers cu",
    "fnb",
    "teachers credit union",
    "larkspr",
    "cedar savings",
    "western wealth business",
    "zzz",
    "b",
    "credit unoin mountain",
    "juniper",
    "pepoles trust",
];

pub(crate) fn measure(table: &mut Table) {
    let entries: Vec<Entry> = (0..ENTRIES)
        .map(|number| {
            let pick = |words: &[&str], divisor: usize| {
                words.get((number / divisor) % words.len()).copied().unwrap_or_default().to_owned()
            };
            let (first, middle, last) =
                (pick(FIRST, 1), pick(MIDDLE, FIRST.len()), pick(LAST, FIRST.len() * MIDDLE.len()));
            let name = format!("{first} {middle} {last} of {}", place(number));
            Entry {
                host: format!("www.{}{number}.example", first.to_lowercase().replace(' ', "")),
                name,
                aliases: Vec::new(),
                popularity: i64::try_from(number * 7919 % 1000).unwrap_or(0),
            }
        })
        .collect();
    let began = now();
    let index = Index::new(&entries);
    let built = began.elapsed();
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS)
            .map(|thread| {
                let index = &index;
                scope.spawn(move || {
                    (0..QUERIES_EACH)
                        .filter_map(|turn| QUERIES.get((turn + thread) % QUERIES.len()))
                        .map(|query| {
                            let began = now();
                            std::hint::black_box(index.find(query));
                            began.elapsed()
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
    });
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    table.row(
        "institution search, 12,000 entries, 8 at once",
        format!("p50 {:.2} ms", milliseconds(at(50))),
        format!("index built in {:.0} ms", milliseconds(built)),
        format!("p99 {:.2} ms", milliseconds(at(99))),
        "p99 < 5 ms",
    );
}

/// A made-up place, many different ones.
fn place(number: usize) -> String {
    const START: &[&str] =
        &["Ash", "Birch", "Clear", "Dun", "East", "Fair", "Glen", "High", "Iron", "Kings", "Long", "Mill"];
    const END: &[&str] = &[
        "ford", "ton", "ville", "field", "brook", "haven", "wood", "dale", "bridge", "port", "view", "land",
    ];
    let start = START.get(number % START.len()).copied().unwrap_or_default();
    let end = END.get(number / START.len() % END.len()).copied().unwrap_or_default();
    format!("{start}{end}")
}
