//! MX's options of a page, checked. What MX names and these pages do not use is checked all the same and then passed over.

use crate::api::institutions;
use crate::error::{Code, Refusal};
use crate::request::caller::Caller;
use crate::request::fields::{GivenProduct, GivenUseCase, ID_CHARS_MAX, Object, Text};
use domain::text::Language;
use engine::{ColorScheme, Mode, NewPageLink, PageKind, PageOptions, Referral};
use serde::Deserialize;
use utoipa::ToSchema;

/// Countries that one link may name.
const COUNTRIES_MAX: usize = 50;
const SCHEME_CHARS_MAX: usize = 50;
const URL_CHARS_MAX: usize = 2_000;

/// The widgets that exist here.
const WIDGETS: [(&str, PageKind); 2] =
    [("connect_widget", PageKind::Connect), ("connections_widget", PageKind::Connections)];

pub(super) type Short = Text<255>;
pub(super) type Url = Text<URL_CHARS_MAX>;
type GivenName = Text<ID_CHARS_MAX>;

/// What to open, and how.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(super) struct WidgetRequest {
    /// `connect_widget` or `connections_widget`.
    #[schema(value_type = Option<String>, example = "connect_widget")]
    pub(super) widget_type: Option<Short>,
    /// `aggregation` (default) or `verification`.
    #[schema(value_type = Option<String>, example = "aggregation")]
    mode: Option<Short>,
    /// Opens at this member, with the page that its state calls for; wins over an institution.
    #[schema(value_type = Option<String>, example = "MBR-7c6f361b-e582-15b6-60c0-358f12466b4b")]
    current_member_guid: Option<GivenName>,
    /// Opens at the login form of this institution.
    #[schema(value_type = Option<String>, example = "mxbank")]
    current_institution_code: Option<Short>,
    #[schema(value_type = Option<String>, example = "INS-f1a3285d-e855-b61f-6aa7-8ae575c0e0e9")]
    current_institution_guid: Option<Short>,
    /// Not used: there are no microdeposits here.
    #[schema(value_type = Option<String>)]
    #[expect(dead_code, reason = "MX has it; it is checked and passed over")]
    current_microdeposit_guid: Option<Short>,
    /// Opens the member's login form whatever its state.
    update_credentials: Option<bool>,
    /// With a member or an institution: no way leads to the search.
    disable_institution_search: Option<bool>,
    include_transactions: Option<bool>,
    include_identity: Option<bool>,
    /// Members made here are not refreshed while nobody is there; the default of `verification`.
    disable_background_agg: Option<bool>,
    /// Where to go after a visit at the bank's own page, with `oauth_referral_source` `APP`.
    #[schema(value_type = Option<String>, max_length = 2000)]
    client_redirect_url: Option<Url>,
    /// `BROWSER` or `APP`; `APP` is the default in a web view.
    #[schema(value_type = Option<String>, example = "BROWSER")]
    oauth_referral_source: Option<Short>,
    enable_app2app: Option<bool>,
    /// Messages become changes of the address.
    is_mobile_webview: Option<bool>,
    /// 1 to 4; 4 unless given.
    #[schema(minimum = 1, maximum = 4, example = 4)]
    ui_message_version: Option<u8>,
    /// What such addresses begin with; `mx` unless given.
    #[schema(value_type = Option<String>, max_length = 50)]
    ui_message_webview_url_scheme: Option<Short>,
    /// `light`, `dark` or `browser` (as the person's device has it).
    #[schema(value_type = Option<String>, example = "light")]
    color_scheme: Option<Short>,
    /// Institutions of these countries alone.
    #[schema(value_type = Option<Vec<String>>, example = json!(["US", "CA"]))]
    iso_country_code: Option<Vec<Short>>,
    /// Kept with members made here.
    #[schema(inline)]
    use_cases: Option<Vec<GivenUseCase>>,
    connections_use_case_filter: Option<bool>,
    /// Institutions that deliver these products alone.
    #[schema(inline)]
    data_request: Option<Object<DataRequest>>,
    /// The language of the page, before the header Accept-Language.
    #[schema(value_type = Option<String>, example = "fr-CA")]
    locale: Option<Short>,
    /// Not used: the pages have one look.
    #[schema(value_type = Option<Object>)]
    #[expect(dead_code, reason = "MX has it; it is checked and passed over")]
    style: Option<serde_json::Map<String, serde_json::Value>>,
    /// Not used.
    #[schema(value_type = Option<Object>)]
    #[expect(dead_code, reason = "MX has it; it is checked and passed over")]
    deep_link_params: Option<serde_json::Map<String, serde_json::Value>>,
    /// Not used.
    #[schema(value_type = Option<String>)]
    #[expect(dead_code, reason = "MX has it; it is checked and passed over")]
    insight_guid: Option<Short>,
    /// Not used.
    #[schema(value_type = Option<String>)]
    #[expect(dead_code, reason = "MX has it; it is checked and passed over")]
    microwidget_instance_id: Option<Short>,
}

/// What a connection must deliver.
#[derive(Debug, Deserialize, ToSchema)]
struct DataRequest {
    products: Vec<GivenProduct>,
}

impl WidgetRequest {
    /// The link that is asked for.
    pub(super) fn read(self, page: PageKind, caller: &Caller) -> Result<NewPageLink, Refusal> {
        let member = self
            .current_member_guid
            .filter(|name| !name.0.is_empty())
            .map(|name| caller.member_name(&name.0))
            .transpose()
            .map_err(|_| refused("widget_url.current_member_guid", "a guid that begins with MBR-"))?;
        let institution = self
            .current_institution_guid
            .or(self.current_institution_code)
            .filter(|name| !name.0.is_empty())
            .map(|name| institutions::name(&name.0));
        let mode = one_of(
            "widget_url.mode",
            self.mode.as_ref(),
            &[("aggregation", Mode::Aggregation), ("verification", Mode::Verification)],
        )?;
        let oauth_referral =
            referral("widget_url.oauth_referral_source", self.oauth_referral_source.as_ref())?;
        let color_scheme = one_of(
            "widget_url.color_scheme",
            self.color_scheme.as_ref(),
            &[("light", ColorScheme::Light), ("dark", ColorScheme::Dark), ("browser", ColorScheme::Browser)],
        )?;
        let ui_message_version = self.ui_message_version.unwrap_or(PageOptions::MESSAGE_VERSION);
        if !(1..=PageOptions::MESSAGE_VERSION).contains(&ui_message_version) {
            return Err(refused("widget_url.ui_message_version", "a whole number from 1 to 4"));
        }
        let language = match &self.locale {
            Some(tag) => Some(
                Language::from_tag(&tag.0)
                    .ok_or_else(|| refused("widget_url.locale", "a language such as en, es or fr-CA"))?,
            ),
            None => caller.asked_language,
        };
        let products = self.data_request.map(|Object(request)| request.products).unwrap_or_default();
        let options = PageOptions {
            is_for_one: false,
            verification: None,
            page,
            mode: mode.unwrap_or_default(),
            member: None,
            institution: None,
            update_credentials: self.update_credentials.unwrap_or(false),
            disable_institution_search: self.disable_institution_search.unwrap_or(false),
            include_transactions: self.include_transactions,
            include_identity: self.include_identity.unwrap_or(false),
            is_background_disabled: self.disable_background_agg,
            client_redirect_url: self
                .client_redirect_url
                .map(|url| redirect("widget_url.client_redirect_url", url))
                .transpose()?,
            oauth_referral,
            enable_app2app: self.enable_app2app.unwrap_or(true),
            // MX has it for the link of one visit alone.
            skip_aggregation: false,
            is_mobile_webview: self.is_mobile_webview.unwrap_or(false),
            ui_message_version,
            webview_scheme: self.ui_message_webview_url_scheme.map_or_else(
                || Ok(PageOptions::WEBVIEW_SCHEME.to_owned()),
                |name| scheme("widget_url.ui_message_webview_url_scheme", name),
            )?,
            color_scheme: color_scheme.unwrap_or_default(),
            countries: countries(self.iso_country_code.unwrap_or_default())?,
            use_cases: self
                .use_cases
                .unwrap_or_default()
                .into_iter()
                .map(|GivenUseCase(one)| one.name().to_owned())
                .collect(),
            connections_use_case_filter: self.connections_use_case_filter.unwrap_or(false),
            products: products.into_iter().map(|GivenProduct(one)| one.name().to_owned()).collect(),
            language: language.map(|language| language.tag().to_owned()),
        };
        Ok(NewPageLink { member, institution, options })
    }
}

/// Which page a widget is; MX has more of them.
pub(super) fn page(widget_type: &str) -> Result<PageKind, Refusal> {
    let found = WIDGETS.iter().find(|(name, _)| *name == widget_type);
    found.map(|(_, page)| *page).ok_or_else(|| {
        let names: Vec<&str> = WIDGETS.iter().map(|(name, _)| *name).collect();
        refused(
            "widget_url.widget_type",
            &format!("one of {}; other widgets do not exist here", names.join(", ")),
        )
    })
}

fn refused(field: &str, expected: &str) -> Refusal {
    Refusal::new(Code::InvalidOption, format!("{field} must be {expected}"))
}

fn one_of<T: Copy>(field: &str, given: Option<&Short>, known: &[(&str, T)]) -> Result<Option<T>, Refusal> {
    let Some(given) = given else { return Ok(None) };
    let found = known.iter().find(|(name, _)| *name == given.0);
    found.map(|(_, value)| Some(*value)).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        refused(field, &format!("one of {}", names.join(", ")))
    })
}

pub(super) fn referral(field: &str, given: Option<&Short>) -> Result<Option<Referral>, Refusal> {
    one_of(field, given, &[("BROWSER", Referral::Browser), ("APP", Referral::App)])
}

/// Schemes that browsers and systems keep to themselves, or that run something.
const BROWSERS_OWN: [&str; 18] = [
    "about",
    "blob",
    "chrome",
    "data",
    "file",
    "filesystem",
    "ftp",
    "intent",
    "jar",
    "javascript",
    "mailto",
    "resource",
    "sms",
    "tel",
    "vbscript",
    "view-source",
    "ws",
    "wss",
];

/// Only addresses that a browser opens: an app's own scheme is one of them, a script is none.
pub(super) fn redirect(field: &str, url: Url) -> Result<String, Refusal> {
    let is_good = url.0.split_once("://").is_some_and(|(name, rest)| {
        let is_web = matches!(name, "http" | "https");
        let has_host = !rest.is_empty() && !rest.starts_with(['/', '?', '#', ':']);
        is_scheme(name) && (is_web && has_host || !is_web && !BROWSERS_OWN.contains(&name))
    }) && url.0.chars().all(|one| !one.is_control() && !one.is_whitespace());
    if is_good { Ok(url.0) } else { Err(refused(field, "an address such as https://app.example/done")) }
}

pub(super) fn scheme(field: &str, name: Short) -> Result<String, Refusal> {
    let is_web = matches!(name.0.as_str(), "http" | "https");
    let is_own = is_scheme(&name.0) && !is_web && !BROWSERS_OWN.contains(&name.0.as_str());
    if is_own && name.0.len() <= SCHEME_CHARS_MAX {
        Ok(name.0)
    } else {
        Err(refused(field, "the name of an app's own scheme, such as mx, in small letters"))
    }
}

fn is_scheme(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+-.".contains(&byte))
}

fn countries(given: Vec<Short>) -> Result<Vec<String>, Refusal> {
    let is_country = |one: &Short| one.0.len() == 2 && one.0.bytes().all(|byte| byte.is_ascii_uppercase());
    if given.len() > COUNTRIES_MAX || !given.iter().all(is_country) {
        return Err(refused(
            "widget_url.iso_country_code",
            "a list of countries in two capital letters, such as US",
        ));
    }
    Ok(given.into_iter().map(|one| one.0).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_to_come_back_to_run_no_script() {
        for good in ["https://app.example/done?x=1", "http://localhost:3000", "budget-app://done"] {
            assert!(redirect("x", Text(good.to_owned())).is_ok(), "{good}");
        }
        for bad in [
            "",
            "done",
            "javascript://%0aalert(1)",
            "intent://x",
            "JavaScript://x",
            "https://a b",
            "//x",
            "https:///x",
            "http://?x",
        ] {
            assert!(redirect("x", Text(bad.to_owned())).is_err(), "{bad}");
        }
        for (name, is_good) in [
            ("mx", true),
            ("com.app-x", true),
            ("about", false),
            ("https", false),
            ("", false),
            ("a:b", false),
        ] {
            assert_eq!(scheme("x", Text(name.to_owned())).is_ok(), is_good, "{name}");
        }
    }

    #[test]
    fn a_wrong_choice_is_named_with_those_that_exist() {
        let said = page("spending_widget").unwrap_err();
        assert_eq!(said.code.status().as_u16(), 400);
        assert!(said.message.contains("widget_url.widget_type"), "{}", said.message);
        assert!(said.message.contains("connect_widget, connections_widget"), "{}", said.message);
        let wrong = one_of(
            "widget_url.mode",
            Some(&Text("nightly".to_owned())),
            &[("aggregation", 1), ("verification", 2)],
        );
        assert_eq!(wrong.unwrap_err().message, "widget_url.mode must be one of aggregation, verification");
    }
}
