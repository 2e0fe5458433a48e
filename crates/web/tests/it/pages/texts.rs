//! Templates and code name texts; each exists, none is written for nobody, and no template holds words of its own.

use domain::account::AccountType;
use domain::institution::Product;
use domain::member::Status;
use std::collections::BTreeSet;
use std::path::Path;

const KINDS: [&str; 4] = ["page-", "button-", "field-", "mail-"];

fn files(folder: &Path, ending: &str, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.to_str().unwrap().ends_with(ending) {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What stands between quotation marks and looks like a key.
fn named() -> BTreeSet<String> {
    let mut found = Vec::new();
    files(&root().join("src/pages"), ".rs", &mut found);
    files(&root().join("src/letters"), ".rs", &mut found);
    files(&root().join("templates"), ".html", &mut found);
    files(&root().join("templates"), ".txt", &mut found);
    let texts = found.iter().flat_map(|(_, text)| text.split('"').map(str::to_owned));
    texts
        .filter(|text| KINDS.iter().any(|kind| text.starts_with(kind)) && !text.contains(char::is_whitespace))
        .collect()
}

fn written() -> BTreeSet<String> {
    let text: String = ["pages", "connections", "removing", "joins", "imports", "mails"]
        .map(|name| std::fs::read_to_string(root().join(format!("../domain/texts/en/{name}.ftl"))).unwrap())
        .concat();
    let keys = text.lines().filter_map(|line| line.split_once(" = ").map(|(key, _)| key.to_owned()));
    keys.filter(|key| KINDS.iter().any(|kind| key.starts_with(kind))).collect()
}

/// The texts of a key with a gap, such as `page-chip-{status}`.
fn fills(gap: &str) -> Vec<String> {
    let (before, rest) = gap.split_once('{').unwrap();
    let after = rest.split_once('}').unwrap().1;
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let fill = match gap {
        "page-chip-{status}" | "page-chip-{}" | "page-trouble-{status}" => {
            Status::ALL.into_iter().filter_map(Status::name).map(str::to_lowercase).collect()
        }
        "page-account-{}" => AccountType::ALL.iter().map(|one| one.name().to_lowercase()).collect(),
        "page-product-{}" => Product::ALL.iter().map(|one| one.name().to_owned()).collect(),
        "page-consent-reads-{name}" => {
            names(&["accounts", "transactions", "holdings", "numbers", "owners", "statements"])
        }
        "page-challenge-title-{medium}"
        | "page-challenge-sent-{medium}"
        | "page-challenge-sent-{medium}-to" => names(&["sms", "email", "call", "app"]),
        "page-progress-{name}" => names(&["sign-in", "accounts", "transactions", "numbers"]),
        "page-progress-{state}" => names(&["done", "now", "next"]),
        "page-said-{}" => names(&["exists", "fresh", "not-now", "busy", "late", "patience", "thanks"]),
        "page-support-{name}" => names(&["institution", "status", "reason", "source-code", "connection"]),
        "page-{name}-title" | "page-{name}-text" => names(&[
            "ended",
            "nowhere",
            "member-gone",
            "member-expired",
            "institution-gone",
            "forged",
            "unreadable",
            "too-often",
            "changed",
            "user-disabled",
            "enough",
            "late",
            "ours",
            "unsupported",
            "removed",
            "removed-kept",
            "done",
            "support-sent",
            "missing-sent",
            "manual-made",
            "visit-over",
            "back-good",
            "back-bad",
            "declined",
            "returned-good",
            "returned-bad",
            "bank-away",
            "stopped",
            "import-gone",
            "link-over",
            "unsubscribed",
        ]),
        // Whatever is written of that form; that each is asked for, the pages' own tests must show.
        _ => {
            let fits = |key: &String| {
                key.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).map(str::to_owned)
            };
            let fits: Vec<String> = written().iter().filter_map(fits).collect();
            assert!(!fits.is_empty(), "nothing is written of the form {gap}");
            fits
        }
    };
    fill.into_iter().map(|name| format!("{before}{name}{after}")).collect()
}

#[test]
fn every_text_exists_and_is_used() {
    let mut wanted = BTreeSet::new();
    for key in named() {
        if key.contains('{') {
            wanted.extend(fills(&key));
        } else {
            wanted.insert(key);
        }
    }
    // Tests look for beginnings of keys, and the look of a page has classes of that form.
    wanted.retain(|key| !key.ends_with('-'));
    let written = written();
    let missing: Vec<_> = wanted.difference(&written).collect();
    let unused: Vec<_> = written.difference(&wanted).collect();
    assert!(missing.is_empty() && unused.is_empty(), "missing {missing:?}, unused {unused:?}");
}

#[test]
fn templates_hold_no_words() {
    let mut found = Vec::new();
    files(&root().join("templates"), ".html", &mut found);
    for (path, text) in found {
        let mut plain = String::new();
        let (mut in_tag, mut in_code) = (false, 0_usize);
        for (at, one) in text.char_indices() {
            match one {
                '{' => in_code += 1,
                '}' => in_code -= 1,
                '<' if in_code == 0 => in_tag = true,
                '>' if in_code == 0 => in_tag = false,
                other if !in_tag && in_code == 0 => plain.push(other),
                _ => {}
            }
            assert!(at < 100_000);
        }
        let words: Vec<&str> =
            plain.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).collect();
        assert!(words.is_empty(), "{path}: {words:?}");
    }
}

#[test]
fn every_text_of_reports_is_used() {
    // What a report's data names: kinds, how often, and what is missing.
    const FORMS: [&str; 3] = ["kind-", "cadence-", "missing-"];
    let mut code = Vec::new();
    files(&root().join("src/report"), ".rs", &mut code);
    let named: BTreeSet<&str> = code.iter().flat_map(|(_, text)| text.split('"')).collect();
    let text = std::fs::read_to_string(root().join("../domain/texts/en/report.ftl")).unwrap();
    let keys = text.lines().filter_map(|line| line.split_once(" = ")?.0.strip_prefix("report-"));
    let unused: Vec<&str> =
        keys.filter(|key| !named.contains(key) && !FORMS.iter().any(|form| key.starts_with(form))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}
