//! What is wrong with a file, in the person's words.

use crate::pages::words::Words;
use domain::text::Part;
use engine::files::{Flaw, Warning};

/// What it is, without its place.
pub(super) fn what(flaw: &Flaw, words: Words) -> String {
    words.say(&format!("page-flaw-{}", flaw.kind.name().replace('_', "-")))
}

pub(super) fn text(flaw: &Flaw, words: Words) -> String {
    let what = what(flaw, words);
    match flaw.place.and_then(|place| place.line) {
        Some(line) => {
            let line = i64::try_from(line).unwrap_or(i64::MAX);
            format!("{what} {}", words.fill("page-flaw-at-line", &[("number", Part::Count(line))]))
        }
        None => what,
    }
}

pub(super) fn warning(warning: Warning, words: Words) -> String {
    words.say(&format!("page-warning-{}", warning.name().replace('_', "-")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Language;
    use engine::files::{FlawKind, Foreign, Format, Limit, Place};

    #[test]
    fn every_flaw_and_warning_has_words() {
        let kinds = [
            FlawKind::Empty,
            FlawKind::Foreign(Foreign::Pdf),
            FlawKind::Unknown,
            FlawKind::Binary,
            FlawKind::Encoding,
            FlawKind::CutOff(Format::Ofx),
            FlawKind::Broken(Format::Ofx),
            FlawKind::TooMuch(Limit::Rows),
            FlawKind::Entities,
            FlawKind::QuoteOpen,
            FlawKind::ColumnsNotFound { found: Vec::new() },
            FlawKind::LayoutUnmet { missing: Vec::new(), found: Vec::new() },
            FlawKind::Layout("x"),
            FlawKind::DatesAmbiguous,
            FlawKind::DatesMixed,
            FlawKind::DatesUnreadable,
            FlawKind::AmountsAmbiguous,
            FlawKind::AmountsUnreadable,
            FlawKind::NoCurrency,
            FlawKind::NoAccount(Format::Qif),
        ];
        for language in Language::ALL {
            for kind in &kinds {
                let said = text(&Flaw { kind: kind.clone(), place: Some(Place::line(7)) }, Words(*language));
                assert!(said.contains(' ') && said.contains('7') && !said.contains("page-"), "{said}");
            }
            for one in Warning::ALL {
                assert!(!warning(*one, Words(*language)).contains("page-"), "{one}");
            }
        }
    }
}
