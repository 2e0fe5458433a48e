//! `GET …/status` against a bare axum handler that does the same key check and the same SQL read, over the same kind of connections.

use crate::commits::now;
use crate::home::Home;
use crate::http::{load, open, request, serve, serve_hub};
use crate::table::{Table, median, per_second, percent};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine as _;
use std::net::SocketAddr;
use std::sync::Arc;
use store::{Address, Store};

const CONNECTIONS: usize = 16;
const REQUESTS_EACH: usize = 1_000;
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
    let (ours, key) = serve_hub(&address, client).await?;
    let bare = Router::new()
        .route("/users/{user}/members/{member}/status", get(bare_status))
        .with_state(Arc::new(open(&address, false).await?));
    let theirs = serve(bare).await?;
    let requests = [Arc::new(request(&path, client, &key))];
    let (mut our_rates, mut their_rates) = (Vec::new(), Vec::new());
    load(ours, &requests, CONNECTIONS, REQUESTS_EACH).await?;
    load(theirs, &requests, CONNECTIONS, REQUESTS_EACH).await?;
    for _ in 0..ROUNDS {
        our_rates.push(rate(ours, &requests).await?);
        their_rates.push(rate(theirs, &requests).await?);
    }
    Ok((median(our_rates), median(their_rates)))
}

async fn rate(address: SocketAddr, requests: &[Arc<String>]) -> anyhow::Result<f64> {
    let began = now();
    let count = load(address, requests, CONNECTIONS, REQUESTS_EACH).await?.len();
    Ok(per_second(u32::try_from(count)?, began.elapsed()))
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
