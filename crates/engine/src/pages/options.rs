//! What a page is asked to do when its link is made; kept with the link and then with the session. The names are MX's.

use crate::records::{Member, VerificationGuid};
use crate::verifications::READS;
use domain::clock::Timestamp;
use domain::id::MemberGuid;
use domain::run::{Reads, RunKind};
use serde::{Deserialize, Serialize};

/// Which page is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// Connecting and repairing.
    #[default]
    Connect,
    /// All that a person has connected.
    Connections,
    /// To the own page of the member's institution.
    Leave,
    /// What a verification wants of the person.
    Verification,
}

/// What a connection is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Accounts and transactions.
    #[default]
    Aggregation,
    /// Account numbers, for payments.
    Verification,
}

/// How a visit at the bank's own page ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Referral {
    /// With a message to the opener.
    #[default]
    Browser,
    /// With a redirect into the app.
    App,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum ColorScheme {
    /// As the person's device has it.
    #[default]
    Browser,
    Light,
    Dark,
}

/// A visit for a verification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificationVisit {
    #[serde(with = "guid_text")]
    pub guid: VerificationGuid,
    /// Of the link that opened it; a newer link ends it.
    pub link_hash: String,
    pub ordered_at: Timestamp,
}

/// What a page is asked to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "MX's options, each independent")]
pub struct PageOptions {
    pub page: PageKind,
    pub mode: Mode,
    /// Opens at this member.
    #[serde(with = "guid_text::option")]
    pub member: Option<MemberGuid>,
    /// Opens at this institution, by code; a member wins over it.
    pub institution: Option<String>,
    /// Opens the login form of the member.
    pub update_credentials: bool,
    /// For its member and no other.
    pub is_for_one: bool,
    /// For this verification and nothing else.
    pub verification: Option<VerificationVisit>,
    pub disable_institution_search: bool,
    pub include_transactions: Option<bool>,
    pub include_identity: bool,
    /// None: as the mode has it.
    pub is_background_disabled: Option<bool>,
    pub client_redirect_url: Option<String>,
    pub oauth_referral: Option<Referral>,
    /// The person's device may open the institution's own app instead of its page, where it has one.
    pub enable_app2app: bool,
    /// After a visit at the institution's page nothing is read before the application asks for it.
    pub skip_aggregation: bool,
    pub is_mobile_webview: bool,
    pub ui_message_version: u8,
    pub webview_scheme: String,
    pub color_scheme: ColorScheme,
    /// ISO 3166, two letters; all when empty.
    pub countries: Vec<String>,
    pub use_cases: Vec<String>,
    pub connections_use_case_filter: bool,
    /// What a connection must deliver, by MX's names.
    pub products: Vec<String>,
    /// The tag of the language; the browser's when there is none.
    pub language: Option<String>,
}

impl PageOptions {
    /// The version of messages that is spoken unless another is asked for.
    pub const MESSAGE_VERSION: u8 = 4;
    /// The scheme of messages in web views unless another is asked for.
    pub const WEBVIEW_SCHEME: &str = "mx";

    /// Whether nothing is read from members made here while nobody is there: what is connected to verify something is read for that.
    pub fn disables_background(&self) -> bool {
        self.is_background_disabled.unwrap_or(self.begins_apart())
    }

    /// What is read of members made here, beside accounts.
    pub fn reads(&self) -> Reads {
        if self.verification.is_some() {
            return READS;
        }
        let has = |product: &str| self.products.iter().any(|one| one == product);
        let is_aggregation = self.mode == Mode::Aggregation;
        Reads {
            transactions: self.include_transactions.unwrap_or(is_aggregation) || has("transactions"),
            holdings: is_aggregation,
            numbers: !is_aggregation || has("account_verification"),
            owners: self.include_identity || has("identity_verification"),
            statements: has("statements"),
        }
    }

    /// What a member made here is to read, if it is something else than runs of its kind do. What a verification reads, it reads once.
    pub fn unusual_reads(&self) -> Option<Reads> {
        let reads = self.reads();
        (self.verification.is_none() && reads != Reads::of(self.run_kind())).then_some(reads)
    }

    /// Whether what connecting here is for is begun by another job than the first that a new connection has by itself.
    pub fn begins_apart(&self) -> bool {
        self.mode == Mode::Verification || self.verification.is_some()
    }

    /// What a member is connected for.
    pub fn run_kind(&self) -> RunKind {
        match self.mode {
            Mode::Aggregation => RunKind::Aggregate,
            Mode::Verification => RunKind::Verify,
        }
    }

    /// Whether a link that people pass on opened the visit: it is told nothing of who they are.
    pub fn is_passed_on(&self) -> bool {
        self.is_for_one || self.verification.is_some()
    }

    /// Whether a person may remove this connection here. Links of verifications are passed on: what was there before is its own page's.
    pub fn may_remove(&self, member: &Member) -> bool {
        let visit = self.verification.as_ref();
        visit.is_none_or(|visit| member.created_at >= visit.ordered_at)
    }

    /// How a visit at the bank's own page ends.
    pub fn referral(&self) -> Referral {
        let default = if self.is_mobile_webview { Referral::App } else { Referral::Browser };
        self.oauth_referral.unwrap_or(default)
    }
}

impl Default for PageOptions {
    fn default() -> Self {
        Self {
            page: PageKind::default(),
            mode: Mode::default(),
            member: None,
            institution: None,
            update_credentials: false,
            is_for_one: false,
            verification: None,
            disable_institution_search: false,
            include_transactions: None,
            include_identity: false,
            is_background_disabled: None,
            client_redirect_url: None,
            oauth_referral: None,
            enable_app2app: true,
            skip_aggregation: false,
            is_mobile_webview: false,
            ui_message_version: Self::MESSAGE_VERSION,
            webview_scheme: Self::WEBVIEW_SCHEME.to_owned(),
            color_scheme: ColorScheme::default(),
            countries: Vec::new(),
            use_cases: Vec::new(),
            connections_use_case_filter: false,
            products: Vec::new(),
            language: None,
        }
    }
}

/// A guid as its text.
mod guid_text {
    use domain::id::{Guid, Kind};
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<K: Kind, S: Serializer>(guid: &Guid<K>, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(guid)
    }

    pub(super) fn deserialize<'de, K: Kind, D: Deserializer<'de>>(from: D) -> Result<Guid<K>, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }

    pub(super) mod option {
        use super::{Deserialize, Deserializer, Error, Guid, Kind, Serializer};

        #[expect(clippy::ref_option, reason = "serde's signature")]
        pub(in super::super) fn serialize<K: Kind, S: Serializer>(
            guid: &Option<Guid<K>>,
            out: S,
        ) -> Result<S::Ok, S::Error> {
            match guid {
                Some(guid) => out.serialize_some(&guid.to_string()),
                None => out.serialize_none(),
            }
        }

        pub(in super::super) fn deserialize<'de, K: Kind, D: Deserializer<'de>>(
            from: D,
        ) -> Result<Option<Guid<K>>, D::Error> {
            let text = Option::<String>::deserialize(from)?;
            text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_and_what_is_absent_is_the_default() {
        assert_eq!(serde_json::from_str::<PageOptions>("{}").unwrap(), PageOptions::default());
        let full = PageOptions {
            page: PageKind::Connections,
            mode: Mode::Verification,
            member: Some("MBR-00000000-0000-0000-0000-000000000001".parse().unwrap()),
            countries: vec!["CA".to_owned()],
            oauth_referral: Some(Referral::App),
            color_scheme: ColorScheme::Dark,
            ..PageOptions::default()
        };
        let json = serde_json::to_string(&full).unwrap();
        assert_eq!(serde_json::from_str::<PageOptions>(&json).unwrap(), full, "{json}");
    }

    #[test]
    fn defaults_depend_on_one_another_as_with_mx() {
        let verification = PageOptions { mode: Mode::Verification, ..PageOptions::default() };
        assert!(verification.disables_background());
        assert!(!PageOptions { is_background_disabled: Some(false), ..verification }.disables_background());
        let webview = PageOptions { is_mobile_webview: true, ..PageOptions::default() };
        assert_eq!(
            (webview.referral(), PageOptions::default().referral()),
            (Referral::App, Referral::Browser)
        );
    }
}
