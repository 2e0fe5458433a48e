//! An account kept by hand: for what no source reaches.

use super::fields::{FieldsView, mark};
use super::{search_path, see};
use crate::pages::form::{Field, Form};
use crate::pages::messages::Telling;
use crate::pages::mishap::Mishap;
use crate::pages::shown::Shown;
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use axum::http::StatusCode;
use axum::response::Response;
use domain::account::{AccountFacts, AccountType, AmountField};
use domain::money::{Currency, Money};
use engine::NewAccount;

const NAME_CHARS_MAX: usize = 255;
const BALANCE_CHARS_MAX: usize = 30;
/// What is offered; the directory has banks of these countries.
const CURRENCIES: [&str; 3] = ["USD", "CAD", "MXN"];

pub(super) async fn show(viewer: Viewer) -> Result<Response, Mishap> {
    page(&viewer, None, &[], viewer.once()).await
}

async fn page(
    viewer: &Viewer,
    sent: Option<&Form>,
    wrong: &[(&'static str, String)],
    once: String,
) -> Result<Response, Mishap> {
    let view =
        view(viewer.words(), &viewer.base(), viewer.app_name(), sent, wrong, once, search_path(viewer));
    let telling = Telling { step: Some("addManualAccount"), ..Telling::default() };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = Shown::of(&view)?.telling(telling).status(status);
    viewer
        .show(match search_path(viewer) {
            Some(search) => shown.back(search),
            None => shown,
        })
        .await
}

pub(in crate::pages) fn view(
    words: Words,
    base: &str,
    app: &str,
    sent: Option<&Form>,
    wrong: &[(&'static str, String)],
    once: String,
    search: Option<String>,
) -> FieldsView {
    let typed = |name: &str, default: &str| {
        sent.map_or_else(|| default.to_owned(), |sent| sent.text(name).to_owned())
    };
    let kinds = AccountType::ALL.iter().map(|one| {
        let name = one.name();
        (name.to_owned(), words.say(&format!("page-account-{}", name.to_lowercase())))
    });
    let currencies = CURRENCIES.map(|code| (code.to_owned(), code.to_owned()));
    let mut fields = vec![
        Field {
            value: typed("name", ""),
            chars_max: NAME_CHARS_MAX,
            ..Field::new("name", "text", words.say("field-account-name"))
        },
        Field {
            value: typed("type", AccountType::Checking.name()),
            choices: kinds.collect(),
            ..Field::new("type", "choice", words.say("field-account-type"))
        },
        Field {
            value: typed("balance", ""),
            hint: words.say("field-balance-hint"),
            chars_max: BALANCE_CHARS_MAX,
            ..Field::new("balance", "decimal", words.say("field-balance"))
        },
        Field {
            value: typed("currency", Currency::USD.code()),
            choices: currencies.to_vec(),
            ..Field::new("currency", "choice", words.say("field-currency"))
        },
    ];
    let wrong = mark(&mut fields, wrong);
    FieldsView {
        words,
        title: words.say("page-manual-title"),
        lead: vec![words.with("page-manual-text", "app", app)],
        wrong,
        fields,
        hidden: Vec::new(),
        sent_along: Vec::new(),
        never: String::new(),
        once,
        action: format!("{base}/connect/manual"),
        submit: words.say("button-add-account"),
        cancel: search.unwrap_or_else(|| format!("{base}/connect")),
    }
}

pub(super) async fn make(viewer: Viewer, sent: Form) -> Result<Response, Mishap> {
    let facts = match read(&sent, viewer.words()) {
        Ok(facts) => facts,
        Err(wrong) => return page(&viewer, Some(&sent), &wrong, sent.once().to_owned()).await,
    };
    let new = NewAccount { facts, metadata: None, is_hidden: false, is_business: false };
    match viewer.scope().create_account(viewer.user(), new, Some(sent.key()?)).await {
        // Sent again after the account was removed: nothing is made twice.
        Ok(_) | Err(engine::Error::NotFound("account")) => {
            Ok(see(&format!("{}/connect/done?sent=manual", viewer.base())))
        }
        Err(error) => Err(error.into()),
    }
}

pub(in crate::pages) fn read(sent: &Form, words: Words) -> Result<AccountFacts, Vec<(&'static str, String)>> {
    let name = sent.trimmed("name");
    let mut wrong = Vec::new();
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
        wrong.push(("name", words.say("page-wrong-account-name")));
    }
    let account_type = AccountType::from_name(sent.text("type"));
    if account_type.is_none() {
        wrong.push(("type", words.say("page-wrong-choice")));
    }
    let currency = sent.text("currency").parse::<Currency>().ok();
    if currency.is_none() {
        wrong.push(("currency", words.say("page-wrong-choice")));
    }
    let money = currency.map(|currency| Money::parse(&plain(sent.text("balance")), currency));
    if matches!(money, Some(Err(_))) {
        wrong.push(("balance", words.say("page-wrong-balance")));
    }
    match (account_type, currency, money) {
        (Some(account_type), Some(currency), Some(Ok(money))) if wrong.is_empty() => {
            let mut facts = AccountFacts::new(name, account_type, currency);
            facts.amounts.insert(AmountField::Balance, money.minor);
            Ok(facts)
        }
        _ => Err(wrong),
    }
}

/// An amount as people type it, as the decimal text it means: `1,234.50`, `1.234,50`, `1 234,50`. The last sign between digits is the
/// point, unless three digits follow it and it stands nowhere else as one.
fn plain(typed: &str) -> String {
    let kept: String = typed
        .chars()
        .filter(|one| !one.is_whitespace() && !matches!(one, '\'' | '$' | '€'))
        .map(|one| if one == '−' { '-' } else { one })
        .collect();
    let point = kept.rfind(['.', ',']).filter(|at| {
        let behind = kept.len().saturating_sub(at + 1);
        let sign = kept.get(*at..=*at).unwrap_or_default();
        behind != 3 || (sign == "." && kept.matches(['.', ',']).count() == 1 && kept.starts_with("0."))
    });
    kept.char_indices()
        .filter_map(|(at, one)| match one {
            '.' | ',' if Some(at) == point => Some('.'),
            '.' | ',' => None,
            other => Some(other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        let check = |typed: &str, expected: &str| assert_eq!(plain(typed), expected, "{typed}");
        check("12", "12");
        check("12.50", "12.50");
        check("12,5", "12.5");
        check("1,234.50", "1234.50");
        check("1.234,50", "1234.50");
        check("1\u{202f}234,50", "1234.50");
        check("1,234", "1234");
        check("1.234", "1234");
        check("−642.18", "-642.18");
        check("$ 3", "3");
        check("nonsense", "nonsense");
    }
}
