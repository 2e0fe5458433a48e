//! When a person is told that a connection needs them, when that it no longer does, and when a mail says so.
//!
//! A notice is open from when the connection needs the person until it does not; at most one of a member is open. It is told at once
//! by webhook and on the pages. A mail is due only for what a person who is not there would miss.

use crate::clock::Timestamp;
use crate::diagnosis::{Health, Thresholds};
use crate::member::{Presence, State, Status};
use crate::reason::{Actor, Reason};
use jiff::SignedDuration;

/// What becomes of a member's notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing was decided yet: what is open stays open.
    Keep,
    /// This is to be open.
    Open(Reason, Channel),
    /// The connection works again.
    Healed,
    /// There is nothing to tell, such as what the person decided.
    Nothing,
}

/// How a notice reaches a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// By mail too.
    Mail,
    /// On the pages and to the application alone.
    Pages,
}

/// The column `notify` of the tables of statuses and reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Yes,
    Once,
    /// Not before it has lasted: DEGRADED or DISCONNECTED.
    Threshold,
    InApp,
    No,
}

impl Rule {
    fn of(name: &str) -> Self {
        let rules = [
            ("yes", Self::Yes),
            ("once", Self::Once),
            ("threshold", Self::Threshold),
            ("in_app", Self::InApp),
            ("no", Self::No),
        ];
        rules.into_iter().find(|(known, _)| *known == name).map_or(Self::No, |(_, rule)| rule)
    }
}

/// What becomes of the notice of a member in this state, where `open` is told of now; `presence` is whether the person was there when it
/// came to be so.
///
/// The rules are the columns `notify` of `statuses.csv` and `reasons.csv`: technical trouble is told once it has lasted, what the
/// person decided is not told, and a status on the way elsewhere changes nothing.
pub fn wanted(state: &State, open: Option<Reason>, presence: Presence) -> Wanted {
    let reason = state.reason;
    let rule = Rule::of(state.status.notice());
    match rule {
        Rule::No if state.status == Status::Manual => Wanted::Nothing,
        Rule::No if state.status == Status::Connected => connected(reason, open),
        // On the way elsewhere.
        Rule::No => Wanted::Keep,
        // Who is there is asked at once; who does not answer is told then.
        Rule::Yes if state.status == Status::Challenged && presence == Presence::Foreground => Wanted::Keep,
        Rule::Yes => asked_for(reason),
        Rule::Threshold => match reason {
            Some(cause) if Rule::of(cause.notice()) == Rule::Yes => Wanted::Open(cause, Channel::Mail),
            Some(_) | None => Wanted::Keep,
        },
        Rule::InApp => reason.map_or(Wanted::Keep, |cause| Wanted::Open(cause, Channel::Pages)),
        Rule::Once if state.decided_by == Some(Actor::User) => Wanted::Nothing,
        Rule::Once => reason.map_or(Wanted::Keep, |cause| Wanted::Open(lasting(cause), Channel::Mail)),
    }
}

fn connected(reason: Option<Reason>, open: Option<Reason>) -> Wanted {
    match reason {
        Some(cause) if cause.is_attention() => Wanted::Open(cause, Channel::Mail),
        // A fact about a call or an account hides what wanted attention and does not settle it.
        Some(cause) if !is_success(cause) && open.is_some_and(Reason::is_attention) => Wanted::Keep,
        Some(_) | None => Wanted::Healed,
    }
}

const fn is_success(reason: Reason) -> bool {
    matches!(reason, Reason::Ok | Reason::PartialData)
}

/// The statuses that wait for the person name the cause, unless it is only a fact beside it.
fn asked_for(reason: Option<Reason>) -> Wanted {
    match reason {
        Some(cause) if Rule::of(cause.notice()) == Rule::Yes => Wanted::Open(cause, Channel::Mail),
        Some(_) | None => Wanted::Keep,
    }
}

/// What lasts is told as one thing, however its single failures differ.
const fn lasting(cause: Reason) -> Reason {
    if cause.counts_as_failure() { Reason::RepeatedFailures } else { cause }
}

/// Whether nobody but time or the institution mends it: kept quiet while the institution has an incident.
pub const fn is_technical(reason: Reason) -> bool {
    reason.counts_as_failure() || matches!(reason, Reason::RepeatedFailures | Reason::NoSuccessTwoWeeks)
}

/// How long a person who was there when it happened is left alone: they saw it, and may be at it.
pub const PRESENT_WAIT: SignedDuration = SignedDuration::from_hours(1);
/// Between two mails about one connection, at least.
pub const MAIL_APART: SignedDuration = SignedDuration::from_hours(24);
/// How long a mail is put off while the institution has an incident, before it is looked again.
pub const INCIDENT_WAIT: SignedDuration = SignedDuration::from_hours(1);

/// When a mail about new trouble is due.
pub fn mail_due(presence: Presence, now: Timestamp) -> Timestamp {
    match presence {
        Presence::Background => now,
        Presence::Foreground => later(now, PRESENT_WAIT),
    }
}

/// Whether a mail tells that trouble is over: it was mailed, and who was there when it healed has seen it.
pub const fn is_heal_mailed(presence: Presence) -> bool {
    matches!(presence, Presence::Background)
}

/// When the next mail about a connection may go, after the last.
pub fn mail_again(last: Timestamp) -> Timestamp {
    later(last, MAIL_APART)
}

/// How long after each refusal for now the next try comes; then the mail is given up.
const MAIL_WAITS: [SignedDuration; 5] = [
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(20),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(4),
    SignedDuration::from_hours(12),
];

/// When a mail that was refused for now so many times is tried again; none when it is given up.
pub fn mail_retry(tries: u32, now: Timestamp) -> Option<Timestamp> {
    let index = usize::try_from(tries.checked_sub(1)?).ok()?;
    MAIL_WAITS.get(index).map(|wait| later(now, *wait))
}

/// How an institution is, going by how runs of all its members ended lately.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    /// So many fail that it is the institution.
    Outage,
    /// Between both: what was said last holds.
    Unclear,
    Fair,
}

/// An incident begins where a diagnosis speaks of an outage, and ends when less than half of what made it is left, so that it does not
/// come and go with single runs.
pub fn weather(health: Health, thresholds: &Thresholds) -> Weather {
    let seen = health.failing.saturating_add(health.answering);
    if health.is_outage(thresholds) {
        Weather::Outage
    } else if health.failing.saturating_mul(200) < seen.saturating_mul(thresholds.outage_percent) || seen == 0
    {
        Weather::Fair
    } else {
        Weather::Unclear
    }
}

/// Whether nobody is mailed about a connection since its institution has an incident, or had one and the connection was not tried since:
/// it may be well again, and its next try tells. `outage_within` is longer than any wait between two tries.
pub fn is_hushed(
    ended_at: Option<Timestamp>,
    tried_at: Option<Timestamp>,
    now: Timestamp,
    thresholds: &Thresholds,
) -> bool {
    ended_at.is_none_or(|ended| {
        tried_at.is_none_or(|tried| tried <= ended) && now < later(ended, thresholds.outage_within)
    })
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::member::Origin;

    fn state(status: Status, reason: Reason, decided_by: Option<Actor>) -> State {
        let created = State::created(Origin::WithCredentials, Timestamp::UNIX_EPOCH);
        State { status, reason: Some(reason), decided_by, ..created }
    }

    #[test]
    fn what_is_told_follows_from_status_and_reason() {
        use Channel::{Mail, Pages};
        use Reason as R;
        use Status as S;
        use Wanted::{Healed, Keep, Nothing, Open};
        let mailed = |reason| Open(reason, Mail);
        for (status, reason, expected) in [
            (S::Denied, R::CredentialsRejected, mailed(R::CredentialsRejected)),
            (S::Prevented, R::CredentialsRejectedThrice, mailed(R::CredentialsRejectedThrice)),
            (S::Challenged, R::MfaRequired, mailed(R::MfaRequired)),
            (S::Challenged, R::RateLimited, Keep),
            (S::Expired, R::MfaTimeout, mailed(R::MfaTimeout)),
            (S::Impaired, R::ConsentExpired, mailed(R::ConsentExpired)),
            (S::Impaired, R::OauthCancelled, Keep),
            (S::Imported, R::CredentialsNeverGiven, mailed(R::CredentialsNeverGiven)),
            (S::Locked, R::AccountLocked, mailed(R::AccountLocked)),
            (S::Connected, R::Ok, Healed),
            (S::Connected, R::PartialData, Healed),
            (S::Connected, R::RateLimited, Healed),
            (S::Connected, R::ConsentExpiring, mailed(R::ConsentExpiring)),
            (S::Connected, R::NoAccounts, mailed(R::NoAccounts)),
            // Technical trouble is not told before it has lasted.
            (S::Failed, R::InstitutionDown, Keep),
            (S::Failed, R::NetworkError, Keep),
            (S::Failed, R::OtpDeliveryProblem, mailed(R::OtpDeliveryProblem)),
            (S::Degraded, R::RepeatedFailures, mailed(R::RepeatedFailures)),
            (S::Degraded, R::NetworkError, mailed(R::RepeatedFailures)),
            (S::Disconnected, R::NoSuccessTwoWeeks, mailed(R::NoSuccessTwoWeeks)),
            (S::Discontinued, R::InstitutionNotSupported, mailed(R::InstitutionNotSupported)),
            (S::Closed, R::ConnectionGone, mailed(R::ConnectionGone)),
            (S::Disabled, R::PausedByOperator, mailed(R::PausedByOperator)),
            (S::Reconnected, R::MfaEveryLogin, Open(R::MfaEveryLogin, Pages)),
            (S::Created, R::InProgress, Keep),
            (S::Updated, R::CredentialsUpdated, Keep),
            (S::Resumed, R::MfaSubmitted, Keep),
            (S::Delayed, R::Slow, Keep),
            (S::Pending, R::OauthPending, Keep),
            (S::Manual, R::ManualNoCredentials, Nothing),
        ] {
            assert_eq!(
                wanted(&state(status, reason, None), None, Presence::Background),
                expected,
                "{status:?} {reason:?}"
            );
        }
    }

    #[test]
    fn who_is_there_is_asked_and_not_told() {
        let asked = state(Status::Challenged, Reason::MfaRequired, None);
        let told = Wanted::Open(Reason::MfaRequired, Channel::Mail);
        assert_eq!(wanted(&asked, None, Presence::Foreground), Wanted::Keep);
        assert_eq!(wanted(&asked, None, Presence::Background), told);
        let refused = state(Status::Denied, Reason::CredentialsRejected, None);
        assert_ne!(wanted(&refused, None, Presence::Foreground), Wanted::Keep);
    }

    #[test]
    fn what_the_person_decided_is_not_told() {
        for (status, reason) in
            [(Status::Closed, Reason::ClosedBySomeone), (Status::Disabled, Reason::PausedByOperator)]
        {
            for (by, is_told) in [(Actor::User, false), (Actor::Client, true), (Actor::Operator, true)] {
                let wanted = wanted(&state(status, reason, Some(by)), None, Presence::Foreground);
                assert_eq!(wanted != Wanted::Nothing, is_told, "{status:?} {by:?}");
            }
        }
    }

    #[test]
    fn what_wants_attention_is_settled_by_a_success_alone() {
        let open = Some(Reason::ConsentExpiring);
        let now = |reason| wanted(&state(Status::Connected, reason, None), open, Presence::Background);
        assert_eq!(now(Reason::RateLimited), Wanted::Keep);
        assert_eq!(now(Reason::Ok), Wanted::Healed);
        let of_denied = wanted(
            &state(Status::Connected, Reason::RateLimited, None),
            Some(Reason::CredentialsRejected),
            Presence::Background,
        );
        assert_eq!(of_denied, Wanted::Healed);
    }

    #[test]
    fn every_status_is_decided_and_no_reason_is_told_that_asks_for_nothing() {
        for status in Status::ALL {
            for reason in Reason::ALL {
                match wanted(&state(status, *reason, None), None, Presence::Background) {
                    Wanted::Open(told, Channel::Mail) => {
                        assert_ne!(told.notice(), "threshold", "{status:?} {reason:?}");
                    }
                    Wanted::Open(_, Channel::Pages) => assert_eq!(status, Status::Reconnected),
                    Wanted::Keep | Wanted::Healed | Wanted::Nothing => {}
                }
            }
        }
    }

    #[test]
    fn who_was_there_has_an_hour_and_tries_end() {
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(mail_due(Presence::Background, now), now);
        assert_eq!(mail_due(Presence::Foreground, now), later(now, SignedDuration::from_hours(1)));
        assert_eq!(mail_again(now), later(now, SignedDuration::from_hours(24)));
        let tries: Vec<_> = (1..).map_while(|tries| mail_retry(tries, now)).collect();
        assert!(tries.len() == 5 && tries.is_sorted(), "{tries:?}");
        assert_eq!(mail_retry(0, now), None);
    }

    #[test]
    fn after_an_incident_the_next_try_is_waited_for() {
        let at = |hours| later(Timestamp::UNIX_EPOCH, SignedDuration::from_hours(hours));
        for (ended, tried, now, expected) in [
            (None, Some(9), 10, true),
            (Some(8), Some(7), 10, true),
            (Some(8), None, 10, true),
            (Some(8), Some(9), 10, false),
            (Some(8), Some(7), 40, false),
        ] {
            let found = is_hushed(ended.map(at), tried.map(at), at(now), &Thresholds::default());
            assert_eq!(found, expected, "{ended:?} {tried:?} {now}");
        }
    }

    #[test]
    fn an_incident_does_not_come_and_go_with_single_runs() {
        let thresholds = Thresholds::default();
        for (failing, answering, expected) in [
            (0, 0, Weather::Fair),
            (2, 0, Weather::Unclear),
            (3, 0, Weather::Outage),
            (3, 2, Weather::Outage),
            (3, 3, Weather::Unclear),
            (2, 1, Weather::Unclear),
            (3, 7, Weather::Unclear),
            (2, 8, Weather::Fair),
            (0, 1, Weather::Fair),
        ] {
            let health = Health { failing, answering };
            assert_eq!(weather(health, &thresholds), expected, "{failing} {answering}");
        }
    }
}
