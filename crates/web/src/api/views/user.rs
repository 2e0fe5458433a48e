//! A user as JSON.

use crate::request::page::Pagination;
use engine::records::User;
use serde::Serialize;
use utoipa::ToSchema;

/// A person of the application.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = User)]
pub(crate) struct UserView {
    #[schema(example = "email@provider.com")]
    email: Option<String>,
    #[schema(example = "USR-d74cb14f-fd0a-449f-991b-e0362a63d9c6")]
    guid: String,
    /// The application's own name for the user.
    #[schema(example = "My-Unique-ID")]
    id: Option<String>,
    /// Nothing is read for a disabled user.
    is_disabled: bool,
    /// Whatever the application wants to keep.
    metadata: Option<String>,
}

impl From<&User> for UserView {
    fn from(user: &User) -> Self {
        Self {
            email: user.email.clone(),
            guid: user.guid.to_string(),
            id: user.id.clone(),
            is_disabled: user.is_disabled,
            metadata: user.metadata.clone(),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UserBody {
    pub(crate) user: UserView,
}

impl From<&User> for UserBody {
    fn from(user: &User) -> Self {
        Self { user: user.into() }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UsersBody {
    pub(crate) users: Vec<UserView>,
    pub(crate) pagination: Pagination,
}
