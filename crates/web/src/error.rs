//! Refusals: their codes, their statuses, and the one form they all have.
//!
//! A handler gives back a [`Refusal`]; the outermost layer writes it, because only there the id of the request is known, and logs
//! it once if it is our fault.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::credential::Stray;
use domain::id::MemberGuid;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Seconds after which a request that met a database out of reach, or itself took too long, may be sent again.
const RETRY_AFTER_SECONDS: u64 = 5;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $code:ident $name:literal $status:ident;)*) => {
        /// Why a request was refused. The names are stable: programs may match on them, people read the message.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Code {
            $($(#[doc = $doc])+ $code),*
        }

        impl Code {
            pub(crate) const ALL: &[Self] = &[$(Self::$code),*];

            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$code => $name),* }
            }

            pub(crate) const fn status(self) -> StatusCode {
                match self { $(Self::$code => StatusCode::$status),* }
            }

            /// What it means and what to do, for the documentation.
            pub(crate) const fn meaning(self) -> &'static str {
                match self { $(Self::$code => concat!($($doc, " "),+)),* }
            }
        }
    };
}

codes! {
    /// The body is not JSON.
    MalformedJson "malformed_json" BAD_REQUEST;
    /// A field that must be there is not, or nothing to change is named.
    MissingField "missing_field" BAD_REQUEST;
    /// A field has another type than it must have.
    WrongType "wrong_type" BAD_REQUEST;
    /// A parameter of the query cannot be what it is.
    InvalidParameter "invalid_parameter" BAD_REQUEST;
    /// An option of a page cannot be what it is; the message names those that exist.
    InvalidOption "invalid_option" BAD_REQUEST;
    /// A header cannot be what it is.
    InvalidHeader "invalid_header" BAD_REQUEST;
    /// The path is not readable as text.
    InvalidPath "invalid_path" BAD_REQUEST;
    /// The institution does not offer what this job reads.
    UnsupportedProduct "unsupported_product" BAD_REQUEST;
    /// Client id or API key are missing, wrong or expired.
    InvalidApiKey "invalid_api_key" UNAUTHORIZED;
    /// The API key may only read.
    ReadOnlyKey "read_only_key" FORBIDDEN;
    /// There is no such thing, or it belongs to another application.
    NotFound "not_found" NOT_FOUND;
    /// It was there, and the hub deleted it by itself; the message says why.
    Gone "gone" GONE;
    /// The API has no such path.
    NoSuchRoute "no_such_route" NOT_FOUND;
    /// The path exists, but not with this method; the header `Allow` names those it has.
    MethodNotAllowed "method_not_allowed" METHOD_NOT_ALLOWED;
    /// The header `Accept-Version` names no version of this API.
    UnknownVersion "unknown_version" NOT_ACCEPTABLE;
    /// Something else has this value, which only one may have.
    AlreadyExists "already_exists" CONFLICT;
    /// The same login is connected already; `guid` names the member, which can be updated instead.
    MemberExists "member_exists" CONFLICT;
    /// A job of another kind is running on this member; wait until it has ended.
    JobRunning "job_running" CONFLICT;
    /// Not possible in the state that the thing is in.
    NotPossibleNow "not_possible_now" CONFLICT;
    /// Others changed the same thing at the same time, again and again; send the request again.
    ChangedMeanwhile "changed_meanwhile" CONFLICT;
    /// The body is larger than this server reads.
    BodyTooLarge "body_too_large" PAYLOAD_TOO_LARGE;
    /// A value is well formed but cannot be accepted.
    InvalidValue "invalid_value" UNPROCESSABLE_ENTITY;
    /// The file cannot be read; the message says why, where, and what to do. Nothing of it is kept.
    UnreadableFile "unreadable_file" UNPROCESSABLE_ENTITY;
    /// What was typed begins or ends with a space, or holds an invisible character; nothing was sent to the bank. Have it typed by hand, or send it with `Swingbridge-Accept-Stray-Characters: true`.
    StrayCharacters "stray_characters" UNPROCESSABLE_ENTITY;
    /// The Idempotency-Key was used for another request; take a new one.
    IdempotencyKeyReused "idempotency_key_reused" UNPROCESSABLE_ENTITY;
    /// Too many requests with this API key; wait as long as `Retry-After` says.
    RateLimited "rate_limited" TOO_MANY_REQUESTS;
    /// Our fault; the log of the server has the cause beside the request id.
    Internal "internal_error" INTERNAL_SERVER_ERROR;
    /// This server lacks a setting; its operator must give it. The message names it.
    NotConfigured "not_configured" SERVICE_UNAVAILABLE;
    /// The database cannot be reached now; send the request again after `Retry-After`.
    Unavailable "unavailable" SERVICE_UNAVAILABLE;
    /// This server reads as many files as it can at once; send the request again after `Retry-After`.
    Busy "busy" SERVICE_UNAVAILABLE;
    /// The institution's own page cannot be reached now; try again after `Retry-After`.
    InstitutionUnreachable "institution_unreachable" SERVICE_UNAVAILABLE;
    /// The request took too long; what it did may be done, so ask before sending it again without an Idempotency-Key.
    Timeout "timeout" SERVICE_UNAVAILABLE;
}

/// A refusal on its way to the outermost layer.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) code: Code,
    /// What the caller sees. It never repeats a value that was sent.
    pub(crate) message: String,
    /// The member that exists already.
    guid: Option<MemberGuid>,
    pub(crate) retry_after_seconds: Option<u64>,
    /// With `not_possible_now`: what is possible instead.
    possible: Vec<&'static str>,
    /// The rest of the request was not read: nothing more is read on this connection.
    closes: bool,
    /// What the log gets.
    pub(crate) cause: Option<Arc<engine::Error>>,
}

impl Refusal {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        let retry_after_seconds = match code {
            Code::Unavailable | Code::Busy | Code::Timeout | Code::InstitutionUnreachable => {
                Some(RETRY_AFTER_SECONDS)
            }
            _ => None,
        };
        Self {
            code,
            message: message.into(),
            guid: None,
            retry_after_seconds,
            possible: Vec::new(),
            closes: false,
            cause: None,
        }
    }

    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("There is no such {what}."))
    }

    /// Others bring so many files that this one has no room, or no turn.
    pub(crate) fn busy() -> Self {
        Self::new(
            Code::Busy,
            "As many files are being brought as this server reads at once. Send the request again shortly.",
        )
    }

    /// The same refusal with what the log gets.
    pub(crate) fn because(self, cause: engine::Error) -> Self {
        Self { cause: Some(Arc::new(cause)), ..self }
    }

    /// The same refusal of a request that was not read to its end.
    pub(crate) fn closing(self) -> Self {
        Self { closes: true, ..self }
    }

    /// A field that is well formed but cannot be accepted.
    pub(crate) fn invalid(field: &str, problem: impl std::fmt::Display) -> Self {
        Self::new(Code::InvalidValue, format!("{field} {problem}"))
    }

    /// An update that names nothing it could change.
    pub(crate) fn nothing_to_change(object: &str) -> Self {
        Self::new(Code::MissingField, format!("{object} names no field that can be changed"))
    }

    /// The answer's body.
    pub(crate) fn body(&self, request_id: &str, documentation_url: &str) -> ErrorBody {
        let guid = self.guid.map(|guid| guid.to_string());
        ErrorBody {
            error: ErrorDetails {
                message: self.message.clone(),
                code: self.code.name().to_owned(),
                documentation_url: format!("{documentation_url}#{}", self.code.name()),
                request_id: request_id.to_owned(),
                guid: guid.clone(),
                possible: Some(self.possible.clone()).filter(|names| !names.is_empty()),
            },
            guid,
        }
    }
}

impl From<engine::Error> for Refusal {
    fn from(error: engine::Error) -> Self {
        use engine::Error as E;
        match error {
            E::NotFound(what) => Self::not_found(what),
            E::Invalid { field, problem } => Self::invalid(&field, problem),
            E::Description { which, flaw } => Self::invalid(&which, flaw),
            E::File(flaw) => Self::new(Code::UnreadableFile, flaw.to_string()),
            E::Taken { field } => {
                Self::new(Code::AlreadyExists, format!("{field} is taken; another one has this value"))
            }
            E::MemberExists(guid) => Self {
                guid: Some(guid),
                ..Self::new(
                    Code::MemberExists,
                    format!("This login is connected already as {guid}. Update that member instead."),
                )
            },
            E::RunOpen(kind) => Self::new(
                Code::JobRunning,
                format!(
                    "A job of the kind {} is running on this member. Wait until it has ended.",
                    kind.name()
                ),
            ),
            E::Impossible { why, possible } => {
                Self { possible, ..Self::new(Code::NotPossibleNow, sentence(&why)) }
            }
            E::Unreachable(_) => Self::new(
                Code::InstitutionUnreachable,
                "The institution's own page cannot be reached now. Try again in a moment.",
            ),
            E::Stray { field, stray } => Self::new(
                Code::StrayCharacters,
                format!(
                    "{field} has {}; nothing was sent. Have it typed by hand, or send it as it is with the header \
                     Swingbridge-Accept-Stray-Characters: true.",
                    match stray {
                        Stray::LeadingSpace => "a space at its beginning",
                        Stray::TrailingSpace => "a space at its end",
                        Stray::Invisible => "an invisible character",
                    }
                ),
            ),
            E::RefusedBefore => Self::new(
                Code::NotPossibleNow,
                "These credentials were refused several times and are not sent again. Ask the person for the login as it works at the \
                 institution's own site.",
            ),
            E::TooSoon => Self::new(Code::NotPossibleNow, "This was asked for a moment ago. Wait a little."),
            E::ConsentWithdrawn => {
                Self::new(Code::NotPossibleNow, "The person has withdrawn the consent. Ask for another.")
            }
            E::OtherRequest => Self::new(
                Code::IdempotencyKeyReused,
                "The Idempotency-Key was used for another request. Take a new key for a new request.",
            ),
            E::Busy => Self::busy(),
            E::Contended => Self::new(
                Code::ChangedMeanwhile,
                "Others changed the same thing at the same time. Send the request again.",
            ),
            error @ E::Store(_) => {
                let refusal = if error.is_outage() {
                    Self::new(
                        Code::Unavailable,
                        "The database cannot be reached now. Send the request again shortly.",
                    )
                } else {
                    Self::new(
                        Code::Internal,
                        "Something went wrong on our side. The server's log has the cause.",
                    )
                };
                refusal.because(error)
            }
        }
    }
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.closes {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        if self.code == Code::InvalidApiKey {
            let challenge = HeaderValue::from_static("Basic realm=\"Swingbridge\", charset=\"UTF-8\"");
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// What every refusal looks like.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorBody {
    error: ErrorDetails,
    /// With `member_exists`: the member that has this login.
    #[serde(skip_serializing_if = "Option::is_none")]
    guid: Option<String>,
}

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorDetails {
    /// In plain words, naming the field.
    #[schema(example = "member.institution_code is no institution")]
    message: String,
    /// Stable; see the list in the documentation.
    #[schema(example = "invalid_value")]
    code: String,
    documentation_url: String,
    /// The same as in the header `x-request-id` and in the server's log.
    request_id: String,
    /// With `member_exists`: the member that has this login.
    #[serde(skip_serializing_if = "Option::is_none")]
    guid: Option<String>,
    /// With `not_possible_now`, for members: the commands that the member takes now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = json!(["update_credentials", "delete"]))]
    possible: Option<Vec<&'static str>>,
}

pub(crate) async fn no_such_route() -> Refusal {
    Refusal::new(Code::NoSuchRoute, "The API has no such path.")
}

pub(crate) async fn method_not_allowed() -> Refusal {
    Refusal::new(
        Code::MethodNotAllowed,
        "This path does not have that method; the header Allow names those it has.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::Error as E;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_distinct_and_documented() {
        let documentation = include_str!("../../../docs/API.md");
        let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            let row = format!(
                "| <a id=\"{0}\"></a>`{0}` | {1} | {2} |",
                code.name(),
                code.status().as_u16(),
                code.meaning().split_whitespace().collect::<Vec<_>>().join(" ")
            );
            assert!(documentation.contains(&row), "docs/API.md lacks the row\n{row}");
        }
    }

    #[test]
    fn each_error_of_the_engine_has_a_status_and_says_what() {
        let check = |error: engine::Error, status: u16, message: &str| {
            let refusal = Refusal::from(error);
            assert_eq!((refusal.code.status().as_u16(), refusal.message.as_str()), (status, message));
        };
        check(E::NotFound("user"), 404, "There is no such user.");
        check(E::Taken { field: "id" }, 409, "id is taken; another one has this value");
        check(
            E::Impossible { why: "no challenge is open".into(), possible: Vec::new() },
            409,
            "No challenge is open.",
        );
        check(
            E::Invalid { field: "member.id".into(), problem: "is empty".into() },
            422,
            "member.id is empty",
        );
        check(
            E::OtherRequest,
            422,
            "The Idempotency-Key was used for another request. Take a new key for a new request.",
        );
    }

    #[test]
    fn an_existing_member_is_named_twice() {
        let guid: MemberGuid = "MBR-00000000-0000-0000-0000-000000000001".parse().unwrap();
        let body = Refusal::from(engine::Error::MemberExists(guid)).body("REQ-1", "/docs");
        let json = serde_json::to_value(&body).unwrap();
        assert_eq!(json["guid"], guid.to_string());
        assert_eq!(json["error"]["guid"], guid.to_string());
        assert_eq!(json["error"]["documentation_url"], "/docs#member_exists");
    }
}
