//! The full numbers of accounts, sealed.

use super::{Account, Of};
use crate::error::Error;
use crate::{Page, PageOf, Place, Tenant, Write, args};
use domain::account::Numbers;
use domain::clock::Timestamp;
use domain::id::{AccountGuid, AccountNumberGuid, MemberGuid, UserGuid};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The full numbers of an account, as a client reads them.
#[derive(Debug, Clone)]
pub struct StoredNumbers {
    pub guid: AccountNumberGuid,
    pub account: AccountGuid,
    pub member: MemberGuid,
    pub numbers: Numbers,
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

fn numbers_place(account: &str) -> Place<'_> {
    Place { table: "account_numbers", column: "numbers_sealed", row: account }
}

impl Tenant<'_> {
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
}
