//! Which sites may show a client's pages in a frame, and hear their messages.

use crate::{Error, Scope};
use store::pages::origins;

/// Sites of one client.
const ORIGINS_MAX: usize = 50;
const ORIGIN_CHARS_MAX: usize = 255;
/// What stands for any port; only on the machine itself.
const ANY_PORT: &str = "*";
const FORM: &str = "must be https://HOST, or http://localhost:PORT on this machine alone (* for any port)";
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

impl Scope<'_> {
    /// Allows a site; gives its origin as it is kept.
    pub async fn allow_origin(&self, origin: &str) -> Result<String, Error> {
        self.client().await?;
        let origin = normal(origin)?;
        let known = self.store.origins().await?;
        if known.len() >= ORIGINS_MAX && !known.contains(&origin) {
            return Err(Error::not_now(format!("a client allows at most {ORIGINS_MAX} origins")));
        }
        let write = origins::allow(self.client, &origin, self.engine.operational.now());
        self.engine.store.commit(vec![write]).await?;
        Ok(origin)
    }

    /// Allows a site no more.
    pub async fn forbid_origin(&self, origin: &str) -> Result<(), Error> {
        self.client().await?;
        let origin = normal(origin)?;
        match self.engine.store.commit(vec![origins::forbid(self.client, &origin)]).await {
            Ok(_) => Ok(()),
            Err(store::Error::Conflict(_)) => Err(Error::NotFound("origin")),
            Err(error) => Err(error.into()),
        }
    }

    /// The sites allowed.
    pub async fn origins(&self) -> Result<Vec<String>, Error> {
        Ok(self.store.origins().await?)
    }
}

/// Whether one of the entries allows this origin.
pub fn is_allowed(allowed: &[String], origin: &str) -> bool {
    allowed.iter().any(|entry| match entry.strip_suffix(ANY_PORT).and_then(|rest| rest.strip_suffix(':')) {
        Some(host) => origin.strip_prefix(host).is_some_and(|rest| {
            rest.is_empty() || rest.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok())
        }),
        None => entry == origin,
    })
}

/// An origin as browsers write it: scheme and host in lower case, the port unless it is the scheme's own, nothing behind.
fn normal(origin: &str) -> Result<String, Error> {
    let refuse = |problem: &str| Error::invalid("origin", problem);
    let lower = origin.trim().to_ascii_lowercase();
    if lower.chars().count() > ORIGIN_CHARS_MAX {
        return Err(refuse(&format!("has more than {ORIGIN_CHARS_MAX} characters")));
    }
    let (scheme, rest) = lower.split_once("://").ok_or_else(|| refuse(FORM))?;
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (host, port) = match rest.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')) {
        Some((host, port)) => (host, Some(port)),
        None => (rest, None),
    };
    let is_loopback = LOOPBACK.contains(&host);
    let is_host = !host.is_empty()
        && host.split('.').all(|label| {
            !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        });
    if !is_loopback && !is_host {
        return Err(refuse(FORM));
    }
    match port {
        Some(ANY_PORT) if !is_loopback => return Err(refuse("may have any port on this machine alone")),
        Some(ANY_PORT) | None => {}
        Some(number) if number.parse::<u16>().is_ok_and(|number| number > 0) => {}
        Some(_) => return Err(refuse(FORM)),
    }
    match (scheme, port) {
        ("https", None | Some("443")) => Ok(format!("https://{host}")),
        ("https", Some(port)) => Ok(format!("https://{host}:{port}")),
        ("http", _) if !is_loopback => {
            Err(refuse("must begin with https://; http:// is for this machine alone"))
        }
        ("http", None | Some("80")) => Ok(format!("http://{host}")),
        ("http", Some(port)) => Ok(format!("http://{host}:{port}")),
        _ => Err(refuse(FORM)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_written_as_browsers_write_them() {
        let check = |given: &str, expected: Option<&str>| {
            assert_eq!(normal(given).ok().as_deref(), expected, "{given}");
        };
        check("https://app.example", Some("https://app.example"));
        check(" HTTPS://App.Example/ ", Some("https://app.example"));
        check("https://app.example:443", Some("https://app.example"));
        check("https://app.example:8443", Some("https://app.example:8443"));
        check("http://127.0.0.1:*", Some("http://127.0.0.1:*"));
        check("http://localhost:3000", Some("http://localhost:3000"));
        check("http://[::1]:*", Some("http://[::1]:*"));
        for bad in [
            "",
            "app.example",
            "https://",
            "https://app.example:*",
            "https://*.example",
            "https://app.example/path",
            "https://app.example; script-src *",
            "https://a b.example",
            "https://user@app.example",
            "https://app.example:99999",
            "https://app.example:0",
            "http://app.example",
            "ftp://app.example",
            "null",
            "*",
        ] {
            check(bad, None);
        }
        check(&format!("https://{}.example", "x".repeat(300)), None);
    }

    #[test]
    fn only_what_is_allowed_is() {
        let allowed = ["https://app.example".to_owned(), "http://127.0.0.1:*".to_owned()];
        for good in ["https://app.example", "http://127.0.0.1", "http://127.0.0.1:3000"] {
            assert!(is_allowed(&allowed, good), "{good}");
        }
        for bad in [
            "https://app.example.evil",
            "https://evil.example",
            "http://app.example",
            "https://app.example:8443",
            "http://127.0.0.1.evil",
            "http://127.0.0.1:3000/x",
            "http://127.0.0.11:3000",
            "https://127.0.0.1:3000",
            "null",
            "",
        ] {
            assert!(!is_allowed(&allowed, bad), "{bad}");
        }
    }
}
