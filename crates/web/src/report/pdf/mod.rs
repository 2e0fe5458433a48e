//! A lender's report as PDF: its contents laid out on sheets.

mod fonts;
mod ink;
mod sheet;

use super::ReportDocument;
use super::contents::{Block, Contents};
use super::said::Said;
use sheet::Sheets;

/// The PDF of a report whose JSON has that hash; none when the library that draws it refuses.
pub(super) fn pdf(report: &ReportDocument, content_hash: &str, said: Said) -> Option<Vec<u8>> {
    let contents = Contents::of(report, content_hash, said);
    let mut sheets = Sheets::new();
    sheets.title(&contents.title);
    for (at, block) in contents.blocks.iter().enumerate() {
        let after = contents.blocks.get(at.saturating_add(1)..).unwrap_or_default();
        match block {
            Block::Section(text) => sheets.section(text, after),
            Block::Part(text) => sheets.part(text, after),
            Block::Paragraph(text) => sheets.paragraph(text),
            Block::Note(text) => sheets.note(text),
            Block::Table(table) => sheets.table(table),
            Block::Chart { chart, .. } => sheets.chart(chart),
        }
    }
    sheets.feet(&format!("{} · {content_hash}", report.id), |number, last| {
        said.fill("page-number", &[("number", &number.to_string()), ("last", &last.to_string())])
    });
    ink::drawn(&sheets, &contents.title, said.language().tag())
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
