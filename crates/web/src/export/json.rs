//! JSON: everything of a user, a connection or an account, in the fields that the API has for each thing (v20250224), and what it has no
//! field for: what the bank said under what the person changed, what is hidden, holdings.

use super::Export;
use super::cursor::{Accounts, Rows};
use super::out::{Out, Stop};
use crate::api::views::account::{AccountView, Around};
use crate::api::views::import::ImportView;
use crate::api::views::join::{JoinView, SuggestionView};
use crate::api::views::member::MemberView;
use crate::api::views::notification::PreferencesView;
use crate::api::views::statement::StatementView;
use crate::api::views::time;
use crate::api::views::transaction::TransactionView;
use crate::api::views::user::UserView;
use crate::request::fields::Number;
use crate::request::version::Version;
use domain::account::Holding;
use domain::id::{AccountGuid, HoldingGuid, InstitutionGuid, MemberGuid};
use domain::money::{Money, Rate};
use engine::records::{Account, DataConsent, Member, Page, Slice, Transaction};
use engine::{Error, ExportOf, Name};
use serde::Serialize;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// The form of the document; raised when a field changes its meaning or goes.
const VERSION: u32 = 1;
/// Things of a page of a short list.
const PAGE_SIZE: u32 = 500;

/// An object or a list that is written part by part.
struct Parts<'a> {
    out: &'a mut Out,
    is_first: bool,
    end: char,
}

impl<'a> Parts<'a> {
    fn object(out: &'a mut Out) -> Self {
        out.push("{");
        Self { out, is_first: true, end: '}' }
    }

    fn next(&mut self) {
        self.out.push(if self.is_first { "\n" } else { ",\n" });
        self.is_first = false;
    }

    /// A value that the object has under that name.
    async fn field(&mut self, name: &str, value: &impl Serialize) -> Result<(), Stop> {
        self.next();
        self.out.push(&format!("\"{name}\": {}", written(value)));
        self.out.pass_full().await
    }

    /// A list that the object has under that name.
    fn list(&mut self, name: &str) -> Parts<'_> {
        self.next();
        self.out.push(&format!("\"{name}\": ["));
        Parts { out: self.out, is_first: true, end: ']' }
    }

    /// One more in the list.
    async fn item(&mut self, value: &impl Serialize) -> Result<(), Stop> {
        self.next();
        self.out.push(&written(value));
        self.out.pass_full().await
    }

    fn end(self) {
        self.out.push(if self.end == '}' { "\n}\n" } else { "]" });
    }
}

/// Views of plain texts, numbers and maps always have a JSON form.
fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A transaction, with what the API does not tell.
#[derive(Debug, Serialize)]
struct ExportedTransaction {
    #[serde(flatten)]
    view: TransactionView,
    is_hidden: bool,
    /// What the bank said, or who made it by hand, whatever was changed since.
    told: Told,
}

#[derive(Debug, Serialize)]
struct Told {
    date: String,
    description: String,
    memo: Option<String>,
}

impl ExportedTransaction {
    fn new(one: &Transaction, export: &Export, account_id: Option<String>) -> Self {
        let facts = &one.facts;
        Self {
            view: TransactionView::new(one, &export.user, account_id),
            is_hidden: one.edits.is_hidden,
            told: Told {
                date: facts.date.to_string(),
                description: facts.description.clone(),
                memo: facts.memo.clone(),
            },
        }
    }
}

/// An account, with its holdings.
#[derive(Debug, Serialize)]
struct ExportedAccount {
    #[serde(flatten)]
    view: AccountView,
    /// The institution of an account that was kept when its connection was removed.
    kept_institution_code: Option<String>,
    holdings: Vec<ExportedHolding>,
}

#[derive(Debug, Serialize)]
struct ExportedHolding {
    guid: String,
    symbol: Option<String>,
    cusip: Option<String>,
    description: String,
    holding_type: String,
    currency_code: &'static str,
    shares: Number,
    price: Option<Number>,
    market_value: Option<Number>,
    cost_basis: Option<Number>,
}

impl From<(HoldingGuid, Holding)> for ExportedHolding {
    fn from((guid, one): (HoldingGuid, Holding)) -> Self {
        let money = |minor| Number(Money::new(minor, one.currency).decimal());
        let rate = |rate: Rate| Number(rate.decimal());
        Self {
            guid: guid.to_string(),
            symbol: one.symbol,
            cusip: one.cusip,
            description: one.description,
            holding_type: one.holding_type,
            currency_code: one.currency.code(),
            shares: rate(one.quantity),
            price: one.price.map(rate),
            market_value: one.market_value.map(money),
            cost_basis: one.cost_basis.map(money),
        }
    }
}

/// What the person agreed to.
#[derive(Debug, Serialize)]
struct ExportedConsent {
    guid: String,
    app_name: String,
    reads: Vec<String>,
    language: String,
    given_at: String,
    withdrawn_at: Option<String>,
}

impl From<DataConsent> for ExportedConsent {
    fn from(one: DataConsent) -> Self {
        Self {
            guid: one.guid.to_string(),
            app_name: one.app_name,
            reads: one.reads.split_whitespace().map(str::to_owned).collect(),
            language: one.language,
            given_at: time(one.given_at),
            withdrawn_at: one.withdrawn_at.map(time),
        }
    }
}

pub(super) async fn write(export: &Export, out: &mut Out) -> Result<(), Stop> {
    let mut whole = Parts::object(out);
    whole.field("version", &VERSION).await?;
    whole.field("made_at", &time(export.engine.now())).await?;
    let (member, account) = match &export.of {
        ExportOf::User | ExportOf::Kept(_) => (None, None),
        ExportOf::Member(guid) => (Some(guid.to_string()), None),
        ExportOf::Account(guid) => (None, Some(guid.to_string())),
    };
    whole.field("member_guid", &member).await?;
    whole.field("account_guid", &account).await?;
    whole.field("user", &UserView::from(&export.user)).await?;
    members(export, &mut whole).await?;
    let accounts = accounts(export, &mut whole).await?;
    transactions(export, &mut whole).await?;
    statements(export, &mut whole).await?;
    joins(export, &accounts, &mut whole).await?;
    suggestions(export, &accounts, &mut whole).await?;
    removed(export, &accounts, &mut whole).await?;
    if export.of == ExportOf::User {
        imports(export, &mut whole).await?;
        settings(export, &mut whole).await?;
    }
    whole.end();
    Ok(())
}

/// The members of the export, page by page.
async fn members_of(export: &Export, number: u32) -> Result<Vec<Member>, Stop> {
    let scope = export.scope();
    Ok(match &export.of {
        ExportOf::User => scope.members(&export.user, None, Page { number, size: PAGE_SIZE }).await?.items,
        ExportOf::Member(_) | ExportOf::Account(_) if number > 1 => Vec::new(),
        // Its member was removed.
        ExportOf::Kept(_) => Vec::new(),
        ExportOf::Member(member) => vec![scope.member_of(export.user.guid, *member).await?],
        ExportOf::Account(account) => {
            let account = scope.account(&export.user, &Name::Guid(*account)).await?;
            vec![scope.member_of(export.user.guid, account.member).await?]
        }
    })
}

async fn members(export: &Export, whole: &mut Parts<'_>) -> Result<(), Stop> {
    let mut list = whole.list("members");
    for number in 1.. {
        let page = members_of(export, number).await?;
        if page.is_empty() {
            break;
        }
        for member in page {
            let institution = institution_guid(export, &member).await?;
            let latest = export.scope().latest_run(&member).await?.map(|run| run.guid);
            let view = MemberView::new(&member, &export.user, institution, latest, export.language);
            list.item(&view.duplicate_of(export.scope().duplicate_of(&member).await?)).await?;
        }
    }
    list.end();
    Ok(())
}

/// None where it has gone from the directory; the member stays.
async fn institution_guid(export: &Export, member: &Member) -> Result<Option<InstitutionGuid>, Stop> {
    match export.scope().institution_of(member).await {
        Ok(institution) => Ok(Some(institution.guid)),
        Err(Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Writes the accounts and says which they are.
async fn accounts(export: &Export, whole: &mut Parts<'_>) -> Result<BTreeSet<AccountGuid>, Stop> {
    let mut guids = BTreeSet::new();
    let mut around: BTreeMap<MemberGuid, Around> = BTreeMap::new();
    let mut list = whole.list("accounts");
    let mut accounts = Accounts::of(export);
    while let Some(account) = accounts.next().await? {
        guids.insert(account.guid);
        let around = match around.entry(account.member) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let member = export.scope().member_of(export.user.guid, account.member).await?;
                let institution = institution_guid(export, &member).await?;
                unknown.insert(Around::new(&export.user, &member, institution))
            }
        };
        let holdings = export.scope().holdings(&account).await?;
        let exported = ExportedAccount {
            view: AccountView::new(&account, around, Version::V2),
            kept_institution_code: account.kept_institution_code.clone(),
            holdings: holdings.into_iter().map(Into::into).collect(),
        };
        list.item(&exported).await?;
    }
    list.end();
    Ok(guids)
}

async fn transactions(export: &Export, whole: &mut Parts<'_>) -> Result<(), Stop> {
    let mut list = whole.list("transactions");
    let mut accounts = Accounts::of(export);
    while let Some(account) = accounts.next().await? {
        let mut rows = Rows::of(export, &account, Slice::default());
        while let Some(row) = rows.next().await? {
            list.item(&ExportedTransaction::new(&row, export, account.id.clone())).await?;
        }
    }
    list.end();
    Ok(())
}

async fn statements(export: &Export, whole: &mut Parts<'_>) -> Result<(), Stop> {
    let mut list = whole.list("statements");
    let mut accounts = Accounts::of(export);
    while let Some(account) = accounts.next().await? {
        for statement in export.scope().statements_of(&account).await? {
            list.item(&StatementView::new(&statement)).await?;
        }
    }
    list.end();
    Ok(())
}

async fn joins(export: &Export, of: &BTreeSet<AccountGuid>, whole: &mut Parts<'_>) -> Result<(), Stop> {
    let mut list = whole.list("joins");
    for number in 1.. {
        let page = export.scope().joins(&export.user, None, Page { number, size: PAGE_SIZE }).await?.items;
        if page.is_empty() {
            break;
        }
        for join in page.iter().filter(|join| of.contains(&join.account)) {
            list.item(&JoinView::from(join)).await?;
        }
    }
    list.end();
    Ok(())
}

async fn suggestions(export: &Export, of: &BTreeSet<AccountGuid>, whole: &mut Parts<'_>) -> Result<(), Stop> {
    let mut list = whole.list("suggestions");
    for number in 1.. {
        let page = Page { number, size: PAGE_SIZE };
        let page = export.scope().suggestions(&export.user, None, page).await?.items;
        if page.is_empty() {
            break;
        }
        for suggestion in page.iter().filter(|suggestion| of.contains(&suggestion.account)) {
            list.item(&SuggestionView::from(suggestion)).await?;
        }
    }
    list.end();
    Ok(())
}

/// What the person removed and the hub remembers, so that it does not come back.
async fn removed(export: &Export, of: &BTreeSet<AccountGuid>, whole: &mut Parts<'_>) -> Result<(), Stop> {
    let mut list = whole.list("removed_accounts");
    if !matches!(export.of, ExportOf::Account(_)) {
        for number in 1.. {
            let page = members_of(export, number).await?;
            if page.is_empty() {
                break;
            }
            for member in page {
                for account in export.scope().removed_accounts(&export.user, &member).await? {
                    list.item(&removed_account(&account)).await?;
                }
            }
        }
    }
    list.end();
    let mut list = whole.list("removed_transactions");
    let mut behind = None;
    loop {
        let page = export.scope().removed_transactions_after(&export.user, behind).await?;
        let Some(end) = page.last() else { break };
        behind = Some(end.guid);
        for row in page.iter().filter(|row| of.contains(&row.account)) {
            list.item(&ExportedTransaction::new(row, export, None)).await?;
        }
    }
    list.end();
    Ok(())
}

fn removed_account(account: &Account) -> serde_json::Value {
    let facts = &account.facts;
    serde_json::json!({
        "guid": account.guid.to_string(), "member_guid": account.member.to_string(), "name": facts.name,
        "type": facts.account_type.name(), "currency_code": facts.currency.code(), "mask": facts.mask,
    })
}

/// The files that the person brought; what they told stands with the accounts.
async fn imports(export: &Export, whole: &mut Parts<'_>) -> Result<(), Stop> {
    let mut list = whole.list("imports");
    for number in 1.. {
        let page = export.scope().imports(&export.user, Page { number, size: PAGE_SIZE }).await?.items;
        if page.is_empty() {
            break;
        }
        for import in &page {
            list.item(&ImportView::from(import)).await?;
        }
    }
    list.end();
    Ok(())
}

async fn settings(export: &Export, whole: &mut Parts<'_>) -> Result<(), Stop> {
    let preferences = export.scope().preferences(&export.user).await?;
    whole.field("notification_preferences", &PreferencesView::from(preferences)).await?;
    let mut list = whole.list("consents");
    for consent in export.scope().consents(&export.user).await? {
        list.item(&ExportedConsent::from(consent)).await?;
    }
    list.end();
    Ok(())
}
