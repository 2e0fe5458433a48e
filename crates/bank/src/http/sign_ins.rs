//! Signing in: credentials, answers, and looking how a sign-in or an attempt stands.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::clock::Timestamp;
use serde::{Deserialize, Serialize};

use super::body::{self, ATTEMPT_CHARS_MAX, CODE_CHARS_MAX};
use super::gate;
use super::problem::Problem;
use crate::bank::Bank;
use crate::desk::{self, Answered, Door, Presented};
use crate::directory::{self, Institution};
use crate::question;
use crate::refusal::Refusal;
use crate::sign_in::{Person, SignIn, State as Stands, number_in};

/// A sign-in as it goes out.
#[derive(Serialize)]
pub(super) struct View {
    id: String,
    #[serde(flatten)]
    state: StateView,
}

#[derive(Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
enum StateView {
    Question { deadline: Timestamp, previous_answer_wrong: bool, questions: Vec<question::View> },
    Waiting { retry_at: Timestamp, because: &'static str },
    SignedIn { token: String, token_expires_at: Timestamp },
    Refused { code: Refusal, message: &'static str },
}

/// What is sent to sign in. No `Debug`: it holds a password.
#[derive(Deserialize)]
struct Credentials {
    attempt: String,
    institution: String,
    fields: BTreeMap<String, String>,
    /// Few conditions ask for it; other questions are asked either way.
    #[serde(default)]
    person_present: bool,
}

/// No `Debug`: it holds answers.
#[derive(Deserialize)]
struct Answers {
    attempt: String,
    answers: BTreeMap<String, String>,
}

pub(super) async fn present(
    Path(channel): Path<String>,
    State(bank): State<Bank>,
    sent: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let channel = gate::channel(&channel)?;
    let sent: Credentials = body::json(sent)?;
    body::text("attempt", &sent.attempt, ATTEMPT_CHARS_MAX)?;
    body::text("institution", &sent.institution, CODE_CHARS_MAX)?;
    body::texts("fields", &sent.fields)?;
    let presented = Presented {
        channel,
        door: Door::Call { attempt: &sent.attempt },
        institution: &sent.institution,
        fields: &sent.fields,
        person: if sent.person_present { Person::Present } else { Person::Absent },
    };
    gate::through(&bank, directory::find(channel, &sent.institution), || {
        let sign_in = bank.decide(|books, now| desk::present(books, &presented, now))?;
        Ok(view(&bank, &sign_in))
    })
    .await
}

pub(super) async fn answer(
    Path((channel, id)): Path<(String, String)>,
    State(bank): State<Bank>,
    sent: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let channel = gate::channel(&channel)?;
    let number = number_of(&bank, &id)?;
    let sent: Answers = body::json(sent)?;
    body::text("attempt", &sent.attempt, ATTEMPT_CHARS_MAX)?;
    body::texts("answers", &sent.answers)?;
    let door = Door::Call { attempt: &sent.attempt };
    let answered = Answered { sign_in: number, channel, door, answers: &sent.answers };
    gate::through(&bank, institution_of(&bank, number), || {
        let sign_in = bank.decide(|books, now| desk::answer(books, &answered, now))?;
        Ok(view(&bank, &sign_in))
    })
    .await
}

pub(super) async fn look(
    Path((channel, id)): Path<(String, String)>,
    State(bank): State<Bank>,
) -> Result<Response, Problem> {
    let channel = gate::channel(&channel)?;
    let number = number_of(&bank, &id)?;
    gate::through(&bank, institution_of(&bank, number), || {
        let sign_in = bank.decide(|books, now| desk::look(books, number, channel, now))?;
        Ok(view(&bank, &sign_in))
    })
    .await
}

pub(super) async fn look_up(
    Path((channel, attempt)): Path<(String, String)>,
    State(bank): State<Bank>,
) -> Result<Response, Problem> {
    let channel = gate::channel(&channel)?;
    let reached =
        bank.read(|books| books.attempt(channel, &attempt).map(|reached| reached.institution.clone()));
    let institution = reached.and_then(|code| directory::by_code(&code));
    gate::through(&bank, institution, || {
        let sign_in = bank.decide(|books, now| desk::look_up(books, channel, &attempt, now))?;
        Ok(view(&bank, &sign_in))
    })
    .await
}

fn number_of(bank: &Bank, id: &str) -> Result<u64, Problem> {
    number_in("si", bank.seed(), id).ok_or(Problem::Unknown("sign_in"))
}

fn institution_of(bank: &Bank, number: u64) -> Option<&'static Institution> {
    let code = bank.read(|books| books.sign_in(number).map(|sign_in| sign_in.institution.clone()))?;
    directory::by_code(&code)
}

fn view(bank: &Bank, sign_in: &SignIn) -> Json<View> {
    let state = match sign_in.state_at(bank.now()) {
        Stands::Question(asked) => StateView::Question {
            deadline: asked.deadline,
            previous_answer_wrong: asked.previous_answer_wrong,
            questions: asked.questions.iter().map(question::Question::view).collect(),
        },
        Stands::Waiting { retry_at, .. } => StateView::Waiting { retry_at, because: "approve_in_app" },
        Stands::SignedIn { expires_at, .. } => {
            StateView::SignedIn { token: sign_in.token(bank.seed()), token_expires_at: expires_at }
        }
        Stands::Refused(refusal) => StateView::Refused { code: refusal, message: refusal.message() },
    };
    Json(View { id: sign_in.id(bank.seed()), state })
}
