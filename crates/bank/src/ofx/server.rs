//! What the servers are like: each has the habits of some real ones.

/// An institution's OFX server.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) org: &'static str,
    pub(crate) fid: &'static str,
    /// Names its investment accounts.
    pub(crate) broker_id: &'static str,
    /// Refuses programs that do not say who they are (15510).
    pub(crate) wants_client_uid: bool,
    pub(crate) habits: Habits,
}

/// How a server writes, within what the specification allows and what clients must bear all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Habits {
    /// By the book.
    Plain,
    /// The header in one line, nothing between elements, a comma before cents, times of the east coast, and elements of a vendor.
    Old,
}

/// The versions that are spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    V102,
    V160,
    V211,
    V220,
}

pub(crate) const CREDIT_UNION: Server = Server {
    org: "Copperfield CU",
    fid: "4101",
    broker_id: "",
    wants_client_uid: false,
    habits: Habits::Old,
};
pub(crate) const NATIONAL: Server =
    Server { org: "MARLIN", fid: "4102", broker_id: "", wants_client_uid: true, habits: Habits::Plain };
pub(crate) const SECURITIES: Server = Server {
    org: "PALISADE",
    fid: "4103",
    broker_id: "palisade.example",
    wants_client_uid: false,
    habits: Habits::Plain,
};

impl Version {
    const ALL: [Version; 4] = [Version::V102, Version::V160, Version::V211, Version::V220];

    pub(crate) fn numbered(number: u16) -> Option<Version> {
        Version::ALL.into_iter().find(|version| version.number() == number)
    }

    pub(crate) fn number(self) -> u16 {
        match self {
            Version::V102 => 102,
            Version::V160 => 160,
            Version::V211 => 211,
            Version::V220 => 220,
        }
    }

    pub(crate) fn is_xml(self) -> bool {
        self >= Version::V211
    }

    /// Challenges came after the first version.
    pub(crate) fn knows_challenges(self) -> bool {
        self > Version::V102
    }

    /// Consents and tokens have codes of their own in the newest alone.
    pub(crate) fn knows_access_tokens(self) -> bool {
        self == Version::V220
    }

    /// What has not posted is told in the newest alone.
    pub(crate) fn knows_pending(self) -> bool {
        self == Version::V220
    }
}
