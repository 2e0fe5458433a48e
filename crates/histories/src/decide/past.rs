//! What was told so far, by true account and transaction, and the next telling in the same form.

use super::shifts::Shifts;
use crate::days::{Day, day};
use crate::told::{LinkId, Status, Telling, ToldAccount, ToldAccountRef, ToldRow};
use crate::truth::{AccountId, TransactionId};
use crate::verdict::{AccountVerdict, RowVerdict};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One telling, its rows by true account.
#[derive(Debug)]
pub(super) struct Told<'a> {
    pub(super) place: usize,
    pub(super) telling: &'a Telling,
    pub(super) on: Day,
    pub(super) meant: &'a [AccountId],
    pub(super) rows: BTreeMap<AccountId, Vec<Row<'a>>>,
}

/// One row, with its days as numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) at: usize,
    pub(super) told: &'a ToldRow,
    pub(super) day: Day,
    pub(super) authorised: Option<Day>,
    pub(super) meant: TransactionId,
}

impl<'a> Told<'a> {
    pub(super) fn new(
        place: usize,
        telling: &'a Telling,
        accounts: &'a [AccountId],
        rows: &[TransactionId],
    ) -> Self {
        let mut by_account: BTreeMap<AccountId, Vec<Row<'a>>> = BTreeMap::new();
        for (at, (told, meant)) in telling.rows.iter().zip(rows).enumerate() {
            let Some(account) = accounts.get(told.account) else { continue };
            let authorised = told.authorised_on.map(day);
            let row = Row { at, told, day: day(told.date), authorised, meant: *meant };
            by_account.entry(*account).or_default().push(row);
        }
        Self { place, telling, on: day(telling.told_on), meant: accounts, rows: by_account }
    }

    pub(super) fn window(&self) -> Option<(Day, Day)> {
        self.telling.window.map(|(from, to)| (day(from), day(to)))
    }

    pub(super) fn rows_of(&self, account: AccountId) -> &[Row<'a>] {
        self.rows.get(&account).map_or(&[], Vec::as_slice)
    }
}

/// All that was told before.
#[derive(Debug, Default)]
pub(super) struct Past<'a> {
    pub(super) accounts: BTreeMap<AccountId, Dossier<'a>>,
    pub(super) shifts: Shifts,
    /// Ids of accounts under which a link has told something that contradicts itself.
    pub(super) doubtful: BTreeSet<(LinkId, &'a str)>,
}

/// All that was told of one account.
#[derive(Debug, Default)]
pub(super) struct Dossier<'a> {
    pub(super) told: Vec<Evidence<'a>>,
    pub(super) coverages: Vec<Coverage>,
    pub(super) known: Vec<Known<'a>>,
    /// Links whose signs are reversed here.
    pub(super) reversed: BTreeSet<LinkId>,
    /// Places in `known` by posted amount.
    pub(super) by_amount: HashMap<i64, Vec<usize>>,
    /// What was told under an id of a link.
    pub(super) by_id: HashMap<(LinkId, &'a str), Vec<usize>>,
    /// Places in `known` of what was never told as posted.
    pub(super) pending: Vec<usize>,
    places: HashMap<TransactionId, usize>,
}

/// One told account of the past.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence<'a> {
    pub(super) place: ToldAccountRef,
    pub(super) telling: &'a Telling,
    pub(super) account: &'a ToldAccount,
}

/// The days of which one answer told all posted rows of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Coverage {
    pub(super) link: LinkId,
    pub(super) from: Day,
    pub(super) to: Day,
    pub(super) on: Day,
}

/// One transaction as it was told so far.
#[derive(Debug)]
pub(super) struct Known<'a> {
    pub(super) meant: TransactionId,
    /// One for each link.
    pub(super) posted: Vec<Saying<'a>>,
    /// The last of each link.
    pub(super) pending: Vec<Saying<'a>>,
}

/// How one link told a transaction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Saying<'a> {
    pub(super) link: LinkId,
    pub(super) source: &'a str,
    pub(super) told: &'a ToldRow,
    pub(super) day: Day,
    pub(super) authorised: Option<Day>,
    /// On which day this was first told.
    pub(super) on: Day,
}

impl Dossier<'_> {
    pub(super) fn place_of(&self, transaction: TransactionId) -> Option<usize> {
        self.places.get(&transaction).copied()
    }
}

impl<'a> Past<'a> {
    /// Takes a telling as known, each thing as what it is.
    pub(super) fn learn(&mut self, told: &Told<'a>, accounts: &[AccountVerdict], rows: &[RowVerdict]) {
        for (account, (evidence, verdict)) in told
            .telling
            .accounts
            .iter()
            .enumerate()
            .zip(accounts)
            .map(|((at, one), verdict)| (at, (one, verdict)))
        {
            let Some(meant) = told.meant.get(account) else { continue };
            let dossier = self.accounts.entry(*meant).or_default();
            if verdict.is_sound() {
                let place = ToldAccountRef { telling: told.place, account };
                dossier.told.push(Evidence { place, telling: told.telling, account: evidence });
            } else if let Some(id) = evidence.id.as_deref() {
                self.doubtful.insert((told.telling.link, id));
            }
        }
        for (account, rows_of) in &told.rows {
            let dossier = self.accounts.entry(*account).or_default();
            for row in rows_of {
                match rows.get(row.at) {
                    // It would be a transaction that never was.
                    Some(RowVerdict::Reversed) => {
                        dossier.reversed.insert(told.telling.link);
                    }
                    Some(_) => dossier.learn(told, row),
                    None => {}
                }
            }
        }
        for account in told.meant {
            if let Some((from, to)) = told.window()
                && let Some(dossier) = self.accounts.get_mut(account)
                && !dossier.reversed.contains(&told.telling.link)
            {
                let coverage = Coverage { link: told.telling.link, from, to: to.min(told.on), on: told.on };
                if !dossier.coverages.contains(&coverage) {
                    dossier.coverages.push(coverage);
                }
            }
        }
    }
}

impl<'a> Dossier<'a> {
    fn learn(&mut self, told: &Told<'a>, row: &Row<'a>) {
        let link = told.telling.link;
        let place = *self.places.entry(row.meant).or_insert_with(|| {
            self.known.push(Known { meant: row.meant, posted: Vec::new(), pending: Vec::new() });
            self.known.len() - 1
        });
        let Some(known) = self.known.get_mut(place) else { return };
        if let Some(id) = row.told.id.as_deref() {
            let places = self.by_id.entry((link, id)).or_default();
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let saying = Saying {
            link,
            source: &told.telling.source,
            told: row.told,
            day: row.day,
            authorised: row.authorised,
            on: told.on,
        };
        match row.told.status {
            Status::Pending => {
                known.pending.retain(|one| one.link != link);
                known.pending.push(saying);
                if known.posted.is_empty() && !self.pending.contains(&place) {
                    self.pending.push(place);
                }
            }
            Status::Posted => {
                if known.posted.is_empty() {
                    self.pending.retain(|one| *one != place);
                }
                let is_new = known.posted.iter().all(|one| one.told.amount != row.told.amount);
                match known.posted.iter_mut().find(|one| one.link == link) {
                    // The newest has the id of now; when it was first told does not change.
                    Some(one) => *one = Saying { on: one.on, ..saying },
                    None => known.posted.push(saying),
                }
                if is_new {
                    self.by_amount.entry(row.told.amount).or_default().push(place);
                }
            }
        }
    }
}
