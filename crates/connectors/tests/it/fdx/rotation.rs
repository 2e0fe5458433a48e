//! Refresh tokens that change: an answer that got lost, two nodes at once, and a token that two hold.

use super::bed::{Counting, FdxBed, Variant};
use crate::person::Doing;
use connectors::{Connector, FetchStop, Grant, Problem, Want};
use domain::reason::Reason;
use serde_json::json;

const ROTATING: [Variant; 2] = [Variant::Basic, Variant::Strict];
const SIX_HOURS_S: i64 = 6 * 3_600;
/// The bank gives the same again for half a minute.
const WITHIN_GRACE_S: i64 = 29;
const AFTER_GRACE_S: i64 = 31;

fn refresh_token(grant: &Grant) -> String {
    grant.fields["refresh_token"].expose().to_owned()
}

fn access_token(grant: &Grant) -> String {
    grant.token.as_ref().unwrap().expose().to_owned()
}

/// A grant that is due, and the answer to its renewal lost on the way.
async fn lost(variant: Variant) -> (FdxBed, Grant, Problem) {
    let bed = FdxBed::new(variant).await;
    let fdx = bed.connector();
    let grant = bed.linked(&fdx, Doing::all("ann", "fine")).await;
    bed.clock().pass(SIX_HOURS_S);
    bed.says(json!({"trick": "token_lost"})).await;
    let problem = bed.start(&fdx, &grant).await.unwrap_err();
    bed.says(json!({"trick": null})).await;
    (bed, grant, problem)
}

#[tokio::test]
async fn a_renewal_changes_both_tokens_once_they_are_due() {
    for variant in Variant::ALL {
        let bed = FdxBed::new(variant).await;
        let fdx = bed.connector();
        let first = bed.linked(&fdx, Doing::all("ann", "fine")).await;
        let same = bed.start(&fdx, &first).await.unwrap();
        assert_eq!(access_token(&same), access_token(&first), "it was just given");
        assert_eq!(refresh_token(&same), refresh_token(&first));
        bed.clock().pass(SIX_HOURS_S);
        assert!(matches!(bed.fetch(&fdx, &first, &Want::Accounts).await, Err(FetchStop::NeedsUser)));
        let second = bed.start(&fdx, &first).await.unwrap();
        assert_ne!(access_token(&first), access_token(&second));
        assert_eq!(
            refresh_token(&first) != refresh_token(&second),
            ROTATING.contains(&variant),
            "{variant:?}"
        );
        assert!(!bed.accounts(&fdx, &second).await.is_empty());
    }
}

#[tokio::test]
async fn a_lost_answer_is_given_again_within_the_grace() {
    for variant in ROTATING {
        let (bed, grant, problem) = lost(variant).await;
        assert!(problem.is_lost_reply(), "{problem}");
        bed.clock().pass(WITHIN_GRACE_S);
        let fdx = bed.connector();
        let again = bed.start(&fdx, &grant).await.unwrap();
        assert!(!bed.accounts(&fdx, &again).await.is_empty());
        // And what was given again goes on like any other.
        bed.clock().pass(SIX_HOURS_S);
        let next = bed.start(&fdx, &again).await.unwrap();
        assert!(!bed.accounts(&fdx, &next).await.is_empty());
    }
}

#[tokio::test]
async fn after_the_grace_the_consent_is_lost() {
    for variant in ROTATING {
        let (bed, grant, _) = lost(variant).await;
        bed.clock().pass(AFTER_GRACE_S);
        let fdx = bed.connector();
        for _ in 0..2 {
            let refused = bed.start(&fdx, &grant).await.unwrap_err();
            let code = refused.source_code.as_deref();
            assert_eq!((refused.reason, code), (Reason::TokenInvalid, Some("invalid_grant")), "{refused}");
        }
        assert!(matches!(bed.fetch(&fdx, &grant, &Want::Accounts).await, Err(FetchStop::NeedsUser)));
    }
}

/// Where tokens stay the same, a lost answer costs nothing at all.
#[tokio::test]
async fn without_rotation_a_lost_answer_can_be_asked_for_at_any_time() {
    let (bed, grant, problem) = lost(Variant::Secret).await;
    assert!(problem.is_lost_reply(), "{problem}");
    bed.clock().pass(SIX_HOURS_S);
    let fdx = bed.connector();
    let again = bed.start(&fdx, &grant).await.unwrap();
    assert!(!bed.accounts(&fdx, &again).await.is_empty());
}

/// Two nodes renew one grant at the same moment: both get the same, and neither ends the other's.
#[tokio::test]
async fn two_nodes_get_the_same_tokens() {
    for variant in ROTATING {
        let bed = FdxBed::new(variant).await;
        let (one, two) = (bed.connector(), bed.connector());
        let grant = bed.linked(&one, Doing::all("ann", "fine")).await;
        bed.clock().pass(SIX_HOURS_S);
        let (first, second) = tokio::join!(bed.start(&one, &grant), bed.start(&two, &grant));
        let (first, second) = (first.unwrap(), second.unwrap());
        assert_eq!(
            (access_token(&first), refresh_token(&first)),
            (access_token(&second), refresh_token(&second)),
            "{variant:?}"
        );
        assert!(!bed.accounts(&two, &first).await.is_empty());
    }
}

/// Somebody else has the token before, and uses it: all that came of it ends, ours too.
#[tokio::test]
async fn a_stolen_token_ends_the_consent_for_all() {
    let bed = FdxBed::new(Variant::Strict).await;
    let fdx = bed.connector();
    let stolen = bed.linked(&fdx, Doing::all("ann", "fine")).await;
    bed.clock().pass(SIX_HOURS_S);
    let ours = bed.start(&fdx, &stolen).await.unwrap();
    bed.clock().pass(AFTER_GRACE_S);
    bed.start(&fdx, &stolen).await.unwrap_err();
    assert!(matches!(bed.fetch(&fdx, &ours, &Want::Accounts).await, Err(FetchStop::NeedsUser)));
    bed.clock().pass(SIX_HOURS_S);
    assert_eq!(bed.start(&fdx, &ours).await.unwrap_err().reason, Reason::TokenInvalid);
}

/// Signing in renews what is not fresh, and sends nothing for what was just renewed.
#[tokio::test]
async fn signing_in_after_a_renewal_sends_nothing() {
    for variant in Variant::ALL {
        let bed = FdxBed::new(variant).await;
        let fdx = bed.connector();
        let grant = bed.linked(&fdx, Doing::all("ann", "fine")).await;
        bed.clock().pass(SIX_HOURS_S);
        let renewed = bed.start(&fdx, &grant).await.unwrap();
        let http = Counting::over(&bed.bed.http);
        let cx = bed.context_over(&http, "run.1");
        let institution = variant.institution();
        let input = || connectors::Input::Start { institution, grant: &renewed, is_user_present: false };
        fdx.advance(&cx, connectors::Session::default(), input()).await.unwrap();
        assert_eq!(http.seen.lock().unwrap().len(), 0, "{variant:?}");
        // A token that is refused though it lasts still is exchanged by the next sign-in.
        bed.clock().pass(61);
        let cx = bed.context_over(&http, "run.2");
        fdx.advance(&cx, connectors::Session::default(), input()).await.unwrap();
        assert_eq!(http.seen.lock().unwrap().len(), 1, "{variant:?}");
    }
}
