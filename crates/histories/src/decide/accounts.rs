//! What can be known of the accounts of one telling.

use super::agreement::{Agreement, agreement};
use super::past::{Dossier, Evidence, Past, Row, Told};
use crate::told::{ToldAccount, ToldNumber};
use crate::truth::AccountId;
use crate::verdict::{AccountGround, AccountVerdict};

/// A mask of fewer digits could be anybody's.
const MASK_DIGITS_MIN: usize = 4;

/// A verdict for each told account.
pub(super) fn verdicts(told: &Told<'_>, past: &Past<'_>) -> Vec<AccountVerdict> {
    let known: Vec<(AccountId, &Dossier<'_>)> =
        past.accounts.iter().filter(|(_, one)| !one.told.is_empty()).map(|(id, one)| (*id, one)).collect();
    let accounts = || told.telling.accounts.iter().zip(told.meant);
    let relations: Vec<Vec<Relation>> =
        accounts().map(|(account, meant)| relate(told, account, *meant, &known, past)).collect();
    let mut verdicts = Vec::with_capacity(relations.len());
    for (at, (_, meant)) in accounts().enumerate() {
        let verdict = judge(at, told, &relations);
        let is_true = match verdict {
            Judged::Known(place, _) => known.get(place).is_some_and(|(id, _)| id == meant),
            Judged::New => known.iter().all(|(id, _)| id != meant),
            Judged::Other(_) => true,
        };
        verdicts.push(match verdict {
            _ if !is_true => AccountVerdict::Misled,
            Judged::Known(_, ground) => AccountVerdict::Known(ground),
            Judged::New => AccountVerdict::New,
            Judged::Other(verdict) => verdict,
        });
    }
    verdicts
}

/// What was told of one account and of a known one.
#[derive(Debug, Clone, Copy)]
struct Relation {
    ground: Option<AccountGround>,
    against: Against,
    likeness: Likeness,
    rows: Agreement,
}

/// What speaks against two told accounts being one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Against {
    Nothing,
    /// Under the same id, another number and other owners.
    OtherOwners,
    /// Another institution, currency or class, or other rows.
    RuledOut,
    /// Another currency or class, under the same mask or name and no other number.
    Strange,
}

/// How much they look alike, beside strong evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    None,
    /// The mask or the name is the same.
    Some,
    Profile,
    /// The same link told that profile.
    ProfileInLink,
}

impl Relation {
    const NONE: Self =
        Self { ground: None, against: Against::Nothing, likeness: Likeness::None, rows: Agreement::Unknown };

    const fn is_ruled_out(self) -> bool {
        matches!(self.against, Against::RuledOut | Against::Strange)
    }
}

enum Judged {
    Known(usize, AccountGround),
    New,
    Other(AccountVerdict),
}

fn judge(at: usize, told: &Told<'_>, relations: &[Vec<Relation>]) -> Judged {
    let own = relations.get(at).map_or(&[][..], Vec::as_slice);
    let mut strong = own.iter().enumerate().filter_map(|(place, one)| Some((place, one.ground?, one)));
    if let Some((place, ground, relation)) = strong.next() {
        let is_shared = others(at, relations).any(|(other, relations)| {
            let claims = relations.get(place).is_some_and(|one| one.ground.is_some());
            claims && !is_same_entry(told, at, other)
        });
        let conflicts = strong.next().is_some() || is_shared || relation.against != Against::Nothing;
        return if conflicts {
            Judged::Other(AccountVerdict::Conflict)
        } else {
            Judged::Known(place, ground)
        };
    }
    // Another account of this answer is surely that one.
    let is_taken = |place: usize| {
        others(at, relations).any(|(_, all)| all.get(place).is_some_and(|one| one.ground.is_some()))
    };
    let open: Vec<(usize, &Relation)> =
        own.iter().enumerate().filter(|(place, one)| !one.is_ruled_out() && !is_taken(*place)).collect();
    let mut alike = open.iter().filter(|(_, one)| one.likeness >= Likeness::Profile);
    if let (Some((place, one)), None) = (alike.next(), alike.next())
        && !has_rival(at, *place, relations)
    {
        if one.likeness == Likeness::ProfileInLink {
            return Judged::Known(*place, AccountGround::ProfileInLink);
        }
        if one.rows == Agreement::Same {
            return Judged::Known(*place, AccountGround::ProfileAndRows);
        }
    }
    let is_strange = |(place, one): (usize, &Relation)| one.against == Against::Strange && !is_taken(place);
    if open.is_empty() && own.iter().enumerate().any(is_strange) {
        Judged::Other(AccountVerdict::Conflict)
    } else if open.is_empty() {
        Judged::New
    } else if open.iter().any(|(_, one)| one.likeness > Likeness::None || one.rows == Agreement::Same) {
        Judged::Other(AccountVerdict::Suggest)
    } else {
        Judged::Other(AccountVerdict::Open)
    }
}

fn others(at: usize, relations: &[Vec<Relation>]) -> impl Iterator<Item = (usize, &Vec<Relation>)> {
    relations.iter().enumerate().filter(move |(other, _)| *other != at)
}

/// One account that an answer has twice.
fn is_same_entry(told: &Told<'_>, one: usize, other: usize) -> bool {
    let id = |at: usize| told.telling.accounts.get(at).and_then(|account| account.id.as_deref());
    id(one).is_some() && id(one) == id(other)
}

/// Another account of the answer could be that one too, and is no surely other one.
fn has_rival(at: usize, place: usize, relations: &[Vec<Relation>]) -> bool {
    others(at, relations).any(|(_, all)| {
        let is_settled = all.iter().any(|one| one.ground.is_some());
        let could =
            all.get(place).is_some_and(|one| one.likeness >= Likeness::Profile && !one.is_ruled_out());
        could && !is_settled
    })
}

fn relate(
    told: &Told<'_>,
    account: &ToldAccount,
    meant: AccountId,
    known: &[(AccountId, &Dossier<'_>)],
    past: &Past<'_>,
) -> Vec<Relation> {
    let rows = told.rows_of(meant);
    let is_doubtful =
        account.id.as_deref().is_some_and(|id| past.doubtful.contains(&(told.telling.link, id)));
    let grounds: Vec<Option<AccountGround>> = known
        .iter()
        .map(|(_, dossier)| {
            dossier.told.iter().filter_map(|one| ground(told, account, one, is_doubtful)).min()
        })
        .collect();
    let is_weak = grounds.iter().all(Option::is_none);
    known
        .iter()
        .zip(grounds)
        // Beside strong evidence for one account, what is weaker for another does not matter.
        .map(|((_, dossier), ground)| match ground {
            None if !is_weak => Relation::NONE,
            _ => compare(told, account, rows, dossier, ground),
        })
        .collect()
}

fn compare(
    told: &Told<'_>,
    account: &ToldAccount,
    rows: &[Row<'_>],
    dossier: &Dossier<'_>,
    ground: Option<AccountGround>,
) -> Relation {
    let is_elsewhere = is_of_other_institution(told, dossier);
    let differs_in_kind = dossier.told.iter().all(|one| {
        one.account.currency != account.currency || one.account.kind.class() != account.kind.class()
    });
    let rows = if is_elsewhere || differs_in_kind { Agreement::Unknown } else { agreement(rows, dossier) };
    let differs_in_number = differs_in_number(told, account, dossier);
    let differs_in_owners = differs_in_owners(account, dossier);
    let is_profile =
        |one: &&Evidence<'_>| !differs_in_number && !differs_in_owners && has_profile(told, account, one);
    let mut profiles = dossier.told.iter().filter(is_profile).peekable();
    let likeness = if is_elsewhere {
        Likeness::None
    } else if profiles.peek().is_some() {
        let is_in_link = profiles.any(|one| one.telling.link == told.telling.link);
        if is_in_link { Likeness::ProfileInLink } else { Likeness::Profile }
    } else if dossier.told.iter().any(|one| is_alike(account, one.account)) {
        Likeness::Some
    } else {
        Likeness::None
    };
    let against = if differs_in_kind && likeness > Likeness::None && !differs_in_number {
        Against::Strange
    } else if is_elsewhere || differs_in_kind || rows == Agreement::Other {
        Against::RuledOut
    } else if ground.is_some_and(is_by_id) && differs_in_number && differs_in_owners {
        Against::OtherOwners
    } else {
        Against::Nothing
    };
    Relation { ground, against, likeness, rows }
}

const fn is_by_id(ground: AccountGround) -> bool {
    matches!(ground, AccountGround::Id | AccountGround::PersistentId)
}

fn ground(
    told: &Told<'_>,
    account: &ToldAccount,
    one: &Evidence<'_>,
    is_doubtful: bool,
) -> Option<AccountGround> {
    let before = one.account;
    let is_one_source = one.telling.source == told.telling.source;
    let is_one_link = one.telling.link == told.telling.link;
    let is_same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
    // An id that was once another account's needs the number beside it.
    let is_held = !is_doubtful || is_same(&account.mask, &before.mask);
    if account.chosen == Some(one.place) {
        Some(AccountGround::Chosen)
    } else if is_one_link && is_same(&account.id, &before.id) && is_held {
        Some(AccountGround::Id)
    } else if is_one_source && is_same(&account.persistent_id, &before.persistent_id) && is_held {
        Some(AccountGround::PersistentId)
    } else if is_same_number(account, before, is_one_source) {
        Some(AccountGround::Number)
    } else if is_same(&account.iban, &before.iban) {
        Some(AccountGround::Iban)
    } else {
        None
    }
}

fn is_same_number(account: &ToldAccount, before: &ToldAccount, is_one_source: bool) -> bool {
    let is_one_bank = match (&account.routing, &before.routing) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    match (&account.number, &before.number) {
        (Some(ToldNumber::Full(one)), Some(ToldNumber::Full(other))) => one == other && is_one_bank,
        (Some(ToldNumber::Token(one)), Some(ToldNumber::Token(other))) => one == other && is_one_source,
        _ => false,
    }
}

/// Numbers that can be compared were told, and none is the same; where there are none, masks.
fn differs_in_number(told: &Told<'_>, account: &ToldAccount, dossier: &Dossier<'_>) -> bool {
    let comparable = |one: &&Evidence<'_>| {
        let is_one_source = one.telling.source == told.telling.source;
        match (&account.number, &one.account.number) {
            (Some(ToldNumber::Full(_)), Some(ToldNumber::Full(_))) => true,
            (Some(ToldNumber::Token(_)), Some(ToldNumber::Token(_))) => is_one_source,
            _ => false,
        }
    };
    let mut all = dossier.told.iter().filter(comparable).peekable();
    if all.peek().is_some() {
        return all
            .all(|one| !is_same_number(account, one.account, one.telling.source == told.telling.source));
    }
    let mut masks = dossier.told.iter().filter_map(|one| one.account.mask.as_ref()).peekable();
    account.mask.is_some() && masks.peek().is_some() && masks.all(|mask| Some(mask) != account.mask.as_ref())
}

fn is_of_other_institution(told: &Told<'_>, dossier: &Dossier<'_>) -> bool {
    let Some(institution) = &told.telling.institution else { return false };
    let mut named = dossier.told.iter().filter_map(|one| one.telling.institution.as_ref()).peekable();
    named.peek().is_some() && named.all(|one| one != institution)
}

/// Owners were told on both sides, and no name is the same.
fn differs_in_owners(account: &ToldAccount, dossier: &Dossier<'_>) -> bool {
    let words = |account: &ToldAccount| -> Vec<String> {
        account.owners.iter().flat_map(|name| name.split_whitespace()).map(str::to_lowercase).collect()
    };
    let own = words(account);
    let others: Vec<String> = dossier.told.iter().flat_map(|one| words(one.account)).collect();
    !own.is_empty() && !others.is_empty() && !own.iter().any(|word| others.contains(word))
}

fn has_profile(told: &Told<'_>, account: &ToldAccount, one: &Evidence<'_>) -> bool {
    let before = one.account;
    let is_long = account.mask.as_ref().is_some_and(|mask| mask.len() >= MASK_DIGITS_MIN);
    told.telling.institution.is_some()
        && told.telling.institution == one.telling.institution
        && is_long
        && account.mask == before.mask
        && account.kind == before.kind
        && account.currency == before.currency
        && is_same_name(account, before)
}

fn is_same_name(account: &ToldAccount, before: &ToldAccount) -> bool {
    account.name.to_lowercase() == before.name.to_lowercase()
}

fn is_alike(account: &ToldAccount, before: &ToldAccount) -> bool {
    let is_same_mask = account.mask.is_some() && account.mask == before.mask;
    is_same_mask || (account.kind == before.kind && is_same_name(account, before))
}
