//! Signing in, step by step.

use crate::grant::{Grant, Secret};
use domain::clock::Timestamp;
use domain::run::ChallengeKind;
use std::collections::BTreeMap;

/// What goes into a step.
#[derive(Debug, Clone, Copy)]
pub enum Input<'a> {
    /// Begin: present what we have.
    Start {
        /// The source's id of the institution.
        institution: &'a str,
        grant: &'a Grant,
        /// With nobody present, a connector avoids whatever would send a person a code.
        is_user_present: bool,
    },
    /// What the person answered, by the source's ids of the questions.
    Answers(&'a BTreeMap<String, Secret>),
    /// The query with which a person came back from the institution's page.
    Returned(&'a str),
    /// Look how it stands: time passed, or a sending was interrupted.
    Tick,
}

/// What comes out of a step.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The institution asks.
    Ask {
        questions: Vec<Question>,
        /// When the institution stops waiting.
        expires_at: Option<Timestamp>,
        /// The answer before was wrong, and it asks again.
        is_asked_again: bool,
    },
    /// The person must go to a page of the institution.
    Visit { url: String, in_frame: bool },
    /// Look again then: an approval elsewhere is awaited.
    Wait { until: Timestamp, because: String },
    /// Signed in. The grant is stored before it is used; form fields that it does not name stay as they were.
    Done { grant: Grant },
}

/// A question of the institution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The source's id.
    pub id: String,
    pub kind: ChallengeKind,
    pub label: String,
    /// A `data:` URI, for [`ChallengeKind::ImageData`].
    pub image: Option<String>,
    pub options: Vec<QuestionOption>,
    /// How a code is sent: `sms`, `email`, `call`, `app`.
    pub medium: Option<String>,
    /// Where to, masked.
    pub sent_to: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionOption {
    pub label: String,
    pub value: String,
    /// A `data:` URI, for [`ChallengeKind::ImageOptions`].
    pub image: Option<String>,
}
