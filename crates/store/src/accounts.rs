//! Accounts, the ids that sources give them, and what hangs on them: numbers, owners, holdings.

use crate::error::Error;
use crate::{Page, PageOf, Place, Row, Tenant, Write, args};
use domain::account::{
    AccountFacts, AccountType, AmountField, Holding, Numbers, Owner, Ownership, RateField, TextField,
    TimeField,
};
use domain::clock::Timestamp;
use domain::id::{
    AccountGuid, AccountNumberGuid, AccountOwnerGuid, ClientGuid, HoldingGuid, MemberGuid, UserGuid,
};
use domain::money::Rate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

#[derive(Debug, Clone)]
pub struct Account {
    pub user: UserGuid,
    pub guid: AccountGuid,
    pub client: ClientGuid,
    pub member: MemberGuid,
    /// The id that the active source gives it, or the client for a manual one.
    pub id: Option<String>,
    pub facts: AccountFacts,
    /// A keyed hash of the full number.
    pub number_hash: Option<String>,
    pub metadata: Option<String>,
    pub is_hidden: bool,
    pub is_business: bool,
    /// When a source last told of it; none for manual ones.
    pub imported_at: Option<Timestamp>,
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
            number_hash: row.opt_string("number_hash")?,
            metadata: row.opt_string("metadata")?,
            is_hidden: row.flag("is_hidden")?,
            is_business: row.flag("is_business")?,
            imported_at: row.opt_time("imported_at")?,
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

/// New accounts, or known ones anew. What the client says of an account (hidden, business, metadata) is written as given.
pub fn upsert(accounts: &[Account]) -> Write {
    Write::many(
        "INSERT INTO accounts (user_guid, guid, client_guid, member_guid, id, name, account_type, currency, mask, is_closed,
            facts, number_hash, metadata, is_hidden, is_business, imported_at, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
         ON CONFLICT (user_guid, guid) DO UPDATE SET id = excluded.id, name = excluded.name,
            account_type = excluded.account_type, currency = excluded.currency, mask = excluded.mask,
            is_closed = excluded.is_closed, facts = excluded.facts, number_hash = excluded.number_hash,
            metadata = excluded.metadata, is_hidden = excluded.is_hidden, is_business = excluded.is_business,
            imported_at = excluded.imported_at, updated_at = excluded.updated_at",
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
                    account.number_hash.clone(),
                    account.metadata.clone(),
                    account.is_hidden,
                    account.is_business,
                    account.imported_at,
                    account.created_at,
                    account.updated_at
                ]
            })
            .collect(),
    )
}

/// What the client says of a delivered account, alone: a source that writes at the same time is not overwritten.
pub fn set_client_fields(account: &Account) -> Write {
    Write::new(
        "UPDATE accounts SET metadata = ?4, is_hidden = ?5, is_business = ?6, updated_at = ?7
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
        args![
            account.client,
            account.user,
            account.guid,
            account.metadata.clone(),
            account.is_hidden,
            account.is_business,
            account.updated_at
        ],
    )
    .expect(1, "the account is gone")
}

pub fn delete(client: ClientGuid, user: UserGuid, account: AccountGuid) -> Write {
    Write::new(
        "DELETE FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
        args![client, user, account],
    )
    .expect(1, "the account is gone")
}

/// The id that a source gives an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountSource {
    pub source_account_id: String,
    pub account: AccountGuid,
}

/// Notes the ids that `source` gives accounts of a member; an id that moved to another account moves here too.
pub fn upsert_sources(user: UserGuid, member: MemberGuid, source: &str, ids: &[AccountSource]) -> Write {
    Write::many(
        "INSERT INTO account_sources (user_guid, member_guid, source, source_account_id, account_guid)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (user_guid, member_guid, source, source_account_id) DO UPDATE SET account_guid = excluded.account_guid",
        ids.iter().map(|id| args![user, member, source, &id.source_account_id, id.account]).collect(),
    )
}

/// The full numbers of an account, as a client reads them.
#[derive(Debug, Clone)]
pub struct StoredNumbers {
    pub guid: AccountNumberGuid,
    pub account: AccountGuid,
    pub member: MemberGuid,
    pub numbers: Numbers,
}

/// An owner of an account, as a client reads them.
#[derive(Debug, Clone)]
pub struct StoredOwner {
    pub guid: AccountOwnerGuid,
    pub account: AccountGuid,
    pub member: MemberGuid,
    pub owner: Owner,
}

/// Field by field, since [`Numbers`] itself has no serialised form.
#[derive(Serialize, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the names of the API")]
struct SealedNumbers {
    account_number: Option<String>,
    routing_number: Option<String>,
    institution_number: Option<String>,
    transit_number: Option<String>,
    sequence_number: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct SealedOwner {
    owner_name: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    address: Option<String>,
    city: Option<String>,
    state: Option<String>,
    postal_code: Option<String>,
    country: Option<String>,
}

fn numbers_place(account: &str) -> Place<'_> {
    Place { table: "account_numbers", column: "numbers_sealed", row: account }
}

fn owner_place(account: &str) -> Place<'_> {
    Place { table: "account_owners", column: "owner_sealed", row: account }
}

/// A holding, as a client reads it.
pub fn upsert_holdings(account: &Account, holdings: &[(HoldingGuid, Holding)], now: Timestamp) -> Vec<Write> {
    let gone = Write::new(
        "DELETE FROM holdings WHERE client_guid = ?1 AND user_guid = ?2 AND account_guid = ?3",
        args![account.client, account.user, account.guid],
    );
    let insert = Write::many(
        "INSERT INTO holdings (user_guid, account_guid, source_id, guid, client_guid, member_guid, facts, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        holdings
            .iter()
            .map(|(guid, holding)| {
                let facts = serde_json::json!({
                    "symbol": holding.symbol, "cusip": holding.cusip, "description": holding.description,
                    "holding_type": holding.holding_type, "currency": holding.currency.code(),
                    "quantity": holding.quantity.millionths, "price": holding.price.map(|price| price.millionths),
                    "market_value": holding.market_value, "cost_basis": holding.cost_basis,
                });
                args![
                    account.user,
                    account.guid,
                    &holding.source_id,
                    *guid,
                    account.client,
                    account.member,
                    facts.to_string(),
                    now
                ]
            })
            .collect(),
    );
    vec![gone, insert]
}

/// ?1 client, ?2 user, ?3 member or null, ?4 manual or not or null.
macro_rules! filtered {
    ($select:literal, $rest:literal) => {
        concat!(
            $select,
            " FROM accounts WHERE client_guid = ?1 AND user_guid = ?2
              AND (CAST(?3 AS TEXT) IS NULL OR member_guid = ?3)
              AND (CAST(?4 AS BIGINT) IS NULL OR (CASE WHEN imported_at IS NULL THEN 1 ELSE 0 END) = ?4) ",
            $rest
        )
    };
}

impl Tenant<'_> {
    pub async fn account(&self, user: UserGuid, guid: AccountGuid) -> Result<Option<Account>, Error> {
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
                "SELECT * FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND id = ?3 ORDER BY guid LIMIT 1",
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

    /// All accounts of a member.
    pub async fn all_accounts(&self, user: UserGuid, member: MemberGuid) -> Result<Vec<Account>, Error> {
        let rows = self
            .read(
                "SELECT * FROM accounts WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 ORDER BY guid",
                args![self.client, user, member],
            )
            .await?;
        rows.iter().map(Account::read).collect()
    }

    /// The ids that a source gives the accounts of a member.
    pub async fn account_sources(
        &self,
        user: UserGuid,
        member: MemberGuid,
        source: &str,
    ) -> Result<Vec<AccountSource>, Error> {
        let rows = self
            .read(
                "SELECT ids.source_account_id, ids.account_guid FROM account_sources AS ids
                 JOIN members ON members.user_guid = ids.user_guid AND members.guid = ids.member_guid
                 WHERE members.client_guid = ?1 AND ids.user_guid = ?2 AND ids.member_guid = ?3 AND ids.source = ?4",
                args![self.client, user, member, source],
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok(AccountSource {
                    source_account_id: row.string("source_account_id")?,
                    account: row.parse("account_guid")?,
                })
            })
            .collect()
    }

    /// Seals and writes the numbers of an account; a known one keeps its guid.
    pub async fn upsert_numbers(
        &self,
        account: &Account,
        numbers: &[(AccountNumberGuid, Numbers)],
        now: Timestamp,
    ) -> Result<Write, Error> {
        let mut rows = Vec::with_capacity(numbers.len());
        for (guid, one) in numbers {
            let json = Zeroizing::new(crate::to_json(&SealedNumbers {
                account_number: one.account_number.clone(),
                routing_number: one.routing_number.clone(),
                institution_number: one.institution_number.clone(),
                transit_number: one.transit_number.clone(),
                sequence_number: one.sequence_number.clone(),
            }));
            let sealed = self.seal(numbers_place(&account.guid.to_string()), json.as_bytes()).await?;
            rows.push(args![
                account.user,
                account.guid,
                *guid,
                account.client,
                account.member,
                &one.source_id,
                sealed,
                now
            ]);
        }
        Ok(Write::many(
            "INSERT INTO account_numbers (user_guid, account_guid, guid, client_guid, member_guid, source_id, numbers_sealed,
                created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (user_guid, account_guid, source_id) DO UPDATE SET numbers_sealed = excluded.numbers_sealed",
            rows,
        ))
    }

    /// Seals and writes the owners of an account; a known one keeps its guid.
    pub async fn upsert_owners(
        &self,
        account: &Account,
        owners: &[(AccountOwnerGuid, Owner)],
        now: Timestamp,
    ) -> Result<Write, Error> {
        let mut rows = Vec::with_capacity(owners.len());
        for (guid, owner) in owners {
            let one = owner.clone();
            let json = Zeroizing::new(crate::to_json(&SealedOwner {
                owner_name: one.owner_name,
                first_name: one.first_name,
                last_name: one.last_name,
                email: one.email,
                phone: one.phone,
                address: one.address,
                city: one.city,
                state: one.state,
                postal_code: one.postal_code,
                country: one.country,
            }));
            let sealed = self.seal(owner_place(&account.guid.to_string()), json.as_bytes()).await?;
            rows.push(args![
                account.user,
                account.guid,
                *guid,
                account.client,
                account.member,
                &owner.source_id,
                sealed,
                now
            ]);
        }
        Ok(Write::many(
            "INSERT INTO account_owners (user_guid, account_guid, guid, client_guid, member_guid, source_id, owner_sealed,
                created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (user_guid, account_guid, source_id) DO UPDATE SET owner_sealed = excluded.owner_sealed",
            rows,
        ))
    }

    /// Numbers of one account, or of all accounts of a member.
    pub async fn numbers(&self, user: UserGuid, of: Of, page: Page) -> Result<PageOf<StoredNumbers>, Error> {
        let (member, account) = of.args();
        let mut args = args![self.client, user, member, account];
        let total = self
            .read(
                "SELECT count(*) AS total FROM account_numbers WHERE client_guid = ?1 AND user_guid = ?2
                    AND (CAST(?3 AS TEXT) IS NULL OR member_guid = ?3) AND (CAST(?4 AS TEXT) IS NULL OR account_guid = ?4)",
                args.clone(),
            )
            .await?;
        args.extend(args![page.size, page.offset()]);
        let rows = self
            .read(
                "SELECT * FROM account_numbers WHERE client_guid = ?1 AND user_guid = ?2
                    AND (CAST(?3 AS TEXT) IS NULL OR member_guid = ?3) AND (CAST(?4 AS TEXT) IS NULL OR account_guid = ?4)
                 ORDER BY guid LIMIT ?5 OFFSET ?6",
                args,
            )
            .await?;
        let key = self.key().await?;
        PageOf::read(&rows, &total, |row| {
            let opened = crate::seal::open(
                &key,
                numbers_place(row.text("account_guid")?),
                row.blob("numbers_sealed")?,
            )?;
            let read: SealedNumbers =
                serde_json::from_slice(&opened).map_err(|_| Error::Unsealable("account_numbers"))?;
            Ok(StoredNumbers {
                guid: row.parse("guid")?,
                account: row.parse("account_guid")?,
                member: row.parse("member_guid")?,
                numbers: Numbers {
                    source_id: row.string("source_id")?,
                    account_number: read.account_number,
                    routing_number: read.routing_number,
                    institution_number: read.institution_number,
                    transit_number: read.transit_number,
                    sequence_number: read.sequence_number,
                },
            })
        })
    }

    /// Owners of one account, or of all accounts of a member.
    pub async fn owners(&self, user: UserGuid, of: Of, page: Page) -> Result<PageOf<StoredOwner>, Error> {
        let (member, account) = of.args();
        let mut args = args![self.client, user, member, account];
        let total = self
            .read(
                "SELECT count(*) AS total FROM account_owners WHERE client_guid = ?1 AND user_guid = ?2
                    AND (CAST(?3 AS TEXT) IS NULL OR member_guid = ?3) AND (CAST(?4 AS TEXT) IS NULL OR account_guid = ?4)",
                args.clone(),
            )
            .await?;
        args.extend(args![page.size, page.offset()]);
        let rows = self
            .read(
                "SELECT * FROM account_owners WHERE client_guid = ?1 AND user_guid = ?2
                    AND (CAST(?3 AS TEXT) IS NULL OR member_guid = ?3) AND (CAST(?4 AS TEXT) IS NULL OR account_guid = ?4)
                 ORDER BY guid LIMIT ?5 OFFSET ?6",
                args,
            )
            .await?;
        let key = self.key().await?;
        PageOf::read(&rows, &total, |row| {
            let opened =
                crate::seal::open(&key, owner_place(row.text("account_guid")?), row.blob("owner_sealed")?)?;
            let read: SealedOwner =
                serde_json::from_slice(&opened).map_err(|_| Error::Unsealable("account_owners"))?;
            Ok(StoredOwner {
                guid: row.parse("guid")?,
                account: row.parse("account_guid")?,
                member: row.parse("member_guid")?,
                owner: Owner {
                    source_id: row.string("source_id")?,
                    owner_name: read.owner_name,
                    first_name: read.first_name,
                    last_name: read.last_name,
                    email: read.email,
                    phone: read.phone,
                    address: read.address,
                    city: read.city,
                    state: read.state,
                    postal_code: read.postal_code,
                    country: read.country,
                },
            })
        })
    }
}

/// Whose numbers or owners.
#[derive(Debug, Clone, Copy)]
pub enum Of {
    Member(MemberGuid),
    Account(AccountGuid),
}

impl Of {
    fn args(self) -> (Option<MemberGuid>, Option<AccountGuid>) {
        match self {
            Self::Member(member) => (Some(member), None),
            Self::Account(account) => (None, Some(account)),
        }
    }
}
