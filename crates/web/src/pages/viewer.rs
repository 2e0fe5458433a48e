//! Who looks at a page: a session of one user of one application, in a language, and what its pages remember.

use super::guard::is_own;
use super::memory::Memory;
use super::messages::Message;
use super::mishap::Mishap;
use super::words::Words;
use crate::api::widgets::address::PublicUrl;
use crate::app::App;
use crate::request::language;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, header};
use domain::diagnosis::Visitor;
use domain::text::Language;
use engine::records::User;
use engine::{Engine, Name, PageOptions, PageSession, Scope};
use std::sync::{Arc, Mutex, PoisonError};

const FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");
/// Bytes of a one-time value of a form.
const ONCE_BYTES: usize = 16;

/// A session, loaded for one request.
#[derive(Debug, Clone)]
pub(crate) struct Viewer(Arc<Loaded>);

#[derive(Debug)]
struct Loaded {
    app: Arc<App>,
    token: String,
    session: PageSession,
    user: User,
    app_name: String,
    /// The sites that may show the page.
    origins: Vec<String>,
    language: Language,
    visitor: Visitor<'static>,
    /// The path that was asked for.
    path: String,
    /// The path with what of the query shows the same page again.
    shown_at: String,
    /// Where browsers reach this server, if it knows.
    address: Option<String>,
    /// The page is in another site's frame.
    is_framed: bool,
    memory: Mutex<Memory>,
}

impl FromRequestParts<Arc<App>> for Viewer {
    type Rejection = Mishap;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Mishap> {
        parts.extensions.get::<Self>().cloned().ok_or(Mishap::Ended)
    }
}

impl Viewer {
    /// The living session of a token with all that belongs to it.
    /// What a page asks by itself while it is open (`Sec-Fetch-Dest: empty`) and what a stranger sends is no use of it.
    pub(super) async fn load(app: &Arc<App>, token: &str, parts: &Parts) -> Result<Self, Mishap> {
        let is_script = parts.headers.get(FETCH_DEST).is_some_and(|dest| dest == "empty");
        let is_own = is_own(&parts.headers, app.web.settings.public_url.as_deref());
        let is_use = !is_script && (parts.method.is_safe() || is_own);
        let engine = &app.web.engine;
        let session = engine.page_session(token, is_use).await?.ok_or(Mishap::Ended)?;
        let scope = engine.of(session.client);
        let name = Name::Guid(session.user);
        let (user, client, origins) = tokio::try_join!(scope.user(&name), scope.client(), scope.origins())?;
        let memory = Memory::read(session.memory());
        let is_in_frame = parts.headers.get(FETCH_DEST).is_some_and(|dest| dest == "iframe");
        let is_framed = is_in_frame || memory.is_framed || session.embedder().is_some();
        let asked = session.options.language.as_deref().and_then(Language::from_tag);
        let language = memory.language().or(asked).or_else(|| language::asked(parts)).unwrap_or_default();
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self(Arc::new(Loaded {
            app: app.clone(),
            token: token.to_owned(),
            session,
            user,
            app_name: client.name,
            origins,
            language,
            visitor: visitor(agent.unwrap_or_default()),
            path: parts.uri.path().to_owned(),
            shown_at: shown_at(parts.uri.path(), parts.uri.query().unwrap_or_default()),
            address: PublicUrl::of(app, &parts.headers).map(|PublicUrl(address)| address),
            is_framed,
            memory: Mutex::new(Memory { is_framed, ..memory }),
        })))
    }

    pub(crate) fn app(&self) -> &Arc<App> {
        &self.0.app
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.0.app.web.engine
    }

    pub(crate) fn scope(&self) -> Scope<'_> {
        self.engine().of(self.0.session.client)
    }

    pub(crate) fn session(&self) -> &PageSession {
        &self.0.session
    }

    pub(crate) fn options(&self) -> &PageOptions {
        &self.0.session.options
    }

    pub(crate) fn user(&self) -> &User {
        &self.0.user
    }

    /// The name of the application.
    pub(crate) fn app_name(&self) -> &str {
        &self.0.app_name
    }

    pub(crate) fn origins(&self) -> &[String] {
        &self.0.origins
    }

    pub(crate) fn language(&self) -> Language {
        self.0.language
    }

    pub(crate) fn words(&self) -> Words {
        Words(self.0.language)
    }

    pub(crate) fn visitor(&self) -> Visitor<'static> {
        self.0.visitor
    }

    pub(crate) fn token(&self) -> &str {
        &self.0.token
    }

    /// Where browsers reach this server, if it knows.
    pub(crate) fn address(&self) -> Option<&str> {
        self.0.address.as_deref()
    }

    /// Whether the page is in another site's frame, as far as browsers say it.
    pub(crate) fn is_framed(&self) -> bool {
        self.0.is_framed
    }

    /// What all paths of the session begin with.
    pub(crate) fn base(&self) -> String {
        format!("/p/{}", self.0.token)
    }

    pub(crate) fn path(&self) -> &str {
        &self.0.path
    }

    /// The address that shows this page again, such as a list with what was searched for.
    pub(crate) fn shown_at(&self) -> &str {
        &self.0.shown_at
    }

    pub(crate) fn memory(&self) -> Memory {
        self.0.memory.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps what has changed.
    pub(crate) async fn remember(&self, memory: Memory) -> Result<(), Mishap> {
        let json = memory.json();
        let has_changed = {
            let mut known = self.0.memory.lock().unwrap_or_else(PoisonError::into_inner);
            let has_changed = *known != memory;
            *known = memory;
            has_changed
        };
        if has_changed {
            self.engine().remember(&self.0.session, json).await?;
        }
        Ok(())
    }

    /// Has the next page tell the embedding app something.
    pub(crate) async fn tell_later(&self, message: Message) -> Result<(), Mishap> {
        let mut memory = self.memory();
        memory.tell_later(message);
        self.remember(memory).await
    }

    /// A value that a form carries once: whatever it makes, it makes one.
    pub(crate) fn once(&self) -> String {
        use std::fmt::Write as _;
        let mut bytes = [0; ONCE_BYTES];
        self.0.app.web.random.fill(&mut bytes);
        bytes.iter().fold(String::new(), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// Which browser and device it is, as far as advice depends on it.
fn visitor(agent: &str) -> Visitor<'static> {
    let has = |part: &str| agent.contains(part);
    let browser = match () {
        () if agent.is_empty() => None,
        () if has("Edg") => Some("edge"),
        () if has("Firefox/") || has("FxiOS/") => Some("firefox"),
        () if has("Chrome/") || has("CriOS/") => Some("chrome"),
        () if has("Safari/") => Some("safari"),
        () => Some("other"),
    };
    let platform = match () {
        () if agent.is_empty() => None,
        () if has("iPhone") || has("iPad") => Some("ios"),
        () if has("Android") => Some("android"),
        () => Some("desktop"),
    };
    Visitor { browser, platform }
}

/// What is said once, and a part of a page, are not asked for again.
fn shown_at(path: &str, query: &str) -> String {
    let passing = |pair: &str| matches!(pair.split('=').next(), Some("" | "said" | "part" | "language"));
    let kept: Vec<&str> = query.split('&').filter(|pair| !passing(pair)).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::diagnosis::{BROWSERS, PLATFORMS};

    #[test]
    fn a_page_is_shown_again_with_what_was_asked_for() {
        assert_eq!(shown_at("/a", ""), "/a");
        assert_eq!(shown_at("/a", "said=saved&part=results"), "/a");
        assert_eq!(shown_at("/a", "q=caf%C3%A9&said=saved&&page=2"), "/a?q=caf%C3%A9&page=2");
    }

    #[test]
    fn browsers_are_told_apart() {
        let check = |agent: &str, browser: Option<&str>, platform: Option<&str>| {
            let found = visitor(agent);
            assert_eq!((found.browser, found.platform), (browser, platform), "{agent}");
            assert!(browser.is_none_or(|name| BROWSERS.contains(&name)));
            assert!(platform.is_none_or(|name| PLATFORMS.contains(&name)));
        };
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
        check(chrome, Some("chrome"), Some("desktop"));
        check(&format!("{chrome} Edg/140.0"), Some("edge"), Some("desktop"));
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1";
        check(iphone, Some("safari"), Some("ios"));
        check(
            "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
            Some("firefox"),
            Some("android"),
        );
        check("curl/8", Some("other"), Some("desktop"));
        check("", None, None);
    }
}
