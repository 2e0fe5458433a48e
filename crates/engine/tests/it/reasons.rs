//! Every reason, made at the bank and seen over HTTP: at the first link by what is typed as password, at a refresh by what comes to
//! hold later. Reasons that come from elsewhere have their own tests, named here, so that none is forgotten.

use crate::bed::{Bed, new_member};
use domain::account::{AccountFacts, AccountType};
use domain::member::Status;
use domain::reason::Reason;
use domain::run::RunKind;
use engine::records::Member;
use engine::{Decision, Error, Name, NewAccount};
use jiff::SignedDuration;
use std::collections::BTreeSet;

on_both! {
    each_trouble_of_the_bank_is_known_at_the_first_link
    each_trouble_of_the_bank_is_known_at_a_refresh
    settled_at_the_bank_it_heals_at_the_next_refresh
    whole_institutions_have_trouble_too
    statements_have_troubles_of_their_own
    the_rest_comes_from_what_people_do
}

/// The bank's condition, and the reason that the hub gives it.
const AT_SIGN_IN: &[(&str, Reason)] = &[
    ("wrong_credentials", Reason::CredentialsRejected),
    ("login_locked", Reason::AccountLocked),
    ("login_disabled", Reason::AccessForbidden),
    ("attention_needed", Reason::UserActionRequired),
    ("other_customer", Reason::IdentityChanged),
    ("not_a_customer", Reason::NotACustomer),
    ("sign_in_again", Reason::ReauthRequired),
    ("password_expired", Reason::PasswordChangeRequired),
    ("session_expired", Reason::SessionTimeout),
    ("code_not_delivered", Reason::OtpDeliveryProblem),
    ("second_factor_unsupported", Reason::MfaUnsupported),
    ("second_factor_missing", Reason::MfaEnrollmentRequired),
    ("terms_not_accepted", Reason::TermsRequired),
    ("setup_incomplete", Reason::SetupIncomplete),
    ("third_party_access_off", Reason::ThirdPartyAccessOff),
    ("language_unsupported", Reason::UnsupportedLanguage),
    ("consent_expired", Reason::ConsentExpired),
    ("consent_revoked", Reason::ConsentRevoked),
    ("token_revoked", Reason::TokenInvalid),
    ("interface_replaced", Reason::MigrationReauth),
    ("institution_discontinued", Reason::InstitutionNotSupported),
    ("customer_kind_unsupported", Reason::AccountTypeNotSupported),
    ("connection_unknown", Reason::ConnectionGone),
    ("field_added", Reason::CredentialsMissing),
    ("client_blocked", Reason::InstitutionBlocksUs),
    ("client_unknown", Reason::ClientNotAuthorized),
    ("under_construction", Reason::ConnectionBeingBuilt),
    ("signed_in_elsewhere", Reason::SessionConflict),
    ("channel_error", Reason::ProviderError),
    ("channel_timeout", Reason::ProviderTimeout),
    ("channel_maintenance", Reason::ProviderMaintenance),
    ("backend_timeout", Reason::InstitutionNotResponding),
    ("temporary_fault", Reason::TemporaryUnspecified),
    ("e_7731", Reason::Unknown),
    ("request_malformed", Reason::InvalidRequest),
    ("too_many_requests", Reason::RateLimited),
    ("hang_up", Reason::NetworkError),
    ("server_error", Reason::InstitutionError),
    ("unavailable", Reason::InstitutionDown),
    ("challenge", Reason::MfaRequired),
    ("captcha", Reason::CaptchaRequired),
    ("approve", Reason::MfaApproveElsewhere),
];

/// The same while reading: the login is good.
const WHILE_READING: &[(&str, Reason)] = &[
    ("no_accounts", Reason::NoAccounts),
    ("data_not_ready", Reason::DataNotReady),
    ("refresh_running", Reason::AggregationInProgress),
    ("account_closed", Reason::AccountClosed),
    ("account_gone", Reason::AccountNotFound),
    ("account_changed", Reason::AccountMismatch),
    ("account_listed_twice", Reason::DuplicateAccount),
    ("account_incomplete", Reason::AccountDataIncomplete),
    ("partial_data", Reason::PartialData),
    ("consent_ends", Reason::ConsentExpiring),
    ("permission_missing", Reason::ConsentScopeMissing),
    ("account_not_shared", Reason::NewAccountNotShared),
    ("interface_changes", Reason::MigrationPending),
];

/// Reasons that no bank tells, and the tests that see them.
const FROM_ELSEWHERE: &[(Reason, &str)] = &[
    (Reason::Ok, "connecting::passwords_do_what_they_say"),
    (Reason::New, "the_rest_comes_from_what_people_do"),
    (Reason::InProgress, "the_rest_comes_from_what_people_do"),
    (Reason::Slow, "time::a_slow_bank_is_told_of"),
    (Reason::ManualNoCredentials, "the_rest_comes_from_what_people_do"),
    (Reason::CredentialsRejectedThrice, "connecting::three_refusals_prevent_and_new_credentials_help"),
    (Reason::CredentialsNeverGiven, "the_rest_comes_from_what_people_do"),
    (Reason::CredentialsUpdated, "the_rest_comes_from_what_people_do"),
    (Reason::MfaEveryLogin, "time::a_code_at_every_login_is_learned"),
    (Reason::MfaSubmitted, "challenges"),
    (Reason::MfaWrong, "challenges"),
    (Reason::MfaDeclined, "documents::mx_rejected"),
    (Reason::MfaTimeout, "challenges"),
    (Reason::Migrated, "sources"),
    (Reason::InstitutionMaintenance, "whole_institutions_have_trouble_too"),
    (Reason::RepeatedFailures, "time::three_failures_degrade_and_heal_by_themselves"),
    (Reason::NoSuccessTwoWeeks, "time::two_weeks_of_failure_disconnect"),
    (Reason::ClosedBySomeone, "the_rest_comes_from_what_people_do"),
    (Reason::PausedByOperator, "the_rest_comes_from_what_people_do"),
    (Reason::DuplicateConnection, "connecting::the_same_login_is_connected_once"),
    (Reason::OauthPending, "visits::each_trouble_at_the_bank_s_page_is_known"),
    (Reason::OauthCancelled, "visits::each_trouble_at_the_bank_s_page_is_known"),
    (Reason::OauthLoginFailed, "visits::each_trouble_at_the_bank_s_page_is_known"),
    (Reason::OauthTechnical, "visits::each_trouble_at_the_bank_s_page_is_known"),
    (Reason::ProductNotSupported, "statements_have_troubles_of_their_own"),
    (Reason::ReportFailed, "statements_have_troubles_of_their_own"),
];

#[test]
fn no_reason_is_forgotten() {
    let named: BTreeSet<&str> = AT_SIGN_IN
        .iter()
        .chain(WHILE_READING)
        .map(|(_, reason)| *reason)
        .chain(FROM_ELSEWHERE.iter().map(|(reason, _)| *reason))
        .map(Reason::name)
        .collect();
    let all: BTreeSet<&str> = Reason::ALL.iter().map(|reason| reason.name()).collect();
    assert_eq!(all.difference(&named).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn the_page_names_every_reason_and_how_to_get_it() {
    let page = include_str!("../../../../docs/SANDBOX.md");
    for reason in Reason::ALL {
        assert!(
            page.contains(&format!("`{}`", reason.name())),
            "{} is not in docs/SANDBOX.md",
            reason.name()
        );
    }
    for (condition, reason) in AT_SIGN_IN.iter().chain(WHILE_READING) {
        let row = format!("| `{}` | `{condition}`", reason.name());
        assert!(page.contains(&row), "docs/SANDBOX.md lacks {row}");
    }
}

fn seen(member: &Member) -> (Status, Option<Reason>, bool) {
    (member.state.status, member.state.reason, member.state.is_being_aggregated)
}

/// Whether the run goes on: somebody is asked.
fn is_open(reason: Reason) -> bool {
    reason.status() == Some(Status::Challenged)
}

async fn each_trouble_of_the_bank_is_known_at_the_first_link(bed: &Bed) {
    for (condition, reason) in AT_SIGN_IN {
        let member = bed.connect_at("first_harbor", condition, &condition.to_uppercase()).await;
        let member = match (*condition, member) {
            // The small words have no capital form.
            ("challenge" | "approve", _) => bed.connect_at("mxbank", condition, condition).await.unwrap(),
            (_, member) => member.unwrap(),
        };
        bed.work().await;
        // A fact about the call leaves the new member as new as it is.
        let expected = reason.status().unwrap_or(Status::Created);
        let member = bed.member(&member).await;
        assert_eq!(seen(&member), (expected, Some(*reason), is_open(*reason)), "{condition}");
        assert!(
            member.next_run_at.is_none(),
            "{condition}: a login that was never accepted is not tried at night"
        );
    }
    for (condition, reason) in WHILE_READING {
        let member = bed.connect_at("first_harbor", condition, &condition.to_uppercase()).await.unwrap();
        bed.work().await;
        assert_eq!(
            seen(&bed.member(&member).await),
            (Status::Connected, Some(*reason), false),
            "{condition}"
        );
    }
}

async fn each_trouble_of_the_bank_is_known_at_a_refresh(bed: &Bed) {
    for (condition, reason) in AT_SIGN_IN.iter().chain(WHILE_READING) {
        let member = bed.connect_at("first_harbor", condition, &format!("later:{condition}")).await.unwrap();
        bed.work().await;
        let connected = bed.member(&member).await;
        assert_eq!(seen(&connected), (Status::Connected, Some(Reason::Ok), false), "{condition}");
        assert!(connected.next_run_at.is_some());
        bed.clock.advance(SignedDuration::from_hours(4));
        let member = bed.refresh(&member).await;
        let expected = reason.status().unwrap_or(Status::Connected);
        assert_eq!(seen(&member), (expected, Some(*reason), is_open(*reason)), "{condition}");
        let diagnosis = bed.diagnose(&member).await.diagnosis;
        assert_eq!((diagnosis.status, diagnosis.reason), (expected, Some(*reason)));
        let lasts = matches!(expected, Status::Closed | Status::Discontinued | Status::Challenged);
        if !lasts && reason.retry() == domain::reason::Retry::Backoff {
            assert!(member.next_run_at.is_some_and(|at| at > bed.engine.now()), "{condition} is tried again");
        }
        if expected == Status::Closed {
            assert!(!member.state.holds_credentials, "the secrets go at once");
        }
    }
}

async fn settled_at_the_bank_it_heals_at_the_next_refresh(bed: &Bed) {
    for (condition, reason) in AT_SIGN_IN.iter().chain(WHILE_READING) {
        // Ended for good, or in the middle of a question.
        if matches!(reason.status(), Some(Status::Closed | Status::Discontinued | Status::Challenged)) {
            continue;
        }
        let member = bed.connect_at("first_harbor", condition, "fine").await.unwrap();
        bed.work().await;
        bed.set_condition("first_harbor", condition, Some(condition)).await;
        bed.clock.advance(SignedDuration::from_hours(4));
        bed.refresh(&member).await;
        bed.set_condition("first_harbor", condition, None).await;
        bed.clock.advance(SignedDuration::from_hours(4));
        // What needs a new login gets one; the rest is refreshed.
        if bed.member(&member).await.state.status == Status::Impaired {
            bed.update(&member, condition, "fine again").await.unwrap();
            bed.work().await;
        } else {
            bed.refresh(&member).await;
        }
        let healed = bed.member(&member).await;
        assert_eq!(seen(&healed), (Status::Connected, Some(Reason::Ok), false), "{condition}");
        assert_eq!(bed.accounts(&member).await.len(), bed.accounts(&healed).await.len());
    }
}

async fn whole_institutions_have_trouble_too(bed: &Bed) {
    let member = bed.connect_at("first_harbor", "ann", "fine").await.unwrap();
    bed.work().await;
    for (state, reason) in [
        ("down", Reason::InstitutionDown),
        ("maintenance", Reason::InstitutionMaintenance),
        ("open", Reason::Ok),
        ("discontinued", Reason::InstitutionNotSupported),
    ] {
        bed.set_bank("first_harbor", state, 0).await;
        bed.clock.advance(SignedDuration::from_hours(4));
        let member = bed.refresh(&member).await;
        assert_eq!(member.state.reason, Some(reason), "{state}");
        assert_eq!(Some(member.state.status), reason.status(), "{state}");
    }
}

async fn statements_have_troubles_of_their_own(bed: &Bed) {
    for (condition, reason) in
        [("statements_not_offered", Reason::ProductNotSupported), ("report_failed", Reason::ReportFailed)]
    {
        let member = bed.connect_at("mxbank", condition, &condition.to_uppercase()).await.unwrap();
        bed.work().await;
        assert_eq!(bed.member(&member).await.state.reason, Some(Reason::Ok), "accounts are read");
        bed.start(&member, RunKind::FetchStatements).await.unwrap();
        bed.work().await;
        let member = bed.member(&member).await;
        assert_eq!(seen(&member), (Status::Connected, Some(reason), false), "{condition}");
    }
}

async fn the_rest_comes_from_what_people_do(bed: &Bed) {
    let reason = async |member: &Member| {
        let member = bed.member(member).await;
        (member.state.status, member.state.reason.unwrap())
    };
    let scope = bed.scope();
    // Created and not tried.
    let mut new = new_member(&bed.engine, "mxbank", "late", "fine").await;
    new.skip_aggregation = true;
    let waiting = scope.create_member(&bed.user, new, None).await.unwrap();
    assert_eq!(reason(&waiting).await, (Status::Created, Reason::New));
    // Without credentials.
    let mut empty = new_member(&bed.engine, "mxbank", "none", "fine").await;
    empty.credentials = Vec::new();
    let imported = scope.create_member(&bed.user, empty, None).await.unwrap();
    assert_eq!(reason(&imported).await, (Status::Imported, Reason::CredentialsNeverGiven));
    // A run that reads.
    let member = bed.connect("fine").await;
    bed.work().await;
    // New credentials, not tried yet.
    let updated = bed.update(&member, "ann", "new one").await.unwrap();
    assert_eq!(
        (updated.state.status, updated.state.reason),
        (Status::Updated, Some(Reason::CredentialsUpdated))
    );
    assert!(updated.state.is_being_aggregated);
    bed.work().await;
    // Paused, gone on, closed, reopened.
    bed.decide(&member, Decision::Pause).await.unwrap();
    assert_eq!(reason(&member).await, (Status::Disabled, Reason::PausedByOperator));
    assert!(matches!(bed.start(&member, RunKind::Aggregate).await, Err(Error::Impossible { .. })));
    bed.decide(&member, Decision::Unpause).await.unwrap();
    assert_eq!(reason(&member).await, (Status::Connected, Reason::Ok));
    bed.decide(&member, Decision::Close).await.unwrap();
    assert_eq!(reason(&member).await, (Status::Closed, Reason::ClosedBySomeone));
    match bed.start(&member, RunKind::Aggregate).await {
        Err(Error::Impossible { possible, .. }) => assert_eq!(possible, ["reopen", "delete"]),
        other => panic!("{other:?}"),
    }
    let open = bed.decide(&imported, Decision::Reopen).await;
    assert!(matches!(open, Err(Error::Impossible { .. })), "{open:?}");
    bed.decide(&member, Decision::Reopen).await.unwrap();
    assert_eq!(reason(&member).await, (Status::Impaired, Reason::CredentialsMissing));
    bed.update(&member, "ann", "fine").await.unwrap();
    bed.work().await;
    assert_eq!(reason(&member).await, (Status::Connected, Reason::Ok));
    // Withdrawn.
    bed.decide(&member, Decision::EraseCredentials).await.unwrap();
    assert_eq!(reason(&member).await, (Status::Impaired, Reason::CredentialsMissing));
    assert!(!bed.member(&member).await.state.holds_credentials);
    // By hand.
    let facts = AccountFacts::new("Cash".into(), AccountType::Savings, domain::money::Currency::USD);
    let account = NewAccount { facts, metadata: None, is_hidden: false, is_business: false };
    let account = scope.create_account(&bed.user, account, None).await.unwrap();
    let manual = scope.member(&bed.user, &Name::Guid(account.member)).await.unwrap();
    assert_eq!(reason(&manual).await, (Status::Manual, Reason::ManualNoCredentials));
    assert!(matches!(bed.start(&manual, RunKind::Aggregate).await, Err(Error::Impossible { .. })));
}
