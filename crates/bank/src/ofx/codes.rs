//! The status codes that the bank answers with, and what of it they say. The protocol knows fewer words than the bank.

use crate::fault::Fault;
use crate::refusal::Refusal;

use super::server::Version;

/// A code and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Code {
    pub(super) number: u16,
    pub(super) message: &'static str,
}

const fn code(number: u16, message: &'static str) -> Code {
    Code { number, message }
}

impl Code {
    pub(crate) const FINE: Code = code(0, "Success");
    pub(super) const GENERAL: Code = code(2000, "General error");
    pub(super) const ACCOUNT_UNKNOWN: Code = code(2003, "Account not found");
    pub(super) const DATE_INVALID: Code = code(2020, "Invalid date range");
    pub(crate) const VERSION: Code = code(2021, "Unsupported version");
    pub(super) const CHALLENGE: Code =
        code(3000, "User credentials are correct, but further authentication is required");
    const ANSWER_WRONG: Code = code(3001, "MFACHALLENGEA contains invalid information");
    pub(crate) const INSTITUTION: Code = code(13504, "FI missing or invalid in SONRQ");
    const NEW_PASSWORD: Code = code(15000, "Must change USERPASS");
    pub(crate) const SIGNON: Code = code(15500, "Signon invalid");
    const IN_USE: Code = code(15501, "Customer account already in use");
    const LOCKED: Code = code(15502, "USERPASS lockout");
    const COUNTRY: Code = code(15505, "Country system not supported");
    pub(crate) const CLIENT_UID: Code =
        code(15510, "CLIENTUID error: the client must be registered by the customer");
    const CONTACT_US: Code = code(15511, "MFA error: the customer should contact the financial institution");
    const TOKEN_NEEDED: Code = code(15514, "Access token required");
    const TOKEN_INVALID: Code = code(15515, "Access token invalid");
    const TOKEN_EXPIRED: Code = code(15516, "Access token expired");
    const ACCOUNT: Code = code(2002, "General account error");
    const ACCOUNT_CLOSED: Code = code(2004, "Account closed");
    const NOT_ENROLLED: Code = code(13500, "Unable to enroll user");

    pub(super) fn of_refusal(refusal: Refusal, version: Version) -> Code {
        match refusal {
            Refusal::InterfaceReplaced if version.knows_access_tokens() => Code::TOKEN_NEEDED,
            Refusal::ConsentRevoked | Refusal::TokenRevoked if version.knows_access_tokens() => {
                Code::TOKEN_INVALID
            }
            Refusal::ConsentExpired if version.knows_access_tokens() => Code::TOKEN_EXPIRED,
            Refusal::WrongCredentials
            | Refusal::OtherCustomer
            | Refusal::NotACustomer
            | Refusal::SignInAgain
            | Refusal::ConnectionUnknown => Code::SIGNON,
            Refusal::LoginLocked | Refusal::LoginDisabled => Code::LOCKED,
            Refusal::WrongAnswer | Refusal::AnswerTooLate | Refusal::ApprovalDeclined => Code::ANSWER_WRONG,
            Refusal::PasswordExpired => Code::NEW_PASSWORD,
            Refusal::ThirdPartyAccessOff => Code::CLIENT_UID,
            Refusal::UnknownInstitution | Refusal::InstitutionDiscontinued => Code::INSTITUTION,
            Refusal::SetupIncomplete => Code::NOT_ENROLLED,
            Refusal::LanguageUnsupported => Code::COUNTRY,
            Refusal::InterfaceReplaced => Code::VERSION,
            Refusal::PersonNeeded => Code::CHALLENGE,
            Refusal::AttentionNeeded
            | Refusal::CodeNotDelivered
            | Refusal::SecondFactorUnsupported
            | Refusal::SecondFactorMissing
            | Refusal::TermsNotAccepted
            | Refusal::ConsentExpired
            | Refusal::ConsentRevoked
            | Refusal::TokenRevoked => Code::CONTACT_US,
            Refusal::MissingField | Refusal::SessionExpired | Refusal::CustomerKindUnsupported => {
                Code::GENERAL
            }
        }
    }

    /// What of the bank's failures is said inside a document; the others are statuses of HTTP.
    pub(super) fn of_fault(fault: Fault) -> Option<Code> {
        match fault {
            Fault::SignedInElsewhere => Some(Code::IN_USE),
            Fault::AccountClosed => Some(Code::ACCOUNT_CLOSED),
            Fault::UnknownAccount => Some(Code::ACCOUNT_UNKNOWN),
            Fault::AccountChanged | Fault::AccountListedTwice | Fault::AccountIncomplete => {
                Some(Code::ACCOUNT)
            }
            Fault::DataNotReady | Fault::RefreshRunning | Fault::Temporary | Fault::ReportFailed => {
                Some(Code::GENERAL)
            }
            Fault::BadRequest
            | Fault::ServerError
            | Fault::Unavailable
            | Fault::ClientBlocked
            | Fault::ClientUnknown
            | Fault::UnderConstruction
            | Fault::ChannelError
            | Fault::ChannelTimeout
            | Fault::ChannelMaintenance
            | Fault::BackendTimeout
            | Fault::Undocumented
            | Fault::RequestMalformed
            | Fault::TooManyRequests
            | Fault::HangUp
            | Fault::NotOffered => None,
        }
    }
}
