//! Plays a labelled case through a matching, answer by answer, and scores what it does by itself. Questions are answered by the
//! truth before the next answer comes, as a person would. Whatever matcher is played, accounts and earlier rows are what they truly
//! are, so that all are asked the same.

mod matcher;
mod score;

pub(crate) use matcher::{HeardAccounts, HeardRows, Matcher, Ours};
pub(crate) use score::{Played, Score};

use domain::account::AccountType;
use domain::matching::accounts::{self, Evidence, Number};
use domain::matching::transactions::{
    self, Agreement, Answer, Coverage, Decision, Dossier, Ground, Habits, Known, Link, Sighting, Told,
};
use domain::money::Currency;
use domain::transaction::TransactionStatus;
use histories::told::{AccountKind, MemberId, Status, Telling, ToldAccount, ToldNumber, ToldRow};
use histories::{AccountId, AccountVerdict, Case, Join, Judge, Place, RowVerdict, TransactionId};
use jiff::civil::Date;
use score::note;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Instant;

/// What an answer is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Past {
    /// Everything told before as what it truly is: so the labels are made.
    Resolved,
    /// What was joined before as it was joined, rightly or not. One join that nobody could know better can lead to others.
    Kept,
    /// What was joined before as what it truly is; but nobody answers what is asked.
    Unanswered,
}

/// The scores of rows and accounts of one case, by the matching of this crate.
pub(crate) fn play(case: &Case, past: Past) -> (Score, Score) {
    let played = play_by(&Ours, case, past);
    (played.rows, played.accounts)
}

/// The scores of one case by some matcher.
pub(crate) fn play_by(matcher: &dyn Matcher, case: &Case, past: Past) -> Played {
    let mut player = Player {
        matcher,
        case,
        past,
        judge: Judge::new(&case.labels, &case.tellings),
        sources: HashMap::new(),
        source_of: HashMap::new(),
        members: HashMap::new(),
        known: Vec::new(),
        place_of: HashMap::new(),
        doubtful: HashMap::new(),
        habits: Habits::default(),
        scores: Played::default(),
    };
    for at in 0..case.tellings.len() {
        player.hear(at);
    }
    player.scores
}

struct Player<'a> {
    matcher: &'a dyn Matcher,
    case: &'a Case,
    past: Past,
    judge: Judge<'a>,
    sources: HashMap<&'a str, u32>,
    source_of: HashMap<Link, &'a str>,
    members: HashMap<Link, MemberId>,
    known: Vec<Account<'a>>,
    place_of: HashMap<AccountId, usize>,
    /// Ids under which a link has told a contradiction.
    doubtful: HashMap<Link, HashSet<&'a str>>,
    habits: Habits,
    scores: Played,
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
        self.source_of.insert(link, &telling.source);
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
        if self.matcher.sees_habits() {
            let began = Instant::now();
            for (home, (answer, _)) in &answers {
                if let Some(account) = self.known.get(*home) {
                    self.habits.see(&account.rows, answer);
                }
            }
            self.scores.rows.spent += began.elapsed();
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
        let is_first = self.members.insert(link, telling.member).is_none();
        let decisions = self.matcher.accounts(&mut HeardAccounts {
            known: &dossiers,
            answer: &accounts::Answer { told: &told, doubtful },
            members: &self.members,
            agreement: &mut |place, account| {
                let rows = telling.rows.iter().filter(|row| row.account == account).map(row_of).collect();
                let answer = Answer { link, told_on: telling.told_on, window: telling.window, rows };
                self.known
                    .get(place)
                    .map_or(Agreement::Unknown, |one| transactions::agreement(&one.rows, &answer))
            },
        });
        let mut homes = Vec::with_capacity(told.len());
        for (account, (decision, evidence)) in decisions.iter().zip(told).enumerate() {
            let is_relinked = is_first && evidence.chosen.is_none();
            self.score_account((at, account), decision, is_relinked);
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

    fn score_account(&mut self, place: Place, decision: &accounts::Decision, is_relinked: bool) {
        let (at, account) = place;
        let one = self.judge_account(place, decision);
        self.scores.accounts.add(&one);
        let meant = self.case.labels.meant.accounts.get(at).and_then(|all| all.get(account));
        if is_relinked && meant.is_some_and(|meant| self.place_of.contains_key(meant)) {
            self.scores.relinked.add(&one);
        }
    }

    /// The score of one account.
    fn judge_account(&self, place: Place, decision: &accounts::Decision) -> Score {
        let (at, account) = place;
        let mut score = Score { told: 1, ..Score::default() };
        let verdict = self.case.labels.verdicts.accounts.get(at).and_then(|all| all.get(account));
        let first = |known: usize| self.known.get(known).and_then(|one| one.first);
        let is_decidable = matches!(verdict, Some(AccountVerdict::Known(_)));
        score.decidable += usize::from(is_decidable);
        let shown = || format!("{} {} {place:?} {verdict:?} {decision:?}", self.case.story, self.case.seed);
        match decision {
            accounts::Decision::Known(known, _) => {
                let join = first(*known).map_or(Join::Wrong, |first| self.judge.accounts(place, first));
                *score.joins.entry(join).or_default() += 1;
                score.joined += usize::from(is_decidable && join == Join::Right);
                if join == Join::Wrong {
                    note(&mut score.faults, shown);
                }
            }
            accounts::Decision::Suggest(known) | accounts::Decision::Conflict(known) => {
                score.suggested += 1;
                let is_true = |known: &usize| {
                    first(*known).is_some_and(|first| self.judge.accounts(place, first) != Join::Wrong)
                };
                score.suggested_well += usize::from(known.iter().any(is_true));
                if is_decidable {
                    note(&mut score.missed, shown);
                }
            }
            accounts::Decision::New if is_decidable => note(&mut score.missed, shown),
            accounts::Decision::New => {}
        }
        score
    }

    fn hear_rows(&mut self, at: usize, home: usize, answer: &Answer<'a>, places: &[usize]) {
        let Some(account) = self.known.get(home) else { return };
        let began = Instant::now();
        let heard =
            HeardRows { sources: &self.source_of, dossier: &account.rows, answer, habits: &self.habits };
        let decisions = self.matcher.rows(&heard);
        self.scores.rows.spent += began.elapsed();
        self.scores.rows.told += decisions.len();
        let verdicts = self.case.labels.verdicts.rows.get(at).map_or(&[][..], Vec::as_slice);
        let mut sets: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        let mut taken_by: HashMap<usize, usize> = HashMap::new();
        for (row, decision) in places.iter().zip(&decisions) {
            let verdict = verdicts.get(*row).copied();
            let before = match decision {
                Decision::Known(known, _) => taken_by.insert(*known, *row),
                Decision::Copy(first) => places.get(*first).copied(),
                Decision::New | Decision::Suggest(_) | Decision::Reversed => None,
            };
            let (joined, asked) = (self.rows_joined(), self.scores.rows.suggested);
            self.score_row((at, *row), home, verdict, decision, before);
            if let Some(RowVerdict::Among(set)) = verdict {
                let of_set = sets.entry(set).or_default();
                of_set.0 += self.rows_joined() - joined;
                of_set.1 += self.scores.rows.suggested - asked;
            }
        }
        for (set, (joined, asked)) in sets {
            self.score_set(set, joined, asked);
        }
        self.learn(at, home, answer, places, &decisions);
    }

    fn rows_joined(&self) -> usize {
        self.scores.rows.joins.values().sum()
    }

    fn score_set(&mut self, set: usize, joined: usize, asked: usize) {
        let of = self.case.labels.verdicts.sets.get(set);
        let Some(wanted) = of.and_then(|set| set.joins) else { return };
        let rows = &mut self.scores.rows;
        rows.decidable += wanted;
        rows.joined += joined.min(wanted);
        rows.too_many += joined.saturating_sub(wanted);
        rows.left += wanted.saturating_sub(joined + asked);
        if joined != wanted {
            let shown = || format!("{} {} set {joined} of {wanted} {of:?}", self.case.story, self.case.seed);
            note(if joined > wanted { &mut rows.faults } else { &mut rows.missed }, shown);
        }
    }

    /// Scores one row. `before` is the row of the same answer that takes the same known one, or of which this is said to be a copy.
    fn score_row(
        &mut self,
        place: Place,
        home: usize,
        verdict: Option<RowVerdict>,
        decision: &Decision,
        before: Option<usize>,
    ) {
        let is_decidable = matches!(verdict, Some(RowVerdict::Known(_)));
        self.scores.rows.decidable += usize::from(is_decidable);
        let meant = |row: usize| self.case.labels.meant.rows.get(place.0)?.get(row).copied();
        let is_other = before.is_some_and(|before| meant(before) != meant(place.1));
        let shown = || format!("{} {} {place:?} {verdict:?} {decision:?}", self.case.story, self.case.seed);
        let sightings = |known: usize| {
            self.known.get(home).and_then(|account| account.places.get(known)).map_or(&[][..], Vec::as_slice)
        };
        let mut score = Score::default();
        match decision {
            Decision::Known(known, ground) => {
                let last = sightings(*known).last();
                let join = match last.map_or(Join::Wrong, |earlier| self.judge.rows(place, *earlier)) {
                    Join::Wrong if !is_other && self.is_twin(home, place, *known) => Join::Alike,
                    // Two that are alike cannot both be one.
                    Join::Alike if is_other => Join::Wrong,
                    join => join,
                };
                *score.joins.entry(join).or_default() += 1;
                let is_right = matches!(join, Join::Right | Join::Alike);
                score.joined += usize::from(is_decidable && is_right);
                if join == Join::Wrong {
                    score.wrong_by_id += usize::from(matches!(ground, Ground::Id | Ground::PendingId));
                    note(&mut score.faults, || format!("{} told at {:?}", shown(), sightings(*known)));
                }
            }
            Decision::Suggest(known) => {
                score.suggested += 1;
                let is_true = |known: &usize| {
                    sightings(*known).iter().any(|earlier| self.judge.rows(place, *earlier) != Join::Wrong)
                };
                score.suggested_well += usize::from(known.iter().any(is_true));
            }
            Decision::Reversed if verdict == Some(RowVerdict::Reversed) => score.reversed += 1,
            Decision::Reversed => {
                score.reversed_wrongly += 1;
                note(&mut score.faults, shown);
            }
            Decision::New => {
                score.left += usize::from(is_decidable || verdict == Some(RowVerdict::Copy));
            }
            Decision::Copy(_) if is_other && verdict != Some(RowVerdict::Misled) => {
                let id = |row: usize| self.case.tellings.get(place.0)?.rows.get(row)?.id.as_ref();
                score.lost += 1;
                score.wrong_by_id += usize::from(id(place.1).is_some() && before.and_then(id) == id(place.1));
                note(&mut score.faults, shown);
            }
            Decision::Copy(_) => {}
        }
        if is_decidable && !matches!(decision, Decision::Known(..)) {
            note(&mut score.missed, shown);
        }
        self.scores.rows.add(&score);
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
                Decision::Suggest(asked) if self.past == Past::Unanswered => {
                    for known in asked {
                        if let Some(known) = account.rows.known.get_mut(*known) {
                            known.is_asked = true;
                        }
                    }
                    account.rows.known.push(Known { is_asked: true, ..Known::default() });
                    account.places.push(Vec::new());
                    Some(account.rows.known.len() - 1)
                }
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
