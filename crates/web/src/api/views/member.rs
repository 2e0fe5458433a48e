//! A member as JSON: the whole of it, and its status.

use super::challenge::ChallengeView;
use super::time;
use crate::error::Refusal;
use crate::request::caller::Caller;
use crate::request::page::Pagination;
use crate::request::version::Version;
use domain::diagnosis::words::Speaker;
use domain::id::{InstitutionGuid, MemberGuid, RunGuid};
use domain::member::Status;
use domain::reason::Reason;
use domain::text::Language;
use engine::Error;
use engine::records::{Challenge, Member, User};
use serde::Serialize;
use utoipa::ToSchema;

/// A user's connection to an institution.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Member)]
#[expect(clippy::struct_excessive_bools, reason = "MX's fields")]
pub(crate) struct MemberView {
    /// The end of the latest job.
    aggregated_at: Option<String>,
    background_aggregation_is_disabled: bool,
    /// One of MX's 22 statuses; null for members of accounts made by hand.
    #[schema(example = "CONNECTED")]
    connection_status: Option<&'static str>,
    /// What to tell the person.
    connection_status_message: Option<String>,
    #[schema(example = "MBR-7c6f361b-e582-15b6-60c0-358f12466b4b")]
    guid: String,
    /// The application's own name for the member.
    id: Option<String>,
    #[schema(example = "mxbank")]
    institution_code: String,
    institution_guid: Option<String>,
    /// A job is running; turns false together with the status at its end.
    is_being_aggregated: bool,
    is_managed_by_user: bool,
    is_manual: bool,
    is_oauth: bool,
    metadata: Option<String>,
    most_recent_job_detail_code: Option<i32>,
    /// Always null: MX's contract calls it a boolean by mistake, and its SDK refuses anything else.
    most_recent_job_detail_text: Option<bool>,
    /// Null in v20111101, where MX's SDK refuses a text; the guid of the latest job in v20250224.
    #[schema(example = "JOB-12345678-90ab-cdef-1234-567890abcdef")]
    most_recent_job_guid: Option<String>,
    #[schema(example = "MX Bank")]
    name: String,
    /// Nothing is read before the person gives credentials or consent anew.
    needs_updated_credentials: bool,
    /// Where the person gives consent; told when the member is made, later by `GET …/oauth_window_uri`.
    oauth_window_uri: Option<String>,
    successfully_aggregated_at: Option<String>,
    /// `MONEY_MOVEMENT`, `PFM`
    use_cases: Vec<String>,
    user_guid: String,
    user_id: Option<String>,
    /// MX's error; null unless the reason has a number there.
    error: Option<MemberError>,
    /// Why the member has its status, in one word of ours. Not in MX's contract.
    #[schema(example = "credentials_rejected")]
    reason: Option<&'static str>,
    /// Who must act: `user`, `institution`, `source`, `client`, `operator`, `hub` or `nobody`. Not in MX's contract.
    #[schema(example = "user")]
    actor: &'static str,
    /// The connection works, and yet something wants attention. Not in MX's contract.
    needs_attention: bool,
    /// When the hub refreshes it by itself. Not in MX's contract.
    next_automatic_try: Option<String>,
    /// With the reason `duplicate_connection`: the member that tells these accounts already. Not in MX's contract.
    duplicate_of_guid: Option<String>,
}

/// What applications that know MX's numbers look at.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MemberError {
    #[schema(example = 2005)]
    error_code: u16,
    /// For developers.
    error_message: &'static str,
    #[schema(example = "MEMBER")]
    error_type: &'static str,
    locale: &'static str,
    /// For the person.
    user_message: String,
}

impl MemberError {
    fn of(member: &Member, language: Language) -> Option<Self> {
        let reason = member.state.reason?;
        Some(Self {
            error_code: reason.mx_error_code()?,
            error_message: reason.meaning(),
            error_type: "MEMBER",
            locale: language.tag(),
            user_message: speaker(member, language).reason(reason),
        })
    }
}

/// Speaks about the member's institution. What is said of statuses and reasons names neither the application nor a time.
fn speaker(member: &Member, language: Language) -> Speaker<'_> {
    Speaker { language, institution: &member.name, app: "", now: member.updated_at }
}

/// What a person is told of a status at this member's institution.
pub(crate) fn status_message(member: &Member, status: Status, language: Language) -> Option<String> {
    speaker(member, language).status(status)
}

impl MemberView {
    pub(crate) fn new(
        member: &Member,
        user: &User,
        institution: Option<InstitutionGuid>,
        latest: Option<RunGuid>,
        language: Language,
    ) -> Self {
        let state = &member.state;
        Self {
            aggregated_at: state.aggregated_at.map(time),
            background_aggregation_is_disabled: member.is_background_disabled,
            connection_status: state.status.name(),
            connection_status_message: speaker(member, language).status(state.status),
            guid: member.guid.to_string(),
            id: member.id.clone(),
            institution_code: member.institution_code.clone(),
            institution_guid: institution.map(|guid| guid.to_string()),
            is_being_aggregated: state.is_being_aggregated,
            // False only for members that a partner fills through MX's managed-data endpoints, which this hub does not have.
            is_managed_by_user: true,
            is_manual: member.is_manual(),
            is_oauth: member.is_oauth,
            metadata: member.metadata.clone(),
            most_recent_job_detail_code: None,
            most_recent_job_detail_text: None,
            most_recent_job_guid: latest.map(|guid| guid.to_string()),
            name: member.name.clone(),
            needs_updated_credentials: state.needs_updated_credentials(),
            oauth_window_uri: None,
            successfully_aggregated_at: state.successfully_aggregated_at.map(time),
            use_cases: member.use_cases.split_whitespace().map(str::to_owned).collect(),
            user_guid: member.user.to_string(),
            user_id: user.id.clone(),
            error: MemberError::of(member, language),
            reason: state.reason.map(Reason::name),
            actor: state.actor().name(),
            needs_attention: state.needs_attention(),
            next_automatic_try: member.next_run_at.map(time),
            duplicate_of_guid: None,
        }
    }

    /// As a duplicate of the other one, if there is one.
    pub(crate) fn duplicate_of(self, other: Option<MemberGuid>) -> Self {
        Self { duplicate_of_guid: other.map(|guid| guid.to_string()), ..self }
    }

    pub(crate) async fn read(caller: &Caller, user: &User, member: &Member) -> Result<Self, Refusal> {
        let institution = match caller.scope().institution_of(member).await {
            Ok(institution) => Some(institution.guid),
            // Gone from the directory; the member stays.
            Err(Error::NotFound(_)) => None,
            Err(error) => return Err(error.into()),
        };
        let latest = match caller.version {
            Version::V1 => None,
            Version::V2 => caller.scope().latest_run(member).await?.map(|run| run.guid),
        };
        let other = caller.scope().duplicate_of(member).await?;
        Ok(Self::new(member, user, institution, latest, caller.language).duplicate_of(other))
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MemberBody {
    member: MemberView,
}

impl MemberBody {
    /// Says where the person gives consent.
    pub(crate) fn leads_to(&mut self, oauth_window_uri: String) {
        self.member.oauth_window_uri = Some(oauth_window_uri);
    }

    pub(crate) async fn read(caller: &Caller, user: &User, member: &Member) -> Result<Self, Refusal> {
        Ok(Self { member: MemberView::read(caller, user, member).await? })
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MembersBody {
    pub(crate) members: Vec<MemberView>,
    pub(crate) pagination: Pagination,
}

/// Where a member stands: what applications poll.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MemberStatus)]
#[expect(clippy::struct_excessive_bools, reason = "MX's fields")]
pub(crate) struct MemberStatusView {
    aggregated_at: Option<String>,
    /// The open questions; only there when the status is `CHALLENGED`.
    #[serde(skip_serializing_if = "Option::is_none")]
    challenges: Option<Vec<ChallengeView>>,
    #[schema(example = "CONNECTED")]
    connection_status: Option<&'static str>,
    guid: String,
    has_processed_account_numbers: bool,
    has_processed_accounts: bool,
    has_processed_transactions: bool,
    /// The credentials were accepted in the latest job.
    is_authenticated: bool,
    is_being_aggregated: bool,
    successfully_aggregated_at: Option<String>,
    /// MX's error; null unless the reason has a number there.
    error: Option<MemberError>,
    /// Why the member has its status, in one word of ours. Not in MX's contract.
    reason: Option<&'static str>,
    /// Who must act. Not in MX's contract.
    actor: &'static str,
    /// The connection works, and yet something wants attention. Not in MX's contract.
    needs_attention: bool,
    /// When the hub refreshes it by itself. Not in MX's contract.
    next_automatic_try: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MemberStatusBody {
    member: MemberStatusView,
}

impl MemberStatusBody {
    pub(crate) fn new(member: &Member, challenges: &[Challenge], language: Language) -> Self {
        let state = &member.state;
        let is_challenged = state.status == Status::Challenged;
        Self {
            member: MemberStatusView {
                aggregated_at: state.aggregated_at.map(time),
                challenges: is_challenged.then(|| challenges.iter().map(ChallengeView::from).collect()),
                connection_status: state.status.name(),
                guid: member.guid.to_string(),
                has_processed_account_numbers: state.processed.account_numbers,
                has_processed_accounts: state.processed.accounts,
                has_processed_transactions: state.processed.transactions,
                is_authenticated: state.processed.is_authenticated,
                is_being_aggregated: state.is_being_aggregated,
                successfully_aggregated_at: state.successfully_aggregated_at.map(time),
                error: MemberError::of(member, language),
                reason: state.reason.map(Reason::name),
                actor: state.actor().name(),
                needs_attention: state.needs_attention(),
                next_automatic_try: member.next_run_at.map(time),
            },
        }
    }
}
