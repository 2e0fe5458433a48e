//! Why a sign-in ends without a token: the code is the variant's name, the message is for the person.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Refusal {
    WrongCredentials,
    LoginLocked,
    LoginDisabled,
    WrongAnswer,
    AnswerTooLate,
    AttentionNeeded,
    UnknownInstitution,
    MissingField,
    OtherCustomer,
    NotACustomer,
    SignInAgain,
    PasswordExpired,
    SessionExpired,
    CodeNotDelivered,
    SecondFactorUnsupported,
    SecondFactorMissing,
    TermsNotAccepted,
    SetupIncomplete,
    ThirdPartyAccessOff,
    LanguageUnsupported,
    ConsentExpired,
    ConsentRevoked,
    TokenRevoked,
    InterfaceReplaced,
    InstitutionDiscontinued,
    CustomerKindUnsupported,
    ConnectionUnknown,
    ApprovalDeclined,
    PersonNeeded,
}

impl Refusal {
    /// The name by which it goes out.
    pub(crate) fn code(self) -> String {
        let written = serde_json::to_value(self).ok();
        written.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }

    pub(crate) fn message(self) -> &'static str {
        match self {
            Refusal::WrongCredentials => "These sign-in details do not match our records.",
            Refusal::LoginLocked => "This login is locked after too many failed tries. Call us to unlock it.",
            Refusal::LoginDisabled => "This login has been disabled.",
            Refusal::WrongAnswer => "The answer is not right.",
            Refusal::AnswerTooLate => "The answer came too late. Sign in again.",
            Refusal::AttentionNeeded => "Something on our website needs your attention. Sign in there first.",
            Refusal::UnknownInstitution => "No such institution is reached through this channel.",
            Refusal::MissingField => "A field of the login form is missing or empty.",
            Refusal::OtherCustomer => "This is another customer than the first time.",
            Refusal::NotACustomer => "This person is not a customer of ours.",
            Refusal::SignInAgain => "Sign in anew with all your details.",
            Refusal::PasswordExpired => "Your password has expired. Choose a new one on our website.",
            Refusal::SessionExpired => "The session has expired.",
            Refusal::CodeNotDelivered => "The code could not be delivered to you.",
            Refusal::SecondFactorUnsupported => {
                "The second factor that you have chosen works on our website only."
            }
            Refusal::SecondFactorMissing => {
                "You have no second factor yet. Set one up on our website before you sign in here."
            }
            Refusal::TermsNotAccepted => "Our terms have changed. Accept them on our website first.",
            Refusal::SetupIncomplete => "You have not finished setting up your login on our website.",
            Refusal::ThirdPartyAccessOff => "Access by others is switched off in your settings with us.",
            Refusal::LanguageUnsupported => "This access does not work in the language of your login.",
            Refusal::ConsentExpired => "Your consent to this access has expired.",
            Refusal::ConsentRevoked => "You have revoked your consent to this access.",
            Refusal::TokenRevoked => "The permission for this access has been withdrawn.",
            Refusal::InterfaceReplaced => "This way of access has been switched off; there is another one.",
            Refusal::InstitutionDiscontinued => "This institution is no longer offered.",
            Refusal::CustomerKindUnsupported => "Logins of this kind of customer are not served here.",
            Refusal::ConnectionUnknown => "We know of no such connection.",
            Refusal::ApprovalDeclined => "The sign-in was declined where it had to be approved.",
            Refusal::PersonNeeded => "This login needs its owner at each sign-in.",
        }
    }
}
