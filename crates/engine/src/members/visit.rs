//! To the institution's own page and back: the way there, and what a person brings.

use crate::change::{CONFLICT_RETRIES_MAX, Change, impossible};
use crate::records::{Member, User, Visit};
use crate::{Engine, Error, Name, Scope};
use connectors::sign_in::state_of;
use connectors::{Context, Input, Outcome, Problem, Secret, Session, Way};
use domain::id;
use domain::member::transition::{Cell, cell};
use domain::member::{Event, Observed, Presence};
use domain::reason::{Actor, Reason};
use domain::run::{RunKind, RunPhase};
use jiff::SignedDuration;
use store::{runs, visits};
use zeroize::Zeroizing;

/// How long a person may stay at the institution's page, in operational time.
const VISIT_MAX: SignedDuration = SignedDuration::from_mins(30);
/// Bytes of a query that a person comes back with.
const QUERY_BYTES_MAX: usize = 8 * 1024;

/// A person leaves for the institution's page.
const STARTED: Observed = Observed::decided(Event::OauthStarted, Reason::OauthPending, Actor::User);

/// How a person leaves.
#[derive(Debug, Clone, Copy)]
pub struct Leave<'a> {
    /// Where the institution sends the person back to.
    pub redirect_uri: &'a str,
    /// What the browser that leaves keeps, so that it is known when it comes back.
    pub browser: Option<&'a str>,
    /// The person's device may open the institution's own app instead of its page, where it has one.
    pub may_open_app: bool,
    /// With what the person brings, it is signed in; nothing is read before it is asked for.
    pub skips_reading: bool,
}

/// The institution's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    pub url: String,
    /// It may be shown in a frame.
    pub in_frame: bool,
}

/// A person who comes back.
#[derive(Debug, Clone)]
pub struct Comeback {
    visit: Visit,
    /// The browser is the one that left: whoever comes back is who began.
    pub is_same_browser: bool,
}

impl Comeback {
    pub fn client(&self) -> id::ClientGuid {
        self.visit.client
    }

    pub fn user(&self) -> id::UserGuid {
        self.visit.user
    }

    pub fn member(&self) -> id::MemberGuid {
        self.visit.member
    }
}

/// What became of a visit.
#[derive(Debug, Clone)]
pub struct Visited {
    pub member: Member,
    /// Why there is nothing to go on with; none when a run exchanges what the person brought.
    pub problem: Option<Reason>,
}

impl Scope<'_> {
    /// The way to the institution's own page. The source is asked for it, which a bank does not count.
    pub async fn leave(
        &self,
        user: &User,
        name: &Name<id::Member>,
        leave: &Leave<'_>,
    ) -> Result<Departure, Error> {
        if user.is_disabled {
            return Err(Error::not_now("the user is disabled; nothing is connected for disabled users"));
        }
        let member = self.member(user, name).await?;
        let link = self.active_link(&member).await?;
        let reach =
            self.engine.reach(&link.source, &link.source_institution_id).await?.ok_or_else(no_source)?;
        self.may_leave(&member)?;
        let (state, code_verifier) = (Secret::new(self.engine.token()), Secret::new(self.engine.token()));
        let way = Way {
            redirect_uri: leave.redirect_uri,
            state: &state,
            code_verifier: &code_verifier,
            may_open_app: leave.may_open_app,
        };
        let cx = Context { http: &reach.http, now: self.engine.now(), attempt: "" };
        let input = Input::Visit { institution: &link.source_institution_id, way };
        let asked = reach.connector.advance(&cx, Session::default(), input);
        let (session, url, in_frame) = self.engine.way_out(asked).await.map_err(|problem| {
            tracing::warn!(source = link.source, %problem, "the way to the institution's page is unknown");
            Error::Unreachable(problem.reason)
        })?;
        let visit = self.new_visit(&link, &session, &state, leave).await?;
        for _ in 0..CONFLICT_RETRIES_MAX {
            let mut change = Change::new(self.engine, self.member(user, name).await?);
            change.observe(STARTED, None).map_err(impossible)?;
            change.push(visits::tidy(self.client, user.guid, visit.member, visit.created_at));
            change.push(visits::insert(&visit));
            match self.engine.store.commit(change.into_writes()).await {
                Ok(_) => return Ok(Departure { url, in_frame }),
                Err(store::Error::Conflict(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Contended)
    }

    /// Whether the way to the institution's own page is one for this member as it is now.
    pub fn may_leave(&self, member: &Member) -> Result<(), Error> {
        if !member.is_oauth {
            return Err(Error::not_now("this institution is connected with a login, not at its own page"));
        }
        Change::new(self.engine, member.clone()).observe(STARTED, None).map_err(impossible)
    }

    async fn new_visit(
        &self,
        link: &store::links::Link,
        session: &Session,
        state: &Secret,
        leave: &Leave<'_>,
    ) -> Result<Visit, Error> {
        let guid = self.engine.guid();
        let now = self.engine.operational.now();
        Ok(Visit {
            user: link.user,
            member: link.member,
            guid,
            client: self.client,
            link: link.guid,
            state_hash: Visit::hash(state.expose()),
            browser_hash: leave.browser.map(Visit::hash),
            session_sealed: self.store.seal_visit(guid, &session.0).await?,
            skips_reading: leave.skips_reading,
            created_at: now,
            expires_at: now.saturating_add(VISIT_MAX).unwrap_or(now),
        })
    }

    /// The person says that this is not theirs: what was brought is thrown away.
    pub async fn decline(&self, comeback: &Comeback) -> Result<(), Error> {
        let visit = &comeback.visit;
        for _ in 0..CONFLICT_RETRIES_MAX {
            if self.store.visit(visit.user, visit.guid).await?.is_none() {
                return Ok(());
            }
            let mut change = Change::new(self.engine, self.member_of(visit.user, visit.member).await?);
            change.push(visits::take(visit));
            let declined = Observed::decided(Event::OauthCancelled, Reason::OauthCancelled, Actor::User);
            change.observe(declined, None).map_err(impossible)?;
            match self.engine.store.commit(change.into_writes()).await {
                Ok(_) => return Ok(()),
                Err(store::Error::Conflict(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Contended)
    }

    /// Takes what a person brought from the institution's page. Nobody comes back twice with the same.
    ///
    /// A code is exchanged by a run, which ends whatever was under way with the consent before it. Anything else ends the visit, and
    /// the member stays as it is.
    pub async fn come_back(&self, comeback: &Comeback, query: &Secret) -> Result<Visited, Error> {
        let visit = &comeback.visit;
        for _ in 0..CONFLICT_RETRIES_MAX {
            let member = self.member_of(visit.user, visit.member).await?;
            let links = self.store.links(visit.user, visit.member).await?;
            let link = links.into_iter().find(|link| link.guid == visit.link && link.is_active);
            let link = link.ok_or_else(no_source)?;
            let reach =
                self.engine.reach(&link.source, &link.source_institution_id).await?.ok_or_else(no_source)?;
            let session = Session(self.store.open_visit(visit).await?);
            let problem = reach.connector.read_return(&session, query).err();
            let mut change = Change::new(self.engine, member);
            change.push(visits::take(visit));
            if let Some(problem) = &problem {
                tracing::info!(member.guid = %visit.member, source = link.source, %problem, "a visit came to nothing");
                change
                    .observe(of_visit(&change.member, problem.reason, Presence::Foreground), None)
                    .map_err(impossible)?;
            } else {
                self.may_leave(&change.member)?;
                if let Some(open) = self.store.open_run(visit.user, visit.member).await? {
                    change.end_run(open);
                }
                change.member.state = change.member.state.clone().with_consent_returned();
                let present = Presence::Foreground;
                let mut run = if visit.skips_reading {
                    self.engine.new_sign_in(&change.member, &link)
                } else {
                    self.engine.new_run(&change.member, &link, RunKind::Aggregate, present, None)
                };
                run.phase = RunPhase::Returned;
                run.session_sealed = Some(self.store.seal_session(run.guid, &session.0).await?);
                let bytes = Zeroizing::new(query.expose().as_bytes().to_vec());
                run.answers_sealed = Some(self.store.seal_answers(run.guid, &bytes).await?);
                change.push(runs::insert(&run));
                change.push(visits::clear(self.client, visit.user, visit.member));
            }
            let mut member = change.member.clone();
            match self.engine.store.commit(change.into_writes()).await {
                Ok(_) => {
                    self.engine.store.database().wake();
                    member.version += 1;
                    return Ok(Visited { member, problem: problem.map(|problem| problem.reason) });
                }
                Err(store::Error::Conflict(_)) => {
                    if self.store.visit(visit.user, visit.guid).await?.is_none() {
                        return Err(Error::NotFound("visit"));
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Contended)
    }
}

impl Engine {
    /// The page that an institution names when it is asked for one, in time and such that a browser can be sent there.
    async fn way_out(
        &self,
        asked: impl Future<Output = Result<(Session, Outcome), Problem>>,
    ) -> Result<(Session, String, bool), Problem> {
        let Ok(answer) = tokio::time::timeout(self.settings.way_max, asked).await else {
            return Err(Problem::new(Reason::InstitutionNotResponding, "the way was not told in time"));
        };
        let (session, outcome) = answer?;
        if let Some(flaw) = outcome.flaw() {
            return Err(Problem::new(Reason::OauthTechnical, flaw));
        }
        match outcome {
            Outcome::Visit { url, in_frame } => Ok((session, url, in_frame)),
            Outcome::Ask { .. } | Outcome::Wait { .. } | Outcome::Done { .. } => {
                Err(Problem::new(Reason::OauthTechnical, "no page was named"))
            }
        }
    }

    /// Who comes back with this query, if anybody is awaited: by the state in it, or else by the browser, whose visit has then gone
    /// wrong.
    pub async fn comeback(&self, query: &Secret, browser: Option<&str>) -> Result<Option<Comeback>, Error> {
        if query.expose().len() > QUERY_BYTES_MAX {
            return Ok(None);
        }
        let by_state = match state_of(query) {
            Some(state) => self.store.visit(state.expose()).await?,
            None => None,
        };
        let visit = match (by_state, browser) {
            (Some(visit), _) => Some(visit),
            (None, Some(browser)) => self.store.visit_of_browser(browser).await?,
            (None, None) => None,
        };
        let hash = browser.map(Visit::hash);
        Ok(visit
            .filter(|visit| self.operational.now() < visit.expires_at)
            .map(|visit| Comeback { is_same_browser: hash.is_some() && visit.browser_hash == hash, visit }))
    }
}

/// A problem of a visit as a fact. Where the table would pass over it, because nothing runs in that status, it is noted beside the
/// status: whoever was just there is told why it came to nothing.
fn of_visit(member: &Member, reason: Reason, presence: Presence) -> Observed {
    if cell(member.state.status, reason.event()) == Cell::Ignore {
        Observed::seen(Event::AccountLevelError, reason, presence)
    } else {
        Observed::reported(reason, presence)
    }
}

fn no_source() -> Error {
    Error::not_now("no source reaches this member any more")
}
