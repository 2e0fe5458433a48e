//! The sandbox keeps to what every connector keeps to, through both of its channels.

use crate::bed::{Bed, Channel, PlainHttp, typed};
use crate::person::{Doing, RETURN, at_the_bank};
use connectors::conformance::{self, Allows, Finding, QuestionCase, Subject, VisitCase};
use domain::clock::Clock;
use domain::run::ChallengeKind::{ImageData, ImageOptions, Options, Text, Token};
use jiff::ToSpan;
use jiff::tz::TimeZone;

/// One login for each thing that is tried, so that what the bank counts of one does not lock another.
const LOGINS: &[&str] =
    &["good", "refused", "awaited", "one", "two", "three", "four", "five", "six", "seven", "eight"];

/// The bank as a subject. At `larkspur`, which both channels reach, there are holdings too.
pub(crate) fn subject(bed: &Bed, channel: Channel) -> Subject {
    let question = |name, login: &str, kinds: &[_], wrong: &str| QuestionCase {
        name,
        grant: typed(login, name),
        kinds: kinds.to_vec(),
        right: "correct".to_owned(),
        wrong: wrong.to_owned(),
    };
    let today = bed.clock.now().to_zoned(TimeZone::UTC).date();
    Subject {
        clock: bed.clock.clone(),
        attempts: "suite".to_owned(),
        twin: Box::new(bed.connector(channel)),
        institution: "larkspur".to_owned(),
        good: typed("good", "xyzzy-4711"),
        refused: typed("refused", "wrong-plugh-0815"),
        awaited: Some(typed("awaited", "approve")),
        questions: vec![
            question("challenge", "one", &[Text], "nonsense-1"),
            question("options", "two", &[Options], "nonsense-2"),
            question("image", "three", &[ImageOptions], "nonsense-3"),
            question("image_data", "four", &[ImageData], "nonsense-4"),
            question("token", "five", &[Token], "nonsense-5"),
            question("two_rounds", "six", &[Text], "nonsense-6"),
            question("two_questions", "seven", &[Text, Text], "nonsense-7"),
            question("ask_again", "eight", &[Text], "nonsense-8"),
        ],
        visit: matches!(channel, Channel::Direct).then(|| visit(bed)),
        secrets: ["xyzzy-4711", "wrong-plugh-0815", "nonsense-1", "nonsense-8"].map(str::to_owned).to_vec(),
        span: (today.saturating_sub(24.months()), today.saturating_add(1.days())),
        error_form: r#"{"error":{"code":"hamster_escaped","message":"{message}"}}"#.to_owned(),
        received: bed.received("larkspur", LOGINS),
    }
}

fn visit(bed: &Bed) -> VisitCase {
    let (bank_url, clock) = (bed.url.clone(), bed.clock.clone());
    VisitCase {
        institution: "mx_bank_oauth".to_owned(),
        redirect_uri: RETURN.to_owned(),
        is_only_way: false,
        ages: Box::new(move || clock.pass(31 * 60)),
        goes: Box::new(move |url, allows| {
            let bank_url = bank_url.clone();
            Box::pin(async move {
                let allows = allows == Allows::Everything;
                at_the_bank(&bank_url, &url, Doing { allows, ..Doing::all("vera", "fine") }).await
            })
        }),
    }
}

async fn findings(channel: Channel, http: impl FnOnce(PlainHttp) -> PlainHttp) -> Vec<Finding> {
    let bed = Bed::new().await;
    let http = http(bed.http.clone());
    conformance::run(&bed.connector(channel), &http, &subject(&bed, channel)).await
}

#[tokio::test]
async fn the_sandbox_conforms() {
    assert_eq!(findings(Channel::Direct, |http| http).await, []);
}

#[tokio::test]
async fn the_sandbox_conforms_page_by_page() {
    assert_eq!(findings(Channel::Direct, PlainHttp::with_small_pages).await, []);
}

#[tokio::test]
async fn the_mirror_conforms() {
    assert_eq!(findings(Channel::Mirror, |http| http).await, []);
}

#[test]
fn checks_have_names_of_their_own() {
    let mut names: Vec<&str> = conformance::checks().collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}
