//! The 22 statuses of MX, and none. Meaning: `seeds/002`; what follows from each is in `data/statuses.csv`.

use crate::reason::Actor;

include!(concat!(env!("OUT_DIR"), "/statuses.rs"));

/// The state a member is in. The order is that of the transition table's columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Authenticated; data flows.
    Connected,
    /// New, never aggregated.
    Created,
    /// New credentials, not yet tried.
    Updated,
    /// Moved to another source; the next login will likely ask for a code, so a person must be present.
    Reconnected,
    /// Waits for the answer to a challenge.
    Challenged,
    /// An answer was given, its verdict is open.
    Resumed,
    /// Takes longer than expected, not yet connected.
    Delayed,
    /// The run failed for a technical cause.
    Failed,
    /// Failed three times in a short time.
    Degraded,
    /// Failing, and no success for two weeks.
    Disconnected,
    /// The answer to a challenge was wrong.
    Rejected,
    /// The answer did not come in time.
    Expired,
    /// The credentials were refused.
    Denied,
    /// The person's attention is needed at the institution.
    Impeded,
    /// The institution locked the login.
    Locked,
    /// Refused three times in a row; the hub stops, so that the institution does not lock the login.
    Prevented,
    /// Credentials or consent are missing.
    Impaired,
    /// Came without credentials.
    Imported,
    /// Waits for the consent at the institution's page.
    Pending,
    /// Paused; the former status comes back.
    Disabled,
    /// No source reaches the institution any more.
    Discontinued,
    /// Ended by somebody.
    Closed,
    /// A member made by hand: it never aggregates and has no status.
    Manual,
}

impl Status {
    /// All, in the order of the table's columns.
    pub const ALL: [Self; 23] = [
        Self::Connected,
        Self::Created,
        Self::Updated,
        Self::Reconnected,
        Self::Challenged,
        Self::Resumed,
        Self::Delayed,
        Self::Failed,
        Self::Degraded,
        Self::Disconnected,
        Self::Rejected,
        Self::Expired,
        Self::Denied,
        Self::Impeded,
        Self::Locked,
        Self::Prevented,
        Self::Impaired,
        Self::Imported,
        Self::Pending,
        Self::Disabled,
        Self::Discontinued,
        Self::Closed,
        Self::Manual,
    ];

    /// MX's name; none for manual members.
    pub const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Connected => "CONNECTED",
            Self::Created => "CREATED",
            Self::Updated => "UPDATED",
            Self::Reconnected => "RECONNECTED",
            Self::Challenged => "CHALLENGED",
            Self::Resumed => "RESUMED",
            Self::Delayed => "DELAYED",
            Self::Failed => "FAILED",
            Self::Degraded => "DEGRADED",
            Self::Disconnected => "DISCONNECTED",
            Self::Rejected => "REJECTED",
            Self::Expired => "EXPIRED",
            Self::Denied => "DENIED",
            Self::Impeded => "IMPEDED",
            Self::Locked => "LOCKED",
            Self::Prevented => "PREVENTED",
            Self::Impaired => "IMPAIRED",
            Self::Imported => "IMPORTED",
            Self::Pending => "PENDING",
            Self::Disabled => "DISABLED",
            Self::Discontinued => "DISCONTINUED",
            Self::Closed => "CLOSED",
            Self::Manual => return None,
        })
    }

    /// MX's number, as webhooks and the widget send it; none for manual members.
    pub const fn id(self) -> Option<u8> {
        Some(match self {
            Self::Created => 0,
            Self::Prevented => 1,
            Self::Denied => 2,
            Self::Challenged => 3,
            Self::Rejected => 4,
            Self::Locked => 5,
            Self::Connected => 6,
            Self::Impeded => 7,
            Self::Reconnected => 8,
            Self::Degraded => 9,
            Self::Disconnected => 10,
            Self::Discontinued => 11,
            Self::Closed => 12,
            Self::Delayed => 13,
            Self::Failed => 14,
            Self::Updated => 15,
            Self::Disabled => 16,
            Self::Imported => 17,
            Self::Resumed => 18,
            Self::Expired => 19,
            Self::Impaired => 20,
            Self::Pending => 21,
            Self::Manual => return None,
        })
    }

    /// The status of that name; no name is the manual member's.
    pub fn from_name(name: Option<&str>) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// The column of this status in the table.
    #[expect(clippy::as_conversions, reason = "a discriminant; the table checks the order when it compiles")]
    pub const fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_mx_s() {
        let mut numbers: Vec<u8> = Status::ALL.into_iter().filter_map(Status::id).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (0..22).collect::<Vec<u8>>());
        for status in Status::ALL {
            assert_eq!(Status::from_name(status.name()), Some(status));
        }
        assert_eq!(Status::Prevented.id(), Some(1), "seeds/002, second row");
    }
}
