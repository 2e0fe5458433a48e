use super::*;
use jiff::SignedDuration;
use proptest::prelude::*;

const START: Timestamp = Timestamp::UNIX_EPOCH;

fn member(status: Status) -> State {
    let mut state = State::created(super::super::state::Origin::WithCredentials, START);
    state.status = status;
    state
}

fn observe(state: &State, event: Event, hours: i64) -> Result<Step, Refused> {
    let reason = Reason::ALL.iter().copied().find(|r| r.event() == event).unwrap_or(Reason::InstitutionDown);
    let observed = Observed { event, reason, presence: Presence::Foreground };
    step(state, observed, START + SignedDuration::from_hours(hours), &Limits::default())
}

/// Every pair gives the status of its cell, or stays for one of the guards that this test names.
#[test]
fn every_cell_does_what_it_says() {
    for status in Status::ALL {
        for event in Event::ALL {
            let mut state = member(status);
            state.refusals_in_row = if event == Event::CredentialsRejectedThrice { 2 } else { 0 };
            state.failures.since_success = 3;
            if event == Event::SoftFailureThird {
                state.failures.recent =
                    vec![START - SignedDuration::from_hours(9), START - SignedDuration::from_hours(5)];
            }
            state.prior = (status == Status::Disabled).then_some(Status::Failed);
            let got = observe(&state, event, 0);
            let pair = format!("{status:?} × {event:?}");
            match cell(status, event) {
                Cell::Refuse => assert!(got.is_err(), "{pair}"),
                Cell::Ignore => {
                    let step = got.unwrap();
                    assert!(step.is_ignored && step.state == state, "{pair}");
                }
                Cell::Keep | Cell::KeepInForeground => {
                    assert_eq!(got.unwrap().state.status, status, "{pair}")
                }
                Cell::To(to) => assert_eq!(got.unwrap().state.status, to, "{pair}"),
                Cell::Prior => assert_eq!(got.unwrap().state.status, Status::Failed, "{pair}"),
                Cell::Delete => assert!(got.unwrap().effects.contains(&Effect::Delete), "{pair}"),
            }
        }
    }
}

#[test]
fn three_refusals_in_a_row_prevent_whoever_typed() {
    let mut state = member(Status::Created);
    for expected in [Status::Denied, Status::Denied, Status::Prevented] {
        state = observe(&state, Event::CredentialsRejected, 0).unwrap().state;
        assert_eq!(state.status, expected);
    }
    assert_eq!(state.reason, Some(Reason::CredentialsRejectedThrice));
    // New credentials do not reset the count: one more refusal leads straight back.
    state = observe(&state, Event::CredentialsUpdated, 1).unwrap().state;
    assert_eq!((state.status, state.generation), (Status::Updated, 2));
    state = observe(&state, Event::CredentialsRejected, 1).unwrap().state;
    assert_eq!(state.status, Status::Prevented);
    // An acceptance does.
    state = observe(&state, Event::CredentialsUpdated, 2).unwrap().state;
    state = observe(&state, Event::CredentialsAccepted, 2).unwrap().state;
    state = observe(&state, Event::CredentialsRejected, 3).unwrap().state;
    assert_eq!(state.status, Status::Denied);
}

#[test]
fn an_mfa_demand_is_no_acceptance() {
    let mut state = member(Status::Created);
    state = observe(&state, Event::CredentialsRejected, 0).unwrap().state;
    state = observe(&state, Event::MfaDemanded, 0).unwrap().state;
    assert_eq!(state.refusals_in_row, 1);
}

#[test]
fn failures_degrade_and_two_weeks_disconnect() {
    let mut state = observe(&member(Status::Created), Event::AggregationSucceeded, 0).unwrap().state;
    for (hour, expected) in
        [(1, Status::Failed), (3, Status::Failed), (5, Status::Degraded), (9, Status::Degraded)]
    {
        state = observe(&state, Event::SoftFailure, hour).unwrap().state;
        assert_eq!(state.status, expected, "after {hour} h");
    }
    let failing = state.clone();
    state = observe(&state, Event::TwoWeeksWithoutSuccess, 14 * 24).unwrap().state;
    assert_eq!(state.status, Status::Disconnected);
    // Reached at once when the third failure comes after two weeks.
    let mut late = observe(&member(Status::Created), Event::AggregationSucceeded, 0).unwrap().state;
    for hour in [350, 352, 354] {
        late = observe(&late, Event::SoftFailure, hour).unwrap().state;
    }
    assert_eq!(late.status, Status::Disconnected);
    // A success heals and forgets.
    let healed = observe(&failing, Event::AggregationSucceeded, 10).unwrap().state;
    assert_eq!((healed.status, healed.failures.since_success), (Status::Connected, 0));
}

#[test]
fn two_weeks_alone_do_not_disconnect() {
    let mut state = member(Status::Failed);
    state.failures.since_success = 2;
    assert_eq!(observe(&state, Event::TwoWeeksWithoutSuccess, 400).unwrap().state.status, Status::Failed);
}

#[test]
fn a_pause_remembers() {
    let check = |event: Event, back: Status| {
        let paused = observe(&member(Status::Connected), Event::Paused, 0).unwrap();
        assert_eq!(paused.effects, vec![Effect::CancelRun]);
        let meanwhile = observe(&paused.state, event, 1).unwrap().state;
        assert_eq!(meanwhile.status, Status::Disabled, "{event:?}");
        assert_eq!(observe(&meanwhile, Event::Unpaused, 2).unwrap().state.status, back, "{event:?}");
    };
    check(Event::Paused, Status::Connected);
    check(Event::ConsentLost, Status::Impaired);
    check(Event::CredentialsUpdated, Status::Updated);
    check(Event::MigratedCredentialsKept, Status::Reconnected);
    check(Event::OauthSucceeded, Status::Connected);
    check(Event::AggregationSucceeded, Status::Connected);
}

#[test]
fn closing_erases_and_reopening_asks() {
    let closed = observe(&member(Status::Connected), Event::Closed, 0).unwrap();
    assert_eq!(closed.effects, vec![Effect::CancelRun, Effect::EraseSecrets]);
    assert!(!closed.state.holds_credentials);
    let open = observe(&closed.state, Event::Reopened, 1).unwrap().state;
    assert_eq!(open.status, Status::Impaired);
    assert_eq!(observe(&open, Event::CredentialsUpdated, 1).unwrap().state.status, Status::Updated);
}

#[test]
fn a_restored_institution_reconnects_only_with_credentials() {
    let mut state = member(Status::Discontinued);
    let restored = observe(&state, Event::InstitutionRestored, 0).unwrap().state;
    assert_eq!((restored.status, restored.foreground_only), (Status::Reconnected, true));
    state.holds_credentials = false;
    assert_eq!(observe(&state, Event::InstitutionRestored, 0).unwrap().state.status, Status::Impaired);
}

#[test]
fn nobody_present_means_no_run_with_unproven_credentials() {
    let check = |status: Status, allowed: bool| {
        let observed =
            Observed { event: Event::AggregationStarted, reason: Reason::Ok, presence: Presence::Background };
        assert_eq!(step(&member(status), observed, START, &Limits::default()).is_ok(), allowed, "{status:?}");
    };
    check(Status::Connected, true);
    check(Status::Failed, true);
    check(Status::Created, false);
    check(Status::Reconnected, false);
    check(Status::Denied, false);
    check(Status::Prevented, false);
}

#[test]
fn a_failure_does_not_hide_what_the_person_must_do() {
    let denied = observe(&member(Status::Created), Event::CredentialsRejected, 0).unwrap().state;
    let after = observe(&denied, Event::SoftFailure, 1).unwrap().state;
    assert_eq!((after.status, after.reason), (Status::Denied, Some(Reason::CredentialsRejected)));
}

proptest! {
    /// Whatever happens in whatever order, the counters stay true and DISABLED alone remembers.
    #[test]
    fn any_history_keeps_the_invariants(events in prop::collection::vec((0..46_usize, 0..400_i64), 0..60)) {
        let mut state = member(Status::Created);
        for (index, hour) in events {
            let event = Event::ALL[index];
            let Ok(step) = observe(&state, event, hour) else { continue };
            let after = step.state;
            prop_assert_eq!(after.prior.is_some(), after.status == Status::Disabled);
            prop_assert!(after.prior != Some(Status::Disabled));
            prop_assert!(after.status != Status::Closed || !after.holds_credentials || state.status != Status::Closed);
            if matches!(event, Event::CredentialsAccepted | Event::AggregationSucceeded) && !step.is_ignored {
                prop_assert_eq!(after.refusals_in_row, 0);
            }
            prop_assert!(after.failures.recent.len() <= 3);
            state = after;
        }
    }
}
