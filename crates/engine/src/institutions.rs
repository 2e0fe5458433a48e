//! The directory: filled from the sources, searched in memory.

use crate::definitions::UNREACHED;
use crate::records::{Institution, InstitutionSource, LoginField, Member, Page, PageOf};
use crate::sources::Reach;
use crate::{Engine, Error, Name};
use connectors::Context;
use connectors::directory::DirectoryEntry;
use domain::clock::Timestamp;
use domain::diagnosis::Sibling;
use domain::id::{self, CredentialGuid, InstitutionGuid};
use domain::institution::search::{Entry, Index};
use domain::institution::sibling::Siblings;
use domain::institution::{InstitutionKind, Product};
use domain::member::{Event, Observed, Presence};
use domain::reason::Reason;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use store::institutions::{InstitutionDetails, LoginOption, forget_sources, upsert, upsert_source};

/// The institution of accounts made by hand; no source reaches it and no search finds it.
pub const MANUAL_INSTITUTION: &str = "manual_institution";
/// Institutions read at once when the directory is loaded.
const LOAD_PAGE: u32 = 1_000;
/// Other entries of the same bank that are named.
const SIBLINGS_MAX: usize = 5;
/// Pages of one source's directory.
const SOURCE_PAGES_MAX: u32 = 1_000;

/// What a list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct InstitutionFilter {
    /// What a person typed.
    pub name: Option<String>,
    /// Any of these countries; all when empty.
    pub countries: Vec<String>,
    /// All of these products.
    pub products: Vec<Product>,
    /// None of these products.
    pub without_products: Vec<Product>,
}

/// The directory in memory; loaded anew when the database's changed.
#[derive(Debug, Default)]
pub(crate) struct Directory(RwLock<Option<(Timestamp, Arc<Loaded>)>>);

#[derive(Debug)]
struct Loaded {
    institutions: Vec<Arc<Institution>>,
    index: Index,
    siblings: Siblings,
    by_code: HashMap<String, usize>,
    by_guid: HashMap<InstitutionGuid, usize>,
    /// What the database said of its changes when it was loaded.
    changed_at: (i64, i64),
}

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
        self.follow_directory().await?;
        *self.directory.0.write().unwrap_or_else(PoisonError::into_inner) = None;
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
                if self.store.institution_sources(definition.code()).await?.is_empty() {
                    writes.push(upsert(&institution));
                }
            }
            count += page.len();
            self.store.commit(writes).await?;
        }
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

    /// Institutions that fit, best first; the most popular first when nothing was typed.
    pub async fn institutions(
        &self,
        filter: &InstitutionFilter,
        page: Page,
    ) -> Result<PageOf<Arc<Institution>>, Error> {
        let loaded = self.directory().await?;
        let fits = |institution: &&Arc<Institution>| {
            institution.code != MANUAL_INSTITUTION
                && (filter.countries.is_empty() || filter.countries.contains(&institution.country))
                && filter.products.iter().all(|product| institution.products.contains(product))
                && !filter.without_products.iter().any(|product| institution.products.contains(product))
        };
        let found: Vec<&Arc<Institution>> = loaded
            .index
            .find(filter.name.as_deref().unwrap_or(""))
            .into_iter()
            .filter_map(|index| loaded.institutions.get(index))
            .filter(fits)
            .collect();
        let skip = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let take = usize::try_from(page.size).unwrap_or(usize::MAX);
        Ok(PageOf {
            total: i64::try_from(found.len()).unwrap_or(i64::MAX),
            items: found.into_iter().skip(skip).take(take).cloned().collect(),
        })
    }

    pub async fn institution(&self, name: &Name<id::Institution>) -> Result<Arc<Institution>, Error> {
        let loaded = self.directory().await?;
        let index = match name {
            Name::Guid(guid) => loaded.by_guid.get(guid),
            Name::Id(code) => loaded.by_code.get(code),
        };
        index.and_then(|index| loaded.institutions.get(*index)).cloned().ok_or(Error::NotFound("institution"))
    }

    /// How the institution is reached, the preferred source of this installation first.
    pub async fn institution_sources(&self, code: &str) -> Result<Vec<InstitutionSource>, Error> {
        let mut sources = self.store.institution_sources(code).await?;
        sources.retain(|source| self.sources.knows(&source.source));
        Ok(sources)
    }

    /// The fields of the institution's login form, as its preferred source wants them.
    pub async fn login_form(&self, code: &str) -> Result<Vec<LoginField>, Error> {
        Ok(self
            .institution_sources(code)
            .await?
            .into_iter()
            .next()
            .map(|source| source.login_form)
            .unwrap_or_default())
    }

    /// The entries of the bank with this name or web address, the most popular first.
    pub(crate) async fn entries_of_bank(
        &self,
        name: &str,
        url: &str,
    ) -> Result<Vec<Arc<Institution>>, Error> {
        let loaded = self.directory().await?;
        let places = loaded.siblings.of(name, url);
        let mut found: Vec<Arc<Institution>> =
            places.into_iter().filter_map(|place| loaded.institutions.get(place)).cloned().collect();
        found.sort_by_key(|one| std::cmp::Reverse(one.popularity));
        Ok(found)
    }

    /// Other entries of the same bank, the most popular first.
    pub async fn siblings(&self, of: &Institution) -> Result<Vec<Sibling>, Error> {
        let found = self.entries_of_bank(&of.name, &of.url).await?;
        Ok(found
            .into_iter()
            .filter(|one| one.code != of.code)
            .take(SIBLINGS_MAX)
            .map(|one| Sibling { code: one.code.clone(), name: one.name.clone(), url: one.url.clone() })
            .collect())
    }

    async fn directory(&self) -> Result<Arc<Loaded>, Error> {
        let now = self.operational.now();
        let known = self.directory.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((looked_at, loaded)) = &known
            && now.duration_since(*looked_at) < self.settings.directory_max_age
        {
            return Ok(loaded.clone());
        }
        let changed_at = self.store.institutions_changed_at().await?;
        let loaded = match known {
            Some((_, loaded)) if loaded.changed_at == changed_at => loaded,
            _ => Arc::new(self.load(changed_at).await?),
        };
        *self.directory.0.write().unwrap_or_else(PoisonError::into_inner) = Some((now, loaded.clone()));
        Ok(loaded)
    }

    async fn load(&self, changed_at: (i64, i64)) -> Result<Loaded, Error> {
        let mut institutions = Vec::new();
        let mut after = String::new();
        loop {
            let page = self.store.institutions_after(&after, LOAD_PAGE).await?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.code);
            institutions.extend(page.into_iter().map(Arc::new));
        }
        let entries: Vec<Entry> = institutions
            .iter()
            .map(|one| Entry {
                name: one.name.clone(),
                aliases: one.details.aliases.clone(),
                host: host(&one.url).to_owned(),
                popularity: one.popularity,
            })
            .collect();
        let index = Index::new(&entries);
        let by_code = institutions.iter().enumerate().map(|(i, one)| (one.code.clone(), i)).collect();
        let by_guid = institutions.iter().enumerate().map(|(i, one)| (one.guid, i)).collect();
        let siblings = Siblings::new(institutions.iter().map(|one| (one.name.as_str(), one.url.as_str())));
        Ok(Loaded { institutions, index, siblings, by_code, by_guid, changed_at })
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

fn host(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest).split('/').next().unwrap_or("")
}
