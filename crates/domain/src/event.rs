//! What applications are told of: the names of events, and how long it is tried to tell them.

use crate::member::Status;
use crate::run::RunKind;
use jiff::SignedDuration;

macro_rules! names {
    ($($(#[$doc:meta])* $variant:ident $text:literal,)*) => {
        /// The name of an event, by which applications subscribe to it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum EventName { $($(#[$doc])* $variant),* }

        impl EventName {
            /// All, those of MX first.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in API, SQL and logs.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// The one of that name, if there is one.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

names! {
    /// A member came into a status that a person must act on.
    ConnectionStatusChanged "connection_status.changed",
    /// An aggregation was completed.
    Aggregated "aggregation.member_data_updated",
    /// Balances were read.
    BalancesRead "balance.member_data_updated",
    /// A longer history was read.
    HistoryRead "history.member_data_updated",
    /// Statements were fetched.
    StatementsRead "statement.member_data_updated",
    /// Account numbers were read.
    NumbersRead "verification.member_data_updated",
    /// Owners were read. MX has no such webhook.
    OwnersRead "identification.member_data_updated",
    MemberCreated "members.created",
    MemberUpdated "members.updated",
    MemberDeleted "members.deleted",
    /// The first aggregation of a member was completed (MX: `initial_data_ready`).
    InitialDataReady "members.initial_data_ready",
    /// What a person was told of is over.
    MemberHealed "members.healed",
    /// A connection needs its person, and they are told.
    NotificationOpened "notifications.opened",
    /// What a person was told of is settled, or something else is told in its place.
    NotificationWithdrawn "notifications.withdrawn",
    AccountCreated "accounts.created",
    AccountUpdated "accounts.updated",
    AccountDeleted "accounts.deleted",
    /// An account that the institution had not told of before, in a connection that had others.
    AccountAppeared "accounts.appeared",
    /// The institution tells of an account no more.
    AccountGone "accounts.gone",
    TransactionCreated "transactions.created",
    TransactionUpdated "transactions.updated",
    TransactionDeleted "transactions.deleted",
    /// Many connections of an institution fail.
    IncidentBegan "institutions.incident_began",
    IncidentEnded "institutions.incident_ended",
    /// A verification, or what it waits for, changed.
    VerificationUpdated "verifications.updated",
    /// A verification could not be made.
    VerificationCreationFailed "verifications.creation_failed",
    /// An endpoint was dead for long and is told nothing more until somebody wakes it.
    WebhookPaused "webhooks.paused",
    /// Sent on request, to see whether it arrives.
    WebhookPing "webhooks.ping",
}

impl EventName {
    /// What a completed run of that kind is told as.
    pub const fn of_run(kind: RunKind) -> Self {
        match kind {
            RunKind::Aggregate => Self::Aggregated,
            RunKind::Verify => Self::NumbersRead,
            RunKind::Identify => Self::OwnersRead,
            RunKind::CheckBalance => Self::BalancesRead,
            RunKind::ExtendHistory => Self::HistoryRead,
            RunKind::FetchStatements => Self::StatementsRead,
        }
    }

    /// Whether it is told once for each of the things it is about, as MX does with transactions.
    pub const fn is_told_one_by_one(self) -> bool {
        matches!(self, Self::TransactionCreated | Self::TransactionUpdated | Self::TransactionDeleted)
    }
}

/// Whether coming from one status into another is told as a changed connection status: only what a person must act on (MX: eight
/// statuses).
pub fn is_told(before: Status, after: Status) -> bool {
    before != after && after.tells_webhook()
}

/// How long after each failed delivery the next one comes: twelve, over a day (MX: at most 12 retries over about 24 hours).
const WAITS: [SignedDuration; 12] = [
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(10),
    SignedDuration::from_mins(20),
    SignedDuration::from_mins(40),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(2),
    SignedDuration::from_hours(4),
    SignedDuration::from_hours(6),
    SignedDuration::from_hours(10),
];

/// Deliveries of one event at most: the first, and one after each wait.
pub const TRIES_MAX: u32 = 13;

/// When a delivery that failed so many times is tried again; none when it is given up.
pub fn wait_after(tries: u32) -> Option<SignedDuration> {
    let index = usize::try_from(tries.checked_sub(1)?).ok()?;
    WAITS.get(index).copied()
}

/// How long an endpoint that failed so many times in a row is left alone by all its deliveries, so that a queue behind a dead endpoint
/// does not beat on it.
pub fn rest_after(failures_in_row: u32) -> SignedDuration {
    const LONGEST: SignedDuration = SignedDuration::from_secs(60);
    let doublings = failures_in_row.saturating_sub(1).min(6);
    SignedDuration::from_secs(1_i64 << doublings).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_again_and_none_stands_twice() {
        let names: std::collections::BTreeSet<_> = EventName::ALL.iter().map(|one| one.name()).collect();
        assert_eq!(names.len(), EventName::ALL.len());
        for one in EventName::ALL {
            assert_eq!(EventName::from_name(one.name()), Some(*one));
        }
        assert_eq!(EventName::from_name("members.sneezed"), None);
    }

    #[test]
    fn exactly_mx_s_eight_statuses_are_told() {
        let told: Vec<_> = Status::ALL
            .into_iter()
            .filter(|status| is_told(Status::Created, *status))
            .filter_map(Status::name)
            .collect();
        let mut expected =
            ["CHALLENGED", "DENIED", "EXPIRED", "IMPAIRED", "IMPEDED", "LOCKED", "PREVENTED", "REJECTED"];
        let mut sorted = told.clone();
        sorted.sort_unstable();
        expected.sort_unstable();
        assert_eq!(sorted, expected);
        assert!(!is_told(Status::Denied, Status::Denied), "staying is no change");
    }

    #[test]
    fn a_delivery_is_tried_thirteen_times_over_a_day() {
        let waits: Vec<_> = (1..).map_while(wait_after).collect();
        assert_eq!(u32::try_from(waits.len()).unwrap() + 1, TRIES_MAX);
        assert!(waits.is_sorted(), "the frequency diminishes");
        let whole: SignedDuration = waits.iter().sum();
        let day = SignedDuration::from_hours(24);
        assert!(
            whole >= day - SignedDuration::from_hours(1) && whole <= day + SignedDuration::from_hours(1),
            "{whole}"
        );
        assert_eq!((wait_after(0), wait_after(13)), (None, None));
    }

    #[test]
    fn an_endpoint_rests_no_longer_than_its_deliveries() {
        for failures in 1..40 {
            let rest = rest_after(failures);
            assert!(rest >= SignedDuration::from_secs(1) && rest <= SignedDuration::from_secs(60));
            assert!(wait_after(failures).is_none_or(|wait| rest <= wait), "{failures}");
        }
    }
}
