//! Institutions that the operator of this installation describes: added, checked, removed.

use crate::fence::{Fence, Inner, Origin};
use crate::http::{SourceHttp, Tls};
use crate::institutions::MANUAL_INSTITUTION;
use crate::sources::Reach;
use crate::{Engine, Error};
use connectors::definition::{Definition, SOURCES, take_secrets};
pub use connectors::definition::{code_of, is_code};
use connectors::{Context, Secret};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use store::Write;
use store::definitions::{self, StoredDefinition};
use zeroize::Zeroizing;

/// Under this name stand descriptions of institutions that no source reaches.
pub(crate) const UNREACHED: &str = "none";
/// Descriptions read at once.
const PAGE: u32 = 500;
/// The secret that names us to the institution's server: certificate, chain and key, as PEM.
const CLIENT_CERTIFICATE: &str = "client_certificate";

/// Characters of a line that an institution's servers say of themselves.
const LINE_CHARS_MAX: usize = 500;

/// What a server says, for a terminal: in one line, and nothing that the terminal would obey.
fn line_of(said: &str) -> String {
    said.chars().take(LINE_CHARS_MAX).map(|one| if one.is_control() { ' ' } else { one }).collect()
}

/// An institution that was described.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    pub code: String,
    pub name: String,
    /// The source that its description names; none when it says that nothing reaches it.
    pub source: Option<String>,
    /// It was described before.
    pub is_known: bool,
    /// The sources that reach it now, the preferred first.
    pub reached_by: Vec<String>,
}

/// An institution whose descriptions were removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Connections that were made through them.
    pub connections: i64,
    /// The sources that still reach it.
    pub reached_by: Vec<String>,
}

/// What came of asking an institution's servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub code: String,
    pub source: String,
    /// What they say of themselves, in lines for an operator; or the problem.
    pub answer: Result<Vec<String>, String>,
}

impl Engine {
    /// Checks descriptions and keeps them, all or none. The directory has them at once.
    pub async fn describe(&self, given: Vec<Value>) -> Result<Vec<Described>, Error> {
        let (mut writes, mut described) = (Vec::new(), Vec::new());
        let is_alone = given.len() == 1;
        let mut codes = HashSet::new();
        for (index, value) in given.into_iter().enumerate() {
            let which = which(&value, (!is_alone).then_some(index));
            let (one, its_writes) = self.described(value, &which).await?;
            if !codes.insert(one.code.clone()) {
                return Err(Error::Description { which, flaw: "this code stands here twice".to_owned() });
            }
            described.push(one);
            writes.extend(its_writes);
        }
        self.store.commit(writes).await?;
        self.sync_directory().await?;
        for one in &mut described {
            one.reached_by = self.sources_of(&one.code).await?;
        }
        Ok(described)
    }

    /// Checks one description; gives the writes that keep it.
    async fn described(&self, mut value: Value, which: &str) -> Result<(Described, Vec<Write>), Error> {
        let wrong = |flaw: &dyn std::fmt::Display| Error::Description {
            which: which.to_owned(),
            flaw: flaw.to_string(),
        };
        let now = self.operational.now();
        let secrets = take_secrets(&mut value).map_err(|flaw| wrong(&flaw))?;
        let definition = Definition::read(&value).map_err(|flaw| wrong(&flaw))?;
        let source = definition.source().unwrap_or(UNREACHED);
        let plain = to_bytes(&secrets);
        if definition.source().is_some() {
            self.reach_by(&definition, secrets).map_err(|flaw| wrong(&flaw))?;
        } else if plain.is_some() {
            return Err(wrong(&"secrets are for institutions that are reached; this one is unsupported"));
        }
        let code = definition.code().to_owned();
        if code == MANUAL_INSTITUTION {
            return Err(wrong(&format!("code {code} is the hub's own, for accounts by hand")));
        }
        let before = self.store.definition_even_removed(source, &code).await?;
        let described = Described {
            code: code.clone(),
            name: definition.entry().name,
            source: definition.source().map(str::to_owned),
            is_known: before.as_ref().is_some_and(|before| before.removed_at.is_none()),
            reached_by: Vec::new(),
        };
        let secrets_sealed = match plain {
            Some(plain) => Some(self.store.seal_definition(source, &code, &plain)?),
            None => None,
        };
        let others = definitions::remove_others(&code, definition.source().is_some(), now);
        let upsert = definitions::upsert(&StoredDefinition {
            source: source.to_owned(),
            id: code.clone(),
            institution_code: code,
            definition: value.to_string(),
            secrets_sealed,
            created_at: now,
            updated_at: before.map_or(now, |before| self.later_than(before.updated_at)),
            removed_at: None,
        });
        Ok((described, vec![others, upsert]))
    }

    /// Removes the descriptions of an institution. Connections that only they reached are DISCONTINUED; what is needed to give their
    /// consents back is kept until it is done.
    pub async fn remove_description(&self, code: &str) -> Result<Removed, Error> {
        let now = self.operational.now();
        let (mut writes, mut connections) = (Vec::new(), 0_i64);
        for source in SOURCES.into_iter().chain([UNREACHED]) {
            if self.store.definition(source, code).await?.is_some() {
                writes.push(definitions::remove(source, code, now));
                connections = connections.saturating_add(self.store.connections_through(source, code).await?);
            }
        }
        if writes.is_empty() {
            return Err(Error::NotFound("description"));
        }
        match self.store.commit(writes).await {
            Ok(_) => {}
            Err(store::Error::Conflict(_)) => return Err(Error::NotFound("description")),
            Err(error) => return Err(error.into()),
        }
        self.sync_directory().await?;
        Ok(Removed { connections, reached_by: self.sources_of(code).await? })
    }

    /// Asks the servers of a described institution who they are, as nobody.
    pub async fn check_institution(&self, code: &str) -> Result<Vec<Checked>, Error> {
        let mut checked = Vec::new();
        for source in SOURCES {
            let Some(stored) = self.store.definition(source, code).await? else { continue };
            if stored.secrets_sealed.is_some() {
                let used = self.institution_secret_used(source, code);
                self.store.commit(vec![used]).await?;
            }
            let answer = match self.reach_of(&stored) {
                Ok(reach) => {
                    let cx = Context { http: &reach.http, now: self.now(), attempt: "" };
                    let told = reach.connector.check(&cx).await.map_err(|problem| problem.to_string());
                    told.map(|lines| lines.iter().map(|line| line_of(line)).collect())
                }
                Err(flaw) => Err(flaw),
            };
            checked.push(Checked { code: code.to_owned(), source: source.to_owned(), answer });
        }
        if !checked.is_empty() {
            return Ok(checked);
        }
        let unreached = self.store.definition(UNREACHED, code).await?;
        let value = unreached.and_then(|one| serde_json::from_str::<Value>(&one.definition).ok());
        let why = value.as_ref().and_then(|value| value.get("unsupported")?.as_str());
        match why {
            Some(why) => Err(Error::not_now(format!(
                "{code} was added as unsupported ({why}); there is nothing to ask"
            ))),
            None => Err(Error::NotFound("description")),
        }
    }

    async fn sources_of(&self, code: &str) -> Result<Vec<String>, Error> {
        let sources = self.institution_sources(code).await?;
        Ok(sources.into_iter().map(|source| source.source).collect())
    }

    /// The descriptions of a source, page by page.
    pub(crate) async fn definitions(
        &self,
        source: &str,
        after: &str,
    ) -> Result<Vec<(StoredDefinition, Definition)>, Error> {
        let mut read = Vec::new();
        for stored in self.store.definitions(source, after, PAGE).await? {
            let value: Value = serde_json::from_str(&stored.definition).unwrap_or_default();
            match Definition::read(&value) {
                Ok(definition) => read.push((stored, definition)),
                Err(flaw) => {
                    tracing::error!(source, institution = stored.id, %flaw, "a description cannot be read");
                }
            }
        }
        Ok(read)
    }

    /// The connector and the HTTP of a stored description.
    pub(crate) fn reach_of(&self, stored: &StoredDefinition) -> Result<Reach, String> {
        let value: Value = serde_json::from_str(&stored.definition).map_err(|error| error.to_string())?;
        let definition = Definition::read(&value).map_err(|flaw| flaw.to_string())?;
        let opened = self.store.open_definition(stored).map_err(|error| error.to_string())?;
        let secrets: BTreeMap<String, String> = match opened {
            Some(bytes) => {
                serde_json::from_slice(&bytes).map_err(|_| "the secrets cannot be read".to_owned())?
            }
            None => BTreeMap::new(),
        };
        let secrets = secrets.into_iter().map(|(name, text)| (name, Secret::new(text))).collect();
        self.reach_by(&definition, secrets)
    }

    fn reach_by(
        &self,
        definition: &Definition,
        mut secrets: BTreeMap<String, Secret>,
    ) -> Result<Reach, String> {
        let transport = definition.transport();
        let tls = Tls { roots: transport.roots.clone(), identity: secrets.remove(CLIENT_CERTIFICATE) };
        let origin = |(field, address): &(&str, &str)| {
            Origin::of(address).ok_or_else(|| format!("{field} is no http or https address: {address:?}"))
        };
        let fence = Fence {
            origins: definition.addresses().iter().map(origin).collect::<Result<_, _>>()?,
            inner: Inner::allowed(self.sources.allows_inner()),
            follows_redirects: transport.follows_redirects,
        };
        let http = SourceHttp::new(fence, &tls).map_err(|flaw| flaw.to_string())?;
        let connector = definition.connector(secrets).map_err(|flaw| flaw.to_string())?;
        Ok(Reach { connector, http })
    }
}

/// A description as its writer knows it: by its code, and by its place where it is one of many.
fn which(description: &Value, index: Option<usize>) -> String {
    match (code_of(description), index) {
        (Some(code), None) => code.to_owned(),
        (Some(code), Some(index)) => format!("institution[{index}] ({code})"),
        (None, None) => "the description".to_owned(),
        (None, Some(index)) => format!("institution[{index}]"),
    }
}

fn to_bytes(secrets: &BTreeMap<String, Secret>) -> Option<Zeroizing<Vec<u8>>> {
    let plain: BTreeMap<&str, &str> =
        secrets.iter().map(|(name, one)| (name.as_str(), one.expose())).collect();
    // A map of texts always has a JSON form.
    (!plain.is_empty()).then(|| Zeroizing::new(serde_json::to_vec(&plain).unwrap_or_default()))
}
