//! What is behind a trouble, seen from what happened: each with its inputs and its threshold.

use super::{Fact, Facts};
use crate::clock::Timestamp;
use crate::member::Presence;
use crate::member::{Event, Status, Why, keeps_from_running};
use crate::reason::{NOTES, Reason};
use jiff::SignedDuration;

/// Something that was found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Asked again and again although the answers are right.
    MfaLoop,
    /// Connected a short while ago; accounts may yet come.
    AccountsNotReady,
    /// Terms at the bank's site may hold the accounts back.
    AccountsTerms,
    /// The person has no kind of account there that can be read.
    AccountsNotEligible,
    /// The accounts are not shared in the bank's settings.
    AccountsSharingOff,
    /// A new account is not shared.
    NewAccountNotShared,
    /// The login held begins or ends with a space, or holds something invisible.
    StrayCharacters { field: String },
    /// The login is refused, and the same bank has another entry.
    WrongEntry { code: String, name: String, url: String },
    /// Another try could make the bank lock the login.
    LockNear,
    /// The bank wants a code at every login.
    CodeAtEveryLogin,
    /// The bank has trouble with many connections.
    InstitutionOutage,
}

/// The names of all findings.
pub const FINDINGS: &[&str] = &[
    "mfa_loop",
    "accounts_not_ready",
    "accounts_terms",
    "accounts_not_eligible",
    "accounts_sharing_off",
    "new_account_not_shared",
    "stray_characters",
    "wrong_entry",
    "lock_near",
    "code_at_every_login",
    "institution_outage",
];

impl Finding {
    /// The name in the API; its text is `finding-<name>`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::MfaLoop => "mfa_loop",
            Self::AccountsNotReady => "accounts_not_ready",
            Self::AccountsTerms => "accounts_terms",
            Self::AccountsNotEligible => "accounts_not_eligible",
            Self::AccountsSharingOff => "accounts_sharing_off",
            Self::NewAccountNotShared => "new_account_not_shared",
            Self::StrayCharacters { .. } => "stray_characters",
            Self::WrongEntry { .. } => "wrong_entry",
            Self::LockNear => "lock_near",
            Self::CodeAtEveryLogin => "code_at_every_login",
            Self::InstitutionOutage => "institution_outage",
        }
    }
}

/// From when on something is found; chosen so that ordinary histories raise no alarm (tested on 10,000 of them).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thresholds {
    /// Answers in a row, none called wrong, none leading in. Banks that ask several questions one by one stop at three or four.
    pub loop_answers: u32,
    /// Within this time.
    pub loop_within: SignedDuration,
    /// How long accounts may take to appear after the first success (`seeds/000`: 15 minutes).
    pub accounts_wait: SignedDuration,
    /// Refusals in a row from which on the other entry of the bank is offered.
    pub wrong_entry_refusals: u32,
    /// Members failing at the institution that make an outage, at least.
    pub outage_members: u32,
    /// And their part of all members seen, in percent.
    pub outage_percent: u32,
    /// What "lately" is for the health of an institution: longer than the longest wait between two tries, so that members that wait
    /// count as failing.
    pub outage_within: SignedDuration,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            loop_answers: 5,
            loop_within: SignedDuration::from_hours(24),
            accounts_wait: SignedDuration::from_mins(15),
            wrong_entry_refusals: 2,
            outage_members: 3,
            outage_percent: 60,
            outage_within: SignedDuration::from_hours(26),
        }
    }
}

/// All that is found, the most telling first.
pub fn detect(facts: &Facts<'_>, thresholds: &Thresholds) -> Vec<Finding> {
    let state = facts.state;
    let is_technical = state.reason.is_some_and(Reason::counts_as_failure)
        || matches!(state.status, Status::Degraded | Status::Disconnected | Status::Delayed);
    let is_refused = matches!(state.status, Status::Denied | Status::Prevented)
        && matches!(
            state.reason,
            Some(Reason::CredentialsRejected | Reason::CredentialsRejectedThrice | Reason::NotACustomer)
        );
    let mut found = Vec::new();
    if is_technical && facts.health.is_outage(thresholds) {
        found.push(Finding::InstitutionOutage);
    }
    if is_refused {
        found.extend(facts.stray_field.map(|field| Finding::StrayCharacters { field: field.to_owned() }));
        if state.refusals_in_row >= thresholds.wrong_entry_refusals {
            found.extend(facts.siblings.first().map(|sibling| Finding::WrongEntry {
                code: sibling.code.clone(),
                name: sibling.name.clone(),
                url: sibling.url.clone(),
            }));
        }
    }
    let stops = keeps_from_running(state, Presence::Foreground, facts.now, facts.limits);
    let has_lock_ahead = state.status == Status::Prevented
        || stops.is_some_and(|why| matches!(why, Why::LoginRefused | Why::AnswersWrong));
    if has_lock_ahead {
        found.push(Finding::LockNear);
    }
    if is_mfa_loop(facts.history, facts.now, thresholds) {
        found.push(Finding::MfaLoop);
    }
    if state.status == Status::Connected && state.reason == Some(Reason::NoAccounts) {
        found.extend(no_accounts(facts, thresholds));
    }
    if state.status == Status::Connected && state.reason == Some(Reason::NewAccountNotShared) {
        found.push(Finding::NewAccountNotShared);
    }
    // While its data is fresh there is nothing to say.
    if state.wants_code(facts.limits) && state.status != Status::Connected {
        found.push(Finding::CodeAtEveryLogin);
    }
    found
}

/// Inputs: answers and verdicts of the last day. A verdict, good or bad, ends the row.
fn is_mfa_loop(history: &[Fact], now: Timestamp, thresholds: &Thresholds) -> bool {
    let mut answers = 0_u32;
    for fact in history.iter().filter(|fact| now.duration_since(fact.at) <= thresholds.loop_within) {
        let is_verdict = matches!(
            fact.event,
            Event::MfaWrong
                | Event::MfaDeclined
                | Event::MfaTimeout
                | Event::CredentialsAccepted
                | Event::OauthSucceeded
                | Event::AggregationSucceeded
                | Event::NoAccountsFound
                | Event::CredentialsUpdated
        );
        if is_verdict {
            answers = 0;
        } else if fact.event == Event::MfaAnswered {
            answers = answers.saturating_add(1);
        }
    }
    answers >= thresholds.loop_answers
}

/// Inputs: the time since the member first had no accounts, whether it is a consent, what is known of the institution.
fn no_accounts(facts: &Facts<'_>, thresholds: &Thresholds) -> Vec<Finding> {
    let since = facts
        .history
        .iter()
        .rev()
        .take_while(|fact| fact.event != Event::AggregationSucceeded)
        .filter(|fact| fact.event == Event::NoAccountsFound)
        .last()
        .map_or(facts.state.status_since, |fact| fact.at);
    // Who had accounts before does not wait for the first ones.
    let had_accounts = facts.history.iter().any(|fact| fact.event == Event::AggregationSucceeded);
    if !had_accounts && facts.now.duration_since(since) < thresholds.accounts_wait {
        return vec![Finding::AccountsNotReady];
    }
    let has_note =
        NOTES.iter().any(|note| note.institution == facts.institution && note.reason == Reason::NoAccounts);
    match (facts.is_oauth, has_note) {
        (true, _) => vec![Finding::AccountsSharingOff, Finding::AccountsTerms],
        (false, true) => vec![Finding::AccountsTerms, Finding::AccountsNotEligible],
        (false, false) => vec![Finding::AccountsNotEligible, Finding::AccountsTerms],
    }
}
