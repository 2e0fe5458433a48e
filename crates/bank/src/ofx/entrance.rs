//! The door for those who sign on with every request: what the books say and what came in give an answer and the records to keep.
//!
//! Asking for the accounts, or to be challenged, is signing in; asking for statements is reading, and meets no condition that is to
//! hold later. Every password is counted as received.

use std::collections::BTreeMap;

use domain::clock::Timestamp;
use jiff::SignedDuration;

use crate::books::{Books, LoginBook, Record};
use crate::channel::Channel;
use crate::condition::{Condition, holding};
use crate::desk::{self, Answered, Declined, Door};
use crate::directory::Institution;
use crate::fault::Fault;
use crate::ledger::{Outcome, Tally};
use crate::question::{Kind, Question, asked_in};
use crate::refusal::Refusal;
use crate::script::{OnPassword, Round, Typed, typed};
use crate::sign_in::{self, Person, SignIn, State, number_in};

use super::server::Version;

/// The kinds of the ids that are handed out.
pub(super) const ACCESS_KEY_KIND: &str = "ak";
pub(super) const COOKIE_KIND: &str = "si";
/// An access key spares the questions for so long.
const ACCESS_KEY_DAYS: i64 = 90;

/// Somebody at the door. No `Debug`: it holds a password.
pub(crate) struct Entrance<'a> {
    pub(crate) institution: &'static Institution,
    pub(crate) version: Version,
    pub(crate) seed: u64,
    pub(crate) user: &'a str,
    pub(crate) password: &'a str,
    pub(crate) access_key: Option<&'a str>,
    pub(crate) cookie: Option<&'a str>,
    pub(crate) answers: &'a BTreeMap<String, String>,
    pub(crate) purpose: Purpose,
}

/// What somebody comes for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Accounts,
    Challenge,
    Reading,
}

/// What is said at the door.
#[derive(Debug)]
pub(crate) enum Said {
    /// Come in; the number of the sign-in whose questions were answered, and the condition that holds.
    Welcome {
        answered: Option<u64>,
        condition: Option<Condition>,
    },
    /// Answer something first; the number of the sign-in whose questions are open.
    Challenged {
        open: Option<u64>,
    },
    /// These are open.
    Questions(SignIn),
    Refused(Refusal),
    Failed(Fault),
}

pub(crate) fn enter(books: &Books, entrance: &Entrance<'_>, now: Timestamp) -> (Vec<Record>, Said) {
    let (code, user) = (entrance.institution.code, entrance.user);
    let book = books.login(code, user);
    let standing = books.standing(entrance.institution);
    let typed = typed(entrance.password);
    let brought = match (entrance.purpose, typed) {
        (Purpose::Reading, Typed::Later(_)) => None,
        (Purpose::Accounts | Purpose::Challenge | Purpose::Reading, typed) => {
            typed.condition(book.let_in_before)
        }
    };
    let condition = holding(standing.condition, book.ruling, brought);
    let ended = desk::ended(books, code, &book.counts);
    let counted = |tally: Tally| {
        let counts = book.counts.clone().after(Tally { passwords: 1, ..tally }, standing.locks_after);
        LoginBook { counts, ..book.clone() }
    };
    let keep = |book: LoginBook| Record::Login { institution: code.to_owned(), login: user.to_owned(), book };
    let quietly = |said: Said| (vec![keep(counted(Tally::default()))], said);
    let rounds = match desk::unless_ended(ended, typed.brings(condition)) {
        OnPassword::Fail(fault) => return quietly(Said::Failed(fault)),
        OnPassword::Refuse(Refusal::WrongCredentials) => {
            let book = counted(Tally { outcome: Outcome::WrongPassword, ..Tally::default() });
            let refusal =
                if book.counts.is_locked { Refusal::LoginLocked } else { Refusal::WrongCredentials };
            return (vec![keep(book)], Said::Refused(refusal));
        }
        OnPassword::Refuse(refusal) => return quietly(Said::Refused(refusal)),
        // The protocol has no word for an approval that is awaited elsewhere.
        OnPassword::AwaitApproval(_) => return quietly(Said::Refused(Refusal::AttentionNeeded)),
        OnPassword::SignIn => {
            let let_in_before = match (entrance.purpose, typed) {
                (Purpose::Accounts, Typed::Later(condition)) => Some(condition),
                (Purpose::Accounts | Purpose::Challenge | Purpose::Reading, _) => book.let_in_before,
            };
            let book = counted(Tally { outcome: Outcome::Succeeded, ..Tally::default() });
            let book = LoginBook { let_in_before, ..book };
            return (vec![keep(book)], Said::Welcome { answered: None, condition });
        }
        OnPassword::Ask(rounds) | OnPassword::AskIfPresent(rounds) => rounds,
    };
    if !entrance.version.knows_challenges() || rounds.iter().any(|round| !can_be_put(*round)) {
        return quietly(Said::Refused(Refusal::SecondFactorUnsupported));
    }
    if entrance.is_known(books, now) {
        return quietly(Said::Welcome { answered: None, condition });
    }
    match (entrance.began(books), entrance.purpose) {
        (Some(sign_in), _) if !entrance.answers.is_empty() => {
            entrance.answered(books, sign_in, condition, now)
        }
        (Some(sign_in), Purpose::Challenge) => quietly(Said::Questions(sign_in.clone())),
        (Some(sign_in), Purpose::Accounts | Purpose::Reading) => {
            quietly(Said::Challenged { open: Some(sign_in.number) })
        }
        (None, Purpose::Accounts | Purpose::Reading) => quietly(Said::Challenged { open: None }),
        (None, Purpose::Challenge) => {
            match sign_in::open(books.next_number, OnPassword::Ask(rounds), Person::Present, now) {
                Err(fault) => quietly(Said::Failed(fault)),
                Ok(step) => {
                    let sign_in = SignIn {
                        number: books.next_number,
                        channel: Channel::Ofx,
                        institution: code.to_owned(),
                        login: user.to_owned(),
                        condition: brought,
                        began_at: now,
                        rounds_asked: step.rounds_asked,
                        state: step.state,
                    };
                    let records = vec![keep(counted(step.tally)), Record::SignIn(sign_in.clone())];
                    (records, Said::Questions(sign_in))
                }
            }
        }
    }
}

impl Entrance<'_> {
    /// Of this login, by an id that was handed out to it.
    fn sign_in<'b>(&self, books: &'b Books, kind: &str, id: Option<&str>) -> Option<&'b SignIn> {
        let number = number_in(kind, self.seed, id?)?;
        let is_own = |sign_in: &&SignIn| {
            sign_in.channel == Channel::Ofx
                && sign_in.institution == self.institution.code
                && sign_in.login == self.user
        };
        books.sign_in(number).filter(is_own)
    }

    /// The questions have been answered: by an access key lately, by a session until it ends.
    fn is_known(&self, books: &Books, now: Timestamp) -> bool {
        let by_key = self.sign_in(books, ACCESS_KEY_KIND, self.access_key).is_some_and(|sign_in| {
            let lasts = SignedDuration::from_hours(24 * ACCESS_KEY_DAYS);
            matches!(sign_in.state, State::SignedIn { .. }) && now.duration_since(sign_in.began_at) < lasts
        });
        let in_session =
            self.sign_in(books, COOKIE_KIND, self.cookie).is_some_and(|sign_in| sign_in.is_readable(now));
        by_key || in_session
    }

    /// The sign-in of this session, while its questions are open.
    fn began<'b>(&self, books: &'b Books) -> Option<&'b SignIn> {
        let sign_in = self.sign_in(books, COOKIE_KIND, self.cookie)?;
        matches!(sign_in.state, State::Question(_)).then_some(sign_in)
    }

    /// The answers, by phrase, are those to the open questions.
    fn answered(
        &self,
        books: &Books,
        sign_in: &SignIn,
        condition: Option<Condition>,
        now: Timestamp,
    ) -> (Vec<Record>, Said) {
        let questions: &[Question] = match &sign_in.state {
            State::Question(asked) => &asked.questions,
            State::Waiting { .. } | State::SignedIn { .. } | State::Refused(_) => &[],
        };
        let given = |question: &Question| {
            Some((question.id.clone(), self.answers.get(phrase(question.kind)?)?.clone()))
        };
        let answers = questions.iter().filter_map(given).collect();
        let answered = Answered {
            sign_in: sign_in.number,
            channel: Channel::Ofx,
            door: Door::SignOn,
            answers: &answers,
        };
        let mut decision = desk::answer(books, &answered, now);
        for record in &mut decision.records {
            if let Record::Login { book, .. } = record {
                book.counts.passwords_received = book.counts.passwords_received.saturating_add(1);
            }
        }
        let said = match decision.outcome {
            Ok(SignIn { number, state: State::SignedIn { .. }, .. }) => {
                Said::Welcome { answered: Some(number), condition }
            }
            Ok(SignIn { state: State::Refused(refusal), .. }) => Said::Refused(refusal),
            Ok(SignIn { state: State::Question(asked), .. }) if asked.previous_answer_wrong => {
                Said::Refused(Refusal::WrongAnswer)
            }
            Ok(SignIn { number, state: State::Question(_) | State::Waiting { .. }, .. }) => {
                Said::Challenged { open: Some(number) }
            }
            Err(Declined::Failed(fault)) => Said::Failed(fault),
            Err(_) => Said::Refused(Refusal::WrongAnswer),
        };
        (decision.records, said)
    }
}

/// Whether the protocol has a way to put all questions of a round.
fn can_be_put(round: Round) -> bool {
    asked_in(round).iter().all(|kind| phrase(*kind).is_some())
}

/// How a question is named: by a phrase of the specification, or by one of our own, whose text must be told.
pub(super) fn phrase(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::FirstCity => Some("MFA1"),
        Kind::FirstPet => Some("MFA6"),
        Kind::CodeByText => Some("CODE-SMS"),
        Kind::CodeByEmail => Some("CODE-EMAIL"),
        Kind::Choice | Kind::ImageChoice | Kind::ImageText | Kind::Captcha => None,
    }
}
