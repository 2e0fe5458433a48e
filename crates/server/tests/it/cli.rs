//! Help texts, the default settings, and commands beside a server.

use crate::process::{Demo, run, stderr, stdout, swingbridge};
use std::fmt::Write as _;
use std::path::Path;

const COMMANDS: &[&[&str]] = &[
    &[],
    &["demo"],
    &["serve"],
    &["bank"],
    &["migrate"],
    &["client"],
    &["client", "create"],
    &["client", "list"],
    &["client", "key", "create"],
    &["client", "key", "list"],
    &["client", "key", "expire"],
    &["client", "embed", "add"],
    &["client", "embed", "remove"],
    &["client", "embed", "list"],
    &["user", "list"],
    &["user", "export"],
    &["member", "move"],
    &["institution", "sync"],
    &["institution", "list"],
    &["institution", "add"],
    &["institution", "import"],
    &["institution", "check"],
    &["institution", "remove"],
    &["institution", "wanted"],
    &["import"],
    &["keys", "generate"],
    &["keys", "status"],
    &["keys", "rotate"],
    &["events", "tail"],
    &["audit"],
    &["doctor"],
    &["config"],
];

/// Compares with a committed file; `UPDATE_SNAPSHOTS=1` writes it anew.
fn snapshot(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        text,
        "{name} changed; UPDATE_SNAPSHOTS=1 writes it anew"
    );
}

#[test]
fn help_is_as_reviewed() {
    let mut text = String::new();
    for command in COMMANDS {
        let args: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
        let output = run(&args);
        assert!(output.status.success(), "{args:?}");
        writeln!(text, "$ swingbridge {}\n{}", args.join(" "), stdout(&output)).unwrap();
    }
    snapshot("help.txt", &text);
}

#[test]
fn mistakes_end_with_a_clear_word() {
    let check = |args: &[&str], expected: &str| {
        let output = run(args);
        assert!(!output.status.success(), "{args:?}");
        assert!(stderr(&output).contains(expected), "{args:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "", "{args:?}");
    };
    check(&["serve"], "swingbridge keys generate");
    check(&["serve", "--config", "/nowhere.toml"], "/nowhere.toml");
    check(&["client", "list", "--data", "/nowhere"], "/nowhere");
    check(&["client", "key", "list", "not-a-guid"], "CLT");
    check(&["demo", "--listen", "nonsense", "--data", "/proc/none"], "/proc/none");
    check(&["keys"], "generate");
}

#[test]
fn the_environment_names_settings() {
    let output = swingbridge(&["config", "--json"]).env("SWINGBRIDGE_RUNS_AT_ONCE", "9").output().unwrap();
    let shown: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(shown["runs"]["at_once"], 9);
    let secret = swingbridge(&["config"]).env("SWINGBRIDGE_SECRETS_MASTER_KEY", "0123abcd").output().unwrap();
    assert!(stdout(&secret).contains("(set)") && !stdout(&secret).contains("0123abcd"));
}

#[test]
fn commands_work_beside_a_server() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let demo = Demo::start(folder.path());
    let json = |args: &[&str]| -> serde_json::Value {
        let output = run(args);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        serde_json::from_str(&stdout(&output)).unwrap()
    };
    let made = json(&["client", "create", "Second app", "--data", data, "--json"]);
    let client = made["client_id"].as_str().unwrap();
    let listed = json(&["client", "list", "--data", data, "--json"]);
    assert_eq!(listed.as_array().unwrap().len(), 2);
    let key = json(&[
        "client",
        "key",
        "create",
        client,
        "--scope",
        "read",
        "--expires-in",
        "90d",
        "--data",
        data,
        "--json",
    ]);
    assert_eq!(key["api_key"].as_str().unwrap().len(), 64);
    let guid = key["key_guid"].as_str().unwrap();
    assert!(run(&["client", "key", "expire", client, guid, "--data", data]).status.success());
    assert!(!run(&["client", "key", "expire", client, "KEY-none", "--data", data]).status.success());
    let keys = json(&["client", "key", "list", client, "--data", data, "--json"]);
    assert_eq!(keys.as_array().unwrap().len(), 2);
    assert!(!keys.to_string().contains(key["api_key"].as_str().unwrap()), "keys are kept nowhere");
    let checks = json(&["doctor", "--data", data, "--json"]);
    assert!(checks.as_array().unwrap().iter().all(|check| check["is_good"] == true), "{checks}");
    let institutions = json(&["institution", "list", "mx bnk", "--data", data, "--json"]);
    assert_eq!(institutions[0]["code"], "mxbank");
    let (client, user) = (demo.text("client_id"), demo.text("user_guid"));
    let file = folder.path().join("all.json");
    let out = file.to_str().unwrap();
    let written = json(&["user", "export", &client, &user, "--out", out, "--data", data, "--json"]);
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(written["bytes"], text.len());
    let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(whole["user"]["guid"], user);
    let rights = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
    assert_eq!(rights & 0o777, 0o600);
    let again = run(&["user", "export", &client, &user, "--out", out, "--data", data]);
    assert!(!again.status.success() && stderr(&again).contains("cannot be made"), "{}", stderr(&again));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text, "what is there stays");
    let unknown = run(&["user", "export", &client, &user, "--format", "xls", "--out", out, "--data", data]);
    assert!(stderr(&unknown).contains("json, csv, ofx"), "{}", stderr(&unknown));
    let piped = run(&["user", "export", &client, &user, "--out", "-", "--data", data]);
    let piped: serde_json::Value = serde_json::from_slice(&piped.stdout).unwrap();
    assert_eq!(piped["user"]["guid"], user);
    assert!(
        !run(&["user", "export", &client, &user, "--out", "-", "--data", data, "--json"]).status.success()
    );
    let stranger = "CLT-11111111-1111-4111-8111-111111111111";
    for of in [
        &["user", "list", stranger, "--data", data][..],
        &["user", "export", stranger, &user, "--out", "-", "--data", data],
    ] {
        let refused = run(of);
        assert!(!refused.status.success() && stderr(&refused).contains("client"), "{}", stderr(&refused));
    }
    let users = json(&["user", "list", &client, "--data", data, "--json"]);
    assert_eq!(users[0]["guid"], user);
    assert!(
        json(&["user", "list", &client, "--page", "2", "--data", data, "--json"])
            .as_array()
            .unwrap()
            .is_empty()
    );
    // Another server does not.
    let second = run(&["demo", "--json", "--listen", "127.0.0.1:0", "--data", data]);
    assert!(!second.status.success() && stderr(&second).contains("another server"), "{}", stderr(&second));
    drop(demo);
}
