//! What a join gave the one that stays, kept with the join so that it can be taken back.

use domain::id::LinkGuid;
use domain::transaction::{TransactionFacts, TransactionStatus};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::transactions::{Edits, Retired};

/// A form of a transaction: the link that told it, and its status.
pub(super) type FormKey = (LinkGuid, TransactionStatus);

/// What a join of transactions gave the one that stays.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Carried {
    /// Links and statuses of the forms that it did not have.
    pub(super) forms: Vec<(String, String)>,
    /// Links and ids that it did not have.
    pub(super) ids: Vec<(String, String)>,
    /// Links that had told the one that stays.
    pub(super) told_by: Vec<String>,
    /// What was shown before, where it changed.
    pub(super) shown: Option<(String, String)>,
    pub(super) edits: CarriedEdits,
    /// Why the other one was not shown, if it was not.
    pub(super) retired: Option<String>,
}

impl Carried {
    pub(super) fn forms(&self) -> Vec<FormKey> {
        self.forms.iter().filter_map(read_key).collect()
    }

    pub(super) fn shown(&self) -> Option<FormKey> {
        self.shown.as_ref().and_then(read_key)
    }

    pub(super) fn ids(&self) -> Vec<(LinkGuid, String)> {
        self.ids.iter().filter_map(|(link, id)| Some((link.parse().ok()?, id.clone()))).collect()
    }

    /// Whether that link had told nothing of the one that stays.
    pub(super) fn is_new(&self, link: LinkGuid) -> bool {
        !self.told_by.contains(&link.to_string())
    }

    pub(super) fn retired(&self) -> Option<Retired> {
        self.retired.as_deref().and_then(Retired::from_name)
    }
}

fn read_key((link, status): &(String, String)) -> Option<FormKey> {
    Some((link.parse().ok()?, TransactionStatus::from_name(status)?))
}

pub(super) fn key_text((link, status): FormKey) -> (String, String) {
    (link.to_string(), status.name().to_owned())
}

/// What a person had said of the other one and not of this one.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct CarriedEdits {
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    memo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<String>,
}

impl CarriedEdits {
    /// Gives `kept` what it lacks; what was typed by hand is a person's word too.
    pub(super) fn carry(kept: &mut Edits, other: &Edits, typed: Option<&TransactionFacts>) -> Self {
        fn fill<T: Clone>(kept: &mut Option<T>, other: Option<&T>) -> Option<T> {
            if kept.is_some() {
                return None;
            }
            *kept = other.cloned();
            other.cloned()
        }
        let words = typed.map(|facts| &facts.description);
        let memo = typed.and_then(|facts| facts.memo.as_ref());
        Self {
            date: fill(&mut kept.date, other.date.as_ref()),
            description: fill(&mut kept.description, other.description.as_ref().or(words)),
            memo: fill(&mut kept.memo, other.memo.as_ref().or(memo)),
            category: fill(&mut kept.category_guid, other.category_guid.as_ref())
                .map(|guid| guid.to_string()),
            metadata: fill(&mut kept.metadata, other.metadata.as_ref()),
        }
    }

    /// Takes that back where nobody changed it since.
    pub(super) fn take_back(&self, edits: &mut Edits) {
        fn clear<T: PartialEq>(value: &mut Option<T>, carried: Option<&T>) {
            if carried.is_some() && value.as_ref() == carried {
                *value = None;
            }
        }
        let category = self.category.as_deref().and_then(|guid| guid.parse().ok());
        clear(&mut edits.date, self.date.as_ref());
        clear(&mut edits.description, self.description.as_ref());
        clear(&mut edits.memo, self.memo.as_ref());
        clear(&mut edits.category_guid, category.as_ref());
        clear(&mut edits.metadata, self.metadata.as_ref());
    }
}

/// What a join of accounts gave the one that stays.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct CarriedAccount {
    /// Links and ids under which they told the other one.
    pub(crate) sightings: Vec<(String, String)>,
    /// Links whose days were the other one's.
    pub(crate) links: Vec<String>,
    pub(crate) statements: Vec<String>,
    pub(crate) metadata: Option<String>,
    /// What sources say of the two was exchanged: the one that stays has what is told now.
    pub(crate) is_exchanged: bool,
}

impl CarriedAccount {
    pub(super) fn sightings(&self) -> Vec<(LinkGuid, String)> {
        self.sightings.iter().filter_map(|(link, id)| Some((link.parse().ok()?, id.clone()))).collect()
    }

    pub(super) fn links(&self) -> Vec<LinkGuid> {
        self.links.iter().filter_map(|link| link.parse().ok()).collect()
    }
}
