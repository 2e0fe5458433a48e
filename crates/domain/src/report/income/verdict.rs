//! What the signs of a credit say: income of a kind, no income, or nothing.

use super::IncomeKind;
use crate::report::words::{Sign, Signs};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    Is(IncomeKind),
    Never,
    Open,
}

/// In this order: the first sign that is there decides. Money that comes back is no income, whoever sends it; pay that is sent by
/// transfer is.
const VERDICTS: &[(Sign, Verdict)] = &[
    (Sign::Refund, Verdict::Never),
    (Sign::Reversal, Verdict::Never),
    (Sign::TaxRefund, Verdict::Never),
    (Sign::Claim, Verdict::Never),
    (Sign::Reimbursement, Verdict::Never),
    (Sign::Cashback, Verdict::Never),
    (Sign::Advance, Verdict::Never),
    (Sign::Pension, Verdict::Is(IncomeKind::Pension)),
    (Sign::Benefit, Verdict::Is(IncomeKind::Benefits)),
    (Sign::Maintenance, Verdict::Is(IncomeKind::OtherRegular)),
    (Sign::Pay, Verdict::Is(IncomeKind::Pay)),
    (Sign::Interest, Verdict::Is(IncomeKind::Interest)),
    (Sign::Rent, Verdict::Is(IncomeKind::Rent)),
    (Sign::Gig, Verdict::Is(IncomeKind::Irregular)),
    (Sign::Loan, Verdict::Never),
    (Sign::CardPayment, Verdict::Never),
    (Sign::PaidIn, Verdict::Never),
    (Sign::Person, Verdict::Never),
    (Sign::Transfer, Verdict::Never),
    (Sign::Cash, Verdict::Never),
    (Sign::Check, Verdict::Never),
    (Sign::Fee, Verdict::Never),
    (Sign::Royalty, Verdict::Is(IncomeKind::OtherRegular)),
    (Sign::Invoice, Verdict::Is(IncomeKind::Irregular)),
    (Sign::Shop, Verdict::Never),
];

pub(super) fn verdict(signs: Signs) -> Verdict {
    VERDICTS.iter().find(|(sign, _)| signs.has(*sign)).map_or(Verdict::Open, |(_, verdict)| *verdict)
}
