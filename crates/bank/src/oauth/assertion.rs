//! How an app shows who it is by signing (RFC 7521, RFC 7523): a JSON Web Token signed with ES256, for this server, good once and
//! for minutes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::clock::Timestamp;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::sign_in::later;

pub(crate) const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const ALGORITHM: &str = "ES256";
/// How far ahead an assertion may say that it ends.
const LASTS_S_MAX: i64 = 600;
/// How far an app's clock may be ahead.
const AHEAD_S_MAX: i64 = 60;
const JTI_CHARS_MAX: usize = 200;

/// A public key of an app on the curve P-256 (RFC 7517).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Key {
    pub(crate) kid: String,
    kty: String,
    crv: String,
    x: String,
    y: String,
}

/// What an app's assertion says once its signature is found good.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) client_id: String,
    /// The same never comes twice.
    pub(crate) jti: String,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    exp: i64,
    iat: Option<i64>,
    nbf: Option<i64>,
    jti: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Key {
    pub(crate) fn is_sound(&self) -> bool {
        self.verifying().is_some()
    }

    fn verifying(&self) -> Option<VerifyingKey> {
        /// An uncompressed point (SEC 1 §2.3.3).
        const UNCOMPRESSED: u8 = 4;
        if self.kty != "EC" || self.crv != "P-256" {
            return None;
        }
        let coordinate = |text: &str| URL_SAFE_NO_PAD.decode(text).ok().filter(|bytes| bytes.len() == 32);
        let point = [vec![UNCOMPRESSED], coordinate(&self.x)?, coordinate(&self.y)?].concat();
        VerifyingKey::from_sec1_bytes(&point).ok()
    }
}

/// Whose assertion it says to be, before anything of it is believed.
pub(crate) fn claimed_client(assertion: &str) -> Option<String> {
    let claims: Claims = part(assertion.split('.').nth(1)?)?;
    Some(claims.sub)
}

/// What the assertion shows; none when it is not signed by one of these keys, not for one of these audiences, or not for now.
pub(crate) fn read(assertion: &str, keys: &[Key], audiences: &[&str], now: Timestamp) -> Option<Shown> {
    let (signed, signature) = assertion.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let header: Header = part(header).filter(|header: &Header| header.alg == ALGORITHM)?;
    let signature = Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
    let is_named = |key: &&Key| header.kid.as_ref().is_none_or(|kid| *kid == key.kid);
    let is_signed = keys
        .iter()
        .filter(is_named)
        .filter_map(Key::verifying)
        .any(|key| key.verify(signed.as_bytes(), &signature).is_ok());
    let claims: Claims = part(claims)?;
    (is_signed && claims.are_for(audiences, now)).then_some(Shown { client_id: claims.sub, jti: claims.jti })
}

impl Claims {
    fn are_for(&self, audiences: &[&str], now: Timestamp) -> bool {
        let is_for_us = match &self.aud {
            Audience::One(one) => audiences.contains(&one.as_str()),
            Audience::Several(all) => all.iter().any(|one| audiences.contains(&one.as_str())),
        };
        let latest_begin = later(now, AHEAD_S_MAX).as_second();
        let has_begun = [self.iat, self.nbf].into_iter().flatten().all(|begin| begin <= latest_begin);
        let ends_soon = now.as_second() < self.exp && self.exp <= later(now, LASTS_S_MAX).as_second();
        let is_named = !self.jti.is_empty() && self.jti.len() <= JTI_CHARS_MAX;
        self.iss == self.sub && is_for_us && has_begun && ends_soon && is_named
    }
}

fn part<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::SigningKey;
    use p256::ecdsa::signature::Signer as _;
    use serde_json::{Value, json};

    fn signing(byte: u8) -> SigningKey {
        SigningKey::from_slice(&[byte; 32]).unwrap()
    }

    fn key(kid: &str, signing: &SigningKey) -> Key {
        let point = signing.verifying_key().to_sec1_point(false);
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        Key {
            kid: kid.to_owned(),
            kty: "EC".to_owned(),
            crv: "P-256".to_owned(),
            x: text(point.x().unwrap()),
            y: text(point.y().unwrap()),
        }
    }

    fn signed(header: &Value, claims: &Value, by: &SigningKey) -> String {
        let text = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", text(header), text(claims));
        let signature: Signature = by.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }

    #[test]
    fn an_assertion_is_for_here_and_now() {
        let now = Timestamp::from_second(1_000_000).unwrap();
        let keys = [key("k1", &signing(1)), key("k2", &signing(2))];
        let header = json!({"alg": "ES256", "kid": "k2"});
        let claims = json!({"iss": "app", "sub": "app", "aud": "http://b/o", "iat": 1_000_000, "exp": 1_000_060, "jti": "1"});
        let check = |changes: Value, in_header: Value, by: u8, is_good: bool| {
            let (mut header, mut claims) = (header.clone(), claims.clone());
            header.as_object_mut().unwrap().extend(in_header.as_object().unwrap().clone());
            claims.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
            let text = signed(&header, &claims, &signing(by));
            assert_eq!(
                read(&text, &keys, &["http://b/o", "http://b/o/token"], now).is_some(),
                is_good,
                "{claims} {header} {by}"
            );
        };
        check(json!({}), json!({}), 2, true);
        check(json!({"aud": ["x", "http://b/o/token"]}), json!({"kid": null}), 1, true);
        check(json!({}), json!({}), 1, false);
        check(json!({}), json!({"kid": "k3"}), 2, false);
        check(json!({}), json!({"alg": "none"}), 2, false);
        check(json!({"iss": "other"}), json!({}), 2, false);
        check(json!({"aud": "http://b/other"}), json!({}), 2, false);
        check(json!({"exp": 1_000_000}), json!({}), 2, false);
        check(json!({"exp": 1_000_601}), json!({}), 2, false);
        check(json!({"iat": 1_000_061}), json!({}), 2, false);
        check(json!({"nbf": 1_000_061}), json!({}), 2, false);
        check(json!({"jti": ""}), json!({}), 2, false);
        for odd in ["", ".", "..", "a.b.c", "é.é.é"] {
            assert_eq!(read(odd, &keys, &["http://b/o"], now), None, "{odd}");
        }
        let off_curve = Key { x: keys[0].y.clone(), ..keys[0].clone() };
        assert!(keys[0].is_sound() && !off_curve.is_sound());
    }
}
