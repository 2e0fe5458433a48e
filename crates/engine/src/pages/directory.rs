//! The directory as people look through it: with what can be connected, and why something cannot.

use super::options::{Mode, PageOptions};
use crate::records::{Institution, Page, PageOf};
use crate::{Engine, Error, InstitutionFilter};
use domain::institution::{Product, Unreached};
use std::sync::Arc;

/// Why an institution cannot be connected here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsupported {
    /// No source of this installation reaches it.
    NotReached,
    /// Nothing reaches it, and somebody knows why.
    Unreached(Unreached),
    /// It does not deliver what is asked for.
    Product(Product),
}

/// An institution of a list.
#[derive(Debug, Clone)]
pub struct Listed {
    pub institution: Arc<Institution>,
    /// None: it can be connected.
    pub unsupported: Option<Unsupported>,
}

impl PageOptions {
    /// What an institution must deliver.
    fn needed(&self) -> Vec<Product> {
        let mut needed: Vec<Product> =
            self.products.iter().filter_map(|name| Product::from_name(name)).collect();
        if self.mode == Mode::Verification {
            needed.push(Product::AccountVerification);
        }
        if self.include_identity {
            needed.push(Product::IdentityVerification);
        }
        needed
    }
}

impl Engine {
    /// Institutions that fit what was typed, best first; the most popular first when nothing was.
    pub async fn look_up(
        &self,
        typed: &str,
        options: &PageOptions,
        page: Page,
    ) -> Result<PageOf<Listed>, Error> {
        let filter = InstitutionFilter {
            name: Some(typed.to_owned()),
            countries: options.countries.clone(),
            ..InstitutionFilter::default()
        };
        let found = self.institutions(&filter, page).await?;
        let codes: Vec<&str> = found.items.iter().map(|one| one.code.as_str()).collect();
        let sources: Vec<&str> = self.sources.names().collect();
        let reached = self.store.reached(&codes, &sources).await?;
        let items = found.items.iter().map(|one| Listed {
            institution: one.clone(),
            unsupported: unsupported(one, reached.contains(&one.code), options),
        });
        Ok(PageOf { items: items.collect(), total: found.total })
    }

    /// Why the institution cannot be connected; none when it can.
    pub async fn unsupported(
        &self,
        institution: &Institution,
        options: &PageOptions,
    ) -> Result<Option<Unsupported>, Error> {
        let is_reached = !self.institution_sources(&institution.code).await?.is_empty();
        Ok(unsupported(institution, is_reached, options))
    }
}

fn unsupported(institution: &Institution, is_reached: bool, options: &PageOptions) -> Option<Unsupported> {
    if !is_reached {
        let why = institution.details.unreached.as_deref().and_then(Unreached::from_name);
        return Some(why.map_or(Unsupported::NotReached, Unsupported::Unreached));
    }
    let missing = options.needed().into_iter().find(|product| !institution.products.contains(product));
    missing.map(Unsupported::Product)
}
