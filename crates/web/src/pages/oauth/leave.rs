//! Before a person leaves for the bank's own page: for which app, for whom, where to.

use super::cookie::VisitCookie;
use super::{LeadsOut, RETURN, person};
use crate::api::widgets::address::PublicUrl;
use crate::error::Refusal;
use crate::pages::bank::Bank;
use crate::pages::connect::{institution_of, member_of, path_of, see};
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::visit::Visit;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use engine::{Error, Leave, Name, PageKind};

#[derive(Debug, Template)]
#[template(path = "oauth/leave.html")]
struct LeaveView {
    words: Words,
    bank: Bank,
    title: String,
    text: String,
    app: String,
    /// None when the application gave the person no name.
    person: Option<String>,
    warning: String,
    go: String,
    action: String,
    stay: String,
}

impl View for LeaveView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

/// Where a link of a visit leads first.
pub(super) async fn enter(visit: Visit) -> Result<Response, Mishap> {
    let member = visit.options().member.ok_or(Mishap::Nowhere)?;
    Ok(see(&format!("{}/members/{member}/leave", visit.base())))
}

pub(super) async fn show(
    visit: Visit,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&visit, &member).await?;
    if visit.scope().may_leave(&member).is_err() {
        return Ok(see(&format!("{}?said=not-now", path_of(&visit, &member))));
    }
    let institution = institution_of(&visit, &member).await?;
    let words = visit.words();
    let bank = Bank::of_member(&member, institution.as_deref(), words);
    let person = person(visit.user());
    let named = person.is_some();
    let view = LeaveView {
        words,
        title: words.say("page-leave-title"),
        text: words.with("page-leave-text", "app", visit.app_name()),
        app: visit.app_name().to_owned(),
        warning: match person {
            Some(person) => words.fill(
                "page-leave-warning",
                &[
                    ("person", domain::text::Part::Text(person)),
                    ("app", domain::text::Part::Text(visit.app_name())),
                ],
            ),
            None => words.with("page-leave-warning-nameless", "app", visit.app_name()),
        },
        person: person.filter(|_| named).map(str::to_owned),
        go: words.with("button-go-to-bank", "institution", &bank.name),
        action: visit.path().to_owned(),
        stay: path_of(&visit, &member),
        bank,
    };
    let mut response = visit.show(Shown::of(&view)?).await?;
    response.extensions_mut().insert(LeadsOut);
    Ok(response)
}

/// Asks for the way and leads there; the browser is known again when it comes back.
pub(super) async fn go(
    visit: Visit,
    Path((_, member)): Path<(String, String)>,
    address: Result<PublicUrl, Refusal>,
) -> Result<Response, Mishap> {
    let member = member_of(&visit, &member).await?;
    let Ok(PublicUrl(address)) = address else { return Err(Mishap::BankAway) };
    let cookie = VisitCookie { browser: visit.once(), session: visit.token().to_owned() };
    let leave = Leave { redirect_uri: &format!("{address}{RETURN}"), browser: Some(&cookie.browser) };
    match visit.scope().leave(visit.user(), &Name::Guid(member.guid), &leave).await {
        Ok(way) => {
            let mut response = Redirect::to(&way.url).into_response();
            if let Some(cookie) = cookie.header(&address) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Err(Error::Impossible { .. }) if visit.options().page != PageKind::Leave => {
            Ok(see(&format!("{}?said=not-now", path_of(&visit, &member))))
        }
        Err(error) => Err(error.into()),
    }
}
