//! Plays a history: a run for each answer, what is asked answered by the truth, what was said taken back now and then.

use super::check::Seen;
use super::telling::{Told, bank, later, noon};
use crate::bed::{ALL, Bed, new_member, work};
use domain::clock::Clock as _;
use domain::id::AccountGuid;
use domain::run::{Reads, RunKind};
use engine::records::{Account, JoinKind, JoinMaker, Member, Transaction, TransactionFilter, User};
use engine::{Engine, Error, Name, NewMember, NewUser, Scope, StartRun, Started, Strays};
use histories::Case;
use histories::told::{LinkId, MemberId, Telling};
use jiff::SignedDuration;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError};

/// How much was done.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub(super) told_again: usize,
    pub(super) asked: usize,
    pub(super) undone: usize,
}

struct Player<'a> {
    bed: &'a Bed,
    engine: &'a Arc<Engine>,
    scope: Scope<'a>,
    user: User,
    case: &'a Case,
    tellings: Vec<Telling>,
    told: &'a Told,
    /// The connection that each told of, and the link by which it tells.
    members: HashMap<MemberId, (Member, LinkId)>,
    seen: Seen<'a>,
    banks: Vec<String>,
}

pub(super) async fn play(bed: &Bed, engine: &Arc<Engine>, (case, told): (&Case, &Told), done: &mut Done) {
    let scope = engine.of(bed.client);
    let user = scope.create_user(NewUser::default(), None).await.unwrap();
    // So many weeks later that the hub's clock only goes on.
    let first = case.tellings.first().unwrap().told_on;
    let behind = bed.clock.now().duration_since(noon(first));
    let weeks = i32::try_from(behind.as_hours() / (24 * 7)).unwrap() + 1;
    let mut player = Player {
        bed,
        engine,
        scope,
        user,
        case,
        tellings: later(&case.tellings, weeks),
        told,
        members: HashMap::new(),
        seen: Seen::new(case),
        banks: Vec::new(),
    };
    // Not every history is heard to its end: what is asked in the middle of one is taken back there.
    let heard = case.tellings.len() - usize::try_from(case.seed.0 % 4).unwrap();
    for at in 0..heard {
        player.hear(at, at + 1 == heard, done).await;
    }
    player.merge_and_part(done).await;
    player.part_all(done).await;
}

impl Player<'_> {
    fn context(&self, at: usize) -> String {
        format!("{} {} telling {at}", self.case.story, self.case.seed)
    }

    fn pass(&self, time: SignedDuration) {
        self.bed.clock.advance(time);
        self.bed.operational.advance(time);
    }

    async fn hear(&mut self, at: usize, is_last: bool, done: &mut Done) {
        let telling = self.tellings[at].clone();
        let wait = noon(telling.told_on).duration_since(self.bed.clock.now());
        self.pass(wait.max(SignedDuration::from_secs(1)));
        let customer = format!("{}-{}", self.case.seed, telling.link.0);
        self.told
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(customer.clone(), (at, telling.clone()));
        let member = self.member(at, &telling, &customer).await;
        self.read(&member, at).await;
        let link = self.link(&member).await;
        self.seen.heard(link, at, &self.tellings);
        self.seen.check(self.engine, (self.bed.client, &self.user), &self.context(at)).await;
        self.seen.check_homes(self.engine, (self.bed.client, &self.user), &self.context(at)).await;
        if at % 3 == 1 {
            if self.is_set_aside().await {
                // Told so once more, it is taken for another account's.
                self.read(&member, at).await;
            }
            let before = self.shown().await;
            self.pass(SignedDuration::from_secs(1));
            self.read(&member, at).await;
            same(&self.shown().await, &before, &format!("{}, told again", self.context(at)));
            done.told_again += 1;
        }
        self.answer(at, is_last, done).await;
    }

    /// The connection that tells now: that of before, moved to another source, or made anew.
    async fn member(&mut self, at: usize, telling: &Telling, customer: &str) -> Member {
        let institution = telling.institution.clone().unwrap_or_default();
        let bank_at = self.banks.iter().position(|one| *one == institution).unwrap_or_else(|| {
            self.banks.push(institution.clone());
            self.banks.len() - 1
        });
        let before = self.members.get(&telling.member).cloned();
        if let Some((member, link)) = &before
            && *link == telling.link
        {
            return member.clone();
        }
        // A connection that is never told of again was removed before this one was made.
        let later: BTreeSet<MemberId> = self.tellings[at..].iter().map(|one| one.member).collect();
        let gone: Vec<MemberId> = self
            .members
            .keys()
            .copied()
            .filter(|one| *one == telling.member || !later.contains(one))
            .collect();
        for member in gone {
            if let Some((member, _)) = self.members.remove(&member) {
                let name = Name::Guid(member.guid);
                self.scope.delete_member_keeping_history(&self.user, &name).await.unwrap();
            }
        }
        let code = bank(bank_at);
        let new = NewMember {
            is_background_disabled: true,
            strays: Strays::Taken,
            skip_aggregation: true,
            ..new_member(self.engine, &code, customer, "").await
        };
        let member = self.scope.create_member(&self.user, new, None).await.unwrap();
        let member =
            self.scope.move_member(&self.user, &Name::Guid(member.guid), &telling.source).await.unwrap();
        self.members.insert(telling.member, (member.clone(), telling.link));
        member
    }

    async fn link(&self, member: &Member) -> domain::id::LinkGuid {
        let tenant = self.engine.store().of(self.bed.client);
        let links = tenant.links(self.user.guid, member.guid).await.unwrap();
        links.iter().find(|link| link.is_active).unwrap().guid
    }

    async fn read(&self, member: &Member, at: usize) {
        let start = StartRun {
            kind: RunKind::ExtendHistory,
            reads: None,
            without: Reads::default(),
            callback_payload: None,
            even_if_fresh: true,
        };
        let name = Name::Guid(member.guid);
        let (_, started) = self.scope.start_run(&self.user, &name, &start).await.unwrap();
        assert!(matches!(started, Started::Run), "{}", self.context(at));
        work(self.engine).await;
        let run = self.scope.latest_run(member).await.unwrap().unwrap();
        assert!(run.ended_at.is_some(), "{}: {run:?}", self.context(at));
    }

    /// Something was told under a known id that is not its.
    async fn is_set_aside(&self) -> bool {
        let accounts = self.scope.accounts(&self.user, None, None, ALL).await.unwrap().items;
        accounts.iter().any(|one| one.trouble.is_some())
    }

    /// Answers what is asked by the truth. Of accounts that are joined so, some are parted and joined once more; transactions that were
    /// parted stay so, therefore only at the end.
    async fn answer(&self, at: usize, is_last: bool, done: &mut Done) {
        loop {
            let open = self.scope.open_suggestions(&self.user, ALL).await.unwrap().items;
            let Some(first) = open.first() else { return };
            done.asked += 1;
            let is_one = self.seen.is_one(self.engine, (self.bed.client, &self.user), first).await;
            let before = if is_one { Some(self.shown().await) } else { None };
            // What is joined now is the last.
            self.pass(SignedDuration::from_secs(1));
            let answer = async |is_one| {
                self.scope.answer_suggestion(&self.user, first.guid, is_one, JoinMaker::Client).await
            };
            if let Err(error) = answer(is_one).await {
                // An account that comes in another currency is none that it was, whoever says so.
                assert!(matches!(error, Error::Impossible { .. }), "{}: {error}", self.context(at));
                same(&self.shown().await, &before.unwrap_or_default(), &self.context(at));
                answer(false).await.unwrap();
                continue;
            }
            let Some(before) =
                before.filter(|_| is_last || first.kind == JoinKind::Account && done.asked.is_multiple_of(2))
            else {
                continue;
            };
            self.undo_last(&before, &format!("{}, {first:?}", self.context(at))).await;
            done.undone += 1;
            if first.kind == JoinKind::Account {
                let guid = |text: &str| text.parse::<AccountGuid>().unwrap();
                let both = [guid(&first.known), guid(&first.other)];
                self.scope.merge_accounts(&self.user, &both, JoinMaker::Client).await.unwrap();
            }
        }
    }

    /// Takes the join back that was made last, and looks whether everything is as it was.
    async fn undo_last(&self, before: &BTreeSet<String>, context: &str) {
        let joins = self.scope.joins(&self.user, None, ALL).await.unwrap().items;
        let standing = joins.iter().filter(|one| one.undone_at.is_none() && one.part_of.is_none());
        let last = standing.max_by_key(|one| (one.made_at, one.guid)).unwrap();
        self.scope.undo_join(&self.user, last.guid).await.unwrap();
        same(&self.shown().await, before, &format!("{context}, taken back"));
    }

    /// Whatever two accounts are made one, rightly or not: they can be parted again. Those that cannot be one stay two.
    async fn merge_and_part(&self, done: &mut Done) {
        let accounts = self.scope.accounts(&self.user, None, None, ALL).await.unwrap().items;
        let kind = |one: &Account| (one.facts.account_type, one.facts.currency);
        for (one, other) in accounts.iter().zip(accounts.iter().skip(1)) {
            if kind(one) != kind(other) {
                continue;
            }
            self.pass(SignedDuration::from_secs(1));
            let before = self.shown().await;
            let both = [one.guid, other.guid];
            let merged = self.scope.merge_accounts(&self.user, &both, JoinMaker::Client).await;
            let context = format!("{}, {both:?} at the end", self.context(self.tellings.len()));
            match merged {
                Ok(_) => {
                    self.undo_last(&before, &context).await;
                    done.undone += 1;
                }
                Err(Error::Impossible { .. }) => same(&self.shown().await, &before, &context),
                Err(error) => panic!("{context}: {error}"),
            }
        }
    }

    /// Takes all joins of accounts back, the newest first.
    async fn part_all(&self, done: &mut Done) {
        let context = format!("{}, all parted", self.context(self.tellings.len()));
        let mut joins = self.scope.joins(&self.user, None, ALL).await.unwrap().items;
        joins.retain(|one| one.kind == JoinKind::Account && one.undone_at.is_none());
        joins.sort_by_key(|one| std::cmp::Reverse(one.made_at));
        for join in joins {
            self.scope.undo_join(&self.user, join.guid).await.unwrap();
            self.seen.check_homes(self.engine, (self.bed.client, &self.user), &context).await;
            done.undone += 1;
        }
    }

    /// All that a client can read of accounts and transactions, but version and times of change and reading.
    async fn shown(&self) -> BTreeSet<String> {
        let accounts = self.scope.accounts(&self.user, None, None, ALL).await.unwrap().items;
        let filter = TransactionFilter::default();
        let transactions = self.scope.transactions(&self.user, &filter, ALL).await.unwrap().items;
        let accounts = accounts.into_iter().map(|one| {
            let (updated_at, rows_version) = (one.created_at, 0);
            let imported_at = one.imported_at.map(|_| one.created_at);
            format!("{:?}", Account { updated_at, rows_version, imported_at, ..one })
        });
        let transactions = transactions.into_iter().map(|one| {
            let updated_at = one.created_at;
            format!("{:?}", Transaction { updated_at, ..one })
        });
        accounts.chain(transactions).collect()
    }
}

fn same(found: &BTreeSet<String>, expected: &BTreeSet<String>, context: &str) {
    let more: Vec<_> = found.difference(expected).take(3).collect();
    let less: Vec<_> = expected.difference(found).take(3).collect();
    assert!(more.is_empty() && less.is_empty(), "{context}\nmore: {more:#?}\nless: {less:#?}");
}
