//! Removing a connection: first exactly what goes and what stays, with hiding as the milder way; then it goes.

use super::{Tab, bank_of, list_path, path_of};
use crate::pages::bank::Bank;
use crate::pages::connect::{institution_of, member_of, see};
use crate::pages::day;
use crate::pages::messages::Message;
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
use engine::records::{Account, Member, Page, PageOf, TransactionFilter};

/// Accounts that are named.
const NAMED: Page = Page { number: 1, size: 10 };
const COUNTED: Page = Page { number: 1, size: 1 };

#[derive(Debug, Template)]
#[template(path = "connections/remove.html")]
struct RemoveView {
    words: Words,
    bank: Bank,
    title: String,
    text: String,
    goes: Vec<String>,
    stays: String,
    /// Where its accounts are hidden; none when there is nothing to hide.
    hide: Option<String>,
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
    let institution = institution_of(&viewer, &member).await?;
    let bank = bank_of(&member, institution.as_deref(), viewer.words());
    let accounts = viewer.scope().accounts(viewer.user(), Some(&member), None, NAMED).await?;
    let filter = TransactionFilter { member: Some(member.guid), ..TransactionFilter::default() };
    let transactions = viewer.scope().transactions(viewer.user(), &filter, COUNTED).await?.total;
    let path = path_of(&viewer, &member);
    let view = view(viewer.words(), viewer.app_name(), bank, &path, &member, &accounts, transactions);
    viewer.show(Shown::of(&view)?.tab(Tab::Connections).back(path)).await
}

fn view(
    words: Words,
    app: &str,
    bank: Bank,
    path: &str,
    member: &Member,
    accounts: &PageOf<Account>,
    transactions: i64,
) -> RemoveView {
    let mut goes = Vec::new();
    if accounts.total > 0 {
        let mut names: Vec<&str> = accounts.items.iter().map(|one| one.facts.name.as_str()).collect();
        let dots = usize::try_from(accounts.total).unwrap_or(usize::MAX) > names.len();
        names.extend(dots.then_some("…"));
        let names = names.join(", ");
        let parts = [("count", Part::Count(accounts.total)), ("names", Part::Text(&names))];
        goes.push(words.fill("page-goes-accounts", &parts));
    }
    if transactions > 0 {
        goes.push(words.fill("page-goes-transactions", &[("count", Part::Count(transactions))]));
    }
    if member.state.holds_credentials {
        goes.push(words.say("page-goes-login"));
    }
    if !member.is_manual() {
        let since = day::written(member.created_at, words);
        goes.push(words.with("page-goes-connection", "day", &since));
    }
    RemoveView {
        words,
        title: words.with("page-remove-title", "institution", &bank.name),
        text: words.with("page-goes-text", "app", app),
        goes,
        stays: words.say(if member.is_manual() { "page-stays-manual" } else { "page-stays" }),
        hide: accounts.items.iter().any(|one| !one.is_hidden).then(|| format!("{path}/hide")),
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
    match member_of(&viewer, &member).await {
        Ok(member) => {
            match viewer.scope().delete_member(viewer.user(), &Name::Guid(member.guid)).await {
                Ok(()) | Err(engine::Error::NotFound("member")) => {}
                Err(error) => return Err(error.into()),
            }
            viewer.tell_later(Message::member_deleted(&member.guid.to_string())).await?;
        }
        Err(Mishap::MemberGone | Mishap::MemberExpired) => {}
        Err(mishap) => return Err(mishap),
    }
    Ok(see(&format!("{}/removed", list_path(&viewer))))
}

/// The page after it.
pub(super) async fn removed(viewer: Viewer) -> Result<Response, Mishap> {
    let notice = Notice::named(viewer.words(), "removed", viewer.app_name())
        .good()
        .way(list_path(&viewer), "button-connections")
        .way(format!("{}/connect", viewer.base()), "button-another");
    viewer.show(Shown::of(&notice)?.tab(Tab::Connections)).await
}
