//! A connection that does not work: what happened, one button that moves it on, the remedies in order, and what it means for the data.

use super::buttons::{Act, Button, Ground};
use super::member::{self, Said};
use super::remedies::Remedies;
use super::{Row, path_of};
use crate::pages::bank::Bank;
use crate::pages::messages::Telling;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::response::Response;
use domain::diagnosis::Finding;
use domain::diagnosis::words::Speaker;
use domain::member::Status;
use domain::reason::Reason;
use domain::text::until;
use engine::MemberDiagnosis;
use engine::records::Member;

#[derive(Debug, Template)]
#[template(path = "connect/trouble.html")]
struct TroubleView {
    words: Words,
    bank: Bank,
    tone: &'static str,
    icon: &'static str,
    chip: String,
    title: String,
    said: String,
    message: String,
    findings: Vec<String>,
    main: Button,
    settled: Option<Button>,
    data: String,
    next: Option<String>,
    remedies: Remedies,
    rows: Vec<Row>,
    code: String,
}

impl View for TroubleView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

pub(super) async fn page(viewer: &Viewer, member: &Member, said: Option<Said>) -> Result<Response, Mishap> {
    let found = viewer.scope().diagnose(member, viewer.visitor()).await?;
    let may_refresh = viewer.scope().may_refresh(member).await?;
    let url = found.institution.as_ref().map_or("", |one| one.url.as_str());
    let ground = Ground::of(viewer, member, &found.diagnosis, url, may_refresh);
    show(viewer, member, &view(&ground, &found, said), "loginError").await
}

/// The sign-in works, and there is no account: what that can mean.
pub(super) async fn nothing_found(
    viewer: &Viewer,
    member: &Member,
    found: &MemberDiagnosis,
) -> Result<Response, Mishap> {
    let may_refresh = viewer.scope().may_refresh(member).await?;
    let url = found.institution.as_ref().map_or("", |one| one.url.as_str());
    let ground = Ground::of(viewer, member, &found.diagnosis, url, may_refresh);
    let words = viewer.words();
    let view = TroubleView {
        tone: "needs-you",
        icon: "needs-you",
        chip: words.say("page-chip-nothing"),
        title: words.say("page-connected-nothing"),
        ..view(&ground, found, None)
    };
    show(viewer, member, &view, "connected").await
}

async fn show(
    viewer: &Viewer,
    member: &Member,
    view: &TroubleView,
    step: &'static str,
) -> Result<Response, Mishap> {
    let telling = Telling {
        step: Some(step),
        subject: member.guid.to_string(),
        events: Vec::new(),
        member: Some(member::told(member)),
    };
    let path = path_of(viewer, member);
    let live = format!("{path}/changes?version={}", member.version);
    viewer.show(Shown::of(view)?.telling(telling).live(live).at(path)).await
}

fn view(ground: &Ground<'_>, found: &MemberDiagnosis, said: Option<Said>) -> TroubleView {
    let words = ground.words;
    let diagnosis = &found.diagnosis;
    let bank = Bank::of_member(ground.member, found.institution.as_deref(), words);
    let speaker = Speaker { language: words.0, institution: &bank.name, app: &found.app, now: found.now };
    let (tone, icon) = tone(diagnosis.status);
    let status = diagnosis.status.name().unwrap_or("manual").to_lowercase();
    let source_code = found.run.as_ref().and_then(|run| run.source_code.as_deref());
    TroubleView {
        words,
        tone,
        icon,
        chip: words.say(&format!("page-chip-{status}")),
        title: words.with(&format!("page-trouble-{status}"), "institution", &bank.name),
        said: said.map(|said| words.say(&format!("page-said-{}", said.name()))).unwrap_or_default(),
        message: speaker.message(diagnosis, found.answer_by, found.next_run_at),
        findings: diagnosis
            .findings
            .iter()
            // The message begins with it.
            .filter(|finding| **finding != Finding::InstitutionOutage)
            .map(|finding| speaker.finding(finding))
            .collect(),
        main: ground.button(&ground.main()),
        settled: ground.settled(),
        data: speaker.data(diagnosis.data, diagnosis.data_as_of),
        next: found.next_run_at.map(|at| until(words.0, at, found.now)),
        remedies: Remedies::advised(ground, &speaker),
        rows: rows(ground, &found.app),
        code: words.with("page-support-code", "code", &support_code(diagnosis.reason, source_code)),
        bank,
    }
}

fn rows(ground: &Ground<'_>, app: &str) -> Vec<Row> {
    let words = ground.words;
    let row = |act: &Act, small: String| {
        let button = ground.button(act);
        Row::new(button.href, button.label, small)
    };
    let mut rows = vec![row(&Act::Support, words.with("page-row-support", "app", app))];
    if ground.is_possible(&Act::Another) {
        rows.push(row(&Act::Another, String::new()));
    }
    if ground.is_possible(&Act::Remove) {
        rows.push(row(&Act::Remove, words.say("page-row-remove")));
    }
    rows
}

/// What support can look up: our reason, and the source's own code.
pub(super) fn support_code(reason: Option<Reason>, source_code: Option<&str>) -> String {
    let parts = [reason.map(Reason::name), source_code];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Colour and sign of a status; the words beside it say the same.
pub(in crate::pages) const fn tone(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Connected | Status::Manual => ("good", "good"),
        Status::Created | Status::Updated | Status::Resumed | Status::Delayed | Status::Reconnected => {
            ("working", "info")
        }
        Status::Challenged
        | Status::Rejected
        | Status::Expired
        | Status::Denied
        | Status::Impeded
        | Status::Locked
        | Status::Prevented
        | Status::Impaired
        | Status::Imported
        | Status::Pending => ("needs-you", "needs-you"),
        Status::Failed | Status::Degraded | Status::Disconnected => ("trouble", "trouble"),
        Status::Disabled | Status::Discontinued | Status::Closed => ("ended", "stop"),
    }
}
