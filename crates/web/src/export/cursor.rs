//! Goes through accounts and transactions, a page in memory at a time.

use super::Export;
use super::out::Stop;
use domain::id::{AccountGuid, TransactionGuid};
use engine::records::{Account, Slice, Transaction};
use jiff::civil::Date;
use std::vec::IntoIter;

/// The accounts of an export.
#[derive(Debug)]
pub(super) struct Accounts<'a> {
    export: &'a Export,
    page: IntoIter<Account>,
    last: Option<AccountGuid>,
}

impl<'a> Accounts<'a> {
    pub(super) fn of(export: &'a Export) -> Self {
        Self { export, page: Vec::new().into_iter(), last: None }
    }

    pub(super) async fn next(&mut self) -> Result<Option<Account>, Stop> {
        if self.page.len() == 0 {
            let Export { user, of, .. } = self.export;
            self.page = self.export.scope().accounts_after(user, of, self.last).await?.into_iter();
        }
        let next = self.page.next();
        self.last = next.as_ref().map(|account| account.guid).or(self.last);
        Ok(next)
    }
}

/// Transactions of an account, newest first.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    export: &'a Export,
    account: &'a Account,
    slice: Slice,
    page: IntoIter<Transaction>,
    last: Option<(Date, TransactionGuid)>,
}

impl<'a> Rows<'a> {
    pub(super) fn of(export: &'a Export, account: &'a Account, slice: Slice) -> Self {
        Self { export, account, slice, page: Vec::new().into_iter(), last: None }
    }

    pub(super) async fn next(&mut self) -> Result<Option<Transaction>, Stop> {
        if self.page.len() == 0 {
            let scope = self.export.scope();
            self.page = scope.transactions_after(self.account, self.slice, self.last).await?.into_iter();
        }
        let next = self.page.next();
        self.last = next.as_ref().map(|one| (one.date(), one.guid)).or(self.last);
        Ok(next)
    }
}
