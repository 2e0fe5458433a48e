//! The sources of this installation: each a connector with its HTTP, in the order of preference.

use crate::fence::{Fence, Inner, Origin};
use crate::http::{SourceHttp, Tls};
use crate::sandbox::Bank;
use crate::{Engine, Error};
use connectors::Connector;
use connectors::definition::SOURCES;
use domain::clock::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::definitions::StoredDefinition;

/// Descriptions of which something was made that are kept in memory.
const DESCRIBED_MAX: usize = 1_000;

/// A connector, and the hosts it may ask.
#[derive(Debug, Clone)]
pub struct Source {
    pub connector: Arc<dyn Connector>,
    pub origins: Vec<Origin>,
}

#[derive(Debug)]
pub(crate) struct Reach {
    pub(crate) connector: Arc<dyn Connector>,
    pub(crate) http: SourceHttp,
}

/// Source and id of a description.
type Key = (String, String);
/// Of which form of a description something was made, and what.
type Made = (Timestamp, Arc<Reach>);

/// All sources, the preferred first; and the simulated bank, if it is one of them.
#[derive(Debug, Default)]
pub struct Sources {
    fixed: Vec<Arc<Reach>>,
    /// Whether institutions may be described that stand at addresses of this machine or its network.
    allows_inner: bool,
    bank: Option<Bank>,
    /// What was made of descriptions, by source and id, and of which form of them.
    described: Mutex<HashMap<Key, Made>>,
}

impl Sources {
    pub fn new(sources: Vec<Source>) -> Self {
        let fixed = sources
            .into_iter()
            .map(|source| {
                // The operator named these addresses one by one.
                let fence =
                    Fence { origins: source.origins, inner: Inner::Allowed, follows_redirects: false };
                let http = SourceHttp::new(fence, &Tls::default())
                    .map(|http| Reach { connector: source.connector, http });
                http.map(Arc::new)
            })
            .filter_map(|made| {
                made.inspect_err(|flaw| tracing::error!(%flaw, "a source cannot be used")).ok()
            })
            .collect();
        Self { fixed, ..Self::default() }
    }

    /// With institutions that may be described at addresses of this machine and its network.
    #[must_use]
    pub fn allowing_inner(self, allows_inner: bool) -> Self {
        Self { allows_inner, ..self }
    }

    /// With the simulated bank's staff at hand: time and trouble can be made.
    #[must_use]
    pub fn with_bank(mut self, url: &str, origin: Origin) -> Self {
        let fence = Fence { origins: vec![origin], inner: Inner::Allowed, follows_redirects: false };
        self.bank = SourceHttp::new(fence, &Tls::default()).ok().map(|http| Bank::new(url, http));
        self
    }

    pub(crate) const fn allows_inner(&self) -> bool {
        self.allows_inner
    }

    pub(crate) fn bank(&self) -> Option<&Bank> {
        self.bank.as_ref()
    }

    /// The sources with a directory of their own.
    pub(crate) fn fixed(&self) -> &[Arc<Reach>] {
        &self.fixed
    }

    pub(crate) fn named(&self, source: &str) -> Option<&Arc<Reach>> {
        self.fixed.iter().find(|reach| reach.connector.about().source == source)
    }

    /// Whether this installation has the source.
    pub(crate) fn knows(&self, source: &str) -> bool {
        SOURCES.contains(&source) || self.named(source).is_some()
    }

    /// The names of all sources, the preferred first: institutions reached directly come before others' directories.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        SOURCES.into_iter().chain(self.fixed.iter().map(|reach| reach.connector.about().source.as_str()))
    }

    /// What was made of this form of a description, if it was.
    fn made(&self, key: &Key, form: Timestamp) -> Option<Arc<Reach>> {
        let described = self.described.lock().unwrap_or_else(PoisonError::into_inner);
        described.get(key).filter(|(made_of, _)| *made_of == form).map(|(_, reach)| reach.clone())
    }

    fn keep(&self, key: Key, form: Timestamp, reach: &Arc<Reach>) {
        let mut described = self.described.lock().unwrap_or_else(PoisonError::into_inner);
        if described.len() >= DESCRIBED_MAX {
            described.clear();
        }
        described.insert(key, (form, reach.clone()));
    }
}

impl Engine {
    /// The way to an institution through a source; none when this installation does not know it.
    pub(crate) async fn reach(&self, source: &str, institution: &str) -> Result<Option<Arc<Reach>>, Error> {
        if let Some(reach) = self.sources.named(source) {
            return Ok(Some(reach.clone()));
        }
        let stored = self.store.definition(source, institution).await?;
        Ok(stored.and_then(|stored| self.reach_through(&stored)))
    }

    /// The same to give a consent back, for which a description is enough that was removed.
    pub(crate) async fn reach_to_part(
        &self,
        source: &str,
        institution: &str,
    ) -> Result<Option<Arc<Reach>>, Error> {
        if let Some(reach) = self.sources.named(source) {
            return Ok(Some(reach.clone()));
        }
        let stored = self.store.definition_even_removed(source, institution).await?;
        Ok(stored.and_then(|stored| self.reach_through(&stored)))
    }

    fn reach_through(&self, stored: &StoredDefinition) -> Option<Arc<Reach>> {
        let key = (stored.source.clone(), stored.id.clone());
        if let Some(reach) = self.sources.made(&key, stored.updated_at) {
            return Some(reach);
        }
        match self.reach_of(stored) {
            Ok(reach) => {
                let reach = Arc::new(reach);
                self.sources.keep(key, stored.updated_at, &reach);
                Some(reach)
            }
            Err(flaw) => {
                tracing::error!(
                    source = stored.source, institution = stored.id, %flaw,
                    "the description of the institution cannot be used"
                );
                None
            }
        }
    }
}
