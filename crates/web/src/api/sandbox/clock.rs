//! Shows domain time.

use super::Sandbox;
use crate::api::views::time;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ClockBody {
    clock: ClockView,
}

/// What schedules, deadlines and histories go by.
#[derive(Debug, Serialize, ToSchema)]
struct ClockView {
    now: String,
    /// How far it is ahead of the real time.
    offset_seconds: i64,
}

impl ClockBody {
    pub(super) async fn read(caller: &Caller) -> Result<Self, Refusal> {
        let offset_seconds = caller.engine().clock_offset_seconds().await?;
        Ok(Self { clock: ClockView { now: time(caller.engine().now()), offset_seconds } })
    }
}

#[utoipa::path(
    get, path = "/sandbox/clock", operation_id = "readSandboxClock", tag = "sandbox", summary = "Read domain time",
    responses((status = 200, description = "Domain time", body = ClockBody), Refusals),
)]
pub(super) async fn clock(_: Sandbox, caller: Caller) -> Result<Json<ClockBody>, Refusal> {
    ClockBody::read(&caller).await.map(Json)
}
