//! Tells a person something in the application's words.

use crate::api::views::notification::NotificationBody;
use crate::error::{Code, Refusal};
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::Object;
use crate::request::json::KeyedBodyIfAny;
use crate::request::path::{At, UserPath};
use crate::request::query::Query;
use axum::Json;
use engine::NewNotification;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NotificationRequestBody {
    #[schema(value_type = NotificationRequest)]
    notification: Object<NotificationRequest>,
}

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NotificationRequest {
    /// Plain text; each line becomes a paragraph of the mail.
    #[schema(max_length = 5000, example = "Your report for September is there.")]
    content: String,
    /// In one line; the subject of the mail.
    #[schema(max_length = 250, example = "Monthly report")]
    subject: String,
}

/// In v20111101 MX's contract gives both in the query.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct InQuery {
    /// As in the body, which wins over it.
    content: Option<String>,
    /// As in the body, which wins over it.
    subject: Option<String>,
}

#[utoipa::path(
    post, path = "/users/{user_guid}/notifications", operation_id = "createNotification", tag = "notifications",
    summary = "Create a notification",
    params(UserPath, InQuery, ("Idempotency-Key" = Option<String>, Header, description = "The same key gives back the same notification")),
    request_body = NotificationRequestBody,
    responses(
        (status = 200, description = "The new notification; a mail follows where the operator has set mails up and the person wants them",
            body = NotificationBody),
        Refusals,
    ),
)]
pub(super) async fn create(
    caller: Caller,
    At(path): At<UserPath>,
    Query(query): Query<InQuery>,
    body: KeyedBodyIfAny<NotificationRequestBody>,
) -> Result<Json<NotificationBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let new = match body.value {
        Some(NotificationRequestBody { notification: Object(given) }) => {
            NewNotification { subject: given.subject, content: given.content }
        }
        None => NewNotification {
            subject: query.subject.ok_or_else(|| missing("subject"))?,
            content: query.content.ok_or_else(|| missing("content"))?,
        },
    };
    let told = caller.scope().notify(&user, new, body.key.as_ref()).await?;
    super::body(&caller, &told).await
}

fn missing(name: &str) -> Refusal {
    let text = format!("notification.{name} is missing: give it in the body, or {name} in the query");
    Refusal::new(Code::MissingField, text)
}
