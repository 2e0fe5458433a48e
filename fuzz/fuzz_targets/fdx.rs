//! An answer of an FDX server or of the authorization server beside it.

#![no_main]

#[path = "../../crates/connectors/tests/it/any_answer.rs"]
#[allow(dead_code, reason = "each target tries one connector")]
mod any_answer;

use any_answer::{Tried, parts};
use std::sync::LazyLock;

static TRIED: LazyLock<Tried> = LazyLock::new(Tried::fdx);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (status, body) = parts(bytes);
    TRIED.check(status, None, body).unwrap();
});
