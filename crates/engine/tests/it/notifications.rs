//! A person is told when their connection needs them, and told when it no longer does: by webhook, on the pages, by mail.

use crate::bed::{ALL, Bed};
use async_trait::async_trait;
use domain::clock::Timestamp;
use domain::event::EventName;
use domain::member::Status;
use domain::reason::{Actor, Reason};
use domain::text::Language;
use engine::records::{
    EventFilter, IdempotencyKey, Member, Notification, NotificationFilter, NotificationKind, Placed,
};
use engine::{
    Decision, Engine, Letter, Letters, Mail, MailProblem, Mailer, MissingWish, Name, NewNotification,
    PageKind, Postman, PreferenceEdits, UserEdits, Writing,
};
use jiff::SignedDuration;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{Dies, Fuse};
use tokio_util::sync::CancellationToken;

on_both! {
    a_refusal_in_the_background_is_told_and_so_is_its_end
    technical_trouble_is_told_once_it_lasts
    at_most_one_mail_a_day_about_a_connection
    who_is_there_has_an_hour
    an_incident_keeps_quiet
    what_the_person_decides_is_not_told
    an_import_waits_for_its_person
    who_is_asked_is_told_only_when_the_question_is_over
    who_wants_no_mails_gets_none
    a_server_that_refuses_is_asked_again
    a_postman_may_die_at_any_commit
    the_link_of_a_mail_opens_that_connection_alone
    who_missed_an_institution_is_told_once
    applications_say_things_too
    without_a_mail_server_nothing_waits
}

const EVER: NotificationFilter = NotificationFilter { from: Timestamp::MIN, to: Timestamp::MAX };
const PUBLIC_URL: &str = "https://hub.example/";

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

/// Writes what the tests look at.
#[derive(Debug)]
struct Plain;

impl Letters for Plain {
    fn letter(&self, writing: &Writing<'_>) -> Option<Letter> {
        let one = writing.notification;
        Some(Letter {
            subject: format!("{} {}", one.kind.name(), one.reason.map_or("", Reason::name)),
            text: writing.link.unwrap_or_default().to_owned(),
            html: format!("{} {}", writing.app, writing.institution.unwrap_or_default()),
        })
    }
}

/// A mail server of the tests: answers as told, else takes everything.
#[derive(Debug, Default)]
struct Server {
    taken: Mutex<Vec<Mail>>,
    asked: Mutex<u32>,
    answers: Mutex<VecDeque<MailProblem>>,
}

#[async_trait]
impl Mailer for Server {
    async fn send(&self, mail: &Mail) -> Result<(), MailProblem> {
        *self.asked.lock().unwrap() += 1;
        if let Some(problem) = self.answers.lock().unwrap().pop_front() {
            return Err(problem);
        }
        self.taken.lock().unwrap().push(mail.clone());
        Ok(())
    }
}

/// The post of one bed.
struct Post {
    server: Arc<Server>,
}

impl Post {
    /// Of a user with an address.
    async fn of(bed: &Bed) -> Self {
        let edits = UserEdits { email: Some("ada@mail.example".to_owned()), ..UserEdits::default() };
        bed.scope().update_user(&Name::Guid(bed.user.guid), &edits).await.unwrap();
        Self { server: Arc::default() }
    }

    fn postman(&self, engine: &Arc<Engine>) -> Postman {
        let mailer: Arc<dyn Mailer> = self.server.clone();
        let url = Some(PUBLIC_URL.to_owned());
        Postman::new(engine.clone(), Arc::new(Plain), Some(mailer), url, CancellationToken::new())
    }

    /// Sends what is due; gives the subjects of all that was taken so far.
    async fn sent(&self, bed: &Bed) -> Vec<String> {
        self.postman(&bed.engine).run_due().await.unwrap();
        self.server.taken.lock().unwrap().iter().map(|mail| mail.letter.subject.clone()).collect()
    }

    /// Lets time pass; what is due is done, and sent.
    async fn pass(&self, bed: &Bed, time: SignedDuration) -> Vec<String> {
        const STEP: SignedDuration = SignedDuration::from_hours(1);
        let mut left = time;
        while left > SignedDuration::ZERO {
            bed.pass(left.min(STEP)).await;
            left -= STEP;
            self.sent(bed).await;
        }
        self.sent(bed).await
    }

    fn last(&self) -> Mail {
        self.server.taken.lock().unwrap().last().unwrap().clone()
    }

    fn answer(&self, problem: MailProblem) {
        self.server.answers.lock().unwrap().push_back(problem);
    }
}

async fn connected(bed: &Bed, login: &str) -> Member {
    let member = bed.connect_at("first_harbor", login, "fine").await.unwrap();
    bed.work().await;
    bed.member(&member).await
}

async fn notifications(bed: &Bed) -> Vec<Notification> {
    let found = bed.scope().notifications(&bed.user, EVER, ALL).await.unwrap();
    found.items.into_iter().map(|told| told.notification).collect()
}

/// What is open, by reason.
async fn open(bed: &Bed) -> Vec<Reason> {
    let all = notifications(bed).await;
    all.iter().filter(|one| one.withdrawn_at.is_none()).filter_map(|one| one.reason).collect()
}

/// Events of that name, as soon as the feed shows them.
async fn events(bed: &Bed, name: EventName, count: usize) -> Vec<Placed> {
    let filter = EventFilter { names: vec![name], ..EventFilter::default() };
    let seen = async {
        loop {
            let found = bed.scope().events_after(0, &filter, 1_000, Duration::ZERO).await.unwrap();
            if found.len() >= count {
                return found;
            }
            // On PostgreSQL, open transactions of other tests hold new events back for a moment.
            bed.scope().events_after(i64::MAX, &filter, 1, Duration::from_millis(20)).await.unwrap();
        }
    };
    let found = tokio::time::timeout(crate::PATIENCE, seen).await.unwrap();
    assert_eq!(found.len(), count, "{name:?}");
    found
}

fn data(placed: &Placed) -> serde_json::Value {
    serde_json::from_str(&placed.event.data).unwrap()
}

async fn a_refusal_in_the_background_is_told_and_so_is_its_end(bed: &Bed) {
    let post = Post::of(bed).await;
    let member = connected(bed, "ann").await;
    assert!(open(bed).await.is_empty());
    bed.set_condition("first_harbor", "ann", Some("wrong_credentials")).await;
    let sent = post.pass(bed, hours(10)).await;
    assert_eq!(bed.status(&member).await, Status::Denied);
    assert_eq!(sent, ["trouble credentials_rejected"]);
    let mail = post.last();
    assert_eq!(
        (mail.to.as_str(), mail.app.as_str(), mail.language),
        ("ada@mail.example", "Budget app", Language::English)
    );
    assert_eq!(mail.letter.html, "Budget app First Harbor Bank");
    assert!(mail.unsubscribe.unwrap().starts_with("https://hub.example/notifications/unsubscribe/"));
    assert_eq!(open(bed).await, [Reason::CredentialsRejected]);
    assert_eq!(bed.member(&member).await.notice.unwrap().reason, Reason::CredentialsRejected);
    let opened = data(&events(bed, EventName::NotificationOpened, 1).await[0]);
    assert_eq!((&opened["reason"], &opened["actor"]), (&"credentials_rejected".into(), &"user".into()));
    assert_eq!(opened["remedies"][0], "retype_by_hand");
    assert_eq!(opened["notification"], mail.id);
    // Days later nothing more is said.
    assert_eq!(post.pass(bed, hours(50)).await.len(), 1);
    // The person gives another login: they see that it works, and no mail says it.
    bed.set_condition("first_harbor", "ann", None).await;
    bed.update(&member, "ann", "other").await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
    assert!(open(bed).await.is_empty() && bed.member(&member).await.notice.is_none());
    assert_eq!(post.pass(bed, hours(30)).await.len(), 1);
    let withdrawn = data(&events(bed, EventName::NotificationWithdrawn, 1).await[0]);
    assert_eq!((&withdrawn["because"], &withdrawn["notification"]), (&"healed".into(), &mail.id.into()));
    let healed = &events(bed, EventName::MemberHealed, 1).await[0];
    assert_eq!(
        (healed.event.member, &data(healed)["reason"]),
        (Some(member.guid), &"credentials_rejected".into())
    );
    assert!(data(healed)["notified_since"].as_str().unwrap().parse::<Timestamp>().is_ok());
}

async fn technical_trouble_is_told_once_it_lasts(bed: &Bed) {
    let post = Post::of(bed).await;
    let member = connected(bed, "ann").await;
    bed.set_bank("first_harbor", "down", 0).await;
    assert!(post.pass(bed, hours(8)).await.is_empty());
    assert_eq!((bed.status(&member).await, open(bed).await.len()), (Status::Failed, 0));
    assert_eq!(post.pass(bed, hours(8)).await, ["trouble repeated_failures"]);
    assert_eq!(bed.status(&member).await, Status::Degraded);
    bed.set_bank("first_harbor", "open", 0).await;
    // It heals while nobody is there: a mail says so, and not on the day of the other.
    let mut sent = Vec::new();
    while bed.status(&member).await == Status::Degraded {
        sent = post.pass(bed, hours(1)).await;
    }
    assert!(open(bed).await.iter().all(|reason| *reason == Reason::RepeatedFailures));
    assert_eq!(notifications(bed).await.len(), 2, "one is healed");
    if sent.len() == 1 {
        sent = post.pass(bed, hours(24)).await;
    }
    assert_eq!(sent, ["trouble repeated_failures", "healed repeated_failures"]);
    assert!(post.last().letter.text.is_empty(), "there is nothing to be done");
    assert_eq!(post.pass(bed, hours(48)).await.len(), 2);
}

async fn at_most_one_mail_a_day_about_a_connection(bed: &Bed) {
    let post = Post::of(bed).await;
    let member = connected(bed, "ann").await;
    let other = connected(bed, "bob").await;
    bed.set_condition("first_harbor", "ann", Some("consent_ends")).await;
    assert_eq!(post.pass(bed, hours(10)).await, ["trouble consent_expiring"]);
    let mailed_at = notifications(bed).await[0].mailed_at.unwrap();
    bed.set_condition("first_harbor", "ann", Some("permission_missing")).await;
    bed.set_condition("first_harbor", "bob", Some("account_not_shared")).await;
    let sent = post.pass(bed, hours(9)).await;
    assert_eq!(sent[1..], ["trouble new_account_not_shared"], "the other connection has a mail of its own");
    assert_eq!(bed.member(&other).await.notice.unwrap().reason, Reason::NewAccountNotShared);
    assert_eq!(bed.member(&member).await.notice.unwrap().reason, Reason::ConsentScopeMissing);
    let withdrawn = events(bed, EventName::NotificationWithdrawn, 1).await;
    assert_eq!(data(&withdrawn[0])["because"], "replaced");
    let sent = post.pass(bed, hours(24)).await;
    assert_eq!(sent[2..], ["trouble consent_scope_missing"]);
    let again =
        notifications(bed).await.into_iter().find(|one| one.reason == Some(Reason::ConsentScopeMissing));
    let apart = again.unwrap().mailed_at.unwrap().duration_since(mailed_at);
    assert!(apart >= hours(24) && apart < hours(26), "{apart}");
}

async fn who_is_there_has_an_hour(bed: &Bed) {
    let post = Post::of(bed).await;
    let ann = bed.connect_at("mxbank", "ann", "INVALID").await.unwrap();
    let bob = bed.connect_at("mxbank", "bob", "INVALID").await.unwrap();
    bed.work().await;
    assert_eq!(
        open(bed).await,
        [Reason::CredentialsRejected; 2],
        "the pages and the application know at once"
    );
    assert!(post.pass(bed, SignedDuration::from_mins(59)).await.is_empty());
    bed.update(&ann, "ann", "fine").await.unwrap();
    bed.work().await;
    assert_eq!(
        post.pass(bed, SignedDuration::from_mins(2)).await.len(),
        1,
        "who mended it is not written to"
    );
    let mailed: Vec<_> = notifications(bed)
        .await
        .into_iter()
        .filter(|one| one.mailed_at.is_some())
        .filter_map(|one| one.member)
        .collect();
    assert_eq!(mailed, [bob.guid]);
    // The same refusal again, seen by the person, is the same notice.
    bed.update(&bob, "bob", "INVALID").await.unwrap();
    bed.work().await;
    assert_eq!(post.pass(bed, hours(30)).await.len(), 1);
}

async fn an_incident_keeps_quiet(bed: &Bed) {
    let post = Post::of(bed).await;
    let mut members = Vec::new();
    for login in ["ann", "bob", "cid", "dan"] {
        members.push(connected(bed, login).await);
    }
    bed.set_bank("first_harbor", "down", 0).await;
    assert!(post.pass(bed, hours(20)).await.is_empty(), "nobody is written to");
    for member in &members {
        assert_eq!(bed.status(member).await, Status::Degraded);
    }
    assert_eq!(open(bed).await.len(), 4, "and everybody sees it on the pages");
    let began = events(bed, EventName::IncidentBegan, 1).await;
    let told = data(&began[0]);
    assert_eq!(
        (&told["institution_code"], &told["institution_name"]),
        (&"first_harbor".into(), &"First Harbor Bank".into())
    );
    assert_eq!((began[0].event.user, began[0].event.member), (None, None));
    bed.set_bank("first_harbor", "open", 0).await;
    assert!(post.pass(bed, hours(30)).await.is_empty(), "what healed was not told");
    for member in &members {
        assert_eq!(bed.status(member).await, Status::Connected);
    }
    assert!(open(bed).await.is_empty());
    let ended = events(bed, EventName::IncidentEnded, 1).await;
    assert_eq!(data(&ended[0])["since"], told["since"]);
    events(bed, EventName::MemberHealed, 4).await;
}

async fn what_the_person_decides_is_not_told(bed: &Bed) {
    let post = Post::of(bed).await;
    let (ann, bob) = (connected(bed, "ann").await, connected(bed, "bob").await);
    bed.scope().decide(&bed.user, &Name::Guid(ann.guid), Decision::Close, Actor::User).await.unwrap();
    bed.decide(&bob, Decision::Pause).await.unwrap();
    assert_eq!(post.pass(bed, hours(3)).await, ["trouble paused_by_operator"]);
    assert_eq!(bed.member(&ann).await.notice, None);
    bed.decide(&bob, Decision::Unpause).await.unwrap();
    assert!(open(bed).await.is_empty());
    // What is told of goes with its connection.
    bed.decide(&bob, Decision::Close).await.unwrap();
    assert_eq!(open(bed).await, [Reason::ClosedBySomeone]);
    bed.scope().delete_member(&bed.user, &Name::Guid(bob.guid)).await.unwrap();
    assert!(notifications(bed).await.is_empty());
    assert_eq!(post.pass(bed, hours(30)).await.len(), 1);
}

async fn an_import_waits_for_its_person(bed: &Bed) {
    let post = Post::of(bed).await;
    let mut new = crate::bed::new_member(&bed.engine, "mxbank", "ann", "fine").await;
    new.credentials.clear();
    let member = bed.scope().create_member(&bed.user, new, None).await.unwrap();
    assert_eq!(bed.member(&member).await.notice.unwrap().reason, Reason::CredentialsNeverGiven);
    assert_eq!(post.pass(bed, hours(2)).await, ["trouble credentials_never_given"]);
}

async fn who_wants_no_mails_gets_none(bed: &Bed) {
    let post = Post::of(bed).await;
    let scope = bed.scope();
    let spanish = PreferenceEdits { language: Some(Some(Language::Spanish)), ..PreferenceEdits::default() };
    scope.saw_language(&bed.user, Language::CanadianFrench).await.unwrap();
    assert_eq!(scope.preferences(&bed.user).await.unwrap().language_of_mails(), Language::CanadianFrench);
    assert!(scope.edit_preferences(&bed.user, spanish).await.unwrap().is_mail_wanted);
    bed.connect_at("mxbank", "ann", "INVALID").await.unwrap();
    bed.work().await;
    assert_eq!(post.pass(bed, hours(2)).await.len(), 1);
    let mail = post.last();
    assert_eq!(mail.language, Language::Spanish);
    let unsubscribe = mail.unsubscribe.unwrap();
    let token = unsubscribe.rsplit_once('/').unwrap().1;
    let found = bed.engine.unsubscribing(token).await.unwrap().unwrap();
    assert_eq!((found.app.as_str(), found.preferences.is_mail_wanted), ("Budget app", true));
    bed.engine.unsubscribe(&found).await.unwrap();
    assert!(!scope.preferences(&bed.user).await.unwrap().is_mail_wanted);
    let (named, proof) = token.split_once('.').unwrap();
    let mut forged = proof.to_owned();
    forged.replace_range(..1, if proof.starts_with('0') { "1" } else { "0" });
    for bad in [format!("{named}.{forged}"), format!("{named}."), String::new(), "x.y".to_owned()] {
        assert!(bed.engine.unsubscribing(&bad).await.unwrap().is_none(), "{bad}");
    }
    bed.connect_at("mxbank", "bob", "INVALID").await.unwrap();
    bed.work().await;
    assert_eq!(post.pass(bed, hours(30)).await.len(), 1);
    assert_eq!(open(bed).await.len(), 2, "the pages tell it all the same");
    let on = PreferenceEdits { is_mail_wanted: Some(true), ..PreferenceEdits::default() };
    scope.edit_preferences(&bed.user, on).await.unwrap();
    assert_eq!(post.pass(bed, hours(30)).await.len(), 1, "what was not mailed then is not mailed later");
}

async fn a_server_that_refuses_is_asked_again(bed: &Bed) {
    let post = Post::of(bed).await;
    let asked = || *post.server.asked.lock().unwrap();
    post.answer(MailProblem::Later("451 greylisted".to_owned()));
    post.answer(MailProblem::Later("451 greylisted".to_owned()));
    bed.connect_at("mxbank", "ann", "INVALID").await.unwrap();
    bed.work().await;
    bed.clock.advance(hours(1));
    assert!(post.sent(bed).await.is_empty());
    assert_eq!((post.sent(bed).await.len(), asked()), (0, 1), "not at once");
    bed.clock.advance(SignedDuration::from_mins(5));
    assert_eq!((post.sent(bed).await.len(), asked()), (0, 2));
    bed.clock.advance(SignedDuration::from_mins(20));
    assert_eq!((post.sent(bed).await.len(), asked()), (1, 3));
    // For good, or nobody knows: it is over.
    for problem in
        [MailProblem::Refused("550 no such user".to_owned()), MailProblem::Unknown("reset".to_owned())]
    {
        let login = format!("{problem:?}").replace(|one: char| !one.is_ascii_alphanumeric(), "-");
        post.answer(problem);
        bed.connect_at("mxbank", &login, "INVALID").await.unwrap();
        bed.work().await;
        let before = asked();
        assert_eq!(post.pass(bed, hours(40)).await.len(), 1);
        assert_eq!(asked(), before + 1);
    }
    // A server that never takes it is given up some day.
    (0..9).for_each(|_| post.answer(MailProblem::Later("451".to_owned())));
    bed.connect_at("mxbank", "dan", "INVALID").await.unwrap();
    bed.work().await;
    let before = asked();
    assert_eq!(post.pass(bed, hours(72)).await.len(), 1);
    assert_eq!(asked(), before + 6);
}

async fn a_postman_may_die_at_any_commit(bed: &Bed) {
    for dies in [Dies::Before, Dies::After] {
        let mut commits = 0;
        loop {
            let post = Post::of(bed).await;
            post.answer(MailProblem::Later("451 busy".to_owned()));
            bed.connect_at("mxbank", &format!("{dies:?}-{commits}"), "INVALID").await.unwrap();
            bed.work().await;
            bed.clock.advance(hours(1));
            let fuse = Arc::new(Fuse::new(commits, dies));
            let dying = bed.beside(Some(fuse.clone())).await;
            drop(post.postman(&dying).run_due().await);
            // The second life; an hour later, what was refused is due again.
            post.sent(bed).await;
            bed.clock.advance(hours(1));
            let sent = post.sent(bed).await;
            assert!(sent.len() <= 1, "{dies:?} {commits}: {sent:?}");
            let asked = *post.server.asked.lock().unwrap();
            assert!(asked <= 2, "{dies:?} {commits}: asked {asked} times");
            if !fuse.is_burnt() {
                assert_eq!((sent.len(), asked), (1, 2), "{dies:?} {commits}");
                break;
            }
            commits += 1;
            assert!(commits < 20, "one mail makes no end of commits");
        }
        assert_eq!(commits, 2, "the commit before it is sent, and the one of the refusal");
    }
}

async fn the_link_of_a_mail_opens_that_connection_alone(bed: &Bed) {
    let post = Post::of(bed).await;
    let member = bed.connect_at("mxbank", "ann", "INVALID").await.unwrap();
    bed.work().await;
    post.pass(bed, hours(2)).await;
    let link = post.last().letter.text;
    let token = link.strip_prefix("https://hub.example/notifications/").unwrap().to_owned();
    let engine = &bed.engine;
    for _ in 0..3 {
        let found = engine.mail_link(&token).await.unwrap().unwrap();
        assert_eq!((found.app.as_str(), found.institution.as_deref()), ("Budget app", Some("MX Bank")));
    }
    let opened = engine.open_mail_link(&token).await.unwrap().unwrap();
    assert_eq!((opened.page, opened.member), (PageKind::Connect, Some(member.guid)));
    let session = engine.page_session(&opened.token, false).await.unwrap().unwrap();
    assert!(session.options.is_for_one && session.options.disable_institution_search);
    assert_eq!((session.user, session.options.member), (bed.user.guid, Some(member.guid)));
    assert!(engine.open_mail_link(&token).await.unwrap().is_some(), "it is not used up");
    for bad in ["", "x", &"A".repeat(43)] {
        assert!(
            engine.mail_link(bad).await.unwrap().is_none()
                && engine.open_mail_link(bad).await.unwrap().is_none()
        );
    }
    bed.operational.advance(hours(30 * 24));
    assert!(engine.mail_link(&token).await.unwrap().is_none(), "after thirty days");
    // A younger one ends with what it told.
    let bob = bed.connect_at("mxbank", "bob", "INVALID").await.unwrap();
    bed.work().await;
    post.pass(bed, hours(2)).await;
    let link = post.last().letter.text;
    let token = link.rsplit_once('/').unwrap().1;
    assert!(engine.mail_link(token).await.unwrap().is_some());
    bed.update(&bob, "bob", "fine").await.unwrap();
    bed.work().await;
    assert!(
        engine.mail_link(token).await.unwrap().is_none()
            && engine.open_mail_link(token).await.unwrap().is_none()
    );
}

async fn who_missed_an_institution_is_told_once(bed: &Bed) {
    let post = Post::of(bed).await;
    for email in [Some("eve@mail.example".to_owned()), None] {
        let wish = MissingWish { name: "Marlin".to_owned(), url: String::new(), email };
        bed.scope().ask_institution(&bed.user, wish, None).await.unwrap();
    }
    assert!(post.sent(bed).await.is_empty());
    bed.engine.describe(vec![crate::described::ofx_at(&bed.bank_url)]).await.unwrap();
    bed.engine.sync_directory().await.unwrap();
    assert_eq!(post.sent(bed).await, ["institution_came "], "who left an address");
    let mail = post.last();
    assert_eq!((mail.to.as_str(), mail.letter.html.as_str()), ("eve@mail.example", "Budget app Marlin"));
    assert!(!mail.letter.text.contains("/notifications/"), "whoever typed the address is let in nowhere");
    assert_eq!(mail.unsubscribe, None);
    bed.engine.sync_directory().await.unwrap();
    assert_eq!(post.pass(bed, hours(48)).await.len(), 1);
}

async fn applications_say_things_too(bed: &Bed) {
    let post = Post::of(bed).await;
    let scope = bed.scope();
    let new = |subject: &str| NewNotification { subject: subject.to_owned(), content: "Look.".to_owned() };
    let key = IdempotencyKey { key: "k".to_owned(), fingerprint: "f".to_owned() };
    let one = scope.notify(&bed.user, new("Report"), Some(&key)).await.unwrap().notification;
    let same = scope.notify(&bed.user, new("Report"), Some(&key)).await.unwrap().notification;
    assert_eq!((one.guid, one.kind), (same.guid, NotificationKind::Client));
    assert!(one.guid.to_string().starts_with("TF-"));
    assert_eq!(post.sent(bed).await, ["client "]);
    let read = scope.notification(&bed.user, one.guid).await.unwrap().notification;
    assert_eq!((read.subject.as_deref(), read.mailed_at), (Some("Report"), Some(bed.engine.now())));
    for bad in ["", "  ", &"x".repeat(251)] {
        assert!(scope.notify(&bed.user, new(bad), None).await.is_err(), "{bad}");
    }
    let seen = scope.see_notices(&bed.user).await.unwrap();
    assert!(seen.members.is_empty(), "of no connection");
    assert_eq!(seen.said.iter().map(|one| one.guid).collect::<Vec<_>>(), [one.guid]);
    assert_eq!(scope.see_notices(&bed.user).await.unwrap().said.len(), 1, "for a day");
    assert!(scope.notification(&bed.user, one.guid).await.unwrap().notification.viewed_at.is_some());
    let member = bed.connect("INVALID").await;
    bed.work().await;
    assert_eq!(
        scope.see_notices(&bed.user).await.unwrap().members.into_iter().collect::<Vec<_>>(),
        [member.guid]
    );
    assert!(scope.see_notices(&bed.user).await.unwrap().members.is_empty(), "once");
    bed.clock.advance(hours(25));
    assert!(scope.see_notices(&bed.user).await.unwrap().said.is_empty());
}

async fn without_a_mail_server_nothing_waits(bed: &Bed) {
    let post = Post::of(bed).await;
    bed.connect("INVALID").await;
    bed.work().await;
    bed.clock.advance(hours(2));
    let nobody = Postman::new(bed.engine.clone(), Arc::new(Plain), None, None, CancellationToken::new());
    assert_eq!(nobody.run_due().await.unwrap(), 1);
    assert!(post.pass(bed, hours(48)).await.is_empty(), "no flood when one is set up");
    assert_eq!(open(bed).await.len(), 1);
}

async fn who_is_asked_is_told_only_when_the_question_is_over(bed: &Bed) {
    let post = Post::of(bed).await;
    let member = bed.connect("challenge").await;
    bed.work().await;
    assert_eq!((bed.status(&member).await, open(bed).await.len()), (Status::Challenged, 0), "they are there");
    bed.clock.advance(SignedDuration::from_mins(6));
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Expired);
    assert_eq!(open(bed).await, [Reason::MfaTimeout]);
    assert_eq!(post.pass(bed, hours(2)).await, ["trouble mfa_timeout"]);
    // Nobody is there when the bank asks: they are told at once.
    let night = connected(bed, "bob").await;
    bed.set_condition("first_harbor", "bob", Some("challenge")).await;
    // In steps that end before the bank's question does.
    while bed.status(&night).await == Status::Connected {
        bed.pass(SignedDuration::from_mins(20)).await;
    }
    assert_eq!(post.sent(bed).await.len(), 2);
    assert_eq!(bed.challenges(&night).await.len(), 1, "while the question is open");
}
