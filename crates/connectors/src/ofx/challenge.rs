//! Challenges (OFX 2.2 §2.5.4): some are put to the person, some are about the program and answered by it.

use super::parse::Element;
use super::service::OfxService;
use crate::problem::Problem;
use crate::sign_in::Question;
use domain::clock::Timestamp;
use domain::reason::Reason;
use domain::run::ChallengeKind;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The question for a token of the institution's; no phrase of a server has this name, since theirs come from elements.
pub(super) const TOKEN: &str = "AUTHTOKEN";
/// Questions of one challenge.
const PHRASES_MAX: usize = 20;

/// The phrases that have a meaning of their own and come without a text (OFX 2.2 §2.5.4.4.1), in our words.
const PHRASES: &[(&str, &str)] = &[
    ("MFA1", "In which city were you born?"),
    ("MFA2", "What is your date of birth? (MM/DD/YYYY)"),
    ("MFA3", "What is the number of your debit card?"),
    ("MFA4", "What is your father’s middle name?"),
    ("MFA5", "What is your favorite color?"),
    ("MFA6", "What was the name of your first pet?"),
    ("MFA7", "What is your five-digit ZIP code?"),
    ("MFA8", "What is the maiden name of your grandmother on your father’s side?"),
    ("MFA9", "What is the maiden name of your grandmother on your mother’s side?"),
    ("MFA10", "What are the last four digits of your cell phone number?"),
    ("MFA11", "What are the last four digits of your daytime phone number?"),
    ("MFA12", "What are the last four digits of your home phone number?"),
    ("MFA13", "What are the last four digits of your social security number?"),
    ("MFA14", "What are the last four digits of your tax ID?"),
    ("MFA15", "In which month was your youngest sibling born? (in full)"),
    ("MFA16", "What is your mother’s maiden name?"),
    ("MFA17", "What is your mother’s middle name?"),
    ("MFA18", "At which company did you have your first job?"),
    ("MFA19", "Who made your first car?"),
    ("MFA20", "On which street did you grow up?"),
    ("MFA21", "What is the name of your high school’s football team? (without the school’s name)"),
    ("MFA22", "What is the amount of a recent deposit or withdrawal?"),
    ("MFA23", "In which year were you born? (YYYY)"),
];

/// A question that waits for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Phrase {
    pub(super) id: String,
    pub(super) label: String,
}

/// What a challenge comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Challenge {
    /// For the person; none when the program can answer all of it.
    pub(super) phrases: Vec<Phrase>,
    /// What the program says of itself, by phrase.
    pub(super) ours: BTreeMap<String, String>,
}

impl Challenge {
    /// The challenge in an answer to a request for one.
    pub(super) fn of(response: &Element, service: &OfxService, now: Timestamp) -> Result<Self, Problem> {
        let list = response.child("MFACHALLENGERS");
        let mut challenge = Self::default();
        let mut seen = BTreeSet::new();
        for asked in list.into_iter().flat_map(|list| list.all("MFACHALLENGE")).take(PHRASES_MAX) {
            let id = asked.text("MFAPHRASEID").filter(|id| *id != TOKEN && seen.insert(*id));
            let id = id.ok_or_else(|| {
                Problem::new(Reason::InstitutionError, "its questions cannot be told apart")
            })?;
            let label = asked.text("MFAPHRASELABEL").or_else(|| known(id));
            match (of_program(id, service, now), label) {
                (Some(answer), _) => drop(challenge.ours.insert(id.to_owned(), answer)),
                (None, Some(label)) => {
                    challenge.phrases.push(Phrase { id: id.to_owned(), label: label.to_owned() });
                }
                (None, None) => {
                    return Err(Problem::new(
                        Reason::MfaUnsupported,
                        "a question has no text and no known meaning",
                    ));
                }
            }
        }
        if seen.is_empty() {
            return Err(Problem::new(Reason::InstitutionError, "it asks without a question"));
        }
        Ok(challenge)
    }
}

fn known(id: &str) -> Option<&'static str> {
    PHRASES.iter().find(|(phrase, _)| *phrase == id).map(|(_, label)| *label)
}

/// What is asked about the program that signs on. It runs on a server among others: no address and no serial number of a machine
/// stands for a person's computer, so they are told as empty as their form allows.
fn of_program(id: &str, service: &OfxService, now: Timestamp) -> Option<String> {
    let answer = match id {
        "MFA101" => Offset::UTC.to_datetime(now).strftime("%Y%m%d%H%M%S").to_string(),
        "MFA102" => "swingbridge".to_owned(),
        "MFA103" => "0.0.0.0".to_owned(),
        "MFA104" => "00-00-00-00-00-00".to_owned(),
        "MFA105" => "Linux".to_owned(),
        "MFA106" => "X86_64".to_owned(),
        "MFA107" => format!("{} {}", service.app_id, service.app_version),
        _ => return None,
    };
    Some(answer)
}

/// A phrase as the hub asks it. What kind of answer is meant, the protocol does not say, but for a token.
pub(super) fn question(phrase: &Phrase) -> Question {
    Question {
        id: phrase.id.clone(),
        kind: if phrase.id == TOKEN { ChallengeKind::Token } else { ChallengeKind::Text },
        is_captcha: false,
        label: phrase.label.clone(),
        image: None,
        options: Vec::new(),
        medium: None,
        sent_to: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked(phrases: &[(&str, &str)]) -> Result<Challenge, Reason> {
        let service: OfxService =
            serde_json::from_value(json!({"url": "https://b.example", "version": "103"})).unwrap();
        let one = |(id, label): &(&str, &str)| {
            let parts = vec![Element::leaf("MFAPHRASEID", *id), Element::leaf("MFAPHRASELABEL", *label)];
            Element::aggregate("MFACHALLENGE", parts)
        };
        let list = Element::aggregate("MFACHALLENGERS", phrases.iter().map(one).collect());
        let now = Timestamp::from_second(1_763_553_600).unwrap();
        Challenge::of(&Element::aggregate("MFACHALLENGETRNRS", vec![list]), &service, now)
            .map_err(|problem| problem.reason)
    }

    #[test]
    fn the_program_answers_for_itself_and_the_person_for_the_rest() {
        let all = [
            ("MFA13", "Your last four, please"),
            ("MFA101", ""),
            ("MFA107", ""),
            ("123", "Which branch?"),
            ("MFA16", ""),
        ];
        let challenge = asked(&all).unwrap();
        let labels: Vec<_> =
            challenge.phrases.iter().map(|one| (one.id.as_str(), one.label.as_str())).collect();
        assert_eq!(
            labels,
            [
                ("MFA13", "Your last four, please"),
                ("123", "Which branch?"),
                ("MFA16", "What is your mother’s maiden name?")
            ]
        );
        assert_eq!(challenge.ours["MFA101"], "20251119120000");
        assert_eq!(challenge.ours["MFA107"], "QWIN 2700");
        assert_eq!(asked(&[("MFA102", "")]).unwrap().phrases, []);
    }

    #[test]
    fn a_challenge_that_nobody_could_answer_is_a_problem() {
        assert_eq!(asked(&[]), Err(Reason::InstitutionError));
        assert_eq!(asked(&[("", "What?")]), Err(Reason::InstitutionError));
        assert_eq!(asked(&[("1", "What?"), ("1", "What else?")]), Err(Reason::InstitutionError));
        assert_eq!(asked(&[(TOKEN, "What?")]), Err(Reason::InstitutionError));
        assert_eq!(asked(&[("MFA99", "")]), Err(Reason::MfaUnsupported));
    }
}
