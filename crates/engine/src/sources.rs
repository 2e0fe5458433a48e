//! The sources of this installation: each a connector with its HTTP, in the order of preference.

use crate::http::{Origin, SourceHttp};
use crate::sandbox::Bank;
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

/// All sources, the preferred first; and the simulated bank, if it is one of them.
#[derive(Debug, Default)]
pub struct Sources {
    reaches: Vec<Reach>,
    bank: Option<Bank>,
}

impl Sources {
    pub fn new(sources: Vec<Source>) -> Self {
        let reaches = sources
            .into_iter()
            .map(|source| Reach { connector: source.connector, http: SourceHttp::new(source.origins) })
            .collect();
        Self { reaches, bank: None }
    }

    /// With the simulated bank's staff at hand: time and trouble can be made.
    #[must_use]
    pub fn with_bank(mut self, url: &str, origin: Origin) -> Self {
        self.bank = Some(Bank::new(url, SourceHttp::new(vec![origin])));
        self
    }

    pub(crate) fn bank(&self) -> Option<&Bank> {
        self.bank.as_ref()
    }

    pub(crate) fn all(&self) -> &[Reach] {
        &self.reaches
    }

    pub(crate) fn named(&self, source: &str) -> Option<&Reach> {
        self.reaches.iter().find(|reach| reach.connector.about().source == source)
    }
}
