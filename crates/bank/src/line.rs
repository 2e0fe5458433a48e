//! The lines on which callers reach the bank, plain or by TLS. Each can be cut: who is hung up on gets no answer at all.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use crate::tls::{Sealed, Tls};

/// Stands in a response that must not go out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HangUp;

/// How a caller reaches the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Http,
    Https,
}

/// The line of one caller, for those who answer: it can be cut.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    is_cut: Arc<AtomicBool>,
    scheme: Scheme,
}

#[derive(Debug)]
pub(crate) struct Line {
    wire: Wire,
    caller: Caller,
}

#[derive(Debug)]
enum Wire {
    Plain(TcpStream),
    Sealed(Sealed),
}

#[derive(Debug)]
pub(crate) struct Lines {
    pub(crate) listener: TcpListener,
    /// By TLS, if there is any.
    pub(crate) tls: Option<Arc<Tls>>,
}

/// Cuts the line of a call whose response must not go out. By TLS every request has a line of its own, so that it meets the
/// certificate of its moment.
pub(crate) async fn mind_the_line(request: Request, next: Next) -> Response {
    let caller = request.extensions().get::<ConnectInfo<Caller>>().cloned();
    let mut response = next.run(request).await;
    let Some(ConnectInfo(caller)) = caller else { return response };
    if response.extensions().get::<HangUp>().is_some() {
        caller.is_cut.store(true, Ordering::SeqCst);
    }
    if caller.scheme == Scheme::Https {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

impl Scheme {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Scheme::Http => "http",
            Scheme::Https => "https",
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Scheme {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Scheme, Infallible> {
        let caller = parts.extensions.get::<ConnectInfo<Caller>>();
        Ok(caller.map_or(Scheme::Http, |ConnectInfo(caller)| caller.scheme))
    }
}

impl Listener for Lines {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.listener).await;
        let (wire, scheme) = match &self.tls {
            Some(tls) => (Wire::Sealed(Sealed::new(stream, tls)), Scheme::Https),
            None => (Wire::Plain(stream), Scheme::Http),
        };
        (Line { wire, caller: Caller { is_cut: Arc::default(), scheme } }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl axum::extract::connect_info::Connected<IncomingStream<'_, Lines>> for Caller {
    fn connect_info(incoming: IncomingStream<'_, Lines>) -> Caller {
        incoming.io().caller.clone()
    }
}

impl AsyncRead for Line {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut self.get_mut().wire {
            Wire::Plain(stream) => Pin::new(stream).poll_read(cx, buffer),
            Wire::Sealed(sealed) => Pin::new(sealed).poll_read(cx, buffer),
        }
    }
}

impl AsyncWrite for Line {
    /// Nothing goes out on a line that was cut: whoever serves it gives it up, and the caller sees it end.
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.caller.is_cut.load(Ordering::SeqCst) {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        match &mut self.get_mut().wire {
            Wire::Plain(stream) => Pin::new(stream).poll_write(cx, bytes),
            Wire::Sealed(sealed) => Pin::new(sealed).poll_write(cx, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().wire {
            Wire::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Wire::Sealed(sealed) => Pin::new(sealed).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().wire {
            Wire::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Wire::Sealed(sealed) => Pin::new(sealed).poll_shutdown(cx),
        }
    }
}
