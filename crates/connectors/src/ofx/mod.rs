//! Open Financial Exchange by Direct Connect: SGML 1.x and XML 2.x, one institution for each [`Ofx`].
//!
//! Every request carries the sign-on, password and all, and is answered at once. So nothing is asked twice that need not be: the
//! accounts come with the sign-in and are kept in the grant, and a password that was refused is not tried again by reading.
//! Sources: Open Financial Exchange 1.0.2, 1.6, 2.1.1 and 2.2.

mod account;
mod challenge;
mod codes;
pub(crate) mod download;
mod investment;
pub mod parse;
mod profile;
mod reading;
mod request;
mod service;
mod session;
mod sign_on;
mod span;
mod statement;
mod value;
mod write;

pub(crate) use statement::Unread;

pub use service::{NoVersion, OfxService, Version, login_form};

use crate::connector::{About, Connector, Context, Inbound};
use crate::data::{FetchStop, Fetched, Want};
use crate::directory::{DirectoryEntry, DirectoryPage};
use crate::grant::{Grant, Secret, Session};
use crate::http::{Body, Request, retry_at};
use crate::problem::Problem;
use crate::sign_in::{Input, Outcome};
use async_trait::async_trait;
use domain::reason::Reason;
use parse::{Document, Element, Limits};
use request::Stamp;
use session::Stage;

/// What is accepted as an answer.
const ACCEPTED: &str = "*/*, application/x-ofx";

/// One institution that is reached by OFX.
#[derive(Debug)]
pub struct Ofx {
    about: About,
    entry: DirectoryEntry,
    service: OfxService,
}

impl Ofx {
    /// The institution as the directory shows it, and how its server is reached. The entry's login form must have the fields of
    /// [`login_form`].
    pub fn new(entry: DirectoryEntry, service: OfxService) -> Self {
        let about = About {
            source: "ofx".to_owned(),
            name: "Open Financial Exchange".to_owned(),
            knows_attempts: false,
            keeps_account_ids: false,
        };
        Self { about, entry, service }
    }

    /// Posts a request and reads the document that answers it.
    async fn post(&self, cx: &Context<'_>, stamp: Stamp<'_>, mut root: Element) -> Result<Document, Problem> {
        let version = self.service.version;
        let text = write::document(version.form(), version.number(), &stamp.file_id(), &root);
        write::wipe(&mut root);
        let request = Request::post(self.service.url.clone(), Body::ofx(Secret::new(text)))
            .with_header("accept", ACCEPTED)
            .with_header("user-agent", self.service.user_agent.clone())
            .with_trace_id(stamp.file_id());
        let response = cx.http.send(request).await?;
        if !(200..300).contains(&response.status) {
            return Err(Problem { retry_at: retry_at(&response, cx.now), ..codes::by_http(&response) });
        }
        parse::parse(&response.body, Limits::default())
            .map_err(|error| Problem::new(Reason::InstitutionError, error.to_string()))
    }
}

#[async_trait]
impl Connector for Ofx {
    fn about(&self) -> &About {
        &self.about
    }

    async fn institutions(&self, _cx: &Context<'_>, after: Option<&str>) -> Result<DirectoryPage, Problem> {
        if let Some(flaw) = self.entry.flaw() {
            return Err(Problem::new(Reason::InstitutionError, flaw));
        }
        let entries = if after.is_none() { vec![self.entry.clone()] } else { Vec::new() };
        Ok(DirectoryPage { entries, next: None })
    }

    async fn check(&self, cx: &Context<'_>) -> Result<Vec<String>, Problem> {
        self.ask_profile(cx).await
    }

    async fn advance(
        &self,
        cx: &Context<'_>,
        session: Session,
        input: Input<'_>,
    ) -> Result<(Session, Outcome), Problem> {
        let stage = match input {
            Input::Start { institution, .. } if institution != self.entry.id => {
                return Err(Problem::new(Reason::InstitutionError, "this server is of another institution"));
            }
            Input::Start { grant, is_user_present, .. } => self.start(cx, grant, is_user_present).await?,
            Input::Answers(answers) => self.answer(cx, Stage::of(&session)?, answers).await?,
            Input::Tick => Stage::of(&session)?,
            Input::Visit { .. } | Input::Returned(_) => {
                return Err(Problem::new(Reason::SessionConflict, "nobody is sent to a page by OFX"));
            }
        };
        let outcome = sign_on::outcome(&stage);
        match outcome.flaw() {
            Some(flaw) => Err(Problem::new(Reason::InstitutionError, flaw)),
            None => Ok((stage.to_session(), outcome)),
        }
    }

    async fn fetch(&self, cx: &Context<'_>, grant: &Grant, want: &Want) -> Result<Fetched, FetchStop> {
        Ok(self.read(cx, grant, want).await?.taken(want)?)
    }

    async fn revoke(&self, _cx: &Context<'_>, _grant: &Grant) -> Result<(), Problem> {
        // A server holds nothing of ours that could be given back.
        Ok(())
    }

    fn hear(&self, _inbound: Inbound<'_>) -> Result<Vec<String>, Problem> {
        Err(Problem::new(Reason::InvalidRequest, "OFX servers send no messages"))
    }
}
