//! How a receiver knows that it is we who speak: HMAC with SHA-512 over what is sent.

use domain::clock::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;

/// Names the time of sending and, for each secret that is good, the signature: `t=1790000000,v1=<hex>,v1=<hex>`. What is signed is the
/// time, a full stop and the body, so that what was sent long ago cannot be sent again by others.
pub(super) fn stamped(secrets: &[impl AsRef<[u8]>], sent_at: Timestamp, body: &[u8]) -> String {
    let at = sent_at.as_second();
    let prefix = format!("{at}.");
    secrets.iter().fold(format!("t={at}"), |header, secret| {
        format!("{header},v1={}", hex_of(secret.as_ref(), &[prefix.as_bytes(), body]))
    })
}

/// Over the body alone, as receivers of verification events know it.
pub(super) fn plain(secret: &[u8], body: &[u8]) -> String {
    hex_of(secret, &[body])
}

fn hex_of(secret: &[u8], parts: &[&[u8]]) -> String {
    // HMAC takes keys of any length.
    Hmac::<Sha512>::new_from_slice(secret)
        .map(|mut mac| {
            for part in parts {
                mac.update(part);
            }
            store::hex(&mac.finalize().into_bytes())
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source: RFC 4231, test case 2.
    #[test]
    fn the_signature_is_that_of_the_standard() {
        let expected = "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737";
        assert_eq!(plain(b"Jefe", b"what do ya want for nothing?"), expected);
    }

    #[test]
    fn each_good_secret_signs_time_and_body() {
        let at = Timestamp::from_second(1_790_000_000).unwrap();
        let header = stamped(&["one", "two"], at, b"{}");
        let expected = |secret: &str| plain(secret.as_bytes(), b"1790000000.{}");
        assert_eq!(header, format!("t=1790000000,v1={},v1={}", expected("one"), expected("two")));
        assert_ne!(expected("one"), expected("two"));
    }
}
