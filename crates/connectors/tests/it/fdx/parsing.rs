//! Whatever a server says, it is read or refused: arbitrary answers to every verb, and good answers with arbitrary changes.

use super::bed::{entry, service};
use crate::person::RETURN;
use async_trait::async_trait;
use connectors::fdx::{ClientAuth, Fdx};
use connectors::sign_in::Way;
use connectors::{
    Connector, Context, Fetched, Grant, Http, HttpError, Input, Outcome, Request, Response, Secret, Session,
    Want,
};
use domain::clock::Timestamp;
use jiff::civil::date;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Poll, Waker};
use std::time::Duration;

/// Requests that one call may make before it must give up.
const REQUESTS_MAX: usize = 500;

/// Answers everything alike, and counts.
struct Replay {
    answer: Response,
    asked: AtomicUsize,
}

#[async_trait]
impl Http for Replay {
    async fn send(&self, _: Request) -> Result<Response, HttpError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(self.answer.clone())
    }
}

/// Nothing here ever waits.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut std::task::Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("it waits for something"),
    }
}

fn fdx() -> Fdx {
    let service = service("https://bank.example", "https://api.bank.example/fdx", ClientAuth::None);
    Fdx::new(entry("bank"), service, BTreeMap::new()).unwrap()
}

fn metadata() -> Value {
    json!({"issuer": "https://bank.example", "authorization_endpoint": "https://bank.example/authorize",
        "token_endpoint": "https://bank.example/token", "revocation_endpoint": "https://bank.example/revoke"})
}

fn replay(status: u16, retry_after: Option<Duration>, body: Vec<u8>) -> Replay {
    Replay { answer: Response { status, retry_after, body }, asked: AtomicUsize::new(0) }
}

/// A grant as it is made of good answers, of which the tokens are due.
fn grant(fdx: &Fdx) -> Grant {
    let (state, code_verifier) = (Secret::new("s"), Secret::new("v"));
    let way = Way { redirect_uri: RETURN, state: &state, code_verifier: &code_verifier };
    let at = |http, second| Context { http, now: Timestamp::from_second(second).unwrap(), attempt: "a-1" };
    let http = replay(200, None, metadata().to_string().into_bytes());
    let left =
        at_once(fdx.advance(&at(&http, 0), Session::default(), Input::Visit { institution: "bank", way }));
    let (session, _) = left.unwrap();
    let tokens = json!({"access_token": "t", "token_type": "Bearer", "refresh_token": "r", "expires_in": 1, "fdxConsentId": "c"});
    let http = replay(200, None, tokens.to_string().into_bytes());
    let query = Secret::new("code=c&state=s");
    match at_once(fdx.advance(&at(&http, 0), session, Input::Returned(&query))) {
        Ok((_, Outcome::Done { grant })) => grant,
        other => panic!("{other:?}"),
    }
}

/// Calls every verb with this answer; what is given is sound.
fn check(status: u16, retry_after: Option<Duration>, body: Vec<u8>) -> Result<(), TestCaseError> {
    let http = replay(status, retry_after, body);
    let fdx = fdx();
    let grant = grant(&fdx);
    let cx = Context { http: &http, now: Timestamp::from_second(100_000).unwrap(), attempt: "a-1" };
    let (state, code_verifier) = (Secret::new("s"), Secret::new("v"));
    let way = Way { redirect_uri: RETURN, state: &state, code_verifier: &code_verifier };
    let start = Input::Start { institution: "bank", grant: &grant, is_user_present: true };
    for input in [start, Input::Visit { institution: "bank", way }, Input::Tick] {
        if let Ok((_, outcome)) = at_once(fdx.advance(&cx, Session::default(), input)) {
            prop_assert_eq!(outcome.flaw(), None);
            if let Outcome::Done { grant } = outcome {
                prop_assert!(grant.token.is_some_and(|token| !token.expose().is_empty()));
            }
        }
    }
    let _ = at_once(fdx.revoke(&cx, &grant));
    let account = || "a-1".to_owned();
    let (from, to) = (date(2026, 1, 1), date(2026, 2, 1));
    for want in [
        Want::Accounts,
        Want::Transactions { account: account(), from, to, after: Some("offset=c".to_owned()) },
        Want::Holdings { account: account() },
        Want::Owners { account: account() },
        Want::Numbers { account: account() },
        Want::Statements { account: account() },
    ] {
        match at_once(fdx.fetch(&cx, &grant, &want)) {
            Ok(Fetched::Accounts { accounts, .. }) => {
                let ids: BTreeSet<&str> = accounts.iter().map(|one| one.id.as_str()).collect();
                prop_assert!(ids.len() == accounts.len() && !ids.contains(""));
            }
            Ok(Fetched::Transactions { transactions, next, .. }) => {
                prop_assert!(next.as_deref() != Some("offset=c"));
                prop_assert!(
                    transactions.iter().all(|one| one.facts.amount.minor >= 0 && !one.id.is_empty())
                );
            }
            Ok(_) | Err(_) => {}
        }
    }
    prop_assert!(http.asked.load(Ordering::SeqCst) < REQUESTS_MAX);
    Ok(())
}

/// One good answer of each kind.
fn good_answers() -> Vec<Value> {
    vec![
        metadata(),
        json!({"access_token": "t", "token_type": "Bearer", "refresh_token": "r", "expires_in": 300, "scope": "a"}),
        json!({"error": "invalid_grant", "error_description": "no"}),
        json!({"code": "701", "message": "no"}),
        json!({"id": "c", "status": "ACTIVE", "expirationTime": "2027-01-01T00:00:00Z"}),
        json!({"page": {"nextOffset": "2"}, "links": {"next": {"href": "?offset=2"}}, "accounts": [
            {"accountCategory": "DEPOSIT_ACCOUNT", "accountId": "a-1", "accountType": "CHECKING", "currentBalance": 1.5,
             "accountNumberDisplay": "xx12", "currency": {"currencyCode": "USD"}, "annualPercentageYield": 1.1, "maturityDate": "2027-01-01"},
            {"loanAccount": {"accountId": "a-2", "principalBalance": "7.00", "interestRate": 4.1}}, {"accountId": "a-3"}]}),
        json!({"page": {"nextOffset": 9}, "transactions": [{"transactionId": "t-1", "status": "POSTED", "debitCreditMemo": "DEBIT",
            "amount": 12.34, "transactionTimestamp": "2026-01-19T17:20:00Z", "postedTimestamp": "2026-01-20", "description": "Cafe",
            "payee": {"name": "x"}, "merchantCategoryCode": 5812, "checkNumber": 7}]}),
        json!({"accountId": "a-1", "accountCategory": "INVESTMENT_ACCOUNT", "holdings": [{"holdingId": "h", "holdingName": "X", "units": 1,
            "currentUnitPrice": 2, "marketValue": 2, "securityIds": [{"id": "1", "idType": "CUSIP"}], "taxLots": [{"costBasis": 1}]}]}),
        json!({"holders": [{"customerId": "c", "name": {"first": "A", "last": "B"}, "email": ["x"], "addresses": [{"line1": "1"}],
            "telephones": [{"country": "+1", "number": "2"}]}], "emails": ["y"]}),
        json!({"paymentNetworks": [{"bankId": "000112345", "identifier": "1", "type": "CA_ACSS"}]}),
        json!({"statements": [{"statementId": "s", "statementDate": "2026-01-03"}]}),
    ]
}

/// Texts that mean something here or there.
const WORDS: &[&str] = &[
    "",
    "a-1",
    "offset=c",
    "c",
    "DEPOSIT_ACCOUNT",
    "LOAN_ACCOUNT",
    "depositAccount",
    "accountId",
    "POSTED",
    "CREDIT",
    "-12.34",
    "1e400",
    "12.3456789012345",
    "JPY",
    "XAU",
    "9999-12-31T23:59:59.999999999Z",
    "-009999-01-01",
    "2026-02-30",
    "?a#b",
    "https://elsewhere.example/?x",
    "602",
    "invalid_token",
    "\u{0}",
    "🏦",
    "9223372036854775807",
    "99999999999999999999999999999999999999999.999999999999",
    "Bearer",
];

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        proptest::sample::select(WORDS).prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(proptest::sample::select(WORDS).prop_map(str::to_owned), inner, 0..4)
                .prop_map(|fields| fields.into_iter().collect::<Value>()),
        ]
    })
}

/// The places of all values in an answer.
fn places(value: &Value, place: String, all: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                places(item, format!("{place}/{number}"), all);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                places(field, format!("{place}/{name}"), all);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    all.push(place);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes(status in prop_oneof![Just(200_u16), 100_u16..600], body in vec(any::<u8>(), 0..200)) {
        check(status, None, body)?;
    }

    #[test]
    fn values(status in prop_oneof![Just(200_u16), 100_u16..600], seconds in any::<Option<u64>>(), body in value()) {
        check(status, seconds.map(Duration::from_secs), body.to_string().into_bytes())?;
    }

    #[test]
    fn good_answers_with_changes(
        which in 0_usize..11,
        changes in vec((any::<proptest::sample::Index>(), value()), 1..4),
    ) {
        let mut answer = good_answers()[which].clone();
        for (place, instead) in changes {
            let mut all = Vec::new();
            places(&answer, String::new(), &mut all);
            if let Some(value) = answer.pointer_mut(place.get(&all[..]).as_str()) {
                *value = instead;
            }
        }
        check(200, None, answer.to_string().into_bytes())?;
    }
}

#[test]
fn good_answers_are_taken() {
    for answer in good_answers() {
        check(200, None, answer.to_string().into_bytes()).unwrap();
    }
}
