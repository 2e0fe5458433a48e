//! Institutions that an operator describes, reached by FDX and by OFX; and what is kept of secrets meanwhile.

use crate::bed::{Bed, new_member, work};
use crate::browser::Browser;
use crate::person::{Doing, RETURN};
use crate::reviewer::Reviewer;
use domain::member::Status;
use domain::reason::Reason;
use engine::records::{AuditFilter, Member, User};
use engine::{Error, MissingWish, Name, NewUser};
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

on_both! {
    an_fdx_institution_is_linked_and_read
    nobody_is_sent_where_the_metadata_lead_astray
    what_is_no_longer_shared_is_marked
    what_is_over_is_given_back
    an_ofx_institution_is_linked_with_its_challenge
    what_the_hub_learned_of_a_login_stays_with_it
    descriptions_are_checked_all_or_none
    an_institution_is_asked_who_it_is
    an_institution_that_fails_is_left_alone
    uses_of_secrets_are_noted
    who_missed_a_bank_hears_that_it_is_there
    what_people_miss_is_in_order
}

const SCOPE: &str = "openid offline_access fdx:accountdetailed:read fdx:transactions:read fdx:customercontact:read \
                     fdx:accountpayments:read fdx:statements:read";
pub(crate) const SECRET: &str = "a-secret-of-the-hub-4711";

pub(crate) fn fdx(bed: &Bed, code: &str, auth: &str) -> Value {
    fdx_at(&bed.bank_url, code, auth)
}

pub(crate) fn fdx_at(bank_url: &str, code: &str, auth: &str) -> Value {
    let mut one = json!({
        "code": code, "name": code.to_uppercase(), "url": "https://www.bank.example",
        "fdx": {
            "issuer": format!("{bank_url}/oauth/{code}"), "api": format!("{bank_url}/fdx/{code}/v6"),
            "client_id": "hub", "client_auth": auth, "scope": SCOPE,
        },
    });
    if auth != "none" {
        one["secrets"] = json!({ "client_secret": SECRET });
    }
    one
}

pub(crate) fn ofx(bed: &Bed) -> Value {
    ofx_at(&bed.bank_url)
}

pub(crate) fn ofx_at(bank_url: &str) -> Value {
    json!({
        "code": "marlin_national", "name": "Marlin", "url": "https://www.marlinnational.example",
        "ofx": {
            "url": format!("{bank_url}/ofx/marlin_national"), "org": "MARLIN", "fid": "4102", "version": "211",
            "client_uid": true,
        },
    })
}

/// Described, and the hub is an app there.
pub(crate) async fn describe(bed: &Bed, code: &str, auth: &str) {
    describe_as(bed, fdx(bed, code, auth), auth).await;
}

pub(crate) async fn describe_as(bed: &Bed, description: Value, auth: &str) {
    let secret = (auth != "none").then_some(SECRET);
    let app = json!({ "name": "The Hub", "redirect_uris": [RETURN], "secret": secret });
    bed.staff("apps/hub", app.to_string()).await;
    let described = bed.engine.describe(vec![description]).await.unwrap();
    assert_eq!((described[0].source.as_deref(), described[0].is_known), (Some("fdx"), false));
}

pub(crate) async fn linked(bed: &Bed, code: &str, accounts: usize) -> Member {
    let mut new = new_member(&bed.engine, code, "", "").await;
    new.is_oauth = true;
    let member = bed.scope().create_member(&bed.user, new, None).await.unwrap();
    let doing = Doing { accounts, ..Doing::all("ann", "fine") };
    assert_eq!(Browser::new("b").visit(bed, &member, doing).await.problem, None);
    bed.work().await;
    let member = bed.member(&member).await;
    assert_eq!((member.state.status, member.state.reason), (Status::Connected, Some(Reason::Ok)));
    member
}

async fn an_fdx_institution_is_linked_and_read(bed: &Bed) {
    describe(bed, "kestrel_federal", "client_secret_post").await;
    let member = linked(bed, "kestrel_federal", usize::MAX).await;
    let accounts = bed.accounts(&member).await;
    assert!(accounts.len() > 1 && !bed.transactions(&member).await.is_empty());
    // A day later nobody is there, and it is read again.
    bed.clock.advance(SignedDuration::from_hours(25));
    bed.tend().await;
    let later = bed.member(&member).await;
    assert_eq!(later.state.status, Status::Connected);
    assert!(later.state.successfully_aggregated_at > member.state.successfully_aggregated_at);
    // Its secret is sealed.
    let stored = bed.engine.store().definition("fdx", "kestrel_federal").await.unwrap().unwrap();
    assert!(!stored.definition.contains(SECRET) && stored.secrets_sealed.is_some());
}

/// A server whose metadata name this page; it answers nothing else.
async fn says_of_itself(page: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let metadata = json!({
        "issuer": format!("{url}/oauth/kestrel_federal"), "authorization_endpoint": page,
        "token_endpoint": format!("{url}/token"),
    });
    let body = metadata.to_string();
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    tokio::spawn(async move {
        while let Ok((mut hub, _)) = listener.accept().await {
            // The head of the request fits one read.
            let _ = hub.read(&mut vec![0; 64 * 1024]).await;
            let _ = hub.write_all(answer.as_bytes()).await;
        }
    });
    url
}

async fn nobody_is_sent_where_the_metadata_lead_astray(bed: &Bed) {
    for page in [
        "https://bank.example/\r\nset-cookie: a=b",
        "https://",
        "https://bank@evil.example/",
        "http://evil.example/",
        "https://bank.example/#part",
        &format!("https://bank.example/{}", "x".repeat(3_000_000)),
    ] {
        let url = says_of_itself(page).await;
        bed.engine.describe(vec![fdx_at(&url, "kestrel_federal", "none")]).await.unwrap();
        let mut new = new_member(&bed.engine, "kestrel_federal", "", "").await;
        new.is_oauth = true;
        let member = bed.scope().create_member(&bed.user, new, None).await.unwrap();
        let refused = Browser::new("b").leave(bed, &member).await;
        assert!(matches!(refused, Err(Error::Unreachable(Reason::OauthTechnical))), "{page:.60} {refused:?}");
        assert_eq!(bed.member(&member).await.version, member.version, "{page:.60}");
    }
}

async fn what_is_no_longer_shared_is_marked(bed: &Bed) {
    describe(bed, "kestrel_federal", "client_secret_post").await;
    let member = linked(bed, "kestrel_federal", 1).await;
    let press = async |decision: &str| {
        Reviewer::at(&bed.bank_url, "kestrel_federal", "ann", "fine").await.press(decision).await
    };
    assert!(press("share").await);
    bed.clock.advance(SignedDuration::from_hours(7));
    bed.refresh(&member).await;
    assert_eq!(bed.accounts(&member).await.len(), 2, "newly shared at the bank");
    assert!(press("stop").await);
    bed.clock.advance(SignedDuration::from_hours(7));
    bed.refresh(&member).await;
    let absent = async || -> Vec<bool> {
        bed.accounts(&member).await.iter().map(|account| account.absent_since.is_some()).collect()
    };
    let mut marked = absent().await;
    marked.sort_unstable();
    assert_eq!(marked, [false, true]);
    assert_eq!(bed.status(&member).await, Status::Connected);
    assert!(press("share").await);
    bed.clock.advance(SignedDuration::from_hours(7));
    bed.refresh(&member).await;
    assert_eq!(absent().await, [false, false]);
}

async fn what_is_over_is_given_back(bed: &Bed) {
    describe(bed, "kestrel_federal", "client_secret_post").await;
    let reviewer = Reviewer::at(&bed.bank_url, "kestrel_federal", "ann", "fine").await;
    let member = linked(bed, "kestrel_federal", 1).await;
    assert!(reviewer.page().await.contains("name=\"decision\" value=\"revoke\""));
    // The bank is away when it is deleted; later it is told.
    bed.set_bank("kestrel_federal", "down", 0).await;
    bed.scope().delete_member(&bed.user, &Name::Guid(member.guid)).await.unwrap();
    assert_eq!(bed.engine.say_farewells().await.unwrap(), 1);
    assert_eq!(bed.engine.say_farewells().await.unwrap(), 0, "not again at once");
    bed.set_bank("kestrel_federal", "open", 0).await;
    bed.clock.advance(SignedDuration::from_mins(10));
    assert_eq!(bed.engine.say_farewells().await.unwrap(), 1);
    assert!(!reviewer.page().await.contains("name=\"decision\" value=\"revoke\""), "the consent has ended");
    bed.clock.advance(SignedDuration::from_hours(100));
    assert_eq!(bed.engine.say_farewells().await.unwrap(), 0, "nothing is kept of it");
}

async fn an_ofx_institution_is_linked_with_its_challenge(bed: &Bed) {
    bed.engine.describe(vec![ofx(bed)]).await.unwrap();
    let member = bed.connect_at("marlin_national", "ann", "challenge").await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Challenged);
    bed.answer(&member, "correct").await.unwrap();
    bed.work().await;
    let member = bed.member(&member).await;
    assert_eq!((member.state.status, member.state.reason), (Status::Connected, Some(Reason::Ok)));
    assert!(!bed.accounts(&member).await.is_empty() && !bed.transactions(&member).await.is_empty());
    // The bank knows this hub by now, and asks no more.
    bed.clock.advance(SignedDuration::from_hours(25));
    bed.tend().await;
    let later = bed.member(&member).await;
    assert_eq!(later.state.status, Status::Connected);
    assert!(later.state.successfully_aggregated_at > member.state.successfully_aggregated_at);
    let refused = bed.connect_at("marlin_national", "bob", "WRONG_CREDENTIALS").await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&refused).await, Status::Denied);
}

async fn what_the_hub_learned_of_a_login_stays_with_it(bed: &Bed) {
    bed.engine.describe(vec![ofx(bed)]).await.unwrap();
    let member = bed.connect_at("marlin_national", "ann", "fine").await.unwrap();
    bed.work().await;
    let known_as = async || {
        let tenant = bed.engine.store().of(bed.client);
        let link = tenant.links(member.user, member.guid).await.unwrap().remove(0);
        let bytes = tenant.open_grant(&link).await.unwrap().unwrap();
        connectors::Grant::from_bytes(&bytes).unwrap().fields["CLIENTUID"].expose().to_owned()
    };
    let before = known_as().await;
    bed.update(&member, "ann", "other").await.unwrap();
    bed.work().await;
    assert_eq!(known_as().await, before, "the same login");
    bed.update(&member, "bea", "fine").await.unwrap();
    bed.work().await;
    assert_ne!(known_as().await, before, "somebody else's");
}

async fn descriptions_are_checked_all_or_none(bed: &Bed) {
    let good = fdx(bed, "kestrel_federal", "client_secret_post");
    let spoilt = |change: fn(&mut Value)| {
        let mut one = good.clone();
        one["code"] = "spoilt".into();
        change(&mut one);
        one
    };
    for (wrong, problem) in [
        (spoilt(|one| one["fdx"]["colour"] = "red".into()), "colour"),
        (spoilt(|one| one["fdx"]["issuer"] = "http://bank.example".into()), "issuer"),
        (spoilt(|one| one["fdx"]["issuer"] = "not an address".into()), "fdx.issuer"),
        (spoilt(|one| one["secrets"] = json!({})), "client_secret"),
        (spoilt(|one| one["secrets"] = json!({ "client_secret": 7 })), "client_secret"),
        (spoilt(|one| one["code"] = "Not A Code".into()), "code"),
        (spoilt(|one| one["country"] = "usa".into()), "country"),
        (spoilt(|one| one["products"] = json!(["teleport"])), "products must be one of"),
        (spoilt(|one| one["unsupported"] = "refuses".into()), "unsupported"),
        (spoilt(|one| one["unsupported"] = "nope".into()), "no_standard, too_old, refuses, gone"),
        (spoilt(|one| one["colour"] = "red".into()), "`secrets`"),
        (spoilt(|one| one["transport"] = json!({ "roots": "rubbish" })), "roots"),
        (spoilt(|one| one["transport"] = json!({ "origins": ["bank"] })), "bank"),
        (spoilt(|one| one["transport"] = json!({ "origins": ["http://169.254.169.254"] })), "169.254"),
        (spoilt(|one| one["name"] = "x".repeat(3_000).into()), "name has more than"),
        (spoilt(|one| one["name"] = "a\u{1b}[2J".into()), "name has a control character"),
        (spoilt(|one| one["aliases"] = vec!["x"; 101].into()), "aliases has more than"),
        (spoilt(|one| one["url"] = "javascript:alert(1)".into()), "javascript"),
        (
            json!({ "code": "spoilt", "name": "Spoilt", "ofx": { "url": "http://bank.example/ofx", "version": "102" } }),
            "https",
        ),
        (
            json!({ "code": "spoilt", "name": "Spoilt", "ofx": { "url": "https://ann:pw@bank.example/ofx", "version": "102" } }),
            "https",
        ),
        (spoilt(|one| one["code"] = "manual_institution".into()), "the hub's own"),
        (spoilt(|one| one["code"] = "kestrel_federal".into()), "twice"),
        (json!("oak"), "expected"),
        (json!({ "code": "spoilt", "name": "Spoilt" }), "unsupported"),
    ] {
        let refused = bed.engine.describe(vec![good.clone(), wrong]).await;
        let Err(Error::Description { which, flaw: said }) = refused else { panic!("{refused:?}") };
        assert!(which.starts_with("institution[1]"), "{which}");
        assert!(
            said.contains(problem) && ![SECRET, ":pw"].iter().any(|secret| said.contains(secret)),
            "{problem}: {said}"
        );
    }
    let nothing = bed.engine.store().definition("fdx", "kestrel_federal").await.unwrap();
    assert!(nothing.is_none(), "all or none");
    // One that nothing reaches is told with the reason, and replaced when something does.
    let unreached = json!({ "code": "kestrel_federal", "name": "Kestrel", "unsupported": "refuses" });
    bed.engine.describe(vec![unreached]).await.unwrap();
    let code = Name::Id("kestrel_federal".to_owned());
    let told = bed.engine.institution(&code).await.unwrap();
    assert_eq!(told.details.unreached.as_deref(), Some("refuses"));
    assert!(bed.engine.institution_sources("kestrel_federal").await.unwrap().is_empty());
    bed.engine.describe(vec![good]).await.unwrap();
    assert_eq!(bed.engine.institution(&code).await.unwrap().details.unreached, None);
    assert_eq!(bed.engine.institution_sources("kestrel_federal").await.unwrap().len(), 1);
}

async fn an_institution_is_asked_who_it_is(bed: &Bed) {
    describe(bed, "kestrel_federal", "client_secret_post").await;
    bed.engine.describe(vec![ofx(bed)]).await.unwrap();
    for (code, said) in [("kestrel_federal", "issuer http"), ("marlin_national", "an id of the client")] {
        let checked = bed.engine.check_institution(code).await.unwrap().remove(0);
        let lines = checked.answer.unwrap();
        assert!(lines.iter().any(|line| line.contains(said)), "{lines:?}");
    }
    let mut elsewhere = ofx(bed);
    elsewhere["ofx"]["url"] = "http://127.0.0.1:9/ofx".into();
    bed.engine.describe(vec![elsewhere]).await.unwrap();
    let checked = bed.engine.check_institution("marlin_national").await.unwrap().remove(0);
    let problem = checked.answer.unwrap_err();
    assert!(problem.contains("network_error") && problem.contains("refuses connections"), "{problem}");
    assert!(matches!(bed.engine.check_institution("mxbank").await, Err(Error::NotFound(_))));
}

async fn an_institution_that_fails_is_left_alone(bed: &Bed) {
    let mut members = Vec::new();
    for number in 0..8 {
        members.push(bed.connect_at("mxbank", &format!("login-{number}"), "good").await.unwrap());
    }
    bed.work().await;
    bed.set_bank("mxbank", "down", 0).await;
    bed.clock.advance(SignedDuration::from_hours(12));
    for member in members.iter().take(5) {
        bed.refresh(member).await;
    }
    let now = bed.clock_now();
    let open = bed.engine.store().open_breakers(now).await.unwrap();
    assert_eq!(open.len(), 1, "{open:?}");
    assert_eq!((open[0].institution_code.as_str(), open[0].failures_in_row), ("mxbank", 5));
    // Another node knows it, too; whoever presses a button is let through, and an answer closes it.
    let other = bed.beside(None).await;
    assert_eq!(other.store().open_breakers(now).await.unwrap().len(), 1);
    bed.set_bank("mxbank", "open", 0).await;
    bed.refresh(&members[6]).await;
    work(&other).await;
    assert!(bed.engine.store().open_breakers(now).await.unwrap().is_empty());
}

async fn who_missed_a_bank_hears_that_it_is_there(bed: &Bed) {
    let misses = async |user: &User, name: &str, url: &str| {
        let wish = MissingWish { name: name.to_owned(), url: url.to_owned(), email: None };
        bed.scope().ask_institution(user, wish, None).await.unwrap();
    };
    let other = bed.scope().create_user(NewUser::default(), None).await.unwrap();
    misses(&bed.user, "Kestrel", "https://www.kestrel.example/login").await;
    misses(&other, "KESTREL", "kestrel.example").await;
    misses(&other, "Kestrel", "").await;
    misses(&bed.user, "Nowhere Bank", "").await;
    let mut kestrel = fdx(bed, "kestrel_federal", "client_secret_post");
    kestrel["name"] = "Kestrel".into();
    kestrel["url"] = "https://kestrel.example".into();
    let mut none = kestrel.clone();
    none.as_object_mut().unwrap().retain(|name, _| matches!(name.as_str(), "code" | "name" | "url"));
    none["unsupported"] = "refuses".into();
    bed.engine.describe(vec![none]).await.unwrap();
    let wanted = bed.engine.wanted().await.unwrap();
    let seen: Vec<_> =
        wanted.iter().map(|one| (one.name.as_str(), one.people, one.unreached.as_deref())).collect();
    assert_eq!(seen, [("Kestrel", 2, Some("refuses")), ("Nowhere Bank", 1, None)]);
    assert!(bed.scope().come(&bed.user).await.unwrap().is_empty());
    bed.engine.describe(vec![kestrel]).await.unwrap();
    // Who misses it now is told with the next reading of the directory; until then the operator sees that it is there.
    misses(&bed.user, "Kestrel", "").await;
    let wanted = bed.engine.wanted().await.unwrap();
    let come: Vec<_> = wanted.iter().map(|one| (one.name.as_str(), one.has_come.as_deref())).collect();
    assert_eq!(come, [("Kestrel", Some("kestrel_federal")), ("Nowhere Bank", None)]);
    bed.engine.sync_directory().await.unwrap();
    for _ in 0..2 {
        let come = bed.scope().come(&bed.user).await.unwrap();
        assert_eq!(come.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["kestrel_federal"]);
    }
    bed.operational.advance(SignedDuration::from_hours(25));
    assert!(bed.scope().come(&bed.user).await.unwrap().is_empty(), "told for a day");
    assert_eq!(bed.scope().come(&other).await.unwrap().len(), 1);
    assert_eq!(bed.engine.wanted().await.unwrap().len(), 1);
}

/// By how many miss it, then by size, then by how easily it could be reached.
async fn what_people_miss_is_in_order(bed: &Bed) {
    let other = bed.scope().create_user(NewUser::default(), None).await.unwrap();
    let unreached = |code: &str, popularity: u32, why: &str| json!({ "code": code, "name": code, "popularity": popularity, "unsupported": why });
    let described = vec![
        unreached("small", 10, "no_standard"),
        unreached("gone_one", 500, "gone"),
        unreached("easy_one", 500, "no_standard"),
        unreached("missed_most", 1, "gone"),
    ];
    bed.engine.describe(described).await.unwrap();
    for (user, name) in [
        (&bed.user, "small"),
        (&bed.user, "gone_one"),
        (&bed.user, "easy_one"),
        (&bed.user, "missed_most"),
        (&other, "missed_most"),
    ] {
        let wish = MissingWish { name: name.to_owned(), url: String::new(), email: None };
        bed.scope().ask_institution(user, wish, None).await.unwrap();
    }
    let wanted = bed.engine.wanted().await.unwrap();
    let names: Vec<&str> = wanted.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["missed_most", "easy_one", "gone_one", "small"]);
}

async fn uses_of_secrets_are_noted(bed: &Bed) {
    let member = bed.connect("challenge").await;
    bed.work().await;
    bed.answer(&member, "correct").await.unwrap();
    bed.work().await;
    bed.engine.note_operator("ann", "client list").await.unwrap();
    let found = async |filter: AuditFilter| -> Vec<(String, String)> {
        let mut found = bed.engine.audit_log(&filter, 100).await.unwrap();
        found.sort_by(|a, b| a.action.cmp(&b.action));
        found.into_iter().map(|one| (one.actor, one.action)).collect()
    };
    let of_member = AuditFilter { member: Some(member.guid), ..AuditFilter::default() };
    let hub = |action: &str| ("hub".to_owned(), action.to_owned());
    assert_eq!(found(of_member).await, [hub("answers.send"), hub("grant.read"), hub("grant.sign_in")]);
    let of_operators = AuditFilter { actor: Some("operator:".to_owned()), ..AuditFilter::default() };
    assert_eq!(found(of_operators).await, [("operator:ann".to_owned(), "client list".to_owned())]);
}
