//! What a grant holds beside its tokens: where they are exchanged, how long they last, and the consent that they stand for. So a
//! refresh asks nobody for metadata.

use crate::grant::{Grant, Secret};
use crate::oauth::{REFRESH_TOKEN, Server, Tokens};
use domain::clock::Timestamp;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// The field of a grant that holds it.
const FIELD: &str = "fdx";
/// The form of [`Held`]; what has another form is none of ours.
const VERSION: u8 = 1;

/// An access token of which nothing was said lasts so long.
const UNTOLD_LASTS_S: i64 = 300;
/// A token is exchanged so long before it ends, or when half of its time is over.
const MARGIN_S: i64 = 60;
/// So long after it was given, a token is used as it is; one that is refused within it will not be taken later either.
const FRESH_S: i64 = 30;
/// From so many days before its end on, a consent is looked at again: the person may have prolonged it.
const LOOK_DAYS: i64 = 30;
/// From so many days before its end on, a consent ends soon. Plaid tells of it as early (`PENDING_EXPIRATION`).
const NOTICE_DAYS: i64 = 7;
const SECONDS_PER_DAY: i64 = 86_400;

/// What is known of a consent and its tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Held {
    pub(super) version: u8,
    pub(super) server: Server,
    pub(super) issued_at: Timestamp,
    pub(super) expires_at: Timestamp,
    /// What may be read, in the institution's words; none where it is what was asked for.
    pub(super) scope: Option<String>,
    pub(super) consent_id: Option<String>,
    pub(super) consent_ends_at: Option<Timestamp>,
    /// The institution tells nothing of consents.
    pub(super) is_consent_hidden: bool,
    /// The person is there while it is read.
    pub(super) is_user_present: bool,
}

impl Held {
    /// What the first tokens of a consent say.
    pub(super) fn first(server: Server, tokens: &Tokens, now: Timestamp) -> Self {
        let held = Self {
            version: VERSION,
            server,
            issued_at: now,
            expires_at: now,
            scope: None,
            consent_id: None,
            consent_ends_at: None,
            is_consent_hidden: false,
            is_user_present: true,
        };
        held.renewed(tokens, now)
    }

    /// The same with other tokens; what they do not name stays as it was.
    pub(super) fn renewed(self, tokens: &Tokens, now: Timestamp) -> Self {
        let lasts = SignedDuration::from_secs(tokens.lasts_s.unwrap_or(UNTOLD_LASTS_S));
        Self {
            issued_at: now,
            expires_at: now.checked_add(lasts).unwrap_or(Timestamp::MAX),
            scope: tokens.scope.clone().or(self.scope),
            consent_id: tokens.consent_id.clone().or(self.consent_id),
            ..self
        }
    }

    /// What a grant holds; none in a grant of another kind.
    pub(super) fn of(grant: &Grant) -> Option<Self> {
        let text = grant.fields.get(FIELD)?;
        serde_json::from_str(text.expose()).ok().filter(|held: &Self| held.version == VERSION)
    }

    /// The grant with this, and with other tokens if there are any.
    pub(super) fn into_grant(self, grant: &Grant, tokens: Option<Tokens>) -> Grant {
        let mut grant = grant.clone();
        // Texts and times always have a JSON form.
        let text = serde_json::to_string(&self).unwrap_or_default();
        grant.fields.insert(FIELD.to_owned(), Secret::new(text));
        if let Some(tokens) = tokens {
            grant.fields.extend(tokens.refresh.map(|token| (REFRESH_TOKEN.to_owned(), token)));
            grant.token = Some(tokens.access);
        }
        grant
    }

    /// The access token is used up, or will be before much is read with it.
    pub(super) fn is_due(&self, now: Timestamp) -> bool {
        let lasts_s = self.expires_at.duration_since(self.issued_at).as_secs();
        let left_s = self.expires_at.duration_since(now).as_secs();
        left_s <= MARGIN_S.min(lasts_s / 2)
    }

    /// It was given just now.
    pub(super) fn is_fresh(&self, now: Timestamp) -> bool {
        (0..FRESH_S).contains(&now.duration_since(self.issued_at).as_secs())
    }

    /// It is worth a request to learn when the consent ends.
    pub(super) fn wants_look(&self, now: Timestamp) -> bool {
        self.consent_id.is_some()
            && !self.is_consent_hidden
            && self.ends_within(LOOK_DAYS, now).unwrap_or(true)
    }

    pub(super) fn ends_soon(&self, now: Timestamp) -> bool {
        self.ends_within(NOTICE_DAYS, now).unwrap_or(false)
    }

    fn ends_within(&self, days: i64, now: Timestamp) -> Option<bool> {
        let left_s = self.consent_ends_at?.duration_since(now).as_secs();
        Some(left_s <= days * SECONDS_PER_DAY)
    }

    /// Whether the person allowed less than was asked for. What opens no data may be left out unsaid.
    pub(super) fn lacks_some_of(&self, asked: &str) -> bool {
        const WITHOUT_DATA: [&str; 3] = ["openid", "offline_access", "profile"];
        let Some(given) = &self.scope else { return false };
        let names = |text: &str| text.split_ascii_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let given = names(given);
        names(asked).iter().any(|name| !given.contains(name) && !WITHOUT_DATA.contains(&name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn held(lasts_s: Option<i64>, scope: Option<&str>) -> Held {
        let server =
            r#"{"issuer":"i","authorization_endpoint":"a","token_endpoint":"t","revocation_endpoint":null}"#;
        let tokens = Tokens {
            access: Secret::new("t"),
            refresh: None,
            lasts_s,
            scope: scope.map(str::to_owned),
            consent_id: Some("c".to_owned()),
        };
        Held::first(serde_json::from_str(server).unwrap(), &tokens, at(1_000))
    }

    #[test]
    fn a_token_is_exchanged_before_it_ends() {
        for (lasts_s, now, is_due) in [
            (Some(300), 1_239, false),
            (Some(300), 1_240, true),
            (Some(60), 1_029, false),
            (Some(60), 1_030, true),
            (Some(0), 1_000, true),
            (None, 1_239, false),
            (None, 1_240, true),
            (Some(300), 9_999, true),
            // A clock that was set back.
            (Some(300), 0, false),
        ] {
            assert_eq!(held(lasts_s, None).is_due(at(now)), is_due, "{lasts_s:?} {now}");
        }
        for (now, is_fresh) in [(999, false), (1_000, true), (1_029, true), (1_030, false)] {
            assert_eq!(held(None, None).is_fresh(at(now)), is_fresh, "{now}");
        }
    }

    #[test]
    fn consents_are_looked_at_and_told_of() {
        let now = at(1_000);
        let with_end = |days: Option<i64>| Held {
            consent_ends_at: days.map(|days| at(1_000 + days * SECONDS_PER_DAY)),
            ..held(None, None)
        };
        for (days, wants_look, ends_soon) in [
            (None, true, false),
            (Some(31), false, false),
            (Some(30), true, false),
            (Some(7), true, true),
            (Some(-1), true, true),
        ] {
            let held = with_end(days);
            assert_eq!((held.wants_look(now), held.ends_soon(now)), (wants_look, ends_soon), "{days:?}");
        }
        assert!(!Held { is_consent_hidden: true, ..with_end(None) }.wants_look(now));
        assert!(!Held { consent_id: None, ..with_end(None) }.wants_look(now));
    }

    #[test]
    fn less_than_was_asked_for_is_seen() {
        for (given, asked, lacks) in [
            (None, "a b", false),
            (Some("b a"), "a b", false),
            (Some("a"), "a b", true),
            (Some("a"), "openid a offline_access", false),
        ] {
            assert_eq!(held(None, given).lacks_some_of(asked), lacks, "{given:?} {asked}");
        }
    }

    #[test]
    fn it_comes_back_from_a_grant() {
        let held = held(Some(300), Some("a"));
        let grant = held.clone().into_grant(&Grant::default(), None);
        assert_eq!(Held::of(&grant), Some(held));
        assert_eq!(Held::of(&Grant::default()), None);
        let odd = Grant { fields: [(FIELD.to_owned(), Secret::new("{}"))].into(), token: None };
        assert_eq!(Held::of(&odd), None);
    }
}
