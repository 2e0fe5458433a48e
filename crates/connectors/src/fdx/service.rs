//! How one institution is reached by FDX, as its operator describes it.

use crate::directory::DirectoryEntry;
use crate::grant::Secret;
use crate::http::is_address;
use crate::oauth::SigningKey;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Names of the secrets that go with a description.
const CLIENT_SECRET: &str = "client_secret";
const PRIVATE_KEY: &str = "private_key";

/// Entries of a list asked for at once; most servers allow as many.
const fn page_limit() -> u32 {
    500
}

/// How one institution is reached. It holds no secrets; those are handed over beside it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FdxService {
    /// The issuer of the institution's authorization server, letter by letter as its metadata name it.
    pub issuer: String,
    /// The address below which the FDX API stands, with its version: `https://api.bank.example/fdx/v6`.
    pub api: String,
    /// The id under which the institution has registered this hub.
    pub client_id: String,
    /// How the hub shows that it is that app.
    pub client_auth: ClientAuth,
    /// What the hub asks to read, separated by spaces, in the institution's words.
    pub scope: String,
    /// The name under which the institution knows the public key, for `private_key_jwt`.
    #[serde(default)]
    pub key_id: Option<String>,
    /// The institution's page may be shown in a frame.
    #[serde(default)]
    pub in_frame: bool,
    /// A page that opens the institution's own app where it is installed; people go there instead of to the page that the metadata
    /// name, with the same question, unless their application wants them at the page (`enable_app2app`).
    #[serde(default)]
    pub app2app: Option<String>,
    /// Entries of a list asked for at once.
    #[serde(default = "page_limit")]
    pub page_limit: u32,
    /// How the ends of a span are written.
    #[serde(default)]
    pub span: Span,
    /// The currency of accounts that do not name one; without it, that of the institution's country.
    #[serde(default)]
    pub currency: Option<String>,
}

/// How the hub shows that it is the app, by the names of RFC 8414.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuth {
    None,
    ClientSecretPost,
    ClientSecretBasic,
    PrivateKeyJwt,
}

/// How the ends of a span of transactions are written: as days (FDX 5 and later), or as times (before).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    #[default]
    Days,
    Times,
}

/// Why no connector can be made of a description.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FdxError {
    #[error("{0} must be an https address without a query or a fragment (http on this machine alone)")]
    Address(&'static str),
    #[error("{0} is empty")]
    Empty(&'static str),
    #[error("page_limit must be a number from 1 to {PAGE_LIMIT_MAX}")]
    PageLimit,
    #[error("currency is none of ISO 4217, and the country of the institution has none that is known here")]
    Currency,
    #[error("the secret {0} is missing")]
    SecretMissing(&'static str),
    #[error("the secret {0} is not one that goes with client_auth")]
    SecretSurplus(String),
    #[error("the secret private_key is no private key of the curve P-256 in PEM")]
    PrivateKey,
    #[error("an institution that is reached by FDX has a page of its own and no login form")]
    NotOauth,
    #[error("the entry is not well formed: {0}")]
    Entry(&'static str),
}

const PAGE_LIMIT_MAX: u32 = 1_000;

/// What the hub shows of itself; never printed.
#[derive(Debug, Clone)]
pub(super) enum Credential {
    Nothing,
    SecretPost(Secret),
    SecretBasic(Secret),
    Key(SigningKey),
}

impl FdxService {
    /// The addresses at which this institution is asked, with their fields; a hub that reaches named hosts alone needs theirs.
    /// Endpoints that the metadata of the server place on other hosts are not among them.
    pub fn addresses(&self) -> [(&'static str, &str); 2] {
        [("fdx.issuer", &self.issuer), ("fdx.api", &self.api)]
    }

    pub(super) fn check(&self, entry: &DirectoryEntry) -> Result<(), FdxError> {
        let empty = [("client_id", &self.client_id), ("scope", &self.scope)];
        if let Some((name, _)) = empty.into_iter().find(|(_, text)| text.trim().is_empty()) {
            return Err(FdxError::Empty(name));
        }
        let addresses =
            [("issuer", Some(&self.issuer)), ("api", Some(&self.api)), ("app2app", self.app2app.as_ref())];
        let is_bad = |(_, address): &(&str, Option<&String>)| address.is_some_and(|text| !is_address(text));
        if let Some((name, _)) = addresses.into_iter().find(is_bad) {
            return Err(FdxError::Address(name));
        }
        if !(1..=PAGE_LIMIT_MAX).contains(&self.page_limit) {
            return Err(FdxError::PageLimit);
        }
        if !entry.is_oauth {
            return Err(FdxError::NotOauth);
        }
        entry.flaw().map_or(Ok(()), |flaw| Err(FdxError::Entry(flaw)))
    }

    /// Takes what goes with `client_auth` out of the secrets; there must be nothing else.
    pub(super) fn credential(&self, mut secrets: BTreeMap<String, Secret>) -> Result<Credential, FdxError> {
        let mut take = |name: &'static str| {
            let secret = secrets.remove(name).filter(|secret| !secret.expose().trim().is_empty());
            secret.ok_or(FdxError::SecretMissing(name))
        };
        let credential = match self.client_auth {
            ClientAuth::None => Credential::Nothing,
            ClientAuth::ClientSecretPost => Credential::SecretPost(take(CLIENT_SECRET)?),
            ClientAuth::ClientSecretBasic => Credential::SecretBasic(take(CLIENT_SECRET)?),
            ClientAuth::PrivateKeyJwt => {
                let key = SigningKey::read(&take(PRIVATE_KEY)?, self.key_id.clone());
                Credential::Key(key.ok_or(FdxError::PrivateKey)?)
            }
        };
        match secrets.into_keys().next() {
            Some(surplus) => Err(FdxError::SecretSurplus(surplus)),
            None => Ok(credential),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_read_and_nothing_else_is() {
        let read = |more: &str| {
            let text = format!(
                r#"{{"issuer":"https://b.example","api":"https://b.example/v6","client_id":"hub","scope":"a","client_auth":{more}}}"#
            );
            serde_json::from_str::<FdxService>(&text).ok()
        };
        for (text, auth) in [
            (r#""none""#, ClientAuth::None),
            (r#""client_secret_post""#, ClientAuth::ClientSecretPost),
            (r#""client_secret_basic""#, ClientAuth::ClientSecretBasic),
            (r#""private_key_jwt""#, ClientAuth::PrivateKeyJwt),
        ] {
            let service = read(text).unwrap();
            assert_eq!((service.client_auth, service.page_limit, service.span), (auth, 500, Span::Days));
        }
        assert_eq!(read(r#""none","span":"times""#).unwrap().span, Span::Times);
        for odd in [r#""tls_client_auth""#, r#""none","colour":"red""#, "null"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
