//! `GET {issuer}/authorize`: an app sends the person here.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::super::gate;
use super::page::{self, Trouble};
use crate::bank::Bank;
use crate::line::Scheme;
use crate::oauth::crossing::Sight;
use crate::oauth::{Begin, NotBegun, Params};

pub(super) async fn begin(
    Path(code): Path<String>,
    State(bank): State<Bank>,
    RawQuery(query): RawQuery,
    scheme: Scheme,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let institution = super::institution(&code).ok_or(Trouble::NOWHERE)?;
    let issuer = super::issuer(scheme, &headers, institution).ok_or(Trouble::NOWHERE)?;
    let params = Params::read(query.unwrap_or_default().as_bytes());
    gate::through(&bank, Some(institution), || {
        let (seed, issuer) = (bank.seed(), issuer.as_str());
        let begun =
            bank.conclude(|books, now| Begin { books, seed, institution, issuer, now }.flow(&params))?;
        match begun {
            Ok(flow) => Ok(page::of_flow(&bank, institution, &flow, Sight::Login(None))),
            Err(NotBegun::SentBack { way_back, complaint, text }) => {
                page::back(&way_back.with_error(complaint, text))
            }
            Err(NotBegun::NoWayBack(text)) => {
                Err(Trouble { status: StatusCode::BAD_REQUEST, title: "This cannot go on", text })
            }
        }
    })
    .await
}
