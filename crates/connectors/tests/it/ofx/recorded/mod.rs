//! Exchanges in the shapes that real servers write, kept as files: what is made of them, and what was sent for it.
//!
//! `{TRNUID 1}` in a file stands for the first id of that kind in the request. What lies in `requests` was sent; `clients/ofx` lets
//! somebody else's parser read it.

use super::desk::{entry, typed};
use async_trait::async_trait;
use connectors::ofx::{Ofx, OfxService};
use connectors::{
    Connector, Context, Fetched, Grant, Http, HttpError, Input, Outcome, Problem, Request, Response, Secret,
    Session, Want,
};
use domain::account::{AmountField, RateField, TextField};
use domain::clock::Timestamp;
use domain::money::Rate;
use domain::reason::Reason;
use jiff::civil::date;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;

/// Answers with files, one after the other, and keeps what was sent.
struct Tape {
    answers: Mutex<Vec<&'static [u8]>>,
    sent: Mutex<Vec<String>>,
}

impl Tape {
    fn new(answers: &[&'static [u8]]) -> Self {
        Self { answers: Mutex::new(answers.iter().rev().copied().collect()), sent: Mutex::default() }
    }

    fn sent(&self) -> Vec<String> {
        self.sent.lock().unwrap().clone()
    }
}

#[async_trait]
impl Http for Tape {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        let body = request.body.as_ref().unwrap();
        assert_eq!(
            (request.url.as_str(), body.content_type()),
            ("https://ofx.bank.example/", "application/x-ofx")
        );
        let asked = body.secret().expose().to_owned();
        let mut bytes = self.answers.lock().unwrap().pop().expect("nothing more was recorded").to_vec();
        let ids = asked.split("<TRNUID>").skip(1).map(|rest| rest.split('<').next().unwrap());
        for (id, place) in ids.zip(1..) {
            let placeholder = format!("{{TRNUID {place}}}").into_bytes();
            if let Some(at) = bytes.windows(placeholder.len()).position(|window| window == placeholder) {
                bytes.splice(at..at + placeholder.len(), id.bytes());
            }
        }
        self.sent.lock().unwrap().push(asked);
        Ok(Response { status: 200, retry_after: None, body: bytes })
    }
}

fn connector(version: &str, more: &serde_json::Value) -> Ofx {
    let mut service = json!({"url": "https://ofx.bank.example/", "org": "B1", "fid": "4711", "version": version, "profile": false});
    service.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Ofx::new(entry("bank"), serde_json::from_value::<OfxService>(service).unwrap())
}

fn context(tape: &Tape) -> Context<'_> {
    Context { http: tape, now: "2026-11-21T15:00:00Z".parse::<Timestamp>().unwrap(), attempt: "run.1" }
}

fn start(grant: &Grant) -> Input<'_> {
    Input::Start { institution: "bank", grant, is_user_present: true }
}

/// Signs in, reads everything, and writes down what the hub would know.
async fn told(version: &str, files: &[&'static [u8]]) -> String {
    told_and_sent(version, files).await.0
}

/// The same, with the requests.
async fn told_and_sent(version: &str, files: &[&'static [u8]]) -> (String, Vec<String>) {
    let (connector, tape) = (connector(version, &json!({})), Tape::new(files));
    let cx = context(&tape);
    let presented = typed("ana", "hunter2");
    let signed_in = connector.advance(&cx, Session::default(), start(&presented)).await;
    let Ok((_, Outcome::Done { grant })) = signed_in else { panic!("{signed_in:?}") };
    let grant = Grant { fields: presented.fields, token: grant.token };
    let mut out = String::new();
    let read = connector.fetch(&cx, &grant, &Want::Accounts).await;
    let Ok(Fetched::Accounts { accounts, problems, .. }) = read else { panic!("{read:?}") };
    for one in &accounts {
        let facts = &one.facts;
        let amount =
            |field| facts.amount(field).map(|money| format!(" {}={}", field.name(), money.decimal()));
        let amounts: String = AmountField::ALL.iter().filter_map(|field| amount(*field)).collect();
        let texts: String = TextField::ALL
            .iter()
            .filter_map(|field| Some(format!(" {}={}", field.name(), facts.texts.get(field)?)))
            .collect();
        let rate = |(field, rate): (&RateField, &Rate)| format!(" {}={}", field.name(), rate.decimal());
        let rates = facts.rates.iter().map(rate).collect::<Vec<_>>().concat();
        let number = one.number.as_ref().map_or("hidden", Secret::expose);
        let (name, kind, code) = (&facts.name, facts.account_type.name(), facts.currency.code());
        let mask = facts.mask.as_deref().unwrap_or("-");
        writeln!(out, "account {name} | {kind} {code} mask={mask} number={number}{texts}{rates}{amounts}")
            .unwrap();
    }
    for one in &problems {
        writeln!(out, "problem {}", one.problem).unwrap();
    }
    let account = accounts[0].id.clone();
    if accounts[0].facts.account_type == domain::account::AccountType::Investment {
        let read = connector.fetch(&cx, &grant, &Want::Holdings { account: account.clone() }).await;
        let Ok(Fetched::Holdings(holdings)) = read else { panic!("{read:?}") };
        for one in &holdings {
            let (symbol, cusip) = (one.symbol.as_deref().unwrap_or("-"), one.cusip.as_deref().unwrap_or("-"));
            let value = one.market_value.unwrap_or_default();
            let (units, price) = (one.quantity.decimal(), one.price.unwrap().decimal());
            let (what, kind) = (&one.description, &one.holding_type);
            writeln!(out, "holding {what} | {kind} {symbol} {cusip} {units} x {price} = {value}").unwrap();
        }
    }
    let (from, to) = (date(2026, 10, 20), date(2026, 11, 21));
    let read = connector.fetch(&cx, &grant, &Want::Transactions { account, from, to, after: None }).await;
    let Ok(Fetched::Transactions { transactions, problems, next: None, .. }) = read else {
        panic!("{read:?}")
    };
    for one in &transactions {
        let facts = &one.facts;
        let (date, side, amount) = (facts.date, facts.transaction_type.name(), facts.amount);
        let extra =
            |name: &str, text: Option<String>| text.map(|text| format!(" {name}={text}")).unwrap_or_default();
        let extras = [
            extra("posted", facts.posted_at.map(|at| at.to_string())),
            extra("memo", facts.memo.clone()),
            extra("category", facts.category.clone()),
            extra("mcc", facts.merchant_category_code.map(|code| code.to_string())),
            extra("check", facts.check_number.clone()),
        ];
        let status = facts.status.name();
        writeln!(out, "{date} {status} {side} {amount:?} | {}{}", facts.description, extras.concat())
            .unwrap();
    }
    for one in &problems {
        writeln!(out, "problem {}", one.problem).unwrap();
    }
    let ids: std::collections::BTreeSet<&str> = transactions.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids.len(), transactions.len(), "{ids:?}");
    (out, tape.sent())
}

macro_rules! files {
    ($($name:literal),*) => { &[$(include_bytes!($name)),*] };
}

#[tokio::test]
async fn an_old_credit_union_in_one_line() {
    let files: &[&[u8]] = files!(
        "old_credit_union/1_sign_on.ofx",
        "old_credit_union/2_balances.ofx",
        "old_credit_union/3_transactions.ofx"
    );
    assert_eq!(told("102", files).await, include_str!("old_credit_union/expected.txt"));
}

#[tokio::test]
async fn a_card_with_foreign_currencies_and_repeated_ids() {
    let files: &[&[u8]] = files!(
        "card_in_lines/1_sign_on.ofx",
        "card_in_lines/2_balances.ofx",
        "card_in_lines/3_transactions.ofx"
    );
    assert_eq!(told("103", files).await, include_str!("card_in_lines/expected.txt"));
}

#[tokio::test]
async fn a_broker_with_positions_and_trades() {
    let files: &[&[u8]] = files!(
        "broker/1_sign_on.ofx",
        "broker/2_balances.ofx",
        "broker/3_holdings.ofx",
        "broker/4_transactions.ofx"
    );
    let (told, sent) = told_and_sent("220", files).await;
    assert_eq!(told, include_str!("broker/expected.txt"));
    assert_eq!(sent[1], include_str!("requests/balances.ofx"));
    assert_eq!(sent[3], include_str!("requests/transactions.ofx"));
}

#[tokio::test]
async fn what_has_not_posted() {
    let files: &[&[u8]] =
        files!("pending/1_sign_on.ofx", "pending/2_balances.ofx", "pending/3_transactions.ofx");
    assert_eq!(told("220", files).await, include_str!("pending/expected.txt"));
}

/// The answers of the person and of the program go together, the session's cookie comes back, and the key spares the next challenge.
#[tokio::test]
async fn a_challenge_is_answered_by_person_and_program() {
    let tape = Tape::new(files!(
        "challenge/1_sign_on.ofx",
        "challenge/2_questions.ofx",
        "challenge/3_answered.ofx",
        "challenge/3_answered.ofx"
    ));
    let (connector, cx) = (connector("103", &json!({"client_uid": true})), context(&tape));
    let presented = typed("ana", "hunter2");
    let asked = connector.advance(&cx, Session::default(), start(&presented)).await;
    let Ok((session, Outcome::Ask { questions, .. })) = asked else { panic!("{asked:?}") };
    let labels: Vec<&str> = questions.iter().map(|question| question.label.as_str()).collect();
    assert_eq!(
        labels,
        ["Please enter the last four digits", "With which branch?", "What is your mother’s maiden name?"]
    );
    let answers: BTreeMap<String, Secret> = questions
        .iter()
        .map(|question| (question.id.clone(), Secret::new(format!("to {}", question.id))))
        .collect();
    let done = connector.advance(&cx, session, Input::Answers(&answers)).await;
    let Ok((_, Outcome::Done { grant })) = done else { panic!("{done:?}") };
    let mut kept = Grant { fields: presented.fields.clone(), token: grant.token };
    kept.fields.extend(grant.fields);
    let again = connector.advance(&cx, Session::default(), start(&kept)).await;
    assert!(matches!(again, Ok((_, Outcome::Done { .. }))), "{again:?}");

    let sent = tape.sent();
    let [first, questions, answered, later] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!(*first, include_str!("requests/accounts.ofx"));
    assert_eq!(*questions, include_str!("requests/challenge.ofx"));
    assert_eq!(*answered, include_str!("requests/answers.ofx"));
    assert!(
        first.contains("<ACCTINFORQ>") && !first.contains("SESSCOOKIE") && !first.contains("MFACHALLENGE")
    );
    assert!(questions.contains("<MFACHALLENGERQ>") && questions.contains("<SESSCOOKIE>c-1"));
    for (phrase, answer) in
        [("MFA13", "to MFA13"), ("123", "to 123"), ("MFA16", "to MFA16"), ("MFA107", "QWIN 2700")]
    {
        let pair = format!("<MFACHALLENGEA><MFAPHRASEID>{phrase}<MFAPHRASEA>{answer}</MFACHALLENGEA>");
        assert!(answered.contains(&pair) && answered.contains("<SESSCOOKIE>c-2"), "{phrase}");
    }
    assert!(later.contains("<ACCESSKEY>key &amp; more") && !later.contains("MFACHALLENGE"));
    let uid = |request: &String| {
        request.split("<CLIENTUID>").nth(1).and_then(|rest| rest.split('<').next()).map(str::to_owned)
    };
    assert!(uid(first).is_some_and(|uid| uid.len() == 36));
    assert!(sent.iter().all(|request| uid(request) == uid(first)), "the client says to be the same");
}

/// Where a token must come first it is asked for before any password goes out; a password that cannot be right never does.
#[tokio::test]
async fn a_token_is_asked_for_before_the_password_is_sent() {
    let tape = Tape::new(files!("token/1_profile.ofx", "token/2_refused.ofx", "token/1_profile.ofx"));
    let (connector, cx) = (connector("211", &json!({"profile": true})), context(&tape));
    let presented = typed("ana", "hunter2");
    let asked = connector.advance(&cx, Session::default(), start(&presented)).await;
    let Ok((session, Outcome::Ask { questions, .. })) = asked else { panic!("{asked:?}") };
    assert_eq!(questions[0].label, "The code on your card");
    assert!(tape.sent().iter().all(|request| !request.contains("hunter2")));
    let answers = BTreeMap::from([(questions[0].id.clone(), Secret::new("987654"))]);
    let refused = connector.advance(&cx, session, Input::Answers(&answers)).await;
    let Err(Problem { reason, source_code, .. }) = refused else { panic!("{refused:?}") };
    assert_eq!((reason, source_code.as_deref()), (Reason::MfaWrong, Some("15513")));
    let answered = &tape.sent()[1];
    assert!(answered.contains("<AUTHTOKEN>987654</AUTHTOKEN>") && answered.contains("<CLIENTUID>"));

    let long = typed("ana", "hunter2-hunter2");
    let refused = connector.advance(&cx, Session::default(), start(&long)).await;
    assert_eq!(refused.unwrap_err().reason, Reason::CredentialsRejected);
    assert!(tape.sent().iter().all(|request| !request.contains("hunter2-hunter2")));
}

/// With nobody there, what would ask a person something is not even begun.
#[tokio::test]
async fn nobody_is_asked_anything_when_nobody_is_there() {
    let tape = Tape::new(files!("challenge/1_sign_on.ofx"));
    let (connector, cx) = (connector("103", &json!({"profile": true})), context(&tape));
    let grant = typed("ana", "hunter2");
    let alone = Input::Start { institution: "bank", grant: &grant, is_user_present: false };
    let refused = connector.advance(&cx, Session::default(), alone).await;
    let Err(Problem { reason, source_code, .. }) = refused else { panic!("{refused:?}") };
    assert_eq!((reason, source_code.as_deref()), (Reason::MfaEveryLogin, Some("3000")));
    assert_eq!(tape.sent().len(), 1);
}
