//! The conditions: every kind of trouble that a bank can make, by name, in one table. A condition comes to hold by what is
//! typed as password (see `script`), or because the bank's staff says so of a login or of a whole institution.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::fault::Fault;
use crate::refusal::Refusal;
use crate::script::{OnPassword, Round, Verdict};

/// A row of the table; written and read by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) name: &'static str,
    pub(crate) does: Does,
}

/// What a condition does, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Does {
    /// Decides what presenting a password brings about; reading goes on as it would.
    AtSignIn(OnPassword),
    // All that follow leave the sign-in to the password.
    NoAccounts,
    FailAccounts(Fault),
    /// Fails the transactions of one account, the first by id.
    FailOneAccount(Fault),
    FailStatements(Fault),
    /// Fails the document of each account's newest statement.
    FailNewestDocument(Fault),
    /// A page of the web comes in place of that document.
    SpoilNewestDocument,
    /// A notice beside the accounts, by the condition's name, perhaps of something to come.
    Notify {
        in_days: Option<i64>,
    },
}

/// What the bank's staff has said of one login.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ruling {
    #[default]
    Unsaid,
    /// No condition holds, whatever the password names.
    Settled,
    Holds(Condition),
}

pub(crate) const LOGIN_LOCKED: Condition = refuse("login_locked", Refusal::LoginLocked);
pub(crate) const LOGIN_DISABLED: Condition = refuse("login_disabled", Refusal::LoginDisabled);
pub(crate) const ATTENTION_NEEDED: Condition = refuse("attention_needed", Refusal::AttentionNeeded);

pub(crate) const CONDITIONS: &[Condition] = &[
    refuse("wrong_credentials", Refusal::WrongCredentials),
    LOGIN_LOCKED,
    LOGIN_DISABLED,
    ATTENTION_NEEDED,
    refuse("other_customer", Refusal::OtherCustomer),
    refuse("not_a_customer", Refusal::NotACustomer),
    refuse("sign_in_again", Refusal::SignInAgain),
    refuse("password_expired", Refusal::PasswordExpired),
    refuse("session_expired", Refusal::SessionExpired),
    refuse("code_not_delivered", Refusal::CodeNotDelivered),
    refuse("second_factor_unsupported", Refusal::SecondFactorUnsupported),
    refuse("second_factor_missing", Refusal::SecondFactorMissing),
    refuse("terms_not_accepted", Refusal::TermsNotAccepted),
    refuse("setup_incomplete", Refusal::SetupIncomplete),
    refuse("third_party_access_off", Refusal::ThirdPartyAccessOff),
    refuse("language_unsupported", Refusal::LanguageUnsupported),
    refuse("consent_expired", Refusal::ConsentExpired),
    refuse("consent_revoked", Refusal::ConsentRevoked),
    refuse("token_revoked", Refusal::TokenRevoked),
    refuse("interface_replaced", Refusal::InterfaceReplaced),
    refuse("institution_discontinued", Refusal::InstitutionDiscontinued),
    refuse("customer_kind_unsupported", Refusal::CustomerKindUnsupported),
    refuse("connection_unknown", Refusal::ConnectionUnknown),
    refuse("field_added", Refusal::MissingField),
    at_sign_in("approval_declined", OnPassword::AwaitApproval(Verdict::Declined)),
    fail("bad_request", Fault::BadRequest),
    fail("server_error", Fault::ServerError),
    fail("unavailable", Fault::Unavailable),
    fail("client_blocked", Fault::ClientBlocked),
    fail("client_unknown", Fault::ClientUnknown),
    fail("under_construction", Fault::UnderConstruction),
    fail("signed_in_elsewhere", Fault::SignedInElsewhere),
    fail("channel_error", Fault::ChannelError),
    fail("channel_timeout", Fault::ChannelTimeout),
    fail("channel_maintenance", Fault::ChannelMaintenance),
    fail("backend_timeout", Fault::BackendTimeout),
    fail("temporary_fault", Fault::Temporary),
    fail("e_7731", Fault::Undocumented),
    fail("request_malformed", Fault::RequestMalformed),
    fail("too_many_requests", Fault::TooManyRequests),
    fail("hang_up", Fault::HangUp),
    at_sign_in("challenge", OnPassword::Ask(&[Round::Text])),
    at_sign_in("options", OnPassword::Ask(&[Round::Choice])),
    at_sign_in("image", OnPassword::Ask(&[Round::ImageChoice])),
    at_sign_in("token", OnPassword::Ask(&[Round::CodeByText])),
    at_sign_in("approve", OnPassword::AwaitApproval(Verdict::Approved)),
    at_sign_in("captcha", OnPassword::Ask(&[Round::Captcha])),
    at_sign_in("code_every_login", OnPassword::AskIfPresent(&[Round::CodeByText])),
    condition("no_accounts", Does::NoAccounts),
    condition("data_not_ready", Does::FailAccounts(Fault::DataNotReady)),
    condition("refresh_running", Does::FailAccounts(Fault::RefreshRunning)),
    condition("account_closed", Does::FailOneAccount(Fault::AccountClosed)),
    condition("account_gone", Does::FailOneAccount(Fault::UnknownAccount)),
    condition("account_changed", Does::FailOneAccount(Fault::AccountChanged)),
    condition("account_listed_twice", Does::FailOneAccount(Fault::AccountListedTwice)),
    condition("account_incomplete", Does::FailOneAccount(Fault::AccountIncomplete)),
    condition("partial_data", Does::FailOneAccount(Fault::Temporary)),
    condition("statements_not_offered", Does::FailStatements(Fault::NotOffered)),
    condition("report_failed", Does::FailStatements(Fault::ReportFailed)),
    condition("document_failed", Does::FailNewestDocument(Fault::ReportFailed)),
    condition("document_is_none", Does::SpoilNewestDocument),
    condition("consent_ends", Does::Notify { in_days: Some(NOTICE_DAYS) }),
    condition("permission_missing", Does::Notify { in_days: None }),
    condition("account_not_shared", Does::Notify { in_days: None }),
    condition("interface_changes", Does::Notify { in_days: Some(NOTICE_DAYS) }),
];

/// How long before it happens the bank tells of a thing.
const NOTICE_DAYS: i64 = 7;

const fn condition(name: &'static str, does: Does) -> Condition {
    Condition { name, does }
}

const fn at_sign_in(name: &'static str, does: OnPassword) -> Condition {
    condition(name, Does::AtSignIn(does))
}

const fn refuse(name: &'static str, refusal: Refusal) -> Condition {
    at_sign_in(name, OnPassword::Refuse(refusal))
}

const fn fail(name: &'static str, fault: Fault) -> Condition {
    at_sign_in(name, OnPassword::Fail(fault))
}

impl Condition {
    pub(crate) fn named(name: &str) -> Option<Condition> {
        CONDITIONS.iter().find(|condition| condition.name == name).copied()
    }

    /// The condition whose name this is in capitals.
    pub(crate) fn in_capitals(text: &str) -> Option<Condition> {
        let is_capital = !text.contains(|letter: char| letter.is_ascii_lowercase());
        is_capital.then(|| text.to_ascii_lowercase()).and_then(|name| Condition::named(&name))
    }
}

/// The one condition that holds: the institution's, else the one that staff ruled for the login, else the password's.
pub(crate) fn holding(
    of_institution: Option<Condition>,
    ruling: Ruling,
    of_password: Option<Condition>,
) -> Option<Condition> {
    of_institution.or(match ruling {
        Ruling::Unsaid => of_password,
        Ruling::Settled => None,
        Ruling::Holds(condition) => Some(condition),
    })
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Condition, D::Error> {
        let name = String::deserialize(deserializer)?;
        Condition::named(&name).ok_or_else(|| de::Error::custom("no condition has this name"))
    }
}

impl From<Option<Condition>> for Ruling {
    fn from(condition: Option<Condition>) -> Ruling {
        condition.map_or(Ruling::Settled, Ruling::Holds)
    }
}

impl Ruling {
    pub(crate) fn condition(self) -> Option<Condition> {
        holding(None, self, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_contracts_and_stand_there_once() {
        let page = include_str!("../../../docs/BANK.md");
        let tables = page.split("\n## Conditions\n").nth(1).unwrap().split("\n## ").next().unwrap();
        let mut told: Vec<&str> = tables
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
            .map(|(name, _)| name)
            .collect();
        let mut names: Vec<&str> = CONDITIONS.iter().map(|condition| condition.name).collect();
        told.sort_unstable();
        names.sort_unstable();
        assert_eq!(told, names);
        names.dedup();
        assert_eq!(names.len(), CONDITIONS.len());
    }

    #[test]
    fn names_are_read_in_small_letters_and_in_capitals() {
        for (text, named, in_capitals) in [
            ("e_7731", Some("e_7731"), None),
            ("E_7731", None, Some("e_7731")),
            ("Hang_up", None, None),
            ("HANG_UP", None, Some("hang_up")),
            ("", None, None),
        ] {
            let name = |condition: Option<Condition>| condition.map(|condition| condition.name);
            assert_eq!(name(Condition::named(text)), named, "{text}");
            assert_eq!(name(Condition::in_capitals(text)), in_capitals, "{text}");
        }
    }

    #[test]
    fn the_institution_goes_before_staff_and_staff_before_the_password() {
        let [one, other, third] = [LOGIN_LOCKED, LOGIN_DISABLED, ATTENTION_NEEDED];
        for (of_institution, ruling, of_password, holds) in [
            (None, Ruling::Unsaid, None, None),
            (None, Ruling::Unsaid, Some(third), Some(third)),
            (None, Ruling::Settled, Some(third), None),
            (None, Ruling::Holds(other), Some(third), Some(other)),
            (Some(one), Ruling::Holds(other), Some(third), Some(one)),
            (Some(one), Ruling::Settled, None, Some(one)),
        ] {
            assert_eq!(holding(of_institution, ruling, of_password), holds, "{ruling:?}");
        }
    }
}
