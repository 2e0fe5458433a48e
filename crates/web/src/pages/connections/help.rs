//! The guide: what people see is asked first, then which connection it is about; then the connection is looked at, and what is really
//! the matter comes before any advice. Only where nothing is the matter is it told what in general helps.

use super::condition::{Chip, chip, is_working};
use super::list::Known;
use super::symptom::{About, STATUSES, Symptom, status_name};
use super::{MEMBERS, Pages, Tab, bank_of, list_path, page_of, path_of};
use crate::pages::bank::Bank;
use crate::pages::connect::buttons::{Button, Ground};
use crate::pages::connect::remedies::{Remedies, RemedyLine};
use crate::pages::connect::trouble::tone;
use crate::pages::connect::{institution_of, member_of};
use crate::pages::mishap::Mishap;
use crate::pages::notice::Notice;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::diagnosis::words::Speaker;
use domain::diagnosis::{Diagnosis, Finding};
use domain::member::Status;
use domain::text::{Part, ago};
use engine::MemberDiagnosis;
use engine::records::{Member, Page};
use serde::Deserialize;

/// Accounts that are looked through for hidden ones.
const ACCOUNTS: Page = Page { number: 1, size: 100 };

#[derive(Debug, Template)]
#[template(path = "connections/help.html")]
struct HelpView {
    words: Words,
    symptoms: Vec<(String, String)>,
    statuses: Vec<(String, Chip)>,
    support: String,
    support_text: String,
}

impl View for HelpView {
    fn title(&self) -> String {
        self.words.say("page-help-title")
    }
}

#[derive(Debug, Template)]
#[template(path = "connections/help_which.html")]
struct WhichView {
    words: Words,
    title: String,
    members: Vec<(String, Bank, Chip)>,
    pages: Option<Pages>,
}

impl View for WhichView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

#[derive(Debug, Template)]
#[template(path = "connections/help_advice.html")]
struct AdviceView {
    words: Words,
    bank: Bank,
    chip: Chip,
    title: String,
    found: Found,
    remedies: Remedies,
    /// Whether the remedies can be said to have helped.
    is_asked: bool,
    support: String,
}

impl View for AdviceView {
    fn title(&self) -> String {
        format!("{} · {}", self.title, self.bank.name)
    }
}

/// What the look at the connection has shown.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    /// `info`, `warning`, `success`.
    tone: &'static str,
    icon: &'static str,
    title: String,
    lines: Vec<String>,
    button: Option<Button>,
    settled: Option<Button>,
}

/// What the guide was opened with.
#[derive(Debug, Clone, Copy)]
enum Question {
    Symptom(Symptom),
    Status(Status),
}

impl Question {
    fn path(self) -> String {
        match self {
            Self::Symptom(symptom) => symptom.name().to_owned(),
            Self::Status(status) => format!("status/{}", status_name(status)),
        }
    }

    fn title(self, words: Words) -> String {
        match self {
            Self::Symptom(symptom) => words.say(&format!("page-symptom-{}", symptom.name())),
            Self::Status(status) => {
                let word = words.say(&format!("page-chip-{}", status_name(status)));
                words.with("page-help-word", "word", &word)
            }
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    member: String,
    page: Option<u32>,
}

pub(super) async fn show(viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response, Mishap> {
    let words = viewer.words();
    let base = list_path(&viewer);
    // Already known which connection it is about.
    let about = match asked.member.parse::<domain::id::MemberGuid>() {
        Ok(guid) => format!("?member={guid}"),
        Err(_) => String::new(),
    };
    let address = |question: Question| format!("{base}/help/{}{about}", question.path());
    let view = HelpView {
        words,
        symptoms: Symptom::ALL
            .into_iter()
            .map(Question::Symptom)
            .map(|question| (address(question), question.title(words)))
            .collect(),
        statuses: STATUSES
            .into_iter()
            .map(|status| {
                let (tone, icon) = tone(status);
                let word = words.say(&format!("page-chip-{}", status_name(status)));
                (address(Question::Status(status)), Chip { tone, icon, word })
            })
            .collect(),
        support: format!("{}/connect/support{about}", viewer.base()),
        support_text: words.with("page-row-support", "app", viewer.app_name()),
    };
    viewer.show(Shown::of(&view)?.tab(Tab::Help).back(base)).await
}

pub(super) async fn symptom(
    viewer: Viewer,
    Path((_, name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Mishap> {
    let symptom = Symptom::from_name(&name).ok_or(Mishap::Nowhere)?;
    answer(&viewer, Question::Symptom(symptom), &asked).await
}

pub(super) async fn status(
    viewer: Viewer,
    Path((_, name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Mishap> {
    let status = STATUSES.into_iter().find(|status| status_name(*status) == name).ok_or(Mishap::Nowhere)?;
    answer(&viewer, Question::Status(status), &asked).await
}

async fn answer(viewer: &Viewer, question: Question, asked: &Asked) -> Result<Response, Mishap> {
    if !asked.member.is_empty() {
        let member = member_of(viewer, &asked.member).await?;
        return advice(viewer, question, member).await;
    }
    let members = viewer.scope().members(viewer.user(), None, MEMBERS).await?.items;
    let mut members: Vec<Member> = members.into_iter().filter(|member| !member.is_manual()).collect();
    let looked_at = members.len();
    if let Question::Status(status) = question {
        members.retain(|member| member.state.status == status);
    }
    if members.len() > 1 {
        return which(viewer, question, &members, page_of(asked.page)).await;
    }
    match members.pop() {
        Some(member) => advice(viewer, question, member).await,
        None => clear(viewer, question, looked_at).await,
    }
}

/// There are several: which is meant?
async fn which(
    viewer: &Viewer,
    question: Question,
    members: &[Member],
    page: Page,
) -> Result<Response, Mishap> {
    let words = viewer.words();
    let path = format!("{}/help/{}", list_path(viewer), question.path());
    let offset = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let size = usize::try_from(page.size).unwrap_or(usize::MAX);
    let mut shown = Vec::new();
    for member in members.iter().skip(offset).take(size) {
        let institution = institution_of(viewer, member).await?;
        let bank = bank_of(member, institution.as_deref(), words);
        shown.push((format!("{path}?member={}", member.guid), bank, chip(&member.state, words)));
    }
    let total = i64::try_from(members.len()).unwrap_or(i64::MAX);
    let view = WhichView {
        words,
        title: question.title(words),
        members: shown,
        pages: Pages::of(words, page, total, |number| format!("{path}?page={number}")),
    };
    viewer.show(Shown::of(&view)?.tab(Tab::Help).back(format!("{}/help", list_path(viewer)))).await
}

/// No connection has this, or there is none at all.
async fn clear(viewer: &Viewer, question: Question, looked_at: usize) -> Result<Response, Mishap> {
    let words = viewer.words();
    let base = list_path(viewer);
    let notice = Notice {
        title: question.title(words),
        text: if looked_at == 0 {
            words.say("page-connections-none")
        } else {
            words.count("page-help-clear", looked_at)
        },
        ..Notice::named(words, "help-clear", viewer.app_name()).good()
    };
    let notice = if looked_at == 0 {
        notice.way(format!("{}/connect", viewer.base()), "button-connect")
    } else {
        notice.way(base.clone(), "button-connections")
    };
    let notice = notice.way(format!("{base}/help"), "button-other-trouble");
    viewer.show(Shown::of(&notice)?.tab(Tab::Help).back(format!("{base}/help"))).await
}

async fn advice(viewer: &Viewer, question: Question, member: Member) -> Result<Response, Mishap> {
    let words = viewer.words();
    let diagnosis = viewer.scope().diagnose(&member, viewer.visitor()).await?;
    let known = Known::load(viewer, member, ACCOUNTS).await?;
    let bank = bank_of(&known.member, known.institution.as_deref(), words);
    let url = known.institution.as_ref().map_or("", |one| one.url.as_str());
    let ground = Ground::of(viewer, &known.member, &diagnosis.diagnosis, url, known.may_refresh);
    let speaker = Speaker {
        language: viewer.language(),
        institution: &bank.name,
        app: &diagnosis.app,
        now: diagnosis.now,
    };
    let is_fine = is_fine(&known.member, &diagnosis.diagnosis);
    let found = if is_fine {
        fine(viewer, question, &known, &bank)
    } else {
        matter(viewer, &known, &diagnosis, &speaker, &bank)
    };
    let remedies = match question {
        // What is really the matter decides what helps.
        _ if !is_fine => Remedies::advised(&ground, &speaker),
        Question::Symptom(symptom) => general(viewer, symptom, &ground, &speaker),
        Question::Status(_) => Remedies::default(),
    };
    let view = AdviceView {
        words,
        chip: chip(&known.member.state, words),
        title: question.title(words),
        found,
        remedies,
        is_asked: !is_fine,
        support: format!("{}/connect/support?member={}", viewer.base(), known.member.guid),
        bank,
    };
    viewer.show(Shown::of(&view)?.tab(Tab::Help).back(format!("{}/help", list_path(viewer)))).await
}

/// Nothing keeps it from working: whatever somebody sees, it is not the connection's state.
fn is_fine(member: &Member, diagnosis: &Diagnosis) -> bool {
    member.state.status == Status::Connected
        && !is_working(&member.state)
        && !diagnosis.needs_attention
        && diagnosis.findings.is_empty()
}

/// What is the matter, and the button for it.
fn matter(
    viewer: &Viewer,
    known: &Known,
    diagnosis: &MemberDiagnosis,
    speaker: &Speaker<'_>,
    bank: &Bank,
) -> Found {
    let words = viewer.words();
    let state = &known.member.state;
    if is_working(state) {
        return Found {
            tone: "info",
            icon: "info",
            title: words.say("page-running-title"),
            lines: vec![words.say("page-running-text")],
            button: Some(Button {
                label: words.say("button-watch"),
                href: crate::pages::connect::path_of(viewer, &known.member),
                is_post: false,
                is_outside: false,
            }),
            settled: None,
        };
    }
    let message = speaker.message(&diagnosis.diagnosis, diagnosis.answer_by, diagnosis.next_run_at);
    let others = diagnosis.diagnosis.findings.iter().filter(|one| **one != Finding::InstitutionOutage);
    Found {
        tone: if super::condition::needs_person(state) { "warning" } else { "info" },
        icon: if super::condition::needs_person(state) { "needs-you" } else { "info" },
        title: words.with(&format!("page-trouble-{}", status_name(state.status)), "institution", &bank.name),
        lines: std::iter::once(message).chain(others.map(|one| speaker.finding(one))).collect(),
        button: known.button(viewer),
        settled: known.settled(viewer),
    }
}

/// Nothing is the matter with the connection; what its accounts are may still explain it.
fn fine(viewer: &Viewer, question: Question, known: &Known, bank: &Bank) -> Found {
    let words = viewer.words();
    let now = viewer.engine().now();
    let read = known
        .member
        .state
        .successfully_aggregated_at
        .map_or_else(|| words.say("page-fact-never"), |at| ago(words.0, at, now));
    let told = |key: &str| {
        words.fill(
            key,
            &[
                ("institution", Part::Text(&bank.name)),
                ("when", Part::Text(&read)),
                ("count", Part::Count(known.accounts.total)),
            ],
        )
    };
    let hidden = known.accounts.items.iter().filter(|account| account.is_hidden).count();
    let about = match question {
        Question::Symptom(symptom) => Some(symptom.about()),
        Question::Status(_) => None,
    };
    if about == Some(About::Accounts) && hidden > 0 {
        return Found {
            tone: "warning",
            icon: "hide",
            title: words.count("page-help-hidden", hidden),
            lines: vec![words.with("page-help-hidden-text", "app", viewer.app_name())],
            button: Some(Button {
                label: words.say("button-choose-accounts"),
                href: format!("{}/accounts", path_of(viewer, &known.member)),
                is_post: false,
                is_outside: false,
            }),
            settled: None,
        };
    }
    Found {
        tone: "success",
        icon: "good",
        title: words.with("page-trouble-connected", "institution", &bank.name),
        lines: vec![told(match about {
            Some(About::Accounts) => "page-help-works-accounts",
            Some(About::Login) => "page-help-works-login",
            None => "page-help-works",
        })],
        button: known.button(viewer),
        settled: known.settled(viewer),
    }
}

/// What helps in general, without the button that stands above it already.
fn general(viewer: &Viewer, symptom: Symptom, ground: &Ground<'_>, speaker: &Speaker<'_>) -> Remedies {
    let steps = |remedy| symptom.steps(remedy, viewer.visitor()).into_iter();
    let lines = symptom.remedies().iter().map(|remedy| RemedyLine {
        text: speaker.remedy(*remedy),
        steps: steps(*remedy).map(|step| speaker.step(step)).collect(),
        button: ground.offered(*remedy).filter(|button| !button.href.ends_with("/refresh")),
        answer: String::new(),
        is_tried: false,
    });
    Remedies::of(lines.collect())
}
