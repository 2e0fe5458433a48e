//! The browser of a person who goes to the bank's own page and comes back.

use crate::bed::Bed;
use crate::person::{Doing, RETURN, at_the_bank};
use connectors::Secret;
use engine::records::Member;
use engine::{Comeback, Error, Leave, Name, Visited};

/// A browser with its cookie.
pub(crate) struct Browser {
    cookie: &'static str,
    skips_reading: bool,
}

impl Browser {
    pub(crate) const fn new(cookie: &'static str) -> Self {
        Self { cookie, skips_reading: false }
    }

    /// After its visits nothing is read.
    pub(crate) const fn that_reads_nothing(cookie: &'static str) -> Self {
        Self { cookie, skips_reading: true }
    }

    /// The address of the bank's page.
    pub(crate) async fn leave(&self, bed: &Bed, member: &Member) -> Result<String, Error> {
        let leave = Leave {
            redirect_uri: RETURN,
            browser: Some(self.cookie),
            may_open_app: true,
            skips_reading: self.skips_reading,
        };
        let way = bed.scope().leave(&bed.user, &Name::Guid(member.guid), &leave).await?;
        assert!(!way.in_frame);
        Ok(way.url)
    }

    pub(crate) async fn at_the_bank(&self, bed: &Bed, url: &str, doing: Doing<'_>) -> Secret {
        at_the_bank(&bed.bank_url, url, doing).await
    }

    pub(crate) async fn comeback(&self, bed: &Bed, query: &Secret) -> Option<Comeback> {
        bed.engine.comeback(query, Some(self.cookie)).await.unwrap()
    }

    /// The whole visit, and what became of it.
    pub(crate) async fn visit(&self, bed: &Bed, member: &Member, doing: Doing<'_>) -> Visited {
        let url = self.leave(bed, member).await.unwrap();
        let query = self.at_the_bank(bed, &url, doing).await;
        let comeback = self.comeback(bed, &query).await.unwrap();
        assert!(comeback.is_same_browser);
        bed.scope().come_back(&comeback, &query).await.unwrap()
    }
}
