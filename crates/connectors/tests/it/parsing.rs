//! Whatever a bank says, it is read or refused: arbitrary answers to every verb, and good answers with arbitrary changes.

use crate::any_answer::{Always, Tried, at_once};
use connectors::sandbox::Sandbox;
use connectors::{Connector, Context, Fetched, Grant, Input, Secret, Session, Want};
use domain::clock::Timestamp;
use jiff::civil::date;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::time::Duration;

/// Texts that may stand anywhere, beside those that mean something to one source.
const WORDS: &[&str] = &[
    "",
    "a-1",
    "-12.34",
    "1e400",
    "0",
    "12.3456789012345",
    "JPY",
    "XAU",
    "USD",
    "9999-12-31T23:59:59.999999999Z",
    "-009999-01-01T00:00:00Z",
    "2026-02-30",
    "https://elsewhere.example/?x",
    "data:image/png;base64,",
    "\u{0}",
    "🏦",
    "9223372036854775807",
    "99999999999999999999999999999999999999999.999999999999",
];

fn leaf(words: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(WORDS).prop_map(Value::from),
        prop::sample::select(words).prop_map(Value::from),
        ".{0,30}".prop_map(Value::from),
    ]
}

/// Any value, of fields and texts that mean something to the source.
pub(crate) fn any_json(words: &'static [&'static str]) -> impl Strategy<Value = Value> {
    leaf(words).prop_recursive(6, 60, 8, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map(prop::sample::select(words), inner, 0..8)
                .prop_map(|map| map.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

/// Every place of a value, as JSON pointers.
fn places(value: &Value) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Array(items) => (0..).zip(items).map(|(n, item): (u32, _)| (n.to_string(), item)).collect(),
        Value::Object(fields) => fields.iter().map(|(name, field)| (name.clone(), field)).collect(),
        _ => Vec::new(),
    };
    let below = inner
        .into_iter()
        .flat_map(|(name, value)| places(value).into_iter().map(move |place| format!("/{name}{place}")));
    std::iter::once(String::new()).chain(below).collect()
}

/// A good answer in which a few values are others, or stand twice.
pub(crate) fn changed(good: Vec<Value>, words: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let change = prop_oneof![leaf(words).boxed(), any_json(words).boxed()];
    let changes = vec((any::<prop::sample::Index>(), change, any::<bool>()), 0..4);
    (prop::sample::select(good), changes).prop_map(|(mut answer, changes)| {
        for (place, instead, is_doubled) in changes {
            let places = places(&answer);
            match answer.pointer_mut(place.get::<String>(&places)) {
                Some(Value::Array(items)) if is_doubled => items.extend(items.first().cloned()),
                Some(value) => *value = instead,
                None => {}
            }
        }
        answer
    })
}

/// What the bank's answers are made of.
const OF_THE_BANK: &[&str] = &[
    "id",
    "state",
    "questions",
    "kind",
    "options",
    "accounts",
    "transactions",
    "institutions",
    "login_form",
    "next",
    "error",
    "code",
    "balance",
    "apr",
    "token",
    "deadline",
    "holdings",
    "owners",
    "numbers",
    "statements",
    "q-1",
    "text",
    "choice",
    "signed_in",
    "refused",
    "waiting",
    "c",
    "mxbank",
    "token_invalid",
    "PROPERTY",
    "credit",
    "pending",
];

/// One good answer of each kind.
fn good_answers() -> Vec<Value> {
    let question = |kind: &str| {
        json!({"id": "q-1", "kind": kind, "label": "Which?", "image": "data:image/png;base64,AA==", "medium": "sms",
            "sent_to": "***42", "options": [{"label": "A", "value": "a", "image": "data:image/png;base64,AA=="}]})
    };
    let asks = |kind: &str| {
        json!({"id": "si-1", "state": "question", "deadline": "2026-11-21T10:05:00Z", "previous_answer_wrong": false,
            "questions": [question(kind)]})
    };
    vec![
        asks("text"),
        asks("choice"),
        asks("image_choice"),
        asks("image_text"),
        json!({"id": "si-1", "state": "waiting", "retry_at": "2026-11-21T10:05:00Z", "because": "approve_in_app"}),
        json!({"id": "si-1", "state": "signed_in", "token": "t", "token_expires_at": "2026-11-21T10:05:00Z"}),
        json!({"id": "si-1", "state": "refused", "code": "wrong_credentials", "message": "No."}),
        json!({"error": {"code": "server_error", "message": "No."}}),
        json!({"next": "mxbank2", "institutions": [{"code": "mxbank", "name": "MX Bank", "aliases": ["MXB"], "kind": "personal",
            "country": "US", "popularity": 900, "url": "https://www.mxbank.example", "forgot_password_url": null,
            "products": ["transactions"], "instruction_steps": ["Go"], "is_throttled": false, "login_form": [
                {"id": "KIND", "label": "Kind", "kind": "choice", "names_person": false,
                    "guid": "CRD-9f61fb4c-912c-bd1e-b175-ccc7f0275cc1", "options": [{"label": "A", "value": "a"}]}]}]}),
        json!({"accounts": [{"id": "a-1", "name": "Checking", "type": "CHECKING", "subtype": null, "currency": "USD",
            "mask": "4821", "number": "000123454821", "routing_number": "804659741", "ownership": "INDIVIDUAL",
            "is_closed": false, "balance": "1520.11", "apr": "19.99", "payment_due_at": "2026-11-21T10:05:00Z",
            "started_on": "2019-03-02", "insured_name": "Ann"}]}),
        json!({"next": "c-2", "transactions": [{"id": "t-1", "status": "posted", "pending_id": "t-0", "direction": "debit",
            "amount": "12.34", "currency": "USD", "transacted_at": "2026-11-19T17:20:00Z",
            "posted_at": "2026-11-20T00:00:00Z", "description": "Cafe", "memo": null, "category": "Restaurants",
            "merchant_category_code": 5812, "check_number": null}]}),
        json!({"holdings": [{"id": "h-1", "symbol": "ABC", "cusip": null, "description": "ABC", "kind": "stock",
            "quantity": "1.5", "price": "10.00", "market_value": "15.00", "cost_basis": "12.00", "currency": "USD"}]}),
        json!({"owners": [{"id": "w-1", "name": "Ann", "city": "Here"}]}),
        json!({"numbers": [{"id": "n-1", "account_number": "000123454821", "routing_number": "804659741"}]}),
        json!({"statements": [{"id": "s-1", "from": "2026-10-01", "to": "2026-10-31", "issued_on": "2026-11-03"}]}),
    ]
}

fn check(status: u16, retry_after: Option<Duration>, body: Vec<u8>) -> Result<(), TestCaseError> {
    Tried::sandbox().check(status, retry_after, body).map_err(TestCaseError::fail)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(status: u16, seconds: Option<u64>, body in vec(any::<u8>(), 0..200)) {
        check(status, seconds.map(Duration::from_secs), body)?;
    }

    #[test]
    fn any_value(status in prop::sample::select(&[200_u16, 201, 400, 401, 404, 429, 500][..]), value in any_json(OF_THE_BANK)) {
        check(status, None, value.to_string().into_bytes())?;
    }

    #[test]
    fn a_good_answer_changed(
        status in prop::sample::select(&[200_u16, 200, 200, 401, 429][..]),
        value in changed(good_answers(), OF_THE_BANK),
    ) {
        check(status, None, value.to_string().into_bytes())?;
    }

    /// Sessions come back from a store; one that was not made here is refused.
    #[test]
    fn any_session(bytes in vec(any::<u8>(), 1..100)) {
        let http = Always(good_answers().remove(0));
        let cx = Context { http: &http, now: Timestamp::UNIX_EPOCH, attempt: "a-1" };
        let session = Session(bytes.into());
        prop_assert!(at_once(Sandbox::direct("http://bank.example").advance(&cx, session, Input::Tick)).is_err());
    }
}

/// The good answers are good: what the properties change is understood when it is not.
#[test]
fn the_good_answers_are_understood() {
    let sandbox = Sandbox::direct("http://bank.example");
    let grant = Grant { token: Some(Secret::new("t")), ..Grant::default() };
    let account = || "a-1".to_owned();
    let (from, to) = (date(2026, 1, 1), date(2026, 2, 1));
    for answer in good_answers()
        .into_iter()
        .filter(|answer| answer.get("error").is_none() && answer["state"] != "refused")
    {
        let http = Always(answer.clone());
        let cx = Context { http: &http, now: Timestamp::UNIX_EPOCH, attempt: "a-1" };
        let wants = [
            Want::Accounts,
            Want::Transactions { account: account(), from, to, after: None },
            Want::Holdings { account: account() },
            Want::Owners { account: account() },
            Want::Numbers { account: account() },
            Want::Statements { account: account() },
        ];
        let is_whole = |fetched: Fetched| match fetched {
            Fetched::Accounts { problems, .. } | Fetched::Transactions { problems, .. } => {
                problems.is_empty()
            }
            Fetched::Holdings(_)
            | Fetched::Owners(_)
            | Fetched::Numbers(_)
            | Fetched::Statements(_)
            | Fetched::Document(_) => true,
        };
        let is_read = wants.iter().any(|want| at_once(sandbox.fetch(&cx, &grant, want)).is_ok_and(is_whole));
        let is_step = at_once(sandbox.advance(&cx, Session::default(), Input::Tick)).is_ok();
        let is_directory = at_once(sandbox.institutions(&cx, None)).is_ok();
        assert!(is_read || is_step || is_directory, "{answer}");
    }
}
