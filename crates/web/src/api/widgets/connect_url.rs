//! The older way to ask for a link to Connect; MX calls it deprecated, and its SDKs still have it.

use super::address::PublicUrl;
use super::options::WidgetRequest;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::Object;
use crate::request::json::BodyIfAny;
use crate::request::path::{At, UserPath};
use axum::Json;
use engine::PageKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ConnectWidgetRequestBody {
    /// The options of Connect, without a widget's type.
    #[schema(value_type = Option<WidgetRequest>)]
    config: Option<Object<WidgetRequest>>,
}

/// Where Connect opens.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConnectWidgetResponse {
    connect_widget_url: String,
    /// The user's.
    #[schema(example = "USR-fa7537f3-48aa-a683-a02a-b18940482f54")]
    guid: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConnectWidgetResponseBody {
    user: ConnectWidgetResponse,
}

#[utoipa::path(
    post, path = "/users/{user_guid}/connect_widget_url", operation_id = "requestConnectWidgetURL", tag = "widgets",
    summary = "(Deprecated) Request connect widget URL",
    params(UserPath),
    request_body(content = ConnectWidgetRequestBody, description = "May be left out"),
    responses((status = 200, description = "The link", body = ConnectWidgetResponseBody), Refusals),
)]
#[deprecated]
pub(super) async fn request(
    caller: Caller,
    At(path): At<UserPath>,
    address: PublicUrl,
    body: BodyIfAny<ConnectWidgetRequestBody>,
) -> Result<Json<ConnectWidgetResponseBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let given = body.0.and_then(|body| body.config).map(|Object(config)| config).unwrap_or_default();
    let token = caller.scope().make_page_link(&user, given.read(PageKind::Connect, &caller)?).await?;
    let connect_widget_url = format!("{}/widgets/{token}", address.0);
    Ok(Json(ConnectWidgetResponseBody {
        user: ConnectWidgetResponse { connect_widget_url, guid: user.guid.to_string() },
    }))
}
