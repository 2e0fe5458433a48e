//! A person at the bank's own page, in a browser that follows no way back: whoever asks decides what becomes of it.

use connectors::Secret;
use reqwest::redirect::Policy;

/// Where the bank sends people back to.
pub(crate) const RETURN: &str = "http://127.0.0.1:4711/oauth/return";
/// Pages of the bank until a person is through.
const PAGES_MAX: usize = 8;

/// What a person does at the bank's page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Doing<'a> {
    pub(crate) login: &'a str,
    pub(crate) password: &'a str,
    /// Allow, or else deny.
    pub(crate) allows: bool,
    /// So many of the accounts, the first ones; all when there are fewer.
    pub(crate) accounts: usize,
}

impl<'a> Doing<'a> {
    pub(crate) const fn all(login: &'a str, password: &'a str) -> Self {
        Self { login, password, allows: true, accounts: usize::MAX }
    }
}

/// Goes through the bank's pages, and gives the query with which the bank sends the person back.
pub(crate) async fn at_the_bank(bank_url: &str, url: &str, doing: Doing<'_>) -> Secret {
    let browser = reqwest::Client::builder().no_proxy().redirect(Policy::none());
    at_the_bank_with(browser.build().unwrap(), bank_url, url, doing).await
}

/// The same with a browser of the person's own; it must follow no redirect.
pub(crate) async fn at_the_bank_with(
    http: reqwest::Client,
    bank_url: &str,
    url: &str,
    doing: Doing<'_>,
) -> Secret {
    let mut page = http.get(url).send().await.unwrap();
    for _ in 0..PAGES_MAX {
        if let Some(location) = page.headers().get("location") {
            let location = location.to_str().unwrap();
            let query = location.strip_prefix(RETURN).and_then(|rest| rest.strip_prefix('?'));
            return Secret::new(query.unwrap_or_else(|| panic!("{location}")));
        }
        let text = page.text().await.unwrap();
        let (action, form) = filled(&text, doing);
        let request = http.post(format!("{bank_url}{action}"));
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(form);
        page = request.send().await.unwrap();
    }
    panic!("the bank has no end of pages");
}

/// Where the form of a page of the bank goes, and with what in it.
fn filled(page: &str, doing: Doing<'_>) -> (String, String) {
    let step = |name: &str| {
        let end = format!("/{name}");
        let found = page.split("action=\"").skip(1).find(|rest| {
            rest.starts_with("/oauth/") && {
                let action = rest.split('"').next().unwrap_or_default();
                action.ends_with(&end)
            }
        });
        found.map(|rest| rest.split('"').next().unwrap().to_owned())
    };
    let names = |begin: &str| -> Vec<String> {
        page.split(begin).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let mut form: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: &str| form.push((name.to_owned(), value.to_owned()));
    let action = if let Some(action) = step("consent") {
        let accounts = names("name=\"account\" value=\"");
        accounts.iter().take(doing.accounts).for_each(|id| put("account", id));
        put("decision", if doing.allows { "allow" } else { "deny" });
        action
    } else if let Some(action) = step("answer") {
        for name in names("name=\"q-") {
            put(&format!("q-{name}"), "correct");
        }
        action
    } else if let Some(action) = step("login") {
        put("LOGIN", doing.login);
        put("PASSWORD", doing.password);
        action
    } else {
        panic!("nothing to do on {page}")
    };
    let pairs: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    (action, pairs.join("&"))
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
}
