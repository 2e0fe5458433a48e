//! From the bank's words to the hub's.

use super::{codes, wire};
use crate::data::{AccountProblem, Fetched, SourceAccount, SourceStatement, SourceTransaction};
use crate::directory::{DirectoryEntry, DirectoryPage, FieldKind, FieldOption, FormField};
use crate::grant::{Grant, Secret};
use crate::problem::Problem;
use crate::sign_in::{Outcome, Question, QuestionOption};
use domain::account::{
    AccountFacts, AccountType, AmountField, Holding, Numbers, Owner, Ownership, RateField, TextField,
    TimeField,
};
use domain::institution::{InstitutionKind, Product};
use domain::money::{Currency, Money, Rate};
use domain::reason::Reason;
use domain::run::ChallengeKind;
use domain::transaction::{TransactionFacts, TransactionStatus, TransactionType};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

pub(super) fn directory(page: wire::Directory, after: Option<&str>) -> Result<DirectoryPage, Problem> {
    let next = onward(page.next, after)?;
    let entries: Vec<DirectoryEntry> = page.institutions.into_iter().map(entry).collect();
    match entries.iter().find_map(DirectoryEntry::flaw) {
        Some(flaw) => Err(Problem::new(Reason::InstitutionError, flaw)),
        None => Ok(DirectoryPage { entries, next }),
    }
}

fn entry(institution: wire::Institution) -> DirectoryEntry {
    DirectoryEntry {
        id: institution.code.clone(),
        code: institution.code,
        name: institution.name,
        aliases: institution.aliases,
        kind: InstitutionKind::from_name(&institution.kind).unwrap_or(InstitutionKind::Personal),
        country: institution.country,
        url: institution.url,
        forgot_password_url: institution.forgot_password_url,
        forgot_username_url: institution.forgot_username_url,
        trouble_signing_in_url: institution.trouble_signing_in_url,
        instructions: institution.instructions,
        instruction_steps: institution.instruction_steps,
        popularity: institution.popularity,
        products: institution.products.iter().filter_map(|name| Product::from_name(name)).collect(),
        is_throttled: institution.is_throttled,
        is_oauth: institution.is_oauth,
        login_form: institution
            .login_form
            .into_iter()
            .map(|field| FormField {
                id: field.id,
                guid: field.guid,
                label: field.label,
                kind: match field.kind {
                    wire::FieldKind::Text => FieldKind::Text,
                    wire::FieldKind::Password => FieldKind::Password,
                    wire::FieldKind::Choice => FieldKind::Choice,
                },
                options: field
                    .options
                    .into_iter()
                    .map(|option| FieldOption { label: option.label, value: option.value })
                    .collect(),
                names_person: field.names_person,
            })
            .collect(),
    }
}

pub(super) fn outcome(sign_in: wire::SignIn) -> Result<Outcome, Problem> {
    let outcome = match sign_in.state {
        wire::State::Question { deadline, previous_answer_wrong, questions } => Outcome::Ask {
            questions: questions.into_iter().map(question).collect(),
            expires_at: deadline,
            is_asked_again: previous_answer_wrong,
        },
        wire::State::Waiting { retry_at, because } => {
            Outcome::Wait { until: retry_at, because: codes::reason(&because).unwrap_or(Reason::InProgress) }
        }
        wire::State::SignedIn { token } => {
            Outcome::Done { grant: Grant { fields: BTreeMap::new(), token: Some(Secret::new(token)) } }
        }
        wire::State::Refused { code } => {
            /// A refusal is an answer like any other; its code tells what it is.
            const OK: u16 = 200;
            return Err(codes::problem(&code, OK));
        }
    };
    match outcome.flaw() {
        Some(flaw) => Err(Problem::new(Reason::InstitutionError, flaw)),
        None => Ok(outcome),
    }
}

fn question(question: wire::Question) -> Question {
    Question {
        is_captcha: matches!(question.kind, wire::QuestionKind::Captcha),
        id: question.id,
        kind: match question.kind {
            wire::QuestionKind::Text => ChallengeKind::Text,
            wire::QuestionKind::Code => ChallengeKind::Token,
            wire::QuestionKind::Choice => ChallengeKind::Options,
            wire::QuestionKind::ImageText | wire::QuestionKind::Captcha => ChallengeKind::ImageData,
            wire::QuestionKind::ImageChoice => ChallengeKind::ImageOptions,
        },
        label: question.label,
        image: question.image,
        options: question
            .options
            .into_iter()
            .map(|option| QuestionOption { label: option.label, value: option.value, image: option.image })
            .collect(),
        medium: question.medium,
        sent_to: question.sent_to,
    }
}

/// The accounts that can be read; each other one becomes a problem of that account.
pub(super) fn accounts(page: wire::Accounts) -> Fetched {
    let (mut accounts, mut problems) = (Vec::new(), Vec::new());
    let notices = page.notices;
    for value in page.accounts {
        let id = id_of(&value);
        match serde_json::from_value::<wire::Account>(value)
            .map_err(|_| "has an unknown form")
            .and_then(account)
        {
            Ok(account) => accounts.push(account),
            Err(detail) => problems.push(AccountProblem::incomplete(&id, detail)),
        }
    }
    let notices =
        notices.iter().map(|notice| codes::reason(&notice.code).unwrap_or(Reason::Unknown)).collect();
    Fetched::Accounts { accounts, problems, notices }
}

fn id_of(value: &serde_json::Value) -> String {
    value.get("id").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

fn account(account: wire::Account) -> Result<SourceAccount, &'static str> {
    let currency: Currency = account.currency.parse().map_err(|_| "has an unknown currency")?;
    let account_type = AccountType::from_name(&account.kind).unwrap_or(AccountType::Any);
    let mut facts = AccountFacts::new(account.name, account_type, currency);
    facts.mask = account.mask;
    facts.is_closed = account.is_closed;
    facts.ownership = account.ownership.as_deref().and_then(Ownership::from_name);
    for (name, value) in account.rest.iter().filter(|(_, value)| !value.is_null()) {
        // A value of another type is as unreadable as a text that says nothing: it is told, not left out.
        let text = value.as_str().unwrap_or_default();
        if let Some(field) = AmountField::from_name(name) {
            let money = Money::parse(text, currency).map_err(|_| "has an amount that cannot be read")?;
            facts.amounts.insert(field, money.minor);
        } else if let Some(field) = RateField::from_name(name) {
            facts.rates.insert(field, Rate::parse(text).map_err(|_| "has a rate that cannot be read")?);
        } else if let Some(field) = TimeField::from_name(name) {
            let is_time =
                text.parse::<jiff::Timestamp>().is_ok() || text.parse::<jiff::civil::Date>().is_ok();
            facts
                .times
                .insert(field, is_time.then(|| text.to_owned()).ok_or("has a time that cannot be read")?);
        } else if let Some(field) = TextField::from_name(name) {
            facts.texts.insert(field, value.as_str().ok_or("has a text that cannot be read")?.to_owned());
        }
    }
    if let Some(routing) = &account.routing_number {
        facts.texts.insert(TextField::RoutingNumber, routing.clone());
    }
    Ok(SourceAccount {
        id: account.id.0,
        facts,
        number: account.number.map(Secret::new),
        routing_number: account.routing_number,
    })
}

/// The transactions that can be read; those that cannot are problems of the account.
pub(super) fn transactions(
    account: &str,
    page: wire::Transactions,
    after: Option<&str>,
    since: Option<Date>,
) -> Result<Fetched, Problem> {
    let next = onward(page.next, after)?;
    let (mut transactions, mut problems) = (Vec::new(), Vec::new());
    for value in page.transactions {
        match serde_json::from_value::<wire::Transaction>(value)
            .map_err(|_| "has a transaction of unknown form")
            .and_then(transaction)
        {
            Ok(transaction) => transactions.push(transaction),
            Err(detail) => problems.push(AccountProblem::unread(account, detail, 1)),
        }
    }
    Ok(Fetched::Transactions { transactions, next, problems, since })
}

/// The next page, unless it is the one that was just asked for: nobody follows a source in a circle.
fn onward(next: Option<String>, after: Option<&str>) -> Result<Option<String>, Problem> {
    match next {
        Some(next) if next.is_empty() || Some(next.as_str()) == after => {
            Err(Problem::new(Reason::InstitutionError, "a page leads to itself"))
        }
        next => Ok(next),
    }
}

fn transaction(one: wire::Transaction) -> Result<SourceTransaction, &'static str> {
    let currency: Currency = one.currency.parse().map_err(|_| "has a transaction of unknown currency")?;
    let amount = Money::parse(&one.amount, currency).map_err(|_| "has an amount that cannot be read")?;
    if amount.minor < 0 {
        return Err("has a negative amount, though the direction tells the side");
    }
    let happened = one.transacted_at.or(one.posted_at).ok_or("has a transaction without a time")?;
    Ok(SourceTransaction {
        id: one.id.0,
        pending_id: one.pending_id,
        facts: TransactionFacts {
            status: match one.status {
                wire::Status::Pending => TransactionStatus::Pending,
                wire::Status::Posted => TransactionStatus::Posted,
            },
            transaction_type: match one.direction {
                wire::Direction::Credit => TransactionType::Credit,
                wire::Direction::Debit => TransactionType::Debit,
            },
            amount,
            transacted_at: one.transacted_at,
            posted_at: one.posted_at,
            date: happened.to_zoned(TimeZone::UTC).date(),
            description: one.description,
            memo: one.memo,
            category: one.category,
            merchant_category_code: one.merchant_category_code,
            check_number: one.check_number,
        },
    })
}

pub(super) fn holdings(page: wire::Holdings) -> Result<Vec<Holding>, Problem> {
    page.holdings.into_iter().map(|one| holding(one).ok_or_else(|| odd("a holding"))).collect()
}

fn holding(one: wire::Holding) -> Option<Holding> {
    let currency: Currency = one.currency.parse().ok()?;
    let money = |text: Option<String>| match text {
        Some(text) => Money::parse(&text, currency).ok().map(|money| Some(money.minor)),
        None => Some(None),
    };
    Some(Holding {
        source_id: one.id.0,
        symbol: one.symbol,
        cusip: one.cusip,
        description: one.description,
        holding_type: one.kind,
        currency,
        quantity: Rate::parse(&one.quantity).ok()?,
        price: match one.price {
            Some(price) => Some(Rate::parse(&price).ok()?),
            None => None,
        },
        market_value: money(one.market_value)?,
        cost_basis: money(one.cost_basis)?,
    })
}

pub(super) fn owners(page: wire::Owners) -> Vec<Owner> {
    page.owners
        .into_iter()
        .map(|one| Owner {
            source_id: one.id.0,
            owner_name: one.name,
            first_name: one.first_name,
            last_name: one.last_name,
            email: one.email,
            phone: one.phone,
            address: one.street,
            city: one.city,
            state: one.state,
            postal_code: one.postal_code,
            country: one.country,
        })
        .collect()
}

pub(super) fn numbers(page: wire::AllNumbers) -> Vec<Numbers> {
    page.numbers
        .into_iter()
        .map(|one| Numbers {
            source_id: one.id.0,
            account_number: one.account_number,
            routing_number: one.routing_number,
            institution_number: one.institution_number,
            transit_number: one.transit_number,
            sequence_number: one.sequence_number,
        })
        .collect()
}

pub(super) fn statements(page: wire::Statements) -> Result<Vec<SourceStatement>, Problem> {
    page.statements
        .into_iter()
        .map(|one| {
            let issued_on = one.issued_on.parse().map_err(|_| odd("a statement"))?;
            Ok(SourceStatement { id: one.id.0, issued_on })
        })
        .collect()
}

fn odd(what: &str) -> Problem {
    Problem::new(Reason::InstitutionError, format!("{what} of the answer cannot be read"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// An account with one field set; `null` leaves it out.
    fn told_account(field: &str, value: Value) -> Value {
        let mut account = json!({"id": "a-1", "name": "Checking", "type": "CHECKING", "currency": "USD", "balance": "1.00"});
        account[field] = value;
        account
    }

    fn told_transaction(field: &str, value: Value) -> Value {
        let mut transaction = json!({"id": "t-1", "status": "posted", "direction": "debit", "amount": "12.34",
            "currency": "USD", "transacted_at": "2026-11-19T17:20:00Z", "description": "Cafe"});
        transaction[field] = value;
        transaction
    }

    fn read_accounts(accounts: Vec<Value>) -> (Vec<SourceAccount>, Vec<AccountProblem>) {
        match super::accounts(wire::Accounts { accounts, notices: Vec::new() }) {
            Fetched::Accounts { accounts, problems, .. } => (accounts, problems),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_bad_account_does_not_hide_the_good_ones() {
        let check = |field: &str, value: Value, detail: &str| {
            let bad = told_account(field, value);
            let told = bad.to_string();
            let (accounts, problems) =
                read_accounts(vec![told_account("id", "a-0".into()), bad, told_account("id", "a-2".into())]);
            let ids: Vec<&str> = accounts.iter().map(|account| account.id.as_str()).collect();
            assert_eq!(ids, ["a-0", "a-2"], "{told}");
            let [AccountProblem { problem, .. }] = &problems[..] else { panic!("{told}: {problems:?}") };
            assert_eq!(
                (problem.reason, problem.detail.as_str()),
                (Reason::AccountDataIncomplete, detail),
                "{told}"
            );
        };
        let form = "has an unknown form";
        check("id", "".into(), form);
        check("id", 7.into(), form);
        check("name", Value::Null, form);
        check("is_closed", "no".into(), form);
        check("currency", "XYZ".into(), "has an unknown currency");
        check("balance", "1.005".into(), "has an amount that cannot be read");
        check("balance", 1.5.into(), "has an amount that cannot be read");
        check("apr", "high".into(), "has a rate that cannot be read");
        check("apr", json!([]), "has a rate that cannot be read");
        check("payment_due_at", "soon".into(), "has a time that cannot be read");
        check("started_on", "2026-02-30".into(), "has a time that cannot be read");
        check("subtype", 7.into(), "has a text that cannot be read");
    }

    #[test]
    fn fields_of_an_account_go_where_they_belong() {
        let check = |field: &str, value: Value, is_there: fn(&AccountFacts) -> bool| {
            let (accounts, problems) = read_accounts(vec![told_account(field, value)]);
            assert!(
                problems.is_empty() && is_there(&accounts[0].facts),
                "{field}: {accounts:?} {problems:?}"
            );
        };
        check("balance", "-12.34".into(), |facts| facts.amounts.get(&AmountField::Balance) == Some(&-1_234));
        check("balance", Value::Null, |facts| facts.amounts.is_empty());
        check("apr", "19.99".into(), |facts| facts.rates[&RateField::Apr].decimal() == "19.99");
        check("started_on", "2019-03-02".into(), |facts| facts.times[&TimeField::StartedOn] == "2019-03-02");
        check("routing_number", "804659741".into(), |facts| {
            facts.texts[&TextField::RoutingNumber] == "804659741"
        });
        check("type", "SOMETHING_NEW".into(), |facts| facts.account_type == AccountType::Any);
        check("ownership", "SOMETHING_NEW".into(), |facts| facts.ownership.is_none());
        check("something_new", json!({"a": [1]}), |facts| facts.texts.is_empty());
    }

    #[test]
    fn a_bad_transaction_is_a_problem_of_its_account() {
        let check = |field: &str, value: Value, detail: &str| {
            let bad = told_transaction(field, value);
            let told = bad.to_string();
            let page = wire::Transactions {
                transactions: vec![bad, told_transaction("id", "t-2".into())],
                next: None,
            };
            let Ok(Fetched::Transactions { transactions, problems, .. }) =
                transactions("a-7", page, None, None)
            else {
                panic!("{told}");
            };
            assert_eq!(transactions.len(), 1, "{told}");
            let [AccountProblem { account, problem, rows: 1 }] = &problems[..] else {
                panic!("{told}: {problems:?}")
            };
            assert_eq!((account.as_str(), problem.detail.as_str()), ("a-7", detail), "{told}");
        };
        let form = "has a transaction of unknown form";
        check("id", "".into(), form);
        check("status", "maybe".into(), form);
        check("direction", Value::Null, form);
        check("amount", 12.34.into(), form);
        check("amount", "-12.34".into(), "has a negative amount, though the direction tells the side");
        check("amount", "12.345".into(), "has an amount that cannot be read");
        check("currency", "XYZ".into(), "has a transaction of unknown currency");
        check("transacted_at", Value::Null, "has a transaction without a time");
        check("transacted_at", "2026-11-19".into(), form);
    }

    #[test]
    fn a_day_is_of_the_time_it_happened_else_was_booked() {
        let check = |transacted_at: Value, date: &str| {
            let mut told = told_transaction("posted_at", "2026-11-21T00:00:00Z".into());
            told["transacted_at"] = transacted_at;
            let read = transaction(serde_json::from_value(told).unwrap())
                .unwrap_or_else(|detail| panic!("{detail}"));
            assert_eq!(read.facts.date.to_string(), date);
        };
        check("2026-11-19T23:59:59Z".into(), "2026-11-19");
        check("2026-11-19T23:30:00-05:00".into(), "2026-11-20");
        check(Value::Null, "2026-11-21");
    }

    #[test]
    fn nobody_follows_a_source_in_a_circle() {
        for (next, after, is_good) in [
            (None, None, true),
            (None, Some("a"), true),
            (Some("a"), None, true),
            (Some("b"), Some("a"), true),
            (Some("a"), Some("a"), false),
            (Some(""), None, false),
        ] {
            assert_eq!(onward(next.map(str::to_owned), after).is_ok(), is_good, "{next:?} after {after:?}");
        }
    }
}
