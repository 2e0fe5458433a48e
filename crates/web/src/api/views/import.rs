//! A file that a person brought.

use super::time;
use crate::request::fields::Number;
use domain::account::AmountField;
use domain::import::ImportStage;
use domain::money::Money;
use domain::transaction::TransactionFacts;
use engine::files::{Flaw, Skipped};
use engine::records::Import;
use engine::{AccountLook, Goal, ImportedAccount, Look, Looked, RowLook, outcome_of};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportResponse)]
pub(crate) struct ImportView {
    guid: String,
    user_guid: String,
    /// `staged` until it is confirmed, then `importing`, `imported` or `failed`.
    state: &'static str,
    file_name: Option<String>,
    file_bytes: i64,
    /// `ofx`, `qif`, `csv`, `camt` or `mt940`; null until it is known.
    format: Option<String>,
    /// What is done now, while it is being imported: `waiting`, `reading` or `comparing`.
    stage: Option<&'static str>,
    rows_total: u32,
    rows_done: u32,
    /// What became of its accounts, as far as it has come.
    accounts: Vec<ImportedAccountView>,
    /// Why it failed, by a word.
    failed_for: Option<String>,
    made_at: String,
    /// When a staged one is forgotten.
    expires_at: Option<String>,
    finished_at: Option<String>,
}

impl From<&Import> for ImportView {
    fn from(import: &Import) -> Self {
        Self {
            guid: import.guid.to_string(),
            user_guid: import.user.to_string(),
            state: import.state.name(),
            file_name: import.file_name.clone(),
            file_bytes: import.file_bytes,
            format: import.format.clone(),
            stage: import.stage.map(ImportStage::name),
            rows_total: import.rows_total,
            rows_done: import.rows_done,
            accounts: outcome_of(import).into_iter().map(ImportedAccountView::from).collect(),
            failed_for: import.flaw.clone(),
            made_at: time(import.made_at),
            expires_at: import.expires_at.map(time),
            finished_at: import.finished_at.map(time),
        }
    }
}

/// What became of one account of a file.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportedAccount)]
struct ImportedAccountView {
    /// From 1, in the order of the file.
    place: usize,
    /// Null where it was left out.
    account_guid: Option<String>,
    is_new: bool,
    new: u32,
    /// Of the new ones, those that look like one that is there; see the suggestions.
    alike: u32,
    known: u32,
    /// Removed by the person before, twice in the file, or with signs that are turned round.
    left_out: u32,
}

impl From<ImportedAccount> for ImportedAccountView {
    fn from(account: ImportedAccount) -> Self {
        let ImportedAccount { place, account_guid, is_new, new, alike, known, left_out } = account;
        Self { place, account_guid, is_new, new, alike, known, left_out }
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportResponseBody)]
pub(crate) struct ImportBody {
    import: ImportView,
    /// What a staged file leaves open, and only a person can say.
    question: Option<Question>,
    /// What a staged file would bring.
    preview: Option<Preview>,
}

impl From<&Import> for ImportBody {
    fn from(import: &Import) -> Self {
        Self { import: import.into(), question: None, preview: None }
    }
}

impl ImportBody {
    pub(crate) fn looked(import: &Import, looked: &Looked) -> Self {
        match looked {
            Looked::Question(flaw) => Self { question: Some(flaw.into()), ..Self::from(import) },
            Looked::Look(look) => Self { preview: Some((&**look).into()), ..Self::from(import) },
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportQuestion)]
struct Question {
    /// Such as `no_currency`, `dates_ambiguous` or `columns_not_found`; docs/FILES.md has them.
    code: &'static str,
    message: String,
}

impl From<&Flaw> for Question {
    fn from(flaw: &Flaw) -> Self {
        Self { code: flaw.kind.name(), message: flaw.to_string() }
    }
}

/// What a staged file would bring as things are now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportPreview)]
struct Preview {
    format: &'static str,
    /// When the very same file was imported before.
    imported_before_at: Option<String>,
    warnings: Vec<Remark>,
    /// The first rows that cannot be trusted and are left out; `skipped_count` counts all.
    skipped: Vec<SkippedRow>,
    skipped_count: usize,
    /// How a CSV is read.
    #[schema(value_type = Option<Object>)]
    csv_layout: Option<Value>,
    accounts: Vec<AccountPreview>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportRemark)]
struct Remark {
    code: &'static str,
    message: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportSkippedRow)]
struct SkippedRow {
    line: Option<usize>,
    entry: Option<usize>,
    code: &'static str,
    message: String,
}

impl From<&Skipped> for SkippedRow {
    fn from(skipped: &Skipped) -> Self {
        Self {
            line: skipped.place.line,
            entry: skipped.place.entry,
            code: skipped.why.name(),
            message: skipped.why.to_string(),
        }
    }
}

impl From<&Look> for Preview {
    fn from(look: &Look) -> Self {
        let warnings = look.warnings.iter();
        Self {
            format: look.format.name(),
            imported_before_at: look.imported_before.map(time),
            warnings: warnings.map(|one| Remark { code: one.name(), message: one.to_string() }).collect(),
            skipped: look.skipped.iter().map(SkippedRow::from).collect(),
            skipped_count: look.skipped_count,
            csv_layout: look.layout.as_ref().and_then(|layout| serde_json::to_value(layout).ok()),
            accounts: look.accounts.iter().map(AccountPreview::from).collect(),
        }
    }
}

/// An account of a file, and what it would bring.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportAccountPreview)]
struct AccountPreview {
    /// From 1, in the order of the file.
    place: usize,
    name: String,
    r#type: &'static str,
    currency_code: &'static str,
    mask: Option<String>,
    balance: Option<Number>,
    /// `known`, `new` or `left_out`
    goal: &'static str,
    /// The account that it is, when it is a known one.
    account_guid: Option<String>,
    /// Why, as with joins.
    ground: Option<&'static str>,
    /// Accounts that it may be, where that is not sure; say which, or that it is new.
    possible_account_guids: Vec<String>,
    /// What is told contradicts what is known of those.
    contradicts: bool,
    first_date: Option<String>,
    last_date: Option<String>,
    total: u32,
    new: u32,
    /// Of the new ones, those that look like one that is there: the person is asked.
    alike: u32,
    known: u32,
    /// Removed by the person before, twice in the file, or with signs that are turned round.
    left_out: u32,
    /// The first rows: those that look like others before new ones, and those before known ones.
    rows: Vec<RowPreview>,
}

impl From<&AccountLook> for AccountPreview {
    fn from(look: &AccountLook) -> Self {
        let facts = &look.facts;
        let (goal, known, ground) = match &look.goal {
            Goal::New => ("new", None, None),
            Goal::Known(account, ground) => ("known", Some(account.guid.to_string()), Some(ground.name())),
            Goal::LeftOut => ("left_out", None, None),
        };
        let balance = facts.amounts.get(&AmountField::Balance);
        Self {
            place: look.place,
            name: facts.name.clone(),
            r#type: facts.account_type.name(),
            currency_code: facts.currency.code(),
            mask: facts.mask.clone(),
            balance: balance.map(|minor| Number(Money::new(*minor, facts.currency).decimal())),
            goal,
            account_guid: known,
            ground,
            possible_account_guids: look.possible.iter().map(|one| one.guid.to_string()).collect(),
            contradicts: look.is_conflict,
            first_date: look.days.map(|(first, _)| first.to_string()),
            last_date: look.days.map(|(_, last)| last.to_string()),
            total: look.total,
            new: look.new,
            alike: look.alike,
            known: look.known,
            left_out: look.left_out,
            rows: look.rows.iter().map(RowPreview::from).collect(),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportRowPreview)]
struct RowPreview {
    /// `new`, `alike`, `known`, `copy`, `removed` or `reversed`
    fate: &'static str,
    #[serde(flatten)]
    row: Row,
    /// Those that are there and are it, or look like it.
    like: Vec<Row>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportRow)]
struct Row {
    date: String,
    amount: Number,
    /// `CREDIT` or `DEBIT`
    r#type: &'static str,
    /// `POSTED` or `PENDING`
    status: &'static str,
    description: String,
    memo: Option<String>,
}

impl From<&RowLook> for RowPreview {
    fn from(look: &RowLook) -> Self {
        Self {
            fate: look.fate.name(),
            row: (&look.facts).into(),
            like: look.known.iter().map(Row::from).collect(),
        }
    }
}

impl From<&TransactionFacts> for Row {
    fn from(facts: &TransactionFacts) -> Self {
        Self {
            date: facts.date.to_string(),
            amount: Number(facts.amount.decimal()),
            r#type: facts.transaction_type.name(),
            status: facts.status.name(),
            description: facts.description.clone(),
            memo: facts.memo.clone(),
        }
    }
}
