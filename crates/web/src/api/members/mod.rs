//! Members: a user's connections to institutions, and the jobs that read through them.

mod aggregate;
mod challenges;
mod check_balance;
mod close;
mod create;
mod credentials;
mod data_quality;
mod decide;
mod delete;
mod diagnosis;
mod erase_credentials;
mod extend_history;
mod fetch_statements;
mod identify;
mod list;
mod pause;
mod read;
mod remedy;
mod removal;
mod reopen;
mod resume;
mod status;
mod unpause;
mod update;
mod verify;

use crate::api::views::member::MemberBody;
use crate::app::App;
use crate::error::{Code, Refusal};
use crate::request::callback::Callback;
use crate::request::caller::Caller;
use crate::request::fields::{Name, Object, SecretText};
use crate::request::path::MemberPath;
use domain::run::{Reads, RunKind};
use engine::{CredentialValue, StartRun};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(read::read, update::update, delete::delete))
        .routes(routes!(status::status))
        .routes(routes!(challenges::challenges))
        .routes(routes!(credentials::credentials, erase_credentials::erase))
        .routes(routes!(diagnosis::diagnosis))
        .routes(routes!(data_quality::read))
        .routes(routes!(removal::read))
        .routes(routes!(remedy::answer))
        .routes(routes!(pause::pause))
        .routes(routes!(unpause::unpause))
        .routes(routes!(close::close))
        .routes(routes!(reopen::reopen))
        .routes(routes!(resume::resume))
        .routes(routes!(aggregate::aggregate))
        .routes(routes!(verify::verify))
        .routes(routes!(identify::identify))
        .routes(routes!(check_balance::check_balance))
        .routes(routes!(extend_history::extend_history))
        .routes(routes!(fetch_statements::fetch_statements))
}

/// A value for one field of a login form, or the answer to one question.
#[derive(Debug, Deserialize, ToSchema)]
struct CredentialRequest {
    /// Which field or question.
    #[schema(value_type = String, example = "CRD-9f61fb4c-912c-bd1e-b175-ccc7f0275cc1")]
    guid: Name,
    /// What the person typed, or the value or guid of the option they chose.
    #[schema(value_type = String, example = "password")]
    value: SecretText,
}

fn values(given: Vec<Object<CredentialRequest>>) -> Vec<CredentialValue> {
    given
        .into_iter()
        .map(|Object(one)| CredentialValue { guid: one.guid.into(), value: one.value.0 })
        .collect()
}

/// Starts a job with the person present. That one of the same kind is running, or the data is fresh, is no error: MX accepts both.
async fn start(
    caller: &Caller,
    path: &MemberPath,
    kind: RunKind,
    without: Reads,
    callback: Callback,
) -> Result<MemberBody, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let name = caller.member_name(&path.member_guid)?;
    let wish = StartRun { kind, reads: None, without, callback_payload: callback.0, even_if_fresh: false };
    let (member, _) = match caller.scope().start_run(&user, &name, &wish).await {
        Err(engine::Error::Invalid { field, problem }) => {
            return Err(Refusal::new(Code::UnsupportedProduct, format!("{field} {problem}")));
        }
        other => caller.found(user.guid, &name, other).await?,
    };
    MemberBody::read(caller, &user, &member).await
}
