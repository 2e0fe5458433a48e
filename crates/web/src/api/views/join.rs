//! What was joined, and what may be one.

use super::time;
use engine::records::{Join, Suggestion};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Two that are one.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JoinResponse)]
pub(crate) struct JoinView {
    guid: String,
    user_guid: String,
    /// The account, of transactions the one that they belong to.
    account_guid: String,
    /// `account` or `transaction`
    kind: &'static str,
    /// The guid of the one that stays.
    kept_guid: String,
    /// The guid of the other one; null where what a source told never stood alone.
    other_guid: Option<String>,
    /// Why: for accounts `chosen` (a person said so), `id`, `persistent_id`, `number`, `iban`, `profile_in_link`, `profile_and_rows`; for
    /// transactions `chosen`, `id`, `pending_id`, `content`, `count`, `replaced`. docs/MATCHING.md says what they mean.
    ground: String,
    /// `hub`, `client` or `user`
    made_by: &'static str,
    /// What was compared: how the known one was told, and the other.
    #[schema(value_type = Object)]
    evidence: Value,
    /// The join of accounts that this one follows from.
    part_of_guid: Option<String>,
    made_at: String,
    /// When it was taken back.
    undone_at: Option<String>,
}

impl From<&Join> for JoinView {
    fn from(join: &Join) -> Self {
        Self {
            guid: join.guid.to_string(),
            user_guid: join.user.to_string(),
            account_guid: join.account.to_string(),
            kind: join.kind.name(),
            kept_guid: join.kept.clone(),
            other_guid: join.other.clone(),
            ground: join.ground.clone(),
            made_by: join.made_by.name(),
            evidence: serde_json::from_str(&join.evidence).unwrap_or(Value::Null),
            part_of_guid: join.part_of.map(|guid| guid.to_string()),
            made_at: time(join.made_at),
            undone_at: join.undone_at.map(time),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JoinResponseBody)]
pub(crate) struct JoinBody {
    join: JoinView,
}

impl From<&Join> for JoinBody {
    fn from(join: &Join) -> Self {
        Self { join: join.into() }
    }
}

/// Two that may be one: a person can say.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SuggestionResponse)]
pub(crate) struct SuggestionView {
    guid: String,
    user_guid: String,
    /// The account, of transactions the one that they belong to.
    account_guid: String,
    /// `account` or `transaction`
    kind: &'static str,
    /// The guid of the one that was known first, and stays when they are one.
    known_guid: String,
    other_guid: String,
    /// `open`, `accepted` or `refused`
    state: &'static str,
    made_at: String,
    answered_at: Option<String>,
}

impl From<&Suggestion> for SuggestionView {
    fn from(suggestion: &Suggestion) -> Self {
        Self {
            guid: suggestion.guid.to_string(),
            user_guid: suggestion.user.to_string(),
            account_guid: suggestion.account.to_string(),
            kind: suggestion.kind.name(),
            known_guid: suggestion.known.clone(),
            other_guid: suggestion.other.clone(),
            state: suggestion.state.name(),
            made_at: time(suggestion.made_at),
            answered_at: suggestion.answered_at.map(time),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SuggestionResponseBody)]
pub(crate) struct SuggestionBody {
    suggestion: SuggestionView,
}

impl From<&Suggestion> for SuggestionBody {
    fn from(suggestion: &Suggestion) -> Self {
        Self { suggestion: suggestion.into() }
    }
}
