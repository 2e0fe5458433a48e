//! What goes when a member is removed: counted before it goes.

use crate::error::Error;
use crate::{Row, Tenant, args};
use domain::id::{MemberGuid, UserGuid};

/// What hangs on a member, as clients see it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MemberCounts {
    pub accounts: i64,
    pub transactions: i64,
    pub statements: i64,
    /// Accounts and transactions of which somebody said something: in words, a day, a category, metadata, or that they are hidden.
    pub edits: i64,
    /// Full numbers, and owners.
    pub account_numbers: i64,
    pub account_owners: i64,
}

impl MemberCounts {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            accounts: row.int("accounts")?,
            transactions: row.int("transactions")?,
            statements: row.int("statements")?,
            edits: row.int("edited_accounts")?.saturating_add(row.int("edited_transactions")?),
            account_numbers: row.int("account_numbers")?,
            account_owners: row.int("account_owners")?,
        })
    }
}

/// ?1 client, ?2 user, ?3 member.
macro_rules! count {
    ($table:literal, $rest:literal) => {
        concat!(
            "(SELECT count(*) FROM ",
            $table,
            " WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 ",
            $rest,
            ")"
        )
    };
}

impl Tenant<'_> {
    pub async fn member_counts(&self, user: UserGuid, member: MemberGuid) -> Result<MemberCounts, Error> {
        let rows = self
            .read(
                concat!(
                    "SELECT ",
                    count!("accounts", "AND retired IS NULL"),
                    " AS accounts, ",
                    count!("transactions", "AND retired IS NULL"),
                    " AS transactions, ",
                    count!("statements", ""),
                    " AS statements, ",
                    count!(
                        "accounts",
                        "AND retired IS NULL AND (metadata IS NOT NULL OR is_hidden = 1 OR is_business = 1)"
                    ),
                    " AS edited_accounts, ",
                    count!(
                        "transactions",
                        "AND retired IS NULL AND (is_hidden = 1
                            OR coalesce(edited_date, edited_description, edited_memo, category_guid, metadata) IS NOT NULL)"
                    ),
                    " AS edited_transactions, ",
                    count!("account_numbers", ""),
                    " AS account_numbers, ",
                    count!("account_owners", ""),
                    " AS account_owners"
                ),
                args![self.client, user, member],
            )
            .await?;
        rows.first().map_or(Ok(MemberCounts::default()), MemberCounts::read)
    }
}
