//! What the fuzzers of `fuzz/` have kept is tried again with every test.

use crate::any_answer::{Tried, parts};
use crate::any_file;
use connectors::ofx::parse::fuzz;
use std::fs;
use std::path::Path;

/// The files of a target, at least so many as make sense of it.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let files: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect();
    assert!(files.len() > 20, "{} files in {}", files.len(), folder.display());
    files
}

#[test]
fn documents_of_ofx() {
    let tried = Tried::ofx();
    for bytes in corpus("ofx") {
        let (status, body) = parts(&bytes);
        fuzz(&body);
        assert_eq!(tried.check(status, None, body), Ok(()), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn answers_of_fdx() {
    let tried = Tried::fdx();
    for bytes in corpus("fdx") {
        let (status, body) = parts(&bytes);
        assert_eq!(tried.check(status, None, body), Ok(()), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn files_of_banks() {
    for target in ["camt", "csv", "mt940", "ofx", "qif"] {
        for bytes in corpus(target) {
            assert_eq!(any_file::check(&bytes), Ok(()), "{target}: {}", String::from_utf8_lossy(&bytes));
        }
    }
}
