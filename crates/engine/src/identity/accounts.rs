//! Which of a user's accounts a link tells of.

use super::dossier::Links;
use super::transactions::Heard;
use crate::Error;
use connectors::Secret;
use domain::account::AccountFacts;
use domain::id::{AccountGuid, LinkGuid, MemberGuid, UserGuid};
use domain::matching::accounts::{Answer, Decision, Dossier, Evidence, Ground, Number, decide};
use domain::matching::connections::is_repeated;
use domain::matching::transactions::{Agreement, agreement};
use std::collections::{HashMap, HashSet};
use store::accounts::{Account, Sighting};
use store::transactions::by_hand;
use store::{Tenant, links::Link};

/// An account as a link tells it.
#[derive(Debug, Clone)]
pub(crate) struct HeardAccount {
    pub(crate) id: String,
    pub(crate) facts: AccountFacts,
    pub(crate) number: Option<Secret>,
    pub(crate) routing_number: Option<String>,
    pub(crate) iban: Option<Secret>,
    /// The source keeps this id for the same account in every link.
    pub(crate) is_id_kept: bool,
    /// The person said that it is this one.
    pub(crate) chosen: Option<AccountGuid>,
}

/// Who tells it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Teller<'a> {
    pub(crate) user: UserGuid,
    /// None of a file: the person says where it goes before anything of it is kept.
    pub(crate) member: Option<MemberGuid>,
    pub(crate) link: LinkGuid,
    pub(crate) source: &'a str,
    /// None where a file does not say.
    pub(crate) institution: Option<&'a str>,
}

/// Told accounts, and everything they are compared with.
pub(crate) struct Compared {
    pub(crate) known: Vec<Account>,
    sightings: Vec<Sighting>,
    /// Places in `sightings`, by what told under which id.
    by_id: HashMap<(LinkGuid, String), Vec<usize>>,
    /// Places in `known` of accounts that may be joined without asking: those of this member, and those of no connection.
    own: Vec<usize>,
    /// How the link tells them now, in its order, with a guid that no account has.
    told: Vec<Sighting>,
    chosen: Vec<Option<AccountGuid>>,
    /// Accounts of which a person said that they are not one, either way round.
    refused: HashSet<(AccountGuid, AccountGuid)>,
}

/// What an account of the answer is.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// Its place in `known`, and why.
    pub(crate) known: Option<(usize, Ground)>,
    /// Others that it may be: the person is asked.
    pub(crate) possible: Vec<usize>,
    /// What is told contradicts itself, or what is known.
    pub(crate) is_conflict: bool,
}

impl Choice {
    const NEW: Self = Self { known: None, possible: Vec::new(), is_conflict: false };

    fn known(place: usize, ground: Ground) -> Self {
        Self { known: Some((place, ground)), ..Self::NEW }
    }
}

impl Compared {
    pub(crate) async fn read(
        store: &Tenant<'_>,
        teller: Teller<'_>,
        (links, accounts): (&[Link], &[HeardAccount]),
        nobody: AccountGuid,
        now: domain::clock::Timestamp,
    ) -> Result<Self, Error> {
        let known = store.known_accounts(teller.user).await?;
        let sightings = store.account_sightings(teller.user).await?;
        let links: HashSet<LinkGuid> = links.iter().map(|link| link.guid).chain([teller.link]).collect();
        let told_here: HashSet<AccountGuid> =
            sightings.iter().filter(|one| links.contains(&one.link)).map(|one| one.account).collect();
        let is_own = |account: &Account| {
            teller.member.is_none_or(|member| member == account.member)
                || told_here.contains(&account.guid)
                || account.kept_institution_code.is_some()
                || account.imported_at.is_none()
        };
        let own = known.iter().enumerate().filter(|(_, one)| is_own(one)).map(|(place, _)| place).collect();
        let mut told = Vec::with_capacity(accounts.len());
        for one in accounts {
            told.push(sighting(store, teller, one, nobody, now).await?);
        }
        let chosen = accounts.iter().map(|one| one.chosen).collect();
        let refused = store.refused_accounts(teller.user).await?;
        let refused = refused.into_iter().flat_map(|(one, other)| [(one, other), (other, one)]).collect();
        let mut by_id: HashMap<_, Vec<usize>> = HashMap::new();
        for (place, one) in sightings.iter().enumerate() {
            by_id.entry((one.link, one.source_account_id.clone())).or_default().push(place);
        }
        Ok(Self { known, sightings, by_id, own, told, chosen, refused })
    }

    /// How the account at that place is told, of an account with that guid. Its id is doubtful when the link itself has told something that
    /// contradicts it.
    pub(crate) fn sighting(&self, at: usize, account: AccountGuid, is_conflict: bool) -> Option<Sighting> {
        let told = self.told.get(at)?;
        let is_doubtful = is_conflict && self.before(told).next().is_some();
        Some(Sighting { account, is_doubtful, ..told.clone() })
    }

    /// The member, of these others, that tells each of the told accounts already; none where the member has accounts of its own.
    pub(crate) fn repeated(&self, member: MemberGuid, others: &[MemberGuid]) -> Option<MemberGuid> {
        if self.known.iter().any(|one| one.member == member) {
            return None;
        }
        let mut links = Links::default();
        others.iter().copied().find(|other| {
            let is_told = |one: &Account| one.member == *other && one.absent_since.is_none();
            let places: Vec<usize> = self
                .known
                .iter()
                .enumerate()
                .filter(|(_, one)| is_told(one))
                .map(|(place, _)| place)
                .collect();
            let choices = self.choose_among(&places, &mut links, |_, _| Agreement::Unknown);
            let told: Vec<Option<(usize, Ground)>> = choices.iter().map(|choice| choice.known).collect();
            is_repeated(&told)
        })
    }

    /// The accounts that the link has told before, by its id.
    pub(crate) fn told_before(&self, link: LinkGuid) -> HashMap<AccountGuid, &str> {
        let of_link = self.sightings.iter().filter(|one| one.link == link);
        of_link.map(|one| (one.account, one.source_account_id.as_str())).collect()
    }

    /// Whether some link told that account under this id before.
    pub(crate) fn is_told(&self, account: AccountGuid, link: LinkGuid) -> bool {
        self.sightings.iter().any(|one| one.account == account && one.link == link)
    }

    /// The accounts of the answer for which the transactions matter: the link tells them for the first time, or has contradicted itself
    /// about them, and there is something that they may be.
    pub(crate) fn undecided(&self) -> Vec<usize> {
        let mut links = Links::default();
        let is_open = |at: &usize| {
            self.told.get(*at).is_some_and(|told| {
                let mut before = self.before(told).peekable();
                self.said_again(told).is_none()
                    && (before.peek().is_none() || before.any(|one| one.is_doubtful))
            })
        };
        let open: Vec<usize> = (0..self.told.len()).filter(is_open).collect();
        if open.is_empty() {
            return open;
        }
        // What could be joined if the transactions agreed, or is joined unless they speak against it.
        let choices = self.choose_among(&self.own, &mut links, |_, _| Agreement::Same);
        open.into_iter()
            .filter(|at| choices.get(*at).is_some_and(|one| one.known.is_some() || one.is_conflict))
            .collect()
    }

    /// What each account of the answer is. `rows` are the transactions of those that were undecided, by their places, with what is known
    /// of them; the others have not been compared.
    pub(crate) fn choose(&self, rows: impl Fn(usize, usize) -> Agreement) -> Vec<Choice> {
        let mut links = Links::default();
        let mut choices = self.choose_among(&self.own, &mut links, &rows);
        // Of other connections nothing is joined without asking: a joint account may be wanted twice.
        let others: Vec<usize> = (0..self.known.len()).filter(|place| !self.own.contains(place)).collect();
        self.settle_refused(&mut choices, &mut links, &rows);
        let is_new = |choice: &Choice| choice.known.is_none() && choice.possible.is_empty();
        if others.is_empty() || !choices.iter().any(is_new) {
            return choices;
        }
        for (choice, other) in choices.iter_mut().zip(self.choose_among(&others, &mut links, &rows)) {
            if is_new(choice) {
                choice.possible =
                    other.known.map(|(place, _)| place).into_iter().chain(other.possible).collect();
            }
        }
        choices
    }

    /// Where the evidence is for several of which a person said that they are not one, it is the one that this institution told before.
    fn settle_refused(
        &self,
        choices: &mut [Choice],
        links: &mut Links,
        rows: impl Fn(usize, usize) -> Agreement,
    ) {
        for (at, choice) in choices.iter_mut().enumerate() {
            let places = &choice.possible;
            let is_refused = |one: &usize, other: &usize| {
                let guids = self.guid(*one).zip(self.guid(*other));
                guids.is_some_and(|pair| self.refused.contains(&pair))
            };
            let [first, others @ ..] = places.as_slice() else { continue };
            if !choice.is_conflict || others.is_empty() || !others.iter().all(|one| is_refused(first, one)) {
                continue;
            }
            let Some(told) = self.told.get(at).filter(|told| told.institution_code.is_some()) else {
                continue;
            };
            let is_of_institution = |place: &&usize| {
                let of_place = self.sightings.iter().filter(|one| Some(one.account) == self.guid(**place));
                of_place.map(|one| &one.institution_code).any(|code| *code == told.institution_code)
            };
            let mut of_institution = places.iter().filter(is_of_institution);
            let (Some(place), None) = (of_institution.next().copied(), of_institution.next()) else {
                continue;
            };
            let alone = self.choose_among(&[place], links, &rows);
            if let Some(known) = alone.into_iter().nth(at).filter(|one| one.known.is_some()) {
                *choice = known;
            }
        }
    }

    fn choose_among(
        &self,
        places: &[usize],
        links: &mut Links,
        rows: impl Fn(usize, usize) -> Agreement,
    ) -> Vec<Choice> {
        let dossiers: Vec<Dossier<'_>> = places.iter().map(|place| self.dossier(*place, links)).collect();
        let by_guid: HashMap<AccountGuid, usize> =
            places.iter().filter_map(|place| Some((self.guid(*place)?, *place))).collect();
        let said: Vec<Option<usize>> =
            self.told.iter().map(|told| by_guid.get(&self.said_again(told)?).copied()).collect();
        let open: Vec<usize> = (0..self.told.len()).filter(|at| said.get(*at) == Some(&None)).collect();
        let told: Vec<Evidence<'_>> = open
            .iter()
            .filter_map(|at| {
                let mut evidence = evidence(self.told.get(*at)?, links);
                let chosen = self.chosen.get(*at).copied().flatten();
                evidence.chosen = chosen
                    .and_then(|chosen| places.iter().position(|place| self.guid(*place) == Some(chosen)));
                Some(evidence)
            })
            .collect();
        let doubtful = self.sightings.iter().filter(|one| one.is_doubtful);
        let doubtful = doubtful.filter(|one| self.told.first().is_some_and(|told| told.link == one.link));
        let doubtful = doubtful.map(|one| one.source_account_id.as_str()).collect();
        let place_of = |index: usize| places.get(index).copied();
        let decisions = decide(&dossiers, &Answer { told: &told, doubtful: &doubtful }, |known, at| {
            place_of(known).zip(open.get(at)).map_or(Agreement::Unknown, |(known, at)| rows(known, *at))
        });
        let mut choices: Vec<Choice> = said
            .iter()
            .map(|place| place.map_or(Choice::NEW, |place| Choice::known(place, Ground::Id)))
            .collect();
        for (at, decision) in open.into_iter().zip(decisions) {
            let places = |known: Vec<usize>| known.into_iter().filter_map(place_of).collect();
            let choice = match decision {
                Decision::New => Choice::NEW,
                Decision::Known(known, ground) => {
                    place_of(known).map_or(Choice::NEW, |place| Choice::known(place, ground))
                }
                Decision::Suggest(known) => Choice { possible: places(known), ..Choice::NEW },
                Decision::Conflict(known) => {
                    Choice { possible: places(known), is_conflict: true, ..Choice::NEW }
                }
            };
            if let Some(slot) = choices.get_mut(at) {
                *slot = choice;
            }
        }
        choices
    }

    fn guid(&self, place: usize) -> Option<AccountGuid> {
        self.known.get(place).map(|one| one.guid)
    }

    /// What the link told under that id before.
    fn before(&self, told: &Sighting) -> impl Iterator<Item = &Sighting> {
        let places = self.by_id.get(&(told.link, told.source_account_id.clone()));
        places.into_iter().flatten().filter_map(|place| self.sightings.get(*place))
    }

    /// Which account it is without looking further. Where a person said that two are not one, what speaks for the other does not count any
    /// more. Where the link contradicted itself and a second account was made of it, it is the last, when the link says word for word what it
    /// said then.
    fn said_again(&self, told: &Sighting) -> Option<AccountGuid> {
        let words = |one: &Sighting| {
            (one.name.clone(), one.account_type, one.currency, one.mask.clone(), one.number_hash.clone())
        };
        let before: Vec<&Sighting> = self.before(told).collect();
        if let [only] = before[..]
            && !only.is_doubtful
            && self.refused.iter().any(|(one, _)| *one == only.account)
        {
            return Some(only.account);
        }
        let last = before.iter().max_by_key(|one| (one.told_at, one.account))?;
        (before.len() > 1 && words(last) == words(told)).then_some(last.account)
    }

    fn dossier(&self, place: usize, links: &mut Links) -> Dossier<'_> {
        let Some(account) = self.known.get(place) else { return Dossier::default() };
        let mut told: Vec<Evidence<'_>> = self
            .sightings
            .iter()
            .filter(|one| one.account == account.guid)
            .map(|one| evidence(one, links))
            .collect();
        if told.is_empty() {
            told.push(Evidence {
                link: links.number(by_hand()),
                source: "",
                institution: account.kept_institution_code.as_deref(),
                id: None,
                persistent_id: None,
                number: None,
                routing: None,
                iban: None,
                mask: account.facts.mask.as_deref(),
                account_type: account.facts.account_type,
                currency: account.facts.currency,
                name: &account.facts.name,
                owners: Vec::new(),
                chosen: None,
            });
        }
        Dossier { told }
    }
}

/// Whether the transactions of an account and those of an answer agree.
pub(crate) async fn agree(store: &Tenant<'_>, account: &Account, heard: &Heard) -> Result<Agreement, Error> {
    let Some(past) = heard.past(store, account).await? else { return Ok(Agreement::Unknown) };
    let mut links = Links::default();
    let dossier = past.dossier(&mut links);
    Ok(agreement(&dossier, &heard.answer(&mut links)))
}

fn evidence<'a>(one: &'a Sighting, links: &mut Links) -> Evidence<'a> {
    Evidence {
        link: links.number(one.link),
        source: &one.source,
        institution: one.institution_code.as_deref(),
        id: Some(&one.source_account_id),
        persistent_id: one.persistent_id.as_deref(),
        number: one.number_hash.as_deref().map(Number::Full),
        routing: one.routing_hash.as_deref(),
        iban: one.iban_hash.as_deref(),
        mask: one.mask.as_deref(),
        account_type: one.account_type,
        currency: one.currency,
        name: &one.name,
        owners: Vec::new(),
        chosen: None,
    }
}

/// How an account is told.
pub(crate) async fn sighting(
    store: &Tenant<'_>,
    teller: Teller<'_>,
    told: &HeardAccount,
    account: AccountGuid,
    now: domain::clock::Timestamp,
) -> Result<Sighting, Error> {
    let mut hashes = [None, None, None];
    let routing = told.routing_number.as_deref();
    let parts = [
        ("account number", told.number.as_ref().map(Secret::expose)),
        ("routing number", routing),
        ("iban", told.iban.as_ref().map(Secret::expose)),
    ];
    for (hash, (purpose, part)) in hashes.iter_mut().zip(parts) {
        if let Some(plain) = part.and_then(plain) {
            *hash = Some(store.keyed_hash(purpose, &[&plain]).await?);
        }
    }
    let [number_hash, routing_hash, iban_hash] = hashes;
    Ok(Sighting {
        user: teller.user,
        link: teller.link,
        source: teller.source.to_owned(),
        source_account_id: told.id.clone(),
        account,
        institution_code: teller.institution.map(str::to_owned),
        persistent_id: told.is_id_kept.then(|| told.id.clone()),
        name: told.facts.name.clone(),
        account_type: told.facts.account_type,
        currency: told.facts.currency,
        mask: told.facts.mask.clone(),
        number_hash,
        routing_hash,
        iban_hash,
        is_doubtful: false,
        is_reversed: false,
        told_at: now,
    })
}

/// A number as it is compared: its letters and digits. None where some of it is hidden.
fn plain(number: &str) -> Option<String> {
    let is_hidden = number.contains(['*', '•', '#']) || number.to_ascii_uppercase().contains("XX");
    let plain: String =
        number.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    Some(plain).filter(|plain| !is_hidden && !plain.is_empty())
}
