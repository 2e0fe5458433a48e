//! What every caller says in headers: a name for the exchange, and whether the person is there.

use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use super::refused::Refused;

const INTERACTION: &str = "x-fapi-interaction-id";
const ACTOR: &str = "fdx-api-actor-type";
/// The hyphens of a UUID.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];
const UUID_CHARS: usize = 36;

pub(super) struct Said {
    interaction: HeaderValue,
}

impl Said {
    pub(super) fn interaction(&self) -> HeaderValue {
        self.interaction.clone()
    }
}

/// Reads the headers; one that is missing or means nothing is a refusal.
pub(super) fn read(headers: &HeaderMap) -> Result<Said, Refused> {
    let interaction = headers.get(INTERACTION).filter(|name| is_uuid(name)).cloned();
    let knows_actor = headers.get(ACTOR).is_none_or(|actor| ["USER", "BATCH"].iter().any(|one| actor == one));
    match interaction {
        Some(interaction) if knows_actor => Ok(Said { interaction }),
        Some(_) | None => Err(Refused::HEADERS),
    }
}

/// The answer under the name that the caller gave to the exchange.
pub(super) fn named(mut answer: Response, name: Option<HeaderValue>) -> Response {
    if let Some(name) = name {
        answer.headers_mut().insert(INTERACTION, name);
    }
    answer
}

fn is_uuid(text: &HeaderValue) -> bool {
    let is_right = |(place, byte): (usize, &u8)| {
        if HYPHENS.contains(&place) { *byte == b'-' } else { byte.is_ascii_hexdigit() }
    };
    text.len() == UUID_CHARS && text.as_bytes().iter().enumerate().all(is_right)
}
