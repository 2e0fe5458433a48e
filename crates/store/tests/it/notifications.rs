//! Notifications: one open of each member and reason, mails that are taken once, and incidents.

use crate::bed::{Bed, at};
use crate::records::{Household, bare_notification, full_notification, full_preferences, full_user, same};
use domain::clock::Timestamp;
use domain::reason::Reason;
use domain::text::Language;
use store::incidents::{self, Incident, SAID};
use store::notifications::{
    self, DueMail, MAILED_LATELY, NOT_DUE, Notification, NotificationFilter, NotificationKind,
};
use store::preferences::{self, Preferences};
use store::{Error, Page, users};

on_both! {
    notifications_come_back
    one_of_a_member_and_reason_is_open
    a_mail_is_taken_once
    a_mail_about_a_connection_waits_for_the_day_to_pass
    what_was_refused_is_due_again
    what_is_settled_is_not_sent
    healing_is_told_where_the_trouble_was_mailed
    links_name_their_notification
    preferences_come_back
    an_incident_begins_and_ends_once
    old_notifications_are_forgotten_but_what_is_open
}

const ALL: Page = Page { number: 1, size: 1000 };
const EVER: NotificationFilter = NotificationFilter { from: Timestamp::MIN, to: Timestamp::MAX };

/// A household whose trouble is to be mailed at 90 and was not yet.
async fn due(bed: &Bed) -> (Box<Household>, Notification) {
    let home = Household::stored(bed).await;
    bed.commit(vec![notifications::withdraw((bed.client, home.user.guid), home.notification.guid, at(88))])
        .await;
    let one = Notification {
        mailed_at: None,
        link_hash: None,
        link_until: None,
        ..full_notification(bed, &home.member)
    };
    bed.commit(vec![notifications::insert(&one)]).await;
    (home, one)
}

async fn due_at(bed: &Bed, seconds: i64) -> Vec<DueMail> {
    bed.store.mails_due(at(seconds), 10).await.unwrap()
}

async fn found(bed: &Bed, one: &Notification) -> Notification {
    bed.tenant().notification(one.user, one.guid).await.unwrap().unwrap()
}

async fn notifications_come_back(bed: &Bed) {
    let home = Household::stored(bed).await;
    same(&found(bed, &home.notification).await, &home.notification);
    let bare = bare_notification(bed, &home.user);
    bed.commit(vec![notifications::insert(&bare), notifications::insert(&bare)]).await;
    same(&found(bed, &bare).await, &bare);
    let listed = bed.tenant().notifications(home.user.guid, EVER, ALL).await.unwrap();
    let guids: Vec<_> = listed.items.iter().map(|one| one.guid).collect();
    assert_eq!(guids, [bare.guid, home.notification.guid], "newest first");
    let narrow = |from, to| NotificationFilter { from: at(from), to: at(to) };
    for (filter, expected) in [(narrow(88, 89), 2), (narrow(89, 99), 0), (narrow(0, 88), 0)] {
        let listed = bed.tenant().notifications(home.user.guid, filter, ALL).await.unwrap();
        assert_eq!((listed.total, listed.items.len()), (expected, usize::try_from(expected).unwrap()));
    }
    assert_eq!(bed.tenant().unseen(home.user.guid, Timestamp::MAX).await.unwrap().len(), 2);
    bed.commit(vec![notifications::viewed(bed.client, home.user.guid, at(95))]).await;
    assert!(bed.tenant().unseen(home.user.guid, Timestamp::MAX).await.unwrap().is_empty());
    assert_eq!(found(bed, &bare).await.viewed_at, Some(at(95)));
    for kind in NotificationKind::ALL {
        assert_eq!(NotificationKind::from_name(kind.name()), Some(*kind));
    }
}

async fn one_of_a_member_and_reason_is_open(bed: &Bed) {
    let home = Household::stored(bed).await;
    let again = Notification { link_hash: None, ..full_notification(bed, &home.member) };
    assert!(bed.store.commit(vec![notifications::insert(&again)]).await.is_err());
    let whose = (bed.client, home.user.guid);
    let other = Notification { reason: Some(Reason::NetworkError), guid: bed.guid(), ..again.clone() };
    bed.commit(vec![
        notifications::insert(&other),
        notifications::withdraw(whose, home.notification.guid, at(90)),
        notifications::insert(&again),
    ])
    .await;
}

async fn a_mail_is_taken_once(bed: &Bed) {
    let (home, one) = due(bed).await;
    assert!(due_at(bed, 89).await.is_empty(), "not before its time");
    let mail = due_at(bed, 90).await.remove(0);
    same(&mail.notification, &one);
    assert_eq!(mail.mailed_before, None);
    let link = Some(("hash".to_owned(), at(500)));
    bed.commit(mail.take(at(100), at(50), link.clone())).await;
    assert!(due_at(bed, 1000).await.is_empty());
    let taken = found(bed, &one).await;
    assert_eq!(
        (taken.mailed_at, taken.link_hash, taken.link_until),
        (Some(at(100)), link.clone().map(|(hash, _)| hash), Some(at(500)))
    );
    let late = bed.store.commit(mail.take(at(200), at(150), None)).await;
    assert!(matches!(late, Err(Error::Conflict(NOT_DUE))), "{late:?}");
    let member = bed.tenant().member(home.user.guid, home.member.guid).await.unwrap().unwrap();
    assert_eq!(member.version, home.member.version, "a mail is no change of the member");
}

async fn a_mail_about_a_connection_waits_for_the_day_to_pass(bed: &Bed) {
    let (home, one) = due(bed).await;
    bed.commit(due_at(bed, 90).await.remove(0).take(at(100), at(50), None)).await;
    let next = Notification { guid: bed.guid(), reason: Some(Reason::NetworkError), ..one };
    bed.commit(vec![notifications::insert(&next)]).await;
    let mail = due_at(bed, 110).await.remove(0);
    assert_eq!(mail.mailed_before, Some(at(100)));
    let early = bed.store.commit(mail.take(at(110), at(60), None)).await;
    assert!(matches!(early, Err(Error::Conflict(MAILED_LATELY))), "{early:?}");
    bed.commit(vec![mail.put_off(Some(at(150)))]).await;
    assert!(due_at(bed, 149).await.is_empty());
    let mail = due_at(bed, 150).await.remove(0);
    bed.commit(mail.take(at(150), at(100), None)).await;
    // What is of no connection waits for nothing.
    let own = Notification { mail_due_at: Some(at(90)), ..bare_notification(bed, &home.user) };
    bed.commit(vec![notifications::insert(&own)]).await;
    let mail = due_at(bed, 150).await.remove(0);
    assert_eq!((mail.notification.guid, mail.mailed_before), (own.guid, None));
    bed.commit(mail.take(at(150), at(100), None)).await;
}

async fn what_was_refused_is_due_again(bed: &Bed) {
    let (home, one) = due(bed).await;
    let mail = due_at(bed, 90).await.remove(0);
    bed.commit(mail.take(at(100), at(50), Some(("hash".to_owned(), at(500))))).await;
    bed.commit(mail.refused(at(100), Some(at(120)))).await;
    let again = due_at(bed, 120).await.remove(0);
    assert_eq!((again.notification.mail_tries, again.mailed_before), (one.mail_tries + 1, None));
    assert_eq!((again.notification.mailed_at, again.notification.link_hash.as_deref()), (None, None));
    bed.commit(again.take(at(120), at(70), None)).await;
    bed.commit(again.refused(at(120), None)).await;
    assert!(due_at(bed, 9_000).await.is_empty(), "given up");
    // Withdrawn while it was sent: it is not tried again.
    let one = Notification { guid: bed.guid(), reason: Some(Reason::NetworkError), ..one };
    bed.commit(vec![notifications::insert(&one)]).await;
    let mail = due_at(bed, 90).await.remove(0);
    bed.commit(mail.take(at(100), at(50), None)).await;
    bed.commit(vec![notifications::withdraw((bed.client, home.user.guid), one.guid, at(101))]).await;
    bed.commit(mail.refused(at(100), Some(at(120)))).await;
    assert!(due_at(bed, 9_000).await.is_empty());
}

async fn what_is_settled_is_not_sent(bed: &Bed) {
    let (home, one) = due(bed).await;
    let mail = due_at(bed, 90).await.remove(0);
    bed.commit(vec![notifications::withdraw((bed.client, home.user.guid), one.guid, at(91))]).await;
    let late = bed.store.commit(mail.take(at(100), at(50), None)).await;
    assert!(matches!(late, Err(Error::Conflict(NOT_DUE))), "{late:?}");
    assert!(due_at(bed, 9_000).await.is_empty());
}

async fn healing_is_told_where_the_trouble_was_mailed(bed: &Bed) {
    let (home, one) = due(bed).await;
    let whose = (bed.client, home.user.guid);
    bed.commit(vec![notifications::insert_healed(bed.guid(), one.guid, whose, at(92))]).await;
    assert_eq!(bed.tenant().notifications(whose.1, EVER, ALL).await.unwrap().total, 2, "it was not mailed");
    bed.commit(due_at(bed, 90).await.remove(0).take(at(100), at(50), None)).await;
    let healed = bed.guid();
    bed.commit(vec![
        notifications::insert_healed(healed, one.guid, whose, at(110)),
        notifications::withdraw(whose, one.guid, at(110)),
    ])
    .await;
    let mail = due_at(bed, 110).await.remove(0);
    let told = &mail.notification;
    assert_eq!((told.guid, told.kind, told.reason), (healed, NotificationKind::Healed, one.reason));
    assert_eq!((told.member, mail.mailed_before), (one.member, Some(at(100))));
    bed.commit(vec![notifications::withdraw_healed(bed.client, whose.1, home.member.guid, at(111))]).await;
    assert!(due_at(bed, 9_000).await.is_empty(), "new trouble came");
}

async fn links_name_their_notification(bed: &Bed) {
    let home = Household::stored(bed).await;
    let hash = home.notification.link_hash.clone().unwrap();
    let of_link = bed.store.notification_of_link(&hash).await.unwrap();
    same(&of_link.as_ref(), &Some(&home.notification));
    assert!(bed.store.notification_of_link("other").await.unwrap().is_none());
    bed.commit(vec![notifications::withdraw((bed.client, home.user.guid), home.notification.guid, at(99))])
        .await;
    assert!(bed.store.notification_of_link(&hash).await.unwrap().is_none());
}

async fn preferences_come_back(bed: &Bed) {
    let user = full_user(bed);
    bed.commit(vec![users::insert(&user)]).await;
    let known = bed.tenant().preferences(user.guid).await.unwrap();
    assert_eq!((known, known.language_of_mails()), (Preferences::default(), Language::English));
    for wanted in [full_preferences(), Preferences { language: None, ..full_preferences() }] {
        bed.commit(vec![preferences::keep(bed.client, user.guid, wanted, at(2))]).await;
        assert_eq!(bed.tenant().preferences(user.guid).await.unwrap(), wanted);
        let expected = if wanted.language.is_some() { Language::Spanish } else { Language::CanadianFrench };
        assert_eq!(wanted.language_of_mails(), expected);
    }
}

async fn an_incident_begins_and_ends_once(bed: &Bed) {
    let home = Household::stored(bed).await;
    let code = home.member.institution_code.as_str();
    assert_eq!(bed.store.incident(code).await.unwrap(), None);
    bed.commit(vec![incidents::begin(code, at(5))]).await;
    let twice = bed.store.commit(vec![incidents::begin(code, at(6))]).await;
    assert!(matches!(twice, Err(Error::Conflict(SAID))), "{twice:?}");
    let incident = Incident { institution_code: code.to_owned(), began_at: at(5), ended_at: None };
    assert_eq!(bed.store.incident(code).await.unwrap(), Some(incident.clone()));
    assert_eq!(bed.store.clients_at(code).await.unwrap(), [bed.client]);
    assert!(bed.store.clients_at("elm").await.unwrap().is_empty());
    bed.commit(vec![incidents::end(&incident, at(9))]).await;
    let twice = bed.store.commit(vec![incidents::end(&incident, at(10))]).await;
    assert!(matches!(twice, Err(Error::Conflict(SAID))), "{twice:?}");
    assert_eq!(bed.store.incident(code).await.unwrap(), None);
    let last = bed.store.latest_incident(code).await.unwrap();
    assert_eq!(last, Some(Incident { ended_at: Some(at(9)), ..incident }));
    bed.commit(vec![incidents::begin(code, at(11))]).await;
    assert_eq!(bed.store.latest_incident(code).await.unwrap().unwrap().ended_at, None);
}

async fn old_notifications_are_forgotten_but_what_is_open(bed: &Bed) {
    let home = Household::stored(bed).await;
    let own = bare_notification(bed, &home.user);
    bed.commit(vec![notifications::insert(&own)]).await;
    assert_eq!(bed.store.forget_notifications(at(88), 10).await.unwrap(), 0);
    assert_eq!(bed.store.forget_notifications(at(89), 10).await.unwrap(), 1);
    same(&found(bed, &home.notification).await, &home.notification);
}
