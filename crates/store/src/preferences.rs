//! How people want to be told.

use crate::error::Error;
use crate::{Row, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, UserGuid};
use domain::text::Language;

/// What one person chose; who chose nothing has the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences {
    pub is_mail_wanted: bool,
    /// Chosen for mails.
    pub language: Option<Language>,
    /// In which pages were last read.
    pub language_seen: Option<Language>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { is_mail_wanted: true, language: None, language_seen: None }
    }
}

impl Preferences {
    fn read(row: &Row) -> Result<Self, Error> {
        let language = |column| Ok::<_, Error>(row.opt_text(column)?.and_then(Language::from_tag));
        Ok(Self {
            is_mail_wanted: row.flag("is_mail_wanted")?,
            language: language("language")?,
            language_seen: language("language_seen")?,
        })
    }

    /// What mails are written in.
    pub fn language_of_mails(self) -> Language {
        self.language.or(self.language_seen).unwrap_or_default()
    }
}

/// Keeps what a person chose.
pub fn keep(client: ClientGuid, user: UserGuid, wanted: Preferences, now: Timestamp) -> Write {
    Write::new(
        "INSERT INTO notification_preferences (user_guid, client_guid, is_mail_wanted, language, language_seen, updated_at)
         SELECT guid, client_guid, CAST(?3 AS BIGINT), CAST(?4 AS TEXT), CAST(?5 AS TEXT), CAST(?6 AS BIGINT)
         FROM users WHERE client_guid = ?1 AND guid = ?2
         ON CONFLICT (user_guid) DO UPDATE SET is_mail_wanted = excluded.is_mail_wanted, language = excluded.language,
            language_seen = excluded.language_seen, updated_at = excluded.updated_at",
        args![
            client,
            user,
            wanted.is_mail_wanted,
            wanted.language.map(Language::tag),
            wanted.language_seen.map(Language::tag),
            now
        ],
    )
    .expect(1, "the user is gone")
}

impl Tenant<'_> {
    /// What a person chose, or the default.
    pub async fn preferences(&self, user: UserGuid) -> Result<Preferences, Error> {
        let rows = self
            .read(
                "SELECT * FROM notification_preferences WHERE client_guid = ?1 AND user_guid = ?2",
                args![self.client, user],
            )
            .await?;
        rows.first().map_or(Ok(Preferences::default()), Preferences::read)
    }
}
