//! `data/report_words.csv`: what words of banks' texts, and categories, hint at in a lender's report.

use crate::names::{camel, push};
use crate::table::Table;
use std::collections::BTreeSet;

/// Where the words stand, and the table they become.
const TABLES: &[(&str, &str, &str)] = &[
    ("text", "WORDS", "In texts: words in a row; `=` in front means that there is nothing else in the text."),
    ("category", "CATEGORIES", "MX's categories."),
];

pub(crate) fn generate() -> Result<String, String> {
    let table = Table::read("data/report_words.csv")?;
    let mut seen = BTreeSet::new();
    for row in table.rows() {
        let (hint, place, words) =
            (row.given("hint")?, row.one_of("where", &["text", "category", "name"])?, row.given("words")?);
        let is_read = |letter: char| letter.is_ascii_lowercase() || letter == ' ' || letter == '=';
        if place != "category" && !words.chars().all(is_read) {
            return row.refuse(&format!("{words}: texts are read in lower case, without digits and signs"));
        }
        if (hint == "cut") != (place == "name") {
            return row.refuse("what is cut is cut from names, and nothing else is");
        }
        if !seen.insert((hint, place, words)) {
            return row.refuse(&format!("{words} stands twice"));
        }
    }
    let mut code = String::new();
    for (place, name, meaning) in TABLES {
        push(&mut code, format_args!("/// {meaning}\nconst {name}: &[(Sign, &str)] = &[\n"));
        for row in table.rows().filter(|row| row.text("where") == Ok(place)) {
            push(
                &mut code,
                format_args!("    (Sign::{}, {:?}),\n", camel(row.given("hint")?), row.given("words")?),
            );
        }
        code.push_str("];\n");
    }
    code.push_str(
        "/// Words that say how money moved, or what for, but not with whom: they are cut from names.\n",
    );
    code.push_str("const NOT_NAMES: &[&str] = &[\n");
    for row in table.rows().filter(|row| row.text("where") == Ok("name")) {
        push(&mut code, format_args!("    {:?},\n", row.given("words")?));
    }
    code.push_str("];\n");
    Ok(code)
}
