//! What a person kept of a connection that they removed: shown beside the connections, taken over when the bank is connected again, and
//! removed for good when they say so.

use super::said::Said;
use super::{Tab, list_path};
use crate::pages::amount::AccountLine;
use crate::pages::bank::Bank;
use crate::pages::connect::see;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::text::Part;
use engine::Name;
use engine::records::{Account, Page, TransactionFilter};

const COUNTED: Page = Page { number: 1, size: 1 };

/// What was kept of one bank.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) bank: Bank,
    code: String,
    pub(super) accounts: Vec<Account>,
    /// The bank can be connected again.
    is_listed: bool,
}

/// What was kept, bank by bank.
pub(super) async fn load(viewer: &Viewer) -> Result<Vec<Kept>, Mishap> {
    let mut kept: Vec<Kept> = Vec::new();
    for account in viewer.scope().kept_accounts(viewer.user()).await? {
        let Some(code) = account.kept_institution_code.clone() else { continue };
        match kept.last_mut().filter(|last| last.code == code) {
            Some(last) => last.accounts.push(account),
            None => kept.push(Kept::new(viewer, code, account).await?),
        }
    }
    Ok(kept)
}

impl Kept {
    async fn new(viewer: &Viewer, code: String, first: Account) -> Result<Self, Mishap> {
        let found = match viewer.engine().institution(&Name::Id(code.clone())).await {
            Ok(institution) => Some(institution),
            Err(engine::Error::NotFound(_)) => None,
            Err(error) => return Err(error.into()),
        };
        let bank = found
            .as_deref()
            .map_or_else(|| Bank::named(&code, ""), |institution| Bank::of(institution, viewer.words()));
        Ok(Self { bank, code, accounts: vec![first], is_listed: found.is_some() })
    }

    /// Its line on the list of connections.
    pub(super) fn item(&self, words: Words, base: &str) -> Item {
        let count = self.accounts.len();
        Item {
            bank: Bank { name: self.title(words), ..self.bank.clone() },
            href: format!("{base}/kept/{}", self.code),
            line: words.count("page-connections-accounts", count),
        }
    }

    pub(super) fn title(&self, words: Words) -> String {
        words.with("page-kept", "institution", &self.bank.name)
    }
}

/// What was kept of one bank, on the list.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) bank: Bank,
    pub(super) href: String,
    pub(super) line: String,
}

#[derive(Debug)]
struct Line {
    account: AccountLine,
    href: String,
}

#[derive(Debug, Template)]
#[template(path = "connections/kept.html")]
struct KeptView {
    words: Words,
    bank: Bank,
    title: String,
    accounts: Vec<Line>,
    connect: Option<String>,
    again: String,
    choose: String,
    remove: String,
}

impl View for KeptView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

#[derive(Debug, Template)]
#[template(path = "connections/forget.html")]
struct ForgetView {
    words: Words,
    bank: Bank,
    title: String,
    text: String,
    goes: Vec<String>,
    action: String,
    /// Where it is downloaded.
    take: String,
    keep: String,
}

impl View for ForgetView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

/// What was kept of the bank that a path names; none when nothing is, any more.
pub(super) async fn kept_of(viewer: &Viewer, code: &str) -> Result<Option<Kept>, Mishap> {
    Ok(load(viewer).await?.into_iter().find(|one| one.code == code))
}

pub(super) async fn show(
    viewer: Viewer,
    Path((_, code)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let kept = kept_of(&viewer, &code).await?.ok_or(Mishap::Nowhere)?;
    let (words, base) = (viewer.words(), list_path(&viewer));
    let line = |account: &Account| Line {
        account: AccountLine::of(account, words),
        href: format!("{base}/transactions?account={}", account.guid),
    };
    let member = kept.accounts.first().map(|one| one.member.to_string()).unwrap_or_default();
    let view = KeptView {
        words,
        title: kept.title(words),
        accounts: kept.accounts.iter().map(line).collect(),
        connect: kept.is_listed.then(|| format!("{}/connect/institutions/{}", viewer.base(), kept.code)),
        again: words.with("button-kept-connect", "institution", &kept.bank.name),
        choose: format!("{base}/{member}/accounts?kept={}", kept.code),
        remove: format!("{base}/kept/{}/remove", kept.code),
        bank: kept.bank,
    };
    viewer.show(Shown::of(&view)?.tab(Tab::Connections).back(base)).await
}

pub(super) async fn ask(viewer: Viewer, Path((_, code)): Path<(String, String)>) -> Result<Response, Mishap> {
    let kept = kept_of(&viewer, &code).await?.ok_or(Mishap::Nowhere)?;
    let words = viewer.words();
    let mut transactions = 0_i64;
    for account in &kept.accounts {
        let filter = TransactionFilter { account: Some(account.guid), ..TransactionFilter::default() };
        let found = viewer.scope().transactions(viewer.user(), &filter, COUNTED).await?;
        transactions = transactions.saturating_add(found.total);
    }
    let names: Vec<&str> = kept.accounts.iter().map(|one| one.facts.name.as_str()).collect();
    let names = names.join(", ");
    let accounts = i64::try_from(kept.accounts.len()).unwrap_or(i64::MAX);
    let parts = [("count", Part::Count(accounts)), ("names", Part::Text(&names))];
    let mut goes = vec![words.fill("page-goes-accounts", &parts)];
    if transactions > 0 {
        goes.push(words.fill("page-goes-transactions", &[("count", Part::Count(transactions))]));
    }
    let path = format!("{}/kept/{}", list_path(&viewer), kept.code);
    let view = ForgetView {
        words,
        title: words.with("page-kept-remove-title", "institution", &kept.bank.name),
        text: words.with("page-goes-text", "app", viewer.app_name()),
        goes,
        action: format!("{path}/remove"),
        take: format!("{path}/export"),
        keep: path.clone(),
        bank: kept.bank,
    };
    viewer.show(Shown::of(&view)?.tab(Tab::Connections).back(path)).await
}

/// It goes; gone already, it is gone all the same.
pub(super) async fn remove(
    viewer: Viewer,
    Path((_, code)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    viewer.scope().remove_kept(viewer.user(), &code).await?;
    Ok(see(&Said::KeptRemoved.at(&list_path(&viewer))))
}
