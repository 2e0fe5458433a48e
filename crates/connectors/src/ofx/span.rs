//! Spans of days, page by page, newest first. The protocol tells a whole span at once, by the day on which things posted; the hub
//! asks by the day on which they happened, which may lie some days before.

use crate::problem::Problem;
use domain::reason::Reason;
use jiff::ToSpan;
use jiff::civil::Date;

/// Days of one page, so that an answer stays small.
const PAGE_DAYS: i64 = 90;
/// A card's payment may post so many days after it was made; what posts later still is told by its own day.
const POSTS_LATE_DAYS: i64 = 30;
/// Some banks book before the day that they name as the customer's.
const POSTS_EARLY_DAYS: i64 = 2;

/// A page of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    /// The days that are wanted, both included.
    wanted: (Date, Date),
    /// The days of posting that this page is about, both included.
    pub(super) first: Date,
    pub(super) last: Date,
    /// It is the newest, which also tells what has not posted.
    pub(super) is_newest: bool,
    /// The last day of the next page, if there is one.
    next: Option<Date>,
}

impl Page {
    /// All days at once, as a document holds them that nobody asked for.
    pub(super) const EVERYTHING: Self = Self {
        wanted: (Date::MIN, Date::MAX),
        first: Date::MIN,
        last: Date::MAX,
        is_newest: true,
        next: None,
    };

    /// The page after a cursor that an earlier page gave; without one, the newest. `None` when nothing can lie in the span.
    pub(super) fn of(
        wanted: (Date, Date),
        after: Option<&str>,
        today: Date,
    ) -> Result<Option<Self>, Problem> {
        let (from, to) = wanted;
        let tomorrow = today.saturating_add(1.day());
        let oldest = from.saturating_sub(POSTS_EARLY_DAYS.days());
        let newest = to.saturating_add(POSTS_LATE_DAYS.days()).min(tomorrow);
        if from > to || oldest > newest {
            return Ok(None);
        }
        let last = match after {
            None => newest,
            Some(cursor) => {
                cursor.parse().ok().filter(|day| (oldest..newest).contains(day)).ok_or_else(|| {
                    Problem::new(Reason::InvalidRequest, "the page asked for is none of this span")
                })?
            }
        };
        let first = last.saturating_sub((PAGE_DAYS - 1).days()).max(oldest);
        let next = (first > oldest).then(|| first.saturating_sub(1.day()));
        Ok(Some(Self { wanted, first, last, is_newest: after.is_none(), next }))
    }

    /// The cursor of the next page.
    pub(super) fn next(&self) -> Option<String> {
        self.next.map(|day| day.to_string())
    }

    /// The first day of which the span is told whole, where the oldest page says on which day its list begins.
    pub(super) fn since(&self, told: Option<Date>) -> Option<Date> {
        told.filter(|_| self.next.is_none()).map(|told| told.max(self.wanted.0))
    }

    /// Whether something of this day, that posted on that one, belongs to this page and no other. What has not posted belongs to the
    /// newest.
    pub(super) fn holds(&self, day: Date, posted: Option<Date>) -> bool {
        let (from, to) = self.wanted;
        let is_here = posted.map_or(self.is_newest, |posted| (self.first..=self.last).contains(&posted));
        is_here && (from..=to).contains(&day)
    }

    /// The days to ask for: servers draw the line at midnight in zones of their own, so one more at both ends.
    pub(super) fn asked(&self) -> (Date, Date) {
        (self.first.saturating_sub(1.day()), self.last.saturating_add(2.days()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn pages(wanted: (Date, Date), today: Date) -> Vec<Page> {
        let mut pages = Vec::new();
        let mut after = None;
        while let Some(page) = Page::of(wanted, after.as_deref(), today).unwrap() {
            pages.push(page);
            after = page.next();
            if after.is_none() {
                break;
            }
        }
        pages
    }

    #[test]
    fn spans_end_today_and_cursors_are_their_own() {
        let today = date("2026-11-21");
        let of = |from: &str, to: &str, after| Page::of((date(from), date(to)), after, today);
        let page = of("2026-11-01", "2026-11-30", None).unwrap().unwrap();
        assert_eq!((page.first, page.last, page.next()), (date("2026-10-30"), date("2026-11-22"), None));
        assert_eq!(page.asked(), (date("2026-10-29"), date("2026-11-24")));
        let since = |told: &str| page.since(Some(date(told)));
        assert_eq!(
            (since("2026-10-29"), since("2026-11-05")),
            (Some(date("2026-11-01")), Some(date("2026-11-05")))
        );
        assert_eq!(page.since(None), None);
        let newest = of("2026-02-01", "2026-11-30", None).unwrap().unwrap();
        assert_eq!(newest.since(Some(date("2026-09-01"))), None, "older pages follow");
        assert!(of("2026-12-24", "2026-12-31", None).unwrap().is_none());
        assert!(of("2026-11-02", "2026-11-01", None).unwrap().is_none());
        for cursor in ["", "soon", "2026-11-22", "2026-10-01", "2027-01-01"] {
            assert!(of("2026-11-01", "2026-11-21", Some(cursor)).is_err(), "{cursor}");
        }
    }

    proptest! {
        #[test]
        fn every_day_of_posting_is_on_one_page(back in 0_i64..800, length in 0_i64..800, ago in 0_i64..800, late in 0_i64..30) {
            let today = date("2026-11-21");
            let from = today.saturating_sub(back.days());
            let wanted = (from, from.saturating_add(length.days()));
            let day = today.saturating_sub(ago.days());
            let posted = day.saturating_add(late.days()).min(today);
            let pages = pages(wanted, today);
            prop_assert!(pages.len() < 12);
            prop_assert!(pages.iter().all(|page| page.first.until(page.last).unwrap().get_days() < 90));
            let holding = |posted| pages.iter().filter(|page| page.holds(day, posted)).count();
            let is_wanted = usize::from((wanted.0..=wanted.1).contains(&day));
            prop_assert_eq!(holding(Some(posted)), is_wanted);
            prop_assert_eq!(holding(None), is_wanted);
        }
    }
}
