//! People who come back from the bank's own page.

use super::cookie::{VisitCookie, gone};
use super::{masked, person};
use crate::app::App;
use crate::pages::bank::Bank;
use crate::pages::connect::{member_of, path_of, see};
use crate::pages::messages::Message;
use crate::pages::mishap::Mishap;
use crate::pages::notice::Notice;
use crate::pages::shown::{Shown, View, bare};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use crate::pages::{guard, headers};
use crate::request::language;
use askama::Template;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, Query, RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::member::Status;
use domain::reason::Reason;
use domain::text::Part;
use engine::records::Member;
use engine::{Comeback, Error, Name, Referral, Secret};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Template)]
#[template(path = "oauth/ask.html")]
struct AskView {
    words: Words,
    bank: Bank,
    title: String,
    text: String,
    app: String,
    person: Option<String>,
    yes: String,
    /// What the person brought; it goes back to us alone.
    query: String,
    warning: String,
}

impl View for AskView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

/// The bank has sent somebody back. The browser that left goes on at once; anybody else is asked.
pub(super) async fn come(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let words = Words(language::of(&parts));
    let query = Secret::new(query.unwrap_or_default());
    let cookie = VisitCookie::read(&parts.headers);
    let mut response = match back(&app, &query, cookie.as_ref(), words).await {
        Ok(response) => response,
        Err(mishap) => guard::stranger(&app, "", &parts, mishap).await,
    };
    close(&mut response);
    response
}

/// Nothing of these pages is framed, kept or passed on.
fn close(response: &mut Response) {
    headers::set(response.headers_mut(), &[], false);
}

async fn back(
    app: &Arc<App>,
    query: &Secret,
    cookie: Option<&VisitCookie>,
    words: Words,
) -> Result<Response, Mishap> {
    let engine = &app.web.engine;
    let browser = cookie.map(|cookie| cookie.browser.as_str());
    let Some(comeback) = engine.comeback(query, browser).await? else {
        return Ok(over(words));
    };
    if !comeback.is_same_browser {
        return ask(app, &comeback, query, words).await;
    }
    let mut response = finish(app, &comeback, query, cookie, words).await?;
    response.headers_mut().append(header::SET_COOKIE, gone());
    Ok(response)
}

/// The visit is over, or never was one: what to do instead.
fn over(words: Words) -> Response {
    let notice = Notice::named(words, "visit-over", &words.say("this-app"));
    bare(&notice, words.0, StatusCode::GONE)
}

/// Takes what was brought, and leads on to the session that was left, if it lives.
async fn finish(
    app: &Arc<App>,
    comeback: &Comeback,
    query: &Secret,
    cookie: Option<&VisitCookie>,
    words: Words,
) -> Result<Response, Mishap> {
    let engine = &app.web.engine;
    let visited = match engine.of(comeback.client()).come_back(comeback, query).await {
        Ok(visited) => Some(visited),
        // Brought twice at the same time, or the connection is paused or closed by now: the page of the connection says so.
        Err(Error::NotFound("visit" | "member") | Error::Impossible { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let session = match cookie {
        Some(cookie) => engine.page_session(&cookie.session, true).await?,
        None => None,
    };
    let session = session.filter(|session| session.user == comeback.user());
    if let (Some(cookie), Some(session)) = (cookie, session) {
        let is_in = visited.as_ref().is_some_and(|visited| visited.problem.is_none());
        if let Some(visit) = session.options.verification.as_ref().filter(|_| is_in) {
            engine.of(comeback.client()).connect_for_verification(visit.guid, comeback.member()).await?;
        }
        let why = visited.as_ref().and_then(|visited| visited.problem);
        let mut path = format!("/p/{}/members/{}/returned", cookie.session, comeback.member());
        if let Some(why) = why {
            let message = Message::oauth_error(&comeback.member().to_string(), why.oauth_error());
            let memory = crate::pages::memory::Memory::read(session.memory()).with(message);
            engine.remember(&session, memory.json()).await?;
            path = format!("{path}?why={}", why.name());
        }
        return Ok(Redirect::to(&path).into_response());
    }
    let name = match &visited {
        Some(visited) if visited.problem.is_none() => "back-good",
        Some(_) | None => "back-bad",
    };
    let client = engine.of(comeback.client()).client().await?;
    let notice = Notice::named(words, name, &client.name);
    let notice = if name == "back-good" { notice.good() } else { notice };
    Ok(bare(&notice, words.0, StatusCode::OK))
}

/// Somebody else's browser, perhaps somebody else: nothing is taken before the person says that it is theirs. No data is shown.
async fn ask(app: &Arc<App>, comeback: &Comeback, query: &Secret, words: Words) -> Result<Response, Mishap> {
    let scope = app.web.engine.of(comeback.client());
    let user = scope.user(&Name::Guid(comeback.user())).await?;
    let member = scope.member_of(comeback.user(), comeback.member()).await?;
    let client = scope.client().await?;
    let institution = scope.institution_of(&member).await.ok();
    let person = person(&user).map(|name| masked(name, words));
    let view = AskView {
        words,
        bank: Bank::of_member(&member, institution.as_deref(), words),
        title: words.say("page-ask-title"),
        text: words.with("page-ask-text", "institution", &member.name),
        yes: match &person {
            Some(person) => words.with("button-ask-yes", "person", person),
            None => words.say("button-ask-yes-nameless"),
        },
        warning: words.fill("page-ask-warning", &[("app", Part::Text(&client.name))]),
        app: client.name,
        person,
        query: query.expose().to_owned(),
    };
    Ok(bare(&view, words.0, StatusCode::OK))
}

/// What a person decided who came back in another browser.
#[derive(Debug, Deserialize)]
pub(super) struct Decided {
    query: String,
    #[serde(default)]
    no: String,
}

pub(super) async fn decide(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    language: Language,
    decided: Result<Form<Decided>, FormRejection>,
) -> Response {
    let words = Words(language.0);
    let mut response = if guard::is_own(&headers, app.web.settings.public_url.as_deref()) {
        match decided {
            Ok(Form(decided)) => decision(&app, decided, words).await,
            Err(_) => Err(Mishap::Unreadable),
        }
        .unwrap_or_else(|mishap| mishap_page(&mishap, words))
    } else {
        mishap_page(&Mishap::Forged, words)
    };
    close(&mut response);
    response
}

async fn decision(app: &Arc<App>, decided: Decided, words: Words) -> Result<Response, Mishap> {
    let query = Secret::new(decided.query);
    let Some(comeback) = app.web.engine.comeback(&query, None).await? else { return Ok(over(words)) };
    if decided.no.is_empty() {
        return finish(app, &comeback, &query, None, words).await;
    }
    app.web.engine.of(comeback.client()).decline(&comeback).await?;
    let notice = Notice::named(words, "declined", &words.say("this-app"));
    Ok(bare(&notice, words.0, StatusCode::OK))
}

fn mishap_page(mishap: &Mishap, words: Words) -> Response {
    crate::pages::notice::without_session(mishap, words.0)
}

/// The language of a request without a session.
#[derive(Debug)]
pub(super) struct Language(domain::text::Language);

impl<S: Sync> axum::extract::FromRequestParts<S> for Language {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        _: &S,
    ) -> Result<Self, std::convert::Infallible> {
        Ok(Self(language::of(parts)))
    }
}

/// Why a visit came to nothing, as the way back into the session says it; nothing is said of one that went well.
#[derive(Debug, Deserialize)]
pub(super) struct Outcome {
    why: Option<String>,
}

impl Outcome {
    /// Why the person comes back with nothing; none when the bank has said yes. What the connection was before this visit says nothing of it.
    fn trouble(&self, member: &Member) -> Option<Reason> {
        let state = &member.state;
        match &self.why {
            Some(name) => Some(Reason::from_name(name).unwrap_or(Reason::Unknown)),
            None if state.is_being_aggregated || state.status == Status::Connected => None,
            None => Some(state.reason.unwrap_or(Reason::Unknown)),
        }
    }
}

/// Back in the session: on to the connection, or out to the app that wants its person back.
pub(super) async fn returned(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
    Query(outcome): Query<Outcome>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let path = path_of(&viewer, &member);
    let trouble = outcome.trouble(&member);
    let options = viewer.options();
    let out = (options.referral() == Referral::App)
        .then(|| app_address(&viewer, &member.guid.to_string(), trouble));
    if out.is_none() && !viewer.is_framed() {
        return Ok(see(&path));
    }
    let words = viewer.words();
    let name = if trouble.is_none() { "returned-good" } else { "returned-bad" };
    let notice = Notice::named(words, name, viewer.app_name());
    let notice = if trouble.is_none() { notice.good() } else { notice };
    let shown = match &out {
        Some(address) => {
            let notice = notice.way(address.clone(), "button-back-to-app").way(path, "button-go-on-here");
            viewer.tell_later(Message::oauth_complete(address)).await?;
            Shown::of(&notice)?.leads_to(address.clone())
        }
        None => Shown::of(&notice.way(path, "button-go-on-here"))?,
    };
    viewer.show(shown).await
}

/// Where the app wants its person back, with how it went; the reason has MX's name.
fn app_address(viewer: &Viewer, member: &str, trouble: Option<Reason>) -> String {
    let options = viewer.options();
    let query = match trouble.map(Reason::oauth_error) {
        None => format!("status=success&member_guid={member}"),
        Some(why) => format!("status=error&error_reason={why}&member_guid={member}"),
    };
    match &options.client_redirect_url {
        Some(url) => {
            let (url, fragment) =
                url.split_once('#').map_or((url.as_str(), None), |(url, rest)| (url, Some(rest)));
            let joint = if url.contains('?') { '&' } else { '?' };
            let fragment = fragment.map(|rest| format!("#{rest}")).unwrap_or_default();
            format!("{url}{joint}{query}{fragment}")
        }
        None => format!("{}://oauth_complete?{query}", options.webview_scheme),
    }
}
