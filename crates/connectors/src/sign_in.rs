//! Signing in, step by step.

use crate::grant::{Grant, Secret};
use domain::clock::Timestamp;
use domain::reason::Reason;
use domain::run::ChallengeKind;
use std::collections::{BTreeMap, BTreeSet};

/// What goes into a step.
#[derive(Debug, Clone, Copy)]
pub enum Input<'a> {
    /// Begin: present what we have.
    Start {
        /// The source's id of the institution.
        institution: &'a str,
        grant: &'a Grant,
        /// With nobody present, a connector avoids whatever would send a person a code.
        is_user_present: bool,
    },
    /// A person wants to go to the institution's own page. Nothing is counted for it; it may be asked again.
    Visit {
        /// The source's id of the institution.
        institution: &'a str,
        way: Way<'a>,
    },
    /// What the person answered, by the source's ids of the questions.
    Answers(&'a BTreeMap<String, Secret>),
    /// The query with which a person came back from the institution's page; it holds an authorization code, which is sent at most
    /// once. [`crate::Connector::read_return`] has found it good.
    Returned(&'a Secret),
    /// Look how it stands: time passed, or a sending was interrupted.
    Tick,
}

/// Bytes of an address that a person is sent to. Proxies and browsers take as much, and nothing of a visit needs more.
pub(crate) const ADDRESS_BYTES_MAX: usize = 2 * 1024;

/// The way back from the institution's page, and what makes this visit unlike any other.
#[derive(Debug, Clone, Copy)]
pub struct Way<'a> {
    /// Where the institution sends the person.
    pub redirect_uri: &'a str,
    /// Comes back with the person.
    pub state: &'a Secret,
    /// Shows that whoever brings the code also began the visit (RFC 7636): 43 to 128 letters, digits and `-._~`.
    pub code_verifier: &'a Secret,
    /// The person's device may open the institution's own app instead of its page, where it has one.
    pub may_open_app: bool,
}

/// The state in a query that a person came back with, if it names one.
pub fn state_of(query: &Secret) -> Option<Secret> {
    form_urlencoded::parse(query.expose().as_bytes())
        .find(|(name, _)| name == "state")
        .map(|(_, state)| Secret::new(state))
}

/// What comes out of a step.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The institution asks.
    Ask {
        questions: Vec<Question>,
        /// When the institution stops waiting.
        expires_at: Option<Timestamp>,
        /// The answer before was wrong, and it asks again.
        is_asked_again: bool,
    },
    /// The person must go to a page of the institution.
    Visit { url: String, in_frame: bool },
    /// Look again then: an approval elsewhere is awaited.
    Wait { until: Timestamp, because: Reason },
    /// Signed in. The grant is stored before it is used; form fields that it does not name stay as they were.
    Done { grant: Grant },
}

impl Outcome {
    /// What makes it useless, if anything does: a question that nobody could answer, a token that opens nothing. A connector
    /// tells of a problem instead.
    pub fn flaw(&self) -> Option<&'static str> {
        match self {
            Self::Ask { questions, .. } => flaw_of_round(questions),
            Self::Visit { url, .. } => flaw_of_address(url),
            Self::Wait { .. } => None,
            Self::Done { grant } => grant
                .token
                .as_ref()
                .is_some_and(|token| token.expose().is_empty())
                .then_some("the token is empty"),
        }
    }
}

/// What keeps a browser from being sent there. The address comes from strangers: it must be one of the web, whole, and name its host
/// plainly.
pub(crate) fn flaw_of_address(url: &str) -> Option<&'static str> {
    let Some((_, rest)) = split_scheme(url) else {
        return Some("the page to be visited has no address of the web");
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_written = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\".contains(&byte);
    [
        (url.len() > ADDRESS_BYTES_MAX, "the address of the page to be visited is too long"),
        (
            !url.bytes().all(is_written),
            "the address of the page to be visited holds what no address may hold",
        ),
        (authority.contains('@'), "the address of the page to be visited names somebody before its host"),
        (!is_host(authority), "the address of the page to be visited names no host"),
        (url.contains('#'), "the address of the page to be visited ends in a part of a page"),
    ]
    .into_iter()
    .find_map(|(is_so, flaw)| is_so.then_some(flaw))
}

/// The host of an address of the web, without its port; none if it is no such address.
pub(crate) fn host_of(url: &str) -> Option<&str> {
    let (_, rest) = split_scheme(url)?;
    Some(split_port(rest.split(['/', '?', '#']).next().unwrap_or_default()).0)
}

fn split_scheme(url: &str) -> Option<(&str, &str)> {
    url.split_once("://").filter(|(scheme, _)| matches!(*scheme, "https" | "http"))
}

/// Host and port; an address of IPv6 stands in brackets, which hold colons.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        Some(_) | None => (authority, None),
    }
}

fn is_host(authority: &str) -> bool {
    let (host, port) = split_port(authority);
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let is_numbers = |byte: u8| byte.is_ascii_hexdigit() || b":.".contains(&byte);
    let is_named = match host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(numbers) => !numbers.is_empty() && numbers.bytes().all(is_numbers),
        None => host.bytes().any(|byte| byte.is_ascii_alphanumeric()) && host.bytes().all(is_name),
    };
    is_named && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

fn flaw_of_round(questions: &[Question]) -> Option<&'static str> {
    let ids: BTreeSet<&str> = questions.iter().map(|question| question.id.as_str()).collect();
    if questions.is_empty() {
        return Some("it asks without a question");
    }
    if ids.len() != questions.len() || ids.contains("") {
        return Some("its questions cannot be told apart");
    }
    questions.iter().find_map(Question::flaw)
}

/// A question of the institution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The source's id.
    pub id: String,
    pub kind: ChallengeKind,
    /// It is there to keep programs out.
    pub is_captcha: bool,
    pub label: String,
    /// A `data:` URI, for [`ChallengeKind::ImageData`].
    pub image: Option<String>,
    pub options: Vec<QuestionOption>,
    /// How a code is sent: `sms`, `email`, `call`, `app`.
    pub medium: Option<String>,
    /// Where to, masked.
    pub sent_to: Option<String>,
}

impl Question {
    fn flaw(&self) -> Option<&'static str> {
        /// Any other address would have the person's browser ask a stranger.
        const IMAGE: &str = "data:image/";
        let is_foreign =
            |image: &Option<String>| image.as_ref().is_some_and(|image| !image.starts_with(IMAGE));
        let values: BTreeSet<&str> = self.options.iter().map(|option| option.value.as_str()).collect();
        let is_choice = match self.kind {
            ChallengeKind::Options | ChallengeKind::ImageOptions => true,
            ChallengeKind::Text | ChallengeKind::Token | ChallengeKind::ImageData => false,
        };
        let lacks_image = match self.kind {
            ChallengeKind::ImageData => self.image.is_none(),
            ChallengeKind::ImageOptions => self.options.iter().any(|option| option.image.is_none()),
            ChallengeKind::Text | ChallengeKind::Token | ChallengeKind::Options => false,
        };
        [
            (self.label.trim().is_empty(), "a question has no text"),
            (is_choice && self.options.is_empty(), "a question has nothing to choose from"),
            (
                values.len() != self.options.len() || values.contains(""),
                "the options of a question cannot be told apart",
            ),
            (lacks_image, "a question lacks its picture"),
            (
                is_foreign(&self.image) || self.options.iter().any(|option| is_foreign(&option.image)),
                "a picture is not part of the answer",
            ),
        ]
        .into_iter()
        .find_map(|(is_so, flaw)| is_so.then_some(flaw))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionOption {
    pub label: String,
    pub value: String,
    /// A `data:` URI, for [`ChallengeKind::ImageOptions`].
    pub image: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(kind: ChallengeKind) -> Question {
        let option = |value: &str| QuestionOption {
            label: value.to_owned(),
            value: value.to_owned(),
            image: Some("data:image/png;base64,AA==".to_owned()),
        };
        Question {
            id: "q".to_owned(),
            is_captcha: false,
            kind,
            label: "Which?".to_owned(),
            image: Some("data:image/png;base64,AA==".to_owned()),
            options: vec![option("a"), option("b")],
            medium: None,
            sent_to: None,
        }
    }

    #[test]
    fn a_question_that_nobody_could_answer_has_a_flaw() {
        let check = |kind: ChallengeKind, spoil: fn(&mut Question), flaw: Option<&str>| {
            let mut question = question(kind);
            spoil(&mut question);
            let ask = Outcome::Ask { questions: vec![question], expires_at: None, is_asked_again: false };
            assert_eq!(ask.flaw(), flaw, "{ask:?}");
        };
        for kind in ChallengeKind::ALL {
            check(*kind, |_| (), None);
            check(*kind, |one| one.label = " ".to_owned(), Some("a question has no text"));
            check(
                *kind,
                |one| one.image = Some("https://elsewhere.example/x.png".to_owned()),
                Some("a picture is not part of the answer"),
            );
            check(*kind, |one| one.id.clear(), Some("its questions cannot be told apart"));
        }
        let nothing_to_choose = Some("a question has nothing to choose from");
        check(ChallengeKind::Options, |one| one.options.clear(), nothing_to_choose);
        check(ChallengeKind::ImageOptions, |one| one.options.clear(), nothing_to_choose);
        check(ChallengeKind::Text, |one| one.options.clear(), None);
        check(ChallengeKind::ImageData, |one| one.image = None, Some("a question lacks its picture"));
        check(ChallengeKind::Token, |one| one.image = None, None);
        check(
            ChallengeKind::ImageOptions,
            |one| one.options[1].image = None,
            Some("a question lacks its picture"),
        );
        check(
            ChallengeKind::Options,
            |one| one.options[1].value = "a".to_owned(),
            Some("the options of a question cannot be told apart"),
        );
    }

    #[test]
    fn people_are_sent_to_whole_addresses_of_the_web_alone() {
        let long = format!("https://bank.example/{}", "a".repeat(ADDRESS_BYTES_MAX));
        for (url, is_good) in [
            ("https://bank.example", true),
            ("https://bank.example:8443/authorize?a=b&c=%20", true),
            ("https://xn--bnk-qla.example/", true),
            ("http://127.0.0.1:4000/oauth/one?x=https://y.example/@z", true),
            ("https://[2001:db8::1]:443/a", true),
            (&long[..ADDRESS_BYTES_MAX], true),
            (&long, false),
            ("", false),
            ("https:bank.example", false),
            ("https://", false),
            ("https:///authorize", false),
            ("https://?a=b", false),
            ("https://.", false),
            ("https://:443/", false),
            ("https://bank@evil.example/", false),
            ("https://bank.example:secret@evil.example/", false),
            ("https://bank.example\\@evil.example/", false),
            ("https://bank.example:99999/", false),
            ("https://bank.example:x/", false),
            ("https://[]/", false),
            ("https://[bank]/", false),
            ("https://ba%6ek.example/", false),
            ("https://bänk.example/", false),
            ("https://bank.example/a b", false),
            ("https://bank.example/\r\nset-cookie:x=y", false),
            ("https://bank.example/\0", false),
            ("https://bank.example/\u{202e}", false),
            ("https://bank.example/#part", false),
            ("javascript://bank.example/%0aalert(1)", false),
            ("ftp://bank.example/", false),
        ] {
            assert_eq!(flaw_of_address(url).is_none(), is_good, "{url:.60}: {:?}", flaw_of_address(url));
        }
        assert_eq!(host_of("http://127.0.0.1:4000/a"), Some("127.0.0.1"));
        assert_eq!(host_of("https://[::1]"), Some("[::1]"));
        assert_eq!(host_of("mailto:x"), None);
    }

    #[test]
    fn outcomes_that_lead_nowhere_have_a_flaw() {
        let ask = |questions| Outcome::Ask { questions, expires_at: None, is_asked_again: false };
        let text = || question(ChallengeKind::Text);
        let done = |token: &str| Outcome::Done {
            grant: Grant { token: Some(Secret::new(token)), ..Grant::default() },
        };
        let visit = |url: &str| Outcome::Visit { url: url.to_owned(), in_frame: false };
        for (outcome, flaw) in [
            (ask(Vec::new()), Some("it asks without a question")),
            (ask(vec![text(), text()]), Some("its questions cannot be told apart")),
            (ask(vec![text()]), None),
            (done(""), Some("the token is empty")),
            (done("t"), None),
            (visit("https://bank.example/"), None),
            (visit("javascript:alert(1)"), Some("the page to be visited has no address of the web")),
        ] {
            assert_eq!(outcome.flaw(), flaw, "{outcome:?}");
        }
    }
}
