//! A lender's report as it is kept and handed out: JSON whose form is `docs/report.schema.json`.

mod document;
mod pdf;
mod said;

pub(crate) use document::ReportDocument;
pub(crate) use pdf::pdf;
pub(crate) use said::Said;

use engine::ReportDraft;

/// The JSON of a report.
pub(crate) fn written(draft: &ReportDraft) -> Vec<u8> {
    // Texts, numbers and lists always have a JSON form.
    serde_json::to_vec(&ReportDocument::of(draft)).unwrap_or_default()
}
