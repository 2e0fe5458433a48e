//! What is said above a page after a button was pressed on it.

/// What became of a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// The data is fresh; nothing was begun.
    Fresh,
    /// Another run is open; no second was begun.
    Busy,
    /// The state does not take it any more.
    NotNow,
    /// Older transactions are being fetched.
    History,
    /// The institution delivers none.
    NoHistory,
    Paused,
    Unpaused,
    /// Which accounts are shown is noted.
    Chosen,
    /// An account kept by hand is as it was written.
    Saved,
    /// An account kept by hand was added.
    Added,
    /// An account kept by hand is gone.
    Deleted,
    /// One account of a connection is gone, hidden, or read again.
    AccountRemoved,
    AccountHidden,
    AccountShared,
    /// A join was taken back, or could not be while a newer one rests on it.
    Parted,
    LaterFirst,
    /// A removed transaction is there again.
    Restored,
    /// What was kept of a bank is gone.
    KeptRemoved,
}

impl Said {
    const ALL: [(&'static str, Self); 18] = [
        ("page-said-fresh", Self::Fresh),
        ("page-said-busy", Self::Busy),
        ("page-said-not-now", Self::NotNow),
        ("page-said-history", Self::History),
        ("page-said-no-history", Self::NoHistory),
        ("page-said-paused", Self::Paused),
        ("page-said-unpaused", Self::Unpaused),
        ("page-said-chosen", Self::Chosen),
        ("page-said-saved", Self::Saved),
        ("page-said-added", Self::Added),
        ("page-said-deleted", Self::Deleted),
        ("page-said-account-removed", Self::AccountRemoved),
        ("page-said-account-hidden", Self::AccountHidden),
        ("page-said-account-shared", Self::AccountShared),
        ("page-said-parted", Self::Parted),
        ("page-said-later-first", Self::LaterFirst),
        ("page-said-restored", Self::Restored),
        ("page-said-kept-removed", Self::KeptRemoved),
    ];
    const START: &str = "page-said-";

    /// Whether it is about work that is under way, and over with it.
    pub(super) const fn is_of_work(self) -> bool {
        matches!(self, Self::Busy | Self::History)
    }

    /// The key of its text.
    pub(super) fn key(self) -> &'static str {
        Self::ALL.iter().find(|(_, said)| *said == self).map_or("", |(key, _)| key)
    }

    /// The name in addresses.
    pub(super) fn name(self) -> &'static str {
        self.key().strip_prefix(Self::START).unwrap_or_default()
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, said)| said.name() == name).map(|(_, said)| *said)
    }

    /// A path with it.
    pub(super) fn at(self, path: &str) -> String {
        format!("{path}?said={}", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::{Language, has};

    #[test]
    fn everything_has_words() {
        for (key, said) in Said::ALL {
            assert_eq!(Said::from_name(said.name()), Some(said));
            assert!(Language::ALL.iter().all(|language| has(*language, key)), "{key}");
        }
        assert_eq!(Said::from_name(""), None);
    }
}
