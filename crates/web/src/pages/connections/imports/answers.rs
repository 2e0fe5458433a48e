//! What a person says of a file, from the fields of a form.

use crate::pages::form::Form;
use crate::pages::words::Words;
use domain::account::AccountType;
use domain::money::Currency;
use engine::files::{Column, ColumnAt, ColumnRole, CsvLayout, DateOrder, Delimiter, LayoutVersion};
use engine::{AccountWish, ImportWishes};
use serde_json::Value;

/// Columns of which something can be said.
pub(super) const COLUMNS_MAX: usize = 30;
/// What can be said of a column.
pub(super) const ROLES: [(&str, ColumnRole); 9] = [
    ("date", ColumnRole::Date),
    ("description", ColumnRole::Description),
    ("memo", ColumnRole::Memo),
    ("amount", ColumnRole::Amount),
    ("debit", ColumnRole::Debit),
    ("credit", ColumnRole::Credit),
    ("balance", ColumnRole::Balance),
    ("currency", ColumnRole::Currency),
    ("id", ColumnRole::Id),
];
/// Characters of the name of an account.
const NAME_CHARS_MAX: usize = 100;

/// What cannot be taken of what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Neither was a currency chosen nor a code typed.
    CurrencyMissing,
    /// What was typed is no code.
    CurrencyUnknown(String),
}

impl Wrong {
    pub(super) fn typed(&self) -> &str {
        match self {
            Self::CurrencyMissing => "",
            Self::CurrencyUnknown(typed) => typed,
        }
    }

    pub(super) fn text(&self, words: Words) -> String {
        match self {
            Self::CurrencyMissing => words.say("page-import-currency-missing"),
            Self::CurrencyUnknown(typed) => words.with("page-import-currency-unknown", "code", typed),
        }
    }
}

/// The currency, where it was asked for; what is typed goes before what is chosen.
fn currency(sent: &Form) -> Result<Option<Currency>, Wrong> {
    let (typed, chosen) = (sent.trimmed("currency-other"), sent.trimmed("currency"));
    let said = if typed.is_empty() { chosen } else { typed };
    match (said.is_empty(), said.to_uppercase().parse()) {
        (false, Ok(currency)) => Ok(Some(currency)),
        (false, Err(_)) => Err(Wrong::CurrencyUnknown(said)),
        (true, _) if sent.text("asked") == "currency" => Err(Wrong::CurrencyMissing),
        (true, _) => Ok(None),
    }
}

/// What was said before, with what is said now; a field that is not there says nothing.
pub(super) fn read(sent: &Form, before: &ImportWishes) -> Result<ImportWishes, Wrong> {
    let mut wishes = before.clone();
    wishes.currency = currency(sent)?.or(wishes.currency);
    if let Ok(order) = serde_json::from_value::<DateOrder>(Value::from(sent.trimmed("order"))) {
        wishes.date_order = Some(order);
    }
    if sent.secret("signs").is_some() {
        wishes.is_sign_reversed = sent.text("reversed") == "on";
    }
    if let Some(layout) = layout(sent) {
        wishes.layout = Some(layout);
    }
    for place in places(sent) {
        // What was found out and left as it is stays to be found out.
        if is_moved(sent, place) || is_described(sent, place) {
            match account(sent, place) {
                Some(wish) => drop(wishes.accounts.insert(place, wish)),
                None => drop(wishes.accounts.remove(&place)),
            }
        }
    }
    Ok(wishes)
}

/// Whether what was said changes which transactions come, and where: then it is to be seen again.
pub(super) fn changes_what_comes(sent: &Form, (before, now): (&ImportWishes, &ImportWishes)) -> bool {
    let reading = |wishes: &ImportWishes| {
        (wishes.currency, wishes.date_order, wishes.layout.clone(), wishes.is_sign_reversed)
    };
    reading(before) != reading(now) || places(sent).any(|place| is_moved(sent, place))
}

fn places(sent: &Form) -> impl Iterator<Item = usize> {
    sent.all("place").filter_map(|place| place.parse::<usize>().ok())
}

/// Whether it was not said where an account goes that may be one which is there.
pub(super) fn leaves_open(sent: &Form) -> bool {
    places(sent).any(|place| sent.text(&format!("goal-{place}")).is_empty())
}

/// Whether the account goes elsewhere than was shown.
fn is_moved(sent: &Form, place: usize) -> bool {
    sent.text(&format!("goal-{place}")) != sent.text(&format!("shown-goal-{place}"))
}

/// Whether something is said of a new account that was not shown.
fn is_described(sent: &Form, place: usize) -> bool {
    let is_new =
        |field: &str| sent.text(&format!("{field}-{place}")) != sent.text(&format!("shown-{field}-{place}"));
    is_new("name") || is_new("type")
}

/// Where an account goes; none where that is to be found out.
fn account(sent: &Form, place: usize) -> Option<AccountWish> {
    match sent.text(&format!("goal-{place}")) {
        "new" => {
            let name: String = sent.trimmed(&format!("name-{place}")).chars().take(NAME_CHARS_MAX).collect();
            Some(AccountWish::New {
                name: Some(name).filter(|name| !name.is_empty()),
                account_type: AccountType::from_name(sent.text(&format!("type-{place}"))),
            })
        }
        "out" => Some(AccountWish::LeaveOut),
        guid => guid.parse().ok().map(AccountWish::Is),
    }
}

/// The columns, when they were asked for.
fn layout(sent: &Form) -> Option<CsvLayout> {
    let delimiter = serde_json::from_value::<Delimiter>(Value::from(sent.text("delimiter"))).ok()?;
    let columns = (1..=COLUMNS_MAX).filter_map(|number| {
        let said = sent.text(&format!("column-{number}"));
        let holds = ROLES.iter().find(|(name, _)| *name == said).map(|(_, role)| *role)?;
        Some(Column { holds, at: ColumnAt::Number(number) })
    });
    Some(CsvLayout {
        version: LayoutVersion::One,
        delimiter,
        has_header: false,
        columns: columns.collect(),
        date_order: None,
        decimal: None,
        currency: None,
        is_sign_reversed: false,
    })
}
