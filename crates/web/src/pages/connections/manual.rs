//! Accounts kept by hand: added, edited, deleted. The fields are those of Connect.

use super::said::Said;
use super::{Tab, list_path};
use crate::pages::connect::fields::{FieldsView, mark};
use crate::pages::connect::{manual, see};
use crate::pages::form::Form;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::account::AmountField;
use domain::text::Part;
use engine::records::{Account, Member, Page, TransactionFilter};
use engine::{AccountEdits, Name, NewAccount};

const COUNTED: Page = Page { number: 1, size: 1 };

/// What is wrong with what was sent: field and words.
type Wrong = Vec<(&'static str, String)>;

#[derive(Debug, Template)]
#[template(path = "connections/edit.html")]
struct EditView {
    words: Words,
    form: FieldsView,
    remove: String,
}

impl View for EditView {
    fn title(&self) -> String {
        self.form.title.clone()
    }
}

#[derive(Debug, Template)]
#[template(path = "connections/delete.html")]
struct DeleteView {
    words: Words,
    title: String,
    goes: String,
    action: String,
    /// Where it is downloaded.
    take: String,
    keep: String,
}

impl View for DeleteView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

pub(super) async fn add(viewer: Viewer) -> Result<Response, Mishap> {
    adding(&viewer, None, &[], viewer.once()).await
}

async fn adding(
    viewer: &Viewer,
    sent: Option<&Form>,
    wrong: &[(&'static str, String)],
    once: String,
) -> Result<Response, Mishap> {
    let base = list_path(viewer);
    let view = FieldsView {
        action: format!("{base}/manual"),
        ..manual::view(viewer.words(), &base, viewer.app_name(), sent, wrong, once, Some(base.clone()))
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    viewer.show(Shown::of(&view)?.status(status).tab(Tab::Connections).back(base)).await
}

pub(super) async fn make(viewer: Viewer, sent: Form) -> Result<Response, Mishap> {
    let facts = match manual::read(&sent, viewer.words()) {
        Ok(facts) => facts,
        Err(wrong) => return adding(&viewer, Some(&sent), &wrong, sent.once().to_owned()).await,
    };
    let new = NewAccount { facts, metadata: None, is_hidden: false, is_business: false };
    let base = list_path(&viewer);
    match viewer.scope().create_account(viewer.user(), new, Some(sent.key()?)).await {
        Ok(account) => Ok(see(&Said::Added.at(&format!("{base}/{}", account.member)))),
        // Sent again after the account was removed: nothing is made twice.
        Err(engine::Error::NotFound("account")) => Ok(see(&base)),
        Err(error) => Err(error.into()),
    }
}

/// The account that a path names, with its member, if it is kept by hand; also one that was kept when its connection was removed.
async fn account_of(viewer: &Viewer, named: &str) -> Result<(Account, Member), Mishap> {
    let guid = named.parse().map_err(|_| Mishap::Nowhere)?;
    let account = viewer.scope().account(viewer.user(), &Name::Guid(guid)).await?;
    let member = viewer.scope().member_of(viewer.user().guid, account.member).await?;
    if member.is_manual() { Ok((account, member)) } else { Err(Mishap::Nowhere) }
}

/// The same, if what it says was written by the person: what a bank told is not written over.
async fn written_of(viewer: &Viewer, named: &str) -> Result<(Account, Member), Mishap> {
    let (account, member) = account_of(viewer, named).await?;
    if account.kept_institution_code.is_none() { Ok((account, member)) } else { Err(Mishap::Nowhere) }
}

fn balance(account: &Account) -> String {
    account.facts.amount(AmountField::Balance).map_or_else(String::new, domain::money::Money::decimal)
}

pub(super) async fn edit(
    viewer: Viewer,
    Path((_, account)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let (account, member) = written_of(&viewer, &account).await?;
    editing(&viewer, &account, &member, None, &Vec::new()).await
}

async fn editing(
    viewer: &Viewer,
    account: &Account,
    member: &Member,
    sent: Option<&Form>,
    wrong: &Wrong,
) -> Result<Response, Mishap> {
    let words = viewer.words();
    let base = list_path(viewer);
    let path = format!("{base}/manual/{}", account.guid);
    let back = format!("{base}/{}", member.guid);
    let mut form =
        manual::view(words, &base, viewer.app_name(), sent, &[], String::new(), Some(back.clone()));
    let code = account.facts.currency.code();
    for field in &mut form.fields {
        if field.name == "currency" && !field.choices.iter().any(|(known, _)| known == code) {
            field.choices.push((code.to_owned(), code.to_owned()));
        }
        if sent.is_none() {
            match field.name.as_str() {
                "name" => field.value.clone_from(&account.facts.name),
                "type" => account.facts.account_type.name().clone_into(&mut field.value),
                "balance" => field.value = balance(account),
                "currency" => code.clone_into(&mut field.value),
                _ => {}
            }
        }
    }
    form.wrong = mark(&mut form.fields, wrong);
    let form = FieldsView {
        title: words.say("page-edit-title"),
        lead: vec![words.say("data-manual")],
        action: path.clone(),
        submit: words.say("button-save"),
        ..form
    };
    let view = EditView { words, form, remove: format!("{path}/remove") };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    viewer.show(Shown::of(&view)?.status(status).tab(Tab::Connections).back(back).at(path)).await
}

pub(super) async fn save(
    viewer: Viewer,
    Path((_, account)): Path<(String, String)>,
    sent: Form,
) -> Result<Response, Mishap> {
    let (account, member) = written_of(&viewer, &account).await?;
    let facts = match manual::read(&sent, viewer.words()) {
        Ok(facts) => facts,
        Err(wrong) => return editing(&viewer, &account, &member, Some(&sent), &wrong).await,
    };
    let mut edits = AccountEdits {
        name: Some(facts.name.clone()),
        account_type: Some(facts.account_type),
        currency: Some(facts.currency),
        ..AccountEdits::default()
    };
    // What was not touched stays as it is, however many digits its currency has.
    if sent.trimmed("balance") != balance(&account)
        && let Some(money) = facts.amount(AmountField::Balance)
    {
        edits.amounts.insert(AmountField::Balance, money.decimal());
    }
    match viewer.scope().update_account(viewer.user(), &member, &Name::Guid(account.guid), &edits).await {
        Ok(_) => Ok(see(&Said::Saved.at(&format!("{}/{}", list_path(&viewer), member.guid)))),
        Err(engine::Error::Invalid { .. }) => {
            let wrong = vec![("currency", viewer.words().say("page-wrong-currency"))];
            editing(&viewer, &account, &member, Some(&sent), &wrong).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn ask_delete(
    viewer: Viewer,
    Path((_, account)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let (account, member) = account_of(&viewer, &account).await?;
    let words = viewer.words();
    let filter = TransactionFilter { account: Some(account.guid), ..TransactionFilter::default() };
    let count = viewer.scope().transactions(viewer.user(), &filter, COUNTED).await?.total;
    let path = format!("{}/manual/{}", list_path(&viewer), account.guid);
    // What a bank told is not edited.
    let keep = match &account.kept_institution_code {
        Some(code) => format!("{}/kept/{code}", list_path(&viewer)),
        None => path.clone(),
    };
    let view = DeleteView {
        words,
        title: words.with("page-delete-title", "account", &account.facts.name),
        goes: words.fill("page-delete-text", &[("count", Part::Count(count))]),
        action: format!("{path}/remove"),
        take: format!("{}/{}/accounts/{}/export", list_path(&viewer), member.guid, account.guid),
        keep: keep.clone(),
    };
    viewer.show(Shown::of(&view)?.tab(Tab::Connections).back(keep)).await
}

/// It goes; gone already, it is gone all the same.
pub(super) async fn delete(
    viewer: Viewer,
    Path((_, account)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    match account_of(&viewer, &account).await {
        Ok((account, _)) => {
            match viewer.scope().delete_account(viewer.user(), &Name::Guid(account.guid)).await {
                Ok(()) | Err(engine::Error::NotFound(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Mishap::Nowhere) => {}
        Err(mishap) => return Err(mishap),
    }
    Ok(see(&Said::Deleted.at(&list_path(&viewer))))
}
