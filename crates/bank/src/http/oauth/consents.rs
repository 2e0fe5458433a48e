//! `{issuer}/consents`: the page on which a person sees which apps read what, and changes it.

use std::fmt::Write as _;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::super::gate;
use super::flow::{Sent, fields, form};
use super::html::Text;
use super::page::{self, Note, Trouble};
use crate::bank::Bank;
use crate::calendar::Day;
use crate::directory::Institution;
use crate::oauth::review::{Change, REVIEW_KIND, Review, Reviewing, Shared};
use crate::sign_in::number_in;

pub(super) async fn begin(Path(code): Path<String>, State(bank): State<Bank>) -> Result<Response, Trouble> {
    let institution = super::institution(&code).ok_or(Trouble::NOWHERE)?;
    gate::through(&bank, Some(institution), || Ok(login_page(institution, None))).await
}

pub(super) async fn sign_in(
    Path(code): Path<String>,
    State(bank): State<Bank>,
    sent: Sent,
) -> Result<Response, Trouble> {
    let institution = super::institution(&code).ok_or(Trouble::NOWHERE)?;
    let form = form(sent)?;
    gate::through(&bank, Some(institution), || {
        let Some(fields) = fields(&form) else { return Ok(login_page(institution, Some(Note::FillIn))) };
        let seed = bank.seed();
        let review =
            bank.conclude(|books, now| Reviewing { books, seed, institution, now }.sign_in(&fields))?;
        match review {
            Some(review) => onward(institution, &review.id(seed)),
            None => Ok(login_page(institution, Some(Note::WrongPassword))),
        }
    })
    .await
}

pub(super) async fn show(
    Path((code, id)): Path<(String, String)>,
    State(bank): State<Bank>,
) -> Result<Response, Trouble> {
    let institution = super::institution(&code).ok_or(Trouble::NOWHERE)?;
    gate::through(&bank, Some(institution), || {
        let seed = bank.seed();
        let number = number_in(REVIEW_KIND, seed, &id).ok_or(Trouble::NOWHERE)?;
        let now = bank.now();
        let shared = bank.read(|books| {
            let reviewing = Reviewing { books, seed, institution, now };
            reviewing.open(number).map(|review| reviewing.shared(review))
        });
        Ok(list_page(institution, &id, seed, &shared.ok_or(OVER)?))
    })
    .await
}

pub(super) async fn change(
    Path((code, id)): Path<(String, String)>,
    State(bank): State<Bank>,
    sent: Sent,
) -> Result<Response, Trouble> {
    let institution = super::institution(&code).ok_or(Trouble::NOWHERE)?;
    let form = form(sent)?;
    gate::through(&bank, Some(institution), || {
        let seed = bank.seed();
        let number = number_in(REVIEW_KIND, seed, &id).ok_or(Trouble::NOWHERE)?;
        let one = |name| form.one(name).ok().flatten();
        let change = match (one("decision"), one("account")) {
            (Some("share"), Some(account)) => Change::Share(account),
            (Some("stop"), Some(account)) => Change::Stop(account),
            (Some("revoke"), _) => Change::Revoke,
            _ => return onward(institution, &id),
        };
        let consent = one("consent").unwrap_or_default();
        let is_open = bank.conclude(|books, now| {
            let reviewing = Reviewing { books, seed, institution, now };
            let review: Option<&Review> = reviewing.open(number);
            let records = review.map(|review| reviewing.change(review, consent, change));
            (records.unwrap_or_default(), review.is_some())
        })?;
        if is_open { onward(institution, &id) } else { Err(OVER) }
    })
    .await
}

const OVER: Trouble =
    Trouble { status: StatusCode::GONE, title: "This is over", text: "It took too long. Log in again." };

/// To the list, so that a page that is loaded again changes nothing again.
fn onward(institution: &Institution, id: &str) -> Result<Response, Trouble> {
    let address = format!("/oauth/{}/consents/{id}", institution.code);
    let address = HeaderValue::from_str(&address).map_err(|_| Trouble::NOWHERE)?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response())
}

fn login_page(institution: &Institution, note: Option<Note>) -> Response {
    let main = format!(
        "<p>See which apps read your accounts.</p>{}<form method=\"post\" action=\"/oauth/{}/consents\">{}\
         <div class=\"row\"><button>Log in</button></div></form>",
        page::noted(note),
        institution.code,
        page::login_fields(institution),
    );
    page::secured(StatusCode::OK, "'self'", page::document(institution.name, "Log in", &main))
}

fn list_page(institution: &Institution, id: &str, seed: u64, all: &[Shared]) -> Response {
    let action = format!("/oauth/{}/consents/{id}", institution.code);
    let mut main = String::new();
    for shared in all {
        let consent = shared.consent.id(seed);
        // Writing to a String cannot fail.
        let _ = write!(
            main,
            "<h2>{}</h2><p class=\"soft\">until {}</p>{}",
            Text(&shared.app_name),
            Day::of(shared.consent.expires_at),
            form_of(&action, &consent, "revoke", None, "Stop all access"),
        );
        for (account, is_seen) in &shared.accounts {
            let account_id = account.id(institution.consented_channel());
            let (decision, button) = if *is_seen { ("stop", "Stop sharing") } else { ("share", "Share") };
            let _ = write!(
                main,
                "<div class=\"choice\"><span>{}</span>{}</div>",
                Text(&account.name),
                form_of(&action, &consent, decision, Some(&account_id), button),
            );
        }
    }
    if all.is_empty() {
        main.push_str("<p>No app reads your accounts.</p>");
    }
    page::secured(
        StatusCode::OK,
        "'self'",
        page::document(institution.name, "Who reads your accounts", &main),
    )
}

fn form_of(action: &str, consent: &str, decision: &str, account: Option<&str>, button: &str) -> String {
    let account = account
        .map(|account| format!("<input type=\"hidden\" name=\"account\" value=\"{account}\">"))
        .unwrap_or_default();
    format!(
        "<form method=\"post\" action=\"{action}\"><input type=\"hidden\" name=\"consent\" value=\"{consent}\">{account}\
         <button class=\"quiet\" name=\"decision\" value=\"{decision}\">{button}</button></form>"
    )
}
