//! What a status, a reason, another system's code or a connection means, who must act, and what to do: the same for the API and for
//! `swingbridge explain`.

use crate::api::views::time;
use domain::clock::Timestamp;
use domain::diagnosis::words::Speaker;
use domain::diagnosis::{Advice, Finding};
use domain::member::transition::{Cell, cell};
use domain::member::{Event, Status, possible_now};
use domain::reason::{Actor, ProviderCode, Reason, Remedy, Retry, lookup};
use domain::text::{Language, text};
use engine::MemberDiagnosis;
use engine::records::Member;
use serde::Serialize;
use utoipa::ToSchema;

/// What other applications call "disconnected" because the bank wants a new consent.
const SEE_IMPAIRED: &str = "DISCONNECTED means at least three failures and two weeks without success. What some applications call \
    disconnected, because the bank wants to be asked again, is IMPAIRED here.";
const SEE_DISCONNECTED: &str = "Some applications call this disconnected. DISCONNECTED here means at least three failures and two weeks \
    without success.";

/// What something means.
#[derive(Debug, Serialize, ToSchema)]
pub struct Explanation {
    /// One of MX's 22 statuses; null for a manual member, or where the member stays as it is.
    #[schema(example = "DENIED")]
    status: Option<&'static str>,
    /// The fine cause; null for a status.
    #[schema(example = "credentials_rejected")]
    reason: Option<&'static str>,
    /// For a status: the reasons that lead to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<ReasonLine>,
    /// For a code of another system: the row of the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<CodeView>,
    /// `user`, `institution`, `source`, `client`, `operator`, `hub` (it will by itself) or `nobody`.
    #[schema(example = "user")]
    actor: &'static str,
    actor_text: String,
    /// For the person, about no bank in particular.
    message: String,
    /// For developers and operators.
    meaning: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    see_also: Option<&'static str>,
    /// What to do, the first step first.
    remedies: Vec<RemedyView>,
    retry: Option<RetryView>,
    /// It does not go on by itself: in that status no run begins in the background, or an answer is waited for. Null where the
    /// member stays as it is.
    needs_person: Option<bool>,
    /// Whether the person is told: `yes`, `no`, `in_app`, `once`, `threshold` (once it lasts).
    notice: &'static str,
    /// For a reason: how other systems say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    codes_elsewhere: Option<CodesElsewhere>,
}

/// A reason in one line.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReasonLine {
    name: &'static str,
    meaning: &'static str,
    actor: &'static str,
}

/// A code of another system.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeView {
    #[schema(example = "finicity")]
    provider: &'static str,
    #[schema(example = "103")]
    code: &'static str,
    kind: &'static str,
    /// `connect` or `refresh`; null when it means the same in both.
    phase: Option<&'static str>,
    /// The code alone does not tell causes apart.
    is_ambiguous: bool,
    /// It says more than this hub's words can.
    is_lossy: bool,
    /// It has no meaning of its own: another code lies inside.
    is_carrier: bool,
    /// `verified`, `partly` or `unverified`.
    confidence: &'static str,
    meaning: &'static str,
}

/// One step that somebody can take.
#[derive(Debug, Serialize, ToSchema)]
pub struct RemedyView {
    #[schema(example = "retype_by_hand")]
    name: &'static str,
    text: String,
    actor: &'static str,
    /// What an application can offer as a button: `update_credentials`, `answer`, `refresh`, `visit_site`, `visit`, `remove` …
    action: Option<&'static str>,
    /// It was taken since the trouble began.
    is_tried: bool,
    steps: Vec<StepView>,
    /// What the institution's own customers should know.
    notes: Vec<StepView>,
}

/// A part of a remedy, a note, a finding.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepView {
    name: &'static str,
    text: String,
}

/// Whether the hub tries again by itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetryView {
    /// `never`, `immediate`, `backoff` or `foreground_only`.
    rule: &'static str,
    /// For back-off: seconds after the first failing run, the second, and so on; the last one stays.
    waits_seconds: Vec<i64>,
}

/// The nearest words of other systems; they may say less.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodesElsewhere {
    mx_error_code: Option<u16>,
    argyle: &'static str,
    plaid: &'static str,
    finicity: &'static str,
}

/// What is the matter with a connection: the explanation of its status and reason, for this person, with all that is known.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Diagnosis)]
pub struct MemberExplanation {
    member_guid: String,
    institution: InstitutionLine,
    #[serde(flatten)]
    explanation: Explanation,
    status_since: String,
    /// Who paused or closed it.
    decided_by: Option<&'static str>,
    /// The connection works, and yet something wants attention.
    needs_attention: bool,
    /// What was found out.
    findings: Vec<StepView>,
    /// When the hub tries again by itself.
    next_automatic_try: Option<String>,
    /// Until when an answer is waited for.
    answer_by: Option<String>,
    data: DataView,
    /// The source of the latest job.
    source: Option<String>,
    /// The source's own code, as received.
    source_code: Option<String>,
    latest_job: Option<JobLine>,
    /// The commands that the member takes now.
    possible: Vec<&'static str>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct InstitutionLine {
    code: String,
    name: String,
    url: Option<String>,
}

/// What it means for the data that is shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct DataView {
    /// `current`, `kept`, `partial`, `none`, `stopped` or `manual`.
    state: &'static str,
    as_of: Option<String>,
    text: String,
}

/// The latest job.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobLine {
    guid: String,
    kind: &'static str,
    /// How it ended; null while it runs, or when it was cancelled.
    reason: Option<&'static str>,
    ended_at: Option<String>,
}

/// What a status means, and which reasons lead to it.
pub fn of_status(status: Status, language: Language) -> Explanation {
    let (bank, app) = nobody_in_particular(language);
    let speaker = speaker(language, &bank, &app, Timestamp::UNIX_EPOCH);
    // What MX's own word for it means here.
    let first = lookup("mx", status.name().unwrap_or("null"), None).map(|row| row.reason);
    let said = Said {
        actor: status.actor(),
        message: speaker.status(status).unwrap_or_default(),
        remedies: first.map_or_else(Vec::new, |reason| general(reason, &speaker)),
    };
    let leads = |reason: &Reason| reason.status() == Some(status);
    Explanation {
        reasons: Reason::ALL.iter().copied().filter(leads).map(ReasonLine::of).collect(),
        notice: status.notice(),
        ..explained(None, Some(status), said, &speaker)
    }
}

/// What a reason means.
pub fn of_reason(reason: Reason, language: Language) -> Explanation {
    in_general(reason, reason.status(), language)
}

/// What a code of another system means here.
pub fn of_code(code: &ProviderCode, language: Language) -> Explanation {
    Explanation {
        code: Some(CodeView {
            provider: code.provider,
            code: code.code,
            kind: code.kind,
            phase: code.phase.map(domain::reason::Phase::name),
            is_ambiguous: code.is_ambiguous,
            is_lossy: code.is_lossy,
            is_carrier: code.is_carrier,
            confidence: code.confidence,
            meaning: code.meaning,
        }),
        retry: Some(RetryView::of(code.retry, code.reason)),
        ..in_general(code.reason, code.status, language)
    }
}

/// What is the matter with a connection.
pub fn of_member(member: &Member, found: &MemberDiagnosis, language: Language) -> MemberExplanation {
    let diagnosis = &found.diagnosis;
    let name = found.institution.as_ref().map_or(member.name.as_str(), |one| one.name.as_str());
    let speaker = speaker(language, name, &found.app, found.now);
    let said = Said {
        actor: diagnosis.actor,
        message: speaker.message(diagnosis, found.answer_by, found.next_run_at),
        remedies: diagnosis.advice.iter().map(|advice| remedy(advice, &speaker)).collect(),
    };
    let finding = |one: &Finding| StepView { name: one.name(), text: speaker.finding(one) };
    MemberExplanation {
        member_guid: member.guid.to_string(),
        institution: InstitutionLine {
            code: member.institution_code.clone(),
            name: name.to_owned(),
            url: found.institution.as_ref().map(|one| one.url.clone()).filter(|url| !url.is_empty()),
        },
        explanation: explained(diagnosis.reason, Some(diagnosis.status), said, &speaker),
        status_since: time(member.state.status_since),
        decided_by: member.state.decided_by.map(Actor::name),
        needs_attention: diagnosis.needs_attention,
        findings: diagnosis.findings.iter().map(finding).collect(),
        next_automatic_try: found.next_run_at.map(time),
        answer_by: found.answer_by.map(time),
        data: DataView {
            state: diagnosis.data.name(),
            as_of: diagnosis.data_as_of.map(time),
            text: speaker.data(diagnosis.data, diagnosis.data_as_of),
        },
        source: found.run.as_ref().map(|run| run.source.clone()),
        source_code: found.run.as_ref().and_then(|run| run.source_code.clone()),
        latest_job: found.run.as_ref().map(|run| JobLine {
            guid: run.guid.to_string(),
            kind: run.kind.name(),
            reason: run.reason.map(Reason::name),
            ended_at: run.ended_at.map(time),
        }),
        possible: possible_now(diagnosis.status),
    }
}

/// Whether the hub begins runs by itself in a status: `allowed`, `foreground_only` (with the person alone) or `refused` (no run at all).
pub(crate) const fn background(status: Status) -> &'static str {
    match cell(status, Event::AggregationStarted) {
        Cell::Keep | Cell::To(_) => "allowed",
        Cell::KeepInForeground => "foreground_only",
        Cell::Prior | Cell::Delete | Cell::Refuse | Cell::Ignore => "refused",
    }
}

/// What is said to somebody.
struct Said {
    actor: Actor,
    message: String,
    remedies: Vec<RemedyView>,
}

/// What follows from a reason and a status alone, and what is said of them.
fn explained(
    reason: Option<Reason>,
    status: Option<Status>,
    said: Said,
    speaker: &Speaker<'_>,
) -> Explanation {
    let notice = status.map_or("no", Status::notice);
    Explanation {
        status: status.and_then(Status::name),
        reason: reason.map(Reason::name),
        reasons: Vec::new(),
        code: None,
        actor: said.actor.name(),
        actor_text: speaker.actor(said.actor),
        message: said.message,
        meaning: reason.map(Reason::meaning),
        see_also: see_also(status),
        remedies: said.remedies,
        retry: reason.map(|reason| RetryView::of(reason.retry(), reason)),
        needs_person: status.map(|status| status == Status::Challenged || background(status) != "allowed"),
        notice: reason.map_or(notice, Reason::notice),
        codes_elsewhere: reason.map(CodesElsewhere::of),
    }
}

/// A reason that leads to a status, about no bank in particular.
fn in_general(reason: Reason, status: Option<Status>, language: Language) -> Explanation {
    let (bank, app) = nobody_in_particular(language);
    let speaker = speaker(language, &bank, &app, Timestamp::UNIX_EPOCH);
    let said =
        Said { actor: reason.actor(), message: speaker.reason(reason), remedies: general(reason, &speaker) };
    explained(Some(reason), status, said, &speaker)
}

impl ReasonLine {
    fn of(reason: Reason) -> Self {
        Self { name: reason.name(), meaning: reason.meaning(), actor: reason.actor().name() }
    }
}

impl RetryView {
    fn of(rule: Retry, reason: Reason) -> Self {
        Self {
            rule: rule.name(),
            waits_seconds: reason.waits().iter().map(jiff::SignedDuration::as_secs).collect(),
        }
    }
}

impl CodesElsewhere {
    fn of(reason: Reason) -> Self {
        Self {
            mx_error_code: reason.mx_error_code(),
            argyle: reason.argyle(),
            plaid: reason.plaid(),
            finicity: reason.finicity(),
        }
    }
}

fn speaker<'a>(language: Language, institution: &'a str, app: &'a str, now: Timestamp) -> Speaker<'a> {
    Speaker { language, institution, app, now }
}

fn nobody_in_particular(language: Language) -> (String, String) {
    (text(language, "your-bank", &[]), text(language, "this-app", &[]))
}

fn see_also(status: Option<Status>) -> Option<&'static str> {
    match status {
        Some(Status::Disconnected) => Some(SEE_IMPAIRED),
        Some(Status::Impaired) => Some(SEE_DISCONNECTED),
        _ => None,
    }
}

/// All remedies of a reason, for nobody in particular.
fn general(reason: Reason, speaker: &Speaker<'_>) -> Vec<RemedyView> {
    let advice = |one: &Remedy| Advice {
        remedy: *one,
        steps: domain::reason::SUB_STEPS
            .iter()
            .filter(|step| step.remedy == *one && step.institutions.is_empty())
            .filter(|step| step.reasons.is_empty() || step.reasons.contains(&reason))
            .collect(),
        notes: Vec::new(),
        is_tried: false,
    };
    reason.remedies().iter().map(|one| remedy(&advice(one), speaker)).collect()
}

fn remedy(advice: &Advice, speaker: &Speaker<'_>) -> RemedyView {
    RemedyView {
        name: advice.remedy.name(),
        text: speaker.remedy(advice.remedy),
        actor: advice.remedy.actor().name(),
        action: advice.remedy.action(),
        is_tried: advice.is_tried,
        steps: advice
            .steps
            .iter()
            .map(|step| StepView { name: step.name, text: speaker.step(step) })
            .collect(),
        notes: advice
            .notes
            .iter()
            .map(|note| StepView { name: note.name, text: speaker.note(note) })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reason::{PROVIDER_CODES, Phase};

    #[test]
    fn everything_is_explained_in_every_language_and_nothing_is_empty() {
        for language in Language::ALL {
            for status in Status::ALL {
                let told = of_status(status, *language);
                assert_eq!(told.message.is_empty(), status == Status::Manual, "{status:?}");
                assert!(
                    !told.reasons.is_empty() && told.reason.is_none(),
                    "{status:?} is reached by some reason"
                );
            }
            for reason in Reason::ALL {
                let told = of_reason(*reason, *language);
                assert!(!told.message.is_empty() && !told.actor_text.is_empty(), "{}", reason.name());
                assert!(told.remedies.iter().all(|remedy| !remedy.text.starts_with("remedy-")));
            }
        }
    }

    #[test]
    fn a_code_keeps_its_own_status_and_marks() {
        let told = |phase| {
            let rows = domain::reason::find("finicity", "931", Some(phase));
            let told = of_code(rows[0], Language::English);
            (told.status, told.reason)
        };
        assert_eq!(told(Phase::Refresh), (Some("RECONNECTED"), Some("mfa_every_login")));
        assert_eq!(told(Phase::Connect), (Some("CHALLENGED"), Some("mfa_every_login")));
        assert!(PROVIDER_CODES.iter().all(|code| of_code(code, Language::English).code.is_some()));
    }
}
