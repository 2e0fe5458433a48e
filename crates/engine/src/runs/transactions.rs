//! The transactions of an account: all its pages, one decision, one commit.

use super::gather::{Whole, cut, gather};
use super::plan::{Item, Plan, What};
use super::quality::{count, judge, note};
use super::read::{self, account_of, skip, stopped, try_commit};
use super::settle::Settled;
use super::work::{Next, Work};
use crate::Error;
use crate::change::CONFLICT_RETRIES_MAX;
use crate::events::About;
use crate::identity::transactions::{Weighed, weigh, writes};
use connectors::data::AccountProblem;
use connectors::{FetchStop, Grant, Problem};
use domain::reason::Reason;
use store::accounts::{self, Account};

pub(super) async fn next(
    work: &mut Work<'_>,
    mut plan: Plan,
    item: &Item,
    grant: &Grant,
) -> Result<Next, Error> {
    let id = &item.source_account_id;
    let whole = match work.gathered.whole.remove(id) {
        Some(whole) => whole,
        None => match gather(work, id, grant).await {
            Ok(Some(whole)) => whole,
            Ok(None) => return Ok(Next::Continue),
            Err(FetchStop::NeedsUser) => return stopped(work, plan, FetchStop::NeedsUser).await,
            Err(stop) => {
                // What was told until then is worth having.
                if let Some(cut) = cut(work, id)
                    && let Next::Released = write(work, &plan, item, &cut, None).await?
                {
                    return Ok(Next::Released);
                }
                return stopped(work, plan, stop).await;
            }
        },
    };
    plan.failing_in_row = 0;
    plan.has_read = true;
    read::note(work, &mut plan, &whole.problems);
    plan.page_read(None);
    write(work, &plan, item, &whole, Some(What::Transactions)).await
}

/// Decides and writes; anew, when somebody else wrote transactions of the account meanwhile.
async fn write(
    work: &mut Work<'_>,
    plan: &Plan,
    item: &Item,
    whole: &Whole,
    what: Option<What>,
) -> Result<Next, Error> {
    let heard = &whole.heard;
    let before = work.run.clone();
    for _ in 0..CONFLICT_RETRIES_MAX {
        let Some(account) = account_of(work, item).await? else {
            return skip(work, plan).await;
        };
        work.run = before.clone();
        let (mut rows, mut judged) = (Vec::new(), None);
        let weighed = weigh(&work.store(), &account, heard).await?;
        if weighed.as_ref().is_some_and(Weighed::is_of_another) {
            match set_aside(work, plan, (&account, &item.source_account_id), what).await? {
                Settled::Written => return Ok(Next::Continue),
                Settled::Stale => return Ok(Next::Released),
                Settled::Overtaken => continue,
            }
        }
        if let Some(weighed) = weighed {
            let about = About::run(&before);
            let (made, counts) = writes(work.engine, &account, (heard, &weighed), about);
            rows = made;
            work.run.transactions_created = before.transactions_created.saturating_add(counts.new);
            work.run.transactions_updated = before.transactions_updated.saturating_add(counts.changed);
            judged = Some(judge(&account, item, (whole, &weighed), counts));
        }
        if let Some(quality) = judged.clone() {
            note(work, quality);
        }
        match try_commit(work, plan, rows, what).await? {
            Settled::Written => {
                if let Some(quality) = &judged {
                    count(&work.run.source, quality);
                }
                return Ok(Next::Continue);
            }
            Settled::Stale => return Ok(Next::Released),
            Settled::Overtaken => {}
        }
    }
    Err(Error::Contended)
}

/// What a source tells under a known id is another account's: nothing of it is taken, and its next answer is decided anew by what it tells.
async fn set_aside(
    work: &mut Work<'_>,
    plan: &Plan,
    (account, id): (&Account, &str),
    what: Option<What>,
) -> Result<Settled, Error> {
    let mut plan = plan.clone();
    let problem =
        Problem::new(Reason::AccountDataIncomplete, "its transactions are those of another account");
    read::note(work, &mut plan, &[AccountProblem::new(id.to_owned(), problem)]);
    let writes = vec![
        accounts::set_doubtful(account.user, account.guid, work.link.guid),
        accounts::set_trouble(account, Reason::AccountDataIncomplete),
    ];
    try_commit(work, &plan, writes, what).await
}
