//! How each link told an account last.

use crate::error::Error;
use crate::{Row, Tenant, Write, args};
use domain::account::AccountType;
use domain::clock::Timestamp;
use domain::id::{AccountGuid, LinkGuid, UserGuid};
use domain::money::Currency;

/// What one link said of an account. Numbers are keyed hashes.
#[derive(Debug, Clone)]
pub struct Sighting {
    pub user: UserGuid,
    pub link: LinkGuid,
    pub source: String,
    pub source_account_id: String,
    pub account: AccountGuid,
    pub institution_code: Option<String>,
    /// An id that the source promises to keep.
    pub persistent_id: Option<String>,
    pub name: String,
    pub account_type: AccountType,
    pub currency: Currency,
    pub mask: Option<String>,
    pub number_hash: Option<String>,
    pub routing_hash: Option<String>,
    pub iban_hash: Option<String>,
    /// What this link told under this id contradicted what was known.
    pub is_doubtful: bool,
    /// The signs of its transactions are turned round.
    pub is_reversed: bool,
    pub told_at: Timestamp,
}

impl Sighting {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            link: row.parse("link_guid")?,
            source: row.string("source")?,
            source_account_id: row.string("source_account_id")?,
            account: row.parse("account_guid")?,
            institution_code: row.opt_string("institution_code")?,
            persistent_id: row.opt_string("persistent_id")?,
            name: row.string("name")?,
            account_type: row.named("account_type", AccountType::from_name)?,
            currency: row.parse("currency")?,
            mask: row.opt_string("mask")?,
            number_hash: row.opt_string("number_hash")?,
            routing_hash: row.opt_string("routing_hash")?,
            iban_hash: row.opt_string("iban_hash")?,
            is_doubtful: row.flag("is_doubtful")?,
            is_reversed: row.flag("is_reversed")?,
            told_at: row.time("told_at")?,
        })
    }
}

/// What a link says now, in place of what it said before. What it never said again (a number) stays.
pub fn upsert_sightings(sightings: &[Sighting]) -> Write {
    Write::many(
        "INSERT INTO account_sightings (user_guid, link_guid, source, source_account_id, account_guid, institution_code,
            persistent_id, name, account_type, currency, mask, number_hash, routing_hash, iban_hash, is_doubtful,
            is_reversed, told_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
         ON CONFLICT (user_guid, link_guid, source_account_id, account_guid) DO UPDATE SET
            persistent_id = coalesce(excluded.persistent_id, account_sightings.persistent_id), name = excluded.name,
            account_type = excluded.account_type, currency = excluded.currency,
            mask = coalesce(excluded.mask, account_sightings.mask),
            number_hash = coalesce(excluded.number_hash, account_sightings.number_hash),
            routing_hash = coalesce(excluded.routing_hash, account_sightings.routing_hash),
            iban_hash = coalesce(excluded.iban_hash, account_sightings.iban_hash),
            is_doubtful = excluded.is_doubtful, told_at = excluded.told_at",
        sightings
            .iter()
            .map(|one| {
                args![
                    one.user,
                    one.link,
                    &one.source,
                    &one.source_account_id,
                    one.account,
                    one.institution_code.clone(),
                    one.persistent_id.clone(),
                    &one.name,
                    one.account_type.name(),
                    one.currency.code(),
                    one.mask.clone(),
                    one.number_hash.clone(),
                    one.routing_hash.clone(),
                    one.iban_hash.clone(),
                    one.is_doubtful,
                    one.is_reversed,
                    one.told_at
                ]
            })
            .collect(),
    )
}

/// What these links told under these ids is of another account from now on; gives nothing where that account has it already.
pub fn move_sightings(
    user: UserGuid,
    (from, to): (AccountGuid, AccountGuid),
    told: &[(LinkGuid, String)],
) -> Write {
    Write::many(
        "UPDATE account_sightings SET account_guid = ?3
         WHERE user_guid = ?1 AND account_guid = ?2 AND link_guid = ?4 AND source_account_id = ?5",
        told.iter().map(|(link, id)| args![user, from, to, *link, id]).collect(),
    )
}

/// The link tells the transactions of the account with their signs turned round.
pub fn set_reversed(user: UserGuid, account: AccountGuid, link: LinkGuid) -> Write {
    Write::new(
        "UPDATE account_sightings SET is_reversed = 1 WHERE user_guid = ?1 AND account_guid = ?2 AND link_guid = ?3",
        args![user, account, link],
    )
}

/// What the link tells under that id may be another account: the next answer is looked at anew.
pub fn set_doubtful(user: UserGuid, account: AccountGuid, link: LinkGuid) -> Write {
    Write::new(
        "UPDATE account_sightings SET is_doubtful = 1 WHERE user_guid = ?1 AND account_guid = ?2 AND link_guid = ?3",
        args![user, account, link],
    )
}

macro_rules! seen {
    ($rest:literal) => {
        concat!(
            "SELECT seen.* FROM account_sightings AS seen
             JOIN accounts ON accounts.user_guid = seen.user_guid AND accounts.guid = seen.account_guid
             WHERE accounts.client_guid = ?1 AND seen.user_guid = ?2 ",
            $rest,
            " ORDER BY seen.account_guid, seen.told_at, seen.link_guid, seen.source_account_id"
        )
    };
}

impl Tenant<'_> {
    /// How links told the accounts of a user.
    pub async fn account_sightings(&self, user: UserGuid) -> Result<Vec<Sighting>, Error> {
        let rows = self.read(seen!(""), args![self.client, user]).await?;
        rows.iter().map(Sighting::read).collect()
    }

    /// How links told one account.
    pub async fn sightings_of_account(
        &self,
        user: UserGuid,
        account: AccountGuid,
    ) -> Result<Vec<Sighting>, Error> {
        let rows = self.read(seen!("AND seen.account_guid = ?3"), args![self.client, user, account]).await?;
        rows.iter().map(Sighting::read).collect()
    }
}
