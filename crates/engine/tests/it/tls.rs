//! Institutions behind TLS: whom the hub trusts, who it says to be, and what becomes of connections whose certificates fail.

use crate::bed::{Bed, Known, new_member};
use crate::browser::Browser;
use crate::described::{SECRET, fdx_at, ofx_at};
use crate::dice::Dice;
use crate::person::{Doing, RETURN, at_the_bank_with};
use bank::{Bank, TlsSettings};
use domain::clock::{Clock, Timestamp};
use domain::member::Status;
use domain::reason::Reason;
use engine::Error;
use engine::records::Member;
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::net::TcpListener;

on_both! {
    an_institution_is_read_by_tls_for_as_long_as_it_can_be_trusted
    nobody_is_linked_over_a_line_that_is_not_trusted
    a_bank_that_wants_to_know_who_calls_is_told
}

/// What a bank may show instead of a good certificate, what the hub makes of it, and what it tells the operator.
const FAULTS: [(&str, Reason, &str); 5] = [
    ("expired", Reason::InstitutionError, "has expired"),
    ("not_yet_valid", Reason::InstitutionError, "not valid yet"),
    ("other_name", Reason::InstitutionError, "for another name"),
    ("unknown_issuer", Reason::InstitutionError, "not trusted here"),
    // A line that ends in the handshake is a line that ends.
    ("cut", Reason::NetworkError, "network_error"),
];

/// The clock that certificates are judged by.
#[derive(Debug)]
struct WallClock;

impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "TLS goes by no other clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A bank that is reached by TLS; its staff is reached without.
struct Guarded {
    url: String,
    staff_url: String,
    authority: String,
    /// A certificate by its authority, and the key.
    client: String,
}

impl Guarded {
    /// Keys follow from the seed.
    async fn new(bed: &Bed, seed: u64) -> Self {
        let tls = TlsSettings { clock: Arc::new(WallClock), random: Arc::new(Dice::new(seed)) };
        let settings = bank::Settings {
            seed: 1,
            journal: None,
            clock: bed.clock.clone(),
            clock_is_own: false,
            tls: Some(tls),
        };
        let bank = Bank::open(settings).unwrap();
        let [plain, by_tls] = [
            TcpListener::bind("127.0.0.1:0").await.unwrap(),
            TcpListener::bind("127.0.0.1:0").await.unwrap(),
        ];
        let staff_url = format!("http://{}", plain.local_addr().unwrap());
        let url = format!("https://localhost:{}", by_tls.local_addr().unwrap().port());
        tokio::spawn(bank.clone().serve(plain, std::future::pending()));
        tokio::spawn(bank.serve_tls(by_tls, std::future::pending()));
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = http.get(format!("{staff_url}/control/tls")).send().await.unwrap();
        let told: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        let pem = |name: &str| told[name].as_str().unwrap().to_owned();
        Self { url, staff_url, authority: pem("authority"), client: pem("client") }
    }

    async fn says(&self, bed: &Bed, said: Value) {
        bed.staff_at(&self.staff_url, "tls", said.to_string()).await;
    }

    async fn shows(&self, bed: &Bed, certificate: &str) {
        self.says(bed, json!({ "certificate": certificate })).await;
    }

    /// Described, and the hub is an app there.
    async fn describe_fdx(&self, bed: &Bed) {
        let app = json!({ "name": "The Hub", "redirect_uris": [RETURN], "secret": SECRET });
        bed.staff_at(&self.staff_url, "apps/hub", app.to_string()).await;
        let mut one = fdx_at(&self.url, "kestrel_federal", "client_secret_post");
        one["transport"] = json!({ "roots": self.authority });
        bed.engine.describe(vec![one]).await.unwrap();
    }

    async fn describe_ofx(&self, bed: &Bed, change: impl FnOnce(&mut Value)) {
        let mut one = ofx_at(&self.url);
        one["transport"] = json!({ "roots": self.authority });
        change(&mut one);
        bed.engine.describe(vec![one]).await.unwrap();
        // Descriptions are made anew by the time of their change.
        bed.operational.advance(SignedDuration::from_secs(1));
    }

    async fn new_member(&self, bed: &Bed) -> Member {
        let mut new = new_member(&bed.engine, "kestrel_federal", "", "").await;
        new.is_oauth = true;
        bed.scope().create_member(&bed.user, new, None).await.unwrap()
    }

    /// By FDX, with a browser that trusts the bank's authority.
    async fn linked(&self, bed: &Bed) -> Member {
        let member = self.new_member(bed).await;
        let browser = Browser::new("b");
        let url = browser.leave(bed, &member).await.unwrap();
        let roots = reqwest::Certificate::from_pem_bundle(self.authority.as_bytes()).unwrap();
        let trusting = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        let trusting = trusting.tls_certs_merge(roots).build().unwrap();
        let query = at_the_bank_with(trusting, &self.url, &url, Doing::all("ann", "fine")).await;
        let comeback = browser.comeback(bed, &query).await.unwrap();
        assert_eq!(bed.scope().come_back(&comeback, &query).await.unwrap().problem, None);
        bed.work().await;
        bed.member(&member).await
    }
}

async fn an_institution_is_read_by_tls_for_as_long_as_it_can_be_trusted(bed: &Bed) {
    let bank = Guarded::new(bed, 7).await;
    bank.describe_fdx(bed).await;
    let member = bank.linked(bed).await;
    assert_eq!((member.state.status, member.state.reason), (Status::Connected, Some(Reason::Ok)));
    let before = bed.known(&member).await;
    assert!(before.accounts > 0 && before.transactions > 0);
    for (shown, reason, told) in FAULTS {
        bed.clock.advance(SignedDuration::from_hours(7));
        let before = bed.known(&member).await;
        bank.shows(bed, shown).await;
        let failed = bed.refresh(&member).await;
        assert_eq!((failed.state.status, failed.state.reason), (Status::Failed, Some(reason)), "{shown}");
        assert_eq!(bed.known(&member).await, before, "{shown}");
        let checked = bed.engine.check_institution("kestrel_federal").await.unwrap().remove(0);
        let problem = checked.answer.unwrap_err();
        assert!(problem.contains(told) && problem.contains(reason.name()), "{shown}: {problem}");
        bank.shows(bed, "good").await;
        let healed = bed.refresh(&member).await;
        assert_eq!(
            (healed.state.status, healed.state.reason),
            (Status::Connected, Some(Reason::Ok)),
            "{shown}"
        );
        let after = bed.known(&member).await;
        assert_eq!(after.accounts, before.accounts, "{shown}");
        assert!(after.transactions >= before.transactions, "{shown}");
    }
}

async fn nobody_is_linked_over_a_line_that_is_not_trusted(bed: &Bed) {
    let bank = Guarded::new(bed, 7).await;
    bank.describe_fdx(bed).await;
    bank.describe_ofx(bed, |_| ()).await;
    for (shown, reason, _) in FAULTS {
        bank.shows(bed, shown).await;
        // The way to its own page is not given; a password is not sent.
        let pending = bank.new_member(bed).await;
        let refused = Browser::new("b").leave(bed, &pending).await.unwrap_err();
        assert!(matches!(refused, Error::Unreachable(told) if told == reason), "{shown}: {refused:?}");
        assert_eq!(bed.status(&pending).await, Status::Pending, "{shown}");
        let member = bed.connect_at("marlin_national", shown, "fine").await.unwrap();
        bed.work().await;
        let failed = bed.member(&member).await;
        assert_eq!((failed.state.status, failed.state.reason), (Status::Failed, Some(reason)), "{shown}");
        assert_eq!(bed.known(&member).await, Known::default(), "{shown}");
        bank.shows(bed, "good").await;
        let healed = bed.refresh(&member).await;
        assert_eq!(healed.state.status, Status::Connected, "{shown}");
        let known = bed.known(&member).await;
        assert!(known.accounts > 0 && known.transactions > 0, "{shown}");
    }
    // Nor where the authority is not one that is trusted here.
    bank.describe_ofx(bed, |one| one["transport"] = json!({})).await;
    let member = bed.connect_at("marlin_national", "ann", "fine").await.unwrap();
    bed.work().await;
    assert_eq!(bed.member(&member).await.state.reason, Some(Reason::InstitutionError));
}

async fn a_bank_that_wants_to_know_who_calls_is_told(bed: &Bed) {
    let bank = Guarded::new(bed, 7).await;
    bank.says(bed, json!({ "client_certificate": "required" })).await;
    bank.describe_ofx(bed, |_| ()).await;
    let member = bed.connect_at("marlin_national", "ann", "fine").await.unwrap();
    bed.work().await;
    let failed = bed.member(&member).await;
    assert_eq!(failed.state.status, Status::Failed);
    assert_eq!(failed.state.reason, Some(Reason::InstitutionError));
    assert_eq!(bed.known(&member).await, Known::default());
    let checked = bed.engine.check_institution("marlin_national").await.unwrap().remove(0);
    let problem = checked.answer.unwrap_err();
    assert!(problem.contains("secrets.client_certificate"), "{problem}");
    // Neither by a certificate of somebody else's.
    let stranger = Guarded::new(bed, 8).await;
    bank.describe_ofx(bed, |one| one["secrets"] = json!({ "client_certificate": stranger.client })).await;
    assert_eq!(bed.refresh(&member).await.state.reason, Some(Reason::InstitutionError));
    bank.describe_ofx(bed, |one| one["secrets"] = json!({ "client_certificate": bank.client })).await;
    let member = bed.refresh(&member).await;
    assert_eq!((member.state.status, member.state.reason), (Status::Connected, Some(Reason::Ok)));
    assert!(!bed.accounts(&member).await.is_empty());
}
