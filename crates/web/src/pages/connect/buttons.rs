//! What moves a connection on, as a button: MX's own for its status, else what the first remedy offers, and never something that the
//! state refuses.

use super::{leave_path, manual_path, search_path};
use crate::pages::bank::link;
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use domain::diagnosis::{Diagnosis, Finding};
use domain::member::{Status, possible_now};
use domain::reason::Remedy;
use engine::records::Member;

/// Something to press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::pages) struct Button {
    pub(in crate::pages) label: String,
    pub(in crate::pages) href: String,
    /// It changes something.
    pub(in crate::pages) is_post: bool,
    /// To another site, in a window of its own.
    pub(in crate::pages) is_outside: bool,
}

/// What somebody can do with a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::pages) enum Act {
    UpdateLogin,
    Refresh,
    /// At the bank's own site.
    Site,
    /// The consent at the bank's own page, again.
    Consent,
    /// Another entry of the same bank, by code and name.
    Sibling(String, String),
    Another,
    Unpause,
    Reopen,
    Remove,
    Manual,
    Support,
    /// It goes on by itself.
    Done,
}

/// What acts go by.
#[derive(Debug, Clone)]
pub(in crate::pages) struct Ground<'a> {
    pub(in crate::pages) words: Words,
    /// What all paths of the session begin with.
    pub(in crate::pages) base: String,
    pub(in crate::pages) search: Option<String>,
    /// The connection may be removed here.
    pub(in crate::pages) may_remove: bool,
    /// Where an account is kept by hand.
    pub(in crate::pages) manual: Option<String>,
    pub(in crate::pages) member: &'a Member,
    pub(in crate::pages) diagnosis: &'a Diagnosis,
    /// The bank's address.
    pub(in crate::pages) site: Option<String>,
    /// A run could begin now: none is open, and the login held may be sent.
    pub(in crate::pages) may_refresh: bool,
    /// The page is in a frame, and what leads out of it opens a window.
    pub(in crate::pages) is_framed: bool,
}

impl<'a> Ground<'a> {
    pub(in crate::pages) fn of(
        viewer: &Viewer,
        member: &'a Member,
        diagnosis: &'a Diagnosis,
        url: &str,
        may_refresh: bool,
    ) -> Self {
        Self {
            may_refresh,
            is_framed: viewer.is_framed(),
            words: viewer.words(),
            base: viewer.base(),
            search: search_path(viewer),
            manual: manual_path(viewer),
            may_remove: viewer.options().may_remove(member),
            member,
            diagnosis,
            site: link(url),
        }
    }

    /// The one button that moves this connection on. There always is one.
    pub(in crate::pages) fn main(&self) -> Act {
        let of_remedies = self.diagnosis.advice.iter().filter_map(|advice| self.of_remedy(advice.remedy));
        // A bank without an address is visited all the same; afterwards it is tried again.
        let instead = |act: Act| if act == Act::Site && self.site.is_none() { Act::Refresh } else { act };
        let acts = self.of_status().into_iter().chain(of_remedies).map(instead);
        acts.into_iter().find(|act| self.is_possible(act)).unwrap_or(Act::Support)
    }

    /// Beside a visit to the bank's site: that it is settled there.
    pub(in crate::pages) fn settled(&self) -> Option<Button> {
        (self.main() == Act::Site && self.is_possible(&Act::Refresh))
            .then(|| Button { label: self.words.say("button-settled"), ..self.button(&Act::Refresh) })
    }

    /// What a remedy offers, unless it is what the main button does.
    pub(in crate::pages) fn offered(&self, remedy: Remedy) -> Option<Button> {
        let act = self.of_remedy(remedy)?;
        (self.is_possible(&act) && act != self.main()).then(|| self.button(&act))
    }

    /// What MX's widget offers first (`statuses.csv`), where that does something here.
    fn of_status(&self) -> Option<Act> {
        match self.diagnosis.status.button()? {
            "update credentials" => Some(Act::UpdateLogin),
            "refresh" => Some(Act::Refresh),
            "visit site, try again" => Some(Act::Site),
            "go to institution" => Some(Act::Consent),
            "ok" => Some(Act::Done),
            // An answer without an open question is asked for anew.
            "answer" => Some(Act::Refresh),
            _ => None,
        }
    }

    fn of_remedy(&self, remedy: Remedy) -> Option<Act> {
        match remedy.action()? {
            "update_credentials" => Some(Act::UpdateLogin),
            "refresh" | "answer" | "wait" => Some(Act::Refresh),
            "visit_site" => Some(Act::Site),
            "visit" => Some(Act::Consent),
            "choose_sibling" => self.sibling(),
            "connect_other" => Some(Act::Another),
            "unpause" => Some(Act::Unpause),
            "reopen" => Some(Act::Reopen),
            "remove" => Some(Act::Remove),
            "track_manually" => Some(Act::Manual),
            "request_support" => Some(Act::Support),
            _ => None,
        }
    }

    fn sibling(&self) -> Option<Act> {
        self.diagnosis.findings.iter().find_map(|finding| match finding {
            Finding::WrongEntry { code, name, .. } => Some(Act::Sibling(code.clone(), name.clone())),
            _ => None,
        })
    }

    pub(in crate::pages) fn is_possible(&self, act: &Act) -> bool {
        let status = self.diagnosis.status;
        let takes = |command: &str| possible_now(status).contains(&command);
        match act {
            Act::UpdateLogin => !self.member.is_oauth && takes("update_credentials"),
            Act::Refresh => takes("aggregate") && self.may_refresh,
            Act::Site => self.site.is_some(),
            Act::Consent => self.member.is_oauth,
            Act::Unpause => status == Status::Disabled && takes("unpause"),
            Act::Reopen => takes("reopen"),
            Act::Remove => self.may_remove && takes("delete"),
            Act::Sibling(..) | Act::Another => self.search.is_some(),
            Act::Manual => self.manual.is_some(),
            Act::Support | Act::Done => true,
        }
    }

    pub(in crate::pages) fn button(&self, act: &Act) -> Button {
        let base = &self.base;
        let member = format!("{base}/connect/members/{}", self.member.guid);
        let (key, href, is_post) = match act {
            Act::UpdateLogin => ("button-update-login", format!("{member}/credentials"), false),
            Act::Refresh => ("button-refresh", format!("{member}/refresh"), true),
            Act::Consent => {
                return Button {
                    label: self.words.say("button-consent-again"),
                    href: leave_path(base, self.member),
                    is_post: false,
                    is_outside: self.is_framed,
                };
            }
            Act::Another => ("button-another", self.search.clone().unwrap_or_default(), false),
            Act::Unpause => ("button-unpause", format!("{member}/unpause"), true),
            Act::Reopen => ("button-reopen", format!("{member}/reopen"), true),
            Act::Remove => ("button-remove", format!("{member}/remove"), false),
            Act::Manual => ("button-manual", self.manual.clone().unwrap_or_default(), false),
            Act::Support => {
                ("button-support", format!("{base}/connect/support?member={}", self.member.guid), false)
            }
            Act::Done => ("button-ok", format!("{base}/connect/done"), false),
            Act::Sibling(code, name) => {
                return Button {
                    label: self.words.with("button-sibling", "sibling", name),
                    href: format!("{base}/connect/institutions/{code}"),
                    is_post: false,
                    is_outside: false,
                };
            }
            Act::Site => {
                let href = self.site.clone().unwrap_or_default();
                return Button {
                    label: self.words.with("button-site", "host", crate::pages::bank::host(&href)),
                    href,
                    is_post: false,
                    is_outside: true,
                };
            }
        };
        Button { label: self.words.say(key), href, is_post, is_outside: false }
    }
}

#[cfg(test)]
#[path = "buttons_tests.rs"]
mod tests;
