//! How far a verification is, and what the person can do for it.

use crate::pages::amount::AccountLine;
use crate::pages::bank::Bank;
use crate::pages::connect::{path_of, see};
use crate::pages::connections::Known;
use crate::pages::connections::condition::{Chip, chip, is_working, needs_person};
use crate::pages::form::Form;
use crate::pages::mishap::Mishap;
use crate::pages::notice::{Notice, Way};
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::visit;
use crate::pages::words::Words;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::AccountGuid;
use domain::member::{State, Status};
use domain::text::Part;
use domain::verification::{Resource, VerificationState};
use engine::records::{Account, Member, Page, Verification, WantedAccounts};
use engine::{Error, ReportType};
use std::cmp::Ordering;

/// Accounts are listed in one list, not by connection.
const NO_ACCOUNTS: Page = Page { number: 1, size: 1 };

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Connect,
    /// A connection waits for the person.
    Repair,
    Reading,
    Choose,
    /// Something is in the way that nobody here can settle, and it is tried again.
    Waiting,
    /// It is not tried again by itself.
    Later,
    /// Everything is there, and the lender's answer is made.
    Making,
}

impl Stage {
    const STEPS: [&str; 4] = ["connect", "read", "choose", "report"];

    /// The name in texts.
    fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Repair => "repair",
            Self::Reading => "reading",
            Self::Choose => "choose",
            Self::Waiting => "waiting",
            Self::Later => "later",
            Self::Making => "making",
        }
    }

    fn is_of_person(self) -> bool {
        matches!(self, Self::Connect | Self::Repair | Self::Later | Self::Choose)
    }

    /// Which of the steps is the present one.
    fn step(self) -> usize {
        match self {
            Self::Connect | Self::Repair | Self::Later => 0,
            Self::Reading | Self::Waiting => 1,
            Self::Choose => 2,
            Self::Making => 3,
        }
    }
}

/// What the person can do comes first. `is_to_choose`: accounts are there and wait to be chosen among.
/// `goes_on`: whatever is in the way is tried again.
fn stage(connections: &[&State], is_paused: bool, is_to_choose: bool, goes_on: bool) -> Stage {
    match () {
        () if connections.is_empty() => Stage::Connect,
        () if connections.iter().any(|state| needs_person(state)) => Stage::Repair,
        () if connections.iter().any(|state| is_working(state)) => Stage::Reading,
        () if is_to_choose => Stage::Choose,
        () if is_paused && goes_on => Stage::Waiting,
        () if is_paused => Stage::Later,
        () => Stage::Making,
    }
}

#[derive(Debug)]
struct Step {
    /// `done`, `now`, `next`.
    state: &'static str,
    /// It goes on by itself.
    is_working: bool,
    spoken: String,
    label: String,
}

/// A connection that it stands on.
#[derive(Debug)]
struct Item {
    bank: Bank,
    chip: Chip,
    said: String,
    href: String,
    /// What the button says; none where there is nothing to do.
    button: Option<String>,
}

#[derive(Debug)]
struct Choice {
    account: AccountLine,
    bank: String,
    is_chosen: bool,
}

#[derive(Debug, Template)]
#[template(path = "verification/standing.html")]
struct StandingView {
    words: Words,
    title: String,
    lead: String,
    steps: Vec<Step>,
    items: Vec<Item>,
    /// What is in the way beside the connections: title and message.
    flaws: Vec<(String, String)>,
    legend: String,
    choices: Vec<Choice>,
    wrong: String,
    action: String,
    connect: String,
    /// Connecting is what comes next.
    is_to_connect: bool,
    privacy: String,
}

impl View for StandingView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

pub(super) async fn show(viewer: Viewer) -> Result<Response, Mishap> {
    viewer.scope().saw_language(viewer.user(), viewer.language()).await?;
    let one = super::of(&viewer).await?;
    page(&viewer, &one, None).await
}

/// A choice that was sent, and the text that says what is wrong with it.
struct Wrong<'a> {
    key: &'static str,
    chosen: &'a [AccountGuid],
}

async fn page(viewer: &Viewer, one: &Verification, wrong: Option<Wrong<'_>>) -> Result<Response, Mishap> {
    let words = viewer.words();
    let path = super::path(viewer);
    match one.state {
        VerificationState::Completed => {
            let notice = Notice::named(words, "verification-completed", viewer.app_name()).good();
            let mut notice = if viewer.scope().report_head(one).await?.is_some() {
                notice
                    .way(format!("{path}/report"), "button-report")
                    .aside(format!("{path}/report.pdf"), "button-report-pdf")
            } else {
                notice
            };
            for member in connected(viewer).await? {
                if !viewer.options().may_remove(&member) {
                    continue;
                }
                let href = format!("{}/remove", path_of(viewer, &member));
                let label = words.with("button-remove-bank", "institution", &member.name);
                notice.secondary.push(Way { href, label });
            }
            return viewer.show(Shown::of(&notice)?).await;
        }
        VerificationState::Cancelled => {
            return viewer
                .show(Shown::of(&Notice::named(words, "verification-cancelled", viewer.app_name()))?)
                .await;
        }
        VerificationState::Pending | VerificationState::Processing | VerificationState::Paused => {}
    }
    let mut known = Vec::new();
    for member in connected(viewer).await? {
        known.push(Known::load(viewer, member, NO_ACCOUNTS).await?);
    }
    let accounts = viewer.scope().verification_accounts(one).await?;
    let view = view(viewer, one, &known, &accounts, wrong.as_ref());
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let shown = Shown::of(&view)?.status(status).at(path.clone());
    let live = format!("{path}/changes?version={}", one.version);
    viewer.show(if view.choices.is_empty() { shown.going_on(live) } else { shown.live(live) }).await
}

/// The connections that it stands on and that are still there.
async fn connected(viewer: &Viewer) -> Result<Vec<Member>, Mishap> {
    let mut connected = Vec::new();
    for guid in visit::members(viewer).await?.unwrap_or_default() {
        match viewer.scope().member_of(viewer.user().guid, guid).await {
            Ok(member) => connected.push(member),
            Err(Error::NotFound(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(connected)
}

fn view(
    viewer: &Viewer,
    one: &Verification,
    known: &[Known],
    accounts: &[Account],
    wrong: Option<&Wrong<'_>>,
) -> StandingView {
    let (words, app) = (viewer.words(), viewer.app_name());
    let working = known.iter().any(|one| is_working(&one.member.state));
    let chosen = match &one.wanted {
        WantedAccounts::Chosen(chosen) => Some(chosen.as_deref()),
        WantedAccounts::All | WantedAccounts::These(_) => None,
    };
    let choices = match chosen {
        // While something is read, more accounts may come.
        Some(chosen) if !working => {
            let ticked = wrong.map(|wrong| wrong.chosen).or(chosen);
            choices(words, known, accounts, ticked)
        }
        Some(_) | None => Vec::new(),
    };
    let is_to_choose = chosen == Some(None) && !choices.is_empty();
    let states: Vec<&State> = known.iter().map(|one| &one.member.state).collect();
    let mut troubles = known.iter().filter_map(|one| one.found.as_ref());
    let goes_on = troubles.all(|found| found.next_run_at.is_some());
    let stage = stage(&states, one.state == VerificationState::Paused, is_to_choose, goes_on);
    // What was chosen is being made use of.
    let choices = if stage == Stage::Making { Vec::new() } else { choices };
    let with_app = |key: String| words.with(&key, "app", app);
    StandingView {
        words,
        title: with_app(format!("page-verification-{}-title", stage.name())),
        lead: words.fill(
            &format!("page-verification-{}-text", stage.name()),
            &[("app", Part::Text(app)), ("months", Part::Count(one.months.into()))],
        ),
        steps: steps(words, stage, one, chosen.is_some()),
        items: known.iter().map(|one| item(viewer, one)).collect(),
        flaws: flaws(viewer, one),
        legend: with_app("page-verification-legend".to_owned()),
        choices,
        wrong: wrong.map(|wrong| words.say(wrong.key)).unwrap_or_default(),
        action: super::path(viewer),
        connect: format!("{}/{}", viewer.base(), if known.is_empty() { "connect" } else { "connect/search" }),
        is_to_connect: stage == Stage::Connect,
        privacy: with_app("page-verification-privacy".to_owned()),
    }
}

/// The steps of the way; what is not asked for is none of them.
fn steps(words: Words, stage: Stage, one: &Verification, is_chosen_here: bool) -> Vec<Step> {
    let is_meant = |name: &str| match name {
        "choose" => is_chosen_here,
        "report" => one.report_type == ReportType::Assets.name(),
        _ => true,
    };
    let when = |at: usize| match at.cmp(&stage.step()) {
        Ordering::Less => "done",
        Ordering::Equal => "now",
        Ordering::Greater => "next",
    };
    Stage::STEPS
        .into_iter()
        .enumerate()
        .filter(|(_, name)| is_meant(name))
        .map(|(at, name)| Step {
            state: when(at),
            is_working: at == stage.step() && !stage.is_of_person(),
            spoken: words.say(&format!("page-progress-{}", when(at))),
            label: words.say(&format!("page-verification-step-{name}")),
        })
        .collect()
}

fn item(viewer: &Viewer, known: &Known) -> Item {
    let words = viewer.words();
    let state = &known.member.state;
    let key = match state.status {
        Status::Challenged => "button-answer-now",
        _ => "button-look",
    };
    Item {
        bank: Bank::of_member(&known.member, known.institution.as_deref(), words),
        chip: chip(state, words),
        said: known.said(viewer),
        href: path_of(viewer, &known.member),
        button: (state.status != Status::Connected || state.needs_attention()).then(|| words.say(key)),
    }
}

/// What is in the way beside the connections, which say it themselves.
fn flaws(viewer: &Viewer, one: &Verification) -> Vec<(String, String)> {
    let language = viewer.language();
    one.flaws
        .iter()
        .filter(|flaw| !matches!(flaw.about, Resource::Member(..)))
        .map(|flaw| {
            let title = flaw.error.title(language);
            let title = match &flaw.about {
                Resource::Account(_, name) if !name.is_empty() => format!("{title}: {name}"),
                Resource::Account(..) | Resource::Member(..) | Resource::Report => title,
            };
            (title, flaw.error.message(language))
        })
        .collect()
}

/// The accounts to choose among. Before a choice all are ticked that are open and shown.
fn choices(
    words: Words,
    known: &[Known],
    accounts: &[Account],
    chosen: Option<&[AccountGuid]>,
) -> Vec<Choice> {
    let bank_of = |account: &Account| {
        known.iter().find(|one| one.member.guid == account.member).map_or("", |one| one.member.name.as_str())
    };
    accounts
        .iter()
        .map(|account| Choice {
            account: AccountLine::of(account, words),
            bank: bank_of(account).to_owned(),
            is_chosen: chosen.map_or(!account.facts.is_closed && !account.is_hidden, |chosen| {
                chosen.contains(&account.guid)
            }),
        })
        .collect()
}

/// The person has chosen.
pub(super) async fn choose(viewer: Viewer, sent: Form) -> Result<Response, Mishap> {
    let one = super::of(&viewer).await?;
    let chosen: Option<Vec<AccountGuid>> = sent.all("account").map(|text| text.parse().ok()).collect();
    let Some(chosen) = chosen else { return Err(Mishap::Unreadable) };
    let wrong = |key| Wrong { key, chosen: &chosen };
    if chosen.is_empty() {
        return page(&viewer, &one, Some(wrong("page-verification-none"))).await;
    }
    match viewer.scope().choose_accounts(one.guid, chosen.clone()).await {
        Ok(_) => Ok(see(&super::path(&viewer))),
        // An account went away meanwhile.
        Err(Error::Invalid { .. }) => page(&viewer, &one, Some(wrong("page-verification-gone"))).await,
        // It ended meanwhile; its page says so.
        Err(Error::Impossible { .. }) => Ok(see(&super::path(&viewer))),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::clock::Timestamp;
    use domain::member::Origin;

    #[test]
    fn what_the_person_can_do_comes_first() {
        let created = State::created(Origin::WithCredentials, Timestamp::UNIX_EPOCH);
        let state = |status, is_being_aggregated| State { status, is_being_aggregated, ..created.clone() };
        let good = state(Status::Connected, false);
        let works = state(Status::Connected, true);
        let asks = state(Status::Challenged, true);
        let check = |connections: &[&State], is_paused, is_to_choose, expected: Stage| {
            assert_eq!(stage(connections, is_paused, is_to_choose, true), expected, "{connections:?}");
        };
        check(&[], false, false, Stage::Connect);
        check(&[], true, false, Stage::Connect);
        check(&[&works, &asks], true, true, Stage::Repair);
        check(&[&good, &works], true, true, Stage::Reading);
        check(&[&good], true, true, Stage::Choose);
        check(&[&good], true, false, Stage::Waiting);
        check(&[&good], false, false, Stage::Making);
        assert_eq!(stage(&[&good], true, false, false), Stage::Later);
    }
}
