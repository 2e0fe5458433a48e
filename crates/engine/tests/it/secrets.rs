//! A known password is in no file of the database.

use crate::bed::{Bed, on_sqlite};
use engine::Settings;
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
