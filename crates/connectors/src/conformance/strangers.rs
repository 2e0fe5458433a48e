//! Strangers answer in place of the counterpart. Whatever they say, a connector tells of a problem: it does not fall over, does not
//! take it for data, does not blame the person, and does not repeat it.

use super::Subject;
use super::bench::{Bench, Verdict, ensure, shortly};
use super::calls::{self, Call, Given, Verb};
use super::counterfeits::{self, Counterfeit, MARKER, RETRY_AFTER};
use super::sound;
use super::wires::Stranger;
use crate::connector::Inbound;
use crate::data::{FetchStop, Fetched, Want};
use crate::http::Response;
use crate::problem::Problem;
use domain::member::Event;
use jiff::SignedDuration;

/// What a verb gave to a stranger's answer.
type Reply = Result<Given, FetchStop>;

/// A judgement of what a verb gave.
type Judge = fn(&Bench<'_>, &Call, &Counterfeit, &Reply) -> Verdict;

pub(super) async fn a_lost_connection(bench: &Bench<'_>) -> Verdict {
    try_all(bench, |_, _| counterfeits::lost(), is_a_problem).await
}

pub(super) async fn a_status_of_failure(bench: &Bench<'_>) -> Verdict {
    try_all(bench, |subject, good| counterfeits::statuses(&subject.error_form, good), is_a_problem).await
}

pub(super) async fn too_many_requests(bench: &Bench<'_>) -> Verdict {
    try_all(bench, |subject, _| counterfeits::too_many(&subject.error_form), says_when_to_come_back).await
}

pub(super) async fn an_answer_that_cannot_be_read(bench: &Bench<'_>) -> Verdict {
    try_all(bench, |_, good| counterfeits::unreadable(good), is_a_problem).await
}

pub(super) async fn an_answer_that_was_changed(bench: &Bench<'_>) -> Verdict {
    try_all(bench, |_, good| counterfeits::changed(good), is_sound).await
}

/// Makes every call again, with the counterpart's own answers up to some request, and a stranger's from there on.
async fn try_all(
    bench: &Bench<'_>,
    counterfeits: fn(&Subject, &Response) -> Vec<Counterfeit>,
    judge: Judge,
) -> Verdict {
    for call in calls::all(bench).await? {
        for (position, answer) in call.good.iter().enumerate() {
            let before = call.good.get(..position).unwrap_or_default();
            for bad in counterfeits(bench.subject, answer) {
                let stranger = Stranger::after(before, &bad.answer);
                let judged = match calls::make(bench, &stranger, &call.verb, &call.attempt).await {
                    Ok(reply) if stranger.was_asked() => judge(bench, &call, &bad, &reply),
                    Ok(_) => Ok(()),
                    Err(fell_over) => Err(fell_over),
                };
                judged.map_err(|what| format!("{}, when answered {}: {what}", call.verb.name(), bad.what))?;
            }
        }
    }
    Ok(())
}

fn is_a_problem(bench: &Bench<'_>, call: &Call, bad: &Counterfeit, reply: &Reply) -> Verdict {
    match reply {
        Err(FetchStop::Problem(problem)) => is_discreet(bench, call, bad, problem),
        Err(FetchStop::NeedsUser) => {
            // Signing in again sends what a bank counts: only a refusal is worth it.
            ensure(refuses(bad), || "it needs the user".to_owned())
        }
        Ok(_) if is_gone_anyway(call, bad) => Ok(()),
        Ok(given) => Err(format!("it went well: {}", describe(given))),
    }
}

/// The counterpart itself refused, as far as the status tells.
fn refuses(bad: &Counterfeit) -> bool {
    bad.status().is_some_and(|status| (400..500).contains(&status) && !matches!(status, 408 | 429))
}

/// What is to be given back is gone when the answer is a good one, and when the source does not know it.
fn is_gone_anyway(call: &Call, bad: &Counterfeit) -> bool {
    let is_revoke = match &call.verb {
        Verb::Revoke { .. } => true,
        Verb::Institutions { .. }
        | Verb::Start { .. }
        | Verb::Answers { .. }
        | Verb::Look { .. }
        | Verb::Fetch { .. } => false,
    };
    is_revoke && (refuses(bad) || bad.status().is_some_and(|status| status < 300))
}

/// The problem repeats nothing, and blames nobody for what a stranger said.
fn is_discreet(bench: &Bench<'_>, call: &Call, bad: &Counterfeit, problem: &Problem) -> Verdict {
    sound::problem(problem, &bench.subject.secrets)?;
    let shown = format!("{problem} {problem:?}");
    ensure(!shown.contains(MARKER), || "the problem repeats the answer".to_owned())?;
    let texts = call.good.iter().flat_map(|answer| counterfeits::texts_in(&answer.body));
    let told = texts.into_iter().find(|text| problem.detail.contains(text));
    ensure(told.is_none(), || format!("the problem repeats of the answer: {told:?}"))?;
    let event = problem.reason.event();
    let blames = matches!(event, Event::CredentialsRejected | Event::InstitutionLocked | Event::MfaWrong);
    ensure(!blames || refuses(bad), || format!("it means {}: {problem}", event.name()))
}

fn says_when_to_come_back(bench: &Bench<'_>, call: &Call, bad: &Counterfeit, reply: &Reply) -> Verdict {
    is_a_problem(bench, call, bad, reply)?;
    let Err(FetchStop::Problem(problem)) = reply else { return Ok(()) };
    let event = problem.reason.event();
    ensure(event == Event::RateLimited, || format!("it means {}: {problem}", event.name()))?;
    let asked = bad.answer.as_ref().ok().and_then(|response| response.retry_after);
    let wait = SignedDuration::try_from(RETRY_AFTER).unwrap_or_default();
    let earliest = bench.now().checked_add(wait).ok();
    ensure(asked != Some(RETRY_AFTER) || problem.retry_at >= earliest, || {
        format!("it is asked again at {:?}, before {earliest:?}", problem.retry_at)
    })
}

/// A changed answer may be good or bad; what comes of it is sound in any case.
fn is_sound(bench: &Bench<'_>, call: &Call, bad: &Counterfeit, reply: &Reply) -> Verdict {
    match reply {
        Err(FetchStop::NeedsUser) => Err("it needs the user".to_owned()),
        // A code of the source may stand where a changed answer has one; so a refusal may be anything.
        Err(FetchStop::Problem(problem)) => is_discreet(bench, call, bad, problem),
        Ok(Given::Directory(page)) => sound::directory(page),
        Ok(Given::Step(_, outcome)) => sound::outcome(outcome),
        Ok(Given::Fetched(fetched)) => sound::fetched(fetched),
        Ok(Given::Nothing) => Ok(()),
    }
}

fn describe(given: &Given) -> String {
    match given {
        Given::Directory(page) => format!("{} institutions", page.entries.len()),
        Given::Step(_, outcome) => format!("{outcome:?}"),
        Given::Fetched(fetched) => shortly(&Ok(fetched.clone())),
        Given::Nothing => "nothing".to_owned(),
    }
}

/// A source that answers every request with the same page is not followed in a circle.
pub(super) async fn a_page_that_leads_to_itself(bench: &Bench<'_>) -> Verdict {
    let grant = bench.signed_in().await?;
    let account = calls::an_account(bench, &grant).await?.id;
    let (from, to) = bench.subject.span;
    let page = |after| Want::Transactions { account: account.clone(), from, to, after };
    let of_directory = |after| Verb::Institutions { after };
    let of_account = |after| Verb::Fetch { grant: grant.clone(), want: page(after) };
    goes_on(bench, of_directory).await?;
    goes_on(bench, of_account).await
}

/// The second page is answered with the first: what comes of it does not lead to the second again.
async fn goes_on(bench: &Bench<'_>, page: impl Fn(Option<String>) -> Verb) -> Verdict {
    let first = calls::note(bench, page(None), bench.attempt()).await?;
    let (Some(next), Some((last, before))) = (next_of(&first.given), first.good.split_last()) else {
        return Ok(());
    };
    let same = Ok(last.clone());
    let stranger = Stranger::after(before, &same);
    let verb = page(Some(next.clone()));
    let again = calls::make(bench, &stranger, &verb, &bench.attempt()).await?;
    let is_circle = again.is_ok_and(|given| next_of(&given) == Some(next));
    ensure(!is_circle, || format!("{} goes round in a circle", verb.name()))
}

fn next_of(given: &Given) -> Option<String> {
    match given {
        Given::Directory(page) => page.next.clone(),
        Given::Fetched(Fetched::Transactions { next, .. }) => next.clone(),
        Given::Fetched(_) | Given::Step(..) | Given::Nothing => None,
    }
}

/// A message is believed only when it is the source's.
pub(super) async fn a_message_that_is_none(bench: &Bench<'_>) -> Verdict {
    let signature =
        [("signature".to_owned(), "0".repeat(64)), ("authorization".to_owned(), "Bearer x".to_owned())];
    let deep = "[".repeat(100_000);
    let bodies =
        ["", "null", "{}", "[]", "\u{0}", MARKER, "{\"member\":\"m-1\",\"event\":\"changed\"}", &deep];
    for body in bodies {
        for headers in [&[][..], &signature] {
            let what: String = body.chars().take(40).collect();
            match bench.connector.hear(Inbound { headers, body: body.as_bytes() }) {
                Ok(members) => return Err(format!("{what} was believed, about {} members", members.len())),
                Err(problem) => {
                    sound::problem(&problem, &bench.subject.secrets)?;
                    ensure(!problem.to_string().contains(MARKER), || "it repeats the message".to_owned())?;
                }
            }
        }
    }
    Ok(())
}
