//! An account in the shapes of FDX: what every account has, and what its category adds.

use serde_json::{Map, Value, json};

use super::{Desk, amount, percent};
use crate::accounts::figures::{self, Figures};
use crate::accounts::{Account, AccountType, holdings};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::money::{Cents, Percent};
use crate::oauth::Scope;
use crate::trick::Trick;

const DEPOSIT: &str = "DEPOSIT_ACCOUNT";
const LINE_OF_CREDIT: &str = "LOC_ACCOUNT";
const LOAN: &str = "LOAN_ACCOUNT";
const INVESTMENT: &str = "INVESTMENT_ACCOUNT";
const INSURANCE: &str = "INSURANCE_ACCOUNT";

/// The category and the type, for what FDX has a word for.
pub(super) fn kind(account: &Account) -> Option<(&'static str, &'static str)> {
    Some(match (account.template.kind, account.template.subtype) {
        (AccountType::Checking, _) => (DEPOSIT, "CHECKING"),
        (AccountType::Savings, _) => (DEPOSIT, "SAVINGS"),
        (AccountType::Prepaid, _) => (DEPOSIT, "OTHERDEPOSIT"),
        (AccountType::CreditCard, _) => (LINE_OF_CREDIT, "CREDITCARD"),
        (AccountType::LineOfCredit, Some("HOME_EQUITY")) => (LINE_OF_CREDIT, "HOMELINEOFCREDIT"),
        (AccountType::LineOfCredit | AccountType::CheckingLineOfCredit, _) => {
            (LINE_OF_CREDIT, "LINEOFCREDIT")
        }
        (AccountType::Loan, Some("AUTO")) => (LOAN, "AUTOLOAN"),
        (AccountType::Loan, _) => (LOAN, "LOAN"),
        (AccountType::Mortgage, _) => (LOAN, "MORTGAGE"),
        (AccountType::Investment, Some("IRA")) => (INVESTMENT, "IRA"),
        (AccountType::Investment, _) => (INVESTMENT, "BROKERAGEPRODUCT"),
        (AccountType::Insurance, _) => (INSURANCE, "WHOLELIFE"),
        (AccountType::Property | AccountType::Cash, _) => return None,
    })
}

/// The account's id as it is told now.
pub(super) fn id(desk: &Desk<'_>, account: &Account) -> String {
    let id = account.id(Channel::Fdx);
    match desk.trick {
        Some(Trick::ChangingIds) => format!("{id}.{}", desk.bank.now().as_second()),
        Some(
            Trick::TokenLost
            | Trick::HalfAnswers
            | Trick::WrongTypes
            | Trick::OtherIssuer
            | Trick::OthersTransactions,
        )
        | None => id,
    }
}

/// Name, type and number alone.
pub(super) fn descriptor(desk: &Desk<'_>, account: &Account) -> Value {
    Value::Object(named(desk, account))
}

/// All that is told of the account.
pub(super) fn details(desk: &Desk<'_>, account: &Account) -> Value {
    let now = desk.bank.now();
    let owners = desk.reader.owners(desk.bank, account);
    let figures = figures::of_account(account, owners.first(), now);
    let mut told = named(desk, account);
    let category = kind(account).map(|(category, _)| category);
    let more = match category {
        Some(DEPOSIT) => deposit(&figures),
        Some(LINE_OF_CREDIT) => line_of_credit(&figures),
        Some(LOAN) => loan(&figures),
        Some(INVESTMENT) => investment(account, &figures, Day::of(now)),
        Some(INSURANCE) => insurance(&figures),
        Some(_) | None => Value::Null,
    };
    if let Value::Object(more) = more {
        told.extend(more.into_iter().filter(|(_, value)| !value.is_null()));
        told.insert("balanceAsOf".to_owned(), json!(now));
    }
    if desk.reader.may_read(Scope::Numbers) {
        told.extend(account.numbers.number.clone().map(|number| ("accountNumber".to_owned(), json!(number))));
    }
    Value::Object(told)
}

fn named(desk: &Desk<'_>, account: &Account) -> Map<String, Value> {
    let today = Day::of(desk.bank.now());
    let (category, kind) = kind(account).unwrap_or_default();
    let owes = [LINE_OF_CREDIT, LOAN].contains(&category);
    let told = json!({
        "accountId": id(desk, account),
        "accountCategory": category,
        "accountType": kind,
        "accountNumberDisplay": account.numbers.mask.as_ref().map(|mask| format!("xxxx{mask}")),
        "productName": account.template.name,
        "nickname": (account.name != account.template.name).then_some(&account.name),
        "status": if account.is_closed(today) { "CLOSED" } else { "OPEN" },
        "currency": {"currencyCode": account.currency},
        "balanceType": if owes { "LIABILITY" } else { "ASSET" },
        "accountOpenDate": account.opened_on,
    });
    match told {
        Value::Object(told) => told.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        _ => Map::new(),
    }
}

fn deposit(figures: &Figures) -> Value {
    json!({
        "currentBalance": amount(figures.balance),
        "availableBalance": cents(figures.available_balance),
        "annualPercentageYield": rate(figures.apy),
    })
}

fn line_of_credit(figures: &Figures) -> Value {
    json!({
        "currentBalance": amount(figures.balance),
        "creditLine": cents(figures.credit_limit),
        "availableCredit": cents(figures.available_credit),
        "purchasesApr": rate(figures.apr),
        "minimumPaymentAmount": cents(figures.minimum_payment),
        "nextPaymentDate": figures.payment_due_at.map(Day::of),
        "lastPaymentAmount": cents(figures.last_payment),
        "lastPaymentDate": figures.last_payment_at.map(Day::of),
        "lastStmtBalance": cents(figures.statement_balance),
    })
}

fn loan(figures: &Figures) -> Value {
    json!({
        "principalBalance": amount(figures.balance),
        "originalPrincipal": cents(figures.original_balance),
        "payOffAmount": cents(figures.payoff_balance),
        "interestRate": rate(figures.interest_rate),
        "nextPaymentAmount": cents(figures.minimum_payment),
        "nextPaymentDate": figures.payment_due_at.map(Day::of),
        "lastPaymentAmount": cents(figures.last_payment),
        "lastPaymentDate": figures.last_payment_at.map(Day::of),
        "originatingDate": figures.started_on,
        "maturityDate": figures.matures_on,
    })
}

fn investment(account: &Account, figures: &Figures, today: Day) -> Value {
    let holdings: Vec<Value> = holdings::of_account(account, today)
        .into_iter()
        .map(|holding| {
            let security = holding.security;
            let units = format!("{}.{:03}", holding.quantity_milli / 1_000, holding.quantity_milli % 1_000);
            json!({
                "holdingId": account.tag("h", Channel::Fdx, &[security.symbol]),
                "holdingName": security.description,
                "holdingType": holding_type(security.kind),
                "symbol": security.symbol,
                "securityIds": [{"id": security.cusip(), "idType": "CUSIP"}],
                "units": super::number(&units),
                "currentUnitPrice": amount(holding.price),
                "marketValue": amount(holding.market_value),
                "positionType": "LONG",
                "currency": {"currencyCode": account.currency},
                "taxLots": [{"quantity": super::number(&units), "costBasis": amount(holding.cost_basis)}],
            })
        })
        .collect();
    json!({
        "currentValue": amount(figures.balance),
        "availableCashBalance": cents(figures.cash_balance),
        "holdings": holdings,
    })
}

fn insurance(figures: &Figures) -> Value {
    json!({
        "policyPremium": cents(figures.premium_amount),
        "policyPremiumTerm": "MONTHLY",
        "policyCoverageAmount": cents(figures.death_benefit),
        "policyStartDate": figures.started_on,
        "policyStatus": "ACTIVE",
    })
}

fn holding_type(kind: &str) -> &'static str {
    match kind {
        "MUTUAL_FUND" => "MUTUALFUND",
        "EQUITY" => "STOCK",
        "FIXED_INCOME" => "BOND",
        _ => "OTHER",
    }
}

fn cents(cents: Option<Cents>) -> Value {
    cents.map_or(Value::Null, amount)
}

fn rate(rate: Option<Percent>) -> Value {
    rate.map_or(Value::Null, percent)
}
