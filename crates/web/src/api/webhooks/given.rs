//! What applications say of a webhook.

use crate::error::Refusal;
use crate::request::fields::{Object, SecretText};
use engine::{Login, LoginEdit};
use serde::Deserialize;
use utoipa::ToSchema;

/// How a webhook is told.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(super) struct WebhookConfigRequest {
    /// With each event, what it is about, whole.
    pub(super) include_resource: Option<bool>,
    /// Of one member, the next event is sent when the one before has arrived or is given up.
    pub(super) ordered: Option<bool>,
    /// How the hub names itself to the receiver, beside the signature; `{}` takes it away.
    #[schema(value_type = Option<WebhookAuthRequest>)]
    pub(super) auth: Option<Object<WebhookAuthRequest>>,
}

/// One of the three, or none.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(super) struct WebhookAuthRequest {
    /// HTTP Basic.
    #[schema(value_type = Option<BasicAuthRequest>)]
    basic: Option<Object<BasicAuthRequest>>,
    /// A bearer token.
    #[schema(value_type = Option<String>)]
    bearer: Option<SecretText>,
    /// A client certificate (mTLS) as PEM: the certificate, its chain, its key.
    #[schema(value_type = Option<String>)]
    certificate: Option<SecretText>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(super) struct BasicAuthRequest {
    user: String,
    #[schema(value_type = String)]
    password: SecretText,
}

/// What was said of the login.
pub(super) fn login(given: Option<Object<WebhookAuthRequest>>) -> Result<LoginEdit, Refusal> {
    let Some(Object(auth)) = given else { return Ok(LoginEdit::Keep) };
    match (auth.basic, auth.bearer, auth.certificate) {
        (None, None, None) => Ok(LoginEdit::Remove),
        (Some(Object(basic)), None, None) => {
            Ok(LoginEdit::Set(Login::Basic { user: basic.user, password: basic.password.0 }))
        }
        (None, Some(token), None) => Ok(LoginEdit::Set(Login::Bearer(token.0))),
        (None, None, Some(pem)) => Ok(LoginEdit::Set(Login::Certificate(pem.0))),
        _ => Err(Refusal::invalid("config.auth", "must have at most one of basic, bearer and certificate")),
    }
}
