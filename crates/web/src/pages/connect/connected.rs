//! It worked: the accounts that were found, and which of them the app shows. Nothing found: what that can mean.

use super::buttons::{Act, Button, Ground};
use super::remedies::Remedies;
use super::trouble;
use super::{member, member_of, path_of, search_path, see};
use crate::pages::amount::AccountLine;
use crate::pages::bank::Bank;
use crate::pages::form::Form;
use crate::pages::messages::{Message, Telling};
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::diagnosis::words::Speaker;
use domain::text::{Part, until};
use engine::records::{Account, Member, Page};
use engine::{AccountEdits, MemberDiagnosis, Name};

/// Accounts of one connection that are listed.
const ACCOUNTS: Page = Page { number: 1, size: 100 };

#[derive(Debug, Template)]
#[template(path = "connect/connected.html")]
struct ConnectedView {
    words: Words,
    bank: Bank,
    title: String,
    lead: String,
    findings: Vec<String>,
    /// What settles what was found.
    settles: Option<Button>,
    legend: String,
    accounts: Vec<AccountLine>,
    action: String,
    offers_refresh: bool,
    refresh: String,
    offers_another: bool,
    next: String,
    remedies: Remedies,
}

impl View for ConnectedView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

pub(super) async fn page(viewer: &Viewer, member: &Member) -> Result<Response, Mishap> {
    let found = viewer.scope().diagnose(member, viewer.visitor()).await?;
    let accounts = viewer.scope().accounts(viewer.user(), Some(member), None, ACCOUNTS).await?.items;
    if accounts.is_empty() && found.diagnosis.needs_attention {
        return trouble::nothing_found(viewer, member, &found).await;
    }
    let may_refresh = viewer.scope().may_refresh(member).await?;
    let url = found.institution.as_ref().map_or("", |one| one.url.as_str());
    let ground = Ground::of(viewer, member, &found.diagnosis, url, may_refresh);
    let view = view(&ground, &found, &accounts);
    let telling = Telling {
        step: Some("connected"),
        subject: member.guid.to_string(),
        events: Vec::new(),
        member: Some(member::told(member)),
    };
    viewer.show(Shown::of(&view)?.telling(telling).at(path_of(viewer, member))).await
}

fn view(ground: &Ground<'_>, found: &MemberDiagnosis, accounts: &[Account]) -> ConnectedView {
    let words = ground.words;
    let bank = Bank::of_member(ground.member, found.institution.as_deref(), words);
    let speaker = Speaker { language: words.0, institution: &bank.name, app: &found.app, now: found.now };
    let wants_attention = found.diagnosis.needs_attention || !found.diagnosis.findings.is_empty();
    // Something that will need the person, such as a consent that ends; without accounts the lead says it.
    let reason = found.diagnosis.reason.filter(|_| found.diagnosis.needs_attention && !accounts.is_empty());
    let count = i64::try_from(accounts.len()).unwrap_or(i64::MAX);
    let path = format!("{}/connect/members/{}", ground.base, ground.member.guid);
    ConnectedView {
        words,
        title: words.say(if accounts.is_empty() { "page-connected-nothing" } else { "page-connected-title" }),
        lead: if accounts.is_empty() {
            speaker.message(&found.diagnosis, None, None)
        } else {
            words.fill(
                "page-connected-text",
                &[("count", Part::Count(count)), ("app", Part::Text(&found.app))],
            )
        },
        findings: reason
            .map(|reason| speaker.reason(reason))
            .into_iter()
            .chain(found.diagnosis.findings.iter().map(|finding| speaker.finding(finding)))
            .collect(),
        settles: wants_attention
            .then(|| ground.main())
            .filter(|act| !matches!(act, Act::Done | Act::Refresh | Act::Support))
            .map(|act| ground.button(&act)),
        legend: words.with("page-connected-legend", "app", &found.app),
        accounts: accounts.iter().map(|account| AccountLine::of(account, words)).collect(),
        action: format!("{path}/accounts"),
        offers_refresh: wants_attention && ground.is_possible(&Act::Refresh),
        refresh: format!("{path}/refresh"),
        offers_another: ground.search.is_some(),
        next: found.next_run_at.map_or_else(
            || words.say("page-connected-no-next"),
            |at| words.with("page-connected-next", "when", &until(words.0, at, found.now)),
        ),
        remedies: if wants_attention { Remedies::advised(ground, &speaker) } else { Remedies::default() },
        bank,
    }
}

/// Hides what was not ticked, of what the page showed; then on.
pub(super) async fn choose(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
    sent: Form,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let accounts = viewer.scope().accounts(viewer.user(), Some(&member), None, ACCOUNTS).await?.items;
    for account in accounts {
        let guid = account.guid.to_string();
        // What the page did not show is left as it is.
        if !sent.all("seen").any(|seen| seen == guid) {
            continue;
        }
        let is_hidden = !sent.all("show").any(|shown| shown == guid);
        if is_hidden != account.is_hidden {
            let edits = AccountEdits { is_hidden: Some(is_hidden), ..AccountEdits::default() };
            let name = Name::Guid(account.guid);
            match viewer.scope().update_account(viewer.user(), &member, &name, &edits).await {
                // It went away meanwhile.
                Ok(_) | Err(engine::Error::NotFound(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    if sent.text("then") == "another"
        && let Some(search) = search_path(&viewer)
    {
        return Ok(see(&search));
    }
    viewer.tell_later(Message::primary_action()).await?;
    Ok(see(&format!("{}/connect/done", viewer.base())))
}
