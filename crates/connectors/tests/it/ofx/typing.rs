//! What is typed, and what the hub makes of the answer: every password with a meaning and every condition that the protocol can say.

use super::desk::{CREDIT_UNION, Desk, NATIONAL, SECURITIES, typed};
use crate::bed::Bed;
use connectors::{Connector, FetchStop, Fetched, Grant, Input, Outcome, Problem, Session, Want};
use domain::reason::Reason;

async fn signs_in(
    bed: &Bed,
    desk: Desk,
    grant: &Grant,
    is_user_present: bool,
) -> Result<(Session, Outcome), Problem> {
    let attempt = bed.attempt();
    let input = Input::Start { institution: desk.code, grant, is_user_present };
    desk.connector(bed).advance(&bed.context(&attempt), Session::default(), input).await
}

/// The grant as the engine keeps it.
fn kept(presented: &Grant, outcome: Result<(Session, Outcome), Problem>) -> Grant {
    let Ok((_, Outcome::Done { grant })) = outcome else { panic!("{outcome:?}") };
    let mut kept = presented.clone();
    kept.fields.extend(grant.fields);
    kept.token = grant.token;
    kept
}

async fn counts(bed: &Bed, desk: Desk, login: &str) -> serde_json::Value {
    let url = format!("{}/control/logins/{}/{login}", bed.url, desk.code);
    serde_json::from_str(
        &reqwest::Client::builder()
            .no_proxy()
            .build()
            .unwrap()
            .get(url)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap(),
    )
    .unwrap()
}

async fn staff(bed: &Bed, path: &str, body: &str) {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = http.put(format!("{}/control/{path}", bed.url)).body(body.to_owned()).send().await.unwrap();
    assert!(answer.status().is_success(), "{path} {body}");
}

#[tokio::test]
async fn every_refusal_has_its_code_and_reason() {
    let bed = Bed::new().await;
    let check = async |desk: Desk, password: &'static str, reason: Reason, code: &'static str| {
        let told = signs_in(&bed, desk, &typed(&format!("{}-{password}", desk.code), password), true).await;
        let problem = told.expect_err(password);
        assert_eq!((problem.reason, problem.source_code.as_deref()), (reason, Some(code)), "{password}");
    };
    for desk in [CREDIT_UNION, NATIONAL, SECURITIES] {
        check(desk, "wrong", Reason::CredentialsRejected, "15500").await;
        check(desk, "NOT_A_CUSTOMER", Reason::CredentialsRejected, "15500").await;
        check(desk, "LOCKED", Reason::AccountLocked, "15502").await;
        check(desk, "DISABLED", Reason::AccountLocked, "15502").await;
        check(desk, "PASSWORD_EXPIRED", Reason::PasswordChangeRequired, "15000").await;
        check(desk, "ATTENTION", Reason::UserActionRequired, "15511").await;
        check(desk, "TERMS_NOT_ACCEPTED", Reason::UserActionRequired, "15511").await;
        check(desk, "SECOND_FACTOR_MISSING", Reason::UserActionRequired, "15511").await;
        check(desk, "SETUP_INCOMPLETE", Reason::SetupIncomplete, "13500").await;
        check(desk, "THIRD_PARTY_ACCESS_OFF", Reason::ThirdPartyAccessOff, "15510").await;
        check(desk, "SIGNED_IN_ELSEWHERE", Reason::SessionConflict, "15501").await;
        check(desk, "FIELD_ADDED", Reason::Unknown, "2000").await;
        check(desk, "DATA_NOT_READY", Reason::Unknown, "2000").await;
        // What the protocol cannot put or await.
        check(desk, "options", Reason::UserActionRequired, "15511").await;
        check(desk, "approve", Reason::UserActionRequired, "15511").await;
        // What is no answer of the protocol.
        check(desk, "TOO_MANY_REQUESTS", Reason::RateLimited, "HTTP 429").await;
        check(desk, "UNAVAILABLE", Reason::InstitutionDown, "HTTP 503").await;
        check(desk, "BACKEND_TIMEOUT", Reason::InstitutionDown, "HTTP 504").await;
        check(desk, "SERVER_ERROR", Reason::InstitutionError, "HTTP 500").await;
        check(desk, "CLIENT_BLOCKED", Reason::InstitutionBlocksUs, "HTTP 403").await;
    }
    check(CREDIT_UNION, "challenge", Reason::UserActionRequired, "15511").await;
    // Consents and tokens have codes of their own from 2.2 on.
    for (password, code, older) in [
        ("INTERFACE_REPLACED", "15514", (Reason::InvalidRequest, "2021")),
        ("CONSENT_REVOKED", "15515", (Reason::UserActionRequired, "15511")),
        ("TOKEN_REVOKED", "15515", (Reason::UserActionRequired, "15511")),
        ("CONSENT_EXPIRED", "15516", (Reason::UserActionRequired, "15511")),
    ] {
        check(SECURITIES, password, Reason::TokenInvalid, code).await;
        check(SECURITIES.speaking("211"), password, older.0, older.1).await;
        check(NATIONAL, password, older.0, older.1).await;
    }
    let cut = signs_in(&bed, CREDIT_UNION, &typed("cut", "HANG_UP"), true).await;
    assert_eq!(cut.unwrap_err().reason, Reason::NetworkError);
    let limited = signs_in(&bed, CREDIT_UNION, &typed("often", "TOO_MANY_REQUESTS"), true).await.unwrap_err();
    assert!(limited.retry_at.is_some());
}

#[tokio::test]
async fn wrong_passwords_are_sent_once_each_and_lock_in_the_end() {
    let bed = Bed::new().await;
    for sent in 1..=5 {
        let problem = signs_in(&bed, NATIONAL, &typed("vera", "wrong"), true).await.unwrap_err();
        let reason = if sent < 5 { Reason::CredentialsRejected } else { Reason::AccountLocked };
        assert_eq!(problem.reason, reason);
        assert_eq!(counts(&bed, NATIONAL, "vera").await["passwords_received"], sent);
    }
    let locked = signs_in(&bed, NATIONAL, &typed("vera", "right"), true).await.unwrap_err();
    assert_eq!(locked.reason, Reason::AccountLocked);
}

/// A password that has changed meanwhile is told as refused, and tried once.
#[tokio::test]
async fn reading_with_a_refused_password_is_no_reason_to_sign_in_again() {
    let bed = Bed::new().await;
    let grant = typed("vera", "right");
    let signed_in = kept(&grant, signs_in(&bed, SECURITIES, &grant, true).await);
    staff(&bed, "logins/palisade_securities/vera", r#"{"condition":"wrong_credentials"}"#).await;
    let attempt = bed.attempt();
    let read = SECURITIES.connector(&bed).fetch(&bed.context(&attempt), &signed_in, &Want::Accounts).await;
    let Err(FetchStop::Problem(problem)) = read else { panic!("{read:?}") };
    assert_eq!(
        (problem.reason, problem.source_code.as_deref()),
        (Reason::CredentialsRejected, Some("15500"))
    );
    assert_eq!(counts(&bed, SECURITIES, "vera").await["wrong_in_a_row"], 1);
}

/// The key that a challenge earned spares the next one, for ninety days; then, with nobody there, nothing is asked.
#[tokio::test]
async fn an_access_key_spares_the_next_challenge() {
    let bed = Bed::new().await;
    let grant = typed("vera", "token");
    let Ok((session, Outcome::Ask { questions, .. })) = signs_in(&bed, NATIONAL, &grant, true).await else {
        panic!("nothing is asked");
    };
    let answers = questions.iter().map(|one| (one.id.clone(), connectors::Secret::new("correct"))).collect();
    let attempt = bed.attempt();
    let done =
        NATIONAL.connector(&bed).advance(&bed.context(&attempt), session, Input::Answers(&answers)).await;
    let mut signed_in = kept(&grant, done);
    for _ in 0..3 {
        signed_in = kept(&signed_in, signs_in(&bed, NATIONAL, &signed_in, false).await);
        let attempt = bed.attempt();
        let read = NATIONAL.connector(&bed).fetch(&bed.context(&attempt), &signed_in, &Want::Accounts).await;
        assert!(matches!(&read, Ok(Fetched::Accounts { accounts, .. }) if accounts.len() == 3), "{read:?}");
    }
    assert_eq!(counts(&bed, NATIONAL, "vera").await["codes_sent"], 1);
    bed.clock.pass(91 * 86_400);
    let attempt = bed.attempt();
    let read = NATIONAL.connector(&bed).fetch(&bed.context(&attempt), &signed_in, &Want::Accounts).await;
    assert!(matches!(read, Err(FetchStop::NeedsUser)), "{read:?}");
    let alone = signs_in(&bed, NATIONAL, &signed_in, false).await.unwrap_err();
    assert_eq!(alone.reason, Reason::MfaEveryLogin);
    assert_eq!(counts(&bed, NATIONAL, "vera").await["codes_sent"], 1);
}

/// A server that wants to know its clients refuses those that do not say who they are.
#[tokio::test]
async fn a_client_without_an_id_is_refused_where_one_is_wanted() {
    let bed = Bed::new().await;
    let grant = typed("vera", "right");
    let attempt = bed.attempt();
    let input = Input::Start { institution: NATIONAL.code, grant: &grant, is_user_present: true };
    let without = NATIONAL.connector_with(&bed, |service| {
        service["client_uid"] = false.into();
        service["profile"] = false.into();
    });
    let refused = without.advance(&bed.context(&attempt), Session::default(), input).await.unwrap_err();
    assert_eq!(
        (refused.reason, refused.source_code.as_deref()),
        (Reason::ThirdPartyAccessOff, Some("15510"))
    );
    // The profile says so, and then it is sent.
    let asked = NATIONAL.connector_with(&bed, |service| service["client_uid"] = false.into());
    let done = asked.advance(&bed.context(&attempt), Session::default(), input).await;
    assert!(kept(&grant, done).fields.contains_key("CLIENTUID"));
}

#[tokio::test]
async fn the_wrong_institution_or_version_is_the_operators_business() {
    let bed = Bed::new().await;
    for (field, value, reason, code) in [
        ("fid", "9999", Reason::ClientNotAuthorized, "13504"),
        ("version", "103", Reason::InvalidRequest, "2021"),
        ("version", "203", Reason::InvalidRequest, "2021"),
    ] {
        let connector = SECURITIES.connector_with(&bed, |service| service[field] = value.into());
        let (attempt, grant) = (bed.attempt(), typed("vera", "right"));
        let input = Input::Start { institution: SECURITIES.code, grant: &grant, is_user_present: true };
        let refused = connector.advance(&bed.context(&attempt), Session::default(), input).await.unwrap_err();
        assert_eq!((refused.reason, refused.source_code.as_deref()), (reason, Some(code)), "{field} {value}");
    }
}

/// `later:` lets the first sign-in and its reading go well.
#[tokio::test]
async fn what_is_to_hold_later_spares_the_first_reading() {
    let bed = Bed::new().await;
    let grant = typed("vera", "later:password_expired");
    let signed_in = kept(&grant, signs_in(&bed, CREDIT_UNION, &grant, true).await);
    let attempt = bed.attempt();
    let read = CREDIT_UNION.connector(&bed).fetch(&bed.context(&attempt), &signed_in, &Want::Accounts).await;
    assert!(matches!(read, Ok(Fetched::Accounts { .. })), "{read:?}");
    let second = signs_in(&bed, CREDIT_UNION, &signed_in, true).await.unwrap_err();
    assert_eq!(second.reason, Reason::PasswordChangeRequired);
}
