//! What is joined stays one, and can be parted again as if it had never been joined.

use crate::bed::Bed;
use crate::bed::new_member;
use crate::described::ofx_at;
use domain::account::AccountFacts;
use domain::id::{AccountGuid, JoinGuid, TransactionGuid};
use domain::run::RunKind;
use domain::transaction::{TransactionFacts, TransactionStatus};
use engine::records::{
    Account, Join, JoinKind, JoinMaker, Member, Page, SuggestionState, Transaction, TransactionFilter,
};
use engine::{AccountEdits, Error, Name, NewAccount, NewTransaction, Sides, TransactionEdits};
use jiff::SignedDuration;
use std::collections::{BTreeMap, BTreeSet};

on_both! {
    merged_accounts_tell_everything_once_and_can_be_parted
    what_comes_after_a_merge_goes_to_the_side_that_told_it
    a_move_to_another_source_can_be_taken_back
    what_cannot_be_one_is_not_merged
    a_merge_survives_others_who_write
    one_transaction_can_be_parted_from_what_another_source_told
    what_was_typed_by_hand_is_asked_about
    what_was_joined_is_told_of_the_side_that_told_it
    joins_in_any_order_can_be_taken_back_in_any_order
}

const ALL: Page = Page { number: 1, size: 1000 };

/// The same login at one bank that is listed under two names: everything is told twice.
async fn twice(bed: &Bed) -> [Member; 2] {
    let mut again = ofx_at(&bed.bank_url);
    again["code"] = "marlin_again".into();
    bed.engine.describe(vec![ofx_at(&bed.bank_url), again]).await.unwrap();
    let mut members = Vec::new();
    for code in ["marlin_national", "marlin_again"] {
        let new = new_member(&bed.engine, code, "ann", "fine").await;
        members.push(bed.scope().create_member(&bed.user, new, None).await.unwrap());
        bed.work().await;
    }
    members.try_into().unwrap()
}

/// The accounts of two members that are the same.
async fn pairs(bed: &Bed, [one, two]: &[Member; 2]) -> Vec<[Account; 2]> {
    let (ones, twos) = (bed.accounts(one).await, bed.accounts(two).await);
    let of = |account: &Account| (account.facts.name.clone(), account.facts.mask.clone());
    let pairs: Vec<_> = ones
        .into_iter()
        .filter_map(|one| Some([one.clone(), twos.iter().find(|two| of(two) == of(&one))?.clone()]))
        .collect();
    assert!(pairs.len() > 1);
    pairs
}

async fn all_accounts(bed: &Bed) -> Vec<Account> {
    bed.scope().accounts(&bed.user, None, None, ALL).await.unwrap().items
}

async fn all_transactions(bed: &Bed) -> Vec<Transaction> {
    let found = bed.scope().transactions(&bed.user, &TransactionFilter::default(), ALL).await.unwrap();
    assert!(found.total <= 1000);
    found.items
}

async fn of_account(bed: &Bed, account: AccountGuid) -> Vec<Transaction> {
    all_transactions(bed).await.into_iter().filter(|one| one.account == account).collect()
}

/// All that a client can read of accounts and transactions, but version and time of change.
async fn shown(bed: &Bed) -> BTreeSet<String> {
    let (accounts, transactions) = (all_accounts(bed).await, all_transactions(bed).await);
    let accounts = accounts.into_iter().map(|one| {
        let (updated_at, rows_version) = (one.created_at, 0);
        format!("{:?}", Account { updated_at, rows_version, ..one })
    });
    let transactions = transactions.into_iter().map(|one| {
        let updated_at = one.created_at;
        format!("{:?}", Transaction { updated_at, ..one })
    });
    accounts.chain(transactions).collect()
}

/// What a person would see as one thing: day, side, amount, how often.
fn counts(rows: &[Transaction]) -> BTreeMap<(String, String), usize> {
    let mut counts = BTreeMap::new();
    for one in rows {
        let key =
            (one.facts.date.to_string(), format!("{:?} {:?}", one.facts.transaction_type, one.facts.amount));
        *counts.entry(key).or_default() += 1;
    }
    counts
}

async fn merge(bed: &Bed, kept: &Account, other: &Account) -> Account {
    let both = [kept.guid, other.guid];
    bed.scope().merge_accounts(&bed.user, &both, JoinMaker::Client).await.unwrap()
}

async fn newest_join(bed: &Bed, kept: &Account) -> JoinGuid {
    let joins = bed.scope().joins(&bed.user, Some(kept.guid), ALL).await.unwrap().items;
    joins.iter().find(|one| one.kind == JoinKind::Account && one.undone_at.is_none()).unwrap().guid
}

async fn edit(bed: &Bed, transaction: TransactionGuid, description: &str) {
    let edits = TransactionEdits { description: Some(description.to_owned()), ..TransactionEdits::default() };
    bed.scope().update_transaction(&bed.user, transaction, edits).await.unwrap();
}

async fn refresh(bed: &Bed, members: &[Member]) {
    for member in members {
        bed.read_anew(member).await;
    }
}

async fn merged_accounts_tell_everything_once_and_can_be_parted(bed: &Bed) {
    let members = twice(bed).await;
    let pairs = pairs(bed, &members).await;
    // People have said things of both sides.
    for [one, two] in &pairs {
        let (ones, twos) = (of_account(bed, one.guid).await, of_account(bed, two.guid).await);
        if let ([first, .., last], [other, ..]) = (ones.as_slice(), twos.as_slice()) {
            edit(bed, first.guid, "Coffee with Bo").await;
            edit(bed, last.guid, "Rent").await;
            edit(bed, other.guid, "Said of the copy").await;
        }
        let edits = AccountEdits { metadata: Some("copy".to_owned()), ..AccountEdits::default() };
        bed.scope().update_account(&bed.user, &members[1], &Name::Guid(two.guid), &edits).await.unwrap();
    }
    let before = shown(bed).await;
    let mut alone = BTreeMap::new();
    for [one, _] in &pairs {
        alone.insert(one.guid, counts(&of_account(bed, one.guid).await));
    }
    for [one, two] in &pairs {
        let kept = merge(bed, one, two).await;
        assert_eq!((kept.guid, kept.metadata.as_deref()), (one.guid, Some("copy")));
        assert!(matches!(
            bed.scope().account(&bed.user, &Name::Guid(two.guid)).await,
            Err(Error::NotFound("account"))
        ));
        let rows = of_account(bed, one.guid).await;
        assert_eq!(counts(&rows), alone[&one.guid], "each is there once");
    }
    let texts: Vec<_> =
        all_transactions(bed).await.into_iter().filter_map(|one| one.edits.description).collect();
    assert!(texts.contains(&"Coffee with Bo".to_owned()) && texts.contains(&"Rent".to_owned()));
    // What both go on telling stays one.
    refresh(bed, &members).await;
    for [one, _] in &pairs {
        assert_eq!(counts(&of_account(bed, one.guid).await), alone[&one.guid]);
    }
    assert_eq!(all_accounts(bed).await.len(), pairs.len());

    let (Some([first, _]), joins) = (pairs.first(), bed.scope().joins(&bed.user, None, ALL).await.unwrap())
    else {
        panic!("there are pairs")
    };
    let accounts = joins.items.iter().filter(|one| one.kind == JoinKind::Account).count();
    assert_eq!(accounts, pairs.len());
    assert!(joins.items.iter().any(|one| one.kind == JoinKind::Transaction && one.part_of.is_some()));
    let guid = newest_join(bed, first).await;
    let undone = bed.scope().undo_join(&bed.user, guid).await.unwrap();
    assert!(undone.undone_at.is_some());
    assert_eq!(
        bed.scope().undo_join(&bed.user, guid).await.unwrap().undone_at,
        undone.undone_at,
        "twice is once"
    );
    for [one, _] in pairs.iter().skip(1) {
        let guid = newest_join(bed, one).await;
        bed.scope().undo_join(&bed.user, guid).await.unwrap();
    }
    same(&shown(bed).await, &before);
    // It is remembered: nothing is joined again, and nothing is asked again.
    refresh(bed, &members).await;
    same(&shown(bed).await, &before);
    let open = bed.scope().suggestions(&bed.user, Some(SuggestionState::Open), ALL).await.unwrap();
    let of_accounts = open.items.iter().filter(|one| one.kind == JoinKind::Account).count();
    assert_eq!(of_accounts, 0);
}

fn same(found: &BTreeSet<String>, expected: &BTreeSet<String>) {
    let more: Vec<_> = found.difference(expected).take(4).collect();
    let less: Vec<_> = expected.difference(found).take(4).collect();
    assert!(more.is_empty() && less.is_empty(), "more: {more:#?}\nless: {less:#?}");
}

async fn what_comes_after_a_merge_goes_to_the_side_that_told_it(bed: &Bed) {
    let members = twice(bed).await;
    let pairs = pairs(bed, &members).await;
    for [one, two] in &pairs {
        merge(bed, one, two).await;
    }
    bed.clock.advance(SignedDuration::from_hours(24 * 7));
    refresh(bed, &members).await;
    let mut once = BTreeMap::new();
    for [one, _] in &pairs {
        once.insert(one.guid, counts(&of_account(bed, one.guid).await));
    }
    for [one, two] in &pairs {
        let guid = newest_join(bed, one).await;
        bed.scope().undo_join(&bed.user, guid).await.unwrap();
        for side in [one, two] {
            assert_eq!(counts(&of_account(bed, side.guid).await), once[&one.guid], "{}", one.facts.name);
        }
    }
    // And each goes on by itself.
    refresh(bed, &members).await;
    for [one, two] in &pairs {
        for side in [one, two] {
            assert_eq!(counts(&of_account(bed, side.guid).await), once[&one.guid], "{}", one.facts.name);
        }
    }
}

async fn a_move_to_another_source_can_be_taken_back(bed: &Bed) {
    let member = bed.connect_at("first_harbor", "ann", "plain").await.unwrap();
    bed.work().await;
    let before = bed.accounts(&member).await;
    let mut alone = BTreeMap::new();
    for one in &before {
        alone.insert(one.guid, counts(&of_account(bed, one.guid).await));
    }
    bed.scope().move_member(&bed.user, &Name::Guid(member.guid), "sandbox_mirror").await.unwrap();
    refresh(bed, std::slice::from_ref(&member)).await;
    let joins = bed.scope().joins(&bed.user, None, ALL).await.unwrap().items;
    let of_accounts: Vec<_> = joins.iter().filter(|one| one.kind == JoinKind::Account).collect();
    assert_eq!(of_accounts.len(), before.len());
    for join in of_accounts {
        assert_eq!(join.made_by, JoinMaker::Hub);
        assert!(["number", "profile_and_rows"].contains(&join.ground.as_str()), "{}", join.ground);
        bed.scope().undo_join(&bed.user, join.guid).await.unwrap();
    }
    let after = bed.accounts(&member).await;
    assert_eq!(after.len(), before.len() * 2);
    for one in &after {
        let mirror =
            before.iter().find(|other| other.facts.name.eq_ignore_ascii_case(&one.facts.name)).unwrap();
        assert_eq!(counts(&of_account(bed, one.guid).await), alone[&mirror.guid], "{}", one.facts.name);
    }
    refresh(bed, std::slice::from_ref(&member)).await;
    assert_eq!(bed.accounts(&member).await.len(), before.len() * 2, "it is not joined again");
}

async fn what_cannot_be_one_is_not_merged(bed: &Bed) {
    let members = twice(bed).await;
    let pairs = pairs(bed, &members).await;
    let before = shown(bed).await;
    let merge = async |guids: &[AccountGuid]| {
        bed.scope().merge_accounts(&bed.user, guids, JoinMaker::Client).await.map(drop)
    };
    let [one, two] = &pairs[0];
    let other = pairs.iter().find(|[other, _]| {
        domain::matching::accounts::class(other.facts.account_type)
            != domain::matching::accounts::class(one.facts.account_type)
    });
    let [other, _] = other.expect("the bank has accounts of two kinds");
    let stranger = bed.scope().create_user(engine::NewUser::default(), None).await.unwrap();
    assert!(matches!(merge(&[]).await, Err(Error::Invalid { .. })));
    assert!(matches!(merge(&[one.guid]).await, Err(Error::Invalid { .. })));
    assert!(matches!(merge(&[one.guid, one.guid]).await, Err(Error::Invalid { .. })));
    assert!(matches!(merge(&[one.guid, other.guid]).await, Err(Error::Impossible { .. })));
    let of_another = [one.guid, two.guid];
    let refused = bed.scope().merge_accounts(&stranger, &of_another, JoinMaker::Client).await;
    assert!(matches!(refused, Err(Error::NotFound("account"))));
    same(&shown(bed).await, &before);
}

async fn a_merge_survives_others_who_write(bed: &Bed) {
    let members = twice(bed).await;
    let pairs = pairs(bed, &members).await;
    let mut alone = BTreeMap::new();
    for [one, _] in &pairs {
        alone.insert(one.guid, counts(&of_account(bed, one.guid).await));
    }
    // Runs of both members, and the merges, at the same time.
    for member in &members {
        bed.start(member, RunKind::Aggregate).await.unwrap();
    }
    let merges = async {
        for [one, two] in &pairs {
            merge(bed, one, two).await;
        }
    };
    tokio::join!(bed.work(), merges);
    refresh(bed, &members).await;
    assert_eq!(all_accounts(bed).await.len(), pairs.len());
    for [one, _] in &pairs {
        assert_eq!(counts(&of_account(bed, one.guid).await), alone[&one.guid], "{}", one.facts.name);
    }
}

async fn one_transaction_can_be_parted_from_what_another_source_told(bed: &Bed) {
    let member = bed.connect_at("first_harbor", "ann", "plain").await.unwrap();
    bed.work().await;
    let before = bed.transactions(&member).await;
    bed.scope().move_member(&bed.user, &Name::Guid(member.guid), "sandbox_mirror").await.unwrap();
    refresh(bed, std::slice::from_ref(&member)).await;
    let joins = bed.scope().joins(&bed.user, None, ALL).await.unwrap().items;
    let join = joins.iter().find(|one| one.kind == JoinKind::Transaction && one.ground == "content").unwrap();
    let known = before.iter().find(|one| one.guid.to_string() == join.kept).unwrap();
    bed.scope().undo_join(&bed.user, join.guid).await.unwrap();
    let now = bed.transactions(&member).await;
    assert_eq!(now.len(), before.len() + 1);
    let kept = now.iter().find(|one| one.guid == known.guid).unwrap();
    assert_eq!((&kept.facts, &kept.id), (&known.facts, &known.id), "as the first source told it");
    let guids: BTreeSet<_> = before.iter().map(|one| one.guid).collect();
    let parted = now.iter().find(|one| !guids.contains(&one.guid)).unwrap();
    assert_eq!(parted.facts.amount, known.facts.amount);
    assert_ne!(parted.facts.description, known.facts.description, "as the mirror tells it");
    // The mirror tells it again, and it stays by itself.
    refresh(bed, std::slice::from_ref(&member)).await;
    assert_eq!(bed.transactions(&member).await.len(), now.len());
    let open = bed.scope().suggestions(&bed.user, Some(SuggestionState::Open), ALL).await.unwrap().items;
    assert!(open.iter().all(|one| one.known != join.kept && one.other != parted.guid.to_string()));
}

/// An account made by hand with some of the bank's transactions, as a person would have typed them.
async fn typed(bed: &Bed, of: &Account, rows: &[&Transaction]) -> Account {
    let facts = AccountFacts::new("My own list".to_owned(), of.facts.account_type, of.facts.currency);
    let new = NewAccount { facts, metadata: None, is_hidden: false, is_business: false };
    let account = bed.scope().create_account(&bed.user, new, None).await.unwrap();
    for row in rows {
        let facts = TransactionFacts {
            description: "Typed".to_owned(),
            transacted_at: None,
            posted_at: row.facts.posted_at,
            memo: None,
            ..row.facts.clone()
        };
        let new = NewTransaction { facts, category_guid: None, metadata: None, is_hidden: false };
        bed.scope().create_transaction(&bed.user, &account, new, None).await.unwrap();
    }
    account
}

async fn what_was_typed_by_hand_is_asked_about(bed: &Bed) {
    let member = bed.connect_at("first_harbor", "ann", "plain").await.unwrap();
    bed.work().await;
    let accounts = bed.accounts(&member).await;
    let account = accounts.iter().find(|one| one.facts.name == "Everyday Checking").unwrap();
    let rows = of_account(bed, account.guid).await;
    let posted: Vec<_> = rows.iter().filter(|one| one.facts.status == TransactionStatus::Posted).collect();
    // Two of the last days, of which more may follow; what lies between is told whole, and known again.
    let posted = [posted[0], posted[1], posted[posted.len() / 2]];
    let list = typed(bed, account, &posted).await;
    let before = shown(bed).await;
    // Whichever of the two stays, a person is asked about what they typed.
    for (kept, other) in [(account, &list), (&list, account)] {
        merge(bed, kept, other).await;
        assert_eq!(of_account(bed, kept.guid).await.len(), rows.len() + 2);
        let suggestions =
            bed.scope().suggestions(&bed.user, Some(SuggestionState::Open), ALL).await.unwrap().items;
        let [one, two, ..] = suggestions.as_slice() else { panic!("{suggestions:?}") };
        let answer = async |guid, is_one| {
            bed.scope().answer_suggestion(&bed.user, guid, is_one, JoinMaker::User).await
        };
        assert_eq!(answer(one.guid, true).await.unwrap().state, SuggestionState::Accepted);
        assert_eq!(answer(one.guid, true).await.unwrap().state, SuggestionState::Accepted, "twice is once");
        assert!(matches!(answer(one.guid, false).await, Err(Error::Impossible { .. })));
        assert_eq!(answer(two.guid, false).await.unwrap().state, SuggestionState::Refused);
        assert!(matches!(answer(two.guid, true).await, Err(Error::Impossible { .. })));
        let now = of_account(bed, kept.guid).await;
        assert_eq!(now.len(), rows.len() + 1);
        let joined = now.iter().find(|row| row.guid.to_string() == one.known).unwrap();
        assert_eq!(joined.edits.description.as_deref(), Some("Typed"), "a person's word stays");
        assert_ne!(joined.facts.description, "Typed", "beside the bank's");
        // The bank goes on telling, and nothing is doubled.
        refresh(bed, std::slice::from_ref(&member)).await;
        assert_eq!(of_account(bed, kept.guid).await.len(), rows.len() + 1);
        // All of it is taken back, the last first.
        let joins = bed.scope().joins(&bed.user, Some(kept.guid), ALL).await.unwrap().items;
        let made = joins.iter().filter(|join| join.undone_at.is_none() && join.made_by != JoinMaker::Hub);
        for join in made {
            bed.scope().undo_join(&bed.user, join.guid).await.unwrap();
        }
        same(&shown(bed).await, &before);
    }
}

async fn what_was_joined_is_told_of_the_side_that_told_it(bed: &Bed) {
    let member = bed.connect_at("first_harbor", "ann", "plain").await.unwrap();
    bed.work().await;
    let accounts = bed.accounts(&member).await;
    let account = accounts.iter().find(|one| one.facts.name == "Everyday Checking").unwrap();
    let rows = of_account(bed, account.guid).await;
    let posted = rows.iter().find(|one| one.facts.status == TransactionStatus::Posted).unwrap();
    let list = typed(bed, account, &[posted]).await;
    // Whichever stays: the list is of the accounts kept by hand, the other of the bank.
    for (kept, other) in [(account, &list), (&list, account)] {
        merge(bed, kept, other).await;
        let join = newest_join(bed, kept).await;
        let join = bed.scope().join(&bed.user, join).await.unwrap();
        let sides = bed.scope().sides_of_join(&bed.user, &join).await.unwrap();
        let Some(Sides::Accounts { sides, .. }) = sides else { panic!("{sides:?}") };
        let told: BTreeMap<&str, _> = sides.iter().map(|side| (side.name.as_str(), side.member)).collect();
        assert_eq!(
            told,
            BTreeMap::from([("My own list", Some(list.member)), ("Everyday Checking", Some(member.guid))])
        );
        assert_eq!(sides[0].name, kept.facts.name);
        bed.scope().undo_join(&bed.user, join.guid).await.unwrap();
    }
}

async fn all_joins(bed: &Bed) -> Vec<Join> {
    let mut joins = Vec::new();
    for number in 1.. {
        let page = bed.scope().joins(&bed.user, None, Page { number, ..ALL }).await.unwrap();
        joins.extend(page.items);
        if joins.len() == usize::try_from(page.total).unwrap() {
            break;
        }
    }
    joins
}

/// Takes back what can be taken back, until nothing is left; what was joined further waits for the later join.
async fn part_all(bed: &Bed, dice: &mut impl FnMut(usize) -> usize) {
    loop {
        let joins = all_joins(bed).await;
        let mut open: Vec<_> =
            joins.into_iter().filter(|join| join.undone_at.is_none() && join.part_of.is_none()).collect();
        open.retain(|join| join.made_by != JoinMaker::Hub);
        if open.is_empty() {
            return;
        }
        let mut parted = 0;
        while !open.is_empty() {
            let join = open.swap_remove(dice(open.len()));
            match bed.scope().undo_join(&bed.user, join.guid).await {
                Ok(_) => parted += 1,
                Err(Error::Impossible { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert!(parted > 0, "one is always the last");
    }
}

async fn joins_in_any_order_can_be_taken_back_in_any_order(bed: &Bed) {
    let members = twice(bed).await;
    let pairs = pairs(bed, &members).await;
    let [account, _] = pairs.iter().find(|[one, _]| one.facts.name.contains("Checking")).unwrap();
    let rows = of_account(bed, account.guid).await;
    let posted: Vec<_> = rows.iter().filter(|one| one.facts.status == TransactionStatus::Posted).collect();
    let list = typed(bed, account, &[posted[0], posted[1], posted[posted.len() / 2]]).await;
    for row in of_account(bed, list.guid).await.iter().take(2) {
        edit(bed, row.guid, "Said of what was typed").await;
    }
    refresh(bed, &members).await;
    let before = shown(bed).await;
    let mut joins = 0;
    for seed in 1..=6_u64 {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut dice = |sides: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % u64::try_from(sides).unwrap()).unwrap()
        };
        for _ in 0..12 {
            match dice(4) {
                0 | 1 => {
                    let of_one: Vec<_> = all_accounts(bed).await;
                    let of_one: Vec<_> = of_one
                        .iter()
                        .filter(|one| one.facts.account_type == account.facts.account_type)
                        .collect();
                    let both = [of_one[dice(of_one.len())].guid, of_one[dice(of_one.len())].guid];
                    // Some of these are the same.
                    let merged = bed.scope().merge_accounts(&bed.user, &both, JoinMaker::Client).await;
                    joins += usize::from(merged.is_ok());
                }
                2 => {
                    let open =
                        bed.scope().suggestions(&bed.user, Some(SuggestionState::Open), ALL).await.unwrap();
                    if !open.items.is_empty() {
                        let guid = open.items[dice(open.items.len())].guid;
                        let answered =
                            bed.scope().answer_suggestion(&bed.user, guid, true, JoinMaker::User).await;
                        joins += usize::from(answered.is_ok());
                    }
                }
                _ => refresh(bed, &members).await,
            }
        }
        part_all(bed, &mut dice).await;
        same(&shown(bed).await, &before);
    }
    assert!(joins > 12, "{joins}");
}
