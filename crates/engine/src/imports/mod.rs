//! Files that people bring, for banks that no source reaches: staged, looked at, and taken once somebody consents.
//!
//! Nothing of a file is kept before that but the file itself, sealed, for an hour. What it tells goes the way of every other source
//! ([`crate::identity`]): the file is a link of its own.

mod file;
mod importer;
mod look;
mod naming;
mod placing;
mod turns;
mod wishes;

pub use importer::Importer;
pub use look::{AccountLook, Fate, Goal, Look, Looked, RowLook};
pub use turns::Turn;
pub(crate) use turns::Turns;
pub use wishes::{AccountWish, ImportWishes};

use crate::change::CONFLICT_RETRIES_MAX;
use crate::records::{Import, Page, PageOf, User};
use crate::{Engine, Error, Name, Scope};
use connectors::turns_text;
use domain::id::{ImportGuid, LinkGuid, UserGuid};

use domain::import::{ImportStage, ImportState};
use file::{Reading, is_question, read_file};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::imports;
use turns::aside;

/// Files of one user that may wait for consent; a further one takes the place of the oldest.
const STAGED_MAX: usize = 5;
/// How long a file waits for consent.
const STAGED_TIME: SignedDuration = SignedDuration::from_hours(1);
/// Characters of a file's name that are kept.
const NAME_CHARS_MAX: usize = 200;

/// A file that somebody brings.
#[derive(Debug)]
pub struct NewImport {
    pub file_name: Option<String>,
    pub content: Vec<u8>,
    pub wishes: ImportWishes,
}

/// What became of one account of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedAccount {
    /// Which of the file's accounts it is, from 1.
    pub place: usize,
    /// Where its rows are; none where the person left it out.
    pub account_guid: Option<String>,
    pub is_new: bool,
    pub new: u32,
    /// Of the new ones, those that look like one that is there: the person is asked.
    pub alike: u32,
    pub known: u32,
    /// Left out: removed by the person before, twice in the file, or with signs that are turned round.
    pub left_out: u32,
}

/// What became of the accounts of an import so far.
pub fn outcome_of(import: &Import) -> Vec<ImportedAccount> {
    serde_json::from_str(&import.outcome).unwrap_or_default()
}

/// Why a file is not taken into the account that was chosen for it.
const OTHERS_ROWS: &str = "the file cannot be of the account that was chosen: of days that both tell, the transactions differ, or the currency \
     or kind does; choose another account, or a new one";

/// A file tells by one link, however often it is brought: twice at once, too, it adds nothing twice.
fn link_of(user: UserGuid, file_hash: &str) -> LinkGuid {
    let digest = Sha256::digest(format!("{user} {file_hash}"));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, new)| *byte = new);
    LinkGuid::from_digest(bytes)
}

impl Scope<'_> {
    /// Keeps a file until somebody consents to what it tells.
    ///
    /// # Errors
    /// It is no file that can be read ([`Error::File`]): then nothing of it is kept. What only a person can say, such as the currency, is
    /// asked for when it is looked at.
    pub async fn stage_import(&self, user: &User, new: NewImport) -> Result<Import, Error> {
        let _turn = self.engine.file_turn().await?;
        aside(self.stage(user, new)).await
    }

    async fn stage(&self, user: &User, new: NewImport) -> Result<Import, Error> {
        let NewImport { file_name, content, wishes } = new;
        self.knows_accounts_of(user, &wishes).await?;
        let hash = store::hex(&Sha256::digest(&content));
        let file_hash = self.store.keyed_hash("file", &[&hash]).await?;
        let now = self.engine.operational.now();
        let file_name = file_name.map(|name| short_name(&name)).filter(|name| !name.is_empty());
        let before = self.store.import_of_file(user.guid, &file_hash).await?;
        let mut import = Import {
            user: user.guid,
            guid: self.engine.guid(),
            client: self.client,
            state: ImportState::Staged,
            file_name,
            file_bytes: i64::try_from(content.len()).unwrap_or(i64::MAX),
            link: before.map_or_else(|| link_of(user.guid, &file_hash), |before| before.link),
            file_hash,
            wishes: wishes.to_json(),
            format: None,
            stage: None,
            rows_total: 0,
            rows_done: 0,
            outcome: "[]".to_owned(),
            flaw: None,
            claimed_until: None,
            expires_at: now.checked_add(STAGED_TIME).ok(),
            made_at: self.engine.now(),
            finished_at: None,
            version: 1,
        };
        let reading = self.reading(user, &import).await?;
        let (content, read) = read_file(reading, zeroize::Zeroizing::new(content)).await;
        match read {
            Ok(told) => import.format = Some(told.format.name().to_owned()),
            Err(flaw) if is_question(&flaw) => {}
            Err(flaw) => return Err(Error::File(flaw)),
        }
        let mut writes: Vec<_> = {
            let staged = self.store.staged_imports(user.guid).await?;
            let over = staged.len().saturating_sub(STAGED_MAX.saturating_sub(1));
            staged.iter().take(over).map(imports::forget_staged).collect()
        };
        writes.extend(self.store.stage_import(&import, &content).await?);
        match self.engine.store.commit(writes).await {
            Ok(_) => Ok(import),
            Err(store::Error::Conflict(_)) => Err(Error::Contended),
            Err(error) => Err(error.into()),
        }
    }

    pub async fn import(&self, user: &User, guid: ImportGuid) -> Result<Import, Error> {
        self.import_of(user.guid, guid).await
    }

    /// The same, by the user's guid.
    pub async fn import_of(&self, user: UserGuid, guid: ImportGuid) -> Result<Import, Error> {
        self.store.import(user, guid).await?.ok_or(Error::NotFound("import"))
    }

    /// All of a user; the newest first.
    pub async fn imports(&self, user: &User, page: Page) -> Result<PageOf<Import>, Error> {
        Ok(self.store.imports(user.guid, page).await?)
    }

    /// Whether all accounts that somebody names are there.
    ///
    /// # Errors
    /// One is not ([`Error::NotFound`]).
    pub async fn knows_accounts_of(&self, user: &User, wishes: &ImportWishes) -> Result<(), Error> {
        for wish in wishes.accounts.values() {
            match wish {
                AccountWish::Is(guid) => drop(self.account(user, &Name::Guid(*guid)).await?),
                AccountWish::New { .. } | AccountWish::LeaveOut => {}
            }
        }
        Ok(())
    }

    /// Says how a staged file is to be read and where its accounts go, in place of what was said before.
    pub async fn answer_import(
        &self,
        user: &User,
        guid: ImportGuid,
        wishes: &ImportWishes,
    ) -> Result<Import, Error> {
        self.change_staged(user, guid, |import| import.wishes = wishes.to_json()).await
    }

    /// Consents: what the file tells is taken, by a node that has time. A second consent changes nothing.
    pub async fn confirm_import(&self, user: &User, guid: ImportGuid) -> Result<Import, Error> {
        match self.consent(user, guid).await {
            // Somebody else consented meanwhile, and its file may be gone already.
            Err(error @ (Error::Impossible { .. } | Error::NotFound(_))) => {
                let import = self.import(user, guid).await?;
                if import.state == ImportState::Staged { Err(error) } else { Ok(import) }
            }
            other => other,
        }
    }

    async fn consent(&self, user: &User, guid: ImportGuid) -> Result<Import, Error> {
        let import = self.import(user, guid).await?;
        if import.state != ImportState::Staged {
            return Ok(import);
        }
        let wishes = ImportWishes::of(&import);
        match self.look_at_import(user, &import, 0).await? {
            Looked::Question(flaw) => return Err(Error::File(flaw)),
            Looked::Look(look) => {
                let is_chosen =
                    |one: &AccountLook| matches!(wishes.account(one.place), Some(AccountWish::Is(_)));
                if look.accounts.iter().any(|one| one.is_conflict && is_chosen(one)) {
                    return Err(Error::not_now(OTHERS_ROWS));
                }
            }
        }
        self.change_staged(user, guid, |import| {
            import.state = ImportState::Importing;
            import.stage = Some(ImportStage::Waiting);
            import.expires_at = None;
        })
        .await
    }

    /// Forgets a file that nobody consented to.
    pub async fn cancel_import(&self, user: &User, guid: ImportGuid) -> Result<(), Error> {
        let import = self.import(user, guid).await?;
        if import.state != ImportState::Staged {
            return Err(begun());
        }
        match self.engine.store.commit(vec![imports::forget_staged(&import)]).await {
            Ok(_) => Ok(()),
            Err(store::Error::Conflict(_)) => self.import(user, guid).await.and(Err(begun())),
            Err(error) => Err(error.into()),
        }
    }

    /// How the file of an import is to be read: as the person says, and as files of the same account were read before.
    async fn reading(&self, user: &User, import: &Import) -> Result<Reading, Error> {
        let mut wishes = ImportWishes::of(import);
        let mut kept = None;
        if let Some(AccountWish::Is(guid)) = wishes.account(1) {
            let account = self.account(user, &Name::Guid(*guid)).await?;
            let layouts = self.store.csv_layouts(user.guid).await?;
            kept = layouts.get(guid).and_then(|text| serde_json::from_str(text).ok());
            wishes.currency = wishes.currency.or(Some(account.facts.currency));
        }
        Ok(Reading { wishes, kept, name: import.file_name.clone(), today: self.engine.today() })
    }

    async fn change_staged(
        &self,
        user: &User,
        guid: ImportGuid,
        change: impl Fn(&mut Import),
    ) -> Result<Import, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let mut import = self.import(user, guid).await?;
            if import.state != ImportState::Staged {
                return Err(begun());
            }
            change(&mut import);
            match self.engine.store.commit(vec![imports::update(&import)]).await {
                Ok(_) => {
                    self.engine.store.database().wake();
                    return self.import(user, guid).await;
                }
                Err(store::Error::Conflict(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Contended)
    }
}

impl Engine {
    /// A turn at reading a file; one of few.
    pub async fn file_turn(&self) -> Result<Turn<'_>, Error> {
        self.file_turns.take().await
    }

    /// Forgets files that nobody consented to in time; of every client.
    pub(crate) async fn forget_staged_imports(&self) -> Result<(), Error> {
        self.store.commit(vec![imports::forget_expired(self.operational.now())]).await?;
        Ok(())
    }
}

fn begun() -> Error {
    Error::not_now("what the file tells is being taken already, or has been")
}

/// The name of a file without its folders, bounded, and without what cannot be shown.
fn short_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let is_shown = |one: &char| !one.is_control() && !turns_text(*one);
    last.chars().filter(is_shown).take(NAME_CHARS_MAX).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn names_of_files_lose_their_folders() {
        let check = |name: &str, expected: &str| assert_eq!(short_name(name), expected);
        check("march.csv", "march.csv");
        check("/home/ann/bank/march.csv", "march.csv");
        check("C:\\Users\\Ann\\march.csv", "march.csv");
        check("a\u{0}b\n.csv", "ab.csv");
        check("a\u{202e}vsc.exe", "avsc.exe");
        check("folder/", "");
        assert_eq!(short_name(&"é".repeat(1000)).chars().count(), 200);
    }
}
