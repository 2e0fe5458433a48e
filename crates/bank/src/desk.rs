//! The counter where sign-ins are handled: what the books say and what came in give an answer and the records to keep.
//! Nothing is changed here; the bank writes the records to the journal and the books, then gives the answer.

use std::collections::BTreeMap;

use domain::clock::Timestamp;

use crate::books::{Books, LoginBook, Opened, Reached, Record};
use crate::channel::Channel;
use crate::condition::{Condition, holding};
use crate::directory::{self, FormProblem, Institution};
use crate::fault::Fault;
use crate::ledger::{Counts, Outcome, Tally, WRONG_IN_A_ROW_MAX};
use crate::refusal::Refusal;
use crate::script::{OnPassword, Typed, typed};
use crate::sign_in::{self, NotTaken, Person, SignIn, State, Step};

/// The way by which something comes in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Door<'a> {
    /// A caller sends it, and may ask later what became of this sending.
    Call { attempt: &'a str },
    /// The person types it at the bank's own page, about which nobody asks later.
    OwnPage,
    /// It comes with a request of OFX, about which nobody can ask later.
    SignOn,
}

/// Credentials as they came.
#[derive(Debug)]
pub(crate) struct Presented<'a> {
    pub(crate) channel: Channel,
    pub(crate) door: Door<'a>,
    pub(crate) institution: &'a str,
    pub(crate) fields: &'a BTreeMap<String, String>,
    pub(crate) person: Person,
}

/// Answers as they came, for one sign-in.
#[derive(Debug)]
pub(crate) struct Answered<'a> {
    pub(crate) sign_in: u64,
    pub(crate) channel: Channel,
    pub(crate) door: Door<'a>,
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
    TooMany {
        wait_s: i64,
    },
    /// Whoever sent this must go to the institution's own page.
    OwnPageOnly,
    Form(FormProblem),
    Failed(Fault),
}

impl Door<'_> {
    fn reached_before(self, books: &Books, channel: Channel) -> Option<&Reached> {
        match self {
            Door::Call { attempt } => books.attempt(channel, attempt),
            Door::OwnPage | Door::SignOn => None,
        }
    }

    fn record(self, channel: Channel, reached: Reached) -> Option<Record> {
        match self {
            Door::Call { attempt } => Some(Record::Attempt { channel, attempt: attempt.to_owned(), reached }),
            Door::OwnPage | Door::SignOn => None,
        }
    }
}

impl Decision {
    fn declined(why: Declined) -> Decision {
        Decision { records: Vec::new(), outcome: Err(why) }
    }
}

pub(crate) fn present(books: &Books, presented: &Presented<'_>, now: Timestamp) -> Decision {
    if let Some(reached) = presented.door.reached_before(books, presented.channel) {
        return repeated(books, reached);
    }
    let Some(institution) = directory::find(presented.channel, presented.institution) else {
        return refused_at_once(books, presented, Refusal::UnknownInstitution, now);
    };
    match presented.door {
        Door::Call { .. } if institution.is_oauth => return Decision::declined(Declined::OwnPageOnly),
        Door::Call { .. } | Door::OwnPage | Door::SignOn => {}
    }
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
    let book = books.login(institution.code, &form.login);
    let pace = match book.pace.after_one(now.as_second()) {
        Err(wait_s) if institution.is_throttled => return Decision::declined(Declined::TooMany { wait_s }),
        Err(_) => book.pace,
        Ok(pace) => pace,
    };
    let standing = books.standing(institution);
    let typed = typed(&form.password);
    let condition = typed.condition(book.let_in_before);
    let holds = holding(standing.condition, book.ruling, condition);
    let does = unless_ended(ended(books, institution.code, &book.counts), typed.brings(holds));
    let number = books.next_number;
    let opened = sign_in::open(number, does, presented.person, now);
    let fault = opened.as_ref().err().copied();
    let tally = opened.as_ref().map_or(Tally { passwords: 1, ..Tally::default() }, |step| step.tally);
    let book = LoginBook {
        counts: book.counts.after(tally, standing.locks_after),
        pace,
        let_in_before: let_in(typed, opened.as_ref().ok()).or(book.let_in_before),
        ..book
    };
    let sign_in = opened.ok().map(|step| SignIn {
        number,
        channel: presented.channel,
        institution: institution.code.to_owned(),
        login: form.login.clone(),
        condition,
        began_at: now,
        rounds_asked: step.rounds_asked,
        state: locked_out(step, book.counts.is_locked),
    });
    let reached = Reached {
        institution: institution.code.to_owned(),
        login: form.login.clone(),
        sign_in: sign_in.as_ref().map(|sign_in| sign_in.number),
        fault,
    };
    let mut records =
        vec![Record::Login { institution: institution.code.to_owned(), login: form.login.clone(), book }];
    records.extend(presented.door.record(presented.channel, reached));
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
        condition: None,
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
    let attempt = presented.door.record(presented.channel, reached);
    let records = attempt.into_iter().chain([Record::SignIn(sign_in.clone())]).collect();
    Decision { records, outcome: Ok(sign_in) }
}

pub(crate) fn answer(books: &Books, answered: &Answered<'_>, now: Timestamp) -> Decision {
    if let Some(reached) = answered.door.reached_before(books, answered.channel) {
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
    let book = books.login(&sign_in.institution, &sign_in.login);
    let (step, fault) = match ended(books, &sign_in.institution, &book.counts) {
        Some(refusal) => (refused(&step, refusal), None),
        None => (step, fault),
    };
    // No answer counts as a wrong password.
    let counts = book.counts.after(step.tally, WRONG_IN_A_ROW_MAX);
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
    let login = Record::Login {
        institution: sign_in.institution.clone(),
        login: sign_in.login.clone(),
        book: LoginBook { counts, ..book },
    };
    let attempt = answered.door.record(answered.channel, reached);
    let records = [login].into_iter().chain(attempt).chain([Record::SignIn(sign_in.clone())]).collect();
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
    let book = books.login(&sign_in.institution, &sign_in.login);
    let step = match ended(books, &sign_in.institution, &book.counts) {
        Some(refusal) => refused(&step, refusal),
        None => step,
    };
    let counts = book.counts.after(step.tally, WRONG_IN_A_ROW_MAX);
    let sign_in = SignIn { rounds_asked: step.rounds_asked, state: step.state, ..sign_in.clone() };
    let login = Record::Login {
        institution: sign_in.institution.clone(),
        login: sign_in.login.clone(),
        book: LoginBook { counts, ..book },
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
    let book = books.login(&reached.institution, &reached.login);
    let record = Record::Login {
        institution: reached.institution.clone(),
        login: reached.login.clone(),
        book: LoginBook { counts: book.counts.after_repetition(), ..book },
    };
    Decision { records: vec![record], outcome: Err(Declined::RepeatedAttempt) }
}

/// Why nobody gets any further, whatever is presented or answered: the institution is gone, or the login is locked.
pub(crate) fn ended(books: &Books, institution: &str, counts: &Counts) -> Option<Refusal> {
    let is_discontinued = directory::by_code(institution)
        .is_some_and(|institution| books.standing(institution).state == Opened::Discontinued);
    if is_discontinued {
        return Some(Refusal::InstitutionDiscontinued);
    }
    counts.is_locked.then_some(Refusal::LoginLocked)
}

/// A locked login meets the bank's own failures all the same; a discontinued institution has none any more.
pub(crate) fn unless_ended(ended: Option<Refusal>, does: OnPassword) -> OnPassword {
    match (ended, does) {
        (Some(Refusal::LoginLocked), OnPassword::Fail(fault)) => OnPassword::Fail(fault),
        (Some(refusal), _) => OnPassword::Refuse(refusal),
        (None, does) => does,
    }
}

/// The condition that holds from now on, since its password was accepted.
fn let_in(typed: Typed, step: Option<&Step>) -> Option<Condition> {
    match (typed, &step?.state) {
        (Typed::Later(_), State::Refused(_)) | (Typed::Word(_) | Typed::Always(_) | Typed::Spoils(_), _) => {
            None
        }
        (Typed::Later(condition), _) => Some(condition),
    }
}

fn refused(step: &Step, refusal: Refusal) -> Step {
    let tally = Tally { passwords: step.tally.passwords, answers: step.tally.answers, ..Tally::default() };
    Step { state: State::Refused(refusal), tally, rounds_asked: step.rounds_asked }
}

/// The wrong password or answer that locks a login is already answered as locked.
fn locked_out(step: Step, is_locked: bool) -> State {
    match step.tally.outcome {
        Outcome::WrongPassword | Outcome::WrongAnswer if is_locked => State::Refused(Refusal::LoginLocked),
        Outcome::Open | Outcome::Succeeded | Outcome::WrongPassword | Outcome::WrongAnswer => step.state,
    }
}
