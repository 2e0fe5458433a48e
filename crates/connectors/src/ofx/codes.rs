//! The protocol's status codes, and what they mean to the hub: rows of `domain/data/provider_codes.csv`.

use super::parse::Element;
use crate::http::Response;
use crate::problem::{Problem, code_in};
use domain::reason::{Phase, Reason, lookup};

/// The protocol in the table of all providers' codes.
const PROVIDER: &str = "ofx";

/// What a `STATUS` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Status {
    Fine,
    /// The password is right, and more is asked for (3000).
    ChallengeRequired,
    /// A token of the institution's is asked for (15512).
    TokenRequired,
    /// The code as received.
    Refused(String),
}

/// The status of a response; `None` when it has none. A code that comes with the severity of a warning stands in nobody's way.
pub(super) fn status(response: &Element) -> Option<Status> {
    let status = response.child("STATUS")?;
    let code = status.text("CODE")?;
    let is_warning = status.text("SEVERITY").is_some_and(|severity| !severity.eq_ignore_ascii_case("ERROR"));
    Some(match code.trim_start_matches('0') {
        "" => Status::Fine,
        "3000" => Status::ChallengeRequired,
        "15512" => Status::TokenRequired,
        code if is_warning && !stops(code) => Status::Fine,
        code => Status::Refused(code.to_owned()),
    })
}

/// Codes about signing in stop it, whatever severity a server gives them.
fn stops(code: &str) -> bool {
    code.parse::<u32>().is_ok_and(|code| (3_000..4_000).contains(&code) || (15_000..16_000).contains(&code))
}

/// What a code means. One that is not in the table is `unknown`, never guessed.
pub(super) fn problem(code: &str, phase: Option<Phase>) -> Problem {
    Problem {
        reason: lookup(PROVIDER, code, phase).map_or(Reason::Unknown, |row| row.reason),
        source_code: code_in(code).map(str::to_owned),
        detail: "the institution answered with a status of OFX".to_owned(),
        retry_at: None,
    }
}

/// The answer was none of the protocol: something in front of it answered.
pub(super) fn by_http(response: &Response) -> Problem {
    let reason = match response.status {
        429 => Reason::RateLimited,
        502..=504 => Reason::InstitutionDown,
        // The protocol tells of a login in its documents: who is turned away before is the program.
        401 | 403 => Reason::InstitutionBlocksUs,
        _ => Reason::InstitutionError,
    };
    Problem {
        source_code: Some(format!("HTTP {}", response.status)),
        ..Problem::new(reason, format!("the institution answered with HTTP status {}", response.status))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reason::PROVIDER_CODES;

    fn response(code: &str, severity: &str) -> Element {
        let status = vec![Element::leaf("CODE", code), Element::leaf("SEVERITY", severity)];
        Element::aggregate("SONRS", vec![Element::aggregate("STATUS", status)])
    }

    #[test]
    fn a_status_is_fine_a_demand_or_a_refusal() {
        let refused = |code: &str| Some(Status::Refused(code.to_owned()));
        for (code, severity, expected) in [
            ("0", "INFO", Some(Status::Fine)),
            ("0", "ERROR", Some(Status::Fine)),
            ("1", "INFO", Some(Status::Fine)),
            ("2028", "WARN", Some(Status::Fine)),
            ("2028", "ERROR", refused("2028")),
            ("3000", "ERROR", Some(Status::ChallengeRequired)),
            ("3000", "WARN", Some(Status::ChallengeRequired)),
            ("15512", "ERROR", Some(Status::TokenRequired)),
            ("15500", "INFO", refused("15500")),
            ("015500", "ERROR", refused("15500")),
            ("15500", "", refused("15500")),
            ("", "INFO", None),
        ] {
            assert_eq!(status(&response(code, severity)), expected, "{code} {severity}");
        }
        assert_eq!(status(&Element::aggregate("SONRS", Vec::new())), None);
    }

    /// Every code of the specification that a server may answer with when it is read from, and its reason.
    const REASONS: &[(&str, Reason)] = &[
        ("2000", Reason::Unknown),
        ("2001", Reason::AccountNotFound),
        ("2002", Reason::AccountDataIncomplete),
        ("2003", Reason::AccountNotFound),
        ("2004", Reason::AccountClosed),
        ("2005", Reason::ConsentScopeMissing),
        ("2006", Reason::ProductNotSupported),
        ("2017", Reason::ProductNotSupported),
        ("2018", Reason::InvalidRequest),
        ("2019", Reason::InvalidRequest),
        ("2020", Reason::InvalidRequest),
        ("2021", Reason::InvalidRequest),
        ("2022", Reason::MfaWrong),
        ("2023", Reason::InvalidRequest),
        ("2025", Reason::InvalidRequest),
        ("2026", Reason::InvalidRequest),
        ("2027", Reason::InvalidRequest),
        ("2028", Reason::InvalidRequest),
        ("3000", Reason::MfaRequired),
        ("3001", Reason::MfaWrong),
        ("6500", Reason::DataNotReady),
        ("6501", Reason::DataNotReady),
        ("6502", Reason::DataNotReady),
        ("10000", Reason::ProductNotSupported),
        ("10600", Reason::ProductNotSupported),
        ("12250", Reason::ProductNotSupported),
        ("12251", Reason::ProductNotSupported),
        ("12252", Reason::ProductNotSupported),
        ("12253", Reason::ProductNotSupported),
        ("12254", Reason::ProductNotSupported),
        ("12255", Reason::ProductNotSupported),
        ("12500", Reason::AccountDataIncomplete),
        ("13000", Reason::SetupIncomplete),
        ("13500", Reason::SetupIncomplete),
        ("13501", Reason::DuplicateConnection),
        ("13502", Reason::ProductNotSupported),
        ("13503", Reason::ProductNotSupported),
        ("13504", Reason::ClientNotAuthorized),
        ("14500", Reason::ProductNotSupported),
        ("14701", Reason::ProductNotSupported),
        ("15000", Reason::PasswordChangeRequired),
        ("15500", Reason::CredentialsRejected),
        ("15501", Reason::SessionConflict),
        ("15502", Reason::AccountLocked),
        ("15503", Reason::ProductNotSupported),
        ("15504", Reason::InstitutionError),
        ("15505", Reason::InvalidRequest),
        ("15506", Reason::InvalidRequest),
        ("15507", Reason::PasswordChangeRequired),
        ("15508", Reason::ConsentScopeMissing),
        ("15510", Reason::ThirdPartyAccessOff),
        ("15511", Reason::UserActionRequired),
        ("15512", Reason::MfaRequired),
        ("15513", Reason::MfaWrong),
        ("15514", Reason::TokenInvalid),
        ("15515", Reason::TokenInvalid),
        ("15516", Reason::TokenInvalid),
        ("16500", Reason::InvalidRequest),
        ("16501", Reason::InvalidRequest),
        ("16502", Reason::InvalidRequest),
        ("16503", Reason::InvalidRequest),
    ];

    #[test]
    fn every_code_has_its_reason() {
        for (code, reason) in REASONS {
            let problem = problem(code, None);
            assert_eq!((problem.reason, problem.source_code.as_deref()), (*reason, Some(*code)));
        }
        assert_eq!(problem("3000", Some(Phase::Refresh)).reason, Reason::MfaEveryLogin);
        assert_eq!(problem("9999", None).reason, Reason::Unknown);
        assert_eq!(problem("your password hunter2 is wrong", None).source_code, None);
        let listed = PROVIDER_CODES.iter().filter(|row| row.provider == PROVIDER && row.phase.is_none());
        for row in listed.filter(|row| !row.code.contains('-') && !matches!(row.code, "0" | "1")) {
            assert!(REASONS.iter().any(|(code, _)| *code == row.code), "{} is not tried", row.code);
        }
    }
}
