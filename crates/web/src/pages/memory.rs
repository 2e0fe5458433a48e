//! What the pages of a session remember between two views. It is kept with the session, as JSON.

use super::messages::Message;
use domain::text::Language;
use serde::{Deserialize, Serialize};

/// Messages that wait for the next page.
const WAITING_MAX: usize = 10;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Memory {
    /// The tag of the language that the person chose at the foot of a page.
    pub(crate) language: Option<String>,
    /// The page was seen in another site's frame.
    pub(crate) is_framed: bool,
    /// The embedding app was told that the page is there.
    pub(crate) is_loaded: bool,
    /// The step that it was told last, by MX's name.
    pub(crate) step: String,
    /// What that step was about.
    pub(crate) subject: String,
    /// The member's guid and the status that it was told last.
    pub(crate) member: Option<(String, u8)>,
    /// The member that it was told is connected.
    pub(crate) connected: Option<String>,
    /// What a form did; the next page tells.
    pub(crate) waiting: Vec<Message>,
    /// How many connections need the person, as the embedding app was told last.
    pub(crate) badge: Option<usize>,
    /// The connections that are being repaired one after the other.
    pub(crate) repair: Option<Repair>,
}

/// A way through the connections that need the person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Repair {
    /// Their guids, in order.
    pub(crate) members: Vec<String>,
    /// How many of them have been dealt with or skipped.
    pub(crate) at: usize,
}

impl Memory {
    /// What was kept; nothing when it cannot be read, since nothing depends on it but messages.
    pub(crate) fn read(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    pub(crate) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(crate) fn language(&self) -> Option<Language> {
        self.language.as_deref().and_then(Language::from_tag)
    }

    /// The same with one more message for the next page.
    pub(crate) fn with(mut self, message: Message) -> Self {
        self.tell_later(message);
        self
    }

    /// A message for the next page.
    pub(crate) fn tell_later(&mut self, message: Message) {
        if self.waiting.len() < WAITING_MAX {
            self.waiting.push(message);
        }
    }
}
