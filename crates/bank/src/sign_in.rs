//! One sign-in, as a pure state machine: (state, what came, now) gives the next state and what the bank counts.

use std::collections::BTreeMap;

use domain::clock::Timestamp;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::chance;
use crate::channel::Channel;
use crate::condition::Condition;
use crate::fault::Fault;
use crate::ledger::{Outcome, Tally};
use crate::question::{Question, asked_in};
use crate::refusal::Refusal;
use crate::script::{OnAnswer, OnPassword, Round, Verdict, on_answer};

/// The kind of its token's id.
pub(crate) const TOKEN_KIND: &str = "tk";
pub(crate) const TOKEN_LASTS_S: i64 = 30 * 60;
const QUESTION_WAITS_S: i64 = 5 * 60;
const HASTY_QUESTION_WAITS_S: i64 = 20;
/// How often a patient question is asked again.
const RETRIES_MAX: u8 = 3;
/// Rounds of one sign-in; the answer `challenge` could go on for ever.
const ROUNDS_MAX: u32 = 20;
/// Looks after which an awaited approval is decided.
const LOOKS_UNTIL_DECIDED: u8 = 2;
const LOOK_AGAIN_AFTER_S: i64 = 5;

/// Who signs in where, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SignIn {
    pub(crate) number: u64,
    pub(crate) channel: Channel,
    pub(crate) institution: String,
    /// Empty when the fields that name the person were missing.
    pub(crate) login: String,
    /// What its password brought; staff may have said something else since.
    #[serde(default)]
    pub(crate) condition: Option<Condition>,
    pub(crate) began_at: Timestamp,
    pub(crate) rounds_asked: u32,
    pub(crate) state: State,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    Question(Asked),
    Waiting {
        looks: u8,
        retry_at: Timestamp,
        #[serde(default)]
        verdict: Verdict,
    },
    SignedIn {
        expires_at: Timestamp,
        is_given_back: bool,
    },
    Refused(Refusal),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub(crate) round: Round,
    pub(crate) questions: Vec<Question>,
    pub(crate) deadline: Timestamp,
    pub(crate) previous_answer_wrong: bool,
    retries_left: u8,
    rounds_to_come: Vec<Round>,
}

/// Whether somebody is there to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Person {
    Present,
    Absent,
}

/// What the next state is and what it adds to the login's counts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) state: State,
    pub(crate) rounds_asked: u32,
    pub(crate) tally: Tally,
}

/// Why answers were not taken at all.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotTaken {
    NotWaiting,
    /// An open question has no answer, or an answer no open question.
    Mismatch,
}

/// The password has come; `number` is the sign-in's.
pub(crate) fn open(number: u64, does: OnPassword, person: Person, now: Timestamp) -> Result<Step, Fault> {
    let step = |state, outcome| Step { state, rounds_asked: 0, tally: Tally { outcome, ..Tally::default() } };
    let mut begun = match does {
        OnPassword::Fail(fault) => return Err(fault),
        OnPassword::SignIn => signed_in(0, now),
        OnPassword::Ask(rounds) => ask(number, 0, rounds.to_vec(), now),
        OnPassword::AskIfPresent(rounds) => match person {
            Person::Present => ask(number, 0, rounds.to_vec(), now),
            Person::Absent => step(State::Refused(Refusal::PersonNeeded), Outcome::Open),
        },
        OnPassword::AwaitApproval(verdict) => step(awaiting(0, verdict, now), Outcome::Open),
        OnPassword::Refuse(Refusal::WrongCredentials) => {
            step(State::Refused(Refusal::WrongCredentials), Outcome::WrongPassword)
        }
        OnPassword::Refuse(refusal) => step(State::Refused(refusal), Outcome::Open),
    };
    begun.tally.passwords = 1;
    Ok(begun)
}

impl SignIn {
    /// `si-`, the number, and digits that outsiders cannot guess.
    pub(crate) fn id(&self, seed: u64) -> String {
        id_of("si", seed, self.number)
    }

    pub(crate) fn token(&self, seed: u64) -> String {
        id_of(TOKEN_KIND, seed, self.number)
    }

    /// The token opens the accounts: signed in, not given back, not expired.
    pub(crate) fn is_readable(&self, now: Timestamp) -> bool {
        match self.state {
            State::SignedIn { expires_at, is_given_back } => !is_given_back && now < expires_at,
            State::Question(_) | State::Waiting { .. } | State::Refused(_) => false,
        }
    }

    /// How it stands when somebody looks: a question whose deadline has passed is refused.
    pub(crate) fn state_at(&self, now: Timestamp) -> State {
        match &self.state {
            State::Question(asked) if now > asked.deadline => State::Refused(Refusal::AnswerTooLate),
            state => state.clone(),
        }
    }

    /// Somebody looked; only an awaited approval is changed by it.
    pub(crate) fn look(&self, now: Timestamp) -> Option<Step> {
        match self.state {
            State::Waiting { looks, verdict, .. } if looks.saturating_add(1) >= LOOKS_UNTIL_DECIDED => {
                Some(match verdict {
                    Verdict::Approved => signed_in(self.rounds_asked, now),
                    Verdict::Declined => {
                        self.quietly(State::Refused(Refusal::ApprovalDeclined), Outcome::Open)
                    }
                })
            }
            State::Waiting { looks, verdict, .. } => {
                Some(self.quietly(awaiting(looks.saturating_add(1), verdict, now), Outcome::Open))
            }
            State::Question(_) | State::SignedIn { .. } | State::Refused(_) => None,
        }
    }

    /// Answers came, one for each open question. A fault leaves the questions open.
    pub(crate) fn answer(
        &self,
        answers: &BTreeMap<String, String>,
        now: Timestamp,
    ) -> Result<(Step, Option<Fault>), NotTaken> {
        let State::Question(asked) = &self.state else {
            return Err(NotTaken::NotWaiting);
        };
        let is_complete = asked.questions.iter().all(|question| answers.contains_key(&question.id));
        if !is_complete || answers.len() != asked.questions.len() {
            return Err(NotTaken::Mismatch);
        }
        let means = asked
            .questions
            .iter()
            .filter_map(|question| {
                answers.get(&question.id).map(|answer| on_answer(question.understand(answer)))
            })
            .max()
            .unwrap_or(OnAnswer::Wrong);
        let (mut step, fault) = if now > asked.deadline {
            (self.quietly(State::Refused(Refusal::AnswerTooLate), Outcome::Open), None)
        } else {
            self.after(asked, means, now)
        };
        step.tally.answers = u32::try_from(answers.len()).unwrap_or(u32::MAX);
        Ok((step, fault))
    }

    fn after(&self, asked: &Asked, means: OnAnswer, now: Timestamp) -> (Step, Option<Fault>) {
        let step = match means {
            OnAnswer::Fail(fault) => {
                return (self.quietly(self.state.clone(), Outcome::Open), Some(fault));
            }
            OnAnswer::Refuse(refusal) => self.quietly(State::Refused(refusal), Outcome::Open),
            OnAnswer::Wrong if asked.retries_left > 0 => self.ask_again(asked, now),
            OnAnswer::Wrong => self.quietly(State::Refused(Refusal::WrongAnswer), Outcome::WrongAnswer),
            OnAnswer::Right => self.go_on(asked.rounds_to_come.clone(), now),
            OnAnswer::RightAndOneMore => {
                let rounds = [&[Round::Text], asked.rounds_to_come.as_slice()].concat();
                self.go_on(rounds, now)
            }
        };
        (step, None)
    }

    fn go_on(&self, rounds: Vec<Round>, now: Timestamp) -> Step {
        if rounds.is_empty() {
            signed_in(self.rounds_asked, now)
        } else if self.rounds_asked >= ROUNDS_MAX {
            self.quietly(State::Refused(Refusal::AttentionNeeded), Outcome::Open)
        } else {
            ask(self.number, self.rounds_asked, rounds, now)
        }
    }

    fn ask_again(&self, asked: &Asked, now: Timestamp) -> Step {
        let rounds = [&[asked.round], asked.rounds_to_come.as_slice()].concat();
        let mut step = ask(self.number, self.rounds_asked, rounds, now);
        if let State::Question(again) = &mut step.state {
            again.retries_left = asked.retries_left.saturating_sub(1);
            again.previous_answer_wrong = true;
        }
        step.tally.outcome = Outcome::WrongAnswer;
        step
    }

    fn quietly(&self, state: State, outcome: Outcome) -> Step {
        Step { state, rounds_asked: self.rounds_asked, tally: Tally { outcome, ..Tally::default() } }
    }
}

/// The number inside an id or token of this kind, if it is one that this bank made.
pub(crate) fn number_in(kind: &str, seed: u64, id: &str) -> Option<u64> {
    let (number, _) = id.strip_prefix(kind)?.strip_prefix('-')?.split_once('-')?;
    let number = number.parse().ok()?;
    (id_of(kind, seed, number) == id).then_some(number)
}

pub(crate) fn id_of(kind: &str, seed: u64, number: u64) -> String {
    format!("{kind}-{number}-{}", chance::tag(seed, &["sign-in", kind, &number.to_string()]))
}

pub(crate) fn later(now: Timestamp, seconds: i64) -> Timestamp {
    now.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
}

fn signed_in(rounds_asked: u32, now: Timestamp) -> Step {
    let state = State::SignedIn { expires_at: later(now, TOKEN_LASTS_S), is_given_back: false };
    Step { state, rounds_asked, tally: Tally { outcome: Outcome::Succeeded, ..Tally::default() } }
}

fn awaiting(looks: u8, verdict: Verdict, now: Timestamp) -> State {
    State::Waiting { looks, retry_at: later(now, LOOK_AGAIN_AFTER_S), verdict }
}

/// Asks the first of these rounds; the others are to come.
fn ask(number: u64, rounds_asked: u32, rounds: Vec<Round>, now: Timestamp) -> Step {
    let mut to_come = rounds.into_iter();
    let Some(round) = to_come.next() else {
        return signed_in(rounds_asked, now);
    };
    let rounds_asked = rounds_asked.saturating_add(1);
    let questions: Vec<Question> = asked_in(round)
        .iter()
        .zip(1..)
        .map(|(kind, place): (_, u32)| Question {
            id: format!("q-{number}-{rounds_asked}-{place}"),
            kind: *kind,
        })
        .collect();
    let waits_s = if round == Round::HastyText { HASTY_QUESTION_WAITS_S } else { QUESTION_WAITS_S };
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let tally = Tally {
        questions: count(questions.len()),
        codes: count(questions.iter().filter(|question| question.kind.sends_code()).count()),
        ..Tally::default()
    };
    let asked = Asked {
        round,
        questions,
        deadline: later(now, waits_s),
        previous_answer_wrong: false,
        retries_left: if round == Round::PatientText { RETRIES_MAX } else { 0 },
        rounds_to_come: to_come.collect(),
    };
    Step { state: State::Question(asked), rounds_asked, tally }
}

#[cfg(test)]
mod tests;
