//! What the bank remembers: logins, sign-ins, attempts, the state of institutions, the clock. Every change is a [`Record`],
//! applied here the same way when it happens and when the journal is read again.

use std::collections::{BTreeMap, HashMap};

use domain::clock::Timestamp;
use serde::{Deserialize, Serialize};

use crate::channel::Channel;
use crate::condition::{Condition, Ruling};
use crate::directory::Institution;
use crate::fault::Fault;
use crate::ledger::{Counts, Pace, WRONG_IN_A_ROW_MAX};
use crate::oauth::{Access, App, Consent, Flow, Pushed, Review};
use crate::ofx::Spoilage;
use crate::sign_in::SignIn;
use crate::trick::Trick;

/// Beyond these the oldest is forgotten, so that memory and journal are bounded.
const SIGN_INS_MAX: usize = 20_000;
const ATTEMPTS_MAX: usize = 50_000;
const LOGINS_MAX: usize = 50_000;
const APPS_MAX: usize = 1_000;
const FLOWS_MAX: usize = 10_000;
const CONSENTS_MAX: usize = 20_000;
const ACCESSES_MAX: usize = 50_000;
const PUSHED_MAX: usize = 10_000;
const ASSERTIONS_MAX: usize = 50_000;
const REVIEWS_MAX: usize = 1_000;

/// What happened, whole: the new value of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Record {
    Login {
        institution: String,
        login: String,
        book: LoginBook,
    },
    LoginForgotten {
        institution: String,
        login: String,
    },
    SignIn(SignIn),
    Attempt {
        channel: Channel,
        attempt: String,
        reached: Reached,
    },
    Institution {
        institution: String,
        standing: Standing,
    },
    Clock {
        offset_seconds: i64,
    },
    App {
        client_id: String,
        app: App,
    },
    AppForgotten {
        client_id: String,
    },
    /// A way through an institution's own page; the code that it gave goes with it.
    Flow(Flow),
    Consent(Consent),
    Access(Access),
    Pushed(Pushed),
    Review(Review),
    /// An app has shown who it is with this assertion, which nobody may show again.
    Assertion {
        client_id: String,
        jti: String,
    },
    /// The next number, kept so that the number of what was forgotten is never used again.
    Next {
        number: u64,
    },
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LoginBook {
    pub(crate) counts: Counts,
    pub(crate) pace: Pace,
    #[serde(default)]
    pub(crate) ruling: Ruling,
    /// The condition that was to hold later and with which the login has been let in.
    #[serde(default)]
    pub(crate) let_in_before: Option<Condition>,
}

/// What an attempt came to: a sign-in, or a failure of the bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reached {
    pub(crate) institution: String,
    pub(crate) login: String,
    pub(crate) sign_in: Option<u64>,
    pub(crate) fault: Option<Fault>,
}

/// Whether an institution answers, how slowly, and what everybody meets there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Standing {
    pub(crate) state: Opened,
    pub(crate) delay_ms: u64,
    #[serde(default)]
    pub(crate) condition: Option<Condition>,
    /// Wrong passwords in a row that lock a login.
    #[serde(default = "locks_after")]
    pub(crate) locks_after: u32,
    /// What its documents of OFX are like, if not as they should be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) spoils: Option<Spoilage>,
    /// What is played on apps there.
    #[serde(default)]
    pub(crate) trick: Option<Trick>,
}

fn locks_after() -> u32 {
    WRONG_IN_A_ROW_MAX
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Opened {
    Open,
    Down,
    Maintenance,
    /// Gone for good: not in the directory, and nobody is let in.
    Discontinued,
}

/// A key and how long ago it was first seen.
#[derive(Debug)]
struct Remembered<K, V> {
    values: HashMap<K, (u64, V)>,
    by_age: BTreeMap<u64, K>,
    next: u64,
}

#[derive(Debug)]
pub(crate) struct Books {
    logins: Remembered<(String, String), LoginBook>,
    sign_ins: BTreeMap<u64, SignIn>,
    attempts: Remembered<(Channel, String), Reached>,
    institutions: BTreeMap<String, Standing>,
    apps: Remembered<String, App>,
    flows: BTreeMap<u64, Flow>,
    consents: BTreeMap<u64, Consent>,
    accesses: BTreeMap<u64, Access>,
    pushed: BTreeMap<u64, Pushed>,
    reviews: BTreeMap<u64, Review>,
    assertions: Remembered<(String, String), ()>,
    pub(crate) offset_seconds: i64,
    /// All that is numbered is numbered together.
    pub(crate) next_number: u64,
}

impl Books {
    pub(crate) fn empty() -> Books {
        Books {
            logins: Remembered::empty(),
            sign_ins: BTreeMap::new(),
            attempts: Remembered::empty(),
            institutions: BTreeMap::new(),
            apps: Remembered::empty(),
            flows: BTreeMap::new(),
            consents: BTreeMap::new(),
            accesses: BTreeMap::new(),
            pushed: BTreeMap::new(),
            reviews: BTreeMap::new(),
            assertions: Remembered::empty(),
            offset_seconds: 0,
            next_number: 1,
        }
    }

    pub(crate) fn apply(&mut self, record: Record) {
        match record {
            Record::Login { institution, login, book } => {
                self.logins.put((institution, login), book, LOGINS_MAX);
            }
            Record::LoginForgotten { institution, login } => self.logins.remove(&(institution, login)),
            Record::SignIn(sign_in) => {
                self.number_is_taken(sign_in.number);
                keep(&mut self.sign_ins, sign_in.number, sign_in, SIGN_INS_MAX);
            }
            Record::Attempt { channel, attempt, reached } => {
                self.attempts.put((channel, attempt), reached, ATTEMPTS_MAX);
            }
            Record::Institution { institution, standing } => {
                self.institutions.insert(institution, standing);
            }
            Record::Clock { offset_seconds } => self.offset_seconds = offset_seconds,
            Record::App { client_id, app } => self.apps.put(client_id, app, APPS_MAX),
            Record::AppForgotten { client_id } => self.apps.remove(&client_id),
            Record::Flow(flow) => {
                self.number_is_taken(flow.number);
                keep(&mut self.flows, flow.number, flow, FLOWS_MAX);
            }
            Record::Consent(consent) => {
                self.number_is_taken(consent.number);
                keep(&mut self.consents, consent.number, consent, CONSENTS_MAX);
            }
            Record::Access(access) => {
                self.number_is_taken(access.number);
                keep(&mut self.accesses, access.number, access, ACCESSES_MAX);
            }
            Record::Pushed(pushed) => {
                self.number_is_taken(pushed.number);
                keep(&mut self.pushed, pushed.number, pushed, PUSHED_MAX);
            }
            Record::Review(review) => {
                self.number_is_taken(review.number);
                keep(&mut self.reviews, review.number, review, REVIEWS_MAX);
            }
            Record::Assertion { client_id, jti } => {
                self.assertions.put((client_id, jti), (), ASSERTIONS_MAX);
            }
            Record::Next { number } => self.next_number = self.next_number.max(number),
        }
    }

    fn number_is_taken(&mut self, number: u64) {
        self.next_number = self.next_number.max(number.saturating_add(1));
    }

    /// The records that would make these books again, oldest first.
    pub(crate) fn records(&self) -> impl Iterator<Item = Record> {
        let login = |((institution, login), book): (&(String, String), &LoginBook)| Record::Login {
            institution: institution.clone(),
            login: login.clone(),
            book: book.clone(),
        };
        let attempt = |((channel, attempt), reached): (&(Channel, String), &Reached)| Record::Attempt {
            channel: *channel,
            attempt: attempt.clone(),
            reached: reached.clone(),
        };
        let institution = |(institution, standing): (&String, &Standing)| Record::Institution {
            institution: institution.clone(),
            standing: *standing,
        };
        let app = |(client_id, app): (&String, &App)| Record::App {
            client_id: client_id.clone(),
            app: app.clone(),
        };
        let assertion = |((client_id, jti), ()): (&(String, String), &())| Record::Assertion {
            client_id: client_id.clone(),
            jti: jti.clone(),
        };
        [Record::Clock { offset_seconds: self.offset_seconds }, Record::Next { number: self.next_number }]
            .into_iter()
            .chain(self.institutions.iter().map(institution))
            .chain(self.logins.oldest_first().map(login))
            .chain(self.sign_ins.values().cloned().map(Record::SignIn))
            .chain(self.attempts.oldest_first().map(attempt))
            .chain(self.apps.oldest_first().map(app))
            .chain(self.flows.values().cloned().map(Record::Flow))
            .chain(self.consents.values().cloned().map(Record::Consent))
            .chain(self.accesses.values().cloned().map(Record::Access))
            .chain(self.pushed.values().cloned().map(Record::Pushed))
            .chain(self.reviews.values().cloned().map(Record::Review))
            .chain(self.assertions.oldest_first().map(assertion))
    }

    pub(crate) fn login(&self, institution: &str, login: &str) -> LoginBook {
        self.logins.get(&(institution.to_owned(), login.to_owned())).cloned().unwrap_or_default()
    }

    pub(crate) fn sign_in(&self, number: u64) -> Option<&SignIn> {
        self.sign_ins.get(&number)
    }

    pub(crate) fn attempt(&self, channel: Channel, attempt: &str) -> Option<&Reached> {
        self.attempts.get(&(channel, attempt.to_owned()))
    }

    pub(crate) fn app(&self, client_id: &str) -> Option<&App> {
        self.apps.get(&client_id.to_owned())
    }

    pub(crate) fn flow(&self, number: u64) -> Option<&Flow> {
        self.flows.get(&number)
    }

    pub(crate) fn consent(&self, number: u64) -> Option<&Consent> {
        self.consents.get(&number)
    }

    pub(crate) fn access(&self, number: u64) -> Option<&Access> {
        self.accesses.get(&number)
    }

    pub(crate) fn review(&self, number: u64) -> Option<&Review> {
        self.reviews.get(&number)
    }

    pub(crate) fn pushed(&self, number: u64) -> Option<&Pushed> {
        self.pushed.get(&number)
    }

    /// The consents that hold and that this login has given, oldest first.
    pub(crate) fn consents_of<'a>(
        &'a self,
        institution: &'a str,
        login: &'a str,
        now: Timestamp,
    ) -> impl Iterator<Item = &'a Consent> {
        self.consents.values().filter(move |consent| {
            consent.institution == institution && consent.login == login && consent.ended(now).is_none()
        })
    }

    pub(crate) fn was_shown(&self, client_id: &str, jti: &str) -> bool {
        self.assertions.get(&(client_id.to_owned(), jti.to_owned())).is_some()
    }

    pub(crate) fn standing(&self, institution: &Institution) -> Standing {
        let first = || Standing {
            state: institution.begins,
            delay_ms: institution.delay_ms,
            condition: None,
            locks_after: locks_after(),
            spoils: None,
            trick: None,
        };
        self.institutions.get(institution.code).copied().unwrap_or_else(first)
    }
}

/// Keeps what is numbered; the lowest numbers are the oldest.
fn keep<T>(kept: &mut BTreeMap<u64, T>, number: u64, value: T, most: usize) {
    kept.insert(number, value);
    while kept.len() > most {
        kept.pop_first();
    }
}

impl<K: Clone + Eq + std::hash::Hash, V> Remembered<K, V> {
    fn empty() -> Self {
        Remembered { values: HashMap::new(), by_age: BTreeMap::new(), next: 0 }
    }

    fn get(&self, key: &K) -> Option<&V> {
        self.values.get(key).map(|(_, value)| value)
    }

    fn put(&mut self, key: K, value: V, most: usize) {
        let age = self.values.get(&key).map_or(self.next, |(age, _)| *age);
        if age == self.next {
            self.next += 1;
            self.by_age.insert(age, key.clone());
        }
        self.values.insert(key, (age, value));
        while self.values.len() > most {
            let Some((_, oldest)) = self.by_age.pop_first() else { break };
            self.values.remove(&oldest);
        }
    }

    fn remove(&mut self, key: &K) {
        if let Some((age, _)) = self.values.remove(key) {
            self.by_age.remove(&age);
        }
    }

    fn oldest_first(&self) -> impl Iterator<Item = (&K, &V)> {
        self.by_age.values().filter_map(|key| self.get(key).map(|value| (key, value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(name: &str, passwords_received: u32) -> Record {
        let book = LoginBook {
            counts: Counts { passwords_received, ..Counts::default() },
            ruling: Ruling::Settled,
            let_in_before: Condition::named("token_revoked"),
            ..LoginBook::default()
        };
        Record::Login { institution: "mxbank".to_owned(), login: name.to_owned(), book }
    }

    #[test]
    fn books_are_made_again_from_their_records() {
        let mut books = Books::empty();
        let condition = Condition::named("captcha");
        let standing = Standing {
            state: Opened::Down,
            delay_ms: 3,
            condition,
            locks_after: 9,
            spoils: None,
            trick: Some(Trick::TokenLost),
        };
        for record in [
            login("b", 1),
            login("a", 2),
            login("b", 3),
            login("c", 1),
            Record::LoginForgotten { institution: "mxbank".to_owned(), login: "c".to_owned() },
            Record::Institution { institution: "mxbank".to_owned(), standing },
            Record::Clock { offset_seconds: 86_400 },
            Record::Next { number: 9 },
        ] {
            books.apply(record);
        }
        let records: Vec<Record> = books.records().collect();
        assert!(records.ends_with(&[login("b", 3), login("a", 2)]), "{records:?}");
        let mut again = Books::empty();
        records.iter().cloned().for_each(|record| again.apply(record));
        assert_eq!(again.records().collect::<Vec<_>>(), records);
        assert_eq!((again.offset_seconds, again.next_number), (86_400, 9));
    }

    #[test]
    fn of_what_is_numbered_the_lowest_is_forgotten_first() {
        let mut kept = BTreeMap::new();
        for (number, name) in [(1, "a"), (2, "b"), (1, "c"), (3, "d")] {
            keep(&mut kept, number, name, 2);
        }
        assert_eq!(kept.into_values().collect::<String>(), "bd");
    }

    #[test]
    fn the_oldest_is_forgotten_first() {
        let mut kept = Remembered::empty();
        for name in ["a", "b", "a", "c"] {
            kept.put(name, (), 2);
        }
        assert_eq!(kept.oldest_first().map(|(name, ())| *name).collect::<String>(), "bc");
    }
}
