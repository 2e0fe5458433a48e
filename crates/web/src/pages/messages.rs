//! What the embedding app is told, exactly as MX's widgets tell it. The server decides and writes; the script of the page only posts.
//!
//! Version 4 is an object, `{"mx": true, "type": "mx/connect/loaded", "metadata": {…}}`; versions 1 to 3 are a JSON text,
//! `{"type", "payload", "moneyDesktop": true, "timeStamp"}`; in a web view each is an address, `mx://connect/loaded?metadata={…}`.
//! `reference`: MX's documentation of widget events, and what `@mxenabled/web-widget-sdk` 0.0.15 reads.

use super::address::encoded;
use super::memory::Memory;
use engine::PageOptions;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The one message that MX does not have.
const BADGE: &str = "swingbridge/badge";

/// Something to tell, without what all messages carry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Message {
    /// MX's name without `mx/`: `connect/stepChange`.
    pub(crate) event: String,
    pub(crate) metadata: Map<String, Value>,
}

impl Message {
    fn new(event: &str, metadata: Value) -> Self {
        let metadata = match metadata {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        Self { event: event.to_owned(), metadata }
    }

    pub(crate) fn search(query: &str) -> Self {
        Self::new("connect/institutionSearch", json!({ "query": query }))
    }

    pub(crate) fn selected(code: &str, guid: &str, name: &str, url: &str) -> Self {
        Self::new(
            "connect/selectedInstitution",
            json!({ "code": code, "guid": guid, "name": name, "url": url }),
        )
    }

    pub(crate) fn enter_credentials(code: &str, guid: &str) -> Self {
        Self::new("connect/enterCredentials", json!({ "institution": { "code": code, "guid": guid } }))
    }

    pub(crate) fn update_credentials(member: &str, code: &str, guid: &str) -> Self {
        let institution = json!({ "code": code, "guid": guid });
        Self::new("connect/updateCredentials", json!({ "member_guid": member, "institution": institution }))
    }

    pub(crate) fn create_member_error(code: &str, guid: &str) -> Self {
        Self::new("connect/createMemberError", json!({ "institution_code": code, "institution_guid": guid }))
    }

    pub(crate) fn submit_mfa(member: &str) -> Self {
        Self::new("connect/submitMFA", json!({ "member_guid": member }))
    }

    pub(crate) fn member_deleted(member: &str) -> Self {
        Self::new("connect/memberDeleted", json!({ "member_guid": member }))
    }

    /// What MX's documentation names beside the SDK's own list: the person is done.
    pub(crate) fn primary_action() -> Self {
        Self::new("connect/connected/primaryAction", json!({}))
    }

    pub(crate) fn oauth_requested(url: &str, member: &str) -> Self {
        Self::new("connect/oauthRequested", json!({ "url": url, "member_guid": member }))
    }

    /// MX's own has no `error_reason`; its SDK takes the fields that it knows and passes over others.
    pub(crate) fn oauth_error(member: &str, error_reason: &str) -> Self {
        Self::new("connect/oauthError", json!({ "member_guid": member, "error_reason": error_reason }))
    }

    pub(crate) fn oauth_complete(url: &str) -> Self {
        Self::new("client/oauthComplete", json!({ "url": url }))
    }

    pub(crate) fn back_to_search() -> Self {
        Self::new("connect/backToSearch", json!({}))
    }

    /// Our own, not MX's: how many connections need the person, for a badge in the app.
    pub(crate) fn badge(count: usize) -> Self {
        Self::new(BADGE, json!({ "count": count }))
    }

    /// The type of the message: MX's stand under `mx/`, ours under our own name.
    fn kind(&self) -> String {
        if self.event == BADGE { self.event.clone() } else { format!("mx/{}", self.event) }
    }
}

/// A member that a page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MemberTold {
    pub(crate) guid: String,
    /// MX's number of its status; none for members kept by hand.
    pub(crate) status: Option<u8>,
    /// It is connected and its data is here.
    pub(crate) is_done: bool,
}

/// What a page says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Telling {
    /// MX's name of the step; none where it has no such step.
    pub(crate) step: Option<&'static str>,
    /// What the step is about: an institution's code, a member's guid, what was typed.
    pub(crate) subject: String,
    /// Told when the page is first shown for this subject.
    pub(crate) events: Vec<Message>,
    pub(crate) member: Option<MemberTold>,
}

/// What is told with a page, and what is remembered afterwards. A page shown again tells nothing twice.
pub(crate) fn told(before: &Memory, telling: &Telling) -> (Vec<Message>, Memory) {
    let mut after = before.clone();
    let mut messages = Vec::new();
    if !before.is_loaded {
        after.is_loaded = true;
        messages.push(Message::new("load", json!({})));
        let step = telling.step.unwrap_or("search");
        messages.push(Message::new("connect/loaded", json!({ "initial_step": step })));
    }
    messages.append(&mut after.waiting);
    if let Some(step) = telling.step {
        if before.is_loaded && before.step != step {
            let metadata = json!({ "previous": before.step, "current": step });
            messages.push(Message::new("connect/stepChange", metadata));
        }
        if before.step != step || before.subject != telling.subject {
            messages.extend(telling.events.iter().cloned());
        }
        step.clone_into(&mut after.step);
        after.subject.clone_from(&telling.subject);
    }
    if let Some(member) = &telling.member {
        if let Some(status) = member.status {
            let now = Some((member.guid.clone(), status));
            if before.member != now {
                after.member = now;
                let metadata = json!({ "member_guid": member.guid, "connection_status": status });
                messages.push(Message::new("connect/memberStatusUpdate", metadata));
            }
        }
        if member.is_done && before.connected.as_ref() != Some(&member.guid) {
            after.connected = Some(member.guid.clone());
            let metadata = json!({ "member_guid": member.guid });
            messages.push(Message::new("connect/memberConnected", metadata));
        }
        if !member.is_done && after.connected.as_ref() == Some(&member.guid) {
            after.connected = None;
        }
    }
    (messages, after)
}

/// To whom, in which form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Envelope<'a> {
    pub(crate) user: &'a str,
    pub(crate) session: &'a str,
    pub(crate) options: &'a PageOptions,
    /// Milliseconds since 1970, for the older versions.
    pub(crate) now_ms: i64,
}

impl Envelope<'_> {
    fn metadata(&self, message: &Message) -> Value {
        let mut metadata = message.metadata.clone();
        metadata.insert("user_guid".to_owned(), self.user.into());
        metadata.insert("session_guid".to_owned(), self.session.into());
        Value::Object(metadata)
    }

    /// As it is posted to another window.
    pub(crate) fn post(&self, message: &Message) -> Value {
        let metadata = self.metadata(message);
        if self.options.ui_message_version >= PageOptions::MESSAGE_VERSION {
            // MX's SDK takes everything with this mark for a message of MX, and reports what it does not know as wrong.
            if message.event == BADGE {
                json!({ "type": message.kind(), "metadata": metadata })
            } else {
                json!({ "mx": true, "type": message.kind(), "metadata": metadata })
            }
        } else {
            let text = json!({
                "type": message.event, "payload": metadata, "moneyDesktop": true, "timeStamp": self.now_ms,
            });
            Value::String(text.to_string())
        }
    }

    /// As the address that a web view is led to.
    pub(crate) fn address(&self, message: &Message) -> String {
        let metadata = self.metadata(message).to_string();
        format!("{}://{}?metadata={}", self.options.webview_scheme, message.event, encoded(&metadata))
    }

    /// What the script of a page needs, as JSON: what to post now, what to answer when it is asked, and who may hear it.
    pub(crate) fn script(&self, messages: &[Message], targets: &[String]) -> Value {
        let answer = |event: &str, metadata: Value| self.post(&Message::new(event, metadata));
        let (posts, addresses): (Vec<Value>, Vec<String>) = if self.options.is_mobile_webview {
            (Vec::new(), messages.iter().map(|message| self.address(message)).collect())
        } else {
            (messages.iter().map(|message| self.post(message)).collect(), Vec::new())
        };
        json!({
            "targets": targets,
            "posts": posts,
            "addresses": addresses,
            "ping": answer("ping", json!({})),
            "back": answer("navigation", json!({ "did_go_back": true })),
            "stay": answer("navigation", json!({ "did_go_back": false })),
        })
    }
}

/// JSON for a block of data inside a page: nothing in it can end the block or begin a comment.
pub(crate) fn for_page(json: &Value) -> String {
    let text = json.to_string();
    text.replace('&', "\\u0026")
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
#[path = "messages_tests.rs"]
mod tests;
