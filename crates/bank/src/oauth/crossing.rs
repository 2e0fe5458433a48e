//! The person's way from page to page: what is typed and chosen there leads to the next page, or back to the app.
//! It is the `desk` that signs the person in, so that counts, locks and conditions are the same as for everybody.

use std::collections::BTreeMap;

use domain::clock::Timestamp;

use super::consent::{Consent, Rotation, consent_ends};
use super::flow::{Brought, Flow, Stage};
use super::way_back::Complaint;
use crate::accounts::{self, Account};
use crate::books::{Books, Record};
use crate::calendar::Day;
use crate::chance;
use crate::condition::{Does, holding};
use crate::desk::{self, Answered, Decision, Declined, Door, Presented};
use crate::directory;
use crate::fault::Fault;
use crate::refusal::Refusal;
use crate::script::{Mishap, typed};
use crate::sign_in::{Asked, Person, SignIn, State, later};

/// The last of so many wrong passwords in one flow sends the person back.
const WRONG_PASSWORDS_MAX: u8 = 3;
const CODE_LASTS_S: i64 = 60;

/// The bank as it is when something comes in.
#[derive(Debug)]
pub(crate) struct Crossing<'a> {
    pub(crate) books: &'a Books,
    pub(crate) seed: u64,
    pub(crate) now: Timestamp,
}

/// What the person meets next.
#[derive(Debug)]
pub(crate) enum Next {
    Page(Box<Flow>, Sight),
    /// Back to the app, at this address.
    Back(String),
    Over(Over),
    HangUp,
}

#[derive(Debug)]
pub(crate) enum Sight {
    Login(Option<Note>),
    Questions(Asked, Option<Note>),
    Approval,
    Accounts(Vec<Account>, Option<Note>),
}

/// What is said above a page that is shown again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Note {
    WrongPassword,
    FillIn,
    TooOften { wait_s: i64 },
    ChooseOne,
}

/// Why a flow has no page any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    Late,
    Finished,
}

type Outcome = (Vec<Record>, Next);

impl Crossing<'_> {
    /// Where the flow stands; looking changes nothing.
    pub(crate) fn stand(&self, number: u64, note: Option<Note>) -> Next {
        self.open(number).map_or_else(Next::Over, |flow| self.standing(flow, note))
    }

    /// The login form was sent.
    pub(crate) fn log_in(&self, number: u64, fields: &BTreeMap<String, String>) -> Outcome {
        let flow = match self.open(number) {
            Ok(flow) => flow,
            Err(over) => return (Vec::new(), Next::Over(over)),
        };
        let form = directory::by_code(&flow.institution).map(|institution| institution.read_form(fields));
        let Some(Ok(form)) = form else {
            return (Vec::new(), self.standing(flow, Some(Note::FillIn)));
        };
        if self.is_underway(&flow, &form.login) {
            return (Vec::new(), self.standing(flow, None));
        }
        let presented = Presented {
            channel: flow.channel(),
            door: Door::OwnPage,
            institution: &flow.institution,
            fields,
            person: Person::Present,
        };
        let decision = desk::present(self.books, &presented, self.now);
        let brought = Brought::from(typed(&form.password));
        self.go_on(Flow { brought, stage: Stage::Login, ..flow }, decision)
    }

    /// The answers to the open questions were sent, by the questions' ids.
    pub(crate) fn answer(&self, number: u64, answers: &BTreeMap<String, String>) -> Outcome {
        let flow = match self.open(number) {
            Ok(flow) => flow,
            Err(over) => return (Vec::new(), Next::Over(over)),
        };
        let Some((sign_in, asked)) = self.questions(&flow) else {
            return (Vec::new(), self.standing(flow, None));
        };
        let is_asked = |id: &String| asked.questions.iter().any(|question| question.id == *id);
        let answers: BTreeMap<String, String> = answers
            .iter()
            .filter(|(id, answer)| is_asked(id) && !answer.trim().is_empty())
            .map(|(id, answer)| (id.clone(), answer.clone()))
            .collect();
        let answered = Answered { sign_in, channel: flow.channel(), door: Door::OwnPage, answers: &answers };
        let decision = desk::answer(self.books, &answered, self.now);
        self.go_on(flow, decision)
    }

    /// The person says that the sign-in has been approved elsewhere.
    pub(crate) fn look(&self, number: u64) -> Outcome {
        let flow = match self.open(number) {
            Ok(flow) => flow,
            Err(over) => return (Vec::new(), Next::Over(over)),
        };
        match flow.stage {
            Stage::SigningIn { sign_in } => {
                let decision = desk::look(self.books, sign_in, flow.channel(), self.now);
                self.go_on(flow, decision)
            }
            Stage::Login | Stage::Choosing { .. } | Stage::Allowed { .. } | Stage::SentBack => {
                (Vec::new(), self.standing(flow, None))
            }
        }
    }

    /// The person says no, on whatever page.
    pub(crate) fn cancel(&self, number: u64) -> Outcome {
        match self.open(number) {
            Ok(flow) => send_back(flow, Complaint::AccessDenied, "the person said no"),
            Err(over) => (Vec::new(), Next::Over(over)),
        }
    }

    /// The person lets the app have these accounts.
    pub(crate) fn allow(&self, number: u64, chosen: &[String]) -> Outcome {
        let flow = match self.open(number) {
            Ok(flow) => flow,
            Err(over) => return (Vec::new(), Next::Over(over)),
        };
        let Stage::Choosing { login, condition } = flow.stage.clone() else {
            return (Vec::new(), self.standing(flow, None));
        };
        let channel = flow.channel();
        let offered: Vec<String> = self.offered(&flow).iter().map(|account| account.id(channel)).collect();
        let accounts: Vec<String> = offered.iter().filter(|id| chosen.contains(id)).cloned().collect();
        if accounts.is_empty() && !offered.is_empty() {
            return (Vec::new(), self.standing(flow, Some(Note::ChooseOne)));
        }
        let consent = Consent {
            number: self.books.next_number,
            institution: flow.institution.clone(),
            login,
            client_id: flow.client_id.clone(),
            scopes: flow.scopes.clone(),
            accounts,
            brought: flow.brought,
            expires_at: consent_ends(self.now),
            is_revoked: false,
            given_at: Some(self.now),
            rotation: Rotation::default(),
        };
        let stage = Stage::Allowed {
            consent: consent.number,
            condition,
            code_good_until: later(self.now, CODE_LASTS_S),
            is_code_used: false,
        };
        let flow = Flow { stage, ..flow };
        let address = self.address_with_code(&flow);
        (vec![Record::Consent(consent), Record::Flow(flow)], Next::Back(address))
    }

    fn address_with_code(&self, flow: &Flow) -> String {
        let code = flow.code(self.seed);
        match flow.brought {
            Brought::Spoils(Mishap::OtherState) => {
                let other = chance::tag(self.seed, &["another state", &flow.number.to_string()]);
                flow.way_back.with_code_and_state(&code, &other)
            }
            Brought::Nothing
            | Brought::Always(_)
            | Brought::Later(_)
            | Brought::Spoils(Mishap::CodeRefused) => flow.way_back.with_code(&code),
        }
    }

    /// The flow, if the person may still go on in it.
    fn open(&self, number: u64) -> Result<Flow, Over> {
        let flow = self.books.flow(number).ok_or(Over::Late)?;
        match flow.stage {
            Stage::Allowed { .. } | Stage::SentBack => Err(Over::Finished),
            Stage::Login | Stage::SigningIn { .. } | Stage::Choosing { .. } if flow.is_late(self.now) => {
                Err(Over::Late)
            }
            Stage::Login | Stage::SigningIn { .. } | Stage::Choosing { .. } => Ok(flow.clone()),
        }
    }

    fn standing(&self, flow: Flow, note: Option<Note>) -> Next {
        let sight = match &flow.stage {
            Stage::Login => Sight::Login(note),
            Stage::SigningIn { sign_in } => {
                match self.books.sign_in(*sign_in).map(|sign_in| &sign_in.state) {
                    Some(State::Question(asked)) => Sight::Questions(asked.clone(), note),
                    Some(State::Waiting { .. }) => Sight::Approval,
                    // The bank has forgotten the sign-in, which is long ago then.
                    Some(State::SignedIn { .. } | State::Refused(_)) | None => Sight::Login(note),
                }
            }
            Stage::Choosing { .. } => Sight::Accounts(self.offered(&flow), note),
            Stage::Allowed { .. } | Stage::SentBack => return Next::Over(Over::Finished),
        };
        Next::Page(Box::new(flow), sight)
    }

    /// The login form came twice, as it does when a button is pressed twice: nothing is presented anew.
    fn is_underway(&self, flow: &Flow, login: &str) -> bool {
        match &flow.stage {
            Stage::Choosing { login: signed_in, .. } => signed_in == login,
            Stage::SigningIn { sign_in } => self.books.sign_in(*sign_in).is_some_and(|sign_in| {
                let is_open = match sign_in.state_at(self.now) {
                    State::Question(_) | State::Waiting { .. } => true,
                    State::SignedIn { .. } | State::Refused(_) => false,
                };
                is_open && sign_in.login == login
            }),
            Stage::Login | Stage::Allowed { .. } | Stage::SentBack => false,
        }
    }

    fn questions(&self, flow: &Flow) -> Option<(u64, &Asked)> {
        let Stage::SigningIn { sign_in } = flow.stage else { return None };
        match &self.books.sign_in(sign_in)?.state {
            State::Question(asked) => Some((sign_in, asked)),
            State::Waiting { .. } | State::SignedIn { .. } | State::Refused(_) => None,
        }
    }

    /// The accounts that the person can share.
    fn offered(&self, flow: &Flow) -> Vec<Account> {
        let (Stage::Choosing { login, condition }, Some(institution)) =
            (&flow.stage, directory::by_code(&flow.institution))
        else {
            return Vec::new();
        };
        let ruling = self.books.login(institution.code, login).ruling;
        let holds = holding(self.books.standing(institution).condition, ruling, *condition);
        if holds.is_some_and(|condition| condition.does == Does::NoAccounts) {
            return Vec::new();
        }
        accounts::of_login(self.seed, institution, login, Day::of(self.now))
    }

    fn go_on(&self, flow: Flow, decision: Decision) -> Outcome {
        let Decision { mut records, outcome } = decision;
        let (more, next) = match outcome {
            Ok(sign_in) => self.signed_so_far(flow, sign_in),
            // Nobody learns who was let in: the flow stands as it stood.
            Err(Declined::Failed(Fault::HangUp)) => (Vec::new(), Next::HangUp),
            Err(Declined::Failed(fault)) => {
                let (_, code, _) = fault.told();
                send_back(flow, complaint_of(fault), code)
            }
            Err(Declined::TooMany { wait_s }) => {
                (Vec::new(), self.standing(flow, Some(Note::TooOften { wait_s })))
            }
            Err(Declined::AnswersMismatch | Declined::Form(_)) => {
                (Vec::new(), self.standing(flow, Some(Note::FillIn)))
            }
            Err(
                Declined::RepeatedAttempt
                | Declined::NotWaiting
                | Declined::UnknownSignIn
                | Declined::UnknownAttempt
                | Declined::OwnPageOnly,
            ) => (Vec::new(), self.standing(flow, None)),
        };
        records.extend(more);
        (records, next)
    }

    fn signed_so_far(&self, flow: Flow, sign_in: SignIn) -> Outcome {
        match sign_in.state.clone() {
            State::Question(asked) => {
                let flow = Flow { stage: Stage::SigningIn { sign_in: sign_in.number }, ..flow };
                shown(flow, Sight::Questions(asked, None))
            }
            State::Waiting { .. } => {
                let flow = Flow { stage: Stage::SigningIn { sign_in: sign_in.number }, ..flow };
                shown(flow, Sight::Approval)
            }
            State::SignedIn { .. } => {
                // The app gets tokens of its own; the sign-in's is nobody's.
                let given_back = desk::give_back(&sign_in);
                let stage = Stage::Choosing { login: sign_in.login, condition: sign_in.condition };
                let flow = Flow { stage, ..flow };
                let offered = self.offered(&flow);
                let (mut records, next) = shown(flow, Sight::Accounts(offered, None));
                records.extend(given_back);
                (records, next)
            }
            State::Refused(refusal) => refused(flow, refusal),
        }
    }
}

fn shown(flow: Flow, sight: Sight) -> Outcome {
    (vec![Record::Flow(flow.clone())], Next::Page(Box::new(flow), sight))
}

fn refused(flow: Flow, refusal: Refusal) -> Outcome {
    let complaint = match refusal {
        Refusal::WrongCredentials => {
            let wrong_passwords = flow.wrong_passwords.saturating_add(1);
            let flow = Flow { wrong_passwords, stage: Stage::Login, ..flow };
            if wrong_passwords < WRONG_PASSWORDS_MAX {
                return shown(flow, Sight::Login(Some(Note::WrongPassword)));
            }
            return send_back(flow, Complaint::LoginRequired, &refusal.code());
        }
        Refusal::LoginLocked | Refusal::LoginDisabled => Complaint::LoginRequired,
        Refusal::WrongAnswer
        | Refusal::AnswerTooLate
        | Refusal::AttentionNeeded
        | Refusal::UnknownInstitution
        | Refusal::MissingField
        | Refusal::OtherCustomer
        | Refusal::NotACustomer
        | Refusal::SignInAgain
        | Refusal::PasswordExpired
        | Refusal::SessionExpired
        | Refusal::CodeNotDelivered
        | Refusal::SecondFactorUnsupported
        | Refusal::SecondFactorMissing
        | Refusal::TermsNotAccepted
        | Refusal::SetupIncomplete
        | Refusal::ThirdPartyAccessOff
        | Refusal::LanguageUnsupported
        | Refusal::ConsentExpired
        | Refusal::ConsentRevoked
        | Refusal::TokenRevoked
        | Refusal::InterfaceReplaced
        | Refusal::InstitutionDiscontinued
        | Refusal::CustomerKindUnsupported
        | Refusal::ConnectionUnknown
        | Refusal::ApprovalDeclined
        | Refusal::PersonNeeded => Complaint::InteractionRequired,
    };
    send_back(flow, complaint, &refusal.code())
}

fn send_back(flow: Flow, complaint: Complaint, description: &str) -> Outcome {
    let address = flow.way_back.with_error(complaint, description);
    (vec![Record::Flow(Flow { stage: Stage::SentBack, ..flow })], Next::Back(address))
}

/// Whether a failure of the bank is said to pass by itself.
pub(crate) fn complaint_of(fault: Fault) -> Complaint {
    let (status, _, _) = fault.told();
    match status.as_u16() {
        429 | 503 | 504 => Complaint::TemporarilyUnavailable,
        _ => Complaint::ServerError,
    }
}
