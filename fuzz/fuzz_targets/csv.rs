//! A table of texts.

#![no_main]

#[path = "../../crates/connectors/tests/it/any_file.rs"]
mod any_file;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| any_file::check(bytes).unwrap());
