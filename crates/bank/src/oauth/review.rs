//! A person looks at the bank's own page at which apps read what, shares another account, stops sharing one, or ends it all.

use std::collections::BTreeMap;

use domain::clock::Timestamp;
use serde::{Deserialize, Serialize};

use super::app;
use super::consent::Consent;
use crate::accounts::{self, Account};
use crate::books::{Books, Record};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::desk::{self, Decision, Door, Presented};
use crate::directory::Institution;
use crate::sign_in::{Person, SignIn, State, id_of, later};

pub(crate) const REVIEW_KIND: &str = "rv";
const LASTS_S: i64 = 30 * 60;

/// A person who is signed in there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Review {
    pub(crate) number: u64,
    pub(crate) institution: String,
    pub(crate) login: String,
    pub(crate) began_at: Timestamp,
}

/// The bank as it is when the person does something there.
#[derive(Debug)]
pub(crate) struct Reviewing<'a> {
    pub(crate) books: &'a Books,
    pub(crate) seed: u64,
    pub(crate) institution: &'static Institution,
    pub(crate) now: Timestamp,
}

/// What one app reads by one consent.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) consent: Consent,
    pub(crate) app_name: String,
    /// Each account of the person, and whether the app sees it.
    pub(crate) accounts: Vec<(Account, bool)>,
}

/// What the person wants changed of a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change<'a> {
    Share(&'a str),
    Stop(&'a str),
    Revoke,
}

impl Review {
    pub(crate) fn id(&self, seed: u64) -> String {
        id_of(REVIEW_KIND, seed, self.number)
    }
}

impl Reviewing<'_> {
    /// Signs the person in. The password counts as everywhere; nothing is asked besides.
    pub(crate) fn sign_in(&self, fields: &BTreeMap<String, String>) -> (Vec<Record>, Option<Review>) {
        let presented = Presented {
            channel: self.channel(),
            door: Door::OwnPage,
            institution: self.institution.code,
            fields,
            person: Person::Present,
        };
        let Decision { mut records, outcome } = desk::present(self.books, &presented, self.now);
        let Some(sign_in) = outcome.ok().filter(is_let_in) else { return (records, None) };
        records.extend(desk::give_back(&sign_in));
        let review = Review {
            number: sign_in.number.saturating_add(1),
            institution: self.institution.code.to_owned(),
            login: sign_in.login,
            began_at: self.now,
        };
        records.push(Record::Review(review.clone()));
        (records, Some(review))
    }

    /// The person who is signed in there, while that lasts.
    pub(crate) fn open(&self, number: u64) -> Option<&Review> {
        let is_here = |review: &&Review| {
            review.institution == self.institution.code && self.now < later(review.began_at, LASTS_S)
        };
        self.books.review(number).filter(is_here)
    }

    pub(crate) fn shared(&self, review: &Review) -> Vec<Shared> {
        let accounts = accounts::of_login(self.seed, self.institution, &review.login, Day::of(self.now));
        self.books
            .consents_of(self.institution.code, &review.login, self.now)
            .map(|consent| {
                let sees = |account: &Account| consent.accounts.contains(&account.id(self.channel()));
                Shared {
                    consent: consent.clone(),
                    app_name: app::find(self.books, &consent.client_id)
                        .map(|app| app.name)
                        .unwrap_or_default(),
                    accounts: accounts.iter().map(|account| (account.clone(), sees(account))).collect(),
                }
            })
            .collect()
    }

    /// What is changed; nothing, where it is so already or the consent or account is not this person's.
    pub(crate) fn change(&self, review: &Review, consent: &str, change: Change<'_>) -> Vec<Record> {
        let shared = self.shared(review);
        let Some(shared) = shared.into_iter().find(|shared| shared.consent.id(self.seed) == consent) else {
            return Vec::new();
        };
        let ids = |account: &str| {
            let mut all = shared.accounts.iter().map(|(one, _)| one.id(self.channel()));
            all.find(|id| id == account)
        };
        let before = shared.consent.clone();
        let after = match change {
            Change::Share(account) => {
                let mut accounts = before.accounts.clone();
                accounts.extend(ids(account).filter(|id| !before.accounts.contains(id)));
                Consent { accounts, ..before.clone() }
            }
            Change::Stop(account) => {
                let accounts = before.accounts.iter().filter(|id| *id != account).cloned().collect();
                Consent { accounts, ..before.clone() }
            }
            Change::Revoke => Consent { is_revoked: true, ..before.clone() },
        };
        if after == before { Vec::new() } else { vec![Record::Consent(after)] }
    }

    fn channel(&self) -> Channel {
        self.institution.consented_channel()
    }
}

/// Who would be asked something more is let in too: there is nothing here but what was shared already.
fn is_let_in(sign_in: &SignIn) -> bool {
    match sign_in.state {
        State::SignedIn { .. } | State::Question(_) | State::Waiting { .. } => true,
        State::Refused(_) => false,
    }
}
