//! Signing in, up to the questions: what is sent is counted by a bank, so nothing is sent twice.

use super::bench::{Bench, Verdict, ensure, kept, told};
use super::sound;
use crate::grant::{Grant, Secret, Session};
use crate::problem::Problem;
use crate::sign_in::{Input, Outcome};
use domain::member::Event;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Looks until an approval has come.
const LOOKS_MAX: usize = 10;

pub(super) async fn a_good_grant_can_read(bench: &Bench<'_>) -> Verdict {
    let (good, attempt) = (bench.good().await?, bench.attempt());
    match bench.start(&good, &attempt).await {
        Ok((_, outcome @ Outcome::Done { .. })) => {
            sound::outcome(&outcome)?;
            reads(bench, &good, outcome).await
        }
        other => Err(format!("a good grant ended in {}", told(&other))),
    }
}

/// The grant of a finished sign-in reads at least one account, also after it was sealed and opened.
async fn reads(bench: &Bench<'_>, presented: &Grant, outcome: Outcome) -> Verdict {
    let Outcome::Done { grant } = outcome else {
        return Err(format!("not signed in: {outcome:?}"));
    };
    let grant = kept(presented, grant);
    let opened = Grant::from_bytes(&grant.to_bytes()).ok_or("the grant does not come back from its bytes")?;
    ensure(!bench.accounts(&opened).await?.is_empty(), || "the good grant reads no account".to_owned())
}

pub(super) async fn looking_again_sends_nothing(bench: &Bench<'_>) -> Verdict {
    // A renewal whose answer was lost has a rule of its own, and nothing that could be asked.
    if bench.only_visit().is_some() {
        return Ok(());
    }
    let attempt = bench.attempt();
    let (session, _) = bench
        .start(&bench.subject.good, &attempt)
        .await
        .map_err(|problem| format!("a good grant ended in a problem, {problem}"))?;
    let before = bench.received().await;
    let mut sessions = vec![("the session", session)];
    if bench.connector.about().knows_attempts {
        sessions.push(("an empty session", Session::default()));
    }
    let mut outcomes = Vec::new();
    for (what, session) in sessions {
        let again = bench.look(&session, &attempt).await;
        let Ok((_, outcome)) = again else {
            return Err(format!("with {what}, looking again ended in {}", told(&again)));
        };
        let after = bench.received().await;
        ensure(after == before, || {
            format!("looking with {what} sent {} more", after.saturating_sub(before))
        })?;
        outcomes.push(outcome);
    }
    // Where every request signs on, reading sends what is counted too; so it is tried when the looking is over.
    for outcome in outcomes {
        reads(bench, &bench.subject.good, outcome).await?;
    }
    Ok(())
}

pub(super) async fn a_lost_attempt_is_no_success(bench: &Bench<'_>) -> Verdict {
    let before = bench.received().await;
    match bench.look(&Session::default(), &bench.attempt()).await {
        Err(problem) => {
            sound::problem(&problem, &bench.subject.secrets)?;
            let event = problem.reason.event();
            let is_meant = matches!(event, Event::SoftFailure | Event::SessionTimeout);
            ensure(is_meant, || format!("an attempt that never arrived means {}: {problem}", event.name()))?;
        }
        other => return Err(format!("an attempt that never arrived ended in {}", told(&other))),
    }
    ensure(bench.received().await == before, || "asking about it sent something".to_owned())
}

pub(super) async fn a_refusal_is_told_as_one(bench: &Bench<'_>) -> Verdict {
    // Nothing is typed here, so nothing that was typed is refused.
    if bench.only_visit().is_some() {
        return Ok(());
    }
    let attempt = bench.attempt();
    let first = bench.start(&bench.subject.refused, &attempt).await;
    let first = refusal(bench, first)?;
    if bench.connector.about().knows_attempts {
        let before = bench.received().await;
        let again = refusal(bench, bench.look(&Session::default(), &attempt).await)?;
        ensure(again.reason == first.reason, || format!("looked at again it is {again}, not {first}"))?;
        ensure(bench.received().await == before, || "looking at a refusal sent something".to_owned())?;
    }
    Ok(())
}

fn refusal(bench: &Bench<'_>, step: super::bench::Step) -> Result<Problem, String> {
    let Err(problem) = step else {
        return Err(format!("refused credentials ended in {}", told(&step)));
    };
    sound::problem(&problem, &bench.subject.secrets)?;
    let event = problem.reason.event();
    ensure(event == Event::CredentialsRejected, || format!("a refusal means {}: {problem}", event.name()))?;
    ensure(problem.source_code.is_some(), || "a refusal does not tell the source's code".to_owned())?;
    Ok(problem)
}

pub(super) async fn an_unknown_institution_is_a_problem(bench: &Bench<'_>) -> Verdict {
    let attempt = bench.attempt();
    let input = Input::Start {
        institution: "there_is_no_such_one",
        grant: &bench.subject.good,
        is_user_present: true,
    };
    let step = bench.connector.advance(&bench.context(&attempt), Session::default(), input).await;
    let Err(problem) = step else {
        return Err(format!("an institution that is not there ended in {}", told(&step)));
    };
    sound::problem(&problem, &bench.subject.secrets)?;
    let event = problem.reason.event();
    let blames = matches!(event, Event::CredentialsRejected | Event::InstitutionLocked);
    ensure(!blames, || format!("an institution that is not there means {}", event.name()))
}

pub(super) async fn an_approval_is_awaited(bench: &Bench<'_>) -> Verdict {
    let Some(grant) = &bench.subject.awaited else { return Ok(()) };
    let attempt = bench.attempt();
    let mut step = bench.start(grant, &attempt).await;
    let before = bench.received().await;
    for looks in 0..LOOKS_MAX {
        let (session, until) = match step {
            Ok((session, ref outcome @ Outcome::Wait { until, .. })) => {
                sound::outcome(outcome)?;
                (session, until)
            }
            Ok((_, outcome @ Outcome::Done { .. })) if looks > 0 => {
                reads(bench, grant, outcome).await?;
                return ensure(bench.received().await == before, || "waiting sent something".to_owned());
            }
            other => return Err(format!("an approval that is awaited ended in {}", told(&other))),
        };
        ensure(until > bench.now(), || "the time to look again has passed already".to_owned())?;
        step = bench.look(&session, &attempt).await;
    }
    Err(format!("the approval has not come after {LOOKS_MAX} looks"))
}

/// What no connector made, or only half of it, ends in a problem, and is told to nobody.
pub(super) async fn broken_sessions_are_refused(bench: &Bench<'_>) -> Verdict {
    let question = bench.subject.questions.first();
    let good = match question {
        Some(case) => bench.start(&case.grant, &bench.attempt()).await.ok().map(|(session, _)| session),
        None => None,
    };
    let whole = good.map(|session| session.0.to_vec()).unwrap_or_default();
    let odd =
        [&b"{}"[..], b"[]", b"null", b"\"\"", b"7", b"\0", b"\xff\xfe", b"not a session", &[b'['; 5_000]];
    let cuts = (0..whole.len()).filter_map(|length| whole.get(..length).map(<[u8]>::to_vec));
    let before = bench.received().await;
    for bytes in odd.into_iter().map(<[u8]>::to_vec).chain(cuts) {
        let answers = BTreeMap::from([("no-such-question".to_owned(), Secret::new("no answer"))]);
        let attempt = bench.attempt();
        let length = bytes.len();
        let session = Session(Zeroizing::new(bytes));
        let step = bench.connector.advance(&bench.context(&attempt), session, Input::Answers(&answers)).await;
        match step {
            Err(problem) => sound::problem(&problem, &bench.subject.secrets)?,
            other => {
                return Err(format!("answers to {length} odd bytes of a session ended in {}", told(&other)));
            }
        }
    }
    ensure(bench.received().await == before, || "a broken session sent something".to_owned())
}

/// What a bank counts is not begun again; the renewal of a consent is, and gives the same once more.
pub(super) async fn only_a_renewal_may_be_begun_again(bench: &Bench<'_>) -> Verdict {
    let grant = bench.good().await?;
    let Some(case) = bench.only_visit() else {
        return ensure(!bench.connector.may_start_again(&grant), || "a login would be sent twice".to_owned());
    };
    ensure(bench.connector.may_start_again(&grant), || "a lost renewal would lose the consent".to_owned())?;
    (case.ages)();
    for _ in 0..2 {
        match bench.start(&grant, &bench.attempt()).await {
            Ok((_, outcome)) => reads(bench, &grant, outcome).await?,
            Err(problem) => {
                return Err(format!("a renewal that is begun again ended in a problem, {problem}"));
            }
        }
    }
    Ok(())
}
