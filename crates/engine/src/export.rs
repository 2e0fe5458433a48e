//! What an export is written from: accounts and transactions as clients see them, page after page, so that nobody's whole history is held
//! at once. What was joined into another or removed is not among them.

use crate::records::{Account, Slice, Span, Statement, Transaction, User};
use crate::{Error, Scope};
use domain::account::Holding;
use domain::id::{AccountGuid, HoldingGuid, MemberGuid, TransactionGuid};
use jiff::civil::Date;

/// Accounts of a page.
const ACCOUNTS: u32 = 100;
/// Transactions of a page.
const TRANSACTIONS: u32 = 500;

/// Whose accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportOf {
    User,
    Member(MemberGuid),
    Account(AccountGuid),
    /// What was kept of the institution with that code when its connection was removed.
    Kept(String),
}

impl Scope<'_> {
    /// The next accounts behind one; none is left where the answer is empty.
    pub async fn accounts_after(
        &self,
        user: &User,
        of: &ExportOf,
        after: Option<AccountGuid>,
    ) -> Result<Vec<Account>, Error> {
        let narrowed = match of {
            ExportOf::User => (None, None),
            ExportOf::Member(member) => (Some(*member), None),
            ExportOf::Account(account) => (None, Some(*account)),
            // They are few, and given at once.
            ExportOf::Kept(_) if after.is_some() => return Ok(Vec::new()),
            ExportOf::Kept(code) => {
                let mut kept = self.kept_accounts(user).await?;
                kept.retain(|one| one.kept_institution_code.as_ref() == Some(code));
                return Ok(kept);
            }
        };
        Ok(self.store.accounts_after(user.guid, narrowed, after, ACCOUNTS).await?)
    }

    /// The next transactions of an account behind one, newest first; none is left where the answer is empty. One whose day is changed
    /// meanwhile may be met twice or not at all.
    pub async fn transactions_after(
        &self,
        account: &Account,
        slice: Slice,
        after: Option<(Date, TransactionGuid)>,
    ) -> Result<Vec<Transaction>, Error> {
        Ok(self.store.transactions_after(account, slice, after, TRANSACTIONS).await?)
    }

    /// In which currencies an account has transactions, and from which day to which.
    pub async fn spans(&self, account: &Account) -> Result<Vec<Span>, Error> {
        Ok(self.store.spans(account).await?)
    }

    /// The next transactions that the person removed, behind one.
    pub async fn removed_transactions_after(
        &self,
        user: &User,
        after: Option<TransactionGuid>,
    ) -> Result<Vec<Transaction>, Error> {
        Ok(self.store.removed_transactions_after(user.guid, after, TRANSACTIONS).await?)
    }

    pub async fn holdings(&self, account: &Account) -> Result<Vec<(HoldingGuid, Holding)>, Error> {
        Ok(self.store.holdings(account).await?)
    }

    /// The statements of one account, newest first.
    pub async fn statements_of(&self, account: &Account) -> Result<Vec<Statement>, Error> {
        Ok(self.store.statements_of(account.user, account.guid).await?)
    }
}
