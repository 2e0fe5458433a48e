//! Transactions, and what links told of them: the ids they gave, and how those told them that are not the one which is shown.

mod exported;
mod ids;
mod sightings;

pub use exported::{Slice, Span};
pub use ids::{NamedBy, forget_ids, set_ids};
pub use sightings::{Sighting, forget_sightings, upsert_sightings};

use crate::accounts::Account;
use crate::error::Error;
use crate::{Page, PageOf, Row, Tenant, Value, Write, args};
use domain::clock::Timestamp;
use domain::id::{AccountGuid, CategoryGuid, ClientGuid, LinkGuid, MemberGuid, TransactionGuid, UserGuid};
use domain::money::Money;
use domain::transaction::{TransactionFacts, TransactionStatus, TransactionType};
use jiff::civil::Date;

#[derive(Debug, Clone)]
pub struct Transaction {
    pub user: UserGuid,
    pub guid: TransactionGuid,
    pub client: ClientGuid,
    pub member: MemberGuid,
    pub account: AccountGuid,
    /// The id that its link gave it last; none for manual ones.
    pub id: Option<String>,
    pub facts: TransactionFacts,
    /// The link that said so; none for manual ones.
    pub link: Option<LinkGuid>,
    /// The day on which that link first told it in this status.
    pub first_on: Option<Date>,
    pub is_manual: bool,
    pub edits: Edits,
    /// Why it is not shown; none: it is.
    pub retired: Option<Retired>,
    /// Which one it is a part of.
    pub joined_into: Option<TransactionGuid>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// What people type counts as told by a link of its own.
pub fn by_hand() -> LinkGuid {
    LinkGuid::from_digest([0; 16])
}

/// What a person changed or said; never overwritten by a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edits {
    pub date: Option<Date>,
    pub description: Option<String>,
    pub memo: Option<String>,
    pub category_guid: Option<CategoryGuid>,
    pub metadata: Option<String>,
    pub is_hidden: bool,
}

/// Why something is kept and read by nothing but the matching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retired {
    /// It is a part of another one.
    Joined,
    /// The person removed it: it does not come back.
    Removed,
    /// It was pending, and nobody tells it any more.
    Gone,
}

impl Retired {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Joined => "joined",
            Self::Removed => "removed",
            Self::Gone => "gone",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Joined, Self::Removed, Self::Gone].into_iter().find(|one| one.name() == name)
    }
}

/// The facts of a row, in the columns that transactions and sightings share.
fn facts(row: &Row) -> Result<TransactionFacts, Error> {
    Ok(TransactionFacts {
        status: row.named("status", TransactionStatus::from_name)?,
        transaction_type: row.named("transaction_type", TransactionType::from_name)?,
        amount: Money::new(row.int("amount")?, row.parse("currency")?),
        transacted_at: row.opt_time("transacted_at")?,
        posted_at: row.opt_time("posted_at")?,
        date: row.parse("source_date")?,
        description: row.string("description")?,
        memo: row.opt_string("memo")?,
        category: row.opt_string("category")?,
        merchant_category_code: row.opt_int("merchant_category_code")?,
        check_number: row.opt_string("check_number")?,
    })
}

impl Transaction {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            member: row.parse("member_guid")?,
            account: row.parse("account_guid")?,
            id: row.opt_string("source_transaction_id")?,
            facts: facts(row)?,
            link: row.opt_parse("link_guid")?,
            first_on: row.opt_parse("first_on")?,
            is_manual: row.flag("is_manual")?,
            edits: Edits {
                date: row.opt_parse("edited_date")?,
                description: row.opt_string("edited_description")?,
                memo: row.opt_string("edited_memo")?,
                category_guid: row.opt_parse("category_guid")?,
                metadata: row.opt_string("metadata")?,
                is_hidden: row.flag("is_hidden")?,
            },
            retired: row
                .opt_text("retired")?
                .map(|name| Retired::from_name(name).map_or_else(|| row.named("retired", |_| None), Ok))
                .transpose()?,
            joined_into: row.opt_parse("joined_into")?,
            created_at: row.time("created_at")?,
            updated_at: row.time("updated_at")?,
        })
    }

    /// The link whose facts are shown: that of rows typed by hand, where nobody else told of it.
    pub fn shown_by(&self) -> LinkGuid {
        self.link.unwrap_or_else(by_hand)
    }

    /// The day it is shown under.
    pub fn date(&self) -> Date {
        self.edits.date.unwrap_or(self.facts.date)
    }
}

/// New transactions, or known ones with what the source says now; what a person changed stays.
pub fn upsert(transactions: &[Transaction]) -> Write {
    Write::many(
        "INSERT INTO transactions (user_guid, guid, client_guid, member_guid, account_guid, status, transaction_type, amount,
            currency, date, source_date, transacted_at, posted_at, description, memo, category, merchant_category_code,
            check_number, is_manual, edited_date, edited_description, edited_memo, category_guid, metadata, is_hidden,
            created_at, updated_at, link_guid, first_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
            ?24, ?25, ?26, ?27, ?28, ?29)
         ON CONFLICT (user_guid, guid) DO UPDATE SET status = excluded.status, transaction_type = excluded.transaction_type,
            amount = excluded.amount, currency = excluded.currency,
            date = coalesce(transactions.edited_date, excluded.source_date), source_date = excluded.source_date,
            transacted_at = excluded.transacted_at, posted_at = excluded.posted_at, description = excluded.description,
            memo = excluded.memo, category = excluded.category, merchant_category_code = excluded.merchant_category_code,
            check_number = excluded.check_number, updated_at = excluded.updated_at, link_guid = excluded.link_guid,
            first_on = excluded.first_on",
        transactions.iter().map(row_args).collect(),
    )
}

fn row_args(one: &Transaction) -> Vec<Value> {
    args![
        one.user,
        one.guid,
        one.client,
        one.member,
        one.account,
        one.facts.status.name(),
        one.facts.transaction_type.name(),
        one.facts.amount.minor,
        one.facts.amount.currency.code(),
        one.date(),
        one.facts.date,
        one.facts.transacted_at,
        one.facts.posted_at,
        &one.facts.description,
        one.facts.memo.clone(),
        one.facts.category.clone(),
        one.facts.merchant_category_code,
        one.facts.check_number.clone(),
        one.is_manual,
        one.edits.date,
        one.edits.description.clone(),
        one.edits.memo.clone(),
        one.edits.category_guid,
        one.edits.metadata.clone(),
        one.edits.is_hidden,
        one.created_at,
        one.updated_at,
        one.link,
        one.first_on,
    ]
}

/// What a person changed; what is absent stays, so that two who change different things both are heard.
pub fn set_edits(one: &Transaction) -> Write {
    Write::new(
        "UPDATE transactions SET date = coalesce(CAST(?4 AS TEXT), date),
            edited_date = coalesce(CAST(?4 AS TEXT), edited_date),
            edited_description = coalesce(CAST(?5 AS TEXT), edited_description),
            edited_memo = coalesce(CAST(?6 AS TEXT), edited_memo),
            category_guid = coalesce(CAST(?7 AS TEXT), category_guid),
            metadata = coalesce(CAST(?8 AS TEXT), metadata), updated_at = ?9
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
        args![
            one.client,
            one.user,
            one.guid,
            one.edits.date,
            one.edits.description.clone(),
            one.edits.memo.clone(),
            one.edits.category_guid,
            one.edits.metadata.clone(),
            one.updated_at
        ],
    )
    .expect(1, "the transaction is gone")
}

pub fn delete(client: ClientGuid, user: UserGuid, transaction: TransactionGuid) -> Write {
    Write::new(
        "DELETE FROM transactions WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
        args![client, user, transaction],
    )
    .expect(1, "the transaction is gone")
}

/// These are not shown any more, for that cause; none: they are shown again.
pub fn retire(
    user: UserGuid,
    transactions: &[TransactionGuid],
    retired: Option<Retired>,
    now: Timestamp,
) -> Write {
    Write::many(
        "UPDATE transactions SET retired = ?3, updated_at = ?4 WHERE user_guid = ?1 AND guid = ?2",
        transactions.iter().map(|guid| args![user, *guid, retired.map(Retired::name), now]).collect(),
    )
}

/// Each first one is a part of the second from now on.
pub fn join_into(user: UserGuid, pairs: &[(TransactionGuid, TransactionGuid)], now: Timestamp) -> Write {
    Write::many(
        "UPDATE transactions SET retired = 'joined', joined_into = ?3, updated_at = ?4 WHERE user_guid = ?1 AND guid = ?2",
        pairs.iter().map(|(other, kept)| args![user, *other, *kept, now]).collect(),
    )
}

/// What a person changed, as it stands there; and whether it is shown.
pub fn restore_edits(transactions: &[Transaction]) -> Write {
    Write::many(
        "UPDATE transactions SET date = ?3, edited_date = ?4, edited_description = ?5, edited_memo = ?6, category_guid = ?7,
            metadata = ?8, is_hidden = ?9, retired = ?10, joined_into = NULL, updated_at = ?11
         WHERE user_guid = ?1 AND guid = ?2",
        transactions
            .iter()
            .map(|one| {
                args![
                    one.user,
                    one.guid,
                    one.date(),
                    one.edits.date,
                    one.edits.description.clone(),
                    one.edits.memo.clone(),
                    one.edits.category_guid,
                    one.edits.metadata.clone(),
                    one.edits.is_hidden,
                    one.retired.map(Retired::name),
                    one.updated_at
                ]
            })
            .collect(),
    )
}

/// These belong to that account from now on, with all that links told of them.
pub fn move_to(account: &Account, transactions: &[TransactionGuid], now: Timestamp) -> [Write; 3] {
    let rows = |more: bool| {
        let row = |guid: &TransactionGuid| {
            let mut row = args![account.user, *guid, account.guid];
            if more {
                row.extend(args![account.member, now]);
            }
            row
        };
        transactions.iter().map(row).collect()
    };
    [
        Write::many(
            "UPDATE transactions SET account_guid = ?3, member_guid = ?4, updated_at = ?5 WHERE user_guid = ?1 AND guid = ?2",
            rows(true),
        ),
        Write::many(
            "UPDATE transaction_sightings SET account_guid = ?3 WHERE user_guid = ?1 AND transaction_guid = ?2",
            rows(false),
        ),
        Write::many(
            "UPDATE transaction_ids SET account_guid = ?3 WHERE user_guid = ?1 AND transaction_guid = ?2",
            rows(false),
        ),
    ]
}

/// What a list is narrowed to; times from and to are inclusive.
#[derive(Debug, Clone, Default)]
pub struct TransactionFilter {
    pub member: Option<MemberGuid>,
    pub account: Option<AccountGuid>,
    pub from_date: Option<Date>,
    pub to_date: Option<Date>,
    pub from_created_at: Option<Timestamp>,
    pub to_created_at: Option<Timestamp>,
    pub from_updated_at: Option<Timestamp>,
    pub to_updated_at: Option<Timestamp>,
    pub categories: Vec<CategoryGuid>,
    /// Only those of members with this use case.
    pub use_case: Option<String>,
    /// Only those whose description or memo, as shown, holds this, whatever the case of its letters. SQLite knows the case of A to Z
    /// alone.
    pub text: Option<String>,
}

/// ?1 client, ?2 user, then the filter; null narrows nothing. `LIKE` would read `_` as any letter, and SQLite's as any case.
macro_rules! filtered {
    ($select:literal, $rest:literal) => {
        concat!(
            $select,
            " FROM transactions AS t WHERE t.client_guid = ?1 AND t.user_guid = ?2 AND t.retired IS NULL
              AND (CAST(?3 AS TEXT) IS NULL OR t.member_guid = ?3) AND (CAST(?4 AS TEXT) IS NULL OR t.account_guid = ?4)
              AND t.date >= ?5 AND t.date <= ?6
              AND (CAST(?7 AS BIGINT) IS NULL OR t.created_at >= ?7) AND (CAST(?8 AS BIGINT) IS NULL OR t.created_at <= ?8)
              AND (CAST(?9 AS BIGINT) IS NULL OR t.updated_at >= ?9) AND (CAST(?10 AS BIGINT) IS NULL OR t.updated_at <= ?10)
              AND (CAST(?11 AS BIGINT) = 0 OR t.category_guid IN (SELECT key FROM json_each(?12)))
              AND (CAST(?13 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM members AS m
                   WHERE m.user_guid = t.user_guid AND m.guid = t.member_guid
                   AND ' ' || m.use_cases || ' ' <> replace(' ' || m.use_cases || ' ', ' ' || ?13 || ' ', '')))
              AND (CAST(?14 AS TEXT) IS NULL OR replace(lower(coalesce(t.edited_description, t.description) || ' '
                   || coalesce(t.edited_memo, t.memo, '')), lower(?14), '')
                   <> lower(coalesce(t.edited_description, t.description) || ' ' || coalesce(t.edited_memo, t.memo, ''))) ",
            $rest
        )
    };
}

/// A transaction with the id that the link gave it last which told it last.
macro_rules! with_id {
    ($rest:literal) => {
        concat!(
            "SELECT t.*, (SELECT ids.source_transaction_id FROM transaction_ids AS ids
                WHERE ids.user_guid = t.user_guid AND ids.transaction_guid = t.guid
                    ORDER BY CASE WHEN ids.link_guid = t.link_guid THEN 0 ELSE 1 END, ids.named_at DESC,
                        ids.source_transaction_id DESC LIMIT 1) AS source_transaction_id
             FROM transactions AS t ",
            $rest
        )
    };
}
pub(super) use with_id;

impl Tenant<'_> {
    pub async fn transaction(
        &self,
        user: UserGuid,
        guid: TransactionGuid,
    ) -> Result<Option<Transaction>, Error> {
        self.transaction_as(user, guid, None).await
    }

    pub async fn removed_transaction(
        &self,
        user: UserGuid,
        guid: TransactionGuid,
    ) -> Result<Option<Transaction>, Error> {
        self.transaction_as(user, guid, Some(Retired::Removed)).await
    }

    /// One that is out of sight for that cause; for none, one that is in sight.
    async fn transaction_as(
        &self,
        user: UserGuid,
        guid: TransactionGuid,
        retired: Option<Retired>,
    ) -> Result<Option<Transaction>, Error> {
        let rows = self
            .read(
                with_id!(
                    "WHERE t.client_guid = ?1 AND t.user_guid = ?2 AND t.guid = ?3 AND coalesce(t.retired, '') = ?4"
                ),
                args![self.client, user, guid, retired.map_or("", Retired::name)],
            )
            .await?;
        rows.first().map(Transaction::read).transpose()
    }

    /// Newest first.
    pub async fn transactions(
        &self,
        user: UserGuid,
        filter: &TransactionFilter,
        page: Page,
    ) -> Result<PageOf<Transaction>, Error> {
        let mut args = args![
            self.client,
            user,
            filter.member,
            filter.account,
            filter.from_date.unwrap_or(Date::MIN),
            filter.to_date.unwrap_or(Date::MAX),
            filter.from_created_at,
            filter.to_created_at,
            filter.from_updated_at,
            filter.to_updated_at,
            !filter.categories.is_empty(),
            Value::keys(&filter.categories),
            filter.use_case.clone(),
            filter.text.clone(),
        ];
        let total = self.read(filtered!("SELECT count(*) AS total", ""), args.clone()).await?;
        args.extend(args![page.size, page.offset()]);
        let rows = self
            .read(
                filtered!(
                    "SELECT t.*, (SELECT ids.source_transaction_id FROM transaction_ids AS ids
                        WHERE ids.user_guid = t.user_guid AND ids.transaction_guid = t.guid
                    ORDER BY CASE WHEN ids.link_guid = t.link_guid THEN 0 ELSE 1 END, ids.named_at DESC,
                        ids.source_transaction_id DESC LIMIT 1) AS source_transaction_id",
                    "ORDER BY t.date DESC, t.guid DESC LIMIT ?15 OFFSET ?16"
                ),
                args,
            )
            .await?;
        PageOf::read(&rows, &total, Transaction::read)
    }

    /// What a user removed and is remembered, newest first.
    pub async fn removed_transactions(
        &self,
        user: UserGuid,
        page: Page,
    ) -> Result<PageOf<Transaction>, Error> {
        let total = self
            .read(
                "SELECT count(*) AS total FROM transactions
                 WHERE client_guid = ?1 AND user_guid = ?2 AND retired = 'removed'",
                args![self.client, user],
            )
            .await?;
        let rows = self
            .read(
                with_id!(
                    "WHERE t.client_guid = ?1 AND t.user_guid = ?2 AND t.retired = 'removed'
                     ORDER BY t.date DESC, t.guid DESC LIMIT ?3 OFFSET ?4"
                ),
                args![self.client, user, page.size, page.offset()],
            )
            .await?;
        PageOf::read(&rows, &total, Transaction::read)
    }

    /// What a new answer is compared with: the transactions of an account that some link told with one of these days, and those of
    /// these guids; also what is not shown any more, unless it was joined into another.
    pub async fn known_transactions(
        &self,
        user: UserGuid,
        account: AccountGuid,
        (from, to): (Date, Date),
        guids: &[TransactionGuid],
    ) -> Result<Vec<Transaction>, Error> {
        let rows = self
            .read(
                "SELECT t.*, NULL AS source_transaction_id FROM transactions AS t
                 WHERE t.client_guid = ?1 AND t.user_guid = ?2 AND t.account_guid = ?3
                    AND (t.retired IS NULL OR t.retired <> 'joined')
                    AND ((t.source_date >= ?4 AND t.source_date <= ?5)
                        OR t.guid IN (SELECT key FROM json_each(?6))
                        OR t.guid IN (SELECT seen.transaction_guid FROM transaction_sightings AS seen
                            WHERE seen.user_guid = ?2 AND seen.account_guid = ?3
                                AND seen.source_date >= ?4 AND seen.source_date <= ?5))
                 ORDER BY t.source_date, t.guid",
                args![self.client, user, account, from, to, Value::keys(guids)],
            )
            .await?;
        rows.iter().map(Transaction::read).collect()
    }

    /// These transactions, also those that are not shown any more.
    pub async fn transactions_by_guids(
        &self,
        user: UserGuid,
        guids: &[TransactionGuid],
    ) -> Result<Vec<Transaction>, Error> {
        let rows = self
            .read(
                with_id!(
                    "WHERE t.client_guid = ?1 AND t.user_guid = ?2 AND t.guid IN (SELECT key FROM json_each(?3)) ORDER BY t.guid"
                ),
                args![self.client, user, Value::keys(guids)],
            )
            .await?;
        rows.iter().map(Transaction::read).collect()
    }
}
