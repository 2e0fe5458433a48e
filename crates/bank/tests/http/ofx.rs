//! The institutions that speak OFX, as a program of somebody else's would meet them: documents of text, in and out.

use serde_json::json;

use crate::support::{Plan, RunningBank, start, start_with};

/// A sign-on and what is asked with it. Elements have no end tags, as 1.x allows.
fn request(version: &str, fid: &str, login: (&str, &str), more: &str, asked: &str) -> String {
    let (user, password) = login;
    let head = if version.starts_with('2') {
        format!(
            "<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\" VERSION=\"{version}\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>"
        )
    } else {
        format!("OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:{version}\r\nSECURITY:NONE\r\n\r\n")
    };
    let (beside, sets) = asked.split_once('|').unwrap_or(("", asked));
    format!(
        "{head}<OFX><SIGNONMSGSRQV1><SONRQ><DTCLIENT>20261121<USERID>{user}<USERPASS>{password}<LANGUAGE>ENG\
         <FI><ORG>x<FID>{fid}</FI><APPID>QWIN<APPVER>2700{more}</SONRQ>{beside}</SIGNONMSGSRQV1>{sets}</OFX>"
    )
}

const ACCOUNTS: &str = "<SIGNUPMSGSRQV1><ACCTINFOTRNRQ><TRNUID>7<ACCTINFORQ><DTACCTUP>19900101</ACCTINFORQ></ACCTINFOTRNRQ></SIGNUPMSGSRQV1>";
const CHALLENGE: &str =
    "<MFACHALLENGETRNRQ><TRNUID>8<MFACHALLENGERQ><DTCLIENT>20261121</MFACHALLENGERQ></MFACHALLENGETRNRQ>|";
const PROFILE: &str = "<PROFMSGSRQV1><PROFTRNRQ><TRNUID>9<PROFRQ><CLIENTROUTING>NONE<DTPROFUP>19900101</PROFRQ></PROFTRNRQ></PROFMSGSRQV1>";

struct Answer {
    status: u16,
    text: String,
}

async fn post(bank: &RunningBank, code: &str, body: String) -> Answer {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let sent =
        http.post(bank.url(&format!("/ofx/{code}"))).header("content-type", "application/x-ofx").body(body);
    let answer = sent.send().await.unwrap();
    let status = answer.status().as_u16();
    Answer { status, text: String::from_utf8_lossy(&answer.bytes().await.unwrap()).into_owned() }
}

impl Answer {
    /// The values of all elements of that name.
    fn all(&self, name: &str) -> Vec<String> {
        let begin = format!("<{name}>");
        let parts = self.text.split(begin.as_str()).skip(1);
        parts.map(|rest| rest.split(['<', '\r', '\n']).next().unwrap().to_owned()).collect()
    }

    fn one(&self, name: &str) -> String {
        self.all(name).first().cloned().unwrap_or_default()
    }
}

async fn asks(bank: &RunningBank, version: &str, login: (&str, &str), more: &str, asked: &str) -> Answer {
    post(bank, "palisade_securities", request(version, "4103", login, more, asked)).await
}

#[tokio::test]
async fn they_are_in_no_directory_and_take_no_other_sign_in() {
    let bank = start().await;
    for channel in ["direct", "mirror"] {
        let page = bank.get(&format!("/v1/{channel}/institutions?limit=500")).await.body.to_string();
        for code in ["copperfield_cu", "marlin_national", "palisade_securities"] {
            assert!(!page.contains(code), "{code}");
        }
    }
    assert_eq!(bank.get("/v1/ofx/institutions").await.status, 404);
    let fields = json!({"LOGIN": "ana", "PASSWORD": "p"});
    let presented = bank.present_at("direct", "marlin_national", fields, "a").await;
    assert_eq!(presented.body["code"], "unknown_institution");
    assert_eq!(post(&bank, "mxbank", request("102", "1", ("ana", "p"), "", ACCOUNTS)).await.status, 404);
}

#[tokio::test]
async fn each_version_is_answered_in_its_own_form_and_others_are_refused() {
    let bank = start().await;
    for (version, code, begin) in [
        ("102", "0", "OFXHEADER:100"),
        ("160", "0", "OFXHEADER:100"),
        ("211", "0", "<?xml"),
        ("220", "0", "<?xml"),
        ("101", "2021", "OFXHEADER:100"),
        ("103", "2021", "OFXHEADER:100"),
        ("200", "2021", "<?xml"),
        ("299", "2021", "<?xml"),
    ] {
        let answer = asks(&bank, version, ("ana", "p"), "", ACCOUNTS).await;
        assert_eq!((answer.status, answer.one("CODE").as_str()), (200, code), "{version}");
        assert!(answer.text.starts_with(begin), "{version}: {}", answer.text);
        let has_ends = answer.text.contains("</CODE>");
        assert_eq!(has_ends, begin == "<?xml", "{version}");
        assert_eq!(answer.all("TRNUID"), ["7"], "{version}");
        let accounts = if code == "0" { 3 } else { 0 };
        assert_eq!(answer.all("ACCTID").len(), accounts, "{version}");
    }
}

#[tokio::test]
async fn an_old_server_writes_as_old_servers_do() {
    let bank = start().await;
    let answer = post(&bank, "copperfield_cu", request("102", "4101", ("ana", "p"), "", ACCOUNTS)).await;
    assert!(!answer.text.contains('\n') && answer.text.contains("<INTU.BID>4101"), "{}", answer.text);
    assert!(answer.one("DTSERVER").ends_with("[-5:EST]"));
    let number = answer.one("ACCTID");
    let statement = format!(
        "<BANKMSGSRQV1><STMTTRNRQ><TRNUID>1<STMTRQ><BANKACCTFROM><BANKID>1<ACCTID>{number}<ACCTTYPE>SAVINGS</BANKACCTFROM>\
         <INCTRAN><DTSTART>20251001<INCLUDE>Y</INCTRAN></STMTRQ></STMTTRNRQ></BANKMSGSRQV1>"
    );
    let answer = post(&bank, "copperfield_cu", request("102", "4101", ("ana", "p"), "", &statement)).await;
    assert!(answer.all("TRNAMT").len() > 1 && answer.all("TRNAMT").iter().all(|amount| amount.contains(',')));
    let ids = answer.all("FITID");
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len());
}

#[tokio::test]
async fn whoever_comes_is_looked_at_before_anything_is_told() {
    let bank = start().await;
    let check = async |body: String, status: u16, code: &str| {
        let answer = post(&bank, "marlin_national", body.clone()).await;
        assert_eq!((answer.status, answer.one("CODE").as_str()), (status, code), "{body}");
        let is_told = answer.all("ACCTID").len() + answer.all("SIGNONREALM").len() > 0;
        assert_eq!(is_told, code == "0", "{body}");
    };
    let uid = "<CLIENTUID>22222222-3333-4444-5555-666666666666";
    check(request("211", "4102", ("ana", "p"), uid, ACCOUNTS), 200, "0").await;
    check(request("211", "4102", ("ana", "p"), "", ACCOUNTS), 200, "15510").await;
    check(request("102", "4102", ("ana", "p"), "", ACCOUNTS), 200, "0").await;
    check(request("211", "9", ("ana", "p"), uid, ACCOUNTS), 200, "13504").await;
    check(request("211", "4102", ("anonymous00000000000000000000000", "p"), "", PROFILE), 200, "0").await;
    check(request("211", "4102", ("anonymous00000000000000000000000", "p"), uid, ACCOUNTS), 200, "15500")
        .await;
    check(request("211", "4102", ("ana", "wrong"), uid, ACCOUNTS), 200, "15500").await;
    check(request("211", "4102", ("ana", "SERVER_ERROR"), uid, ACCOUNTS), 500, "").await;
    check(request("211", "4102", ("", "p"), uid, ACCOUNTS), 400, "").await;
    check("<OFX>".to_owned(), 400, "").await;
    check(String::new(), 400, "").await;
    check("x".repeat(70_000), 400, "").await;
    bank.set_institution("marlin_national", json!({"state": "maintenance"})).await;
    check(request("211", "4102", ("ana", "p"), uid, ACCOUNTS), 503, "").await;
    bank.set_institution("marlin_national", json!({"state": "discontinued"})).await;
    check(request("211", "4102", ("ana", "p"), uid, ACCOUNTS), 410, "").await;
}

#[tokio::test]
async fn every_sign_on_is_counted_and_a_code_goes_out_once() {
    let bank = start().await;
    let counts =
        async |name: &str| bank.get("/control/logins/palisade_securities/ana").await.body[name].clone();
    let login = ("ana", "two_rounds");
    let first = asks(&bank, "220", login, "", ACCOUNTS).await;
    assert_eq!((first.all("CODE"), counts("questions_asked").await), (vec!["3000".to_owned(); 2], json!(0)));
    let asked = asks(&bank, "220", login, "", CHALLENGE).await;
    assert_eq!(asked.all("MFAPHRASEID"), ["MFA1", "MFA107"]);
    let cookie = format!("<SESSCOOKIE>{}", asked.one("SESSCOOKIE"));
    let again = asks(&bank, "220", login, &cookie, CHALLENGE).await;
    assert_eq!(
        (again.all("MFAPHRASEID"), counts("questions_asked").await),
        (asked.all("MFAPHRASEID"), json!(1))
    );
    let answers = |phrase: &str, answer: &str| {
        format!("{cookie}<MFACHALLENGEA><MFAPHRASEID>{phrase}<MFAPHRASEA>{answer}</MFACHALLENGEA>")
    };
    let right = asks(&bank, "220", login, &answers("MFA1", "correct"), ACCOUNTS).await;
    assert_eq!((right.one("CODE").as_str(), counts("codes_sent").await), ("3000", json!(1)));
    let next = asks(&bank, "220", login, &cookie, CHALLENGE).await;
    assert_eq!(
        (next.all("MFAPHRASEID"), counts("codes_sent").await),
        (vec!["CODE-EMAIL".to_owned(), "MFA107".to_owned()], json!(1))
    );
    let done = asks(&bank, "220", login, &answers("CODE-EMAIL", "correct"), ACCOUNTS).await;
    assert_eq!((done.one("CODE").as_str(), done.all("ACCTID").len()), ("0", 3));
    let key = format!("<ACCESSKEY>{}", done.one("ACCESSKEY"));
    assert_eq!(asks(&bank, "220", login, &key, ACCOUNTS).await.one("CODE"), "0");
    // A key is of one login.
    assert_eq!(asks(&bank, "220", ("ben", "two_rounds"), &key, ACCOUNTS).await.one("CODE"), "3000");
    assert_eq!(counts("passwords_received").await, 7);
    let wrong = asks(&bank, "220", ("ben", "challenge"), "", CHALLENGE).await;
    let wrong = format!(
        "<SESSCOOKIE>{}<MFACHALLENGEA><MFAPHRASEID>MFA1<MFAPHRASEA>no</MFACHALLENGEA>",
        wrong.one("SESSCOOKIE")
    );
    assert_eq!(asks(&bank, "220", ("ben", "challenge"), &wrong, ACCOUNTS).await.one("CODE"), "3001");
}

#[tokio::test]
async fn access_keys_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let plan = || Plan { journal: Some(folder.path().join("bank.journal")), ..Plan::default() };
    let bank = start_with(plan()).await;
    let asked = asks(&bank, "211", ("ana", "challenge"), "", CHALLENGE).await;
    let answers = format!(
        "<SESSCOOKIE>{}<MFACHALLENGEA><MFAPHRASEID>MFA1<MFAPHRASEA>correct</MFACHALLENGEA>",
        asked.one("SESSCOOKIE")
    );
    let done = asks(&bank, "211", ("ana", "challenge"), &answers, ACCOUNTS).await;
    bank.set_institution("palisade_securities", json!({"spoils": "wrong_currency"})).await;
    bank.stop().await;
    let bank = start_with(plan()).await;
    let key = format!("<ACCESSKEY>{}", done.one("ACCESSKEY"));
    assert_eq!(asks(&bank, "211", ("ana", "challenge"), &key, ACCOUNTS).await.one("CODE"), "0");
    assert_eq!(bank.get("/control/institutions/palisade_securities").await.body["spoils"], "wrong_currency");
}
