//! How links told transactions, beside the forms that are shown.

use super::facts;
use crate::error::Error;
use crate::{Row, Tenant, Value, Write, args};
use domain::id::{AccountGuid, LinkGuid, TransactionGuid, UserGuid};
use domain::transaction::{TransactionFacts, TransactionStatus};
use jiff::civil::Date;

/// What one link said of a transaction last, in that status.
#[derive(Debug, Clone)]
pub struct Sighting {
    pub user: UserGuid,
    pub account: AccountGuid,
    pub transaction: TransactionGuid,
    pub link: LinkGuid,
    pub facts: TransactionFacts,
    /// The day on which the link first told it in this status.
    pub first_on: Date,
}

impl Sighting {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            account: row.parse("account_guid")?,
            transaction: row.parse("transaction_guid")?,
            link: row.parse("link_guid")?,
            facts: facts(row)?,
            first_on: row.parse("first_on")?,
        })
    }
}

/// What links said last, in place of what they said before.
pub fn upsert_sightings(sightings: &[Sighting]) -> Write {
    Write::many(
        "INSERT INTO transaction_sightings (user_guid, account_guid, transaction_guid, link_guid, status, transaction_type, amount,
            currency, source_date, transacted_at, posted_at, description, memo, category, merchant_category_code, check_number,
            first_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
         ON CONFLICT (user_guid, transaction_guid, link_guid, status) DO UPDATE SET account_guid = excluded.account_guid,
            transaction_type = excluded.transaction_type, amount = excluded.amount,
            currency = excluded.currency, source_date = excluded.source_date, transacted_at = excluded.transacted_at,
            posted_at = excluded.posted_at, description = excluded.description, memo = excluded.memo,
            category = excluded.category, merchant_category_code = excluded.merchant_category_code,
            check_number = excluded.check_number, first_on = excluded.first_on",
        sightings
            .iter()
            .map(|one| {
                args![
                    one.user,
                    one.account,
                    one.transaction,
                    one.link,
                    one.facts.status.name(),
                    one.facts.transaction_type.name(),
                    one.facts.amount.minor,
                    one.facts.amount.currency.code(),
                    one.facts.date,
                    one.facts.transacted_at,
                    one.facts.posted_at,
                    &one.facts.description,
                    one.facts.memo.clone(),
                    one.facts.category.clone(),
                    one.facts.merchant_category_code,
                    one.facts.check_number.clone(),
                    one.first_on
                ]
            })
            .collect(),
    )
}

/// What these links said in these statuses is shown from now on, or nowhere.
pub fn forget_sightings(
    user: UserGuid,
    sightings: &[(TransactionGuid, LinkGuid, TransactionStatus)],
) -> Write {
    Write::many(
        "DELETE FROM transaction_sightings
         WHERE user_guid = ?1 AND transaction_guid = ?2 AND link_guid = ?3 AND status = ?4",
        sightings
            .iter()
            .map(|(transaction, link, status)| args![user, *transaction, *link, status.name()])
            .collect(),
    )
}

impl Tenant<'_> {
    /// What links said of these transactions, beside what is shown.
    pub async fn sightings(
        &self,
        user: UserGuid,
        transactions: &[TransactionGuid],
    ) -> Result<Vec<Sighting>, Error> {
        let rows = self
            .read(
                "SELECT seen.* FROM transaction_sightings AS seen
                 JOIN transactions AS t ON t.user_guid = seen.user_guid AND t.guid = seen.transaction_guid
                 WHERE t.client_guid = ?1 AND seen.user_guid = ?2
                    AND seen.transaction_guid IN (SELECT key FROM json_each(?3))
                 ORDER BY seen.transaction_guid, seen.link_guid, seen.status",
                args![self.client, user, Value::keys(transactions)],
            )
            .await?;
        rows.iter().map(Sighting::read).collect()
    }
}
