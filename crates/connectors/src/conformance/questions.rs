//! Questions: what is asked can be shown and answered, right and wrong answers are told apart, looking changes nothing.

use super::QuestionCase;
use super::bench::{Bench, Verdict, ensure, stored, told};
use super::sound;
use crate::grant::Session;
use crate::sign_in::{Input, Outcome, Question};
use domain::member::Event;
use std::collections::BTreeMap;

/// Rounds of one sign-in.
const ROUNDS_MAX: usize = 10;

/// A question that was asked, and the attempt that brought it.
struct Asked {
    session: Session,
    questions: Vec<Question>,
    attempt: String,
}

async fn ask(bench: &Bench<'_>, case: &QuestionCase) -> Result<Asked, String> {
    let attempt = bench.attempt();
    match bench.start(&case.grant, &attempt).await {
        Ok((session, Outcome::Ask { questions, .. })) => Ok(Asked { session, questions, attempt }),
        other => Err(format!("{}: nothing is asked, but {}", case.name, told(&other))),
    }
}

pub(super) async fn can_be_answered(bench: &Bench<'_>) -> Verdict {
    for case in &bench.subject.questions {
        let name = case.name;
        let step = bench.start(&case.grant, &bench.attempt()).await;
        let Ok((_, outcome)) = &step else {
            return Err(format!("{name}: nothing is asked, but {}", told(&step)));
        };
        sound::outcome(outcome).map_err(|flaw| format!("{name}: {flaw}"))?;
        let Outcome::Ask { questions, expires_at, is_asked_again } = outcome else {
            return Err(format!("{name}: nothing is asked, but {}", told(&step)));
        };
        let kinds: Vec<_> = questions.iter().map(|question| question.kind).collect();
        ensure(kinds == case.kinds, || format!("{name}: asked {kinds:?}"))?;
        ensure(!is_asked_again, || format!("{name}: the first question is told as asked again"))?;
        ensure(expires_at.is_none_or(|at| at > bench.now()), || format!("{name}: it is too late already"))?;
    }
    Ok(())
}

pub(super) async fn a_right_answer_signs_in(bench: &Bench<'_>) -> Verdict {
    for case in &bench.subject.questions {
        let name = case.name;
        let mut step = bench.start(&case.grant, &bench.attempt()).await;
        let mut rounds = 0;
        while let Ok((session, Outcome::Ask { questions, is_asked_again, .. })) = &step {
            ensure(rounds < ROUNDS_MAX && !is_asked_again, || {
                format!("{name}: a right answer is asked for again")
            })?;
            rounds += 1;
            step = bench.answer(session, questions, &case.right).await;
        }
        ensure(rounds > 0 && matches!(step, Ok((_, Outcome::Done { .. }))), || {
            format!("{name}: after {rounds} right answers, {}", told(&step))
        })?;
    }
    Ok(())
}

pub(super) async fn a_wrong_answer_is_told(bench: &Bench<'_>) -> Verdict {
    for case in &bench.subject.questions {
        let name = case.name;
        let Asked { session, questions, .. } = ask(bench, case).await?;
        let step = bench.answer(&session, &questions, &case.wrong).await;
        match &step {
            Ok((_, outcome @ Outcome::Ask { is_asked_again: true, .. })) => sound::outcome(outcome)?,
            Err(problem) if problem.reason.event() == Event::MfaWrong => {
                sound::problem(problem, &bench.subject.secrets)?;
            }
            other => return Err(format!("{name}: a wrong answer ended in {}", told(other))),
        }
    }
    Ok(())
}

/// Answers that leave a question out never sign in.
pub(super) async fn an_absent_answer_is_no_success(bench: &Bench<'_>) -> Verdict {
    for case in &bench.subject.questions {
        let Asked { session, .. } = ask(bench, case).await?;
        let (attempt, none) = (bench.attempt(), BTreeMap::new());
        let step =
            bench.connector.advance(&bench.context(&attempt), stored(&session), Input::Answers(&none)).await;
        ensure(!matches!(step, Ok((_, Outcome::Done { .. }))), || {
            format!("{}: signed in without an answer", case.name)
        })?;
    }
    Ok(())
}

/// The reply that brought a question may get lost: looking shows it again, and no second code goes out.
pub(super) async fn looking_again_asks_the_same(bench: &Bench<'_>) -> Verdict {
    for case in &bench.subject.questions {
        let Asked { session, questions, attempt } = ask(bench, case).await?;
        let before = bench.received().await;
        let mut sessions = vec![session];
        if bench.connector.about().knows_attempts {
            sessions.push(Session::default());
        }
        for session in sessions {
            let again = bench.look(&session, &attempt).await;
            let is_same =
                matches!(&again, Ok((_, Outcome::Ask { questions: same, .. })) if *same == questions);
            ensure(is_same, || format!("{}: looked at again, {}", case.name, told(&again)))?;
        }
        ensure(bench.received().await == before, || format!("{}: looking sent something", case.name))?;
    }
    Ok(())
}
