//! What of a file is left out: by reason, with the lines it is said of. What is no fault is told apart from what is.

use crate::pages::words::Words;
use domain::text::Part;
use engine::files::{Skipped, Why};

/// Lines of one reason that are named.
const LINES: usize = 10;

/// What is left out for reasons of one kind: how much it is, and the lines of each reason.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LeftOut {
    pub(super) icon: &'static str,
    pub(super) title: String,
    pub(super) reasons: Vec<String>,
}

/// What could not be read first, then what no transaction should be made of. Files list only so many; what is beyond is counted.
pub(super) fn of(skipped: &[Skipped], count: usize, words: Words) -> (Vec<LeftOut>, String) {
    let (calm, faults): (Vec<&Skipped>, Vec<&Skipped>) = skipped.iter().partition(|one| is_no_fault(one.why));
    let kinds = [("warning", "page-import-skipped", faults), ("info", "page-import-not-meant", calm)];
    let told = kinds.into_iter().filter(|(_, _, lines)| !lines.is_empty());
    let told = told.map(|(icon, key, lines)| LeftOut {
        icon,
        title: words.count(key, lines.len()),
        reasons: reasons(&lines, words),
    });
    let more = count.saturating_sub(skipped.len());
    let more = if more > 0 { words.count("page-import-skipped-more", more) } else { String::new() };
    (told.collect(), more)
}

const fn is_no_fault(why: Why) -> bool {
    match why {
        Why::NotARow | Why::ZeroAmount | Why::NotBooked | Why::Repeated | Why::OpeningBalance => true,
        Why::NoAmount
        | Why::AmountUnreadable
        | Why::TooManyDigits
        | Why::NoDate
        | Why::DateUnreadable
        | Why::DateAbsurd
        | Why::CurrencyUnknown
        | Why::SideUnclear
        | Why::Investment
        | Why::Unfinished
        | Why::Unreadable => false,
    }
}

/// `No date: lines 2, 4`, the reasons in the order of the file.
fn reasons(skipped: &[&Skipped], words: Words) -> Vec<String> {
    let mut seen: Vec<Why> = Vec::new();
    for one in skipped {
        if !seen.contains(&one.why) {
            seen.push(one.why);
        }
    }
    let told = seen.into_iter().map(|why| {
        let of = || skipped.iter().filter(move |one| one.why == why);
        let lines: Vec<usize> = of().filter_map(|one| one.place.line).collect();
        let entries = of().filter(|one| one.place.line.is_none()).filter_map(|one| one.place.entry);
        let entries: Vec<usize> = entries.collect();
        let places = [("page-import-lines", lines), ("page-import-entries", entries)];
        let places = places.iter().filter(|(_, numbers)| !numbers.is_empty());
        let places: Vec<String> = places.map(|(key, numbers)| listed(key, numbers, words)).collect();
        let name = why.name().replace('_', "-");
        let what = words.say(&format!("page-import-why-{name}"));
        if places.is_empty() {
            return what;
        }
        let parts = [("why", Part::Text(&what)), ("places", Part::Text(&places.join("; ")))];
        words.fill("page-import-why", &parts)
    });
    told.collect()
}

/// `lines 2, 4, 5 and 3 more`
fn listed(key: &str, numbers: &[usize], words: Words) -> String {
    let shown: Vec<String> = numbers.iter().take(LINES).map(usize::to_string).collect();
    let count = Part::Count(i64::try_from(numbers.len()).unwrap_or(i64::MAX));
    let said = words.fill(key, &[("count", count), ("numbers", Part::Text(&shown.join(", ")))]);
    match numbers.len().saturating_sub(LINES) {
        0 => said,
        more => format!("{said} {}", words.count("page-import-more", more)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Language;
    use engine::files::Place;

    const ENGLISH: Words = Words(Language::English);

    fn line(line: usize, why: Why) -> Skipped {
        Skipped { place: Place::line(line), why }
    }

    #[test]
    fn reasons_have_their_lines() {
        let mut skipped = vec![line(2, Why::NoDate), line(3, Why::ZeroAmount), line(5, Why::NoDate)];
        skipped.extend((10..23).map(|number| line(number, Why::AmountUnreadable)));
        skipped.push(Skipped { place: Place::entry(4), why: Why::NotBooked });
        let (told, more) = of(&skipped, 18, ENGLISH);
        let shown: Vec<&str> = told
            .iter()
            .flat_map(|one| std::iter::once(&one.title).chain(&one.reasons))
            .map(String::as_str)
            .collect();
        assert_eq!(
            shown,
            [
                "15 lines could not be read and are left out:",
                "No date: lines 2, 5",
                "An amount that cannot be read: lines 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 and 3 more",
                "2 lines are no booked transactions and are left out, as they should be:",
                "Moves no money: line 3",
                "Refused, cancelled, or only for information: entry 4",
            ]
        );
        assert_eq!(more, "One more line is left out, too.");
        assert_eq!(of(&[], 0, ENGLISH), (Vec::new(), String::new()));
    }

    #[test]
    fn every_reason_has_words() {
        for language in Language::ALL {
            for why in Why::ALL {
                let (told, _) = of(&[line(7, *why)], 1, Words(*language));
                let said = format!("{told:?}");
                assert!(said.contains('7') && !said.contains("page-"), "{said}");
            }
        }
    }
}
