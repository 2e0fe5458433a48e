//! Accounts, how links told them, and what hangs on them: numbers, owners, holdings.

mod coverages;
mod holdings;
mod numbers;
mod owners;
mod sightings;

pub use coverages::{Coverage, move_coverages, replace_coverages};
pub use holdings::upsert_holdings;
pub use numbers::StoredNumbers;
pub use owners::StoredOwner;
pub use sightings::{Sighting, move_sightings, set_doubtful, set_reversed, upsert_sightings};

use crate::error::Error;
use crate::transactions::Retired;
use crate::{Page, PageOf, Row, Tenant, Write, args};
use domain::account::{AccountFacts, AccountType, AmountField, Ownership, RateField, TextField, TimeField};
use domain::clock::Timestamp;
use domain::id::{AccountGuid, ClientGuid, MemberGuid, UserGuid};
use domain::money::Rate;
use domain::reason::Reason;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
pub struct Account {
    pub user: UserGuid,
    pub guid: AccountGuid,
    pub client: ClientGuid,
    pub member: MemberGuid,
    /// The id that the active source gives it, or the client for a manual one.
    pub id: Option<String>,
    pub facts: AccountFacts,
    pub metadata: Option<String>,
    pub is_hidden: bool,
    pub is_business: bool,
    /// When a source last told of it; none for manual ones.
    pub imported_at: Option<Timestamp>,
    /// Since when its source, which told of it before, leaves it out: the person shares it no more.
    pub absent_since: Option<Timestamp>,
    /// What went wrong with it alone at the last reading.
    pub trouble: Option<Reason>,
    /// Why it is not shown; none: it is.
    pub retired: Option<Retired>,
    /// Which one it is a part of.
    pub joined_into: Option<AccountGuid>,
    /// Raised with every change of its transactions.
    pub rows_version: i64,
    /// Where it was, of one that was kept when its connection was removed.
    pub kept_institution_code: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// The facts as they are stored.
#[derive(Debug, Serialize, Deserialize)]
struct StoredFacts {
    ownership: Option<String>,
    amounts: BTreeMap<String, i64>,
    rates: BTreeMap<String, i64>,
    times: BTreeMap<String, String>,
    texts: BTreeMap<String, String>,
}

impl Account {
    /// One of which nothing is said but its facts.
    pub fn new(
        (client, user, member): (ClientGuid, UserGuid, MemberGuid),
        guid: AccountGuid,
        facts: AccountFacts,
        now: Timestamp,
    ) -> Self {
        Self {
            user,
            guid,
            client,
            member,
            id: None,
            facts,
            metadata: None,
            is_hidden: false,
            is_business: false,
            imported_at: None,
            absent_since: None,
            trouble: None,
            retired: None,
            joined_into: None,
            rows_version: 0,
            kept_institution_code: None,
            created_at: now,
            updated_at: now,
        }
    }

    fn read(row: &Row) -> Result<Self, Error> {
        let stored: StoredFacts = row.json("facts")?;
        let mut facts = AccountFacts::new(
            row.string("name")?,
            row.named("account_type", AccountType::from_name)?,
            row.parse("currency")?,
        );
        facts.is_closed = row.flag("is_closed")?;
        facts.mask = row.opt_string("mask")?;
        facts.ownership = stored.ownership.as_deref().and_then(Ownership::from_name);
        facts.amounts = named_keys(stored.amounts, AmountField::from_name);
        facts.rates = named_keys(stored.rates, RateField::from_name)
            .into_iter()
            .map(|(field, millionths)| (field, Rate { millionths }))
            .collect();
        facts.times = named_keys(stored.times, TimeField::from_name);
        facts.texts = named_keys(stored.texts, TextField::from_name);
        Ok(Self {
            user: row.parse("user_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            member: row.parse("member_guid")?,
            id: row.opt_string("id")?,
            facts,
            metadata: row.opt_string("metadata")?,
            is_hidden: row.flag("is_hidden")?,
            is_business: row.flag("is_business")?,
            imported_at: row.opt_time("imported_at")?,
            absent_since: row.opt_time("absent_since")?,
            trouble: row
                .opt_text("trouble")?
                .map(|name| Reason::from_name(name).map_or_else(|| row.named("trouble", |_| None), Ok))
                .transpose()?,
            retired: row
                .opt_text("retired")?
                .map(|name| Retired::from_name(name).map_or_else(|| row.named("retired", |_| None), Ok))
                .transpose()?,
            rows_version: row.int("rows_version")?,
            joined_into: row.opt_parse("joined_into")?,
            kept_institution_code: row.opt_string("kept_institution_code")?,
            created_at: row.time("created_at")?,
            updated_at: row.time("updated_at")?,
        })
    }
}

fn named_keys<F: Ord, V>(stored: BTreeMap<String, V>, find: impl Fn(&str) -> Option<F>) -> BTreeMap<F, V> {
    stored.into_iter().filter_map(|(name, value)| Some((find(&name)?, value))).collect()
}

fn stored(facts: &AccountFacts) -> String {
    crate::to_json(&StoredFacts {
        ownership: facts.ownership.map(|one| one.name().to_owned()),
        amounts: facts.amounts.iter().map(|(field, minor)| (field.name().to_owned(), *minor)).collect(),
        rates: facts.rates.iter().map(|(field, rate)| (field.name().to_owned(), rate.millionths)).collect(),
        times: facts.times.iter().map(|(field, text)| (field.name().to_owned(), text.clone())).collect(),
        texts: facts.texts.iter().map(|(field, text)| (field.name().to_owned(), text.clone())).collect(),
    })
}

/// New accounts, or known ones with what the source says now; what the client says (hidden, business, metadata) stays.
pub fn upsert(accounts: &[Account]) -> Write {
    Write::many(
        "INSERT INTO accounts (user_guid, guid, client_guid, member_guid, id, name, account_type, currency, mask, is_closed,
            facts, metadata, is_hidden, is_business, imported_at, created_at, updated_at, absent_since, trouble, retired,
            joined_into, kept_institution_code)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
         ON CONFLICT (user_guid, guid) DO UPDATE SET member_guid = excluded.member_guid,
            kept_institution_code = excluded.kept_institution_code, id = excluded.id, name = excluded.name,
            account_type = excluded.account_type, currency = excluded.currency, mask = excluded.mask,
            is_closed = excluded.is_closed, facts = excluded.facts,
            imported_at = excluded.imported_at, updated_at = excluded.updated_at, absent_since = excluded.absent_since,
            trouble = excluded.trouble
         WHERE (accounts.retired IS NULL) = (excluded.retired IS NULL)",
        accounts
            .iter()
            .map(|account| {
                args![
                    account.user,
                    account.guid,
                    account.client,
                    account.member,
                    account.id.clone(),
                    &account.facts.name,
                    account.facts.account_type.name(),
                    account.facts.currency.code(),
                    account.facts.mask.clone(),
                    account.facts.is_closed,
                    stored(&account.facts),
                    account.metadata.clone(),
                    account.is_hidden,
                    account.is_business,
                    account.imported_at,
                    account.created_at,
                    account.updated_at,
                    account.absent_since,
                    account.trouble.map(Reason::name),
                    account.retired.map(Retired::name),
                    account.joined_into,
                    account.kept_institution_code.clone()
                ]
            })
            .collect(),
    )
}

/// What hangs on these accounts goes with them to the member that has them now.
pub fn move_rows(accounts: &[Account]) -> Vec<Write> {
    let rows: Vec<_> =
        accounts.iter().map(|account| args![account.user, account.guid, account.member]).collect();
    [
        "UPDATE transactions SET member_guid = ?3 WHERE user_guid = ?1 AND account_guid = ?2",
        "UPDATE holdings SET member_guid = ?3 WHERE user_guid = ?1 AND account_guid = ?2",
        "UPDATE account_numbers SET member_guid = ?3 WHERE user_guid = ?1 AND account_guid = ?2",
        "UPDATE account_owners SET member_guid = ?3 WHERE user_guid = ?1 AND account_guid = ?2",
        "UPDATE statements SET member_guid = ?3 WHERE user_guid = ?1 AND account_guid = ?2",
    ]
    .map(|sql| Write::many(sql, rows.clone()))
    .into()
}

/// What the client says of an account; what is absent stays, so that two who say different things both are heard.
pub fn set_client_fields(
    account: &Account,
    metadata: Option<&str>,
    is_hidden: Option<bool>,
    is_business: Option<bool>,
) -> Write {
    Write::new(
        "UPDATE accounts SET metadata = coalesce(CAST(?4 AS TEXT), metadata),
            is_hidden = coalesce(CAST(?5 AS BIGINT), is_hidden),
            is_business = coalesce(CAST(?6 AS BIGINT), is_business), updated_at = ?7
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
        args![
            account.client,
            account.user,
            account.guid,
            metadata,
            is_hidden,
            is_business,
            account.updated_at
        ],
    )
    .expect(1, "the account is gone")
}

/// The facts of an account made by hand, unless it changed since `read_at`.
pub fn set_facts(account: &Account, read_at: Timestamp) -> Write {
    Write::new(
        "UPDATE accounts SET name = ?5, account_type = ?6, currency = ?7, mask = ?8, is_closed = ?9, facts = ?10
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND updated_at = ?4",
        args![
            account.client,
            account.user,
            account.guid,
            read_at,
            &account.facts.name,
            account.facts.account_type.name(),
            account.facts.currency.code(),
            account.facts.mask.clone(),
            account.facts.is_closed,
            stored(&account.facts)
        ],
    )
    .expect(1, "the account changed meanwhile")
}

pub fn delete(client: ClientGuid, user: UserGuid, account: AccountGuid) -> Write {
    Write::new(
        "DELETE FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
        args![client, user, account],
    )
    .expect(1, "the account is gone")
}

/// An account that was kept when its connection was removed, unless a new connection has taken it over.
pub fn delete_kept(account: &Account) -> Write {
    Write::new(
        "DELETE FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND kept_institution_code IS NOT NULL",
        args![account.client, account.user, account.guid],
    )
    .expect(1, "the account is gone")
}

/// Whether an account is shown, and which one it became a part of.
pub fn retire(
    account: &Account,
    retired: Option<Retired>,
    into: Option<AccountGuid>,
    now: Timestamp,
) -> Write {
    Write::new(
        "UPDATE accounts SET retired = ?4, joined_into = ?5, updated_at = ?6
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
        args![account.client, account.user, account.guid, retired.map(Retired::name), into, now],
    )
    .expect(1, "the account is gone")
}

/// The person removed the account: what it can be known by stays, so that it is not read again, and everything else goes.
pub fn remove(account: &Account, now: Timestamp) -> Vec<Write> {
    let facts = &account.facts;
    let bare = AccountFacts::new(facts.name.clone(), facts.account_type, facts.currency);
    let of_account = |sql| Write::new(sql, args![account.user, account.guid]);
    vec![
        Write::new(
            "UPDATE accounts SET retired = 'removed', facts = ?4, id = NULL, metadata = NULL, trouble = NULL,
                absent_since = NULL, rows_version = rows_version + 1, updated_at = ?5
             WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND retired IS NULL",
            args![account.client, account.user, account.guid, stored(&bare), now],
        )
        .expect(1, "the account is gone"),
        of_account("DELETE FROM transactions WHERE user_guid = ?1 AND account_guid = ?2"),
        of_account("DELETE FROM holdings WHERE user_guid = ?1 AND account_guid = ?2"),
        of_account("DELETE FROM statements WHERE user_guid = ?1 AND account_guid = ?2"),
        of_account("DELETE FROM account_numbers WHERE user_guid = ?1 AND account_guid = ?2"),
        of_account("DELETE FROM account_owners WHERE user_guid = ?1 AND account_guid = ?2"),
        of_account("DELETE FROM coverages WHERE user_guid = ?1 AND account_guid = ?2"),
        of_account("DELETE FROM joins WHERE user_guid = ?1 AND account_guid = ?2"),
        of_account(
            "DELETE FROM suggestions WHERE user_guid = ?1 AND (account_guid = ?2 OR known_guid = ?2 OR other_guid = ?2)",
        ),
        of_account("DELETE FROM accounts WHERE user_guid = ?1 AND joined_into = ?2"),
    ]
}

/// A removed account is shared again; the next run reads it.
pub fn share_again(account: &Account, now: Timestamp) -> Write {
    Write::new(
        "UPDATE accounts SET retired = NULL, updated_at = ?4
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND retired = 'removed'",
        args![account.client, account.user, account.guid, now],
    )
    .expect(1, "the account is shared already")
}

/// Full numbers and owners of these accounts go.
pub fn forget_secrets(accounts: &[Account]) -> [Write; 2] {
    let rows: Vec<_> = accounts.iter().map(|account| args![account.user, account.guid]).collect();
    [
        Write::many("DELETE FROM account_numbers WHERE user_guid = ?1 AND account_guid = ?2", rows.clone()),
        Write::many("DELETE FROM account_owners WHERE user_guid = ?1 AND account_guid = ?2", rows),
    ]
}

/// The metadata of an account, or none.
pub fn restore_metadata(account: &Account, metadata: Option<&str>) -> Write {
    Write::new(
        "UPDATE accounts SET metadata = ?4 WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
        args![account.client, account.user, account.guid, metadata],
    )
}

/// What a conflict of [`raise_rows_version`] says: somebody else wrote transactions of the account.
pub const ROWS_CHANGED: &str = "the account's transactions changed meanwhile";

/// The transactions of the account change with this commit, if nobody changed them since it was read.
pub fn raise_rows_version(account: &Account) -> Write {
    Write::new(
        "UPDATE accounts SET rows_version = rows_version + 1
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND rows_version = ?4 AND retired IS NULL",
        args![account.client, account.user, account.guid, account.rows_version],
    )
    .expect(1, ROWS_CHANGED)
}

/// The source leaves these accounts out by now; since when, stays.
pub fn mark_absent(accounts: &[&Account], now: Timestamp) -> Write {
    Write::many(
        "UPDATE accounts SET absent_since = ?4, updated_at = ?4
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND absent_since IS NULL",
        accounts.iter().map(|account| args![account.client, account.user, account.guid, now]).collect(),
    )
}

/// Something went wrong with this account alone.
pub fn set_trouble(account: &Account, trouble: Reason) -> Write {
    Write::new(
        "UPDATE accounts SET trouble = ?4 WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
        args![account.client, account.user, account.guid, trouble.name()],
    )
}

/// ?1 client, ?2 user, ?3 member or null, ?4 manual or not or null.
macro_rules! filtered {
    ($select:literal, $rest:literal) => {
        concat!(
            $select,
            " FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND retired IS NULL
              AND (CAST(?3 AS TEXT) IS NULL OR member_guid = ?3)
              AND (CAST(?4 AS BIGINT) IS NULL OR (CASE WHEN imported_at IS NULL THEN 1 ELSE 0 END) = ?4) ",
            $rest
        )
    };
}

/// ?1 client, ?2 user, ?3 member.
macro_rules! own {
    ($select:literal, $rest:literal) => {
        concat!(
            $select,
            " FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 AND retired IS NULL
              AND kept_institution_code IS NULL ",
            $rest
        )
    };
}

impl Tenant<'_> {
    pub async fn account(&self, user: UserGuid, guid: AccountGuid) -> Result<Option<Account>, Error> {
        let rows = self
            .read(
                "SELECT * FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND retired IS NULL",
                args![self.client, user, guid],
            )
            .await?;
        rows.first().map(Account::read).transpose()
    }

    /// An account, also one that is not shown any more.
    pub async fn any_account(&self, user: UserGuid, guid: AccountGuid) -> Result<Option<Account>, Error> {
        let rows = self
            .read(
                "SELECT * FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
                args![self.client, user, guid],
            )
            .await?;
        rows.first().map(Account::read).transpose()
    }

    pub async fn account_by_id(&self, user: UserGuid, id: &str) -> Result<Option<Account>, Error> {
        let rows = self
            .read(
                "SELECT * FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND id = ?3 AND retired IS NULL
                 ORDER BY guid LIMIT 1",
                args![self.client, user, id],
            )
            .await?;
        rows.first().map(Account::read).transpose()
    }

    /// Accounts of a user, or of one member, in the order they were found.
    pub async fn accounts(
        &self,
        user: UserGuid,
        member: Option<MemberGuid>,
        is_manual: Option<bool>,
        page: Page,
    ) -> Result<PageOf<Account>, Error> {
        let mut args = args![self.client, user, member, is_manual];
        let total = self.read(filtered!("SELECT count(*) AS total", ""), args.clone()).await?;
        args.extend(args![page.size, page.offset()]);
        let rows = self.read(filtered!("SELECT *", "ORDER BY guid LIMIT ?5 OFFSET ?6"), args).await?;
        PageOf::read(&rows, &total, Account::read)
    }

    /// So many accounts of a user behind one, or of one member, or one account alone; in the order of their guids.
    pub async fn accounts_after(
        &self,
        user: UserGuid,
        (member, account): (Option<MemberGuid>, Option<AccountGuid>),
        after: Option<AccountGuid>,
        count_max: u32,
    ) -> Result<Vec<Account>, Error> {
        let after = after.map(|guid| guid.to_string()).unwrap_or_default();
        let rows = self
            .read(
                "SELECT * FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND retired IS NULL
                    AND (CAST(?3 AS TEXT) IS NULL OR member_guid = ?3) AND (CAST(?4 AS TEXT) IS NULL OR guid = ?4)
                    AND guid > ?5
                 ORDER BY guid LIMIT ?6",
                args![self.client, user, member, account, after, count_max],
            )
            .await?;
        rows.iter().map(Account::read).collect()
    }

    /// Accounts of a member without those that were kept when their connection was removed, in the order they were found.
    pub async fn own_accounts(
        &self,
        user: UserGuid,
        member: MemberGuid,
        page: Page,
    ) -> Result<PageOf<Account>, Error> {
        let mut args = args![self.client, user, member];
        let total = self.read(own!("SELECT count(*) AS total", ""), args.clone()).await?;
        args.extend(args![page.size, page.offset()]);
        let rows = self.read(own!("SELECT *", "ORDER BY guid LIMIT ?4 OFFSET ?5"), args).await?;
        PageOf::read(&rows, &total, Account::read)
    }

    /// The accounts of a user that were kept when their connection was removed, those of one institution together.
    pub async fn kept_accounts(&self, user: UserGuid) -> Result<Vec<Account>, Error> {
        let rows = self
            .read(
                "SELECT * FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND retired IS NULL
                    AND kept_institution_code IS NOT NULL
                 ORDER BY kept_institution_code, guid",
                args![self.client, user],
            )
            .await?;
        rows.iter().map(Account::read).collect()
    }

    /// What the accounts of an answer are compared with: all of the user, also those that the person removed, and not those that were
    /// joined into others.
    pub async fn known_accounts(&self, user: UserGuid) -> Result<Vec<Account>, Error> {
        let rows = self
            .read(
                "SELECT * FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND (retired IS NULL OR retired = 'removed')
                 ORDER BY guid",
                args![self.client, user],
            )
            .await?;
        rows.iter().map(Account::read).collect()
    }

    /// The accounts of a member that the person removed.
    pub async fn removed_accounts(&self, user: UserGuid, member: MemberGuid) -> Result<Vec<Account>, Error> {
        let rows = self
            .read(
                "SELECT * FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 AND retired = 'removed'
                 ORDER BY guid",
                args![self.client, user, member],
            )
            .await?;
        rows.iter().map(Account::read).collect()
    }

    /// All accounts of a member.
    pub async fn all_accounts(&self, user: UserGuid, member: MemberGuid) -> Result<Vec<Account>, Error> {
        let rows = self
            .read(
                "SELECT * FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 AND retired IS NULL
                 ORDER BY guid",
                args![self.client, user, member],
            )
            .await?;
        rows.iter().map(Account::read).collect()
    }
}

/// Whose numbers or owners.
#[derive(Debug, Clone, Copy)]
pub enum Of {
    Member(MemberGuid),
    Account(AccountGuid),
}

impl Of {
    pub(crate) fn args(self) -> (Option<MemberGuid>, Option<AccountGuid>) {
        match self {
            Self::Member(member) => (Some(member), None),
            Self::Account(account) => (None, Some(account)),
        }
    }
}
