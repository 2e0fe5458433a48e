use super::*;

#[test]
fn names_are_found_again() {
    for reason in Reason::ALL {
        assert_eq!(Reason::from_name(reason.name()), Some(*reason));
    }
    assert_eq!((Reason::ALL.len(), Remedy::ALL.len()), (81, 40));
    assert_eq!(Reason::from_name("sunspots"), None);
}

/// `Thrice` and `Third` are counted by the hub itself; a source that reported them would count twice.
#[test]
fn no_reason_names_a_counted_event() {
    for reason in Reason::ALL {
        assert!(!matches!(reason.event(), Event::CredentialsRejectedThrice | Event::SoftFailureThird));
    }
}

/// A vague code must never count as a wrong password: PREVENTED would be reached by guessing.
#[test]
fn only_a_plain_refusal_counts_towards_prevented() {
    let counting: Vec<&str> = Reason::ALL
        .iter()
        .filter(|reason| reason.event() == Event::CredentialsRejected)
        .map(|reason| reason.name())
        .collect();
    assert_eq!(counting, ["credentials_rejected", "credentials_rejected_thrice"]);
}

#[test]
fn only_technical_failures_count_towards_degraded() {
    for reason in Reason::ALL {
        if reason.counts_as_failure() {
            assert!(
                matches!(reason.group(), "institution" | "provider" | "mfa" | "support" | "oauth"),
                "{}",
                reason.name()
            );
        }
    }
}

#[test]
fn people_are_not_blamed_for_what_others_must_do() {
    for reason in Reason::ALL {
        if reason.actor() == Actor::User {
            assert!(
                matches!(reason.group(), "progress") || !reason.remedies().is_empty(),
                "{} wants the person to act and says not how",
                reason.name()
            );
        }
        assert_eq!(reason.retry() == Retry::Backoff, !reason.waits().is_empty(), "{}", reason.name());
    }
}
