//! To the bank's own page and back: people who allow, decline, mistype, get lost, come late or twice.

use crate::bed::{Bed, new_member, work};
use crate::browser::Browser;
use crate::person::Doing;
use connectors::Secret;
use domain::member::Status;
use domain::reason::Reason;
use domain::run::RunKind;
use engine::records::Member;
use engine::runs::Scheduler;
use engine::{Decision, Error, Name, Settings};
use jiff::SignedDuration;
use std::sync::Arc;
use std::time::Duration;
use store::{Dies, Fuse};
use tokio_util::sync::CancellationToken;

on_both! {
    a_person_goes_to_the_bank_and_is_connected
    only_what_was_shared_is_read
    each_trouble_at_the_bank_s_page_is_known
    a_refresh_needs_nobody
    a_lost_consent_is_given_again
    a_failed_visit_ends_no_good_consent
    the_hour_waits_for_the_exchange
    nobody_comes_back_twice
    a_visit_has_its_time
    who_is_away_may_be_paused_or_closed
    another_browser_is_told_apart
    a_login_does_not_replace_the_page
    a_bank_that_is_down_shows_no_page
    a_return_ends_what_was_under_way
    nothing_is_read_before_it_is_asked_for
}

const CODE: &str = "mx_bank_oauth";

/// A new member that waits for its person.
async fn pending(bed: &Bed) -> Member {
    let mut new = new_member(&bed.engine, CODE, "", "").await;
    new.is_oauth = true;
    bed.scope().create_member(&bed.user, new, None).await.unwrap()
}

async fn connected(bed: &Bed, login: &str, password: &str) -> Member {
    let member = pending(bed).await;
    let visited = Browser::new("b").visit(bed, &member, Doing::all(login, password)).await;
    assert_eq!(visited.problem, None);
    bed.work().await;
    let member = bed.member(&member).await;
    assert_eq!(seen(&member), (Status::Connected, Some(Reason::Ok)));
    member
}

fn seen(member: &Member) -> (Status, Option<Reason>) {
    (member.state.status, member.state.reason)
}

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

async fn a_person_goes_to_the_bank_and_is_connected(bed: &Bed) {
    let member = pending(bed).await;
    assert_eq!(seen(&member), (Status::Pending, Some(Reason::OauthPending)));
    assert!(member.is_oauth && !member.state.is_being_aggregated && !member.state.holds_credentials);
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Pending, "nothing happens without the person");
    assert!(matches!(bed.start(&member, RunKind::Aggregate).await, Err(Error::Impossible { .. })));

    let visited = Browser::new("b").visit(bed, &member, Doing::all("ann", "challenge")).await;
    assert_eq!((visited.problem, visited.member.state.status), (None, Status::Pending));
    assert!(visited.member.state.is_being_aggregated, "the code is being exchanged");
    bed.work().await;
    let after = bed.member(&member).await;
    assert_eq!(seen(&after), (Status::Connected, Some(Reason::Ok)));
    assert!(!after.state.is_being_aggregated && after.state.credentials_proven);
    assert!(after.state.processed.is_authenticated && after.next_run_at.is_some());
    assert!(bed.accounts(&member).await.len() > 1 && bed.transactions(&member).await.len() > 20);
    let events = bed.engine.store().of(bed.client).latest_facts_of(bed.user.guid, member.guid, 20).await;
    let events: Vec<String> = events.unwrap().into_iter().map(|event| event.fact.unwrap().event).collect();
    assert_eq!(events, ["created_oauth", "oauth_started", "oauth_succeeded", "aggregation_succeeded"]);
}

async fn only_what_was_shared_is_read(bed: &Bed) {
    let member = pending(bed).await;
    let doing = Doing { accounts: 2, ..Doing::all("ann", "fine") };
    Browser::new("b").visit(bed, &member, doing).await;
    bed.work().await;
    assert_eq!(bed.accounts(&member).await.len(), 2);
    // More is shared by another visit; what is known stays.
    let before: Vec<_> = bed.accounts(&member).await.iter().map(|account| account.guid).collect();
    Browser::new("b").visit(bed, &member, Doing::all("ann", "fine")).await;
    bed.work().await;
    let after: Vec<_> = bed.accounts(&member).await.iter().map(|account| account.guid).collect();
    assert!(after.len() > 2 && before.iter().all(|guid| after.contains(guid)));
}

/// What the reasons' table calls for: each is made at the bank.
async fn each_trouble_at_the_bank_s_page_is_known(bed: &Bed) {
    let deny = Doing { allows: false, ..Doing::all("ann", "fine") };
    for (doing, reason) in [
        (deny, Reason::OauthCancelled),
        (Doing::all("ann", "INVALID"), Reason::OauthLoginFailed),
        (Doing::all("lou", "LOCKED"), Reason::OauthLoginFailed),
        (Doing::all("sam", "SERVER_ERROR"), Reason::OauthTechnical),
        (Doing::all("una", "UNAVAILABLE"), Reason::OauthTechnical),
        (Doing::all("liv", "LOST"), Reason::OauthTechnical),
        (Doing::all("ted", "TERMS_NOT_ACCEPTED"), Reason::TermsRequired),
        (Doing::all("ivy", "E_7731"), Reason::OauthTechnical),
    ] {
        let member = pending(bed).await;
        assert_eq!(seen(&member), (Status::Pending, Some(Reason::OauthPending)));
        let visited = Browser::new("b").visit(bed, &member, doing).await;
        assert_eq!(visited.problem, Some(reason), "{doing:?}");
        let after = bed.member(&member).await;
        assert_eq!(seen(&after), (Status::Pending, Some(reason)), "{doing:?}");
        assert!(!after.state.is_being_aggregated && after.due_at.is_some(), "the hour runs");
        // The same member may be used again within its hour.
        Browser::new("b").visit(bed, &member, Doing::all("ann", "fine")).await;
        bed.work().await;
        assert_eq!(seen(&bed.member(&member).await), (Status::Connected, Some(Reason::Ok)), "{doing:?}");
    }
    // The exchange itself is refused.
    let member = pending(bed).await;
    let visited = Browser::new("b").visit(bed, &member, Doing::all("ann", "CODE_REFUSED")).await;
    assert_eq!(visited.problem, None);
    bed.work().await;
    let after = bed.member(&member).await;
    assert_eq!(seen(&after), (Status::Pending, Some(Reason::OauthTechnical)));
    assert!(!after.state.is_being_aggregated);
    let run = bed.scope().latest_run(&after).await.unwrap().unwrap();
    assert_eq!(run.source_code.as_deref(), Some("invalid_grant"));
    assert!(run.session_sealed.is_none() && run.answers_sealed.is_none(), "nothing secret is left");
}

async fn a_refresh_needs_nobody(bed: &Bed) {
    let member = connected(bed, "ann", "fine").await;
    let first = member.state.successfully_aggregated_at;
    bed.pass(hours(30)).await;
    let after = bed.member(&member).await;
    assert_eq!(seen(&after), (Status::Connected, Some(Reason::Ok)));
    assert!(after.state.successfully_aggregated_at > first);
    let counts = bed.bank_counts(CODE, "ann").await;
    assert_eq!(counts["passwords_received"], 1, "the person typed it at the bank, once");
}

async fn a_lost_consent_is_given_again(bed: &Bed) {
    for (condition, reason) in
        [("consent_revoked", Reason::ConsentRevoked), ("consent_expired", Reason::ConsentExpired)]
    {
        let member = connected(bed, condition, "fine").await;
        let accounts = bed.accounts(&member).await.len();
        bed.set_condition(CODE, condition, Some(condition)).await;
        bed.clock.advance(hours(4));
        let lost = bed.refresh(&member).await;
        assert_eq!(seen(&lost), (Status::Impaired, Some(reason)));
        assert!(matches!(bed.start(&member, RunKind::Aggregate).await, Err(Error::Impossible { .. })));
        bed.set_condition(CODE, condition, None).await;
        let first = bed.diagnose(&member).await.diagnosis.advice[0].remedy;
        assert_eq!(first, domain::reason::Remedy::OauthAgain);
        Browser::new("b").visit(bed, &member, Doing::all(condition, "fine")).await;
        bed.work().await;
        assert_eq!(seen(&bed.member(&member).await), (Status::Connected, Some(Reason::Ok)), "{condition}");
        assert_eq!(bed.accounts(&member).await.len(), accounts, "the same accounts, each once");
    }
}

async fn a_failed_visit_ends_no_good_consent(bed: &Bed) {
    let member = connected(bed, "ann", "fine").await;
    let deny = Doing { allows: false, ..Doing::all("ann", "fine") };
    for (doing, reason) in [
        (Doing::all("ann", "INVALID"), Reason::OauthLoginFailed),
        (deny, Reason::OauthCancelled),
        (Doing::all("ann", "CODE_REFUSED"), Reason::OauthTechnical),
    ] {
        Browser::new("b").visit(bed, &member, doing).await;
        bed.work().await;
        assert_eq!(seen(&bed.member(&member).await), (Status::Connected, Some(reason)), "{doing:?}");
    }
    bed.clock.advance(hours(4));
    let after = bed.refresh(&member).await;
    assert_eq!(seen(&after), (Status::Connected, Some(Reason::Ok)), "the consent that was held still works");
}

async fn the_hour_waits_for_the_exchange(bed: &Bed) {
    let (away, back) = (pending(bed).await, pending(bed).await);
    let browser = Browser::new("b");
    let url = browser.leave(bed, &away).await.unwrap();
    let late = browser.at_the_bank(bed, &url, Doing::all("ann", "fine")).await;
    let late_visit = browser.comeback(bed, &late).await.unwrap();
    browser.visit(bed, &back, Doing::all("ben", "fine")).await;
    // The exchange takes its time; time alone does not delete who has come back.
    bed.clock.advance(SignedDuration::from_mins(61));
    Scheduler::new(bed.engine.clone(), CancellationToken::new()).run_due().await;
    let name = Name::Guid(away.guid);
    assert!(matches!(bed.scope().member(&bed.user, &name).await, Err(Error::NotFound(_))));
    assert!(bed.scope().has_expired(bed.user.guid, away.guid).await.unwrap());
    assert!(bed.member(&back).await.state.is_being_aggregated);
    let gone = bed.scope().come_back(&late_visit, &late).await;
    assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
    assert!(browser.comeback(bed, &late).await.is_none());
}

async fn nobody_comes_back_twice(bed: &Bed) {
    let member = pending(bed).await;
    let browser = Browser::new("b");
    let url = browser.leave(bed, &member).await.unwrap();
    let other = browser.leave(bed, &member).await.unwrap();
    assert_ne!(url, other);
    let query = browser.at_the_bank(bed, &url, Doing::all("ann", "fine")).await;
    let (first, second) =
        (browser.comeback(bed, &query).await.unwrap(), browser.comeback(bed, &query).await.unwrap());
    bed.scope().come_back(&first, &query).await.unwrap();
    let again = bed.scope().come_back(&second, &query).await;
    assert!(matches!(again, Err(Error::NotFound("visit"))), "{again:?}");
    assert!(browser.comeback(bed, &query).await.is_none());
    // The other tab's visit is over too: one consent was brought, and counts.
    let late = browser.at_the_bank(bed, &other, Doing::all("ann", "fine")).await;
    assert!(browser.comeback(bed, &late).await.is_none());
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}

async fn a_visit_has_its_time(bed: &Bed) {
    let member = pending(bed).await;
    let browser = Browser::new("b");
    let url = browser.leave(bed, &member).await.unwrap();
    let query = browser.at_the_bank(bed, &url, Doing::all("ann", "fine")).await;
    bed.operational.advance(SignedDuration::from_mins(31));
    assert!(browser.comeback(bed, &query).await.is_none());
    for odd in ["", "state=", "code=x&state=never-seen", "%ff%fe", &"x".repeat(20_000)] {
        assert!(bed.engine.comeback(&Secret::new(odd), None).await.unwrap().is_none(), "{odd:.20}");
    }
}

async fn who_is_away_may_be_paused_or_closed(bed: &Bed) {
    for (decision, status) in [(Decision::Pause, Status::Disabled), (Decision::Close, Status::Closed)] {
        let member = connected(bed, status.name().unwrap(), "fine").await;
        let browser = Browser::new("b");
        let url = browser.leave(bed, &member).await.unwrap();
        let query = browser.at_the_bank(bed, &url, Doing::all(status.name().unwrap(), "fine")).await;
        let comeback = browser.comeback(bed, &query).await.unwrap();
        bed.decide(&member, decision).await.unwrap();
        assert!(bed.scope().come_back(&comeback, &query).await.is_err());
        bed.work().await;
        assert_eq!(bed.status(&member).await, status);
        assert!(matches!(browser.leave(bed, &member).await, Err(Error::Impossible { .. })));
    }
}

async fn another_browser_is_told_apart(bed: &Bed) {
    let member = pending(bed).await;
    let browser = Browser::new("mine");
    let url = browser.leave(bed, &member).await.unwrap();
    let query = browser.at_the_bank(bed, &url, Doing::all("ann", "fine")).await;
    assert!(browser.comeback(bed, &query).await.unwrap().is_same_browser);
    let theirs = Browser::new("theirs").comeback(bed, &query).await.unwrap();
    assert!(!theirs.is_same_browser);
    assert_eq!((theirs.client(), theirs.user(), theirs.member()), (bed.client, bed.user.guid, member.guid));
    assert!(!bed.engine.comeback(&query, None).await.unwrap().unwrap().is_same_browser);
    // A browser that left and comes back with a state of nobody's has got lost.
    let lost = browser.comeback(bed, &Secret::new("code=x&state=y")).await.unwrap();
    assert_eq!(lost.member(), member.guid);
    assert!(Browser::new("theirs").comeback(bed, &Secret::new("code=x&state=y")).await.is_none());
}

async fn a_login_does_not_replace_the_page(bed: &Bed) {
    let new = new_member(&bed.engine, "mxbank", "ann", "fine").await;
    let wrong = engine::NewMember { is_oauth: true, ..new.clone() };
    let refused = bed.scope().create_member(&bed.user, wrong, None).await;
    assert!(
        matches!(&refused, Err(Error::Invalid { field, .. }) if field == "member.is_oauth"),
        "{refused:?}"
    );
    let at_page = engine::NewMember { institution: Name::Id(CODE.to_owned()), ..new };
    let refused = bed.scope().create_member(&bed.user, at_page, None).await;
    assert!(
        matches!(&refused, Err(Error::Invalid { field, .. }) if field == "member.credentials"),
        "{refused:?}"
    );
    let with_login = bed.connect("fine").await;
    assert!(matches!(Browser::new("b").leave(bed, &with_login).await, Err(Error::Impossible { .. })));
    let member = connected(bed, "ann", "fine").await;
    let refused = bed.update(&member, "ann", "fine").await;
    assert!(matches!(refused, Err(Error::Invalid { .. })), "{refused:?}");
    // Without is_oauth and credentials it waits for its consent all the same.
    let imported = new_member(&bed.engine, CODE, "", "").await;
    let imported = bed.scope().create_member(&bed.user, imported, None).await.unwrap();
    assert_eq!((imported.state.status, imported.is_oauth), (Status::Imported, true));
    Browser::new("b").visit(bed, &imported, Doing::all("ida", "fine")).await;
    bed.work().await;
    assert_eq!(bed.status(&imported).await, Status::Connected);
}

async fn a_bank_that_is_down_shows_no_page(bed: &Bed) {
    let member = pending(bed).await;
    bed.set_bank(CODE, "down", 0).await;
    let refused = Browser::new("b").leave(bed, &member).await;
    assert!(matches!(refused, Err(Error::Unreachable(Reason::InstitutionDown))), "{refused:?}");
    assert_eq!(bed.status(&member).await, Status::Pending);
    bed.set_bank(CODE, "open", 0).await;
    assert!(Browser::new("b").leave(bed, &member).await.is_ok());
}

/// A person waits: a bank that does not say in time where its page is has none now.
#[test]
fn a_bank_that_is_slow_shows_no_page() {
    let settings = Settings { way_max: Duration::from_millis(20), ..Settings::default() };
    crate::bed::on_sqlite(settings, &async |bed: &Bed| {
        let member = pending(bed).await;
        bed.set_bank(CODE, "open", 10_000).await;
        let refused = Browser::new("b").leave(bed, &member).await;
        assert!(matches!(refused, Err(Error::Unreachable(Reason::InstitutionNotResponding))), "{refused:?}");
        assert_eq!(bed.member(&member).await.version, member.version);
    });
}

async fn a_return_ends_what_was_under_way(bed: &Bed) {
    let member = connected(bed, "ann", "fine").await;
    bed.clock.advance(hours(4));
    bed.start(&member, RunKind::Aggregate).await.unwrap();
    let old = bed.scope().latest_run(&member).await.unwrap().unwrap();
    bed.clock.advance(SignedDuration::from_secs(1));
    Browser::new("b").visit(bed, &member, Doing::all("ann", "fine")).await;
    let new = bed.scope().latest_run(&member).await.unwrap().unwrap();
    assert_ne!(old.guid, new.guid);
    assert!(new.generation > old.generation);
    bed.work().await;
    assert_eq!(seen(&bed.member(&member).await), (Status::Connected, Some(Reason::Ok)));
}

async fn nothing_is_read_before_it_is_asked_for(bed: &Bed) {
    let member = pending(bed).await;
    let visited = Browser::that_reads_nothing("b").visit(bed, &member, Doing::all("ann", "fine")).await;
    assert_eq!(visited.problem, None);
    bed.work().await;
    let after = bed.member(&member).await;
    assert_eq!(seen(&after), (Status::Connected, Some(Reason::Ok)));
    assert!(!after.state.is_being_aggregated && after.state.credentials_proven);
    assert!(after.state.processed.is_authenticated && after.state.successfully_aggregated_at.is_none());
    assert_eq!((after.next_run_at, after.due_at), (None, None), "nobody reads it by itself");
    assert!(bed.accounts(&member).await.is_empty());
    bed.pass(hours(72)).await;
    assert!(bed.accounts(&member).await.is_empty());
    assert_eq!(seen(&bed.member(&member).await), (Status::Connected, Some(Reason::Ok)));
    // Asked for, it is read, and goes on as any other.
    let read = bed.refresh(&member).await;
    assert_eq!(seen(&read), (Status::Connected, Some(Reason::Ok)));
    assert!(!bed.accounts(&member).await.is_empty() && read.next_run_at.is_some());
    // A consent that is given again that way leaves the data and what is planned.
    Browser::that_reads_nothing("b").visit(bed, &member, Doing::all("ann", "fine")).await;
    bed.work().await;
    let again = bed.member(&member).await;
    assert_eq!(seen(&again), (Status::Connected, Some(Reason::Ok)));
    assert_eq!(again.state.successfully_aggregated_at, read.state.successfully_aggregated_at);
    assert!(again.next_run_at.is_some() && !again.state.is_being_aggregated);
    // What goes wrong is told as ever.
    let member = pending(bed).await;
    Browser::that_reads_nothing("b").visit(bed, &member, Doing::all("ann", "CODE_REFUSED")).await;
    bed.work().await;
    assert_eq!(seen(&bed.member(&member).await), (Status::Pending, Some(Reason::OauthTechnical)));
}

/// The store dies at the n-th commit of an exchange: the code is sent at most once, and the person can go again.
#[test]
fn sqlite_any_commit_of_an_exchange_may_be_the_last() {
    crate::bed::on_sqlite(Settings::default(), &any_commit_may_be_the_last);
}

#[test]
fn postgres_any_commit_of_an_exchange_may_be_the_last() {
    crate::bed::on_postgres(Settings::default(), &any_commit_may_be_the_last);
}

async fn any_commit_may_be_the_last(bed: &Bed) {
    for dies in [Dies::Before, Dies::After] {
        for commits in 0.. {
            let case = format!("{dies:?} commit {commits}");
            let member = pending(bed).await;
            let fuse = Arc::new(Fuse::new(commits, dies));
            let dying = bed.beside(Some(fuse.clone())).await;
            Browser::new("b").visit(bed, &member, Doing::all("ann", "fine")).await;
            work(&dying).await;
            bed.operational.advance(SignedDuration::from_mins(1));
            bed.clock.advance(SignedDuration::from_secs(1));
            bed.work().await;
            let after = bed.member(&member).await;
            assert!(!after.state.is_being_aggregated, "{case}");
            if after.state.status != Status::Connected {
                assert_eq!(seen(&after), (Status::Pending, Some(Reason::OauthTechnical)), "{case}");
                Browser::new("b").visit(bed, &member, Doing::all("ann", "fine")).await;
                bed.work().await;
                assert_eq!(bed.status(&member).await, Status::Connected, "{case}");
            }
            bed.scope().delete_member(&bed.user, &Name::Guid(member.guid)).await.unwrap();
            if !fuse.is_burnt() {
                assert!(commits > 3, "only {commits} commits were cut");
                break;
            }
        }
    }
}
