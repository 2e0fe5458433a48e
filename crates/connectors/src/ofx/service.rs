//! How one institution is reached: what a directory of OFX servers says of it.

use crate::directory::{FieldKind, FormField};
use serde::Deserialize;

use super::parse::Form;

/// The fields of the login form.
pub(super) const USER_ID: &str = "USERID";
pub(super) const PASSWORD: &str = "USERPASS";

/// An institution's OFX server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfxService {
    /// Where every request is posted.
    pub url: String,
    /// Who the institution is to its server: `FI/ORG`. A few servers want none.
    #[serde(default)]
    pub org: Option<String>,
    /// `FI/FID`.
    #[serde(default)]
    pub fid: Option<String>,
    /// The version that is spoken, as text: `"102"`, `"220"`.
    pub version: Version,
    /// The routing number of its accounts, for servers that leave it out of the list of accounts.
    #[serde(default)]
    pub bank_id: Option<String>,
    /// The broker of its investment accounts, likewise.
    #[serde(default)]
    pub broker_id: Option<String>,
    /// The program that we say to be. Many servers serve only programs that they know.
    #[serde(default = "app_id")]
    pub app_id: String,
    #[serde(default = "app_version")]
    pub app_version: String,
    /// Say who the client is by an id of its own, the same for as long as the grant is kept. From version 103 on.
    #[serde(default)]
    pub client_uid: bool,
    /// Ask for the institution's profile at the first sign-in. Off for servers that fall over it.
    #[serde(default = "yes")]
    pub profile: bool,
    /// The header `User-Agent`. Some servers refuse what they do not know.
    #[serde(default = "user_agent")]
    pub user_agent: String,
}

fn app_id() -> String {
    "QWIN".to_owned()
}

fn app_version() -> String {
    "2700".to_owned()
}

fn user_agent() -> String {
    "InetClntApp/3.0".to_owned()
}

const fn yes() -> bool {
    true
}

/// A version of the protocol that this connector speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Version(u16);

/// The text names no version that is spoken here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is no version of OFX that is spoken here: 102, 103, 151, 160, 200, 201, 202, 203, 210, 211 or 220")]
pub struct NoVersion;

impl Version {
    const SPOKEN: [u16; 11] = [102, 103, 151, 160, 200, 201, 202, 203, 210, 211, 220];

    pub(super) const fn number(self) -> u16 {
        self.0
    }

    pub(super) const fn form(self) -> Form {
        if self.0 < 200 { Form::Sgml } else { Form::Xml }
    }

    /// Challenges, tokens and the client's own id came with 1.0.3 and 2.0.3; 1.6 has all of 1.0.3.
    pub(super) const fn knows_challenges(self) -> bool {
        matches!(self.0, 103 | 160) || self.0 >= 203
    }

    /// Transactions that have not posted yet came with 2.2.
    pub(super) const fn knows_pending(self) -> bool {
        self.0 >= 220
    }
}

impl TryFrom<String> for Version {
    type Error = NoVersion;

    fn try_from(text: String) -> Result<Self, NoVersion> {
        let number = text.parse().ok().filter(|number| Self::SPOKEN.contains(number));
        number.map(Self).ok_or(NoVersion)
    }
}

/// The form that nearly every institution has: user id and password.
pub fn login_form() -> Vec<FormField> {
    let field = |id: &str, label: &str, kind, names_person| FormField {
        id: id.to_owned(),
        guid: None,
        label: label.to_owned(),
        kind,
        options: Vec::new(),
        names_person,
    };
    vec![
        field(USER_ID, "User ID", FieldKind::Text, true),
        field(PASSWORD, "Password", FieldKind::Password, false),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_service_is_read_with_what_most_have_in_common() {
        let least = json!({"url": "https://ofx.bank.example/ofx", "version": "102"});
        let service: OfxService = serde_json::from_value(least.clone()).unwrap();
        assert_eq!((service.app_id.as_str(), service.app_version.as_str()), ("QWIN", "2700"));
        assert!(service.profile && !service.client_uid && service.org.is_none());
        for (field, value) in [("version", json!("101")), ("version", json!(102)), ("orgg", json!("B"))] {
            let mut wrong = least.clone();
            wrong[field] = value;
            assert!(serde_json::from_value::<OfxService>(wrong).is_err(), "{field}");
        }
    }
}
