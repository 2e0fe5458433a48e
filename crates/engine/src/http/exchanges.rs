//! The port against servers that keep it waiting, send too much, or send it elsewhere.

use super::{ANSWER_BYTES_MAX, Limits, SourceHttp, Tls};
use crate::fence::{Fence, Inner, Origin};
use connectors::{Body, Http as _, HttpError, NoConnection, Request, Response, Secret};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// So short that nobody waits for it.
const SHORT: Duration = Duration::from_millis(100);
/// So long that a test which waited for it would be taken for hung.
const LONG: Duration = Duration::from_mins(10);

/// What a server does with a connection once it has been asked.
#[derive(Debug, Clone)]
enum Does {
    Says(String),
    SaysNothing,
    /// The head of an answer and some of its body, and then nothing.
    StopsHalfway,
    /// A byte again and again, and no end.
    Drips,
    /// A body of so many bytes in pieces, and its size is not said before.
    Streams(usize),
    HangsUp,
    /// Any path leads to this address.
    SendsTo(String),
}

/// A server on this machine, and what it was asked: the first line of each request.
#[derive(Debug)]
struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    async fn start(does: Does) -> Self {
        Self::start_with(|_| does).await
    }

    /// The server's port may be part of what it does.
    async fn start_with(does: impl FnOnce(u16) -> Does) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = Self { port, asked: Arc::default(), connections: Arc::default() };
        let (does, asked, connections) = (does(port), server.asked.clone(), server.connections.clone());
        tokio::spawn(async move {
            while let Ok((caller, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(caller, does.clone(), asked.clone()));
            }
        });
        server
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// One request, one answer. Whoever is served may have gone meanwhile.
async fn serve(mut caller: TcpStream, does: Does, asked: Arc<Mutex<Vec<String>>>) -> Option<()> {
    const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        caller.read_buf(&mut head).await.ok().filter(|count| *count > 0)?;
    }
    let text = String::from_utf8_lossy(&head);
    asked.lock().unwrap().push(text.lines().next().unwrap_or_default().to_owned());
    match does {
        Does::Says(text) => {
            caller.write_all(&[HEAD, text.as_bytes()].concat()).await.ok()?;
        }
        Does::SaysNothing => std::future::pending().await,
        Does::StopsHalfway => {
            caller.write_all(&[HEAD, b"{"].concat()).await.ok()?;
            std::future::pending::<()>().await;
        }
        Does::Drips => {
            caller.write_all(HEAD).await.ok()?;
            let mut beat = tokio::time::interval(SHORT / 20);
            loop {
                beat.tick().await;
                caller.write_all(b" ").await.ok()?;
            }
        }
        Does::Streams(bytes) => {
            const PIECE: usize = 100_000;
            caller.write_all(HEAD).await.ok()?;
            for sent in (0..bytes).step_by(PIECE) {
                caller.write_all(&vec![b'x'; PIECE.min(bytes - sent)]).await.ok()?;
            }
        }
        Does::HangsUp => {}
        Does::SendsTo(address) => {
            let answer = format!(
                "HTTP/1.1 302 Found\r\nlocation: {address}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            );
            caller.write_all(answer.as_bytes()).await.ok()?;
        }
    }
    Some(())
}

const fn unlimited() -> Limits {
    Limits { connect: LONG, silence: LONG, exchange: LONG, answer_bytes: ANSWER_BYTES_MAX }
}

fn fence(origins: &[&str], follows_redirects: bool) -> Fence {
    let origins = origins.iter().map(|origin| Origin::of(origin).unwrap()).collect();
    Fence { origins, inner: Inner::Allowed, follows_redirects }
}

async fn get(limits: Limits, fence: Fence, url: String) -> Result<Response, HttpError> {
    SourceHttp::within(&limits, fence, &Tls::default()).unwrap().send(Request::get(url)).await
}

async fn get_of(server: &Server, limits: Limits) -> Result<Response, HttpError> {
    get(limits, fence(&[&server.url("")], false), server.url("/")).await
}

#[tokio::test]
async fn who_says_nothing_is_given_up() {
    let limits = Limits { silence: SHORT, ..unlimited() };
    for does in [Does::SaysNothing, Does::StopsHalfway] {
        let server = Server::start(does.clone()).await;
        assert_eq!(get_of(&server, limits).await.err(), Some(HttpError::Timeout), "{does:?}");
        assert!(server.connections() <= 1, "{does:?} is not asked again");
    }
}

#[tokio::test]
async fn who_never_ends_is_given_up() {
    let limits = Limits { exchange: SHORT, ..unlimited() };
    for does in [Does::SaysNothing, Does::StopsHalfway, Does::Drips] {
        let server = Server::start(does.clone()).await;
        assert_eq!(get_of(&server, limits).await.err(), Some(HttpError::Timeout), "{does:?}");
        assert!(server.connections() <= 1, "{does:?} is not asked again");
    }
}

#[tokio::test]
async fn an_answer_is_read_up_to_its_limit() {
    for (bytes, is_read) in [(0, true), (ANSWER_BYTES_MAX, true), (ANSWER_BYTES_MAX + 1, false)] {
        let server = Server::start(Does::Streams(bytes)).await;
        let read = get_of(&server, unlimited()).await.map(|answer| answer.body.len());
        assert_eq!(read, if is_read { Ok(bytes) } else { Err(HttpError::TooLarge) });
        assert_eq!(server.connections(), 1);
    }
}

/// A line that breaks: what only reads is asked once more, what may have done something is not.
#[tokio::test]
async fn only_what_changes_nothing_is_sent_again() {
    let server = Server::start(Does::HangsUp).await;
    assert_eq!(get_of(&server, unlimited()).await.err(), Some(HttpError::Broken));
    assert_eq!(server.connections(), 2);
    let http = SourceHttp::new(fence(&[&server.url("")], false), &Tls::default()).unwrap();
    let post = Request::post(server.url("/"), Body::json(Secret::new("{}")));
    assert_eq!(http.send(post).await.err(), Some(HttpError::Broken));
    assert_eq!(server.connections(), 3);
}

#[tokio::test]
async fn redirects_are_followed_where_they_may_be() {
    let target = Server::start(Does::Says("here".to_owned())).await;
    let other = Server::start(Does::Says("elsewhere".to_owned())).await;
    let [here, there] = [target.url("/found"), other.url("/found")];
    let check = async |to: &str, follows: bool, may: &[&str], status: u16, said: &str| {
        let server = Server::start(Does::SendsTo(to.to_owned())).await;
        let origin = server.url("");
        let origins: Vec<&str> = may.iter().copied().chain([origin.as_str()]).collect();
        let answer = get(unlimited(), fence(&origins, follows), server.url("/")).await.unwrap();
        let body = String::from_utf8(answer.body).unwrap();
        assert_eq!((answer.status, body.as_str()), (status, said), "{to}, {follows}, {may:?}");
    };
    check(&here, false, &[&here], 302, "").await;
    assert_eq!(target.connections(), 0, "it was not allowed to follow");
    check(&here, true, &[&here], 200, "here").await;
    assert_eq!(target.asked(), ["GET /found HTTP/1.1"]);
    // Another origin than those of the source: by port, by name, by scheme.
    check(&there, true, &[&here], 302, "").await;
    check(&there.replace("127.0.0.1", "localhost"), true, &[&there], 302, "").await;
    check(&there.replace("http:", "https:"), true, &[&there], 302, "").await;
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn redirects_in_a_circle_come_to_an_end() {
    let server = Server::start_with(|port| Does::SendsTo(format!("http://127.0.0.1:{port}/again"))).await;
    let answer = get(unlimited(), fence(&[&server.url("")], true), server.url("/")).await.unwrap();
    assert_eq!((answer.status, server.asked().len()), (302, 1 + super::REDIRECTS_MAX));
}

/// A name of somebody else's may lead to this machine; what it leads to decides.
#[tokio::test]
async fn a_name_that_leads_inside_is_refused() {
    let server = Server::start(Does::Says("inside".to_owned())).await;
    let url = format!("http://localhost:{}/", server.port);
    for (allows_inner, expected) in
        [(false, Err(HttpError::Unreachable(NoConnection::Inner))), (true, Ok(200))]
    {
        let fence = Fence { inner: Inner::allowed(allows_inner), ..fence(&[&url], false) };
        let told = get(unlimited(), fence, url.clone()).await.map(|answer| answer.status);
        assert_eq!(told, expected);
        assert_eq!(server.connections(), usize::from(allows_inner), "nobody is connected to before");
    }
    // Nor is the address itself asked.
    let fence = Fence { inner: Inner::Refused, ..fence(&[&server.url("")], false) };
    let refused = HttpError::Unreachable(NoConnection::Inner);
    assert_eq!(get(unlimited(), fence, server.url("/")).await.err(), Some(refused));
    assert_eq!(server.connections(), 1);
}
