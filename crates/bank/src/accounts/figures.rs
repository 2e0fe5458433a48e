//! The figures of an account at a moment: balances, limits, rates, due dates. Those that its type does not have are null.

use domain::clock::Timestamp;
use serde::Serialize;

use super::{Account, AccountType, Course, holdings};
use crate::calendar::{Day, Month};
use crate::customer::Owner;
use crate::history::{self, Movement, Standing, habits::Side, loan};
use crate::money::{Cents, Percent};

const DUE_DAY: i64 = 25;
/// The least to pay: so much of the statement in hundredths of a percent, and at least so many cents.
const MINIMUM_SHARE: Percent = Percent(2_00);
const MINIMUM_PAYMENT: Cents = Cents(25_00);
/// Limits and insured sums are round.
const LIMIT_STEP: i64 = 500_00;
const INSURED_STEP: i64 = 1_000_00;
/// How far back the last payment is looked for.
const LAST_PAYMENT_DAYS: i64 = 62;

#[derive(Debug, Default, Serialize)]
pub(crate) struct Figures {
    pub(crate) balance: Cents,
    pub(crate) available_balance: Option<Cents>,
    pub(crate) credit_limit: Option<Cents>,
    pub(crate) available_credit: Option<Cents>,
    pub(crate) apr: Option<Percent>,
    pub(crate) apy: Option<Percent>,
    pub(crate) interest_rate: Option<Percent>,
    pub(crate) minimum_payment: Option<Cents>,
    pub(crate) payment_due_at: Option<Timestamp>,
    pub(crate) last_payment: Option<Cents>,
    pub(crate) last_payment_at: Option<Timestamp>,
    pub(crate) original_balance: Option<Cents>,
    pub(crate) payoff_balance: Option<Cents>,
    pub(crate) matures_on: Option<Day>,
    pub(crate) started_on: Option<Day>,
    pub(crate) cash_balance: Option<Cents>,
    pub(crate) holdings_value: Option<Cents>,
    pub(crate) total_account_value: Option<Cents>,
    pub(crate) cash_surrender_value: Option<Cents>,
    pub(crate) death_benefit: Option<Cents>,
    pub(crate) insured_name: Option<String>,
    pub(crate) premium_amount: Option<Cents>,
    pub(crate) property_type: Option<&'static str>,
    pub(crate) statement_balance: Option<Cents>,
}

pub(crate) fn of_account(account: &Account, owner: Option<&Owner>, now: Timestamp) -> Figures {
    let standing = history::standing(account, now);
    match account.template.course {
        Course::ToppedUp { apy, .. } if account.template.kind == AccountType::Investment => {
            invested(account, standing, apy, now)
        }
        Course::ToppedUp { apy, .. } => Figures {
            balance: standing.balance,
            available_balance: Some(standing.balance - standing.held),
            apy,
            ..Figures::default()
        },
        Course::PaidMonthly { limit, apr } => {
            owed_monthly(account, standing, round_sum(account.drawn(limit, "limit"), LIMIT_STEP), apr, now)
        }
        Course::Repaid { .. } => repaid(account, standing, now),
        Course::Collecting { premium, death_benefit } => Figures {
            balance: standing.balance,
            cash_surrender_value: Some(standing.balance),
            premium_amount: Some(Cents(account.drawn(premium, "premium"))),
            death_benefit: Some(round_sum(account.drawn(death_benefit, "death benefit"), INSURED_STEP)),
            insured_name: owner.map(|owner| owner.name.clone()),
            started_on: Some(account.opened_on),
            ..Figures::default()
        },
        Course::Valued { property_type, .. } => {
            Figures { balance: standing.balance, property_type: Some(property_type), ..Figures::default() }
        }
    }
}

fn invested(account: &Account, standing: Standing, apy: Option<Percent>, now: Timestamp) -> Figures {
    let held: Cents =
        holdings::of_account(account, Day::of(now)).iter().map(|holding| holding.market_value).sum();
    let total = standing.balance + held;
    Figures {
        balance: total,
        available_balance: Some(standing.balance),
        apy,
        cash_balance: Some(standing.balance),
        holdings_value: Some(held),
        total_account_value: Some(total),
        ..Figures::default()
    }
}

fn owed_monthly(
    account: &Account,
    standing: Standing,
    limit: Cents,
    apr: Percent,
    now: Timestamp,
) -> Figures {
    let today = Day::of(now);
    let this_month = today.month();
    let due = if today <= this_month.day(DUE_DAY) { this_month } else { this_month.plus(1) };
    let last = last_payment(account, now);
    let minimum = standing.statement.share(MINIMUM_SHARE).max(MINIMUM_PAYMENT).min(standing.statement);
    Figures {
        balance: standing.balance,
        credit_limit: Some(limit),
        available_credit: Some(limit - standing.balance - standing.held),
        apr: Some(apr),
        minimum_payment: Some(minimum.max(Cents::ZERO)),
        payment_due_at: Some(due.day(DUE_DAY).starts()),
        last_payment: last.as_ref().map(|payment| payment.settled),
        last_payment_at: last.as_ref().map(|payment| payment.at),
        statement_balance: Some(standing.statement),
        ..Figures::default()
    }
}

fn repaid(account: &Account, standing: Standing, now: Timestamp) -> Figures {
    let Some(terms) = loan::terms(account) else {
        return Figures { balance: standing.balance, ..Figures::default() };
    };
    let month: Month = account.opened_on.month().plus(loan::payments_until(account, now) + 1);
    let last = last_payment(account, now);
    let is_owed = standing.balance > Cents::ZERO;
    Figures {
        balance: standing.balance,
        interest_rate: Some(terms.rate),
        original_balance: Some(terms.principal),
        payoff_balance: Some(standing.balance),
        minimum_payment: is_owed.then_some(terms.payment),
        payment_due_at: is_owed.then(|| loan::payment_day(account, month).starts()),
        last_payment: last.as_ref().map(|payment| payment.settled),
        last_payment_at: last.as_ref().map(|payment| payment.at),
        started_on: Some(account.opened_on),
        matures_on: Some(loan::payment_day(account, account.opened_on.month().plus(terms.months))),
        ..Figures::default()
    }
}

fn round_sum(cents: i64, step: i64) -> Cents {
    Cents(cents / step * step)
}

fn last_payment(account: &Account, now: Timestamp) -> Option<Movement> {
    let today = Day::of(now);
    let is_payment = |movement: &Movement| {
        movement.side == Side::Credit && !movement.pended() && movement.line.merchant_category_code.is_none()
    };
    history::newest_first(account, (today.plus(-LAST_PAYMENT_DAYS), today), None, now).find(is_payment)
}
