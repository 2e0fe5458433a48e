//! The screens of Connect around a visit: that this bank takes a login at its own page alone, and waiting for the person to be back.

use super::super::connect::{Row, institution_of, member, path_of, search_path};
use crate::pages::bank::Bank;
use crate::pages::messages::{Message, Telling};
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::visit::Visit;
use crate::pages::words::Words;
use askama::Template;
use axum::response::Response;
use domain::diagnosis::words::Speaker;
use domain::reason::{Remedy, SUB_STEPS};
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
    visit: &Visit,
    institution: &Institution,
    action: String,
    rows: Vec<Row>,
) -> Result<Shown, Mishap> {
    let words = visit.words();
    let named = |key| words.with(key, "institution", &institution.name);
    Shown::of(&OfferView {
        words,
        bank: Bank::of(institution, words),
        title: named("page-offer-title"),
        text: words.with("page-offer-text", "app", visit.app_name()),
        points: ["page-offer-login", "page-offer-choose", "page-offer-back"].map(named).to_vec(),
        go: named("button-offer"),
        action,
        once: visit.once(),
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
pub(in crate::pages) async fn page(visit: &Visit, member: &Member) -> Result<Response, Mishap> {
    let words = visit.words();
    let institution = institution_of(visit, member).await?;
    let bank = Bank::of_member(member, institution.as_deref(), words);
    let path = path_of(visit, member);
    let speaker = Speaker {
        language: visit.language(),
        institution: &bank.name,
        app: visit.app_name(),
        now: visit.engine().now(),
    };
    let helps = |remedy: Remedy| {
        let steps = SUB_STEPS.iter().filter(move |step| step.remedy == remedy);
        steps.map(|step| speaker.step(step)).chain([speaker.remedy(remedy)]).last()
    };
    let is_framed = visit.is_framed();
    let mut rows: Vec<Row> = Vec::new();
    rows.extend(
        search_path(visit)
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
        leave: format!("{}/members/{}/leave", visit.base(), member.guid),
        is_framed,
        again: path.clone(),
        stuck: [Remedy::OtherBrowser, Remedy::DisableAdBlocker].into_iter().filter_map(helps).collect(),
        rows,
        bank,
    };
    let subject = member.guid.to_string();
    let memory = visit.memory();
    let is_new = memory.step != STEP || memory.subject != subject;
    let events = match (is_new, visit.address()) {
        (true, Some(address)) => vec![requested(visit, member, address).await?],
        (true | false, Some(_) | None) => Vec::new(),
    };
    let telling = Telling { step: Some(STEP), subject, events, member: Some(member::told(member)) };
    let live = format!("{path}/changes?version={}", member.version);
    visit.show(Shown::of(&view)?.telling(telling).live(live).at(path)).await
}

/// The app may open the way itself, in a browser of its choice: with a link of its own.
async fn requested(visit: &Visit, member: &Member, address: &str) -> Result<Message, Mishap> {
    let options = PageOptions { page: PageKind::Leave, ..visit.options().clone() };
    let name = Name::Guid(member.guid);
    let link = visit.scope().make_visit_link(visit.user(), &name, options).await?;
    Ok(Message::oauth_requested(&format!("{address}/widgets/{link}"), &member.guid.to_string()))
}
