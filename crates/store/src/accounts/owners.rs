//! The owners of accounts, sealed.

use super::{Account, Of};
use crate::error::Error;
use crate::{Page, PageOf, Place, Tenant, Write, args};
use domain::account::Owner;
use domain::clock::Timestamp;
use domain::id::{AccountGuid, AccountOwnerGuid, MemberGuid, UserGuid};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// An owner of an account, as a client reads them.
#[derive(Debug, Clone)]
pub struct StoredOwner {
    pub guid: AccountOwnerGuid,
    pub account: AccountGuid,
    pub member: MemberGuid,
    pub owner: Owner,
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

fn owner_place(account: &str) -> Place<'_> {
    Place { table: "account_owners", column: "owner_sealed", row: account }
}

impl Tenant<'_> {
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
