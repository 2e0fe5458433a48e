//! What was joined and what may be: listed, decided by a person, and taken back.

use crate::change::CONFLICT_RETRIES_MAX;
use crate::identity::joining::{By, join_accounts, join_transactions};
use crate::identity::parting::{LATER_FIRST, part_accounts, part_transactions};
use crate::records::{
    Account, Join, JoinFilter, JoinKind, JoinMaker, Page, PageOf, Suggestion, SuggestionState, User,
};
use crate::{Error, Name, Scope};
use domain::id::{AccountGuid, JoinGuid, SuggestionGuid, TransactionGuid};
use store::Write;

/// Accounts of one call that are made one.
const MERGED_MAX: usize = 20;
/// What a person says joins.
const CHOSEN: &str = "chosen";

impl Scope<'_> {
    /// What was joined of a user, or of one account; the newest first.
    pub async fn joins(
        &self,
        user: &User,
        account: Option<AccountGuid>,
        page: Page,
    ) -> Result<PageOf<Join>, Error> {
        Ok(self.store.joins(user.guid, account, page).await?)
    }

    /// What was joined and stands, the newest first.
    pub async fn standing_joins(
        &self,
        user: &User,
        filter: JoinFilter,
        page: Page,
    ) -> Result<PageOf<Join>, Error> {
        Ok(self.store.standing_joins(user.guid, filter, page).await?)
    }

    pub async fn join(&self, user: &User, guid: JoinGuid) -> Result<Join, Error> {
        self.store.join(user.guid, guid).await?.ok_or(Error::NotFound("join"))
    }

    /// What may be one and was not joined; in the order it was seen.
    pub async fn suggestions(
        &self,
        user: &User,
        state: Option<SuggestionState>,
        page: Page,
    ) -> Result<PageOf<Suggestion>, Error> {
        Ok(self.store.suggestions(user.guid, state, page).await?)
    }

    /// What a person is asked: what may be one and was not answered, accounts first.
    pub async fn open_suggestions(&self, user: &User, page: Page) -> Result<PageOf<Suggestion>, Error> {
        Ok(self.store.open_suggestions(user.guid, page).await?)
    }

    pub async fn suggestion(&self, user: &User, guid: SuggestionGuid) -> Result<Suggestion, Error> {
        self.store.suggestion(user.guid, guid).await?.ok_or(Error::NotFound("suggestion"))
    }

    /// Makes accounts one: the first stays, with all that is known of the others. They can be parted again.
    pub async fn merge_accounts(
        &self,
        user: &User,
        accounts: &[AccountGuid],
        maker: JoinMaker,
    ) -> Result<Account, Error> {
        let [kept, others @ ..] = accounts else { return Err(too_few()) };
        if others.is_empty() {
            return Err(too_few());
        }
        if accounts.len() > MERGED_MAX {
            return Err(Error::invalid("accounts", format!("names more than {MERGED_MAX}")));
        }
        // All are there before the first is touched.
        for guid in accounts {
            self.account(user, &Name::Guid(*guid)).await?;
        }
        let by = By { maker, ground: CHOSEN, part_of: None };
        for other in others {
            self.merge(user, (*kept, *other), by).await?;
        }
        self.account(user, &Name::Guid(*kept)).await
    }

    async fn merge(
        &self,
        user: &User,
        (kept, other): (AccountGuid, AccountGuid),
        by: By<'_>,
    ) -> Result<(), Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let kept = self.account(user, &Name::Guid(kept)).await?;
            let other = self.account(user, &Name::Guid(other)).await?;
            let (_, writes) = join_accounts(self.engine, &self.store, (&kept, &other), by).await?;
            if self.is_written(writes).await? {
                return Ok(());
            }
        }
        Err(Error::Contended)
    }

    /// What a person says to a suggestion: the two are one, or they are not. It is remembered.
    pub async fn answer_suggestion(
        &self,
        user: &User,
        guid: SuggestionGuid,
        is_one: bool,
        maker: JoinMaker,
    ) -> Result<Suggestion, Error> {
        let state = if is_one { SuggestionState::Accepted } else { SuggestionState::Refused };
        for _ in 0..CONFLICT_RETRIES_MAX {
            let suggestion = self.suggestion(user, guid).await?;
            if suggestion.state == state {
                return Ok(suggestion);
            }
            if suggestion.state != SuggestionState::Open {
                return Err(answered(suggestion.state));
            }
            let mut writes = vec![store::joins::answer(&suggestion, state, self.engine.now())];
            if is_one {
                writes.extend(self.joined(user, &suggestion, maker).await?);
            }
            if self.is_written(writes).await? {
                return self.suggestion(user, guid).await;
            }
        }
        Err(Error::Contended)
    }

    async fn joined(
        &self,
        user: &User,
        suggestion: &Suggestion,
        maker: JoinMaker,
    ) -> Result<Vec<Write>, Error> {
        let by = By { maker, ground: CHOSEN, part_of: None };
        let gone = || Error::not_now("one of the two is not there any more");
        let (_, writes) = match suggestion.kind {
            JoinKind::Account => {
                let guid = |guid: &str| guid.parse::<AccountGuid>().map_err(|_| gone());
                let (known, other) = (guid(&suggestion.known)?, guid(&suggestion.other)?);
                let known = self.store.account(user.guid, known).await?.ok_or_else(gone)?;
                let other = self.store.account(user.guid, other).await?.ok_or_else(gone)?;
                join_accounts(self.engine, &self.store, (&known, &other), by).await?
            }
            JoinKind::Transaction => {
                let guid = |guid: &str| guid.parse::<TransactionGuid>().map_err(|_| gone());
                let both = (guid(&suggestion.known)?, guid(&suggestion.other)?);
                let other = self.store.transaction(user.guid, both.1).await?.ok_or_else(gone)?;
                let account = self.store.account(user.guid, other.account).await?.ok_or_else(gone)?;
                join_transactions(self.engine, &self.store, &account, both, by).await?
            }
        };
        Ok(writes)
    }

    /// Takes a join back. Each side has again what it had, and what was told of it since; the same two are not joined again.
    pub async fn undo_join(&self, user: &User, guid: JoinGuid) -> Result<Join, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let join = self.join(user, guid).await?;
            if join.undone_at.is_some() {
                return Ok(join);
            }
            let writes = match join.kind {
                JoinKind::Account => part_accounts(self.engine, &self.store, &join).await?,
                JoinKind::Transaction => {
                    let account = self.store.account(user.guid, join.account).await?;
                    let account = account.ok_or_else(|| Error::not_now(LATER_FIRST))?;
                    part_transactions(self.engine, &self.store, &account, &join).await?
                }
            };
            if self.is_written(writes).await? {
                return self.join(user, guid).await;
            }
        }
        Err(Error::Contended)
    }

    /// Commits; not, when somebody else was quicker.
    pub(crate) async fn is_written(&self, writes: Vec<Write>) -> Result<bool, Error> {
        match self.engine.store.commit(writes).await {
            Ok(_) => Ok(true),
            Err(store::Error::Conflict(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

fn too_few() -> Error {
    Error::invalid("accounts", "must name at least two accounts")
}

fn answered(state: SuggestionState) -> Error {
    Error::not_now(match state {
        SuggestionState::Accepted => "it was joined already; take the join back if that was wrong",
        SuggestionState::Refused | SuggestionState::Open => {
            "it was said already that the two are not one; merge them if they are"
        }
    })
}
