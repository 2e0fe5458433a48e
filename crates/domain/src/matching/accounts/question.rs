//! Why a person is asked whether two accounts are one: what they are told of it.

use super::evidence::{Class, class};
use crate::account::AccountType;

/// An account as a person sees it.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// None where nobody says at which institution it is.
    pub institution: Option<&'a str>,
    pub name: &'a str,
    pub account_type: AccountType,
    /// The last digits.
    pub mask: Option<&'a str>,
    /// Its connection; two that are told by one are told apart by the institution itself.
    pub connection: &'a str,
    /// What was kept when its connection was removed.
    pub is_kept: bool,
}

/// Why the two may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// What was told contradicts itself: one number or id, and something else that cannot be.
    Contradiction,
    /// Kept of a connection that was removed, and told by a new one.
    Kept,
    /// Same name, other last digits, of a card.
    NewCard,
    /// Same name, other last digits, of another kind of account.
    NewNumber,
    /// Same last digits, another name.
    Renamed,
    /// The same in everything that is told, through two connections: it may be shared by two people.
    TwoConnections,
    /// The same name, and no digits to tell them apart.
    NoNumber,
    /// Alike otherwise, such as by its transactions.
    Alike,
}

impl Question {
    pub const ALL: [Self; 8] = [
        Self::Contradiction,
        Self::Kept,
        Self::NewCard,
        Self::NewNumber,
        Self::Renamed,
        Self::TwoConnections,
        Self::NoNumber,
        Self::Alike,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Kept => "kept",
            Self::NewCard => "new-card",
            Self::NewNumber => "new-number",
            Self::Renamed => "renamed",
            Self::TwoConnections => "two-connections",
            Self::NoNumber => "no-number",
            Self::Alike => "alike",
        }
    }

    /// Of a known account and one that came later. `contradicts`: the hub noticed that what was told cannot all be.
    pub fn of(known: &Seen<'_>, other: &Seen<'_>, contradicts: bool) -> Self {
        let is_same_name = known.name.to_lowercase() == other.name.to_lowercase();
        let is_same_kind = known.account_type == other.account_type;
        let is_same_mask = known.mask.zip(other.mask).map(|(one, other)| one == other);
        let is_of_one_bank = known.institution.is_some() && known.institution == other.institution;
        let is_card = matches!(class(known.account_type), Some(Class::Credit))
            || known.account_type == AccountType::Prepaid;
        match is_same_mask {
            _ if contradicts => Self::Contradiction,
            Some(false) if is_same_name && is_same_kind && is_of_one_bank && is_card => Self::NewCard,
            Some(false) if is_same_name && is_same_kind && is_of_one_bank => Self::NewNumber,
            Some(true) if !is_same_name => Self::Renamed,
            Some(false) => Self::Alike,
            Some(true) | None if known.is_kept || other.is_kept => Self::Kept,
            Some(true) if known.connection != other.connection => Self::TwoConnections,
            None if is_same_name => Self::NoNumber,
            Some(true) | None => Self::Alike,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: Seen<'_> = Seen {
        institution: Some("oak"),
        name: "Rewards Card",
        account_type: AccountType::CreditCard,
        mask: Some("4474"),
        connection: "one",
        is_kept: false,
    };

    #[test]
    fn every_question_has_its_reason() {
        let new_card = Seen { mask: Some("0815"), ..CARD };
        let checking = Seen { name: "Checking", account_type: AccountType::Checking, ..CARD };
        let wallet = Seen { mask: None, ..checking };
        let kept = |one| Seen { is_kept: true, ..one };
        for (known, other, contradicts, expected) in [
            (CARD, new_card, false, Question::NewCard),
            (kept(CARD), Seen { connection: "two", ..new_card }, false, Question::NewCard),
            (CARD, Seen { institution: None, ..new_card }, false, Question::Alike),
            (CARD, Seen { institution: Some("elm"), ..new_card }, false, Question::Alike),
            (checking, Seen { mask: Some("0815"), ..checking }, false, Question::NewNumber),
            (CARD, Seen { name: "Gold Card", ..CARD }, false, Question::Renamed),
            (CARD, Seen { name: "REWARDS CARD", connection: "two", ..CARD }, false, Question::TwoConnections),
            (kept(CARD), Seen { connection: "two", ..CARD }, false, Question::Kept),
            (kept(wallet), Seen { connection: "two", ..wallet }, false, Question::Kept),
            (wallet, checking, false, Question::NoNumber),
            (wallet, Seen { name: "Purse", ..wallet }, false, Question::Alike),
            (CARD, CARD, false, Question::Alike),
            (CARD, Seen { name: "Gold Card", ..new_card }, false, Question::Alike),
            (CARD, new_card, true, Question::Contradiction),
        ] {
            assert_eq!(Question::of(&known, &other, contradicts), expected, "{known:?} {other:?}");
        }
    }
}
