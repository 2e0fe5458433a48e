//! A new connection: the bank's login form. Sent, it makes the member, once.

use super::login::{self, LoginView, Wrong};
use super::remedies::Remedies;
use super::{Row, consent, existing, institution_named, manual_path, search, search_path, see};
use crate::pages::bank::Bank;
use crate::pages::form::Form;
use crate::pages::messages::{Message, Telling};
use crate::pages::mishap::Mishap;
use crate::pages::notice::Notice;
use crate::pages::oauth;
use crate::pages::shown::Shown;
use crate::pages::viewer::Viewer;
use crate::pages::visit;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use engine::records::{Institution, LoginField};
use engine::{Error, Name, NewMember, Unsupported};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    /// A login beside the one that is connected already.
    another: Option<String>,
}

pub(super) async fn show(
    viewer: Viewer,
    Path((_, code)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Mishap> {
    if !consent::is_given(&viewer).await? {
        return Ok(consent::first(&viewer, &code));
    }
    page(&viewer, &code, asked.another.is_some()).await
}

/// The form; or that the bank is connected already, or cannot be.
pub(super) async fn page(viewer: &Viewer, code: &str, is_another: bool) -> Result<Response, Mishap> {
    let institution = institution_named(viewer, code).await?;
    if let Some(why) = viewer.engine().unsupported(&institution, viewer.options()).await? {
        return unsupported(viewer, &institution, why).await;
    }
    if !is_another {
        let members = existing::members_at(viewer, code).await?;
        if !members.is_empty() {
            return existing::page(viewer, &institution, &members).await;
        }
    }
    if institution.details.is_oauth {
        let shown = oauth::offer(viewer, &institution, path(viewer, code), rows(viewer, &institution))?;
        return viewer.show(framed(viewer, &institution, shown)).await;
    }
    let form = viewer.engine().login_form(code).await?;
    let view = view(viewer, &institution, &form, None, &Wrong::default(), viewer.once());
    viewer.show(framed(viewer, &institution, Shown::of(&view)?)).await
}

fn framed(viewer: &Viewer, institution: &Institution, shown: Shown) -> Shown {
    let selected = Message::selected(
        &institution.code,
        &institution.guid.to_string(),
        &institution.name,
        &institution.url,
    );
    let shown = shown
        .telling(Telling {
            step: Some("enterCreds"),
            subject: institution.code.clone(),
            events: vec![selected],
            member: None,
        })
        .at(path(viewer, &institution.code));
    // Where the application searches itself, it is told.
    shown.back(format!("{}/connect/search", viewer.base()))
}

fn path(viewer: &Viewer, code: &str) -> String {
    format!("{}/connect/institutions/{code}", viewer.base())
}

fn view(
    viewer: &Viewer,
    institution: &Institution,
    form: &[LoginField],
    sent: Option<&Form>,
    wrong: &Wrong,
    once: String,
) -> LoginView {
    let words = viewer.words();
    let mut lead = vec![words.with("page-login-text", "institution", &institution.name)];
    lead.extend(institution.details.instructions.clone());
    LoginView {
        words,
        bank: Bank::of(institution, words),
        title: words.say("page-login-title"),
        submit: words.say("button-sign-in"),
        remedies: Remedies::default(),
        lead,
        findings: Vec::new(),
        steps: institution.details.instruction_steps.clone(),
        wrong: login::summary(form, wrong),
        fields: login::fields(form, sent, wrong),
        offers_strays: wrong.has_strays,
        once,
        action: path(viewer, &institution.code),
        privacy: words.with("page-login-privacy", "app", viewer.app_name()),
        rows: rows(viewer, institution),
    }
}

fn rows(viewer: &Viewer, institution: &Institution) -> Vec<Row> {
    let words = viewer.words();
    let mut rows: Vec<Row> = login::help(institution, words).into_iter().collect();
    rows.extend(
        search_path(viewer)
            .map(|search| Row::new(search, words.say("button-not-my-bank"), words.say("page-not-my-bank"))),
    );
    rows
}

/// Why not, and what instead.
async fn unsupported(
    viewer: &Viewer,
    institution: &Institution,
    why: Unsupported,
) -> Result<Response, Mishap> {
    let words = viewer.words();
    let base = viewer.base();
    let notice = Notice {
        title: words.with("page-unsupported-title", "institution", &institution.name),
        text: search::reason(why, words),
        ..Notice::named(words, "unsupported", viewer.app_name())
    };
    let notice = match search_path(viewer) {
        Some(search) => notice.way(search, "button-search"),
        None => notice,
    };
    let notice = match manual_path(viewer) {
        Some(manual) => notice.way(manual, "button-manual"),
        None => notice,
    };
    let notice = notice.way(format!("{base}/connect/missing"), "button-missing");
    let telling = Telling {
        step: Some("institutionStatusDetails"),
        subject: institution.code.clone(),
        ..Telling::default()
    };
    viewer.show(Shown::of(&notice)?.telling(telling)).await
}

/// Makes the member. Sent twice, it leads twice to the same one; so does another form with the same login.
pub(super) async fn connect(
    viewer: Viewer,
    Path((_, code)): Path<(String, String)>,
    sent: Form,
) -> Result<Response, Mishap> {
    let words = viewer.words();
    let institution = institution_named(&viewer, &code).await?;
    let Some(under) = consent::standing(&viewer).await? else { return Ok(consent::first(&viewer, &code)) };
    if viewer.engine().unsupported(&institution, viewer.options()).await?.is_some() {
        return page(&viewer, &code, true).await;
    }
    let is_oauth = institution.details.is_oauth;
    let form = viewer.engine().login_form(&code).await?;
    let (values, strays) = match login::read(&form, &sent, words) {
        Ok(read) => read,
        Err(wrong) => return again(&viewer, &institution, &form, &sent, &wrong).await,
    };
    let options = viewer.options();
    let new = NewMember {
        id: None,
        institution: Name::Id(code.clone()),
        metadata: None,
        use_cases: options.use_cases.clone(),
        is_background_disabled: options.disables_background(),
        reads: options.unusual_reads(),
        credentials: values,
        strays,
        is_oauth,
        skip_aggregation: options.begins_apart() && !is_oauth,
        callback_payload: None,
        under: Some(under),
    };
    let guid = institution.guid.to_string();
    match viewer.scope().create_member(viewer.user(), new, Some(sent.key()?)).await {
        // Out of a frame the way leads through a window of its own, which a person opens.
        Ok(member) if is_oauth => {
            super::commands::stand_on(&viewer, member.guid).await?;
            let way_out = || super::leave_path(&viewer.base(), &member);
            Ok(see(&if viewer.is_framed() { super::path_of(&viewer, &member) } else { way_out() }))
        }
        Ok(member) => {
            if options.begins_apart() {
                super::commands::start(&viewer, &member).await?;
            }
            viewer.tell_later(Message::enter_credentials(&code, &guid)).await?;
            Ok(see(&super::path_of(&viewer, &member)))
        }
        Err(Error::MemberExists(member)) if !visit::may_see(&viewer, member).await? => {
            let wrong = Wrong { of_form: Some(existing::elsewhere(&viewer)), ..Wrong::default() };
            again(&viewer, &institution, &form, &sent, &wrong).await
        }
        Err(Error::MemberExists(member)) => {
            viewer.tell_later(Message::create_member_error(&code, &guid)).await?;
            Ok(see(&format!("{}/connect/members/{member}?said=exists", viewer.base())))
        }
        Err(Error::Impossible { .. }) => Err(Mishap::UserDisabled),
        // All access was stopped at the same moment.
        Err(Error::ConsentWithdrawn) => Ok(consent::first(&viewer, &code)),
        Err(error) => match login::wrong(&form, error, words) {
            Ok(wrong) => again(&viewer, &institution, &form, &sent, &wrong).await,
            Err(error) => Err(error.into()),
        },
    }
}

/// The form with what is wrong.
async fn again(
    viewer: &Viewer,
    institution: &Institution,
    form: &[LoginField],
    sent: &Form,
    wrong: &Wrong,
) -> Result<Response, Mishap> {
    let view = view(viewer, institution, form, Some(sent), wrong, sent.once().to_owned());
    let shown = Shown::of(&view)?.status(StatusCode::UNPROCESSABLE_ENTITY);
    viewer.show(framed(viewer, institution, shown)).await
}
