//! `GET /`: a page for people who try the bank: which institutions there are and what to type.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse};

use crate::bank::Bank;
use crate::books::Opened;
use crate::directory::{INSTITUTIONS, Institution};
use crate::ledger::WRONG_IN_A_ROW_MAX;
use crate::script::{PASSWORDS, WRONG_PREFIX};

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
         <tr><td>anything else</td><td>signs in, no question</td></tr></tbody></table>\
         <p>The answer <code>correct</code> is right everywhere, <code>challenge</code> is right and brings one more question, \
         <code>SERVER_ERROR</code>, <code>UNAVAILABLE</code>, <code>LOCKED</code>, <code>DISABLED</code>, \
         <code>UNAUTHORIZED</code> and <code>BAD_REQUEST</code> do what they do as passwords; anything else is wrong.</p>\
         <p>{WRONG_IN_A_ROW_MAX} wrong passwords, or {WRONG_IN_A_ROW_MAX} wrong answers, without a successful sign-in between \
         them lock the login until the bank’s staff unlocks it: \
         <code>curl -X DELETE …/control/logins/mxbank/LOGIN</code>.</p></body></html>",
        bank.now(),
    )
}

fn row(bank: &Bank, institution: &Institution) -> String {
    let fields: Vec<&str> = institution.login_form.iter().map(|field| field.label).collect();
    let channels: Vec<&str> = institution.channels.iter().map(|channel| channel.as_str()).collect();
    let standing = bank.standing(institution);
    let slow =
        if standing.delay_ms > 0 { format!(", waits {} ms", standing.delay_ms) } else { String::new() };
    let state = match standing.state {
        Opened::Open | Opened::Maintenance => standing.state.as_str().to_owned(),
        Opened::Down => format!("<strong>{}</strong>", standing.state.as_str()),
    };
    format!(
        "<tr><td>{}</td><td><code>{}</code></td><td>{}</td><td>{}</td><td>{state}{slow}</td></tr>",
        institution.name.replace('&', "&amp;"),
        institution.code,
        fields.join(", "),
        channels.join(", "),
    )
}
