//! A known password is in no file of the database.

use crate::bed::{Bed, on_sqlite};
use engine::records::{Member, Page, TransactionFilter};
use engine::{Decision, Name, Settings, TransactionEdits};
use std::path::Path;
use store::Address;

const PASSWORD: &str = "correct horse battery staple";
const ANSWER: &str = "an answer nobody else gives";

#[test]
fn a_password_is_not_in_the_database_file() {
    on_sqlite(Settings::default(), &async |bed: &Bed| {
        let member = bed.connect_at("mxbank", "ann", PASSWORD).await.unwrap();
        bed.work().await;
        let other = bed.connect_at("mxbank", "bob", "challenge").await.unwrap();
        bed.work().await;
        bed.answer(&other, ANSWER).await.unwrap();
        let Address::Sqlite(path) = &bed.address else { panic!("this is SQLite") };
        let folder = path.parent().unwrap();
        for file in std::fs::read_dir(folder).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            for secret in [PASSWORD, ANSWER] {
                assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()));
            }
        }
        let debug = format!("{:?} {:?}", bed.member(&member).await, bed.engine);
        assert!(!debug.contains(PASSWORD));
    });
}

/// The sealed grant of a member.
async fn grant_of(bed: &Bed, member: &Member) -> Vec<u8> {
    let mut links = bed.engine.store().of(bed.client).links(member.user, member.guid).await.unwrap();
    links.remove(0).grant_sealed.unwrap()
}

fn files_hold(folder: &Path, bytes: &[u8]) -> bool {
    let files = std::fs::read_dir(folder).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
    files.into_iter().any(|file| file.windows(bytes.len()).any(|part| part == bytes))
}

/// Closing and deleting leave nothing of a login in the files, not even sealed: not once the log is empty, and not after the file was rebuilt.
#[test]
fn what_was_given_up_is_in_no_file() {
    on_sqlite(Settings::default(), &async |bed: &Bed| {
        let Address::Sqlite(path) = &bed.address else { panic!("this is SQLite") };
        let folder = path.parent().unwrap();
        let mut sealed = Vec::new();
        let mut members = Vec::new();
        for login in ["closed", "erased", "deleted", "of-a-user"] {
            let member = bed.connect_at("mxbank", login, PASSWORD).await.unwrap();
            bed.work().await;
            sealed.push(grant_of(bed, &member).await);
            members.push(member);
        }
        assert!(sealed.iter().all(|grant| files_hold(folder, grant)), "the search works");
        bed.decide(&members[0], Decision::Close).await.unwrap();
        bed.decide(&members[1], Decision::EraseCredentials).await.unwrap();
        bed.scope().delete_member(&bed.user, &Name::Guid(members[2].guid)).await.unwrap();
        let database = bed.engine.store().database();
        database.empty_log().await.unwrap();
        let held: Vec<bool> = sealed.iter().map(|grant| files_hold(folder, grant)).collect();
        assert_eq!(held, [false, false, false, true]);
        bed.scope().delete_user(&Name::Guid(bed.user.guid)).await.unwrap();
        database.empty_log().await.unwrap();
        assert!(!sealed.iter().any(|grant| files_hold(folder, grant)));
        database.read("VACUUM", Vec::new()).await.unwrap();
        database.empty_log().await.unwrap();
        assert!(!sealed.iter().any(|grant| files_hold(folder, grant)), "after the vacuum");
    });
}

/// Nothing of a deleted user can be read in the files: neither what the bank told nor what the person wrote, nor by which guids.
#[test]
fn a_deleted_user_is_in_no_file() {
    on_sqlite(Settings::default(), &async |bed: &Bed| {
        let Address::Sqlite(path) = &bed.address else { panic!("this is SQLite") };
        let folder = path.parent().unwrap();
        bed.connect_at("mxbank", "ann", PASSWORD).await.unwrap();
        bed.work().await;
        let scope = bed.scope();
        let page = Page { number: 1, size: 1 };
        let account = scope.accounts(&bed.user, None, None, page).await.unwrap().items.remove(0);
        let all = TransactionFilter::default();
        let row = scope.transactions(&bed.user, &all, page).await.unwrap().items.remove(0);
        let words = "Half of the lighthouse, for Winifred";
        let edits = TransactionEdits { description: Some(words.to_owned()), ..TransactionEdits::default() };
        scope.update_transaction(&bed.user, row.guid, edits).await.unwrap();
        let readable =
            [words.to_owned(), row.guid.to_string(), account.guid.to_string(), bed.user.guid.to_string()];
        let database = bed.engine.store().database();
        database.empty_log().await.unwrap();
        assert!(readable.iter().all(|text| files_hold(folder, text.as_bytes())), "the search works");
        scope.delete_user(&Name::Guid(bed.user.guid)).await.unwrap();
        database.empty_log().await.unwrap();
        let left = || readable.iter().filter(|text| files_hold(folder, text.as_bytes())).collect::<Vec<_>>();
        assert_eq!(left(), Vec::<&String>::new());
        database.read("VACUUM", Vec::new()).await.unwrap();
        database.empty_log().await.unwrap();
        assert_eq!(left(), Vec::<&String>::new(), "after the vacuum");
    });
}
