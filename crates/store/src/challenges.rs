//! Challenges: the questions of the institution that wait for an answer.

use crate::error::Error;
use crate::{Row, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, CredentialGuid, MemberGuid, RunGuid, UserGuid};
use domain::run::ChallengeKind;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone)]
pub struct Challenge {
    pub user: UserGuid,
    pub run: RunGuid,
    pub guid: CredentialGuid,
    pub client: ClientGuid,
    pub member: MemberGuid,
    pub position: u32,
    /// The source's name of the question.
    pub source_question_id: String,
    pub kind: ChallengeKind,
    pub label: String,
    pub details: ChallengeDetails,
    pub expires_at: Timestamp,
}

/// What belongs to some kinds of questions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChallengeDetails {
    /// A `data:` URI.
    pub image: Option<String>,
    pub options: Vec<ChallengeOption>,
    /// `sms`, `email`, `call` or `app`.
    pub medium: Option<String>,
    /// A mask such as `***42`.
    pub sent_to: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChallengeOption {
    pub guid: String,
    pub label: String,
    pub value: String,
    pub image: Option<String>,
}

impl Challenge {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            run: row.parse("run_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            member: row.parse("member_guid")?,
            position: row.count("position")?,
            source_question_id: row.string("source_question_id")?,
            kind: row.named("kind", ChallengeKind::from_name)?,
            label: row.string("label")?,
            details: row.json("details")?,
            expires_at: row.time("expires_at")?,
        })
    }
}

/// A new question.
pub fn insert(challenge: &Challenge) -> Write {
    Write::new(
        "INSERT INTO challenges (user_guid, run_guid, guid, client_guid, member_guid, position, source_question_id, kind,
            label, details, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        args![
            challenge.user,
            challenge.run,
            challenge.guid,
            challenge.client,
            challenge.member,
            challenge.position,
            &challenge.source_question_id,
            challenge.kind.name(),
            &challenge.label,
            crate::to_json(&challenge.details),
            challenge.expires_at
        ],
    )
}

/// No question of the run is open any more: answered, timed out, or cancelled.
pub fn clear(client: ClientGuid, user: UserGuid, run: RunGuid) -> Write {
    Write::new(
        "DELETE FROM challenges WHERE client_guid = ?1 AND user_guid = ?2 AND run_guid = ?3",
        args![client, user, run],
    )
}

impl Tenant<'_> {
    /// The open questions of a member, in the institution's order.
    pub async fn challenges(&self, user: UserGuid, member: MemberGuid) -> Result<Vec<Challenge>, Error> {
        let rows = self
            .read(
                "SELECT * FROM challenges WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3
                 ORDER BY position, guid",
                args![self.client, user, member],
            )
            .await?;
        rows.iter().map(Challenge::read).collect()
    }
}
