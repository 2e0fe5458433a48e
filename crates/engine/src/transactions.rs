//! Transactions: reading, what a person changes, and those made by hand.

use crate::records::{Account, Edits, IdempotencyKey, Page, PageOf, Transaction, TransactionFilter, User};
use crate::{Error, Scope};
use domain::id::{self, CategoryGuid, TransactionGuid};
use domain::transaction::TransactionFacts;
use jiff::civil::Date;
use store::{idempotency, transactions};

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
            is_manual: true,
            edits: Edits {
                category_guid: new.category_guid,
                metadata: new.metadata,
                is_hidden: new.is_hidden,
                ..Edits::default()
            },
            created_at: now,
            updated_at: now,
        };
        let mut writes = vec![transactions::upsert(std::slice::from_ref(&made))];
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
        self.engine.store.commit(vec![transactions::set_edits(&one)]).await.map_err(gone)?;
        self.transaction(user, guid).await
    }

    /// Removes a transaction made by hand.
    pub async fn delete_transaction(&self, user: &User, guid: TransactionGuid) -> Result<(), Error> {
        let one = self.transaction(user, guid).await?;
        if !one.is_manual {
            return Err(Error::not_now("only transactions made by hand can be deleted"));
        }
        let write = transactions::delete(self.client, user.guid, guid);
        self.engine.store.commit(vec![write]).await.map(drop).map_err(gone)
    }
}

fn gone(error: store::Error) -> Error {
    match error {
        store::Error::Conflict(_) => Error::NotFound("transaction"),
        other => other.into(),
    }
}
