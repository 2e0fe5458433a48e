//! The ids that links give transactions.

use crate::error::Error;
use crate::{Row, Tenant, Value, Write, args};
use domain::clock::Timestamp;
use domain::id::{AccountGuid, LinkGuid, TransactionGuid, UserGuid};
use std::collections::BTreeSet;

/// A transaction, and an id that a link gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedBy {
    pub link: LinkGuid,
    pub id: String,
    pub transaction: TransactionGuid,
    /// When it gave it last; the id that was given last is the one that is shown.
    pub named_at: Timestamp,
}

/// Notes the ids that links give transactions of an account. A posted one keeps its pending one's too; one id may stand for several
/// transactions, where the source repeats it.
pub fn set_ids(user: UserGuid, account: AccountGuid, ids: &[NamedBy]) -> Write {
    Write::many(
        "INSERT INTO transaction_ids (user_guid, account_guid, link_guid, source_transaction_id, transaction_guid, named_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (user_guid, account_guid, link_guid, source_transaction_id, transaction_guid)
            DO UPDATE SET named_at = excluded.named_at",
        ids.iter()
            .map(|one| args![user, account, one.link, &one.id, one.transaction, one.named_at])
            .collect(),
    )
}

/// The links give these ids to others now.
pub fn forget_ids(user: UserGuid, account: AccountGuid, ids: &[NamedBy]) -> Write {
    Write::many(
        "DELETE FROM transaction_ids WHERE user_guid = ?1 AND account_guid = ?2 AND link_guid = ?3
            AND source_transaction_id = ?4 AND transaction_guid = ?5",
        ids.iter().map(|one| args![user, account, one.link, &one.id, one.transaction]).collect(),
    )
}

impl NamedBy {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            link: row.parse("link_guid")?,
            id: row.string("source_transaction_id")?,
            transaction: row.parse("transaction_guid")?,
            named_at: row.time("named_at")?,
        })
    }
}

impl Tenant<'_> {
    /// The transactions of an account that any link has named with one of these ids.
    pub async fn transactions_named(
        &self,
        user: UserGuid,
        account: AccountGuid,
        ids: &[&str],
    ) -> Result<Vec<TransactionGuid>, Error> {
        let rows = self
            .read(
                "SELECT ids.transaction_guid FROM transaction_ids AS ids
                 JOIN accounts ON accounts.user_guid = ids.user_guid AND accounts.guid = ids.account_guid
                 WHERE accounts.client_guid = ?1 AND ids.user_guid = ?2 AND ids.account_guid = ?3
                    AND ids.source_transaction_id IN (SELECT key FROM json_each(?4))",
                args![self.client, user, account, Value::keys(ids)],
            )
            .await?;
        // Asked for in an order, SQLite would go through all ids of the user.
        let named: BTreeSet<TransactionGuid> =
            rows.iter().map(|row| row.parse("transaction_guid")).collect::<Result<_, _>>()?;
        Ok(named.into_iter().collect())
    }

    /// The ids of these transactions, each transaction's in the order in which they were given.
    pub async fn transaction_ids(
        &self,
        user: UserGuid,
        transactions: &[TransactionGuid],
    ) -> Result<Vec<NamedBy>, Error> {
        let rows = self
            .read(
                "SELECT ids.link_guid, ids.source_transaction_id, ids.transaction_guid, ids.named_at FROM transaction_ids AS ids
                 JOIN accounts ON accounts.user_guid = ids.user_guid AND accounts.guid = ids.account_guid
                 WHERE accounts.client_guid = ?1 AND ids.user_guid = ?2
                    AND ids.transaction_guid IN (SELECT key FROM json_each(?3))
                 ORDER BY ids.transaction_guid, ids.named_at, ids.source_transaction_id",
                args![self.client, user, Value::keys(transactions)],
            )
            .await?;
        rows.iter().map(NamedBy::read).collect()
    }
}
