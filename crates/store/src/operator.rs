//! What crosses clients: the workers' claims and the operator's questions. Nothing here is reached from the API.

use crate::clients::Client;
use crate::error::Error;
use crate::runs::{Run, prolong};
use crate::{Claim, Store, Write, args};
use domain::clock::Timestamp;

impl Store {
    /// Takes due runs of any client.
    pub async fn claim_runs(&self, claim: &Claim) -> Result<Vec<Run>, Error> {
        self.database.claim(claim).await?.iter().map(Run::read).collect()
    }

    /// Prolongs the leases of runs that this process works on; gives those that are no longer its own.
    pub async fn prolong_leases<'a>(&self, runs: &'a [Run], until: Timestamp) -> Result<Vec<&'a Run>, Error> {
        let answers = self.commit(runs.iter().map(|run| prolong(run, until)).collect()).await?;
        Ok(runs.iter().zip(answers).filter(|(_, rows)| rows.is_empty()).map(|(run, _)| run).collect())
    }

    /// Whether the master key opens what it wrapped: tried on the oldest client.
    pub async fn check_master_key(&self) -> Result<(), Error> {
        let rows = self
            .database
            .read("SELECT guid, data_key FROM clients ORDER BY created_at, guid LIMIT 1", Vec::new())
            .await?;
        match rows.first() {
            Some(row) => self.keyring().unwrap(row.parse("guid")?, row.blob("data_key")?).map(drop),
            None => Ok(()),
        }
    }

    /// All clients, oldest first.
    pub async fn clients(&self) -> Result<Vec<Client>, Error> {
        let rows = self
            .database
            .read("SELECT guid, name, created_at FROM clients ORDER BY created_at, guid", Vec::new())
            .await?;
        rows.iter().map(Client::read).collect()
    }

    /// How many runs are open and how many are overdue.
    pub async fn open_runs(&self, now: Timestamp) -> Result<(i64, i64), Error> {
        let rows = self
            .database
            .read(
                "SELECT count(*) AS open, coalesce(CAST(sum(CASE WHEN due_at <= ?1 THEN 1 ELSE 0 END) AS BIGINT), 0) AS overdue
                 FROM runs WHERE due_at IS NOT NULL",
                args![now],
            )
            .await?;
        rows.first().map_or(Ok((0, 0)), |row| Ok((row.int("open")?, row.int("overdue")?)))
    }

    /// Forgets idempotency keys older than `before`.
    pub async fn forget_idempotency_keys(&self, before: Timestamp) -> Result<(), Error> {
        self.commit(vec![Write::new("DELETE FROM idempotency_keys WHERE created_at < ?1", args![before])])
            .await?;
        Ok(())
    }
}
