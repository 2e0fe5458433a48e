//! Transactions: reading, what a person changes, and those made by hand.

use crate::change::CONFLICT_RETRIES_MAX;
use crate::events::{About, Told};
use crate::records::{Account, Edits, IdempotencyKey, Page, PageOf, Transaction, TransactionFilter, User};
use crate::{Error, Name, Scope};
use domain::event::EventName;
use domain::id::{self, CategoryGuid, TransactionGuid};
use domain::transaction::TransactionFacts;
use jiff::civil::Date;
use store::transactions::Retired;
use store::{Write, accounts, idempotency, transactions};

/// A transaction to be made by hand.
#[derive(Debug, Clone)]
pub struct NewTransaction {
    pub facts: TransactionFacts,
    pub category_guid: Option<CategoryGuid>,
    pub metadata: Option<String>,
    pub is_hidden: bool,
}

/// What to change; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct TransactionEdits {
    pub date: Option<Date>,
    pub description: Option<String>,
    pub memo: Option<String>,
    pub category_guid: Option<CategoryGuid>,
}

impl Scope<'_> {
    pub async fn transaction(&self, user: &User, guid: TransactionGuid) -> Result<Transaction, Error> {
        self.store.transaction(user.guid, guid).await?.ok_or(Error::NotFound("transaction"))
    }

    pub async fn transactions(
        &self,
        user: &User,
        filter: &TransactionFilter,
        page: Page,
    ) -> Result<PageOf<Transaction>, Error> {
        Ok(self.store.transactions(user.guid, filter, page).await?)
    }

    /// Makes a transaction by hand, in an account made by hand.
    pub async fn create_transaction(
        &self,
        user: &User,
        account: &Account,
        new: NewTransaction,
        key: Option<&IdempotencyKey>,
    ) -> Result<Transaction, Error> {
        if let Some(guid) = self.made_before::<id::Transaction>(key).await? {
            return self.transaction(user, guid).await;
        }
        if account.imported_at.is_some() {
            return Err(Error::not_now("transactions can be added by hand only to accounts made by hand"));
        }
        let now = self.engine.operational.now();
        let made = Transaction {
            user: user.guid,
            guid: self.engine.guid(),
            client: self.client,
            member: account.member,
            account: account.guid,
            id: None,
            facts: new.facts,
            link: None,
            first_on: None,
            is_manual: true,
            edits: Edits {
                category_guid: new.category_guid,
                metadata: new.metadata,
                is_hidden: new.is_hidden,
                ..Edits::default()
            },
            retired: None,
            joined_into: None,
            created_at: now,
            updated_at: now,
        };
        let mut writes = vec![transactions::upsert(std::slice::from_ref(&made))];
        writes.extend(self.told_of_transaction(EventName::TransactionCreated, &made));
        writes.extend(key.map(|key| idempotency::remember(self.client, key, made.guid.to_string(), now)));
        match self.engine.store.commit(writes).await {
            Ok(_) => Ok(made),
            Err(store::Error::Conflict(idempotency::USED)) => {
                let guid = self.made_before::<id::Transaction>(key).await?.ok_or(Error::Contended)?;
                self.transaction(user, guid).await
            }
            Err(store::Error::Conflict(_)) => Err(Error::NotFound("account")),
            Err(error) => Err(error.into()),
        }
    }

    pub async fn update_transaction(
        &self,
        user: &User,
        guid: TransactionGuid,
        edits: TransactionEdits,
    ) -> Result<Transaction, Error> {
        let mut one = self.transaction(user, guid).await?;
        one.edits = Edits {
            date: edits.date,
            description: edits.description,
            memo: edits.memo,
            category_guid: edits.category_guid,
            ..Edits::default()
        };
        one.updated_at = self.engine.operational.now();
        let mut writes = vec![transactions::set_edits(&one)];
        writes.extend(self.told_of_transaction(EventName::TransactionUpdated, &one));
        self.engine.store.commit(writes).await.map_err(gone)?;
        self.transaction(user, guid).await
    }

    /// Deletes a transaction made by hand.
    pub async fn delete_transaction(&self, user: &User, guid: TransactionGuid) -> Result<(), Error> {
        let one = self.transaction(user, guid).await?;
        if !one.is_manual || one.link.is_some() {
            return Err(Error::not_now(
                "only transactions made by hand can be deleted; remove this one from its account",
            ));
        }
        let mut writes = vec![transactions::delete(self.client, user.guid, guid)];
        writes.extend(self.told_of_transaction(EventName::TransactionDeleted, &one));
        self.engine.store.commit(writes).await.map(drop).map_err(gone)
    }

    /// Removes a transaction of an account. One that was delivered is remembered, so that it does not come back with the next refresh.
    pub async fn remove_transaction(&self, user: &User, transaction: &Transaction) -> Result<(), Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let one = self.transaction(user, transaction.guid).await?;
            if one.is_manual && one.link.is_none() {
                return self.delete_transaction(user, one.guid).await;
            }
            if self.set_retired(user, &one, Some(Retired::Removed)).await? {
                return Ok(());
            }
        }
        Err(Error::Contended)
    }

    /// What was delivered and then removed, newest first.
    pub async fn removed_transactions(&self, user: &User, page: Page) -> Result<PageOf<Transaction>, Error> {
        Ok(self.store.removed_transactions(user.guid, page).await?)
    }

    /// Puts a removed transaction back, as it was told and edited last.
    pub async fn restore_transaction(
        &self,
        user: &User,
        guid: TransactionGuid,
    ) -> Result<Transaction, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let removed = self.store.removed_transaction(user.guid, guid).await?;
            let removed = removed.ok_or(Error::NotFound("transaction"))?;
            if self.set_retired(user, &removed, None).await? {
                return self.transaction(user, guid).await;
            }
        }
        Err(Error::Contended)
    }

    /// Takes a delivered transaction out of sight or puts it back; false when a run wrote transactions of the account at that moment.
    async fn set_retired(
        &self,
        user: &User,
        one: &Transaction,
        retired: Option<Retired>,
    ) -> Result<bool, Error> {
        let account = self.account(user, &Name::Guid(one.account)).await?;
        let event = match retired {
            Some(_) => EventName::TransactionDeleted,
            None => EventName::TransactionCreated,
        };
        let now = self.engine.operational.now();
        let mut writes = vec![
            accounts::raise_rows_version(&account),
            transactions::retire(user.guid, &[one.guid], retired, now),
        ];
        writes.extend(self.told_of_transaction(event, one));
        self.is_written(writes).await
    }

    /// The writes that tell of a transaction.
    fn told_of_transaction(&self, name: EventName, one: &Transaction) -> Vec<Write> {
        let (mut told, now) = (Told::default(), self.engine.now());
        let about = About {
            client: self.client,
            user: Some(one.user),
            member: Some(one.member),
            run: None,
            callback_payload: None,
        };
        self.engine.tell_transactions(&mut told, name, (about, one.account), vec![one.guid], now);
        told.into_writes(self.client, now)
    }
}

fn gone(error: store::Error) -> Error {
    match error {
        store::Error::Conflict(_) => Error::NotFound("transaction"),
        other => other.into(),
    }
}
