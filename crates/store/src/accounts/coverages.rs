//! Days of which a link has told all posted transactions of an account.

use crate::error::Error;
use crate::{Row, Tenant, Write, args};
use domain::id::{AccountGuid, LinkGuid, UserGuid};
use domain::matching::transactions::Days;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    pub link: LinkGuid,
    pub days: Days,
}

impl Coverage {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            link: row.parse("link_guid")?,
            days: Days {
                from: row.parse("from_date")?,
                to: row.parse("to_date")?,
                told_on: row.parse("told_on")?,
            },
        })
    }
}

/// These are all of that link and account.
pub fn replace_coverages(user: UserGuid, account: AccountGuid, link: LinkGuid, days: &[Days]) -> [Write; 2] {
    [
        Write::new(
            "DELETE FROM coverages WHERE user_guid = ?1 AND account_guid = ?2 AND link_guid = ?3",
            args![user, account, link],
        ),
        Write::many(
            "INSERT INTO coverages (user_guid, account_guid, link_guid, from_date, to_date, told_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            days.iter().map(|one| args![user, account, link, one.from, one.to, one.told_on]).collect(),
        ),
    ]
}

/// What these links have told is of another account from now on.
pub fn move_coverages(user: UserGuid, (from, to): (AccountGuid, AccountGuid), links: &[LinkGuid]) -> Write {
    Write::many(
        "UPDATE coverages SET account_guid = ?3 WHERE user_guid = ?1 AND account_guid = ?2 AND link_guid = ?4",
        links.iter().map(|link| args![user, from, to, *link]).collect(),
    )
}

impl Tenant<'_> {
    pub async fn coverages(&self, user: UserGuid, account: AccountGuid) -> Result<Vec<Coverage>, Error> {
        let rows = self
            .read(
                "SELECT told.* FROM coverages AS told
                 JOIN accounts ON accounts.user_guid = told.user_guid AND accounts.guid = told.account_guid
                 WHERE accounts.client_guid = ?1 AND told.user_guid = ?2 AND told.account_guid = ?3
                 ORDER BY told.link_guid, told.from_date",
                args![self.client, user, account],
            )
            .await?;
        rows.iter().map(Coverage::read).collect()
    }
}
