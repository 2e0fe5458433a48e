//! Answering a challenge.

use super::credentials::CredentialValue;
use crate::change::{CONFLICT_RETRIES_MAX, Change, impossible};
use crate::records::{Challenge, Member, Run, User};
use crate::{Error, Name, Scope};
use domain::id;
use domain::member::{Event, Observed, Presence, Status};
use domain::reason::Reason;
use domain::run::RunPhase;
use jiff::SignedDuration;
use std::collections::BTreeMap;
use store::challenges;
use store::runs::{self, Lease};
use zeroize::Zeroizing;

/// Characters of one answer.
const ANSWER_CHARS_MAX: usize = 1_000;
/// How far apart a person may have an institution ask anew, and how often within which time.
const ASKED_APART: SignedDuration = SignedDuration::from_secs(30);
const ASKED_WITHIN: SignedDuration = SignedDuration::from_mins(30);
const ASKED_MAX: i64 = 3;

impl Scope<'_> {
    /// Takes the person's answers. The commit that takes them closes the challenge: a second answer is too late, wherever it
    /// comes from. Any worker goes on with the run.
    pub async fn resume(
        &self,
        user: &User,
        name: &Name<id::Member>,
        answers: &[CredentialValue],
    ) -> Result<Member, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let member = self.member(user, name).await?;
            let open = self.store.challenges(user.guid, member.guid).await?;
            let run = self.store.open_run(user.guid, member.guid).await?;
            let Some(mut run) = run.filter(|run| run.phase == RunPhase::Challenged && !open.is_empty())
            else {
                let status = member.state.status;
                let why = if status == Status::Expired {
                    "the time to answer is over; refresh the member to be asked again".to_owned()
                } else {
                    format!("no challenge is open; the member is {}", status.name().unwrap_or("manual"))
                };
                return Err(Error::impossible(why, status));
            };
            let plain = matched(&open, answers)?;
            let bytes = Zeroizing::new(serde_json::to_vec(&plain).unwrap_or_default());
            let mut change = Change::new(self.engine, member);
            let observed = Observed::seen(Event::MfaAnswered, Reason::MfaSubmitted, Presence::Foreground);
            change.observe(observed, Some(run.guid)).map_err(impossible)?;
            run.phase = RunPhase::Answered;
            run.due_at = Some(change.now);
            run.active_since = change.now;
            run.answers_sealed = Some(self.store.seal_answers(run.guid, &bytes).await?);
            change.push(runs::update(&run, Lease::Released));
            change.push(challenges::clear(self.client, user.guid, run.guid));
            let mut member = change.member.clone();
            match self.engine.store.commit(change.into_writes()).await {
                Ok(_) => {
                    self.engine.store.database().wake();
                    member.version += 1;
                    return Ok(member);
                }
                Err(store::Error::Conflict(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Contended)
    }

    /// Each asking signs in and may send a code: not at once again, and not often.
    async fn check_patience(&self, member: &Member, run: &Run) -> Result<(), Error> {
        let now = self.engine.now();
        let since = now.checked_sub(ASKED_WITHIN).unwrap_or(domain::clock::Timestamp::MIN);
        let is_fresh = now.duration_since(run.created_at) < ASKED_APART;
        if is_fresh || self.store.runs_since(member.user, member.guid, since).await? > ASKED_MAX {
            return Err(Error::TooSoon);
        }
        Ok(())
    }

    /// Gives up the open questions and signs in anew: the institution asks again, with a new code or in another way.
    pub async fn ask_again(&self, user: &User, name: &Name<id::Member>) -> Result<Member, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let member = self.member(user, name).await?;
            let run = self.store.open_run(user.guid, member.guid).await?;
            let Some(run) = run.filter(|run| run.phase == RunPhase::Challenged && !user.is_disabled) else {
                return Err(Error::impossible("no challenge is open".to_owned(), member.state.status));
            };
            self.check_patience(&member, &run).await?;
            let link = self.active_link(&member).await?;
            let mut change = Change::new(self.engine, member);
            let present = Presence::Foreground;
            let observed = Observed::seen(Event::AggregationStarted, Reason::InProgress, present);
            change.observe(observed, None).map_err(impossible)?;
            change.slows();
            let mut next = self.engine.new_run(&change.member, &link, run.kind, present, None);
            next.callback_payload.clone_from(&run.callback_payload);
            // It was not begun to read: its plan is what it was asked to read.
            next.progress.clone_from(&run.progress);
            change.end_run(run);
            change.push(runs::insert(&next));
            let mut member = change.member.clone();
            match self.engine.store.commit(change.into_writes()).await {
                Ok(_) => {
                    self.engine.store.database().wake();
                    member.version += 1;
                    return Ok(member);
                }
                Err(store::Error::Conflict(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Contended)
    }
}

/// The answers by the source's ids of the questions. Each open question needs one; an option may be named by value or guid.
fn matched<'a>(
    open: &'a [Challenge],
    answers: &'a [CredentialValue],
) -> Result<BTreeMap<&'a str, &'a str>, Error> {
    let mut by_question = BTreeMap::new();
    for (index, answer) in answers.iter().enumerate() {
        let at = |part: &str| format!("member.challenges[{index}].{part}");
        let challenge = open
            .iter()
            .find(|challenge| challenge.guid.to_string() == answer.guid)
            .ok_or_else(|| Error::invalid(at("guid"), "is no open challenge of this member"))?;
        let given = answer.value.expose();
        if given.is_empty() || given.chars().count() > ANSWER_CHARS_MAX || given.contains('\0') {
            return Err(Error::invalid(at("value"), format!("must have 1 to {ANSWER_CHARS_MAX} characters")));
        }
        let options = &challenge.details.options;
        let value = if options.is_empty() {
            given
        } else {
            options
                .iter()
                .find(|option| option.value == given || option.guid == given)
                .map(|option| option.value.as_str())
                .ok_or_else(|| Error::invalid(at("value"), "is none of the options"))?
        };
        if by_question.insert(challenge.source_question_id.as_str(), value).is_some() {
            return Err(Error::invalid(at("guid"), "is answered twice"));
        }
    }
    match open.iter().find(|challenge| !by_question.contains_key(challenge.source_question_id.as_str())) {
        Some(missing) => Err(Error::invalid(
            "member.challenges",
            format!("lacks an answer to {} ({})", missing.guid, missing.label),
        )),
        None => Ok(by_question),
    }
}
