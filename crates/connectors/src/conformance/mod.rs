//! What every connector keeps to, as checks that its author calls from one test.
//!
//! [`run`] puts a connector through all of them: against a real counterpart, reached through an [`Http`] of the author's, and
//! against strangers, which answer in its place with whatever comes to mind. What the counterpart is like (who may sign in, who is
//! refused, who is asked what) is data: a [`Subject`]. Nothing here knows a source, a test framework or a runtime.
//!
//! ```
//! use connectors::conformance::{self, Subject};
//! use connectors::{Connector, Http};
//!
//! async fn it_conforms(connector: &dyn Connector, http: &dyn Http, subject: &Subject) {
//!     assert_eq!(conformance::run(connector, http, subject).await, []);
//! }
//! ```
//!
//! A check that fails is a [`Finding`]; the checks after it run all the same. The suite sends wrong answers once per question and
//! wrong credentials once, so that no counterpart locks a login of it.

mod any_answer;
mod bench;
mod calls;
mod counterfeits;
mod directory;
mod questions;
mod reading;
mod secrets;
mod signing_in;
mod sound;
mod strangers;
mod visiting;
mod wires;

pub use any_answer::any_answer;

use crate::connector::Connector;
use crate::grant::{Grant, Secret};
use crate::http::Http;
use bench::{Bench, Verdict};
use domain::clock::Clock;
use domain::run::ChallengeKind;
use jiff::civil::Date;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// What a connector is tried at.
pub struct Subject {
    /// The counterpart's time; the suite never waits for it to pass.
    pub clock: Arc<dyn Clock>,
    /// How the ids of attempts begin; no other caller of the counterpart uses them, and no other run of the suite.
    pub attempts: String,
    /// The same connector, made a second time: another node, on which every sign-in goes on.
    pub twin: Box<dyn Connector>,
    /// The source's id of the institution at which all the grants below are presented.
    pub institution: String,
    /// Signs in without a question, and has at least one account with transactions within `span`.
    pub good: Grant,
    /// Is refused for what was typed.
    pub refused: Grant,
    /// Signs in after an approval elsewhere, which comes while the suite looks, if the counterpart knows such a thing.
    pub awaited: Option<Grant>,
    /// Grants that are asked something; one for each kind that the counterpart knows.
    pub questions: Vec<QuestionCase>,
    /// An institution with a page of its own, and what people do there, if the counterpart has one.
    pub visit: Option<VisitCase>,
    /// Texts of the grants and answers that must never show. Choose them so that they occur nowhere else.
    pub secrets: Vec<String>,
    /// Days to read, both included; wide enough for several pages.
    pub span: (Date, Date),
    /// An error in the source's own form, with a code that no table knows; `{message}` stands where its text goes.
    pub error_form: String,
    /// How much the counterpart has received, of all that it counts: passwords, answers, and what it asked and sent for them.
    pub received: Box<dyn Fn() -> Received + Send + Sync>,
}

/// A count that is on its way.
pub type Received = Pin<Box<dyn Future<Output = u64> + Send>>;

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subject").field("institution", &self.institution).finish_non_exhaustive()
    }
}

/// A grant that is asked something.
#[derive(Debug)]
pub struct QuestionCase {
    /// Says in a finding which case it was.
    pub name: &'static str,
    pub grant: Grant,
    /// What is asked first.
    pub kinds: Vec<ChallengeKind>,
    /// Right for every question of every round.
    pub right: String,
    /// Wrong for the first round, and a text that occurs nowhere else.
    pub wrong: String,
}

/// The query that is on its way back.
pub type Brought = Pin<Box<dyn Future<Output = Secret> + Send>>;

/// People who go to the counterpart's own page.
pub struct VisitCase {
    pub institution: String,
    /// Where they are sent back to.
    pub redirect_uri: String,
    /// The only way to sign in there. `good` and `refused` of the subject are then not presented: a good grant is one that was
    /// consented to.
    pub is_only_way: bool,
    /// Lets so much time pass that an access token is used up, and the consent is not.
    pub ages: Box<dyn Fn() + Send + Sync>,
    /// Goes to the page of that address, allows everything or declines, and gives the query that came back.
    pub goes: Box<dyn Fn(String, Allows) -> Brought + Send + Sync>,
}

/// What a person decides at the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allows {
    Everything,
    Nothing,
}

impl fmt::Debug for VisitCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VisitCase").field("institution", &self.institution).finish_non_exhaustive()
    }
}

/// A check that did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The name of the check, as in [`checks`].
    pub check: &'static str,
    pub what: String,
}

/// A check and its name.
struct Check {
    name: &'static str,
    run: for<'a, 'b> fn(&'a Bench<'b>) -> Pin<Box<dyn Future<Output = Verdict> + Send + 'a>>,
}

/// A table of checks: the name beside the function.
macro_rules! table {
    ($($name:literal $check:path,)*) => {
        &[$(Check { name: $name, run: |bench| Box::pin($check(bench)) }),*]
    };
}

#[rustfmt::skip]
const CHECKS: &[Check] = table! {
    "directory: names are well formed"                       directory::names_are_well_formed,
    "directory: pages go on and end"                         directory::pages_go_on_and_end,
    "directory: entries are well formed"                     directory::entries_are_well_formed,
    "directory: forms can be filled in"                      directory::forms_can_be_filled_in,
    "directory: a page is told twice alike"                  directory::a_page_is_told_twice_alike,

    "signing in: a good grant can read"                      signing_in::a_good_grant_can_read,
    "signing in: looking again sends nothing"                signing_in::looking_again_sends_nothing,
    "signing in: a lost attempt is no success"               signing_in::a_lost_attempt_is_no_success,
    "signing in: a refusal is told as one"                   signing_in::a_refusal_is_told_as_one,
    "signing in: an unknown institution is a problem"        signing_in::an_unknown_institution_is_a_problem,
    "signing in: an approval is awaited"                     signing_in::an_approval_is_awaited,
    "signing in: broken sessions are refused"                signing_in::broken_sessions_are_refused,
    "signing in: only a renewal may be begun again"          signing_in::only_a_renewal_may_be_begun_again,

    "visits: a page is named"                                visiting::a_page_is_named,
    "visits: a return is read without asking"                visiting::a_return_is_read_without_asking,
    "visits: a code signs in once"                           visiting::a_code_signs_in_once,
    "visits: the consent goes on without the person"         visiting::the_consent_goes_on_without_the_person,

    "questions: can be answered"                             questions::can_be_answered,
    "questions: a right answer signs in"                     questions::a_right_answer_signs_in,
    "questions: a wrong answer is told"                      questions::a_wrong_answer_is_told,
    "questions: an absent answer is no success"              questions::an_absent_answer_is_no_success,
    "questions: looking again asks the same"                 questions::looking_again_asks_the_same,

    "reading: accounts are sound"                            reading::accounts_are_sound,
    "reading: transactions are sound"                        reading::transactions_are_sound,
    "reading: both ends of a span count"                     reading::both_ends_of_a_span_count,
    "reading: details of every account"                      reading::details_of_every_account,
    "reading: statements have documents"                     reading::statements_have_documents,
    "reading: a page is told twice alike"                    reading::a_page_is_told_twice_alike,
    "reading: an unknown account stops it"                   reading::an_unknown_account_stops_it,
    "reading: without a good grant it needs the user"        reading::without_a_good_grant_it_needs_the_user,
    "reading: a grant is given back"                         reading::a_grant_is_given_back,

    "strangers: a lost connection"                           strangers::a_lost_connection,
    "strangers: a status of failure"                         strangers::a_status_of_failure,
    "strangers: too many requests"                           strangers::too_many_requests,
    "strangers: an answer that cannot be read"               strangers::an_answer_that_cannot_be_read,
    "strangers: an answer that was changed"                  strangers::an_answer_that_was_changed,
    "strangers: a page that leads to itself"                 strangers::a_page_that_leads_to_itself,
    "strangers: a message that is none"                      strangers::a_message_that_is_none,

    "secrets: nothing prints them"                           secrets::nothing_prints_them,
    "secrets: no address holds them"                         secrets::no_address_holds_them,
};

/// The names of all checks, in the order in which they run.
pub fn checks() -> impl Iterator<Item = &'static str> {
    CHECKS.iter().map(|check| check.name)
}

/// Puts a connector through all checks; what comes back did not hold.
pub async fn run(connector: &dyn Connector, http: &dyn Http, subject: &Subject) -> Vec<Finding> {
    run_some(connector, http, subject, |_| true).await
}

/// Only the checks whose names are wanted.
pub async fn run_some(
    connector: &dyn Connector,
    http: &dyn Http,
    subject: &Subject,
    is_wanted: impl Fn(&str) -> bool,
) -> Vec<Finding> {
    let bench = Bench::new(connector, http, subject);
    let mut findings = Vec::new();
    for Check { name, run } in CHECKS.iter().filter(|check| is_wanted(check.name)) {
        if let Err(what) = run(&bench).await {
            findings.push(Finding { check: name, what });
        }
    }
    findings
}
