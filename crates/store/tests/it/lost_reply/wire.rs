//! A TCP connection between driver and server that breaks where it is told to.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// The message as the driver sends it: a simple query of this text.
const COMMIT_QUERY: &[u8] = b"Q\0\0\0\x0bCOMMIT\0";
/// The server's answer to it.
const COMMIT_DONE: &[u8] = b"C\0\0\0\x0bCOMMIT\0";

/// What happens to the next COMMIT; afterwards everything passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Passes,
    /// The server commits, the driver does not hear of it.
    AnswerIsLost,
    /// The same, and no new connection is made.
    AnswerIsLostForGood,
    /// The server never hears of it.
    CommitIsLost,
    /// The driver is cut off at once, the server hears of it later.
    CommitIsLate,
}

#[derive(Debug, Default)]
struct Shared {
    fate: Mutex<Option<Fate>>,
    is_down: AtomicBool,
    late: Notify,
}

pub(super) struct Wire(Arc<Shared>);

impl Wire {
    /// A wire to the server of an address, and the address of its near end.
    pub(super) async fn to(url: &str) -> (Self, String) {
        let config: tokio_postgres::Config = url.parse().unwrap();
        let [tokio_postgres::config::Host::Tcp(host)] = config.get_hosts() else {
            panic!("one host over TCP")
        };
        let far = (host.clone(), config.get_ports().first().copied().unwrap_or(5432));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let near = listener.local_addr().unwrap();
        let (before, after) = url.split_once("://").unwrap();
        let (authority, rest) = after.split_once('/').unwrap();
        let user = authority.rsplit_once('@').map(|(user, _)| format!("{user}@")).unwrap_or_default();
        let shared = Arc::new(Shared::default());
        tokio::spawn(accept(listener, far, shared.clone()));
        (Self(shared), format!("{before}://{user}{near}/{rest}"))
    }

    pub(super) fn set(&self, fate: Fate) {
        *self.0.fate.lock().unwrap() = Some(fate);
    }

    pub(super) fn fate(&self) -> Fate {
        self.0.fate.lock().unwrap().unwrap_or(Fate::Passes)
    }

    pub(super) fn let_late_commit_pass(&self) {
        self.0.late.notify_one();
    }
}

async fn accept(listener: TcpListener, far: (String, u16), shared: Arc<Shared>) {
    loop {
        let (near, _) = listener.accept().await.unwrap();
        if shared.is_down.load(Ordering::SeqCst) {
            continue;
        }
        let far = TcpStream::connect((far.0.as_str(), far.1)).await.unwrap();
        tokio::spawn(carry(near, far, shared.clone()));
    }
}

/// Carries bytes both ways until either end closes or the COMMIT meets its fate; both ends close with it.
async fn carry(mut near: TcpStream, mut far: TcpStream, shared: Arc<Shared>) -> std::io::Result<()> {
    let (mut there, mut back) = (vec![0; 65536], vec![0; 65536]);
    loop {
        tokio::select! {
            read = near.read(&mut there) => {
                let bytes = &there[..read?];
                if bytes.is_empty() {
                    return Ok(());
                }
                // The COMMIT goes alone: all answers before it are in.
                let fate = if bytes == COMMIT_QUERY { shared.fate.lock().unwrap().take() } else { None };
                match fate {
                    None | Some(Fate::Passes) => far.write_all(bytes).await?,
                    Some(Fate::AnswerIsLost) => return commit(&mut far).await,
                    Some(Fate::AnswerIsLostForGood) => {
                        shared.is_down.store(true, Ordering::SeqCst);
                        return commit(&mut far).await;
                    }
                    Some(Fate::CommitIsLost) => return Ok(()),
                    Some(Fate::CommitIsLate) => {
                        drop(near);
                        shared.late.notified().await;
                        return commit(&mut far).await;
                    }
                }
            }
            read = far.read(&mut back) => {
                let bytes = &back[..read?];
                if bytes.is_empty() {
                    return Ok(());
                }
                near.write_all(bytes).await?;
            }
        }
    }
}

/// Has the server commit, and keeps its answer.
async fn commit(far: &mut TcpStream) -> std::io::Result<()> {
    far.write_all(COMMIT_QUERY).await?;
    let mut answer = Vec::new();
    while !answer.windows(COMMIT_DONE.len()).any(|window| window == COMMIT_DONE) {
        if far.read_buf(&mut answer).await? == 0 {
            break;
        }
    }
    Ok(())
}
