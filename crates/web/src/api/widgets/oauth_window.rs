//! The way to the institution's own page, as a link that a browser opens once.

use super::address::PublicUrl;
use super::options::{Short, Url, redirect, referral, scheme};
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberPath};
use crate::request::query::Query;
use axum::Json;
use engine::records::{Member, User};
use engine::{Name, PageKind, PageOptions};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How a visit at the institution's page ends.
#[derive(Debug, Default, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
pub(crate) struct OauthWindow {
    /// Where the person goes afterwards, with `status` and `member_guid` in the query, after an `error` also with `error_reason`: `CANCELLED`,
    /// `DENIED`, `IMPEDED`, `PROVIDER_ERROR`, `SERVER_ERROR` or `SESSION_ERROR`. With `referral_source` `APP` alone.
    #[param(value_type = Option<String>, max_length = 2000)]
    #[schema(value_type = Option<String>, max_length = 2000)]
    client_redirect_url: Option<Url>,
    /// `false`: the person goes to the institution's page also where its own app could be opened; `true` unless given.
    enable_app2app: Option<bool>,
    /// `BROWSER` (default): a page says how it went. `APP`: the person goes on to `client_redirect_url`, or to the app's own scheme.
    #[param(value_type = Option<String>, example = "BROWSER")]
    #[schema(value_type = Option<String>, example = "BROWSER")]
    referral_source: Option<Short>,
    /// The app's own scheme; `mx` unless given.
    #[param(value_type = Option<String>, max_length = 50)]
    #[schema(value_type = Option<String>, max_length = 50)]
    ui_message_webview_url_scheme: Option<Short>,
}

/// What follows a visit.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AfterVisit {
    /// `true`: the member is connected and nothing is read before it is asked for.
    skip_aggregation: Option<bool>,
}

impl OauthWindow {
    /// As options of the page that leads there.
    pub(crate) fn options(self, caller: &Caller) -> Result<PageOptions, Refusal> {
        Ok(PageOptions {
            page: PageKind::Leave,
            client_redirect_url: self
                .client_redirect_url
                .map(|url| redirect("client_redirect_url", url))
                .transpose()?,
            oauth_referral: referral("referral_source", self.referral_source.as_ref())?,
            enable_app2app: self.enable_app2app.unwrap_or(true),
            webview_scheme: self.ui_message_webview_url_scheme.map_or_else(
                || Ok(PageOptions::WEBVIEW_SCHEME.to_owned()),
                |name| scheme("ui_message_webview_url_scheme", name),
            )?,
            language: caller.asked_language.map(|language| language.tag().to_owned()),
            ..PageOptions::default()
        })
    }
}

/// The link for a member.
pub(crate) async fn link(
    caller: &Caller,
    user: &User,
    member: &Member,
    options: PageOptions,
    address: &PublicUrl,
) -> Result<String, Refusal> {
    let token = caller.scope().make_visit_link(user, &Name::Guid(member.guid), options).await?;
    Ok(format!("{}/widgets/{token}", address.0))
}

/// Where the person gives consent.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OAuthWindowResponse {
    #[schema(example = "MBR-7c6f361b-e582-15b6-60c0-358f12466b4b")]
    guid: String,
    /// Opens once, within ten minutes: a page that names the app and the person and leads on to the institution's own.
    oauth_window_uri: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OAuthWindowResponseBody {
    member: OAuthWindowResponse,
}

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/oauth_window_uri", operation_id = "requestOAuthWindowURI", tag = "widgets",
    summary = "Request oauth window uri",
    params(MemberPath, OauthWindow, AfterVisit),
    responses((status = 200, description = "The link", body = OAuthWindowResponseBody), Refusals),
)]
pub(super) async fn request(
    caller: Caller,
    At(path): At<MemberPath>,
    address: PublicUrl,
    Query(window): Query<OauthWindow>,
    Query(after): Query<AfterVisit>,
) -> Result<Json<OAuthWindowResponseBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let member = caller.member(&user, &path.member_guid).await?;
    let skip_aggregation = after.skip_aggregation.unwrap_or(false);
    let options = PageOptions { skip_aggregation, ..window.options(&caller)? };
    let oauth_window_uri = link(&caller, &user, &member, options, &address).await?;
    Ok(Json(OAuthWindowResponseBody {
        member: OAuthWindowResponse { guid: member.guid.to_string(), oauth_window_uri },
    }))
}
