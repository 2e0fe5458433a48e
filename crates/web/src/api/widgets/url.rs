//! Makes a link that opens a page once, within ten minutes.

use super::address::PublicUrl;
use super::options::{WidgetRequest, page};
use crate::error::{Code, Refusal};
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::Object;
use crate::request::json::Body;
use crate::request::path::{At, UserPath};
use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct WidgetRequestBody {
    #[schema(value_type = WidgetRequest)]
    widget_url: Object<WidgetRequest>,
}

/// Where the page opens.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WidgetResponse {
    #[schema(example = "connect_widget")]
    r#type: String,
    /// Opens once, within ten minutes. Put it into a frame or open it in a browser.
    url: String,
    user_id: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WidgetResponseBody {
    widget_url: WidgetResponse,
}

#[utoipa::path(
    post, path = "/users/{user_guid}/widget_urls", operation_id = "requestWidgetURL", tag = "widgets",
    summary = "Request widget URL",
    params(UserPath, ("Accept-Language" = Option<String>, Header, description = "The language of the page; the browser's own when absent")),
    request_body = WidgetRequestBody,
    responses((status = 200, description = "The link", body = WidgetResponseBody), Refusals),
)]
pub(super) async fn request(
    caller: Caller,
    At(path): At<UserPath>,
    address: PublicUrl,
    body: Body<WidgetRequestBody>,
) -> Result<Json<WidgetResponseBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let Object(given) = body.value.widget_url;
    let name = given
        .widget_type
        .clone()
        .ok_or_else(|| Refusal::new(Code::MissingField, "widget_url.widget_type is missing"))?;
    let new = given.read(page(&name.0)?, &caller)?;
    let token = caller.scope().make_page_link(&user, new).await?;
    let url = format!("{}/widgets/{token}", address.0);
    Ok(Json(WidgetResponseBody { widget_url: WidgetResponse { r#type: name.0, url, user_id: user.id } }))
}
