//! Apps that push what they ask for, and that sign who they are.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::clock::Timestamp;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};

use crate::browser::{RETURN, VERIFIER, Visit, browse, denied, post};
use crate::support::{Answer, RunningBank, start};

const STRICT: &str = "saltmarsh_national";
/// The second at which the tests' banks begin.
const START_S: i64 = 1_795_255_200;
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

fn key(byte: u8) -> SigningKey {
    SigningKey::from_slice(&[byte; 32]).unwrap()
}

fn jwk(kid: &str, byte: u8) -> Value {
    let point = key(byte).verifying_key().to_sec1_point(false);
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    json!({"kty": "EC", "crv": "P-256", "kid": kid, "use": "sig", "x": text(point.x().unwrap()), "y": text(point.y().unwrap())})
}

fn assertion(changes: &Value, byte: u8) -> String {
    let mut claims =
        json!({"iss": "signer", "sub": "signer", "iat": START_S, "exp": START_S + 60, "jti": "1"});
    claims.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    let text = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", text(&json!({"alg": "ES256", "kid": "k1"})), text(&claims));
    let signature: Signature = key(byte).sign(signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

async fn registered(keys: Value) -> (RunningBank, Answer) {
    assert!(Timestamp::from_second(START_S).is_ok());
    let bank = start().await;
    let app = json!({"name": "Signer", "redirect_uris": [RETURN], "jwks": {"keys": keys}});
    let answer = bank.call("PUT", "/control/apps/signer", None, Some(app)).await;
    (bank, answer)
}

/// Pushes the usual request, signed so.
async fn push(bank: &RunningBank, institution: &str, assertion: &str, more: &[(&str, &str)]) -> Answer {
    let visit = Visit::to("").with("client_id", Some("signer"));
    let mut form: Vec<(&str, &str)> =
        visit.params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    form.extend([("client_assertion_type", ASSERTION_TYPE), ("client_assertion", assertion)]);
    form.extend(more);
    post(bank, &format!("/oauth/{institution}/par"), &form, None).await
}

#[tokio::test]
async fn keys_are_registered_and_told_by_name() {
    let (_, answer) = registered(json!([jwk("k1", 1), jwk("k2", 2)])).await;
    assert_eq!(answer.body["keys"], json!(["k1", "k2"]));
    assert_eq!(answer.body["is_confidential"], true);
    let off_curve =
        json!({"kty": "EC", "crv": "P-256", "kid": "k", "x": jwk("k", 1)["y"], "y": jwk("k", 1)["y"]});
    let other_curve = json!({"kty": "EC", "crv": "P-384", "kid": "k", "x": "AA", "y": "AA"});
    for keys in [json!([]), json!([off_curve]), json!([other_curve]), json!([{"kid": "k"}]), json!("none")] {
        assert_eq!(registered(keys.clone()).await.1.outcome(), "400 bad_request", "{keys}");
    }
    let both =
        json!({"name": "S", "redirect_uris": [RETURN], "secret": "s", "jwks": {"keys": [jwk("k1", 1)]}});
    let (bank, _) = registered(json!([jwk("k1", 1)])).await;
    assert_eq!(bank.call("PUT", "/control/apps/s", None, Some(both)).await.outcome(), "400 bad_request");
}

#[tokio::test]
async fn what_was_pushed_opens_the_page_once() {
    let (bank, _) = registered(json!([jwk("k1", 1)])).await;
    let issuer = bank.url(&format!("/oauth/{STRICT}"));
    let unpushed = Visit::to(STRICT).with("client_id", Some("signer")).begin(&bank).await;
    assert_eq!(unpushed.told("error").as_deref(), Some("invalid_request"));
    let pushed = push(&bank, STRICT, &assertion(&json!({"aud": issuer}), 1), &[]).await;
    assert_eq!((pushed.status, &pushed.body["expires_in"]), (201, &json!(90)));
    let request_uri = pushed.body["request_uri"].as_str().unwrap().to_owned();
    let query = |client_id: &str| {
        format!("/oauth/{STRICT}/authorize?client_id={client_id}&request_uri={request_uri}")
    };
    assert_eq!(browse(&bank, "GET", &query("swingbridge"), None).await.outcome(), "400 This cannot go on");
    let page = browse(&bank, "GET", &query("signer"), None).await;
    assert_eq!(page.outcome(), "200 Log in");
    assert_eq!(browse(&bank, "GET", &query("signer"), None).await.outcome(), "400 This cannot go on");
    let chosen = page.send(&bank, "login", &[("LOGIN", "ana"), ("PASSWORD", "hunter2")]).await;
    let returned = chosen.allow_all(&bank).await;
    assert_eq!(returned.told("iss"), Some(issuer.clone()));

    let code = returned.told("code").unwrap();
    let by = |assertion: String| {
        let (bank, code) = (&bank, code.clone());
        async move {
            let form = [
                ("grant_type", "authorization_code"),
                ("code", code.as_str()),
                ("redirect_uri", RETURN),
                ("code_verifier", VERIFIER),
                ("client_assertion_type", ASSERTION_TYPE),
                ("client_assertion", assertion.as_str()),
            ];
            post(bank, &format!("/oauth/{STRICT}/token"), &form, None).await
        }
    };
    // The same assertion twice, another key, another server, another app; none of it uses the code up.
    for (changes, signer) in [
        (json!({"aud": issuer}), 1),
        (json!({"aud": issuer, "jti": "2"}), 2),
        (json!({"aud": "http://elsewhere.example", "jti": "3"}), 1),
        (json!({"aud": issuer, "jti": "4", "iss": "swingbridge", "sub": "swingbridge"}), 1),
        (json!({"aud": issuer, "jti": "5", "exp": START_S}), 1),
    ] {
        let denied = denied(&by(assertion(&changes, signer)).await);
        assert!(denied.starts_with("401 invalid_client"), "{changes}: {denied}");
    }
    let tokens = by(assertion(&json!({"aud": format!("{issuer}/token"), "jti": "6"}), 1)).await;
    assert_eq!((tokens.status, &tokens.body["expires_in"]), (200, &json!(300)));
    assert!(tokens.body["fdx_consent_id"].is_string());
    assert!(tokens.body["scope"].as_str().unwrap().starts_with("fdx:accountdetailed:read "));
}

#[tokio::test]
async fn a_push_is_refused_as_the_page_would() {
    let (bank, _) = registered(json!([jwk("k1", 1)])).await;
    let issuer = bank.url(&format!("/oauth/{STRICT}"));
    for (number, (more, told)) in [
        (("scope", "accounts"), "400 invalid_scope"),
        (("request_uri", "urn:x"), "400 invalid_request"),
        (("redirect_uri", "https://evil.example/"), "400 invalid_request"),
        (("state", "two"), "400 invalid_request"),
    ]
    .into_iter()
    .enumerate()
    {
        let signed = assertion(&json!({"aud": issuer, "jti": number.to_string()}), 1);
        let answer = push(&bank, STRICT, &signed, &[more]).await;
        assert!(denied(&answer).starts_with(told), "{more:?}: {}", denied(&answer));
    }
    // Too late, and not offered.
    let pushed = push(&bank, STRICT, &assertion(&json!({"aud": issuer, "jti": "late"}), 1), &[]).await;
    bank.pass(90);
    let request_uri = pushed.body["request_uri"].as_str().unwrap();
    let late = format!("/oauth/{STRICT}/authorize?client_id=signer&request_uri={request_uri}");
    assert_eq!(browse(&bank, "GET", &late, None).await.outcome(), "400 This cannot go on");
    assert_eq!(push(&bank, "kestrel_federal", "x", &[]).await.status, 404);
}

/// An institution that wants signatures takes no other proof.
#[tokio::test]
async fn institutions_choose_how_apps_show_themselves() {
    let bank = start().await;
    let secret = json!({"name": "Ledger", "redirect_uris": [RETURN], "secret": "s"});
    bank.call("PUT", "/control/apps/ledger", None, Some(secret)).await;
    for (institution, form, basic, is_let_in) in [
        ("kestrel_federal", vec![("client_id", "swingbridge")], None, true),
        ("kestrel_federal", vec![("client_id", "ledger"), ("client_secret", "s")], None, true),
        ("sandpiper_invest", vec![], Some(("ledger", "s")), true),
        ("sandpiper_invest", vec![("client_id", "ledger"), ("client_secret", "s")], None, false),
        ("sandpiper_invest", vec![("client_id", "swingbridge")], None, false),
        (STRICT, vec![], Some(("ledger", "s")), false),
        (STRICT, vec![("client_id", "swingbridge")], None, false),
    ] {
        let form = [form.as_slice(), &[("token", "x")]].concat();
        let answer = post(&bank, &format!("/oauth/{institution}/revoke"), &form, basic).await;
        assert_eq!(answer.status == 200, is_let_in, "{institution} {form:?} {basic:?}");
    }
}
