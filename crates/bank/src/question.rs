//! The questions of a round: what they are called, what they offer, and how an answer is understood.

use serde::{Deserialize, Serialize};

use crate::picture;
use crate::script::{self, Round};

/// One open question. Everything shown follows from its kind and id, so only these are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Question {
    pub(crate) id: String,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    FirstCity,
    FirstPet,
    CodeByText,
    CodeByEmail,
    Choice,
    ImageChoice,
    ImageText,
    Captcha,
}

/// The kinds of question that a round asks at once.
pub(crate) fn asked_in(round: Round) -> &'static [Kind] {
    match round {
        Round::Text | Round::PatientText | Round::HastyText => &[Kind::FirstCity],
        Round::TwoTexts => &[Kind::FirstCity, Kind::FirstPet],
        Round::CodeByText => &[Kind::CodeByText],
        Round::CodeByEmail => &[Kind::CodeByEmail],
        Round::Choice => &[Kind::Choice],
        Round::ImageChoice => &[Kind::ImageChoice],
        Round::ImageText => &[Kind::ImageText],
        Round::Captcha => &[Kind::Captcha],
    }
}

impl Kind {
    pub(crate) fn sends_code(self) -> bool {
        match self {
            Kind::CodeByText | Kind::CodeByEmail => true,
            Kind::FirstCity
            | Kind::FirstPet
            | Kind::Choice
            | Kind::ImageChoice
            | Kind::ImageText
            | Kind::Captcha => false,
        }
    }

    fn look(self) -> Look {
        let plain =
            |kind, label| Look { kind, label, options: &[], image: None, medium: None, sent_to: None };
        match self {
            Kind::FirstCity => plain("text", "What city were you born in?"),
            Kind::FirstPet => plain("text", "What was the name of your first pet?"),
            Kind::CodeByText => Look {
                medium: Some("sms"),
                sent_to: Some("***42"),
                ..plain("code", "Enter the code that we sent by text message.")
            },
            Kind::CodeByEmail => Look {
                medium: Some("email"),
                sent_to: Some("a***@mail.example"),
                ..plain("code", "Enter the code that we sent by email.")
            },
            Kind::Choice => Look { options: CHOICES, ..plain("choice", "Which of these is right?") },
            Kind::ImageChoice => Look {
                options: PICTURES,
                ..plain("image_choice", "Which picture did you choose when you enrolled?")
            },
            Kind::ImageText => Look {
                image: Some(picture::of_the_right_word()),
                ..plain("image_text", "Type the word in the picture.")
            },
            Kind::Captcha => Look {
                image: Some(picture::of_the_right_word()),
                ..plain("captcha", "Show that you are a person: type the word in the picture.")
            },
        }
    }
}

struct Look {
    kind: &'static str,
    label: &'static str,
    options: &'static [Offer],
    image: Option<String>,
    medium: Option<&'static str>,
    sent_to: Option<&'static str>,
}

struct Offer {
    label: &'static str,
    value: &'static str,
    shape: Option<picture::Shape>,
}

const CHOICES: &[Offer] = &[
    Offer { label: "Incorrect", value: "incorrect", shape: None },
    Offer { label: "Correct", value: script::RIGHT_ANSWER, shape: None },
    Offer { label: "Correct, and ask one more", value: script::ONE_MORE_ANSWER, shape: None },
    Offer { label: "Server error", value: script::SERVER_ERROR_ANSWER, shape: None },
];

const PICTURES: &[Offer] = &[
    Offer { label: "Square (incorrect)", value: "incorrect", shape: Some(picture::Shape::Square) },
    Offer { label: "Disc (correct)", value: script::RIGHT_ANSWER, shape: Some(picture::Shape::Disc) },
    Offer { label: "Triangle (incorrect)", value: "also_incorrect", shape: Some(picture::Shape::Triangle) },
];

/// A question as it goes out.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) id: String,
    kind: &'static str,
    pub(crate) label: &'static str,
    pub(crate) options: Vec<OptionView>,
    pub(crate) image: Option<String>,
    medium: Option<&'static str>,
    pub(crate) sent_to: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(crate) struct OptionView {
    pub(crate) id: String,
    pub(crate) label: &'static str,
    pub(crate) value: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) image: Option<String>,
}

impl Question {
    pub(crate) fn view(&self) -> View {
        let look = self.kind.look();
        let option = |(id, offer): (String, &Offer)| OptionView {
            id,
            label: offer.label,
            value: offer.value,
            image: offer.shape.map(picture::of_shape),
        };
        View {
            id: self.id.clone(),
            kind: look.kind,
            label: look.label,
            options: self.option_ids().zip(look.options).map(option).collect(),
            image: look.image,
            medium: look.medium,
            sent_to: look.sent_to,
        }
    }

    /// An option may be answered by its id: this gives its value; any other answer stands for itself.
    pub(crate) fn understand<'a>(&self, answer: &'a str) -> &'a str {
        let offers = self.kind.offers();
        self.option_ids().zip(offers).find(|(id, _)| id == answer).map_or(answer, |(_, offer)| offer.value)
    }

    fn option_ids(&self) -> impl Iterator<Item = String> {
        let stem = self.id.strip_prefix("q-").unwrap_or(&self.id).to_owned();
        (1..).map(move |number: u32| format!("o-{stem}-{number}"))
    }
}

impl Kind {
    /// How the question is put.
    pub(crate) fn label(self) -> &'static str {
        self.look().label
    }

    fn offers(self) -> &'static [Offer] {
        match self {
            Kind::Choice => CHOICES,
            Kind::ImageChoice => PICTURES,
            Kind::FirstCity
            | Kind::FirstPet
            | Kind::CodeByText
            | Kind::CodeByEmail
            | Kind::ImageText
            | Kind::Captcha => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_answered_by_id_or_value() {
        for kind in [Kind::Choice, Kind::ImageChoice] {
            let question = Question { id: "q-1-1-1".to_owned(), kind };
            for option in question.view().options {
                assert_eq!(question.understand(&option.id), option.value);
                assert_eq!(question.understand(option.value), option.value);
            }
        }
        let text = Question { id: "q-1-1-1".to_owned(), kind: Kind::FirstCity };
        assert_eq!(text.understand("o-1-1-1-1"), "o-1-1-1-1");
    }
}
