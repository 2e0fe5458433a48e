//! What the signs of a debit say: a payment of a kind, none that an agreement asks for, or nothing.

use super::PaymentKind;
use crate::report::words::{Sign, Signs};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    Is(PaymentKind),
    Never,
    /// A purchase: only the same amount every time makes it regular.
    Shop,
    Open,
}

/// In this order: the first sign that is there decides.
const VERDICTS: &[(Sign, Verdict)] = &[
    (Sign::Mortgage, Verdict::Is(PaymentKind::Housing)),
    (Sign::CardPayment, Verdict::Never),
    (Sign::Advance, Verdict::Never),
    (Sign::Insurance, Verdict::Is(PaymentKind::Insurance)),
    (Sign::Loan, Verdict::Is(PaymentKind::Loan)),
    (Sign::Rent, Verdict::Is(PaymentKind::Housing)),
    (Sign::Subscription, Verdict::Is(PaymentKind::Subscription)),
    (Sign::Dues, Verdict::Is(PaymentKind::Other)),
    (Sign::Utility, Verdict::Is(PaymentKind::Utility)),
    (Sign::Maintenance, Verdict::Is(PaymentKind::Other)),
    (Sign::Cash, Verdict::Never),
    (Sign::Fee, Verdict::Never),
    (Sign::Transfer, Verdict::Never),
    (Sign::Shop, Verdict::Shop),
];

pub(super) fn verdict(signs: Signs) -> Verdict {
    VERDICTS.iter().find(|(sign, _)| signs.has(*sign)).map_or(Verdict::Open, |(_, verdict)| *verdict)
}

/// A category says the same, but that money moved to a person says nothing: rent is paid so too.
pub(super) fn verdict_of_category(category: Signs, text: Signs) -> Verdict {
    match verdict(category) {
        Verdict::Never if text.has(Sign::Person) => Verdict::Open,
        other => other,
    }
}
