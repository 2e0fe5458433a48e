//! What is typed and what comes of it: every line of "What to type" in `docs/BANK.md`, at the real bank.

use crate::bed::{Bed, Channel, form, typed};
use async_trait::async_trait;
use connectors::{
    Connector, Context, Http, HttpError, Input, Method, Outcome, Problem, Request, Response, Session,
};
use domain::clock::Clock;
use domain::reason::Reason;
use domain::run::ChallengeKind::{self, ImageData, ImageOptions, Options, Text, Token};
use jiff::SignedDuration;

/// What comes of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comes {
    Done,
    /// Asked these, with so many seconds to answer.
    Asks(&'static [ChallengeKind], i64),
    AsksAgain,
    Waits,
    Fails(Reason, &'static str),
}

use Comes::{Asks, AsksAgain, Done, Fails, Waits};

const MINUTES: i64 = 60;

/// Each password of the page, and what comes of it.
const PASSWORDS: &[(&str, Comes)] = &[
    ("anything else", Done),
    ("challenge", Asks(&[Text], 5 * MINUTES)),
    ("options", Asks(&[Options], 5 * MINUTES)),
    ("image", Asks(&[ImageOptions], 5 * MINUTES)),
    ("image_data", Asks(&[ImageData], 5 * MINUTES)),
    ("token", Asks(&[Token], 5 * MINUTES)),
    ("two_rounds", Asks(&[Text], 5 * MINUTES)),
    ("two_questions", Asks(&[Text, Text], 5 * MINUTES)),
    ("ask_again", Asks(&[Text], 5 * MINUTES)),
    ("slow_answer", Asks(&[Text], 20)),
    ("approve", Waits),
    ("INVALID", Fails(Reason::CredentialsRejected, "wrong_credentials")),
    ("UNAUTHORIZED", Fails(Reason::CredentialsRejected, "wrong_credentials")),
    ("wrong…", Fails(Reason::CredentialsRejected, "wrong_credentials")),
    ("LOCKED", Fails(Reason::AccountLocked, "login_locked")),
    ("DISABLED", Fails(Reason::AccessForbidden, "login_disabled")),
    ("BAD_REQUEST", Fails(Reason::InstitutionError, "bad_request")),
    ("SERVER_ERROR", Fails(Reason::InstitutionError, "server_error")),
    ("UNAVAILABLE", Fails(Reason::InstitutionDown, "institution_down")),
    ("ATTENTION", Fails(Reason::UserActionRequired, "attention_needed")),
    ("NO_ACCOUNTS", Done),
    // These do something at the bank's own page alone.
    ("LOST", Done),
    ("CODE_REFUSED", Done),
];

/// Each answer of the page to a question that is asked once, and what comes of it.
const ANSWERS: &[(&str, Comes)] = &[
    ("correct", Done),
    ("challenge", Asks(&[Text], 5 * MINUTES)),
    ("SERVER_ERROR", Fails(Reason::InstitutionError, "server_error")),
    ("UNAVAILABLE", Fails(Reason::InstitutionDown, "institution_down")),
    ("LOCKED", Fails(Reason::AccountLocked, "login_locked")),
    ("DISABLED", Fails(Reason::AccessForbidden, "login_disabled")),
    ("UNAUTHORIZED", Fails(Reason::CredentialsRejected, "wrong_credentials")),
    ("BAD_REQUEST", Fails(Reason::InstitutionError, "bad_request")),
    ("anything else", Fails(Reason::MfaWrong, "wrong_answer")),
];

fn comes(bed: &Bed, step: &Result<(Session, Outcome), Problem>) -> Comes {
    match step {
        Ok((_, Outcome::Done { .. })) => Done,
        Ok((_, Outcome::Ask { is_asked_again: true, .. })) => AsksAgain,
        Ok((_, Outcome::Ask { questions, expires_at, .. })) => {
            let kinds: Vec<_> = questions.iter().map(|question| question.kind).collect();
            let waits = expires_at.unwrap().duration_since(bed.clock.now()).as_secs();
            let known = PASSWORDS.iter().chain(ANSWERS).map(|(_, comes)| *comes);
            known
                .into_iter()
                .find(|one| matches!(one, Asks(all, for_s) if *all == kinds && *for_s == waits))
                .unwrap()
        }
        Ok((_, Outcome::Wait { until, because })) => {
            assert!(*until > bed.clock.now());
            assert_eq!(*because, domain::reason::Reason::MfaApproveElsewhere);
            Waits
        }
        Ok((_, Outcome::Visit { .. })) => panic!("the bank has no page to visit"),
        Err(problem) => {
            let code = problem.source_code.clone().unwrap();
            let known = PASSWORDS.iter().chain(ANSWERS).chain(OTHERS).find_map(|(_, comes)| match comes {
                Fails(_, known) if *known == code => Some(*known),
                _ => None,
            });
            Fails(problem.reason, known.unwrap_or_else(|| panic!("{problem}")))
        }
    }
}

/// Codes that no single thing typed brings about.
const OTHERS: &[(&str, Comes)] = &[
    ("", Fails(Reason::MfaTimeout, "answer_too_late")),
    ("", Fails(Reason::CredentialsMissing, "missing_field")),
    ("", Fails(Reason::RateLimited, "too_many_requests")),
    ("", Fails(Reason::SessionConflict, "repeated_attempt")),
    ("", Fails(Reason::SessionConflict, "not_waiting")),
    ("", Fails(Reason::NetworkError, "unknown_attempt")),
];

#[tokio::test]
async fn every_password_of_the_page() {
    let bed = Bed::new().await;
    let connector = bed.connector(Channel::Direct);
    for (number, (password, expected)) in PASSWORDS.iter().enumerate() {
        let step = bed
            .start(&connector, "mxbank", &typed(&format!("login-{number}"), password), &bed.attempt())
            .await;
        assert_eq!(comes(&bed, &step), *expected, "{password}");
    }
}

#[tokio::test]
async fn every_answer_of_the_page() {
    let bed = Bed::new().await;
    let connector = bed.connector(Channel::Direct);
    for (number, (answer, expected)) in ANSWERS.iter().enumerate() {
        let grant = typed(&format!("login-{number}"), "challenge");
        let (session, questions) = ask(&bed, &grant).await;
        let step = bed.answer(&connector, session, &questions, answer).await;
        assert_eq!(comes(&bed, &step), *expected, "{answer}");
    }
}

/// The page and this file name the same passwords and answers.
#[test]
fn the_page_is_covered() {
    let page = include_str!("../../../../docs/BANK.md");
    let what_to_type = page.split("## What to type").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = what_to_type.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    let named: Vec<&str> =
        rows.flat_map(|row| row.split('`').skip(1).step_by(2).collect::<Vec<_>>()).collect();
    let tried: Vec<&str> = PASSWORDS.iter().skip(1).map(|(password, _)| *password).collect();
    assert_eq!(named, tried);
    for (answer, _) in ANSWERS.iter().filter(|(answer, _)| *answer != "anything else") {
        assert!(what_to_type.contains(&format!("`{answer}`")), "{answer}");
    }
}

async fn ask(bed: &Bed, grant: &connectors::Grant) -> (Session, Vec<connectors::sign_in::Question>) {
    match bed.start(&bed.connector(Channel::Direct), "mxbank", grant, &bed.attempt()).await {
        Ok((session, Outcome::Ask { questions, .. })) => (session, questions),
        other => panic!("{other:?}"),
    }
}

/// What is answered, one after the other, and what comes of each.
async fn check_answers(bed: &Bed, password: &str, answers: &[(&str, Comes)]) {
    let (mut session, mut questions) = ask(bed, &typed(password, password)).await;
    for (answer, expected) in answers {
        let step = bed.answer(&bed.connector(Channel::Direct), session.clone(), &questions, answer).await;
        assert_eq!(comes(bed, &step), *expected, "{password}: {answer}");
        if let Ok((next, Outcome::Ask { questions: asked, .. })) = step {
            (session, questions) = (next, asked);
        }
    }
}

#[tokio::test]
async fn questions_in_several_rounds() {
    let bed = Bed::new().await;
    let wrong = Fails(Reason::MfaWrong, "wrong_answer");
    check_answers(&bed, "two_rounds", &[("correct", Asks(&[Token], 5 * MINUTES)), ("correct", Done)]).await;
    check_answers(&bed, "two_questions", &[("correct", Done)]).await;
    check_answers(
        &bed,
        "ask_again",
        &[("no", AsksAgain), ("no", AsksAgain), ("no", AsksAgain), ("no", wrong)],
    )
    .await;
    // After a fault of the bank, the question is still open.
    check_answers(
        &bed,
        "challenge",
        &[("SERVER_ERROR", Fails(Reason::InstitutionError, "server_error")), ("correct", Done)],
    )
    .await;
}

#[tokio::test]
async fn codes_tell_how_and_where_they_were_sent() {
    let bed = Bed::new().await;
    let (_, questions) = ask(&bed, &typed("ann", "token")).await;
    let sent = |question: &connectors::sign_in::Question| (question.medium.clone(), question.sent_to.clone());
    assert_eq!(sent(&questions[0]), (Some("sms".to_owned()), Some("***42".to_owned())));
    let (session, questions) = ask(&bed, &typed("ann", "two_rounds")).await;
    assert_eq!(sent(&questions[0]), (None, None));
    match bed.answer(&bed.connector(Channel::Direct), session, &questions, "correct").await {
        Ok((_, Outcome::Ask { questions, .. })) => {
            assert_eq!(sent(&questions[0]), (Some("email".to_owned()), Some("a***@mail.example".to_owned())));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_answer_after_the_deadline_is_too_late() {
    let bed = Bed::new().await;
    let connector = bed.connector(Channel::Direct);
    for (password, seconds) in [("slow_answer", 21), ("challenge", 5 * MINUTES + 1)] {
        let (session, questions) = ask(&bed, &typed(password, password)).await;
        bed.clock.pass(seconds);
        let step = bed.answer(&connector, session, &questions, "correct").await;
        assert_eq!(comes(&bed, &step), Fails(Reason::MfaTimeout, "answer_too_late"), "{password}");
    }
}

#[tokio::test]
async fn five_wrong_passwords_lock_the_login() {
    let bed = Bed::new().await;
    let connector = bed.connector(Channel::Direct);
    let wrong = Fails(Reason::CredentialsRejected, "wrong_credentials");
    let locked = Fails(Reason::AccountLocked, "login_locked");
    let typings = [("wrong", wrong); 4].into_iter().chain([("wrong", locked), ("right", locked)]);
    for (password, expected) in typings {
        let step = bed.start(&connector, "mxbank", &typed("ann", password), &bed.attempt()).await;
        assert_eq!(comes(&bed, &step), expected);
    }
}

#[tokio::test]
async fn forms_that_are_filled_in_badly() {
    let bed = Bed::new().await;
    let connector = bed.connector(Channel::Direct);
    let card = |fields: &[(&str, &str)]| ("cobalt_card", form(fields));
    let missing = Fails(Reason::CredentialsMissing, "missing_field");
    let bad = Fails(Reason::InstitutionError, "bad_request");
    for ((institution, grant), expected) in [
        (card(&[("MEMBER_NUMBER", "77"), ("LAST_NAME", "Lee"), ("PASSWORD", "right")]), Done),
        (card(&[("MEMBER_NUMBER", "77"), ("PASSWORD", "right")]), missing),
        (card(&[("MEMBER_NUMBER", "77"), ("LAST_NAME", ""), ("PASSWORD", "right")]), missing),
        (card(&[("LOGIN", "77"), ("LAST_NAME", "Lee"), ("MEMBER_NUMBER", "77"), ("PASSWORD", "right")]), bad),
        (
            (
                "alder_credit_union",
                form(&[("MEMBER_NUMBER", "7"), ("MEMBERSHIP", "joint"), ("PASSWORD", "right")]),
            ),
            Done,
        ),
        (
            (
                "alder_credit_union",
                form(&[("MEMBER_NUMBER", "7"), ("MEMBERSHIP", "other"), ("PASSWORD", "right")]),
            ),
            bad,
        ),
        (("mxbank", form(&[])), missing),
        (("old_mill_bank", typed("ann", "right")), Fails(Reason::InstitutionDown, "institution_down")),
    ] {
        let step = bed.start(&connector, institution, &grant, &bed.attempt()).await;
        assert_eq!(comes(&bed, &step), expected, "{institution}: {grant:?}");
    }
}

#[tokio::test]
async fn too_many_sign_ins_are_told_when_to_come_back() {
    let bed = Bed::new().await;
    let connector = bed.connector(Channel::Direct);
    for _ in 0..30 {
        bed.signed_in(&connector, "first_harbor", &typed("ann", "right")).await;
    }
    let attempt = bed.attempt();
    let step = bed.start(&connector, "first_harbor", &typed("ann", "right"), &attempt).await;
    assert_eq!(comes(&bed, &step), Fails(Reason::RateLimited, "too_many_requests"));
    let retry_at = step.unwrap_err().retry_at.unwrap();
    let wait = retry_at.duration_since(bed.clock.now());
    assert!(wait > SignedDuration::ZERO && wait <= SignedDuration::from_secs(60), "{wait}");
    // It was not taken: the bank does not know the attempt, so that it may be sent again.
    let step = look(&bed, &Session::default(), &attempt).await;
    assert_eq!(comes(&bed, &step), Fails(Reason::NetworkError, "unknown_attempt"));
    bed.clock.pass(wait.as_secs());
    let step = bed.start(&connector, "first_harbor", &typed("ann", "right"), &attempt).await;
    assert_eq!(comes(&bed, &step), Done);
}

async fn look(bed: &Bed, session: &Session, attempt: &str) -> Result<(Session, Outcome), Problem> {
    bed.connector(Channel::Direct).advance(&bed.context(attempt), session.clone(), Input::Tick).await
}

/// Loses the reply to whatever is posted.
struct Losing<'a>(&'a dyn Http);

#[async_trait]
impl Http for Losing<'_> {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        let is_sending = request.method == Method::Post;
        let answer = self.0.send(request).await;
        if is_sending { Err(HttpError::Broken) } else { answer }
    }
}

/// A reply got lost: the attempt is asked about, and the bank has received everything once.
#[tokio::test]
async fn a_lost_reply_is_looked_up() {
    let bed = Bed::new().await;
    let connector = bed.connector(Channel::Direct);
    let losing = Losing(&bed.http);
    let received = bed.received("mxbank", &["ann"]);
    let attempt = bed.attempt();
    let cx = Context { http: &losing, now: bed.clock.now(), attempt: &attempt };
    let grant = typed("ann", "challenge");
    let input = Input::Start { institution: "mxbank", grant: &grant, is_user_present: true };
    let lost = connector.advance(&cx, Session::default(), input).await;
    assert_eq!(lost.unwrap_err().reason, Reason::NetworkError);
    // One password and one question.
    assert_eq!(received().await, 2);
    let found = look(&bed, &Session::default(), &attempt).await;
    assert_eq!(comes(&bed, &found), Asks(&[Text], 5 * MINUTES));

    let Ok((session, Outcome::Ask { questions, .. })) = found else { panic!("nothing is asked") };
    let answers =
        questions.iter().map(|question| (question.id.clone(), connectors::Secret::new("correct"))).collect();
    let attempt = bed.attempt();
    let cx = Context { attempt: &attempt, ..cx };
    let lost = connector.advance(&cx, session.clone(), Input::Answers(&answers)).await;
    assert_eq!(lost.unwrap_err().reason, Reason::NetworkError);
    assert_eq!(comes(&bed, &look(&bed, &session, &attempt).await), Done);
    assert_eq!(received().await, 3);

    // Whoever sends it again all the same is told, and nothing happens but that the bank notes it.
    let again = connector.advance(&bed.context(&attempt), session, Input::Answers(&answers)).await;
    assert_eq!(comes(&bed, &again), Fails(Reason::SessionConflict, "repeated_attempt"));
    assert_eq!(received().await, 4);
}

/// A sign-in that is over takes no answers.
#[tokio::test]
async fn answers_that_nobody_awaits() {
    let bed = Bed::new().await;
    let connector = bed.connector(Channel::Direct);
    let (session, questions) = ask(&bed, &typed("ann", "challenge")).await;
    let (session, _) = bed.answer(&connector, session, &questions, "correct").await.unwrap();
    let step = bed.answer(&connector, session.clone(), &questions, "correct").await;
    assert_eq!(comes(&bed, &step), Fails(Reason::SessionConflict, "not_waiting"));
    let query = connectors::Secret::new("code=4711");
    let attempt = bed.attempt();
    let step = connector.advance(&bed.context(&attempt), session, Input::Returned(&query)).await;
    assert_eq!(step.unwrap_err().reason, Reason::OauthTechnical);
}

/// The reply to an answer got lost: the attempt is what is asked about, not how the sign-in stood before it.
#[tokio::test]
async fn a_lost_reply_to_an_answer_is_looked_up_by_its_attempt() {
    let bed = Bed::new().await;
    let connector = bed.connector(Channel::Direct);
    let losing = Losing(&bed.http);
    for (answer, expected) in [
        ("correct", Done),
        ("nonsense", Fails(Reason::MfaWrong, "wrong_answer")),
        ("SERVER_ERROR", Fails(Reason::InstitutionError, "server_error")),
    ] {
        let (session, questions) = ask(&bed, &typed("ann", "challenge")).await;
        let answers = questions.iter().map(|one| (one.id.clone(), connectors::Secret::new(answer))).collect();
        let attempt = bed.attempt();
        let cx = Context { http: &losing, now: bed.clock.now(), attempt: &attempt };
        let lost = connector.advance(&cx, session.clone(), Input::Answers(&answers)).await;
        assert_eq!(lost.unwrap_err().source_code, None, "{answer}");
        assert_eq!(comes(&bed, &look(&bed, &session, &attempt).await), expected, "{answer}");
        // One that was never sent is not taken for it.
        let step = look(&bed, &session, &bed.attempt()).await;
        assert_eq!(comes(&bed, &step), Fails(Reason::NetworkError, "unknown_attempt"), "{answer}");
    }
}

/// A session that a later version of the connector made is none of ours: it is not half understood.
#[tokio::test]
async fn a_session_of_another_version_is_refused() {
    let bed = Bed::new().await;
    let (session, _) = ask(&bed, &typed("ann", "challenge")).await;
    let ours = String::from_utf8(session.0.to_vec()).unwrap();
    let theirs = ours.replace(r#""version":1"#, r#""version":2"#);
    assert_ne!(ours, theirs);
    let attempt = bed.attempt();
    let step = look(&bed, &Session(theirs.into_bytes().into()), &attempt).await;
    assert_eq!(step.unwrap_err().reason, Reason::SessionConflict);
}
