//! A line of TLS. Its handshake is made by whoever first reads from it, so that a caller who dawdles holds up nobody else.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::server::{FallibleAccept, TlsStream};

use super::Tls;

/// What is read at once of a caller that was refused.
const LEFT_BYTES: usize = 1024;

pub(crate) enum Sealed {
    Opening(Box<FallibleAccept<TcpStream>>),
    Open(Box<TlsStream<TcpStream>>),
    /// The caller is told why by the handshake; it is heard out, since a line that is closed before could lose what it was told.
    Refused(TcpStream),
    Cut(TcpStream),
}

impl Sealed {
    pub(crate) fn new(stream: TcpStream, tls: &Tls) -> Sealed {
        match tls.acceptor() {
            Some(acceptor) => Sealed::Opening(Box::new(acceptor.accept(stream).into_fallible())),
            None => Sealed::Cut(stream),
        }
    }

    fn poll_open(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Pin<&mut TlsStream<TcpStream>>>> {
        if let Sealed::Opening(handshake) = self {
            *self = match ready!(Pin::new(handshake).poll(cx)) {
                Ok(stream) => Sealed::Open(Box::new(stream)),
                Err((error, stream)) => {
                    tracing::debug!(%error, "a handshake failed");
                    Sealed::Refused(stream)
                }
            };
        }
        if let Sealed::Refused(stream) = self {
            ready!(hear_out(stream, cx));
        }
        Poll::Ready(match self {
            Sealed::Open(stream) => Ok(Pin::new(stream)),
            Sealed::Opening(_) | Sealed::Refused(_) | Sealed::Cut(_) => {
                Err(io::ErrorKind::ConnectionAborted.into())
            }
        })
    }
}

/// Says that nothing more comes, and reads until the caller goes.
fn hear_out(stream: &mut TcpStream, cx: &mut Context<'_>) -> Poll<()> {
    if ready!(Pin::new(&mut *stream).poll_shutdown(cx)).is_err() {
        return Poll::Ready(());
    }
    loop {
        let mut left = [0; LEFT_BYTES];
        let mut buffer = ReadBuf::new(&mut left);
        match ready!(Pin::new(&mut *stream).poll_read(cx, &mut buffer)) {
            Ok(()) if !buffer.filled().is_empty() => {}
            Ok(()) | Err(_) => return Poll::Ready(()),
        }
    }
}

impl AsyncRead for Sealed {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        ready!(self.get_mut().poll_open(cx))?.poll_read(cx, buffer)
    }
}

impl AsyncWrite for Sealed {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.get_mut().poll_open(cx))?.poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.get_mut().poll_open(cx))?.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Sealed::Open(stream) => Pin::new(stream).poll_shutdown(cx),
            Sealed::Opening(_) => Poll::Ready(Ok(())),
            Sealed::Refused(stream) | Sealed::Cut(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealed")
    }
}
