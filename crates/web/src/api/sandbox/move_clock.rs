//! Moves domain time, of all nodes and of the simulated bank.

use super::Sandbox;
use super::clock::ClockBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::json::Body;
use axum::Json;
use serde::Deserialize;
use utoipa::ToSchema;

/// One of the two.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ClockMoveBody {
    /// Seconds ahead of the real time.
    #[schema(example = 86400)]
    offset_seconds: Option<i64>,
    /// Seconds to go on from where it is.
    advance_seconds: Option<i64>,
}

#[utoipa::path(
    put, path = "/sandbox/clock", operation_id = "moveSandboxClock", tag = "sandbox", summary = "Move domain time",
    request_body = ClockMoveBody,
    responses((status = 200, description = "Domain time as it is now", body = ClockBody), Refusals),
)]
pub(super) async fn move_clock(
    _: Sandbox,
    caller: Caller,
    body: Body<ClockMoveBody>,
) -> Result<Json<ClockBody>, Refusal> {
    let engine = caller.engine();
    let present = engine.clock_offset_seconds().await?;
    let wanted = match (body.value.offset_seconds, body.value.advance_seconds) {
        (Some(offset), None) => offset,
        (None, Some(advance)) => present.saturating_add(advance),
        (Some(_), Some(_)) | (None, None) => {
            return Err(Refusal::invalid("The body", "must have either offset_seconds or advance_seconds"));
        }
    };
    // The smallest number has no absolute value to compare with the farthest that time can be moved.
    engine.move_clock(wanted.max(-i64::MAX)).await?;
    ClockBody::read(&caller).await.map(Json)
}
