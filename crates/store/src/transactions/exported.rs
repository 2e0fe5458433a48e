//! Transactions in the order in which they are written out, page after page: each page begins where the one before ended, so that the last
//! costs no more than the first.

use super::{Transaction, with_id};
use crate::accounts::Account;
use crate::error::Error;
use crate::{Row, Tenant, args};
use domain::id::{TransactionGuid, UserGuid};
use domain::money::Currency;
use domain::transaction::TransactionStatus;
use jiff::civil::Date;

/// Which transactions of an account; none narrows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Slice {
    pub currency: Option<Currency>,
    pub status: Option<TransactionStatus>,
}

/// From which day to which an account has transactions of one currency and status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub currency: Currency,
    pub status: TransactionStatus,
    pub first: Date,
    pub last: Date,
}

impl Span {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            currency: row.parse("currency")?,
            status: row.named("status", TransactionStatus::from_name)?,
            first: row.parse("first_date")?,
            last: row.parse("last_date")?,
        })
    }
}

/// Sorts behind every guid: where the first page begins.
const BEHIND_ALL: &str = "~";

impl Tenant<'_> {
    /// The spans of an account's transactions, in the order of their currencies.
    pub async fn spans(&self, account: &Account) -> Result<Vec<Span>, Error> {
        let rows = self
            .read(
                "SELECT currency, status, min(date) AS first_date, max(date) AS last_date FROM transactions
                 WHERE client_guid = ?1 AND user_guid = ?2 AND account_guid = ?3 AND retired IS NULL
                 GROUP BY currency, status ORDER BY currency, status",
                args![self.client, account.user, account.guid],
            )
            .await?;
        rows.iter().map(Span::read).collect()
    }

    /// So many transactions of an account behind one; newest first.
    pub async fn transactions_after(
        &self,
        account: &Account,
        slice: Slice,
        after: Option<(Date, TransactionGuid)>,
        count_max: u32,
    ) -> Result<Vec<Transaction>, Error> {
        let (day, guid) =
            after.map_or((Date::MAX, BEHIND_ALL.to_owned()), |(day, guid)| (day, guid.to_string()));
        let rows = self
            .read(
                with_id!(
                    "WHERE t.client_guid = ?1 AND t.user_guid = ?2 AND t.account_guid = ?3 AND t.retired IS NULL
                        AND (CAST(?4 AS TEXT) IS NULL OR t.currency = ?4) AND (CAST(?5 AS TEXT) IS NULL OR t.status = ?5)
                        AND (t.date, t.guid) < (?6, ?7)
                     ORDER BY t.date DESC, t.guid DESC LIMIT ?8"
                ),
                args![
                    self.client,
                    account.user,
                    account.guid,
                    slice.currency.map(Currency::code),
                    slice.status.map(TransactionStatus::name),
                    day,
                    guid,
                    count_max
                ],
            )
            .await?;
        rows.iter().map(Transaction::read).collect()
    }

    /// So many of the transactions that a user removed, behind one; in the order of their guids.
    pub async fn removed_transactions_after(
        &self,
        user: UserGuid,
        after: Option<TransactionGuid>,
        count_max: u32,
    ) -> Result<Vec<Transaction>, Error> {
        let rows = self
            .read(
                with_id!(
                    "WHERE t.client_guid = ?1 AND t.user_guid = ?2 AND t.retired = 'removed' AND t.guid > ?3
                     ORDER BY t.guid LIMIT ?4"
                ),
                args![self.client, user, after.map(|guid| guid.to_string()).unwrap_or_default(), count_max],
            )
            .await?;
        rows.iter().map(Transaction::read).collect()
    }
}
