//! Why a member is in its state.
//!
//! The reasons are data: `data/reasons.csv`, turned into the enum [`Reason`] when this crate is built. Texts, remedies and the
//! providers' codes join them as further tables beside it.

use crate::member::Event;

include!(concat!(env!("OUT_DIR"), "/reasons.rs"));

impl Reason {
    /// The reason of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_again() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_name(reason.name()), Some(*reason));
        }
        assert_eq!(Reason::from_name("sunspots"), None);
    }

    /// `Thrice` and `Third` are counted by the hub itself; a source that reported them would count twice.
    #[test]
    fn no_reason_names_a_counted_event() {
        for reason in Reason::ALL {
            assert!(!matches!(reason.event(), Event::CredentialsRejectedThrice | Event::SoftFailureThird));
        }
    }
}
