//! Which app calls, and how it shows that it is that app: nothing, a secret in one of two places, or a signature.

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::token::{Denied, must, one};
use crate::bank::Bank;
use crate::books::Record;
use crate::directory::Institution;
use crate::oauth::assertion::{self, ASSERTION_TYPE};
use crate::oauth::{Method, Params, app};

/// What an app shows of itself. No `Debug`: it holds a secret.
struct Shown {
    client_id: String,
    secret: Option<String>,
    method: Method,
}

/// The app that calls, once it has shown who it is. `addresses` are what a signature may say that it is for.
pub(super) fn app(
    bank: &Bank,
    institution: &Institution,
    addresses: &[&str],
    headers: &HeaderMap,
    params: &Params,
) -> Result<String, Denied> {
    let (client_id, method) = if let Some(assertion) = one(params, "client_assertion")? {
        (signed(bank, addresses, params, assertion)?, Method::PrivateKey)
    } else {
        let Shown { client_id, secret, method } = shown(headers, params)?;
        let app = bank.read(|books| app::find(books, &client_id)).ok_or(Denied::Client)?;
        if !app.is_shown_by(&client_id, secret.as_deref()) {
            return Err(Denied::Client);
        }
        (client_id, method)
    };
    let is_taken = institution.oauth.methods.contains(&method);
    if is_taken { Ok(client_id) } else { Err(Denied::Client) }
}

fn signed(bank: &Bank, addresses: &[&str], params: &Params, assertion: &str) -> Result<String, Denied> {
    if must(params, "client_assertion_type", "client_assertion_type is missing")? != ASSERTION_TYPE {
        return Err(Denied::Request("client_assertion_type is none that is offered"));
    }
    let claimed = assertion::claimed_client(assertion).ok_or(Denied::Client)?;
    if one(params, "client_id")?.is_some_and(|client_id| client_id != claimed) {
        return Err(Denied::Request("the app shows itself in two ways"));
    }
    let taken = bank.conclude(|books, now| {
        let keys = app::find(books, &claimed).map(|app| app.keys).unwrap_or_default();
        match assertion::read(assertion, &keys, addresses, now) {
            Some(shown) if !books.was_shown(&shown.client_id, &shown.jti) => {
                let record = Record::Assertion { client_id: shown.client_id.clone(), jti: shown.jti };
                (vec![record], Some(shown.client_id))
            }
            Some(_) | None => (Vec::new(), None),
        }
    });
    taken.map_err(Denied::journal)?.ok_or(Denied::Client)
}

fn shown(headers: &HeaderMap, params: &Params) -> Result<Shown, Denied> {
    let (client_id, secret) = (one(params, "client_id")?, one(params, "client_secret")?);
    let Some(given) = headers.get(header::AUTHORIZATION) else {
        let client_id = client_id.ok_or(Denied::Request("client_id is missing"))?.to_owned();
        let method = if secret.is_some() { Method::SecretPost } else { Method::Nothing };
        return Ok(Shown { client_id, secret: secret.map(str::to_owned), method });
    };
    let basic = given.to_str().ok().and_then(basic).ok_or(Denied::Client)?;
    if secret.is_some() || client_id.is_some_and(|client_id| client_id != basic.client_id) {
        return Err(Denied::Request("the app shows itself in two ways"));
    }
    Ok(basic)
}

/// Both parts are written as in a form before they are joined (RFC 6749 §2.3.1); who leaves out to do so is understood too.
fn basic(header: &str) -> Option<Shown> {
    let (scheme, pair) = header.split_once(' ')?;
    let pair = String::from_utf8(STANDARD.decode(pair.trim()).ok()?).ok()?;
    let (client_id, secret) = pair.split_once(':')?;
    let plain = |text: &str| {
        let text = text.replace('=', "%3D").replace('&', "%26");
        form_urlencoded::parse(text.as_bytes()).next().map(|(text, _)| text.into_owned()).unwrap_or_default()
    };
    let (client_id, secret) = (plain(client_id), plain(secret));
    let secret = (!secret.is_empty()).then_some(secret);
    let method = if secret.is_some() { Method::SecretBasic } else { Method::Nothing };
    scheme.eq_ignore_ascii_case("basic").then_some(Shown { client_id, secret, method })
}
