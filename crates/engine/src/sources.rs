//! The sources of this installation: each a connector with its HTTP, in the order of preference.

use crate::http::{Origin, SourceHttp};
use connectors::Connector;
use std::sync::Arc;

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

/// All sources, the preferred first.
#[derive(Debug, Default)]
pub struct Sources(Vec<Reach>);

impl Sources {
    pub fn new(sources: Vec<Source>) -> Self {
        Self(
            sources
                .into_iter()
                .map(|source| Reach { connector: source.connector, http: SourceHttp::new(source.origins) })
                .collect(),
        )
    }

    pub(crate) fn all(&self) -> &[Reach] {
        &self.0
    }

    pub(crate) fn named(&self, source: &str) -> Option<&Reach> {
        self.0.iter().find(|reach| reach.connector.about().source == source)
    }
}
