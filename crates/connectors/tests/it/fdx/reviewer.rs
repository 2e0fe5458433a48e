//! A person at the bank's page of consents.

use reqwest::redirect::Policy;

/// A person at the bank's page of consents.
pub(crate) struct Reviewer {
    bank_url: String,
    path: String,
}

impl Reviewer {
    pub(crate) async fn at(bank_url: &str, institution: &str, login: &str, password: &str) -> Self {
        let path = format!("/oauth/{institution}/consents");
        let form = format!("LOGIN={login}&PASSWORD={password}");
        let answer = send(&format!("{bank_url}{path}"), Some(form)).await;
        let path = answer.headers()["location"].to_str().unwrap().to_owned();
        Self { bank_url: bank_url.to_owned(), path }
    }

    pub(crate) async fn page(&self) -> String {
        send(&format!("{}{}", self.bank_url, self.path), None).await.text().await.unwrap()
    }

    /// Presses the first button of this decision; false where the page has none.
    pub(crate) async fn press(&self, decision: &str) -> bool {
        let page = self.page().await;
        let wanted = format!("name=\"decision\" value=\"{decision}\"");
        let Some(form) = page.split("<form ").find(|form| form.contains(&wanted)) else { return false };
        let value = |name: &str| {
            let begin = format!("name=\"{name}\" value=\"");
            form.split(&begin).nth(1).map(|rest| rest.split('"').next().unwrap().to_owned())
        };
        let fields =
            ["consent", "account"].iter().filter_map(|name| Some(format!("{name}={}", value(name)?)));
        let body: Vec<String> = fields.chain([format!("decision={decision}")]).collect();
        let answer = send(&format!("{}{}", self.bank_url, self.path), Some(body.join("&"))).await;
        answer.status().as_u16() == 303
    }
}

async fn send(url: &str, form: Option<String>) -> reqwest::Response {
    let http = reqwest::Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
    let request = match form {
        Some(form) => http.post(url).header("content-type", "application/x-www-form-urlencoded").body(form),
        None => http.get(url),
    };
    request.send().await.unwrap()
}
