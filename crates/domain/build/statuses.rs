//! `data/statuses.csv`: facts about each status.

use crate::Generated;
use crate::names::{camel, function};
use crate::table::Table;
use crate::texts::Texts;

const ACTORS: &[&str] = &["user", "institution", "source", "client", "operator", "hub", "nobody"];

pub(crate) fn generate(texts: &Texts) -> Result<Generated, String> {
    let table = Table::read("data/statuses.csv")?;
    let (mut names, mut classes, mut actors) = (Vec::new(), Vec::new(), Vec::new());
    let (mut webhooks, mut notices, mut primaries) = (Vec::new(), Vec::new(), Vec::new());
    for row in table.rows() {
        let name = row.given("status")?;
        // A manual member has no status and nothing is said about it.
        let variant = if name == "NULL" { "manual" } else { name };
        if name != "NULL" {
            texts.require(row, &format!("status-{}", name.to_lowercase()))?;
        }
        let class = row.one_of("class", &["none", "transient", "end", "waiting", "good", "unclassed"])?;
        let notice = row.one_of("notify", &["yes", "no", "in_app", "once", "threshold"])?;
        names.push(name.to_owned());
        let arm = |arms: &mut Vec<(String, String)>, value: String| arms.push((variant.to_owned(), value));
        arm(&mut classes, format!("{class:?}"));
        arm(&mut actors, format!("Actor::{}", camel(row.one_of("actor", ACTORS)?)));
        arm(&mut webhooks, row.flag("tells_webhook")?.to_string());
        arm(&mut notices, format!("{notice:?}"));
        let primary = row.given("primary")?;
        arm(&mut primaries, if primary == "-" { "None".to_owned() } else { format!("Some({primary:?})") });
    }
    let code = [
        "impl Status {\n".to_owned(),
        function(
            "class",
            "&'static str",
            "MX's class: `transient`, `end`, `waiting`, `good`, `unclassed`, `none`.",
            &classes,
        ),
        function(
            "actor",
            "Actor",
            "Who must act while a member is in this status, unless its reason says more.",
            &actors,
        ),
        function(
            "tells_webhook",
            "bool",
            "Whether MX's webhook `CONNECTION_STATUS` tells of it: only what a person must act on.",
            &webhooks,
        ),
        function(
            "notice",
            "&'static str",
            "Whether the person is told: `yes`, `no`, `in_app`, `once`, `threshold` (only once it lasts).",
            &notices,
        ),
        function("button", "Option<&'static str>", "What MX's widget offers first.", &primaries),
        "}\n".to_owned(),
    ]
    .concat();
    Ok(Generated { code, names })
}
