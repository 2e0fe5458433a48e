//! The lines on which callers reach the bank. Each can be cut: who is hung up on gets no answer at all.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::extract::{ConnectInfo, Request};
use axum::middleware::Next;
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// Stands in a response that must not go out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HangUp;

/// Cuts one line.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cutter(Arc<AtomicBool>);

#[derive(Debug)]
pub(crate) struct Line {
    stream: TcpStream,
    cutter: Cutter,
}

#[derive(Debug)]
pub(crate) struct Lines(pub(crate) TcpListener);

/// Cuts the line of a call whose response must not go out.
pub(crate) async fn mind_the_line(request: Request, next: Next) -> Response {
    let cutter = request.extensions().get::<ConnectInfo<Cutter>>().cloned();
    let response = next.run(request).await;
    if response.extensions().get::<HangUp>().is_some()
        && let Some(ConnectInfo(Cutter(is_cut))) = cutter
    {
        is_cut.store(true, Ordering::SeqCst);
    }
    response
}

impl Listener for Lines {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        let (stream, caller) = Listener::accept(&mut self.0).await;
        (Line { stream, cutter: Cutter::default() }, caller)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl axum::extract::connect_info::Connected<IncomingStream<'_, Lines>> for Cutter {
    fn connect_info(incoming: IncomingStream<'_, Lines>) -> Cutter {
        incoming.io().cutter.clone()
    }
}

impl AsyncRead for Line {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Line {
    /// Nothing goes out on a line that was cut: whoever serves it gives it up, and the caller sees it end.
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.cutter.0.load(Ordering::SeqCst) {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut self.get_mut().stream).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}
