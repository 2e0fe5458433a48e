//! `GET …/status` against a bare axum handler that does the same key check and the same SQL read, over the same kind of connections.

use crate::commits::now;
use crate::home::{Counting, Home, Noon};
use crate::table::{Table, median, per_second, percent};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine as _;
use engine::{Engine, MovedClock, Scopes, Settings, Sources};
use std::sync::Arc;
use std::time::Duration;
use store::{Address, Database, Keyring, Opening, SecretKey, Store};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const CONNECTIONS: usize = 16;
const REQUESTS: u32 = 16_000;
const ROUNDS: usize = 5;

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (ours, theirs) = runtime.block_on(side_by_side())?;
    table.row(
        "GET …/status over HTTP",
        format!("{ours:.0}/s"),
        format!("{theirs:.0}/s"),
        format!("{} (a key is trusted for 5 s)", percent(ours / theirs)),
        "≥ 70 %",
    );
    Ok(())
}

async fn side_by_side() -> anyhow::Result<(f64, f64)> {
    let folder = tempfile::tempdir()?;
    let home = Home::new(Address::Sqlite(folder.path().join("hub.db")), 1).await?;
    let (member, _) = home.pairs.first().cloned().ok_or_else(|| anyhow::anyhow!("no member"))?;
    let client = home.client;
    drop(home);
    let path = format!("/users/{}/members/{}/status", member.user, member.guid);
    let address = Address::Sqlite(folder.path().join("hub.db"));
    let engine = Engine::new(
        open(&address, true).await?,
        Sources::new(Vec::new()),
        Arc::new(MovedClock::new(Arc::new(Noon), 0)),
        Arc::new(Noon),
        Arc::new(Counting::default()),
        Settings::default(),
    );
    let key = engine.of(client).issue_key(Scopes::All, None).await?.key;
    let ours = serve(web::router(web::Web {
        engine,
        settings: web::Settings { requests_per_minute: u32::MAX, ..web::Settings::default() },
        clock: Arc::new(Noon),
        random: Arc::new(Counting::default()),
        metrics: Arc::new(String::new),
    }))
    .await?;
    let bare = Router::new()
        .route("/users/{user}/members/{member}/status", get(bare_status))
        .with_state(Arc::new(open(&address, false).await?));
    let theirs = serve(bare).await?;
    let authorization = base64::engine::general_purpose::STANDARD.encode(format!("{client}:{key}"));
    let request = Arc::new(format!(
        "GET {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Basic {authorization}\r\naccept: application/json\r\n\r\n"
    ));
    let (mut our_rates, mut their_rates) = (Vec::new(), Vec::new());
    load(ours, &request).await?;
    load(theirs, &request).await?;
    for _ in 0..ROUNDS {
        our_rates.push(per_second(REQUESTS, load(ours, &request).await?));
        their_rates.push(per_second(REQUESTS, load(theirs, &request).await?));
    }
    Ok((median(our_rates), median(their_rates)))
}

async fn open(address: &Address, as_server: bool) -> anyhow::Result<Store> {
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

/// The same key check and the same read, and nothing else.
async fn bare_status(
    State(store): State<Arc<Store>>,
    Path((user, member)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    match answer(&store, &user, &member, &headers).await {
        Some(json) => Json(json).into_response(),
        None => StatusCode::UNAUTHORIZED.into_response(),
    }
}

async fn answer(store: &Store, user: &str, member: &str, headers: &HeaderMap) -> Option<serde_json::Value> {
    let basic = headers.get("authorization")?.to_str().ok()?.strip_prefix("Basic ")?;
    let decoded = String::from_utf8(base64::engine::general_purpose::STANDARD.decode(basic).ok()?).ok()?;
    let (client, key) = decoded.split_once(':')?;
    let client = client.parse().ok()?;
    store.api_key(client, &store::clients::hash_key(key)).await.ok()??;
    let member = store.of(client).member(user.parse().ok()?, member.parse().ok()?).await.ok()??;
    Some(serde_json::json!({ "member": {
        "aggregated_at": member.state.aggregated_at.map(|at| at.to_string()),
        "connection_status": member.state.status.name(),
        "guid": member.guid.to_string(),
        "has_processed_accounts": member.state.processed.accounts,
        "has_processed_account_numbers": member.state.processed.account_numbers,
        "has_processed_transactions": member.state.processed.transactions,
        "is_authenticated": member.state.processed.is_authenticated,
        "is_being_aggregated": member.state.is_being_aggregated,
        "successfully_aggregated_at": member.state.successfully_aggregated_at.map(|at| at.to_string()),
    }}))
}

async fn serve(router: Router) -> anyhow::Result<std::net::SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

/// All requests over some connections that stay open; the same small client for both sides.
async fn load(address: std::net::SocketAddr, request: &Arc<String>) -> anyhow::Result<Duration> {
    let each = REQUESTS / u32::try_from(CONNECTIONS)?;
    let began = now();
    let workers: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let request = request.clone();
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await?;
                stream.set_nodelay(true)?;
                for _ in 0..each {
                    stream.write_all(request.as_bytes()).await?;
                    read_answer(&mut stream).await?;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for worker in workers {
        worker.await??;
    }
    Ok(began.elapsed())
}

async fn read_answer(stream: &mut TcpStream) -> anyhow::Result<()> {
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
            return Ok(());
        }
    }
}
