//! What an application or a person takes along: accounts and transactions as clients see them, as one file. It is written while it is read,
//! page after page, so that a long history needs no more memory than a short one, and no faster than it is taken.
//!
//! `cursor.rs` goes through accounts and transactions, `out.rs` hands on what was written; `csv.rs`, `ofx.rs` and `json.rs` write one form each.
//! `docs/EXPORT.md` says what stands in them.

mod csv;
mod cursor;
mod json;
mod name;
mod ofx;
mod out;

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::id::{AccountGuid, ClientGuid};
use domain::text::Language;
use engine::records::{Account, User};
use engine::{Engine, ExportOf, Name, Scope};
use futures_util::stream;
use jiff::tz::TimeZone;
use out::Stop;
use std::sync::Arc;

pub use out::{Broken, Chunks};

macro_rules! formats {
    ($($format:ident $name:literal $media_type:literal;)*) => {
        /// The form of an export.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum ExportFormat { $($format),* }

        impl ExportFormat {
            pub const ALL: &[Self] = &[$(Self::$format),*];

            /// Also how a file of it ends.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$format => $name),* }
            }

            pub const fn media_type(self) -> &'static str {
                match self { $(Self::$format => $media_type),* }
            }

            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

formats! {
    Json "json" "application/json";
    Csv "csv" "text/csv; charset=utf-8";
    Ofx "ofx" "application/x-ofx";
}

/// What is to be written.
#[derive(Debug, Clone)]
pub struct Export {
    pub engine: Arc<Engine>,
    pub client: ClientGuid,
    pub user: User,
    pub of: ExportOf,
    /// Of what is said to people.
    pub language: Language,
}

impl Export {
    /// Begins to write. Pages of what went meanwhile are empty as those behind the last are: an account that comes or goes while it is
    /// written takes or leaves rows that nobody may miss, so that the file is broken off.
    pub fn begin(self, format: ExportFormat) -> Chunks {
        out::begin(move |mut out| async move {
            let before = self.accounts().await?;
            match format {
                ExportFormat::Json => json::write(&self, &mut out).await?,
                ExportFormat::Csv => csv::write(&self, &mut out).await?,
                ExportFormat::Ofx => ofx::write(&self, &mut out).await?,
            }
            if self.accounts().await? != before {
                return Err(Stop::Changed);
            }
            out.finish().await
        })
    }

    /// Which accounts there are to write.
    async fn accounts(&self) -> Result<Vec<AccountGuid>, Stop> {
        let (mut accounts, mut guids) = (cursor::Accounts::of(self), Vec::new());
        while let Some(account) = accounts.next().await? {
            guids.push(account.guid);
        }
        Ok(guids)
    }

    /// What it is of, in people's words; none of a user, and where that went meanwhile.
    async fn title(&self) -> Option<String> {
        let scope = self.scope();
        match &self.of {
            ExportOf::User => None,
            ExportOf::Member(member) => {
                scope.member_of(self.user.guid, *member).await.ok().map(|one| one.name)
            }
            ExportOf::Account(account) => {
                scope.account(&self.user, &Name::Guid(*account)).await.ok().map(|one| one.facts.name)
            }
            ExportOf::Kept(code) => {
                let found = self.engine.institution(&Name::Id(code.clone())).await;
                Some(found.map_or_else(|_| code.clone(), |one| one.name.clone()))
            }
        }
    }

    /// The file as an answer.
    pub(crate) async fn answer(self, format: ExportFormat) -> Response {
        let made_on = self.engine.now().to_zoned(TimeZone::UTC).date();
        let disposition = name::disposition(self.title().await.as_deref(), made_on, format.name());
        let headers = [
            (header::CONTENT_TYPE, format.media_type().to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ];
        let chunks = stream::unfold(self.begin(format), |mut chunks| async move {
            let next = chunks.next().await?;
            Some((next, chunks))
        });
        (headers, Body::from_stream(chunks)).into_response()
    }

    fn scope(&self) -> Scope<'_> {
        self.engine.of(self.client)
    }
}

/// What a file calls an account by: its last digits behind a mark of its own, so that two accounts are never taken for one and nobody takes
/// it for a whole number. Readers take `X` for what is hidden; OFX has room for 22 characters.
fn masked(account: &Account) -> String {
    const MARK_CHARS: usize = 12;
    let guid = account.guid.to_string();
    let mark = guid.get(guid.len().saturating_sub(MARK_CHARS)..).unwrap_or_default();
    format!("X{mark}X{}", last_digits(account).unwrap_or_else(|| "XXXX".to_owned()))
}

/// The last digits, as banks print them.
fn last_digits(account: &Account) -> Option<String> {
    const DIGITS_MAX: usize = 4;
    let mask = account.facts.mask.as_deref().unwrap_or_default();
    let plain: Vec<char> = mask.chars().filter(char::is_ascii_alphanumeric).collect();
    let last = plain.get(plain.len().saturating_sub(DIGITS_MAX)..).unwrap_or_default();
    Some(last.iter().collect::<String>()).filter(|last| !last.is_empty())
}
