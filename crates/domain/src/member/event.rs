//! What can be observed of a member. Names and meaning are those of the transition table.

/// A fact about a member, as a row of the transition table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// Created with credentials that were never tried.
    CreatedWithCredentials,
    /// Created to be authorised at the institution's own page.
    CreatedOauth,
    /// Created by hand; never aggregates.
    CreatedManual,
    /// Brought in from elsewhere without credentials.
    ImportedWithoutCredentials,
    /// A run begins.
    AggregationStarted,
    /// The institution accepted the login.
    CredentialsAccepted,
    /// The institution refused the login.
    CredentialsRejected,
    /// Counted by the hub: refused for the third time in a row, or more.
    CredentialsRejectedThrice,
    /// Refused for a cause that is no wrong password.
    CredentialsRejectedUncounted,
    /// The institution asks a question.
    MfaDemanded,
    /// The person answered.
    MfaAnswered,
    /// The answer was wrong.
    MfaWrong,
    /// The person pressed no.
    MfaDeclined,
    /// The answer did not come in time.
    MfaTimeout,
    /// A login step was left open too long.
    SessionTimeout,
    /// The institution sends a code at each login.
    CodeAtEveryLogin,
    /// The institution locked the login.
    InstitutionLocked,
    /// Something waits for the person at the institution's site.
    UserAttentionNeeded,
    /// The institution wants a new password first.
    PasswordChangeRequired,
    /// The run takes longer than normal.
    RunSlow,
    /// A technical failure.
    SoftFailure,
    /// Counted by the hub: a technical failure, the third in a short time.
    SoftFailureThird,
    /// The run read everything.
    AggregationSucceeded,
    /// The login is good and there is no account.
    NoAccountsFound,
    /// Something is wrong with one account, or with the call; the member stays as it is.
    AccountLevelError,
    /// Too many calls.
    RateLimited,
    /// New credentials were given.
    CredentialsUpdated,
    /// A needed credential is absent.
    CredentialsMissing,
    /// The person withdrew the credentials.
    CredentialsErased,
    /// Consent or token are no longer good.
    ConsentLost,
    /// The consent ends soon.
    ConsentExpiring,
    /// The person goes to the institution's page.
    OauthStarted,
    /// The person came back with a consent.
    OauthSucceeded,
    /// The person left or declined.
    OauthCancelled,
    /// The login failed at the institution's own page.
    OauthLoginFailed,
    /// Halted on purpose.
    Paused,
    /// No longer halted.
    Unpaused,
    /// Ended by somebody.
    Closed,
    /// Opened again.
    Reopened,
    /// Deleted.
    Deleted,
    /// The hour for the consent is over.
    PendingOneHourPassed,
    /// Fourteen days passed without a success.
    TwoWeeksWithoutSuccess,
    /// No source covers the institution any more.
    InstitutionDiscontinued,
    /// A source covers the institution again.
    InstitutionRestored,
    /// Moved to another source, with the credentials.
    MigratedCredentialsKept,
    /// Moved to another source that needs a new login.
    MigratedLoginNeeded,
}

impl Event {
    /// All, in the order of the table's rows.
    pub const ALL: [Self; 46] = [
        Self::CreatedWithCredentials,
        Self::CreatedOauth,
        Self::CreatedManual,
        Self::ImportedWithoutCredentials,
        Self::AggregationStarted,
        Self::CredentialsAccepted,
        Self::CredentialsRejected,
        Self::CredentialsRejectedThrice,
        Self::CredentialsRejectedUncounted,
        Self::MfaDemanded,
        Self::MfaAnswered,
        Self::MfaWrong,
        Self::MfaDeclined,
        Self::MfaTimeout,
        Self::SessionTimeout,
        Self::CodeAtEveryLogin,
        Self::InstitutionLocked,
        Self::UserAttentionNeeded,
        Self::PasswordChangeRequired,
        Self::RunSlow,
        Self::SoftFailure,
        Self::SoftFailureThird,
        Self::AggregationSucceeded,
        Self::NoAccountsFound,
        Self::AccountLevelError,
        Self::RateLimited,
        Self::CredentialsUpdated,
        Self::CredentialsMissing,
        Self::CredentialsErased,
        Self::ConsentLost,
        Self::ConsentExpiring,
        Self::OauthStarted,
        Self::OauthSucceeded,
        Self::OauthCancelled,
        Self::OauthLoginFailed,
        Self::Paused,
        Self::Unpaused,
        Self::Closed,
        Self::Reopened,
        Self::Deleted,
        Self::PendingOneHourPassed,
        Self::TwoWeeksWithoutSuccess,
        Self::InstitutionDiscontinued,
        Self::InstitutionRestored,
        Self::MigratedCredentialsKept,
        Self::MigratedLoginNeeded,
    ];

    /// The name in API, SQL and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CreatedWithCredentials => "created_with_credentials",
            Self::CreatedOauth => "created_oauth",
            Self::CreatedManual => "created_manual",
            Self::ImportedWithoutCredentials => "imported_without_credentials",
            Self::AggregationStarted => "aggregation_started",
            Self::CredentialsAccepted => "credentials_accepted",
            Self::CredentialsRejected => "credentials_rejected",
            Self::CredentialsRejectedThrice => "credentials_rejected_thrice",
            Self::CredentialsRejectedUncounted => "credentials_rejected_uncounted",
            Self::MfaDemanded => "mfa_demanded",
            Self::MfaAnswered => "mfa_answered",
            Self::MfaWrong => "mfa_wrong",
            Self::MfaDeclined => "mfa_declined",
            Self::MfaTimeout => "mfa_timeout",
            Self::SessionTimeout => "session_timeout",
            Self::CodeAtEveryLogin => "code_at_every_login",
            Self::InstitutionLocked => "institution_locked",
            Self::UserAttentionNeeded => "user_attention_needed",
            Self::PasswordChangeRequired => "password_change_required",
            Self::RunSlow => "run_slow",
            Self::SoftFailure => "soft_failure",
            Self::SoftFailureThird => "soft_failure_third",
            Self::AggregationSucceeded => "aggregation_succeeded",
            Self::NoAccountsFound => "no_accounts_found",
            Self::AccountLevelError => "account_level_error",
            Self::RateLimited => "rate_limited",
            Self::CredentialsUpdated => "credentials_updated",
            Self::CredentialsMissing => "credentials_missing",
            Self::CredentialsErased => "credentials_erased",
            Self::ConsentLost => "consent_lost",
            Self::ConsentExpiring => "consent_expiring",
            Self::OauthStarted => "oauth_started",
            Self::OauthSucceeded => "oauth_succeeded",
            Self::OauthCancelled => "oauth_cancelled",
            Self::OauthLoginFailed => "oauth_login_failed",
            Self::Paused => "paused",
            Self::Unpaused => "unpaused",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Deleted => "deleted",
            Self::PendingOneHourPassed => "pending_one_hour_passed",
            Self::TwoWeeksWithoutSuccess => "two_weeks_without_success",
            Self::InstitutionDiscontinued => "institution_discontinued",
            Self::InstitutionRestored => "institution_restored",
            Self::MigratedCredentialsKept => "migrated_credentials_kept",
            Self::MigratedLoginNeeded => "migrated_login_needed",
        }
    }

    /// The event of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.name() == name)
    }

    /// The row of this event in the table.
    #[expect(clippy::as_conversions, reason = "a discriminant; the table checks the order when it compiles")]
    pub const fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_again() {
        for event in Event::ALL {
            assert_eq!(Event::from_name(event.name()), Some(event));
        }
        assert_eq!(Event::from_name("party"), None);
    }
}
