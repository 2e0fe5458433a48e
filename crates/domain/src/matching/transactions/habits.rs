//! How two links were seen to differ: how far apart they tell days, and whether they give the same ids.

use super::DATE_SHIFT_DAYS_MAX;
use super::told::{Answer, Day, Dossier, Known, Link, Row, day};
use crate::transaction::TransactionStatus;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::RangeInclusive;

/// So many unmistakable rows show that two links tell days in the same distance.
const SHIFTS_MIN: u32 = 40;
/// So many of them on a weekend, unless neither tells any on weekends: there, booking days jump.
const WEEKENDS_MIN: u32 = 5;
/// So many unmistakable rows show that ids outlive a link.
const SAME_IDS_MIN: u32 = 10;

/// What was seen of the links of one person.
#[derive(Debug, Clone, Default)]
pub struct Habits {
    /// By the link that told first, then the other.
    pub pairs: HashMap<(Link, Link), Seen>,
    /// Links that tell posted rows on weekends.
    pub weekends: HashSet<Link>,
    /// Links of one source; ids of others say nothing about theirs.
    pub sources: HashMap<Link, u32>,
    /// Files of one kind, which tell days alike: a bank's exports of an account.
    pub files: HashMap<Link, u32>,
}

/// What was seen of two links, from rows whose amount stands once on either side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    /// How many days later the second tells them.
    pub days: Option<i32>,
    /// They were not always the same number.
    pub differs: bool,
    pub count: u32,
    pub on_weekends: u32,
    pub same_ids: u32,
    pub other_ids: u32,
}

impl Habits {
    /// From which to which number of days after `earlier` a row of `link` may be told.
    pub(super) fn between(&self, earlier: Link, link: Link) -> (Day, Day) {
        const WIDEST: (Day, Day) = (-DATE_SHIFT_DAYS_MAX, DATE_SHIFT_DAYS_MAX);
        let file = |link: Link| self.files.get(&link);
        if earlier == link || file(earlier).is_some_and(|kind| file(link) == Some(kind)) {
            return (0, 0);
        }
        let of = |pair, sign| self.pairs.get(&pair).map(|seen| (seen, sign));
        // Each may have told some rows first; the more shows more.
        let both = [of((earlier, link), 1), of((link, earlier), -1)].into_iter().flatten();
        let Some((seen, sign)) = both.max_by_key(|(seen, sign)| (seen.count, *sign)) else { return WIDEST };
        let has_weekends = [earlier, link].iter().any(|one| self.weekends.contains(one));
        let is_shown = seen.count >= SHIFTS_MIN && (!has_weekends || seen.on_weekends >= WEEKENDS_MIN);
        match seen.days {
            Some(days) if is_shown && !seen.differs => (sign * days, sign * days),
            Some(_) | None => WIDEST,
        }
    }

    /// Whether ids of the one stand for the same in the other.
    pub(super) fn share_ids(&self, earlier: Link, link: Link) -> bool {
        let seen = |pair| self.pairs.get(&pair).copied().unwrap_or_default();
        let (one, other) = (seen((earlier, link)), seen((link, earlier)));
        earlier == link
            || (one.same_ids + other.same_ids >= SAME_IDS_MIN && one.other_ids + other.other_ids == 0)
    }

    /// Takes what an answer shows of its link and the others; before it is decided, and once.
    pub fn see(&mut self, dossier: &Dossier<'_>, answer: &Answer<'_>) {
        let posted = || answer.rows.iter().map(Row::new).filter(Row::is_posted);
        if posted().any(|row| is_weekend(row.day)) {
            self.weekends.insert(answer.link);
        }
        let is_other = |link: Link| link != answer.link;
        if dossier.reversed.contains(&answer.link) || !dossier.coverages.iter().any(|one| is_other(one.link))
        {
            return;
        }
        self.compare(dossier, answer);
        let mut times: HashMap<i64, u32> = HashMap::with_capacity(answer.rows.len());
        for row in posted() {
            *times.entry(row.told.amount).or_default() += 1;
        }
        let single = known_once(dossier, &times);
        for row in posted().filter(|row| times.get(&row.told.amount) == Some(&1)) {
            // What this link has told before was seen then.
            if let Some(Some(known)) = single.get(&row.told.amount)
                && known.told_as(TransactionStatus::Posted).all(|one| is_other(one.link))
            {
                self.witness(&row, known, answer.link);
            }
        }
    }

    /// Takes what whole days show: of all days that both an earlier link and this answer surely tell, the same amounts as often, so many
    /// days apart. Where equal purchases are all there is, nothing else tells it.
    fn compare(&mut self, dossier: &Dossier<'_>, answer: &Answer<'_>) {
        let links: BTreeSet<Link> = dossier.coverages.iter().map(|one| one.link).collect();
        for earlier in links.into_iter().filter(|link| *link != answer.link) {
            let is_new = !self.pairs.contains_key(&(earlier, answer.link))
                && !self.pairs.contains_key(&(answer.link, earlier));
            let Some(days) = both_tell(dossier, earlier, answer).filter(|_| is_new) else { continue };
            let before = dossier.known.iter().flat_map(|known| known.told_as(TransactionStatus::Posted));
            let before = before.filter(|one| one.link == earlier).map(|one| Row::new(&one.told));
            let (before, now) =
                (times(before), times(answer.rows.iter().map(Row::new).filter(Row::is_posted)));
            let fits: Vec<Day> = (-DATE_SHIFT_DAYS_MAX..=DATE_SHIFT_DAYS_MAX)
                .filter(|shift| is_same(&before, &now, *shift, &days))
                .collect();
            // The same days, or the only number of days that fits.
            let shift = match fits.as_slice() {
                [shift] => *shift,
                many if many.contains(&0) => 0,
                _ => continue,
            };
            let told = now.iter().filter(|((_, day), _)| days.contains(day));
            let seen = Seen {
                days: Some(shift),
                count: told.clone().map(|(_, times)| times).sum(),
                on_weekends: told.filter(|((_, day), _)| is_weekend(*day)).map(|(_, times)| times).sum(),
                ..Seen::default()
            };
            self.pairs.insert((earlier, answer.link), seen);
        }
    }

    fn witness(&mut self, row: &Row<'_>, known: &Known<'_>, link: Link) {
        for one in known.told_as(TransactionStatus::Posted).filter(|one| one.told.amount == row.told.amount) {
            let before = day(one.told.date);
            let days = row.day - before;
            if days.abs() > DATE_SHIFT_DAYS_MAX {
                continue;
            }
            let is_one_source =
                self.sources.get(&one.link).is_some_and(|source| self.sources.get(&link) == Some(source));
            let seen = self.pairs.entry((one.link, link)).or_default();
            seen.count += 1;
            seen.on_weekends += u32::from(is_weekend(row.day) || is_weekend(before));
            seen.differs |= seen.days.is_some_and(|before| before != days);
            seen.days = Some(days);
            match (row.told.id, one.told.id) {
                (Some(id), Some(before)) if is_one_source && id == before => seen.same_ids += 1,
                (Some(_), Some(_)) if is_one_source => seen.other_ids += 1,
                (Some(_) | None, Some(_) | None) => {}
            }
        }
    }
}

/// The days that surely stand in one answer of an earlier link, and in this one, whatever the shift.
fn both_tell(dossier: &Dossier<'_>, earlier: Link, answer: &Answer<'_>) -> Option<RangeInclusive<Day>> {
    let (from, to) = answer.window?;
    let longest = dossier
        .coverages
        .iter()
        .filter(|one| one.link == earlier)
        .max_by_key(|one| (day(one.to) - day(one.from), one.to))?;
    let margin = 2 * DATE_SHIFT_DAYS_MAX;
    let first = day(from).max(day(longest.from)) + margin;
    let last = day(to).min(day(answer.told_on)).min(day(longest.to)).min(day(longest.told_on)) - margin;
    (first <= last).then_some(first..=last)
}

/// How often each amount stands at each day.
fn times<'a>(rows: impl Iterator<Item = Row<'a>>) -> HashMap<(i64, Day), u32> {
    let mut times = HashMap::new();
    for row in rows {
        *times.entry((row.told.amount, row.day)).or_default() += 1;
    }
    times
}

fn is_same(
    before: &HashMap<(i64, Day), u32>,
    now: &HashMap<(i64, Day), u32>,
    shift: Day,
    days: &RangeInclusive<Day>,
) -> bool {
    let is_told =
        |(amount, day): &(i64, Day), times: &u32| before.get(&(*amount, day - shift)) == Some(times);
    let is_found = |(amount, day): &(i64, Day), times: &u32| now.get(&(*amount, day + shift)) == Some(times);
    now.iter().filter(|((_, day), _)| days.contains(day)).all(|(key, times)| is_told(key, times))
        && before
            .iter()
            .filter(|((_, day), _)| days.contains(&(day + shift)))
            .all(|(key, times)| is_found(key, times))
}

/// Of these amounts, the known one that was posted with it, where there is exactly one.
fn known_once<'a, 'b>(
    dossier: &'b Dossier<'a>,
    amounts: &HashMap<i64, u32>,
) -> HashMap<i64, Option<&'b Known<'a>>> {
    let mut single: HashMap<i64, Option<&Known<'_>>> = HashMap::with_capacity(amounts.len());
    for known in &dossier.known {
        let mut seen: Option<i64> = None;
        for one in known.told_as(TransactionStatus::Posted) {
            if !amounts.contains_key(&one.told.amount) || seen == Some(one.told.amount) {
                continue;
            }
            seen = Some(one.told.amount);
            single.entry(one.told.amount).and_modify(|one| *one = None).or_insert(Some(known));
        }
    }
    single
}

fn is_weekend(day: Day) -> bool {
    // The first of January 1970 was a Thursday: counted from Monday, the third.
    (day + 3).rem_euclid(7) >= 5
}
