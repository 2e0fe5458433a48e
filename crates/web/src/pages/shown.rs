//! A view becomes a page: what surrounds it, what the embedding app is told with it, and how it learns that something changed.

use super::assets::{SCRIPT_NAME, STYLE};
use super::connections::{self, Around, Tab};
use super::headers;
use super::messages::{Envelope, Message, Telling, for_page, told};
use super::mishap::Mishap;
use super::viewer::Viewer;
use super::visit;
use super::words::Words;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::text::Language;
use engine::ColorScheme;

/// What stands in the middle of a page.
pub(crate) trait View: Template {
    /// The heading, for the browser's title.
    fn title(&self) -> String;

    /// It has tables.
    fn is_wide(&self) -> bool {
        false
    }
}

/// A view that is written, and what is to be around it.
#[derive(Debug)]
pub(crate) struct Shown {
    status: StatusCode,
    title: String,
    main: String,
    /// Where "back" leads.
    back: Option<String>,
    telling: Telling,
    /// What says that the page is old.
    live: Option<String>,
    /// It goes on by itself: a browser without scripts fetches it now and then.
    goes_on: bool,
    /// The path that shows this page, when it is not the one that was asked for.
    path: Option<String>,
    /// The browser goes there by itself.
    leads_to: Option<String>,
    /// The tab of Connections that it stands under.
    tab: Option<Tab>,
    is_wide: bool,
}

impl Shown {
    pub(crate) fn of(view: &impl View) -> Result<Self, Mishap> {
        Ok(Self {
            status: StatusCode::OK,
            title: view.title(),
            main: view.render().map_err(|_| Mishap::Unwritten)?,
            back: None,
            telling: Telling::default(),
            live: None,
            goes_on: false,
            path: None,
            leads_to: None,
            tab: None,
            is_wide: view.is_wide(),
        })
    }

    /// A page of Connections.
    pub(super) fn tab(self, tab: Tab) -> Self {
        Self { tab: Some(tab), ..self }
    }

    pub(crate) fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    pub(crate) fn back(self, to: impl Into<String>) -> Self {
        Self { back: Some(to.into()), ..self }
    }

    pub(crate) fn telling(self, telling: Telling) -> Self {
        Self { telling, ..self }
    }

    /// The page may change; `address` tells when.
    pub(crate) fn live(self, address: String) -> Self {
        Self { live: Some(address), ..self }
    }

    /// The page changes by itself before long.
    pub(crate) fn going_on(self, address: String) -> Self {
        Self { goes_on: true, ..self.live(address) }
    }

    /// The browser goes on to this address by itself, to another app perhaps.
    pub(crate) fn leads_to(self, address: String) -> Self {
        Self { leads_to: Some(address), ..self }
    }

    /// The page answers a form; this path shows it again.
    pub(crate) fn at(self, path: String) -> Self {
        Self { path: Some(path), ..self }
    }
}

/// The whole page.
#[derive(Debug, Template)]
#[template(path = "layout.html")]
pub(super) struct Layout<'a> {
    pub(super) words: Words,
    pub(super) title: &'a str,
    pub(super) app: &'a str,
    pub(super) scheme: Option<&'static str>,
    pub(super) style: &'static str,
    pub(super) script: &'a str,
    pub(super) main: &'a str,
    pub(super) back: Option<&'a str>,
    pub(super) help: Option<String>,
    /// What stands around the pages of a visit to Connections.
    pub(super) around: Option<&'a Around>,
    pub(super) is_wide: bool,
    pub(super) live: Option<&'a str>,
    pub(super) goes_on: bool,
    pub(super) leads_to: Option<&'a str>,
    /// The path of this page, for the languages at its foot; none where there is no session.
    pub(super) path: Option<&'a str>,
    /// JSON for the script.
    pub(super) data: String,
}

impl Layout<'_> {
    pub(super) fn languages() -> &'static [(&'static str, &'static str)] {
        &[("en", "English"), ("es", "Español"), ("fr-CA", "Français")]
    }

    /// An address of a session, in another language.
    pub(super) fn spoken(path: &str, tag: &str) -> String {
        let mark = if path.contains('?') { '&' } else { '?' };
        format!("{path}{mark}language={tag}")
    }

    pub(super) fn tag(&self) -> &'static str {
        let Words(language) = self.words;
        language.tag()
    }

    /// The page as an answer.
    pub(super) fn answer(&self, status: StatusCode) -> Response {
        match self.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(_) => Mishap::Unwritten.status().into_response(),
        }
    }
}

impl Viewer {
    /// The whole page.
    pub(crate) async fn show(&self, shown: Shown) -> Result<Response, Mishap> {
        let (mut messages, mut memory) = told(&self.memory(), &shown.telling);
        let around = connections::around(self, shown.tab).await?;
        connections::tell(around.as_ref(), &mut messages, &mut memory);
        self.remember(memory).await?;
        // The pages of Connect lead back to where the visit goes on.
        let back_to = visit::back_path(self).filter(|to| shown.tab.is_none() && to != self.path());
        let layout = Layout {
            words: self.words(),
            title: &shown.title,
            app: self.app_name(),
            scheme: match self.options().color_scheme {
                ColorScheme::Browser => None,
                ColorScheme::Light => Some("light"),
                ColorScheme::Dark => Some("dark"),
            },
            style: STYLE,
            script: &SCRIPT_NAME,
            main: &shown.main,
            back: shown.back.as_deref().or(back_to.as_deref()),
            help: Some(connections::help_path(self)),
            is_wide: shown.is_wide || around.as_ref().is_some_and(Around::is_wide),
            around: around.as_ref(),
            live: shown.live.as_deref(),
            goes_on: shown.goes_on,
            leads_to: shown.leads_to.as_deref(),
            path: Some(shown.path.as_deref().unwrap_or_else(|| self.shown_at())),
            data: self.script(&messages),
        };
        Ok(layout.answer(shown.status))
    }

    /// A part of a page that is open, for its script, and what the app is told with it.
    pub(crate) async fn show_part(&self, html: &str, telling: &Telling) -> Result<Response, Mishap> {
        let (messages, memory) = told(&self.memory(), telling);
        self.remember(memory).await?;
        let data = self.script(&messages);
        Ok(Html(format!("{html}<script type=\"application/json\">{data}</script>")).into_response())
    }

    /// What the script of a page needs.
    fn script(&self, messages: &[Message]) -> String {
        let session = self.session();
        let envelope = Envelope {
            user: &self.user().guid.to_string(),
            session: &session.guid().to_string(),
            options: self.options(),
            now_ms: self.app().web.clock.now().as_millisecond(),
        };
        let targets = match session.embedder() {
            Some(embedder) => vec![embedder.to_owned()],
            None => self.origins().to_vec(),
        };
        for_page(&envelope.script(messages, &targets))
    }
}

/// A page without a session that nobody frames.
pub(crate) fn alone(view: &impl View, language: Language, status: StatusCode) -> Response {
    let mut response = bare(view, language, status);
    headers::set(response.headers_mut(), &[], false);
    response
}

/// A page without a session, whose headers are still to be set.
pub(super) fn bare(view: &impl View, language: Language, status: StatusCode) -> Response {
    let Ok(main) = view.render() else { return Mishap::Unwritten.status().into_response() };
    Layout {
        words: Words(language),
        title: &view.title(),
        app: "",
        scheme: None,
        style: STYLE,
        script: &SCRIPT_NAME,
        main: &main,
        back: None,
        help: None,
        is_wide: view.is_wide(),
        around: None,
        live: None,
        goes_on: false,
        leads_to: None,
        path: None,
        data: "{}".to_owned(),
    }
    .answer(status)
}
