//! Lists what a person was told.

use crate::api::views::notification::{NotificationView, Reader};
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::Day;
use crate::request::page::{MOST, Pagination, Paging};
use crate::request::path::{At, UserPath};
use crate::request::query::Query;
use axum::Json;
use domain::clock::Timestamp;
use engine::records::NotificationFilter;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// The first day on which a notification was opened.
    #[param(value_type = Option<String>, example = "2026-09-20")]
    from_date: Option<Day>,
    /// The last day.
    #[param(value_type = Option<String>, example = "2026-10-20")]
    to_date: Option<Day>,
}

impl Filter {
    fn for_engine(self) -> NotificationFilter {
        let next = |day: Date| day.checked_add(1.day()).ok().and_then(midnight);
        NotificationFilter {
            // A day so late that no time has it is later than all.
            from: self.from_date.map_or(Timestamp::MIN, |Day(day)| midnight(day).unwrap_or(Timestamp::MAX)),
            to: self.to_date.and_then(|Day(day)| next(day)).unwrap_or(Timestamp::MAX),
        }
    }
}

fn midnight(day: Date) -> Option<Timestamp> {
    day.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NotificationsBody {
    notifications: Vec<NotificationView>,
    pagination: Pagination,
}

#[utoipa::path(
    get, path = "/users/{user_guid}/notifications", operation_id = "listNotifications", tag = "notifications",
    summary = "List notifications", params(UserPath, Paging, Filter),
    responses((status = 200, description = "A page of notifications, newest first", body = NotificationsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(path): At<UserPath>,
    paging: Paging,
    Query(filter): Query<Filter>,
) -> Result<Json<NotificationsBody>, Refusal> {
    let page = paging.of_at_most(MOST);
    let user = caller.user(&path.user_guid).await?;
    let found = caller.scope().notifications(&user, filter.for_engine(), page).await?;
    let app = caller.scope().client().await?.name;
    let reader = Reader { language: caller.language, app: &app, now: caller.engine().now() };
    Ok(Json(NotificationsBody {
        notifications: found.items.iter().map(|told| NotificationView::new(told, reader)).collect(),
        pagination: Pagination::new(page, found.total),
    }))
}
