//! Statements as JSON.

use super::time;
use crate::request::page::Pagination;
use engine::records::{Page, PageOf, Statement};
use serde::Serialize;
use utoipa::ToSchema;

/// A statement that a bank issued of an account.
#[derive(Serialize, ToSchema)]
#[schema(as = Statement)]
pub(crate) struct StatementView {
    account_guid: String,
    /// SHA-256 of the document, in hex; null until the document is there.
    #[schema(example = "ca53785b812d00ef821c3d94bfd6e5bbc0020504410589b7ea8552169f021981")]
    content_hash: Option<String>,
    created_at: String,
    #[schema(example = "STA-737a344b-caae-0f6e-1384-01f52e75dcb1")]
    guid: String,
    /// The day of issue.
    #[schema(example = "2026-10-03")]
    issued_on: String,
    member_guid: String,
    updated_at: String,
    /// Where the document is, under the address of this API; null until it is there.
    #[schema(
        example = "/users/USR-fa7537f3-48aa-a683-a02a-b18940482f54/members/MBR-7c6f361b-e582-15b6-60c0-358f12466b4b/statements/STA-737a344b-caae-0f6e-1384-01f52e75dcb1.pdf"
    )]
    uri: Option<String>,
    user_guid: String,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct StatementBody {
    statement: StatementView,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct StatementsBody {
    statements: Vec<StatementView>,
    pagination: Pagination,
}

impl StatementView {
    pub(crate) fn new(one: &Statement) -> Self {
        let uri = || format!("/users/{}/members/{}/statements/{}.pdf", one.user, one.member, one.guid);
        Self {
            account_guid: one.account.to_string(),
            content_hash: one.content_hash.clone(),
            created_at: time(one.created_at),
            guid: one.guid.to_string(),
            issued_on: one.issued_on.to_string(),
            member_guid: one.member.to_string(),
            updated_at: time(one.updated_at),
            uri: one.content_hash.is_some().then(uri),
            user_guid: one.user.to_string(),
        }
    }
}

impl StatementBody {
    pub(crate) fn new(one: &Statement) -> Self {
        Self { statement: StatementView::new(one) }
    }
}

impl StatementsBody {
    pub(crate) fn new(found: &PageOf<Statement>, page: Page) -> Self {
        Self {
            pagination: Pagination::new(page, found.total),
            statements: found.items.iter().map(StatementView::new).collect(),
        }
    }
}
