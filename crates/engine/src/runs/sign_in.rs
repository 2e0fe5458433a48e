//! Signing in: what a bank counts is sent at most once.

use super::plan::Plan;
use super::settle::{end, end_signed_in, end_with_problem, settle};
use super::work::{Next, Work};
use crate::Error;
use crate::change::Change;
use connectors::sign_in::Question;
use connectors::{Grant, Input, Outcome, Problem, Secret, Session};
use domain::clock::Timestamp;
use domain::member::{Event, Observed, Presence};
use domain::reason::Reason;
use domain::run::RunPhase;
use jiff::SignedDuration;
use std::collections::BTreeMap;
use store::challenges::{self, Challenge, ChallengeDetails, ChallengeOption};
use store::runs::Lease;
use store::{Write, links};

/// Sign-ins in a row without anything read: reading may find that the session is over, and a renewal's answer may be lost.
pub(super) const SIGN_INS_MAX: u32 = 2;

/// Presents the credentials.
pub(super) async fn start(work: &mut Work<'_>) -> Result<Next, Error> {
    let Some(grant) = open_grant(work).await? else {
        let problem = Problem::new(Reason::CredentialsMissing, "the link has no grant");
        end_with_problem(work.engine, &work.run, &problem).await?;
        return Ok(Next::Released);
    };
    work.run.sign_ins += 1;
    if let Next::Released = about_to_send(work, "grant.sign_in").await? {
        return Ok(Next::Released);
    }
    let attempt = work.attempt();
    let institution = work.link.source_institution_id.clone();
    let input = Input::Start {
        institution: &institution,
        grant: &grant,
        is_user_present: work.run.presence == Presence::Foreground,
    };
    let answer = work.reach.connector.advance(&work.context(&attempt), Session::default(), input).await;
    // Only for a short while a bank gives the same tokens to who did not hear them: the next run would be too late.
    if let Err(problem) = &answer
        && problem.is_unheard()
        && begins_again(work, &grant)
    {
        tracing::info!(run.guid = %work.run.guid, %problem, "the answer to a renewal was lost; it is begun again");
        return again(work).await;
    }
    let answer = asked_again_if_lost(work, &attempt, Session::default(), answer).await;
    take(work, answer, Event::CredentialsAccepted).await
}

/// Whether what was sent with this grant may be sent once more.
fn begins_again(work: &Work<'_>, grant: &Grant) -> bool {
    work.run.sign_ins < SIGN_INS_MAX && work.reach.connector.may_start_again(grant)
}

/// Signs in from the beginning.
pub(super) async fn again(work: &mut Work<'_>) -> Result<Next, Error> {
    work.run.phase = RunPhase::Queued;
    work.run.is_sending = false;
    work.run.session_sealed = None;
    let settled = settle(work.engine, &work.run, Lease::Kept, |_| Ok(()), Vec::new()).await?;
    Ok(settled.or_released(Next::Continue))
}

/// Sends the person's answers.
pub(super) async fn answer(work: &mut Work<'_>) -> Result<Next, Error> {
    let opened = work.store().open_answers(&work.run).await?;
    let plain: Option<BTreeMap<String, String>> =
        opened.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let Some(plain) = plain else {
        let problem = Problem::new(Reason::SessionConflict, "the answers cannot be read any more");
        end_with_problem(work.engine, &work.run, &problem).await?;
        return Ok(Next::Released);
    };
    let answers: BTreeMap<String, Secret> =
        plain.into_iter().map(|(question, value)| (question, Secret::new(value))).collect();
    let session = open_session(work).await?;
    if let Next::Released = about_to_send(work, "answers.send").await? {
        return Ok(Next::Released);
    }
    let attempt = work.attempt();
    let answer = work
        .reach
        .connector
        .advance(&work.context(&attempt), session.clone(), Input::Answers(&answers))
        .await;
    let answer = asked_again_if_lost(work, &attempt, session, answer).await;
    take(work, answer, Event::CredentialsAccepted).await
}

/// Exchanges the code that the person brought from the institution's page.
pub(super) async fn exchange(work: &mut Work<'_>) -> Result<Next, Error> {
    let brought = work.store().open_answers(&work.run).await?;
    let brought = brought.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok().map(Secret::new));
    let Some(query) = brought else {
        let problem = Problem::new(Reason::OauthTechnical, "what the person brought cannot be read any more");
        end_with_problem(work.engine, &work.run, &problem).await?;
        return Ok(Next::Released);
    };
    let session = open_session(work).await?;
    if let Next::Released = about_to_send(work, "code.exchange").await? {
        return Ok(Next::Released);
    }
    let attempt = work.attempt();
    let input = Input::Returned(&query);
    let answer = work.reach.connector.advance(&work.context(&attempt), session, input).await;
    // The person did what was needed: that the exchange failed for a technical cause is no failure of the connection there was.
    let answer = answer.map_err(|problem| match problem.reason.event() {
        Event::SoftFailure | Event::RateLimited => Problem { reason: Reason::OauthTechnical, ..problem },
        _ => problem,
    });
    take(work, answer, Event::OauthSucceeded).await
}

/// What the source made of a sending whose reply was lost on the way: it is asked about once, at once, and not sent again.
async fn asked_again_if_lost(
    work: &Work<'_>,
    attempt: &str,
    session: Session,
    answer: Result<(Session, Outcome), Problem>,
) -> Result<(Session, Outcome), Problem> {
    let connector = &work.reach.connector;
    match answer {
        Err(problem) if problem.is_lost_reply() && connector.about().knows_attempts => {
            tracing::info!(run.guid = %work.run.guid, %problem, "no reply; the source is asked how it went");
            connector.advance(&work.context(attempt), session, Input::Tick).await
        }
        other => other,
    }
}

/// Asks how it stands: time has passed, or a sending was interrupted.
pub(super) async fn tick(work: &mut Work<'_>) -> Result<Next, Error> {
    if work.run.is_sending
        && work.run.session_sealed.is_none()
        && let Some(grant) = open_grant(work).await?
        && begins_again(work, &grant)
    {
        return again(work).await;
    }
    if work.run.is_sending && !work.reach.connector.about().knows_attempts {
        let problem =
            Problem::new(Reason::NetworkError, "the sending was interrupted and cannot be asked about");
        end_with_problem(work.engine, &work.run, &problem).await?;
        return Ok(Next::Released);
    }
    let session = open_session(work).await?;
    let attempt = work.attempt();
    let answer = work.reach.connector.advance(&work.context(&attempt), session, Input::Tick).await;
    take(work, answer, Event::CredentialsAccepted).await
}

/// Commits that something is sent now, and which secret it is. After a crash the row says so, and it is asked about instead of sent again; the answers are
/// gone with this commit.
async fn about_to_send(work: &mut Work<'_>, secret: &'static str) -> Result<Next, Error> {
    work.run.phase = RunPhase::SigningIn;
    work.run.step += 1;
    work.run.is_sending = true;
    work.run.answers_sealed = None;
    let decide = |change: &mut Change<'_>| {
        change.used_secret(secret);
        Ok(())
    };
    let settled = settle(work.engine, &work.run, Lease::Kept, decide, Vec::new()).await?;
    Ok(settled.or_released(Next::Continue))
}

async fn open_grant(work: &Work<'_>) -> Result<Option<Grant>, Error> {
    Ok(work.store().open_grant(&work.link).await?.and_then(|bytes| Grant::from_bytes(&bytes)))
}

async fn open_session(work: &Work<'_>) -> Result<Session, Error> {
    Ok(work.store().open_session(&work.run).await?.map(Session).unwrap_or_default())
}

/// Commits what came of a step; `accepted` is the fact when it signed in.
async fn take(
    work: &mut Work<'_>,
    answer: Result<(Session, Outcome), Problem>,
    accepted: Event,
) -> Result<Next, Error> {
    work.run.is_sending = false;
    let answer = answer.and_then(|(session, outcome)| Ok((session, outcome.taken()?)));
    let (session, outcome) = match answer {
        Ok(answer) => answer,
        Err(problem) => {
            end_with_problem(work.engine, &work.run, &problem).await?;
            return Ok(Next::Released);
        }
    };
    work.run.session_sealed = Some(work.store().seal_session(work.run.guid, &session.0).await?);
    match outcome {
        Outcome::Ask { questions, expires_at, is_asked_again } => {
            ask(work, questions, expires_at, is_asked_again).await
        }
        Outcome::Wait { until, because } => wait(work, until, because).await,
        Outcome::Done { grant } => signed_in(work, grant, accepted).await,
        Outcome::Visit { .. } => {
            let problem =
                Problem::new(Reason::ReauthRequired, "the institution wants the person to come to its page");
            end_with_problem(work.engine, &work.run, &problem).await?;
            Ok(Next::Released)
        }
    }
}

/// Frees the worker until the source wants to be asked again. An approval that a person must give elsewhere is told to the person.
async fn wait(work: &mut Work<'_>, until: Timestamp, because: Reason) -> Result<Next, Error> {
    work.run.due_at = Some(look_again_at(work, until));
    let (run, presence) = (work.run.guid, work.run.presence);
    let decide = move |change: &mut Change<'_>| {
        let is_told = change.member.state.reason == Some(because);
        if because.event() == Event::MfaDemanded && !is_told {
            change.observe(Observed::reported(because, presence), Some(run))?;
        }
        Ok(())
    };
    settle(work.engine, &work.run, Lease::Released, decide, Vec::new()).await?;
    Ok(Next::Released)
}

/// When a source that wants to be asked later is asked: as it says, but not at once again and again, and not after the run's time.
fn look_again_at(work: &Work<'_>, until: Timestamp) -> Timestamp {
    const AT_LEAST: SignedDuration = SignedDuration::from_secs(1);
    let soonest = work.engine.now().saturating_add(AT_LEAST).unwrap_or(until);
    let latest = work.run.active_since.saturating_add(work.engine.settings.runs.run_max).unwrap_or(until);
    until.min(latest).max(soonest)
}

/// Stores the questions and frees the worker.
async fn ask(
    work: &mut Work<'_>,
    questions: Vec<Question>,
    expires_at: Option<Timestamp>,
    is_asked_again: bool,
) -> Result<Next, Error> {
    let presence = work.run.presence;
    let limits = &work.engine.settings.runs;
    let wrong = Observed::seen(Event::MfaWrong, Reason::MfaWrong, presence);
    work.run.rounds += 1;
    work.run.wrong_answers += u32::from(is_asked_again);
    let before = match work.store().member(work.run.user, work.run.member).await? {
        Some(member) => member.state.wrong_answers_in_row,
        None => return Ok(Next::Released),
    };
    if is_asked_again
        && limits.ends_at_wrong_answer(work.run.wrong_answers, before, &work.engine.settings.members)
    {
        end(work.engine, &work.run, &[wrong]).await?;
        return Ok(Next::Released);
    }
    if work.run.rounds > limits.rounds {
        let problem = Problem::new(Reason::InstitutionError, "the institution asks without end");
        end_with_problem(work.engine, &work.run, &problem).await?;
        return Ok(Next::Released);
    }
    let because = if questions.iter().any(|question| question.is_captcha) {
        Reason::CaptchaRequired
    } else {
        Reason::MfaRequired
    };
    let deadline = limits.answer_deadline(expires_at, presence, work.engine.now());
    let writes: Vec<Write> = (0..)
        .zip(questions)
        .map(|(position, question)| challenges::insert(&challenge(work, position, question, deadline)))
        .collect();
    work.run.phase = RunPhase::Challenged;
    work.run.due_at = Some(deadline);
    let run = work.run.guid;
    let demanded = Observed::seen(Event::MfaDemanded, because, presence);
    let decide = move |change: &mut Change<'_>| {
        if is_asked_again {
            change.observe(wrong, Some(run))?;
        }
        change.observe(demanded, Some(run))
    };
    settle(work.engine, &work.run, Lease::Released, decide, writes).await?;
    Ok(Next::Released)
}

fn challenge(work: &Work<'_>, position: u32, question: Question, expires_at: Timestamp) -> Challenge {
    Challenge {
        user: work.run.user,
        run: work.run.guid,
        guid: work.engine.guid(),
        client: work.run.client,
        member: work.run.member,
        position,
        source_question_id: question.id,
        kind: question.kind,
        label: question.label,
        details: ChallengeDetails {
            image: question.image,
            options: question
                .options
                .into_iter()
                .map(|option| ChallengeOption {
                    guid: work.engine.guid::<domain::id::Credential>().to_string(),
                    label: option.label,
                    value: option.value,
                    image: option.image,
                })
                .collect(),
            medium: question.medium,
            sent_to: question.sent_to,
        },
        expires_at,
    }
}

/// The login was accepted: the grant is stored before it is used, and reading begins, unless that is to wait until it is asked for.
async fn signed_in(work: &mut Work<'_>, grant: Grant, accepted: Event) -> Result<Next, Error> {
    let mut kept = open_grant(work).await?.unwrap_or_default();
    kept.fields.extend(grant.fields);
    kept.token = grant.token.or(kept.token);
    let sealed = work.store().seal_grant(work.link.guid, &kept.to_bytes()).await?;
    let now = work.engine.now();
    let write = links::set_grant(&work.link, Some(sealed.clone()), now);
    let (run, presence) = (work.run.guid, work.run.presence);
    if Plan::only_signs_in(&work.run.progress) {
        let accepted = Observed::seen(accepted, Reason::Ok, presence);
        end_signed_in(work.engine, &work.run, accepted, vec![write]).await?;
        return Ok(Next::Released);
    }
    work.run.phase = RunPhase::Reading;
    let accepted = Observed::seen(accepted, Reason::InProgress, presence);
    let settled = settle(
        work.engine,
        &work.run,
        Lease::Kept,
        |change| change.observe(accepted, Some(run)),
        vec![write],
    )
    .await?;
    work.link.grant_sealed = Some(sealed);
    Ok(settled.or_released(Next::Continue))
}

/// The grant to read with.
pub(super) async fn reading_grant(work: &Work<'_>) -> Result<Grant, Error> {
    Ok(open_grant(work).await?.unwrap_or_default())
}
