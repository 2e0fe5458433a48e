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
    let observed = Observed::seen(event, reason, Presence::Foreground);
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
            state.created_at = START - SignedDuration::from_hours(400);
            state.without_success_since = match event {
                Event::TwoWeeksWithoutSuccess => state.created_at,
                _ => START,
            };
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
    let after =
        |state: &State, hours| observe(state, Event::TwoWeeksWithoutSuccess, hours).unwrap().state.status;
    assert_eq!(after(&state, 400), Status::Failed);
    state.failures.since_success = 3;
    assert_eq!(after(&state, 335), Status::Failed, "a timer that fires early changes nothing");
    assert_eq!(after(&state, 336), Status::Disconnected);
}

#[test]
fn what_shows_after_many_failures_is_that_they_are_many() {
    let mut state = observe(&member(Status::Created), Event::AggregationSucceeded, 0).unwrap().state;
    for hour in [1, 3, 5] {
        state = observe(&state, Event::SoftFailure, hour).unwrap().state;
    }
    assert_eq!((state.status, state.reason), (Status::Degraded, Some(Reason::RepeatedFailures)));
    state = observe(&state, Event::TwoWeeksWithoutSuccess, 336).unwrap().state;
    assert_eq!((state.status, state.reason), (Status::Disconnected, Some(Reason::NoSuccessTwoWeeks)));
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
    // What stays as it is without a pause stays so under one.
    let mut prevented = member(Status::Prevented);
    prevented.refusals_in_row = 3;
    let mut paused = observe(&prevented, Event::Paused, 0).unwrap().state;
    paused = observe(&paused, Event::MigratedCredentialsKept, 1).unwrap().state;
    assert_eq!(observe(&paused, Event::Unpaused, 2).unwrap().state.status, Status::Prevented);
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
    let start = Observed::seen(Event::AggregationStarted, Reason::Ok, Presence::Background);
    let check = |status: Status, allowed: bool| {
        let mut state = member(status);
        state.credentials_proven = true;
        assert_eq!(step(&state, start, START, &Limits::default()).is_ok(), allowed, "{status:?}");
        state.credentials_proven = false;
        let refused = step(&state, start, START, &Limits::default());
        assert!(refused.is_err(), "{status:?} with a login that was never accepted");
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

/// A run that starts, observes and is over; gives the state after it.
fn run(state: &State, events: &[Event], hours: i64) -> State {
    let mut state = observe(state, Event::AggregationStarted, hours).unwrap().state;
    for event in events {
        state = observe(&state, *event, hours).unwrap().state;
    }
    state.with_run_over(START + SignedDuration::from_hours(hours))
}

#[test]
fn a_refused_login_is_not_sent_again_to_a_bank_that_would_lock_it() {
    let start = Observed::seen(Event::AggregationStarted, Reason::InProgress, Presence::Foreground);
    let check = |locks_after: u32, sendings: u32| {
        let limits = Limits::default().at_bank_that_locks_after(locks_after);
        let (mut state, mut sent) = (member(Status::Created), 0);
        let refused = loop {
            match step(&state, start, START, &limits) {
                Ok(begun) => state = run(&begun.state, &[Event::CredentialsRejected], 0),
                Err(refused) => break refused,
            }
            sent += 1;
        };
        assert_eq!(sent, sendings, "a bank that locks after {locks_after}");
        let updated = observe(&state, Event::CredentialsUpdated, 3).unwrap().state;
        assert!(step(&updated, start, START, &limits).is_ok(), "another login may be tried");
        refused.why
    };
    assert_eq!(check(2, 1), Why::LoginRefused);
    assert_eq!(check(3, 2), Why::LoginRefused);
    // Three in a row are PREVENTED anyway.
    assert_eq!(check(5, 3), Why::Status);
    assert_eq!(check(1, 1), Why::LoginRefused);
}

#[test]
fn a_refusal_that_is_no_wrong_password_prevents_nobody_but_is_not_sent_without_end() {
    let mut state = member(Status::Created);
    for hour in 0..3 {
        state = run(&state, &[Event::CredentialsRejectedUncounted], hour);
        assert_eq!((state.status, state.refusals_in_row), (Status::Denied, 0));
    }
    let refused = observe(&state, Event::AggregationStarted, 3).unwrap_err();
    assert_eq!(refused.why, Why::LoginRefused);
    let updated = observe(&state, Event::CredentialsUpdated, 3).unwrap().state;
    assert_eq!(run(&updated, &[Event::CredentialsRejectedUncounted], 4).status, Status::Denied);
}

#[test]
fn a_refused_login_is_not_tried_at_night_again() {
    let connected =
        run(&member(Status::Created), &[Event::CredentialsAccepted, Event::AggregationSucceeded], 0);
    for refusal in [Event::CredentialsRejected, Event::CredentialsRejectedUncounted] {
        let refused = run(&connected, &[refusal], 6);
        let failed = run(&refused, &[Event::MfaDemanded, Event::MfaAnswered, Event::SoftFailure], 7);
        assert!(!may_run_unattended(&failed, &Limits::default()), "{refusal:?}");
    }
}

#[test]
fn wrong_answers_over_all_runs_make_a_pause() {
    let mut state = member(Status::Created);
    for hour in 0..2 {
        state =
            run(&state, &[Event::MfaDemanded, Event::MfaWrong, Event::MfaDemanded, Event::MfaWrong], hour);
    }
    let begin =
        |state: &State, hour| observe(state, Event::AggregationStarted, hour).map_err(|refused| refused.why);
    assert_eq!(begin(&state, 2).unwrap_err(), Why::AnswersWrong);
    assert!(begin(&state, 25).is_ok(), "a day later, to the second");
    let updated = observe(&state, Event::CredentialsUpdated, 3).unwrap().state;
    assert!(begin(&updated, 3).is_ok(), "with a new login");
    let right = run(&state, &[Event::CredentialsAccepted, Event::AggregationSucceeded], 26);
    assert_eq!(right.wrong_answers_in_row, 0);
}

#[test]
fn a_bank_that_asks_at_every_login_is_learned_and_unlearned() {
    let limits = Limits::default();
    let asked =
        [Event::MfaDemanded, Event::MfaAnswered, Event::CredentialsAccepted, Event::AggregationSucceeded];
    let mut state = member(Status::Created);
    for (hour, learned) in [(0, false), (6, false), (12, true), (18, true)] {
        state = run(&state, &asked, hour);
        assert_eq!(state.wants_code(&limits), learned, "after {hour} h");
        assert_eq!(may_run_unattended(&state, &limits), !learned);
    }
    state = run(&state, &[Event::CredentialsAccepted, Event::AggregationSucceeded], 24);
    assert!(!state.wants_code(&limits) && may_run_unattended(&state, &limits));
}

#[test]
fn a_code_that_nobody_was_there_to_read_is_not_sent_again_unasked() {
    let limits = Limits::default();
    let connected =
        run(&member(Status::Created), &[Event::CredentialsAccepted, Event::AggregationSucceeded], 0);
    let at = |event| {
        let reason = Reason::ALL.iter().copied().find(|r| r.event() == event).unwrap_or(Reason::InProgress);
        Observed::seen(event, reason, Presence::Background)
    };
    let mut state = connected;
    for event in [Event::AggregationStarted, Event::MfaDemanded, Event::MfaTimeout] {
        state = step(&state, at(event), START, &limits).unwrap().state;
    }
    state = state.with_run_over(START);
    assert_eq!(state.status, Status::Expired);
    let asked =
        [Event::MfaDemanded, Event::MfaAnswered, Event::CredentialsAccepted, Event::AggregationSucceeded];
    let healed = run(&state, &asked, 1);
    assert_eq!(healed.status, Status::Connected);
    assert!(!may_run_unattended(&healed, &limits));
}

#[test]
fn a_run_that_is_over_leaves_nobody_waiting() {
    for reason in Reason::ALL {
        for status in Status::ALL {
            if !matches!(cell(status, Event::AggregationStarted), Cell::Keep | Cell::KeepInForeground) {
                continue;
            }
            let begun = observe(&member(status), Event::AggregationStarted, 0).unwrap().state;
            assert!(begun.is_being_aggregated, "{status:?}");
            let observed = Observed::reported(*reason, Presence::Foreground);
            // Whatever a source reports, even nonsense, the run can be ended.
            let told = step(&begun, observed, START, &Limits::default()).map_or(begun, |step| step.state);
            let over = told.with_run_over(START);
            assert!(!over.is_being_aggregated && over.slow_at.is_none(), "{status:?} {}", reason.name());
            assert!(
                !matches!(over.status, Status::Challenged | Status::Resumed | Status::Delayed),
                "{status:?} {} ends {:?}",
                reason.name(),
                over.status
            );
        }
    }
}

#[test]
fn side_facts_show_on_what_is_well_and_hide_nothing() {
    let check = |status: Status, reason: Reason, shown: Reason| {
        let mut state = member(status);
        state.reason = Some(Reason::TermsRequired);
        let observed = Observed::reported(reason, Presence::Foreground);
        let after = step(&state, observed, START, &Limits::default()).unwrap().state;
        assert_eq!((after.status, after.reason), (status, Some(shown)), "{status:?} {reason:?}");
    };
    check(Status::Connected, Reason::NewAccountNotShared, Reason::NewAccountNotShared);
    check(Status::Connected, Reason::RateLimited, Reason::RateLimited);
    check(Status::Connected, Reason::ConsentExpiring, Reason::ConsentExpiring);
    check(Status::Impeded, Reason::RateLimited, Reason::TermsRequired);
    check(Status::Locked, Reason::AccountClosed, Reason::TermsRequired);
    check(Status::Pending, Reason::OauthCancelled, Reason::OauthCancelled);
}

#[test]
fn slowness_is_told_to_people_who_wait() {
    let limits = Limits::default();
    let begun = observe(&member(Status::Created), Event::AggregationStarted, 0).unwrap().state;
    assert_eq!(begun.slow_at, Some(START + SignedDuration::from_secs(60)));
    let slow = observe(&begun, Event::RunSlow, 0).unwrap().state;
    assert_eq!((slow.status, slow.slow_at), (Status::Delayed, None));
    let check = |event, expected: Option<SignedDuration>| {
        let after = observe(&begun, event, 1).unwrap().state;
        assert_eq!(after.slow_at.map(|at| at.duration_since(START)), expected, "{event:?}");
    };
    check(Event::MfaDemanded, None);
    check(Event::CredentialsAccepted, None);
    check(Event::Paused, None);
    // What says nothing about the sign-in leaves the clock alone.
    check(Event::AccountLevelError, Some(SignedDuration::from_secs(60)));
    let asked = observe(&begun, Event::MfaDemanded, 0).unwrap().state;
    let answered = observe(&asked, Event::MfaAnswered, 1).unwrap().state;
    assert_eq!(answered.slow_at, Some(START + SignedDuration::from_secs(3_660)));
    let mut proven = member(Status::Connected);
    proven.credentials_proven = true;
    let background = Observed::seen(Event::AggregationStarted, Reason::InProgress, Presence::Background);
    assert_eq!(step(&proven, background, START, &limits).unwrap().state.slow_at, None);
}

#[test]
fn paused_time_does_not_count_towards_the_two_weeks() {
    let connected = observe(&member(Status::Created), Event::AggregationSucceeded, 0).unwrap().state;
    let paused = observe(&connected, Event::Paused, 100).unwrap().state;
    let again = observe(&paused, Event::Paused, 150).unwrap().state;
    let back = observe(&again, Event::Unpaused, 300).unwrap().state;
    assert_eq!(back.without_success_since, START + SignedDuration::from_hours(200));
    assert_eq!((back.status, back.reason), (Status::Connected, connected.reason));
}

#[test]
fn a_pause_in_the_middle_of_a_question_comes_back_as_expired() {
    let asked = observe(&member(Status::Connected), Event::MfaDemanded, 0).unwrap().state;
    let paused = observe(&asked, Event::Paused, 1).unwrap().state;
    let back = observe(&paused, Event::Unpaused, 2).unwrap().state;
    assert_eq!((back.status, back.reason), (Status::Expired, Some(Reason::SessionTimeout)));
}

#[test]
fn who_decided_is_remembered_until_it_is_undone() {
    let by = |state: &State, event, reason, by| {
        step(state, Observed::decided(event, reason, by), START, &Limits::default()).unwrap().state
    };
    let paused = by(&member(Status::Connected), Event::Paused, Reason::PausedByOperator, Actor::Client);
    assert_eq!((paused.decided_by, paused.actor()), (Some(Actor::Client), Actor::Client));
    let twice = by(&paused, Event::Paused, Reason::PausedByOperator, Actor::Operator);
    assert_eq!(twice.decided_by, Some(Actor::Client), "the first pause counts");
    let back = by(&twice, Event::Unpaused, Reason::Ok, Actor::Client);
    assert_eq!(back.decided_by, None);
    let closed = by(&back, Event::Closed, Reason::ClosedBySomeone, Actor::User);
    assert_eq!(closed.decided_by, Some(Actor::User));
}

#[test]
fn a_consent_that_is_being_exchanged_is_waited_for() {
    let pending = State::created(super::super::state::Origin::Oauth, START);
    let deletes = |state: &State, minutes| {
        let observed =
            Observed::seen(Event::PendingOneHourPassed, Reason::OauthPending, Presence::Background);
        let now = START + SignedDuration::from_mins(minutes);
        step(state, observed, now, &Limits::default()).unwrap().effects.contains(&Effect::Delete)
    };
    assert!(!deletes(&pending, 59));
    assert!(deletes(&pending, 60));
    let exchanging = pending.with_consent_returned();
    assert!(!deletes(&exchanging, 90));
    assert!(deletes(&exchanging.with_run_over(START), 90));
}

#[test]
fn a_new_consent_silences_what_was_under_way_with_the_old_one() {
    let begun = observe(&member(Status::Connected), Event::AggregationStarted, 0).unwrap().state;
    let asked = observe(&begun, Event::MfaDemanded, 0).unwrap().state;
    let asked = State { processed: Processed { accounts: true, ..Processed::default() }, ..asked };
    let returned = asked.clone().with_consent_returned();
    assert!(returned.is_being_aggregated && !returned.is_asked && returned.slow_at.is_none());
    assert_eq!(returned.processed, Processed::default());
    assert_eq!(returned.generation, asked.generation + 1);
    let connected = observe(&returned, Event::OauthSucceeded, 1).unwrap().state;
    assert_eq!((connected.status, connected.is_being_aggregated), (Status::Connected, true));
}

/// The table says DENIED; a consent that is good is not given up because another visit came to nothing (decision 0014).
#[test]
fn a_login_that_fails_at_the_banks_page_ends_no_good_consent() {
    let check = |status: Status, proven: bool, expected: Status| {
        let before = State { credentials_proven: proven, holds_credentials: true, ..member(status) };
        let failed = Observed::reported(Reason::OauthLoginFailed, Presence::Foreground);
        let after = step(&before, failed, START, &Limits::default()).unwrap().state;
        assert_eq!(after.status, expected, "{status:?} {proven}");
        after.reason
    };
    assert_eq!(check(Status::Connected, true, Status::Connected), Some(Reason::OauthLoginFailed));
    check(Status::Failed, true, Status::Failed);
    check(Status::Connected, false, Status::Denied);
    check(Status::Failed, false, Status::Denied);
    assert_eq!(check(Status::Pending, false, Status::Pending), Some(Reason::OauthLoginFailed));
}

/// Every state that can heal has a way to CONNECTED by what people, banks and time do.
#[test]
fn every_state_has_a_way_back() {
    for status in Status::ALL {
        let mut state = member(status);
        state.prior = (status == Status::Disabled).then_some(Status::Failed);
        state.created_at = START;
        let way: &[Event] = match status {
            Status::Manual => continue,
            Status::Disabled => &[Event::Unpaused],
            Status::Closed => &[Event::Reopened, Event::CredentialsUpdated],
            Status::Discontinued => &[Event::InstitutionRestored],
            Status::Prevented | Status::Impaired | Status::Imported => &[Event::CredentialsUpdated],
            Status::Pending => &[Event::OauthSucceeded],
            _ => &[],
        };
        for event in way {
            state = observe(&state, *event, 1).unwrap().state;
        }
        let healed = run(&state, &[Event::CredentialsAccepted, Event::AggregationSucceeded], 2);
        assert_eq!(healed.status, Status::Connected, "{status:?}");
    }
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
            prop_assert!(after.prior_reason.is_none() || after.status == Status::Disabled);
            prop_assert!(after.status != Status::Closed || !after.holds_credentials);
            if matches!(event, Event::CredentialsAccepted | Event::AggregationSucceeded) && !step.is_ignored {
                prop_assert_eq!(after.refusals_in_row, 0);
            }
            prop_assert!(after.failures.recent.len() <= 3);
            if event == Event::Closed && !step.is_ignored {
                prop_assert!(!after.holds_credentials && !after.credentials_proven);
            }
            // PREVENTED is reached by plain refusals alone, never from a vague code.
            if after.status == Status::Prevented && state.status != Status::Prevented {
                prop_assert!(matches!(
                    event,
                    Event::CredentialsRejected | Event::CredentialsRejectedThrice | Event::Unpaused
                ));
            }
            let counted = matches!(event, Event::CredentialsRejected | Event::CredentialsRejectedThrice);
            prop_assert!(after.refusals_in_row <= state.refusals_in_row + u32::from(counted));
            prop_assert!(after.slow_at.is_none() || after.is_being_aggregated);
            state = after;
        }
    }
}
