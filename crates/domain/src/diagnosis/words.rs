//! A diagnosis in a person's words.

use super::{Advice, Data, Diagnosis, Finding};
use crate::clock::Timestamp;
use crate::member::Status;
use crate::reason::{Actor, Note, Reason, Remedy, SubStep};
use crate::text::{Language, Part, ago, text, until};

/// In which language, of which bank, in which app.
#[derive(Debug, Clone, Copy)]
pub struct Speaker<'a> {
    pub language: Language,
    pub institution: &'a str,
    pub app: &'a str,
    pub now: Timestamp,
}

impl Speaker<'_> {
    fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    fn say_with(&self, key: &str, more: &[(&str, Part<'_>)]) -> String {
        let mut parts = vec![("institution", Part::Text(self.institution)), ("app", Part::Text(self.app))];
        parts.extend_from_slice(more);
        let words = text(self.language, key, &parts);
        // "your bank" may stand at the beginning.
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    /// One sentence per status, as MX has one; none for manual members.
    pub fn status(&self, status: Status) -> Option<String> {
        status.name().map(|name| self.say(&format!("status-{}", name.to_lowercase())))
    }

    /// What happened, who must act, what comes next.
    pub fn reason(&self, reason: Reason) -> String {
        self.say(&format!("reason-{}", reason.name()))
    }

    pub fn actor(&self, actor: Actor) -> String {
        self.say(&format!("actor-{}", actor.name()))
    }

    pub fn remedy(&self, remedy: Remedy) -> String {
        self.say(&format!("remedy-{}", remedy.name()))
    }

    pub fn step(&self, step: &SubStep) -> String {
        self.say(&format!("step-{}", step.name))
    }

    pub fn note(&self, note: &Note) -> String {
        self.say(&format!("note-{}", note.name))
    }

    pub fn finding(&self, finding: &Finding) -> String {
        let key = format!("finding-{}", finding.name());
        match finding {
            Finding::StrayCharacters { field } => self.say_with(&key, &[("field", Part::Text(field))]),
            Finding::WrongEntry { name, url, .. } => {
                self.say_with(&key, &[("sibling", Part::Text(name)), ("url", Part::Text(url))])
            }
            Finding::MfaLoop
            | Finding::AccountsNotReady
            | Finding::AccountsTerms
            | Finding::AccountsNotEligible
            | Finding::AccountsSharingOff
            | Finding::NewAccountNotShared
            | Finding::LockNear
            | Finding::CodeAtEveryLogin
            | Finding::InstitutionOutage => self.say(&key),
        }
    }

    pub fn data(&self, data: Data, as_of: Option<Timestamp>) -> String {
        let as_of = as_of.map_or_else(String::new, |at| ago(self.language, at, self.now));
        self.say_with(&format!("data-{}", data.name()), &[("when", Part::Text(&as_of))])
    }

    fn timed(&self, key: &str, at: Timestamp) -> String {
        let at = until(self.language, at, self.now);
        self.say_with(key, &[("when", Part::Text(&at))])
    }

    /// What happened.
    fn what(&self, diagnosis: &Diagnosis) -> String {
        let is_beginning = matches!(diagnosis.status, Status::Created | Status::Updated);
        match diagnosis.reason {
            Some(_) if diagnosis.is_running && is_beginning => self.reason(Reason::InProgress),
            Some(Reason::PausedByOperator) if diagnosis.decided_by == Some(Actor::User) => {
                self.say("paused-by-user")
            }
            Some(reason) => self.reason(reason),
            None => self.status(diagnosis.status).unwrap_or_default(),
        }
    }

    /// The whole message: the bank's outage if there is one, what happened, until when an answer is waited for, when the hub tries
    /// again by itself.
    pub fn message(
        &self,
        diagnosis: &Diagnosis,
        answer_by: Option<Timestamp>,
        next_run_at: Option<Timestamp>,
    ) -> String {
        let mut sentences = Vec::new();
        if diagnosis.findings.contains(&Finding::InstitutionOutage) {
            sentences.push(self.say("outage"));
        } else {
            sentences.push(self.what(diagnosis));
        }
        if diagnosis.status == Status::Challenged {
            sentences.extend(answer_by.map(|at| self.timed("answer-by", at)));
        }
        let is_trouble = diagnosis.status != Status::Connected;
        match next_run_at {
            Some(at) if is_trouble => sentences.push(self.timed("next-try", at)),
            None if !is_trouble || diagnosis.is_running => {}
            None if diagnosis.actor == Actor::User => {
                if diagnosis.advice.first().is_some_and(moves_on) {
                    sentences.push(self.say("no-next-try"));
                }
            }
            // Others must mend it, and yet nothing happens by itself: the login has not worked yet.
            None if takes_refresh(diagnosis.status) => sentences.push(self.say("refresh-later")),
            Some(_) | None => {}
        }
        sentences.join(" ")
    }
}

/// Whether a refresh by the person is what comes next when nothing is planned.
fn takes_refresh(status: Status) -> bool {
    matches!(
        status,
        Status::Created | Status::Updated | Status::Failed | Status::Degraded | Status::Disconnected
    )
}

/// Whether a person's step makes the connection go on.
fn moves_on(advice: &Advice) -> bool {
    matches!(
        advice.remedy.action(),
        Some(
            "refresh"
                | "update_credentials"
                | "visit"
                | "visit_site"
                | "answer"
                | "choose_sibling"
                | "remove"
                | "unpause"
                | "reopen"
        )
    )
}
