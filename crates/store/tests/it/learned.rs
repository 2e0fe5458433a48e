//! What is learned from what happens: whether remedies help, codes that no table explains, when banks lock.

use crate::bed::{Bed, at};
use crate::records::{bare_member, bare_user, stored_link};
use domain::clock::Timestamp;
use domain::reason::{Reason, Remedy};
use store::members::{self, Member};
use store::unknown_codes::{self, UnknownCode};
use store::{Error, lessons, remedy_answers, users};

on_both! {
    the_latest_answer_of_a_member_counts
    answers_of_all_clients_are_counted
    an_answer_needs_its_member
    unknown_codes_are_counted
    the_lowest_number_that_locked_counts
}

const DOWN: Reason = Reason::InstitutionDown;
const REJECTED: Reason = Reason::CredentialsRejected;

async fn answers(bed: &Bed, member: &Member, reason: Reason, since: Timestamp) -> Vec<(Remedy, bool)> {
    let tenant = bed.store.of(member.client);
    let mut found = tenant.remedy_answers(member.user, member.guid, reason, since).await.unwrap();
    found.sort_by_key(|(remedy, _)| remedy.name());
    found
}

async fn counts(bed: &Bed, reason: Reason) -> Vec<(Remedy, u32, u32)> {
    let mut found = bed.store.remedy_counts(reason).await.unwrap();
    found.sort_by_key(|(remedy, ..)| remedy.name());
    found
}

async fn the_latest_answer_of_a_member_counts(bed: &Bed) {
    let (_, member, _) = stored_link(bed).await;
    let note = async |reason, remedy, has_helped, seconds| {
        let write = remedy_answers::note(&member, reason, remedy, has_helped, at(seconds));
        bed.commit(vec![write]).await;
    };
    assert_eq!(answers(bed, &member, DOWN, at(0)).await, []);
    note(DOWN, Remedy::Support, true, 10).await;
    note(DOWN, Remedy::Wait24h, false, 20).await;
    note(REJECTED, Remedy::Support, false, 30).await;
    for (since, expected) in [
        (at(0), vec![(Remedy::Support, true), (Remedy::Wait24h, false)]),
        (at(10), vec![(Remedy::Support, true), (Remedy::Wait24h, false)]),
        (at(11), vec![(Remedy::Wait24h, false)]),
        (at(21), vec![]),
    ] {
        assert_eq!(answers(bed, &member, DOWN, since).await, expected, "{since}");
    }
    assert_eq!(answers(bed, &member, REJECTED, at(0)).await, [(Remedy::Support, false)]);

    // Who thinks better of it replaces what was said, and its time.
    note(DOWN, Remedy::Support, false, 40).await;
    assert_eq!(answers(bed, &member, DOWN, at(40)).await, [(Remedy::Support, false)]);
    assert_eq!(counts(bed, DOWN).await, [(Remedy::Support, 1, 0), (Remedy::Wait24h, 1, 0)]);
    note(DOWN, Remedy::Support, true, 41).await;
    assert_eq!(counts(bed, DOWN).await, [(Remedy::Support, 1, 1), (Remedy::Wait24h, 1, 0)]);
}

async fn answers_of_all_clients_are_counted(bed: &Bed) {
    assert_eq!(counts(bed, DOWN).await, []);
    let client = bed.guid();
    bed.commit(vec![bed.new_client(client, "Neighbour")]).await;
    let mut members = Vec::new();
    for client in [bed.client, client, client] {
        let user = users::User { client, ..bare_user(bed) };
        let member = bare_member(bed, &user);
        bed.commit(vec![users::insert(&user), members::insert(&member)]).await;
        members.push(member);
    }
    let mut writes = Vec::new();
    for (index, remedy, has_helped) in [
        (0, Remedy::Support, true),
        (1, Remedy::Support, false),
        (2, Remedy::Support, true),
        (2, Remedy::Wait24h, false),
    ] {
        writes.push(remedy_answers::note(&members[index], DOWN, remedy, has_helped, at(10)));
    }
    writes.push(remedy_answers::note(&members[0], REJECTED, Remedy::Support, false, at(10)));
    bed.commit(writes).await;
    assert_eq!(counts(bed, DOWN).await, [(Remedy::Support, 3, 2), (Remedy::Wait24h, 1, 0)]);
    assert_eq!(counts(bed, REJECTED).await, [(Remedy::Support, 1, 0)]);
    // Of another member, nobody else is told more than that.
    assert_eq!(answers(bed, &members[1], DOWN, at(0)).await, [(Remedy::Support, false)]);
    // Every remedy comes back by its name.
    let all = Remedy::ALL.iter().map(|remedy| remedy_answers::note(&members[0], DOWN, *remedy, true, at(11)));
    bed.commit(all.collect()).await;
    assert_eq!(answers(bed, &members[0], DOWN, at(11)).await.len(), Remedy::ALL.len());
    bed.commit(vec![members::delete(client, members[2].user, members[2].guid)]).await;
    let support = counts(bed, DOWN).await.into_iter().find(|(remedy, ..)| *remedy == Remedy::Support);
    assert_eq!(support, Some((Remedy::Support, 2, 1)), "what a deleted member said is gone with it");
}

async fn an_answer_needs_its_member(bed: &Bed) {
    let (user, _, _) = stored_link(bed).await;
    let gone: Member = bare_member(bed, &user);
    let outcome =
        bed.store.commit(vec![remedy_answers::note(&gone, DOWN, Remedy::Support, true, at(1))]).await;
    assert!(matches!(outcome, Err(Error::Conflict("constraint"))), "{outcome:?}");
}

async fn unknown_codes_are_counted(bed: &Bed) {
    let codes = async |limit| bed.store.unknown_codes(limit).await.unwrap();
    assert_eq!(codes(10).await, []);
    for (source, code, seconds) in [
        ("sandbox", "E-1", 10),
        ("sandbox", "E-2", 20),
        ("other", "E-1", 20),
        ("sandbox", "E-1", 15),
        ("sandbox", "E-3", 5),
        ("sandbox", "E-1", 30),
    ] {
        bed.commit(vec![unknown_codes::count(source, code, at(seconds))]).await;
    }
    let code = |source: &str, code: &str, times, first, last| UnknownCode {
        source: source.to_owned(),
        source_code: code.to_owned(),
        times,
        first_at: at(first),
        last_at: at(last),
    };
    let expected = [
        code("sandbox", "E-1", 3, 10, 30),
        code("other", "E-1", 1, 20, 20),
        code("sandbox", "E-2", 1, 20, 20),
        code("sandbox", "E-3", 1, 5, 5),
    ];
    assert_eq!(codes(10).await, expected);
    assert_eq!(codes(2).await, expected[..2]);
    assert_eq!(codes(0).await, []);
    // Twice in one commit is twice.
    let twice = || unknown_codes::count("sandbox", "E-3", at(40));
    bed.commit(vec![twice(), twice()]).await;
    assert_eq!(codes(1).await, [code("sandbox", "E-3", 3, 5, 40)]);
}

async fn the_lowest_number_that_locked_counts(bed: &Bed) {
    assert_eq!(bed.store.locks_after("oak").await.unwrap(), None);
    for (wrong_passwords, expected) in [(5, 5), (3, 3), (4, 3), (3, 3)] {
        bed.commit(vec![lessons::locks_after("oak", wrong_passwords)]).await;
        assert_eq!(bed.store.locks_after("oak").await.unwrap(), Some(expected), "{wrong_passwords}");
    }
    assert_eq!(bed.store.locks_after("elm").await.unwrap(), None);
}
