//! The guide: what people see is asked first, then which connection it is about; then the connection is looked at, and what is really
//! the matter comes before any advice. Only where nothing is the matter is it told what in general helps.

use super::condition::{Chip, chip, is_working};
use super::list::Known;
use super::symptom::{About, STATUSES, Symptom, status_name};
use super::{MEMBERS, Pages, Tab, bank_of, list_path, page_of, path_of};
use crate::pages::bank::Bank;
use crate::pages::connect::buttons::{Button, Ground};
use crate::pages::connect::trouble::{RemedyLine, remedies, tone};
use crate::pages::connect::{institution_of, member_of};
use crate::pages::mishap::Mishap;
use crate::pages::notice::Notice;
use crate::pages::shown::{Shown, View};
use crate::pages::visit::Visit;
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
    remedies: Vec<RemedyLine>,
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

pub(super) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Mishap> {
    let words = visit.words();
    let base = list_path(&visit);
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
        support: format!("{}/connect/support{about}", visit.base()),
        support_text: words.with("page-row-support", "app", visit.app_name()),
    };
    visit.show(Shown::of(&view)?.tab(Tab::Help).back(base)).await
}

pub(super) async fn symptom(
    visit: Visit,
    Path((_, name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Mishap> {
    let symptom = Symptom::from_name(&name).ok_or(Mishap::Nowhere)?;
    answer(&visit, Question::Symptom(symptom), &asked).await
}

pub(super) async fn status(
    visit: Visit,
    Path((_, name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Mishap> {
    let status = STATUSES.into_iter().find(|status| status_name(*status) == name).ok_or(Mishap::Nowhere)?;
    answer(&visit, Question::Status(status), &asked).await
}

async fn answer(visit: &Visit, question: Question, asked: &Asked) -> Result<Response, Mishap> {
    if !asked.member.is_empty() {
        let member = member_of(visit, &asked.member).await?;
        return advice(visit, question, member).await;
    }
    let members = visit.scope().members(visit.user(), None, MEMBERS).await?.items;
    let mut members: Vec<Member> = members.into_iter().filter(|member| !member.is_manual()).collect();
    let looked_at = members.len();
    if let Question::Status(status) = question {
        members.retain(|member| member.state.status == status);
    }
    if members.len() > 1 {
        return which(visit, question, &members, page_of(asked.page)).await;
    }
    match members.pop() {
        Some(member) => advice(visit, question, member).await,
        None => clear(visit, question, looked_at).await,
    }
}

/// There are several: which is meant?
async fn which(
    visit: &Visit,
    question: Question,
    members: &[Member],
    page: Page,
) -> Result<Response, Mishap> {
    let words = visit.words();
    let path = format!("{}/help/{}", list_path(visit), question.path());
    let offset = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let size = usize::try_from(page.size).unwrap_or(usize::MAX);
    let mut shown = Vec::new();
    for member in members.iter().skip(offset).take(size) {
        let institution = institution_of(visit, member).await?;
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
    visit.show(Shown::of(&view)?.tab(Tab::Help).back(format!("{}/help", list_path(visit)))).await
}

/// No connection has this, or there is none at all.
async fn clear(visit: &Visit, question: Question, looked_at: usize) -> Result<Response, Mishap> {
    let words = visit.words();
    let base = list_path(visit);
    let notice = Notice {
        title: question.title(words),
        text: if looked_at == 0 {
            words.say("page-connections-none")
        } else {
            words.count("page-help-clear", looked_at)
        },
        ..Notice::named(words, "help-clear", visit.app_name()).good()
    };
    let notice = if looked_at == 0 {
        notice.way(format!("{}/connect", visit.base()), "button-connect")
    } else {
        notice.way(base.clone(), "button-connections")
    };
    let notice = notice.way(format!("{base}/help"), "button-other-trouble");
    visit.show(Shown::of(&notice)?.tab(Tab::Help).back(format!("{base}/help"))).await
}

async fn advice(visit: &Visit, question: Question, member: Member) -> Result<Response, Mishap> {
    let words = visit.words();
    let diagnosis = visit.scope().diagnose(&member, visit.visitor()).await?;
    let known = Known::load(visit, member, ACCOUNTS).await?;
    let bank = bank_of(&known.member, known.institution.as_deref(), words);
    let url = known.institution.as_ref().map_or("", |one| one.url.as_str());
    let ground = Ground::of(visit, &known.member, &diagnosis.diagnosis, url, known.may_refresh);
    let speaker = Speaker {
        language: visit.language(),
        institution: &bank.name,
        app: &diagnosis.app,
        now: diagnosis.now,
    };
    let is_fine = is_fine(&known.member, &diagnosis.diagnosis);
    let found = if is_fine {
        fine(visit, question, &known, &bank)
    } else {
        matter(visit, &known, &diagnosis, &speaker, &bank)
    };
    let remedies = match question {
        // What is really the matter decides what helps.
        _ if !is_fine => remedies(&ground, &speaker),
        Question::Symptom(symptom) => general(visit, symptom, &ground, &speaker),
        Question::Status(_) => Vec::new(),
    };
    let view = AdviceView {
        words,
        chip: chip(&known.member.state, words),
        title: question.title(words),
        found,
        remedies: without_main(remedies, is_fine),
        is_asked: !is_fine,
        support: format!("{}/connect/support?member={}", visit.base(), known.member.guid),
        bank,
    };
    visit.show(Shown::of(&view)?.tab(Tab::Help).back(format!("{}/help", list_path(visit)))).await
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
    visit: &Visit,
    known: &Known,
    diagnosis: &MemberDiagnosis,
    speaker: &Speaker<'_>,
    bank: &Bank,
) -> Found {
    let words = visit.words();
    let state = &known.member.state;
    if is_working(state) {
        return Found {
            tone: "info",
            icon: "info",
            title: words.say("page-running-title"),
            lines: vec![words.say("page-running-text")],
            button: Some(Button {
                label: words.say("button-watch"),
                href: crate::pages::connect::path_of(visit, &known.member),
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
        button: known.button(visit),
        settled: known.settled(visit),
    }
}

/// Nothing is the matter with the connection; what its accounts are may still explain it.
fn fine(visit: &Visit, question: Question, known: &Known, bank: &Bank) -> Found {
    let words = visit.words();
    let now = visit.engine().now();
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
            lines: vec![words.with("page-help-hidden-text", "app", visit.app_name())],
            button: Some(Button {
                label: words.say("button-choose-accounts"),
                href: format!("{}/accounts", path_of(visit, &known.member)),
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
        button: known.button(visit),
        settled: known.settled(visit),
    }
}

/// What helps in general.
fn general(visit: &Visit, symptom: Symptom, ground: &Ground<'_>, speaker: &Speaker<'_>) -> Vec<RemedyLine> {
    symptom
        .remedies()
        .iter()
        .map(|remedy| RemedyLine {
            text: speaker.remedy(*remedy),
            steps: symptom
                .steps(*remedy, visit.visitor())
                .into_iter()
                .map(|step| speaker.step(step))
                .collect(),
            button: ground.offered(*remedy),
            answer: String::new(),
            is_tried: false,
        })
        .collect()
}

/// The remedies, without the button that stands above them already.
fn without_main(remedies: Vec<RemedyLine>, is_fine: bool) -> Vec<RemedyLine> {
    if !is_fine {
        return remedies;
    }
    remedies
        .into_iter()
        .map(|line| {
            let button = line.button.filter(|button| !button.href.ends_with("/refresh"));
            RemedyLine { button, ..line }
        })
        .collect()
}
