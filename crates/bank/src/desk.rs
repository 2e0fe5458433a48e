//! The counter where sign-ins are handled: what the books say and what came in give an answer and the records to keep.
//! Nothing is changed here; the bank writes the records to the journal and the books, then gives the answer.

use std::collections::BTreeMap;

use domain::clock::Timestamp;

use crate::books::{Books, LoginBook, Reached, Record};
use crate::channel::Channel;
use crate::directory::{self, FormProblem, Institution};
use crate::ledger::Outcome;
use crate::script::{Fault, OnPassword, Refusal, on_password};
use crate::sign_in::{self, NotTaken, Opening, SignIn, State, Step};

/// Credentials as they came.
#[derive(Debug)]
pub(crate) struct Presented<'a> {
    pub(crate) channel: Channel,
    pub(crate) attempt: &'a str,
    pub(crate) institution: &'a str,
    pub(crate) fields: &'a BTreeMap<String, String>,
}

/// Answers as they came, for one sign-in.
#[derive(Debug)]
pub(crate) struct Answered<'a> {
    pub(crate) sign_in: u64,
    pub(crate) channel: Channel,
    pub(crate) attempt: &'a str,
    pub(crate) answers: &'a BTreeMap<String, String>,
}

#[derive(Debug)]
pub(crate) struct Decision {
    pub(crate) records: Vec<Record>,
    pub(crate) outcome: Result<SignIn, Declined>,
}

/// Why there is no sign-in to show.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Declined {
    RepeatedAttempt,
    NotWaiting,
    AnswersMismatch,
    UnknownSignIn,
    UnknownAttempt,
    TooMany { wait_s: i64 },
    Form(FormProblem),
    Failed(Fault),
}

impl Decision {
    fn declined(why: Declined) -> Decision {
        Decision { records: Vec::new(), outcome: Err(why) }
    }
}

pub(crate) fn present(books: &Books, presented: &Presented<'_>, now: Timestamp) -> Decision {
    if let Some(reached) = books.attempt(presented.channel, presented.attempt) {
        return repeated(books, reached);
    }
    let Some(institution) = directory::find(presented.channel, presented.institution) else {
        return refused_at_once(books, presented, Refusal::UnknownInstitution, now);
    };
    match institution.read_form(presented.fields) {
        Ok(form) => admit(books, presented, institution, &form, now),
        Err(FormProblem::Missing) => refused_at_once(books, presented, Refusal::MissingField, now),
        Err(problem) => Decision::declined(Declined::Form(problem)),
    }
}

fn admit(
    books: &Books,
    presented: &Presented<'_>,
    institution: &Institution,
    form: &directory::Form,
    now: Timestamp,
) -> Decision {
    let LoginBook { counts, pace } = books.login(institution.code, &form.login);
    let pace = match pace.after_one(now.as_second()) {
        Err(wait_s) if institution.is_throttled => return Decision::declined(Declined::TooMany { wait_s }),
        Err(_) => pace,
        Ok(pace) => pace,
    };
    let number = books.next_number;
    let does = match on_password(&form.password) {
        OnPassword::Fail(fault) => OnPassword::Fail(fault),
        _ if counts.is_locked => OnPassword::Refuse(Refusal::LoginLocked),
        does => does,
    };
    let (opened, tally, fault) = match sign_in::open(number, does, now) {
        Opening::Begun { step, has_accounts } => {
            let tally = step.tally;
            (Some((step, has_accounts)), tally, None)
        }
        Opening::Failed(fault) => {
            (None, crate::ledger::Tally { passwords: 1, ..Default::default() }, Some(fault))
        }
    };
    let counts = counts.after(tally);
    let sign_in = opened.map(|(step, has_accounts)| SignIn {
        number,
        channel: presented.channel,
        institution: institution.code.to_owned(),
        login: form.login.clone(),
        has_accounts,
        began_at: now,
        rounds_asked: step.rounds_asked,
        state: locked_out(step, counts.is_locked),
    });
    let reached = Reached {
        institution: institution.code.to_owned(),
        login: form.login.clone(),
        sign_in: sign_in.as_ref().map(|sign_in| sign_in.number),
        fault,
    };
    let mut records = vec![
        Record::Login {
            institution: institution.code.to_owned(),
            login: form.login.clone(),
            book: LoginBook { counts, pace },
        },
        Record::Attempt { channel: presented.channel, attempt: presented.attempt.to_owned(), reached },
    ];
    records.extend(sign_in.clone().map(Record::SignIn));
    let outcome = sign_in.ok_or(Declined::Failed(fault.unwrap_or(Fault::ServerError)));
    Decision { records, outcome }
}

/// A refusal that no login is charged with.
fn refused_at_once(books: &Books, presented: &Presented<'_>, refusal: Refusal, now: Timestamp) -> Decision {
    let sign_in = SignIn {
        number: books.next_number,
        channel: presented.channel,
        institution: presented.institution.to_owned(),
        login: String::new(),
        has_accounts: false,
        began_at: now,
        rounds_asked: 0,
        state: State::Refused(refusal),
    };
    let reached = Reached {
        institution: sign_in.institution.clone(),
        login: String::new(),
        sign_in: Some(sign_in.number),
        fault: None,
    };
    let attempt =
        Record::Attempt { channel: presented.channel, attempt: presented.attempt.to_owned(), reached };
    Decision { records: vec![attempt, Record::SignIn(sign_in.clone())], outcome: Ok(sign_in) }
}

pub(crate) fn answer(books: &Books, answered: &Answered<'_>, now: Timestamp) -> Decision {
    if let Some(reached) = books.attempt(answered.channel, answered.attempt) {
        return repeated(books, reached);
    }
    let Some(sign_in) = on_channel(books, answered.sign_in, answered.channel) else {
        return Decision::declined(Declined::UnknownSignIn);
    };
    let (step, fault) = match sign_in.answer(answered.answers, now) {
        Ok(taken) => taken,
        Err(NotTaken::NotWaiting) => return Decision::declined(Declined::NotWaiting),
        Err(NotTaken::Mismatch) => return Decision::declined(Declined::AnswersMismatch),
    };
    let LoginBook { counts, pace } = books.login(&sign_in.institution, &sign_in.login);
    // A login that was locked meanwhile gets no further, whatever it answers.
    let (step, fault) =
        if counts.is_locked { (refused(&step, Refusal::LoginLocked), None) } else { (step, fault) };
    let counts = counts.after(step.tally);
    let sign_in = SignIn {
        rounds_asked: step.rounds_asked,
        state: locked_out(step, counts.is_locked),
        ..sign_in.clone()
    };
    let reached = Reached {
        institution: sign_in.institution.clone(),
        login: sign_in.login.clone(),
        sign_in: Some(sign_in.number),
        fault,
    };
    let records = vec![
        Record::Login {
            institution: sign_in.institution.clone(),
            login: sign_in.login.clone(),
            book: LoginBook { counts, pace },
        },
        Record::Attempt { channel: answered.channel, attempt: answered.attempt.to_owned(), reached },
        Record::SignIn(sign_in.clone()),
    ];
    Decision { records, outcome: fault.map_or(Ok(sign_in), |fault| Err(Declined::Failed(fault))) }
}

/// How a sign-in stands. An awaited approval is the one thing that looking brings nearer.
pub(crate) fn look(books: &Books, number: u64, channel: Channel, now: Timestamp) -> Decision {
    let Some(sign_in) = on_channel(books, number, channel) else {
        return Decision::declined(Declined::UnknownSignIn);
    };
    let Some(step) = sign_in.look(now) else {
        return Decision { records: Vec::new(), outcome: Ok(sign_in.clone()) };
    };
    let LoginBook { counts, pace } = books.login(&sign_in.institution, &sign_in.login);
    let step = if counts.is_locked { refused(&step, Refusal::LoginLocked) } else { step };
    let counts = counts.after(step.tally);
    let sign_in = SignIn { rounds_asked: step.rounds_asked, state: step.state, ..sign_in.clone() };
    let login = Record::Login {
        institution: sign_in.institution.clone(),
        login: sign_in.login.clone(),
        book: LoginBook { counts, pace },
    };
    Decision { records: vec![login, Record::SignIn(sign_in.clone())], outcome: Ok(sign_in) }
}

/// What an attempt came to: it tells of a failure as it was told the first time.
pub(crate) fn look_up(books: &Books, channel: Channel, attempt: &str, now: Timestamp) -> Decision {
    let Some(reached) = books.attempt(channel, attempt) else {
        return Decision::declined(Declined::UnknownAttempt);
    };
    match (reached.fault, reached.sign_in) {
        (Some(fault), _) => Decision::declined(Declined::Failed(fault)),
        (None, Some(number)) => look(books, number, channel, now),
        (None, None) => Decision::declined(Declined::UnknownAttempt),
    }
}

/// The token is handed back; reading with it ends.
pub(crate) fn give_back(sign_in: &SignIn) -> Option<Record> {
    match sign_in.state {
        State::SignedIn { expires_at, is_given_back: false } => Some(Record::SignIn(SignIn {
            state: State::SignedIn { expires_at, is_given_back: true },
            ..sign_in.clone()
        })),
        State::SignedIn { .. } | State::Question(_) | State::Waiting { .. } | State::Refused(_) => None,
    }
}

fn on_channel(books: &Books, number: u64, channel: Channel) -> Option<&SignIn> {
    books.sign_in(number).filter(|sign_in| sign_in.channel == channel)
}

fn repeated(books: &Books, reached: &Reached) -> Decision {
    let LoginBook { counts, pace } = books.login(&reached.institution, &reached.login);
    let record = Record::Login {
        institution: reached.institution.clone(),
        login: reached.login.clone(),
        book: LoginBook { counts: counts.after_repetition(), pace },
    };
    Decision { records: vec![record], outcome: Err(Declined::RepeatedAttempt) }
}

fn refused(step: &Step, refusal: Refusal) -> Step {
    let tally = crate::ledger::Tally {
        passwords: step.tally.passwords,
        answers: step.tally.answers,
        ..Default::default()
    };
    Step { state: State::Refused(refusal), tally, rounds_asked: step.rounds_asked }
}

/// The wrong password or answer that locks a login is already answered as locked.
fn locked_out(step: Step, is_locked: bool) -> State {
    match step.tally.outcome {
        Outcome::WrongPassword | Outcome::WrongAnswer if is_locked => State::Refused(Refusal::LoginLocked),
        Outcome::Open | Outcome::Succeeded | Outcome::WrongPassword | Outcome::WrongAnswer => step.state,
    }
}
