use super::*;
use crate::member::{Event, Observed, Origin, Presence, step};
use crate::reason::Reason;
use proptest::prelude::*;

const START: Timestamp = Timestamp::UNIX_EPOCH;
const MIDDLE: Jitter = Jitter(512);

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

fn after(state: &State, event: Event, reason: Reason, at: Timestamp) -> State {
    let observed = Observed::seen(event, reason, Presence::Foreground);
    step(state, observed, at, &Limits::default()).unwrap().state
}

fn connected() -> State {
    let created = State::created(Origin::WithCredentials, START);
    let begun = after(&created, Event::AggregationStarted, Reason::InProgress, START);
    after(&begun, Event::AggregationSucceeded, Reason::Ok, START).with_run_over(START)
}

/// A run of `state` that ends with `reason` at `at`.
fn ended(state: &State, reason: Reason, at: Timestamp) -> State {
    let start = Observed::seen(Event::AggregationStarted, Reason::InProgress, Presence::Background);
    let begun = step(state, start, at, &Limits::default()).unwrap().state;
    after(&begun, reason.event(), reason, at).with_run_over(at)
}

fn plan(state: &State, now: Timestamp) -> Option<SignedDuration> {
    next_run_at(state, &Pace::default(), &Limits::default(), MIDDLE, now, None)
        .map(|at| at.duration_since(now))
}

#[test]
fn a_healthy_member_is_refreshed_several_times_a_day() {
    assert_eq!(plan(&connected(), START), Some(hours(6)));
    let at = |bits| {
        next_run_at(&connected(), &Pace::default(), &Limits::default(), Jitter::new(bits), START, None)
            .unwrap()
    };
    assert_eq!(at(0).duration_since(START), SignedDuration::from_mins(324));
    assert!(at(1_023) < START + SignedDuration::from_mins(396));
    let hasty = Pace { every: hours(1), ..Pace::default() };
    let soon = next_run_at(&connected(), &hasty, &Limits::default(), MIDDLE, START, None).unwrap();
    assert_eq!(soon.duration_since(START), hours(3), "not sooner than three hours after a success");
}

#[test]
fn back_off_follows_the_reason() {
    let check = |reason: Reason, expected: &[Option<i64>]| {
        let mut state = connected();
        let mut now = START;
        for minutes in expected {
            now += hours(2);
            state = ended(&state, reason, now);
            let wait = plan(&state, now).map(|wait| wait.as_secs() / 60);
            // Half of a fifth is added by the jitter.
            assert_eq!(wait, minutes.map(|minutes| minutes + minutes / 10), "{reason:?} at {now}");
        }
    };
    check(Reason::InstitutionDown, &[Some(60), Some(240), Some(24 * 60), Some(24 * 60)]);
    check(Reason::InstitutionMaintenance, &[Some(240), Some(240)]);
    check(Reason::RateLimited, &[Some(1), Some(2), Some(4), Some(8), Some(60), Some(24 * 60), Some(24 * 60)]);
    check(Reason::CredentialsRejected, &[None]);
    check(Reason::TermsRequired, &[None]);
    check(Reason::AccountTypeNotSupported, &[None]);
    check(Reason::OtpDeliveryProblem, &[None]);
}

#[test]
fn a_source_that_wants_to_be_left_alone_is() {
    let state = ended(&connected(), Reason::RateLimited, START);
    let later = START + hours(30);
    let at = next_run_at(&state, &Pace::default(), &Limits::default(), MIDDLE, START, Some(later)).unwrap();
    assert!(at >= later && at <= later + HOLD_SPREAD_MAX, "{at}");
}

#[test]
fn a_member_that_works_goes_on_although_somebody_else_must_act() {
    let state = ended(&connected(), Reason::ProductNotSupported, START);
    assert_eq!(plan(&state, START), Some(hours(6)));
}

#[test]
fn what_time_brings_is_found_by_one_due_time() {
    let limits = Limits::default();
    let check = |state: &State, next: Option<Timestamp>, expected: Option<(SignedDuration, Due)>| {
        let got = agenda(state, next, &limits).map(|(at, due)| (at.duration_since(START), due));
        assert_eq!(got, expected, "{state:?}");
    };
    check(&connected(), Some(START + hours(6)), Some((hours(6), Due::Refresh)));
    check(&connected(), None, None);
    let begun = after(&connected(), Event::AggregationStarted, Reason::InProgress, START);
    check(&begun, Some(START), Some((SignedDuration::from_secs(60), Due::Slow)));
    check(&State::created(Origin::Oauth, START), None, Some((hours(1), Due::PendingOver)));
    check(&State::created(Origin::Manual, START), None, None);
    let mut coded = connected();
    coded.asked_in_row = 3;
    check(&coded, Some(START + hours(6)), Some((hours(6), Due::NeedsPerson)));
    let mut failing = connected();
    for hour in [1, 3, 5] {
        failing = ended(&failing, Reason::InstitutionDown, START + hours(hour));
    }
    assert_eq!(failing.status, Status::Degraded);
    check(&failing, Some(START + hours(15 * 24)), Some((hours(14 * 24), Due::TwoWeeks)));
}

proptest! {
    /// Whatever a member went through: nobody is sent a code unasked, and nothing is planned for what a person must do first.
    #[test]
    fn no_background_run_is_planned_that_the_life_cycle_would_refuse(
        events in prop::collection::vec((0..46_usize, any::<bool>()), 0..40),
        bits in any::<u16>(),
    ) {
        let limits = Limits::default();
        let (mut state, mut now) = (State::created(Origin::WithCredentials, START), START);
        for (index, is_over) in events {
            now += SignedDuration::from_mins(31);
            let event = Event::ALL[index];
            let reason = Reason::ALL.iter().copied().find(|r| r.event() == event).unwrap_or(Reason::InstitutionDown);
            let observed = Observed::seen(event, reason, Presence::Foreground);
            if let Ok(step) = step(&state, observed, now, &limits) { state = step.state; }
            if is_over && state.is_being_aggregated { state = state.with_run_over(now); }
        }
        if let Some(at) = next_run_at(&state, &Pace::default(), &limits, Jitter::new(bits), now, None) {
            prop_assert!(at > now);
            let (_, due) = agenda(&state, Some(at), &limits).unwrap();
            let start = Observed::seen(Event::AggregationStarted, Reason::InProgress, Presence::Background);
            match due {
                Due::Refresh => prop_assert!(step(&state, start, at, &limits).is_ok(), "{state:?}"),
                Due::NeedsPerson => prop_assert!(step(&state, start, at, &limits).is_err()),
                Due::Slow | Due::PendingOver | Due::TwoWeeks => {}
            }
        }
    }
}
