//! The directory, searched in memory.

use crate::records::{Institution, InstitutionSource, LoginField, Page, PageOf};
use crate::{Engine, Error, Name};
use domain::clock::Timestamp;
use domain::diagnosis::Sibling;
use domain::id::{self, InstitutionGuid};
use domain::institution::Product;
use domain::institution::search::{Entry, Index};
use domain::institution::sibling::Siblings;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The institution of accounts made by hand; no source reaches it and no search finds it.
pub const MANUAL_INSTITUTION: &str = "manual_institution";
/// Institutions read at once when the directory is loaded.
pub(crate) const LOAD_PAGE: u32 = 1_000;
/// Other entries of the same bank that are named.
const SIBLINGS_MAX: usize = 5;

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

impl Directory {
    /// It is read from the database again when somebody next asks.
    pub(crate) fn forget(&self) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Engine {
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

fn host(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest).split('/').next().unwrap_or("")
}
