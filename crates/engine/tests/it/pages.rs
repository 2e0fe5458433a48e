//! Pages are opened once and in time, for one user; what people say there is kept.

use crate::bed::{Bed, nobody};
use domain::id;
use engine::records::{IdempotencyKey, Page};
use engine::{
    ConsentWish, Error, MissingWish, Mode, Name, NewPageLink, PageOptions, REQUESTS_PER_DAY_MAX, SupportWish,
    Unsupported,
};
use jiff::SignedDuration;

on_both! {
    a_link_opens_once_and_within_ten_minutes
    a_session_ends_when_idle_and_after_half_a_day
    a_deleted_user_s_links_and_sessions_are_gone
    a_link_names_what_is_there
    the_embedder_is_remembered_when_it_is_allowed
    consents_stand_until_they_are_withdrawn
    requests_are_kept_once_and_not_too_many
    what_cannot_be_connected_is_told
}

const ALL: Page = Page { number: 1, size: 100 };

async fn link(bed: &Bed) -> String {
    bed.scope().make_page_link(&bed.user, NewPageLink::default()).await.unwrap()
}

async fn a_link_opens_once_and_within_ten_minutes(bed: &Bed) {
    let (first, second) = (link(bed).await, link(bed).await);
    assert_ne!(first, second);
    let session = bed.engine.open_page(&first, None).await.unwrap().unwrap().token;
    assert_eq!(bed.engine.open_page(&first, None).await.unwrap(), None, "used");
    let opened = bed.engine.page_session(&session, true).await.unwrap().unwrap();
    assert_eq!((opened.client, opened.user), (bed.client, bed.user.guid));
    bed.operational.advance(SignedDuration::from_mins(10));
    assert_eq!(bed.engine.open_page(&second, None).await.unwrap(), None, "too old");
    for wrong in ["", "x", &"A".repeat(43), &session, &first[..42]] {
        assert_eq!(bed.engine.open_page(wrong, None).await.unwrap(), None, "{wrong}");
    }
    assert!(bed.engine.page_session(&second, true).await.unwrap().is_none(), "a link is no session");
}

async fn a_session_ends_when_idle_and_after_half_a_day(bed: &Bed) {
    let open = async || bed.engine.open_page(&link(bed).await, None).await.unwrap().unwrap().token;
    let lives = async |token: &str| bed.engine.page_session(token, true).await.unwrap().is_some();
    let (idle, busy) = (open().await, open().await);
    // The sandbox's clock ends no session.
    bed.clock.advance(SignedDuration::from_hours(1_000));
    assert!(lives(&idle).await && lives(&busy).await);
    bed.operational.advance(SignedDuration::from_mins(29));
    assert!(lives(&busy).await);
    bed.operational.advance(SignedDuration::from_mins(1));
    assert!(!lives(&idle).await && lives(&busy).await);
    for _ in 0..22 {
        bed.operational.advance(SignedDuration::from_mins(30) - SignedDuration::from_secs(1));
        assert!(lives(&busy).await);
    }
    bed.operational.advance(SignedDuration::from_mins(29));
    assert!(lives(&busy).await);
    bed.operational.advance(SignedDuration::from_mins(2));
    assert!(!lives(&busy).await, "twelve hours");
}

async fn a_deleted_user_s_links_and_sessions_are_gone(bed: &Bed) {
    let (unused, used) = (link(bed).await, link(bed).await);
    let session = bed.engine.open_page(&used, None).await.unwrap().unwrap().token;
    bed.scope().delete_user(&Name::Guid(bed.user.guid)).await.unwrap();
    assert!(bed.engine.page_session(&session, true).await.unwrap().is_none());
    assert!(bed.engine.open_page(&unused, None).await.unwrap().is_none());
    let again = bed.scope().make_page_link(&bed.user, NewPageLink::default()).await;
    assert!(matches!(again, Err(Error::NotFound("user"))), "{again:?}");
}

async fn a_link_names_what_is_there(bed: &Bed) {
    let member = bed.connect("good").await;
    let made = async |new: NewPageLink| {
        let token = bed.scope().make_page_link(&bed.user, new).await?;
        let session = bed.engine.open_page(&token, None).await?.unwrap().token;
        let options = bed.engine.page_session(&session, true).await?.unwrap().options;
        Ok::<_, Error>((options.member, options.institution))
    };
    let at_member = Some(Name::Guid(member.guid));
    let at_bank = Some(Name::<id::Institution>::Id("mxbank".to_owned()));
    let both = NewPageLink { member: at_member, institution: at_bank.clone(), ..NewPageLink::default() };
    assert_eq!(made(both).await.unwrap(), (Some(member.guid), None), "the member wins");
    let bank = NewPageLink { institution: at_bank, ..NewPageLink::default() };
    assert_eq!(made(bank).await.unwrap(), (None, Some("mxbank".to_owned())));
    let nothing = PageOptions { disable_institution_search: true, ..PageOptions::default() };
    for (new, field) in [
        (NewPageLink { member: Some(nobody()), ..NewPageLink::default() }, "widget_url.current_member_guid"),
        (
            NewPageLink { institution: Some(Name::Id("none".to_owned())), ..NewPageLink::default() },
            "widget_url.current_institution_code",
        ),
        (NewPageLink { options: nothing, ..NewPageLink::default() }, "widget_url.disable_institution_search"),
    ] {
        match made(new).await {
            Err(Error::Invalid { field: found, .. }) => assert_eq!(found, field),
            other => panic!("{other:?}"),
        }
    }
}

async fn the_embedder_is_remembered_when_it_is_allowed(bed: &Bed) {
    let scope = bed.scope();
    assert_eq!(scope.allow_origin("https://App.example/").await.unwrap(), "https://app.example");
    for (embedder, expected) in
        [("https://app.example", Some("https://app.example")), ("https://evil.example", None)]
    {
        let session = bed.engine.open_page(&link(bed).await, Some(embedder)).await.unwrap().unwrap().token;
        let session = bed.engine.page_session(&session, true).await.unwrap().unwrap();
        assert_eq!(session.embedder(), expected);
    }
    assert_eq!(scope.origins().await.unwrap(), ["https://app.example"]);
    scope.forbid_origin("https://app.example").await.unwrap();
    assert!(matches!(scope.forbid_origin("https://app.example").await, Err(Error::NotFound("origin"))));
    assert!(matches!(scope.allow_origin("*").await, Err(Error::Invalid { .. })));
}

async fn consents_stand_until_they_are_withdrawn(bed: &Bed) {
    let (scope, user) = (bed.scope(), &bed.user);
    let wish = ConsentWish {
        app_name: "Budget app".to_owned(),
        reads: vec!["accounts".to_owned(), "transactions".to_owned()],
        language: "en".to_owned(),
    };
    assert!(!scope.has_consented(user, &wish).await.unwrap());
    scope.give_consent(user, &wish).await.unwrap();
    scope.give_consent(user, &wish).await.unwrap();
    assert_eq!(scope.consents(user).await.unwrap().len(), 1);
    let less = ConsentWish { reads: vec!["accounts".to_owned()], language: "es".to_owned(), ..wish.clone() };
    let more = ConsentWish { reads: vec!["owners".to_owned()], ..wish.clone() };
    let renamed = ConsentWish { app_name: "Other app".to_owned(), ..wish.clone() };
    for (wish, expected) in [(&less, true), (&more, false), (&renamed, false)] {
        assert_eq!(scope.has_consented(user, wish).await.unwrap(), expected, "{wish:?}");
    }
    scope.withdraw_consents(user).await.unwrap();
    assert!(!scope.has_consented(user, &wish).await.unwrap());
    assert!(scope.consents(user).await.unwrap()[0].withdrawn_at.is_some());
}

async fn requests_are_kept_once_and_not_too_many(bed: &Bed) {
    let (scope, user) = (bed.scope(), &bed.user);
    let key = |key: &str| IdempotencyKey { key: key.to_owned(), fingerprint: "f".to_owned() };
    let help = || SupportWish {
        member: None,
        title: "It asks again".to_owned(),
        message: "and again".to_owned(),
        email: "ann@example.org".to_owned(),
        details: "{}".to_owned(),
    };
    scope.ask_support(user, help(), Some(&key("one"))).await.unwrap();
    scope.ask_support(user, help(), Some(&key("one"))).await.unwrap();
    assert_eq!(scope.support_requests(ALL).await.unwrap().total, 1);
    let missing = || MissingWish { name: "Rowan".to_owned(), url: String::new(), email: None };
    for _ in 1..REQUESTS_PER_DAY_MAX {
        scope.ask_institution(user, missing(), None).await.unwrap();
    }
    let refused = scope.ask_institution(user, missing(), None).await;
    assert!(matches!(refused, Err(Error::Impossible { .. })), "{refused:?}");
    bed.operational.advance(SignedDuration::from_hours(25));
    scope.ask_institution(user, missing(), None).await.unwrap();
    assert_eq!(scope.institution_requests(ALL).await.unwrap().total, REQUESTS_PER_DAY_MAX);
    for (field, wish) in [
        ("title", SupportWish { title: "x".repeat(101), ..help() }),
        ("message", SupportWish { message: " ".to_owned(), ..help() }),
        ("email", SupportWish { email: "ann".to_owned(), ..help() }),
    ] {
        match scope.ask_support(user, wish, None).await {
            Err(Error::Invalid { field: found, .. }) => assert_eq!(found, field),
            other => panic!("{other:?}"),
        }
    }
}

async fn what_cannot_be_connected_is_told(bed: &Bed) {
    let look = async |options: &PageOptions| {
        let found = bed.engine.look_up("mx bank", options, ALL).await.unwrap();
        let bank = found.items.iter().find(|one| one.institution.code == "mxbank").unwrap();
        assert_eq!(bank.unsupported, bed.engine.unsupported(&bank.institution, options).await.unwrap());
        bank.unsupported
    };
    assert_eq!(look(&PageOptions::default()).await, None);
    let verification = PageOptions { mode: Mode::Verification, ..PageOptions::default() };
    let rewards = PageOptions { products: vec!["rewards".to_owned()], ..PageOptions::default() };
    let products = &bed.engine.institution(&Name::Id("mxbank".to_owned())).await.unwrap().products;
    for (options, product) in [
        (verification, domain::institution::Product::AccountVerification),
        (rewards, domain::institution::Product::Rewards),
    ] {
        let expected = (!products.contains(&product)).then_some(Unsupported::Product(product));
        assert_eq!(look(&options).await, expected);
    }
}
