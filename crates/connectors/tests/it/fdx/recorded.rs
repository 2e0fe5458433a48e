//! Exchanges as servers really have them, kept as files in `recorded/`: fields left out, null or unknown, numbers as texts, other ways of
//! going on, older shapes. Each file says what is wanted, which requests are made and what is answered, and what comes of it. The people and
//! the money in them are invented.

use super::bed::{entry, service};
use async_trait::async_trait;
use connectors::fdx::{ClientAuth, Fdx, FdxService, Span};
use connectors::{
    Connector, Context, FetchStop, Fetched, Grant, Http, HttpError, Problem, Request, Response, Secret, Want,
};
use domain::clock::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

const API: &str = "https://api.bank.example/fdx";
const NOW: &str = "2026-11-21T10:00:00Z";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recorded {
    about: String,
    #[serde(default)]
    span: Option<Span>,
    want: Wanted,
    exchanges: Vec<Exchange>,
    expect: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Wanted {
    Accounts,
    Transactions { account: String, from: String, to: String, after: Option<String> },
    Holdings { account: String },
    Owners { account: String },
    Numbers { account: String },
    Statements { account: String },
    Document { account: String, statement: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exchange {
    get: String,
    status: u16,
    #[serde(default)]
    body: Value,
    /// What is answered in place of a body that is JSON.
    #[serde(default)]
    text: Option<String>,
}

impl Wanted {
    fn want(self) -> Want {
        match self {
            Self::Accounts => Want::Accounts,
            Self::Transactions { account, from, to, after } => {
                Want::Transactions { account, from: from.parse().unwrap(), to: to.parse().unwrap(), after }
            }
            Self::Holdings { account } => Want::Holdings { account },
            Self::Owners { account } => Want::Owners { account },
            Self::Numbers { account } => Want::Numbers { account },
            Self::Statements { account } => Want::Statements { account },
            Self::Document { account, statement } => Want::Document { account, statement },
        }
    }
}

/// Answers what was recorded, in its order.
struct Replay(Mutex<std::vec::IntoIter<Exchange>>);

#[async_trait]
impl Http for Replay {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        let next = self.0.lock().unwrap().next();
        let next = next.unwrap_or_else(|| panic!("nothing is recorded for {}", request.url));
        assert_eq!(request.url, format!("{API}{}", next.get));
        let body = next.text.unwrap_or_else(|| next.body.to_string());
        Ok(Response { status: next.status, retry_after: None, body: body.into_bytes() })
    }
}

fn described(fetched: Result<Fetched, FetchStop>) -> Value {
    match fetched {
        Err(FetchStop::NeedsUser) => json!("needs_user"),
        Err(FetchStop::Problem(problem)) => problem_of(&problem),
        Ok(Fetched::Accounts { accounts, problems, .. }) => json!({
            "accounts": accounts.iter().map(account).collect::<Vec<_>>(),
            "problems": problems.iter().map(|one| json!([one.account, problem_of(&one.problem)])).collect::<Vec<_>>(),
        }),
        Ok(Fetched::Transactions { transactions, next, problems, .. }) => json!({
            "transactions": transactions.iter().map(|one| {
                let facts = &one.facts;
                json!([one.id, facts.status.name(), facts.transaction_type.name(), facts.amount.decimal(), facts.date, facts.description])
            }).collect::<Vec<_>>(),
            "next": next,
            "problems": problems.iter().map(|one| problem_of(&one.problem)).collect::<Vec<_>>(),
        }),
        Ok(Fetched::Holdings(all)) => all
            .iter()
            .map(|one| {
                json!([
                    one.source_id,
                    one.symbol,
                    one.cusip,
                    one.description,
                    one.holding_type,
                    one.quantity.decimal(),
                    one.price.map(domain::money::Rate::decimal),
                    one.market_value,
                    one.cost_basis
                ])
            })
            .collect(),
        Ok(Fetched::Owners(all)) => all
            .iter()
            .map(|one| {
                json!([
                    one.source_id,
                    one.owner_name,
                    one.email,
                    one.phone,
                    one.address,
                    one.city,
                    one.state,
                    one.postal_code,
                    one.country
                ])
            })
            .collect(),
        Ok(Fetched::Numbers(all)) => all
            .iter()
            .map(|one| {
                json!([one.account_number, one.routing_number, one.institution_number, one.transit_number])
            })
            .collect(),
        Ok(Fetched::Statements(all)) => all.iter().map(|one| json!([one.id, one.issued_on])).collect(),
        Ok(Fetched::Document(document)) => String::from_utf8_lossy(document.bytes()).into(),
    }
}

fn problem_of(problem: &Problem) -> Value {
    json!({"reason": problem.reason.name(), "code": problem.source_code})
}

fn account(one: &connectors::data::SourceAccount) -> Value {
    let facts = &one.facts;
    let mut fields: BTreeMap<&str, Value> = BTreeMap::new();
    fields.extend(
        facts.amounts.keys().map(|field| (field.name(), json!(facts.amount(*field).unwrap().decimal()))),
    );
    fields.extend(facts.rates.iter().map(|(field, rate)| (field.name(), json!(rate.decimal()))));
    fields.extend(facts.times.iter().map(|(field, time)| (field.name(), json!(time))));
    fields.extend(facts.texts.iter().map(|(field, text)| (field.name(), json!(text))));
    json!({"id": one.id, "name": facts.name, "type": facts.account_type.name(), "currency": facts.currency.code(),
        "mask": facts.mask, "is_closed": facts.is_closed, "number": one.number.as_ref().map(Secret::expose), "fields": fields})
}

#[tokio::test]
async fn what_servers_write_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fdx/recorded");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 12);
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let recorded: Recorded = serde_json::from_slice(&std::fs::read(&path).unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!recorded.about.is_empty(), "{name}");
        let service = FdxService {
            span: recorded.span.unwrap_or_default(),
            ..service("https://bank.example", &format!("{API}/"), ClientAuth::None)
        };
        let fdx = Fdx::new(entry("bank"), service, BTreeMap::new()).unwrap();
        let http = Replay(Mutex::new(recorded.exchanges.into_iter()));
        let now: Timestamp = NOW.parse().unwrap();
        let cx = Context { http: &http, now, attempt: "recorded" };
        let grant = Grant { token: Some(Secret::new("t")), ..Grant::default() };
        let fetched = fdx.fetch(&cx, &grant, &recorded.want.want()).await;
        assert_eq!(described(fetched), recorded.expect, "{name}");
        assert!(
            http.0.lock().unwrap().next().is_none(),
            "{name}: not everything that is recorded was asked for"
        );
    }
}
