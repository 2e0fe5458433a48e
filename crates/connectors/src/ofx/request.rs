//! What is sent: a sign-on and what is asked with it, in the order that the document type wants (OFX 2.2 §2.5, §7, §8, §11, §13).

use super::account::{Account, Held};
use super::parse::Element;
use super::service::OfxService;
use super::value::{written, written_day};
use crate::grant::Secret;
use domain::clock::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Whoever asks for a profile needs no login; these stand for nobody (OFX 2.2 §7.1.3).
const NOBODY: &str = "anonymous00000000000000000000000";
/// Before every change, so that everything is told.
const EVER: &str = "19900101000000.000[0:GMT]";

/// Who signs on, and what lets them.
#[derive(Clone, Copy)]
pub(super) struct SignOn<'a> {
    pub(super) user: &'a str,
    pub(super) password: &'a str,
    pub(super) client_uid: Option<&'a str>,
    pub(super) session_cookie: Option<&'a str>,
    pub(super) access_key: Option<&'a str>,
    /// A token of the institution's, typed by the person.
    pub(super) auth_token: Option<&'a Secret>,
    /// By phrase id.
    pub(super) answers: Option<&'a BTreeMap<String, Secret>>,
}

/// What makes one request unlike all others, and when it is made.
#[derive(Clone, Copy)]
pub(super) struct Stamp<'a> {
    pub(super) service: &'a OfxService,
    pub(super) now: Timestamp,
    pub(super) attempt: &'a str,
    /// What it is for; no other request of the attempt at that time is for the same.
    pub(super) name: &'a str,
}

impl SignOn<'_> {
    /// For the profile, which is nobody's.
    pub(super) const fn nobody() -> Self {
        Self {
            user: NOBODY,
            password: NOBODY,
            client_uid: None,
            session_cookie: None,
            access_key: None,
            auth_token: None,
            answers: None,
        }
    }

    fn element(self, stamp: Stamp<'_>) -> Element {
        let Stamp { service, now, .. } = stamp;
        let leaf = |name: &str, value: &str| Element::leaf(name, value);
        let optional = |name: &str, value: Option<&str>| value.map(|value| leaf(name, value));
        let institution = service.org.as_ref().map(|org| {
            let parts = [Some(leaf("ORG", org)), optional("FID", service.fid.as_deref())];
            Element::aggregate("FI", parts.into_iter().flatten().collect())
        });
        let answers = self.answers.into_iter().flatten().map(|(phrase, answer)| {
            let parts = vec![leaf("MFAPHRASEID", phrase), leaf("MFAPHRASEA", answer.expose())];
            Element::aggregate("MFACHALLENGEA", parts)
        });
        let parts = [
            Some(leaf("DTCLIENT", &written(now))),
            Some(leaf("USERID", self.user)),
            Some(leaf("USERPASS", self.password)),
            Some(leaf("GENUSERKEY", "N")),
            Some(leaf("LANGUAGE", "ENG")),
            institution,
            optional("SESSCOOKIE", self.session_cookie),
            Some(leaf("APPID", &service.app_id)),
            Some(leaf("APPVER", &service.app_version)),
            optional("CLIENTUID", self.client_uid),
            optional("AUTHTOKEN", self.auth_token.map(Secret::expose)),
            optional("ACCESSKEY", self.access_key),
        ];
        Element::aggregate("SONRQ", parts.into_iter().flatten().chain(answers).collect())
    }

    /// A whole request: the sign-on, and these message sets after it.
    fn with(self, stamp: Stamp<'_>, beside: Option<Element>, sets: Vec<Element>) -> Element {
        let signing_on = [self.element(stamp)].into_iter().chain(beside).collect();
        let signing_on = Element::aggregate("SIGNONMSGSRQV1", signing_on);
        Element::aggregate("OFX", [signing_on].into_iter().chain(sets).collect())
    }

    /// What the server is like.
    pub(super) fn and_profile(self, stamp: Stamp<'_>) -> Element {
        let asked = vec![Element::leaf("CLIENTROUTING", "NONE"), Element::leaf("DTPROFUP", EVER)];
        let asked = transaction("PROFTRNRQ", stamp.id(0), Element::aggregate("PROFRQ", asked));
        self.with(stamp, None, vec![Element::aggregate("PROFMSGSRQV1", vec![asked])])
    }

    /// What must be answered.
    pub(super) fn and_challenge(self, stamp: Stamp<'_>) -> Element {
        let asked = Element::aggregate("MFACHALLENGERQ", vec![Element::leaf("DTCLIENT", written(stamp.now))]);
        self.with(stamp, Some(transaction("MFACHALLENGETRNRQ", stamp.id(0), asked)), Vec::new())
    }

    /// Which accounts there are.
    pub(super) fn and_accounts(self, stamp: Stamp<'_>) -> Element {
        let asked = Element::aggregate("ACCTINFORQ", vec![Element::leaf("DTACCTUP", EVER)]);
        let asked = transaction("ACCTINFOTRNRQ", stamp.id(0), asked);
        self.with(stamp, None, vec![Element::aggregate("SIGNUPMSGSRQV1", vec![asked])])
    }

    /// Statements of these accounts. The ids by which the answers are known again are those of [`Stamp::id`], in the same order.
    pub(super) fn and_statements(self, stamp: Stamp<'_>, accounts: &[&Account], detail: Detail) -> Element {
        let mut sets = [
            Element::aggregate("BANKMSGSRQV1", Vec::new()),
            Element::aggregate("CREDITCARDMSGSRQV1", Vec::new()),
            Element::aggregate("INVSTMTMSGSRQV1", Vec::new()),
        ];
        let [bank, card, broker] = &mut sets;
        for (place, account) in (0..).zip(accounts) {
            let id = stamp.id(place);
            let from = account.named_from();
            let inner =
                |name, rest: Vec<Element>| Element::aggregate(name, [from].into_iter().chain(rest).collect());
            let (set, request) = match &account.held {
                Held::Bank { .. } => {
                    (&mut *bank, transaction("STMTTRNRQ", id, inner("STMTRQ", detail.plain(stamp))))
                }
                Held::Card => {
                    (&mut *card, transaction("CCSTMTTRNRQ", id, inner("CCSTMTRQ", detail.plain(stamp))))
                }
                Held::Broker { .. } => {
                    (&mut *broker, transaction("INVSTMTTRNRQ", id, inner("INVSTMTRQ", detail.invested())))
                }
            };
            set.children.push(request);
        }
        self.with(stamp, None, sets.into_iter().filter(|set| !set.children.is_empty()).collect())
    }
}

/// How much of a statement is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Balances, and what makes up an investment's.
    Balances,
    /// What posted from a day on, and before another.
    Transactions { from: Date, before: Date, with_pending: bool },
}

impl Detail {
    fn included(self) -> Element {
        let parts = match self {
            Self::Balances => vec![Element::leaf("INCLUDE", "N")],
            Self::Transactions { from, before, .. } => vec![
                Element::leaf("DTSTART", written_day(from)),
                Element::leaf("DTEND", written_day(before)),
                Element::leaf("INCLUDE", "Y"),
            ],
        };
        Element::aggregate("INCTRAN", parts)
    }

    fn plain(self, stamp: Stamp<'_>) -> Vec<Element> {
        let wants_pending = match self {
            Self::Balances => false,
            Self::Transactions { with_pending, .. } => with_pending && stamp.service.version.knows_pending(),
        };
        let pending = wants_pending.then(|| Element::leaf("INCLUDEPENDING", "Y"));
        [self.included()].into_iter().chain(pending).collect()
    }

    fn invested(self) -> Vec<Element> {
        let wants_positions = match self {
            Self::Balances => "Y",
            Self::Transactions { .. } => "N",
        };
        vec![
            self.included(),
            Element::leaf("INCOO", "N"),
            Element::aggregate("INCPOS", vec![Element::leaf("INCLUDE", wants_positions)]),
            Element::leaf("INCBAL", wants_positions),
        ]
    }
}

impl Stamp<'_> {
    /// The id of one transaction of this request.
    pub(super) fn id(self, place: usize) -> String {
        unique(&["transaction", self.attempt, self.name, &self.now.to_string(), &place.to_string()])
    }

    /// The id of the request as a file.
    pub(super) fn file_id(self) -> String {
        unique(&["file", self.attempt, self.name, &self.now.to_string()])
    }
}

/// An id in the form of a UUID, which nobody has who does not know all of the parts.
pub(super) fn unique(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_be_bytes());
        hash.update(part.as_bytes());
    }
    let digits = hash.finalize().iter().take(16).fold(String::new(), |mut digits, byte| {
        digits
            .extend([byte >> 4, byte & 15].map(|nibble| char::from_digit(nibble.into(), 16).unwrap_or('0')));
        digits
    });
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let parts = [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)];
    parts.join("-").to_ascii_uppercase()
}

fn transaction(name: &str, id: String, asked: Element) -> Element {
    Element::aggregate(name, vec![Element::leaf("TRNUID", id), asked])
}
