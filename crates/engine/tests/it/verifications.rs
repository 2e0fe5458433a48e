//! Verifications on the simulated bank: they complete, pause with each of the eleven codes for a real cause, and go on by themselves.

use crate::bed::{ALL, Bed, new_member};
use crate::webhooks::Plain;
use domain::id::AccountGuid;
use domain::run::RunKind;
use domain::verification::VerificationState as State;
use engine::records::{Member, User, Verification, WantedAccounts};
use engine::{Clerk, Error, NewVerification, OrderedFor, ReportType, VerificationEdits};
use jiff::SignedDuration;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

on_both! {
    a_live_connection_is_verified
    an_open_question_is_processing
    the_person_chooses_the_accounts
    account_closed
    account_not_found
    generic_error
    institution_not_supported
    invalid_credentials
    mfa_issue_encountered
    one_time_passcode_issue
    report_generation_failed
    temporary_connection_issue
    token_invalid_or_expired
    user_action_required_at_institution
    it_is_changed_cancelled_and_refreshed
    what_cannot_be_is_refused_by_field
    a_deleted_connection_is_pending_again
    by_a_link_the_bank_is_read_once
    a_link_opens_while_something_can_be_done
    only_accounts_of_its_connections_can_be_chosen
}

const BANK: &str = "mxbank";

/// Carries on whatever is due, of verifications and of jobs.
async fn go(bed: &Bed) {
    let clerk = Clerk::new(bed.engine.clone(), Arc::new(Plain), CancellationToken::new());
    loop {
        let looked = clerk.run_due().await.unwrap();
        if bed.work().await == 0 && looked == 0 {
            return;
        }
    }
}

async fn order(bed: &Bed, member: &Member, wanted: WantedAccounts) -> Verification {
    let new = NewVerification {
        ordered_for: OrderedFor::User(engine::Name::Guid(bed.user.guid)),
        report_type: ReportType::Assets,
        months: None,
        institution: None,
        members: vec![member.guid],
        wanted,
    };
    bed.scope().create_verification(new, None).await.unwrap().0
}

async fn read(bed: &Bed, one: &Verification) -> Verification {
    bed.scope().verification(one.guid).await.unwrap()
}

/// What the verification is paused for.
async fn codes(bed: &Bed, one: &Verification) -> (State, Vec<&'static str>) {
    let one = read(bed, one).await;
    (one.state, one.flaws.iter().map(|flaw| flaw.error.name()).collect())
}

async fn linked(bed: &Bed, login: &str) -> Member {
    let member = bed.connect_at(BANK, login, "plain").await.unwrap();
    bed.work().await;
    member
}

/// Meets the condition at the next job; then the verification that is ordered pauses with the code, and goes on once it is over.
async fn pauses(bed: &Bed, condition: &str, code: &'static str) {
    let login = condition;
    let member = linked(bed, login).await;
    bed.clock.advance(SignedDuration::from_hours(4));
    bed.set_condition(BANK, login, Some(condition)).await;
    let one = order(bed, &member, WantedAccounts::All).await;
    go(bed).await;
    assert_eq!(codes(bed, &one).await, (State::Paused, vec![code]), "{condition}");
    bed.set_condition(BANK, login, None).await;
    // Whoever can heal it does: the person with a new login or at the bank, or the hub by itself.
    let state = bed.member(&member).await.state;
    if state.needs_updated_credentials() {
        bed.update(&member, login, "plain").await.unwrap();
    } else if bed.start(&member, RunKind::Aggregate).await.is_err() {
        bed.pass(SignedDuration::from_hours(26)).await;
    }
    bed.work().await;
    go(bed).await;
    assert_eq!(codes(bed, &one).await, (State::Completed, Vec::new()), "{condition} is over");
    bed.scope().delete_member(&bed.user, &engine::Name::Guid(member.guid)).await.unwrap();
}

async fn a_live_connection_is_verified(bed: &Bed) {
    let member = linked(bed, "ann").await;
    let one = order(bed, &member, WantedAccounts::All).await;
    assert_eq!((one.state, one.months), (State::Pending, 12));
    go(bed).await;
    assert_eq!(codes(bed, &one).await, (State::Completed, Vec::new()));
    let head = bed.scope().report_head(&one).await.unwrap().unwrap();
    let report = bed.scope().report(&one).await.unwrap();
    let text = String::from_utf8_lossy(&report);
    assert_eq!(head.content_hash.len(), 64);
    for account in bed.accounts(&member).await {
        assert!(text.contains(&account.guid.to_string()), "{}", account.facts.name);
    }
    assert!(text.contains("****"), "numbers are masked");
    let numbers = bed.scope().account_numbers(&bed.user, engine::records::Of::Member(member.guid), ALL).await;
    let numbers = numbers.unwrap().items;
    assert!(!numbers.is_empty(), "they were read for the report");
    for number in numbers.iter().filter_map(|one| one.numbers.account_number.as_deref()) {
        assert!(!text.contains(number), "a full number stands in the report");
    }
    // The job that read it goes back two years.
    let transactions = bed.transactions(&member).await;
    let oldest = transactions.iter().map(|one| one.facts.date).min().unwrap();
    assert!(
        oldest
            < bed
                .clock_now()
                .to_zoned(jiff::tz::TimeZone::UTC)
                .date()
                .saturating_sub(jiff::ToSpan::months(12))
    );
}

async fn an_open_question_is_processing(bed: &Bed) {
    let member = bed.connect_at(BANK, "ann", "challenge").await.unwrap();
    let one = order(bed, &member, WantedAccounts::All).await;
    go(bed).await;
    assert_eq!(codes(bed, &one).await, (State::Processing, Vec::new()), "the bank asks");
    bed.answer(&member, "correct").await.unwrap();
    go(bed).await;
    // The job that reads two years asks once more.
    while !bed.challenges(&member).await.is_empty() {
        assert_eq!(codes(bed, &one).await, (State::Processing, Vec::new()));
        bed.answer(&member, "correct").await.unwrap();
        go(bed).await;
    }
    assert_eq!(codes(bed, &one).await, (State::Completed, Vec::new()));
}

async fn the_person_chooses_the_accounts(bed: &Bed) {
    let member = linked(bed, "ann").await;
    let one = order(bed, &member, WantedAccounts::Chosen(None)).await;
    go(bed).await;
    assert_eq!(codes(bed, &one).await, (State::Processing, Vec::new()), "they have yet to choose");
    let accounts: Vec<AccountGuid> = bed.accounts(&member).await.iter().map(|one| one.guid).collect();
    bed.scope().choose_accounts(one.guid, accounts[..2].to_vec()).await.unwrap();
    go(bed).await;
    assert_eq!(codes(bed, &one).await.0, State::Completed);
    let report = bed.scope().report(&one).await.unwrap();
    let text = String::from_utf8_lossy(&report);
    assert!(text.contains(&accounts[0].to_string()) && !text.contains(&accounts[5].to_string()));
}

async fn account_closed(bed: &Bed) {
    account(bed, "account_closed", "account_closed").await;
}

async fn account_not_found(bed: &Bed) {
    account(bed, "account_gone", "account_not_found").await;
    pauses(bed, "no_accounts", "account_not_found").await;
}

/// Something is wrong with an account that is verified; one that is not verified stands in nobody's way.
async fn account(bed: &Bed, condition: &str, code: &'static str) {
    let member = linked(bed, condition).await;
    bed.clock.advance(SignedDuration::from_hours(4));
    bed.set_condition(BANK, condition, Some(condition)).await;
    bed.refresh(&member).await;
    let accounts = bed.accounts(&member).await;
    let is_troubled = |one: &&engine::records::Account| {
        one.trouble.is_some() || one.facts.is_closed || one.absent_since.is_some()
    };
    let troubled = accounts.iter().find(is_troubled).unwrap_or_else(|| panic!("{condition}: {accounts:#?}"));
    let well = accounts.iter().find(|one| !is_troubled(one)).unwrap();
    let on_troubled = order(bed, &member, WantedAccounts::These(vec![troubled.guid])).await;
    let on_well = order(bed, &member, WantedAccounts::These(vec![well.guid])).await;
    go(bed).await;
    assert_eq!(codes(bed, &on_troubled).await, (State::Paused, vec![code]));
    assert_eq!(codes(bed, &on_well).await, (State::Completed, Vec::new()));
    bed.set_condition(BANK, condition, None).await;
    bed.clock.advance(SignedDuration::from_hours(4));
    bed.refresh(&member).await;
    go(bed).await;
    assert_eq!(codes(bed, &on_troubled).await, (State::Completed, Vec::new()), "the account is back");
}

async fn generic_error(bed: &Bed) {
    pauses(bed, "server_error", "generic_error").await;
}

async fn institution_not_supported(bed: &Bed) {
    pauses(bed, "customer_kind_unsupported", "institution_not_supported").await;
}

async fn invalid_credentials(bed: &Bed) {
    pauses(bed, "wrong_credentials", "invalid_credentials").await;
}

async fn mfa_issue_encountered(bed: &Bed) {
    pauses(bed, "session_expired", "mfa_issue_encountered").await;
    // A question that nobody answers in time, too.
    let member = bed.connect_at(BANK, "bob", "challenge").await.unwrap();
    let one = order(bed, &member, WantedAccounts::All).await;
    go(bed).await;
    bed.clock.advance(SignedDuration::from_hours(1));
    go(bed).await;
    assert_eq!(codes(bed, &one).await, (State::Paused, vec!["mfa_issue_encountered"]));
}

async fn one_time_passcode_issue(bed: &Bed) {
    pauses(bed, "code_not_delivered", "one_time_passcode_issue").await;
}

async fn report_generation_failed(bed: &Bed) {
    let member = bed.connect_at(BANK, "ann", "REPORT_FAILED").await.unwrap();
    bed.work().await;
    let one = order(bed, &member, WantedAccounts::All).await;
    go(bed).await;
    assert_eq!(codes(bed, &one).await, (State::Paused, vec!["report_generation_failed"]));
}

async fn temporary_connection_issue(bed: &Bed) {
    pauses(bed, "unavailable", "temporary_connection_issue").await;
}

async fn token_invalid_or_expired(bed: &Bed) {
    pauses(bed, "consent_expired", "token_invalid_or_expired").await;
}

async fn user_action_required_at_institution(bed: &Bed) {
    pauses(bed, "terms_not_accepted", "user_action_required_at_institution").await;
}

async fn it_is_changed_cancelled_and_refreshed(bed: &Bed) {
    let member = linked(bed, "ann").await;
    let one = order(bed, &member, WantedAccounts::Chosen(None)).await;
    go(bed).await;
    let edits = VerificationEdits {
        wanted: Some(WantedAccounts::All),
        months: Some(3),
        ..VerificationEdits::default()
    };
    bed.scope().update_verification(one.guid, &edits).await.unwrap();
    go(bed).await;
    assert_eq!(codes(bed, &one).await.0, State::Completed);
    for refused in [
        bed.scope().update_verification(one.guid, &edits).await,
        bed.scope().cancel_verification(one.guid).await,
    ] {
        assert!(matches!(refused, Err(Error::Impossible { .. })), "{refused:?}");
    }
    let (again, _) = bed.scope().refresh_verification(one.guid, None).await.unwrap();
    assert_eq!(again.months, 3);
    let (other, _) = bed.scope().refresh_verification(one.guid, None).await.unwrap();
    assert_eq!(bed.scope().cancel_verification(other.guid).await.unwrap().state, State::Cancelled);
    go(bed).await;
    assert_eq!(
        (codes(bed, &again).await.0, codes(bed, &other).await.0),
        (State::Completed, State::Cancelled)
    );
    let cancelled = bed.scope().cancel_verification(other.guid).await.unwrap();
    assert_eq!(cancelled.state, State::Cancelled, "twice is once");
}

async fn what_cannot_be_is_refused_by_field(bed: &Bed) {
    let member = linked(bed, "ann").await;
    let good = NewVerification {
        ordered_for: OrderedFor::User(engine::Name::Guid(bed.user.guid)),
        report_type: ReportType::Assets,
        months: None,
        institution: None,
        members: vec![member.guid],
        wanted: WantedAccounts::All,
    };
    let gone = bed.scope().create_user(engine::NewUser::default(), None).await.unwrap();
    bed.scope().delete_user(&engine::Name::Guid(gone.guid)).await.unwrap();
    let nothing = [0; 16];
    for (new, expected) in [
        (
            NewVerification { ordered_for: OrderedFor::User(engine::Name::Guid(gone.guid)), ..good.clone() },
            "user_guid",
        ),
        (NewVerification { months: Some(0), ..good.clone() }, "report.configuration.months"),
        (NewVerification { months: Some(25), ..good.clone() }, "report.configuration.months"),
        (
            NewVerification { members: vec![domain::id::Guid::from_digest(nothing)], ..good.clone() },
            "member_guids[0]",
        ),
        (
            NewVerification {
                wanted: WantedAccounts::These(vec![domain::id::Guid::from_digest(nothing)]),
                ..good.clone()
            },
            "account_guids[0]",
        ),
        (NewVerification { wanted: WantedAccounts::These(Vec::new()), ..good.clone() }, "account_guids"),
        (
            NewVerification {
                institution: Some(engine::Name::Id("no_such_bank".to_owned())),
                ..good.clone()
            },
            "institution_code",
        ),
        (NewVerification { ordered_for: OrderedFor::Link, ..good }, "user_guid"),
    ] {
        match bed.scope().create_verification(new, None).await {
            Err(Error::Invalid { field, .. }) => assert_eq!(field, expected),
            other => panic!("{expected}: {other:?}"),
        }
    }
    let filter = engine::records::VerificationFilter::default();
    assert_eq!(bed.scope().verifications(filter, ALL).await.unwrap().total, 0, "nothing is stored");
}

async fn a_deleted_connection_is_pending_again(bed: &Bed) {
    let member = linked(bed, "ann").await;
    let one = order(bed, &member, WantedAccounts::Chosen(None)).await;
    go(bed).await;
    bed.scope().delete_member(&bed.user, &engine::Name::Guid(member.guid)).await.unwrap();
    go(bed).await;
    assert_eq!(codes(bed, &one).await, (State::Pending, Vec::new()));
    let other = linked(bed, "bob").await;
    bed.scope().connect_for_verification(one.guid, other.guid).await.unwrap();
    go(bed).await;
    let accounts: Vec<AccountGuid> = bed.accounts(&other).await.iter().map(|one| one.guid).collect();
    bed.scope().choose_accounts(one.guid, accounts).await.unwrap();
    go(bed).await;
    assert_eq!(codes(bed, &one).await.0, State::Completed);
}

/// A verification for whoever opens the link, with its token and user.
async fn order_by_link(bed: &Bed, wanted: WantedAccounts) -> (Verification, String, User) {
    let new = NewVerification {
        ordered_for: OrderedFor::Link,
        report_type: ReportType::Assets,
        months: None,
        institution: None,
        members: Vec::new(),
        wanted,
    };
    let (one, token) = bed.scope().create_verification(new, None).await.unwrap();
    let user = bed.scope().user(&engine::Name::Guid(one.user)).await.unwrap();
    (one, token.unwrap(), user)
}

/// The person opens the link and connects; as the pages do.
async fn connect_by_link(bed: &Bed, one: &Verification, token: &str, user: &User, password: &str) -> Member {
    let link = bed.engine.verification_link(token).await.unwrap().unwrap();
    assert_eq!((link.verification.guid, link.app.as_str()), (one.guid, "Budget app"));
    let opened = bed.engine.open_verification_link(&link, None).await.unwrap();
    let session = bed.engine.page_session(&opened.token, true).await.unwrap().unwrap();
    let visit = session.options.verification.as_ref().unwrap();
    assert_eq!((visit.guid, session.options.begins_apart()), (one.guid, true));
    let mut new = new_member(&bed.engine, BANK, "ann", password).await;
    new.skip_aggregation = true;
    let member = bed.scope().create_member(user, new, None).await.unwrap();
    bed.scope().connect_for_verification(one.guid, member.guid).await.unwrap();
    member
}

async fn by_a_link_the_bank_is_read_once(bed: &Bed) {
    let (one, token, user) = order_by_link(bed, WantedAccounts::All).await;
    go(bed).await;
    assert_eq!(codes(bed, &one).await.0, State::Pending);
    let member = connect_by_link(bed, &one, &token, &user, "plain").await;
    let first = bed.scope().latest_run(&member).await.unwrap().unwrap();
    go(bed).await;
    assert_eq!(codes(bed, &one).await, (State::Completed, Vec::new()));
    let last = bed.scope().latest_run(&member).await.unwrap().unwrap();
    assert_eq!(first.guid, last.guid, "everything was read at once, and nothing twice");
    let link = bed.engine.verification_link(&token).await.unwrap();
    assert_eq!(link.unwrap().verification.state, State::Completed, "the report is read there");
}

async fn a_link_opens_while_something_can_be_done(bed: &Bed) {
    let (one, token, user) = order_by_link(bed, WantedAccounts::All).await;
    for bad in ["", "x", &"A".repeat(43), &token.to_lowercase()] {
        assert!(bed.engine.verification_link(bad).await.unwrap().is_none(), "{bad}");
    }
    // Paused, it opens again, as often as is needed.
    connect_by_link(bed, &one, &token, &user, "INVALID").await;
    go(bed).await;
    assert_eq!(codes(bed, &one).await, (State::Paused, vec!["invalid_credentials"]));
    assert!(bed.engine.verification_link(&token).await.unwrap().is_some());
    // A new one takes its place.
    let (_, newer) = bed.scope().renew_verification_link(one.guid).await.unwrap();
    assert!(bed.engine.verification_link(&token).await.unwrap().is_none());
    assert!(bed.engine.verification_link(&newer).await.unwrap().is_some());
    // Its time is the machine's.
    bed.operational.advance(SignedDuration::from_hours(30 * 24));
    assert!(bed.engine.verification_link(&newer).await.unwrap().is_none());
    let (_, newest) = bed.scope().renew_verification_link(one.guid).await.unwrap();
    assert!(bed.engine.verification_link(&newest).await.unwrap().is_some());
    bed.scope().cancel_verification(one.guid).await.unwrap();
    assert!(bed.engine.verification_link(&newest).await.unwrap().is_none());
    assert!(bed.scope().renew_verification_link(one.guid).await.is_err());
}

async fn only_accounts_of_its_connections_can_be_chosen(bed: &Bed) {
    let other = bed.connect_at(BANK, "other", "plain").await.unwrap();
    let (one, token, user) = order_by_link(bed, WantedAccounts::Chosen(None)).await;
    connect_by_link(bed, &one, &token, &user, "plain").await;
    go(bed).await;
    let own: Vec<AccountGuid> =
        bed.scope().verification_accounts(&one).await.unwrap().iter().map(|one| one.guid).collect();
    let foreign = bed.accounts(&other).await[0].guid;
    for (chosen, field) in [(vec![own[0], foreign], "accounts[1]"), (Vec::new(), "accounts")] {
        match bed.scope().choose_accounts(one.guid, chosen).await {
            Err(Error::Invalid { field: named, .. }) => assert_eq!(named, field),
            other => panic!("{other:?}"),
        }
    }
    bed.scope().choose_accounts(one.guid, own[..1].to_vec()).await.unwrap();
    go(bed).await;
    assert_eq!(codes(bed, &one).await.0, State::Completed);
    assert!(bed.scope().choose_accounts(one.guid, own).await.is_err(), "it is over");
}
