//! Small accounts whose report can be worked out by hand.

use super::*;
use crate::money::Money;
use crate::transaction::{TransactionStatus, TransactionType};
use jiff::civil::date;

/// 30 June 2025, six months back, with one checking account `A`.
fn person() -> Input {
    Input {
        end: date(2025, 6, 30),
        months: 6,
        accounts: vec![account("A", AccountType::Checking)],
        transactions: Vec::new(),
    }
}

fn account(guid: &str, account_type: AccountType) -> Account {
    Account {
        guid: guid.into(),
        institution: "Tide Bank".into(),
        name: "Account".into(),
        account_type,
        currency: Currency::USD,
        number: Some(AccountNumber::Full("000123456789".into())),
        owners: vec![OwnerName("Mary Carter".into())],
        balance: Some(100_00),
        balances_before: Vec::new(),
        history_from: None,
    }
}

impl Input {
    /// Negative cents leave the account.
    fn and(mut self, account: &str, on: (i8, i8), cents: i64, text: &str) -> Self {
        self.transactions.push(Transaction {
            guid: format!("TRN-{:04}", self.transactions.len()),
            account_guid: account.into(),
            date: date(2025, on.0, on.1),
            transaction_type: if cents > 0 { TransactionType::Credit } else { TransactionType::Debit },
            amount: Money::new(cents.saturating_abs(), Currency::USD),
            description: text.into(),
            category: None,
            status: TransactionStatus::Posted,
        });
        self
    }

    fn monthly(self, account: &str, day: i8, cents: i64, text: &str) -> Self {
        (1..=6).fold(self, |person, month| person.and(account, (month, day), cents, text))
    }

    fn with(mut self, account: Account) -> Self {
        self.accounts.push(account);
        self
    }
}

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

#[test]
fn balances_are_worked_back_from_the_one_that_is_known() {
    let mut person = person()
        .and("A", (5, 10), 50_00, "x")
        .and("A", (5, 10), -20_00, "y")
        .and("A", (6, 1), -300_00, "z")
        .and("A", (6, 21), 400_00, "w");
    person.transactions[2].status = TransactionStatus::Pending;
    let report = make(&person);
    let balances = report.accounts[0].balances.clone().unwrap();
    let ends: Vec<(Date, i64)> =
        balances.ends_of_days.iter().map(|(day, money)| (*day, money.minor)).collect();
    assert_eq!(
        ends,
        [(date(2025, 5, 9), -330_00), (date(2025, 5, 10), -300_00), (date(2025, 6, 21), 100_00)],
        "what is pending does not count"
    );
    assert_eq!(balances.days_below_zero, Some(22 + 20));
    assert_eq!(
        balances.months[1],
        MonthBalance {
            month: date(2025, 6, 1),
            is_partial: false,
            opening: usd(-300_00),
            closing: usd(100_00),
            least: usd(-300_00),
            most: usd(100_00),
            average: usd((-300_00 * 20 + 100_00 * 10) / 30 - 1),
        }
    );
    assert!(balances.months[0].is_partial && balances.meaning == BalanceMeaning::Held);
}

#[test]
fn what_is_owed_grows_with_purchases() {
    let person = Input { accounts: vec![account("A", AccountType::CreditCard)], ..person() }
        .and("A", (6, 10), -30_00, "shop")
        .and("A", (6, 20), 50_00, "payment");
    let balances = make(&person).accounts[0].balances.clone().unwrap();
    let ends: Vec<i64> = balances.ends_of_days.iter().map(|(_, money)| money.minor).collect();
    assert_eq!(
        (ends, balances.meaning, balances.days_below_zero),
        (vec![120_00, 150_00, 100_00], BalanceMeaning::Owed, None)
    );
}

#[test]
fn pay_and_rent_are_told_from_own_transfers() {
    let report = make(
        &person()
            .with(account("B", AccountType::Savings))
            .monthly("A", 25, 3_000_00, "BRIGHTWATER SUPPLY PAYROLL 1234")
            .monthly("A", 1, -1_200_00, "LINDEN COURT 8821")
            .monthly("A", 2, -500_00, "ONLINE TRANSFER TO SAV")
            .monthly("B", 3, 500_00, "ONLINE TRANSFER FROM CHK")
            .monthly("A", 8, 250_00, "ZELLE FROM DANA LEE")
            .and("A", (4, 4), 35_00, "GREENLEAF REFUND"),
    );
    let income: Vec<(&str, IncomeKind, Cadence)> =
        report.income.iter().map(|one| (one.payer.as_str(), one.kind, one.pattern.cadence)).collect();
    assert_eq!(income, [("Brightwater Supply", IncomeKind::Pay, Cadence::Monthly)]);
    let pay = &report.income[0].pattern;
    assert_eq!((pay.times, pay.annual, pay.regularity), (6, usd(36_000_00), BasisPoints(10_000)));
    assert_eq!(pay.continuity, Continuity::GoesOn { next: Some(date(2025, 7, 25)) });
    let payments: Vec<&str> = report.regular_payments.iter().map(|one| one.payee.as_str()).collect();
    assert_eq!(payments, ["Linden Court"]);
    let april = report.cash_flow[4];
    assert_eq!(
        (april.month, april.is_partial, report.cash_flow[0].is_partial),
        (date(2025, 4, 1), false, true)
    );
    assert_eq!(
        (april.money_in, april.money_out),
        (usd(3_285_00), usd(1_200_00)),
        "transfers are on neither side"
    );
    assert_eq!(
        (april.net, april.income, april.regular_payments),
        (usd(2_085_00), usd(3_000_00), usd(1_200_00))
    );
}

#[test]
fn currencies_are_never_added_up() {
    let mut person = person().monthly("A", 5, 10_00, "PAYROLL A").monthly("A", 5, 20_00, "PAYROLL A");
    for one in &mut person.transactions[6..] {
        one.amount.currency = "CAD".parse().unwrap();
    }
    let report = make(&person);
    let mut totals: Vec<String> =
        report.income.iter().map(|one| format!("{:?}", one.pattern.amounts.total)).collect();
    totals.sort();
    assert_eq!(totals, ["120.00 CAD", "60.00 USD"]);
    let june: Vec<Money> = report
        .cash_flow
        .iter()
        .filter(|flow| flow.month == date(2025, 6, 1))
        .map(|flow| flow.money_in)
        .collect();
    assert_eq!(june, [Money::new(20_00, "CAD".parse().unwrap()), usd(10_00)]);
}

#[test]
fn a_job_that_ended_is_seen_to_have_ended() {
    let person =
        (1..=3).fold(person(), |person, month| person.and("A", (month, 15), 900_00, "EASTGATE WORKS SALARY"));
    assert_eq!(make(&person).income[0].pattern.continuity, Continuity::Ended);
}

#[test]
fn a_rise_and_a_missed_month_are_one_payment() {
    let person = [(1, 9_99), (2, 9_99), (3, 9_99), (5, 11_99), (6, 11_99)]
        .into_iter()
        .fold(person(), |person, (month, cents)| person.and("A", (month, 12), -cents, "NIMBUS PLUS AB12CD"));
    let report = make(&person);
    let pattern = &report.regular_payments[0].pattern;
    assert_eq!((report.regular_payments.len(), pattern.times, pattern.cadence), (1, 5, Cadence::Monthly));
    assert_eq!((pattern.amounts.least, pattern.amounts.most), (usd(9_99), usd(11_99)));
}

#[test]
fn checks_are_told_apart_by_amount() {
    let person = person().monthly("A", 2, -950_00, "CHECK 1041").and("A", (2, 14), -60_00, "CHECK 1044").and(
        "A",
        (5, 20),
        -310_00,
        "CHECK 1049",
    );
    let report = make(&person);
    let amounts: Vec<(usize, Money)> =
        report.regular_payments.iter().map(|one| (one.pattern.times, one.pattern.amounts.total)).collect();
    assert_eq!(amounts, [(6, usd(5_700_00))]);
}

#[test]
fn shopping_every_week_is_no_regular_payment() {
    let weeks = (0..20).fold(person(), |person, week| {
        let day = days::date_of(days::day(date(2025, 1, 4)) + week * 7);
        person.and(
            "A",
            (day.month(), day.day()),
            -(60_00 + i64::from(week * 37 % 50) * 1_00),
            "GREENLEAF MARKET 12",
        )
    });
    assert_eq!(make(&weeks).regular_payments, []);
}

#[test]
fn what_is_missing_is_said() {
    let mut bare = account("B", AccountType::Savings);
    (bare.owners, bare.number, bare.balance) = (Vec::new(), None, None);
    let mut odd = account("C", AccountType::Savings);
    odd.balances_before = vec![(date(2025, 6, 5), 40_00), (date(2025, 6, 15), 100_00)];
    let person = person()
        .with(bare)
        .with(odd)
        .and("A", (4, 1), 10_00, "x")
        .and("C", (1, 2), 500_00, "x")
        .and("C", (6, 10), 90_00, "x");
    let lacks: Vec<(String, Lack)> =
        make(&person).missing.into_iter().map(|missing| (missing.account_guid, missing.what)).collect();
    let lack = |account: &str, lack: Lack| (account.to_owned(), lack);
    assert_eq!(
        lacks,
        [
            lack("A", Lack::History { asked_from: date(2024, 12, 30), from: date(2025, 4, 1) }),
            lack("B", Lack::Transactions),
            lack("B", Lack::Owner),
            lack("B", Lack::Number),
            lack("B", Lack::Balance),
            lack("C", Lack::BalanceFits { on: date(2025, 6, 5), told: usd(40_00), worked_out: usd(10_00) }),
            lack("C", Lack::BalanceAboveZero { on: date(2025, 1, 1), worked_out: usd(-490_00) }),
        ]
    );
}

#[test]
fn a_gap_is_told_where_there_usually_are_transactions() {
    let daily = |person: Input, from: (i8, i8), days: i32| {
        let first = days::day(date(2025, from.0, from.1));
        (0..days)
            .map(|nth| days::date_of(first + nth))
            .fold(person, |person, day| person.and("A", (day.month(), day.day()), -1_00, "x"))
    };
    let lacks = make(&daily(daily(person(), (1, 1), 60), (4, 1), 80)).missing;
    let gap = Lack::Days { from: date(2025, 3, 2), to: date(2025, 3, 31) };
    assert_eq!(lacks, [Missing { account_guid: "A".into(), what: gap }]);
}

#[test]
fn nothing_makes_an_empty_report() {
    let mut nobody = person();
    nobody.accounts.clear();
    let report = make(&nobody.and("Z", (6, 1), 5, "of no account"));
    assert!(report.accounts.is_empty() && report.income.is_empty() && report.cash_flow.is_empty());
    assert_eq!((report.from, report.end), (date(2024, 12, 30), date(2025, 6, 30)));
}

proptest::proptest! {
    /// Whatever amounts, days and texts come: it falls over nothing, and does not depend on the order.
    #[test]
    fn no_input_makes_it_fall_over(
        rows in proptest::collection::vec((0..3_usize, -400..400_i32, i64::MIN..=i64::MAX, ".{0,24}"), 0..40),
    ) {
        let mut person = person().with(account("B", AccountType::CreditCard)).with(account("C", AccountType::Mortgage));
        for (nth, (at, day, cents, text)) in rows.into_iter().enumerate() {
            let account_guid = ["A", "B", "C"][at];
            person = person.and(account_guid, (1, 1), cents, &text);
            person.transactions[nth].date = days::date_of(days::day(date(2025, 1, 1)) + day);
        }
        let report = make(&person);
        person.transactions.reverse();
        person.accounts.reverse();
        proptest::prop_assert_eq!(make(&person), report);
    }
}
