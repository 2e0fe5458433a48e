//! What to type: the password decides what the bank does, and so does each answer. Two tables say it all.

use serde::{Deserialize, Serialize};

/// Why a sign-in ends without a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Refusal {
    WrongCredentials,
    LoginLocked,
    LoginDisabled,
    WrongAnswer,
    AnswerTooLate,
    AttentionNeeded,
    UnknownInstitution,
    MissingField,
}

impl Refusal {
    pub(crate) fn message(self) -> &'static str {
        match self {
            Refusal::WrongCredentials => "These sign-in details do not match our records.",
            Refusal::LoginLocked => "This login is locked after too many failed tries. Call us to unlock it.",
            Refusal::LoginDisabled => "This login has been disabled.",
            Refusal::WrongAnswer => "The answer is not right.",
            Refusal::AnswerTooLate => "The answer came too late. Sign in again.",
            Refusal::AttentionNeeded => "Something on our website needs your attention. Sign in there first.",
            Refusal::UnknownInstitution => "No such institution is reached through this channel.",
            Refusal::MissingField => "A field of the login form is missing or empty.",
        }
    }
}

/// A failure of the bank itself, played on request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fault {
    BadRequest,
    ServerError,
    Unavailable,
}

/// One round of questions, answered together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Round {
    Text,
    TwoTexts,
    /// A text question that is asked again after a wrong answer.
    PatientText,
    /// A text question with little time to answer.
    HastyText,
    CodeByText,
    CodeByEmail,
    Choice,
    ImageChoice,
    ImageText,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnPassword {
    SignIn,
    SignInWithoutAccounts,
    Ask(&'static [Round]),
    AwaitApproval,
    Refuse(Refusal),
    Fail(Fault),
}

/// A row of "What to type": the password and what it does; the text is for the page.
pub(crate) struct Line {
    pub(crate) password: &'static str,
    pub(crate) does: OnPassword,
    pub(crate) told: &'static str,
}

/// Passwords that begin so are wrong, whatever follows.
pub(crate) const WRONG_PREFIX: &str = "wrong";

pub(crate) const PASSWORDS: &[Line] = &[
    line("challenge", OnPassword::Ask(&[Round::Text]), "asks one question"),
    line("options", OnPassword::Ask(&[Round::Choice]), "asks to choose; the right option is “correct”"),
    line(
        "image",
        OnPassword::Ask(&[Round::ImageChoice]),
        "asks to choose a picture; the right one is “correct”",
    ),
    line("image_data", OnPassword::Ask(&[Round::ImageText]), "asks for the word in a picture"),
    line("token", OnPassword::Ask(&[Round::CodeByText]), "sends a one-time code by text message"),
    line(
        "two_rounds",
        OnPassword::Ask(&[Round::Text, Round::CodeByEmail]),
        "asks a question, then for a code",
    ),
    line("two_questions", OnPassword::Ask(&[Round::TwoTexts]), "asks two questions at once"),
    line(
        "ask_again",
        OnPassword::Ask(&[Round::PatientText]),
        "asks again after a wrong answer, up to three times",
    ),
    line("slow_answer", OnPassword::Ask(&[Round::HastyText]), "leaves 20 seconds to answer"),
    line(
        "approve",
        OnPassword::AwaitApproval,
        "waits for an approval elsewhere, which comes at the second look",
    ),
    line("INVALID", OnPassword::Refuse(Refusal::WrongCredentials), "refuses: wrong credentials"),
    line("UNAUTHORIZED", OnPassword::Refuse(Refusal::WrongCredentials), "refuses: wrong credentials"),
    line("LOCKED", OnPassword::Refuse(Refusal::LoginLocked), "refuses: login locked"),
    line("DISABLED", OnPassword::Refuse(Refusal::LoginDisabled), "refuses: login disabled"),
    line("BAD_REQUEST", OnPassword::Fail(Fault::BadRequest), "answers 400"),
    line("SERVER_ERROR", OnPassword::Fail(Fault::ServerError), "answers 500"),
    line("UNAVAILABLE", OnPassword::Fail(Fault::Unavailable), "answers 503"),
    line(
        "ATTENTION",
        OnPassword::Refuse(Refusal::AttentionNeeded),
        "refuses: attention needed on the website",
    ),
    line("NO_ACCOUNTS", OnPassword::SignInWithoutAccounts, "signs in; there are no accounts"),
];

const fn line(password: &'static str, does: OnPassword, told: &'static str) -> Line {
    Line { password, does, told }
}

pub(crate) fn on_password(password: &str) -> OnPassword {
    if password.starts_with(WRONG_PREFIX) {
        return OnPassword::Refuse(Refusal::WrongCredentials);
    }
    PASSWORDS.iter().find(|line| line.password == password).map_or(OnPassword::SignIn, |line| line.does)
}

/// Ordered so that of several answers in a round the gravest decides: `max` of them is what happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OnAnswer {
    Right,
    RightAndOneMore,
    Wrong,
    Refuse(Refusal),
    Fail(Fault),
}

pub(crate) const RIGHT_ANSWER: &str = "correct";
pub(crate) const ONE_MORE_ANSWER: &str = "challenge";
pub(crate) const SERVER_ERROR_ANSWER: &str = "SERVER_ERROR";

const ANSWERS: &[(&str, OnAnswer)] = &[
    (RIGHT_ANSWER, OnAnswer::Right),
    (ONE_MORE_ANSWER, OnAnswer::RightAndOneMore),
    ("LOCKED", OnAnswer::Refuse(Refusal::LoginLocked)),
    ("DISABLED", OnAnswer::Refuse(Refusal::LoginDisabled)),
    ("UNAUTHORIZED", OnAnswer::Refuse(Refusal::WrongCredentials)),
    ("BAD_REQUEST", OnAnswer::Fail(Fault::BadRequest)),
    (SERVER_ERROR_ANSWER, OnAnswer::Fail(Fault::ServerError)),
    ("UNAVAILABLE", OnAnswer::Fail(Fault::Unavailable)),
];

pub(crate) fn on_answer(answer: &str) -> OnAnswer {
    ANSWERS.iter().find(|(word, _)| *word == answer).map_or(OnAnswer::Wrong, |(_, does)| *does)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_case_sensitive_and_the_rest_signs_in() {
        for (password, does) in [
            ("hunter2", OnPassword::SignIn),
            ("Challenge", OnPassword::SignIn),
            ("WRONG", OnPassword::SignIn),
            ("wrong", OnPassword::Refuse(Refusal::WrongCredentials)),
            ("wrong-again", OnPassword::Refuse(Refusal::WrongCredentials)),
            ("LOCKED", OnPassword::Refuse(Refusal::LoginLocked)),
            ("locked", OnPassword::SignIn),
            ("two_rounds", OnPassword::Ask(&[Round::Text, Round::CodeByEmail])),
        ] {
            assert_eq!(on_password(password), does, "{password}");
        }
    }

    #[test]
    fn of_several_answers_the_gravest_decides() {
        for (answers, does) in [
            (vec!["correct", "correct"], OnAnswer::Right),
            (vec!["correct", "challenge"], OnAnswer::RightAndOneMore),
            (vec!["nonsense", "challenge"], OnAnswer::Wrong),
            (vec!["LOCKED", "nonsense"], OnAnswer::Refuse(Refusal::LoginLocked)),
            (vec!["LOCKED", "SERVER_ERROR"], OnAnswer::Fail(Fault::ServerError)),
        ] {
            assert_eq!(answers.iter().map(|answer| on_answer(answer)).max(), Some(does), "{answers:?}");
        }
    }
}
