//! The documents that the hub was made from, row by row: each test is named after its row, and begins at the bank over HTTP.

mod argyle;
mod finicity;
mod mx;
mod piere;

use crate::bed::Bed;
use domain::diagnosis::words::Speaker;
use domain::member::Status;
use domain::reason::{Actor, Reason, Remedy};
use domain::text::Language;
use engine::MemberDiagnosis;
use engine::records::Member;

const BANK: &str = "first_harbor";

/// A member at First Harbor, its first run worked off.
async fn linked(bed: &Bed, login: &str, password: &str) -> Member {
    let member = bed.connect_at(BANK, login, password).await.unwrap();
    bed.work().await;
    bed.member(&member).await
}

/// Checks where a member stands, who must act and what comes first, and that the message says so about this bank in every language.
async fn stands(
    bed: &Bed,
    member: &Member,
    status: Status,
    actor: Actor,
    first: Option<Remedy>,
) -> MemberDiagnosis {
    let found = bed.diagnose(member).await;
    let diagnosis = &found.diagnosis;
    let remedies: Vec<Remedy> = diagnosis.advice.iter().map(|advice| advice.remedy).collect();
    assert_eq!((diagnosis.status, diagnosis.actor), (status, actor), "{:?}", diagnosis.reason);
    if first.is_some() {
        assert_eq!(remedies.first().copied(), first, "{remedies:?}");
    }
    for language in Language::ALL {
        let speaker =
            Speaker { language: *language, institution: &member.name, app: &found.app, now: found.now };
        let message = speaker.message(diagnosis, found.answer_by, found.next_run_at);
        assert!(message.contains(&member.name), "{message}");
        let brief = speaker.status(status).unwrap();
        assert!(brief.contains(&member.name), "{brief}");
    }
    found
}

/// A new login makes it work again.
async fn heals_with_a_new_login(bed: &Bed, member: &Member, login: &str) {
    bed.set_condition(&member.institution_code, login, None).await;
    bed.update(member, login, "the right one").await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(member).await, Status::Connected);
}

/// The person has settled it at the bank; a refresh makes it work again.
async fn heals_with_a_refresh(bed: &Bed, member: &Member, login: &str) {
    bed.set_condition(&member.institution_code, login, None).await;
    bed.clock.advance(jiff::SignedDuration::from_hours(25));
    let healed = bed.refresh(member).await;
    assert_eq!((healed.state.status, healed.state.reason), (Status::Connected, Some(Reason::Ok)));
}
