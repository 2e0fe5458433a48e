//! Why no connection could be made, read from the chain of causes of a failed request. Nothing of their texts is kept: they name addresses.

use crate::fence::NameFlaw;
use connectors::NoConnection;
use std::error::Error;
use std::io;

/// Causes looked at; no chain is as long.
const CAUSES_MAX: usize = 16;

/// What the TLS library says of a certificate or a connection, and what it means. The first that fits counts.
const TLS: &[(&str, NoConnection)] = &[
    ("not valid yet", NoConnection::CertificateTooNew),
    ("NotValidYet", NoConnection::CertificateTooNew),
    ("certificate expired", NoConnection::CertificateExpired),
    ("peer certificate: Expired", NoConnection::CertificateExpired),
    ("not valid for name", NoConnection::CertificateName),
    ("NotValidForName", NoConnection::CertificateName),
    ("UnknownIssuer", NoConnection::CertificateIssuer),
    ("invalid peer certificate", NoConnection::Certificate),
    ("alert: CertificateRequired", NoConnection::OwnCertificate),
    ("alert: BadCertificate", NoConnection::OwnCertificate),
    ("alert: UnknownCA", NoConnection::OwnCertificate),
    ("received fatal alert", NoConnection::Tls),
    ("received corrupt message", NoConnection::Tls),
    ("peer is incompatible", NoConnection::Tls),
    ("tls handshake eof", NoConnection::Tls),
];

/// What the causes of an error say.
pub(crate) fn no_connection(error: &(dyn Error + 'static)) -> NoConnection {
    let mut cause = Some(error);
    for _ in 0..CAUSES_MAX {
        let Some(error) = cause else { break };
        if let Some(why) = told_by(error) {
            return why;
        }
        cause = error.source();
    }
    NoConnection::Unknown
}

fn told_by(cause: &(dyn Error + 'static)) -> Option<NoConnection> {
    match cause.downcast_ref() {
        Some(NameFlaw::Unknown) => return Some(NoConnection::Name),
        Some(NameFlaw::Inner) => return Some(NoConnection::Inner),
        None => {}
    }
    let cause = cause.downcast_ref::<io::Error>()?;
    if cause.kind() == io::ErrorKind::ConnectionRefused {
        return Some(NoConnection::Refused);
    }
    let text = cause.to_string();
    TLS.iter().find(|(said, _)| text.contains(said)).map(|(_, why)| *why)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An error around another, as the layers of a client make them.
    #[derive(Debug, thiserror::Error)]
    #[error("https://bank.example/?code=secret")]
    struct Around(#[source] Box<dyn Error + Send + Sync>);

    #[test]
    fn causes_are_told_apart() {
        let of = |cause: io::Error| no_connection(&Around(Box::new(Around(Box::new(cause)))));
        let tls = |text: &str| of(io::Error::new(io::ErrorKind::InvalidData, text.to_owned()));
        assert_eq!(of(io::ErrorKind::ConnectionRefused.into()), NoConnection::Refused);
        assert_eq!(of(io::ErrorKind::ConnectionReset.into()), NoConnection::Unknown);
        for (text, why) in [
            ("invalid peer certificate: UnknownIssuer", NoConnection::CertificateIssuer),
            ("invalid peer certificate: Expired", NoConnection::CertificateExpired),
            (
                "invalid peer certificate: certificate expired: verification time 2 (UNIX), but …",
                NoConnection::CertificateExpired,
            ),
            (
                "invalid peer certificate: certificate not valid yet: verification time 2 (UNIX), but …",
                NoConnection::CertificateTooNew,
            ),
            (
                "invalid peer certificate: certificate not valid for name \"a.example\"; certificate is …",
                NoConnection::CertificateName,
            ),
            ("invalid peer certificate: CaUsedAsEndEntity", NoConnection::Certificate),
            ("received fatal alert: CertificateRequired", NoConnection::OwnCertificate),
            ("received fatal alert: HandshakeFailure", NoConnection::Tls),
            ("received corrupt message of type InvalidContentType", NoConnection::Tls),
            ("something else", NoConnection::Unknown),
        ] {
            assert_eq!(tls(text), why, "{text}");
        }
        assert_eq!(no_connection(&Around(Box::new(NameFlaw::Inner))), NoConnection::Inner);
        assert_eq!(no_connection(&Around(Box::new(NameFlaw::Unknown))), NoConnection::Name);
    }
}
