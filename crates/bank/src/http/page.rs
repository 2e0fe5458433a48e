//! `GET /`: a page for people who try the bank: which institutions there are and what to type.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse};

use crate::bank::Bank;
use crate::books::Opened;
use crate::condition::{CONDITIONS, Does};
use crate::directory::{INSTITUTIONS, Institution};
use crate::fault::Fault;
use crate::ledger::WRONG_IN_A_ROW_MAX;
use crate::question::{Kind, asked_in};
use crate::script::{LATER_PREFIX, OnPassword, PASSWORDS, Round, Verdict, WRONG_PREFIX};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #8886;\
vertical-align:top}code{font-size:.95em}";
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

pub(super) async fn show(State(bank): State<Bank>) -> impl IntoResponse {
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], Html(page(&bank)))
}

fn page(bank: &Bank) -> String {
    let rows: String = INSTITUTIONS.iter().map(|institution| row(bank, institution)).collect();
    let passwords = PASSWORDS.iter().fold(String::new(), |mut rows, line| {
        // Writing to a String cannot fail.
        let _ = write!(rows, "<tr><td><code>{}</code></td><td>{}</td></tr>", line.password, line.told);
        rows
    });
    let conditions = CONDITIONS.iter().fold(String::new(), |mut rows, condition| {
        let _ = write!(
            rows,
            "<tr><td><code>{}</code></td><td>{}</td></tr>",
            condition.name,
            told(condition.does)
        );
        rows
    });
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>The simulated bank</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>{STYLE}</style></head><body>\
         <h1>The simulated bank</h1>\
         <p>These institutions are played; none of this money is real. At the bank it is now {}.</p>\
         <h2>Institutions</h2><table><thead><tr><th>Name</th><th>Code</th><th>Asks for</th><th>Channels</th>\
         <th>Now</th></tr></thead><tbody>{rows}</tbody></table>\
         <h2>What to type</h2><p>Any login works; the password decides.</p>\
         <table><thead><tr><th>Password</th><th>What the bank does</th></tr></thead><tbody>{passwords}\
         <tr><td><code>{WRONG_PREFIX}…</code></td><td>refuses: wrong credentials</td></tr>\
         <tr><td>anything else</td><td>signs in, no question; or names a condition, see below</td></tr></tbody></table>\
         <p>The answer <code>correct</code> is right everywhere, <code>challenge</code> is right and brings one more question, \
         <code>SERVER_ERROR</code>, <code>UNAVAILABLE</code>, <code>LOCKED</code>, <code>DISABLED</code>, \
         <code>UNAUTHORIZED</code> and <code>BAD_REQUEST</code> do what they do as passwords; anything else is wrong.</p>\
         <p>{WRONG_IN_A_ROW_MAX} wrong passwords, or {WRONG_IN_A_ROW_MAX} wrong answers, without a successful sign-in between \
         them lock the login until the bank’s staff unlocks it: \
         <code>curl -X DELETE …/control/logins/mxbank/LOGIN</code>. An institution may lock after fewer or more passwords.</p>\
         <h2>Conditions</h2><p>Typed as password in capitals (<code>TERMS_NOT_ACCEPTED</code>), a condition holds always. \
         Typed in small letters after <code>{LATER_PREFIX}</code> (<code>{LATER_PREFIX}terms_not_accepted</code>), it holds from \
         the second sign-in on. The staff puts one on a login or on a whole institution, or ends it: \
         <code>curl -X PUT -d '{{\"condition\":\"terms_not_accepted\"}}' …/control/logins/mxbank/LOGIN</code>, \
         <code>…/control/institutions/mxbank</code>; <code>null</code> ends it.</p>\
         <table><thead><tr><th>Condition</th><th>What the bank does</th></tr></thead><tbody>{conditions}</tbody></table>\
         </body></html>",
        bank.now(),
    )
}

fn told(does: Does) -> String {
    match does {
        Does::AtSignIn(does) => told_of_sign_in(does),
        Does::NoAccounts => "signs in; there are no accounts".to_owned(),
        Does::FailAccounts(fault) => format!("signs in; the list of accounts {}", answers(fault)),
        Does::FailOneAccount(fault) => {
            format!("signs in; the transactions of the first account {}", answers(fault))
        }
        Does::FailStatements(fault) => {
            format!("signs in; the statements of every account {}", answers(fault))
        }
        Does::FailNewestDocument(fault) => {
            format!("signs in; the document of each account’s newest statement {}", answers(fault))
        }
        Does::SpoilNewestDocument => {
            "signs in; a web page stands in place of the document of each account’s newest statement"
                .to_owned()
        }
        Does::Notify { in_days: None } => "signs in; a notice stands beside the accounts".to_owned(),
        Does::Notify { in_days: Some(days) } => {
            format!("signs in; a notice of what is to come in {days} days stands beside the accounts")
        }
    }
}

fn told_of_sign_in(does: OnPassword) -> String {
    match does {
        OnPassword::SignIn => "signs in".to_owned(),
        OnPassword::Ask(rounds) => format!("asks “{}”", labels(rounds)),
        OnPassword::AskIfPresent(rounds) => {
            format!("asks “{}” where a person is present, else refuses", labels(rounds))
        }
        OnPassword::AwaitApproval(Verdict::Approved) => {
            "waits for an approval elsewhere, which comes at the second look".to_owned()
        }
        OnPassword::AwaitApproval(Verdict::Declined) => {
            "waits for an approval elsewhere, which is declined at the second look".to_owned()
        }
        OnPassword::Refuse(refusal) => format!("refuses: {}", refusal.message()),
        OnPassword::Fail(fault) => answers(fault),
    }
}

fn answers(fault: Fault) -> String {
    if fault == Fault::HangUp {
        return "hangs up without an answer".to_owned();
    }
    let (status, code, _) = fault.told();
    format!("answers {} <code>{code}</code>", status.as_u16())
}

fn labels(rounds: &[Round]) -> String {
    let labels: Vec<&str> =
        rounds.iter().flat_map(|round| asked_in(*round)).copied().map(Kind::label).collect();
    labels.join(" ")
}

fn row(bank: &Bank, institution: &Institution) -> String {
    let fields: Vec<&str> = institution.login_form.iter().map(|field| field.label).collect();
    let channels: Vec<&str> = institution.channels.iter().map(|channel| channel.as_str()).collect();
    let standing = bank.standing(institution);
    let slow =
        if standing.delay_ms > 0 { format!(", waits {} ms", standing.delay_ms) } else { String::new() };
    let state = match standing.state {
        Opened::Open | Opened::Maintenance => standing.state.as_str().to_owned(),
        Opened::Down | Opened::Discontinued => format!("<strong>{}</strong>", standing.state.as_str()),
    };
    let met = standing.condition.map(|condition| format!(", {}", condition.name)).unwrap_or_default();
    format!(
        "<tr><td>{}</td><td><code>{}</code></td><td>{}</td><td>{}</td><td>{state}{slow}{met}</td></tr>",
        institution.name.replace('&', "&amp;"),
        institution.code,
        if institution.is_oauth {
            "nothing here: it has a page of its own".to_owned()
        } else {
            fields.join(", ")
        },
        channels.join(", "),
    )
}
