//! One request to the FDX API: its headers, and what comes back.

use super::codes;
use super::held::Held;
use super::wire::Object;
use crate::connector::Context;
use crate::data::FetchStop;
use crate::document::Document;
use crate::grant::{Grant, Secret};
use crate::http::{Body, Request, Response};
use crate::problem::Problem;
use domain::reason::Reason;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

const INTERACTION: &str = "x-fapi-interaction-id";
const ACTOR: &str = "FDX-API-Actor-Type";

/// Somebody who may call, and where.
pub(super) struct Caller<'a> {
    /// Without a slash at the end.
    pub(super) api: &'a str,
    token: Secret,
    held: Option<Held>,
}

impl<'a> Caller<'a> {
    pub(super) fn new(api: &'a str, grant: &Grant) -> Option<Self> {
        Some(Self { api, token: grant.token.clone()?, held: Held::of(grant) })
    }

    pub(super) fn with(api: &'a str, token: Secret, held: Held) -> Self {
        Self { api, token, held: Some(held) }
    }

    pub(super) const fn held(&self) -> Option<&Held> {
        self.held.as_ref()
    }

    /// What stands at this path, as an object.
    pub(super) async fn get(&self, cx: &Context<'_>, path: &str) -> Result<Object, FetchStop> {
        Ok(read(&self.get_as(cx, path, "application/json").await?)?)
    }

    /// The document that stands at this path.
    pub(super) async fn get_document(&self, cx: &Context<'_>, path: &str) -> Result<Document, FetchStop> {
        Ok(Document::read(self.get_as(cx, path, "application/pdf").await?.body)?)
    }

    async fn get_as(&self, cx: &Context<'_>, path: &str, form: &str) -> Result<Response, FetchStop> {
        let request = Request::get(format!("{}{path}", self.api));
        let response = cx.http.send(self.named(cx, request, form)).await.map_err(Problem::from)?;
        match response.status {
            200 => Ok(response),
            _ => Err(self.refused(cx, &response)),
        }
    }

    pub(super) async fn put(&self, cx: &Context<'_>, path: &str, body: &Value) -> Result<Response, Problem> {
        let body = Body::json(Secret::new(body.to_string()));
        let request = Request::put(format!("{}{path}", self.api), body);
        Ok(cx.http.send(self.named(cx, request, "application/json")).await?)
    }

    /// A token that is refused may be an old one, and another is to be had for it; one that was just given is refused for good.
    fn refused(&self, cx: &Context<'_>, response: &Response) -> FetchStop {
        let problem = codes::problem(response, cx.now);
        let is_fresh = self.held.as_ref().is_some_and(|held| held.is_fresh(cx.now));
        match problem.reason {
            Reason::TokenInvalid | Reason::ConsentRevoked if !is_fresh => FetchStop::NeedsUser,
            _ => FetchStop::Problem(problem),
        }
    }

    fn named(&self, cx: &Context<'_>, request: Request, form: &str) -> Request {
        let is_user_present = self.held.as_ref().is_some_and(|held| held.is_user_present);
        let interaction = interaction(cx.attempt, &request.url);
        request
            .with_header("accept", form)
            .with_header(INTERACTION, interaction.clone())
            .with_trace_id(interaction)
            .with_header(ACTOR, if is_user_present { "USER" } else { "BATCH" })
            .with_bearer(self.token.clone())
    }
}

/// A UUID that follows from the attempt and the address (RFC 9562 §5.8), so that the institution's log can be held against ours.
fn interaction(attempt: &str, url: &str) -> String {
    let digest = Sha256::digest(format!("{attempt} {url}"));
    digest.iter().take(16).zip(0..).fold(String::new(), |mut hex, (byte, place)| {
        let byte = match place {
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        if matches!(place, 4 | 6 | 8 | 10) {
            hex.push('-');
        }
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn read(response: &Response) -> Result<Object, Problem> {
    let odd = |detail: String| Problem::new(Reason::InstitutionError, detail);
    match serde_json::from_slice(&response.body) {
        Ok(Value::Object(fields)) => Ok(Object(fields)),
        Ok(_) => Err(odd("the answer is no JSON object".to_owned())),
        // The error's position is told, never what stood there.
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            Err(odd(format!("the answer is no JSON, at line {line} column {column}")))
        }
    }
}

/// The path of an account; a problem where its id can stand in no path.
pub(super) fn account(id: &str) -> Result<String, Problem> {
    match id {
        "" | "." | ".." => {
            Err(Problem::new(Reason::AccountNotFound, "the account has no id that can be asked for"))
        }
        id => Ok(format!("/accounts/{}", escape(id))),
    }
}

/// A part of a path that names a statement; likewise.
pub(super) fn statement(id: &str) -> Result<String, Problem> {
    match id {
        "" | "." | ".." => {
            Err(Problem::new(Reason::AccountDataIncomplete, "a statement has no id that can be asked for"))
        }
        id => Ok(escape(id)),
    }
}

/// A part of a path, escaped.
pub(super) fn escape(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exchanges_have_names_of_their_own() {
        let one = interaction("run.1", "https://b.example/accounts");
        assert_eq!(one, interaction("run.1", "https://b.example/accounts"));
        let others =
            [interaction("run.2", "https://b.example/accounts"), interaction("run.1", "https://b.example/a")];
        assert!(!others.contains(&one));
        let dashes: Vec<usize> = one.match_indices('-').map(|(place, _)| place).collect();
        assert_eq!((one.len(), dashes, &one[14..15]), (36, vec![8, 13, 18, 23], "8"));
        assert!(matches!(&one[19..20], "8" | "9" | "a" | "b"), "{one}");
    }
}
