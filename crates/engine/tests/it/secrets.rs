//! A known password is in no file of the database.

use crate::bed::{Bed, on_sqlite};
use engine::records::Member;
use engine::{Decision, Name, Settings};
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
