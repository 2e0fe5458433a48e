//! A hub over HTTP in this process, and the same small client for everybody who is measured.

use crate::commits::now;
use crate::home::{Counting, Noon};
use anyhow::Context as _;
use axum::Router;
use base64::Engine as _;
use domain::id::ClientGuid;
use engine::{Engine, MovedClock, Scopes, Settings, Sources};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use store::{Address, Database, Keyring, Opening, SecretKey, Store};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

pub(crate) async fn open(address: &Address, as_server: bool) -> anyhow::Result<Store> {
    let random = Arc::new(Counting::default());
    let opening = Opening {
        address: address.clone(),
        connections: 4,
        as_server,
        clock: Arc::new(Noon),
        random: random.clone(),
    };
    let keyring = Keyring::new(SecretKey::new([7; store::KEY_BYTES]), random);
    Ok(Store::new(Database::open(opening).await?, keyring))
}

/// A whole hub on that database; where it is, and a key of the client.
pub(crate) async fn serve_hub(address: &Address, client: ClientGuid) -> anyhow::Result<(SocketAddr, String)> {
    let engine = Engine::new(
        open(address, true).await?,
        Sources::new(Vec::new()),
        Arc::new(MovedClock::new(Arc::new(Noon), 0)),
        Arc::new(Noon),
        Arc::new(Counting::default()),
        Settings::default(),
    );
    let key = engine.of(client).issue_key(Scopes::All, None).await?.key;
    let router = web::router(web::Web {
        engine,
        settings: web::Settings { requests_per_minute: u32::MAX, ..web::Settings::default() },
        clock: Arc::new(Noon),
        random: Arc::new(Counting::default()),
        metrics: Arc::new(String::new),
        demo: None,
        stop: CancellationToken::new(),
    });
    Ok((serve(router).await?, key))
}

pub(crate) async fn serve(router: Router) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

/// A request as it goes over the wire.
pub(crate) fn request(path: &str, client: ClientGuid, key: &str) -> String {
    let authorization = base64::engine::general_purpose::STANDARD.encode(format!("{client}:{key}"));
    format!(
        "GET {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Basic {authorization}\r\naccept: application/json\r\n\r\n"
    )
}

/// So many connections that stay open, each sending so many of the requests in turn; how long each answer took.
pub(crate) async fn load(
    address: SocketAddr,
    requests: &[Arc<String>],
    connections: usize,
    each: usize,
) -> anyhow::Result<Vec<Duration>> {
    let workers: Vec<_> = (0..connections)
        .map(|worker| {
            let requests = requests.to_vec();
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await?;
                stream.set_nodelay(true)?;
                let mut times = Vec::with_capacity(each);
                for request in requests.iter().cycle().skip(worker).take(each) {
                    let began = now();
                    stream.write_all(request.as_bytes()).await?;
                    read_answer(&mut stream).await.with_context(|| first_line(request))?;
                    times.push(began.elapsed());
                }
                anyhow::Ok(times)
            })
        })
        .collect();
    let mut times = Vec::with_capacity(connections * each);
    for worker in workers {
        times.extend(worker.await??);
    }
    Ok(times)
}

/// The bytes of one answer's body.
pub(crate) async fn answer_to(address: SocketAddr, request: &str) -> anyhow::Result<usize> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    read_answer(&mut stream).await.with_context(|| first_line(request))
}

fn first_line(request: &str) -> String {
    request.lines().next().unwrap_or_default().to_owned()
}

/// Reads one answer; the length of its body.
async fn read_answer(stream: &mut TcpStream) -> anyhow::Result<usize> {
    let mut buffer = Vec::with_capacity(2048);
    loop {
        anyhow::ensure!(stream.read_buf(&mut buffer).await? > 0, "the server closed the connection");
        let Some(head) = buffer.windows(4).position(|part| part == b"\r\n\r\n") else { continue };
        let text = String::from_utf8_lossy(buffer.get(..head).unwrap_or_default()).to_lowercase();
        anyhow::ensure!(text.starts_with("http/1.1 200"), "{text}");
        let length: usize = text
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .and_then(|length| length.trim().parse().ok())
            .ok_or_else(|| anyhow::anyhow!("an answer without a length"))?;
        if buffer.len() >= head + 4 + length {
            return Ok(length);
        }
    }
}
