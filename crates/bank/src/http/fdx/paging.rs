//! How FDX tells long lists: a limit, an offset that only the server understands, and where to go on.

use axum::extract::Query;
use serde_json::{Value, json};
use std::collections::HashMap;

use super::super::body;
use super::super::gate::QueryText;
use super::refused::Refused;

const LIMIT: usize = 100;
const LIMIT_MAX: usize = 500;

pub(super) struct Asked {
    pub(super) query: HashMap<String, String>,
    pub(super) limit: usize,
}

pub(super) fn asked(text: QueryText) -> Result<Asked, Refused> {
    let Query(query) = text.map_err(|_| Refused::INPUT)?;
    let limit = body::limit(query.get("limit"), LIMIT, LIMIT_MAX).map_err(|_| Refused::INPUT)?;
    Ok(Asked { query, limit })
}

impl Asked {
    pub(super) fn offset(&self) -> Option<&str> {
        self.query.get("offset").map(String::as_str)
    }
}

/// A page of a list under its name, and the way to the next.
pub(super) fn page(name: &str, items: Vec<Value>, next: Option<String>, path: &str) -> Value {
    let mut told = json!({"page": {}, "links": {}});
    if let Value::Object(told) = &mut told {
        told.insert(name.to_owned(), items.into());
        if let Some(next) = next {
            let href = format!("{path}?offset={next}");
            told.insert("page".to_owned(), json!({"nextOffset": next}));
            told.insert("links".to_owned(), json!({"next": {"href": href}}));
        }
    }
    told
}
