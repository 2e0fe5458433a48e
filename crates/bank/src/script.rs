//! What to type: the password decides what the bank does, and so does each answer. Two tables say it all.

use serde::{Deserialize, Serialize};

use crate::condition::{ATTENTION_NEEDED, Condition, Does, LOGIN_DISABLED, LOGIN_LOCKED};
use crate::fault::Fault;
use crate::refusal::Refusal;

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
    Captcha,
}

/// What presenting a password brings about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnPassword {
    SignIn,
    Ask(&'static [Round]),
    /// Asks these where a person is present, and refuses where nobody is.
    AskIfPresent(&'static [Round]),
    AwaitApproval(Verdict),
    Refuse(Refusal),
    Fail(Fault),
}

/// How an approval elsewhere ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    #[default]
    Approved,
    Declined,
}

/// What goes wrong between the institution's own page and the app, once the person has said yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mishap {
    /// The person comes back with another `state` than the app gave.
    OtherState,
    /// The code is refused when the app brings it.
    CodeRefused,
}

/// What a password says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    /// It does this by itself.
    Word(OnPassword),
    /// It names a condition, which holds always.
    Always(Condition),
    /// It names a condition, which holds once the login has been let in with it.
    Later(Condition),
    /// It signs in, and spoils the way back from the institution's own page.
    Spoils(Mishap),
}

/// A row of "What to type": the password and what it says; the text is for the page.
pub(crate) struct Line {
    pub(crate) password: &'static str,
    pub(crate) says: Typed,
    pub(crate) told: &'static str,
}

/// Passwords that begin so are wrong, whatever follows.
pub(crate) const WRONG_PREFIX: &str = "wrong";
/// Before the name of a condition that is to hold from the second sign-in on.
pub(crate) const LATER_PREFIX: &str = "later:";

pub(crate) const PASSWORDS: &[Line] = &[
    word("challenge", OnPassword::Ask(&[Round::Text]), "asks one question"),
    word("options", OnPassword::Ask(&[Round::Choice]), "asks to choose; the right option is “correct”"),
    word(
        "image",
        OnPassword::Ask(&[Round::ImageChoice]),
        "asks to choose a picture; the right one is “correct”",
    ),
    word("image_data", OnPassword::Ask(&[Round::ImageText]), "asks for the word in a picture"),
    word("token", OnPassword::Ask(&[Round::CodeByText]), "sends a one-time code by text message"),
    word(
        "two_rounds",
        OnPassword::Ask(&[Round::Text, Round::CodeByEmail]),
        "asks a question, then for a code",
    ),
    word("two_questions", OnPassword::Ask(&[Round::TwoTexts]), "asks two questions at once"),
    word(
        "ask_again",
        OnPassword::Ask(&[Round::PatientText]),
        "asks again after a wrong answer, up to three times",
    ),
    word("slow_answer", OnPassword::Ask(&[Round::HastyText]), "leaves 20 seconds to answer"),
    word(
        "approve",
        OnPassword::AwaitApproval(Verdict::Approved),
        "waits for an approval elsewhere, which comes at the second look",
    ),
    word("INVALID", OnPassword::Refuse(Refusal::WrongCredentials), "refuses: wrong credentials"),
    word("UNAUTHORIZED", OnPassword::Refuse(Refusal::WrongCredentials), "refuses: wrong credentials"),
    Line { password: "LOCKED", says: Typed::Always(LOGIN_LOCKED), told: "refuses: login locked" },
    Line { password: "DISABLED", says: Typed::Always(LOGIN_DISABLED), told: "refuses: login disabled" },
    Line {
        password: "ATTENTION",
        says: Typed::Always(ATTENTION_NEEDED),
        told: "refuses: attention needed on the website",
    },
    Line {
        password: "LOST",
        says: Typed::Spoils(Mishap::OtherState),
        told: "signs in; at its own page, the bank sends back another <code>state</code> than it was given",
    },
    Line {
        password: "CODE_REFUSED",
        says: Typed::Spoils(Mishap::CodeRefused),
        told: "signs in; at its own page, the bank gives a code that it refuses afterwards",
    },
];

const fn word(password: &'static str, does: OnPassword, told: &'static str) -> Line {
    Line { password, says: Typed::Word(does), told }
}

pub(crate) fn typed(password: &str) -> Typed {
    if password.starts_with(WRONG_PREFIX) {
        return Typed::Word(OnPassword::Refuse(Refusal::WrongCredentials));
    }
    if let Some(name) = password.strip_prefix(LATER_PREFIX) {
        return Condition::named(name).map_or(Typed::Word(OnPassword::SignIn), Typed::Later);
    }
    let listed = PASSWORDS.iter().find(|line| line.password == password).map(|line| line.says);
    listed
        .or_else(|| Condition::in_capitals(password).map(Typed::Always))
        .unwrap_or(Typed::Word(OnPassword::SignIn))
}

impl Typed {
    /// The condition that the password brings, for a login that was let in with `before`.
    pub(crate) fn condition(self, before: Option<Condition>) -> Option<Condition> {
        match self {
            Typed::Word(_) | Typed::Spoils(_) => None,
            Typed::Always(condition) => Some(condition),
            Typed::Later(condition) => before.filter(|before| *before == condition),
        }
    }

    /// What becomes of the sign-in while `condition` holds: one that says nothing of it leaves it to the password itself.
    pub(crate) fn brings(self, condition: Option<Condition>) -> OnPassword {
        if let Some(Condition { does: Does::AtSignIn(does), .. }) = condition {
            return does;
        }
        match self {
            Typed::Word(does) => does,
            Typed::Always(_) | Typed::Later(_) | Typed::Spoils(_) => OnPassword::SignIn,
        }
    }
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
            ("SERVER_ERROR", OnPassword::Fail(Fault::ServerError)),
            ("TERMS_NOT_ACCEPTED", OnPassword::Refuse(Refusal::TermsNotAccepted)),
            ("terms_not_accepted", OnPassword::SignIn),
            ("CONSENT_ENDS", OnPassword::SignIn),
            ("LOST", OnPassword::SignIn),
            ("CODE_REFUSED", OnPassword::SignIn),
            ("later:terms_not_accepted", OnPassword::SignIn),
        ] {
            let typed = typed(password);
            assert_eq!(typed.brings(typed.condition(None)), does, "{password}");
        }
    }

    #[test]
    fn what_is_to_hold_later_holds_after_its_own_first_sign_in() {
        let named = |name| Condition::named(name).unwrap();
        for (password, before, holds) in [
            ("later:token_revoked", None, None),
            ("later:token_revoked", Some("token_revoked"), Some("token_revoked")),
            ("later:token_revoked", Some("consent_ends"), None),
            ("later:TOKEN_REVOKED", Some("token_revoked"), None),
            ("later:nonsense", None, None),
            ("hunter2", Some("token_revoked"), None),
            ("TOKEN_REVOKED", None, Some("token_revoked")),
        ] {
            assert_eq!(
                typed(password).condition(before.map(named)),
                holds.map(named),
                "{password} {before:?}"
            );
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
