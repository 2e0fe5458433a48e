//! Institutions that an operator takes back: what becomes of connections, consents, and what people see.

use crate::bed::{Bed, new_member};
use crate::described::{describe, fdx, linked};
use crate::reviewer::Reviewer;
use domain::member::Status;
use engine::records::Page;
use engine::{Error, InstitutionFilter, MissingWish, Name};
use serde_json::{Value, json};

on_both! {
    what_is_removed_is_discontinued_and_comes_back
    consents_are_given_back_after_a_removal
    consents_are_given_back_after_it_is_said_to_be_unsupported
    what_nobody_uses_vanishes
    who_was_not_told_yet_misses_it_again
    what_another_source_reaches_stays
    why_nothing_is_connected_is_said
}

const CODE: &str = "kestrel_federal";

fn unsupported(code: &str, why: &str) -> Value {
    json!({ "code": code, "name": code, "url": "https://www.bank.example", "unsupported": why })
}

async fn found(bed: &Bed, typed: Option<&str>) -> Vec<String> {
    let filter = InstitutionFilter { name: typed.map(str::to_owned), ..InstitutionFilter::default() };
    let found = bed.engine.institutions(&filter, Page { number: 1, size: 1_000 }).await.unwrap();
    found.items.iter().map(|one| one.code.clone()).collect()
}

/// Whether the bank's own page shows a consent that the person could end.
async fn has_consent(reviewer: &Reviewer) -> bool {
    reviewer.page().await.contains("name=\"decision\" value=\"revoke\"")
}

async fn is_kept(bed: &Bed) -> bool {
    bed.engine.store().definition_even_removed("fdx", CODE).await.unwrap().is_some()
}

async fn what_is_removed_is_discontinued_and_comes_back(bed: &Bed) {
    describe(bed, CODE, "client_secret_post").await;
    let member = linked(bed, CODE, 1).await;
    let removed = bed.engine.remove_description(CODE).await.unwrap();
    assert_eq!((removed.connections, removed.reached_by.len()), (1, 0));
    assert_eq!(bed.status(&member).await, Status::Discontinued);
    for code in [CODE, "mxbank"] {
        assert!(matches!(bed.engine.remove_description(code).await, Err(Error::NotFound(_))), "{code}");
    }
    // Its connection remains, so it is still there, and says that it can be connected no more.
    let left = bed.engine.institution(&Name::Id(CODE.to_owned())).await.unwrap();
    assert_eq!(left.details.unreached.as_deref(), Some("not_reached"));
    assert!(left.products.is_empty() && !left.details.is_oauth);
    assert!(matches!(bed.engine.check_institution(CODE).await, Err(Error::NotFound(_))));
    let known = bed.engine.describe(vec![fdx(bed, CODE, "client_secret_post")]).await.unwrap().remove(0);
    assert!(!known.is_known && known.reached_by == ["fdx"]);
    assert_eq!(bed.status(&member).await, Status::Reconnected);
    let back = bed.engine.institution(&Name::Id(CODE.to_owned())).await.unwrap();
    assert_eq!(back.details.unreached, None);
    assert!(!back.products.is_empty() && back.details.is_oauth);
}

async fn consents_are_given_back_after_a_removal(bed: &Bed) {
    describe(bed, CODE, "client_secret_post").await;
    let reviewer = Reviewer::at(&bed.bank_url, CODE, "ann", "fine").await;
    let member = linked(bed, CODE, 1).await;
    bed.engine.remove_description(CODE).await.unwrap();
    assert_eq!(bed.engine.say_farewells().await.unwrap(), 0, "the person may want it when it comes back");
    assert!(is_kept(bed).await && has_consent(&reviewer).await);
    bed.scope().delete_member(&bed.user, &Name::Guid(member.guid)).await.unwrap();
    bed.engine.sync_directory().await.unwrap();
    assert!(is_kept(bed).await, "the consent is to be given back yet");
    assert_eq!(bed.engine.say_farewells().await.unwrap(), 1);
    assert!(!has_consent(&reviewer).await);
    assert!(!is_kept(bed).await, "its secrets are needed no more");
}

/// Saying that nothing reaches it takes the way to it away, too.
async fn consents_are_given_back_after_it_is_said_to_be_unsupported(bed: &Bed) {
    describe(bed, CODE, "client_secret_post").await;
    let reviewer = Reviewer::at(&bed.bank_url, CODE, "ann", "fine").await;
    let member = linked(bed, CODE, 1).await;
    bed.engine.describe(vec![unsupported(CODE, "gone")]).await.unwrap();
    assert_eq!(bed.status(&member).await, Status::Discontinued);
    bed.scope().delete_member(&bed.user, &Name::Guid(member.guid)).await.unwrap();
    assert_eq!(bed.engine.say_farewells().await.unwrap(), 1);
    assert!(!has_consent(&reviewer).await && !is_kept(bed).await);
}

async fn what_nobody_uses_vanishes(bed: &Bed) {
    let before = found(bed, None).await;
    for description in [fdx(bed, "mistyped_bank", "none"), unsupported("mistyped_bank", "refuses")] {
        bed.engine.describe(vec![description]).await.unwrap();
        assert_eq!(found(bed, Some("mistyped_bank")).await, ["mistyped_bank"]);
        bed.engine.remove_description("mistyped_bank").await.unwrap();
        assert_eq!(found(bed, None).await, before);
        assert!(!found(bed, Some("mistyped_bank")).await.contains(&"mistyped_bank".to_owned()));
        let gone = bed.engine.institution(&Name::Id("mistyped_bank".to_owned())).await;
        assert!(matches!(gone, Err(Error::NotFound(_))));
    }
    // With the last connection goes what was left for it, when the directory is read again.
    describe(bed, CODE, "client_secret_post").await;
    let member = linked(bed, CODE, 1).await;
    bed.engine.remove_description(CODE).await.unwrap();
    assert!(found(bed, None).await.contains(&CODE.to_owned()));
    bed.scope().delete_member(&bed.user, &Name::Guid(member.guid)).await.unwrap();
    bed.engine.sync_directory().await.unwrap();
    assert_eq!(found(bed, None).await, before);
}

async fn who_was_not_told_yet_misses_it_again(bed: &Bed) {
    let wish = MissingWish { name: "mistyped_bank".to_owned(), url: String::new(), email: None };
    bed.scope().ask_institution(&bed.user, wish, None).await.unwrap();
    let mut description = fdx(bed, "mistyped_bank", "none");
    description["name"] = "mistyped_bank".into();
    bed.engine.describe(vec![description]).await.unwrap();
    assert!(bed.engine.wanted().await.unwrap().is_empty());
    bed.engine.remove_description("mistyped_bank").await.unwrap();
    assert_eq!(bed.engine.wanted().await.unwrap().len(), 1);
    assert!(bed.scope().come(&bed.user).await.unwrap().is_empty());
}

async fn what_another_source_reaches_stays(bed: &Bed) {
    let one = bed.engine.describe(vec![unsupported("mxbank", "refuses")]).await.unwrap().remove(0);
    assert_eq!((one.source.as_deref(), one.reached_by.first().map(String::as_str)), (None, Some("sandbox")));
    let mxbank = bed.engine.institution(&Name::Id("mxbank".to_owned())).await.unwrap();
    assert_eq!(mxbank.details.unreached, None);
    let removed = bed.engine.remove_description("mxbank").await.unwrap();
    assert_eq!(removed.reached_by, one.reached_by);
}

async fn why_nothing_is_connected_is_said(bed: &Bed) {
    for (why, said) in [
        ("no_standard", "no safe way in"),
        ("too_old", "too old to be safe"),
        ("refuses", "lets no apps in"),
        ("gone", "closed or joined another"),
    ] {
        bed.engine.describe(vec![unsupported("far_bank", why)]).await.unwrap();
        let new = new_member(&bed.engine, "far_bank", "", "").await;
        let refused = bed.scope().create_member(&bed.user, new, None).await;
        let Err(Error::Invalid { field, problem }) = refused else { panic!("{refused:?}") };
        assert_eq!(field, "member.institution_code");
        assert!(problem.contains(said) && problem.contains(why), "{problem}");
        let asked = bed.engine.check_institution("far_bank").await;
        assert!(asked.unwrap_err().to_string().contains(&format!("unsupported ({why})")));
    }
}
