//! What a file would bring: account by account, and where each goes.

use super::left_out::{self, LeftOut};
use super::{accounts, flaws, list_path, path_of};
use crate::pages::amount::{AccountLine, written};
use crate::pages::connections::Tab;
use crate::pages::day;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::response::Response;
use domain::account::AccountType;
use domain::money::Money;
use domain::text::Part;
use domain::transaction::{TransactionFacts, TransactionType};
use engine::files::Warning;
use engine::records::{Account, Import};
use engine::{AccountLook, AccountWish, Fate, Goal, ImportWishes, Look, RowLook};

/// Types that a new account may have.
const TYPES: [AccountType; 6] = [
    AccountType::Checking,
    AccountType::Savings,
    AccountType::CreditCard,
    AccountType::Loan,
    AccountType::Investment,
    AccountType::Cash,
];

#[derive(Debug, Template)]
#[template(path = "connections/imports/look.html")]
struct LookView {
    words: Words,
    title: String,
    notices: Vec<String>,
    /// What is most often no trouble.
    notes: Vec<String>,
    is_changed: bool,
    accounts: Vec<AccountPart>,
    /// Only a CSV may have its signs turned round.
    asks_for_signs: bool,
    is_sign_reversed: bool,
    left_out: Vec<LeftOut>,
    left_out_more: String,
    take: String,
    action: String,
    discard: String,
}

impl View for LookView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

#[derive(Debug)]
struct AccountPart {
    place: usize,
    name: String,
    kind: String,
    balance: String,
    days: String,
    lines: Vec<String>,
    /// Where it can go: value, label, and whether that is chosen.
    goals: Vec<(String, String, bool)>,
    goal: String,
    /// The person is to say where it goes.
    is_open: bool,
    type_shown: &'static str,
    is_new: bool,
    typed_name: String,
    /// Empty where the file says the type.
    types: Vec<(&'static str, String, bool)>,
    rows: Vec<RowPart>,
    more: String,
}

#[derive(Debug)]
struct RowPart {
    day: String,
    name: String,
    amount: String,
    fate: String,
    is_alike: bool,
    /// The one that it looks like.
    like: String,
}

pub(super) async fn show(
    viewer: &Viewer,
    import: &Import,
    look: &Look,
    is_changed: bool,
) -> Result<Response, Mishap> {
    let words = viewer.words();
    let path = path_of(viewer, import);
    let wishes = ImportWishes::of(import);
    let known = accounts(viewer).await?;
    let nameless = words.say("page-import-nameless");
    let file = import.file_name.as_deref().unwrap_or(&nameless);
    let mut notices = Vec::new();
    if let Some(before) = look.imported_before {
        notices.push(words.with("page-import-before", "day", &day::written(before, words)));
    }
    let (quiet, loud): (Vec<Warning>, Vec<Warning>) =
        look.warnings.iter().partition(|one| **one == Warning::EncodingAssumed);
    let said = |warnings: Vec<Warning>| warnings.into_iter().map(|one| flaws::warning(one, words));
    notices.extend(said(loud));
    let (left_out, left_out_more) = left_out::of(&look.skipped, look.skipped_count, words);
    let new = look.accounts.iter().map(|one| one.new).sum::<u32>();
    let view = LookView {
        words,
        title: words.with("page-import-look-title", "file", file),
        notices,
        notes: said(quiet).collect(),
        is_changed,
        accounts: look.accounts.iter().map(|one| part(one, &known, &wishes, words)).collect(),
        asks_for_signs: look.layout.is_some(),
        is_sign_reversed: wishes.is_sign_reversed,
        left_out,
        left_out_more,
        take: words.count("button-import-take", usize::try_from(new).unwrap_or(usize::MAX)),
        action: path.clone(),
        discard: format!("{path}/discard"),
    };
    viewer.show(Shown::of(&view)?.tab(Tab::Connections).back(list_path(viewer)).at(path)).await
}

fn part(look: &AccountLook, known: &[Account], wishes: &ImportWishes, words: Words) -> AccountPart {
    let facts = &look.facts;
    let line = AccountLine::told(facts, words);
    let counts = [("new", Part::Count(i64::from(look.new))), ("known", Part::Count(i64::from(look.known)))];
    let count = |key: &str, count: u32| {
        (count > 0).then(|| words.count(key, usize::try_from(count).unwrap_or(usize::MAX)))
    };
    let is_left_out = matches!(look.goal, Goal::LeftOut);
    let mut lines = vec![if is_left_out {
        words.say("page-import-nowhere")
    } else {
        words.fill("page-import-counts", &counts)
    }];
    lines.extend(count("page-import-alike", look.alike));
    lines.extend(count("page-import-left-out", look.left_out));
    let wish = wishes.accounts.get(&look.place);
    let is_new = matches!(look.goal, Goal::New);
    let is_refused = look.is_conflict && matches!(wish, Some(AccountWish::Is(_)));
    let is_open = is_refused || is_new && !look.is_conflict && !look.possible.is_empty();
    if is_refused {
        lines.push(words.say("page-import-chosen-conflict"));
    } else if look.is_conflict {
        lines.push(words.say("page-import-conflict"));
    } else if is_open {
        let names: Vec<String> = look.possible.iter().map(|one| AccountLine::of(one, words).name).collect();
        lines.push(words.fill("page-import-possible", &[("accounts", Part::Text(&names.join(", ")))]));
    }
    let (typed_name, wished_type) = match wish {
        Some(AccountWish::New { name, account_type }) => (name.clone().unwrap_or_default(), *account_type),
        Some(AccountWish::Is(_) | AccountWish::LeaveOut) | None => (String::new(), None),
    };
    let chosen = wished_type.unwrap_or(AccountType::Checking);
    let types = TYPES.iter().filter(|_| is_new && !look.is_typed).map(|one| {
        let label = words.say(&format!("page-account-{}", one.name().to_lowercase()));
        (one.name(), label, *one == chosen)
    });
    let rest = usize::try_from(look.total).unwrap_or(usize::MAX).saturating_sub(look.rows.len());
    AccountPart {
        place: look.place,
        name: line.name,
        kind: line.kind,
        balance: line.balance,
        days: look.days.map_or_else(String::new, |(first, last)| {
            let (first, last) = (day::of(first, words), day::of(last, words));
            words.fill("page-import-days", &[("first", Part::Text(&first)), ("last", Part::Text(&last))])
        }),
        lines,
        goal: match &look.goal {
            Goal::Known(account, _) => account.guid.to_string(),
            Goal::New if is_open => String::new(),
            Goal::New => "new".to_owned(),
            Goal::LeftOut => "out".to_owned(),
        },
        type_shown: if is_new && !look.is_typed { chosen.name() } else { "" },
        goals: goals(look, is_open, known, words),
        is_open,
        is_new,
        typed_name,
        types: types.collect(),
        rows: look.rows.iter().map(|one| row(one, words)).collect(),
        more: if rest > 0 && !look.rows.is_empty() {
            words.count("page-import-more", rest)
        } else {
            String::new()
        },
    }
}

/// Those that it may be first, then the others in its currency. Where that is open, none is chosen.
fn goals(look: &AccountLook, is_open: bool, known: &[Account], words: Words) -> Vec<(String, String, bool)> {
    let mut goals = Vec::new();
    if is_open {
        goals.push((String::new(), words.say("page-import-choose-one"), true));
    }
    let goal = match &look.goal {
        Goal::Known(account, _) => Some(account.guid),
        Goal::New | Goal::LeftOut => None,
    };
    let is_likely = |one: &&Account| look.possible.iter().any(|other| other.guid == one.guid);
    let likely = known.iter().filter(|one| Some(one.guid) == goal || is_likely(one));
    let others = known
        .iter()
        .filter(|one| Some(one.guid) != goal && !is_likely(one) && one.facts.currency == look.facts.currency);
    let named = |one: &Account| {
        let line = AccountLine::of(one, words);
        (line.guid, format!("{} ({})", line.name, line.kind), Some(one.guid) == goal)
    };
    goals.extend(likely.map(named));
    goals.push(("new".to_owned(), words.say("field-import-new"), !is_open && matches!(look.goal, Goal::New)));
    goals.extend(others.map(named));
    goals.push(("out".to_owned(), words.say("field-import-out"), matches!(look.goal, Goal::LeftOut)));
    goals
}

fn row(look: &RowLook, words: Words) -> RowPart {
    let like = look.known.first().filter(|_| look.fate == Fate::Alike);
    RowPart {
        day: day::of(look.facts.date, words),
        name: look.facts.description.clone(),
        amount: amount(&look.facts, words),
        fate: words.say(&format!("page-import-fate-{}", look.fate.name())),
        is_alike: look.fate == Fate::Alike,
        like: like.map_or_else(String::new, |known| {
            format!("{} · {} · {}", day::of(known.date, words), known.description, amount(known, words))
        }),
    }
}

fn amount(facts: &TransactionFacts, words: Words) -> String {
    let sign = match facts.transaction_type {
        TransactionType::Credit => 1,
        TransactionType::Debit => -1,
    };
    written(Money::new(facts.amount.minor.saturating_mul(sign), facts.amount.currency), words)
}
