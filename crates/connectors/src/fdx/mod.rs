//! FDX (Financial Data Exchange) over OAuth: one institution that lets apps read what a person has allowed at its own page.
//!
//! Shapes are those of FDX 6, read leniently enough for servers of version 4 on. An instance is one institution; `service` is how it is
//! reached, `held` what its grants hold, `call` one request, `reading` what is wanted as requests, `wire` its JSON, `accounts`,
//! `transactions` and `details` its words in ours, `codes` its codes.

mod accounts;
mod call;
mod codes;
mod details;
mod held;
mod reading;
mod service;
mod transactions;
mod wire;

pub use service::{ClientAuth, FdxError, FdxService, Span};

use crate::connector::{About, Connector, Context, Inbound};
use crate::data::{FetchStop, Fetched, Want};
use crate::directory::{DirectoryEntry, DirectoryPage};
use crate::grant::{Grant, Secret, Session};
use crate::oauth::{App, Away, Proof, REFRESH_TOKEN, Server, Tokens};
use crate::problem::Problem;
use crate::sign_in::{Input, Outcome, Way};
use async_trait::async_trait;
use call::Caller;
use domain::money::Currency;
use domain::reason::Reason;
use held::Held;
use serde_json::json;
use service::Credential;
use std::collections::BTreeMap;

/// The name of the source.
pub const SOURCE: &str = "fdx";

/// One institution that is reached by FDX.
#[derive(Debug)]
pub struct Fdx {
    about: About,
    entry: DirectoryEntry,
    service: FdxService,
    credential: Credential,
    /// Without a slash at the end.
    api: String,
    /// Of accounts that name none.
    currency: Currency,
}

impl Fdx {
    /// Makes the connector of one institution. `secrets` are those that `client_auth` needs and no others: `client_secret`, or
    /// `private_key` (PEM).
    pub fn new(
        entry: DirectoryEntry,
        service: FdxService,
        secrets: BTreeMap<String, Secret>,
    ) -> Result<Self, FdxError> {
        service.check(&entry)?;
        let credential = service.credential(secrets)?;
        let code = service.currency.as_deref().unwrap_or(match entry.country.as_str() {
            "US" => "USD",
            "CA" => "CAD",
            _ => "",
        });
        Ok(Self {
            about: About {
                source: SOURCE.to_owned(),
                name: "FDX".to_owned(),
                knows_attempts: false,
                keeps_account_ids: true,
            },
            api: service.api.trim_end_matches('/').to_owned(),
            currency: code.parse().map_err(|_| FdxError::Currency)?,
            entry,
            service,
            credential,
        })
    }

    fn app(&self) -> App<'_> {
        App {
            client_id: &self.service.client_id,
            scope: &self.service.scope,
            provider: codes::PROVIDER,
            proof: match &self.credential {
                Credential::Nothing => Proof::Nothing,
                Credential::SecretPost(secret) => Proof::SecretPost(secret),
                Credential::SecretBasic(secret) => Proof::SecretBasic(secret),
                Credential::Key(key) => Proof::Key(key),
            },
        }
    }

    /// The way to the institution's page.
    async fn leave(&self, cx: &Context<'_>, way: Way<'_>) -> Result<(Session, Outcome), Problem> {
        let server = Server::discover(cx, &self.service.issuer).await?;
        let (away, page) = server.leave(cx, self.app(), way).await?;
        let url = match (&self.service.app2app, page.split_once('?')) {
            (Some(app), Some((_, query))) if way.may_open_app => format!("{app}?{query}"),
            (Some(_) | None, Some(_) | None) => page,
        };
        let outcome = Outcome::Visit { url, in_frame: self.service.in_frame };
        match outcome.flaw() {
            Some(flaw) => Err(Problem::new(Reason::OauthTechnical, flaw)),
            None => Ok((away.to_session(), outcome)),
        }
    }

    /// A grant for the code that a person brought. What is learned of the consent besides is worth no failure: the code is used up.
    async fn exchange(&self, cx: &Context<'_>, session: &Session, query: &Secret) -> Result<Grant, Problem> {
        let away = self.away(session)?;
        let code = away.code(self.app(), query)?;
        let tokens = away.exchange(cx, self.app(), &code).await?;
        let held = Held::first(away.server().clone(), &tokens, cx.now);
        Ok(self.granted(cx, &Grant::default(), held, tokens).await)
    }

    /// Other tokens for the refresh token of a grant, at the endpoint that it knows; at another, if the server has moved it.
    async fn refresh(&self, cx: &Context<'_>, grant: &Grant, held: Held) -> Result<Grant, Problem> {
        let Some(token) = grant.fields.get(REFRESH_TOKEN) else {
            return Err(Problem::new(
                Reason::TokenInvalid,
                "the access has ended, and there is no refresh token",
            ));
        };
        let held = match held.server.refresh(cx, self.app(), token).await {
            Ok(tokens) => {
                let held = held.renewed(&tokens, cx.now);
                return Ok(self.granted(cx, grant, held, tokens).await);
            }
            Err(problem) if has_moved(&problem) => {
                let server = Server::discover(cx, &self.service.issuer).await?;
                if server == held.server {
                    return Err(problem);
                }
                Held { server, ..held }
            }
            Err(problem) => return Err(problem),
        };
        let tokens = held.server.refresh(cx, self.app(), token).await?;
        let held = held.renewed(&tokens, cx.now);
        Ok(self.granted(cx, grant, held, tokens).await)
    }

    /// The grant with these tokens, and with what the institution tells of the consent, where that is worth a request.
    async fn granted(&self, cx: &Context<'_>, grant: &Grant, held: Held, tokens: Tokens) -> Grant {
        let held = if held.wants_look(cx.now) {
            let caller = Caller::with(&self.api, tokens.access.clone(), held.clone());
            self.look(cx, &caller, held).await
        } else {
            held
        };
        held.into_grant(grant, Some(tokens))
    }

    /// Signs in without asking the person: a token that was just given is good, any other is exchanged.
    async fn start(&self, cx: &Context<'_>, grant: &Grant, is_user_present: bool) -> Result<Grant, Problem> {
        let held = Held::of(grant)
            .ok_or_else(|| Problem::new(Reason::ReauthRequired, "there is no consent of this institution"))?;
        let held = Held { is_user_present, ..held };
        if grant.token.is_some() && held.is_fresh(cx.now) && !held.is_due(cx.now) {
            return Ok(held.into_grant(grant, None));
        }
        self.refresh(cx, grant, held).await
    }

    /// Whether the consent could be ended with this caller's token.
    async fn end_consent(&self, cx: &Context<'_>, caller: &Caller<'_>, held: &Held) -> Result<bool, Problem> {
        let Some(id) = &held.consent_id else { return Ok(false) };
        let path = format!("/consents/{}/revocation", call::escape(id));
        let reason = json!({"reason": "USER_ACTION", "initiator": "INDIVIDUAL"});
        let response = caller.put(cx, &path, &reason).await?;
        match response.status {
            200..=299 => Ok(true),
            // An access token that has ended, or a server without this endpoint: the token's own way is left.
            400..=499 if response.status != 429 => Ok(false),
            _ => Err(codes::problem(&response, cx.now)),
        }
    }

    /// The server has no way to end tokens, and the access token has ended before the consent: another one is for this alone.
    async fn end_with_another_token(
        &self,
        cx: &Context<'_>,
        grant: &Grant,
        held: Held,
    ) -> Result<(), Problem> {
        let (Some(token), true) = (grant.fields.get(REFRESH_TOKEN), held.consent_id.is_some()) else {
            return Ok(());
        };
        match held.server.refresh(cx, self.app(), token).await {
            Ok(tokens) => {
                let caller = Caller::with(&self.api, tokens.access, held.clone());
                self.end_consent(cx, &caller, &held).await.map(drop)
            }
            Err(problem) if problem.reason == Reason::TokenInvalid => Ok(()),
            Err(problem) => Err(problem),
        }
    }

    fn away(&self, session: &Session) -> Result<Away, Problem> {
        let away = Away::of(session).filter(|away| away.server().issuer == self.service.issuer);
        away.ok_or_else(|| {
            Problem::new(Reason::OauthTechnical, "nobody was sent to this institution's page in this session")
        })
    }
}

/// The server has refused, rather than failed or put off.
fn is_refusal(problem: &Problem) -> bool {
    let is_said =
        |code: &str| !code.starts_with("HTTP ") || (code.starts_with("HTTP 4") && code != "HTTP 408");
    problem.reason != Reason::RateLimited && problem.source_code.as_deref().is_some_and(is_said)
}

/// Nothing stands where the token endpoint was.
fn has_moved(problem: &Problem) -> bool {
    matches!(problem.source_code.as_deref(), Some("HTTP 404" | "HTTP 405" | "HTTP 410"))
}

#[async_trait]
impl Connector for Fdx {
    fn about(&self) -> &About {
        &self.about
    }

    async fn check(&self, cx: &Context<'_>) -> Result<Vec<String>, Problem> {
        let server = Server::discover(cx, &self.service.issuer).await?;
        Ok(server.told())
    }

    async fn institutions(&self, _cx: &Context<'_>, _after: Option<&str>) -> Result<DirectoryPage, Problem> {
        Ok(DirectoryPage { entries: vec![self.entry.clone()], next: None })
    }

    async fn advance(
        &self,
        cx: &Context<'_>,
        session: Session,
        input: Input<'_>,
    ) -> Result<(Session, Outcome), Problem> {
        let is_other = match input {
            Input::Start { institution, .. } | Input::Visit { institution, .. } => {
                institution != self.entry.id
            }
            Input::Answers(_) | Input::Returned(_) | Input::Tick => false,
        };
        if is_other {
            return Err(Problem::new(Reason::InvalidRequest, "this is the way to another institution"));
        }
        let grant = match input {
            Input::Visit { way, .. } => return self.leave(cx, way).await,
            Input::Returned(query) => self.exchange(cx, &session, query).await?,
            Input::Start { grant, is_user_present, .. } => self.start(cx, grant, is_user_present).await?,
            Input::Answers(_) => {
                return Err(Problem::new(Reason::SessionConflict, "this institution asks nothing here"));
            }
            Input::Tick if Away::of(&session).is_some() => {
                let detail = "the exchange of the code was interrupted; it is not sent again";
                return Err(Problem::new(Reason::OauthTechnical, detail));
            }
            Input::Tick => {
                return Err(Problem::new(
                    Reason::NetworkError,
                    "the sending was interrupted and cannot be asked about",
                ));
            }
        };
        Ok((Session::default(), Outcome::Done { grant }))
    }

    fn read_return(&self, session: &Session, query: &Secret) -> Result<(), Problem> {
        self.away(session)?.code(self.app(), query).map(drop)
    }

    fn may_start_again(&self, grant: &Grant) -> bool {
        grant.fields.contains_key(REFRESH_TOKEN)
    }

    async fn fetch(&self, cx: &Context<'_>, grant: &Grant, want: &Want) -> Result<Fetched, FetchStop> {
        let caller = Caller::new(&self.api, grant).ok_or(FetchStop::NeedsUser)?;
        let fetched = match want {
            Want::Accounts => self.accounts(cx, &caller).await?,
            Want::Transactions { account, from, to, after } => {
                let span = reading::until_today((*from, *to), cx.now);
                self.transactions(cx, &caller, account, span, after.as_deref()).await?
            }
            Want::Holdings { account } => {
                let one = caller.get(cx, &call::account(account)?).await?;
                let one = accounts::unwrapped(&serde_json::Value::Object(one.0)).unwrap_or_default();
                if accounts::id(&one).is_none() {
                    return Err(Problem::new(Reason::InstitutionError, "the answer is no account").into());
                }
                Fetched::Holdings(details::holdings(&one, self.currency)?)
            }
            Want::Owners { account } => {
                let contact = caller.get(cx, &format!("{}/contact", call::account(account)?)).await?;
                Fetched::Owners(details::owners(&contact)?)
            }
            Want::Numbers { account } => {
                let networks =
                    caller.get(cx, &format!("{}/payment-networks", call::account(account)?)).await?;
                Fetched::Numbers(details::numbers(&networks)?)
            }
            Want::Statements { account } => Fetched::Statements(self.statements(cx, &caller, account).await?),
            Want::Document { account, statement } => {
                let path = format!("{}/statements/{}", call::account(account)?, call::statement(statement)?);
                Fetched::Document(caller.get_document(cx, &path).await?)
            }
        };
        Ok(fetched.taken(want)?)
    }

    /// Ends the consent, which ends its tokens, and the tokens, where the institution knows either. What it does not know any more is
    /// gone already.
    async fn revoke(&self, cx: &Context<'_>, grant: &Grant) -> Result<(), Problem> {
        let Some(held) = Held::of(grant) else { return Ok(()) };
        let is_ended = match Caller::new(&self.api, grant) {
            Some(caller) => self.end_consent(cx, &caller, &held).await?,
            None => false,
        };
        let Some(token) = grant.fields.get(REFRESH_TOKEN).or(grant.token.as_ref()) else { return Ok(()) };
        match held.server.revoke(cx, self.app(), token).await {
            Ok(false) if !is_ended => self.end_with_another_token(cx, grant, held).await,
            Ok(_) => Ok(()),
            // With the consent, the token has ended as well, and need not be known any more.
            Err(problem) if is_ended && is_refusal(&problem) => Ok(()),
            Err(problem) => Err(problem),
        }
    }

    fn hear(&self, _inbound: Inbound<'_>) -> Result<Vec<String>, Problem> {
        Err(Problem::new(Reason::InvalidRequest, "this institution sends no messages"))
    }
}
