//! What somebody can do with a member now.

use super::event::Event;
use super::status::Status;
use super::transition::{Cell, cell};

/// The commands of the API, and the event that each begins with.
const COMMANDS: &[(&str, Event)] = &[
    ("aggregate", Event::AggregationStarted),
    ("resume", Event::MfaAnswered),
    ("update_credentials", Event::CredentialsUpdated),
    ("pause", Event::Paused),
    ("unpause", Event::Unpaused),
    ("close", Event::Closed),
    ("reopen", Event::Reopened),
    ("delete", Event::Deleted),
];

/// The names of the commands that a member in this status takes, with a person present.
pub fn possible_now(status: Status) -> Vec<&'static str> {
    let does_something = |event: Event| match cell(status, event) {
        Cell::To(_) | Cell::KeepInForeground | Cell::Prior | Cell::Delete => true,
        // Beginning a run and replacing a kept login change no status and yet do something.
        Cell::Keep => matches!(event, Event::AggregationStarted | Event::CredentialsUpdated),
        Cell::Refuse | Cell::Ignore => false,
    };
    COMMANDS.iter().filter(|(_, event)| does_something(*event)).map(|(name, _)| *name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_possible_follows_from_the_table() {
        for (status, expected) in [
            (Status::Connected, vec!["aggregate", "update_credentials", "pause", "close", "delete"]),
            (
                Status::Challenged,
                vec!["aggregate", "resume", "update_credentials", "pause", "close", "delete"],
            ),
            (Status::Prevented, vec!["update_credentials", "pause", "close", "delete"]),
            (Status::Disabled, vec!["update_credentials", "unpause", "close", "delete"]),
            (Status::Closed, vec!["reopen", "delete"]),
            (Status::Discontinued, vec!["close", "delete"]),
            (Status::Manual, vec!["delete"]),
        ] {
            assert_eq!(possible_now(status), expected, "{status:?}");
        }
    }
}
