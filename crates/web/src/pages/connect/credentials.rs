//! A new login for a connection that exists; a closed one is opened again with it.

use super::buttons::Ground;
use super::login::{self, LoginView, Wrong};
use super::trouble::remedies;
use super::{Row, institution_of, member, member_of, path_of, search_path, see};
use crate::pages::bank::Bank;
use crate::pages::form::Form;
use crate::pages::messages::{Message, Telling};
use crate::pages::mishap::Mishap;
use crate::pages::shown::Shown;
use crate::pages::visit::Visit;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::diagnosis::words::Speaker;
use domain::member::{Status, possible_now};
use domain::reason::Actor;
use engine::records::{Institution, LoginField, Member};
use engine::{Error, MemberEdits, Name};

pub(super) async fn show(
    visit: Visit,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&visit, &member).await?;
    page(&visit, &member).await
}

/// The form; where the state takes no login, the screen that it calls for.
pub(super) async fn page(visit: &Visit, member: &Member) -> Result<Response, Mishap> {
    if !takes_login(member) {
        return member::page(visit, member, None).await;
    }
    let form = visit.scope().member_credentials(member).await?;
    let view = view(visit, member, &form, None, &Wrong::default(), visit.once()).await?;
    visit.show(framed(visit, member, Shown::of(&view)?)).await
}

fn takes_login(member: &Member) -> bool {
    let possible = possible_now(member.state.status);
    let is_open = possible.contains(&"update_credentials") || possible.contains(&"reopen");
    !member.is_oauth && !member.is_manual() && is_open
}

fn framed(visit: &Visit, member: &Member, shown: Shown) -> Shown {
    let path = path_of(visit, member);
    shown
        .telling(Telling {
            step: Some("enterCreds"),
            subject: member.guid.to_string(),
            events: Vec::new(),
            member: Some(member::told(member)),
        })
        .back(path.clone())
        .at(format!("{path}/credentials"))
}

async fn view(
    visit: &Visit,
    member: &Member,
    form: &[LoginField],
    sent: Option<&Form>,
    wrong: &Wrong,
    once: String,
) -> Result<LoginView, Mishap> {
    let words = visit.words();
    let institution = institution_of(visit, member).await?;
    let bank = Bank::of_member(member, institution.as_deref(), words);
    let mut lead = Vec::new();
    let mut advice = Vec::new();
    // Why it is asked for again, and what helps.
    if let Some(reason) = member.state.reason.filter(|_| member.state.status != Status::Connected) {
        let found = visit.scope().diagnose(member, visit.visitor()).await?;
        let speaker = Speaker {
            language: visit.language(),
            institution: &bank.name,
            app: visit.app_name(),
            now: found.now,
        };
        lead.push(speaker.reason(reason));
        lead.extend(found.diagnosis.findings.iter().map(|finding| speaker.finding(finding)));
        let url = institution.as_ref().map_or("", |one| one.url.as_str());
        let ground = Ground::of(visit, member, &found.diagnosis, url, false);
        advice = remedies(&ground, &speaker);
    }
    lead.push(words.with("page-update-text", "institution", &bank.name));
    let mut rows: Vec<Row> =
        institution.as_deref().and_then(|one| login::help(one, words)).into_iter().collect();
    rows.extend(
        search_path(visit)
            .map(|search| Row::new(search, words.say("button-not-my-bank"), words.say("page-not-my-bank"))),
    );
    Ok(LoginView {
        words,
        title: words.say("page-update-title"),
        submit: words.say("button-sign-in"),
        remedies: advice,
        lead,
        wrong: login::summary(form, wrong),
        fields: login::fields(form, sent, wrong),
        offers_strays: wrong.has_strays,
        once,
        action: format!("{}/credentials", path_of(visit, member)),
        privacy: words.with("page-login-privacy", "app", visit.app_name()),
        rows,
        bank,
    })
}

pub(super) async fn update(
    visit: Visit,
    Path((_, member)): Path<(String, String)>,
    sent: Form,
) -> Result<Response, Mishap> {
    let words = visit.words();
    let member = member_of(&visit, &member).await?;
    let path = path_of(&visit, &member);
    if !takes_login(&member) {
        return Ok(see(&format!("{path}?said=not-now")));
    }
    let form = visit.scope().member_credentials(&member).await?;
    let (values, strays) = match login::read(&form, &sent, words) {
        Ok(read) => read,
        Err(wrong) => return again(&visit, &member, &form, &sent, &wrong).await,
    };
    let is_closed = member.state.status == Status::Closed;
    let edits = MemberEdits {
        credentials: Some(values),
        strays,
        reopened_by: is_closed.then_some(Actor::User),
        ..MemberEdits::default()
    };
    match visit.scope().update_member(visit.user(), &Name::Guid(member.guid), &edits).await {
        Ok(updated) => {
            let institution = institution_of(&visit, &updated).await?;
            let guid = institution.as_deref().map(|one: &Institution| one.guid.to_string());
            let message = Message::update_credentials(
                &updated.guid.to_string(),
                &updated.institution_code,
                &guid.unwrap_or_default(),
            );
            visit.tell_later(message).await?;
            Ok(see(&path))
        }
        Err(Error::MemberExists(other)) => {
            Ok(see(&format!("{}/connect/members/{other}?said=exists", visit.base())))
        }
        Err(Error::Impossible { .. } | Error::Contended) => Ok(see(&format!("{path}?said=not-now"))),
        Err(error) => match login::wrong(&form, error, words) {
            Ok(wrong) => again(&visit, &member, &form, &sent, &wrong).await,
            Err(error) => Err(error.into()),
        },
    }
}

/// The form with what is wrong.
async fn again(
    visit: &Visit,
    member: &Member,
    form: &[LoginField],
    sent: &Form,
    wrong: &Wrong,
) -> Result<Response, Mishap> {
    let view = view(visit, member, form, Some(sent), wrong, sent.once().to_owned()).await?;
    let shown = Shown::of(&view)?.status(StatusCode::UNPROCESSABLE_ENTITY);
    visit.show(framed(visit, member, shown)).await
}
