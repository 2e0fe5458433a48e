//! The demo's own way in: a fresh session at each visit, for its one user, on the machine itself alone.

use super::opening::lead_to;
use crate::api::widgets::address::is_loopback;
use crate::app::App;
use crate::error::{Code, Refusal};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Response;
use engine::{Name, OpenedPage, PageKind, PageOptions};
use std::net::SocketAddr;
use std::sync::Arc;

pub(super) async fn connect(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let (parts, _) = request.into_parts();
    open(&app, &parts, PageKind::Connect).await
}

pub(super) async fn connections(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let (parts, _) = request.into_parts();
    open(&app, &parts, PageKind::Connections).await
}

async fn open(app: &App, parts: &Parts, page: PageKind) -> Result<Response, Refusal> {
    let nothing = || Refusal::new(Code::NoSuchRoute, "There is no such path.");
    let demo = app.web.demo.as_ref().ok_or_else(nothing)?;
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    // Neither another machine, nor a name that somebody let point here.
    if !peer.is_some_and(|ip| ip.to_canonical().is_loopback()) || !host.is_some_and(is_loopback) {
        return Err(nothing());
    }
    let scope = app.web.engine.of(demo.client);
    let user = scope.user(&Name::Guid(demo.user)).await?;
    let options = PageOptions { page, ..PageOptions::default() };
    let token = scope.start_page_session(&user, options, None).await?;
    Ok(lead_to(&OpenedPage { token, page, member: None }))
}
