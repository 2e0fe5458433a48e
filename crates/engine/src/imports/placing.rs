//! Which of the person's accounts the accounts of a file are.

use super::file::FromFile;
use super::{AccountWish, ImportWishes};
use crate::identity::accounts::{Choice, Compared, HeardAccount, Teller, agree, sighting};
use crate::records::{Account, Import, Member};
use crate::{Engine, Error};
use connectors::files::Told;
use domain::account::{AccountFacts, AccountType};
use domain::id::AccountGuid;
use domain::matching::accounts::Ground;
use domain::matching::transactions::Agreement;
use std::collections::HashMap;
use store::Tenant;
use store::accounts::Sighting;
use store::transactions::Retired;

/// Accounts of files and known ones whose rows are compared.
const PAIRS_MAX: usize = 500;

/// An account of a file, and where it goes.
pub(super) struct Placed {
    pub(super) file: FromFile,
    pub(super) goal: Placement,
    /// Others that it may be: the person is asked.
    pub(super) possible: Vec<Account>,
    /// It contradicts what is known of those.
    pub(super) is_conflict: bool,
    /// How the file tells it, of nobody's account yet.
    pub(super) sighting: Sighting,
    /// The file told that account before.
    pub(super) is_told: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Placement {
    New,
    Known(Box<Account>, Ground),
    LeftOut,
}

/// Decides together where all accounts of a file go.
pub(super) async fn place(
    engine: &Engine,
    store: &Tenant<'_>,
    import: &Import,
    (told, wishes): (Told, &ImportWishes),
) -> Result<Vec<Placed>, Error> {
    let files = super::file::accounts(told, import.link, wishes, engine.today());
    let kind = files.iter().find_map(|one| one.heard.file.clone()).unwrap_or_default();
    let teller = Teller {
        user: import.user,
        member: None,
        link: import.link,
        source: &kind,
        // What a file calls its bank is no code of the directory.
        institution: None,
    };
    let nobody: AccountGuid = engine.guid();
    let now = engine.operational.now();
    let is_open = |one: &FromFile| {
        !matches!(wishes.account(one.place), Some(AccountWish::New { .. } | AccountWish::LeaveOut))
    };
    let open: Vec<_> = files.iter().filter(|one| is_open(one)).map(|one| one.account.clone()).collect();
    let compared = Compared::read(store, teller, (&[], &open), nobody, now).await?;
    let heards: Vec<_> = files.iter().filter(|one| is_open(one)).map(|one| &one.heard).collect();
    let mut rows: HashMap<(usize, usize), Agreement> = HashMap::new();
    for (place, at) in compared_rows(&compared, &open) {
        if let (Some(account), Some(heard)) = (compared.known.get(place), heards.get(at)) {
            rows.insert((place, at), agree(store, account, heard).await?);
        }
    }
    let choices = compared.choose(|place, at| rows.get(&(place, at)).copied().unwrap_or(Agreement::Unknown));
    let mut choices = choices.into_iter();
    let mut placed = Vec::with_capacity(files.len());
    for file in files {
        let sighting = sighting(store, teller, &file.account, nobody, now).await?;
        let is_left_out = matches!(wishes.account(file.place), Some(AccountWish::LeaveOut));
        let choice = if is_open(&file) { choices.next() } else { None };
        let goal = if is_left_out { Placement::LeftOut } else { Placement::New };
        let nowhere = (goal, Vec::new(), false);
        let (goal, possible, is_told) =
            choice.as_ref().map_or(nowhere, |choice| decided(&compared, choice, import));
        let is_conflict = choice.is_some_and(|choice| choice.is_conflict);
        placed.push(Placed { file, goal, possible, is_conflict, sighting, is_told });
    }
    Ok(placed)
}

/// The known accounts and those of the file whose rows are compared. The rows of a file are there, so they are looked at too where nothing
/// else is told of an account; in files of very many accounts, only where it decides.
fn compared_rows(compared: &Compared, open: &[HeardAccount]) -> Vec<(usize, usize)> {
    let undecided = compared.undecided();
    let is_few = open.len().saturating_mul(compared.known.len()) <= PAIRS_MAX;
    let looked = (0..open.len()).filter(|at| is_few || undecided.contains(at));
    let currency = |at: usize| open.get(at).map(|one| one.facts.currency);
    let alike = |at: usize| {
        let known = compared.known.iter().enumerate();
        let known = known.filter(move |(_, one)| Some(one.facts.currency) == currency(at));
        known.map(move |(place, _)| (place, at))
    };
    looked.flat_map(alike).take(PAIRS_MAX).collect()
}

fn decided(compared: &Compared, choice: &Choice, import: &Import) -> (Placement, Vec<Account>, bool) {
    let account = |place: usize| compared.known.get(place).filter(|one| is_there(one)).cloned();
    let possible = choice.possible.iter().filter_map(|place| account(*place)).collect();
    match choice.known.and_then(|(place, ground)| Some((account(place)?, ground))) {
        Some((known, ground)) => {
            let is_told = compared.is_told(known.guid, import.link);
            (Placement::Known(Box::new(known), ground), possible, is_told)
        }
        None => (Placement::New, possible, false),
    }
}

/// What a person removed is not filled again by a file.
fn is_there(account: &Account) -> bool {
    account.retired != Some(Retired::Removed)
}

/// What a file tells of an account, as one of those that no connection has.
pub(super) fn new_account(engine: &Engine, member: &Member, facts: &AccountFacts) -> Account {
    let mut facts = facts.clone();
    if facts.account_type == AccountType::Any {
        facts.account_type = AccountType::Checking;
    }
    let of = (member.client, member.user, member.guid);
    Account::new(of, engine.guid(), facts, engine.operational.now())
}
