//! A verification as JSON, in the shape that lenders know.

use super::time;
use crate::api::widgets::address::PublicUrl;
use crate::request::page::Pagination;
use domain::reason::{Reason, Remedy};
use domain::text::Language;
use domain::verification::{BankError, Flaw, Resource};
use engine::records::{ReportHead, Verification, VerificationMember, WantedAccounts};
use serde::Serialize;
use utoipa::ToSchema;

/// A verification of bank accounts.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Verification)]
pub(crate) struct VerificationView {
    #[schema(example = "VRF-0199c0de-0000-7000-8000-000000000000")]
    id: String,
    /// `USR-…`
    user: String,
    created_at: String,
    updated_at: String,
    #[schema(example = "api")]
    channel: &'static str,
    #[schema(example = "banking")]
    data_source: &'static str,
    pub(crate) status: StatusView,
    report: ReportView,
    /// Where the person goes on, for 30 days or until it is over. Whoever has it can open it, so it is told once: when it is made or
    /// renewed.
    #[schema(example = "https://hub.example/verify/pJ1eY8X3hQm5dCk9sVbTn2wLr7uAzG4oKf6iPq0tMxE")]
    link_url: Option<String>,
    /// The institution that the person is led to.
    institution_code: Option<String>,
    /// The connections that it stands on.
    member_guids: Vec<String>,
    /// `all`, `these`, or `chosen` by the person.
    #[schema(example = "chosen")]
    accounts: &'static str,
    /// Those that were named or chosen; null while there are none.
    account_guids: Option<Vec<String>>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerificationStatus)]
pub(crate) struct StatusView {
    /// `PENDING`, `PROCESSING`, `PAUSED`, `COMPLETED` or `CANCELLED`
    #[schema(example = "PAUSED")]
    pub(crate) state: &'static str,
    /// How far it has come: `pending`, `user_session_started`, `authenticated`, `completed`, `cancelled_by_client` or
    /// `connection_closed`.
    #[schema(example = "authenticated")]
    pub(crate) code: &'static str,
    /// Why it is paused.
    pub(crate) errors: Vec<ErrorView>,
}

/// Why a verification is paused.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerificationError)]
pub(crate) struct ErrorView {
    #[schema(example = "invalid_credentials")]
    code: &'static str,
    title: String,
    message: String,
    resources: Vec<ResourceView>,
    /// The fine cause, in one word of ours.
    #[schema(example = "credentials_rejected")]
    reason: &'static str,
    /// Who must act.
    #[schema(example = "user")]
    actor: &'static str,
    /// What to do, the first step first.
    remedies: Vec<&'static str>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerificationResource)]
pub(crate) struct ResourceView {
    id: Option<String>,
    /// `account`, `member` or `report`
    #[schema(example = "member")]
    r#type: &'static str,
    name: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerificationReport)]
pub(crate) struct ReportView {
    /// `RPT-…`; null while there is none.
    id: Option<String>,
    /// `assets`, or `none` when connected accounts are enough.
    #[schema(example = "assets")]
    r#type: String,
    configuration: ConfigurationView,
    /// Paths of the API; null while there is no report.
    json_url: Option<String>,
    /// The PDF.
    file_url: Option<String>,
    /// The page.
    html_url: Option<String>,
    /// SHA-256 of the JSON.
    content_hash: Option<String>,
    created_at: Option<String>,
    /// Why it could not be made.
    flaw: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerificationReportConfiguration)]
pub(crate) struct ConfigurationView {
    months: u8,
}

impl VerificationView {
    pub(crate) fn new(
        one: &Verification,
        members: &[VerificationMember],
        report: Option<&ReportHead>,
        language: Language,
    ) -> Self {
        let (accounts, guids) = match &one.wanted {
            WantedAccounts::All => ("all", None),
            WantedAccounts::These(guids) => ("these", Some(guids)),
            WantedAccounts::Chosen(guids) => ("chosen", guids.as_ref()),
        };
        Self {
            id: one.guid.to_string(),
            user: one.user.to_string(),
            created_at: time(one.created_at),
            updated_at: time(one.updated_at),
            channel: "api",
            data_source: "banking",
            status: StatusView {
                state: one.state.name(),
                code: one.code.name(),
                errors: one.flaws.iter().map(|flaw| ErrorView::new(flaw, language)).collect(),
            },
            report: ReportView {
                id: report.map(|head| head.guid.to_string()),
                r#type: one.report_type.clone(),
                configuration: ConfigurationView { months: one.months },
                json_url: report.map(|_| format!("/v2/verifications/{}/report", one.guid)),
                file_url: report.map(|_| format!("/v2/verifications/{}/report.pdf", one.guid)),
                html_url: report.map(|_| format!("/v2/verifications/{}/report.html", one.guid)),
                content_hash: report.map(|head| head.content_hash.clone()),
                created_at: report.map(|head| time(head.created_at)),
                flaw: one.report_flaw.clone(),
            },
            link_url: None,
            institution_code: one.institution_code.clone(),
            member_guids: members.iter().map(|member| member.member.to_string()).collect(),
            accounts,
            account_guids: guids.map(|guids| guids.iter().map(ToString::to_string).collect()),
        }
    }
}

impl VerificationView {
    /// With the link of that token, where the server knows its address.
    pub(crate) fn linked(self, address: Option<PublicUrl>, token: Option<&str>) -> Self {
        let link_url =
            address.zip(token).map(|(PublicUrl(address), token)| format!("{address}/verify/{token}"));
        Self { link_url, ..self }
    }
}

impl ErrorView {
    fn new(flaw: &Flaw, language: Language) -> Self {
        let resource = match &flaw.about {
            Resource::Member(guid, name) => {
                ResourceView { id: Some(guid.to_string()), r#type: "member", name: Some(name.clone()) }
            }
            Resource::Account(guid, name) => {
                ResourceView { id: Some(guid.to_string()), r#type: "account", name: Some(name.clone()) }
            }
            Resource::Report => ResourceView { id: None, r#type: "report", name: None },
        };
        Self { resources: vec![resource], ..Self::of(flaw.error, flaw.reason, language) }
    }

    /// Of nothing in particular.
    fn of(error: BankError, reason: Reason, language: Language) -> Self {
        Self {
            code: error.name(),
            title: error.title(language),
            message: error.message(language),
            resources: Vec::new(),
            reason: reason.name(),
            actor: reason.actor().name(),
            remedies: reason.remedies().iter().copied().map(Remedy::name).collect(),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VerificationsBody {
    pub(crate) verifications: Vec<VerificationView>,
    pub(crate) pagination: Pagination,
}
