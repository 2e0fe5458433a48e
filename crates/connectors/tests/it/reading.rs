//! What is read of the bank's accounts, channel by channel.

use crate::bed::{Bed, Channel, form, typed};
use connectors::data::{SourceAccount, SourceTransaction};
use connectors::{Connector, FetchStop, Fetched, Grant, Want};
use domain::account::{AccountType, AmountField, Numbers, Ownership};
use domain::clock::Clock;
use domain::reason::Reason;
use domain::transaction::TransactionStatus::{Pending, Posted};
use jiff::ToSpan;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

async fn accounts(
    bed: &Bed,
    channel: Channel,
    institution: &str,
    grant: &Grant,
) -> (Grant, Vec<SourceAccount>) {
    let connector = bed.connector(channel);
    let grant = bed.signed_in(&connector, institution, grant).await;
    match bed.fetch(&connector, &grant, &Want::Accounts).await {
        Ok(Fetched::Accounts { accounts, problems, .. }) if problems.is_empty() => (grant, accounts),
        other => panic!("{other:?}"),
    }
}

/// The last ninety days of an account.
async fn transactions(bed: &Bed, channel: Channel, grant: &Grant, account: &str) -> Vec<SourceTransaction> {
    let to = bed.clock.now().to_zoned(TimeZone::UTC).date();
    let from = to.saturating_sub(90.days());
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let want = Want::Transactions { account: account.to_owned(), from, to, after };
        match bed.fetch(&bed.connector(channel), grant, &want).await {
            Ok(Fetched::Transactions { transactions, next, problems, .. }) if problems.is_empty() => {
                all.extend(transactions);
                if next.is_none() {
                    return all;
                }
                after = next;
            }
            other => panic!("{other:?}"),
        }
    }
}

async fn numbers(bed: &Bed, channel: Channel, grant: &Grant, account: &str) -> Vec<Numbers> {
    match bed.fetch(&bed.connector(channel), grant, &Want::Numbers { account: account.to_owned() }).await {
        Ok(Fetched::Numbers(all)) => all,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_type_of_account_is_known() {
    let bed = Bed::new().await;
    let (_, accounts) = accounts(&bed, Channel::Direct, "mxbank", &typed("ann", "right")).await;
    let types: BTreeSet<AccountType> = accounts.iter().map(|account| account.facts.account_type).collect();
    let all = AccountType::ALL.iter().copied().filter(|one| *one != AccountType::Any);
    assert_eq!(types, all.collect());
    for SourceAccount { id, facts, .. } in &accounts {
        let is_known = |field| facts.amounts.contains_key(&field);
        let insured = facts.account_type == AccountType::Insurance;
        assert!(is_known(AmountField::Balance) || insured, "{id} has no balance");
        assert!(matches!(facts.ownership, Some(Ownership::Individual | Ownership::Joint)), "{id}");
        assert_eq!(facts.currency.code(), "USD", "{id}");
    }
}

/// The pending one that a posted one grew from is named by `direct`, and was there the days before.
#[tokio::test]
async fn posted_ones_name_the_pending_ones_on_one_channel() {
    let bed = Bed::new().await;
    for (channel, is_named) in [(Channel::Direct, true), (Channel::Mirror, false)] {
        let person = typed("ann", "right");
        let (grant, accounts) = accounts(&bed, channel, "first_harbor", &person).await;
        let (mut pending, mut named) = (BTreeSet::new(), BTreeSet::new());
        for account in &accounts {
            let all = transactions(&bed, channel, &grant, &account.id).await;
            pending.extend(all.iter().filter(|one| one.facts.status == Pending).map(|one| one.id.clone()));
            assert!(all.iter().all(|one| (one.facts.status == Posted) == one.facts.posted_at.is_some()));
            assert!(all.iter().all(|one| one.facts.status == Posted || one.pending_id.is_none()));
        }
        assert!(!pending.is_empty(), "{channel:?}");
        bed.clock.pass(4 * 86_400);
        let grant = bed.signed_in(&bed.connector(channel), "first_harbor", &person).await;
        for account in &accounts {
            let all = transactions(&bed, channel, &grant, &account.id).await;
            named.extend(all.into_iter().filter_map(|one| one.pending_id));
        }
        assert_eq!(!named.is_empty(), is_named, "{channel:?}");
        assert_eq!(pending.is_subset(&named), is_named, "{channel:?}");
    }
}

/// The channels number the same accounts and transactions differently; what they tell of them is the same.
#[tokio::test]
async fn both_channels_tell_of_the_same_money() {
    let bed = Bed::new().await;
    let person = typed("ann", "right");
    let (direct_grant, direct) = accounts(&bed, Channel::Direct, "first_harbor", &person).await;
    let (mirror_grant, mirror) = accounts(&bed, Channel::Mirror, "first_harbor", &person).await;
    assert_eq!(direct.len(), mirror.len());
    for (one, other) in direct.iter().zip(&mirror) {
        assert_ne!(one.id, other.id);
        assert_eq!(one.facts, other.facts);
        let here = transactions(&bed, Channel::Direct, &direct_grant, &one.id).await;
        let there = transactions(&bed, Channel::Mirror, &mirror_grant, &other.id).await;
        assert_eq!(here.len(), there.len());
        for (one, other) in here.iter().zip(&there) {
            assert_ne!(one.id, other.id);
            assert_eq!(one.facts.amount, other.facts.amount);
            assert_eq!(one.facts.description.to_uppercase(), other.facts.description);
        }
    }
}

#[tokio::test]
async fn canadian_accounts_have_institution_and_transit() {
    let bed = Bed::new().await;
    for channel in [Channel::Direct, Channel::Mirror] {
        let (grant, accounts) = accounts(&bed, channel, "banque_erable", &typed("zoé", "right")).await;
        let checking =
            accounts.iter().find(|account| account.facts.account_type == AccountType::Checking).unwrap();
        assert_eq!(checking.facts.currency.code(), "CAD");
        assert_eq!(checking.routing_number, None);
        let numbers = numbers(&bed, channel, &grant, &checking.id).await;
        let [one] = &numbers[..] else { panic!("{numbers:?}") };
        let digits = |text: &Option<String>| text.as_ref().map(String::len);
        assert_eq!((digits(&one.institution_number), digits(&one.transit_number)), (Some(3), Some(5)));
        assert_eq!(one.routing_number, None);
        assert_eq!(one.account_number.as_deref(), checking.number.as_ref().map(connectors::Secret::expose));
    }
}

#[tokio::test]
async fn american_accounts_have_a_routing_number() {
    let bed = Bed::new().await;
    let (grant, accounts) = accounts(&bed, Channel::Direct, "mxbank", &typed("ann", "right")).await;
    for account in accounts {
        let numbers = numbers(&bed, Channel::Direct, &grant, &account.id).await;
        assert_eq!(numbers.len(), usize::from(account.number.is_some()), "{:?}", account.facts);
        for one in numbers {
            assert_eq!(one.routing_number, account.routing_number);
            assert_eq!((one.institution_number, one.transit_number), (None, None));
        }
    }
}

#[tokio::test]
async fn logins_of_other_forms_read_their_accounts() {
    let bed = Bed::new().await;
    let company = [("COMPANY_ID", "77"), ("USER_ID", "ann"), ("PASSWORD", "right")];
    let card = [("MEMBER_NUMBER", "77"), ("LAST_NAME", "Lee"), ("PASSWORD", "right")];
    for (institution, grant, count) in [
        ("cobalt_card", form(&card), 2),
        ("first_harbor_business", form(&company), 4),
        ("granite_treasury", form(&company), 300),
        ("larkspur", typed("ann", "right"), 3),
        ("mxbank", typed("ann", "NO_ACCOUNTS"), 0),
    ] {
        assert_eq!(
            accounts(&bed, Channel::Direct, institution, &grant).await.1.len(),
            count,
            "{institution}"
        );
    }
}

#[tokio::test]
async fn holdings_are_worth_what_they_cost_a_piece() {
    let bed = Bed::new().await;
    let (grant, accounts) = accounts(&bed, Channel::Mirror, "larkspur", &typed("ann", "right")).await;
    let is_investment = |account: &&SourceAccount| account.facts.account_type == AccountType::Investment;
    for account in accounts.iter().filter(is_investment) {
        let want = Want::Holdings { account: account.id.clone() };
        let Ok(Fetched::Holdings(holdings)) = bed.fetch(&bed.connector(Channel::Mirror), &grant, &want).await
        else {
            panic!("no holdings")
        };
        assert!(!holdings.is_empty());
        for one in &holdings {
            let worth = i128::from(one.quantity.millionths) * i128::from(one.price.unwrap().millionths)
                / 10_000_000_000;
            let told = i128::from(one.market_value.unwrap());
            assert!((worth - told).abs() <= 1, "{one:?}");
        }
        let sum: i64 = holdings.iter().filter_map(|one| one.market_value).sum();
        assert_eq!(account.facts.amounts.get(&AmountField::HoldingsValue), Some(&sum));
    }
}

/// A token lasts half an hour; afterwards the person is needed, and so it is for what was given back.
#[tokio::test]
async fn a_token_expires() {
    let bed = Bed::new().await;
    let connector = bed.connector(Channel::Direct);
    let grant = bed.signed_in(&connector, "mxbank", &typed("ann", "right")).await;
    bed.clock.pass(30 * 60 - 1);
    assert!(bed.fetch(&connector, &grant, &Want::Accounts).await.is_ok());
    bed.clock.pass(1);
    let page = bed.fetch(&connector, &grant, &Want::Accounts).await;
    assert!(matches!(page, Err(FetchStop::NeedsUser)), "{page:?}");
    let attempt = bed.attempt();
    assert_eq!(connector.revoke(&bed.context(&attempt), &grant).await, Ok(()));
}

/// The token of one channel is nothing to the other.
#[tokio::test]
async fn a_token_is_good_on_its_own_channel() {
    let bed = Bed::new().await;
    let grant = bed.signed_in(&bed.connector(Channel::Direct), "larkspur", &typed("ann", "right")).await;
    let page = bed.fetch(&bed.connector(Channel::Mirror), &grant, &Want::Accounts).await;
    assert!(matches!(page, Err(FetchStop::NeedsUser)), "{page:?}");
}

#[tokio::test]
async fn documents_are_read_and_spoilt_ones_are_problems() {
    let bed = Bed::new().await;
    for channel in [Channel::Direct, Channel::Mirror] {
        for (password, outcome) in [
            ("right", None),
            ("DOCUMENT_FAILED", Some((Reason::ReportFailed, Some("report_failed")))),
            ("DOCUMENT_IS_NONE", Some((Reason::InstitutionError, None))),
        ] {
            let (grant, accounts) = accounts(&bed, channel, "larkspur", &typed("ann", password)).await;
            let (connector, account) = (bed.connector(channel), accounts[0].id.clone());
            let listed = bed.fetch(&connector, &grant, &Want::Statements { account: account.clone() }).await;
            let Ok(Fetched::Statements(statements)) = listed else { panic!("{listed:?}") };
            let read = async |statement: &str| {
                let want = Want::Document { account: account.clone(), statement: statement.to_owned() };
                match bed.fetch(&connector, &grant, &want).await {
                    Ok(Fetched::Document(document)) => {
                        assert!(document.bytes().starts_with(b"%PDF-"));
                        None
                    }
                    Err(FetchStop::Problem(problem)) => Some((problem.reason, problem.source_code)),
                    other => panic!("{password} {other:?}"),
                }
            };
            let told = |(reason, code): (Reason, Option<&str>)| (reason, code.map(str::to_owned));
            assert_eq!(read(&statements[0].id).await, outcome.map(told), "{password}");
            assert_eq!(read(&statements[1].id).await, None, "{password}");
            let unknown = (Reason::DataNotReady, Some("unknown_statement"));
            assert_eq!(read("s-00").await, Some(told(unknown)), "{password}");
        }
    }
}
