//! How two links were seen to differ: how far apart they tell days, and whether they give the same ids.

use super::past::{Dossier, Told};
use super::{DATE_SHIFT_DAYS_MAX, SEEN_IDS_MIN, SEEN_SHIFTS_MIN, SEEN_WEEKENDS_MIN};
use crate::days::{Day, is_weekend};
use crate::told::{LinkId, Status};
use crate::truth::AccountId;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What was seen of each pair of links, the earlier one first.
#[derive(Debug, Default)]
pub(super) struct Shifts {
    pairs: HashMap<(LinkId, LinkId), Seen>,
    /// Links that tell posted rows on weekends.
    weekends: BTreeSet<LinkId>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    days: Option<i32>,
    differs: bool,
    count: u32,
    on_weekends: u32,
    same_ids: u32,
    other_ids: u32,
}

impl Shifts {
    /// From which to which number of days a row of `link` may be told after a row of `earlier`.
    pub(super) fn between(&self, earlier: LinkId, link: LinkId) -> (i32, i32) {
        if earlier == link {
            return (0, 0);
        }
        let widest = (-DATE_SHIFT_DAYS_MAX, DATE_SHIFT_DAYS_MAX);
        let (seen, sign) = match (self.pairs.get(&(earlier, link)), self.pairs.get(&(link, earlier))) {
            (Some(seen), None) => (seen, 1),
            (None, Some(seen)) => (seen, -1),
            // Both kinds of first appearances: whichever shows more.
            (Some(one), Some(other)) if one.count >= other.count => (one, 1),
            (Some(_), Some(other)) => (other, -1),
            (None, None) => return widest,
        };
        let has_weekends = self.weekends.contains(&earlier) || self.weekends.contains(&link);
        let is_seen =
            seen.count >= SEEN_SHIFTS_MIN && (!has_weekends || seen.on_weekends >= SEEN_WEEKENDS_MIN);
        match seen.days {
            Some(days) if is_seen && !seen.differs => (sign * days, sign * days),
            _ => widest,
        }
    }

    /// Whether ids of the one were seen to stand for the same in the other.
    pub(super) fn share_ids(&self, earlier: LinkId, link: LinkId) -> bool {
        let seen = |pair| self.pairs.get(&pair).copied().unwrap_or_default();
        let (one, other) = (seen((earlier, link)), seen((link, earlier)));
        earlier == link
            || (one.same_ids + other.same_ids >= SEEN_IDS_MIN && one.other_ids + other.other_ids == 0)
    }

    /// Takes what a telling shows.
    pub(super) fn see(&mut self, told: &Told<'_>, accounts: &BTreeMap<AccountId, Dossier<'_>>) {
        let link = told.telling.link;
        for (account, rows) in &told.rows {
            let posted = || rows.iter().filter(|row| row.told.status == Status::Posted);
            if posted().any(|row| is_weekend(row.day)) {
                self.weekends.insert(link);
            }
            let Some(dossier) = accounts.get(account) else { continue };
            let has_other = dossier.coverages.iter().any(|coverage| coverage.link != link);
            if !has_other || dossier.reversed.contains(&link) {
                continue;
            }
            let mut times: HashMap<i64, u32> = HashMap::with_capacity(rows.len());
            for row in posted() {
                *times.entry(row.told.amount).or_default() += 1;
            }
            for row in posted().filter(|row| times.get(&row.told.amount) == Some(&1)) {
                self.witness(link, row.told.amount, row.day, row.told.id.as_deref(), told, dossier);
            }
        }
    }

    fn witness(
        &mut self,
        link: LinkId,
        amount: i64,
        day: Day,
        id: Option<&str>,
        told: &Told<'_>,
        dossier: &Dossier<'_>,
    ) {
        let Some([place]) = dossier.by_amount.get(&amount).map(Vec::as_slice) else { return };
        let Some(known) = dossier.known.get(*place) else { return };
        // What this link told before has been counted then.
        if known.posted.iter().any(|saying| saying.link == link) {
            return;
        }
        for saying in known.posted.iter().filter(|saying| saying.told.amount == amount) {
            let days = day - saying.day;
            if days.abs() > DATE_SHIFT_DAYS_MAX {
                continue;
            }
            let seen = self.pairs.entry((saying.link, link)).or_default();
            seen.count += 1;
            seen.on_weekends += u32::from(is_weekend(day) || is_weekend(saying.day));
            seen.differs |= seen.days.is_some_and(|before| before != days);
            seen.days = Some(days);
            if let (Some(id), Some(before)) = (id, saying.told.id.as_deref())
                && saying.source == told.telling.source
            {
                if id == before { seen.same_ids += 1 } else { seen.other_ids += 1 }
            }
        }
    }
}
