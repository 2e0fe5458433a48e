//! What was seen of two links of a user; counters are added to.

use crate::error::Error;
use crate::{Row, Tenant, Write, args};
use domain::id::{LinkGuid, UserGuid};
use domain::matching::transactions::Seen;

/// What was seen of the rows of `link` beside those of `earlier`. Of one and the same link: that it tells rows on weekends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkHabit {
    pub earlier: LinkGuid,
    pub link: LinkGuid,
    pub seen: Seen,
}

impl LinkHabit {
    fn read(row: &Row) -> Result<Self, Error> {
        let count = |name: &'static str| row.int(name).map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        let days = row.opt_int("days")?.and_then(|days| i32::try_from(days).ok());
        Ok(Self {
            earlier: row.parse("earlier_link_guid")?,
            link: row.parse("link_guid")?,
            seen: Seen {
                days,
                differs: row.flag("differs")?,
                count: count("count")?,
                on_weekends: count("on_weekends")?,
                same_ids: count("same_ids")?,
                other_ids: count("other_ids")?,
            },
        })
    }
}

/// Adds what was seen now to what was seen before.
pub fn add(user: UserGuid, seen: &[LinkHabit]) -> Write {
    Write::many(
        "INSERT INTO link_habits (user_guid, earlier_link_guid, link_guid, days, differs, count, on_weekends, same_ids, other_ids)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (user_guid, earlier_link_guid, link_guid) DO UPDATE SET
            differs = CASE WHEN link_habits.differs = 1 OR excluded.differs = 1
                OR coalesce(link_habits.days, excluded.days) <> coalesce(excluded.days, link_habits.days) THEN 1 ELSE 0 END,
            days = coalesce(excluded.days, link_habits.days), count = link_habits.count + excluded.count,
            on_weekends = link_habits.on_weekends + excluded.on_weekends,
            same_ids = link_habits.same_ids + excluded.same_ids, other_ids = link_habits.other_ids + excluded.other_ids",
        seen.iter()
            .map(|one| {
                args![
                    user,
                    one.earlier,
                    one.link,
                    one.seen.days.map(i64::from),
                    one.seen.differs,
                    i64::from(one.seen.count),
                    i64::from(one.seen.on_weekends),
                    i64::from(one.seen.same_ids),
                    i64::from(one.seen.other_ids)
                ]
            })
            .collect(),
    )
}

impl Tenant<'_> {
    pub async fn link_habits(&self, user: UserGuid) -> Result<Vec<LinkHabit>, Error> {
        let rows = self
            .read(
                "SELECT seen.* FROM link_habits AS seen JOIN users ON users.guid = seen.user_guid
                 WHERE users.client_guid = ?1 AND seen.user_guid = ?2 ORDER BY seen.earlier_link_guid, seen.link_guid",
                args![self.client, user],
            )
            .await?;
        rows.iter().map(LinkHabit::read).collect()
    }
}
