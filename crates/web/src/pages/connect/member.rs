//! The screen that a connection's state calls for, whatever way led here: a page left in the middle and opened again shows what is.

use super::{approval, challenge, connected, existing, member_of, progress, see, trouble};
use crate::pages::messages::MemberTold;
use crate::pages::mishap::Mishap;
use crate::pages::oauth;
use crate::pages::verification;
use crate::pages::viewer::Viewer;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::member::{State, Status};
use domain::reason::Reason;
use engine::records::Member;
use serde::Deserialize;

/// What is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Screen {
    Challenge,
    /// The bank waits for a yes elsewhere.
    Approval,
    Progress,
    Connected,
    /// The person must go to the bank's own page.
    Pending,
    Trouble,
}

/// Something to say above the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// This login was connected already; here it is.
    Exists,
    /// The data is fresh; nothing was begun.
    Fresh,
    /// What was asked for does not go in this state.
    NotNow,
    /// Another job is under way.
    Busy,
    /// An answer came too late or twice.
    Late,
    /// It was asked for a moment ago.
    Patience,
    /// What helped or did not is noted.
    Thanks,
}

impl Said {
    const ALL: [(&'static str, Self); 7] = [
        ("exists", Self::Exists),
        ("fresh", Self::Fresh),
        ("not-now", Self::NotNow),
        ("busy", Self::Busy),
        ("late", Self::Late),
        ("patience", Self::Patience),
        ("thanks", Self::Thanks),
    ];

    /// The name in addresses and texts.
    pub(super) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, said)| *said == self).map_or("", |(name, _)| name)
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, said)| *said)
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    said: String,
}

pub(super) async fn show(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    page(&viewer, &member, Said::from_name(&asked.said)).await
}

/// The page for the member as it is now.
pub(super) async fn page(viewer: &Viewer, member: &Member, said: Option<Said>) -> Result<Response, Mishap> {
    let questions = match member.state.status {
        Status::Challenged => viewer.scope().challenges(member).await?,
        _ => Vec::new(),
    };
    match screen(&member.state, !questions.is_empty()) {
        Screen::Challenge => challenge::page(viewer, member, &questions, None, said).await,
        Screen::Approval => approval::page(viewer, member).await,
        Screen::Progress => progress::page(viewer, member).await,
        // Which accounts a lender sees is chosen there.
        Screen::Connected if viewer.options().verification.is_some() => Ok(see(&verification::path(viewer))),
        Screen::Connected => match existing::duplicate(viewer, member).await? {
            Some(page) => Ok(page),
            None => connected::page(viewer, member).await,
        },
        Screen::Pending => oauth::pending(viewer, member).await,
        Screen::Trouble => trouble::page(viewer, member, said).await,
    }
}

fn screen(state: &State, has_questions: bool) -> Screen {
    match state.status {
        Status::Challenged if has_questions => Screen::Challenge,
        Status::Challenged
            if state.reason == Some(Reason::MfaApproveElsewhere) && state.is_being_aggregated =>
        {
            Screen::Approval
        }
        _ if state.is_being_aggregated => Screen::Progress,
        Status::Connected | Status::Manual => Screen::Connected,
        Status::Pending if state.reason == Some(Reason::OauthPending) => Screen::Pending,
        Status::Created
        | Status::Updated
        | Status::Reconnected
        | Status::Challenged
        | Status::Resumed
        | Status::Delayed
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
        | Status::Pending
        | Status::Disabled
        | Status::Discontinued
        | Status::Closed => Screen::Trouble,
    }
}

/// What the embedding app hears of a member.
pub(in crate::pages) fn told(member: &Member) -> MemberTold {
    MemberTold {
        guid: member.guid.to_string(),
        status: member.state.status.id(),
        is_done: member.state.status == Status::Connected && !member.state.is_being_aggregated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::clock::Timestamp;
    use domain::member::Origin;

    #[test]
    fn every_state_has_a_screen() {
        let state = |status, is_being_aggregated, reason| State {
            status,
            is_being_aggregated,
            reason,
            ..State::created(Origin::WithCredentials, Timestamp::UNIX_EPOCH)
        };
        for status in Status::ALL {
            let resting = screen(&state(status, false, None), false);
            let expected = match status {
                Status::Connected | Status::Manual => Screen::Connected,
                _ => Screen::Trouble,
            };
            assert_eq!(resting, expected, "{status:?}");
            assert_eq!(screen(&state(status, true, None), false), Screen::Progress, "{status:?}");
        }
        assert_eq!(screen(&state(Status::Challenged, true, None), true), Screen::Challenge);
        let elsewhere = state(Status::Challenged, true, Some(Reason::MfaApproveElsewhere));
        assert_eq!(screen(&elsewhere, false), Screen::Approval);
        for (name, said) in Said::ALL {
            assert_eq!((Said::from_name(name), said.name()), (Some(said), name));
        }
    }
}
