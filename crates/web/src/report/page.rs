//! A lender's report as a page: the same that its JSON says.

use super::ReportDocument;
use super::charts::{self, Chart};
use super::contents::{Block, Contents};
use super::mark::{Anchor, Colour, Mark, Words};
use super::said::Said;
use crate::pages::shown::View;
use askama::Template;

/// Its contents, and what may be done with it.
#[derive(Debug, Template)]
#[template(path = "report.html")]
pub(crate) struct ReportPage {
    contents: Contents,
    /// Where it is to be had as PDF, and what that button says.
    pdf: Option<(String, String)>,
}

impl ReportPage {
    /// Of a report whose JSON has that hash.
    pub(crate) fn of(report: &ReportDocument, content_hash: &str, said: Said) -> Self {
        Self { contents: Contents::of(report, content_hash, said), pdf: None }
    }

    /// With a button that leads to the PDF.
    pub(crate) fn with_pdf(self, href: String, label: String) -> Self {
        Self { pdf: Some((href, label)), ..self }
    }

    fn view_box() -> String {
        format!("0 0 {} {}", charts::WIDTH, charts::HEIGHT)
    }

    fn marks(chart: &Chart) -> Vec<Mark> {
        chart.marks((0.0, 0.0))
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn class(colour: &Colour) -> &'static str {
        match colour {
            Colour::Text => "mark-text",
            Colour::Quiet => "mark-quiet",
            Colour::Rule => "mark-rule",
            Colour::Shade => "mark-shade",
            Colour::In => "mark-in",
            Colour::Out => "mark-out",
            Colour::Line => "mark-line",
        }
    }

    fn anchor(words: &Words) -> &'static str {
        match words.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }

    fn points(points: &[(f32, f32)]) -> String {
        points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")
    }
}

impl View for ReportPage {
    fn title(&self) -> String {
        self.contents.title.clone()
    }

    fn is_wide(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::samples;
    use super::*;
    use domain::text::Language;

    #[test]
    fn what_a_bank_wrote_stays_text() {
        let mut report = samples::full();
        report.accounts[0].name = "<script>alert(1)</script>".to_owned();
        let html = ReportPage::of(&report, "ab", Said(Language::English)).render().unwrap();
        assert!(!html.contains("<script") && html.contains("&#60;script"));
        assert!(html.contains("<polyline") && html.contains("<rect") && html.matches("<table").count() > 5);
    }

    #[test]
    fn an_empty_report_says_so_in_every_language() {
        for language in Language::ALL {
            let html = ReportPage::of(&samples::empty(), "ab", Said(*language)).render().unwrap();
            assert!(html.contains(&Said(*language).say("income-none")));
        }
    }
}
