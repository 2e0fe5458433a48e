//! What a request asks, and who asks it.

use std::collections::BTreeMap;

use domain::clock::Timestamp;

use super::reader::{Received, document, version};
use super::when;

/// A request, whole. No `Debug`: it holds a password.
pub(crate) struct Request {
    /// As the header says it; perhaps none that is spoken.
    pub(crate) version: u16,
    pub(crate) user: String,
    pub(crate) password: String,
    pub(crate) fid: Option<String>,
    pub(crate) has_client_uid: bool,
    pub(crate) cookie: Option<String>,
    pub(crate) access_key: Option<String>,
    /// By phrase.
    pub(crate) answers: BTreeMap<String, String>,
    pub(crate) asked: Vec<Asked>,
}

/// One thing that is asked, with the id by which its answer is known.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    Profile {
        id: String,
    },
    Challenge {
        id: String,
    },
    Accounts {
        id: String,
    },
    Statement {
        id: String,
        set: Set,
        account: String,
        span: Option<Span>,
        with_pending: bool,
        with_positions: bool,
    },
}

/// A message set that tells statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Set {
    Bank,
    Card,
    Broker,
}

/// What posted from one time on and before another; an end that cannot be read makes it no span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(super) from: Option<Timestamp>,
    pub(super) before: Option<Timestamp>,
    pub(super) is_readable: bool,
}

/// Things that are asked at once.
const ASKED_MAX: usize = 50;
const TEXT_CHARS_MAX: usize = 200;

/// The request in a body, if it is one.
pub(crate) fn read(body: &[u8]) -> Option<Request> {
    let text = std::str::from_utf8(body).ok()?;
    let root = document(text)?;
    let signing_on = root.child("SIGNONMSGSRQV1")?;
    let sign_on = signing_on.child("SONRQ")?;
    let short = |name: &str| {
        sign_on.text(name).filter(|text| text.chars().count() <= TEXT_CHARS_MAX).map(str::to_owned)
    };
    let answers = sign_on.all("MFACHALLENGEA").filter_map(|answer| {
        Some((answer.text("MFAPHRASEID")?.to_owned(), answer.text("MFAPHRASEA").unwrap_or("").to_owned()))
    });
    let answers = answers.collect();
    let mut asked = Vec::new();
    for challenge in signing_on.all("MFACHALLENGETRNRQ") {
        asked.push(Asked::Challenge { id: id(challenge)? });
    }
    for set in &root.children {
        for transaction in &set.children {
            match transaction.name.as_str() {
                "PROFTRNRQ" => asked.push(Asked::Profile { id: id(transaction)? }),
                "ACCTINFOTRNRQ" => asked.push(Asked::Accounts { id: id(transaction)? }),
                "STMTTRNRQ" => asked.push(statement(transaction, Set::Bank, "STMTRQ", "BANKACCTFROM")?),
                "CCSTMTTRNRQ" => asked.push(statement(transaction, Set::Card, "CCSTMTRQ", "CCACCTFROM")?),
                "INVSTMTTRNRQ" => {
                    asked.push(statement(transaction, Set::Broker, "INVSTMTRQ", "INVACCTFROM")?)
                }
                _ => {}
            }
        }
    }
    Some(Request {
        version: version(text)?,
        user: short("USERID")?,
        password: short("USERPASS")?,
        fid: sign_on.child("FI").and_then(|fi| fi.text("FID")).map(str::to_owned),
        has_client_uid: short("CLIENTUID").is_some(),
        cookie: short("SESSCOOKIE"),
        access_key: short("ACCESSKEY"),
        answers,
        asked: Some(asked).filter(|asked| asked.len() <= ASKED_MAX)?,
    })
}

fn id(transaction: &Received) -> Option<String> {
    transaction.text("TRNUID").map(str::to_owned)
}

fn statement(transaction: &Received, set: Set, request: &str, from: &str) -> Option<Asked> {
    let request = transaction.child(request)?;
    let is = |holder: Option<&Received>, name: &str| holder.and_then(|holder| holder.text(name)) == Some("Y");
    let included = request.child("INCTRAN");
    Some(Asked::Statement {
        id: id(transaction)?,
        set,
        account: request.child(from)?.text("ACCTID")?.to_owned(),
        span: included.filter(|_| is(included, "INCLUDE")).map(span),
        with_pending: is(Some(request), "INCLUDEPENDING"),
        with_positions: is(request.child("INCPOS"), "INCLUDE"),
    })
}

fn span(included: &Received) -> Span {
    let (from, before) = (included.text("DTSTART"), included.text("DTEND"));
    let read = |text: Option<&str>| text.map(when::read);
    let is_readable = !matches!((read(from), read(before)), (Some(None), _) | (_, Some(None)));
    Span { from: from.and_then(when::read), before: before.and_then(when::read), is_readable }
}
