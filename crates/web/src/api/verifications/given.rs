//! What applications say of a verification.

use crate::error::Refusal;
use crate::request::fields::{GivenReportType, GuidText, Object};
use domain::id;
use engine::ReportType;
use engine::records::WantedAccounts;
use serde::Deserialize;
use utoipa::ToSchema;

/// What is to be made of the data.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(super) struct ReportRequest {
    /// `assets`, or `none` when connected accounts are enough.
    #[schema(value_type = Option<String>, example = "assets")]
    r#type: Option<GivenReportType>,
    #[schema(value_type = Option<ReportConfigurationRequest>)]
    configuration: Option<Object<ReportConfigurationRequest>>,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
pub(super) struct ReportConfigurationRequest {
    /// How many months the report goes back, 12 unless said otherwise.
    #[schema(minimum = 1, maximum = 24, example = 12)]
    months: Option<u8>,
}

impl ReportRequest {
    pub(super) fn kind(&self) -> Option<ReportType> {
        self.r#type.map(|given| given.0)
    }

    pub(super) fn months(&self) -> Option<u8> {
        self.configuration.as_ref().and_then(|Object(configuration)| configuration.months)
    }
}

/// Which accounts are wanted: those named; or what was said in a word.
pub(super) fn wanted(
    accounts: Option<&str>,
    guids: Option<&[GuidText<id::Account>]>,
) -> Result<Option<WantedAccounts>, Refusal> {
    match (accounts, guids) {
        (None | Some("these"), Some(guids)) => {
            Ok(Some(WantedAccounts::These(guids.iter().map(|guid| guid.0).collect())))
        }
        (None, None) => Ok(None),
        (Some("all"), None) => Ok(Some(WantedAccounts::All)),
        (Some("chosen"), None) => Ok(Some(WantedAccounts::Chosen(None))),
        (Some(_), _) => Err(Refusal::invalid(
            "accounts",
            "must be all or chosen, or left out where account_guids are named",
        )),
    }
}
