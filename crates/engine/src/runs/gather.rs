//! Pages of one account's transactions, gathered until the source has told all: equal ones can be told apart by their number alone.

use super::plan::days;
use super::read::fetch;
use super::work::Work;
use crate::identity::transactions::Heard;
use connectors::data::{AccountProblem, SourceTransaction};
use connectors::{FetchStop, Fetched, Grant, Problem, Want};
use domain::reason::Reason;
use jiff::civil::Date;
use std::collections::HashMap;

/// What was read and is not decided yet. It is lost with the process, and read again by the next.
#[derive(Default)]
pub(super) struct Gathered {
    pages: Option<Pages>,
    /// By the source's id: what was read before the accounts were decided.
    pub(super) whole: HashMap<String, Whole>,
}

/// The pages of one account so far.
struct Pages {
    account: String,
    rows: Vec<SourceTransaction>,
    problems: Vec<AccountProblem>,
    after: Option<String>,
    count: u32,
    /// The first day of which the source says that it told all.
    since: Option<Date>,
}

/// What a source told of one account's transactions.
pub(super) struct Whole {
    pub(super) heard: Heard,
    pub(super) problems: Vec<AccountProblem>,
}

impl Whole {
    /// Rows that the connector could not read.
    pub(super) fn unread(&self) -> u32 {
        self.problems.iter().map(|one| one.rows).fold(0, u32::saturating_add)
    }
}

/// The next page of an account; all of it, once there are no more.
pub(super) async fn gather(
    work: &mut Work<'_>,
    account: &str,
    grant: &Grant,
) -> Result<Option<Whole>, FetchStop> {
    let mut pages = match work.gathered.pages.take() {
        Some(pages) if pages.account == account => pages,
        Some(_) | None => Pages {
            account: account.to_owned(),
            rows: Vec::new(),
            problems: Vec::new(),
            after: None,
            count: 0,
            since: None,
        },
    };
    let (from, to) = span(work);
    let want = Want::Transactions { account: account.to_owned(), from, to, after: pages.after.clone() };
    let fetched = fetch(work, pages.count, grant, &want).await;
    let next = match fetched {
        Ok(Fetched::Transactions { transactions, next, problems, since }) => {
            pages.since = since;
            pages.rows.extend(transactions);
            pages.problems.extend(problems);
            next
        }
        Ok(_) => {
            work.gathered.pages = Some(pages);
            return Err(
                Problem::new(Reason::InstitutionError, "the answer is no page of transactions").into()
            );
        }
        Err(stop) => {
            work.gathered.pages = Some(pages);
            return Err(stop);
        }
    };
    pages.count += 1;
    if next.is_some() {
        pages.after = next;
        work.gathered.pages = Some(pages);
        return Ok(None);
    }
    Ok(Some(whole(work, pages, true)))
}

/// What was gathered of an account of which no more can be read.
pub(super) fn cut(work: &mut Work<'_>, account: &str) -> Option<Whole> {
    let pages =
        work.gathered.pages.take().filter(|pages| pages.account == account && !pages.rows.is_empty())?;
    Some(whole(work, pages, false))
}

fn whole(work: &Work<'_>, pages: Pages, is_all: bool) -> Whole {
    let told_on = work.engine.today();
    let (from, _) = span(work);
    // A source may keep less than it is asked for: where it does not say so, it has told nothing of the days before its first row.
    let first = pages.since.or_else(|| pages.rows.iter().map(|row| row.facts.date).min());
    let is_whole = is_all && pages.problems.is_empty();
    let window =
        first.map(|first| (from.max(first), told_on)).filter(|(first, last)| is_whole && first <= last);
    let rows = pages.rows.into_iter().map(Into::into).collect();
    Whole {
        heard: Heard { link: work.link.guid, told_on, window, file: None, rows },
        problems: pages.problems,
    }
}

fn span(work: &Work<'_>) -> (Date, Date) {
    days(work.run.kind, work.engine.today())
}
