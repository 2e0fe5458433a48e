//! What strangers answer in place of the counterpart.

use super::wires::Answer;
use crate::http::{HttpError, NoConnection, Response};
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::Duration;

/// A text that a stranger hopes to see in a log or on a page.
pub(super) const MARKER: &str = "<b>what stood in the answer</b>";
/// When to come back, as a stranger says it.
pub(super) const RETRY_AFTER: Duration = Duration::from_secs(77);

/// Places at which an answer is cut off.
const CUTS: usize = 120;
/// Deeper than any parser that recurses would survive.
const DEEP: usize = 200_000;
/// Statuses that say that it did not work.
const FAILURES: &[u16] =
    &[204, 301, 304, 400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 418, 500, 501, 502, 503, 504, 599];

/// An answer that is none.
pub(super) struct Counterfeit {
    pub(super) what: String,
    pub(super) answer: Answer,
}

impl Counterfeit {
    fn of(what: impl Into<String>, status: u16, body: impl Into<Vec<u8>>) -> Self {
        let response = Response { status, retry_after: None, body: body.into() };
        Self { what: what.into(), answer: Ok(response) }
    }

    pub(super) fn status(&self) -> Option<u16> {
        self.answer.as_ref().ok().map(|response| response.status)
    }
}

/// No answer.
pub(super) fn lost() -> Vec<Counterfeit> {
    [
        HttpError::Unreachable(NoConnection::Unknown),
        HttpError::Timeout,
        HttpError::TooLarge,
        HttpError::Broken,
        HttpError::Untrusted(NoConnection::Certificate),
        HttpError::Forbidden,
        HttpError::Cancelled,
        HttpError::Unwritable,
    ]
    .into_iter()
    .map(|error| Counterfeit { what: error.to_string(), answer: Err(error) })
    .collect()
}

/// The bodies that come with a status of failure: nothing, a page of something in between, the source's own form.
fn bodies(error_form: &str) -> [(&'static str, String); 3] {
    [
        ("nothing", String::new()),
        ("a page", format!("<!DOCTYPE html><html><body>{MARKER}</body></html>")),
        ("the source's error", error_form.replace("{message}", MARKER)),
    ]
}

/// Statuses of failure, each with every body and with a good answer.
pub(super) fn statuses(error_form: &str, good: &Response) -> Vec<Counterfeit> {
    let all = FAILURES.iter().flat_map(|status| {
        bodies(error_form)
            .into_iter()
            .map(move |(what, body)| Counterfeit::of(format!("status {status} with {what}"), *status, body))
    });
    let unlike = FAILURES.iter().filter(|status| **status >= 300).map(|status| {
        Counterfeit::of(format!("status {status} with a good answer"), *status, good.body.clone())
    });
    all.chain(unlike).collect()
}

/// Too many requests, with a time to come back, without one, and with one after the end of time.
pub(super) fn too_many(error_form: &str) -> Vec<Counterfeit> {
    let times = [None, Some(RETRY_AFTER), Some(Duration::MAX)];
    bodies(error_form)
        .into_iter()
        .flat_map(|(what, body)| {
            times.map(|retry_after| Counterfeit {
                what: format!("too many requests with {what} and {retry_after:?}"),
                answer: Ok(Response { status: 429, retry_after, body: body.clone().into() }),
            })
        })
        .collect()
}

/// Answers that cannot be read, though their status is good.
pub(super) fn unreadable(good: &Response) -> Vec<Counterfeit> {
    let text = |what: &str, body: &str| Counterfeit::of(what, good.status, body);
    let page = format!("<!DOCTYPE html><html><body>{MARKER}</body></html>");
    let mut all = vec![
        text("nothing", ""),
        text("a space", " "),
        text("a page", &page),
        text("a text", MARKER),
        Counterfeit::of("bytes that are no text", good.status, [&b"{\"a\":\""[..], &[0xff; 64]].concat()),
        Counterfeit::of("lists in lists", good.status, "[".repeat(DEEP)),
        Counterfeit::of("objects in objects", good.status, "{\"a\":".repeat(DEEP)),
    ];
    // Readers of documents pass over what stands behind them.
    if !good.body.starts_with(b"%PDF-") {
        all.push(Counterfeit::of("the answer and more", good.status, [&good.body[..], b"}"].concat()));
    }
    let wrong = [
        "null",
        "true",
        "7",
        "-1e400",
        "\"\"",
        "[]",
        "{}",
        "[[]]",
        "[null]",
        "[{}]",
        "[[],null]",
        "{\"\":{}}",
    ];
    all.extend(wrong.map(|body| text(body, body)));
    let body = good.body.trim_ascii_end();
    let step = (body.len() / CUTS).max(1);
    let cuts = (0..body.len()).step_by(step).chain(body.len().checked_sub(1));
    all.extend(cuts.filter_map(|length| {
        Some(Counterfeit::of(
            format!("the first {length} bytes of the answer"),
            good.status,
            body.get(..length)?,
        ))
    }));
    all
}

/// A good answer with one value changed; the answer may still be one.
pub(super) fn changed(good: &Response) -> Vec<Counterfeit> {
    let Ok(whole) = serde_json::from_slice::<Value>(&good.body) else { return changed_markup(good) };
    let mut places = BTreeSet::new();
    places_in(&whole, String::new(), &mut places);
    let mut all = Vec::new();
    for place in &places {
        for instead in substitutes() {
            let mut spoilt = whole.clone();
            let shown = instead.to_string();
            if let Some(value) = spoilt.pointer_mut(place) {
                *value = instead;
            }
            let what = format!("the answer with {shown} at {place}");
            all.push(Counterfeit::of(what, good.status, spoilt.to_string()));
        }
    }
    all
}

/// The same of an answer in markup: the first value of each name is changed, and once is gone with its tag.
fn changed_markup(good: &Response) -> Vec<Counterfeit> {
    let whole = String::from_utf8_lossy(&good.body);
    let texts = substitutes().into_iter().filter_map(|value| value.as_str().map(str::to_owned));
    let texts: Vec<String> = texts.collect();
    let mut names = BTreeSet::new();
    let mut all = Vec::new();
    for tag in whole.split('<').skip(1) {
        let Some((name, value)) = tag.split_once('>') else { continue };
        if name.starts_with(['/', '?', '!']) || value.trim().is_empty() || !names.insert(name) {
            continue;
        }
        let old = format!("<{name}>{value}");
        for text in &texts {
            let body = whole.replacen(&old, &format!("<{name}>{text}"), 1);
            all.push(Counterfeit::of(format!("the answer with {text} as {name}"), good.status, body));
        }
        let (begin, end) = (format!("<{name}>"), format!("</{name}>"));
        let body = whole.replacen(&old, "", 1);
        // The end of what is gone, where it had one.
        let body = if whole.contains(&format!("{old}{end}")) { body.replacen(&end, "", 1) } else { body };
        all.push(Counterfeit::of(format!("the answer without the first {begin}"), good.status, body));
    }
    all
}

fn substitutes() -> [Value; 12] {
    [
        Value::Null,
        true.into(),
        (-7).into(),
        u64::MAX.into(),
        1.5e300.into(),
        "".into(),
        MARKER.into(),
        "-1.00".into(),
        "9999-12-31T23:59:59Z".into(),
        "99999999999999999999".into(),
        Value::Array(Vec::new()),
        Value::Object(serde_json::Map::new()),
    ]
}

/// The places of an answer's values; of a list only the first item, since the others are of its kind.
fn places_in(value: &Value, place: String, places: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => {
            if let Some(first) = items.first() {
                places_in(first, format!("{place}/0"), places);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let name = name.replace('~', "~0").replace('/', "~1");
                places_in(field, format!("{place}/{name}"), places);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    places.insert(place);
}

/// The texts of an answer that are long enough to be known again.
pub(super) fn texts_in(body: &[u8]) -> Vec<String> {
    /// Shorter ones may stand in any sentence.
    const CHARS_MIN: usize = 12;
    fn collect(value: Value, into: &mut Vec<String>) {
        match value {
            Value::String(text) if text.len() >= CHARS_MIN => into.push(text),
            Value::Array(items) => items.into_iter().for_each(|item| collect(item, into)),
            Value::Object(fields) => fields.into_iter().for_each(|(_, field)| collect(field, into)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut texts = Vec::new();
    if let Ok(value) = serde_json::from_slice(body) {
        collect(value, &mut texts);
    }
    texts
}
