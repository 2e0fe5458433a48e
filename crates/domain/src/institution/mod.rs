//! Institutions: finding one among thousands by what a person types, and the entries of one bank.

pub mod search;
pub mod sibling;

/// Personal and business customers often sign in at different addresses of the same bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InstitutionKind {
    Personal,
    Business,
}

impl InstitutionKind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Business => "business",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Personal, Self::Business].into_iter().find(|one| one.name() == name)
    }
}

/// What can be had from an institution (MX's supported products).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Product {
    AccountVerification,
    IdentityVerification,
    Transactions,
    TransactionHistory,
    Statements,
    Investments,
    Rewards,
}

impl Product {
    pub const ALL: &[Self] = &[
        Self::AccountVerification,
        Self::IdentityVerification,
        Self::Transactions,
        Self::TransactionHistory,
        Self::Statements,
        Self::Investments,
        Self::Rewards,
    ];

    /// MX's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccountVerification => "account_verification",
            Self::IdentityVerification => "identity_verification",
            Self::Transactions => "transactions",
            Self::TransactionHistory => "transaction_history",
            Self::Statements => "statements",
            Self::Investments => "investments",
            Self::Rewards => "rewards",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}

/// Why no source reaches an institution, as far as somebody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unreached {
    /// It offers nothing that a hub may use: only pages for people.
    NoStandard,
    /// What it offers is too old to be safe.
    TooOld,
    /// It lets no hub in, or not this one.
    Refuses,
    /// It closed, or became part of another.
    Gone,
}

impl Unreached {
    pub const ALL: &[Self] = &[Self::NoStandard, Self::TooOld, Self::Refuses, Self::Gone];

    /// The name in descriptions, API and texts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoStandard => "no_standard",
            Self::TooOld => "too_old",
            Self::Refuses => "refuses",
            Self::Gone => "gone",
        }
    }

    /// For whoever builds on the API; people read the texts of the pages.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::NoStandard => "it offers no safe way in for apps yet",
            Self::TooOld => "what it offers apps is too old to be safe",
            Self::Refuses => "it lets no apps in at the moment",
            Self::Gone => "it has closed or joined another",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}
