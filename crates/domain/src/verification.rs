//! Verifications of bank accounts for lenders: where one stands, why it does not go on, and what comes next. The eleven codes are those of
//! `seeds/004`; which reason leads to which stands in `data/reasons.csv`.

use crate::id::{AccountGuid, MemberGuid};
use crate::member::{Event, State, Status};
use crate::reason::Reason;
use crate::text::{Language, text};

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in API and SQL.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// The one of that name, if there is one.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

named! {
    /// Where a verification stands.
    VerificationState {
        /// Nobody has connected anything yet.
        Pending "PENDING",
        /// It goes on by itself, or waits for an answer that a person is asked for right now.
        Processing "PROCESSING",
        /// Something is in its way; it goes on when that is over.
        Paused "PAUSED",
        Completed "COMPLETED",
        Cancelled "CANCELLED",
    }
}

named! {
    /// How far it has come.
    VerificationCode {
        Pending "pending",
        /// The person has opened the page, or is signing in.
        UserSessionStarted "user_session_started",
        /// The bank is connected.
        Authenticated "authenticated",
        Completed "completed",
        CancelledByClient "cancelled_by_client",
        /// The connection that it stood on was ended.
        ConnectionClosed "connection_closed",
    }
}

named! {
    /// Why it is paused (`seeds/004`).
    BankError {
        AccountClosed "account_closed",
        AccountNotFound "account_not_found",
        GenericError "generic_error",
        InstitutionNotSupported "institution_not_supported",
        InvalidCredentials "invalid_credentials",
        MfaIssueEncountered "mfa_issue_encountered",
        OneTimePasscodeIssue "one_time_passcode_issue",
        ReportGenerationFailed "report_generation_failed",
        TemporaryConnectionIssue "temporary_connection_issue",
        TokenInvalidOrExpired "token_invalid_or_expired",
        UserActionRequiredAtInstitution "user_action_required_at_institution",
    }
}

impl BankError {
    /// What it is called.
    pub fn title(self, language: Language) -> String {
        text(language, &format!("verification-{}-title", self.name()), &[])
    }

    /// What happened and what ends it, for the lender.
    pub fn message(self, language: Language) -> String {
        text(language, &format!("verification-{}-message", self.name()), &[])
    }
}

/// What a reason means for a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It can be read.
    Good,
    /// It goes on.
    Processing,
    /// Nobody has signed in yet.
    Pending,
    /// It has ended.
    Cancelled,
    Failed(BankError),
}

impl Verdict {
    pub fn of(reason: Reason) -> Self {
        match reason.argyle() {
            "-(COMPLETED)" | "none" | "n/a" => Self::Good,
            "-(PROCESSING)" => Self::Processing,
            "-(PENDING)" => Self::Pending,
            "-(CANCELLED)" => Self::Cancelled,
            // What is wrong with a call says nothing that a verification has a code for.
            code => Self::Failed(BankError::from_name(code).unwrap_or(BankError::GenericError)),
        }
    }
}

/// What a flaw is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource {
    Member(MemberGuid, String),
    Account(AccountGuid, String),
    /// The report itself.
    Report,
}

/// Why a verification is paused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    pub error: BankError,
    /// The fine cause; what to do follows from it.
    pub reason: Reason,
    pub about: Resource,
}

/// Where a verification stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub state: VerificationState,
    pub code: VerificationCode,
    /// Why it is paused; empty otherwise.
    pub flaws: Vec<Flaw>,
}

/// What the hub does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Nothing: something else changes first.
    Wait,
    /// Read the data of this connection.
    Read(MemberGuid),
    MakeReport,
}

/// A connection that a verification stands on.
#[derive(Debug, Clone)]
pub struct MemberFact<'a> {
    pub guid: MemberGuid,
    pub name: &'a str,
    pub state: &'a State,
    pub reading: Reading,
}

/// Whether the data of a connection was read for this verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Not yet; or it failed and the connection has been well since.
    Due,
    UnderWay,
    Done,
    Failed(Reason),
}

/// An account that is to be verified.
#[derive(Debug, Clone)]
pub struct AccountFact<'a> {
    pub guid: AccountGuid,
    pub name: &'a str,
    pub is_closed: bool,
    /// The institution tells of it no more.
    pub is_gone: bool,
    /// What went wrong with it alone at the last reading.
    pub trouble: Option<Reason>,
}

/// Which accounts are wanted.
#[derive(Debug, Clone)]
pub enum Wanted<'a> {
    /// Those that were named, by the application or by the person.
    These(Vec<AccountFact<'a>>),
    /// All that there are.
    All(Vec<AccountFact<'a>>),
    /// The person has yet to choose.
    NotChosen,
}

/// How far the report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFact {
    Missing,
    Made,
    Failed,
}

/// Everything that where a verification stands depends on.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    pub is_cancelled: bool,
    /// The person has opened the page.
    pub is_opened: bool,
    pub members: Vec<MemberFact<'a>>,
    pub wanted: Wanted<'a>,
    pub report: ReportFact,
}

/// Where a verification stands, and what comes next.
pub fn decide(facts: &Facts<'_>) -> (Standing, Next) {
    use VerificationCode as Code;
    use VerificationState as At;
    if facts.is_cancelled {
        return waiting(At::Cancelled, Code::CancelledByClient);
    }
    if facts.report == ReportFact::Made {
        return waiting(At::Completed, Code::Completed);
    }
    let begun = if facts.is_opened { Code::UserSessionStarted } else { Code::Pending };
    let verdicts: Vec<Verdict> = facts.members.iter().map(|member| verdict(member.state)).collect();
    let has = |wanted: Verdict| verdicts.contains(&wanted);
    let flaws: Vec<Flaw> = facts
        .members
        .iter()
        .zip(&verdicts)
        .filter_map(|(member, verdict)| {
            let Verdict::Failed(error) = *verdict else { return None };
            let reason = member.state.reason.unwrap_or(Reason::Unknown);
            Some(Flaw { error, reason, about: Resource::Member(member.guid, member.name.to_owned()) })
        })
        .collect();
    if !flaws.is_empty() {
        return paused(flaws);
    }
    if has(Verdict::Cancelled) {
        return waiting(At::Cancelled, Code::ConnectionClosed);
    }
    if has(Verdict::Processing) {
        return waiting(At::Processing, Code::UserSessionStarted);
    }
    if facts.members.is_empty() || has(Verdict::Pending) {
        return waiting(At::Pending, begun);
    }
    let flaws = flaws_of_accounts(&facts.wanted);
    if !flaws.is_empty() {
        return paused(flaws);
    }
    let processing =
        |next| (Standing { state: At::Processing, code: Code::Authenticated, flaws: Vec::new() }, next);
    let failed: Vec<Flaw> = facts.members.iter().filter_map(flaw_of_reading).collect();
    if !failed.is_empty() {
        return paused(failed);
    }
    if let Some(due) = facts.members.iter().find(|member| member.reading == Reading::Due) {
        return processing(Next::Read(due.guid));
    }
    let is_read = facts.members.iter().all(|member| member.reading != Reading::UnderWay);
    // What there is to choose among is known once it is read.
    if !is_read || matches!(facts.wanted, Wanted::NotChosen) {
        return processing(Next::Wait);
    }
    match facts.report {
        ReportFact::Failed => paused(vec![Flaw {
            error: BankError::ReportGenerationFailed,
            reason: Reason::ReportFailed,
            about: Resource::Report,
        }]),
        ReportFact::Missing | ReportFact::Made => processing(Next::MakeReport),
    }
}

fn waiting(state: VerificationState, code: VerificationCode) -> (Standing, Next) {
    (Standing { state, code, flaws: Vec::new() }, Next::Wait)
}

fn paused(flaws: Vec<Flaw>) -> (Standing, Next) {
    let (state, code) = (VerificationState::Paused, VerificationCode::Authenticated);
    (Standing { state, code, flaws }, Next::Wait)
}

/// What the state of a connection means. A question that is open is no flaw: only its failure is. What is wrong with one account counts
/// where that account is wanted.
fn verdict(state: &State) -> Verdict {
    if state.is_being_aggregated {
        return Verdict::Processing;
    }
    let told = state.reason.filter(|reason| reason.event() != Event::AccountLevelError);
    match (told.map(Verdict::of), state.status) {
        (Some(verdict @ (Verdict::Failed(_) | Verdict::Cancelled | Verdict::Pending)), _) => verdict,
        (_, Status::Connected) => Verdict::Good,
        (Some(Verdict::Good | Verdict::Processing) | None, _) => Verdict::Processing,
    }
}

fn flaws_of_accounts(wanted: &Wanted<'_>) -> Vec<Flaw> {
    match wanted {
        Wanted::These(accounts) => accounts.iter().filter_map(flaw_of_account).collect(),
        // Of all, those that can be read are enough.
        Wanted::All(accounts) => {
            let flaws: Vec<Flaw> = accounts.iter().filter_map(flaw_of_account).collect();
            if flaws.len() < accounts.len() { Vec::new() } else { flaws }
        }
        Wanted::NotChosen => Vec::new(),
    }
}

fn flaw_of_account(account: &AccountFact<'_>) -> Option<Flaw> {
    let reason = match account.trouble {
        Some(reason) if matches!(Verdict::of(reason), Verdict::Failed(_)) => reason,
        _ if account.is_gone => Reason::AccountNotFound,
        _ if account.is_closed => Reason::AccountClosed,
        _ => return None,
    };
    let Verdict::Failed(error) = Verdict::of(reason) else { return None };
    Some(Flaw { error, reason, about: Resource::Account(account.guid, account.name.to_owned()) })
}

/// A reading that failed although the connection is well.
fn flaw_of_reading(member: &MemberFact<'_>) -> Option<Flaw> {
    let Reading::Failed(reason) = member.reading else { return None };
    let error = match Verdict::of(reason) {
        Verdict::Failed(error) => error,
        Verdict::Good | Verdict::Processing | Verdict::Pending | Verdict::Cancelled => {
            BankError::GenericError
        }
    };
    Some(Flaw { error, reason, about: Resource::Member(member.guid, member.name.to_owned()) })
}

#[cfg(test)]
#[path = "verification_tests.rs"]
mod tests;
