//! The bank's codes, and what they mean to the hub: rows of `domain/data/provider_codes.csv`.

use crate::problem::{Problem, code_in};
use domain::reason::{Reason, lookup};

/// The bank in the table of all providers' codes, whichever channel it is reached through.
pub(super) const PROVIDER: &str = "sandbox";

/// The reason of a code, if there is one.
pub(super) fn reason(code: &str) -> Option<Reason> {
    lookup(PROVIDER, code, None).map(|row| row.reason)
}

/// What the bank said, as the hub understands it. A code that is not in the table is `unknown`, never guessed.
pub(super) fn problem(code: &str, status: u16) -> Problem {
    let reason = reason(code).unwrap_or_else(|| by_status(status));
    let code = code_in(code).map_or_else(|| format!("HTTP {status}"), str::to_owned);
    Problem {
        reason,
        source_code: Some(code),
        detail: format!("the bank answered with HTTP status {status}"),
        retry_at: None,
    }
}

/// Without a code of the bank, the status is all there is: something in front of it answered.
const fn by_status(status: u16) -> Reason {
    match status {
        429 => Reason::RateLimited,
        502..=504 => Reason::InstitutionDown,
        _ => Reason::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_looked_up_and_never_guessed() {
        for (code, status, reason, told) in [
            ("wrong_credentials", 200, Reason::CredentialsRejected, "wrong_credentials"),
            ("institution_down", 503, Reason::InstitutionDown, "institution_down"),
            ("unknown_account", 404, Reason::AccountNotFound, "unknown_account"),
            ("", 503, Reason::InstitutionDown, "HTTP 503"),
            ("", 418, Reason::Unknown, "HTTP 418"),
            ("hamster_escaped", 500, Reason::Unknown, "hamster_escaped"),
            ("your password hunter2 is wrong", 500, Reason::Unknown, "HTTP 500"),
        ] {
            let problem = problem(code, status);
            assert_eq!((problem.reason, problem.source_code.as_deref()), (reason, Some(told)), "{code}");
        }
    }
}
