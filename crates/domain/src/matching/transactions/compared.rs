//! What two transactions have in common and where they differ, as a person compares them.

use super::names::{Alike, Names};
use super::told::day;
use crate::transaction::TransactionFacts;

/// How far two texts are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    Same,
    /// They name the same counterpart.
    Similar,
    Other,
}

impl Texts {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Similar => "similar",
            Self::Other => "other",
        }
    }
}

/// Two transactions beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// Amount, currency and side.
    pub is_same_amount: bool,
    /// Days between them, whichever is earlier.
    pub days_apart: u32,
    pub texts: Texts,
    /// Both pending, or both posted.
    pub is_same_status: bool,
}

impl Compared {
    pub fn of(one: &TransactionFacts, other: &TransactionFacts) -> Self {
        let (text, other_text) = (one.description.as_str(), other.description.as_str());
        let texts = if text.trim().to_lowercase() == other_text.trim().to_lowercase() {
            Texts::Same
        } else {
            match Names::default().compare(text, other_text) {
                Alike::InPart | Alike::Whole => Texts::Similar,
                Alike::Not => Texts::Other,
            }
        };
        Self {
            is_same_amount: one.amount == other.amount && one.transaction_type == other.transaction_type,
            days_apart: day(one.date).abs_diff(day(other.date)),
            texts,
            is_same_status: one.status == other.status,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Currency, Money};
    use crate::transaction::{TransactionStatus, TransactionType};

    fn facts(minor: i64, date: &str, text: &str) -> TransactionFacts {
        TransactionFacts {
            status: TransactionStatus::Posted,
            transaction_type: TransactionType::Debit,
            amount: Money::new(minor, Currency::USD),
            transacted_at: None,
            posted_at: None,
            date: date.parse().unwrap(),
            description: text.to_owned(),
            memo: None,
            category: None,
            merchant_category_code: None,
            check_number: None,
        }
    }

    #[test]
    fn what_differs_is_seen() {
        let one = facts(1250, "2026-03-01", "KETTLE & CRUMB #0451");
        let check = |other: &TransactionFacts, expected: (bool, u32, Texts)| {
            for compared in [Compared::of(&one, other), Compared::of(other, &one)] {
                assert_eq!(
                    (compared.is_same_amount, compared.days_apart, compared.texts),
                    expected,
                    "{other:?}"
                );
            }
        };
        check(&one, (true, 0, Texts::Same));
        check(&facts(1250, "2026-03-03", "Kettle & Crumb"), (true, 2, Texts::Similar));
        check(&facts(1350, "2026-02-28", " kettle & crumb #0451"), (false, 1, Texts::Same));
        check(&facts(1250, "2026-03-01", "Typed"), (true, 0, Texts::Other));
        let refund = TransactionFacts { transaction_type: TransactionType::Credit, ..one.clone() };
        check(&refund, (false, 0, Texts::Same));
        let pending = TransactionFacts { status: TransactionStatus::Pending, ..one.clone() };
        assert!(!Compared::of(&one, &pending).is_same_status);
    }
}
