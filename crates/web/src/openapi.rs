//! The OpenAPI document, made from the handlers; `crates/web/openapi.json` is its committed copy.

use crate::app::App;
use crate::error::{Code, ErrorBody};
use crate::request::version::Version;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    Components, ContentBuilder, InfoBuilder, OpenApi, PathItem, Ref, RefOr, Required, Response,
    ResponseBuilder,
};
use utoipa::{IntoResponses, ToSchema};

const SECURITY: &str = "basicAuth";

/// Groups of operations, as MX has them.
const TAGS: [(&str, &str); 16] = [
    ("users", "The persons of an application."),
    ("institutions", "The directory, and what to ask a person who signs in."),
    ("members", "A user's connections to institutions."),
    ("accounts", "What a bank delivered, or a person made up."),
    ("transactions", "Money in and out of accounts."),
    ("joins", "What was joined into one account or transaction, what may be, and taking it back."),
    ("imports", "Files that people bring: looked at, then taken."),
    ("exports", "Everything of a person, a connection or an account, as one file to take along."),
    ("notifications", "What people are told, and how they want to be."),
    ("statements", "What a bank issued of accounts, with the documents."),
    ("widgets", "Links that open the pages people use."),
    ("taxonomy", "What statuses, reasons and other systems' codes mean, and what to do."),
    ("events", "What happened, in order, for whoever keeps a place."),
    ("verifications", "What a lender orders of a person's accounts, and the report."),
    ("webhooks", "Where an application hears of events, and what arrived there."),
    ("sandbox", "Time and trouble, only where the simulated bank is a source."),
];

/// The description of the whole API.
pub fn openapi() -> OpenApi {
    complete(crate::api::routes().into_openapi())
}

/// The document as it is served.
pub(crate) async fn document(State(app): State<Arc<App>>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], app.openapi.clone())
}

/// Adds what all operations share.
pub(crate) fn complete(mut document: OpenApi) -> OpenApi {
    document.info = InfoBuilder::new()
        .title("Swingbridge")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "A self-hosted bank-connection hub. The API has the shape of MX's Platform API (v20111101, and v20250224 by the \
             header Accept-Version), so MX's SDKs run unchanged.",
        ))
        .build();
    document.tags = Some(
        TAGS.map(|(name, text)| TagBuilder::new().name(name).description(Some(text)).build())
            .into_iter()
            .collect(),
    );
    document.security = Some(vec![SecurityRequirement::new(SECURITY, Vec::<String>::new())]);
    let components = document.components.get_or_insert_with(Components::new);
    let mut schemas = Vec::new();
    ErrorBody::schemas(&mut schemas);
    schemas.push((ErrorBody::name().into_owned(), <ErrorBody as utoipa::PartialSchema>::schema()));
    components.schemas.extend(schemas);
    components.add_security_scheme(
        SECURITY,
        SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Basic)
                .description(Some("The client id (CLT-…) as user name, an API key as password."))
                .build(),
        ),
    );
    for item in document.paths.paths.values_mut() {
        for operation in operations(item) {
            operation.parameters.get_or_insert_default().push(version_header().into());
        }
    }
    document
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.patch, &mut item.delete]
        .into_iter()
        .filter_map(Option::as_mut)
}

fn version_header() -> Parameter {
    let names = Version::ALL.map(Version::name);
    ParameterBuilder::new()
        .name("Accept-Version")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("The version of MX's API that the answer has the shape of; v20111101 when absent."))
        .schema(Some(
            ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).enum_values(Some(names)).build(),
        ))
        .build()
}

/// The refusals that every operation may give, by status.
#[derive(Debug)]
pub(crate) struct Refusals;

impl IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let mut texts = BTreeMap::<String, Vec<String>>::new();
        for code in Code::ALL {
            let meaning = code.meaning().split_whitespace().collect::<Vec<_>>().join(" ");
            texts
                .entry(code.status().as_u16().to_string())
                .or_default()
                .push(format!("`{}`: {meaning}", code.name()));
        }
        texts
            .into_iter()
            .map(|(status, texts)| {
                let schema = Ref::from_schema_name(ErrorBody::name());
                let content = ContentBuilder::new().schema(Some(schema)).build();
                let response = ResponseBuilder::new()
                    .description(texts.join("\n\n"))
                    .content("application/json", content)
                    .build();
                (status, response.into())
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

    #[test]
    fn the_committed_document_is_what_the_handlers_say() {
        let now = format!("{}\n", openapi().to_pretty_json().unwrap());
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(SNAPSHOT, &now).unwrap();
        }
        let committed = std::fs::read_to_string(SNAPSHOT).unwrap_or_default();
        assert!(
            committed == now,
            "crates/web/openapi.json is old; write it anew with UPDATE_SNAPSHOTS=1 cargo test -p web, and read the difference"
        );
    }

    #[test]
    fn every_operation_has_a_name_a_summary_and_a_tag_of_its_own() {
        let mut document = openapi();
        let mut names = std::collections::BTreeSet::new();
        for (path, item) in &mut document.paths.paths {
            for operation in operations(item) {
                let name = operation.operation_id.clone().unwrap();
                assert!(operation.summary.is_some(), "{path}");
                let tags = operation.tags.clone().unwrap();
                assert!(TAGS.iter().any(|(tag, _)| tags == [*tag]), "{path}: {tags:?}");
                assert!(names.insert(name.clone()), "{name} twice");
            }
        }
        assert_eq!(
            names.len(),
            121,
            "MX's 48 of the seven groups, its three for widgets, three of v20250224, and 67 of our own"
        );
    }
}
