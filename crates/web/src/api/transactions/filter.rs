//! What lists of transactions are narrowed to, and a page of what is left.

use crate::api::views::transaction::{TransactionsBody, views};
use crate::error::Refusal;
use crate::request::caller::Caller;
use crate::request::fields::{Day, GivenUseCase, GuidText, Moment};
use crate::request::page::{MOST, Pagination, Paging};
use domain::clock::Timestamp;
use domain::id;
use engine::records::{TransactionFilter, User};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};
use serde::Deserialize;
use utoipa::IntoParams;

/// Days back that are listed when no `from_date` is given, as with MX.
const DAYS_BACK: i64 = 120;
/// Days ahead that are listed when no `to_date` is given, as with MX.
const DAYS_AHEAD: i64 = 5;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// The first day; 120 days ago unless asked otherwise.
    #[param(value_type = Option<String>, example = "2026-09-20")]
    from_date: Option<Day>,
    /// The last day; five days from now unless asked otherwise.
    #[param(value_type = Option<String>, example = "2026-10-20")]
    to_date: Option<Day>,
    /// Seconds since 1970, or RFC 3339.
    #[param(value_type = Option<String>)]
    from_created_at: Option<Moment>,
    /// Seconds since 1970, or RFC 3339.
    #[param(value_type = Option<String>)]
    to_created_at: Option<Moment>,
    /// Another name of `from_created_at`.
    #[param(value_type = Option<String>)]
    from_timestamp: Option<Moment>,
    /// Another name of `to_created_at`.
    #[param(value_type = Option<String>)]
    to_timestamp: Option<Moment>,
    /// Seconds since 1970, or RFC 3339.
    #[param(value_type = Option<String>)]
    from_updated_at: Option<Moment>,
    /// Seconds since 1970, or RFC 3339.
    #[param(value_type = Option<String>)]
    to_updated_at: Option<Moment>,
    /// Any of these categories; also as `category_guid[]`.
    #[serde(default)]
    #[param(value_type = Vec<String>)]
    category_guid: Vec<GuidText<id::Category>>,
    /// Any of these categories; also as `top_level_category_guid[]`.
    #[serde(default)]
    #[param(value_type = Vec<String>)]
    top_level_category_guid: Vec<GuidText<id::Category>>,
    /// Only transactions of members used for this.
    #[param(inline)]
    use_case: Option<GivenUseCase>,
}

impl Filter {
    fn for_engine(self, now: Timestamp) -> TransactionFilter {
        let at = |moment: Option<Moment>| moment.map(|Moment(at)| at);
        let until = |moment: Option<Moment>| at(moment).map(end_of_second);
        let categories = self.category_guid.into_iter().chain(self.top_level_category_guid);
        TransactionFilter {
            from_date: Some(self.from_date.map_or_else(|| days_from(now, -DAYS_BACK), |Day(day)| day)),
            to_date: Some(self.to_date.map_or_else(|| days_from(now, DAYS_AHEAD), |Day(day)| day)),
            from_created_at: at(self.from_created_at.or(self.from_timestamp)),
            to_created_at: until(self.to_created_at.or(self.to_timestamp)),
            from_updated_at: at(self.from_updated_at),
            to_updated_at: until(self.to_updated_at),
            categories: categories.map(|GuidText(guid)| guid).collect(),
            use_case: self.use_case.map(|GivenUseCase(one)| one.name().to_owned()),
            ..TransactionFilter::default()
        }
    }
}

/// Answers have milliseconds and records microseconds: who asks up to a time that was read means what happened then, too.
fn end_of_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).map_or(at, |second| second + SignedDuration::from_micros(999_999))
}

fn days_from(now: Timestamp, days: i64) -> Date {
    let today = now.to_zoned(TimeZone::UTC).date();
    today.checked_add(days.days()).unwrap_or(today)
}

/// A page of a user's transactions, newest first, narrowed by the query and by `place`, which sets member or account.
pub(super) async fn page_of(
    caller: &Caller,
    user: &User,
    filter: Filter,
    paging: &Paging,
    place: impl FnOnce(&mut TransactionFilter),
) -> Result<TransactionsBody, Refusal> {
    let page = paging.of_at_most(MOST);
    let mut filter = filter.for_engine(caller.engine().now());
    place(&mut filter);
    let found = caller.scope().transactions(user, &filter, page).await?;
    let transactions = views(caller, user, &found.items).await?;
    Ok(TransactionsBody { transactions, pagination: Pagination::new(page, found.total) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_dates_a_list_reaches_120_days_back_and_5_ahead() {
        let now: Timestamp = "2026-10-06T12:00:00Z".parse().unwrap();
        let check = |json: &str, from: &str, to: &str| {
            let filter: Filter = serde_json::from_str(json).unwrap();
            let filter = filter.for_engine(now);
            let day = |day: Option<Date>| day.unwrap().to_string();
            assert_eq!((day(filter.from_date), day(filter.to_date)), (from.to_owned(), to.to_owned()));
        };
        check("{}", "2026-06-08", "2026-10-11");
        check(r#"{"from_date": "2020-01-01"}"#, "2020-01-01", "2026-10-11");
        check(r#"{"to_date": "2026-09-01"}"#, "2026-06-08", "2026-09-01");
    }

    #[test]
    fn a_last_moment_is_meant_with_its_whole_second() {
        let at: Timestamp = "2026-10-06T12:00:00.250Z".parse().unwrap();
        assert_eq!(end_of_second(at).to_string(), "2026-10-06T12:00:00.999999Z");
    }
}
