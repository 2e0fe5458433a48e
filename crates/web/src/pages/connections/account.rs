//! Removing one account of a connection: first exactly what goes, with hiding as the milder way; then it goes, and can be shared again.

use super::said::Said;
use super::{Tab, bank_of, list_path, path_of};
use crate::pages::amount::AccountLine;
use crate::pages::bank::Bank;
use crate::pages::connect::{institution_of, member_of, see};
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::id::AccountGuid;
use domain::text::Part;
use engine::Name;
use engine::records::{Account, Member, Page, TransactionFilter};

const COUNTED: Page = Page { number: 1, size: 1 };

#[derive(Debug, Template)]
#[template(path = "connections/account.html")]
struct RemoveView {
    words: Words,
    bank: Bank,
    title: String,
    text: String,
    goes: Vec<String>,
    after: String,
    share: String,
    is_hidden: bool,
    /// Where it is hidden instead.
    hide: String,
    action: String,
    /// Where it is downloaded.
    take: String,
    keep: String,
}

impl View for RemoveView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

/// The account that a path names, of that member.
async fn account_of(viewer: &Viewer, member: &Member, named: &str) -> Result<Account, Mishap> {
    let guid = guid_of(named)?;
    Ok(viewer.scope().account_of(viewer.user(), member, &Name::Guid(guid)).await?)
}

fn guid_of(named: &str) -> Result<AccountGuid, Mishap> {
    named.parse().map_err(|_| Mishap::Nowhere)
}

pub(super) async fn ask(
    viewer: Viewer,
    Path((_, member, account)): Path<(String, String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let account = account_of(&viewer, &member, &account).await?;
    if member.is_manual() {
        return Ok(see(&format!("{}/manual/{}/remove", list_path(&viewer), account.guid)));
    }
    let words = viewer.words();
    let institution = institution_of(&viewer, &member).await?;
    let bank = bank_of(&member, institution.as_deref(), words);
    let filter = TransactionFilter { account: Some(account.guid), ..TransactionFilter::default() };
    let count = viewer.scope().transactions(viewer.user(), &filter, COUNTED).await?.total;
    let path = format!("{}/accounts", path_of(&viewer, &member));
    let view = view(words, viewer.app_name(), bank, &path, &account, count);
    viewer.show(Shown::of(&view)?.tab(Tab::Connections).back(path)).await
}

fn view(words: Words, app: &str, bank: Bank, path: &str, account: &Account, transactions: i64) -> RemoveView {
    let line = AccountLine::of(account, words);
    let named = format!("{}, {}", line.name, line.kind);
    let mut goes = vec![words.with("page-account-remove-account", "account", &named)];
    if transactions > 0 {
        goes.push(words.fill("page-goes-transactions", &[("count", Part::Count(transactions))]));
    }
    RemoveView {
        words,
        title: words.with("page-account-remove-title", "account", &line.name),
        text: words.with("page-account-remove-text", "app", app),
        goes,
        after: words.with("page-account-remove-after", "institution", &bank.name),
        share: words.with("page-account-remove-share", "app", app),
        is_hidden: account.is_hidden,
        hide: format!("{path}/{}/hide", line.guid),
        action: format!("{path}/{}/remove", line.guid),
        take: format!("{path}/{}/export", line.guid),
        keep: path.to_owned(),
        bank,
    }
}

/// It goes; gone already, it is gone all the same.
pub(super) async fn remove(
    viewer: Viewer,
    Path((_, member, account)): Path<(String, String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let name = Name::Guid(guid_of(&account)?);
    match viewer.scope().remove_account(viewer.user(), &member, &name).await {
        Ok(()) | Err(engine::Error::NotFound(_)) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(see(&Said::AccountRemoved.at(&format!("{}/accounts", path_of(&viewer, &member)))))
}

pub(super) async fn hide(
    viewer: Viewer,
    Path((_, member, account)): Path<(String, String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    super::accounts::set_hidden(&viewer, &member, guid_of(&account)?, true).await?;
    Ok(see(&Said::AccountHidden.at(&format!("{}/accounts", path_of(&viewer, &member)))))
}

/// The person wants it back; it is read with the next refresh.
pub(super) async fn share(
    viewer: Viewer,
    Path((_, member, account)): Path<(String, String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    match viewer.scope().share_account(viewer.user(), &member, guid_of(&account)?).await {
        // Pressed twice: it is shared.
        Ok(_) | Err(engine::Error::NotFound(_)) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(see(&Said::AccountShared.at(&path_of(&viewer, &member))))
}
