//! OFX keeps to what every connector keeps to, in each of its versions.

use super::desk::{CREDIT_UNION, Desk, NATIONAL, SECURITIES, typed};
use crate::bed::Bed;
use connectors::conformance::{self, QuestionCase, Subject};
use domain::clock::Clock;
use domain::run::ChallengeKind::{self, Text};
use jiff::ToSpan;
use jiff::tz::TimeZone;

/// One login for each thing that is tried, so that what the bank counts of one does not lock another.
const LOGINS: &[&str] = &["good", "refused", "one", "two", "three", "four", "five"];

/// The questions that the protocol can put; what the first version cannot put is none of these.
fn questions(desk: Desk) -> Vec<QuestionCase> {
    let question = |name, login: &str, kinds: &[ChallengeKind], wrong: &str| QuestionCase {
        name,
        grant: typed(login, name),
        kinds: kinds.to_vec(),
        right: "correct".to_owned(),
        wrong: wrong.to_owned(),
    };
    if desk.version == "102" {
        return Vec::new();
    }
    vec![
        question("challenge", "one", &[Text], "nonsense-1"),
        question("token", "two", &[Text], "nonsense-2"),
        question("two_rounds", "three", &[Text], "nonsense-3"),
        question("two_questions", "four", &[Text, Text], "nonsense-4"),
        question("ask_again", "five", &[Text], "nonsense-5"),
    ]
}

fn subject(bed: &Bed, desk: Desk) -> Subject {
    let today = bed.clock.now().to_zoned(TimeZone::UTC).date();
    let error = "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>9999</CODE><SEVERITY>ERROR</SEVERITY><MESSAGE>{message}</MESSAGE>\
                 </STATUS></SONRS></SIGNONMSGSRSV1></OFX>";
    Subject {
        clock: bed.clock.clone(),
        attempts: "suite".to_owned(),
        twin: Box::new(desk.connector(bed)),
        institution: desk.code.to_owned(),
        good: typed("good", "xyzzy-4711"),
        refused: typed("refused", "wrong-plugh-0815"),
        // The protocol has no word for an approval elsewhere.
        awaited: None,
        questions: questions(desk),
        visit: None,
        secrets: ["xyzzy-4711", "wrong-plugh-0815", "nonsense-1", "nonsense-5"].map(str::to_owned).to_vec(),
        span: (today.saturating_sub(24.months()), today.saturating_add(1.days())),
        error_form: error.to_owned(),
        received: bed.received(desk.code, LOGINS),
    }
}

async fn conforms(desk: Desk) {
    let bed = Bed::new().await;
    let findings = conformance::run(&desk.connector(&bed), &bed.http, &subject(&bed, desk)).await;
    assert_eq!(findings, [], "{desk:?}");
}

#[tokio::test]
async fn an_old_server_of_the_first_version_conforms() {
    conforms(CREDIT_UNION).await;
}

#[tokio::test]
async fn version_1_6_conforms() {
    conforms(CREDIT_UNION.speaking("160")).await;
}

#[tokio::test]
async fn version_2_1_1_with_challenges_and_client_id_conforms() {
    conforms(NATIONAL).await;
}

#[tokio::test]
async fn a_brokerage_of_version_2_2_conforms() {
    conforms(SECURITIES).await;
}
