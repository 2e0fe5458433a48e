//! A browser without a script: follows redirects, reads forms, sends them.

use crate::hub::{Answer, As, Hub};
use serde_json::{Value, json};

/// Redirects that are followed.
const REDIRECTS_MAX: usize = 5;

/// A page that was reached.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) html: String,
    pub(crate) headers: axum::http::HeaderMap,
}

/// Somebody who looks at the pages of a hub.
pub(crate) struct Browser<'a> {
    pub(crate) hub: &'a Hub,
    /// What all paths of the session begin with.
    pub(crate) base: String,
}

/// What a link was asked for with.
pub(crate) fn connect() -> Value {
    json!({ "widget_url": { "widget_type": "connect_widget" } })
}

/// The path of a new link.
pub(crate) async fn link(hub: &Hub, user: &str, body: &Value) -> String {
    let path = format!("/users/{user}/widget_urls");
    let answer = hub.send(As::App, "POST", &path, &body.to_string(), &[("host", "localhost:8080")]).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let url = answer.json()["widget_url"]["url"].as_str().unwrap().to_owned();
    url.strip_prefix("http://localhost:8080").unwrap().to_owned()
}

/// Without its head, which is long and always the same.
impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let main = self.html.split("<main").nth(1).unwrap_or(&self.html);
        write!(f, "{} {}\n{main}", self.status, self.path)
    }
}

impl<'a> Browser<'a> {
    /// Opens a link of the user; gives the first page, too.
    pub(crate) async fn open(hub: &'a Hub, user: &str, body: &Value) -> (Self, Page) {
        let link = link(hub, user, body).await;
        let answer = hub.send(As::Nobody, "GET", &link, "", &[]).await;
        assert_eq!(answer.status, 303, "{answer:?}");
        let to = answer.header("location").to_owned();
        let base = to.rsplit_once('/').unwrap().0.to_owned();
        let browser = Self { hub, base };
        let page = browser.get(&to).await;
        (browser, page)
    }

    /// With the consent given.
    pub(crate) async fn agreed(hub: &'a Hub, user: &str, body: &Value) -> (Self, Page) {
        let (browser, page) = Self::open(hub, user, body).await;
        assert!(page.has("name=\"to\""), "no consent: {page:?}");
        let page = browser.send(&page, &[]).await;
        (browser, page)
    }

    /// A page, at the end of all redirects.
    pub(crate) async fn get(&self, path: &str) -> Page {
        let answer = self.hub.send(As::Nobody, "GET", path, "", &[]).await;
        self.follow(path, answer).await
    }

    /// Sends the page's first form, with these values in place of its own.
    pub(crate) async fn send(&self, page: &Page, values: &[(&str, &str)]) -> Page {
        let action = page.action();
        self.post(&action, &page.filled(values), &[]).await
    }

    /// Sends a form to a path.
    pub(crate) async fn post(&self, path: &str, body: &str, headers: &[(&str, &str)]) -> Page {
        let mut all = vec![("content-type", "application/x-www-form-urlencoded"), ("host", "localhost:8080")];
        all.extend_from_slice(headers);
        let answer = self.hub.send(As::Nobody, "POST", path, body, &all).await;
        self.follow(path, answer).await
    }

    async fn follow(&self, path: &str, mut answer: Answer) -> Page {
        let mut path = path.to_owned();
        for _ in 0..REDIRECTS_MAX {
            if answer.status != 303 {
                break;
            }
            answer.header("location").clone_into(&mut path);
            answer = self.hub.send(As::Nobody, "GET", &path, "", &[]).await;
        }
        Page { path, status: answer.status, html: answer.text, headers: answer.headers }
    }

    /// Chooses a bank, signs in, and lets the hub work.
    pub(crate) async fn connect(&self, bank: &str, login: &str, password: &str) -> Page {
        let form = self.get(&format!("{}/connect/institutions/{bank}", self.base)).await;
        let sent = self.sign_in(&form, login, password).await;
        self.hub.work().await;
        self.get(&sent.path).await
    }

    /// Fills a login form in.
    pub(crate) async fn sign_in(&self, form: &Page, login: &str, password: &str) -> Page {
        let names: Vec<String> = form.names().into_iter().filter(|name| name.starts_with("CRD-")).collect();
        assert_eq!(names.len(), 2, "{form:?}");
        self.send(form, &[(&names[0], login), (&names[1], password)]).await
    }
}

impl Page {
    pub(crate) fn has(&self, text: &str) -> bool {
        self.html.contains(text)
    }

    /// The main part.
    pub(crate) fn main(&self) -> &str {
        self.html.split("<main").nth(1).unwrap().split("</main>").next().unwrap()
    }

    pub(crate) fn title(&self) -> &str {
        self.main().split("<h1>").nth(1).unwrap().split("</h1>").next().unwrap()
    }

    /// What the embedding app is told, by the names of the events.
    pub(crate) fn told(&self) -> Vec<String> {
        let posts = self.data()["posts"].as_array().cloned().unwrap_or_default();
        posts.iter().map(|post| post["type"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn data(&self) -> Value {
        let block = self.html.split("id=\"data\">").nth(1).unwrap().split("</script>").next().unwrap();
        serde_json::from_str(block).unwrap()
    }

    /// Where the first form goes that is sent by POST.
    pub(crate) fn action(&self) -> String {
        let form = self.form();
        form.split("action=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }

    fn form(&self) -> &str {
        let is_sent = |form: &&str| form.split('>').next().unwrap().contains("method=\"post\"");
        let mut forms = self.main().split("<form ").skip(1);
        forms.find(is_sent).unwrap_or_else(|| panic!("no form: {self:?}"))
    }

    /// The names of the fields of the first form, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let form = self.form().split("</form>").next().unwrap();
        let mut names: Vec<String> = Vec::new();
        for part in form.split(" name=\"").skip(1) {
            let name = part.split('"').next().unwrap().to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The body that the first form makes: its hidden fields, and these values.
    pub(crate) fn filled(&self, values: &[(&str, &str)]) -> String {
        let form = self.form().split("</form>").next().unwrap();
        let hidden = form.split("<input type=\"hidden\" name=\"").skip(1).map(|part| {
            let name = part.split('"').next().unwrap();
            let value = part.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
            (name, value)
        });
        let pairs = hidden.chain(values.iter().copied());
        pairs
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect::<Vec<_>>()
            .join("&")
    }

    /// How many buttons are the main one.
    pub(crate) fn primaries(&self) -> usize {
        self.main().matches("button primary").count()
    }
}

pub(crate) fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        write!(out, "%{byte:02X}").unwrap();
        out
    })
}
