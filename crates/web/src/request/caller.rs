//! The application that calls, in the version it speaks, and the things it names.

use crate::app::App;
use crate::error::{Code, Refusal};
use crate::export::Export;
use crate::request::auth::Identity;
use crate::request::fields::ID_CHARS_MAX;
use crate::request::language;
use crate::request::path::StatementPath;
use crate::request::version::Version;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::id::{ClientGuid, Guid, Kind, TransactionGuid, UserGuid};
use domain::text::Language;
use engine::records::{Account, Member, Statement, Transaction, User};
use engine::{Engine, ExportOf, Name, Scope};
use std::sync::Arc;

/// Who asks.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    app: Arc<App>,
    client: ClientGuid,
    pub(crate) version: Version,
    /// In which people read the answer.
    pub(crate) language: Language,
    /// The language that was asked for, if one was.
    pub(crate) asked_language: Option<Language>,
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let identity = parts
            .extensions
            .get::<Identity>()
            .ok_or_else(|| Refusal::new(Code::InvalidApiKey, "This path needs an API key."))?;
        Ok(Self {
            app: app.clone(),
            client: identity.client,
            version: Version::of(&parts.headers)?,
            language: language::of(parts),
            asked_language: language::asked(parts),
        })
    }
}

impl Caller {
    pub(crate) fn engine(&self) -> &Engine {
        &self.app.web.engine
    }

    /// What belongs to this application.
    pub(crate) fn scope(&self) -> Scope<'_> {
        self.engine().of(self.client)
    }

    /// What is written out of a user's data.
    pub(crate) fn export(&self, user: User, of: ExportOf) -> Export {
        let engine = self.app.web.engine.clone();
        Export { engine, client: self.client, user, of, language: self.language }
    }

    pub(crate) async fn user(&self, named: &str) -> Result<User, Refusal> {
        Ok(self.scope().user(&name(self.version, named, "user")?).await?)
    }

    pub(crate) fn member_name(&self, named: &str) -> Result<Name<domain::id::Member>, Refusal> {
        name(self.version, named, "member")
    }

    pub(crate) async fn member(&self, user: &User, named: &str) -> Result<Member, Refusal> {
        let name = self.member_name(named)?;
        let member = self.scope().member(user, &name).await;
        self.found(user.guid, &name, member).await
    }

    /// What a use case said of the member of that name. That it is not there is told apart: it may have been, until lately.
    pub(crate) async fn found<T>(
        &self,
        user: UserGuid,
        name: &Name<domain::id::Member>,
        outcome: Result<T, engine::Error>,
    ) -> Result<T, Refusal> {
        match outcome {
            Ok(found) => Ok(found),
            Err(engine::Error::NotFound(what)) => Err(self.gone_or_absent(user, name, what).await?),
            Err(error) => Err(error.into()),
        }
    }

    /// A member whose consent never came was deleted by the hub itself: whoever asks hears so for a while.
    async fn gone_or_absent(
        &self,
        user: UserGuid,
        name: &Name<domain::id::Member>,
        what: &'static str,
    ) -> Result<Refusal, Refusal> {
        let is_expired = match name {
            Name::Guid(guid) => self.scope().has_expired(user, *guid).await?,
            Name::Id(_) => false,
        };
        Ok(if is_expired {
            Refusal::new(
                Code::Gone,
                "This member waited longer than an hour for the consent at the bank's page and was deleted (pending_expired). Connect \
                 the institution anew.",
            )
        } else {
            Refusal::not_found(what)
        })
    }

    pub(crate) fn account_name(&self, named: &str) -> Result<Name<domain::id::Account>, Refusal> {
        name(self.version, named, "account")
    }

    pub(crate) async fn account(&self, user: &User, named: &str) -> Result<Account, Refusal> {
        Ok(self.scope().account(user, &self.account_name(named)?).await?)
    }

    pub(crate) async fn account_of(
        &self,
        user: &User,
        member: &Member,
        named: &str,
    ) -> Result<Account, Refusal> {
        Ok(self.scope().account_of(user, member, &self.account_name(named)?).await?)
    }

    pub(crate) async fn transaction(&self, user: &User, named: &str) -> Result<Transaction, Refusal> {
        Ok(self.scope().transaction(user, transaction_guid(named)?).await?)
    }

    pub(crate) async fn statement(&self, at: &StatementPath) -> Result<Statement, Refusal> {
        let user = self.user(&at.user_guid).await?;
        let member = self.member(&user, &at.member_guid).await?;
        let guid = at.statement_guid.parse().map_err(|_| Refusal::not_found("statement"))?;
        Ok(self.scope().statement(&user, &member, guid).await?)
    }

    /// A member by guids alone, where they are guids: one look at the database instead of two.
    pub(crate) async fn member_quickly(&self, user: &str, member: &str) -> Result<Member, Refusal> {
        if let (Ok(user), Ok(member)) = (user.parse(), member.parse()) {
            let found = self.scope().member_of(user, member).await;
            return self.found(user, &Name::Guid(member), found).await;
        }
        let user = self.user(user).await?;
        self.member(&user, member).await
    }
}

pub(crate) fn transaction_guid(named: &str) -> Result<TransactionGuid, Refusal> {
    named.parse().map_err(|_| Refusal::not_found("transaction"))
}

/// What a part of the path names. In the first version only guids; what cannot name anything is not there.
fn name<K: Kind>(version: Version, named: &str, what: &'static str) -> Result<Name<K>, Refusal> {
    if let Ok(guid) = named.parse::<Guid<K>>() {
        return Ok(Name::Guid(guid));
    }
    let may_be_id = !named.is_empty() && named.chars().count() <= ID_CHARS_MAX && !named.contains('\0');
    match version {
        Version::V2 if may_be_id => Ok(Name::Id(named.to_owned())),
        Version::V1 | Version::V2 => Err(Refusal::not_found(what)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id;

    #[test]
    fn ids_name_things_only_in_the_second_version() {
        let guid = "USR-00000000-0000-0000-0000-000000000001";
        let check = |version, text: &str, expected: Option<Name<id::User>>| {
            assert_eq!(name::<id::User>(version, text, "user").ok(), expected, "{text}");
        };
        let by_guid = Some(Name::Guid(guid.parse().unwrap()));
        check(Version::V1, guid, by_guid.clone());
        check(Version::V2, guid, by_guid);
        check(Version::V1, "mine", None);
        check(Version::V2, "mine", Some(Name::Id("mine".to_owned())));
        check(Version::V2, "", None);
        check(Version::V2, "a\0b", None);
        check(Version::V2, &"x".repeat(1_025), None);
    }
}
