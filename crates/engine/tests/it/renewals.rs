//! Tokens that are renewed: at banks that change them and at banks that do not, when answers are lost and when the hub dies in between.

use crate::bed::{Bed, work};
use crate::described::{describe, describe_as, fdx_at, linked};
use crate::lost_reply::lossy;
use domain::member::Status;
use domain::reason::Reason;
use domain::run::RunKind;
use engine::records::Member;
use jiff::SignedDuration;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use store::{Dies, Fuse};

on_both! {
    tokens_that_change_last
    a_lost_renewal_is_begun_again
    a_renewal_that_is_cut_off_loses_no_consent
}

/// The bank gives another refresh token each time and revokes all when an old one comes again.
async fn tokens_that_change_last(bed: &Bed) {
    describe(bed, "sandpiper_invest", "client_secret_basic").await;
    let member = linked(bed, "sandpiper_invest", usize::MAX).await;
    for _ in 0..5 {
        bed.clock.advance(SignedDuration::from_hours(7));
        let refreshed = bed.refresh(&member).await;
        assert_eq!(refreshed.state.status, Status::Connected);
    }
}

/// The bank has changed the tokens, and the hub did not hear it; asked again at once, the bank gives the same.
async fn a_lost_renewal_is_begun_again(bed: &Bed) {
    for code in ["kestrel_federal", "sandpiper_invest"] {
        let (url, left) = lossy(&bed.bank_url, 0).await;
        describe_as(bed, fdx_at(&url, code, "client_secret_basic"), "client_secret_basic").await;
        let member = linked(bed, code, 1).await;
        for _ in 0..3 {
            bed.clock.advance(SignedDuration::from_hours(7));
            left.store(1, Ordering::SeqCst);
            assert_eq!(bed.refresh(&member).await.state.status, Status::Connected, "{code}");
            assert_eq!(left.load(Ordering::SeqCst), 0);
        }
        // Twice in a row is a network that fails, and costs no consent where tokens stay.
        bed.clock.advance(SignedDuration::from_hours(7));
        left.store(2, Ordering::SeqCst);
        assert_eq!(bed.refresh(&member).await.state.reason, Some(Reason::NetworkError), "{code}");
        assert_eq!(left.load(Ordering::SeqCst), 0);
    }
}

/// The store dies at any commit of a refresh, and another node goes on.
async fn a_renewal_that_is_cut_off_loses_no_consent(bed: &Bed) {
    for code in ["kestrel_federal", "sandpiper_invest"] {
        describe(bed, code, "client_secret_basic").await;
        let member = linked(bed, code, 1).await;
        for dies in [Dies::Before, Dies::After] {
            let mut deaths = 0;
            while is_cut_off(bed, &member, deaths, dies).await {
                assert_eq!(bed.status(&member).await, Status::Connected, "{code}, {dies:?} commit {deaths}");
                deaths += 1;
            }
            assert!(deaths > 3, "{code}: only {deaths} commits were cut");
        }
    }
}

/// Refreshes with a store that dies at that commit, and goes on with one that lives. Whether it died.
async fn is_cut_off(bed: &Bed, member: &Member, commits: i64, dies: Dies) -> bool {
    bed.clock.advance(SignedDuration::from_hours(7));
    bed.start(member, RunKind::Aggregate).await.unwrap();
    let fuse = Arc::new(Fuse::new(commits, dies));
    work(&bed.beside(Some(fuse.clone())).await).await;
    // The lease of the dead one passes.
    bed.operational.advance(SignedDuration::from_mins(1));
    bed.clock.advance(SignedDuration::from_secs(1));
    bed.work().await;
    fuse.is_burnt()
}
