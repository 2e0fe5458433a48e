//! One sentence per status for the person, in our own words: what happened and what to do next.
//!
//! The full texts (per reason, in three languages) come as data files beside the reasons; this is their place.

use super::status::Status;

/// What to tell a person about their connection to `institution`; none for manual members.
pub fn message(status: Status, institution: &str) -> Option<String> {
    Some(match status {
        Status::Connected => format!("Your connection to {institution} works."),
        Status::Created | Status::Updated => {
            format!("We are about to sign in at {institution} with the details you gave.")
        }
        Status::Reconnected => format!(
            "{institution} is now reached in a new way. Refresh once while you are here; it may ask you for a code."
        ),
        Status::Challenged => {
            format!("{institution} wants to make sure it is you. Please answer its question to go on.")
        }
        Status::Resumed => format!("Thank you. {institution} is checking your answer."),
        Status::Delayed => {
            format!("{institution} takes longer than usual to answer. You can leave this page; we go on.")
        }
        Status::Failed => format!(
            "We could not finish with {institution} because of a technical problem; nothing is wrong with your login. Please refresh later."
        ),
        Status::Degraded => format!(
            "{institution} has failed to answer several times; nothing is wrong with your login. Please refresh later."
        ),
        Status::Disconnected => {
            format!("{institution} has not given us anything new for two weeks. Reconnecting once may help.")
        }
        Status::Rejected => {
            format!("{institution} did not accept that answer. Please refresh to be asked again.")
        }
        Status::Expired => format!(
            "{institution} stopped waiting for the answer. Have your phone or mailbox at hand and refresh to be asked again."
        ),
        Status::Denied => {
            format!("{institution} did not accept the login. Please check it and type it again.")
        }
        Status::Impeded => format!(
            "{institution} needs your attention first. Sign in at its own site, settle what it shows you, then refresh here."
        ),
        Status::Locked => format!(
            "{institution} has locked this login. Unlock it at its own site or by calling it, then refresh here."
        ),
        Status::Prevented => format!(
            "{institution} refused the login three times. We stopped, so that it does not lock you out. Check the login at its own site, then type it here again."
        ),
        Status::Impaired => {
            format!("We need your permission for {institution} again. Please sign in once more.")
        }
        Status::Imported => {
            format!("We have no login for {institution} yet. Please enter it to start updates.")
        }
        Status::Pending => format!("Please finish at the page of {institution} to connect it."),
        Status::Disabled => {
            format!("Updates from {institution} are paused. Nothing is lost; they go on when the pause ends.")
        }
        Status::Discontinued => format!(
            "{institution} can no longer be connected. You can keep its accounts and track them by hand."
        ),
        Status::Closed => {
            format!("The connection to {institution} has been ended. You can open it again at any time.")
        }
        Status::Manual => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_status_says_something_and_names_the_institution() {
        let texts: Vec<String> = Status::ALL.into_iter().filter_map(|s| message(s, "Elm Bank")).collect();
        assert_eq!(texts.len(), 22);
        assert!(texts.iter().all(|text| text.contains("Elm Bank")));
        let distinct: HashSet<&String> = texts.iter().collect();
        assert_eq!(distinct.len(), 21, "only CREATED and UPDATED may say the same");
    }
}
