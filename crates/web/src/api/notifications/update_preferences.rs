//! Changes how a person wants to be told.

use crate::api::views::notification::PreferencesBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::Object;
use crate::request::json::Body;
use crate::request::path::{At, UserPath};
use axum::Json;
use domain::text::Language;
use engine::PreferenceEdits;
use serde::Deserialize;
use utoipa::ToSchema;

/// As the pages were last read.
const AUTO: &str = "auto";

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PreferencesUpdateBody {
    #[schema(value_type = PreferencesUpdateRequest)]
    notification_preferences: Object<PreferencesUpdateRequest>,
}

/// What is absent or null stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PreferencesUpdateRequest {
    is_email_wanted: Option<bool>,
    /// `en`, `es` or `fr-CA`; `auto`: as the pages were last read.
    #[schema(example = "es")]
    language: Option<String>,
}

#[utoipa::path(
    put, path = "/users/{user_guid}/notification_preferences", operation_id = "updateNotificationPreferences", tag = "notifications",
    summary = "Update notification preferences", params(UserPath), request_body = PreferencesUpdateBody,
    responses((status = 200, description = "The preferences as they are now", body = PreferencesBody), Refusals),
)]
pub(super) async fn update(
    caller: Caller,
    At(path): At<UserPath>,
    body: Body<PreferencesUpdateBody>,
) -> Result<Json<PreferencesBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let Object(given) = body.value.notification_preferences;
    let edits = PreferenceEdits {
        is_mail_wanted: given.is_email_wanted,
        language: given.language.as_deref().map(language).transpose()?,
    };
    if edits == PreferenceEdits::default() {
        return Err(Refusal::nothing_to_change("notification_preferences"));
    }
    Ok(Json(caller.scope().edit_preferences(&user, edits).await?.into()))
}

fn language(tag: &str) -> Result<Option<Language>, Refusal> {
    if tag == AUTO {
        return Ok(None);
    }
    let known = Language::ALL.iter().copied().find(|one| one.tag() == tag);
    known.map(Some).ok_or_else(|| {
        let tags: Vec<_> = Language::ALL.iter().map(|one| one.tag()).collect();
        Refusal::invalid(
            "notification_preferences.language",
            format!("must be one of {}, {AUTO}", tags.join(", ")),
        )
    })
}
