//! What a change of the directory concerns: the members of an institution, and the sources that reach it.

use crate::bed::Bed;
use crate::records::{bare_institution, bare_member, bare_user, stored_users};
use domain::id::MemberGuid;
use domain::member::Status;
use store::institutions::{self, InstitutionSource};
use store::members::{self, Member};
use store::{institutions::forget_sources, users};

on_both! {
    members_to_follow_come_in_pages
    only_institutions_with_members_are_connected
    what_a_source_no_longer_tells_is_forgotten
}

/// One member of each status at an institution, by guid.
async fn of_each_status(bed: &Bed, institution: &str) -> Vec<Member> {
    let users = stored_users(bed, 2).await;
    let members: Vec<Member> = Status::ALL
        .into_iter()
        .enumerate()
        .map(|(number, status)| {
            let mut member = bare_member(bed, &users[number % 2]);
            institution.clone_into(&mut member.institution_code);
            member.state.status = status;
            member
        })
        .collect();
    bed.commit(members.iter().map(members::insert).collect()).await;
    members
}

/// What is to be followed, page after page.
async fn followed(bed: &Bed, is_gone: bool, size: u32) -> Vec<MemberGuid> {
    let mut all = Vec::new();
    let mut after = String::new();
    loop {
        let page = bed.store.members_to_follow("oak", is_gone, &after, size).await.unwrap();
        assert!(page.len() <= usize::try_from(size).unwrap());
        let Some(last) = page.last() else { return all };
        after = last.guid.to_string();
        all.extend(page.iter().map(|member| member.guid));
    }
}

async fn members_to_follow_come_in_pages(bed: &Bed) {
    assert!(followed(bed, true, 10).await.is_empty());
    let mut members = of_each_status(bed, "oak").await;
    of_each_status(bed, "elm").await;
    // Those of other clients too.
    let client = bed.guid();
    let user = users::User { client, ..bare_user(bed) };
    let mut neighbour = bare_member(bed, &user);
    neighbour.state.status = Status::Discontinued;
    bed.commit(vec![bed.new_client(client, "Neighbour"), users::insert(&user), members::insert(&neighbour)])
        .await;
    members.push(neighbour);
    let of = |keep: fn(Status) -> bool| -> Vec<MemberGuid> {
        members.iter().filter(|member| keep(member.state.status)).map(|member| member.guid).collect()
    };
    let to_end = of(|status| !matches!(status, Status::Discontinued | Status::Closed | Status::Manual));
    let to_bring_back = of(|status| status == Status::Discontinued);
    assert_eq!((to_end.len(), to_bring_back.len()), (20, 2));
    for size in [1, 7, 20, 1000] {
        assert_eq!(followed(bed, true, size).await, to_end, "{size}");
        assert_eq!(followed(bed, false, size).await, to_bring_back, "{size}");
    }
}

async fn only_institutions_with_members_are_connected(bed: &Bed) {
    let connected = async || bed.store.institutions_connected().await.unwrap();
    bed.commit(["oak", "elm", "Ash"].map(|code| institutions::upsert(&bare_institution(bed, code))).to_vec())
        .await;
    assert!(connected().await.is_empty());
    let client = bed.guid();
    let (user, neighbour) = (bare_user(bed), users::User { client, ..bare_user(bed) });
    let at = |user: &users::User, code: &str| {
        members::insert(&Member { institution_code: code.to_owned(), ..bare_member(bed, user) })
    };
    bed.commit(vec![
        bed.new_client(client, "Neighbour"),
        users::insert(&user),
        users::insert(&neighbour),
        at(&user, "oak"),
        at(&neighbour, "oak"),
        at(&neighbour, "Ash"),
        at(&user, "not in the directory"),
    ])
    .await;
    assert_eq!(connected().await, ["Ash", "oak"]);
}

async fn what_a_source_no_longer_tells_is_forgotten(bed: &Bed) {
    const ODD: &str = "code with \"quotes\", \\ and ü?1";
    let codes = ["ash", "elm", "oak", ODD];
    let mut writes = codes.map(|code| institutions::upsert(&bare_institution(bed, code))).to_vec();
    for source in ["first", "second"] {
        writes.extend(codes.map(|code| {
            institutions::upsert_source(&InstitutionSource {
                institution_code: code.to_owned(),
                source: source.to_owned(),
                source_institution_id: format!("{code}-1"),
                position: 0,
                is_oauth: true,
                login_form: Vec::new(),
            })
        }));
    }
    bed.commit(writes).await;
    let reached = async |source: &str| {
        let mut found = Vec::new();
        for code in codes {
            let sources = bed.store.institution_sources(code).await.unwrap();
            if sources.iter().any(|one| one.source == source) {
                found.push(code);
            }
        }
        found
    };
    for (told, left) in [
        (codes.to_vec(), codes.to_vec()),
        (vec!["oak", "unheard of", ODD, "oak"], vec!["oak", ODD]),
        // What is forgotten does not come back by being told: it is written anew.
        (vec!["ash", "oak"], vec!["oak"]),
        (vec![], vec![]),
    ] {
        let told: Vec<String> = told.into_iter().map(str::to_owned).collect();
        bed.commit(vec![forget_sources("first", &told)]).await;
        assert_eq!(reached("first").await, left, "{told:?}");
        assert_eq!(reached("second").await, codes, "another source is not touched");
    }
    assert_eq!(bed.number("SELECT count(*) AS n FROM institutions", Vec::new()).await, 4, "they stay known");
}
