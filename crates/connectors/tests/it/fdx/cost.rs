//! What a refresh costs in requests.

use super::bed::{Counting, FdxBed, Variant};
use crate::person::Doing;
use connectors::fdx::FdxService;
use connectors::{Connector, Fetched, Input, Outcome, Session, Want};
use domain::clock::Clock;
use jiff::ToSpan;
use jiff::tz::TimeZone;

/// Long enough for every access token to have ended.
const SIX_HOURS_S: i64 = 6 * 3_600;
const DAYS: i64 = 90;

/// The requests of a refresh of a member with so many accounts, with its transactions of ninety days.
pub(crate) async fn refresh(variant: Variant, accounts: usize) -> usize {
    let bed = FdxBed::new(variant).await;
    // Asked as a description asks that says nothing else.
    let service = FdxService { page_limit: 500, ..bed.service() };
    let fdx = bed.connector_with(service);
    let grant = bed.linked(&fdx, Doing { accounts, ..Doing::all("ann", "fine") }).await;
    bed.clock().pass(SIX_HOURS_S);
    let http = Counting::over(&bed.bed.http);
    let cx = bed.context_over(&http, "refresh-1");
    let input = Input::Start { institution: variant.institution(), grant: &grant, is_user_present: false };
    let Ok((_, Outcome::Done { grant })) = fdx.advance(&cx, Session::default(), input).await else {
        panic!("no grant")
    };
    let Ok(Fetched::Accounts { accounts: read, .. }) = fdx.fetch(&cx, &grant, &Want::Accounts).await else {
        panic!("no accounts")
    };
    assert_eq!(read.len(), accounts, "{variant:?}");
    let to = bed.clock().now().to_zoned(TimeZone::UTC).date();
    for account in read {
        let mut after = None;
        loop {
            let from = to.saturating_sub(DAYS.days());
            let want = Want::Transactions { account: account.id.clone(), from, to, after };
            let Ok(Fetched::Transactions { next, .. }) = fdx.fetch(&cx, &grant, &want).await else {
                panic!("no transactions")
            };
            after = next;
            if after.is_none() {
                break;
            }
        }
    }
    http.seen.lock().unwrap().len()
}

#[tokio::test]
async fn a_refresh_costs_few_requests() {
    for variant in Variant::ALL {
        for (accounts, most) in [(1, 4), (3, 6)] {
            let requests = refresh(variant, accounts).await;
            assert!(
                (2 + accounts..=most).contains(&requests),
                "{variant:?}, {accounts} accounts: {requests}"
            );
        }
    }
}
