//! What is read over OFX against what the bank has, and what is made of documents that are spoilt.

use super::desk::{CREDIT_UNION, Desk, NATIONAL, SECURITIES, typed};
use crate::bed::Bed;
use connectors::data::{SourceAccount, SourceTransaction};
use connectors::ofx::Ofx;
use connectors::{Connector, FetchStop, Fetched, Grant, Input, Outcome, Session, Want};
use domain::account::AccountType::{Checking, CreditCard, Investment, LineOfCredit, Savings};
use domain::account::{AccountType, AmountField};
use domain::clock::Clock;
use domain::reason::Reason;
use domain::transaction::{TransactionStatus, TransactionType};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Somebody who has signed in.
struct Reading {
    bed: Bed,
    desk: Desk,
    connector: Ofx,
    grant: Grant,
}

impl Reading {
    async fn at(desk: Desk) -> Self {
        let bed = Bed::new().await;
        let (connector, mut grant, attempt) = (desk.connector(&bed), typed("vera", "right"), bed.attempt());
        let input = Input::Start { institution: desk.code, grant: &grant, is_user_present: true };
        let done = connector.advance(&bed.context(&attempt), Session::default(), input).await;
        let Ok((_, Outcome::Done { grant: done })) = done else { panic!("{done:?}") };
        grant.fields.extend(done.fields);
        grant.token = done.token;
        Self { bed, desk, connector, grant }
    }

    fn today(&self) -> Date {
        self.bed.clock.now().to_zoned(TimeZone::UTC).date()
    }

    async fn fetch(&self, want: &Want) -> Result<Fetched, FetchStop> {
        let attempt = self.bed.attempt();
        self.connector.fetch(&self.bed.context(&attempt), &self.grant, want).await
    }

    async fn accounts(&self) -> Vec<SourceAccount> {
        match self.fetch(&Want::Accounts).await {
            Ok(Fetched::Accounts { accounts, problems, .. }) if problems.is_empty() => accounts,
            other => panic!("{other:?}"),
        }
    }

    /// All pages, and how many there were.
    async fn transactions(&self, account: &str, (from, to): (Date, Date)) -> (Vec<SourceTransaction>, usize) {
        let (mut all, mut after, mut pages) = (Vec::new(), None, 0);
        loop {
            let want = Want::Transactions { account: account.to_owned(), from, to, after };
            let Ok(Fetched::Transactions { transactions, next, problems, .. }) = self.fetch(&want).await
            else {
                panic!("{want:?}");
            };
            assert!(problems.is_empty(), "{problems:?}");
            all.extend(transactions);
            pages += 1;
            match next {
                Some(next) => after = Some(next),
                None => return (all, pages),
            }
        }
    }

    async fn spoil(&self, body: &str) {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let url = format!("{}/control/institutions/{}", self.bed.url, self.desk.code);
        assert!(http.put(url).body(body.to_owned()).send().await.unwrap().status().is_success(), "{body}");
    }
}

#[tokio::test]
async fn accounts_come_with_their_kinds_numbers_and_signs() {
    let check = async |desk: Desk, kinds: &[AccountType]| {
        let accounts = Reading::at(desk).await.accounts().await;
        let read: Vec<AccountType> = accounts.iter().map(|account| account.facts.account_type).collect();
        assert_eq!(read, kinds, "{}", desk.code);
        for account in &accounts {
            let facts = &account.facts;
            assert!(facts.amounts[&AmountField::Balance] > 0, "{facts:?}");
            assert!(facts.mask.as_ref().is_some_and(|mask| mask.len() == 4), "{facts:?}");
            let has_routing = matches!(facts.account_type, AccountType::Checking | AccountType::Savings);
            assert_eq!(account.routing_number.is_some(), has_routing, "{facts:?}");
            let has_credit = facts.amounts.contains_key(&AmountField::AvailableCredit);
            let is_debt = matches!(facts.account_type, AccountType::CreditCard | AccountType::LineOfCredit);
            assert_eq!(has_credit, is_debt, "{facts:?}");
        }
    };
    // The loan of the credit union has no message set, so nothing is told of it.
    check(CREDIT_UNION, &[Savings, Checking, LineOfCredit]).await;
    check(NATIONAL, &[Checking, Savings, CreditCard]).await;
    check(SECURITIES, &[Investment, Investment, Savings]).await;
}

#[tokio::test]
async fn a_long_span_is_read_in_pages_and_nothing_is_lost_between_them() {
    let reading = Reading::at(NATIONAL).await;
    let today = reading.today();
    for account in reading.accounts().await {
        let (whole, pages) =
            reading.transactions(&account.id, (today.saturating_sub(700.days()), today)).await;
        assert_eq!(pages, 8);
        let mut by_week = Vec::new();
        let mut from = today.saturating_sub(700.days());
        while from <= today {
            let to = from.saturating_add(6.days()).min(today);
            by_week.extend(reading.transactions(&account.id, (from, to)).await.0);
            from = to.saturating_add(1.day());
        }
        let ids = |all: &[SourceTransaction]| -> BTreeSet<String> {
            all.iter().map(|one| one.id.clone()).collect()
        };
        assert_eq!(ids(&whole), ids(&by_week));
        assert_eq!((whole.len(), by_week.len()), (ids(&whole).len(), ids(&whole).len()));
        assert!(whole.len() > 20);
        let sides: BTreeSet<bool> =
            whole.iter().map(|one| one.facts.transaction_type == TransactionType::Debit).collect();
        assert_eq!(sides.len(), 2, "money goes both ways");
    }
}

#[tokio::test]
async fn what_is_pending_is_told_by_the_newest_version_alone() {
    let pending = async |version: &'static str| -> usize {
        let reading = Reading::at(NATIONAL.speaking(version)).await;
        let today = reading.today();
        let mut count = 0;
        for account in reading.accounts().await {
            let (all, _) = reading.transactions(&account.id, (today.saturating_sub(30.days()), today)).await;
            let is_pending = |one: &&SourceTransaction| one.facts.status == TransactionStatus::Pending;
            assert!(all.iter().filter(is_pending).all(|one| one.facts.posted_at.is_none()));
            count += all.iter().filter(is_pending).count();
        }
        count
    };
    for (version, tells) in [("102", false), ("160", false), ("211", false), ("220", true)] {
        assert_eq!(pending(version).await > 0, tells, "{version}");
    }
}

#[tokio::test]
async fn holdings_are_named_by_the_list_of_securities() {
    let reading = Reading::at(SECURITIES).await;
    for account in reading.accounts().await {
        let Ok(Fetched::Holdings(holdings)) =
            reading.fetch(&Want::Holdings { account: account.id.clone() }).await
        else {
            panic!("{}", account.id);
        };
        let is_invested = account.facts.account_type == AccountType::Investment;
        assert_eq!(!holdings.is_empty(), is_invested);
        if is_invested {
            let worth: i64 = holdings.iter().map(|holding| holding.market_value.unwrap()).sum();
            assert_eq!(account.facts.amounts[&AmountField::HoldingsValue], worth);
            assert!(holdings.iter().any(|holding| {
                holding.symbol.as_deref() == Some("FERNX")
                    && holding.description == "Fernway Total Market Fund"
                    && holding.holding_type == "MUTUAL_FUND"
                    && holding.cusip.as_ref().is_some_and(|cusip| cusip.len() == 9)
            }));
        }
    }
}

/// The versions differ in form and tell the same.
#[tokio::test]
async fn every_version_tells_the_same() {
    let mut told = BTreeSet::new();
    for version in ["102", "160", "211", "220"] {
        let reading = Reading::at(NATIONAL.speaking(version)).await;
        let today = reading.today();
        let mut all = String::new();
        for account in reading.accounts().await {
            let span = (today.saturating_sub(60.days()), today.saturating_sub(10.days()));
            let (transactions, _) = reading.transactions(&account.id, span).await;
            write!(all, "{:?} {transactions:?}", account.facts).unwrap();
        }
        told.insert(all);
    }
    assert_eq!(told.len(), 1);
}

#[tokio::test]
async fn spoilt_documents_are_problems_and_never_data() {
    let reading = Reading::at(SECURITIES).await;
    let account = reading.accounts().await[0].id.clone();
    let today = reading.today();
    let want = Want::Transactions {
        account: account.clone(),
        from: today.saturating_sub(80.days()),
        to: today,
        after: None,
    };

    for name in ["half_answer", "web_page"] {
        reading.spoil(&format!(r#"{{"spoils":"{name}"}}"#)).await;
        for want in [&Want::Accounts, &want] {
            let read = reading.fetch(want).await;
            let Err(FetchStop::Problem(problem)) = read else { panic!("{name}: {read:?}") };
            assert_eq!(problem.reason, Reason::InstitutionError, "{name}");
        }
    }

    for (name, detail) in
        [("wrong_types", "has a balance that cannot be read"), ("wrong_currency", "has an unknown currency")]
    {
        reading.spoil(&format!(r#"{{"spoils":"{name}"}}"#)).await;
        let Ok(Fetched::Accounts { accounts, problems, .. }) = reading.fetch(&Want::Accounts).await else {
            panic!("{name}");
        };
        let details: BTreeSet<&str> = problems.iter().map(|one| one.problem.detail.as_str()).collect();
        assert!(accounts.is_empty() && problems.len() == 3, "{name}: {problems:?}");
        assert!(details.contains(detail), "{name}: {details:?}");
        match reading.fetch(&want).await {
            Ok(Fetched::Transactions { transactions, problems, .. }) => {
                assert!(!problems.is_empty(), "{name}");
                let of = |one: &SourceTransaction| one.facts.amount.minor >= 0;
                assert!(transactions.iter().all(of));
            }
            Err(FetchStop::Problem(problem)) => {
                assert_eq!(problem.reason, Reason::AccountDataIncomplete, "{name}")
            }
            other => panic!("{name}: {other:?}"),
        }
    }

    reading.spoil(r#"{"spoils":"repeated_ids"}"#).await;
    let Ok(Fetched::Transactions { transactions, problems, .. }) = reading.fetch(&want).await else {
        panic!()
    };
    assert_eq!((transactions.len(), problems.len()), (1, 1));

    reading.spoil(r#"{"spoils":"unbalanced"}"#).await;
    assert!(
        reading.accounts().await.iter().any(|one| one.facts.amounts[&AmountField::Balance] == 100_000_000)
    );

    reading.spoil(r#"{"spoils":null}"#).await;
    assert_eq!(reading.accounts().await.len(), 3);
}

/// Names keep their letters, whatever the header says of the encoding.
#[tokio::test]
async fn another_encoding_than_the_declared_one_is_read() {
    let reading = Reading::at(NATIONAL).await;
    reading.spoil(r#"{"spoils":"other_encoding"}"#).await;
    let attempt = reading.bed.attempt();
    let input = Input::Start { institution: NATIONAL.code, grant: &reading.grant, is_user_present: true };
    let done = reading.connector.advance(&reading.bed.context(&attempt), Session::default(), input).await;
    let Ok((_, Outcome::Done { grant })) = done else { panic!("{done:?}") };
    let grant = Grant { fields: reading.grant.fields.clone(), token: grant.token };
    let again = Reading { grant, ..reading };
    let names: Vec<String> = again.accounts().await.into_iter().map(|account| account.facts.name).collect();
    assert_eq!(names[0], "Everyday Checking – Café");
    let old = Reading::at(CREDIT_UNION).await.accounts().await;
    assert_eq!(old[0].facts.name, "Share Savings®");
}
