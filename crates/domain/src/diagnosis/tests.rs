use super::words::Speaker;
use super::*;
use crate::id::Guid;
use crate::member::Origin;
use crate::reason::Remedy;
use crate::text::Language;
use jiff::SignedDuration;

const START: Timestamp = Timestamp::UNIX_EPOCH;

fn state(status: Status, reason: Reason) -> State {
    let mut state = State::created(Origin::WithCredentials, START);
    state.status = status;
    state.reason = Some(reason);
    state
}

fn at(minutes: i64, event: Event) -> Fact {
    Fact { event, reason: None, run: None, at: START + SignedDuration::from_mins(minutes) }
}

/// Facts about a member that has nothing unusual; tests change what they are about.
fn facts<'a>(state: &'a State, limits: &'a Limits, history: &'a [Fact]) -> Facts<'a> {
    Facts {
        now: START + SignedDuration::from_hours(1),
        state,
        limits,
        institution: "elm_bank",
        is_oauth: false,
        history,
        health: Health::default(),
        siblings: &[],
        stray_field: None,
        experience: &[],
        visitor: Visitor::default(),
    }
}

fn names(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(Finding::name).collect()
}

fn remedies(diagnosis: &Diagnosis) -> Vec<Remedy> {
    diagnosis.advice.iter().map(|advice| advice.remedy).collect()
}

#[test]
fn a_loop_is_many_right_answers_that_lead_nowhere() {
    let limits = Limits::default();
    let failed = state(Status::Failed, Reason::InstitutionError);
    let check = |history: &[Event], found: bool| {
        let history: Vec<Fact> = (0..).zip(history).map(|(minute, event)| at(minute, *event)).collect();
        let findings = detect(&facts(&failed, &limits, &history), &Thresholds::default());
        assert_eq!(findings.contains(&Finding::MfaLoop), found, "{history:?}");
    };
    let (ask, answer) = (Event::MfaDemanded, Event::MfaAnswered);
    let round = [ask, answer];
    check(&[], false);
    check(&round.repeat(4), false);
    check(&round.repeat(5), true);
    check(&[round.repeat(4), vec![Event::CredentialsAccepted], round.to_vec()].concat(), false);
    check(&[round.repeat(3), vec![Event::MfaWrong], round.repeat(3)].concat(), false);
    check(
        &[round.repeat(3), vec![Event::SoftFailure, Event::AggregationStarted], round.repeat(2)].concat(),
        true,
    );
    // Yesterday's answers do not count.
    let old: Vec<Fact> = (0..5).map(|minute| at(minute - 25 * 60, answer)).collect();
    assert!(detect(&facts(&failed, &limits, &old), &Thresholds::default()).is_empty());
}

#[test]
fn no_account_is_first_waited_for_then_explained() {
    let limits = Limits::default();
    let none = state(Status::Connected, Reason::NoAccounts);
    let check = |minutes: i64, institution: &str, is_oauth: bool, expected: &[&str], first: Remedy| {
        let history = [at(60 - minutes, Event::NoAccountsFound)];
        let facts = Facts { institution, is_oauth, ..facts(&none, &limits, &history) };
        let diagnosis = diagnose(&facts);
        assert_eq!(names(&diagnosis.findings), expected, "{minutes} {institution}");
        assert_eq!(remedies(&diagnosis).first(), Some(&first));
        assert!(diagnosis.needs_attention);
    };
    check(1, "elm_bank", false, &["accounts_not_ready"], Remedy::Wait15m);
    check(14, "elm_bank", true, &["accounts_not_ready"], Remedy::Wait15m);
    check(15, "elm_bank", true, &["accounts_sharing_off", "accounts_terms"], Remedy::GrantAccounts);
    check(15, "elm_bank", false, &["accounts_not_eligible", "accounts_terms"], Remedy::LoginAtSite);
    check(15, "sofi", false, &["accounts_terms", "accounts_not_eligible"], Remedy::LoginAtSite);
}

#[test]
fn an_institution_s_own_notes_stand_with_the_first_step() {
    let limits = Limits::default();
    let none = state(Status::Connected, Reason::NoAccounts);
    let facts = Facts { institution: "solstice_money", ..facts(&none, &limits, &[]) };
    let diagnosis = diagnose(&facts);
    let notes: Vec<usize> = diagnosis.advice.iter().map(|advice| advice.notes.len()).collect();
    assert_eq!(notes.first(), Some(&2));
    assert!(notes.iter().skip(1).all(|count| *count == 0));
}

#[test]
fn a_second_refusal_offers_the_other_entry_of_the_bank() {
    let limits = Limits::default();
    let siblings = [Sibling {
        code: "elm_business".into(),
        name: "Elm Business".into(),
        url: "https://b.elm.example".into(),
    }];
    let check = |refusals: u32, status: Status, siblings: &[Sibling], expected: bool| {
        let mut denied = state(status, Reason::CredentialsRejected);
        denied.refusals_in_row = refusals;
        let diagnosis = diagnose(&Facts { siblings, ..facts(&denied, &limits, &[]) });
        assert_eq!(names(&diagnosis.findings).contains(&"wrong_entry"), expected, "{refusals} {status:?}");
        assert_eq!(remedies(&diagnosis).first() == Some(&Remedy::CheckInstitution), expected);
    };
    check(1, Status::Denied, &siblings, false);
    check(2, Status::Denied, &siblings, true);
    check(3, Status::Prevented, &siblings, true);
    check(2, Status::Denied, &[], false);
    check(2, Status::Connected, &siblings, false);
}

#[test]
fn what_was_pasted_is_the_first_suspect() {
    let limits = Limits::default();
    let denied = state(Status::Denied, Reason::CredentialsRejected);
    let diagnosis = diagnose(&Facts { stray_field: Some("Password"), ..facts(&denied, &limits, &[]) });
    assert_eq!(names(&diagnosis.findings), ["stray_characters"]);
    assert_eq!(remedies(&diagnosis).first(), Some(&Remedy::RetypeByHand));
    let connected = state(Status::Connected, Reason::Ok);
    assert!(
        diagnose(&Facts { stray_field: Some("Password"), ..facts(&connected, &limits, &[]) })
            .findings
            .is_empty()
    );
}

#[test]
fn an_outage_is_many_members_failing_and_says_not_you() {
    let limits = Limits::default();
    let check = |status: Status, reason: Reason, failing: u32, answering: u32, expected: bool| {
        let failed = state(status, reason);
        let facts = Facts { health: Health { failing, answering }, ..facts(&failed, &limits, &[]) };
        let diagnosis = diagnose(&facts);
        assert_eq!(
            diagnosis.findings.contains(&Finding::InstitutionOutage),
            expected,
            "{failing} of {answering}"
        );
        if expected {
            assert_eq!(diagnosis.actor, Actor::Institution);
            let speaker = Speaker {
                language: Language::English,
                institution: "Elm Bank",
                app: "Ledger",
                now: facts.now,
            };
            assert!(speaker.message(&diagnosis, None, None).contains("not you"));
        }
    };
    check(Status::Failed, Reason::InstitutionDown, 3, 0, true);
    check(Status::Failed, Reason::InstitutionDown, 3, 2, true);
    check(Status::Failed, Reason::InstitutionDown, 3, 3, false);
    check(Status::Failed, Reason::InstitutionDown, 2, 0, false);
    check(Status::Degraded, Reason::RepeatedFailures, 30, 1, true);
    check(Status::Denied, Reason::CredentialsRejected, 30, 0, false);
    check(Status::Connected, Reason::Ok, 30, 0, false);
}

#[test]
fn remedies_fit_the_member() {
    let limits = Limits::default();
    let lost = state(Status::Impaired, Reason::ConsentExpired);
    let first = |is_oauth| {
        let diagnosis = diagnose(&Facts { is_oauth, ..facts(&lost, &limits, &[]) });
        remedies(&diagnosis).first().copied()
    };
    assert_eq!(first(true), Some(Remedy::OauthAgain));
    assert_eq!(first(false), Some(Remedy::EnterCredentials), "a login cannot go through a consent page");
    let cancelled = state(Status::Pending, Reason::OauthCancelled);
    let steps = |browser, platform| -> Vec<&'static str> {
        let visitor = Visitor { browser, platform };
        let diagnosis = diagnose(&Facts { is_oauth: true, visitor, ..facts(&cancelled, &limits, &[]) });
        diagnosis.advice.iter().flat_map(|advice| &advice.steps).map(|step| step.name).collect()
    };
    let (on_iphone, anywhere) = (steps(Some("chrome"), Some("ios")), steps(None, None));
    assert!(on_iphone.iter().any(|name| name.contains("chrome")), "{on_iphone:?}");
    assert!(!steps(Some("firefox"), Some("desktop")).iter().any(|name| name.contains("chrome")));
    assert!(anywhere.len() >= on_iphone.len());
}

#[test]
fn what_did_not_help_comes_last_and_what_helps_many_comes_early() {
    let limits = Limits::default();
    let denied = state(Status::Denied, Reason::CredentialsRejected);
    let order = |experience: &[Experience]| {
        remedies(&diagnose(&Facts { experience, ..facts(&denied, &limits, &[]) }))
    };
    let said = |remedy, asked, helped, here| Experience { remedy, asked, helped, here };
    let plain = order(&[]);
    assert_eq!(plain.first(), Some(&Remedy::RetypeByHand));
    let vain = order(&[said(Remedy::RetypeByHand, 1, 0, Some(false))]);
    assert_eq!(vain.last(), Some(&Remedy::RetypeByHand));
    let helped = order(&[said(Remedy::ResetPassword, 20, 19, None)]);
    assert_eq!(helped.get(..2), Some([Remedy::RetypeByHand, Remedy::ResetPassword].as_slice()));
    assert_eq!(order(&[said(Remedy::ResetPassword, 19, 19, None)]), plain, "few voices change nothing");
    let useless = order(&[said(Remedy::EnterCredentials, 100, 3, None)]);
    assert_eq!(useless.last(), Some(&Remedy::EnterCredentials));
}

#[test]
fn a_person_who_must_act_never_stands_before_an_empty_list() {
    let limits = Limits::default();
    for reason in Reason::ALL {
        for is_oauth in [false, true] {
            let status = reason.status().unwrap_or(Status::Connected);
            let state = state(status, *reason);
            let diagnosis = diagnose(&Facts { is_oauth, ..facts(&state, &limits, &[]) });
            assert!(
                diagnosis.actor != Actor::User || *reason == Reason::New || !diagnosis.advice.is_empty(),
                "{} {is_oauth}",
                reason.name()
            );
        }
    }
}

#[test]
fn a_new_login_counts_as_tried_until_the_next_success() {
    let limits = Limits::default();
    let denied = state(Status::Denied, Reason::CredentialsRejected);
    let tried = |history: &[Fact]| {
        let diagnosis = diagnose(&facts(&denied, &limits, history));
        diagnosis.advice.iter().any(|advice| advice.remedy == Remedy::EnterCredentials && advice.is_tried)
    };
    assert!(!tried(&[]));
    assert!(tried(&[at(1, Event::CredentialsUpdated)]));
    assert!(!tried(&[at(1, Event::CredentialsUpdated), at(2, Event::AggregationSucceeded)]));
}

#[test]
fn data_is_told_by_what_was_read_and_what_comes() {
    let limits = Limits::default();
    let check = |status: Status, reason: Reason, has_succeeded: bool, expected: Data| {
        let mut state = state(status, reason);
        state.successfully_aggregated_at = has_succeeded.then_some(START);
        assert_eq!(diagnose(&facts(&state, &limits, &[])).data, expected, "{status:?}");
    };
    check(Status::Created, Reason::New, false, Data::None);
    check(Status::Connected, Reason::Ok, true, Data::Current);
    check(Status::Connected, Reason::PartialData, true, Data::Partial);
    check(Status::Denied, Reason::CredentialsRejected, true, Data::Kept);
    check(Status::Closed, Reason::ClosedBySomeone, true, Data::Stopped);
    check(Status::Discontinued, Reason::InstitutionNotSupported, true, Data::Stopped);
    check(Status::Manual, Reason::ManualNoCredentials, false, Data::Manual);
}

#[test]
fn a_message_says_when() {
    let limits = Limits::default();
    let failed = state(Status::Failed, Reason::InstitutionDown);
    let facts = facts(&failed, &limits, &[]);
    let diagnosis = diagnose(&facts);
    let speaker =
        Speaker { language: Language::English, institution: "Elm Bank", app: "Ledger", now: facts.now };
    let soon = facts.now + SignedDuration::from_hours(4);
    let message = speaker.message(&diagnosis, None, Some(soon));
    assert!(message.contains("Elm Bank") && message.contains("in 4 hours"), "{message}");
    let asked = state(Status::Challenged, Reason::MfaRequired);
    let asking = diagnose(&super::tests::facts(&asked, &limits, &[]));
    let by = facts.now + SignedDuration::from_mins(5);
    assert!(speaker.message(&asking, Some(by), None).contains("in 5 minutes"));
}

/// Ten thousand ordinary lives, with the questions, typos and hiccups that ordinary lives have, raise no alarm.
#[test]
fn ten_thousand_healthy_histories_raise_no_alarm() {
    let limits = Limits::default();
    let mut dice = 0x9E37_79B9_7F4A_7C15_u64;
    let mut roll = |sides: u64| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        dice % sides
    };
    for life in 0..10_000 {
        let (mut history, mut minutes) = (Vec::new(), 0_i64);
        let mut member = State::created(Origin::WithCredentials, START);
        for _ in 0..20 {
            minutes += i64::try_from(300 + roll(120)).unwrap();
            let mut events = vec![Event::AggregationStarted];
            match roll(20) {
                // A typo, put right at once.
                0 => events.extend([
                    Event::CredentialsRejected,
                    Event::CredentialsUpdated,
                    Event::AggregationStarted,
                ]),
                // Two or three questions, one of them answered wrong at first.
                1 => events.extend([
                    Event::MfaDemanded,
                    Event::MfaAnswered,
                    Event::MfaWrong,
                    Event::MfaDemanded,
                    Event::MfaAnswered,
                ]),
                2 => events.extend([Event::MfaDemanded, Event::MfaAnswered].repeat(3)),
                // The bank hiccups and comes back.
                3 => events.extend([Event::SoftFailure, Event::AggregationStarted]),
                _ => {}
            }
            events.extend([Event::CredentialsAccepted, Event::AggregationSucceeded]);
            for event in events {
                let now = START + SignedDuration::from_mins(minutes);
                let reason =
                    Reason::ALL.iter().copied().find(|r| r.event() == event).unwrap_or(Reason::InProgress);
                let observed =
                    crate::member::Observed::seen(event, reason, crate::member::Presence::Foreground);
                member = crate::member::step(&member, observed, now, &limits).unwrap().state;
                history.push(Fact {
                    event,
                    reason: Some(reason),
                    run: Some(Guid::from_digest([1; 16])),
                    at: now,
                });
                let facts = Facts {
                    now,
                    health: Health { failing: u32::try_from(roll(3)).unwrap(), answering: 3 },
                    ..facts(&member, &limits, &history)
                };
                let found = detect(&facts, &Thresholds::default());
                let unlearned: Vec<_> =
                    found.into_iter().filter(|finding| *finding != Finding::CodeAtEveryLogin).collect();
                assert!(unlearned.is_empty(), "life {life}: {unlearned:?} after {history:?}");
            }
            member = member.with_run_over(START + SignedDuration::from_mins(minutes));
        }
        assert!(
            !member.wants_code(&limits)
                || history.iter().filter(|fact| fact.event == Event::MfaDemanded).count() >= 3
        );
    }
}
