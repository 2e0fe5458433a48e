//! Certificates as RFC 5280 writes them, in DER: little enough that it stands here, and needs no library of ASN.1.

use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::clock::Timestamp;
use domain::random::Random;
use jiff::tz::TimeZone;
use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};
use p256::pkcs8::{EncodePrivateKey as _, EncodePublicKey as _};
use sha2::{Digest as _, Sha256};

use super::Flaw;

const PEM_LINE_CHARS: usize = 64;

const BOOLEAN: u8 = 0x01;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OBJECT: u8 = 0x06;
const UTF8: u8 = 0x0c;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
/// Tags that a structure gives its own parts: `[0]` and `[3]` around others, the rest in their place.
const VERSION: u8 = 0xa0;
const EXTENSIONS: u8 = 0xa3;
const KEY_ID: u8 = 0x80;
const DNS_NAME: u8 = 0x82;
const IP_ADDRESS: u8 = 0x87;

const ECDSA_WITH_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
const SUBJECT_KEY: &[u8] = &[0x55, 0x1d, 0x0e];
const KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x0f];
const ALTERNATIVE_NAMES: &[u8] = &[0x55, 0x1d, 0x11];
const CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x13];
const AUTHORITY_KEY: &[u8] = &[0x55, 0x1d, 0x23];
const EXTENDED_USAGE: &[u8] = &[0x55, 0x1d, 0x25];
const FOR_SERVERS: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01];
const FOR_CLIENTS: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02];
/// Bits of what a key is for, with the count of those that are not used: to sign what is said, to sign certificates.
const SIGNS: &[u8] = &[0x07, 0x80];
const SIGNS_CERTIFICATES: &[u8] = &[0x02, 0x04];

/// A key of the curve P-256. No `Debug`: it is a secret.
pub(super) struct Key {
    secret: SecretKey,
    /// The public half, as certificates hold it.
    public: Vec<u8>,
}

/// Whom a certificate is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum For<'a> {
    Authority,
    /// A server at these names and addresses.
    Server(&'a [&'a str]),
    Client,
}

/// From when to when a certificate holds, by the wall clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Validity {
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
}

/// What stands in a certificate; the issuer is named beside the key that signs.
pub(super) struct Subject<'a> {
    pub(super) name: &'a str,
    pub(super) key: &'a Key,
    pub(super) is_for: For<'a>,
    pub(super) validity: Validity,
}

pub(super) struct Issuer<'a> {
    pub(super) name: &'a str,
    pub(super) key: &'a Key,
}

impl Key {
    pub(super) fn draw(random: &dyn Random) -> Result<Key, Flaw> {
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        let secret = SecretKey::from_slice(&bytes).map_err(|_| Flaw::Key)?;
        let public = secret.public_key().to_public_key_der().map_err(|_| Flaw::Key)?.into_vec();
        Ok(Key { secret, public })
    }

    /// As PKCS #8.
    pub(super) fn der(&self) -> Result<Vec<u8>, Flaw> {
        Ok(self.secret.to_pkcs8_der().map_err(|_| Flaw::Key)?.as_bytes().to_vec())
    }

    /// What certificates call it by (RFC 7093 §2).
    fn id(&self) -> Vec<u8> {
        Sha256::digest(&self.public).iter().copied().take(20).collect()
    }
}

/// A certificate of X.509, version 3.
pub(super) fn sign(subject: &Subject<'_>, issuer: &Issuer<'_>, random: &dyn Random) -> Vec<u8> {
    let mut serial = [0; 16];
    random.fill(&mut serial);
    // Neither negative nor with zeros in front.
    serial[0] = serial[0] & 0x3f | 0x40;
    let algorithm = wrap(SEQUENCE, &[&wrap(OBJECT, &[ECDSA_WITH_SHA256])]);
    let said = wrap(
        SEQUENCE,
        &[
            &wrap(VERSION, &[&wrap(INTEGER, &[&[2]])]),
            &wrap(INTEGER, &[&serial]),
            &algorithm,
            &named(issuer.name),
            &wrap(SEQUENCE, &[&time(subject.validity.from), &time(subject.validity.to)]),
            &named(subject.name),
            &subject.key.public,
            &wrap(EXTENSIONS, &[&extensions(subject, issuer)]),
        ],
    );
    let signature: DerSignature = SigningKey::from(&issuer.key.secret).sign(&said);
    wrap(SEQUENCE, &[&said, &algorithm, &wrap(BIT_STRING, &[&[0], signature.as_bytes()])])
}

fn extensions(subject: &Subject<'_>, issuer: &Issuer<'_>) -> Vec<u8> {
    let is_authority = matches!(subject.is_for, For::Authority);
    let constraints: &[u8] = if is_authority { &[BOOLEAN, 1, 0xff] } else { &[] };
    let usage = if is_authority { SIGNS_CERTIFICATES } else { SIGNS };
    let mut all = vec![
        critical(CONSTRAINTS, &wrap(SEQUENCE, &[constraints])),
        critical(KEY_USAGE, &wrap(BIT_STRING, &[usage])),
        extension(SUBJECT_KEY, &wrap(OCTET_STRING, &[&subject.key.id()])),
        extension(AUTHORITY_KEY, &wrap(SEQUENCE, &[&wrap(KEY_ID, &[&issuer.key.id()])])),
    ];
    let used = match subject.is_for {
        For::Authority => None,
        For::Server(names) => {
            let names: Vec<Vec<u8>> = names.iter().map(|name| alternative(name)).collect();
            all.push(extension(ALTERNATIVE_NAMES, &wrap(SEQUENCE, &[&names.concat()])));
            Some(FOR_SERVERS)
        }
        For::Client => Some(FOR_CLIENTS),
    };
    all.extend(used.map(|used| extension(EXTENDED_USAGE, &wrap(SEQUENCE, &[&wrap(OBJECT, &[used])]))));
    wrap(SEQUENCE, &[&all.concat()])
}

fn extension(id: &[u8], value: &[u8]) -> Vec<u8> {
    wrap(SEQUENCE, &[&wrap(OBJECT, &[id]), &wrap(OCTET_STRING, &[value])])
}

/// One that a reader who does not know it must refuse.
fn critical(id: &[u8], value: &[u8]) -> Vec<u8> {
    wrap(SEQUENCE, &[&wrap(OBJECT, &[id]), &[BOOLEAN, 1, 0xff], &wrap(OCTET_STRING, &[value])])
}

fn named(name: &str) -> Vec<u8> {
    let pair = wrap(SEQUENCE, &[&wrap(OBJECT, &[COMMON_NAME]), &wrap(UTF8, &[name.as_bytes()])]);
    wrap(SEQUENCE, &[&wrap(SET, &[&pair])])
}

fn alternative(name: &str) -> Vec<u8> {
    match name.parse() {
        Ok(IpAddr::V4(address)) => wrap(IP_ADDRESS, &[&address.octets()]),
        Ok(IpAddr::V6(address)) => wrap(IP_ADDRESS, &[&address.octets()]),
        Err(_) => wrap(DNS_NAME, &[name.as_bytes()]),
    }
}

/// Two digits for the year until 2049, four from then on (RFC 5280 §4.1.2.5).
fn time(at: Timestamp) -> Vec<u8> {
    let at = at.to_zoned(TimeZone::UTC);
    let (tag, form) =
        if at.year() < 2050 { (UTC_TIME, "%y%m%d%H%M%SZ") } else { (GENERALIZED_TIME, "%Y%m%d%H%M%SZ") };
    wrap(tag, &[at.strftime(form).to_string().as_bytes()])
}

/// A tag, the length of what follows, and what follows.
fn wrap(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let inner = parts.concat();
    let length = inner.len().to_be_bytes();
    let digits: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
    let mut whole = vec![tag];
    match (digits.as_slice(), u8::try_from(digits.len())) {
        ([], _) => whole.push(0),
        ([short @ ..0x80], _) => whole.push(*short),
        // A number has at most eight bytes.
        (_, count) => {
            whole.push(0x80 | count.unwrap_or_default());
            whole.extend(&digits);
        }
    }
    whole.extend(inner);
    whole
}

/// As text (RFC 7468).
pub(super) fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut lines = format!("-----BEGIN {label}-----\n");
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(PEM_LINE_CHARS));
        lines.push_str(line);
        lines.push('\n');
        rest = after;
    }
    lines + &format!("-----END {label}-----\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_as_short_as_they_can_be() {
        for (length, head) in [
            (0, &[SET, 0][..]),
            (1, &[SET, 1]),
            (127, &[SET, 127]),
            (128, &[SET, 0x81, 128]),
            (255, &[SET, 0x81, 255]),
            (256, &[SET, 0x82, 1, 0]),
        ] {
            let whole = wrap(SET, &[&vec![7; length]]);
            assert_eq!((&whole[..head.len()], whole.len()), (head, head.len() + length));
        }
    }

    #[test]
    fn times_have_the_years_that_their_form_can_say() {
        for (at, written) in [
            ("2026-11-21T10:05:07Z", "261121100507Z"),
            ("2049-12-31T23:59:59Z", "491231235959Z"),
            ("2050-01-01T00:00:00Z", "20500101000000Z"),
        ] {
            assert!(time(at.parse().unwrap()).ends_with(written.as_bytes()), "{at}");
        }
    }
}
