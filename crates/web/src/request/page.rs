//! Pages of lists: what is asked, and the four numbers of the answer.

use crate::app::App;
use crate::error::{Code, Refusal};
use crate::request::query::Query;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use engine::records::{Page, PageOf};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Entries of a page when nothing, or too much, is asked.
const DEFAULT_SIZE: u32 = 25;
/// The largest page of most lists.
pub(crate) const MOST: u32 = 1_000;
/// The largest page of the directory.
pub(crate) const INSTITUTIONS: u32 = 100;

/// Which page of a list, and how long.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// From 1.
    #[param(example = 1, minimum = 1)]
    page: Option<u32>,
    /// Entries of a page, 25 unless asked otherwise. At most 1000 (100 for institutions); what is above gives 25, as with MX.
    #[param(example = 25, minimum = 1)]
    records_per_page: Option<u32>,
}

impl Paging {
    /// The page to read, of a list whose pages may have so many entries.
    pub(crate) fn of_at_most(&self, size_max: u32) -> Page {
        let size = self.records_per_page.filter(|size| *size <= size_max).unwrap_or(DEFAULT_SIZE);
        Page { number: self.page.unwrap_or(1), size }
    }
}

impl FromRequestParts<Arc<App>> for Paging {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let Query(paging) = Query::<Self>::from_request_parts(parts, app).await?;
        for (name, value) in [("page", paging.page), ("records_per_page", paging.records_per_page)] {
            if value == Some(0) {
                return Err(Refusal::new(
                    Code::InvalidParameter,
                    format!("{name} must be a whole number from 1"),
                ));
            }
        }
        Ok(paging)
    }
}

/// Where in the list the answer stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Pagination {
    #[schema(example = 1)]
    current_page: u32,
    #[schema(example = 25)]
    per_page: u32,
    #[schema(example = 1)]
    total_entries: i64,
    #[schema(example = 1)]
    total_pages: i64,
}

impl Pagination {
    pub(crate) fn new(page: Page, total_entries: i64) -> Self {
        let size = i64::from(page.size.max(1));
        let total_pages = total_entries.saturating_add(size - 1).checked_div(size).unwrap_or(0);
        Self { current_page: page.number, per_page: page.size, total_entries, total_pages }
    }
}

/// A page of a short list that is read whole.
pub(crate) fn cut<T>(items: Vec<T>, page: Page) -> PageOf<T> {
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let skip = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let take = usize::try_from(page.size).unwrap_or(usize::MAX);
    PageOf { items: items.into_iter().skip(skip).take(take).collect(), total }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_above_the_most_become_the_default() {
        let check = |page, records_per_page, size_max, expected: (u32, u32)| {
            let page = Paging { page, records_per_page }.of_at_most(size_max);
            assert_eq!((page.number, page.size), expected);
        };
        check(None, None, MOST, (1, 25));
        check(Some(7), Some(1), MOST, (7, 1));
        check(None, Some(1_000), MOST, (1, 1_000));
        check(None, Some(1_001), MOST, (1, 25));
        check(None, Some(101), INSTITUTIONS, (1, 25));
    }

    #[test]
    fn pages_are_counted_up() {
        for (total, size, pages) in [(0, 25, 0), (1, 25, 1), (25, 25, 1), (26, 25, 2)] {
            assert_eq!(Pagination::new(Page { number: 1, size }, total).total_pages, pages);
        }
    }

    #[test]
    fn a_short_list_is_cut() {
        let check = |number, expected: &[i32]| {
            let page = cut(vec![1, 2, 3], Page { number, size: 2 });
            assert_eq!((page.items.as_slice(), page.total), (expected, 3));
        };
        check(1, &[1, 2]);
        check(2, &[3]);
        check(3, &[]);
        check(u32::MAX, &[]);
    }
}
