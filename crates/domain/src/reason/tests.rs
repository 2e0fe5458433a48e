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

/// What MX says of a return is what we say of the reason that it becomes; `UNKNOWN_ERROR` shares its reason with another.
#[test]
fn what_a_visit_came_to_is_said_in_mx_words() {
    let rows = PROVIDER_CODES.iter().filter(|row| row.provider == "mx" && row.code.starts_with("oauth "));
    let mut count = 0;
    for row in rows.filter(|row| row.code != "oauth UNKNOWN_ERROR") {
        assert_eq!(format!("oauth {}", row.reason.oauth_error()), row.code, "{}", row.reason.name());
        count += 1;
    }
    assert_eq!(count, 6);
    for (reason, said) in [
        (Reason::TermsRequired, "IMPEDED"),
        (Reason::InstitutionDown, "PROVIDER_ERROR"),
        (Reason::ClientNotAuthorized, "SERVER_ERROR"),
        (Reason::Unknown, "SERVER_ERROR"),
    ] {
        assert_eq!(reason.oauth_error(), said, "{}", reason.name());
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
