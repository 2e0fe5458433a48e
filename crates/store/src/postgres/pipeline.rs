//! Sends all statements of a commit before the first answer is back.

use super::{bulk, collect, placeholders};
use crate::error::Error;
use crate::value::Row;
use crate::write::Write;
use deadpool_postgres::Object;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use tokio_postgres::Statement;

/// How many rows a statement touched, and those that it gives.
type Answer = Result<(u64, Vec<Row>), Error>;
type Sent<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

/// Begins a transaction and runs the writes in it; the caller commits or rolls back.
pub(super) async fn run(client: &Object, writes: &[Write]) -> Result<Vec<Vec<Row>>, Error> {
    let mut prepared = Vec::with_capacity(writes.len());
    for write in writes {
        let statement = client.prepare_cached(&placeholders(write.sql)).await.map_err(Error::from)?;
        let bulk = if write.rows.len() > 1 { bulk::prepare(client, write, &statement).await? } else { None };
        prepared.push((write, statement, bulk));
    }
    let mut sent: Vec<Sent<'_>> = vec![Box::pin(async {
        client.batch_execute("BEGIN").await.map_err(Error::from)?;
        Ok((0, Vec::new()))
    })];
    // How many of the futures belong to each write.
    let mut counts = Vec::with_capacity(prepared.len());
    for (write, statement, bulk) in &prepared {
        if let Some(bulk) = bulk {
            sent.push(Box::pin(async move { bulk.execute(client).await }));
            counts.push(1);
        } else {
            for args in &write.rows {
                sent.push(Box::pin(one(client, statement, args)));
            }
            counts.push(write.rows.len());
        }
    }
    let mut answers = in_order(sent).await.into_iter();
    answers.next().unwrap_or(Err(Error::Stopped))?;
    let mut out = Vec::with_capacity(writes.len());
    for (write, count) in writes.iter().zip(counts) {
        let (mut touched, mut rows) = (0_u64, Vec::new());
        for answer in answers.by_ref().take(count) {
            let (more, found) = answer?;
            touched = touched.saturating_add(more);
            rows.extend(found);
        }
        write.check(touched)?;
        out.push(rows);
    }
    Ok(out)
}

async fn one(
    client: &Object,
    statement: &Statement,
    args: &[crate::value::Value],
) -> Result<(u64, Vec<Row>), Error> {
    let args = super::borrowed(args);
    if statement.columns().is_empty() {
        Ok((client.execute(statement, &args).await.map_err(Error::from)?, Vec::new()))
    } else {
        let rows = collect(&client.query(statement, &args).await.map_err(Error::from)?)?;
        Ok((u64::try_from(rows.len()).unwrap_or(u64::MAX), rows))
    }
}

/// Polls the futures in their order, so that their messages leave in that order, and waits for all.
async fn in_order(mut sent: Vec<Sent<'_>>) -> Vec<Answer> {
    let mut answers: Vec<Option<Answer>> = sent.iter().map(|_| None).collect();
    poll_fn(move |context| {
        let mut is_done = true;
        for (future, answer) in sent.iter_mut().zip(answers.iter_mut()) {
            if answer.is_none() {
                match future.as_mut().poll(context) {
                    Poll::Ready(ready) => *answer = Some(ready),
                    Poll::Pending => is_done = false,
                }
            }
        }
        if is_done { Poll::Ready(answers.drain(..).flatten().collect()) } else { Poll::Pending }
    })
    .await
}
