use super::*;
use domain::clock::Timestamp;
use domain::id::{ClientGuid, NotificationGuid, UserGuid};
use domain::reason::Reason;
use domain::text::Language;

const LINK: &str = "https://hub.example/notifications/abc";
const UNSUBSCRIBE: &str = "https://hub.example/notifications/unsubscribe/def";

fn notification(kind: NotificationKind) -> Notification {
    let guid = NotificationGuid::from_digest([1; 16]);
    let whose = (ClientGuid::from_digest([2; 16]), UserGuid::from_digest([3; 16]));
    let one = Notification::new(guid, whose, kind, Timestamp::UNIX_EPOCH);
    let is_own = kind == NotificationKind::Client;
    Notification {
        subject: is_own.then(|| "Monthly <report>".to_owned()),
        content: is_own.then(|| "First line.\n\nSecond & last.".to_owned()),
        reason: (kind == NotificationKind::Trouble).then_some(Reason::ConsentExpired),
        ..one
    }
}

fn written(kind: NotificationKind, language: Language, link: Option<&str>) -> Letter {
    let notification = notification(kind);
    let writing = Writing {
        notification: &notification,
        language,
        app: "Budget & more",
        institution: Some("Elm <Bank>"),
        diagnosis: None,
        link,
        unsubscribe: Some(UNSUBSCRIBE),
    };
    Correspondence.letter(&writing).unwrap()
}

#[test]
fn every_kind_is_said_in_every_language_as_text_and_as_html() {
    for kind in NotificationKind::ALL {
        let mut subjects = std::collections::BTreeSet::new();
        for language in Language::ALL {
            let letter = written(*kind, *language, Some(LINK));
            let is_own = *kind == NotificationKind::Client;
            assert!(subjects.insert(letter.subject.clone()) || is_own, "{}", letter.subject);
            for part in [&letter.subject, &letter.text, &letter.html] {
                assert!(!part.contains("mail-"), "{kind:?} {language:?}: {part}");
            }
            assert!(letter.text.contains(UNSUBSCRIBE) && letter.html.contains(UNSUBSCRIBE));
            assert!(letter.html.contains(&format!("lang=\"{}\"", language.tag())));
            let has_link = *kind == NotificationKind::Trouble;
            assert_eq!(letter.text.contains(LINK), has_link, "{kind:?}");
            assert_eq!(letter.html.contains(LINK), has_link, "{kind:?}");
        }
    }
}

#[test]
fn what_others_wrote_is_no_markup() {
    let letter = written(NotificationKind::Client, Language::English, None);
    assert_eq!(letter.subject, "Monthly <report>");
    assert!(letter.text.contains("Second & last.") && !letter.html.contains("Second & last."));
    let letter = written(NotificationKind::Healed, Language::English, None);
    assert!(letter.text.contains("Elm <Bank>") && !letter.html.contains("Elm <Bank>"), "{}", letter.html);
}

#[test]
fn without_an_address_of_this_server_the_app_is_named() {
    let letter = written(NotificationKind::Trouble, Language::English, None);
    assert!(letter.text.contains("Open Budget & more"), "{}", letter.text);
    assert!(!letter.text.contains("thirty days"));
}

#[test]
fn lists_say_it_in_brief() {
    let words = Words(Language::English);
    for kind in NotificationKind::ALL {
        let one = notification(*kind);
        let (subject, content) = in_brief(words, &one, "Budget", Some("Elm Bank"), Timestamp::UNIX_EPOCH);
        assert!(!subject.is_empty() && !content.is_empty(), "{kind:?}");
        assert!(!subject.contains("mail-") && !content.contains("mail-"), "{kind:?}: {subject} {content}");
    }
    let technical =
        Notification { reason: Some(Reason::RepeatedFailures), ..notification(NotificationKind::Trouble) };
    let (subject, _) = in_brief(words, &technical, "Budget", None, Timestamp::UNIX_EPOCH);
    assert_eq!(subject, "Budget: no new data from your bank at the moment");
}
