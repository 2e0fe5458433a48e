//! Filling the directory from the sources, and what follows when it changes.

use crate::definitions::UNREACHED;
use crate::institutions::{LOAD_PAGE, MANUAL_INSTITUTION};
use crate::records::{Institution, InstitutionSource, LoginField, Member};
use crate::sources::Reach;
use crate::{Engine, Error};
use connectors::Context;
use connectors::directory::DirectoryEntry;
use domain::id::{CredentialGuid, InstitutionGuid};
use domain::institution::InstitutionKind;
use domain::member::{Event, Observed, Presence};
use domain::reason::Reason;
use sha2::{Digest, Sha256};
use store::definitions;
use store::institutions::{
    InstitutionDetails, LoginOption, forget_sources, forget_unused, upsert, upsert_source,
};
use store::pages::requests;

/// Why an institution cannot be connected any more to which connections remain; nobody has said more of it.
const NOT_REACHED: &str = "not_reached";
/// Pages of one source's directory.
const SOURCE_PAGES_MAX: u32 = 1_000;

impl Engine {
    /// Fills the directory from all sources. A source that does not answer keeps what it had.
    pub async fn sync_directory(&self) -> Result<usize, Error> {
        self.ensure_manual_institution().await?;
        let mut count = 0;
        for (position, source) in self.sources.names().enumerate() {
            let position = i64::try_from(position).unwrap_or(i64::MAX);
            let (told, is_whole) = match self.sources.named(source) {
                Some(reach) => self.sync_source(reach, position).await?,
                None => (self.sync_described(source, position).await?, true),
            };
            count += told.len();
            // What a source leaves out of its whole directory is reached through it no more.
            if is_whole {
                self.store.commit(vec![forget_sources(source, &told)]).await?;
            }
        }
        count += self.sync_unreached().await?;
        self.tidy_directory().await?;
        self.follow_directory().await?;
        self.directory.forget();
        self.answer_requests().await?;
        Ok(count)
    }

    /// Reads the directory of a source; gives the codes, and whether it was read to its end.
    async fn sync_source(&self, reach: &Reach, position: i64) -> Result<(Vec<String>, bool), Error> {
        let source = &reach.connector.about().source;
        let cx = Context { http: &reach.http, now: self.now(), attempt: "" };
        let (mut told, mut after) = (Vec::new(), None);
        for _ in 0..SOURCE_PAGES_MAX {
            let page = match reach.connector.institutions(&cx, after.as_deref()).await {
                Ok(page) => page,
                Err(problem) => {
                    tracing::warn!(source, %problem, "the directory of the source could not be read");
                    return Ok((told, false));
                }
            };
            self.keep_entries(source, position, &page.entries).await?;
            told.extend(page.entries.into_iter().map(|entry| entry.code));
            after = page.next;
            if after.is_none() {
                return Ok((told, true));
            }
        }
        Ok((told, false))
    }

    /// Reads the descriptions of a source; gives the codes.
    async fn sync_described(&self, source: &str, position: i64) -> Result<Vec<String>, Error> {
        let (mut told, mut after) = (Vec::new(), String::new());
        loop {
            let page = self.definitions(source, &after).await?;
            let Some((last, _)) = page.last() else { return Ok(told) };
            after.clone_from(&last.id);
            let entries: Vec<DirectoryEntry> =
                page.iter().map(|(_, definition)| definition.entry()).collect();
            self.keep_entries(source, position, &entries).await?;
            told.extend(entries.into_iter().map(|entry| entry.code));
        }
    }

    /// Institutions that are described as reached by nothing, so that people hear why.
    async fn sync_unreached(&self) -> Result<usize, Error> {
        let mut count = 0;
        let mut after = String::new();
        loop {
            let page = self.definitions(UNREACHED, &after).await?;
            let Some((last, _)) = page.last() else { return Ok(count) };
            after.clone_from(&last.id);
            let mut writes = Vec::new();
            for (_, definition) in &page {
                let mut institution = self.institution_of(&definition.entry());
                institution.details.unreached = definition.unreached().map(|why| why.name().to_owned());
                // Whatever it offers elsewhere, nothing of it can be had here.
                institution.products.clear();
                if self.store.institution_sources(definition.code()).await?.is_empty() {
                    writes.push(upsert(&institution));
                }
            }
            count += page.len();
            self.store.commit(writes).await?;
        }
    }

    /// What is reached no more vanishes, unless somebody is connected to it: then it stays and says so.
    async fn tidy_directory(&self) -> Result<(), Error> {
        let unused =
            [definitions::forget_unneeded(), forget_unused(MANUAL_INSTITUTION), requests::missed_again()];
        self.store.commit(unused.into()).await?;
        let mut writes = Vec::new();
        for mut left in self.store.institutions_left(MANUAL_INSTITUTION).await? {
            if left.details.unreached.as_deref() == Some(NOT_REACHED) {
                continue;
            }
            left.details.unreached = Some(NOT_REACHED.to_owned());
            left.details.is_oauth = false;
            left.products.clear();
            left.updated_at = self.later_than(left.updated_at);
            writes.push(upsert(&left));
        }
        self.store.commit(writes).await?;
        Ok(())
    }

    async fn keep_entries(
        &self,
        source: &str,
        position: i64,
        entries: &[DirectoryEntry],
    ) -> Result<(), Error> {
        let mut writes = Vec::new();
        for entry in entries {
            // The first source to name an institution describes it.
            let known = self.store.institution_sources(&entry.code).await?;
            if known.first().is_none_or(|first| first.source == *source || first.position > position) {
                writes.push(upsert(&self.institution_of(entry)));
            }
            writes.push(upsert_source(&InstitutionSource {
                institution_code: entry.code.clone(),
                source: source.to_owned(),
                source_institution_id: entry.id.clone(),
                position,
                is_oauth: entry.is_oauth,
                login_form: login_form(entry),
            }));
        }
        self.store.commit(writes).await?;
        Ok(())
    }

    /// Members whose institution no source reaches any more are DISCONTINUED; those whose institution is reached again come back.
    async fn follow_directory(&self) -> Result<(), Error> {
        for code in self.store.institutions_connected().await? {
            if code == MANUAL_INSTITUTION {
                continue;
            }
            let is_gone = self.institution_sources(&code).await?.is_empty();
            let mut after = String::new();
            loop {
                let page = self.store.members_to_follow(&code, is_gone, &after, LOAD_PAGE).await?;
                let Some(last) = page.last() else { break };
                after = last.guid.to_string();
                for member in page {
                    self.follow(member, is_gone).await?;
                }
            }
        }
        Ok(())
    }

    async fn follow(&self, member: Member, is_gone: bool) -> Result<(), Error> {
        let (event, reason) = if is_gone {
            (Event::InstitutionDiscontinued, Reason::InstitutionNotSupported)
        } else if member.state.holds_credentials {
            (Event::InstitutionRestored, Reason::Migrated)
        } else {
            (Event::InstitutionRestored, Reason::MigrationReauth)
        };
        let guid = member.guid;
        let observed = Observed::seen(event, reason, Presence::Background);
        match self.of(member.client).observe(member, observed).await {
            Ok(_) => tracing::info!(member.guid = %guid, event = event.name(), "the directory changed"),
            Err(error) => tracing::warn!(member.guid = %guid, %error, "a member cannot follow the directory"),
        }
        Ok(())
    }

    /// The institution that manual accounts belong to exists from the start.
    pub async fn ensure_manual_institution(&self) -> Result<(), Error> {
        if self.store.institution(MANUAL_INSTITUTION).await?.is_some() {
            return Ok(());
        }
        let now = self.operational.now();
        let manual = Institution {
            code: MANUAL_INSTITUTION.to_owned(),
            guid: InstitutionGuid::from_digest(digest(&["institution", MANUAL_INSTITUTION])),
            name: "Manual Institution".to_owned(),
            kind: InstitutionKind::Personal,
            country: "US".to_owned(),
            url: String::new(),
            popularity: 0,
            products: Vec::new(),
            is_throttled: true,
            details: InstitutionDetails::default(),
            created_at: now,
            updated_at: now,
        };
        self.store.commit(vec![upsert(&manual)]).await?;
        Ok(())
    }

    fn institution_of(&self, entry: &DirectoryEntry) -> Institution {
        let now = self.operational.now();
        Institution {
            code: entry.code.clone(),
            guid: InstitutionGuid::from_digest(digest(&["institution", &entry.code])),
            name: entry.name.clone(),
            kind: entry.kind,
            country: entry.country.clone(),
            url: entry.url.clone(),
            popularity: entry.popularity,
            products: entry.products.clone(),
            is_throttled: entry.is_throttled,
            details: InstitutionDetails {
                aliases: entry.aliases.clone(),
                forgot_password_url: entry.forgot_password_url.clone(),
                forgot_username_url: entry.forgot_username_url.clone(),
                trouble_signing_in_url: entry.trouble_signing_in_url.clone(),
                instructions: entry.instructions.clone(),
                instruction_steps: entry.instruction_steps.clone(),
                is_oauth: entry.is_oauth,
                unreached: None,
            },
            created_at: now,
            updated_at: now,
        }
    }
}

fn login_form(entry: &DirectoryEntry) -> Vec<LoginField> {
    entry
        .login_form
        .iter()
        .map(|field| LoginField {
            guid: field.guid.clone().unwrap_or_else(|| {
                CredentialGuid::from_digest(digest(&["credential", &entry.code, &field.id])).to_string()
            }),
            id: field.id.clone(),
            label: field.label.clone(),
            kind: field.kind.name().to_owned(),
            options: field
                .options
                .iter()
                .map(|option| LoginOption { label: option.label.clone(), value: option.value.clone() })
                .collect(),
            names_person: field.names_person,
        })
        .collect()
}

/// Sixteen bytes that are the same for the same parts.
fn digest(parts: &[&str]) -> [u8; 16] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    let full: [u8; 32] = hasher.finalize().into();
    full.first_chunk().copied().unwrap_or_default()
}
