//! Statements: what was issued of a member's accounts, and the documents.

use crate::records::{Member, Page, PageOf, Statement, User};
use crate::{Error, Scope};
use domain::id::StatementGuid;
use zeroize::Zeroizing;

impl Scope<'_> {
    /// The statements of a member, newest first.
    pub async fn statements(
        &self,
        user: &User,
        member: &Member,
        page: Page,
    ) -> Result<PageOf<Statement>, Error> {
        Ok(self.store.statements(user.guid, member.guid, page).await?)
    }

    pub async fn statement(
        &self,
        user: &User,
        member: &Member,
        guid: StatementGuid,
    ) -> Result<Statement, Error> {
        let found = self.store.statement(user.guid, member.guid, guid).await?;
        found.ok_or(Error::NotFound("statement"))
    }

    /// The document of a statement; notes that the application reads it.
    ///
    /// # Errors
    /// It has not been fetched: the institution did not give it, or was not asked yet.
    pub async fn document(&self, statement: &Statement) -> Result<Zeroizing<Vec<u8>>, Error> {
        let document = self.store.document(statement).await?.ok_or(Error::NotFound("statement document"))?;
        self.opened(Some(statement.member), "statement_document.read").await?;
        Ok(document)
    }
}
