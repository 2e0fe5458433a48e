//! `swingbridge institution` on an installation without a server: what it takes, refuses and says.

use crate::operating::Place;
use crate::process::{stderr, stdout};
use serde_json::json;

const UNSUPPORTED: &str = r#"
code = "stonebridge_savings"
name = "Stonebridge Savings"
url = "https://www.stonebridge.example"
unsupported = "refuses"
"#;

/// Reached at a port of this machine that nobody listens at, with a secret.
const REACHED: &str = r#"
code = "kestrel_federal"
name = "Kestrel"

[fdx]
issuer = "http://127.0.0.1:9"
api = "http://127.0.0.1:9/fdx/v6"
client_id = "hub"
client_auth = "client_secret_post"
scope = "openid"

[secrets]
client_secret = "hunter2-hunter2"
"#;

impl Place {
    fn file(&self, name: &str, text: &str) -> String {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn codes(&self) -> Vec<String> {
        let listed = self.json(&["institution", "list"]);
        listed.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn what_is_added_is_listed_and_taken_back() {
    let place = Place::new();
    let one = place.file("one.toml", UNSUPPORTED);
    let many = place.file(
        "many.json",
        r#"[{"code": "elm", "name": "Elm", "unsupported": "gone"}, {"code": "oak", "name": "Oak", "unsupported": "gone"}]"#,
    );
    assert!(
        place
            .said(&["institution", "add", &one])
            .contains("stonebridge_savings (Stonebridge Savings) is added: nothing reaches it")
    );
    assert!(place.said(&["institution", "add", &one]).contains("is changed"));
    assert!(place.said(&["institution", "import", &many]).contains("elm (Elm) is added"));
    assert_eq!(place.codes(), ["elm", "oak", "stonebridge_savings"]);
    let listed = place.json(&["institution", "list", "stonebridge"]);
    assert_eq!((&listed[0]["sources"], &listed[0]["unsupported_reason"]), (&json!([]), &json!("refuses")));
    assert!(stdout(&place.run(&["institution", "list"])).contains("none: refuses"));
    assert!(place.refusal(&["institution", "check", "elm"]).contains("elm was added as unsupported (gone)"));
    assert_eq!(place.json(&["institution", "wanted"]), json!([]));
    let doctor = stdout(&place.run(&["doctor"]));
    assert!(doctor.contains("3 institutions are described (none 3)"), "{doctor}");
    assert!(place.said(&["institution", "remove", "elm"]).contains("elm is removed"));
    assert_eq!(place.codes(), ["oak", "stonebridge_savings"]);
    for verb in ["remove", "check"] {
        let said = place.refusal(&["institution", verb, "elm"]);
        assert!(said.contains("no institution with the code elm was added here"), "{said}");
    }
    let audited: Vec<String> = place.audited().into_iter().map(|(_, action)| action).collect();
    for noted in [
        "institution add stonebridge_savings",
        "institution import elm oak",
        "institution check elm",
        "institution remove elm",
    ] {
        assert!(audited.iter().any(|action| action == noted), "{noted}: {audited:?}");
    }
}

#[test]
fn a_check_says_what_is_and_its_use_of_secrets_is_noted() {
    let mut place = Place::new();
    let file = place.file("kestrel.toml", REACHED);
    assert!(
        place.said(&["institution", "add", &file]).contains("kestrel_federal (Kestrel) is added: by fdx")
    );
    let check = ["institution", "check", "kestrel_federal"];
    let said = place.refusal(&check);
    assert!(said.contains("sources.allow_inner") && said.contains("did not answer as it should"), "{said}");
    place.allow_inner = true;
    let said = place.refusal(&check);
    assert!(said.contains("refuses connections") && !said.contains("allow_inner"), "{said}");
    let answered = place.run(&["institution", "check", "kestrel_federal", "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&stdout(&answered)).unwrap();
    assert!(shown[0]["problem"].as_str().unwrap().contains("refuses connections"), "{shown}");
    assert!(!stderr(&answered).contains("hunter2"));
    let of_hub = place.json(&["audit", "--actor", "hub"]);
    let of_hub = of_hub.as_array().unwrap();
    assert_eq!(of_hub.len(), 3);
    assert!(of_hub.iter().all(|entry| entry["action"] == "secrets.check fdx kestrel_federal"), "{of_hub:?}");
    assert!(
        place
            .said(&["institution", "remove", "kestrel_federal"])
            .contains("No connection was made through it")
    );
    assert!(place.codes().is_empty());
}

#[test]
fn what_is_wrong_is_named_with_its_institution_and_its_field() {
    let place = Place::new();
    let check = |verb: &str, text: &str, expected: &[&str]| {
        let file = place.file("wrong.toml", text);
        let said = place.refusal(&["institution", verb, &file]);
        for expected in expected {
            assert!(said.contains(expected), "{expected}: {said}");
        }
        assert!(!said.contains("hunter2") && !said.contains("institution[0]:"), "{said}");
    };
    let with = |from: &str, to: &str| REACHED.replace(from, to);
    check("add", &with("http://127.0.0.1:9\"", "not an address\""), &["kestrel_federal: fdx.issuer"]);
    check("add", &with("scope =", "scopes ="), &["kestrel_federal: fdx", "scopes"]);
    check("add", &with("name = \"Kestrel\"", "name = \"K\"\ncolour = \"red\""), &["`colour`", "`secrets`"]);
    check(
        "add",
        &UNSUPPORTED.replace("refuses", "nope"),
        &["stonebridge_savings: unsupported", "too_old, refuses, gone"],
    );
    check("add", "name = \"Nameless\"", &["the description: missing field `code`"]);
    check("add", &format!("[[institution]]\n{UNSUPPORTED}"), &["swingbridge institution import"]);
    check("import", UNSUPPORTED, &["swingbridge institution add"]);
    check(
        "import",
        r#"[{"code": "elm", "name": "Elm", "unsupported": "gone"}, {"code": "oak", "name": "Oak"}]"#,
        &["institution[1] (oak): ", "unsupported"],
    );
    assert!(place.codes().is_empty(), "all or none");
}
