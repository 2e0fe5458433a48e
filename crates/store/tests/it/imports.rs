//! Files that people bring: kept whole, changed by one at a time, forgotten in time.

use crate::bed::{Bed, at};
use crate::records::{Household, same, text};
use domain::import::{ImportStage, ImportState};
use store::imports::{self, Import};
use store::links::Link;
use store::{Error, Page};

on_both! {
    imports_are_kept_as_they_are
    an_import_is_changed_by_one_at_a_time
    what_nobody_consented_to_is_forgotten_in_time
}

const ALL: Page = Page { number: 1, size: 1000 };

async fn imports_are_kept_as_they_are(bed: &Bed) {
    let home = Household::stored(bed).await;
    let (tenant, user) = (bed.tenant(), home.user.guid);
    same(&tenant.import(user, home.import.guid).await.unwrap(), &Some(home.import.clone()));
    let file = tenant.import_file(&home.import).await.unwrap().unwrap();
    assert_eq!(file.as_slice(), b"Date,Amount");
    let bare = Import {
        guid: bed.guid(),
        file_name: None,
        format: None,
        stage: None,
        flaw: None,
        claimed_until: None,
        expires_at: None,
        finished_at: None,
        state: ImportState::Imported,
        made_at: at(99),
        ..home.import.clone()
    };
    bed.commit(tenant.stage_import(&bare, b"").await.unwrap()).await;
    same(&tenant.imports(user, ALL).await.unwrap().items, &vec![bare.clone(), home.import.clone()]);
    same(&tenant.import_of_file(user, "f11e").await.unwrap(), &Some(bare));
    assert!(tenant.import_of_file(user, "other").await.unwrap().is_none());
    bed.commit(vec![imports::forget_file(&home.import)]).await;
    assert!(tenant.import_file(&home.import).await.unwrap().is_none());
    // A layout takes the place of the one before.
    bed.commit(vec![imports::keep_layout(user, home.account.guid, "[1]".to_owned())]).await;
    assert_eq!(tenant.csv_layouts(user).await.unwrap()[&home.account.guid], "[1]");
}

async fn an_import_is_changed_by_one_at_a_time(bed: &Bed) {
    let home = Household::stored(bed).await;
    let now = Import { rows_done: 5, ..home.import.clone() };
    bed.commit(vec![imports::update(&now)]).await;
    let stored = bed.tenant().import(home.user.guid, now.guid).await.unwrap().unwrap();
    assert_eq!((stored.rows_done, stored.version), (5, 2));
    let late = bed.store.commit(vec![imports::update(&home.import)]).await;
    assert!(matches!(late, Err(Error::Conflict(imports::CHANGED))));
    // It is due again when the time is over for which a node has it.
    let due = async |second| bed.store.imports_due(at(second), 10).await.unwrap().len();
    assert_eq!((due(91).await, due(92).await), (0, 1));
}

async fn what_nobody_consented_to_is_forgotten_in_time(bed: &Bed) {
    let home = Household::stored(bed).await;
    let tenant = bed.tenant();
    let link = home.link.clone();
    let [staged, wanted] = [20, 21].map(|second| Import {
        state: ImportState::Staged,
        expires_at: Some(at(second)),
        ..full_import(bed, &link)
    });
    for one in [&staged, &wanted] {
        bed.commit(tenant.stage_import(one, b"x").await.unwrap()).await;
    }
    bed.commit(vec![imports::forget_expired(at(20))]).await;
    let left = tenant.staged_imports(home.user.guid).await.unwrap();
    assert_eq!(left.iter().map(|one| one.guid).collect::<Vec<_>>(), [wanted.guid]);
    assert!(tenant.import_file(&staged).await.unwrap().is_none(), "with its file");
    let begun = bed.store.commit(vec![imports::forget_staged(&home.import)]).await;
    assert!(matches!(begun, Err(Error::Conflict(imports::CHANGED))), "what was begun is not forgotten");
}

/// A file that somebody consented to.
pub(crate) fn full_import(bed: &Bed, link: &Link) -> Import {
    Import {
        user: link.user,
        guid: bed.guid(),
        client: link.client,
        state: ImportState::Importing,
        file_name: text("march.csv"),
        file_bytes: 11,
        file_hash: "f11e".to_owned(),
        link: link.guid,
        wishes: "{}".to_owned(),
        format: text("csv"),
        stage: Some(ImportStage::Comparing),
        rows_total: 7,
        rows_done: 3,
        outcome: "[]".to_owned(),
        flaw: text("cut_off"),
        claimed_until: Some(at(92)),
        expires_at: Some(at(93)),
        made_at: at(91),
        finished_at: Some(at(94)),
        version: 1,
    }
}
