//! `GET /v1/{channel}/institutions`: the directory, page by page.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;

use super::body;
use super::gate::{self, QueryText};
use super::problem::Problem;
use crate::bank::Bank;
use crate::books::Opened;
use crate::directory::{Country, CustomerKind, Field, INSTITUTIONS, Institution};

const LIMIT: usize = 100;
const LIMIT_MAX: usize = 500;

#[derive(Serialize)]
pub(super) struct Page {
    institutions: Vec<View>,
    next: Option<&'static str>,
}

#[derive(Serialize)]
struct View {
    code: &'static str,
    name: &'static str,
    aliases: &'static [&'static str],
    kind: CustomerKind,
    country: Country,
    popularity: u32,
    url: &'static str,
    forgot_password_url: Option<&'static str>,
    forgot_username_url: Option<&'static str>,
    trouble_signing_in_url: Option<&'static str>,
    instructions: Option<&'static str>,
    instruction_steps: &'static [&'static str],
    products: &'static [&'static str],
    is_throttled: bool,
    is_oauth: bool,
    login_form: &'static [Field],
}

pub(super) async fn list(
    Path(channel): Path<String>,
    State(bank): State<Bank>,
    query: QueryText,
) -> Result<Json<Page>, Problem> {
    let channel = gate::channel(&channel)?;
    let query = gate::query(query)?;
    let limit = body::limit(query.get("limit"), LIMIT, LIMIT_MAX)?;
    let after = query.get("after").map_or("", String::as_str);
    Ok(Json(bank.read(|books| {
        let is_told = |row: &&Institution| {
            row.code > after
                && row.channels.contains(&channel)
                && books.standing(row).state != Opened::Discontinued
        };
        let mut rest = INSTITUTIONS.iter().filter(is_told).peekable();
        let institutions: Vec<View> = rest.by_ref().take(limit).map(view).collect();
        let last = institutions.last().map(|row| row.code);
        Page { next: rest.peek().and(last), institutions }
    })))
}

fn view(row: &'static Institution) -> View {
    View {
        code: row.code,
        name: row.name,
        aliases: row.aliases,
        kind: row.kind,
        country: row.country,
        popularity: row.popularity,
        url: row.url,
        forgot_password_url: row.help.forgot_password_url,
        forgot_username_url: row.help.forgot_username_url,
        trouble_signing_in_url: row.help.trouble_signing_in_url,
        instructions: row.help.instructions,
        instruction_steps: row.help.instruction_steps,
        products: row.products,
        is_throttled: row.is_throttled,
        is_oauth: row.is_oauth,
        login_form: if row.is_oauth { &[] } else { row.login_form },
    }
}
