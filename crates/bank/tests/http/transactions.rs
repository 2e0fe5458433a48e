//! Transactions: pages, two years of them, and what happens as time moves.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{Plan, RunningBank, mxbank, start, start_with};

async fn first_account(bank: &RunningBank, channel: &str, institution: &str) -> (String, String) {
    let token = bank.token(channel, institution, mxbank("ana")).await;
    let accounts = bank.read(&token, &format!("/v1/{channel}/accounts")).await;
    let id = accounts["accounts"][0]["id"].as_str().unwrap().to_owned();
    (token, format!("/v1/{channel}/accounts/{id}/transactions"))
}

async fn pages(bank: &RunningBank, token: &str, path: &str, query: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    for _ in 0..1_000 {
        let page = bank.read(token, &format!("{path}?{query}{cursor}")).await;
        all.extend(page["transactions"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
    panic!("the pages do not end");
}

#[tokio::test]
async fn pages_cover_everything_once_and_two_years_are_there() {
    let bank = start().await;
    let (token, path) = first_account(&bank, "direct", "mxbank").await;
    let whole = pages(&bank, &token, &path, "from=2020-01-01&limit=500").await;
    assert_eq!(pages(&bank, &token, &path, "from=2020-01-01&limit=97").await, whole);
    let times: Vec<&str> = whole.iter().map(|row| row["transacted_at"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|a, b| a >= b));
    assert!(times.first().unwrap().starts_with("2026-11-2"), "{:?}", times.first());
    assert!(times.last().unwrap().starts_with("2024-11-2"), "{:?}", times.last());
    let ids: std::collections::BTreeSet<&str> = whole.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), whole.len());
    let months: std::collections::BTreeSet<&str> = times.iter().map(|time| &time[..7]).collect();
    assert_eq!(months.len(), 25);
    for query in ["limit=0", "limit=501", "cursor=nonsense", "from=soon", "from=2026-11-02&to=2026-11-01"] {
        let answer = bank.call("GET", &format!("{path}?{query}"), Some(&token), None).await;
        assert_eq!(answer.outcome(), "400 bad_request", "{query}");
    }
}

#[tokio::test]
async fn pending_transactions_post_as_time_moves() {
    let bank = start().await;
    for (channel, tells_pending_id) in [("direct", true), ("mirror", false)] {
        let (token, path) = first_account(&bank, channel, "first_harbor").await;
        let before = pages(&bank, &token, &path, "").await;
        let pending: Vec<&Value> = before.iter().filter(|row| row["status"] == "pending").collect();
        assert!(!pending.is_empty(), "{channel}");
        assert!(pending.iter().all(|row| row["posted_at"].is_null() && row["pending_id"].is_null()));
        bank.pass_days(3);
        let (token, path) = first_account(&bank, channel, "first_harbor").await;
        let after = pages(&bank, &token, &path, "").await;
        let posted: BTreeMap<&str, &Value> = after
            .iter()
            .filter(|row| row["status"] == "posted")
            .filter_map(|row| Some((row["pending_id"].as_str()?, row)))
            .collect();
        assert_eq!(posted.is_empty(), !tells_pending_id, "{channel}");
        for row in &pending {
            let id = row["id"].as_str().unwrap();
            assert!(after.iter().all(|later| later["id"] != row["id"]), "{channel}: posted with a new id");
            if tells_pending_id {
                assert_eq!(posted[id]["transacted_at"], row["transacted_at"]);
            }
        }
        let newest = |rows: &[Value]| rows[0]["transacted_at"].as_str().unwrap().to_owned();
        assert!(newest(&after) > newest(&before), "{channel}: new ones appear");
        let description = after[0]["description"].as_str().unwrap();
        assert_eq!(description == description.to_uppercase(), channel == "mirror", "{description}");
    }
}

#[tokio::test]
async fn tips_and_holds_change_the_amount() {
    let bank = start().await;
    let mut held: BTreeMap<String, Value> = BTreeMap::new();
    let mut changed = 0;
    for _ in 0..30 {
        let (token, path) = first_account(&bank, "direct", "mxbank").await;
        for row in pages(&bank, &token, &path, "").await {
            if row["status"] == "pending" {
                held.insert(row["id"].as_str().unwrap().to_owned(), row["amount"].clone());
            } else if let Some(amount) = row["pending_id"].as_str().and_then(|id| held.remove(id)) {
                changed += usize::from(amount != row["amount"]);
            }
        }
        bank.pass_days(1);
    }
    assert!(changed > 3, "{changed}");
}

#[tokio::test]
async fn two_banks_with_one_seed_agree_and_with_two_do_not() {
    let told = |seed| async move {
        let bank = start_with(Plan { seed, ..Plan::default() }).await;
        let (token, path) = first_account(&bank, "direct", "mxbank").await;
        let accounts = bank.read(&token, "/v1/direct/accounts").await;
        (accounts, pages(&bank, &token, &path, "limit=500").await)
    };
    assert_eq!(told(1).await, told(1).await);
    assert_ne!(told(1).await, told(2).await);
}
