//! Reports of all sizes become PDFs.

use super::*;
use crate::report::document::samples;
use domain::text::Language;

fn check(report: &ReportDocument, language: Language) -> Vec<u8> {
    let pdf = pdf(report, &"ab".repeat(32), Said(language)).unwrap();
    assert!(pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
    pdf
}

#[test]
fn reports_of_all_sizes_and_languages_become_pdfs() {
    for language in Language::ALL {
        check(&samples::empty(), *language);
        check(&samples::full(), *language);
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(check(&samples::full(), Language::English), check(&samples::full(), Language::English));
}

#[test]
fn what_a_bank_wrote_breaks_nothing() {
    let mut report = samples::full();
    for one in &mut report.transactions {
        one.description = "\u{202e}\u{0}\u{7}漢字 🏦 مرحبا \n".repeat(40);
    }
    report.accounts[0].name = "x".repeat(5_000);
    report.accounts[0].owners = vec![String::new(), "É".repeat(500)];
    check(&report, Language::CanadianFrench);
}
