//! Which remedies fit this member, in which order.

use super::{Facts, Finding};
use crate::member::{Event, Presence, Status, keeps_from_running};
use crate::reason::{Actor, NOTES, Need, Note, Reason, Remedy, SUB_STEPS, SubStep};

/// A remedy for this member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    pub remedy: Remedy,
    pub steps: Vec<&'static SubStep>,
    /// The institution's own notes; with the first remedy.
    pub notes: Vec<&'static Note>,
    /// It was taken since the trouble began.
    pub is_tried: bool,
}

/// What people said of a remedy for a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Experience {
    pub remedy: Remedy,
    /// People who said anything, everywhere, and those whom it helped.
    pub asked: u32,
    pub helped: u32,
    /// What this person said since the trouble began.
    pub here: Option<bool>,
}

/// Who looks: decides which sub-steps apply. None means any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Visitor<'a> {
    pub browser: Option<&'a str>,
    pub platform: Option<&'a str>,
}

/// What [`Visitor::browser`] can be.
pub const BROWSERS: &[&str] = &["chrome", "safari", "firefox", "edge", "other"];
/// What [`Visitor::platform`] can be.
pub const PLATFORMS: &[&str] = &["ios", "android", "desktop"];

/// Fewer voices than this change no order.
const VOICES_MIN: u32 = 20;
/// A remedy that helps fewer of a hundred comes last.
const HELPS_FEW_PERCENT: u32 = 10;
/// One that helps more comes before those of unknown use, behind the first step.
const HELPS_MANY_PERCENT: u32 = 60;

/// The remedies that fit, the one that moves the member on first.
pub(super) fn advise(facts: &Facts<'_>, findings: &[Finding]) -> Vec<Advice> {
    let mut remedies: Vec<Remedy> = Vec::new();
    // What was found out comes before what usually helps.
    for finding in findings {
        remedies.extend(of_finding(finding));
    }
    if let Some(reason) = facts.state.reason {
        remedies.extend(reason.remedies().iter().copied().filter(|remedy| fits(*remedy, facts)));
        // A person who must act never stands before an empty list.
        if facts.state.actor() == Actor::User && reason != Reason::New && remedies.is_empty() {
            remedies.extend([
                if facts.is_oauth { Remedy::OauthAgain } else { Remedy::EnterCredentials },
                Remedy::Support,
            ]);
        }
        if facts.state.actor() == Actor::User && !remedies.iter().any(|remedy| remedy.action().is_some()) {
            remedies.push(Remedy::Support);
        }
    }
    let mut distinct: Vec<Remedy> = Vec::new();
    for remedy in remedies {
        if !distinct.contains(&remedy) {
            distinct.push(remedy);
        }
    }
    let first = distinct.first().copied();
    // Stable: what nothing is known of keeps the order of the table.
    distinct.sort_by_key(|remedy| place(*remedy, first, facts.experience));
    distinct.into_iter().enumerate().map(|(index, remedy)| advice(remedy, index == 0, facts)).collect()
}

fn advice(remedy: Remedy, is_first: bool, facts: &Facts<'_>) -> Advice {
    let reason = facts.state.reason;
    Advice {
        remedy,
        steps: SUB_STEPS.iter().filter(|step| step.remedy == remedy && applies(step, facts)).collect(),
        notes: NOTES
            .iter()
            .filter(|note| is_first && note.institution == facts.institution && Some(note.reason) == reason)
            .collect(),
        is_tried: is_tried(remedy, facts),
    }
}

/// Lower comes first: what helped this person not, or helps nearly nobody, goes to the end; the first step stays first unless it
/// was tried in vain; of the others those that help many go ahead.
fn place(remedy: Remedy, first: Option<Remedy>, experience: &[Experience]) -> u32 {
    let Some(known) = experience.iter().find(|one| one.remedy == remedy) else {
        return if first == Some(remedy) { 0 } else { 2 };
    };
    let helps = known.helped.saturating_mul(100).checked_div(known.asked).unwrap_or(0);
    if known.here == Some(false) {
        4
    } else if first == Some(remedy) {
        0
    } else if known.asked < VOICES_MIN {
        2
    } else if helps < HELPS_FEW_PERCENT {
        3
    } else if helps > HELPS_MANY_PERCENT {
        1
    } else {
        2
    }
}

/// Whether the remedy makes sense for this member at all.
fn fits(remedy: Remedy, facts: &Facts<'_>) -> bool {
    let makes_sense = match remedy.need() {
        Need::Nothing => true,
        Need::Password => !facts.is_oauth,
        Need::Oauth => facts.is_oauth,
        Need::Sibling => !facts.siblings.is_empty(),
        Need::OwnPause => facts.state.decided_by == Some(Actor::User),
    };
    // An answer needs a question.
    let is_answerable = !matches!(remedy, Remedy::AnswerMfa | Remedy::ApproveInApp)
        || facts.state.status == Status::Challenged;
    // Another try is what must not be.
    let is_harmless = remedy.action() != Some("refresh")
        || keeps_from_running(facts.state, Presence::Foreground, facts.now, facts.limits).is_none();
    makes_sense && is_answerable && is_harmless
}

fn applies(step: &SubStep, facts: &Facts<'_>) -> bool {
    let fits = |wanted: &[&str], given: Option<&str>| {
        wanted.is_empty() || given.is_none_or(|given| wanted.contains(&given))
    };
    fits(step.browsers, facts.visitor.browser)
        && fits(step.platforms, facts.visitor.platform)
        && (step.institutions.is_empty() || step.institutions.contains(&facts.institution))
        && (step.reasons.is_empty()
            || facts.state.reason.is_some_and(|reason| step.reasons.contains(&reason)))
}

fn of_finding(finding: &Finding) -> Vec<Remedy> {
    match finding {
        Finding::MfaLoop => vec![Remedy::Support, Remedy::RelaxMfaSetting],
        Finding::AccountsNotReady => vec![Remedy::Wait15m, Remedy::ReopenApp],
        Finding::AccountsTerms => vec![Remedy::LoginAtSite, Remedy::AcceptTerms],
        Finding::AccountsNotEligible => vec![Remedy::LoginAtSite, Remedy::OtherAccount],
        Finding::AccountsSharingOff | Finding::NewAccountNotShared => vec![Remedy::GrantAccounts],
        Finding::StrayCharacters { .. } => vec![Remedy::RetypeByHand],
        Finding::WrongEntry { .. } => vec![Remedy::CheckInstitution],
        Finding::InstitutionOutage => vec![Remedy::Wait24h],
        Finding::LockNear | Finding::CodeAtEveryLogin => Vec::new(),
    }
}

/// Seen in the history since the last success, or said by the person.
fn is_tried(remedy: Remedy, facts: &Facts<'_>) -> bool {
    if facts.experience.iter().any(|known| known.remedy == remedy && known.here.is_some()) {
        return true;
    }
    let marks: &[Event] = if matches!(remedy, Remedy::EnterCredentials | Remedy::RetypeByHand) {
        &[Event::CredentialsUpdated]
    } else if remedy == Remedy::OauthAgain {
        &[Event::OauthStarted]
    } else {
        return false;
    };
    facts
        .history
        .iter()
        .rev()
        .take_while(|fact| !matches!(fact.event, Event::AggregationSucceeded | Event::NoAccountsFound))
        .any(|fact| marks.contains(&fact.event))
}
