//! An application's endpoint on a real socket: it keeps what it hears and answers as it is told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// What a receiver does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Does {
    Answer(u16),
    /// Answers with a redirect to that place.
    Redirect(&'static str),
    /// Takes the request and says nothing until it is let go.
    Hang,
    /// Takes the request and breaks the line.
    Reset,
}

/// A request that was heard.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    /// What was done with it.
    pub(crate) does: Does,
}

impl Heard {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }
}

#[derive(Debug, Default)]
struct Shared {
    heard: Mutex<Vec<Heard>>,
    /// What is done next; then what is done always.
    next: Mutex<VecDeque<Does>>,
    always: Mutex<Option<Does>>,
    let_go: Notify,
}

#[derive(Debug)]
pub(crate) struct Receiver {
    pub(crate) url: String,
    shared: Arc<Shared>,
    down: CancellationToken,
}

impl Receiver {
    pub(crate) async fn up() -> Self {
        Self::up_at("127.0.0.1:0").await
    }

    pub(crate) async fn up_at(address: &str) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let url = format!("http://{}/hooks", listener.local_addr().unwrap());
        let (shared, down) = (Arc::new(Shared::default()), CancellationToken::new());
        tokio::spawn(listen(listener, shared.clone(), down.clone()));
        Self { url, shared, down }
    }

    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.shared.heard.lock().unwrap().clone()
    }

    /// From now on these, and then what is usual.
    pub(crate) fn next(&self, does: &[Does]) {
        self.shared.next.lock().unwrap().extend(does);
    }

    pub(crate) fn always(&self, does: Does) {
        *self.shared.always.lock().unwrap() = Some(does);
    }

    /// Lets go whatever hangs.
    pub(crate) fn let_go(&self) {
        self.shared.let_go.notify_waiters();
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.down.cancel();
    }
}

async fn listen(listener: TcpListener, shared: Arc<Shared>, down: CancellationToken) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = down.cancelled() => return,
        };
        let Ok((stream, _)) = accepted else { return };
        let (shared, down) = (shared.clone(), down.clone());
        tokio::spawn(async move {
            tokio::select! {
                () = serve(stream, &shared) => {}
                () = down.cancelled() => {}
            }
        });
    }
}

async fn serve(mut stream: TcpStream, shared: &Shared) {
    let mut buffer = Vec::new();
    while let Some((headers, body)) = read(&mut stream, &mut buffer).await {
        let does = shared.next.lock().unwrap().pop_front();
        let does = does.or(*shared.always.lock().unwrap()).unwrap_or(Does::Answer(204));
        let let_go = shared.let_go.notified();
        shared.heard.lock().unwrap().push(Heard { headers, body, does });
        let answer = match does {
            Does::Answer(204) => "HTTP/1.1 204 No Content\r\n\r\n".to_owned(),
            Does::Answer(status) => {
                format!("HTTP/1.1 {status} X\r\ncontent-length: 7\r\n\r\nsaid so")
            }
            Does::Redirect(to) => {
                format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n")
            }
            Does::Hang => {
                let_go.await;
                return;
            }
            Does::Reset => return,
        };
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

/// A request: its headers in lower case, and its body.
async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<(Vec<(String, String)>, String)> {
    const END: &[u8] = b"\r\n\r\n";
    loop {
        if let Some(end) = buffer.windows(END.len()).position(|window| window == END) {
            let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
            let headers: Vec<(String, String)> = head
                .lines()
                .skip(1)
                .filter_map(|line| line.split_once(':'))
                .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
                .collect();
            let length = headers.iter().find(|(name, _)| name == "content-length");
            let length: usize = length.map_or(0, |(_, value)| value.parse().unwrap());
            let begin = end + END.len();
            if buffer.len() >= begin + length {
                let body = String::from_utf8_lossy(&buffer[begin..begin + length]).into_owned();
                buffer.drain(..begin + length);
                return Some((headers, body));
            }
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
}
