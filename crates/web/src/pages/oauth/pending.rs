//! The screens of Connect around a visit: that this bank takes a login at its own page alone, and waiting for the person to be back.

use crate::pages::bank::Bank;
use crate::pages::connect::{Row, institution_of, leave_path, member, path_of, search_path};
use crate::pages::messages::{Message, Telling};
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::response::Response;
use domain::diagnosis::words::Speaker;
use domain::reason::Remedy;
use engine::records::{Institution, Member};
use engine::{Name, PageKind, PageOptions};

/// MX's name of the step.
const STEP: &str = "enterCreds";

#[derive(Debug, Template)]
#[template(path = "oauth/offer.html")]
struct OfferView {
    words: Words,
    bank: Bank,
    title: String,
    text: String,
    points: Vec<String>,
    go: String,
    action: String,
    once: String,
    rows: Vec<Row>,
}

impl View for OfferView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

/// Instead of a login form.
pub(in crate::pages) fn offer(
    viewer: &Viewer,
    institution: &Institution,
    action: String,
    rows: Vec<Row>,
) -> Result<Shown, Mishap> {
    let words = viewer.words();
    let named = |key| words.with(key, "institution", &institution.name);
    Shown::of(&OfferView {
        words,
        bank: Bank::of(institution, words),
        title: named("page-offer-title"),
        text: words.with("page-offer-text", "app", viewer.app_name()),
        points: ["page-offer-login", "page-offer-choose", "page-offer-back"].map(named).to_vec(),
        go: named("button-offer"),
        action,
        once: viewer.once(),
        rows,
    })
}

#[derive(Debug, Template)]
#[template(path = "oauth/pending.html")]
struct PendingView {
    words: Words,
    bank: Bank,
    title: String,
    text: String,
    go: String,
    leave: String,
    /// The page opens in a window of its own.
    is_framed: bool,
    again: String,
    stuck: Vec<String>,
    rows: Vec<Row>,
}

impl View for PendingView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

/// The member waits for its consent.
pub(in crate::pages) async fn page(viewer: &Viewer, member: &Member) -> Result<Response, Mishap> {
    let words = viewer.words();
    let institution = institution_of(viewer, member).await?;
    let bank = Bank::of_member(member, institution.as_deref(), words);
    let path = path_of(viewer, member);
    let speaker = Speaker {
        language: viewer.language(),
        institution: &bank.name,
        app: viewer.app_name(),
        now: viewer.engine().now(),
    };
    let is_framed = viewer.is_framed();
    let mut rows: Vec<Row> = Vec::new();
    rows.extend(
        search_path(viewer)
            .map(|search| Row::new(search, words.say("button-not-my-bank"), words.say("page-not-my-bank"))),
    );
    rows.push(Row::new(
        format!("{path}/remove"),
        words.say("button-remove"),
        words.say("page-pending-remove"),
    ));
    let view = PendingView {
        words,
        title: words.with("page-pending-title", "institution", &bank.name),
        text: words.say(if is_framed { "page-pending-window" } else { "page-pending-text" }),
        go: words.with("button-go-to-bank", "institution", &bank.name),
        leave: leave_path(&viewer.base(), member),
        is_framed,
        again: path.clone(),
        stuck: [Remedy::OtherBrowser, Remedy::DisableAdBlocker].map(|remedy| speaker.remedy(remedy)).to_vec(),
        rows,
        bank,
    };
    let subject = member.guid.to_string();
    let memory = viewer.memory();
    let is_new = memory.step != STEP || memory.subject != subject;
    let events = match (is_new, viewer.address()) {
        (true, Some(address)) => vec![requested(viewer, member, address).await?],
        (true | false, Some(_) | None) => Vec::new(),
    };
    let telling = Telling { step: Some(STEP), subject, events, member: Some(member::told(member)) };
    let live = format!("{path}/changes?version={}", member.version);
    viewer.show(Shown::of(&view)?.telling(telling).going_on(live).at(path)).await
}

/// The app may open the way itself, in a browser of its choice: with a link of its own.
async fn requested(viewer: &Viewer, member: &Member, address: &str) -> Result<Message, Mishap> {
    let options = PageOptions { page: PageKind::Leave, ..viewer.options().clone() };
    let name = Name::Guid(member.guid);
    let link = viewer.scope().make_visit_link(viewer.user(), &name, options).await?;
    Ok(Message::oauth_requested(&format!("{address}/widgets/{link}"), &member.guid.to_string()))
}
