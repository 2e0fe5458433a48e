//! Institution search over HTTP: 12,000 entries, eight requests at once.

use crate::home::{Home, Noon};
use crate::http::{load, request, serve_hub};
use crate::table::Table;
use domain::clock::Clock as _;
use domain::institution::InstitutionKind;
use std::sync::Arc;
use std::time::Duration;
use store::Address;
use store::institutions::{Institution, InstitutionDetails, upsert};

const ENTRIES: usize = 12_000;
const AT_ONCE: usize = 8;
const REQUESTS_EACH: usize = 500;

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

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut times = runtime.block_on(search_over_http())?;
    times.sort_unstable();
    let at = |percent: usize| {
        times.get(times.len() * percent / 100).copied().unwrap_or_default().as_secs_f64() * 1e3
    };
    table.row(
        "institution search over HTTP, 12,000 entries, 8 at once",
        format!("p50 {:.2} ms", at(50)),
        "-".into(),
        format!("p99 {:.2} ms", at(99)),
        "p99 < 5 ms",
    );
    Ok(())
}

async fn search_over_http() -> anyhow::Result<Vec<Duration>> {
    let folder = tempfile::tempdir()?;
    let home = Home::new(Address::Sqlite(folder.path().join("hub.db")), 0).await?;
    let writes: Vec<_> = (0..ENTRIES).map(|number| upsert(&institution(&home, number))).collect();
    home.store.commit(writes).await?;
    let client = home.client;
    drop(home);
    let (address, key) = serve_hub(&Address::Sqlite(folder.path().join("hub.db")), client).await?;
    let requests: Vec<Arc<String>> = QUERIES
        .iter()
        .map(|query| {
            Arc::new(request(&format!("/institutions?name={}", query.replace(' ', "+")), client, &key))
        })
        .collect();
    // The first request loads the directory.
    load(address, &requests, 1, 1).await?;
    load(address, &requests, AT_ONCE, REQUESTS_EACH).await
}

pub(crate) fn institution(home: &Home, number: usize) -> Institution {
    let pick = |words: &[&str], divisor: usize| {
        words.get((number / divisor) % words.len()).copied().unwrap_or_default().to_owned()
    };
    let (first, middle, last) =
        (pick(FIRST, 1), pick(MIDDLE, FIRST.len()), pick(LAST, FIRST.len() * MIDDLE.len()));
    Institution {
        code: format!("bench_{number}"),
        guid: home.guid(),
        name: format!("{first} {middle} {last} of {}", place(number)),
        kind: InstitutionKind::Personal,
        country: "US".into(),
        url: format!("https://www.{}{number}.example", first.to_lowercase().replace(' ', "")),
        popularity: i64::try_from(number * 7919 % 1000).unwrap_or(0),
        products: Vec::new(),
        is_throttled: true,
        details: InstitutionDetails::default(),
        created_at: Noon.now(),
        updated_at: Noon.now(),
    }
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
