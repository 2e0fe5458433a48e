//! The contract between the hub and a source.

use crate::data::{FetchStop, Fetched, Want};
use crate::directory::DirectoryPage;
use crate::grant::{Grant, Secret, Session};
use crate::http::Http;
use crate::problem::Problem;
use crate::sign_in::{Input, Outcome};
use async_trait::async_trait;
use domain::clock::Timestamp;
use domain::reason::Reason;
use std::fmt;

/// What a source is and can do, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The name in SQL, API and logs: `sandbox`, `fdx`, `ofx` …
    pub source: String,
    /// For people.
    pub name: String,
    /// Whether a step can be asked about by its attempt id after a crash ([`Input::Tick`] with an empty session).
    pub knows_attempts: bool,
    /// Whether an account has the same id in every login, and for ever.
    pub keeps_account_ids: bool,
}

/// All that a connector sees of the world.
pub struct Context<'a> {
    pub http: &'a dyn Http,
    /// Domain time.
    pub now: Timestamp,
    /// Names what is being sent, so that a source can say later whether it arrived. The same text never names two sendings.
    pub attempt: &'a str,
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("attempt", &self.attempt).finish_non_exhaustive()
    }
}

/// A message that a source sent to us.
#[derive(Clone, Copy)]
pub struct Inbound<'a> {
    pub headers: &'a [(String, String)],
    pub body: &'a [u8],
}

/// Headers carry signatures, bodies what people own: neither is printed.
impl fmt::Debug for Inbound<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inbound").field("bytes", &self.body.len()).finish_non_exhaustive()
    }
}

/// A way to reach institutions. Linking, repairing, renewing a consent and answering a challenge are one verb, so that no source
/// leaks states of its own into the hub.
#[async_trait]
pub trait Connector: Send + Sync + fmt::Debug {
    fn about(&self) -> &About;

    /// The source's directory, page by page; `after` is the `next` of the page before.
    async fn institutions(&self, cx: &Context<'_>, after: Option<&str>) -> Result<DirectoryPage, Problem>;

    /// Asks the source who it is, as nobody: what it says of itself, in lines for an operator.
    async fn check(&self, cx: &Context<'_>) -> Result<Vec<String>, Problem> {
        let page = self.institutions(cx, None).await?;
        Ok(vec![format!("its directory begins with {} institutions", page.entries.len())])
    }

    /// One step of signing in. [`Input::Start`] and [`Input::Answers`] send what a bank counts, and are called at most once for an
    /// attempt; [`Input::Tick`] asks how it stands and may be repeated.
    async fn advance(
        &self,
        cx: &Context<'_>,
        session: Session,
        input: Input<'_>,
    ) -> Result<(Session, Outcome), Problem>;

    /// Reads the query with which a person came back from the institution's page, without asking anybody: a problem when there is
    /// nothing to go on with, because the person declined or the query belongs to another visit.
    fn read_return(&self, session: &Session, query: &Secret) -> Result<(), Problem> {
        let _ = (session, query);
        Err(Problem::new(Reason::OauthTechnical, "this source sends nobody to a page"))
    }

    /// Whether a start with this grant may be made once more when its answer is lost: it renews tokens, which an institution gives again to
    /// who did not hear it, and presents no login that would be counted.
    fn may_start_again(&self, grant: &Grant) -> bool {
        let _ = grant;
        false
    }

    /// A page of data. Repeatable.
    async fn fetch(&self, cx: &Context<'_>, grant: &Grant, want: &Want) -> Result<Fetched, FetchStop>;

    /// Gives the grant back. Doing so twice is no error.
    async fn revoke(&self, cx: &Context<'_>, grant: &Grant) -> Result<(), Problem>;

    /// Verifies and reads a message of the source, without asking anybody: the members it is about, by the source's ids.
    fn hear(&self, inbound: Inbound<'_>) -> Result<Vec<String>, Problem>;
}
