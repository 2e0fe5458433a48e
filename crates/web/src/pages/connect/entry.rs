//! Where a visit begins: what the application asked for, and in which state that is.

use super::{consent, credentials, institution, member, member_of, search};
use crate::pages::mishap::Mishap;
use crate::pages::notice::Notice;
use crate::pages::shown::Shown;
use crate::pages::viewer::Viewer;
use axum::response::Response;
use domain::member::{Status, possible_now};
use engine::PageOptions;

/// The first screen.
#[derive(Debug, PartialEq, Eq)]
enum Entry {
    Consent,
    Search,
    /// By code.
    Institution(String),
    /// The screen that the member's state calls for.
    Member,
    /// The login form of the member.
    Credentials,
}

pub(super) async fn enter(viewer: Viewer) -> Result<Response, Mishap> {
    viewer.scope().saw_language(viewer.user(), viewer.language()).await?;
    let options = viewer.options();
    let at = match &options.member {
        Some(guid) => match member_of(&viewer, &guid.to_string()).await {
            Ok(found) => Some(found),
            Err(mishap @ (Mishap::MemberGone | Mishap::MemberExpired)) => {
                return gone(&viewer, &mishap).await;
            }
            Err(mishap) => return Err(mishap),
        },
        None => None,
    };
    let has_consented = at.is_some() || consent::is_given(&viewer).await?;
    let state = at.as_ref().map(|member| (member.state.status, member.is_oauth));
    match (entry(options, state, has_consented), at) {
        (Entry::Credentials, Some(member)) => credentials::page(&viewer, &member).await,
        (Entry::Member, Some(member)) => member::page(&viewer, &member, None).await,
        (Entry::Institution(code), _) => institution::page(&viewer, &code, false).await,
        (Entry::Search, _) => search::page(&viewer, "", 1).await,
        (Entry::Consent | Entry::Credentials | Entry::Member, _) => consent::page(&viewer, "").await,
    }
}

/// MX's rules: the login form when it is asked for or the login was refused, but never in the middle of a question; else what the
/// state calls for. A run that is to be begun again is begun by a button, never by a look.
fn entry(options: &PageOptions, member: Option<(Status, bool)>, has_consented: bool) -> Entry {
    if let Some((status, is_oauth)) = member {
        let takes_login = !is_oauth && possible_now(status).contains(&"update_credentials");
        let wants_login = options.update_credentials || status == Status::Denied;
        return if wants_login && takes_login && status != Status::Challenged {
            Entry::Credentials
        } else {
            Entry::Member
        };
    }
    match &options.institution {
        _ if !has_consented => Entry::Consent,
        Some(code) => Entry::Institution(code.clone()),
        None => Entry::Search,
    }
}

/// The application asked for a connection that is no more.
async fn gone(viewer: &Viewer, mishap: &Mishap) -> Result<Response, Mishap> {
    let notice = Notice::named(viewer.words(), mishap.name(), viewer.app_name());
    let notice = match super::search_path(viewer) {
        Some(search) => notice.way(search, "button-another"),
        None => notice,
    };
    viewer.show(Shown::of(&notice)?.status(mishap.status())).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_begin_where_the_application_wants() {
        let plain = PageOptions::default();
        let update = PageOptions { update_credentials: true, ..PageOptions::default() };
        let oak = PageOptions { institution: Some("oak".to_owned()), ..PageOptions::default() };
        let check = |options: &PageOptions, member: Option<Status>, has_consented: bool, expected: Entry| {
            let member = member.map(|status| (status, false));
            assert_eq!(entry(options, member, has_consented), expected, "{member:?}");
        };
        check(&plain, None, false, Entry::Consent);
        check(&plain, None, true, Entry::Search);
        check(&oak, None, false, Entry::Consent);
        check(&oak, None, true, Entry::Institution("oak".to_owned()));
        check(&plain, Some(Status::Denied), true, Entry::Credentials);
        check(&plain, Some(Status::Challenged), true, Entry::Member);
        check(&update, Some(Status::Connected), true, Entry::Credentials);
        check(&update, Some(Status::Challenged), true, Entry::Member);
        check(&update, Some(Status::Discontinued), true, Entry::Member);
        assert_eq!(entry(&update, Some((Status::Impaired, true)), true), Entry::Member);
        for status in Status::ALL {
            if status != Status::Denied {
                check(&plain, Some(status), true, Entry::Member);
            }
        }
    }
}
