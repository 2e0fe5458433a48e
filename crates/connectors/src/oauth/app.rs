//! What the hub is to an authorization server, and how it shows it: with nothing, with a secret in one of two places (RFC 6749 §2.3.1), or
//! with an assertion that it signs (RFC 7523 §2.2, ES256).

use crate::connector::Context;
use crate::grant::Secret;
use crate::http::{Body, Request};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use domain::clock::Timestamp;
use p256::ecdsa::Signature;
use p256::ecdsa::signature::Signer as _;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt;

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// An assertion is for the moment in which it is sent.
const ASSERTION_LASTS_S: i64 = 60;

/// What the hub is to an authorization server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct App<'a> {
    pub(crate) client_id: &'a str,
    /// Separated by spaces.
    pub(crate) scope: &'a str,
    /// Where the institution's own codes are looked up, when a refusal carries one as its description.
    pub(crate) provider: &'a str,
    pub(crate) proof: Proof<'a>,
}

/// By what the hub shows that it is that app.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Proof<'a> {
    Nothing,
    SecretPost(&'a Secret),
    SecretBasic(&'a Secret),
    Key(&'a SigningKey),
}

/// A private key of the curve P-256, with the name under which the institution knows the public one.
#[derive(Clone)]
pub(crate) struct SigningKey {
    key: p256::ecdsa::SigningKey,
    key_id: Option<String>,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

impl SigningKey {
    /// A key as PEM, `BEGIN PRIVATE KEY` or `BEGIN EC PRIVATE KEY`; none if it is no private key of P-256.
    pub(crate) fn read(pem: &Secret, key_id: Option<String>) -> Option<Self> {
        let key = p256::SecretKey::from_pem(pem.expose().trim()).ok()?;
        Some(Self { key: key.into(), key_id })
    }

    /// Says that the app is itself, to this server, for a minute. `name` is unlike that of any other assertion.
    fn assertion(&self, client_id: &str, audience: &str, name: &str, now: Timestamp) -> Secret {
        let begins = now.as_second();
        let header = match &self.key_id {
            Some(key_id) => json!({"alg": "ES256", "typ": "JWT", "kid": key_id}),
            None => json!({"alg": "ES256", "typ": "JWT"}),
        };
        let claims = json!({
            "iss": client_id,
            "sub": client_id,
            "aud": audience,
            "jti": name,
            "iat": begins,
            "exp": begins.saturating_add(ASSERTION_LASTS_S),
        });
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(header), part(claims));
        let signature: Signature = self.key.sign(signed.as_bytes());
        Secret::new(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes())))
    }
}

impl App<'_> {
    /// A form for an endpoint of that server, with what shows who sends it.
    pub(super) fn form(&self, cx: &Context<'_>, issuer: &str, url: &str, fields: &[(&str, &str)]) -> Request {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let names_app = fields.iter().any(|(name, _)| *name == "client_id");
        let basic = match self.proof {
            Proof::SecretBasic(secret) => Some(basic(self.client_id, secret)),
            Proof::Nothing | Proof::SecretPost(_) | Proof::Key(_) => {
                form.extend_pairs((!names_app).then_some(("client_id", self.client_id)));
                None
            }
        };
        match self.proof {
            Proof::Nothing | Proof::SecretBasic(_) => {}
            Proof::SecretPost(secret) => {
                form.append_pair("client_secret", secret.expose());
            }
            Proof::Key(key) => {
                let name = URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{} {url}", cx.attempt)));
                let assertion = key.assertion(self.client_id, issuer, &name, cx.now);
                form.append_pair("client_assertion_type", ASSERTION_TYPE);
                form.append_pair("client_assertion", assertion.expose());
            }
        }
        let request = Request::post(url.to_owned(), Body::form(Secret::new(form.finish())));
        match basic {
            Some(basic) => request.with_secret_header("authorization", basic),
            None => request,
        }
    }
}

/// Both parts are written as in a form before they are joined (RFC 6749 §2.3.1).
fn basic(client_id: &str, secret: &Secret) -> Secret {
    let part = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let pair = format!("{}:{}", part(client_id), part(secret.expose()));
    Secret::new(format!("Basic {}", STANDARD.encode(pair)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{Http, HttpError, NoConnection, Response};
    use async_trait::async_trait;
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier as _;
    use std::collections::BTreeMap;

    struct Nobody;

    #[async_trait]
    impl Http for Nobody {
        async fn send(&self, _: Request) -> Result<Response, HttpError> {
            Err(HttpError::Unreachable(NoConnection::Unknown))
        }
    }

    /// Of no app.
    const PEM: &str = "-----BEGIN PRIVATE KEY-----\n\
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgc6yxtIm4IbLPIRWh\n\
        5SlXHJLp2HAUO8toe/Tviab35kOhRANCAARcZO1ALwi8P1i5aABVaXY+9ecZqG4G\n\
        jkYVPTjoYXE/y2axjkgvJ0iWfdavYjSZrW/ksUc/AZdX9ALKB9zZJsL3\n\
        -----END PRIVATE KEY-----";

    fn sent(proof: Proof<'_>) -> (BTreeMap<String, String>, Option<String>) {
        let app = App { client_id: "the app", scope: "a", provider: "fdx", proof };
        let cx = Context { http: &Nobody, now: Timestamp::from_second(1_000).unwrap(), attempt: "run.1" };
        let request = app.form(&cx, "https://b.example", "https://b.example/token", &[("x", "y&z")]);
        let shown = format!("{request:?}");
        assert!(!shown.contains("s3cret") && !shown.contains("Basic"), "{shown}");
        let body = request.body.unwrap();
        let fields = form_urlencoded::parse(body.secret().expose().as_bytes()).into_owned().collect();
        (fields, request.secret_headers.first().map(|(_, value)| value.expose().to_owned()))
    }

    #[test]
    fn an_app_shows_itself_in_one_way() {
        let secret = Secret::new("s3cret:&");
        let pairs = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let (x, id) = (("x", "y&z"), ("client_id", "the app"));
        assert_eq!(sent(Proof::Nothing), (pairs(&[x, id]), None));
        let post = pairs(&[x, id, ("client_secret", "s3cret:&")]);
        assert_eq!(sent(Proof::SecretPost(&secret)), (post, None));
        let basic = format!("Basic {}", STANDARD.encode("the+app:s3cret%3A%26"));
        assert_eq!(sent(Proof::SecretBasic(&secret)), (pairs(&[x]), Some(basic)));
    }

    #[test]
    fn an_assertion_can_be_verified() {
        let key = SigningKey::read(&Secret::new(PEM), Some("k1".to_owned())).unwrap();
        assert_eq!(format!("{key:?}"), "SigningKey { key_id: Some(\"k1\"), .. }");
        let (fields, _) = sent(Proof::Key(&key));
        assert_eq!(fields["client_assertion_type"], ASSERTION_TYPE);
        let (signed, signature) = fields["client_assertion"].rsplit_once('.').unwrap();
        let signature = Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
        let known = VerifyingKey::from(&key.key);
        assert!(known.verify(signed.as_bytes(), &signature).is_ok());
        let part = |place: usize| -> Value {
            let part = signed.split('.').nth(place).unwrap();
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
        };
        assert_eq!(part(0), json!({"alg": "ES256", "typ": "JWT", "kid": "k1"}));
        let mut claims = part(1);
        assert_eq!(claims["jti"].take().as_str().unwrap().len(), 43);
        assert_eq!(
            claims,
            json!({"iss": "the app", "sub": "the app", "aud": "https://b.example", "jti": null, "iat": 1000, "exp": 1060})
        );
        for odd in [
            "",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
            &PEM.replace("MIGH", "MIGI"),
            "the key",
        ] {
            assert!(SigningKey::read(&Secret::new(odd), None).is_none(), "{odd}");
        }
    }
}
