//! Exports: everything of a user, a member or an account as one file.

mod account;
mod member;
mod user;

use crate::app::App;
use crate::export::ExportFormat;
use crate::request::fields::GivenExportFormat;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// In which form.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// `json` (everything), `csv` (transactions, for spreadsheets) or `ofx` (statements, for programs that keep accounts); `json` when
    /// nothing is said.
    format: Option<GivenExportFormat>,
}

impl Wanted {
    fn format(&self) -> ExportFormat {
        self.format.as_ref().map_or(ExportFormat::Json, |given| given.0)
    }
}

/// A file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it only describes the answer")]
struct File(Vec<u8>);

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(user::export))
        .routes(routes!(member::export))
        .routes(routes!(account::export))
}
