//! From the hub to the bank's page and back, and everything that is read then, at institutions that ask differently of apps.

use super::bed::{Counting, FdxBed, SCOPE, Variant, entry, service};
use crate::person::{Doing, at_the_bank};
use connectors::fdx::{ClientAuth, Fdx, FdxError, FdxService};
use connectors::{Connector, FetchStop, Fetched, Grant, Input, Secret, Session, Want};
use domain::account::{AccountType, AmountField, TextField};
use domain::clock::Clock;
use domain::reason::Reason;
use domain::transaction::TransactionStatus;
use jiff::ToSpan;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};

#[tokio::test]
async fn a_person_links_and_everything_is_read() {
    for variant in Variant::ALL {
        let bed = FdxBed::new(variant).await;
        let fdx = bed.connector();
        let grant = bed.linked(&fdx, Doing::all("ann", "fine")).await;
        let accounts = bed.accounts(&fdx, &grant).await;
        let types: BTreeSet<AccountType> = accounts.iter().map(|one| one.facts.account_type).collect();
        let expected = match variant {
            Variant::Public | Variant::Secret => {
                vec![
                    AccountType::Savings,
                    AccountType::Checking,
                    AccountType::Loan,
                    AccountType::LineOfCredit,
                ]
            }
            Variant::Basic => vec![AccountType::Investment, AccountType::Savings],
            Variant::Strict => vec![
                AccountType::Any,
                AccountType::Checking,
                AccountType::Savings,
                AccountType::CreditCard,
                AccountType::Loan,
                AccountType::LineOfCredit,
                AccountType::Mortgage,
                AccountType::Investment,
                AccountType::Insurance,
            ],
        };
        assert_eq!(types, expected.into_iter().collect(), "{variant:?}");
        let (mut transactions, mut holdings, mut owners, mut numbers, mut statements) = (0, 0, 0, 0, 0);
        for account in &accounts {
            let has_balance = account.facts.amounts.contains_key(&AmountField::Balance);
            assert!(has_balance || account.facts.account_type == AccountType::Insurance, "{account:?}");
            transactions += all_transactions(&bed, &fdx, &grant, &account.id).await;
            let account = || account.id.clone();
            for want in [
                Want::Holdings { account: account() },
                Want::Owners { account: account() },
                Want::Numbers { account: account() },
                Want::Statements { account: account() },
            ] {
                match bed.fetch(&fdx, &grant, &want).await.unwrap() {
                    Fetched::Holdings(all) => holdings += all.len(),
                    Fetched::Owners(all) => owners += all.len(),
                    Fetched::Numbers(all) => numbers += all.len(),
                    Fetched::Statements(all) => statements += all.len(),
                    other => panic!("{other:?}"),
                }
            }
        }
        assert!(
            transactions > 100 && owners >= accounts.len() && numbers > 0 && statements > 20,
            "{variant:?}"
        );
        assert_eq!(holdings > 0, matches!(variant, Variant::Basic | Variant::Strict));
    }
}

async fn all_transactions(bed: &FdxBed, fdx: &Fdx, grant: &Grant, account: &str) -> usize {
    let to = bed.clock().now().to_zoned(TimeZone::UTC).date();
    let from = to.saturating_sub(1.years());
    let (mut seen, mut after) = (BTreeSet::new(), None);
    loop {
        let want = Want::Transactions { account: account.to_owned(), from, to, after };
        match bed.fetch(fdx, grant, &want).await {
            Ok(Fetched::Transactions { transactions, next, problems, .. }) if problems.is_empty() => {
                for one in transactions {
                    let is_posted = one.facts.status == TransactionStatus::Posted;
                    assert_eq!(is_posted, one.facts.posted_at.is_some());
                    assert!(seen.insert(one.id));
                }
                match next {
                    None => return seen.len(),
                    next => after = next,
                }
            }
            other => panic!("{other:?}"),
        }
    }
}

/// What an account is told of, to the last field.
#[tokio::test]
async fn a_card_is_told_whole() {
    let bed = FdxBed::new(Variant::Strict).await;
    let fdx = bed.connector();
    let grant = bed.linked(&fdx, Doing::all("ann", "fine")).await;
    let accounts = bed.accounts(&fdx, &grant).await;
    let find = |wanted| accounts.iter().find(|one| one.facts.account_type == wanted).unwrap();
    let card = &find(AccountType::CreditCard).facts;
    assert_eq!((card.name.as_str(), card.currency.code(), card.is_closed), ("Rewards Card", "USD", false));
    assert_eq!(card.mask.as_ref().map(String::len), Some(4));
    for field in [
        AmountField::CreditLimit,
        AmountField::AvailableCredit,
        AmountField::MinimumPayment,
        AmountField::StatementBalance,
    ] {
        assert!(card.amounts.contains_key(&field), "{field:?}");
    }
    let checking = find(AccountType::Checking);
    assert!(checking.number.as_ref().unwrap().expose().ends_with(checking.facts.mask.as_deref().unwrap()));
    let line = &find(AccountType::LineOfCredit).facts;
    assert!(line.texts.get(&TextField::Subtype).is_none_or(|subtype| subtype == "HOME_EQUITY"));
}

/// Each request says what the institution wants to know of it, and no two are named alike.
#[tokio::test]
async fn requests_are_named() {
    let bed = FdxBed::new(Variant::Secret).await;
    let fdx = bed.connector();
    let linked = bed.linked(&fdx, Doing::all("ann", "fine")).await;
    bed.clock().pass(6 * 3_600);
    for (is_user_present, actor) in [(true, "USER"), (false, "BATCH")] {
        let http = Counting::over(&bed.bed.http);
        let cx = bed.context_over(&http, "run.1");
        let institution = bed.variant.institution();
        let input = Input::Start { institution, grant: &linked, is_user_present };
        let Ok((_, connectors::Outcome::Done { grant })) = fdx.advance(&cx, Session::default(), input).await
        else {
            panic!("not signed in")
        };
        fdx.fetch(&cx, &grant, &Want::Accounts).await.unwrap();
        fdx.fetch(&cx, &grant, &Want::Owners { account: "a-1".to_owned() }).await.unwrap_err();
        let seen = http.seen.lock().unwrap();
        let to_api: Vec<_> = seen.iter().filter(|request| request.url.contains("/fdx/")).collect();
        let header = |place: usize, wanted: &str| {
            let found = to_api[place].headers.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| value.clone()).unwrap()
        };
        assert_eq!((to_api.len(), header(0, "FDX-API-Actor-Type").as_str()), (2, actor));
        assert_ne!(header(0, "x-fapi-interaction-id"), header(1, "x-fapi-interaction-id"));
        bed.clock().pass(6 * 3_600);
    }
}

/// A person who says no, a return that belongs elsewhere, a code that the bank does not take.
#[tokio::test]
async fn visits_go_wrong_in_their_own_ways() {
    for variant in [Variant::Secret, Variant::Strict] {
        let bed = FdxBed::new(variant).await;
        let fdx = bed.connector();
        let went = |doing| {
            let (bed, fdx) = (&bed, &fdx);
            async move {
                let (session, url) = bed.leave(fdx).await.unwrap();
                let query = at_the_bank(&bed.bed.url, &url, doing).await;
                (session, query)
            }
        };
        let (session, query) = went(Doing { allows: false, ..Doing::all("ann", "fine") }).await;
        assert_eq!(fdx.read_return(&session, &query).unwrap_err().reason, Reason::OauthCancelled);
        let (session, query) = went(Doing::all("ben", "LOST")).await;
        assert_eq!(fdx.read_return(&session, &query).unwrap_err().reason, Reason::OauthTechnical);
        let (session, query) = went(Doing::all("cam", "CODE_REFUSED")).await;
        assert_eq!(fdx.read_return(&session, &query), Ok(()));
        let refused = bed.come_back(&fdx, session, &query).await.unwrap_err();
        assert_eq!(refused.reason, Reason::OauthTechnical);
        // A session of the same person at another institution.
        let (session, query) = went(Doing::all("dee", "fine")).await;
        let other = FdxService { issuer: "https://other.example".to_owned(), ..bed.service() };
        let other = bed.connector_with(other);
        assert_eq!(other.read_return(&session, &query).unwrap_err().reason, Reason::OauthTechnical);
        assert_eq!(fdx.read_return(&session, &query), Ok(()));
    }
}

#[tokio::test]
async fn what_was_given_back_reads_nothing() {
    for variant in Variant::ALL {
        let bed = FdxBed::new(variant).await;
        let fdx = bed.connector();
        // The access token lasts still, or has ended.
        for passes in [0, 6 * 3_600] {
            let grant = bed.linked(&fdx, Doing::all("ann", "fine")).await;
            bed.clock().pass(passes);
            for _ in 0..2 {
                bed.revoke(&fdx, &grant).await.unwrap();
            }
            bed.clock().pass(61);
            assert!(matches!(bed.fetch(&fdx, &grant, &Want::Accounts).await, Err(FetchStop::NeedsUser)));
            let refused = bed.start(&fdx, &grant).await.unwrap_err();
            assert_eq!(refused.reason, Reason::TokenInvalid, "{variant:?} {passes} {refused}");
        }
    }
}

/// People may be sent to the institution's own app, with the same question.
#[tokio::test]
async fn people_go_to_the_app_where_there_is_one() {
    let bed = FdxBed::new(Variant::Strict).await;
    let service = FdxService { app2app: Some("https://app.bank.example/link".to_owned()), ..bed.service() };
    let (_, url) = bed.leave(&bed.connector_with(service)).await.unwrap();
    assert!(url.starts_with("https://app.bank.example/link?client_id=hub&request_uri=urn%3A"), "{url}");
    assert!(!url.contains("state"), "what was pushed is not told again: {url}");
    let fdx = bed.connector_with(FdxService {
        app2app: Some("https://app.bank.example/link".to_owned()),
        ..bed.service()
    });
    let (_, url) = bed.leave_over(&fdx, &bed.bed.http, false).await.unwrap();
    assert!(url.starts_with(&bed.bed.url) && url.contains("request_uri=urn%3A"), "{url}");
}

/// What is spoilt of a description, the secrets beside it, and what is said of it.
type Row = (fn(&mut FdxService), &'static [(&'static str, &'static str)], FdxError);

const GOOD: &[(&str, &str)] = &[("client_secret", "s3cret")];

#[test]
fn descriptions_that_lead_nowhere_are_refused() {
    let make = |spoil: fn(&mut FdxService), secrets: &[(&str, &str)]| {
        let mut service =
            service("https://b.example", "https://b.example/fdx/v6", ClientAuth::ClientSecretPost);
        spoil(&mut service);
        let secrets = secrets.iter().map(|(name, value)| ((*name).to_owned(), Secret::new(*value)));
        Fdx::new(entry("bank"), service, secrets.collect::<BTreeMap<_, _>>()).map(|fdx| format!("{fdx:?}"))
    };
    assert!(!make(|_| (), GOOD).unwrap().contains("s3cret"));
    let key = |one: &mut FdxService| one.client_auth = ClientAuth::PrivateKeyJwt;
    let rows: &[Row] = &[
        (|_| (), &[], FdxError::SecretMissing("client_secret")),
        (|_| (), &[("client_secret", " ")], FdxError::SecretMissing("client_secret")),
        (key, &[], FdxError::SecretMissing("private_key")),
        (key, &[("private_key", "none")], FdxError::PrivateKey),
        (|one| one.client_auth = ClientAuth::None, GOOD, FdxError::SecretSurplus("client_secret".to_owned())),
        (|one| one.issuer = "http://b.example".to_owned(), GOOD, FdxError::Address("issuer")),
        (|one| one.api = "b.example".to_owned(), GOOD, FdxError::Address("api")),
        (|one| one.app2app = Some("bank://link".to_owned()), GOOD, FdxError::Address("app2app")),
        (|one| one.app2app = Some("https://b.example/#link".to_owned()), GOOD, FdxError::Address("app2app")),
        (|one| one.client_id.clear(), GOOD, FdxError::Empty("client_id")),
        (|one| one.scope.clear(), GOOD, FdxError::Empty("scope")),
        (|one| one.page_limit = 0, GOOD, FdxError::PageLimit),
        (|one| one.currency = Some("XYZ".to_owned()), GOOD, FdxError::Currency),
    ];
    for (spoil, secrets, error) in rows {
        assert_eq!(make(*spoil, secrets).as_ref(), Err(error));
    }
    assert!(SCOPE.contains("fdx:accountdetailed:read"));
}
