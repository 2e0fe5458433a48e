//! What stands in a path.

#![expect(clippy::struct_field_names, reason = "the names that MX's contract gives the parts of its paths")]

use crate::app::App;
use crate::error::{Code, Refusal};
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use utoipa::IntoParams;

/// The named parts of the path.
#[derive(Debug)]
pub(crate) struct At<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<App>> for At<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        Path::<T>::from_request_parts(parts, app)
            .await
            .map(|Path(path)| Self(path))
            .map_err(|_| Refusal::new(Code::InvalidPath, "The path is not readable as UTF-8 text."))
    }
}

macro_rules! paths {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $field_doc:literal])+ $field:ident,)+ })*) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Deserialize, IntoParams)]
        #[into_params(parameter_in = Path)]
        pub(crate) struct $name {
            $($(#[doc = $field_doc])+ pub(crate) $field: String),+
        }
    )*};
}

paths! {
    /// An institution.
    InstitutionPath {
        /// The institution's code or guid.
        institution_code,
    }
    /// A user.
    UserPath {
        /// `USR-…`; in v20250224 also the user's id.
        user_guid,
    }
    /// A member of a user.
    MemberPath {
        /// `USR-…`; in v20250224 also the user's id.
        user_guid,
        /// `MBR-…`; in v20250224 also the member's id.
        member_guid,
    }
    /// A statement of a member.
    StatementPath {
        /// `USR-…`; in v20250224 also the user's id.
        user_guid,
        /// `MBR-…`; in v20250224 also the member's id.
        member_guid,
        /// `STA-…`
        statement_guid,
    }
    /// A remedy of a member.
    RemedyPath {
        /// `USR-…`; in v20250224 also the user's id.
        user_guid,
        /// `MBR-…`; in v20250224 also the member's id.
        member_guid,
        /// The remedy's name.
        remedy,
    }
    /// A verification.
    VerificationPath {
        /// `VRF-…`
        verification_guid,
    }
    /// A webhook.
    WebhookPath {
        /// `WHK-…`
        webhook_guid,
    }
    /// A delivery of a webhook.
    DeliveryPath {
        /// `WHK-…`
        webhook_guid,
        /// The delivery's id.
        delivery_id,
    }
    /// A name of the taxonomy.
    NamePath {
        /// Its name.
        name,
    }
    /// Another system.
    ProviderPath {
        /// Its name, such as `finicity`.
        provider,
    }
    /// A code of another system.
    CodePath {
        /// Its name, such as `finicity`.
        provider,
        /// The code, as the system writes it.
        code,
    }
    /// A member of any user of the application.
    AnyMemberPath {
        /// `MBR-…`
        member_guid,
    }
    /// A login of the simulated bank.
    LoginPath {
        /// The institution's code.
        institution_code,
        /// What is typed as user name.
        login,
    }
    /// A notification of a user.
    NotificationPath {
        /// `USR-…`; in v20250224 also the user's id.
        user_guid,
        /// `TF-…`
        notification_guid,
    }
    /// A join of a user.
    JoinPath {
        /// `USR-…`; in v20250224 also the user's id.
        user_guid,
        /// `JOI-…`
        join_guid,
    }
    /// A suggestion to a user.
    SuggestionPath {
        /// `USR-…`; in v20250224 also the user's id.
        user_guid,
        /// `SUG-…`
        suggestion_guid,
    }
    /// A file that a user brought.
    ImportPath {
        /// `USR-…`; in v20250224 also the user's id.
        user_guid,
        /// `IMP-…`
        import_guid,
    }
    /// An account of a user.
    AccountPath {
        /// `USR-…`; in v20250224 also the user's id.
        user_guid,
        /// `ACT-…`; in v20250224 also the account's id.
        account_guid,
    }
    /// An account of a member.
    MemberAccountPath {
        /// `USR-…`; in v20250224 also the user's id.
        user_guid,
        /// `MBR-…`; in v20250224 also the member's id.
        member_guid,
        /// `ACT-…`; in v20250224 also the account's id.
        account_guid,
    }
    /// A transaction of a user.
    TransactionPath {
        /// `USR-…`; in v20250224 also the user's id.
        user_guid,
        /// `TRN-…`
        transaction_guid,
    }
    /// A transaction of an account of a member.
    MemberAccountTransactionPath {
        /// `USR-…`; in v20250224 also the user's id.
        user_guid,
        /// `MBR-…`; in v20250224 also the member's id.
        member_guid,
        /// `ACT-…`; in v20250224 also the account's id.
        account_guid,
        /// `TRN-…`
        transaction_guid,
    }
}
