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

/// What is read beside accounts and their balances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a set of five, each independent")]
pub struct Reads {
    pub transactions: bool,
    pub holdings: bool,
    pub numbers: bool,
    pub owners: bool,
    pub statements: bool,
}

impl Reads {
    /// What a run of that kind reads unless something else was agreed.
    pub fn of(kind: RunKind) -> Self {
        let none = Self::default();
        match kind {
            RunKind::Aggregate => Self { transactions: true, holdings: true, ..none },
            RunKind::Verify => Self { numbers: true, ..none },
            RunKind::Identify => Self { owners: true, ..none },
            RunKind::CheckBalance => none,
            RunKind::ExtendHistory => Self { transactions: true, ..none },
            RunKind::FetchStatements => Self { statements: true, ..none },
        }
    }

    /// Less that.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self {
            transactions: self.transactions && !other.transactions,
            holdings: self.holdings && !other.holdings,
            numbers: self.numbers && !other.numbers,
            owners: self.owners && !other.owners,
            statements: self.statements && !other.statements,
        }
    }

    /// The names in SQL, in consents and in texts, in the order in which people are told of them.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.parts().into_iter().filter_map(|(name, is_read)| is_read.then_some(name))
    }

    /// From names; others say nothing.
    pub fn from_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<&str> = names.into_iter().collect();
        let has = |name: &str| names.contains(&name);
        Self {
            transactions: has("transactions"),
            holdings: has("holdings"),
            numbers: has("numbers"),
            owners: has("owners"),
            statements: has("statements"),
        }
    }

    fn parts(self) -> [(&'static str, bool); 5] {
        [
            ("transactions", self.transactions),
            ("holdings", self.holdings),
            ("numbers", self.numbers),
            ("owners", self.owners),
            ("statements", self.statements),
        ]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_has_names() {
        for kind in RunKind::ALL {
            let reads = Reads::of(*kind);
            let names: Vec<&str> = reads.names().collect();
            assert_eq!(Reads::from_names(names.iter().copied()), reads, "{names:?}");
        }
        assert_eq!(Reads::from_names(["accounts", "moods"]), Reads::default());
    }
}
