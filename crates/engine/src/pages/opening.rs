//! Links that open a page once, and the sessions they become.
//!
//! Of both tokens only the SHA-256 is kept. All times are operational: moving the sandbox's clock ends no session.

use super::options::{PageKind, PageOptions};
use super::origins::is_allowed;
use crate::records::User;
use crate::{Engine, Error, Name, Scope};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::clock::Timestamp;
use domain::id::{self, ClientGuid, UserGuid};
use jiff::SignedDuration;
use store::clients::hash_key;
use store::pages::links::{self, PageLink};
use store::pages::sessions::{self, SessionGuid};

const TOKEN_BYTES: usize = 32;
/// Characters of a token: [`TOKEN_BYTES`] as base64url.
const TOKEN_CHARS: usize = 43;
/// How long a link may wait for its use, as with MX.
const LINK_TIME: SignedDuration = SignedDuration::from_mins(10);
/// How long a session lives without being used.
const IDLE_TIME: SignedDuration = SignedDuration::from_mins(30);
/// How long a session lives at most.
const SESSION_TIME: SignedDuration = SignedDuration::from_hours(12);
/// How often its use is noted.
const TOUCH_TIME: SignedDuration = SignedDuration::from_mins(1);
/// How long links and sessions that have ended are kept.
const KEPT_TIME: SignedDuration = SignedDuration::from_hours(24);

/// A link to be made.
#[derive(Debug, Clone, Default)]
pub struct NewPageLink {
    /// Opens at this member.
    pub member: Option<Name<id::Member>>,
    /// Opens at this institution.
    pub institution: Option<Name<id::Institution>>,
    /// The rest; its member and institution are not looked at.
    pub options: PageOptions,
}

/// A link that was just used up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedPage {
    /// The token of the session that it became.
    pub token: String,
    pub page: PageKind,
    /// The member that it opens at.
    pub member: Option<id::MemberGuid>,
}

/// A visit of the pages, of one user.
#[derive(Debug, Clone)]
pub struct PageSession {
    pub client: ClientGuid,
    pub user: UserGuid,
    pub options: PageOptions,
    stored: sessions::PageSession,
}

impl PageSession {
    /// Names the session towards the embedding app; it opens nothing.
    pub fn guid(&self) -> SessionGuid {
        self.stored.guid
    }

    /// The site that shows the page in its frame, as far as it was told and is allowed.
    pub fn embedder(&self) -> Option<&str> {
        self.stored.embedder.as_deref()
    }

    /// What the pages remember between two views; they alone know what it means.
    pub fn memory(&self) -> &str {
        &self.stored.memory
    }

    /// Tells sessions apart without opening them.
    pub fn hash(&self) -> &str {
        &self.stored.hash
    }
}

impl Scope<'_> {
    /// The token of a new link; it is shown this once.
    pub async fn make_page_link(&self, user: &User, new: NewPageLink) -> Result<String, Error> {
        let mut options = new.options;
        options.member = match &new.member {
            Some(name) => Some(self.known_member(user, name).await?),
            None => None,
        };
        options.institution = match (&new.institution, options.member) {
            (Some(name), None) => Some(self.known_institution(name).await?),
            // The member wins.
            (Some(_), Some(_)) | (None, _) => None,
        };
        if options.disable_institution_search && options.member.is_none() && options.institution.is_none() {
            return Err(Error::invalid(
                "widget_url.disable_institution_search",
                "needs a current_member_guid or a current_institution_code",
            ));
        }
        let now = self.engine.operational.now();
        let token = self.engine.token();
        let link = PageLink {
            hash: hash_key(&token),
            client: self.client,
            user: user.guid,
            options: serde_json::to_string(&options).unwrap_or_default(),
            created_at: now,
            expires_at: later(now, LINK_TIME),
            used_at: None,
        };
        let ended = now.checked_sub(KEPT_TIME).unwrap_or(Timestamp::MIN);
        let writes = vec![
            links::forget(self.client, user.guid, ended),
            sessions::forget(self.client, user.guid, ended),
            links::insert(&link),
        ];
        match self.engine.store.commit(writes).await {
            Ok(_) => Ok(token),
            // The user was deleted meanwhile.
            Err(store::Error::Conflict(_)) => Err(Error::NotFound("user")),
            Err(error) => Err(error.into()),
        }
    }

    /// The token of a link that leads to the own page of a member's institution.
    pub async fn make_visit_link(
        &self,
        user: &User,
        name: &Name<id::Member>,
        options: PageOptions,
    ) -> Result<String, Error> {
        let member = self.member(user, name).await?;
        self.may_leave(&member)?;
        let new = NewPageLink { member: Some(Name::Guid(member.guid)), institution: None, options };
        self.make_page_link(user, new).await
    }

    async fn known_member(&self, user: &User, name: &Name<id::Member>) -> Result<id::MemberGuid, Error> {
        match self.member(user, name).await {
            Ok(member) => Ok(member.guid),
            Err(Error::NotFound(_)) => {
                Err(Error::invalid("widget_url.current_member_guid", "is no member of this user"))
            }
            Err(error) => Err(error),
        }
    }

    async fn known_institution(&self, name: &Name<id::Institution>) -> Result<String, Error> {
        match self.engine.institution(name).await {
            Ok(institution) => Ok(institution.code.clone()),
            Err(Error::NotFound(_)) => {
                Err(Error::invalid("widget_url.current_institution_code", "is no institution"))
            }
            Err(error) => Err(error),
        }
    }

    /// A session without a link: for the demo on one's own machine.
    pub async fn start_page_session(
        &self,
        user: &User,
        options: PageOptions,
        embedder: Option<&str>,
    ) -> Result<String, Error> {
        let options = serde_json::to_string(&options).unwrap_or_default();
        let (token, session) = self.engine.new_session(self.client, user.guid, options, embedder).await?;
        match self.engine.store.commit(vec![sessions::insert(&session)]).await {
            Ok(_) => Ok(token),
            // The user was deleted meanwhile.
            Err(store::Error::Conflict(_)) => Err(Error::NotFound("user")),
            Err(error) => Err(error.into()),
        }
    }
}

impl Engine {
    /// Uses a link up. None when it was used, is too old, or never was.
    pub async fn open_page(&self, token: &str, embedder: Option<&str>) -> Result<Option<OpenedPage>, Error> {
        if token.len() != TOKEN_CHARS {
            return Ok(None);
        }
        let Some(link) = self.store.page_link(&hash_key(token)).await? else { return Ok(None) };
        let now = self.operational.now();
        let (token, session) =
            self.new_session(link.client, link.user, link.options.clone(), embedder).await?;
        let options: PageOptions = serde_json::from_str(&link.options).unwrap_or_default();
        match self.store.commit(vec![links::take(&link, now), sessions::insert(&session)]).await {
            Ok(_) => Ok(Some(OpenedPage { token, page: options.page, member: options.member })),
            Err(store::Error::Conflict(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn new_session(
        &self,
        client: ClientGuid,
        user: UserGuid,
        options: String,
        embedder: Option<&str>,
    ) -> Result<(String, sessions::PageSession), Error> {
        let now = self.operational.now();
        let token = self.token();
        let allowed = self.of(client).origins().await?;
        let session = sessions::PageSession {
            hash: hash_key(&token),
            guid: self.guid(),
            client,
            user,
            options,
            embedder: embedder.filter(|origin| is_allowed(&allowed, origin)).map(str::to_owned),
            memory: "{}".to_owned(),
            created_at: now,
            last_used_at: now,
            expires_at: later(now, SESSION_TIME),
        };
        Ok((token, session))
    }

    /// The session of a token, if it lives; `is_use` notes that somebody used it.
    pub async fn page_session(&self, token: &str, is_use: bool) -> Result<Option<PageSession>, Error> {
        if token.len() != TOKEN_CHARS {
            return Ok(None);
        }
        let Some(stored) = self.store.page_session(&hash_key(token)).await? else { return Ok(None) };
        let now = self.operational.now();
        let unused = now.duration_since(stored.last_used_at);
        if now >= stored.expires_at || unused >= IDLE_TIME {
            return Ok(None);
        }
        if is_use && unused >= TOUCH_TIME {
            self.store.commit(vec![sessions::touch(&stored, now)]).await?;
        }
        let options = serde_json::from_str(&stored.options).map_err(|error| store::Error::Unreadable {
            row: stored.guid.to_string(),
            column: "options",
            problem: error.to_string(),
        })?;
        Ok(Some(PageSession { client: stored.client, user: stored.user, options, stored }))
    }

    /// The sites that may show what is said about a link or session that has ended: those of its application.
    pub async fn page_origins(&self, token: &str) -> Result<Vec<String>, Error> {
        if token.len() != TOKEN_CHARS {
            return Ok(Vec::new());
        }
        let hash = hash_key(token);
        let client = match self.store.page_session(&hash).await? {
            Some(session) => Some(session.client),
            None => self.store.page_link(&hash).await?.map(|link| link.client),
        };
        match client {
            Some(client) => self.of(client).origins().await,
            None => Ok(Vec::new()),
        }
    }

    /// Keeps what the pages remember between two views.
    pub async fn remember(&self, session: &PageSession, memory: String) -> Result<(), Error> {
        let stored = sessions::PageSession { memory, ..session.stored.clone() };
        let write = sessions::remember(&stored, self.operational.now());
        self.store.commit(vec![write]).await.map(drop).map_err(Into::into)
    }

    /// 256 random bits: letters, digits, `-` and `_`.
    pub(crate) fn token(&self) -> String {
        let mut bytes = [0; TOKEN_BYTES];
        self.random.fill(&mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    }
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}
