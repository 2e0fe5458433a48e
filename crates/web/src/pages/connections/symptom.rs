//! What people come to the guide with: a symptom in their own words, or the word beside their bank; and what in general helps.

use domain::diagnosis::Visitor;
use domain::member::Status;
use domain::reason::{Reason, Remedy, SUB_STEPS, SubStep};

/// What somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symptom {
    /// Connected, but no account shows.
    NoAccount,
    /// The login was entered, and it failed.
    LoginFailed,
    /// Sent to the browser, and stuck there.
    BrowserStuck,
    /// Asked for a code again and again.
    CodeLoop,
    /// One account is missing.
    AccountMissing,
    /// An account that is new is missing.
    NewAccount,
    /// The bank rejects a password that is right.
    RightPassword,
}

/// What is looked at beside the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// Which accounts there are, and which are hidden.
    Accounts,
    /// Whether the login is accepted.
    Login,
}

impl Symptom {
    pub(super) const ALL: [Self; 7] = [
        Self::NoAccount,
        Self::LoginFailed,
        Self::BrowserStuck,
        Self::CodeLoop,
        Self::AccountMissing,
        Self::NewAccount,
        Self::RightPassword,
    ];

    /// The name in addresses and texts.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::NoAccount => "no-account",
            Self::LoginFailed => "login-failed",
            Self::BrowserStuck => "browser-stuck",
            Self::CodeLoop => "code-loop",
            Self::AccountMissing => "account-missing",
            Self::NewAccount => "new-account",
            Self::RightPassword => "right-password",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    pub(super) const fn about(self) -> About {
        match self {
            Self::NoAccount | Self::AccountMissing | Self::NewAccount => About::Accounts,
            Self::LoginFailed | Self::BrowserStuck | Self::CodeLoop | Self::RightPassword => About::Login,
        }
    }

    /// The reason whose steps fit it, for the conditions of sub-steps.
    const fn reason(self) -> Reason {
        match self {
            Self::NoAccount => Reason::NoAccounts,
            Self::LoginFailed | Self::RightPassword => Reason::CredentialsRejected,
            Self::BrowserStuck => Reason::OauthTechnical,
            Self::CodeLoop => Reason::MfaEveryLogin,
            Self::AccountMissing => Reason::AccountNotFound,
            Self::NewAccount => Reason::NewAccountNotShared,
        }
    }

    /// What helps in general, the first step first.
    pub(super) const fn remedies(self) -> &'static [Remedy] {
        match self {
            Self::NoAccount => &[
                Remedy::Wait15m,
                Remedy::ReopenApp,
                Remedy::LoginAtSite,
                Remedy::AcceptTerms,
                Remedy::GrantAccounts,
            ],
            Self::LoginFailed => {
                &[Remedy::RetypeByHand, Remedy::CheckInstitution, Remedy::LoginAtSite, Remedy::ResetPassword]
            }
            Self::BrowserStuck => &[Remedy::OtherBrowser, Remedy::DisableAdBlocker, Remedy::ReopenApp],
            Self::CodeLoop => &[Remedy::RestartReady, Remedy::RelaxMfaSetting],
            Self::AccountMissing => &[
                Remedy::ReopenApp,
                Remedy::ConfirmActive,
                Remedy::GrantAccounts,
                Remedy::OtherAccount,
                Remedy::TrackManually,
            ],
            Self::NewAccount => &[Remedy::GrantAccounts, Remedy::Wait24h, Remedy::TrackManually],
            Self::RightPassword => &[
                Remedy::CheckInstitution,
                Remedy::RetypeByHand,
                Remedy::LoginAtSite,
                Remedy::EnableThirdParty,
            ],
        }
    }

    /// How to carry a remedy out, on the visitor's browser and device.
    pub(super) fn steps(self, remedy: Remedy, visitor: Visitor<'_>) -> Vec<&'static SubStep> {
        let fits = |wanted: &[&str], given: Option<&str>| {
            wanted.is_empty() || given.is_none_or(|given| wanted.contains(&given))
        };
        SUB_STEPS
            .iter()
            .filter(|step| step.remedy == remedy && step.institutions.is_empty())
            .filter(|step| fits(step.browsers, visitor.browser) && fits(step.platforms, visitor.platform))
            .filter(|step| step.reasons.is_empty() || step.reasons.contains(&self.reason()))
            .collect()
    }
}

/// The words beside a bank that the guide explains.
pub(super) const STATUSES: [Status; 8] = [
    Status::Impeded,
    Status::Denied,
    Status::Prevented,
    Status::Expired,
    Status::Challenged,
    Status::Failed,
    Status::Degraded,
    Status::Disconnected,
];

/// The name of a status in addresses and texts.
pub(super) fn status_name(status: Status) -> String {
    status.name().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::{Language, has};

    #[test]
    fn every_symptom_has_words_and_advice() {
        for symptom in Symptom::ALL {
            assert_eq!(Symptom::from_name(symptom.name()), Some(symptom));
            assert!(!symptom.remedies().is_empty());
            for language in Language::ALL {
                assert!(has(*language, &format!("page-symptom-{}", symptom.name())), "{symptom:?}");
            }
        }
        for status in STATUSES {
            assert!(has(Language::English, &format!("page-chip-{}", status_name(status))));
        }
        assert_eq!(Symptom::from_name("impeded"), None);
    }

    #[test]
    fn steps_fit_the_browser() {
        let names = |browser, platform| {
            let visitor = Visitor { browser: Some(browser), platform: Some(platform) };
            let steps = Symptom::BrowserStuck.steps(Remedy::DisableAdBlocker, visitor);
            steps.iter().map(|step| step.name).collect::<Vec<_>>()
        };
        assert!(names("safari", "ios").contains(&"disable_ad_blocker_safari_ios"));
        assert!(!names("firefox", "desktop").contains(&"disable_ad_blocker_safari_ios"));
    }
}
