//! A lender's report as it is kept and handed out: JSON whose form is `docs/report.schema.json`, and the same as a page and as PDF.

mod charts;
mod contents;
mod document;
mod mark;
mod page;
mod pdf;
mod said;

pub(crate) use document::ReportDocument;
pub(crate) use page::ReportPage;
pub(crate) use said::Said;

use engine::ReportDraft;
use tokio::sync::Semaphore;

/// A report that was kept; none when it is none of ours.
pub(crate) fn parsed(json: &[u8]) -> Option<ReportDocument> {
    serde_json::from_slice(json).ok()
}

/// PDFs that are drawn at once: each takes a processor for a while.
static DRAWING: Semaphore = Semaphore::const_new(2);

/// The PDF of a report whose JSON has that hash.
pub(crate) async fn pdf_of(report: ReportDocument, content_hash: String, said: Said) -> Option<Vec<u8>> {
    let place = DRAWING.acquire().await.ok()?;
    let drawing = tokio::task::spawn_blocking(move || {
        let _place = place;
        pdf::pdf(&report, &content_hash, said)
    });
    drawing.await.ok().flatten()
}

/// The JSON of a report.
pub(crate) fn written(draft: &ReportDraft) -> Vec<u8> {
    // Texts, numbers and lists always have a JSON form.
    serde_json::to_vec(&ReportDocument::of(draft)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use std::collections::{BTreeMap, BTreeSet};

    /// The committed description of a report's JSON.
    const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/report.schema.json");

    /// The names that a description refers to.
    fn named(part: &Value, found: &mut BTreeSet<String>) {
        match part {
            Value::Object(fields) => {
                for (name, value) in fields {
                    if let (true, Some(path)) = (name == "$ref", value.as_str()) {
                        found.extend(path.rsplit('/').next().map(str::to_owned));
                    }
                    named(value, found);
                }
            }
            Value::Array(parts) => parts.iter().for_each(|part| named(part, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// As JSON Schema, from what the API's description says of it.
    fn schema() -> String {
        let api = serde_json::to_value(crate::openapi::openapi()).unwrap();
        let all = &api["components"]["schemas"];
        let (mut parts, mut open) = (BTreeMap::new(), BTreeSet::from(["Report".to_owned()]));
        while let Some(name) = open.pop_first() {
            let part = &all[&name];
            assert!(part.is_object(), "{name}");
            if parts.insert(name, part.clone()).is_none() {
                named(part, &mut open);
                open.retain(|name| !parts.contains_key(name));
            }
        }
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "A Swingbridge report on bank accounts",
            "$ref": "#/$defs/Report",
            "$defs": parts,
        });
        serde_json::to_string_pretty(&schema).unwrap().replace("#/components/schemas/", "#/$defs/") + "\n"
    }

    #[test]
    fn the_committed_schema_is_the_one_of_the_code() {
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(SCHEMA, schema()).unwrap();
        }
        let committed = std::fs::read_to_string(SCHEMA).unwrap();
        assert!(
            committed == schema(),
            "run again with UPDATE_SNAPSHOTS=1, and raise VERSION where a meaning changed"
        );
    }
}
