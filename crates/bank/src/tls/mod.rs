//! TLS as the bank speaks it: an authority of its own, certificates by it that are in order or are not, and which of them callers
//! meet just now.

mod certificate;
mod wire;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use domain::clock::Clock;
use domain::random::Random;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::{NoServerSessionStorage, WebPkiClientVerifier};
use tokio_rustls::rustls::{self, RootCertStore, ServerConfig};

use certificate::{For, Issuer, Key, Subject, Validity};
pub(crate) use wire::Sealed;

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// Some platforms refuse what holds for longer than 825 days.
const HOLDS_DAYS: i32 = 800;
/// How long ago, or far ahead, what is not valid was or will be.
const OFF_DAYS: i32 = 60;
const AUTHORITY: &str = "Authority of the simulated bank";
const NAMES: &[&str] = &["localhost", "127.0.0.1", "::1"];
const OTHER_NAMES: &[&str] = &["elsewhere.example"];

/// What certificates are made from.
#[derive(Debug, Clone)]
pub struct TlsSettings {
    /// The wall's: others judge certificates by theirs, whatever time it is at the bank.
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
}

/// The certificate that new connections meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Shown {
    Good,
    Expired,
    NotYetValid,
    /// In order, and for another server.
    OtherName,
    /// In order, by an authority that nobody has heard of.
    UnknownIssuer,
    /// None: the line ends instead.
    Cut,
}

/// Whether callers have to name themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wanted {
    None,
    Required,
}

/// Why there can be no TLS.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Flaw {
    #[error("a key cannot be made")]
    Key,
    #[error("the time is none that a certificate can hold")]
    Time,
    #[error("callers' certificates cannot be judged")]
    Verifier(#[source] rustls::server::VerifierBuilderError),
    #[error("a certificate cannot be used")]
    Certificate(#[source] rustls::Error),
}

/// All certificates, and those that are met now.
pub(crate) struct Tls {
    /// The certificate of the bank's authority, as PEM.
    authority: String,
    /// A certificate by it for whoever calls, and its key, as PEM.
    client: String,
    acceptors: BTreeMap<(Shown, Wanted), TlsAcceptor>,
    met: Mutex<(Shown, Wanted)>,
}

impl Tls {
    pub(crate) fn new(settings: &TlsSettings) -> Result<Tls, Flaw> {
        let (now, random) = (settings.clock.now(), settings.random.as_ref());
        let day = |days: i32| now.checked_add(DAY * days).map_err(|_| Flaw::Time);
        let between = |from, to| Ok::<_, Flaw>(Validity { from: day(from)?, to: day(to)? });
        let [key, stranger, server, client] =
            [Key::draw(random)?, Key::draw(random)?, Key::draw(random)?, Key::draw(random)?];
        let in_order = between(-1, HOLDS_DAYS)?;
        let ours = Issuer { name: AUTHORITY, key: &key };
        let theirs = Issuer { name: "Authority that nobody knows", key: &stranger };
        let signed = |name: &str, key: &Key, is_for: For<'_>, validity: Validity, issuer: &Issuer<'_>| {
            certificate::sign(&Subject { name, key, is_for, validity }, issuer, random)
        };
        let of_server = |names: &[&str], validity: Validity, issuer: &Issuer<'_>| {
            signed("The simulated bank", &server, For::Server(names), validity, issuer)
        };
        let authority = signed(AUTHORITY, &key, For::Authority, in_order, &ours);
        let of_client = signed("Whoever calls the bank", &client, For::Client, in_order, &ours);
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut acceptors = BTreeMap::new();
        for (shown, certificate) in [
            (Shown::Good, of_server(NAMES, in_order, &ours)),
            (Shown::Expired, of_server(NAMES, between(-OFF_DAYS, -1)?, &ours)),
            (Shown::NotYetValid, of_server(NAMES, between(1, OFF_DAYS)?, &ours)),
            (Shown::OtherName, of_server(OTHER_NAMES, in_order, &ours)),
            (Shown::UnknownIssuer, of_server(NAMES, in_order, &theirs)),
        ] {
            for wanted in [Wanted::None, Wanted::Required] {
                let config = config(&provider, (certificate.clone(), server.der()?), wanted, &authority)?;
                acceptors.insert((shown, wanted), TlsAcceptor::from(Arc::new(config)));
            }
        }
        Ok(Tls {
            authority: certificate::pem("CERTIFICATE", &authority),
            client: certificate::pem("CERTIFICATE", &of_client)
                + &certificate::pem("PRIVATE KEY", &client.der()?),
            acceptors,
            met: Mutex::new((Shown::Good, Wanted::None)),
        })
    }

    pub(crate) fn authority(&self) -> &str {
        &self.authority
    }

    pub(crate) fn client(&self) -> &str {
        &self.client
    }

    pub(crate) fn met(&self) -> (Shown, Wanted) {
        *self.met.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set(&self, shown: Shown, wanted: Wanted) {
        *self.met.lock().unwrap_or_else(PoisonError::into_inner) = (shown, wanted);
    }

    /// What a new connection meets; nothing where the line is to be cut.
    pub(crate) fn acceptor(&self) -> Option<&TlsAcceptor> {
        self.acceptors.get(&self.met())
    }
}

/// Nothing is resumed: each connection sees the certificate of its moment.
fn config(
    provider: &Arc<CryptoProvider>,
    (certificate, key): (Vec<u8>, Vec<u8>),
    wanted: Wanted,
    authority: &[u8],
) -> Result<ServerConfig, Flaw> {
    let versions = ServerConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(Flaw::Certificate)?;
    let callers = match wanted {
        Wanted::None => versions.with_no_client_auth(),
        Wanted::Required => {
            let mut roots = RootCertStore::empty();
            roots.add(CertificateDer::from(authority.to_vec())).map_err(Flaw::Certificate)?;
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone());
            versions.with_client_cert_verifier(verifier.build().map_err(Flaw::Verifier)?)
        }
    };
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key));
    let mut config =
        callers.with_single_cert(vec![CertificateDer::from(certificate)], key).map_err(Flaw::Certificate)?;
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(config)
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").field("met", &self.met()).finish_non_exhaustive()
    }
}
