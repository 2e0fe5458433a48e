//! How an app comes by tokens: it brings a code once, and then a refresh token as often as it likes; and how it ends them.

use domain::clock::Timestamp;

use super::app::sha256;
use super::consent::{self, Access, Consent, read_refresh_token};
use super::flow::{Brought, CODE_KIND, Flow, Stage};
use super::scope::Scopes;
use crate::books::{Books, LoginBook, Opened, Record};
use crate::condition::{Condition, holding};
use crate::desk;
use crate::directory::Institution;
use crate::fault::Fault;
use crate::refusal::Refusal;
use crate::script::{Mishap, OnPassword, Typed};
use crate::sign_in::{TOKEN_KIND, later, number_in};

/// The bank as it is when an app calls, and which app it is.
#[derive(Debug)]
pub(crate) struct Counter<'a> {
    pub(crate) books: &'a Books,
    pub(crate) seed: u64,
    pub(crate) now: Timestamp,
    pub(crate) institution: &'static Institution,
    pub(crate) client_id: &'a str,
}

/// A code with what shows that it was meant for who brings it.
#[derive(Debug)]
pub(crate) struct Brings<'a> {
    pub(crate) code: &'a str,
    pub(crate) redirect_uri: &'a str,
    pub(crate) verifier: &'a str,
}

#[derive(Debug)]
pub(crate) struct Granted {
    pub(crate) access: Access,
    pub(crate) consent: Consent,
}

#[derive(Debug)]
pub(crate) enum NotGranted {
    /// The code or the refresh token gives nothing; the text says why.
    Grant(String),
    Scope,
    Fault(Fault),
}

type Outcome = (Vec<Record>, Result<Granted, NotGranted>);

impl Counter<'_> {
    pub(crate) fn exchange(&self, brings: &Brings<'_>) -> Outcome {
        let given = number_in(CODE_KIND, self.seed, brings.code)
            .and_then(|number| self.books.flow(number))
            .filter(|flow| flow.client_id == self.client_id && flow.institution == self.institution.code);
        let Some(flow) = given else { return nothing("the code is unknown") };
        let Stage::Allowed { consent, condition, code_good_until, is_code_used } = flow.stage else {
            return nothing("the code is unknown");
        };
        let Some(consent) = self.books.consent(consent) else { return nothing("the code is unknown") };
        if is_code_used {
            // Two hold the code, and one of them has no right to it (RFC 6749 §4.1.2).
            let revoked = Record::Consent(Consent { is_revoked: true, ..consent.clone() });
            return (vec![revoked], Err(NotGranted::Grant("the code was used before".to_owned())));
        }
        let is_discontinued = self.books.standing(self.institution).state == Opened::Discontinued;
        let why_not = if self.now >= code_good_until {
            Some("the code has expired".to_owned())
        } else if flow.way_back.redirect_uri != brings.redirect_uri {
            Some("redirect_uri is not the one that the code was sent to".to_owned())
        } else if flow.code_challenge != sha256(brings.verifier) {
            Some("code_verifier does not match".to_owned())
        } else if flow.brought == Brought::Spoils(Mishap::CodeRefused) {
            Some("code_refused".to_owned())
        } else if is_discontinued {
            Some(Refusal::InstitutionDiscontinued.code())
        } else {
            consent.ended(self.now).map(Refusal::code)
        };
        if let Some(why_not) = why_not {
            return (Vec::new(), Err(NotGranted::Grant(why_not)));
        }
        let stage =
            Stage::Allowed { consent: consent.number, condition, code_good_until, is_code_used: true };
        let used = Record::Flow(Flow { stage, ..flow.clone() });
        self.grant(vec![used], consent, consent.scopes.clone(), condition)
    }

    /// For the conditions, this is one more sign-in: one that was to hold later holds. Nobody is there to be asked anything.
    pub(crate) fn refresh(&self, token: &str, scope: Option<&str>) -> Outcome {
        let Some((consent, generation)) = self.refreshed_by(token) else {
            return nothing("the refresh token is unknown");
        };
        if let Some(refusal) = consent.ended(self.now) {
            return nothing(&refusal.code());
        }
        match consent.brings(generation, self.now) {
            consent::Brings::Current => {}
            consent::Brings::JustReplaced { access } => {
                let again = self
                    .books
                    .access(access)
                    .map(|access| Granted { access: access.clone(), consent: consent.clone() });
                return (Vec::new(), again.ok_or_else(|| unknown("the refresh token is unknown")));
            }
            consent::Brings::Reused => {
                let revoked = Record::Consent(Consent { is_revoked: true, ..consent.clone() });
                return (vec![revoked], Err(unknown("the refresh token was used before")));
            }
        }
        let words = self.institution.oauth.words;
        let scopes = match scope.map(|scope| Scopes::asked_for(Some(scope), words)) {
            None => consent.scopes.clone(),
            Some(Some(scopes)) if scopes.are_within(&consent.scopes) => scopes,
            Some(_) => return (Vec::new(), Err(NotGranted::Scope)),
        };
        let book = self.books.login(&consent.institution, &consent.login);
        let typed = consent.brought.typed();
        let condition = typed.condition(book.let_in_before);
        let holds = holding(self.books.standing(self.institution).condition, book.ruling, condition);
        let ended = desk::ended(self.books, self.institution.code, &book.counts);
        match desk::unless_ended(ended, typed.brings(holds)) {
            OnPassword::Refuse(refusal) => nothing(&refusal.code()),
            OnPassword::Fail(fault) => (Vec::new(), Err(NotGranted::Fault(fault))),
            OnPassword::SignIn
            | OnPassword::Ask(_)
            | OnPassword::AskIfPresent(_)
            | OnPassword::AwaitApproval(_) => {
                let mut records = let_in(typed, consent, book);
                if !self.institution.oauth.rotates {
                    return self.grant(records, consent, scopes, condition);
                }
                let consent = consent.rotated(self.books.next_number, self.now);
                records.push(Record::Consent(consent.clone()));
                self.grant(records, &consent, scopes, condition)
            }
        }
    }

    /// Whatever is ended by it, the app hears the same (RFC 7009 §2.2).
    pub(crate) fn revoke(&self, token: &str) -> Vec<Record> {
        let consent = self.refreshed_by(token).map(|(consent, _)| consent).or_else(|| self.read_by(token));
        consent
            .filter(|consent| !consent.is_revoked)
            .map(|consent| Record::Consent(Consent { is_revoked: true, ..consent.clone() }))
            .into_iter()
            .collect()
    }

    /// The consent of a refresh token, and which of its tokens it is.
    fn refreshed_by(&self, token: &str) -> Option<(&Consent, u64)> {
        let (number, generation) = read_refresh_token(self.seed, token)?;
        let consent = self.books.consent(number).filter(|consent| self.is_ours(consent))?;
        (generation <= consent.rotation.generation).then_some((consent, generation))
    }

    fn read_by(&self, token: &str) -> Option<&Consent> {
        let access = self.books.access(number_in(TOKEN_KIND, self.seed, token)?)?;
        self.books.consent(access.consent).filter(|consent| self.is_ours(consent))
    }

    fn is_ours(&self, consent: &Consent) -> bool {
        consent.client_id == self.client_id && consent.institution == self.institution.code
    }

    fn grant(
        &self,
        mut records: Vec<Record>,
        consent: &Consent,
        scopes: Scopes,
        condition: Option<Condition>,
    ) -> Outcome {
        let access = Access {
            number: self.books.next_number,
            consent: consent.number,
            scopes,
            condition,
            expires_at: later(self.now, self.institution.oauth.access_lasts_s),
            is_given_back: false,
        };
        records.push(Record::Access(access.clone()));
        (records, Ok(Granted { access, consent: consent.clone() }))
    }
}

/// The access token is handed back; the app keeps its refresh token.
pub(crate) fn give_back(access: &Access) -> Option<Record> {
    let given_back = || Record::Access(Access { is_given_back: true, ..access.clone() });
    (!access.is_given_back).then(given_back)
}

fn nothing(why: &str) -> Outcome {
    (Vec::new(), Err(unknown(why)))
}

fn unknown(why: &str) -> NotGranted {
    NotGranted::Grant(why.to_owned())
}

/// Where staff had what `later:` let in forgotten, this was the first time again.
fn let_in(typed: Typed, consent: &Consent, book: LoginBook) -> Vec<Record> {
    match typed {
        Typed::Later(condition) if book.let_in_before != Some(condition) => vec![Record::Login {
            institution: consent.institution.clone(),
            login: consent.login.clone(),
            book: LoginBook { let_in_before: Some(condition), ..book },
        }],
        Typed::Later(_) | Typed::Word(_) | Typed::Always(_) | Typed::Spoils(_) => Vec::new(),
    }
}
