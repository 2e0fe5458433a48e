//! Finding a bank: what is typed, and the entries that fit, the often chosen ones first.

use super::{import_path, manual_path, see};
use crate::pages::address::encoded;
use crate::pages::bank::Bank;
use crate::pages::messages::{Message, Telling};
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use engine::records::{Page, PageOf};
use engine::{Listed, Unsupported};
use serde::Deserialize;

/// Characters that are searched for.
const TYPED_CHARS_MAX: usize = 100;
/// Characters from which on it is searched, as with MX.
const TYPED_CHARS_MIN: usize = 2;
const ENTRIES: u32 = 25;
/// Entries that are shown before anything is typed.
const POPULAR: u32 = 12;
/// The last page that can be asked for.
const PAGE_MAX: u32 = 1_000;

/// An entry of the list.
#[derive(Debug)]
struct Entry {
    code: String,
    bank: Bank,
    /// Why it cannot be connected.
    unsupported: Option<String>,
}

#[derive(Debug, Template)]
#[template(path = "connect/results.html")]
struct ResultsView {
    words: Words,
    base: String,
    typed: String,
    found: String,
    entries: Vec<Entry>,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Debug, Template)]
#[template(path = "connect/search.html")]
struct SearchView {
    words: Words,
    base: String,
    /// Where an account is kept by hand.
    manual: Option<String>,
    /// Where a file of a bank is imported.
    import: Option<String>,
    results: ResultsView,
}

impl View for SearchView {
    fn title(&self) -> String {
        self.words.say("page-search-title")
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    page: Option<u32>,
    /// `results`: the list alone, for the script.
    part: Option<String>,
}

pub(super) async fn show(viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response, Mishap> {
    if viewer.options().disable_institution_search {
        // The application has its own search; it hears that the person wants it.
        viewer.tell_later(Message::back_to_search()).await?;
        return Ok(see(&format!("{}/connect/done", viewer.base())));
    }
    let typed = bounded(&asked.q);
    let number = asked.page.unwrap_or(1).clamp(1, PAGE_MAX);
    if asked.part.as_deref() == Some("results") {
        let results = results(&viewer, &typed, number).await?;
        let html = results.render().map_err(|_| Mishap::Unwritten)?;
        return viewer.show_part(&html, &telling(&results.typed)).await;
    }
    page(&viewer, &typed, number).await
}

/// The page for what was typed.
pub(super) async fn page(viewer: &Viewer, typed: &str, number: u32) -> Result<Response, Mishap> {
    let results = results(viewer, typed, number).await?;
    let telling = telling(&results.typed);
    let view = SearchView {
        words: viewer.words(),
        base: viewer.base(),
        manual: manual_path(viewer),
        import: import_path(viewer),
        results,
    };
    viewer.show(Shown::of(&view)?.telling(telling).at(format!("{}/connect/search", viewer.base()))).await
}

fn telling(typed: &str) -> Telling {
    let events = if typed.is_empty() { Vec::new() } else { vec![Message::search(typed)] };
    Telling { step: Some("search"), subject: typed.to_owned(), events, member: None }
}

async fn results(viewer: &Viewer, typed: &str, number: u32) -> Result<ResultsView, Mishap> {
    let typed = if typed.chars().count() < TYPED_CHARS_MIN { "" } else { typed };
    let page =
        if typed.is_empty() { Page { number: 1, size: POPULAR } } else { Page { number, size: ENTRIES } };
    let found = viewer.engine().look_up(typed, viewer.options(), page).await?;
    Ok(view(viewer.words(), viewer.base(), typed, page, &found))
}

fn view(words: Words, base: String, typed: &str, page: Page, found: &PageOf<Listed>) -> ResultsView {
    let total = usize::try_from(found.total).unwrap_or(0);
    let at = |number: u32| format!("{base}/connect/search?q={}&page={number}", encoded(typed));
    let is_more = page.offset().saturating_add(i64::from(page.size)) < found.total && !typed.is_empty();
    ResultsView {
        words,
        typed: typed.to_owned(),
        found: if total == 0 {
            words.with("page-search-none", "typed", typed)
        } else {
            words.fill(
                "page-search-found",
                &[
                    ("count", domain::text::Part::Count(found.total)),
                    ("typed", domain::text::Part::Text(typed)),
                ],
            )
        },
        entries: found.items.iter().map(|listed| entry(listed, words)).collect(),
        before: (page.number > 1).then(|| at(page.number.saturating_sub(1))),
        after: is_more.then(|| at(page.number.saturating_add(1))),
        base,
    }
}

fn entry(listed: &Listed, words: Words) -> Entry {
    Entry {
        code: listed.institution.code.clone(),
        bank: Bank::of(&listed.institution, words),
        unsupported: listed.unsupported.map(|why| reason(why, words)),
    }
}

/// Why an institution cannot be connected, and what can be done instead.
pub(super) fn reason(why: Unsupported, words: Words) -> String {
    match why {
        Unsupported::NotReached => words.say("page-unsupported-not-reached"),
        Unsupported::Unreached(why) => words.say(&format!("page-unsupported-{}", why.name())),
        Unsupported::Product(product) => {
            let name = words.say(&format!("page-product-{}", product.name()));
            words.with("page-unsupported-product", "product", &name)
        }
    }
}

fn bounded(typed: &str) -> String {
    typed.trim().chars().filter(|one| !one.is_control()).take(TYPED_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::clock::Timestamp;
    use domain::id::InstitutionGuid;
    use domain::institution::{InstitutionKind, Product, Unreached};
    use domain::text::Language;
    use engine::records::Institution;
    use std::sync::Arc;

    fn listed(name: &str, unsupported: Option<Unsupported>) -> Listed {
        let institution = Institution {
            code: "oak".to_owned(),
            guid: InstitutionGuid::from_digest([1; 16]),
            name: name.to_owned(),
            kind: InstitutionKind::Business,
            country: "CA".to_owned(),
            url: "https://www.oak.example/x".to_owned(),
            popularity: 1,
            products: Vec::new(),
            is_throttled: false,
            details: serde_json::from_str("{}").unwrap(),
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
        };
        Listed { institution: Arc::new(institution), unsupported }
    }

    fn html(typed: &str, number: u32, total: i64, items: Vec<Listed>) -> String {
        let page = Page { number, size: ENTRIES };
        let words = Words(Language::English);
        view(words, "/p/x".to_owned(), typed, page, &PageOf { items, total }).render().unwrap()
    }

    #[test]
    fn entries_say_address_and_kind_and_their_names_are_text() {
        let page = html("oak", 1, 1, vec![listed("<script>alert(1)</script>", None)]);
        assert!(page.contains("oak.example · Business"), "{page}");
        assert!(page.contains("/p/x/connect/institutions/oak") && !page.contains("<script>"), "{page}");
    }

    #[test]
    fn what_cannot_be_connected_says_why_and_leads_nowhere() {
        let why = Some(Unsupported::Product(Product::Rewards));
        let page = html("oak", 1, 1, vec![listed("Oak", why)]);
        assert!(page.contains("chip ended") && !page.contains("institutions/oak"), "{page}");
        for language in Language::ALL {
            for why in Unreached::ALL {
                assert!(!reason(Unsupported::Unreached(*why), Words(*language)).contains("page-"));
            }
            for product in Product::ALL {
                assert!(!reason(Unsupported::Product(*product), Words(*language)).contains("page-"));
            }
        }
    }

    #[test]
    fn long_lists_come_in_pages() {
        let first = html("a&b", 1, 60, vec![]);
        assert!(first.contains("q=a%26b") && first.contains("page=2"), "{first}");
        assert!(!html("oak", 3, 60, vec![]).contains("page=4"));
        assert!(html("oak", 3, 60, vec![]).contains("page=2"));
        assert!(!html("oak", 1, 0, vec![]).contains("<nav"));
    }

    #[test]
    fn what_is_typed_is_bounded() {
        assert_eq!(bounded(" o\u{7}ak\n "), "oak");
        assert_eq!(bounded(&"ö".repeat(500)).chars().count(), TYPED_CHARS_MAX);
    }
}
