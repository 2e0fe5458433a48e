//! Institutions that their operator describes, for sources without a directory of their own: what people see of one, and how it is
//! reached. `docs/INSTITUTIONS.md` is the reference of the format.

use crate::connector::Connector;
use crate::directory::{DirectoryEntry, FormField};
use crate::fdx::{Fdx, FdxService};
use crate::grant::Secret;
use crate::http::is_address;
use crate::ofx::{self, Ofx, OfxService};
use domain::institution::{InstitutionKind, Product, Unreached};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The sources that know institutions by description alone, the preferred first.
pub const SOURCES: [&str; 2] = ["fdx", "ofx"];
/// The field of a description that holds its secrets; it is kept apart from the rest.
const SECRETS: &str = "secrets";

/// Bytes of a text in a description; of certificates, and of lists' entries.
const TEXT_BYTES_MAX: usize = 2_048;
const PEM_BYTES_MAX: usize = 256 * 1_024;
const ITEMS_MAX: usize = 100;

/// A description, read and found sound.
#[derive(Debug, Clone)]
pub struct Definition {
    given: Given,
    kind: InstitutionKind,
    products: Vec<Product>,
    unreached: Option<Unreached>,
}

/// A description as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    /// Lower case letters, digits and underscores; what other sources call the same institution, if they do.
    code: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    url: String,
    /// ISO 3166, two letters.
    #[serde(default = "united_states")]
    country: String,
    /// `personal` or `business`.
    #[serde(default = "personal")]
    kind: String,
    /// Higher comes first in lists.
    #[serde(default)]
    popularity: i64,
    /// What it delivers, by the names of the API; what its source mostly delivers, when nothing is said.
    products: Option<Vec<String>>,
    forgot_password_url: Option<String>,
    forgot_username_url: Option<String>,
    trouble_signing_in_url: Option<String>,
    instructions: Option<String>,
    #[serde(default)]
    instruction_steps: Vec<String>,
    /// Fresh data holds back a new aggregation.
    #[serde(default)]
    is_throttled: bool,
    /// Why no source reaches it: `no_standard`, `too_old`, `refuses`, `gone`.
    unsupported: Option<String>,
    fdx: Option<FdxService>,
    ofx: Option<OfxService>,
    #[serde(default)]
    transport: Transport,
    /// They are taken out before the rest is read; named here so that they are among the fields that are known.
    #[serde(default, rename = "secrets")]
    _secrets: Option<IgnoredAny>,
}

/// How its servers are spoken to, where that is unusual.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Transport {
    /// Origins that it is asked at beside those of its addresses, such as `https://tokens.bank.example`.
    pub origins: Vec<String>,
    /// PEM: authorities to trust beside those of the platform.
    pub roots: Option<String>,
    /// Redirects are followed within its origins.
    pub follows_redirects: bool,
}

fn united_states() -> String {
    "US".to_owned()
}

fn personal() -> String {
    InstitutionKind::Personal.name().to_owned()
}

/// What is wrong with a description.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct DefinitionFlaw(String);

fn flaw<T>(text: impl Into<String>) -> Result<T, DefinitionFlaw> {
    Err(DefinitionFlaw(text.into()))
}

/// A field that takes certain names has another.
fn unnamed(field: &str, known: &[&str]) -> DefinitionFlaw {
    DefinitionFlaw(format!("{field} must be one of {}", known.join(", ")))
}

/// Whether a text may be the code of an institution, and is not too long to be repeated.
pub fn is_code(text: &str) -> bool {
    /// Longer than any that people use.
    const CHARS_MAX: usize = 64;
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=CHARS_MAX).contains(&text.len()) && text.bytes().all(is_part)
}

/// The code that a description gives, if it is one: to name it where something is wrong with the rest.
pub fn code_of(definition: &Value) -> Option<&str> {
    definition.get("code")?.as_str().filter(|code| is_code(code))
}

/// Takes the secrets out of a description: texts by name.
pub fn take_secrets(definition: &mut Value) -> Result<BTreeMap<String, Secret>, DefinitionFlaw> {
    let Some(secrets) = definition.as_object_mut().and_then(|fields| fields.remove(SECRETS)) else {
        return Ok(BTreeMap::new());
    };
    let Value::Object(secrets) = secrets else { return flaw("secrets must be a table of texts") };
    secrets
        .into_iter()
        .map(|(name, value)| match value {
            Value::String(text) => Ok((name, Secret::new(text))),
            _ => flaw(format!("secrets.{name} must be a text")),
        })
        .collect()
}

impl Definition {
    /// Reads a description without its secrets.
    pub fn read(definition: &Value) -> Result<Self, DefinitionFlaw> {
        bounded(definition, "")?;
        let given: Given = serde_path_to_error::deserialize(definition)
            .map_err(|error| DefinitionFlaw(error.to_string()))?;
        let kind = InstitutionKind::from_name(&given.kind)
            .ok_or_else(|| unnamed("kind", &["personal", "business"]))?;
        let products = given.products.clone().unwrap_or_else(|| usual_products(&given));
        let names: Vec<&str> = Product::ALL.iter().map(|one| one.name()).collect();
        let products = products
            .iter()
            .map(|name| Product::from_name(name).ok_or_else(|| unnamed("products", &names)))
            .collect::<Result<_, _>>()?;
        let names: Vec<&str> = Unreached::ALL.iter().map(|one| one.name()).collect();
        let unreached = given
            .unsupported
            .as_deref()
            .map(|name| Unreached::from_name(name).ok_or_else(|| unnamed("unsupported", &names)))
            .transpose()?;
        let ways = [given.fdx.is_some(), given.ofx.is_some(), unreached.is_some()];
        if ways.into_iter().filter(|is_said| *is_said).count() != 1 {
            return flaw("say how it is reached, fdx or ofx, or why it is not: unsupported");
        }
        if given.country.len() != 2 || !given.country.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return flaw("country must be two capital letters (ISO 3166)");
        }
        given.check_addresses()?;
        let definition = Self { given, kind, products, unreached };
        match definition.entry().flaw() {
            Some(problem) => flaw(problem),
            None => Ok(definition),
        }
    }

    /// The source that reaches it; none when nothing does.
    pub const fn source(&self) -> Option<&'static str> {
        match (&self.given.fdx, &self.given.ofx) {
            (Some(_), _) => Some("fdx"),
            (None, Some(_)) => Some("ofx"),
            (None, None) => None,
        }
    }

    /// Why nothing reaches it.
    pub const fn unreached(&self) -> Option<Unreached> {
        self.unreached
    }

    pub fn code(&self) -> &str {
        &self.given.code
    }

    pub const fn transport(&self) -> &Transport {
        &self.given.transport
    }

    /// The addresses at whose origins it is asked, each with its field.
    pub fn addresses(&self) -> Vec<(&'static str, &str)> {
        let fdx = self.given.fdx.iter().flat_map(FdxService::addresses);
        let ofx = self.given.ofx.iter().map(|service| ("ofx.url", service.url.as_str()));
        let origins = self.given.transport.origins.iter().map(|one| ("transport.origins", one.as_str()));
        fdx.chain(ofx).chain(origins).collect()
    }

    /// What people see of it.
    pub fn entry(&self) -> DirectoryEntry {
        let given = &self.given;
        let login_form: Vec<FormField> = if given.ofx.is_some() { ofx::login_form() } else { Vec::new() };
        DirectoryEntry {
            id: given.code.clone(),
            code: given.code.clone(),
            name: given.name.clone(),
            aliases: given.aliases.clone(),
            kind: self.kind,
            country: given.country.clone(),
            url: given.url.clone(),
            forgot_password_url: given.forgot_password_url.clone(),
            forgot_username_url: given.forgot_username_url.clone(),
            trouble_signing_in_url: given.trouble_signing_in_url.clone(),
            instructions: given.instructions.clone(),
            instruction_steps: given.instruction_steps.clone(),
            popularity: given.popularity,
            products: self.products.clone(),
            is_throttled: given.is_throttled,
            is_oauth: given.fdx.is_some(),
            login_form,
        }
    }

    /// The connector that reaches it.
    pub fn connector(&self, secrets: BTreeMap<String, Secret>) -> Result<Arc<dyn Connector>, DefinitionFlaw> {
        match (&self.given.fdx, &self.given.ofx) {
            (Some(service), _) => Fdx::new(self.entry(), service.clone(), secrets)
                .map(|fdx| -> Arc<dyn Connector> { Arc::new(fdx) })
                .map_err(|error| DefinitionFlaw(error.to_string())),
            (None, Some(_)) if !secrets.is_empty() => flaw("an OFX institution has no secrets of its own"),
            (None, Some(service)) => Ok(Arc::new(Ofx::new(self.entry(), service.clone()))),
            (None, None) => flaw("no source reaches it"),
        }
    }
}

impl Given {
    fn check_addresses(&self) -> Result<(), DefinitionFlaw> {
        let origins = self.transport.origins.iter().map(|origin| ("transport.origins", origin));
        let servers = origins.chain(self.ofx.iter().map(|service| ("ofx.url", &service.url)));
        if let Some((field, bad)) = servers.into_iter().find(|(_, address)| !is_server(address)) {
            // What stands before an @ may be a password.
            let shown = bad.rsplit_once('@').map_or(bad.as_str(), |(_, host)| host);
            return flaw(format!(
                "{field} is no https address of a server without a name in it (http on this machine alone): {shown:?}"
            ));
        }
        let pages = [
            ("url", Some(&self.url)),
            ("forgot_password_url", self.forgot_password_url.as_ref()),
            ("forgot_username_url", self.forgot_username_url.as_ref()),
            ("trouble_signing_in_url", self.trouble_signing_in_url.as_ref()),
        ];
        for (field, page) in pages {
            if let Some(bad) = page.filter(|page| !is_link(page)) {
                return flaw(format!("{field} is no http or https address of a page: {bad:?}"));
            }
        }
        Ok(())
    }
}

/// Passwords go there.
fn is_server(address: &str) -> bool {
    let (server, query) = address.split_once('?').unwrap_or((address, ""));
    is_address(server) && query.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#')
}

/// People are sent there; there may be none.
fn is_link(link: &str) -> bool {
    link.is_empty() || link.starts_with("https://") || link.starts_with("http://")
}

/// Texts and lists of a description have an end, and no characters that a terminal or a page would obey.
fn bounded(value: &Value, place: &str) -> Result<(), DefinitionFlaw> {
    let at = || if place.is_empty() { "the description" } else { place };
    let within = |name: &str| if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") };
    match value {
        Value::String(text) => {
            let is_pem = place.ends_with("roots");
            let most = if is_pem { PEM_BYTES_MAX } else { TEXT_BYTES_MAX };
            if text.len() > most {
                return flaw(format!("{} has more than {most} bytes", at()));
            }
            if !is_pem && text.contains(char::is_control) {
                return flaw(format!("{} has a control character in it", at()));
            }
            Ok(())
        }
        Value::Array(items) if items.len() > ITEMS_MAX => {
            flaw(format!("{} has more than {ITEMS_MAX} entries", at()))
        }
        Value::Array(items) => items.iter().try_for_each(|item| bounded(item, place)),
        Value::Object(fields) if fields.len() > ITEMS_MAX => {
            flaw(format!("{} has more than {ITEMS_MAX} fields", at()))
        }
        Value::Object(fields) => fields.iter().try_for_each(|(name, field)| bounded(field, &within(name))),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// What a source mostly delivers.
fn usual_products(given: &Given) -> Vec<String> {
    let names: &[Product] = match (&given.fdx, &given.ofx) {
        (Some(_), _) => Product::ALL,
        (None, Some(_)) => &[Product::Transactions, Product::TransactionHistory, Product::Investments],
        (None, None) => &[],
    };
    names.iter().filter(|one| **one != Product::Rewards).map(|one| one.name().to_owned()).collect()
}
