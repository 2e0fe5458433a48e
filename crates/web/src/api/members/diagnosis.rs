//! What is the matter with a member, who must act, and what to do first, second and third.

use crate::error::{Code, Refusal};
use crate::explanation::{self, MemberExplanation};
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberPath};
use crate::request::query::Query;
use axum::Json;
use domain::diagnosis::{BROWSERS, PLATFORMS, Visitor};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Who looks; decides which parts of a remedy apply. All of them where it is left out.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Looks {
    /// `chrome`, `safari`, `firefox`, `edge` or `other`
    browser: Option<String>,
    /// `ios`, `android` or `desktop`
    platform: Option<String>,
    /// The language of the texts, before the header Accept-Language: `en`, `es`, `fr-CA`
    #[expect(dead_code, reason = "read with the caller; named here for the documentation")]
    locale: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DiagnosisBody {
    diagnosis: MemberExplanation,
}

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/diagnosis", operation_id = "diagnoseMember", tag = "members",
    summary = "Diagnose a member",
    params(MemberPath, Looks),
    responses((status = 200, description = "What is the matter, who must act, what to do", body = DiagnosisBody), Refusals),
)]
pub(super) async fn diagnosis(
    caller: Caller,
    At(path): At<MemberPath>,
    Query(looks): Query<Looks>,
) -> Result<Json<DiagnosisBody>, Refusal> {
    let visitor = Visitor {
        browser: one_of("browser", looks.browser.as_deref(), BROWSERS)?,
        platform: one_of("platform", looks.platform.as_deref(), PLATFORMS)?,
    };
    let member = caller.member_quickly(&path.user_guid, &path.member_guid).await?;
    let found = caller.scope().diagnose(&member, visitor).await?;
    Ok(Json(DiagnosisBody { diagnosis: explanation::of_member(&member, &found, caller.language) }))
}

fn one_of<'a>(name: &str, given: Option<&'a str>, known: &[&str]) -> Result<Option<&'a str>, Refusal> {
    match given {
        Some(given) if !known.contains(&given) => {
            Err(Refusal::new(Code::InvalidParameter, format!("{name} must be one of {}", known.join(", "))))
        }
        other => Ok(other),
    }
}
