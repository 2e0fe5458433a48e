//! The document of a statement: whose it is, the balances before and after, and what posted between.

use super::sheet::{self, Line};
use super::{Statement, change};
use crate::accounts::Account;
use crate::calendar::Day;
use crate::customer::Owner;
use crate::directory::Institution;
use crate::history::Movement;
use crate::money::Cents;

/// As PDF. The same statement has the same bytes, whenever and by whatever channel it is asked for.
pub(crate) fn document(
    institution: &Institution,
    account: &Account,
    owners: &[Owner],
    statement: &Statement,
) -> Vec<u8> {
    // An account may be renamed; what was printed stays.
    let name = account.template.name;
    let account_is = match &account.numbers.mask {
        Some(mask) => format!("{name}, account ending in {mask}"),
        None => name.to_owned(),
    };
    let period = format!("Statement period {} to {}", statement.from, statement.to);
    let head = format!("{}: {account_is}. {period}", institution.name);
    let mut lines = vec![
        Line::Title(institution.name.to_owned()),
        Line::Blank,
        Line::Text(account_is),
        Line::Text(period),
        Line::Text(format!("Issued {}, in {}", statement.issued_on, account.currency)),
        Line::Blank,
    ];
    lines.extend(address(owners).into_iter().map(Line::Text));
    lines.push(Line::Blank);
    lines.extend(table(account, statement));
    sheet::print("Account statement", &head, &lines)
}

/// Those to whom it goes, who live together.
fn address(owners: &[Owner]) -> Vec<String> {
    let names = owners.iter().map(|owner| owner.name.clone());
    let place = owners.first().map(|owner| {
        let place = owner.place;
        [owner.street.clone(), format!("{}, {} {}", place.city, place.state, place.postal_code)]
    });
    names.chain(place.into_iter().flatten()).collect()
}

fn table(account: &Account, statement: &Statement) -> Vec<Line> {
    let opening = statement.opening(account);
    let total = |day: String, what: &str, balance: Cents| {
        Line::Row([day, what.to_owned(), String::new(), balance.to_string()])
    };
    let mut balance = opening;
    let mut lines = vec![
        Line::Heads(["Posted", "Description", "Amount", "Balance"]),
        total(statement.from.to_string(), "Opening balance", opening),
    ];
    lines.extend(statement.movements(account).iter().map(|movement| {
        let change = change(account, movement);
        balance = balance + change;
        Line::Row([
            Day::of(movement.posts_at).to_string(),
            description(movement),
            change.to_string(),
            balance.to_string(),
        ])
    }));
    lines.push(total(statement.to.to_string(), "Closing balance", statement.closing(account)));
    lines
}

fn description(movement: &Movement) -> String {
    let check = movement.check_number.map(|number| format!(", check {number}")).unwrap_or_default();
    format!("{}{check}", movement.description())
}

#[cfg(test)]
mod tests {
    use super::super::of_account;
    use super::*;
    use crate::accounts::of_login;
    use crate::customer::owners;
    use crate::directory::by_code;

    fn documents(code: &str, today: &str) -> Vec<(Account, Statement, Vec<u8>)> {
        let (institution, today): (_, Day) = (by_code(code).unwrap(), today.parse().unwrap());
        let accounts = of_login(1, institution, "ana", today).into_iter().take(12);
        let of = |account: Account| {
            let owners = owners(1, institution, "ana", account.template.is_joint);
            let newest = of_account(&account, today).into_iter().take(2);
            let printed = newest.map(|one| (one, document(institution, &account, &owners, &one)));
            printed.map(|(one, bytes)| (account.clone(), one, bytes)).collect::<Vec<_>>()
        };
        accounts.flat_map(of).collect()
    }

    #[test]
    fn it_tells_whose_it_is_and_of_which_month() {
        for (account, statement, bytes) in documents("mxbank", "2026-11-21") {
            let text = String::from_utf8_lossy(&bytes);
            let told = [
                account.numbers.mask.as_ref().map(|mask| format!("account ending in {mask}")),
                Some(format!("{} to {}", statement.from, statement.to)),
                Some("Opening balance".to_owned()),
                Some(statement.opening(&account).to_string()),
                Some(statement.closing(&account).to_string()),
            ];
            for part in told.into_iter().flatten() {
                assert!(text.contains(&part), "{}: {part}", account.name);
            }
            assert!(!account.numbers.number.is_some_and(|number| text.contains(&number)));
        }
    }

    #[test]
    fn a_busy_month_takes_several_pages() {
        let pages = documents("mxbank", "2026-11-21").into_iter().map(|(_, _, bytes)| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            text.matches("Page 1 of 1").count()
        });
        let pages: Vec<usize> = pages.collect();
        assert!(pages.contains(&1) && pages.contains(&0), "{pages:?}");
    }

    #[test]
    fn it_is_the_same_at_any_later_time() {
        for code in ["mxbank", "tidewater", "banque_erable"] {
            let (now, later) = (documents(code, "2026-11-21"), documents(code, "2026-12-05"));
            let mut shared = 0;
            for (account, statement, bytes) in &now {
                let again = later.iter().find(|(other, one, _)| other.key == account.key && one == statement);
                shared += usize::from(again.is_some());
                assert!(again.is_none_or(|(_, _, same)| same == bytes), "{code} {}", account.name);
            }
            assert!(shared > 0, "{code}");
        }
    }
}
