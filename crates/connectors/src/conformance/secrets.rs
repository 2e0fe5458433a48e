//! What is secret is never printed, and never stands in an address, where every log on the way would keep it.

use super::bench::{Bench, Verdict, answers, ensure, told};
use super::wires::Noting;
use crate::connector::Inbound;
use crate::grant::{Grant, Secret, Session};
use crate::http::{Request, Response};
use crate::sign_in::{Input, Outcome};
use std::collections::BTreeMap;

pub(super) async fn nothing_prints_them(bench: &Bench<'_>) -> Verdict {
    let noting = Noting::new(bench.http);
    let over = bench.over(&noting);
    let (good, attempt) = (over.good().await?, bench.attempt());
    let step = over.start(&good, &attempt).await;
    let Ok((session, Outcome::Done { grant })) = &step else {
        return Err(format!("the good grant does not sign in: {}", told(&step)));
    };
    let mut secrets = bench.subject.secrets.clone();
    secrets.extend(grant.token.as_ref().map(|token| token.expose().to_owned()));
    let institution = &bench.subject.institution;
    let given = Input::Start { institution, grant: &good, is_user_present: true };
    let mut shown = vec![
        ("the connector", format!("{:?}", bench.connector)),
        ("the subject", format!("{:?}", bench.subject)),
        ("the context", format!("{:?}", over.context(&attempt))),
        ("the session", format!("{session:?}")),
        ("the outcome", format!("{step:?}")),
        ("what was put in", format!("{given:?}")),
        ("the grants", format!("{:?}", [&good, &bench.subject.refused, grant])),
        ("the requests", format!("{:?}", noting.requests())),
        ("the answers", format!("{:?}", noting.answers())),
    ];
    // The same of values that hold every secret, whatever this connector puts where.
    for secret in &secrets {
        shown.extend(holders_of(secret));
    }
    for (what, text) in shown {
        ensure(!secrets.iter().any(|secret| text.contains(secret.as_str())), || {
            format!("{what} prints a secret")
        })?;
    }
    Ok(())
}

/// Everything that may hold a secret, holding this one.
fn holders_of(text: &str) -> [(&'static str, String); 8] {
    let secret = || Secret::new(text);
    let fields = BTreeMap::from([("field".to_owned(), secret())]);
    let grant = Grant { fields: fields.clone(), token: Some(secret()) };
    let request = Request::post("https://bank.example/".to_owned(), crate::http::Body::json(secret()))
        .with_bearer(secret());
    let response = Response { status: 200, retry_after: None, body: text.as_bytes().to_vec() };
    let headers = [("signature".to_owned(), text.to_owned())];
    [
        ("a secret", format!("{:?}", secret())),
        ("a grant", format!("{grant:?}")),
        ("a session", format!("{:?}", Session(text.as_bytes().to_vec().into()))),
        ("a request", format!("{request:?}")),
        ("a response", format!("{response:?}")),
        ("answers", format!("{:?}", Input::Answers(&fields))),
        ("a return from a page", format!("{:?}", Input::Returned(&secret()))),
        ("a message", format!("{:?}", Inbound { headers: &headers, body: text.as_bytes() })),
    ]
}

pub(super) async fn no_address_holds_them(bench: &Bench<'_>) -> Verdict {
    let noting = Noting::new(bench.http);
    let over = bench.over(&noting);
    let mut secrets = bench.subject.secrets.clone();
    let grant = over.signed_in().await?;
    secrets.extend(grant.token.as_ref().map(|token| token.expose().to_owned()));
    over.accounts(&grant).await?;
    if let Some(case) = bench.subject.questions.first()
        && let Ok((session, Outcome::Ask { questions, .. })) = over.start(&case.grant, &bench.attempt()).await
    {
        let attempt = bench.attempt();
        let answers = answers(&questions, &case.wrong);
        let step = bench.connector.advance(&over.context(&attempt), session, Input::Answers(&answers)).await;
        ensure(!told(&step).contains(&case.wrong), || "what comes of an answer repeats it".to_owned())?;
        secrets.push(case.wrong.clone());
    }
    let betrayed = noting
        .requests()
        .into_iter()
        .find(|request| secrets.iter().any(|secret| request.url.contains(secret.as_str())));
    ensure(betrayed.is_none(), || "an address holds a secret".to_owned())
}
