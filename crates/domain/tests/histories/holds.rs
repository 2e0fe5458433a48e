//! What holds of every report, whatever is in the accounts.

use crate::made::{make as life, nth};
use crate::score::input;
use domain::report::{BalanceMeaning, Input, Report, make};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// As it might come from elsewhere: in the order of a number that is drawn for each.
fn shuffled(input: &Input, salt: u64) -> Input {
    let drawn = |guid: &str| {
        let mut hasher = DefaultHasher::new();
        (salt, guid).hash(&mut hasher);
        hasher.finish()
    };
    let mut input = input.clone();
    input.transactions.sort_by_key(|one| drawn(&one.guid));
    input.accounts.sort_by_key(|one| drawn(&one.guid));
    input
}

#[test]
fn the_order_of_what_goes_in_does_not_matter() {
    for number in 0..54 {
        let input = input(&nth(5, number));
        let report = make(&input);
        for salt in 0..3 {
            assert_eq!(make(&shuffled(&input, salt)), report, "person {number}, salt {salt}");
        }
    }
}

#[test]
fn every_report_adds_up() {
    for number in 0..108 {
        let history = nth(6, number);
        let input = input(&history);
        let report = make(&input);
        nothing_counts_twice(&report);
        flows_add_up(&report);
        balances_join(&report);
    }
}

fn nothing_counts_twice(report: &Report) {
    let income = report.income.iter().map(|one| &one.pattern);
    let all: Vec<&String> = income
        .chain(report.regular_payments.iter().map(|one| &one.pattern))
        .flat_map(|pattern| &pattern.transactions)
        .collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
}

fn flows_add_up(report: &Report) {
    for flow in &report.cash_flow {
        assert_eq!(flow.money_in.minor - flow.money_out.minor, flow.net.minor);
        assert!(
            flow.income.minor <= flow.money_in.minor && flow.regular_payments.minor <= flow.money_out.minor,
            "{flow:?}"
        );
    }
    for (all, in_flows) in [
        (
            report.income.iter().map(|one| one.pattern.amounts.total.minor).sum::<i64>(),
            report.cash_flow.iter().map(|flow| flow.income.minor).sum::<i64>(),
        ),
        (
            report.regular_payments.iter().map(|one| one.pattern.amounts.total.minor).sum(),
            report.cash_flow.iter().map(|flow| flow.regular_payments.minor).sum(),
        ),
    ] {
        assert_eq!(all, in_flows);
    }
}

fn balances_join(report: &Report) {
    for account in &report.accounts {
        let balances = account.balances.as_ref().unwrap();
        assert_eq!(balances.days_below_zero.is_none(), balances.meaning == BalanceMeaning::Owed);
        assert_eq!(balances.months.last().unwrap().closing, balances.now);
        for (one, next) in balances.months.iter().zip(balances.months.iter().skip(1)) {
            assert_eq!(one.closing, next.opening, "{}", account.guid);
            assert!((one.least.minor..=one.most.minor).contains(&one.average.minor));
        }
        assert!(account.number.as_ref().unwrap().starts_with("****"));
    }
}

#[test]
fn names_and_numbers_stay_out_of_what_is_printed() {
    let history = life(crate::made::Kind::Saver, 9);
    let mut input = input(&history);
    // Texts of banks name people too; they are the transactions' own.
    input.transactions.clear();
    let report = make(&input);
    let first = history.accounts.first().unwrap();
    for printed in [format!("{input:?}"), format!("{report:?}")] {
        assert!(!printed.contains(&history.owner) && !printed.contains(&first.number), "{printed}");
    }
}
