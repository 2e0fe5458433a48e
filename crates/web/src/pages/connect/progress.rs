//! What is being done right now: signing in, reading accounts, reading transactions.

use super::{institution_of, member, path_of};
use crate::pages::bank::Bank;
use crate::pages::messages::Telling;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::response::Response;
use domain::member::{Processed, Status};
use engine::Mode;
use engine::records::{Member, Page};

/// Accounts are only counted.
const COUNTED: Page = Page { number: 1, size: 1 };

#[derive(Debug, PartialEq, Eq)]
struct Step {
    /// `done`, `now`, `next`.
    state: &'static str,
    spoken: String,
    label: String,
    small: String,
}

#[derive(Debug, Template)]
#[template(path = "connect/progress.html")]
struct ProgressView {
    words: Words,
    bank: Bank,
    title: String,
    lead: String,
    steps: Vec<Step>,
    is_slow: bool,
    slow: String,
    slow_text: String,
    leave: String,
}

impl View for ProgressView {
    fn title(&self) -> String {
        format!("{} · {}", self.title, self.bank.name)
    }
}

pub(super) async fn page(viewer: &Viewer, member: &Member) -> Result<Response, Mishap> {
    let words = viewer.words();
    let institution = institution_of(viewer, member).await?;
    let accounts = viewer.scope().accounts(viewer.user(), Some(member), None, COUNTED).await?.total;
    let bank = Bank::of_member(member, institution.as_deref(), words);
    let view = view(words, viewer, member, bank, usize::try_from(accounts).unwrap_or(0));
    let telling = Telling {
        step: Some("connecting"),
        subject: member.guid.to_string(),
        events: Vec::new(),
        member: Some(member::told(member)),
    };
    let path = path_of(viewer, member);
    let live = format!("{path}/changes?version={}", member.version);
    viewer.show(Shown::of(&view)?.telling(telling).going_on(live).at(path)).await
}

fn view(words: Words, viewer: &Viewer, member: &Member, bank: Bank, accounts: usize) -> ProgressView {
    let steps = steps(words, member.state.processed, viewer.options().mode, accounts);
    let now = steps.iter().find(|step| step.state == "now").map_or("", |step| step.label.as_str());
    ProgressView {
        words,
        title: now.to_owned(),
        lead: words.say("page-progress-text"),
        is_slow: member.state.status == Status::Delayed,
        slow: words.with("page-progress-slow", "institution", &bank.name),
        slow_text: words.with("page-progress-slow-text", "app", viewer.app_name()),
        leave: format!("{}/connect/done", viewer.base()),
        steps,
        bank,
    }
}

/// The steps of a run, up to the one that it is at.
fn steps(words: Words, processed: Processed, mode: Mode, accounts: usize) -> Vec<Step> {
    let mut parts = vec![("sign-in", processed.is_authenticated), ("accounts", processed.accounts)];
    parts.push(match mode {
        Mode::Aggregation => ("transactions", processed.transactions),
        Mode::Verification => ("numbers", processed.account_numbers),
    });
    let at = parts.iter().position(|(_, is_done)| !is_done).unwrap_or(parts.len().saturating_sub(1));
    parts
        .into_iter()
        .enumerate()
        .map(|(index, (name, _))| {
            let state = match index.cmp(&at) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "next",
            };
            let small = if name == "accounts" && accounts > 0 && state != "next" {
                words.count("page-progress-accounts-found", accounts)
            } else {
                String::new()
            };
            Step {
                state,
                spoken: words.say(&format!("page-progress-{state}")),
                label: words.say(&format!("page-progress-{name}")),
                small,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Language;

    #[test]
    fn one_step_is_under_way() {
        let check = |processed: Processed, mode, expected: [&str; 3]| {
            let steps = steps(Words(Language::English), processed, mode, 3);
            assert_eq!(steps.iter().map(|step| step.state).collect::<Vec<_>>(), expected);
        };
        let none = Processed::default();
        let signed_in = Processed { is_authenticated: true, ..none };
        let accounts = Processed { accounts: true, ..signed_in };
        let all = Processed { transactions: true, account_numbers: true, ..accounts };
        check(none, Mode::Aggregation, ["now", "next", "next"]);
        check(signed_in, Mode::Aggregation, ["done", "now", "next"]);
        check(accounts, Mode::Verification, ["done", "done", "now"]);
        check(all, Mode::Aggregation, ["done", "done", "now"]);
    }
}
