//! Other systems' codes, and what they mean here.

use super::{Reason, Retry};
use crate::member::Status;

include!(concat!(env!("OUT_DIR"), "/provider_codes.rs"));

/// When a code was received; the same code may mean something else at the first link than at a refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    Connect,
    Refresh,
}

impl Phase {
    pub const ALL: &[Self] = &[Self::Connect, Self::Refresh];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Refresh => "refresh",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}

/// One row of `data/provider_codes.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProviderCode {
    pub provider: &'static str,
    /// As the provider writes it; `*` stands for anything, `10-20` for a range of numbers.
    pub code: &'static str,
    pub kind: &'static str,
    /// None when it means the same in both.
    pub phase: Option<Phase>,
    /// The status that a person would see; none when the member stays as it is.
    pub status: Option<Status>,
    pub reason: Reason,
    pub retry: Retry,
    /// The code alone does not tell causes apart.
    pub is_ambiguous: bool,
    /// The provider says more than this hub's words can.
    pub is_lossy: bool,
    /// It has no meaning of its own: another code lies inside and is looked up instead.
    pub is_carrier: bool,
    /// How well the meaning is known: `verified`, `partly`, `unverified`.
    pub confidence: &'static str,
    pub meaning: &'static str,
}

/// What a provider's code means: the row for code and phase, else the row for the code, else a pattern that fits. None means
/// [`Reason::Unknown`]; nothing is guessed.
pub fn lookup(provider: &str, code: &str, phase: Option<Phase>) -> Option<&'static ProviderCode> {
    let rows = || PROVIDER_CODES.iter().filter(|row| row.provider.eq_ignore_ascii_case(provider));
    let same = |row: &&ProviderCode| row.code.eq_ignore_ascii_case(code);
    rows()
        .filter(same)
        .find(|row| phase.is_some() && row.phase == phase)
        .or_else(|| rows().filter(same).find(|row| row.phase.is_none()))
        .or_else(|| rows().find(same))
        .or_else(|| rows().find(|row| fits(row.code, code)))
}

/// What a person who types a code may mean: [`lookup`], else the rows that hold it as a word (`2004` of `error 2004
/// REAUTHORIZATION_REQUIRED`).
pub fn find(provider: &str, code: &str, phase: Option<Phase>) -> Vec<&'static ProviderCode> {
    let rows = || PROVIDER_CODES.iter().filter(|row| row.provider.eq_ignore_ascii_case(provider));
    // Without a phase, all that the code means.
    let same: Vec<&ProviderCode> = rows().filter(|row| row.code.eq_ignore_ascii_case(code)).collect();
    if phase.is_none() && same.len() > 1 {
        return same;
    }
    if let Some(row) = lookup(provider, code, phase) {
        return vec![row];
    }
    rows()
        .filter(|row| row.code.split([' ', ':']).any(|word| word.eq_ignore_ascii_case(code)))
        .filter(|row| phase.is_none() || row.phase.is_none() || row.phase == phase)
        .collect()
}

/// Whether a code fits a pattern: `gen.*`, `*_LIMIT`, `901-911`.
fn fits(pattern: &str, code: &str) -> bool {
    if let Some((before, after)) = pattern.split_once('*') {
        code.len() > before.len() + after.len() && code.starts_with(before) && code.ends_with(after)
    } else if let Some((first, last)) = pattern.split_once('-') {
        let number = |text: &str| text.parse::<u32>().ok();
        match (number(first), number(last), number(code)) {
            (Some(first), Some(last), Some(code)) => (first..=last).contains(&code),
            (Some(_) | None, Some(_) | None, Some(_) | None) => false,
        }
    } else {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_phase_then_code_then_pattern_then_nothing() {
        let check =
            |provider: &str, code: &str, phase: Option<Phase>, expected: Option<(Reason, Option<Status>)>| {
                assert_eq!(
                    lookup(provider, code, phase).map(|row| (row.reason, row.status)),
                    expected,
                    "{provider} {code} {phase:?}"
                );
            };
        let every_login = Reason::MfaEveryLogin;
        check("finicity", "931", Some(Phase::Refresh), Some((every_login, Some(Status::Reconnected))));
        check("finicity", "931", Some(Phase::Connect), Some((every_login, Some(Status::Challenged))));
        check(
            "finicity",
            "103",
            Some(Phase::Refresh),
            Some((Reason::CredentialsRejected, Some(Status::Denied))),
        );
        check("Finicity", "325", None, Some((Reason::AggregationInProgress, None)));
        check("simplefin", "con.teapot", None, Some((Reason::TemporaryUnspecified, Some(Status::Failed))));
        check("simplefin", "con.auth", None, Some((Reason::ReauthRequired, Some(Status::Impaired))));
        check("plaid", "ACCOUNTS_LIMIT", None, Some((Reason::RateLimited, None)));
        check("ofx", "14502", None, Some((Reason::ProductNotSupported, None)));
        check("ofx", "14702", None, None);
        check("finicity", "999999", None, None);
        check("nobody", "103", None, None);
    }

    #[test]
    fn people_find_a_code_by_one_of_its_words() {
        let reasons = |provider, code| -> Vec<Reason> {
            find(provider, code, None).iter().map(|row| row.reason).collect()
        };
        assert_eq!(reasons("mx", "2004"), [Reason::ReauthRequired]);
        assert_eq!(reasons("mx", "reauthorization_required"), [Reason::ReauthRequired]);
        assert_eq!(reasons("mx", "nonsense"), []);
        assert_eq!(
            find("finicity", "931", None).len(),
            2,
            "what it means at the first link, and at a refresh"
        );
    }

    #[test]
    fn ambiguous_and_lossy_codes_keep_their_mark() {
        let row = lookup("finicity", "103", None).unwrap();
        assert!(row.is_ambiguous && row.is_lossy);
        let count = |mark: fn(&ProviderCode) -> bool| PROVIDER_CODES.iter().filter(|row| mark(row)).count();
        assert_eq!((count(|row| row.is_ambiguous), count(|row| row.is_lossy)), (189, 44));
    }
}
