//! Plays a labelled case through the matching, answer by answer, and scores what it does by itself. Questions are answered by the
//! truth before the next answer comes, as a person would.

use domain::account::AccountType;
use domain::matching::accounts::{self, Evidence, Number};
use domain::matching::transactions::{
    self, Agreement, Answer, Coverage, Decision, Dossier, Habits, Known, Link, Sighting, Told,
};
use domain::money::Currency;
use domain::transaction::TransactionStatus;
use histories::told::{AccountKind, Status, Telling, ToldAccount, ToldNumber, ToldRow};
use histories::{AccountId, AccountVerdict, Case, Join, Judge, Place, RowVerdict, TransactionId};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What came of the rows, or of the accounts, of some cases.
#[derive(Debug, Default, Clone)]
pub(crate) struct Score {
    /// Of those that could be known: how many there are, and how many of them were joined.
    pub(crate) decidable: usize,
    pub(crate) joined: usize,
    /// All joins, by what they are worth.
    pub(crate) joins: BTreeMap<Join, usize>,
    /// More of a set than there are.
    pub(crate) too_many: usize,
    /// Asked; and with the right one among what was asked.
    pub(crate) suggested: usize,
    pub(crate) suggested_well: usize,
    /// Taken for an error of the source: rightly, wrongly.
    pub(crate) reversed: usize,
    pub(crate) reversed_wrongly: usize,
    /// What should not be: the first few, so that they can be looked into.
    pub(crate) faults: Vec<String>,
    pub(crate) missed: Vec<String>,
}

const SHOWN_MAX: usize = 20;

impl Score {
    pub(crate) fn add(&mut self, other: &Self) {
        self.decidable += other.decidable;
        self.joined += other.joined;
        for (join, count) in &other.joins {
            *self.joins.entry(*join).or_default() += count;
        }
        self.too_many += other.too_many;
        self.suggested += other.suggested;
        self.suggested_well += other.suggested_well;
        self.reversed += other.reversed;
        self.reversed_wrongly += other.reversed_wrongly;
        for (all, more) in [(&mut self.faults, &other.faults), (&mut self.missed, &other.missed)] {
            let room = SHOWN_MAX.saturating_sub(all.len());
            all.extend(more.iter().take(room).cloned());
        }
    }

    pub(crate) fn count(&self, join: Join) -> usize {
        self.joins.get(&join).copied().unwrap_or_default()
    }

    /// Joins that are not so.
    pub(crate) fn wrong(&self) -> usize {
        self.count(Join::Wrong) + self.too_many + self.reversed_wrongly
    }

    /// Of what could be known, the part that was joined.
    #[expect(clippy::cast_precision_loss, clippy::as_conversions, reason = "a part, not a sum")]
    pub(crate) fn part(&self) -> f64 {
        if self.decidable == 0 { 1.0 } else { self.joined as f64 / self.decidable as f64 }
    }
}

/// What an answer is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Past {
    /// Everything told before as what it truly is: so the labels are made.
    Resolved,
    /// What was joined before as it was joined, rightly or not. One join that nobody could know better can lead to others.
    Kept,
}

/// The scores of rows and accounts of one case.
pub(crate) fn play(case: &Case, past: Past) -> (Score, Score) {
    let mut player = Player {
        case,
        past,
        judge: Judge::new(&case.labels, &case.tellings),
        sources: HashMap::new(),
        known: Vec::new(),
        place_of: HashMap::new(),
        doubtful: HashMap::new(),
        habits: Habits::default(),
        rows: Score::default(),
        accounts: Score::default(),
    };
    for at in 0..case.tellings.len() {
        player.hear(at);
    }
    (player.rows, player.accounts)
}

struct Player<'a> {
    case: &'a Case,
    past: Past,
    judge: Judge<'a>,
    sources: HashMap<&'a str, u32>,
    known: Vec<Account<'a>>,
    place_of: HashMap<AccountId, usize>,
    /// Ids under which a link has told a contradiction.
    doubtful: HashMap<Link, HashSet<&'a str>>,
    habits: Habits,
    rows: Score,
    accounts: Score,
}

/// An account as a hub would have it.
#[derive(Default)]
struct Account<'a> {
    evidence: accounts::Dossier<'a>,
    first: Option<Place>,
    rows: Dossier<'a>,
    /// For each known transaction, where its sightings stand.
    places: Vec<Vec<Place>>,
    of_truth: HashMap<TransactionId, usize>,
}

impl<'a> Player<'a> {
    fn hear(&mut self, at: usize) {
        let Some(telling) = self.case.tellings.get(at) else { return };
        let link = Link(u32::try_from(telling.link.0).unwrap_or(u32::MAX));
        let count = u32::try_from(self.sources.len()).unwrap_or(u32::MAX);
        let source = *self.sources.entry(&telling.source).or_insert(count);
        self.habits.sources.insert(link, source);
        let homes = self.hear_accounts(at, telling, link);
        let mut answers: BTreeMap<usize, (Answer<'a>, Vec<usize>)> = BTreeMap::new();
        for home in &homes {
            let answer = Answer { link, told_on: telling.told_on, window: telling.window, rows: Vec::new() };
            answers.entry(*home).or_insert((answer, Vec::new()));
        }
        for (row, told) in telling.rows.iter().enumerate() {
            let home = homes.get(told.account);
            if let Some((answer, places)) = home.and_then(|home| answers.get_mut(home)) {
                answer.rows.push(row_of(told));
                places.push(row);
            }
        }
        for (home, (answer, _)) in &answers {
            if let Some(account) = self.known.get(*home) {
                self.habits.see(&account.rows, answer);
            }
        }
        for (home, (answer, places)) in answers {
            self.hear_rows(at, home, &answer, &places);
        }
    }

    /// Gives for each told account the known one that it truly is.
    fn hear_accounts(&mut self, at: usize, telling: &'a Telling, link: Link) -> Vec<usize> {
        let told: Vec<Evidence<'a>> =
            telling.accounts.iter().map(|account| self.evidence(telling, account, link)).collect();
        let none = HashSet::new();
        let doubtful = self.doubtful.get(&link).unwrap_or(&none);
        let dossiers: Vec<accounts::Dossier<'_>> =
            self.known.iter().map(|one| one.evidence.clone()).collect();
        let decisions =
            accounts::decide(&dossiers, &accounts::Answer { told: &told, doubtful }, |place, account| {
                let rows = telling.rows.iter().filter(|row| row.account == account).map(row_of).collect();
                let answer = Answer { link, told_on: telling.told_on, window: telling.window, rows };
                self.known
                    .get(place)
                    .map_or(Agreement::Unknown, |one| transactions::agreement(&one.rows, &answer))
            });
        let mut homes = Vec::with_capacity(told.len());
        for (account, (decision, evidence)) in decisions.iter().zip(told).enumerate() {
            self.score_account((at, account), decision);
            let meant = self.case.labels.meant.accounts.get(at).and_then(|all| all.get(account)).copied();
            let Some(meant) = meant else { continue };
            let home = *self.place_of.entry(meant).or_insert_with(|| {
                self.known.push(Account::default());
                self.known.len() - 1
            });
            homes.push(home);
            if let (accounts::Decision::Conflict(_), Some(id)) = (decision, evidence.id) {
                self.doubtful.entry(link).or_default().insert(id);
            } else if let Some(known) = self.known.get_mut(home) {
                known.first.get_or_insert((at, account));
                known.evidence.told.push(evidence);
            }
        }
        homes
    }

    fn evidence(&self, telling: &'a Telling, account: &'a ToldAccount, link: Link) -> Evidence<'a> {
        Evidence {
            link,
            source: &telling.source,
            institution: telling.institution.as_deref(),
            id: account.id.as_deref(),
            persistent_id: account.persistent_id.as_deref(),
            number: match &account.number {
                Some(ToldNumber::Full(number)) => Some(Number::Full(number)),
                Some(ToldNumber::Token(token)) => Some(Number::Token(token)),
                Some(ToldNumber::Masked(_)) | None => None,
            },
            routing: account.routing.as_deref(),
            iban: account.iban.as_deref(),
            mask: account.mask.as_deref(),
            account_type: match account.kind {
                AccountKind::Checking => AccountType::Checking,
                AccountKind::Savings => AccountType::Savings,
                AccountKind::Card => AccountType::CreditCard,
                AccountKind::Loan => AccountType::Loan,
            },
            currency: account.currency.parse().unwrap_or(Currency::USD),
            name: &account.name,
            owners: account.owners.iter().flat_map(|owner| owner.split_whitespace()).collect(),
            chosen: account.chosen.and_then(|chosen| {
                let meant = self.case.labels.meant.accounts.get(chosen.telling)?.get(chosen.account)?;
                self.place_of.get(meant).copied()
            }),
        }
    }

    fn score_account(&mut self, place: Place, decision: &accounts::Decision) {
        let (at, account) = place;
        let verdict = self.case.labels.verdicts.accounts.get(at).and_then(|all| all.get(account));
        let first = |known: usize| self.known.get(known).and_then(|one| one.first);
        let is_decidable = matches!(verdict, Some(AccountVerdict::Known(_)));
        self.accounts.decidable += usize::from(is_decidable);
        let shown = || format!("{} {} {place:?} {verdict:?} {decision:?}", self.case.story, self.case.seed);
        match decision {
            accounts::Decision::Known(known, _) => {
                let join = first(*known).map_or(Join::Wrong, |first| self.judge.accounts(place, first));
                *self.accounts.joins.entry(join).or_default() += 1;
                self.accounts.joined += usize::from(is_decidable && join == Join::Right);
                if join == Join::Wrong {
                    self.accounts.faults.push(shown());
                }
            }
            accounts::Decision::Suggest(known) | accounts::Decision::Conflict(known) => {
                self.accounts.suggested += 1;
                let is_true = |known: &usize| {
                    first(*known).is_some_and(|first| self.judge.accounts(place, first) != Join::Wrong)
                };
                self.accounts.suggested_well += usize::from(known.iter().any(is_true));
                if is_decidable {
                    self.accounts.missed.push(shown());
                }
            }
            accounts::Decision::New if is_decidable => self.accounts.missed.push(shown()),
            accounts::Decision::New => {}
        }
    }

    fn hear_rows(&mut self, at: usize, home: usize, answer: &Answer<'a>, places: &[usize]) {
        let Some(account) = self.known.get(home) else { return };
        let decisions = transactions::decide(&account.rows, answer, &self.habits);
        let verdicts = self.case.labels.verdicts.rows.get(at).map_or(&[][..], Vec::as_slice);
        let mut sets: BTreeMap<usize, usize> = BTreeMap::new();
        for (row, decision) in places.iter().zip(&decisions) {
            let verdict = verdicts.get(*row).copied();
            let is_joined = self.score_row((at, *row), home, verdict, decision);
            if let Some(RowVerdict::Among(set)) = verdict {
                *sets.entry(set).or_default() += usize::from(is_joined);
            }
        }
        for (set, joined) in sets {
            if let Some(wanted) = self.case.labels.verdicts.sets.get(set).and_then(|set| set.joins) {
                self.rows.decidable += wanted;
                self.rows.joined += joined.min(wanted);
                self.rows.too_many += joined.saturating_sub(wanted);
                if joined != wanted {
                    let of = self.case.labels.verdicts.sets.get(set);
                    let shown =
                        format!("{} {} set {joined} of {wanted} {of:?}", self.case.story, self.case.seed);
                    let list = if joined > wanted { &mut self.rows.faults } else { &mut self.rows.missed };
                    list.push(shown);
                }
            }
        }
        self.learn(at, home, answer, places, &decisions);
    }

    /// Whether it was joined.
    fn score_row(
        &mut self,
        place: Place,
        home: usize,
        verdict: Option<RowVerdict>,
        decision: &Decision,
    ) -> bool {
        let is_decidable = matches!(verdict, Some(RowVerdict::Known(_)));
        self.rows.decidable += usize::from(is_decidable);
        let shown = || format!("{} {} {place:?} {verdict:?} {decision:?}", self.case.story, self.case.seed);
        let sightings = |known: usize| {
            self.known.get(home).and_then(|account| account.places.get(known)).map_or(&[][..], Vec::as_slice)
        };
        match decision {
            Decision::Known(known, _) => {
                let last = sightings(*known).last();
                let join = match last.map_or(Join::Wrong, |earlier| self.judge.rows(place, *earlier)) {
                    Join::Wrong if self.is_twin(home, place, *known) => Join::Alike,
                    join => join,
                };
                *self.rows.joins.entry(join).or_default() += 1;
                let is_right = matches!(join, Join::Right | Join::Alike);
                self.rows.joined += usize::from(is_decidable && is_right);
                if join == Join::Wrong {
                    self.rows.faults.push(format!("{} told at {:?}", shown(), sightings(*known)));
                }
                return true;
            }
            Decision::Suggest(known) => {
                self.rows.suggested += 1;
                let is_true = |known: &usize| {
                    sightings(*known).iter().any(|earlier| self.judge.rows(place, *earlier) != Join::Wrong)
                };
                self.rows.suggested_well += usize::from(known.iter().any(is_true));
            }
            Decision::Reversed if verdict == Some(RowVerdict::Reversed) => self.rows.reversed += 1,
            Decision::Reversed => {
                self.rows.reversed_wrongly += 1;
                self.rows.faults.push(shown());
            }
            Decision::New | Decision::Copy(_) => {}
        }
        if is_decidable {
            self.rows.missed.push(shown());
        }
        false
    }

    /// A row that was joined with the twin of what it is: one link told both with the same day, amount and text, or tells another row
    /// just so that is the joined one. Nothing that was told says which is which, whatever the labels count of their surroundings.
    fn is_twin(&self, home: usize, place: Place, known: usize) -> bool {
        let Some(account) = self.known.get(home) else { return false };
        let meant = |(at, row): Place| self.case.labels.meant.rows.get(at)?.get(row).copied();
        let joined = account.places.get(known).and_then(|all| meant(*all.last()?));
        let truth = meant(place).and_then(|meant| account.of_truth.get(&meant));
        let told = |known: usize| account.rows.known.get(known).map_or(&[][..], |known| &known.sightings);
        let is_same = |one: &Sighting<'_>, other: &Sighting<'_>| {
            one.link == other.link && content(&one.told) == content(&other.told)
        };
        let is_known = truth.is_some_and(|truth| {
            told(*truth).iter().any(|one| told(known).iter().any(|other| is_same(one, other)))
        });
        let Some(telling) = self.case.tellings.get(place.0) else { return false };
        let row = telling.rows.get(place.1).map(row_of);
        let is_told = telling.rows.iter().enumerate().any(|(at, other)| {
            joined.is_some()
                && meant((place.0, at)) == joined
                && row.is_some_and(|row| content(&row) == content(&row_of(other)))
        });
        is_known || is_told
    }

    fn learn(
        &mut self,
        at: usize,
        home: usize,
        answer: &Answer<'a>,
        places: &[usize],
        decisions: &[Decision],
    ) {
        let labels = &self.case.labels;
        let Some(account) = self.known.get_mut(home) else { return };
        for ((row, told), decision) in places.iter().zip(&answer.rows).zip(decisions) {
            let verdict = labels.verdicts.rows.get(at).and_then(|all| all.get(*row));
            let Some(meant) = labels.meant.rows.get(at).and_then(|all| all.get(*row)).copied() else {
                continue;
            };
            if verdict == Some(&RowVerdict::Reversed) {
                account.rows.reversed.insert(answer.link);
                continue;
            }
            let joined = match decision {
                Decision::Known(known, _) if self.past == Past::Kept => Some(*known),
                Decision::Known(..)
                | Decision::New
                | Decision::Suggest(_)
                | Decision::Copy(_)
                | Decision::Reversed => None,
            };
            let known = joined.unwrap_or_else(|| {
                *account.of_truth.entry(meant).or_insert_with(|| {
                    account.rows.known.push(Known::default());
                    account.places.push(Vec::new());
                    account.rows.known.len() - 1
                })
            });
            account.of_truth.entry(meant).or_insert(known);
            if let Some(known) = account.rows.known.get_mut(known) {
                see(known, answer, told);
            }
            if let Some(all) = account.places.get_mut(known) {
                all.push((at, *row));
            }
        }
        if let Some((from, to)) = answer.window
            && !account.rows.reversed.contains(&answer.link)
        {
            let (link, told_on) = (answer.link, answer.told_on);
            account.rows.coverages.push(Coverage { link, from, to: to.min(told_on), told_on });
        }
    }
}

fn content<'a>(told: &Told<'a>) -> (TransactionStatus, i64, Date, Option<Date>, &'a str) {
    (told.status, told.amount, told.date, told.authorised_on, told.text)
}

/// Keeps how a link told it last, and since when.
fn see<'a>(known: &mut Known<'a>, answer: &Answer<'a>, told: &Told<'a>) {
    let before = known
        .sightings
        .iter()
        .position(|one| one.link == answer.link && one.told.status == told.status)
        .map(|at| known.sightings.remove(at));
    let first_on: Date = before.map_or(answer.told_on, |before| before.first_on);
    known.ids.extend(told.id.map(|id| (answer.link, id)).filter(|id| !known.ids.contains(id)));
    known.sightings.push(Sighting { link: answer.link, told: *told, first_on });
}

fn row_of(told: &ToldRow) -> Told<'_> {
    Told {
        id: told.id.as_deref(),
        pending_id: told.pending_id.as_deref(),
        status: match told.status {
            Status::Pending => TransactionStatus::Pending,
            Status::Posted => TransactionStatus::Posted,
        },
        amount: told.amount,
        date: told.date,
        authorised_on: told.authorised_on,
        text: &told.text,
    }
}
