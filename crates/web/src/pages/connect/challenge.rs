//! The bank's questions, and their answers: text, one-time codes, choices, pictures, several at once.

use super::member::{self, Said};
use super::{institution_of, member_of, path_of, see};
use crate::pages::bank::Bank;
use crate::pages::form::{Field, Form};
use crate::pages::messages::{Message, Telling};
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::clock::Timestamp;
use domain::diagnosis::words::Speaker;
use domain::reason::{Remedy, SUB_STEPS};
use domain::run::ChallengeKind;
use engine::records::{Challenge, Member};
use engine::{CredentialValue, Error, Name, Secret};

/// Characters of an answer.
const ANSWER_CHARS_MAX: usize = 1_000;
/// Channels that have words of their own.
const MEDIA: [&str; 4] = ["sms", "email", "call", "app"];
/// What to do when no code came, for each way that one can come.
const CODE_STEPS: [&str; 4] =
    ["answer_mfa_text_message", "answer_mfa_email", "answer_mfa_bank_app", "answer_mfa_phone_call"];

#[derive(Debug)]
struct Picture {
    value: String,
    label: String,
    image: String,
}

#[derive(Debug)]
struct Question {
    field: Field,
    /// A picture to read.
    image: Option<String>,
    /// Pictures to choose from.
    pictures: Vec<Picture>,
    /// Where a code went.
    sent: String,
    icon: &'static str,
}

#[derive(Debug, Template)]
#[template(path = "connect/challenge.html")]
struct ChallengeView {
    words: Words,
    bank: Bank,
    title: String,
    /// That the last answer was not right; empty before one was given.
    said: String,
    refused: String,
    lead: String,
    wrong: Vec<(String, String)>,
    questions: Vec<Question>,
    action: String,
    left: String,
    left_iso: String,
    left_seconds: i64,
    has_code: bool,
    why_code: String,
    stuck: Vec<String>,
    again: String,
    again_text: String,
    /// None where the bank takes a login at its own page alone.
    credentials: Option<String>,
    support: String,
}

impl View for ChallengeView {
    fn title(&self) -> String {
        format!("{} · {}", self.title, self.bank.name)
    }
}

/// The open questions; `sent` is what was answered and could not be taken.
pub(super) async fn page(
    viewer: &Viewer,
    member: &Member,
    questions: &[Challenge],
    sent: Option<&Form>,
    said: Option<Said>,
) -> Result<Response, Mishap> {
    let words = viewer.words();
    let institution = institution_of(viewer, member).await?;
    let bank = Bank::of_member(member, institution.as_deref(), words);
    let path = path_of(viewer, member);
    let about = About {
        bank,
        app: viewer.app_name(),
        now: viewer.engine().now(),
        path: &path,
        support: format!("{}/connect/support?member={}", viewer.base(), member.guid),
        is_asked_again: member.state.wrong_answers_in_row > 0,
        is_oauth: member.is_oauth,
    };
    let said = said.map(|said| words.say(&format!("page-said-{}", said.name()))).unwrap_or_default();
    let view = ChallengeView { said, ..view(words, &about, questions, sent) };
    let telling = Telling {
        step: Some("mfa"),
        subject: member.guid.to_string(),
        events: Vec::new(),
        member: Some(member::told(member)),
    };
    let status = if sent.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    viewer.show(Shown::of(&view)?.telling(telling).status(status).at(path)).await
}

struct About<'a> {
    bank: Bank,
    app: &'a str,
    now: Timestamp,
    path: &'a str,
    support: String,
    is_asked_again: bool,
    is_oauth: bool,
}

fn view(words: Words, about: &About<'_>, questions: &[Challenge], sent: Option<&Form>) -> ChallengeView {
    let ends = questions.iter().map(|one| one.expires_at).min().unwrap_or(about.now);
    let left_seconds = ends.duration_since(about.now).as_secs().max(0);
    let code = questions.iter().find(|one| one.kind == ChallengeKind::Token);
    let speaker =
        Speaker { language: words.0, institution: &about.bank.name, app: about.app, now: about.now };
    let questions: Vec<Question> = questions.iter().map(|one| question(words, one, sent)).collect();
    let medium = code.and_then(|code| code.details.medium.as_deref()).filter(|one| MEDIA.contains(one));
    let has_riddle = questions.iter().any(|one| one.image.is_some());
    ChallengeView {
        words,
        title: match (code.is_some(), medium) {
            (true, Some(medium)) => words.say(&format!("page-challenge-title-{medium}")),
            (true, None) => words.say("page-challenge-title-code"),
            (false, _) => words.with("page-challenge-title", "institution", &about.bank.name),
        },
        said: String::new(),
        refused: if about.is_asked_again { words.say("page-challenge-again") } else { String::new() },
        lead: words.with("page-challenge-text", "institution", &about.bank.name),
        wrong: questions
            .iter()
            .filter(|one| !one.field.wrong.is_empty())
            .map(|one| (one.field.name.clone(), one.field.wrong.clone()))
            .collect(),
        questions,
        action: format!("{}/answers", about.path),
        left: clock(left_seconds),
        left_iso: format!("PT{left_seconds}S"),
        left_seconds,
        has_code: code.is_some(),
        why_code: words.with("page-challenge-why", "institution", &about.bank.name),
        stuck: stuck(&speaker, code.is_some(), medium, has_riddle),
        again: format!("{}/again", about.path),
        again_text: words.with("page-challenge-anew", "institution", &about.bank.name),
        credentials: (!about.is_oauth).then(|| format!("{}/credentials", about.path)),
        support: about.support.clone(),
        bank: about.bank.clone(),
    }
}

/// What to do without an answer, in the words of the remedies: of the way that a code came, or of every way when nobody said.
fn stuck(speaker: &Speaker<'_>, has_code: bool, medium: Option<&str>, has_riddle: bool) -> Vec<String> {
    let way = medium.map(|medium| match medium {
        "sms" => "answer_mfa_text_message",
        "email" => "answer_mfa_email",
        "app" => "answer_mfa_bank_app",
        _ => "answer_mfa_phone_call",
    });
    let fits = |name: &str| match (has_code, way) {
        (true, Some(way)) => name == way,
        (true, None) => CODE_STEPS.contains(&name),
        (false, _) => name == "answer_mfa_unknown" || has_riddle && name == "answer_mfa_captcha",
    };
    let steps = SUB_STEPS.iter().filter(|step| step.remedy == Remedy::AnswerMfa && fits(step.name));
    steps.map(|step| speaker.step(step)).collect()
}

/// `4:32`.
fn clock(seconds: i64) -> String {
    let (minutes, seconds) = (seconds.div_euclid(60), seconds.rem_euclid(60));
    format!("{minutes}:{seconds:02}")
}

fn question(words: Words, challenge: &Challenge, sent: Option<&Form>) -> Question {
    let name = challenge.guid.to_string();
    let answer = sent.map_or("", |sent| sent.text(&name));
    let details = &challenge.details;
    let kind = match challenge.kind {
        ChallengeKind::Options | ChallengeKind::ImageOptions => "radio",
        ChallengeKind::Token => "code",
        ChallengeKind::Text | ChallengeKind::ImageData => "text",
    };
    let wrong = if sent.is_some() && answer.trim().is_empty() {
        words.say("page-wrong-answer-missing")
    } else {
        String::new()
    };
    Question {
        field: Field {
            // A code or an answer is not shown again.
            choices: details.options.iter().map(|one| (one.value.clone(), one.label.clone())).collect(),
            wrong,
            chars_max: ANSWER_CHARS_MAX,
            autocomplete: if kind == "code" { "one-time-code" } else { "off" },
            ..Field::new(&name, kind, challenge.label.clone())
        },
        image: details
            .image
            .clone()
            .filter(|_| challenge.kind == ChallengeKind::ImageData)
            .filter(|uri| is_image(uri)),
        pictures: if challenge.kind == ChallengeKind::ImageOptions {
            details
                .options
                .iter()
                .map(|one| Picture {
                    value: one.value.clone(),
                    label: one.label.clone(),
                    image: one.image.clone().filter(|uri| is_image(uri)).unwrap_or_default(),
                })
                .collect()
        } else {
            Vec::new()
        },
        sent: sent_by(words, details.medium.as_deref(), details.sent_to.as_deref()),
        icon: MEDIA.into_iter().find(|medium| details.medium.as_deref() == Some(medium)).unwrap_or("info"),
    }
}

/// Only pictures that the page itself holds: any other address would have the person's browser ask a stranger.
fn is_image(uri: &str) -> bool {
    uri.starts_with("data:image/")
}

fn sent_by(words: Words, medium: Option<&str>, to: Option<&str>) -> String {
    let Some(medium) = medium.filter(|medium| MEDIA.contains(medium)) else { return String::new() };
    match to.filter(|to| !to.is_empty()) {
        Some(to) => words.with(&format!("page-challenge-sent-{medium}-to"), "to", to),
        None => words.say(&format!("page-challenge-sent-{medium}")),
    }
}

/// Takes the answers. Too late, or sent twice, it leads to where the connection stands now.
pub(super) async fn answer(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
    sent: Form,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let path = path_of(&viewer, &member);
    let questions = viewer.scope().challenges(&member).await?;
    if questions.is_empty() {
        return Ok(see(&format!("{path}?said=late")));
    }
    let answers: Vec<CredentialValue> = questions
        .iter()
        .map(|question| {
            let guid = question.guid.to_string();
            let text = sent.text(&guid);
            // Nobody means the spaces around a code that was pasted.
            let text = if question.kind == ChallengeKind::Token { text.trim() } else { text };
            CredentialValue { value: Secret::new(text), guid }
        })
        .collect();
    match viewer.scope().resume(viewer.user(), &Name::Guid(member.guid), &answers).await {
        Ok(member) => {
            viewer.tell_later(Message::submit_mfa(&member.guid.to_string())).await?;
            Ok(see(&path))
        }
        Err(Error::Impossible { .. }) => Ok(see(&format!("{path}?said=late"))),
        Err(Error::Invalid { .. }) => page(&viewer, &member, &questions, Some(&sent), None).await,
        Err(error) => Err(error.into()),
    }
}

/// The bank is to ask anew: with a new code, or in another way.
pub(super) async fn again(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let path = path_of(&viewer, &member);
    match viewer.scope().ask_again(viewer.user(), &Name::Guid(member.guid)).await {
        Ok(_) => Ok(see(&path)),
        Err(Error::TooSoon) => Ok(see(&format!("{path}?said=patience"))),
        Err(Error::Impossible { .. } | Error::Contended) => Ok(see(&format!("{path}?said=late"))),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{ClientGuid, CredentialGuid, MemberGuid, RunGuid, UserGuid};
    use domain::text::Language;
    use engine::records::{ChallengeDetails, ChallengeOption};

    fn challenge(kind: ChallengeKind, details: ChallengeDetails) -> Challenge {
        Challenge {
            user: UserGuid::from_digest([1; 16]),
            run: RunGuid::from_digest([2; 16]),
            guid: CredentialGuid::from_digest([3; 16]),
            client: ClientGuid::from_digest([4; 16]),
            member: MemberGuid::from_digest([5; 16]),
            position: 0,
            source_question_id: "q".to_owned(),
            kind,
            label: "<i>Which city?</i>".to_owned(),
            details,
            expires_at: Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_secs(272),
        }
    }

    fn html(kind: ChallengeKind, details: ChallengeDetails) -> String {
        let about = About {
            bank: Bank {
                name: "Oak Bank".to_owned(),
                host: String::new(),
                initials: "OB".to_owned(),
                tile: 1,
                kind: String::new(),
            },
            app: "Budget",
            now: Timestamp::UNIX_EPOCH,
            path: "/p/x/connect/members/MBR-1",
            support: "/support".to_owned(),
            is_asked_again: false,
            is_oauth: false,
        };
        view(Words(Language::English), &about, &[challenge(kind, details)], None).render().unwrap()
    }

    #[test]
    fn every_kind_of_question_can_be_answered() {
        let options = |image: Option<&str>| {
            let option = |value: &str| ChallengeOption {
                guid: "CRD-9".to_owned(),
                label: format!("Label {value}"),
                value: value.to_owned(),
                image: image.map(str::to_owned),
            };
            ChallengeDetails { options: vec![option("a"), option("b")], ..ChallengeDetails::default() }
        };
        let picture = ChallengeDetails {
            image: Some("data:image/png;base64,AA==".to_owned()),
            ..ChallengeDetails::default()
        };
        for (kind, details, expected) in [
            (ChallengeKind::Text, ChallengeDetails::default(), "type=\"text\""),
            (ChallengeKind::Token, ChallengeDetails::default(), "autocomplete=\"one-time-code\""),
            (ChallengeKind::Options, options(None), "type=\"radio\""),
            (ChallengeKind::ImageData, picture, "class=\"riddle\""),
            (ChallengeKind::ImageOptions, options(Some("data:image/gif;base64,AA==")), "class=\"pictures\""),
        ] {
            let page = html(kind, details);
            assert!(page.contains(expected), "{kind:?}: {page}");
            assert!(page.contains("4:32") && page.contains("data-seconds=\"272\""), "{page}");
            assert!(!page.contains("<i>Which") && page.matches("button primary").count() == 1, "{page}");
        }
    }

    #[test]
    fn a_code_says_where_it_went_and_what_it_is_for() {
        for medium in MEDIA {
            let details = ChallengeDetails {
                medium: Some(medium.to_owned()),
                sent_to: Some("***88".to_owned()),
                ..ChallengeDetails::default()
            };
            let page = html(ChallengeKind::Token, details);
            assert!(page.contains("***88") && !page.contains("page-challenge-"), "{page}");
        }
    }

    #[test]
    fn pictures_from_elsewhere_are_not_shown() {
        let details =
            ChallengeDetails { image: Some("https://evil.example/x.png".to_owned()), ..Default::default() };
        assert!(!html(ChallengeKind::ImageData, details).contains("evil"));
    }

    #[test]
    fn time_is_told_as_a_clock_does() {
        assert_eq!((clock(0), clock(61), clock(600)), ("0:00".into(), "1:01".into(), "10:00".into()));
    }
}
