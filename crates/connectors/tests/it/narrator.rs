//! A source that tells what it is made to tell: no wire, no bank, one customer per login.

use async_trait::async_trait;
use connectors::directory::{DirectoryEntry, DirectoryPage, FieldKind, FormField};
use connectors::{
    About, Connector, Context, FetchStop, Fetched, Grant, Inbound, Input, Outcome, Problem, Session, Want,
};
use domain::institution::{InstitutionKind, Product};
use domain::reason::Reason;
use std::fmt;

/// Its banks by their codes, and what it tells a customer who wants something.
pub(crate) struct Narrator<T> {
    pub(crate) about: About,
    pub(crate) banks: Vec<String>,
    pub(crate) tell: T,
}

impl<T> Narrator<T> {
    pub(crate) fn new(source: &str, banks: Vec<String>, tell: T) -> Self {
        let about = About {
            source: source.to_owned(),
            name: source.to_owned(),
            knows_attempts: false,
            keeps_account_ids: false,
        };
        Self { about, banks, tell }
    }
}

impl<T> fmt::Debug for Narrator<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Narrator").field("source", &self.about.source).finish_non_exhaustive()
    }
}

#[async_trait]
impl<T: Fn(&str, &Want) -> Fetched + Send + Sync> Connector for Narrator<T> {
    fn about(&self) -> &About {
        &self.about
    }

    async fn institutions(&self, _: &Context<'_>, _: Option<&str>) -> Result<DirectoryPage, Problem> {
        Ok(DirectoryPage { entries: self.banks.iter().map(|code| entry(code)).collect(), next: None })
    }

    async fn advance(
        &self,
        _: &Context<'_>,
        session: Session,
        input: Input<'_>,
    ) -> Result<(Session, Outcome), Problem> {
        match input {
            Input::Start { grant, .. } => Ok((session, Outcome::Done { grant: grant.clone() })),
            _ => Err(Problem::new(Reason::ProviderError, "nothing is asked here")),
        }
    }

    async fn fetch(&self, _: &Context<'_>, grant: &Grant, want: &Want) -> Result<Fetched, FetchStop> {
        let customer = grant.fields.values().next().map_or("", |value| value.expose());
        Ok((self.tell)(customer, want))
    }

    async fn revoke(&self, _: &Context<'_>, _: &Grant) -> Result<(), Problem> {
        Ok(())
    }

    fn hear(&self, _: Inbound<'_>) -> Result<Vec<String>, Problem> {
        Ok(Vec::new())
    }
}

fn entry(code: &str) -> DirectoryEntry {
    let field = FormField {
        id: "customer".to_owned(),
        guid: None,
        label: "Customer".to_owned(),
        kind: FieldKind::Text,
        options: Vec::new(),
        names_person: true,
    };
    DirectoryEntry {
        id: code.to_owned(),
        code: code.to_owned(),
        name: code.to_owned(),
        aliases: Vec::new(),
        kind: InstitutionKind::Personal,
        country: "US".to_owned(),
        url: "https://bank.example".to_owned(),
        forgot_password_url: None,
        forgot_username_url: None,
        trouble_signing_in_url: None,
        instructions: None,
        instruction_steps: Vec::new(),
        popularity: 0,
        products: vec![Product::Transactions, Product::TransactionHistory],
        is_throttled: false,
        is_oauth: false,
        login_form: vec![field],
    }
}
