//! Two workers on one database share the work and never do the same twice.

use crate::bed::{Bed, work};
use domain::member::Status;

on_both! { two_workers_share_the_work }

async fn two_workers_share_the_work(bed: &Bed) {
    let other = bed.beside(None).await;
    let mut members = Vec::new();
    for number in 0..20 {
        members.push(bed.connect_at("twin_rivers", &format!("login{number}"), "plain").await.unwrap());
    }
    let done = async || {
        loop {
            work(&bed.engine).await;
            work(&other).await;
            let mut open = 0;
            for member in &members {
                open += usize::from(bed.member(member).await.state.is_being_aggregated);
            }
            if open == 0 {
                break;
            }
            // Runs that were put off because the lane was full become due again.
            bed.clock.advance(jiff::SignedDuration::from_secs(1));
        }
    };
    let (first, second) = (work(&bed.engine), work(&other));
    tokio::join!(first, second);
    done().await;
    for (number, member) in members.iter().enumerate() {
        assert_eq!(bed.status(member).await, Status::Connected);
        let counts = bed.bank_counts("twin_rivers", &format!("login{number}")).await;
        assert_eq!((&counts["passwords_received"], &counts["repeated_attempts"]), (&1.into(), &0.into()));
    }
}
