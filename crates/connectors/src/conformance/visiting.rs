//! To the counterpart's own page and back.

use super::bench::{Bench, Verdict, ensure, shortly, stored, told};
use super::{Allows, VisitCase};
use crate::data::Want;
use crate::grant::{Grant, Secret, Session};
use crate::sign_in::{Input, Outcome, Way};
use domain::reason::Reason;

/// Made up for one visit; the challenge of RFC 7636 is well known, and that is no matter here.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// A person who has left.
struct Gone {
    session: Session,
    url: String,
}

async fn gone(bench: &Bench<'_>, case: &VisitCase, state: &str) -> Result<Gone, String> {
    let (state, code_verifier) = (Secret::new(state), Secret::new(VERIFIER));
    let way = Way {
        redirect_uri: &case.redirect_uri,
        state: &state,
        code_verifier: &code_verifier,
        may_open_app: true,
    };
    let attempt = bench.attempt();
    let input = Input::Visit { institution: &case.institution, way };
    let step = bench.connector.advance(&bench.context(&attempt), Session::default(), input).await;
    match step {
        Ok((session, outcome @ Outcome::Visit { .. })) if outcome.flaw().is_none() => match outcome {
            Outcome::Visit { url, .. } => Ok(Gone { session, url }),
            other => Err(format!("{other:?}")),
        },
        other => Err(format!("instead of a page to visit, {}", told(&other))),
    }
}

/// Everything is allowed, and the code is exchanged.
pub(super) async fn consented(bench: &Bench<'_>, case: &VisitCase) -> Result<Grant, String> {
    let gone = gone(bench, case, "consented").await?;
    let query = (case.goes)(gone.url.clone(), Allows::Everything).await;
    let attempt = bench.attempt();
    let input = Input::Returned(&query);
    match bench.connector.advance(&bench.context(&attempt), stored(&gone.session), input).await {
        Ok((_, Outcome::Done { grant })) => Ok(grant),
        other => Err(format!("a code that was just given ended in {}", told(&other))),
    }
}

/// The address says where to come back to and with what, and keeps the verifier to the hub. Nothing is counted for it.
pub(super) async fn a_page_is_named(bench: &Bench<'_>) -> Verdict {
    let Some(case) = &bench.subject.visit else { return Ok(()) };
    let before = bench.received().await;
    let one = gone(bench, case, "state-one").await?;
    let two = gone(bench, case, "state-two").await?;
    // What was pushed beforehand (RFC 9126) stands in the address by its name alone.
    let names = |url: &str, state: &str| url.contains(state) || url.contains("request_uri=");
    ensure(names(&one.url, "state-one") && names(&two.url, "state-two"), || {
        "an address lacks its state".to_owned()
    })?;
    ensure(one.url != two.url, || "two visits have one address".to_owned())?;
    ensure(!one.url.contains(VERIFIER), || "an address gives the verifier away".to_owned())?;
    ensure(bench.received().await == before, || "asking for the way was counted".to_owned())
}

pub(super) async fn a_return_is_read_without_asking(bench: &Bench<'_>) -> Verdict {
    let Some(case) = &bench.subject.visit else { return Ok(()) };
    let (one, two) = (gone(bench, case, "state-one").await?, gone(bench, case, "state-two").await?);
    let allowed = (case.goes)(one.url.clone(), Allows::Everything).await;
    let declined = (case.goes)(two.url.clone(), Allows::Nothing).await;
    let before = bench.received().await;
    let read = |session: &Session, query: &Secret| {
        bench.connector.read_return(&stored(session), query).map_err(|problem| problem.reason)
    };
    ensure(read(&one.session, &allowed).is_ok(), || "a good return is refused".to_owned())?;
    ensure(read(&two.session, &declined) == Err(Reason::OauthCancelled), || {
        format!("who declined is told {:?}", read(&two.session, &declined))
    })?;
    for (session, query, what) in [
        (&two.session, &allowed, "another visit's return"),
        (&Session::default(), &allowed, "a return without a visit"),
        (&one.session, &Secret::new(""), "an empty return"),
        (&one.session, &Secret::new("code=made-up"), "a return without a state"),
    ] {
        ensure(read(session, query).is_err(), || format!("{what} is taken"))?;
    }
    ensure(bench.received().await == before, || "reading a return sent something".to_owned())
}

pub(super) async fn a_code_signs_in_once(bench: &Bench<'_>) -> Verdict {
    let Some(case) = &bench.subject.visit else { return Ok(()) };
    let gone = gone(bench, case, "state-one").await?;
    let query = (case.goes)(gone.url.clone(), Allows::Everything).await;
    let attempt = bench.attempt();
    let input = Input::Returned(&query);
    let step = bench.connector.advance(&bench.context(&attempt), stored(&gone.session), input).await;
    let Ok((_, Outcome::Done { grant })) = step else {
        return Err(format!("a code that was just given ended in {}", told(&step)));
    };
    reads(bench, &grant).await?;
    let attempt = bench.attempt();
    let again = bench.connector.advance(&bench.context(&attempt), stored(&gone.session), input).await;
    ensure(again.is_err(), || format!("a code that was used ended in {}", told(&again)))?;
    // A sending that was interrupted is not made again.
    let attempt = bench.attempt();
    let look = bench.connector.advance(&bench.context(&attempt), stored(&gone.session), Input::Tick).await;
    ensure(look.is_err(), || format!("looking after a code ended in {}", told(&look)))
}

pub(super) async fn the_consent_goes_on_without_the_person(bench: &Bench<'_>) -> Verdict {
    let Some(case) = &bench.subject.visit else { return Ok(()) };
    let grant = consented(bench, case).await?;
    (case.ages)();
    let start = |grant| Input::Start { institution: &case.institution, grant, is_user_present: false };
    let attempt = bench.attempt();
    let step = bench.connector.advance(&bench.context(&attempt), Session::default(), start(&grant)).await;
    let Ok((_, Outcome::Done { grant: fresh })) = step else {
        return Err(format!("a consent that holds ended in {}", told(&step)));
    };
    let mut kept = grant.clone();
    kept.fields.extend(fresh.fields);
    kept.token = fresh.token.or(kept.token);
    reads(bench, &kept).await?;
    for _ in 0..2 {
        let attempt = bench.attempt();
        let given_back = bench.connector.revoke(&bench.context(&attempt), &kept).await;
        ensure(given_back.is_ok(), || format!("giving the consent back ended in {given_back:?}"))?;
    }
    (case.ages)();
    let attempt = bench.attempt();
    let over = bench.connector.advance(&bench.context(&attempt), Session::default(), start(&kept)).await;
    ensure(over.is_err(), || format!("a consent that was given back ended in {}", told(&over)))
}

async fn reads(bench: &Bench<'_>, grant: &Grant) -> Verdict {
    let page = bench.fetch(grant, &Want::Accounts).await;
    ensure(page.is_ok(), || format!("instead of accounts, {}", shortly(&page)))
}
