//! A new connection: the bank's login form. Sent, it makes the member, once.

use super::login::{self, LoginView, Wrong};
use super::{Row, consent, existing, institution_named, search, search_path, see};
use crate::pages::bank::Bank;
use crate::pages::form::Form;
use crate::pages::messages::{Message, Telling};
use crate::pages::mishap::Mishap;
use crate::pages::notice::Notice;
use crate::pages::oauth;
use crate::pages::shown::Shown;
use crate::pages::visit::Visit;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use engine::records::{Institution, LoginField};
use engine::{Error, Mode, Name, NewMember, Unsupported};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    /// A login beside the one that is connected already.
    another: Option<String>,
}

pub(super) async fn show(
    visit: Visit,
    Path((_, code)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Mishap> {
    if !consent::is_given(&visit).await? {
        return Ok(see(&format!("{}/connect/consent?to={code}", visit.base())));
    }
    page(&visit, &code, asked.another.is_some()).await
}

/// The form; or that the bank is connected already, or cannot be.
pub(super) async fn page(visit: &Visit, code: &str, is_another: bool) -> Result<Response, Mishap> {
    let institution = institution_named(visit, code).await?;
    if let Some(why) = visit.engine().unsupported(&institution, visit.options()).await? {
        return unsupported(visit, &institution, why).await;
    }
    if !is_another {
        let members = existing::members_at(visit, code).await?;
        if !members.is_empty() {
            return existing::page(visit, &institution, &members).await;
        }
    }
    if institution.details.is_oauth {
        let shown = oauth::offer(visit, &institution, path(visit, code), rows(visit, &institution))?;
        return visit.show(framed(visit, &institution, shown)).await;
    }
    let form = visit.engine().login_form(code).await?;
    let view = view(visit, &institution, &form, None, &Wrong::default(), visit.once());
    visit.show(framed(visit, &institution, Shown::of(&view)?)).await
}

fn framed(visit: &Visit, institution: &Institution, shown: Shown) -> Shown {
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
        .at(path(visit, &institution.code));
    match search_path(visit) {
        Some(search) => shown.back(search),
        None => shown,
    }
}

fn path(visit: &Visit, code: &str) -> String {
    format!("{}/connect/institutions/{code}", visit.base())
}

fn view(
    visit: &Visit,
    institution: &Institution,
    form: &[LoginField],
    sent: Option<&Form>,
    wrong: &Wrong,
    once: String,
) -> LoginView {
    let words = visit.words();
    let mut lead = vec![words.with("page-login-text", "institution", &institution.name)];
    lead.extend(institution.details.instructions.clone());
    lead.extend(institution.details.instruction_steps.iter().cloned());
    LoginView {
        words,
        bank: Bank::of(institution, words),
        title: words.say("page-login-title"),
        submit: words.say("button-sign-in"),
        remedies: Vec::new(),
        lead,
        wrong: login::summary(form, wrong),
        fields: login::fields(form, sent, wrong),
        offers_strays: wrong.has_strays,
        once,
        action: path(visit, &institution.code),
        privacy: words.with("page-login-privacy", "app", visit.app_name()),
        rows: rows(visit, institution),
    }
}

fn rows(visit: &Visit, institution: &Institution) -> Vec<Row> {
    let words = visit.words();
    let mut rows: Vec<Row> = login::help(institution, words).into_iter().collect();
    rows.extend(
        search_path(visit)
            .map(|search| Row::new(search, words.say("button-not-my-bank"), words.say("page-not-my-bank"))),
    );
    rows
}

/// Why not, and what instead.
async fn unsupported(visit: &Visit, institution: &Institution, why: Unsupported) -> Result<Response, Mishap> {
    let words = visit.words();
    let base = visit.base();
    let notice = Notice {
        title: words.with("page-unsupported-title", "institution", &institution.name),
        text: search::reason(why, words),
        ..Notice::named(words, "unsupported", visit.app_name())
    };
    let notice = match search_path(visit) {
        Some(search) => notice.way(search, "button-search"),
        None => notice,
    };
    let notice = notice
        .way(format!("{base}/connect/manual"), "button-manual")
        .way(format!("{base}/connect/missing"), "button-missing");
    let telling = Telling {
        step: Some("institutionStatusDetails"),
        subject: institution.code.clone(),
        ..Telling::default()
    };
    visit.show(Shown::of(&notice)?.telling(telling)).await
}

/// Makes the member. Sent twice, it leads twice to the same one; so does another form with the same login.
pub(super) async fn connect(
    visit: Visit,
    Path((_, code)): Path<(String, String)>,
    sent: Form,
) -> Result<Response, Mishap> {
    let words = visit.words();
    if !consent::is_given(&visit).await? {
        return Ok(see(&format!("{}/connect/consent?to={code}", visit.base())));
    }
    let institution = institution_named(&visit, &code).await?;
    if visit.engine().unsupported(&institution, visit.options()).await?.is_some() {
        return page(&visit, &code, true).await;
    }
    let is_oauth = institution.details.is_oauth;
    let form = visit.engine().login_form(&code).await?;
    let (values, strays) = match login::read(&form, &sent, words) {
        Ok(read) => read,
        Err(wrong) => return again(&visit, &institution, &form, &sent, &wrong).await,
    };
    let options = visit.options();
    let new = NewMember {
        id: None,
        institution: Name::Id(code.clone()),
        metadata: None,
        use_cases: options.use_cases.clone(),
        is_background_disabled: options.disables_background(),
        credentials: values,
        strays,
        is_oauth,
        // For account numbers another job is begun.
        skip_aggregation: options.mode == Mode::Verification && !is_oauth,
        callback_payload: None,
    };
    let guid = institution.guid.to_string();
    match visit.scope().create_member(visit.user(), new, Some(sent.key()?)).await {
        // Out of a frame the way leads through a window of its own, which a person opens.
        Ok(member) if is_oauth && !visit.is_framed() => Ok(see(&super::leave_path(&visit, &member))),
        Ok(member) if is_oauth => Ok(see(&super::path_of(&visit, &member))),
        Ok(member) => {
            if options.mode == Mode::Verification {
                super::commands::start(&visit, &member).await?;
            }
            visit.tell_later(Message::enter_credentials(&code, &guid)).await?;
            Ok(see(&super::path_of(&visit, &member)))
        }
        Err(Error::MemberExists(member)) => {
            visit.tell_later(Message::create_member_error(&code, &guid)).await?;
            Ok(see(&format!("{}/connect/members/{member}?said=exists", visit.base())))
        }
        Err(Error::Impossible { .. }) => Err(Mishap::UserDisabled),
        // The form was used for something that is not there any more.
        Err(Error::OtherRequest) => Err(Mishap::Unreadable),
        Err(error) => match login::wrong(&form, error, words) {
            Ok(wrong) => again(&visit, &institution, &form, &sent, &wrong).await,
            Err(error) => Err(error.into()),
        },
    }
}

/// The form with what is wrong.
async fn again(
    visit: &Visit,
    institution: &Institution,
    form: &[LoginField],
    sent: &Form,
    wrong: &Wrong,
) -> Result<Response, Mishap> {
    let view = view(visit, institution, form, Some(sent), wrong, sent.once().to_owned());
    let shown = Shown::of(&view)?.status(StatusCode::UNPROCESSABLE_ENTITY);
    visit.show(framed(visit, institution, shown)).await
}
