//! Statements, as far as they are listed; the documents themselves come with the statements of the API.

use crate::accounts::Account;
use crate::{Write, args};
use domain::clock::Timestamp;
use domain::id::StatementGuid;
use jiff::civil::Date;

/// New statements of an account; a known one stays.
pub fn upsert(account: &Account, statements: &[(StatementGuid, String, Date)], now: Timestamp) -> Write {
    Write::many(
        "INSERT INTO statements (user_guid, account_guid, source_id, guid, client_guid, member_guid, issued_on, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (user_guid, account_guid, source_id) DO NOTHING",
        statements
            .iter()
            .map(|(guid, id, issued_on)| {
                args![account.user, account.guid, id, *guid, account.client, account.member, *issued_on, now]
            })
            .collect(),
    )
}
