//! `{issuer}/flows/{flow}`: the person's pages, and what is sent from them.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::super::problem::Problem;
use super::super::{body, gate};
use super::page::{self, Trouble};
use crate::bank::Bank;
use crate::books::Record;
use crate::directory::Institution;
use crate::fault::Fault;
use crate::oauth::crossing::{Crossing, Next, Note, Over};
use crate::oauth::{FLOW_KIND, Params};
use crate::sign_in::number_in;

type At = Path<(String, String)>;
pub(super) type Sent = Result<Bytes, BytesRejection>;

pub(super) async fn show(at: At, State(bank): State<Bank>) -> Result<Response, Trouble> {
    go(at, &bank, |crossing, number| (Vec::new(), crossing.stand(number, None))).await
}

pub(super) async fn log_in(at: At, State(bank): State<Bank>, sent: Sent) -> Result<Response, Trouble> {
    let form = form(sent)?;
    go(at, &bank, |crossing, number| match fields(&form) {
        Some(fields) => crossing.log_in(number, &fields),
        None => (Vec::new(), crossing.stand(number, Some(Note::FillIn))),
    })
    .await
}

pub(super) async fn answer(at: At, State(bank): State<Bank>, sent: Sent) -> Result<Response, Trouble> {
    let form = form(sent)?;
    go(at, &bank, |crossing, number| match fields(&form) {
        Some(answers) => crossing.answer(number, &answers),
        None => (Vec::new(), crossing.stand(number, Some(Note::FillIn))),
    })
    .await
}

pub(super) async fn look(at: At, State(bank): State<Bank>) -> Result<Response, Trouble> {
    go(at, &bank, |crossing, number| crossing.look(number)).await
}

pub(super) async fn consent(at: At, State(bank): State<Bank>, sent: Sent) -> Result<Response, Trouble> {
    let form = form(sent)?;
    go(at, &bank, |crossing, number| match form.one("decision") {
        Ok(Some("allow")) => {
            let chosen: Vec<String> = form.all("account").map(str::to_owned).collect();
            crossing.allow(number, &chosen)
        }
        Ok(Some("deny")) => crossing.cancel(number),
        _ => (Vec::new(), crossing.stand(number, None)),
    })
    .await
}

pub(super) async fn cancel(at: At, State(bank): State<Bank>) -> Result<Response, Trouble> {
    go(at, &bank, |crossing, number| crossing.cancel(number)).await
}

async fn go(
    Path((code, id)): At,
    bank: &Bank,
    step: impl FnOnce(Crossing<'_>, u64) -> (Vec<Record>, Next),
) -> Result<Response, Trouble> {
    let institution = super::institution(&code).ok_or(Trouble::NOWHERE)?;
    let number = number_in(FLOW_KIND, bank.seed(), &id).ok_or(Trouble::NOWHERE)?;
    let is_elsewhere =
        bank.read(|books| books.flow(number).is_some_and(|flow| flow.institution != institution.code));
    if is_elsewhere {
        return Err(Trouble::NOWHERE);
    }
    gate::through(bank, Some(institution), || {
        let seed = bank.seed();
        let next = bank.conclude(|books, now| step(Crossing { books, seed, now }, number))?;
        shown(bank, institution, next)
    })
    .await
}

fn shown(bank: &Bank, institution: &Institution, next: Next) -> Result<Response, Trouble> {
    match next {
        Next::Page(flow, sight) => Ok(page::of_flow(bank, institution, &flow, sight)),
        Next::Back(address) => page::back(&address),
        Next::Over(Over::Late) => Err(Trouble {
            status: StatusCode::GONE,
            title: "This is over",
            text: "It took too long. Go back to the app and begin again.",
        }),
        Next::Over(Over::Finished) => Err(Trouble {
            status: StatusCode::GONE,
            title: "This has been finished already",
            text: "Go back to the app. If it is not connected there, begin again.",
        }),
        Next::HangUp => Ok(Problem::Fault(Fault::HangUp).into_response()),
    }
}

pub(super) fn form(sent: Sent) -> Result<Params, Trouble> {
    let unreadable = Trouble {
        status: StatusCode::BAD_REQUEST,
        title: "This cannot be read",
        text: "Go back, and send less.",
    };
    sent.map(|bytes| Params::read(&bytes)).map_err(|_| unreadable)
}

/// Each field once, and none too long.
pub(super) fn fields(form: &Params) -> Option<BTreeMap<String, String>> {
    let fields: BTreeMap<String, String> =
        form.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    body::texts("fields", &fields).is_ok().then_some(fields)
}
