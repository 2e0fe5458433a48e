//! Signing in. The answer to a sign-on says whether the password is right (`SONRS`, OFX 2.2 §2.5.1.3); the accounts come with it.
//!
//! A password is sent once in a step. The one exception follows an answer that calls it right: a server that wants a challenge
//! answered says so first (3000), and tells the questions to a second sign-on.

use super::account::Account;
use super::challenge::{Challenge, Phrase, TOKEN, question};
use super::codes::{self, Status};
use super::parse::{Document, Element};
use super::profile::Profile;
use super::request::{SignOn, Stamp, unique};
use super::service::{PASSWORD, USER_ID};
use super::session::{CLIENT_UID, Kept, Open, Stage};
use super::{Ofx, challenge};
use crate::connector::Context;
use crate::grant::{Grant, Secret};
use crate::problem::Problem;
use crate::sign_in::Outcome;
use domain::reason::{Phase, Reason};
use std::collections::BTreeMap;

/// What the question for a token is called when the institution does not say.
const TOKEN_LABEL: &str = "Security token";

/// Whether the person is there, who can be asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Person {
    Present,
    Absent,
}

/// What signing on came to.
enum Said {
    Welcome(Vec<Account>),
    Challenged,
    WantsToken,
}

/// What the person typed, as it is sent.
#[derive(Default)]
struct Typed {
    token: Option<Secret>,
    answers: BTreeMap<String, Secret>,
}

/// The outcome at which a sign-in stands.
pub(super) fn outcome(stage: &Stage) -> Outcome {
    match stage {
        Stage::Asked(open) => Outcome::Ask {
            questions: open.phrases.iter().map(question).collect(),
            expires_at: None,
            is_asked_again: false,
        },
        Stage::Done { client_uid, token } => {
            let uid = client_uid.iter().map(|uid| (CLIENT_UID.to_owned(), Secret::new(uid)));
            Outcome::Done { grant: Grant { fields: uid.collect(), token: Some(Secret::new(token)) } }
        }
    }
}

impl Ofx {
    /// Presents what the person typed.
    pub(super) async fn start(
        &self,
        cx: &Context<'_>,
        grant: &Grant,
        is_present: bool,
    ) -> Result<Stage, Problem> {
        let person = if is_present { Person::Present } else { Person::Absent };
        let field = |id: &str| grant.fields.get(id).map(Secret::expose).filter(|value| !value.is_empty());
        let missing = || Problem::new(Reason::CredentialsMissing, "the user id or the password is missing");
        let (user, password) = field(USER_ID).zip(field(PASSWORD)).ok_or_else(missing)?;
        let mut kept = Kept::of(grant).unwrap_or_default();
        kept.session_cookie = None;
        if kept.profile.is_none() && person == Person::Present {
            kept.profile = self.profile(cx).await?;
        }
        let profile = kept.profile.clone().unwrap_or_default();
        if let Some(lengths) = profile.refuses(password) {
            let detail = format!(
                "the password was not sent: by the institution's profile passwords have {lengths}, and this one does not"
            );
            return Err(Problem::new(Reason::CredentialsRejected, detail));
        }
        let sends_uid = self.service.client_uid || profile.wants_client_uid;
        let new_uid = || unique(&["client", cx.attempt, &cx.now.to_string(), user, password]);
        let client_uid = (sends_uid && self.service.version.knows_challenges())
            .then(|| field(CLIENT_UID).map_or_else(new_uid, str::to_owned));
        let open = Open {
            user: user.to_owned(),
            password: password.to_owned(),
            client_uid,
            phrases: Vec::new(),
            ours: BTreeMap::new(),
            kept,
        };
        let knows_us = open.kept.access_key.is_some() || !self.service.version.knows_challenges();
        if profile.wants_token_first && !knows_us {
            return ask_for_token(open, person);
        }
        if profile.wants_challenge_first && !knows_us {
            return self.go_on(cx, open, Said::Challenged, person).await;
        }
        self.sign_on(cx, open, Typed::default(), person).await
    }

    /// Sends the person's answers.
    pub(super) async fn answer(
        &self,
        cx: &Context<'_>,
        stage: Stage,
        answers: &BTreeMap<String, Secret>,
    ) -> Result<Stage, Problem> {
        let Stage::Asked(open) = stage else {
            return Err(Problem::new(Reason::SessionConflict, "nothing is asked in this session"));
        };
        let mut typed = Typed::default();
        for Phrase { id, .. } in &open.phrases {
            let answer = answers.get(id).filter(|answer| !answer.expose().is_empty()).cloned();
            let absent = || Problem::new(Reason::SessionConflict, "a question has no answer");
            let answer = answer.ok_or_else(absent)?;
            if id == TOKEN {
                typed.token = Some(answer);
            } else {
                typed.answers.insert(id.clone(), answer);
            }
        }
        typed.answers.extend(Typed::of_program(&open).answers);
        self.sign_on(cx, *open, typed, Person::Present).await
    }

    /// Asks the server who it is, as nobody.
    pub(super) async fn ask_profile(&self, cx: &Context<'_>) -> Result<Vec<String>, Problem> {
        let stamp = self.stamp(cx, "profile");
        let document = self.post(cx, stamp, SignOn::nobody().and_profile(stamp)).await?;
        let said = match Profile::of(&document.root) {
            Some(profile) => profile.told(),
            None => "it answers in OFX and tells no profile".to_owned(),
        };
        Ok(vec![format!("{} answers", self.service.url), said])
    }

    /// What the server says of itself. One that does not want to, or says it unreadably, is signed on to without.
    async fn profile(&self, cx: &Context<'_>) -> Result<Option<Profile>, Problem> {
        if !self.service.profile {
            return Ok(None);
        }
        let stamp = self.stamp(cx, "profile");
        match self.post(cx, stamp, SignOn::nobody().and_profile(stamp)).await {
            Ok(document) => Ok(Profile::of(&document.root)),
            Err(problem) if problem.is_lost_reply() || problem.reason == Reason::RateLimited => Err(problem),
            Err(_) => Ok(None),
        }
    }

    async fn sign_on(
        &self,
        cx: &Context<'_>,
        mut open: Open,
        typed: Typed,
        person: Person,
    ) -> Result<Stage, Problem> {
        let said = self.send(cx, &mut open, &typed, "accounts", person).await?;
        self.go_on(cx, open, said, person).await
    }

    /// One sign-on with the password, asking for the accounts.
    async fn send(
        &self,
        cx: &Context<'_>,
        open: &mut Open,
        typed: &Typed,
        name: &str,
        person: Person,
    ) -> Result<Said, Problem> {
        let stamp = Stamp { service: &self.service, now: cx.now, attempt: cx.attempt, name };
        let document = self.post(cx, stamp, open.sign_on(typed).and_accounts(stamp)).await?;
        let response = response_to_sign_on(&document)?;
        open.keep(response);
        self.said(&document, response, person)
    }

    /// What follows from the answer to a sign-on.
    async fn go_on(
        &self,
        cx: &Context<'_>,
        mut open: Open,
        said: Said,
        person: Person,
    ) -> Result<Stage, Problem> {
        let accounts = match said {
            Said::Welcome(accounts) => accounts,
            Said::WantsToken => return ask_for_token(open, person),
            Said::Challenged => {
                self.ask_for_challenge(cx, &mut open, person).await?;
                if !open.phrases.is_empty() {
                    return Ok(Stage::Asked(Box::new(open)));
                }
                // All of it is about the program: it answers at once, and only once.
                let typed = Typed::of_program(&open);
                match self.send(cx, &mut open, &typed, "program", person).await? {
                    Said::Welcome(accounts) => accounts,
                    Said::Challenged | Said::WantsToken => {
                        let detail = "the institution is not content with what the program says of itself";
                        return Err(Problem::new(Reason::MfaUnsupported, detail));
                    }
                }
            }
        };
        open.kept.accounts = accounts;
        let token = open.kept.to_secret().expose().to_owned();
        Ok(Stage::Done { client_uid: open.client_uid.clone(), token })
    }

    fn said(&self, document: &Document, response: &Element, person: Person) -> Result<Said, Problem> {
        let phase = Some(person.phase());
        match codes::status(response).ok_or_else(unreadable)? {
            Status::ChallengeRequired => return Ok(Said::Challenged),
            Status::TokenRequired => return Ok(Said::WantsToken),
            Status::Refused(code) => return Err(codes::problem(&code, phase)),
            Status::Fine => {}
        }
        let listed = document.root.at(&["SIGNUPMSGSRSV1", "ACCTINFOTRNRS"]).ok_or_else(unreadable)?;
        match codes::status(listed).ok_or_else(unreadable)? {
            Status::Fine => {}
            Status::ChallengeRequired => return Ok(Said::Challenged),
            Status::TokenRequired => return Ok(Said::WantsToken),
            Status::Refused(code) => return Err(codes::problem(&code, phase)),
        }
        let list = listed.child("ACCTINFORS").ok_or_else(unreadable)?;
        Ok(Said::Welcome(Account::of_list(list, &self.service)))
    }

    /// Asks the server what must be answered, where somebody is there to answer it.
    async fn ask_for_challenge(
        &self,
        cx: &Context<'_>,
        open: &mut Open,
        person: Person,
    ) -> Result<(), Problem> {
        let refused = |code: &str| codes::problem(code, Some(person.phase()));
        if person == Person::Absent {
            return Err(refused("3000"));
        }
        let stamp = self.stamp(cx, "challenge");
        let document = self.post(cx, stamp, open.sign_on(&Typed::default()).and_challenge(stamp)).await?;
        let response = response_to_sign_on(&document)?;
        open.keep(response);
        let asked = document.root.at(&["SIGNONMSGSRSV1", "MFACHALLENGETRNRS"]);
        // That a challenge is to come is no news here; some servers say so again.
        for told in [Some(response), asked] {
            if let Status::Refused(code) = told.and_then(codes::status).ok_or_else(unreadable)? {
                return Err(refused(&code));
            }
        }
        let Challenge { phrases, ours } =
            Challenge::of(asked.ok_or_else(unreadable)?, &self.service, cx.now)?;
        (open.phrases, open.ours) = (phrases, ours);
        Ok(())
    }

    pub(super) fn stamp<'a>(&'a self, cx: &Context<'a>, name: &'a str) -> Stamp<'a> {
        Stamp { service: &self.service, now: cx.now, attempt: cx.attempt, name }
    }
}

impl Open {
    fn sign_on<'a>(&'a self, typed: &'a Typed) -> SignOn<'a> {
        SignOn {
            user: &self.user,
            password: &self.password,
            client_uid: self.client_uid.as_deref(),
            session_cookie: self.kept.session_cookie.as_deref(),
            access_key: self.kept.access_key.as_deref(),
            auth_token: typed.token.as_ref(),
            answers: Some(&typed.answers),
        }
    }

    /// What the server hands out with its answer is sent back from then on.
    fn keep(&mut self, response: &Element) {
        let told = |name| response.text(name).map(str::to_owned);
        self.kept.access_key = told("ACCESSKEY").or(self.kept.access_key.take());
        self.kept.session_cookie = told("SESSCOOKIE").or(self.kept.session_cookie.take());
    }
}

impl Typed {
    fn of_program(open: &Open) -> Self {
        let answers = open.ours.iter().map(|(id, answer)| (id.clone(), Secret::new(answer)));
        Self { token: None, answers: answers.collect() }
    }
}

impl Person {
    /// Nobody is there at a refresh; what a code means may depend on it.
    const fn phase(self) -> Phase {
        match self {
            Self::Present => Phase::Connect,
            Self::Absent => Phase::Refresh,
        }
    }
}

fn ask_for_token(mut open: Open, person: Person) -> Result<Stage, Problem> {
    if person == Person::Absent {
        return Err(codes::problem("15512", Some(person.phase())));
    }
    let label = open.kept.profile.as_ref().and_then(|profile| profile.token_label.clone());
    let label = label.unwrap_or_else(|| TOKEN_LABEL.to_owned());
    open.phrases = vec![Phrase { id: challenge::TOKEN.to_owned(), label }];
    open.ours.clear();
    Ok(Stage::Asked(Box::new(open)))
}

pub(super) fn response_to_sign_on(document: &Document) -> Result<&Element, Problem> {
    document.root.at(&["SIGNONMSGSRSV1", "SONRS"]).ok_or_else(unreadable)
}

pub(super) fn unreadable() -> Problem {
    Problem::new(Reason::InstitutionError, "the answer lacks what was asked for")
}
