//! Who may import whom, and how large files may grow.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The whole rule. `server` wires and may import all; `bench` stands outside. Tests may import what they drive.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    // What the matching is proven on must not know it.
    ("histories", &[]),
    ("connectors", &["domain"]),
    ("store", &["domain"]),
    ("bank", &["domain"]),
    ("engine", &["connectors", "domain", "store"]),
    ("web", &["domain", "engine"]),
    ("server", &["bank", "connectors", "domain", "engine", "store", "web"]),
    ("bench", &["bank", "connectors", "domain", "engine", "server", "store", "web"]),
];
/// Crates that have no runtime, no sockets, no clock.
const PURE: &[&str] = &["domain", "connectors", "histories"];
const IMPURE: &[&str] = &["tokio", "reqwest", "axum", "rusqlite", "tokio-postgres", "getrandom", "rand"];
/// No file of code is longer, but tables.
const LINES_MAX: usize = 800;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What each crate of the workspace imports, beside its tests.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().unwrap();
            let imported = dependencies
                .iter()
                .filter(|one| one["kind"] != "dev")
                .map(|one| text(&one["name"]))
                .collect();
            (text(&package["name"]), imported)
        })
        .collect()
}

#[test]
fn crates_import_only_what_they_may() {
    let imports = imports();
    let rooms: BTreeSet<&str> = imports.keys().map(String::as_str).collect();
    assert_eq!(rooms, MAY_IMPORT.iter().map(|(name, _)| *name).collect(), "every crate is in the rule");
    for (name, allowed) in MAY_IMPORT {
        for imported in imports[*name].iter().filter(|imported| rooms.contains(imported.as_str())) {
            assert!(allowed.contains(&imported.as_str()), "{name} imports {imported}");
        }
    }
}

#[test]
fn pure_crates_have_no_runtime() {
    let imports = imports();
    for name in PURE {
        for banned in IMPURE {
            assert!(!imports[*name].contains(*banned), "{name} imports {banned}");
        }
    }
}

#[test]
fn files_stay_small() {
    let mut folders = vec![root().join("crates"), root().join("bench")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let lines = std::fs::read_to_string(&path).unwrap().lines().count();
                assert!(lines <= LINES_MAX, "{} has {lines} lines", path.display());
            }
        }
    }
}
