//! The bank waits for a yes in its own app, in a call or through a link. Nothing is typed here.

use super::{institution_of, member, path_of};
use crate::pages::bank::Bank;
use crate::pages::messages::Telling;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::response::Response;
use domain::diagnosis::words::Speaker;
use domain::reason::{Reason, Remedy, SUB_STEPS};
use engine::records::Member;

#[derive(Debug, Template)]
#[template(path = "connect/approval.html")]
struct ApprovalView {
    words: Words,
    bank: Bank,
    title: String,
    message: String,
    steps: Vec<String>,
    credentials: String,
    leave: String,
}

impl View for ApprovalView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

pub(super) async fn page(viewer: &Viewer, member: &Member) -> Result<Response, Mishap> {
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
    let of_approval = SUB_STEPS.iter().filter(|step| step.remedy == Remedy::ApproveInApp);
    let view = ApprovalView {
        words,
        title: words.with("page-approval-title", "institution", &bank.name),
        message: speaker.reason(Reason::MfaApproveElsewhere),
        steps: of_approval.map(|step| speaker.step(step)).collect(),
        credentials: format!("{path}/credentials"),
        leave: format!("{}/connect/done", viewer.base()),
        bank: bank.clone(),
    };
    let telling = Telling {
        step: Some("mfa"),
        subject: member.guid.to_string(),
        events: Vec::new(),
        member: Some(member::told(member)),
    };
    let live = format!("{path}/changes?version={}", member.version);
    viewer.show(Shown::of(&view)?.telling(telling).going_on(live).at(path)).await
}
