//! Connections of one person to one institution: whether a new one tells nothing that another does not tell already.

use super::accounts::Ground;
use crate::member::{State, Status};
use std::collections::HashSet;

/// Whether a connection goes on without its person, so that another one to the same accounts adds nothing. One that waits for its person
/// is rather what the new one is to replace.
pub fn goes_on(state: &State) -> bool {
    let is_over = matches!(
        state.status,
        Status::Manual | Status::Disabled | Status::Closed | Status::Discontinued | Status::Disconnected
    );
    !is_over && state.credentials_proven && state.holds_credentials && !state.needs_updated_credentials()
}

/// Whether each account of an answer surely is one of another connection's, and a different one: the place of that account and why, by
/// account of the answer. An answer without accounts repeats nothing.
pub fn is_repeated(told: &[Option<(usize, Ground)>]) -> bool {
    let mut seen = HashSet::new();
    let mut is_sure = |one: &Option<(usize, Ground)>| match one {
        Some((place, Ground::PersistentId | Ground::Number | Ground::Iban)) => seen.insert(*place),
        // Said by a person, within one link, or by likeness: not what two connections have in common by themselves.
        Some((_, Ground::Chosen | Ground::Id | Ground::ProfileInLink | Ground::ProfileAndRows)) | None => {
            false
        }
    };
    !told.is_empty() && told.iter().all(&mut is_sure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use crate::member::Origin;

    #[test]
    fn only_strong_evidence_for_every_account_repeats() {
        let sure = |place| Some((place, Ground::PersistentId));
        for (told, expected) in [
            (vec![sure(0)], true),
            (vec![sure(1), sure(0)], true),
            (vec![Some((0, Ground::Number)), Some((1, Ground::Iban))], true),
            (vec![], false),
            (vec![sure(0), None], false),
            (vec![sure(0), sure(0)], false),
            (vec![sure(0), Some((1, Ground::ProfileAndRows))], false),
            (vec![Some((0, Ground::ProfileInLink))], false),
            (vec![Some((0, Ground::Chosen))], false),
            (vec![Some((0, Ground::Id))], false),
        ] {
            assert_eq!(is_repeated(&told), expected, "{told:?}");
        }
    }

    #[test]
    fn what_waits_for_its_person_is_no_reason_to_turn_a_new_one_away() {
        let good = State {
            status: Status::Connected,
            credentials_proven: true,
            holds_credentials: true,
            ..State::created(Origin::Oauth, Timestamp::UNIX_EPOCH)
        };
        assert!(goes_on(&good));
        for status in [Status::Closed, Status::Disabled, Status::Disconnected, Status::Discontinued] {
            assert!(!goes_on(&State { status, ..good.clone() }), "{status:?}");
        }
        assert!(!goes_on(&State { holds_credentials: false, ..good.clone() }));
        assert!(!goes_on(&State { credentials_proven: false, ..good.clone() }));
        assert!(!goes_on(&State { status: Status::Impaired, ..good }));
    }
}
