//! Transactions of all accounts or of one, newest first, with a search by words and days.

use super::{Pages, Tab, list_path, page_of};
use crate::pages::address::encoded;
use crate::pages::amount;
use crate::pages::day;
use crate::pages::form::Field;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::text::Part;
use domain::transaction::{TransactionStatus, TransactionType};
use engine::records::{Account, Page, PageOf, Transaction, TransactionFilter};
use jiff::civil::Date;
use serde::Deserialize;

/// Characters that are searched for.
const TEXT_CHARS_MAX: usize = 100;
/// Accounts whose names are known.
pub(super) const ACCOUNTS: Page = Page { number: 1, size: 500 };

/// Accounts that can be chosen from.
const CHOICES_MAX: usize = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    account: String,
    member: String,
    from: String,
    to: String,
    page: Option<u32>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) line: String,
    pub(super) is_pending: bool,
    /// With its sign.
    pub(super) amount: String,
    /// For who hears it.
    pub(super) spoken: String,
}

#[derive(Debug, PartialEq, Eq)]
struct Day {
    date: String,
    name: String,
    rows: Vec<Row>,
}

#[derive(Debug, Template)]
#[template(path = "connections/transactions.html")]
struct TransactionsView {
    words: Words,
    action: String,
    accounts: Vec<(String, String)>,
    account: String,
    member: String,
    text: String,
    days_asked: [Field; 2],
    wrong: Vec<(String, String)>,
    found: String,
    is_narrowed: bool,
    /// By more than words: then the fields for it stand open.
    is_narrowed_further: bool,
    days: Vec<Day>,
    pages: Option<Pages>,
}

impl View for TransactionsView {
    fn title(&self) -> String {
        self.words.say("page-tab-transactions")
    }
}

pub(super) async fn show(viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response, Mishap> {
    let page = page_of(asked.page);
    let accounts = viewer.scope().accounts(viewer.user(), None, None, ACCOUNTS).await?.items;
    let (filter, wrong) = narrowed(&viewer, &asked);
    let found = viewer.scope().transactions(viewer.user(), &filter, page).await?;
    let path = format!("{}/transactions", list_path(&viewer));
    let view = view(viewer.words(), &path, &asked, &accounts, &filter, wrong, &found, page);
    viewer.show(Shown::of(&view)?.tab(Tab::Transactions)).await
}

/// What was asked for, as the list is narrowed; a day that cannot be read narrows nothing and is pointed out.
fn narrowed(viewer: &Viewer, asked: &Asked) -> (TransactionFilter, Vec<(&'static str, String)>) {
    let mut wrong = Vec::new();
    let mut day = |name: &'static str, typed: &str| {
        let date = typed.trim().parse::<Date>().ok();
        if date.is_none() && !typed.trim().is_empty() {
            wrong.push((name, viewer.words().say("page-wrong-day")));
        }
        date
    };
    let text = bounded(&asked.q);
    let filter = TransactionFilter {
        from_date: day("from", &asked.from),
        to_date: day("to", &asked.to),
        account: asked.account.parse().ok(),
        member: asked.member.parse().ok(),
        text: (!text.is_empty()).then_some(text),
        ..TransactionFilter::default()
    };
    (filter, wrong)
}

fn bounded(typed: &str) -> String {
    typed.trim().chars().filter(|one| !one.is_control()).take(TEXT_CHARS_MAX).collect()
}

#[expect(clippy::too_many_arguments, reason = "everything that the page shows")]
fn view(
    words: Words,
    path: &str,
    asked: &Asked,
    accounts: &[Account],
    filter: &TransactionFilter,
    wrong: Vec<(&'static str, String)>,
    found: &PageOf<Transaction>,
    page: Page,
) -> TransactionsView {
    let text = filter.text.clone().unwrap_or_default();
    let account = filter.account.map(|guid| guid.to_string()).unwrap_or_default();
    let member = filter.member.map(|guid| guid.to_string()).unwrap_or_default();
    let asked_day = |name: &'static str, key: &str, typed: &str| Field {
        value: typed.trim().chars().take(TEXT_CHARS_MAX).collect(),
        is_optional: true,
        wrong: wrong
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, text)| text.clone())
            .unwrap_or_default(),
        ..Field::new(name, "day", words.say(key))
    };
    let days_asked = [asked_day("from", "field-from", &asked.from), asked_day("to", "field-to", &asked.to)];
    let parts = [
        ("q", text.as_str()),
        ("account", &account),
        ("member", &member),
        ("from", days_asked.first().map_or("", |field| &field.value)),
        ("to", days_asked.last().map_or("", |field| &field.value)),
    ];
    let asked_for = parts.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = asked_for.map(|(name, value)| format!("{name}={}&", encoded(value))).collect();
    let query = query.concat();
    TransactionsView {
        words,
        action: path.to_owned(),
        accounts: accounts
            .iter()
            .enumerate()
            .filter(|(index, one)| *index < CHOICES_MAX || filter.account == Some(one.guid))
            .map(|(_, one)| (one.guid.to_string(), one.facts.name.clone()))
            .collect(),
        found: words.fill(
            if found.total == 0 { "page-transactions-none" } else { "page-transactions-found" },
            &[("count", Part::Count(found.total))],
        ),
        is_narrowed: !query.is_empty(),
        is_narrowed_further: parts
            .iter()
            .any(|(name, value)| *name != "q" && *name != "member" && !value.is_empty()),
        days: days(words, accounts, &found.items),
        pages: Pages::of(words, page, found.total, |number| format!("{path}?{query}page={number}")),
        wrong: wrong.into_iter().map(|(name, text)| (name.to_owned(), text)).collect(),
        account,
        member,
        text,
        days_asked,
    }
}

fn days(words: Words, accounts: &[Account], found: &[Transaction]) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for one in found {
        let date = one.date().to_string();
        let row = row(words, accounts, one);
        match days.last_mut().filter(|day| day.date == date) {
            Some(day) => day.rows.push(row),
            None => days.push(Day { name: day::of(one.date(), words), date, rows: vec![row] }),
        }
    }
    days
}

pub(super) fn row(words: Words, accounts: &[Account], one: &Transaction) -> Row {
    let facts = &one.facts;
    let account = accounts.iter().find(|account| account.guid == one.account);
    let parts = [account.map(|account| account.facts.name.as_str()), facts.category.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let money = amount::written(facts.amount, words);
    let (sign, key) = match facts.transaction_type {
        TransactionType::Credit => ("+", "page-money-in"),
        TransactionType::Debit => ("−", "page-money-out"),
    };
    Row {
        name: one.edits.description.clone().unwrap_or_else(|| facts.description.clone()),
        line: parts.join(" · "),
        is_pending: facts.status == TransactionStatus::Pending,
        spoken: words.with(key, "amount", &money),
        amount: format!("{sign}{money}"),
    }
}
