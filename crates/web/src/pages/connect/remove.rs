//! Removing a connection: first exactly what goes, then it goes.

use super::{institution_of, member_of, path_of, see};
use crate::pages::bank::Bank;
use crate::pages::messages::{Message, Telling};
use crate::pages::mishap::Mishap;
use crate::pages::notice::Notice;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::text::Part;
use engine::Name;
use engine::records::{Member, Page};

const COUNTED: Page = Page { number: 1, size: 1 };

#[derive(Debug, Template)]
#[template(path = "connect/remove.html")]
struct RemoveView {
    words: Words,
    bank: Bank,
    title: String,
    goes: Vec<String>,
    action: String,
    keep: String,
}

impl View for RemoveView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

pub(super) async fn show(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let words = viewer.words();
    let institution = institution_of(&viewer, &member).await?;
    let bank = Bank::of_member(&member, institution.as_deref(), words);
    let accounts = viewer.scope().accounts(viewer.user(), Some(&member), None, COUNTED).await?.total;
    let view = view(words, bank, &path_of(&viewer, &member), viewer.app_name(), accounts, &member);
    let path = path_of(&viewer, &member);
    let telling = Telling { step: None, subject: String::new(), events: Vec::new(), member: None };
    viewer.show(Shown::of(&view)?.telling(telling).back(path)).await
}

fn view(words: Words, bank: Bank, path: &str, app: &str, accounts: i64, member: &Member) -> RemoveView {
    let mut goes = Vec::new();
    if accounts > 0 {
        goes.push(
            words.fill("page-remove-accounts", &[("count", Part::Count(accounts)), ("app", Part::Text(app))]),
        );
    }
    if member.state.holds_credentials {
        goes.push(words.say("page-remove-login"));
    }
    goes.push(words.say("page-remove-refresh"));
    RemoveView {
        words,
        title: words.with("page-remove-title", "institution", &bank.name),
        goes,
        action: format!("{path}/remove"),
        keep: path.to_owned(),
        bank,
    }
}

/// It goes. Removed by somebody else a moment ago, it is gone all the same.
pub(super) async fn remove(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let guid = match member_of(&viewer, &member).await {
        Ok(member) => {
            match viewer.scope().delete_member(viewer.user(), &Name::Guid(member.guid)).await {
                Ok(()) | Err(engine::Error::NotFound("member")) => {}
                Err(error) => return Err(error.into()),
            }
            member.guid
        }
        Err(Mishap::MemberGone) => return Ok(see(&format!("{}/connect/done?removed=1", viewer.base()))),
        Err(mishap) => return Err(mishap),
    };
    viewer.tell_later(Message::member_deleted(&guid.to_string())).await?;
    Ok(see(&format!("{}/connect/done?removed=1", viewer.base())))
}

/// The page after it.
pub(super) async fn removed(viewer: &Viewer) -> Result<Response, Mishap> {
    let notice = Notice::named(viewer.words(), "removed", viewer.app_name()).good();
    let notice = match super::search_path(viewer) {
        Some(search) => notice.aside(search, "button-another"),
        None => notice,
    };
    let telling = Telling { step: Some("deleteMemberSuccess"), ..Telling::default() };
    viewer.show(Shown::of(&notice)?.telling(telling)).await
}
