//! Before a person leaves for the bank's own page: for which app, for whom, where to.

use super::cookie::VisitCookie;
use super::{LeadsOut, RETURN, person};
use crate::api::widgets::address::PublicUrl;
use crate::error::Refusal;
use crate::pages::bank::Bank;
use crate::pages::connect::{institution_of, member_of, path_of, see};
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
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

pub(super) async fn show(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    if viewer.user().is_disabled {
        return Err(Mishap::UserDisabled);
    }
    if viewer.scope().may_leave(&member).is_err() {
        return Ok(see(&format!("{}?said=not-now", path_of(&viewer, &member))));
    }
    let institution = institution_of(&viewer, &member).await?;
    let words = viewer.words();
    let bank = Bank::of_member(&member, institution.as_deref(), words);
    let person = person(viewer.user());
    let view = LeaveView {
        words,
        title: words.say("page-leave-title"),
        text: words.with("page-leave-text", "app", viewer.app_name()),
        app: viewer.app_name().to_owned(),
        warning: match person {
            Some(person) => words.fill(
                "page-leave-warning",
                &[
                    ("person", domain::text::Part::Text(person)),
                    ("app", domain::text::Part::Text(viewer.app_name())),
                ],
            ),
            None => words.with("page-leave-warning-nameless", "app", viewer.app_name()),
        },
        person: person.map(str::to_owned),
        go: words.with("button-go-to-bank", "institution", &bank.name),
        action: viewer.path().to_owned(),
        stay: path_of(&viewer, &member),
        bank,
    };
    let mut response = viewer.show(Shown::of(&view)?).await?;
    response.extensions_mut().insert(LeadsOut);
    Ok(response)
}

/// Asks for the way and leads there; the browser is known again when it comes back.
pub(super) async fn go(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
    address: Result<PublicUrl, Refusal>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let Ok(PublicUrl(address)) = address else { return Err(Mishap::BankAway) };
    let cookie = VisitCookie { browser: viewer.once(), session: viewer.token().to_owned() };
    let leave = Leave {
        redirect_uri: &format!("{address}{RETURN}"),
        browser: Some(&cookie.browser),
        may_open_app: viewer.options().enable_app2app,
        skips_reading: viewer.options().skip_aggregation || viewer.options().verification.is_some(),
    };
    match viewer.scope().leave(viewer.user(), &Name::Guid(member.guid), &leave).await {
        Ok(way) => {
            // An address that no header can carry leads nowhere.
            let Ok(location) = HeaderValue::from_str(&way.url) else { return Err(Mishap::BankAway) };
            let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response();
            if let Some(cookie) = cookie.header(&address) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Err(Error::Impossible { .. } | Error::Contended) if viewer.options().page != PageKind::Leave => {
            Ok(see(&format!("{}?said=not-now", path_of(&viewer, &member))))
        }
        Err(error) => Err(error.into()),
    }
}
