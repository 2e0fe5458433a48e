//! Ten thousand member-months, as two worlds beside each other.

use crate::world::report::{Healed, Report};
use crate::world::{Size, live};
use domain::member::Status;

fn check(seed: u64) {
    let lived = live(seed, Size { members: 1_000, days: 150 });
    let broken: Vec<String> = lived
        .broken
        .values()
        .map(|broken| format!("with {} members, the first:\n{}", broken.members, broken.first))
        .collect();
    assert!(broken.is_empty(), "{} rules are broken\n{}", broken.len(), broken.join("\n"));
    check_shape(&lived.report);
}

/// What a hub looks like that keeps connections alive; far enough from the figures to hold for any seed.
fn check_shape(report: &Report) {
    let says = |holds: bool, what: &str| assert!(holds, "{what}\n{report}");
    let share = |status| report.statuses.iter().find(|one| one.status == status).unwrap().share;
    for one in report.statuses.iter().filter(|one| one.status.name().is_some()) {
        says(one.times > 0, &format!("nobody was ever {:?}", one.status));
    }
    says((0.70..0.95).contains(&share(Status::Connected)), "most are connected at any time, and not all");
    let passing = [Status::Created, Status::Challenged, Status::Resumed, Status::Delayed, Status::Pending];
    says(passing.into_iter().all(|status| share(status) < 0.005), "what passes by itself is short");
    let failing = share(Status::Failed) + share(Status::Degraded) + share(Status::Disconnected);
    says((0.001..0.04).contains(&failing), "technical failures do not last");
    says((2.5..4.5).contains(&report.runs_per_day), "three to four runs a day");
    says(report.background > 5 * report.foreground, "most runs need nobody");
    says(report.succeeded > 0.9, "most runs succeed");
    says(report.left_alone < 0.01, "hardly ever nothing is planned and nobody asked");
    says(report.locked_by_passwords * 20 < report.refused_foreground, "few refusals lock a login");
    for one in &report.healed {
        says(one.times > 0, &format!("nothing works again by {:?}", one.healed));
    }
    let by_itself = report.healed.iter().find(|one| one.healed == Healed::ByItself).unwrap();
    says(by_itself.median_hours < 6.0, "what heals by itself does soon");
}

#[test]
fn five_thousand_member_months_break_no_rule() {
    check(1);
}

#[test]
fn five_thousand_other_member_months_break_no_rule() {
    check(2);
}
