//! What is taken along: what stands in the files, that the hub's own reader has the same rows again, and that a long history fits.

use crate::hub::{As, Hub};
use crate::pages::browser::Browser;
use connectors::files::{FileAccount, Format, How, Told, read};
use domain::clock::Clock;
use domain::money::{Currency, Money};
use domain::transaction::{TransactionFacts, TransactionStatus, TransactionType};
use engine::records::{Account, Edits, Transaction, User};
use engine::{ExportOf, Name};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use web::{Broken, Export, ExportFormat};

/// What makes a row the same one: day, amount with its sign, texts, status.
type Row = (String, String, String, Option<String>, &'static str);

fn rows_of(account: &FileAccount) -> BTreeSet<Row> {
    let row = |row: &connectors::files::FileRow| {
        let facts = &row.facts;
        (
            facts.date.to_string(),
            signed(facts),
            facts.description.clone(),
            facts.memo.clone(),
            facts.status.name(),
        )
    };
    account.rows.iter().map(row).collect()
}

fn signed(facts: &TransactionFacts) -> String {
    let sign = if facts.transaction_type == TransactionType::Debit { -1 } else { 1 };
    Money::new(facts.amount.minor * sign, facts.amount.currency).decimal()
}

fn file(hub: &Hub, bytes: &[u8]) -> Told {
    let today = jiff::tz::Offset::UTC.to_datetime(hub.clock.now()).date();
    read(bytes, &How::new(today)).unwrap_or_else(|flaw| panic!("{flaw}\n{}", String::from_utf8_lossy(bytes)))
}

/// The rows of an account as the API tells them.
async fn told(hub: &Hub, user: &str, account: &str) -> BTreeSet<Row> {
    let days = "from_date=2000-01-01&to_date=2030-01-01&records_per_page=1000";
    let listed = hub.read(&format!("/users/{user}/accounts/{account}/transactions?{days}")).await;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let row = |one: &Value| {
        let amount: f64 = one["amount"].as_f64().unwrap();
        let sign = if one["type"] == "DEBIT" { "-" } else { "" };
        let description = text(&one["description"]).unwrap();
        (
            text(&one["date"]).unwrap(),
            format!("{sign}{amount:.2}"),
            description.clone(),
            text(&one["memo"]).filter(|memo| *memo != description),
            if one["status"] == "PENDING" { "PENDING" } else { "POSTED" },
        )
    };
    listed["transactions"].as_array().unwrap().iter().map(row).collect()
}

async fn taken(hub: &Hub, path: &str) -> Vec<u8> {
    let answer = hub.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    answer.bytes
}

fn today(hub: &Hub) -> jiff::civil::Date {
    hub.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

#[tokio::test]
async fn what_a_bank_told_is_read_again() {
    let hub = Hub::at_bank().await;
    let member = hub.connect("correct").await;
    let user = member.split('/').nth(2).unwrap().to_owned();
    let accounts = hub.read(&format!("{member}/accounts")).await["accounts"].as_array().unwrap().clone();
    let mut found = BTreeSet::new();
    for account in &accounts {
        let guid = account["guid"].as_str().unwrap();
        let expected = told(&hub, &user, guid).await;
        found.extend(expected.iter().map(|row| row.4));
        for (format, kind) in [("ofx", Format::Ofx), ("csv", Format::Csv)] {
            let read = file(
                &hub,
                &taken(&hub, &format!("/users/{user}/accounts/{guid}/export?format={format}")).await,
            );
            assert_eq!((read.format, read.skipped_count), (kind, 0), "{:?}", read.skipped);
            assert_eq!(rows_of(&read.accounts[0]), expected, "{format} of {}", account["name"]);
            let mask = account["account_number"].as_str().map(|mask| &mask[mask.len() - 4..]);
            assert_eq!(read.accounts[0].mask.as_deref(), mask, "{format}");
            assert!(read.accounts[0].number.is_none(), "no whole number stands in the file");
            assert!(
                format == "csv"
                    || read.accounts[0].rows.iter().all(|row| {
                        row.facts.status == TransactionStatus::Pending
                            || row.id.as_ref().unwrap().starts_with("TRN-")
                    })
            );
        }
    }
    assert_eq!(found, ["PENDING", "POSTED"].into(), "both are met");
    let whole = file(&hub, &taken(&hub, &format!("/users/{user}/export?format=ofx")).await);
    assert_eq!(whole.accounts.len(), accounts.len());
    let owed = |account: &FileAccount| account.closing.map(|(_, money)| money.minor);
    assert_eq!(whole.accounts.iter().filter_map(owed).count(), accounts.len());
    assert!(
        whole.accounts.iter().filter_map(owed).any(|minor| minor < 0),
        "what is owed is less than nothing"
    );
    let of_member = file(&hub, &taken(&hub, &format!("{member}/export?format=csv")).await);
    let rows: usize = of_member.accounts.iter().map(|account| account.rows.len()).sum();
    let listed: usize = whole.accounts.iter().map(|account| account.rows.len()).sum();
    assert_eq!(rows, listed);
}

async fn entry(hub: &Hub, user: &str, account: &str, date: &str, description: &str) -> String {
    let body = json!({"transaction": {"date": date, "description": description, "amount": 12.5, "type": "DEBIT", "memo": "a < b & c"}});
    let made = hub.make(&format!("/users/{user}/accounts/{account}/transactions"), &body).await;
    made["guid"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn texts_are_neither_run_nor_lost() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let account = hub.account(&user).await["guid"].as_str().unwrap().to_owned();
    for (day, text) in [
        "=HYPERLINK(\"http://x\",\"y\")",
        "+1 555 0100",
        "-5 %, really",
        "@home",
        "'=1",
        "Müller & Söhne <Köln>",
        "Café, \"Zentral\"",
    ]
    .iter()
    .enumerate()
    {
        entry(&hub, &user, &account, &format!("2026-09-{:02}", day + 1), text).await;
    }
    let expected = told(&hub, &user, &account).await;
    for format in ["csv", "ofx"] {
        let bytes = taken(&hub, &format!("/users/{user}/export?format={format}")).await;
        assert_eq!(rows_of(&file(&hub, &bytes).accounts[0]), expected, "{format}");
        let text = String::from_utf8(bytes).unwrap();
        if format == "csv" {
            assert!(text.starts_with("\u{feff}Institution,Account name,"), "{text}");
            assert!(text.contains(",'+1 555 0100,") && text.contains(",\"'=HYPERLINK("), "{text}");
            assert!(!text.contains(",=") && !text.contains(",\"=") && !text.contains(",@"), "{text}");
        } else {
            assert!(text.contains("Müller &amp; Söhne &lt;Köln&gt;"), "{text}");
        }
    }
}

#[tokio::test]
async fn what_a_person_changed_hid_or_removed_is_told_apart() {
    let hub = Hub::at_bank().await;
    let member = hub.connect("correct").await;
    let user = member.split('/').nth(2).unwrap().to_owned();
    let account =
        hub.read(&format!("{member}/accounts")).await["accounts"][0]["guid"].as_str().unwrap().to_owned();
    let listed = hub.read(&format!("/users/{user}/accounts/{account}/transactions")).await;
    let [edited, removed] =
        [0, 1].map(|place| listed["transactions"][place]["guid"].as_str().unwrap().to_owned());
    let original = listed["transactions"][0]["description"].as_str().unwrap().to_owned();
    let path = format!("{member}/accounts/{account}");
    let edits = json!({"transaction": {"description": "Lunch with Ana"}});
    assert_eq!(hub.put(&format!("/users/{user}/transactions/{edited}"), &edits).await.status, 200);
    let gone = hub.send(As::App, "DELETE", &format!("{path}/transactions/{removed}"), "", &[]).await;
    assert_eq!(gone.status, 204);
    assert_eq!(hub.put(&path, &json!({"account": {"is_hidden": true}})).await.status, 200);
    let answer = hub.get(&format!("/users/{user}/export")).await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(
        answer.header("content-disposition"),
        format!("attachment; filename=\"swingbridge-{}.json\"", today(&hub))
    );
    let whole = answer.json();
    let find = |list: &str, guid: &str| {
        whole[list].as_array().unwrap().iter().find(|one| one["guid"] == *guid).cloned()
    };
    assert_eq!((&whole["version"], &whole["user"]["guid"]), (&json!(1), &json!(user)));
    let one = find("transactions", &edited).unwrap();
    assert_eq!(
        (&one["description"], &one["told"]["description"]),
        (&json!("Lunch with Ana"), &json!(original))
    );
    assert!(find("transactions", &removed).is_none());
    assert!(find("removed_transactions", &removed).is_some());
    assert_eq!(find("accounts", &account).unwrap()["is_hidden"], true);
    assert_eq!(whole["members"].as_array().unwrap().len(), 1);
    assert!(whole["notification_preferences"].is_object() && whole["consents"].is_array(), "{whole}");
    assert!(!answer.text.contains("correct"), "no secrets");
    for format in ["csv", "ofx"] {
        let text = hub.get(&format!("/users/{user}/export?format={format}")).await.text;
        assert!(
            text.contains("Lunch with Ana") && text.contains(&edited) && !text.contains(&removed),
            "{format}"
        );
    }
    let csv = hub.get(&format!("/users/{user}/accounts/{account}/export?format=csv")).await.text;
    let line = csv.lines().find(|line| line.contains(&edited)).unwrap();
    assert!(line.contains(&format!(",yes,{original},")), "{line}");
}

#[tokio::test]
async fn a_user_without_anything_has_files_too() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let path = format!("/users/{user}/export");
    let whole = hub.read(&path).await;
    for list in [
        "members",
        "accounts",
        "transactions",
        "statements",
        "joins",
        "suggestions",
        "removed_accounts",
        "imports",
    ] {
        assert_eq!(whole[list], json!([]), "{list}");
    }
    assert_eq!(hub.get(&format!("{path}?format=csv")).await.text.lines().count(), 1);
    let ofx = hub.get(&format!("{path}?format=ofx")).await.text;
    assert!(ofx.ends_with("</SIGNONMSGSRSV1>\r\n</OFX>\r\n"), "{ofx}");
    let refusal = hub.get(&format!("{path}?format=xls")).await.refusal();
    assert_eq!(
        refusal,
        (400, "invalid_parameter".to_owned(), "format must be one of json, csv, ofx".to_owned())
    );
}

#[tokio::test]
async fn another_currency_has_a_statement_of_its_own() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let account = hub.account(&user).await["guid"].as_str().unwrap().to_owned();
    entry(&hub, &user, &account, "2026-09-01", "Home").await;
    let body = json!({"transaction": {"date": "2026-09-02", "description": "Abroad", "amount": 900, "type": "DEBIT", "currency_code": "JPY"}});
    hub.make(&format!("/users/{user}/accounts/{account}/transactions"), &body).await;
    let read = file(&hub, &taken(&hub, &format!("/users/{user}/export?format=ofx")).await);
    let shown: Vec<_> = read
        .accounts
        .iter()
        .map(|one| {
            (one.currency.unwrap().code(), one.rows[0].facts.description.as_str(), one.closing.is_some())
        })
        .collect();
    assert_eq!(shown, [("USD", "Home", true), ("JPY", "Abroad", false)]);
}

const MANY: usize = 50_000;

/// A user with a manual account that has so many transactions.
async fn with_rows(hub: &Hub, count: usize) -> (User, Account) {
    let guid = hub.user().await;
    let user = hub.user_record(&guid).await;
    let account = hub.account(&guid).await["guid"].as_str().unwrap().parse().unwrap();
    let scope = hub.engine.of(hub.app_guid());
    let account = scope.account(&user, &Name::Guid(account)).await.unwrap();
    let first: Date = "2020-01-01".parse().unwrap();
    let rows: Vec<Transaction> = (0..count).map(|number| row(hub, &account, first, number)).collect();
    for some in rows.chunks(10_000) {
        hub.engine.store().commit(vec![store::transactions::upsert(some)]).await.unwrap();
    }
    (user, account)
}

fn export(hub: &Hub, user: &User, of: ExportOf) -> Export {
    let (engine, client) = (hub.engine.clone(), hub.app_guid());
    Export { engine, client, user: user.clone(), of, language: domain::text::Language::default() }
}

#[tokio::test]
async fn what_goes_while_it_is_written_breaks_the_file_off() {
    type Went = (&'static str, fn(&Account) -> String);
    let went: [Went; 2] = [
        ("account", |one: &Account| {
            format!("/users/{}/members/{}/accounts/{}", one.user, one.member, one.guid)
        }),
        ("user", |one: &Account| format!("/users/{}", one.user)),
    ];
    for (format, (what, path)) in ExportFormat::ALL.iter().flat_map(|format| went.map(|one| (*format, one))) {
        let hub = Hub::new().await;
        let (user, account) = with_rows(&hub, 5_000).await;
        let mut chunks = export(&hub, &user, ExportOf::Account(account.guid)).begin(format);
        // The writer waits for the reader with most of the rows before it.
        chunks.next().await.unwrap().unwrap();
        let path = path(&account);
        let gone = hub.send(As::App, "DELETE", &path, "", &[]).await;
        assert_eq!(gone.status, 204, "{gone:?}");
        let mut last = None;
        while let Some(chunk) = chunks.next().await {
            last = Some(chunk);
        }
        assert_eq!(last, Some(Err(Broken)), "{} without its {what}", format.name());
    }
}

#[tokio::test]
async fn an_account_that_is_joined_while_it_is_written_breaks_the_file_off() {
    let hub = Hub::new().await;
    let (user, account) = with_rows(&hub, 5_000).await;
    let other = hub.account(&user.guid.to_string()).await["guid"].clone();
    let mut chunks = export(&hub, &user, ExportOf::User).begin(ExportFormat::Csv);
    chunks.next().await.unwrap().unwrap();
    let body = json!({"account": {"account_guids": [other, account.guid.to_string()]}});
    let merged = hub
        .send(As::App, "POST", &format!("/users/{}/accounts/merge", user.guid), &body.to_string(), &[])
        .await;
    assert!(merged.status < 300, "{merged:?}");
    let mut last = None;
    while let Some(chunk) = chunks.next().await {
        last = Some(chunk);
    }
    assert_eq!(last, Some(Err(Broken)));
}

#[tokio::test]
async fn a_long_history_is_written_in_small_chunks() {
    let hub = Hub::new().await;
    let (user, _) = with_rows(&hub, MANY).await;
    for (format, mark) in
        [(ExportFormat::Csv, ",POSTED,"), (ExportFormat::Ofx, "<FITID>"), (ExportFormat::Json, "\"told\":")]
    {
        let mut chunks = export(&hub, &user, ExportOf::User).begin(format);
        let (mut found, mut largest, mut days) = (0, 0, String::new());
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.unwrap();
            largest = largest.max(chunk.len());
            days.push_str(&String::from_utf8(chunk).unwrap());
            found += days.matches(mark).count();
            // What a mark may be cut in.
            days =
                days.split_off(days.len() - days.chars().rev().take(20).map(char::len_utf8).sum::<usize>());
            found -= days.matches(mark).count();
        }
        found += days.matches(mark).count();
        assert_eq!(found, MANY, "{}", format.name());
        assert!(largest < 40 * 1024, "{largest} bytes at once");
    }
}

fn row(hub: &Hub, account: &engine::records::Account, first: Date, number: usize) -> Transaction {
    let number = i64::try_from(number).unwrap();
    let mut digest = [0; 16];
    digest[8..].copy_from_slice(&number.to_be_bytes());
    Transaction {
        user: account.user,
        guid: domain::id::Guid::from_digest(digest),
        client: account.client,
        member: account.member,
        account: account.guid,
        id: None,
        facts: TransactionFacts {
            status: TransactionStatus::Posted,
            transaction_type: TransactionType::Debit,
            amount: Money::new(100 + number, Currency::USD),
            transacted_at: None,
            posted_at: None,
            // Several on each day, so that pages end within days.
            date: first.saturating_add((number / 23).days()),
            description: format!("Purchase {number}"),
            memo: None,
            category: None,
            merchant_category_code: None,
            check_number: None,
        },
        link: None,
        first_on: None,
        is_manual: true,
        edits: Edits::default(),
        retired: None,
        joined_into: None,
        created_at: hub.clock.now(),
        updated_at: hub.clock.now(),
    }
}

#[tokio::test]
async fn a_person_takes_a_connection_along_before_it_goes() {
    let hub = Hub::at_bank().await;
    let path = hub.connect("correct").await;
    let (user, member) = (path.split('/').nth(2).unwrap(), path.rsplit('/').next().unwrap());
    let link = json!({ "widget_url": { "widget_type": "connections_widget" } });
    let (browser, _) = Browser::open(&hub, user, &link).await;
    let page = browser.get(&format!("{}/connections/{member}/remove", browser.base)).await;
    for format in ["csv", "ofx", "json"] {
        let file = format!("{}/connections/{member}/export?format={format}", browser.base);
        assert!(page.has(&format!("href=\"{file}\" download")), "{}", page.html);
        let answer = hub.send(As::Nobody, "GET", &file, "", &[]).await;
        let name = format!("attachment; filename=\"swingbridge-mx-bank-{}.{format}\"", today(&hub));
        assert_eq!((answer.status, answer.header("content-disposition")), (200, name.as_str()));
        let by_api = hub.get(&format!("{path}/export?format={format}")).await;
        assert_eq!(answer.bytes, by_api.bytes);
    }
    let unknown = format!("{}/connections/{member}/export?format=xls", browser.base);
    assert_eq!(browser.get(&unknown).await.status, 404);
    // A visit for something else takes nothing along.
    let (other, _) = Browser::open(&hub, user, &crate::pages::browser::connect()).await;
    let file = format!("{}/connections/{member}/export?format=csv", other.base);
    assert_eq!(other.get(&file).await.status, 404);
}
