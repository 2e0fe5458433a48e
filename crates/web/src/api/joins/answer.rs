//! Answers a suggestion.

use crate::api::views::join::SuggestionBody;
use crate::error::{Code, Refusal};
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::Object;
use crate::request::json::Body;
use crate::request::path::{At, SuggestionPath};
use axum::Json;
use engine::records::JoinMaker;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct SuggestionAnswerRequestBody {
    #[schema(value_type = SuggestionAnswerRequest)]
    suggestion: Object<SuggestionAnswerRequest>,
}

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct SuggestionAnswerRequest {
    /// `accepted`: the two are one; `refused`: they are not, and it is not asked again.
    #[schema(example = "accepted")]
    state: String,
}

#[utoipa::path(
    put, path = "/users/{user_guid}/suggestions/{suggestion_guid}", operation_id = "answerSuggestion", tag = "joins",
    summary = "Answer a suggestion",
    description = "Says whether the two are one. What was accepted is a join that can be undone; the same answer twice is one answer, \
        another one is refused (409).",
    params(SuggestionPath),
    request_body = SuggestionAnswerRequestBody,
    responses((status = 200, description = "The suggestion as it is then", body = SuggestionBody), Refusals),
)]
pub(super) async fn answer(
    caller: Caller,
    At(path): At<SuggestionPath>,
    body: Body<SuggestionAnswerRequestBody>,
) -> Result<Json<SuggestionBody>, Refusal> {
    let SuggestionAnswerRequestBody { suggestion: Object(given) } = body.value;
    let is_one = match given.state.as_str() {
        "accepted" => true,
        "refused" => false,
        _ => return Err(Refusal::new(Code::InvalidValue, "suggestion.state must be accepted or refused")),
    };
    let user = caller.user(&path.user_guid).await?;
    let guid = path.suggestion_guid.parse().map_err(|_| Refusal::not_found("suggestion"))?;
    let answered = caller.scope().answer_suggestion(&user, guid, is_one, JoinMaker::Client).await?;
    Ok(Json((&answered).into()))
}
