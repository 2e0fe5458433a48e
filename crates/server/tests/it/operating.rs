//! What operators do with keys and the audit log, by the binary alone.

use crate::process::{run, stderr, stdout, swingbridge};
use serde_json::Value;
use std::path::Path;
use std::process::Output;

/// An installation with a database of its own and no server.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    pub(crate) master_key: String,
    pub(crate) further_master_keys: String,
    pub(crate) allow_inner: bool,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            master_key: new_key(),
            further_master_keys: String::new(),
            allow_inner: false,
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs a command of this installation; the environment names somebody else than the account that runs it.
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        let database = format!("sqlite:{}", self.path().join("hub.db").display());
        swingbridge(args)
            .env("SWINGBRIDGE_DATABASE_URL", database)
            .env("SWINGBRIDGE_SECRETS_MASTER_KEY", &self.master_key)
            .env("SWINGBRIDGE_SECRETS_FURTHER_MASTER_KEYS", &self.further_master_keys)
            .env("SWINGBRIDGE_SOURCES_ALLOW_INNER", self.allow_inner.to_string())
            .env("USER", "mallory")
            .output()
            .unwrap()
    }

    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let output = self.run(&[args, &["--json"]].concat());
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        serde_json::from_str(&stdout(&output)).unwrap()
    }

    /// What it says on standard error when it succeeds.
    pub(crate) fn said(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        stderr(&output)
    }

    /// What it says on standard error when it fails.
    pub(crate) fn refusal(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(!output.status.success(), "{args:?}: {}", stdout(&output));
        stderr(&output)
    }

    /// What operators did, the newest first.
    pub(crate) fn audited(&self) -> Vec<(String, String)> {
        let entries = self.json(&["audit", "--actor", "operator"]);
        let text = |entry: &Value, field: &str| entry[field].as_str().unwrap().to_owned();
        let entries = entries.as_array().unwrap().iter();
        entries.map(|entry| (text(entry, "actor"), text(entry, "action"))).collect()
    }
}

fn new_key() -> String {
    let key = stdout(&run(&["keys", "generate"])).trim().to_owned();
    assert!(key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit()), "{key}");
    key
}

#[test]
fn another_master_key_stops_everything_with_a_clear_word() {
    let mut place = Place::new();
    place.json(&["client", "create", "App"]);
    let right = std::mem::replace(&mut place.master_key, new_key());
    for command in ["serve --listen 127.0.0.1:0", "client list", "keys status"] {
        let args: Vec<&str> = command.split(' ').collect();
        let said = place.refusal(&args);
        assert!(said.contains("the master key is not the one this database was made with"), "{said}");
        assert!(!said.contains(&place.master_key), "{said}");
    }
    place.master_key = "0123".to_owned();
    assert!(place.refusal(&["serve", "--listen", "127.0.0.1:0"]).contains("64 hex digits"));
    place.master_key = right;
    assert_eq!(place.json(&["client", "list"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_master_key_is_replaced_and_the_old_one_is_needed_until_then() {
    let mut place = Place::new();
    place.json(&["client", "create", "App"]);
    let in_use = |place: &Place| {
        let status = place.json(&["keys", "status"]);
        let in_use = status["in_use"].as_array().unwrap().clone();
        let keys: Vec<bool> = in_use.iter().map(|one| one["is_current"] == true).collect();
        (status["current"].as_str().unwrap().to_owned(), keys)
    };
    let (old_id, keys) = in_use(&place);
    assert_eq!(keys, [true]);
    // The new key comes first, the old one still opens what it wrapped.
    let old = std::mem::replace(&mut place.master_key, new_key());
    place.further_master_keys = old.clone();
    let (new_id, keys) = in_use(&place);
    assert!(new_id != old_id && keys == [false], "{new_id} {keys:?}");
    assert!(place.said(&["keys", "rotate"]).contains("1 keys were wrapped anew"));
    assert_eq!(in_use(&place), (new_id, vec![true]));
    assert!(place.said(&["keys", "rotate"]).contains("0 keys were wrapped anew"));
    // The old key is needed no more, and opens nothing any more.
    place.further_master_keys.clear();
    assert_eq!(place.json(&["client", "list"]).as_array().unwrap().len(), 1);
    place.master_key = old;
    assert!(place.refusal(&["client", "list"]).contains("master key"));
}

#[test]
fn operators_are_noted_by_what_they_cannot_choose() {
    let place = Place::new();
    place.json(&["client", "create", "A name that is nobody's business"]);
    place.json(&["doctor"]);
    let audited = place.audited();
    let actions: Vec<&str> = audited.iter().map(|(_, action)| action.as_str()).collect();
    assert_eq!(actions, ["audit", "doctor", "client create"]);
    let uid = std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").unwrap());
    for (actor, _) in &audited {
        assert!(actor.starts_with("operator:") && actor.ends_with(&format!("({uid})")), "{actor}");
        assert!(!actor.contains("mallory"), "{actor}");
    }
    assert_eq!(place.json(&["audit", "--limit", "1", "--days", "1"]).as_array().unwrap().len(), 1);
    assert_eq!(place.json(&["audit", "--actor", "hub"]), serde_json::json!([]));
}
