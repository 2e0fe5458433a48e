//! How a connection is, in plain words: the word beside the sign, since when, and whether it waits for the person.

use crate::pages::connect::trouble::tone;
use crate::pages::day;
use crate::pages::words::Words;
use domain::clock::Timestamp;
use domain::member::{State, Status};
use domain::reason::{Actor, Reason};
use jiff::SignedDuration;

/// Until when "3 hours ago" is told, from when on the day.
const NEAR: SignedDuration = SignedDuration::from_hours(48);

/// The sign of a connection, with its word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::pages) struct Chip {
    pub(in crate::pages) tone: &'static str,
    pub(in crate::pages) icon: &'static str,
    pub(in crate::pages) word: String,
}

/// Whether the connection goes on once its person has done something, and not before.
pub(in crate::pages) fn needs_person(state: &State) -> bool {
    match state.status {
        Status::Challenged => true,
        Status::Connected
        | Status::Manual
        | Status::Disabled
        | Status::Discontinued
        | Status::Closed
        | Status::Resumed
        | Status::Delayed => false,
        Status::Created
        | Status::Updated
        | Status::Reconnected
        | Status::Failed
        | Status::Degraded
        | Status::Disconnected
        | Status::Rejected
        | Status::Expired
        | Status::Denied
        | Status::Impeded
        | Status::Locked
        | Status::Prevented
        | Status::Impaired
        | Status::Imported
        | Status::Pending => !state.is_being_aggregated && state.actor() == Actor::User,
    }
}

/// Whether a run works on it, without waiting for an answer.
pub(in crate::pages) fn is_working(state: &State) -> bool {
    state.is_being_aggregated && state.status != Status::Challenged
}

pub(in crate::pages) fn chip(state: &State, words: Words) -> Chip {
    if is_working(state) {
        return Chip { tone: "working", icon: "working", word: words.say(step(state)) };
    }
    let (tone, icon) = tone(state.status);
    let key = match state.status {
        Status::Manual => "page-chip-manual".to_owned(),
        Status::Challenged if state.reason == Some(Reason::MfaApproveElsewhere) => {
            "page-chip-approve".to_owned()
        }
        status => format!("page-chip-{}", status.name().unwrap_or_default().to_lowercase()),
    };
    match state.status {
        Status::Manual => Chip { tone: "ended", icon: "pen", word: words.say(&key) },
        Status::Disabled => Chip { tone, icon: "pause", word: words.say(&key) },
        _ => Chip { tone, icon, word: words.say(&key) },
    }
}

/// What the open run is at.
fn step(state: &State) -> &'static str {
    let processed = state.processed;
    if state.status == Status::Delayed {
        "page-chip-delayed"
    } else if !processed.is_authenticated {
        "page-progress-sign-in"
    } else if !processed.accounts {
        "page-progress-accounts"
    } else {
        "page-progress-transactions"
    }
}

/// When it came to be as it is.
pub(super) fn changed(state: &State, now: Timestamp, words: Words) -> String {
    let at = state.status_since;
    if now.duration_since(at) < NEAR { domain::text::ago(words.0, at, now) } else { day::written(at, words) }
}

/// Since when it is as it is.
pub(super) fn since(state: &State, now: Timestamp, words: Words) -> String {
    let is_near = now.duration_since(state.status_since) < NEAR;
    let key = if is_near { "page-since-ago" } else { "page-since-day" };
    words.with(key, "when", &changed(state, now, words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::member::Origin;
    use domain::text::Language;

    #[test]
    fn every_status_has_a_word_in_every_language() {
        for language in Language::ALL {
            let words = Words(*language);
            for status in Status::ALL {
                for is_being_aggregated in [false, true] {
                    let state = State {
                        status,
                        is_being_aggregated,
                        ..State::created(Origin::WithCredentials, Timestamp::UNIX_EPOCH)
                    };
                    let chip = chip(&state, words);
                    assert!(!chip.word.starts_with("page-"), "{status:?}: {}", chip.word);
                    assert!(!words.icon(chip.icon).is_empty(), "{status:?}: {}", chip.icon);
                    assert!(!since(&state, Timestamp::UNIX_EPOCH, words).contains("page-"));
                }
            }
        }
    }

    #[test]
    fn who_waits_for_the_person_is_counted() {
        let check = |status: Status, is_being_aggregated, expected: bool| {
            let reason =
                status.name().and_then(|name| domain::reason::lookup("mx", name, None)).map(|row| row.reason);
            let state = State {
                status,
                reason,
                is_being_aggregated,
                ..State::created(Origin::WithCredentials, Timestamp::UNIX_EPOCH)
            };
            assert_eq!(needs_person(&state), expected, "{status:?} {reason:?}");
        };
        for status in [Status::Denied, Status::Prevented, Status::Impeded, Status::Expired, Status::Imported]
        {
            check(status, false, true);
            check(status, true, false);
        }
        check(Status::Challenged, true, true);
        for status in [Status::Connected, Status::Failed, Status::Degraded, Status::Disabled, Status::Closed]
        {
            check(status, false, false);
        }
    }
}
