//! Lists: what they are narrowed to, their order, their pages.

use crate::bed::Bed;
use crate::records::{bare_account, bare_member, bare_user, stored_link, text};
use store::accounts::{self, Account};
use store::members::{self, Member};
use store::users::{self, User, UserFilter};
use store::{Page, PageOf};

on_both! {
    pages_of_users
    users_are_narrowed
    members_are_narrowed_to_a_use_case
    accounts_are_narrowed
}

const ALL: Page = Page { number: 1, size: 1000 };

async fn pages_of_users(bed: &Bed) {
    let users = crate::records::stored_users(bed, 7).await;
    for (number, size, expected) in [
        (1, 3, 0..3),
        (2, 3, 3..6),
        (3, 3, 6..7),
        (4, 3, 7..7),
        (1, 100, 0..7),
        (u32::MAX, u32::MAX, 7..7),
        (1, 0, 0..0),
    ] {
        let page = Page { number, size };
        let found = bed.tenant().users(&UserFilter::default(), page).await.unwrap();
        assert_eq!(found.total, 7, "{page:?}");
        let guids = |users: &[User]| users.iter().map(|user| user.guid).collect::<Vec<_>>();
        assert_eq!(guids(&found.items), guids(&users[expected]), "{page:?}");
    }
}

async fn users_are_narrowed(bed: &Bed) {
    let users = [
        User { id: text("a"), email: text("x@example.org"), ..bare_user(bed) },
        User { id: text("b"), email: text("x@example.org"), is_disabled: true, ..bare_user(bed) },
        bare_user(bed),
    ];
    bed.commit(users.iter().map(users::insert).collect()).await;
    let none = UserFilter::default;
    for (filter, expected) in [
        (none(), vec![0, 1, 2]),
        (UserFilter { id: text("b"), ..none() }, vec![1]),
        (UserFilter { id: text("B"), ..none() }, vec![]),
        (UserFilter { id: text("%"), ..none() }, vec![]),
        (UserFilter { email: text("x@example.org"), ..none() }, vec![0, 1]),
        (UserFilter { is_disabled: Some(true), ..none() }, vec![1]),
        (UserFilter { is_disabled: Some(false), ..none() }, vec![0, 2]),
        (UserFilter { id: text("a"), email: text("x@example.org"), is_disabled: Some(true) }, vec![]),
    ] {
        let found = bed.tenant().users(&filter, ALL).await.unwrap();
        let guids: Vec<_> = found.items.iter().map(|user| user.guid).collect();
        assert_eq!(
            guids,
            expected.iter().map(|index: &usize| users[*index].guid).collect::<Vec<_>>(),
            "{filter:?}"
        );
        assert_eq!(found.total, i64::try_from(expected.len()).unwrap());
    }
}

async fn members_are_narrowed_to_a_use_case(bed: &Bed) {
    let user = bare_user(bed);
    let with = |use_cases: &str| Member { use_cases: use_cases.to_owned(), ..bare_member(bed, &user) };
    let members = [
        with("PFM"),
        with("MONEY_MOVEMENT PFM"),
        with("MONEY_MOVEMENT"),
        with(""),
        with("PFM2 MONEYXMOVEMENT"),
    ];
    bed.commit(vec![users::insert(&user)]).await;
    bed.commit(members.iter().map(members::insert).collect()).await;
    for (use_case, expected) in [
        (None, vec![0, 1, 2, 3, 4]),
        (Some("PFM"), vec![0, 1]),
        (Some("MONEY_MOVEMENT"), vec![1, 2]),
        // Whole words, letter by letter, on both databases.
        (Some("pfm"), vec![]),
        (Some("MONEY"), vec![]),
        (Some("P%"), vec![]),
        (Some("PF_"), vec![]),
    ] {
        let found: PageOf<Member> = bed.tenant().members(user.guid, use_case, ALL).await.unwrap();
        let guids: Vec<_> = found.items.iter().map(|member| member.guid).collect();
        assert_eq!(
            guids,
            expected.iter().map(|index: &usize| members[*index].guid).collect::<Vec<_>>(),
            "{use_case:?}"
        );
        assert_eq!(found.total, i64::try_from(expected.len()).unwrap());
    }
    let second = bed.tenant().members(user.guid, Some("PFM"), Page { number: 2, size: 1 }).await.unwrap();
    assert_eq!((second.items[0].guid, second.total), (members[1].guid, 2));
}

async fn accounts_are_narrowed(bed: &Bed) {
    let (user, one, _) = stored_link(bed).await;
    let two = bare_member(bed, &user);
    bed.commit(vec![members::insert(&two)]).await;
    let delivered =
        |member: &Member| Account { imported_at: Some(one.created_at), ..bare_account(bed, member) };
    let accounts = [delivered(&one), bare_account(bed, &one), delivered(&two)];
    bed.commit(vec![accounts::upsert(&accounts)]).await;
    for (member, is_manual, expected) in [
        (None, None, vec![0, 1, 2]),
        (Some(one.guid), None, vec![0, 1]),
        (None, Some(true), vec![1]),
        (None, Some(false), vec![0, 2]),
        (Some(two.guid), Some(true), vec![]),
        (Some(two.guid), Some(false), vec![2]),
    ] {
        let found = bed.tenant().accounts(user.guid, member, is_manual, ALL).await.unwrap();
        let guids: Vec<_> = found.items.iter().map(|account| account.guid).collect();
        let expected: Vec<_> = expected.iter().map(|index: &usize| accounts[*index].guid).collect();
        assert_eq!(guids, expected, "{member:?} {is_manual:?}");
        assert_eq!(found.total, i64::try_from(expected.len()).unwrap());
    }
    let second = bed.tenant().accounts(user.guid, None, None, Page { number: 2, size: 2 }).await.unwrap();
    assert_eq!((second.items.len(), second.items[0].guid, second.total), (1, accounts[2].guid, 3));
}
