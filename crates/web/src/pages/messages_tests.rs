use super::*;

fn options(version: u8, is_mobile_webview: bool) -> PageOptions {
    PageOptions { ui_message_version: version, is_mobile_webview, ..PageOptions::default() }
}

fn envelope(options: &PageOptions) -> Envelope<'_> {
    Envelope { user: "USR-1", session: "SES-1", options, now_ms: 1_790_000_000_000 }
}

fn names(messages: &[Message]) -> Vec<&str> {
    messages.iter().map(|message| message.event.as_str()).collect()
}

fn page(step: &'static str, subject: &str, events: Vec<Message>, member: Option<MemberTold>) -> Telling {
    Telling { step: Some(step), subject: subject.to_owned(), events, member }
}

#[test]
fn the_fourth_version_is_an_object() {
    let options = options(4, false);
    assert_eq!(
        envelope(&options).post(&Message::submit_mfa("MBR-1")),
        json!({
            "mx": true,
            "type": "mx/connect/submitMFA",
            "metadata": { "member_guid": "MBR-1", "user_guid": "USR-1", "session_guid": "SES-1" },
        })
    );
}

#[test]
fn what_is_not_mx_s_does_not_say_that_it_is() {
    let options = options(4, false);
    let badge = envelope(&options).post(&Message::badge(2));
    assert_eq!((&badge["type"], &badge["metadata"]["count"]), (&json!("swingbridge/badge"), &json!(2)));
    assert!(badge.get("mx").is_none(), "{badge}");
}

#[test]
fn older_versions_are_a_text() {
    for version in 1..=3 {
        let options = options(version, false);
        let posted = envelope(&options).post(&Message::search("oak"));
        let text: Value = serde_json::from_str(posted.as_str().unwrap()).unwrap();
        assert_eq!(
            text,
            json!({
                "type": "connect/institutionSearch",
                "payload": { "query": "oak", "user_guid": "USR-1", "session_guid": "SES-1" },
                "moneyDesktop": true,
                "timeStamp": 1_790_000_000_000_i64,
            })
        );
    }
}

#[test]
fn a_web_view_is_led_to_addresses() {
    let options = PageOptions { webview_scheme: "budget".to_owned(), ..options(4, true) };
    let script = envelope(&options).script(&[Message::member_deleted("MBR-1")], &[]);
    assert_eq!(script["posts"], json!([]));
    let address = script["addresses"][0].as_str().unwrap();
    let expected = "budget://connect/memberDeleted?metadata=%7B%22member_guid%22%3A%22MBR-1%22%2C%22";
    assert!(address.starts_with(expected), "{address}");
}

#[test]
fn the_script_can_answer() {
    let options = options(4, false);
    let script = envelope(&options).script(&[], &["https://app.example".to_owned()]);
    assert_eq!(script["targets"], json!(["https://app.example"]));
    assert_eq!(script["ping"]["type"], "mx/ping");
    assert_eq!(script["back"]["metadata"]["did_go_back"], true);
    assert_eq!(script["stay"]["metadata"]["did_go_back"], false);
}

#[test]
fn a_whole_visit_is_told_once() {
    let mut memory = Memory::default();
    let mut hear = |telling: Telling| {
        let (messages, after) = told(&memory, &telling);
        let (again, same) = told(&after, &telling);
        assert_eq!((names(&again), &same), (vec![], &after), "a page shown again is silent");
        memory = after;
        names(&messages).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let member =
        |status, is_done| Some(MemberTold { guid: "MBR-1".to_owned(), status: Some(status), is_done });
    let selected = || vec![Message::selected("oak", "INS-1", "Oak", "https://oak.example")];
    assert_eq!(hear(page("consent", "", vec![], None)), ["load", "connect/loaded"]);
    assert_eq!(hear(page("search", "", vec![], None)), ["connect/stepChange"]);
    assert_eq!(
        hear(page("search", "oak", vec![Message::search("oak")], None)),
        ["connect/institutionSearch"]
    );
    assert_eq!(
        hear(page("enterCreds", "oak", selected(), None)),
        ["connect/stepChange", "connect/selectedInstitution"]
    );
    assert_eq!(
        hear(page("connecting", "MBR-1", vec![], member(0, false))),
        ["connect/stepChange", "connect/memberStatusUpdate"]
    );
    assert_eq!(
        hear(page("mfa", "MBR-1", vec![], member(3, false))),
        ["connect/stepChange", "connect/memberStatusUpdate"]
    );
    assert_eq!(
        hear(page("connected", "MBR-1", vec![], member(6, true))),
        ["connect/stepChange", "connect/memberStatusUpdate", "connect/memberConnected"]
    );
}

#[test]
fn what_a_form_did_is_told_by_the_next_page() {
    let mut memory = Memory { is_loaded: true, step: "mfa".to_owned(), ..Memory::default() };
    memory.tell_later(Message::submit_mfa("MBR-1"));
    let (messages, after) = told(&memory, &page("connecting", "MBR-1", vec![], None));
    assert_eq!(names(&messages), ["connect/submitMFA", "connect/stepChange"]);
    assert!(after.waiting.is_empty());
    for _ in 0..100 {
        memory.tell_later(Message::primary_action());
    }
    assert_eq!(memory.waiting.len(), 10);
    assert_eq!(Memory::read(&memory.json()), memory);
    assert_eq!(Memory::read("nonsense"), Memory::default());
}

#[test]
fn nothing_in_the_data_ends_its_block() {
    let data = for_page(&json!({ "name": "</script><!-- <script> & \u{2028}" }));
    assert!(!data.contains(['<', '>', '&', '\u{2028}']), "{data}");
    let back: Value = serde_json::from_str(&data).unwrap();
    assert_eq!(back["name"], "</script><!-- <script> & \u{2028}");
}
