//! A new login for a connection that exists; a closed one is opened again with it.

use super::buttons::Ground;
use super::login::{self, LoginView, Wrong};
use super::remedies::Remedies;
use super::{Row, consent, institution_of, member, member_of, path_of, search_path, see};
use crate::pages::bank::Bank;
use crate::pages::form::Form;
use crate::pages::messages::{Message, Telling};
use crate::pages::mishap::Mishap;
use crate::pages::shown::Shown;
use crate::pages::viewer::Viewer;
use crate::pages::visit;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::diagnosis::words::Speaker;
use domain::member::{Status, possible_now};
use domain::reason::Actor;
use engine::records::{Institution, LoginField, Member};
use engine::{Error, MemberEdits, Name};

pub(super) async fn show(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    page(&viewer, &member).await
}

/// The form; where the state takes no login, the screen that it calls for.
pub(super) async fn page(viewer: &Viewer, member: &Member) -> Result<Response, Mishap> {
    if !takes_login(member) {
        return member::page(viewer, member, None).await;
    }
    if !consent::covers(viewer, member).await? {
        return Ok(consent::ask(viewer, member));
    }
    let form = viewer.scope().member_credentials(member).await?;
    let view = view(viewer, member, &form, None, &Wrong::default(), viewer.once()).await?;
    viewer.show(framed(viewer, member, Shown::of(&view)?)).await
}

fn takes_login(member: &Member) -> bool {
    let possible = possible_now(member.state.status);
    let is_open = possible.contains(&"update_credentials") || possible.contains(&"reopen");
    !member.is_oauth && !member.is_manual() && is_open
}

fn framed(viewer: &Viewer, member: &Member, shown: Shown) -> Shown {
    let path = path_of(viewer, member);
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
    viewer: &Viewer,
    member: &Member,
    form: &[LoginField],
    sent: Option<&Form>,
    wrong: &Wrong,
    once: String,
) -> Result<LoginView, Mishap> {
    let words = viewer.words();
    let institution = institution_of(viewer, member).await?;
    let bank = Bank::of_member(member, institution.as_deref(), words);
    let mut lead = Vec::new();
    let mut findings = Vec::new();
    let mut advice = Remedies::default();
    // Why it is asked for again, and what helps.
    if let Some(reason) = member.state.reason.filter(|_| member.state.status != Status::Connected) {
        let found = viewer.scope().diagnose(member, viewer.visitor()).await?;
        let speaker = Speaker {
            language: viewer.language(),
            institution: &bank.name,
            app: viewer.app_name(),
            now: found.now,
        };
        lead.push(speaker.reason(reason));
        findings.extend(found.diagnosis.findings.iter().map(|finding| speaker.finding(finding)));
        let url = institution.as_ref().map_or("", |one| one.url.as_str());
        let ground = Ground::of(viewer, member, &found.diagnosis, url, false);
        advice = Remedies::advised(&ground, &speaker);
    }
    lead.push(words.with("page-update-text", "institution", &bank.name));
    let mut rows: Vec<Row> =
        institution.as_deref().and_then(|one| login::help(one, words)).into_iter().collect();
    rows.extend(
        search_path(viewer)
            .map(|search| Row::new(search, words.say("button-not-my-bank"), words.say("page-not-my-bank"))),
    );
    Ok(LoginView {
        words,
        title: words.say("page-update-title"),
        submit: words.say("button-sign-in"),
        remedies: advice,
        lead,
        findings,
        steps: Vec::new(),
        wrong: login::summary(form, wrong),
        fields: login::fields(form, sent, wrong),
        offers_strays: wrong.has_strays,
        once,
        action: format!("{}/credentials", path_of(viewer, member)),
        privacy: words.with("page-login-privacy", "app", viewer.app_name()),
        rows,
        bank,
    })
}

pub(super) async fn update(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
    sent: Form,
) -> Result<Response, Mishap> {
    let words = viewer.words();
    let member = member_of(&viewer, &member).await?;
    let path = path_of(&viewer, &member);
    if !takes_login(&member) {
        return Ok(see(&format!("{path}?said=not-now")));
    }
    if viewer.user().is_disabled {
        return Err(Mishap::UserDisabled);
    }
    let is_closed = member.state.status == Status::Closed;
    let under = consent::standing(&viewer).await?;
    if is_closed && under.is_none() {
        return Ok(consent::ask(&viewer, &member));
    }
    let form = viewer.scope().member_credentials(&member).await?;
    let (values, strays) = match login::read(&form, &sent, words) {
        Ok(read) => read,
        Err(wrong) => return again(&viewer, &member, &form, &sent, &wrong).await,
    };
    let edits = MemberEdits {
        credentials: Some(values),
        strays,
        reopened_by: is_closed.then_some(Actor::User),
        skip_aggregation: viewer.options().verification.is_some(),
        // Only what begins anew is begun under a consent.
        under: under.filter(|_| is_closed),
        ..MemberEdits::default()
    };
    match viewer
        .scope()
        .update_member(viewer.user(), &Name::Guid(member.guid), &edits, Some(sent.key()?))
        .await
    {
        Ok(updated) => {
            let institution = institution_of(&viewer, &updated).await?;
            let guid = institution.as_deref().map(|one: &Institution| one.guid.to_string());
            let message = Message::update_credentials(
                &updated.guid.to_string(),
                &updated.institution_code,
                &guid.unwrap_or_default(),
            );
            viewer.tell_later(message).await?;
            super::commands::stand_on(&viewer, updated.guid).await?;
            Ok(see(&path))
        }
        Err(Error::MemberExists(other)) if !visit::may_see(&viewer, other).await? => {
            let elsewhere = super::existing::elsewhere(&viewer);
            let wrong = Wrong { of_form: Some(elsewhere), ..Wrong::default() };
            again(&viewer, &member, &form, &sent, &wrong).await
        }
        Err(Error::MemberExists(other)) => {
            Ok(see(&format!("{}/connect/members/{other}?said=exists", viewer.base())))
        }
        Err(Error::ConsentWithdrawn) => Ok(consent::ask(&viewer, &member)),
        Err(Error::Impossible { .. } | Error::Contended) => Ok(see(&format!("{path}?said=not-now"))),
        Err(error) => match login::wrong(&form, error, words) {
            Ok(wrong) => again(&viewer, &member, &form, &sent, &wrong).await,
            Err(error) => Err(error.into()),
        },
    }
}

/// The form with what is wrong.
async fn again(
    viewer: &Viewer,
    member: &Member,
    form: &[LoginField],
    sent: &Form,
    wrong: &Wrong,
) -> Result<Response, Mishap> {
    let view = view(viewer, member, form, Some(sent), wrong, sent.once().to_owned()).await?;
    let shown = Shown::of(&view)?.status(StatusCode::UNPROCESSABLE_ENTITY);
    viewer.show(framed(viewer, member, shown)).await
}
