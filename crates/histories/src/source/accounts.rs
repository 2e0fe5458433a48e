//! How a source tells an account.

use super::habits::{Habits, NameHabit, NumberHabit};
use super::ids;
use crate::days::{Day, date};
use crate::random::hash;
use crate::told::{LinkId, ToldAccount, ToldNumber};
use crate::truth::{Account, AccountId, AccountNumber, Truth};

/// What is told of an account beside the day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) link: LinkId,
    /// Which account of the link.
    pub(super) nth: usize,
    /// Whose ids it comes under: its own, but for a mistake of the source.
    pub(super) named: AccountId,
    pub(super) on: Day,
    /// First and last day of the window.
    pub(super) window: Option<(Day, Day)>,
}

pub(super) fn account(
    habits: &Habits,
    truth: &Truth,
    id: AccountId,
    one: &Account,
    place: Place,
) -> ToldAccount {
    let number = one.number_on(date(place.on));
    let (source_id, persistent_id) = ids::account(habits, place.link, place.nth, place.named);
    let is_full = habits.numbers == NumberHabit::Full;
    ToldAccount {
        id: source_id,
        persistent_id,
        number: number.and_then(|number| told_number(habits, one, number)),
        routing: one.routing.clone().filter(|_| is_full),
        iban: number
            .and_then(|number| number.iban.clone())
            .filter(|_| is_full || habits.numbers == NumberHabit::Iban),
        mask: number.map(|number| number.mask().to_owned()).filter(|_| habits.tells_mask),
        kind: one.kind,
        name: name(habits.names, one, number, place.on),
        currency: one.currency,
        owners: if habits.tells_owners { one.owners.clone() } else { Vec::new() },
        opening_balance: place
            .window
            .filter(|_| habits.tells_opening)
            .map(|(from, _)| truth.balance(id, date(from - 1))),
        balance: habits
            .tells_balance
            .then(|| truth.balance(id, date(place.window.map_or(place.on, |(_, to)| to)))),
        chosen: None,
    }
}

fn told_number(habits: &Habits, one: &Account, number: &AccountNumber) -> Option<ToldNumber> {
    match habits.numbers {
        NumberHabit::Full => Some(ToldNumber::Full(number.number.clone())),
        NumberHabit::Masked => Some(ToldNumber::Masked(format!("xxxx{}", number.mask()))),
        NumberHabit::Token => {
            let digits = number.number.bytes().chain(one.routing.iter().flat_map(|routing| routing.bytes()));
            let parts: Vec<u64> = std::iter::once(habits.salt).chain(digits.map(u64::from)).collect();
            Some(ToldNumber::Token(format!("{:016x}", hash(&parts))))
        }
        NumberHabit::Iban | NumberHabit::None => None,
    }
}

fn name(habit: NameHabit, one: &Account, number: Option<&AccountNumber>, on: Day) -> String {
    match habit {
        NameHabit::Official => one.name.clone(),
        NameHabit::Upper => one.name.to_uppercase(),
        NameHabit::WithMask => format!("{} ...{}", one.name, number.map_or("", AccountNumber::mask)),
        NameHabit::Nickname => {
            let nickname = one.nickname.as_ref().filter(|(since, _)| *since <= date(on));
            nickname.map_or_else(|| one.name.clone(), |(_, name)| name.clone())
        }
    }
}
