//! What a word in a text, or a category, hints at.

macro_rules! signs {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A hint; what it means depends on whether money comes in or goes out.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(in crate::report) enum Sign { $($(#[$doc])* $name),* }

        impl Sign {
            /// Its own bit, by its place in the list.
            const fn bit(self) -> u64 {
                let mut bit = 1;
                $(
                    if matches!(self, Self::$name) {
                        return bit;
                    }
                    bit <<= 1;
                )*
                bit
            }
        }
    };
}

signs! {
    Pay,
    Benefit,
    Pension,
    /// What a court or an agreement between parents orders.
    Maintenance,
    Interest,
    Gig,
    Invoice,
    Royalty,
    Refund,
    Reversal,
    TaxRefund,
    Claim,
    Reimbursement,
    Cashback,
    Advance,
    /// Cash or a check, paid in by the person.
    PaidIn,
    /// From or to a person: nobody knows for what.
    Person,
    Transfer,
    /// A bank is named, as it is when money moves between accounts.
    Bank,
    CardPayment,
    Cash,
    Check,
    Fee,
    Rent,
    Mortgage,
    Loan,
    Utility,
    Insurance,
    Subscription,
    Dues,
    Tax,
    /// A purchase.
    Shop,
}

/// Several hints at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::report) struct Signs(u64);

impl Signs {
    pub(in crate::report) const fn with(self, sign: Sign) -> Self {
        Self(self.0 | sign.bit())
    }

    pub(in crate::report) const fn has(self, sign: Sign) -> bool {
        self.0 & sign.bit() != 0
    }

    pub(in crate::report) const fn any(self, signs: Self) -> bool {
        self.0 & signs.0 != 0
    }

    pub(in crate::report) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(in crate::report) const fn of(signs: &[Sign]) -> Self {
        let mut all = Self(0);
        let mut rest = signs;
        while let [first, others @ ..] = rest {
            all = all.with(*first);
            rest = others;
        }
        all
    }
}
