//! Secrets: what lets us read, and what a sign-in remembers between two steps.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// A text that is wiped after use and never printed.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The text itself. Whoever calls this must not keep, print or log it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What lets us read a person's accounts: the fields of a login form, a token, or both. Only its connector knows what they mean.
#[derive(Clone, Debug, Default)]
pub struct Grant {
    /// By the source's names of the fields.
    pub fields: BTreeMap<String, Secret>,
    pub token: Option<Secret>,
}

/// A grant as bytes, alive for a moment on its way to or from the seal.
#[derive(Serialize, Deserialize)]
struct Plain {
    fields: BTreeMap<String, String>,
    token: Option<String>,
}

impl Drop for Plain {
    fn drop(&mut self) {
        self.fields.values_mut().for_each(Zeroize::zeroize);
        self.token.zeroize();
    }
}

impl Grant {
    /// The bytes to seal.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let plain = Plain {
            fields: self.fields.iter().map(|(id, value)| (id.clone(), value.expose().to_owned())).collect(),
            token: self.token.as_ref().map(|token| token.expose().to_owned()),
        };
        // A map of texts always has a JSON form.
        Zeroizing::new(serde_json::to_vec(&plain).unwrap_or_default())
    }

    /// What [`Self::to_bytes`] made; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut plain: Plain = serde_json::from_slice(bytes).ok()?;
        Some(Self {
            fields: std::mem::take(&mut plain.fields)
                .into_iter()
                .map(|(id, value)| (id, Secret::new(value)))
                .collect(),
            token: plain.token.take().map(Secret::new),
        })
    }
}

/// What a connector remembers of a sign-in. Opaque, versioned by the connector, sealed when stored, erased when the run ends.
#[derive(Clone, Default)]
pub struct Session(pub Zeroizing<Vec<u8>>);

impl Session {
    /// Nothing was remembered yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Session({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grants_come_back_and_do_not_print() {
        let grant = Grant {
            fields: BTreeMap::from([("PASSWORD".to_owned(), Secret::new("hunter2"))]),
            token: Some(Secret::new("tok")),
        };
        let back = Grant::from_bytes(&grant.to_bytes()).unwrap();
        assert_eq!(back.fields["PASSWORD"].expose(), "hunter2");
        assert_eq!(back.token.unwrap().expose(), "tok");
        assert!(!format!("{grant:?}").contains("hunter2"));
        assert!(Grant::from_bytes(b"{}").is_none());
    }
}
