//! The history is plausible: it pends and posts, it adds up to the balances, and it goes on for as long as one looks.

use super::*;
use crate::accounts::{Account, AccountType, of_login};
use crate::directory::{INSTITUTIONS, by_code};

const TODAY: &str = "2026-11-21";

fn today() -> Day {
    TODAY.parse().unwrap()
}

fn accounts_of(code: &str) -> Vec<Account> {
    of_login(1, by_code(code).unwrap(), "ana", today())
}

fn of_type(code: &str, kind: AccountType) -> Account {
    accounts_of(code).into_iter().find(|account| account.template.kind == kind).unwrap()
}

fn over(account: &Account, from: Day, to: Day) -> Vec<Movement> {
    from.to(to).flat_map(|day| on(account, day)).collect()
}

fn is_debt(account: &Account) -> bool {
    match account.template.course {
        Course::PaidMonthly { .. } | Course::Repaid { .. } => true,
        Course::ToppedUp { .. } | Course::Collecting { .. } | Course::Valued { .. } => false,
    }
}

#[test]
fn balances_follow_from_what_has_posted() {
    for institution in INSTITUTIONS {
        for account in of_login(1, institution, "ana", today()).into_iter().take(12) {
            if account.template.kind == AccountType::Property {
                continue;
            }
            let movements = over(&account, today().plus(-130), today().plus(60));
            for step in 0..36_i64 {
                let (earlier, later) =
                    (today().plus(-120 + 5 * step).at(43_000), today().plus(-115 + 5 * step).at(80_000));
                let between = movements.iter().filter(|m| m.posts_at > earlier && m.posts_at <= later);
                let change: i64 =
                    between.map(|m| if m.side == Side::Credit { m.settled.0 } else { -m.settled.0 }).sum();
                let told = standing(&account, later).balance.0 - standing(&account, earlier).balance.0;
                let expected = if is_debt(&account) { -change } else { change };
                assert_eq!(told, expected, "{} {} {earlier} {later}", institution.code, account.name);
            }
        }
    }
}

#[test]
fn balances_stay_plausible_for_years() {
    for institution in INSTITUTIONS.iter().filter(|row| row.code != "granite_treasury") {
        for account in of_login(1, institution, "ana", today()).into_iter().take(12) {
            for step in 0..60 {
                let now = today().plus(-600 + 37 * step).at(50_000);
                let balance = standing(&account, now).balance;
                assert!(balance >= Cents::ZERO, "{} {} {now}: {balance}", institution.code, account.name);
                if let Course::PaidMonthly { limit, .. } = account.template.course {
                    let limit = account.drawn(limit, "limit");
                    assert!(
                        balance.0 <= limit,
                        "{} {} {now}: {balance} of {limit}",
                        institution.code,
                        account.name
                    );
                }
            }
        }
    }
}

#[test]
fn movements_pend_for_one_to_three_days_or_not_at_all() {
    let movements = over(&of_type("mxbank", AccountType::Checking), today().plus(-400), today());
    let pends: std::collections::BTreeSet<i64> =
        movements.iter().map(|m| Day::of(m.posts_at).0 - m.day.0).collect();
    assert_eq!(pends.into_iter().collect::<Vec<_>>(), [0, 1, 2, 3]);
    assert!(movements.iter().all(|m| m.held > Cents::ZERO && m.settled > Cents::ZERO));
    let changed = movements.iter().filter(|m| m.held != m.settled).collect::<Vec<_>>();
    assert!(changed.iter().any(|m| m.line.category == "Restaurants" && m.settled > m.held), "tips");
    assert!(changed.iter().any(|m| m.line.category == "Gas" && m.settled < m.held), "holds");
    assert!(changed.iter().all(|m| m.pended()));
}

#[test]
fn months_hold_what_a_household_does() {
    let movements = over(&of_type("mxbank", AccountType::Checking), today().plus(-365), today());
    let count = |category: &str| movements.iter().filter(|m| m.line.category == category).count();
    for (category, least, most) in [
        ("Paycheck", 26, 27),
        ("Rent", 12, 13),
        ("Utilities", 12, 13),
        ("Groceries", 60, 150),
        ("Coffee Shops", 100, 260),
        ("Credit Card Payment", 12, 13),
        ("Interest Income", 12, 13),
    ] {
        assert!((least..=most).contains(&count(category)), "{category}: {}", count(category));
    }
    let twice = movements.windows(2).filter(|pair| {
        pair[0].day == pair[1].day
            && pair[0].line.text == pair[1].line.text
            && pair[0].settled == pair[1].settled
    });
    assert!(twice.count() > 5);
}

#[test]
fn a_closed_account_ends_at_nothing() {
    let closed = accounts_of("tidewater")
        .into_iter()
        .find(|account| account.is_closed(today()))
        .expect("one is always closed");
    let last_day = closed.closed_on.unwrap();
    assert_eq!(standing(&closed, last_day.plus(1).starts()).balance, Cents::ZERO);
    assert_eq!(standing(&closed, today().at(1)).balance, Cents::ZERO);
    assert!(standing(&closed, last_day.plus(-1).starts()).balance > Cents::ZERO);
    assert!(over(&closed, last_day.plus(1), last_day.plus(90)).is_empty());
}

#[test]
fn two_years_of_many_accounts_are_told_quickly() {
    for institution in INSTITUTIONS.iter().filter(|row| row.code != "juniper_life") {
        let accounts = of_login(1, institution, "ana", today());
        let movements = over(&accounts[0], today().plus(-730), today());
        assert!(movements.len() > 20, "{}: {}", institution.code, movements.len());
    }
}
