//! What can be known of accounts, on examples that a reader can check.

use super::build::Told;
use histories::AccountGround::{Chosen, Iban, Id, Number, PersistentId, ProfileAndRows, ProfileInLink};
use histories::AccountVerdict::{self, Conflict, Known, Misled, New, Open, Suggest};
use histories::told::{AccountKind, ToldAccount, ToldAccountRef, ToldNumber};

fn check(told: &Told, expected: &[AccountVerdict]) {
    assert_eq!(told.last_accounts(), expected, "{told:#?}");
}

fn masked(account: &mut ToldAccount) {
    account.mask = Some("1234".into());
}

fn full(number: &str, routing: &str) -> impl Fn(&mut ToldAccount) {
    let (number, routing) = (number.to_owned(), routing.to_owned());
    move |account| {
        account.number = Some(ToldNumber::Full(number.clone()));
        account.routing = Some(routing.clone());
    }
}

/// An account with these things, and in the answer of the next link one with those.
fn two(one: impl FnOnce(&mut ToldAccount), meant: usize, other: impl FnOnce(&mut ToldAccount)) -> Told {
    Told::default().answer(0, 20, -30).account(0, one).answer(1, 21, -30).account(meant, other)
}

#[test]
fn the_first_account_is_new() {
    check(&Told::default().answer(0, 20, -30).account(0, masked), &[New]);
}

#[test]
fn strong_evidence_decides() {
    let id = |account: &mut ToldAccount| account.id = Some("a".into());
    check(&two(id, 0, id).telling(|telling| telling.link.0 = 0), &[Known(Id)]);
    // In another link the id may be another account's; the name speaks for it.
    check(&two(id, 0, id), &[Suggest]);
    let promised = |account: &mut ToldAccount| account.persistent_id = Some("a".into());
    check(
        &two(promised, 0, promised).telling(|telling| telling.source = "source 0".into()),
        &[Known(PersistentId)],
    );
    check(&two(promised, 0, promised), &[Suggest]);
    check(&two(full("12345678", "1"), 0, full("12345678", "1")), &[Known(Number)]);
    check(&two(full("12345678", "1"), 1, full("12345678", "2")), &[Suggest]);
    let token = |account: &mut ToldAccount| account.number = Some(ToldNumber::Token("a".into()));
    check(&two(token, 0, token).telling(|telling| telling.source = "source 0".into()), &[Known(Number)]);
    check(&two(token, 0, token), &[Suggest]);
    let iban = |account: &mut ToldAccount| account.iban = Some("DE89370400440532013000".into());
    check(&two(iban, 0, iban), &[Known(Iban)]);
    let chosen = |account: &mut ToldAccount| account.chosen = Some(ToldAccountRef { telling: 0, account: 0 });
    check(&two(masked, 0, chosen), &[Known(Chosen)]);
}

/// One account, two owners, two logins that each tell one of them.
#[test]
fn a_joint_account_is_known_by_its_number() {
    let owned = |owner: &'static str| {
        move |account: &mut ToldAccount| {
            full("12345678", "1")(account);
            account.owners = vec![owner.into()];
        }
    };
    check(&two(owned("Mary Carter"), 0, owned("Wei Lee")), &[Known(Number)]);
}

#[test]
fn a_profile_decides_within_its_link_and_elsewhere_with_rows() {
    check(&two(masked, 0, masked).telling(|telling| telling.link.0 = 0), &[Known(ProfileInLink)]);
    check(&two(masked, 0, masked), &[Suggest]);
    let with_rows = |of| {
        let told = Told::default().answer(0, 20, -30).account(0, masked).witnesses(0);
        told.answer(1, 21, -30).account(of, masked).witnesses(of)
    };
    check(&with_rows(0), &[Known(ProfileAndRows)]);
    // The same name and last digits, and all rows are others.
    check(&with_rows(1), &[New]);
    // Other numbers are no profile, even with the same rows: an account that was renumbered is suggested.
    let told = Told::default().answer(0, 20, -30).account(0, full("12345678", "1")).witnesses(0);
    check(&told.answer(1, 21, -30).account(0, full("87654321", "1")).witnesses(0), &[Suggest]);
}

#[test]
fn lookalikes_are_told_apart_by_rows_alone() {
    let told = || Told::default().answer(0, 20, -30).account(0, masked);
    check(
        &told().account(1, masked).answer(1, 21, -30).account(0, masked).account(1, masked),
        &[Suggest, Suggest],
    );
    // Each link shows one of them.
    check(&told().answer(1, 21, -30).account(1, masked), &[Suggest]);
    let told = told().witnesses(0).account(1, masked).witnesses(1).answer(1, 21, -30);
    let told = told.account(1, masked).witnesses(1).account(0, masked).witnesses(0);
    check(&told, &[Known(ProfileAndRows), Known(ProfileAndRows)]);
}

#[test]
fn contradictions_never_join() {
    let id = |account: &mut ToldAccount| account.id = Some("a".into());
    let in_euro = |account: &mut ToldAccount| {
        account.id = Some("a".into());
        account.currency = "EUR";
    };
    check(&two(id, 0, in_euro).telling(|telling| telling.link.0 = 0), &[Conflict]);
    // Under the same name, without anything strong.
    check(&two(masked, 0, in_euro), &[Conflict]);
    let lent = |account: &mut ToldAccount| {
        account.id = Some("a".into());
        account.kind = AccountKind::Loan;
    };
    check(&two(id, 0, lent).telling(|telling| telling.link.0 = 0), &[Conflict]);
    // The id of one and the number of another.
    let told = Told::default().answer(0, 20, -30).account(0, id).account(1, full("12345678", "1"));
    let told = told.answer(0, 21, -30).account(0, |account| {
        id(account);
        full("12345678", "1")(account);
    });
    check(&told, &[Conflict]);
    // Rows of somebody else under the same id.
    let told = Told::default().answer(0, 20, -30).account(0, id).witnesses(0);
    check(&told.answer(0, 21, -30).account(1, id).witnesses(1), &[Conflict]);
}

#[test]
fn a_new_number_under_an_id_is_a_replaced_card_unless_the_owner_is_another() {
    let card = |mask: &'static str, owner: &'static str| {
        move |account: &mut ToldAccount| {
            account.id = Some("a".into());
            account.mask = Some(mask.into());
            account.owners = vec![owner.into()];
        }
    };
    let again = |mask, owner, meant| {
        two(card("1111", "Mary Carter"), meant, card(mask, owner)).telling(|telling| telling.link.0 = 0)
    };
    check(&again("2222", "Mary Carter", 0), &[Known(Id)]);
    check(&again("2222", "Mary Nguyen", 0), &[Known(Id)]);
    check(&again("2222", "Wei Lee", 1), &[Conflict]);
    check(&again("1111", "Wei Lee", 0), &[Known(Id)]);
    // From then on the id needs the number beside it.
    let later =
        |mask, meant| again("2222", "Wei Lee", 1).answer(0, 22, 0).account(meant, card(mask, "Mary Carter"));
    check(&later("1111", 0), &[Known(Id)]);
    check(&later("2222", 1), &[Suggest]);
}

#[test]
fn what_is_ruled_out_is_new_and_what_nothing_speaks_for_is_open() {
    let named = |name: &'static str| move |account: &mut ToldAccount| account.name = name.into();
    check(&two(named("Main"), 1, named("Other")), &[Open]);
    check(&two(named("Main"), 1, named("MAIN")), &[Suggest]);
    let elsewhere =
        two(named("Main"), 1, named("Main")).telling(|telling| telling.institution = Some("Other".into()));
    check(&elsewhere, &[New]);
    // A file of a bank that it does not name.
    check(&two(named("Main"), 0, named("Main")).telling(|telling| telling.institution = None), &[Suggest]);
    // All known ones are surely others of the answer.
    let told = Told::default().answer(0, 20, -30).account(0, full("12345678", "1"));
    let told = told.answer(1, 21, -30).account(0, full("12345678", "1")).account(1, named("Checking"));
    check(&told, &[Known(Number), New]);
    let savings = |account: &mut ToldAccount| account.kind = AccountKind::Savings;
    check(&two(masked, 1, savings), &[Open]);
}

#[test]
fn evidence_for_something_untrue_misleads() {
    check(&two(full("12345678", "1"), 1, full("12345678", "1")), &[Misled]);
}
