//! Why no connection could be made, read from the chain of causes of a failed request. Nothing of their texts is kept: they name addresses.

use crate::fence::NameFlaw;
use connectors::NoConnection;
use rustls::{AlertDescription, CertificateError};
use std::error::Error;
use std::io;
use std::iter::successors;

/// How a line that ends in the handshake is told of.
const CUT: &str = "tls handshake eof";

/// What the causes of an error say.
pub(crate) fn no_connection(error: &(dyn Error + 'static)) -> NoConnection {
    causes(error).find_map(told_by).unwrap_or(NoConnection::Unknown)
}

/// Whether TLS is what failed, and not the line: a certificate, theirs or ours, that was not believed, or no form of it that both
/// speak. With TLS 1.3 a server refuses ours after the handshake is over for us; when that is heard before the request is handed
/// over, the client drops it and loses what the server said.
pub(crate) fn is_of_tls(error: &reqwest::Error) -> bool {
    let is_secure = error.url().is_some_and(|url| url.scheme() == "https");
    causes(error).any(|cause| cause.is::<rustls::Error>() || (is_secure && is_dropped(cause)))
}

fn is_dropped(cause: &(dyn Error + 'static)) -> bool {
    cause.downcast_ref().is_some_and(hyper::Error::is_canceled)
}

/// An error and what caused it. What stands inside an error of I/O is not among its sources.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    successors(Some(error), |&error: &&'a (dyn Error + 'static)| {
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        }
    })
}

fn told_by(cause: &(dyn Error + 'static)) -> Option<NoConnection> {
    match cause.downcast_ref() {
        Some(NameFlaw::Unknown) => return Some(NoConnection::Name),
        Some(NameFlaw::Inner) => return Some(NoConnection::Inner),
        None => {}
    }
    if let Some(of_tls) = cause.downcast_ref() {
        return Some(told_by_tls(of_tls));
    }
    if is_dropped(cause) {
        return Some(NoConnection::Tls);
    }
    let cause = cause.downcast_ref::<io::Error>()?;
    match cause.kind() {
        io::ErrorKind::ConnectionRefused => Some(NoConnection::Refused),
        io::ErrorKind::UnexpectedEof if cause.to_string() == CUT => Some(NoConnection::Tls),
        _ => None,
    }
}

fn told_by_tls(error: &rustls::Error) -> NoConnection {
    match error {
        rustls::Error::InvalidCertificate(why) => match why {
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                NoConnection::CertificateTooNew
            }
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                NoConnection::CertificateExpired
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                NoConnection::CertificateName
            }
            CertificateError::UnknownIssuer => NoConnection::CertificateIssuer,
            _ => NoConnection::Certificate,
        },
        rustls::Error::AlertReceived(
            AlertDescription::CertificateRequired
            | AlertDescription::BadCertificate
            | AlertDescription::UnknownCA,
        ) => NoConnection::OwnCertificate,
        _ => NoConnection::Tls,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::InvalidMessage;
    use rustls::pki_types::{ServerName, UnixTime};
    use std::time::Duration;

    /// An error around another, as the layers of a client make them.
    #[derive(Debug, thiserror::Error)]
    #[error("https://bank.example/?code=secret")]
    struct Around(#[source] Box<dyn Error + Send + Sync>);

    #[test]
    fn causes_are_told_apart() {
        let of = |cause: io::Error| no_connection(&Around(Box::new(Around(Box::new(cause)))));
        let tls = |error: rustls::Error| of(io::Error::new(io::ErrorKind::InvalidData, error));
        assert_eq!(of(io::ErrorKind::ConnectionRefused.into()), NoConnection::Refused);
        assert_eq!(of(io::ErrorKind::ConnectionReset.into()), NoConnection::Unknown);
        assert_eq!(of(io::Error::new(io::ErrorKind::UnexpectedEof, CUT)), NoConnection::Tls);
        assert_eq!(of(io::Error::other("something else")), NoConnection::Unknown);
        let at = |second| UnixTime::since_unix_epoch(Duration::from_secs(second));
        let name = ServerName::try_from("a.example").unwrap();
        for (why, expected) in [
            (CertificateError::UnknownIssuer, NoConnection::CertificateIssuer),
            (CertificateError::Expired, NoConnection::CertificateExpired),
            (
                CertificateError::ExpiredContext { time: at(2), not_after: at(1) },
                NoConnection::CertificateExpired,
            ),
            (
                CertificateError::NotValidYetContext { time: at(2), not_before: at(3) },
                NoConnection::CertificateTooNew,
            ),
            (
                CertificateError::NotValidForNameContext { expected: name, presented: Vec::new() },
                NoConnection::CertificateName,
            ),
            (CertificateError::BadEncoding, NoConnection::Certificate),
        ] {
            assert_eq!(tls(rustls::Error::InvalidCertificate(why.clone())), expected, "{why:?}");
        }
        for (error, expected) in [
            (
                rustls::Error::AlertReceived(AlertDescription::CertificateRequired),
                NoConnection::OwnCertificate,
            ),
            (rustls::Error::AlertReceived(AlertDescription::HandshakeFailure), NoConnection::Tls),
            (InvalidMessage::InvalidContentType.into(), NoConnection::Tls),
        ] {
            assert_eq!(tls(error.clone()), expected, "{error:?}");
        }
        assert_eq!(no_connection(&Around(Box::new(NameFlaw::Inner))), NoConnection::Inner);
        assert_eq!(no_connection(&Around(Box::new(NameFlaw::Unknown))), NoConnection::Name);
    }
}
