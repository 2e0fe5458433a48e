//! One attempt to do something with a member.

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RunKind {
    /// Accounts, balances, 90 days of transactions, holdings.
    Aggregate,
    /// Account numbers, for payments.
    Verify,
    /// Owners.
    Identify,
    /// Balances alone.
    CheckBalance,
    /// 24 months of transactions.
    ExtendHistory,
    /// Statements.
    FetchStatements,
}

impl RunKind {
    pub const ALL: &[Self] = &[
        Self::Aggregate,
        Self::Verify,
        Self::Identify,
        Self::CheckBalance,
        Self::ExtendHistory,
        Self::FetchStatements,
    ];

    /// The name in API, SQL and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Aggregate => "aggregate",
            Self::Verify => "verify",
            Self::Identify => "identify",
            Self::CheckBalance => "check_balance",
            Self::ExtendHistory => "extend_history",
            Self::FetchStatements => "fetch_statements",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RunPhase {
    /// Nothing was sent yet.
    Queued,
    /// Signing in: something was sent, or the institution said to look again later.
    SigningIn,
    /// Waits for a person; no worker has it.
    Challenged,
    /// The person answered; the answers are sealed and not sent yet.
    Answered,
    /// The person came back from the institution's page; the query is sealed and its code not exchanged yet.
    Returned,
    /// Signed in; data is read page by page.
    Reading,
    Ended,
}

impl RunPhase {
    pub const ALL: &[Self] = &[
        Self::Queued,
        Self::SigningIn,
        Self::Challenged,
        Self::Answered,
        Self::Returned,
        Self::Reading,
        Self::Ended,
    ];

    /// The name in SQL and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::SigningIn => "signing_in",
            Self::Challenged => "challenged",
            Self::Answered => "answered",
            Self::Returned => "returned",
            Self::Reading => "reading",
            Self::Ended => "ended",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}

/// The kinds of questions an institution asks (MX's challenge types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChallengeKind {
    Text,
    /// A one-time code.
    Token,
    Options,
    /// Type what the picture shows.
    ImageData,
    /// Choose among pictures.
    ImageOptions,
}

impl ChallengeKind {
    pub const ALL: &[Self] = &[Self::Text, Self::Token, Self::Options, Self::ImageData, Self::ImageOptions];

    /// MX's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::Token => "TOKEN",
            Self::Options => "OPTIONS",
            Self::ImageData => "IMAGE_DATA",
            Self::ImageOptions => "IMAGE_OPTIONS",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}
