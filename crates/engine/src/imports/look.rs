//! What a staged file would bring: what is new, what is known, what looks like one that is there. Nothing is kept.

use super::ImportWishes;
use super::file::{is_question, read_file};
use super::naming::Names;
use super::placing::{Placed, Placement, new_account, place};
use super::turns::aside;
use crate::identity::transactions::{Weighed, weigh};
use crate::records::{Account, Import, User};
use crate::{Error, Scope};
use connectors::files::{self, CsvLayout, Flaw, Format, OpenDate, Sample, Skipped, Told, Warning};
use domain::account::AccountFacts;
use domain::clock::Timestamp;
use domain::import::ImportState;
use domain::matching::accounts::Ground;
use domain::matching::transactions::Decision;
use domain::transaction::TransactionFacts;
use jiff::civil::Date;
use std::collections::BTreeSet;
use store::transactions::Retired;

/// What a staged file would bring, or what it leaves open.
#[derive(Debug)]
pub enum Looked {
    /// Only a person can say it.
    Question(Flaw),
    Look(Box<Look>),
}

#[derive(Debug)]
pub struct Look {
    pub format: Format,
    pub warnings: BTreeSet<Warning>,
    /// The first of the rows that cannot be trusted; `skipped_count` counts all.
    pub skipped: Vec<Skipped>,
    pub skipped_count: usize,
    /// How a CSV is read.
    pub layout: Option<CsvLayout>,
    /// When the very same file was imported before.
    pub imported_before: Option<Timestamp>,
    pub accounts: Vec<AccountLook>,
}

/// An account of a file, and what it would bring.
#[derive(Debug)]
pub struct AccountLook {
    /// From 1.
    pub place: usize,
    pub facts: AccountFacts,
    /// The file says what type it is.
    pub is_typed: bool,
    pub goal: Goal,
    /// Accounts that it may be, where that is not sure.
    pub possible: Vec<Account>,
    /// What is told contradicts what is known of those.
    pub is_conflict: bool,
    /// First and last day of its rows.
    pub days: Option<(Date, Date)>,
    pub total: u32,
    pub new: u32,
    /// Of the new ones, those that look like one that is there.
    pub alike: u32,
    pub known: u32,
    /// Twice in the file, removed by the person before, or with signs that are turned round.
    pub left_out: u32,
    /// The first rows, those that look like others before new ones and those before known ones; the newest first.
    pub rows: Vec<RowLook>,
}

/// Where an account of a file goes.
#[derive(Debug)]
pub enum Goal {
    New,
    Known(Box<Account>, Ground),
    LeftOut,
}

#[derive(Debug)]
pub struct RowLook {
    pub facts: TransactionFacts,
    pub fate: Fate,
    /// Those that are there and are it, or look like it.
    pub known: Vec<TransactionFacts>,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is new, and looks like one that is there: the person is asked.
    Alike,
    New,
    Known,
    /// It stands in the file twice.
    Copy,
    /// The person removed it before.
    Removed,
    /// Its sign is turned round, as those of all of the file.
    Reversed,
}

impl Fate {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Alike => "alike",
            Self::New => "new",
            Self::Known => "known",
            Self::Copy => "copy",
            Self::Removed => "removed",
            Self::Reversed => "reversed",
        }
    }
}

impl Scope<'_> {
    /// What a staged file would bring as things are now. Of each account so many rows are given.
    pub async fn look_at_import(
        &self,
        user: &User,
        import: &Import,
        rows_max: usize,
    ) -> Result<Looked, Error> {
        let _turn = self.engine.file_turn().await?;
        aside(self.look(user, import, rows_max)).await
    }

    async fn look(&self, user: &User, import: &Import, rows_max: usize) -> Result<Looked, Error> {
        let told = match self.read_import(user, import).await? {
            Ok(told) => told,
            Err(flaw) if is_question(&flaw) => return Ok(Looked::Question(flaw)),
            Err(flaw) => return Err(Error::File(flaw)),
        };
        let before = self.store.import_of_file(user.guid, &import.file_hash).await?;
        let (format, layout) = (told.format, told.csv.clone());
        let (warnings, skipped, skipped_count) =
            (told.warnings.clone(), told.skipped.clone(), told.skipped_count);
        let wishes = ImportWishes::of(import);
        let placed = place(self.engine, &self.store, import, (told, &wishes)).await?;
        let mut names = Names::load(&self.store, user.guid).await?;
        let mut accounts = Vec::with_capacity(placed.len());
        for one in placed {
            let is_named_here = matches!(one.goal, Placement::New) && !wishes.names(one.file.place);
            let mut look = self.look_at_account(user, one, rows_max).await?;
            if is_named_here {
                look.facts.name = names.take(&look.facts.name);
            }
            accounts.push(look);
        }
        Ok(Looked::Look(Box::new(Look {
            format,
            warnings,
            skipped,
            skipped_count,
            layout,
            imported_before: before.filter(|one| one.guid != import.guid).map(|one| one.made_at),
            accounts,
        })))
    }

    /// The first rows of a staged table, for somebody who says what its columns hold.
    pub async fn sample_of_import(&self, import: &Import, rows_max: usize) -> Result<Option<Sample>, Error> {
        let _turn = self.engine.file_turn().await?;
        let sampled = async {
            let content = self.store.import_file(import).await?.ok_or(Error::NotFound("import"))?;
            Ok(files::sample(&content, rows_max))
        };
        aside(sampled).await
    }

    /// The date at which it shows that the order of dates is open.
    pub async fn open_date_of_import(&self, import: &Import, flaw: &Flaw) -> Result<Option<OpenDate>, Error> {
        let Some(place) = flaw.place else { return Ok(None) };
        let content = self.store.import_file(import).await?.ok_or(Error::NotFound("import"))?;
        Ok(files::open_date(&content, place, self.engine.today()))
    }

    /// The staged file of an import, read.
    pub(super) async fn read_import(
        &self,
        user: &User,
        import: &Import,
    ) -> Result<Result<Told, Flaw>, Error> {
        if matches!(import.state, ImportState::Imported | ImportState::Failed) {
            return Err(Error::not_now("the file is not kept any more; bring it again"));
        }
        let content = self.store.import_file(import).await?.ok_or(Error::NotFound("import"))?;
        let (_, told) = read_file(self.reading(user, import).await?, content).await;
        Ok(told)
    }

    async fn look_at_account(
        &self,
        user: &User,
        placed: Placed,
        rows_max: usize,
    ) -> Result<AccountLook, Error> {
        let Placed { file, goal, possible, is_conflict, .. } = placed;
        let days = || file.heard.rows.iter().map(|row| row.facts.date);
        let days = days().min().zip(days().max());
        let (account, goal) = match goal {
            Placement::Known(known, ground) => (Some((*known).clone()), Goal::Known(known, ground)),
            Placement::New => {
                let member = self.manual_member(user, &mut Vec::new()).await?;
                (Some(new_account(self.engine, &member, &file.account.facts)), Goal::New)
            }
            Placement::LeftOut => (None, Goal::LeftOut),
        };
        let weighed = match &account {
            Some(account) => weigh(&self.store, account, &file.heard).await?,
            None => None,
        };
        let mut rows: Vec<RowLook> = Vec::new();
        if let Some(weighed) = &weighed {
            let decided = file.heard.rows.iter().zip(&weighed.decisions);
            rows.extend(decided.map(|(row, decision)| looked(row.facts.clone(), decision, weighed)));
        }
        let count = |is: &dyn Fn(Fate) -> bool| {
            u32::try_from(rows.iter().filter(|row| is(row.fate)).count()).unwrap_or(u32::MAX)
        };
        let alike = count(&|fate| fate == Fate::Alike);
        let new = alike.saturating_add(count(&|fate| fate == Fate::New));
        let known = count(&|fate| fate == Fate::Known);
        let left_out = count(&|fate| matches!(fate, Fate::Copy | Fate::Removed | Fate::Reversed));
        rows.sort_by_key(|row| (row.fate, std::cmp::Reverse(row.facts.date)));
        rows.truncate(rows_max);
        Ok(AccountLook {
            place: file.place,
            facts: file.account.facts,
            is_typed: file.is_typed,
            goal,
            possible,
            is_conflict,
            days,
            total: u32::try_from(file.heard.rows.len()).unwrap_or(u32::MAX),
            new,
            alike,
            known,
            left_out,
            rows,
        })
    }
}

fn looked(facts: TransactionFacts, decision: &Decision, weighed: &Weighed) -> RowLook {
    let facts_of = |places: &[usize]| {
        places.iter().filter_map(|place| Some(weighed.known(*place)?.facts.clone())).collect()
    };
    let (fate, known) = match decision {
        Decision::New => (Fate::New, Vec::new()),
        Decision::Suggest(places) => (Fate::Alike, facts_of(places)),
        Decision::Known(place, _) => {
            let is_removed = weighed.known(*place).is_some_and(|one| one.retired == Some(Retired::Removed));
            (if is_removed { Fate::Removed } else { Fate::Known }, facts_of(&[*place]))
        }
        Decision::Copy(_) => (Fate::Copy, Vec::new()),
        Decision::Reversed => (Fate::Reversed, Vec::new()),
    };
    RowLook { facts, fate, known }
}
