//! The simulated bank, over its own protocol (`docs/BANK.md`). The bank has two channels; each is a source of its own.

mod codes;
mod map;
mod wire;

use crate::connector::{About, Connector, Context, Inbound};
use crate::data::{FetchStop, Fetched, Want};
use crate::directory::DirectoryPage;
use crate::document::Document;
use crate::grant::{Grant, Secret, Session};
use crate::http::{Body, Request, Response, retry_at};
use crate::oauth::{self, App, Away, Proof, Server};
use crate::problem::Problem;
use crate::sign_in::{Input, Outcome, Way};
use async_trait::async_trait;
use domain::reason::Reason;
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Institutions asked for at once.
const DIRECTORY_PAGE: u32 = 200;
/// Transactions asked for at once.
/// Months of transactions that the bank keeps.
const HISTORY_MONTHS: i64 = 24;
const TRANSACTIONS_PAGE: u32 = 200;

/// What the hub is to the bank's own pages (`docs/BANK.md`).
const APP: App<'static> = App {
    client_id: "swingbridge",
    scope: "accounts transactions owners numbers statements",
    provider: codes::PROVIDER,
    proof: Proof::Nothing,
};
/// The field of a grant that names the issuer of its tokens.
const ISSUER: &str = "issuer";

/// One channel of a simulated bank.
#[derive(Debug)]
pub struct Sandbox {
    about: About,
    /// Address of the bank, without a slash at the end.
    bank: String,
    /// Address of the channel, without a slash at the end.
    base: String,
}

/// The form of [`Remembered`]; a session of another form is none of ours.
const SESSION_VERSION: u8 = 1;

/// What is remembered between two steps.
#[derive(Debug, Serialize, Deserialize)]
struct Remembered {
    version: u8,
    /// The bank's id of the sign-in.
    sign_in: String,
    /// The last attempt that is known to have reached it.
    attempt: String,
}

impl Sandbox {
    /// The source `sandbox`: the bank's channel `direct`.
    pub fn direct(bank_url: &str) -> Self {
        Self::channel("sandbox", "Simulated bank", bank_url, "direct")
    }

    /// The source `sandbox_mirror`: the same customers through the bank's channel `mirror`.
    pub fn mirror(bank_url: &str) -> Self {
        Self::channel("sandbox_mirror", "Simulated bank, second source", bank_url, "mirror")
    }

    fn channel(source: &str, name: &str, bank_url: &str, channel: &str) -> Self {
        Self {
            about: About {
                source: source.to_owned(),
                name: name.to_owned(),
                knows_attempts: true,
                keeps_account_ids: false,
            },
            bank: bank_url.trim_end_matches('/').to_owned(),
            base: format!("{}/v1/{channel}", bank_url.trim_end_matches('/')),
        }
    }

    async fn call<T: DeserializeOwned>(&self, cx: &Context<'_>, request: Request) -> Result<T, Problem> {
        let response = cx.http.send(request).await?;
        if (200..300).contains(&response.status) { read(&response) } else { Err(refused(&response, cx)) }
    }

    /// Reads data with the grant's token.
    async fn get<T: DeserializeOwned>(
        &self,
        cx: &Context<'_>,
        grant: &Grant,
        path: &str,
    ) -> Result<T, FetchStop> {
        Ok(read(&self.get_any(cx, grant, path).await?)?)
    }

    /// The same of an answer in whatever form.
    async fn get_any(&self, cx: &Context<'_>, grant: &Grant, path: &str) -> Result<Response, FetchStop> {
        let token = grant.token.clone().ok_or(FetchStop::NeedsUser)?;
        let request = Request::get(format!("{}{path}", self.base)).with_bearer(token);
        let response = cx.http.send(request).await.map_err(Problem::from)?;
        if (200..300).contains(&response.status) {
            return Ok(response);
        }
        let problem = refused(&response, cx);
        Err(match problem.reason {
            Reason::TokenInvalid => FetchStop::NeedsUser,
            _ => FetchStop::Problem(problem),
        })
    }

    /// What was remembered; nothing in an empty session.
    fn remembered(session: &Session) -> Result<Option<Remembered>, Problem> {
        if session.is_empty() {
            return Ok(None);
        }
        serde_json::from_slice(&session.0)
            .ok()
            .filter(|remembered: &Remembered| remembered.version == SESSION_VERSION)
            .map(Some)
            .ok_or_else(|| Problem::new(Reason::SessionConflict, "the session cannot be read"))
    }

    /// The way to the page of an institution that has one.
    async fn leave(
        &self,
        cx: &Context<'_>,
        institution: &str,
        way: Way<'_>,
    ) -> Result<(Session, Outcome), Problem> {
        let issuer = format!("{}/oauth/{}", self.bank, escape(institution));
        let (away, url) = Server::discover(cx, &issuer).await?.leave(cx, APP, way).await?;
        Ok((away.to_session(), Outcome::Visit { url, in_frame: false }))
    }

    /// Tokens for the code that a person brought.
    async fn exchange(&self, cx: &Context<'_>, away: &Away, query: &Secret) -> Result<Grant, Problem> {
        let code = away.code(APP, query)?;
        let mut grant = away.exchange(cx, APP, &code).await?.into_grant();
        grant.fields.insert(ISSUER.to_owned(), Secret::new(&*away.server().issuer));
        Ok(grant)
    }

    /// Signs in without the person, if the grant is of a consent.
    async fn refresh(&self, cx: &Context<'_>, grant: &Grant) -> Result<Option<Grant>, Problem> {
        match (grant.fields.get(oauth::REFRESH_TOKEN), grant.fields.get(ISSUER)) {
            (Some(token), Some(issuer)) => {
                let server = Server::discover(cx, issuer.expose()).await?;
                server.refresh(cx, APP, token).await.map(|tokens| Some(tokens.into_grant()))
            }
            (Some(_) | None, Some(_) | None) => Ok(None),
        }
    }

    /// How a sign-in stands, as the hub says it.
    fn outcome(cx: &Context<'_>, sign_in: wire::SignIn) -> Result<(Session, Outcome), Problem> {
        let remembered = Remembered {
            version: SESSION_VERSION,
            sign_in: sign_in.id.0.clone(),
            attempt: cx.attempt.to_owned(),
        };
        let session = Session(serde_json::to_vec(&remembered).unwrap_or_default().into());
        map::outcome(sign_in).map(|outcome| (session, outcome))
    }
}

#[async_trait]
impl Connector for Sandbox {
    fn about(&self) -> &About {
        &self.about
    }

    async fn institutions(&self, cx: &Context<'_>, after: Option<&str>) -> Result<DirectoryPage, Problem> {
        let cursor = after.map(|code| format!("&after={}", escape(code))).unwrap_or_default();
        let url = format!("{}/institutions?limit={DIRECTORY_PAGE}{cursor}", self.base);
        let page: wire::Directory = self.call(cx, Request::get(url)).await?;
        map::directory(page, after)
    }

    async fn advance(
        &self,
        cx: &Context<'_>,
        session: Session,
        input: Input<'_>,
    ) -> Result<(Session, Outcome), Problem> {
        match input {
            Input::Visit { institution, way } => return self.leave(cx, institution, way).await,
            Input::Returned(query) => {
                let away = Away::of(&session).ok_or_else(not_away)?;
                let grant = self.exchange(cx, &away, query).await?;
                return Ok((Session::default(), Outcome::Done { grant }));
            }
            Input::Start { grant, .. } => {
                if let Some(grant) = self.refresh(cx, grant).await? {
                    return Ok((Session::default(), Outcome::Done { grant }));
                }
            }
            Input::Tick if Away::of(&session).is_some() => {
                let detail = "the exchange of the code was interrupted; it is not sent again";
                return Err(Problem::new(Reason::OauthTechnical, detail));
            }
            Input::Answers(_) | Input::Tick => {}
        }
        let sign_in = match (input, Self::remembered(&session)?) {
            (Input::Start { institution, grant, is_user_present }, _) => {
                let fields: BTreeMap<&str, &str> =
                    grant.fields.iter().map(|(id, value)| (id.as_str(), value.expose())).collect();
                let body = wire::NewSignIn {
                    attempt: cx.attempt,
                    institution,
                    fields,
                    person_present: is_user_present,
                };
                self.call(cx, Request::post(format!("{}/sign-ins", self.base), json(&body))).await?
            }
            (Input::Answers(answers), Some(remembered)) => {
                let answers = answers.iter().map(|(id, value)| (id.as_str(), value.expose())).collect();
                let body = wire::Answers { attempt: cx.attempt, answers };
                let url = format!("{}/sign-ins/{}/answers", self.base, escape(&remembered.sign_in));
                self.call(cx, Request::post(url, json(&body))).await?
            }
            // The reply to the attempt got lost: the bank knows whether it arrived.
            (Input::Tick, remembered) => {
                let known = remembered.filter(|remembered| remembered.attempt == cx.attempt);
                let path = known.map_or_else(
                    || format!("attempts/{}", escape(cx.attempt)),
                    |remembered| format!("sign-ins/{}", escape(&remembered.sign_in)),
                );
                self.call(cx, Request::get(format!("{}/{path}", self.base))).await?
            }
            (Input::Answers(_), None) | (Input::Returned(_) | Input::Visit { .. }, _) => {
                return Err(Problem::new(Reason::SessionConflict, "the sandbox awaits no such input"));
            }
        };
        Self::outcome(cx, sign_in)
    }

    fn read_return(&self, session: &Session, query: &Secret) -> Result<(), Problem> {
        Away::of(session).ok_or_else(not_away)?.code(APP, query).map(drop)
    }

    fn may_start_again(&self, grant: &Grant) -> bool {
        grant.fields.contains_key(oauth::REFRESH_TOKEN)
    }

    async fn fetch(&self, cx: &Context<'_>, grant: &Grant, want: &Want) -> Result<Fetched, FetchStop> {
        let fetched = match want {
            Want::Accounts => map::accounts(self.get(cx, grant, "/accounts").await?),
            Want::Transactions { account, from, to, after } => {
                let cursor =
                    after.as_ref().map(|cursor| format!("&cursor={}", escape(cursor))).unwrap_or_default();
                let path = format!(
                    "/accounts/{}/transactions?from={from}&to={to}&limit={TRANSACTIONS_PAGE}{cursor}",
                    escape(account)
                );
                // It tells all that it is asked for, as far as its history goes.
                let today = cx.now.to_zoned(TimeZone::UTC).date();
                let since = (*from).max(today.saturating_sub(HISTORY_MONTHS.months()));
                map::transactions(account, self.get(cx, grant, &path).await?, after.as_deref(), Some(since))?
            }
            Want::Holdings { account } => {
                let page = self.get(cx, grant, &format!("/accounts/{}/holdings", escape(account))).await?;
                Fetched::Holdings(map::holdings(page)?)
            }
            Want::Owners { account } => {
                let page = self.get(cx, grant, &format!("/accounts/{}/owners", escape(account))).await?;
                Fetched::Owners(map::owners(page))
            }
            Want::Numbers { account } => {
                let page = self.get(cx, grant, &format!("/accounts/{}/numbers", escape(account))).await?;
                Fetched::Numbers(map::numbers(page))
            }
            Want::Statements { account } => {
                let page = self.get(cx, grant, &format!("/accounts/{}/statements", escape(account))).await?;
                Fetched::Statements(map::statements(page)?)
            }
            Want::Document { account, statement } => {
                let path = format!("/accounts/{}/statements/{}/document", escape(account), escape(statement));
                Fetched::Document(Document::read(self.get_any(cx, grant, &path).await?.body)?)
            }
        };
        Ok(fetched.taken(want)?)
    }

    async fn revoke(&self, cx: &Context<'_>, grant: &Grant) -> Result<(), Problem> {
        if let (Some(token), Some(issuer)) =
            (grant.fields.get(oauth::REFRESH_TOKEN), grant.fields.get(ISSUER))
        {
            let server = Server::discover(cx, issuer.expose()).await?;
            return server.revoke(cx, APP, token).await.map(drop);
        }
        let Some(token) = grant.token.clone() else { return Ok(()) };
        let request = Request::delete(format!("{}/tokens/current", self.base)).with_bearer(token);
        let response = cx.http.send(request).await?;
        match response.status {
            200..=299 | 401 | 404 => Ok(()),
            _ => Err(refused(&response, cx)),
        }
    }

    fn hear(&self, _inbound: Inbound<'_>) -> Result<Vec<String>, Problem> {
        Err(Problem::new(Reason::InvalidRequest, "the sandbox sends no messages"))
    }
}

fn not_away() -> Problem {
    Problem::new(Reason::OauthTechnical, "nobody was sent to the bank's page in this session")
}

fn json<T: Serialize>(body: &T) -> Body {
    // The bodies are maps of texts; they always have a JSON form.
    Body::json(Secret::new(serde_json::to_string(body).unwrap_or_default()))
}

fn read<T: DeserializeOwned>(response: &Response) -> Result<T, Problem> {
    // All answers are objects. Serde would take a list for one too, its items for the fields in their order.
    if !response.body.trim_ascii_start().starts_with(b"{") {
        return Err(Problem::new(Reason::InstitutionError, "the answer is no JSON object"));
    }
    // The error's position is told, never what stood there.
    serde_json::from_slice(&response.body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Problem::new(
            Reason::InstitutionError,
            format!("the answer is not of the expected form, at line {line} column {column}"),
        )
    })
}

fn refused(response: &Response, cx: &Context<'_>) -> Problem {
    let code = serde_json::from_slice::<wire::Refused>(&response.body).map(|refused| refused.error.code);
    let mut problem = codes::problem(code.as_deref().unwrap_or(""), response.status);
    problem.retry_at = retry_at(response, cx.now);
    problem
}

/// A part of a path or query, escaped.
fn escape(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend(
                [byte >> 4, byte & 15].map(|nibble| char::from_digit(nibble.into(), 16).unwrap_or('0')),
            );
        }
        out
    })
}
