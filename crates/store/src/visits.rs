//! Visits to institutions' own pages: what is remembered until the person is back.

use crate::clients::hash_key;
use crate::error::Error;
use crate::{Place, Row, Store, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, LinkGuid, MemberGuid, UserGuid, VisitGuid};
use zeroize::Zeroizing;

/// Visits of one member that are open at once; of more, the oldest are forgotten.
const OPEN_MAX: i64 = 10;

#[derive(Debug, Clone)]
pub struct Visit {
    pub user: UserGuid,
    pub member: MemberGuid,
    pub guid: VisitGuid,
    pub client: ClientGuid,
    pub link: LinkGuid,
    /// Hash of what comes back with the person.
    pub state_hash: String,
    /// Hash of what the browser that left keeps in a cookie; none when it was not asked to.
    pub browser_hash: Option<String>,
    pub session_sealed: Vec<u8>,
    /// With what the person brings, it is signed in, and nothing is read.
    pub skips_reading: bool,
    pub created_at: Timestamp,
    /// Operational time.
    pub expires_at: Timestamp,
}

impl Visit {
    /// What is stored of a state or a browser's token: 256 random bits, so a plain hash cannot be searched.
    pub fn hash(token: &str) -> String {
        hash_key(token)
    }

    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            member: row.parse("member_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            link: row.parse("link_guid")?,
            state_hash: row.string("state_hash")?,
            browser_hash: row.opt_string("browser_hash")?,
            session_sealed: row.opt_blob("session_sealed")?.unwrap_or_default().to_vec(),
            skips_reading: row.flag("skips_reading")?,
            created_at: row.time("created_at")?,
            expires_at: row.time("expires_at")?,
        })
    }
}

/// A new visit.
pub fn insert(visit: &Visit) -> Write {
    Write::new(
        "INSERT INTO visits (user_guid, member_guid, guid, client_guid, link_guid, state_hash, browser_hash, session_sealed,
            skips_reading, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        args![
            visit.user,
            visit.member,
            visit.guid,
            visit.client,
            visit.link,
            &visit.state_hash,
            visit.browser_hash.clone(),
            visit.session_sealed.clone(),
            visit.skips_reading,
            visit.created_at,
            visit.expires_at
        ],
    )
}

/// Those that are over, and the oldest of too many; goes before [`insert`].
pub fn tidy(client: ClientGuid, user: UserGuid, member: MemberGuid, now: Timestamp) -> Write {
    Write::new(
        "DELETE FROM visits WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 AND (expires_at <= ?4 OR guid NOT IN (
            SELECT guid FROM visits WHERE user_guid = ?2 AND member_guid = ?3 ORDER BY created_at DESC, guid DESC LIMIT ?5))",
        args![client, user, member, now, OPEN_MAX - 1],
    )
}

/// The person is back; nobody comes back twice.
pub fn take(visit: &Visit) -> Write {
    Write::new(
        "DELETE FROM visits WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
        args![visit.client, visit.user, visit.guid],
    )
    .expect(1, "the visit is over")
}

/// No visit of the member is open afterwards.
pub fn clear(client: ClientGuid, user: UserGuid, member: MemberGuid) -> Write {
    Write::new(
        "DELETE FROM visits WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3",
        args![client, user, member],
    )
}

impl Store {
    /// The visit that this state comes back from; expired ones too. It names the client itself, as an API key does.
    pub async fn visit(&self, state: &str) -> Result<Option<Visit>, Error> {
        self.visit_where("SELECT * FROM visits WHERE state_hash = ?1", state).await
    }

    /// The newest visit that this browser left for.
    pub async fn visit_of_browser(&self, token: &str) -> Result<Option<Visit>, Error> {
        const NEWEST: &str =
            "SELECT * FROM visits WHERE browser_hash = ?1 ORDER BY created_at DESC, guid DESC LIMIT 1";
        self.visit_where(NEWEST, token).await
    }

    async fn visit_where(&self, sql: &'static str, token: &str) -> Result<Option<Visit>, Error> {
        let rows = self.database.read(sql, args![Visit::hash(token)]).await?;
        rows.first().map(Visit::read).transpose()
    }
}

impl Tenant<'_> {
    /// A visit that is not over.
    pub async fn visit(&self, user: UserGuid, guid: VisitGuid) -> Result<Option<Visit>, Error> {
        let rows = self
            .read(
                "SELECT * FROM visits WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
                args![self.client, user, guid],
            )
            .await?;
        rows.first().map(Visit::read).transpose()
    }

    /// Seals what a connector remembers of a visit.
    pub async fn seal_visit(&self, visit: VisitGuid, session: &[u8]) -> Result<Vec<u8>, Error> {
        self.seal(place(&visit.to_string()), session).await
    }

    pub async fn open_visit(&self, visit: &Visit) -> Result<Zeroizing<Vec<u8>>, Error> {
        self.open(place(&visit.guid.to_string()), &visit.session_sealed).await
    }
}

fn place(visit: &str) -> Place<'_> {
    Place { table: "visits", column: "session_sealed", row: visit }
}
