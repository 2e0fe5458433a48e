//! An app that sends a person to the bank's own page, and the browser in which the person goes there.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::support::{Answer, RunningBank};

pub(crate) const RETURN: &str = "http://127.0.0.1:4711/oauth/return";
pub(crate) const VERIFIER: &str = "a-verifier-that-is-long-enough-to-be-one-0123456789";

/// Where the app sends the person.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) institution: &'static str,
    pub(crate) params: Vec<(String, String)>,
}

/// What came back: a page, or a way elsewhere.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) text: String,
    pub(crate) location: Option<String>,
    pub(crate) headers: reqwest::header::HeaderMap,
}

impl Visit {
    pub(crate) fn to(institution: &'static str) -> Visit {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let params = [
            ("response_type", "code"),
            ("client_id", "swingbridge"),
            ("redirect_uri", RETURN),
            ("state", "a state"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        let params = params.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        Visit { institution, params }
    }

    /// The same with another value, or without one.
    pub(crate) fn with(mut self, name: &str, value: Option<&str>) -> Visit {
        self.params.retain(|(given, _)| given != name);
        self.params.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        self
    }

    pub(crate) async fn begin(&self, bank: &RunningBank) -> Page {
        let query = encoded(&self.params);
        browse(bank, "GET", &format!("/oauth/{}/authorize?{query}", self.institution), None).await
    }

    /// Logs in, and gives the page that comes after.
    pub(crate) async fn log_in(&self, bank: &RunningBank, login: &str, password: &str) -> Page {
        let page = self.begin(bank).await;
        assert_eq!(page.status, 200, "{}", page.text);
        page.send(bank, "login", &[("LOGIN", login), ("PASSWORD", password)]).await
    }

    /// Goes all the way and gives the code.
    pub(crate) async fn allow(&self, bank: &RunningBank, login: &str, password: &str) -> String {
        let page = self.log_in(bank, login, password).await;
        page.allow_all(bank).await.told("code").unwrap()
    }

    pub(crate) async fn token(&self, bank: &RunningBank, changes: &[(&str, &str)]) -> Answer {
        let mut form =
            vec![("client_id", "swingbridge"), ("redirect_uri", RETURN), ("code_verifier", VERIFIER)];
        form.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        form.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
        post(bank, &format!("/oauth/{}/token", self.institution), &form, None).await
    }

    pub(crate) async fn exchange(&self, bank: &RunningBank, code: &str) -> Answer {
        self.token(bank, &[("grant_type", "authorization_code"), ("code", code)]).await
    }

    pub(crate) async fn refresh(&self, bank: &RunningBank, token: &str) -> Answer {
        self.token(bank, &[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    pub(crate) async fn revoke(&self, bank: &RunningBank, token: &str) -> Answer {
        let path = format!("/oauth/{}/revoke", self.institution);
        post(bank, &path, &[("client_id", "swingbridge"), ("token", token)], None).await
    }

    /// All the way to the tokens.
    pub(crate) async fn tokens(&self, bank: &RunningBank, login: &str, password: &str) -> Value {
        let code = self.allow(bank, login, password).await;
        let answer = self.exchange(bank, &code).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }
}

impl Page {
    /// Sends the form of this page that leads to this step.
    pub(crate) async fn send(&self, bank: &RunningBank, step: &str, fields: &[(&str, &str)]) -> Page {
        browse(bank, "POST", &self.action(step), Some(encoded(fields))).await
    }

    /// Where a form of this page is sent to.
    pub(crate) fn action(&self, step: &str) -> String {
        let end = format!("/{step}\"");
        let mut actions = self.text.split("action=\"").skip(1);
        let action = actions.find(|action| action.starts_with("/oauth/") && action.contains(&end));
        action.unwrap_or_else(|| panic!("no {step} in {}", self.text)).split('"').next().unwrap().to_owned()
    }

    /// The values of the inputs with this name.
    pub(crate) fn values(&self, name: &str) -> Vec<String> {
        let begin = format!("name=\"{name}\" value=\"");
        self.text.split(&begin).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    }

    /// The name of the first field of the questions.
    pub(crate) fn question(&self) -> String {
        let rest = self.text.split("name=\"q-").nth(1).unwrap_or_else(|| panic!("{}", self.text));
        format!("q-{}", rest.split('"').next().unwrap())
    }

    pub(crate) async fn allow_all(&self, bank: &RunningBank) -> Page {
        let accounts = self.values("account");
        let mut fields: Vec<(&str, &str)> = accounts.iter().map(|id| ("account", id.as_str())).collect();
        fields.push(("decision", "allow"));
        self.send(bank, "consent", &fields).await
    }

    /// What the app is told when the person comes back.
    pub(crate) fn told(&self, name: &str) -> Option<String> {
        let (_, query) = self.location.as_ref()?.split_once('?')?;
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(given, _)| given == name).map(|(_, value)| value.into_owned())
    }

    /// The title of the page, or what the app is told.
    pub(crate) fn outcome(&self) -> String {
        let told = |name: &str| self.told(name).unwrap_or_default();
        if self.location.is_none() {
            let title = self.text.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next());
            return format!("{} {}", self.status, title.unwrap_or("no page"));
        }
        assert_eq!(self.status, 303);
        match self.told("code") {
            Some(_) => "code".to_owned(),
            None => format!("{}: {}", told("error"), told("error_description")),
        }
    }
}

pub(crate) async fn browse(bank: &RunningBank, method: &str, path: &str, form: Option<String>) -> Page {
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let mut request = http.request(method.parse().unwrap(), bank.url(path));
    if let Some(form) = form {
        request = request.header("content-type", "application/x-www-form-urlencoded").body(form);
    }
    let Ok(response) = request.send().await else {
        return Page {
            status: 0,
            text: String::new(),
            location: None,
            headers: reqwest::header::HeaderMap::new(),
        };
    };
    let headers = response.headers().clone();
    let location = headers.get("location").map(|value| value.to_str().unwrap().to_owned());
    Page { status: response.status().as_u16(), text: response.text().await.unwrap(), location, headers }
}

/// Sends a form and reads JSON.
pub(crate) async fn post(
    bank: &RunningBank,
    path: &str,
    form: &[(&str, &str)],
    basic: Option<(&str, &str)>,
) -> Answer {
    let http = reqwest::Client::builder().build().unwrap();
    let mut request = http
        .post(bank.url(path))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(encoded(form));
    if let Some((client_id, secret)) = basic {
        request = request.basic_auth(client_id, Some(secret));
    }
    let Ok(response) = request.send().await else {
        return Answer { status: 0, body: Value::Null, retry_after: None };
    };
    let status = response.status().as_u16();
    if path.ends_with("/token") {
        assert_eq!(response.headers()["cache-control"], "no-store");
    }
    let retry_after = response.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
    let text = response.text().await.unwrap();
    Answer { status, body: serde_json::from_str(&text).unwrap_or(Value::Null), retry_after }
}

/// The status and error of a token endpoint, with what is said of it.
pub(crate) fn denied(answer: &Answer) -> String {
    let text = |name: &str| answer.body[name].as_str().unwrap_or_default().to_owned();
    format!("{} {} {}", answer.status, text("error"), text("error_description")).trim_end().to_owned()
}

fn encoded<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
        .finish()
}
