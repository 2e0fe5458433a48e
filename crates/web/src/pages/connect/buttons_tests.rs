use super::*;
use domain::clock::Timestamp;
use domain::diagnosis::{Facts, Health, Visitor, diagnose};
use domain::id::{ClientGuid, MemberGuid, UserGuid};
use domain::member::counters::Limits;
use domain::member::{Origin, State};
use domain::reason::{Actor, Reason};
use domain::text::Language;

const SITE: &str = "https://www.oak.example";

fn member(status: Status, reason: Option<Reason>, is_oauth: bool) -> Member {
    let now = Timestamp::UNIX_EPOCH;
    let state = State {
        status,
        reason,
        decided_by: Some(Actor::User),
        ..State::created(Origin::WithCredentials, now)
    };
    Member {
        user: UserGuid::from_digest([1; 16]),
        guid: MemberGuid::from_digest([2; 16]),
        client: ClientGuid::from_digest([3; 16]),
        id: None,
        institution_code: "oak".to_owned(),
        name: "Oak Bank".to_owned(),
        metadata: None,
        use_cases: String::new(),
        is_oauth,
        is_background_disabled: false,
        reads: None,
        login_hash: None,
        state,
        next_run_at: None,
        is_paced: false,
        due_at: None,
        notice: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

fn diagnosis(member: &Member) -> Diagnosis {
    diagnose(&Facts {
        now: Timestamp::UNIX_EPOCH,
        state: &member.state,
        limits: &Limits::default(),
        institution: "oak",
        is_oauth: member.is_oauth,
        history: &[],
        health: Health::default(),
        siblings: &[],
        stray_field: None,
        experience: &[],
        visitor: Visitor::default(),
    })
}

fn with_ground<T>(
    status: Status,
    reason: Option<Reason>,
    is_oauth: bool,
    use_ground: impl FnOnce(&Ground<'_>) -> T,
) -> T {
    let member = member(status, reason, is_oauth);
    let diagnosis = diagnosis(&member);
    use_ground(&Ground {
        words: Words(Language::English),
        base: "/p/x".to_owned(),
        search: Some("/p/x/connect/search".to_owned()),
        manual: Some("/p/x/connect/manual".to_owned()),
        may_remove: true,
        member: &member,
        diagnosis: &diagnosis,
        site: Some(SITE.to_owned()),
        may_refresh: true,
        is_framed: false,
    })
}

#[test]
fn each_status_has_the_button_that_moves_it_on() {
    let check = |status, reason, expected: Act| {
        with_ground(status, Some(reason), false, |ground| {
            assert_eq!(ground.main(), expected, "{status:?} {reason:?}");
        });
    };
    check(Status::Created, Reason::New, Act::Refresh);
    check(Status::Prevented, Reason::CredentialsRejectedThrice, Act::UpdateLogin);
    check(Status::Denied, Reason::CredentialsRejected, Act::UpdateLogin);
    check(Status::Challenged, Reason::MfaRequired, Act::Refresh);
    check(Status::Rejected, Reason::MfaWrong, Act::Refresh);
    check(Status::Locked, Reason::AccountLocked, Act::Site);
    check(Status::Impeded, Reason::TermsRequired, Act::Site);
    check(Status::Reconnected, Reason::Migrated, Act::Refresh);
    check(Status::Degraded, Reason::InstitutionDown, Act::Done);
    check(Status::Closed, Reason::ClosedBySomeone, Act::Reopen);
    check(Status::Disabled, Reason::PausedByOperator, Act::Unpause);
    check(Status::Imported, Reason::CredentialsNeverGiven, Act::UpdateLogin);
    check(Status::Expired, Reason::MfaTimeout, Act::Refresh);
    check(Status::Impaired, Reason::ReauthRequired, Act::UpdateLogin);
    check(Status::Updated, Reason::CredentialsUpdated, Act::Refresh);
    for (status, reason) in
        [(Status::Impaired, Reason::ReauthRequired), (Status::Pending, Reason::OauthPending)]
    {
        with_ground(status, Some(reason), true, |ground| assert_eq!(ground.main(), Act::Consent));
    }
}

#[test]
fn no_reason_leads_to_a_dead_end_and_no_button_is_refused() {
    for status in Status::ALL {
        let leads = |reason: &&Reason| reason.status() == Some(status);
        let reasons = Reason::ALL.iter().filter(leads).copied().map(Some).chain([None]);
        for reason in reasons {
            for is_oauth in [false, true] {
                with_ground(status, reason, is_oauth, |ground| {
                    let main = ground.main();
                    assert!(ground.is_possible(&main), "{status:?} {reason:?} {main:?}");
                    let button = ground.button(&main);
                    assert!(!button.label.contains("button-") && !button.href.is_empty(), "{button:?}");
                    // What only support can mend is what no remedy offers a person anything for.
                    let offers: Vec<Act> = ground
                        .diagnosis
                        .advice
                        .iter()
                        .filter_map(|one| ground.of_remedy(one.remedy))
                        .collect();
                    let is_last = offers.iter().all(|act| *act == Act::Support || !ground.is_possible(act));
                    assert!(
                        main != Act::Support || is_last || offers.first() == Some(&Act::Support),
                        "{status:?} {reason:?}"
                    );
                });
            }
        }
    }
}

#[test]
fn what_a_state_refuses_is_not_offered() {
    let member = member(Status::Impeded, Some(Reason::TermsRequired), false);
    let diagnosis = diagnosis(&member);
    let ground = Ground {
        words: Words(Language::English),
        base: "/p/x".to_owned(),
        search: None,
        manual: None,
        may_remove: true,
        member: &member,
        diagnosis: &diagnosis,
        site: None,
        may_refresh: true,
        is_framed: false,
    };
    assert_eq!(ground.main(), Act::Refresh, "a bank without an address");
    assert!(!ground.is_possible(&Act::Another) && ground.settled().is_none());
    let refused = Ground { may_refresh: false, site: Some(SITE.to_owned()), ..ground };
    assert_eq!(refused.main(), Act::Site);
    assert!(refused.settled().is_none());
}
