//! Connected at the institution's own page: from the app to the bank and back, and what is read afterwards.

use serde_json::{Value, json};

use crate::browser::{RETURN, Visit, browse, denied};
use crate::support::{Plan, start, start_with};

const BANK: &str = "mx_bank_oauth";

#[tokio::test]
async fn the_metadata_says_where_everything_is() {
    let bank = start().await;
    let issuer = bank.url("/oauth/mx_bank_oauth");
    let metadata = bank.get("/.well-known/oauth-authorization-server/oauth/mx_bank_oauth").await.body;
    let methods = json!(["none", "client_secret_basic", "client_secret_post", "private_key_jwt"]);
    assert_eq!(
        metadata,
        json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "revocation_endpoint": format!("{issuer}/revoke"),
            "response_types_supported": ["code"], "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": methods,
            "token_endpoint_auth_signing_alg_values_supported": ["ES256"],
            "revocation_endpoint_auth_methods_supported": methods,
            "scopes_supported": ["accounts", "transactions", "owners", "numbers", "statements"],
            "authorization_response_iss_parameter_supported": true,
        })
    );
    for code in ["mxbank", "nobody"] {
        let answer = bank.get(&format!("/.well-known/oauth-authorization-server/oauth/{code}")).await;
        assert_eq!(answer.outcome(), "404 unknown_institution");
        assert_eq!(Visit::to("mxbank").begin(&bank).await.outcome(), "404 There is no such page");
    }
}

#[tokio::test]
async fn an_app_is_let_in_and_reads() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    let begun = visit.begin(&bank).await;
    assert_eq!(begun.outcome(), "200 Log in");
    let chosen = begun.send(&bank, "login", &[("LOGIN", "ana"), ("PASSWORD", "hunter2")]).await;
    assert_eq!((chosen.outcome().as_str(), chosen.values("account").len()), ("200 Choose what to share", 12));
    let returned = chosen.allow_all(&bank).await;
    assert!(returned.location.as_ref().unwrap().starts_with(&format!("{RETURN}?code=")));
    assert_eq!(returned.told("state").as_deref(), Some("a state"));
    assert_eq!(returned.told("iss"), Some(bank.url("/oauth/mx_bank_oauth")));

    let tokens = visit.exchange(&bank, &returned.told("code").unwrap()).await.body;
    assert_eq!(
        (&tokens["token_type"], &tokens["expires_in"], &tokens["scope"], &tokens["consent_expires_at"]),
        (
            &json!("Bearer"),
            &json!(1_800),
            &json!("accounts transactions owners numbers statements"),
            &json!("2027-11-21T10:00:00Z")
        )
    );
    let token = tokens["access_token"].as_str().unwrap();
    let accounts = bank.read(token, "/v1/direct/accounts").await;
    let accounts = accounts["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 12);
    for what in ["transactions", "holdings", "owners", "numbers", "statements"] {
        bank.read(token, &format!("/v1/direct/accounts/{}/{what}", accounts[0]["id"].as_str().unwrap()))
            .await;
    }
    let counts = bank.get("/control/logins/mx_bank_oauth/ana").await.body;
    assert_eq!((&counts["passwords_received"], &counts["sign_ins_succeeded"]), (&json!(1), &json!(1)));

    // Another visit is another consent of the same customer.
    let again = visit.tokens(&bank, "ana", "hunter2").await;
    let other = visit.tokens(&bank, "ben", "hunter2").await;
    assert_eq!(again["customer_id"], tokens["customer_id"]);
    assert_ne!(again["consent_id"], tokens["consent_id"]);
    assert_ne!(other["customer_id"], tokens["customer_id"]);
    assert!(!tokens["customer_id"].to_string().contains("ana"));
}

#[tokio::test]
async fn pages_are_shut_to_the_world_and_show_text_as_text() {
    let bank = start().await;
    let name = "<script>alert('x')</script> & \"Co\"";
    let app = json!({"name": name, "redirect_uris": ["https://app.example/back?from=bank"], "secret": null});
    assert_eq!(bank.call("PUT", "/control/apps/odd.app", None, Some(app)).await.status, 200);
    let visit = Visit::to(BANK)
        .with("client_id", Some("odd.app"))
        .with("redirect_uri", Some("https://app.example/back?from=bank"))
        .with("state", Some("\"><script>state</script>"));
    let login = visit.begin(&bank).await;
    let question = login.send(&bank, "login", &[("LOGIN", "<script>"), ("PASSWORD", "challenge")]).await;
    let accounts = question.send(&bank, "answer", &[(&question.question(), "correct")]).await;
    let trouble = visit.clone().with("client_id", Some("<script>")).begin(&bank).await;
    for page in [&login, &question, &accounts, &trouble] {
        assert!(!page.text.contains("<script"), "{}", page.text);
        assert!(page.text.contains("This is the simulated bank") && page.text.contains("name=\"viewport\""));
        let header = |name: &str| page.headers[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(
            policy.contains("form-action 'self' https://app.example;"),
            page.status == 200,
            "{policy}"
        );
        assert_eq!(
            (header("cache-control").as_str(), header("x-frame-options").as_str()),
            ("no-store", "DENY")
        );
        assert_eq!(header("referrer-policy"), "no-referrer");
    }
    for page in [&login, &accounts] {
        assert!(page.text.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;Co&quot;"));
    }
    assert!(login.text.contains("<label for=\"LOGIN\">Username</label><input id=\"LOGIN\""));
    let returned = accounts.allow_all(&bank).await;
    assert!(returned.location.as_ref().unwrap().starts_with("https://app.example/back?from=bank&code="));
    assert_eq!(returned.told("state").as_deref(), Some("\"><script>state</script>"));
    assert_eq!(returned.headers["cache-control"], "no-store");
}

/// A host in brackets cannot be written in a policy.
#[tokio::test]
async fn a_loopback_address_is_let_through_by_the_policy() {
    let bank = start().await;
    for (redirect_uri, form_action) in [
        ("http://localhost:81/oauth/return", "form-action 'self' http://localhost:81;"),
        ("http://[::1]:81/oauth/return", "form-action 'self' http:;"),
    ] {
        let page = Visit::to(BANK).with("redirect_uri", Some(redirect_uri)).begin(&bank).await;
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains(form_action), "{policy}");
    }
}

#[tokio::test]
async fn questions_are_asked_at_the_page() {
    let bank = start().await;
    let visit = Visit::to("harborline_direct");
    for (password, answers, outcome) in [
        ("challenge", vec!["correct"], "200 Choose what to share"),
        ("options", vec!["correct"], "200 Choose what to share"),
        ("image", vec!["correct"], "200 Choose what to share"),
        ("image_data", vec!["correct"], "200 Choose what to share"),
        ("token", vec!["correct"], "200 Choose what to share"),
        ("CAPTCHA", vec!["correct"], "200 Choose what to share"),
        ("CODE_EVERY_LOGIN", vec!["correct"], "200 Choose what to share"),
        ("two_rounds", vec!["correct", "correct"], "200 Choose what to share"),
        ("ask_again", vec!["no", "correct"], "200 Choose what to share"),
        ("challenge", vec![""], "200 One more step"),
        ("challenge", vec!["no"], "interaction_required: wrong_answer"),
        ("challenge", vec!["LOCKED"], "login_required: login_locked"),
        ("challenge", vec!["UNAUTHORIZED"], "200 Log in"),
        ("challenge", vec!["SERVER_ERROR"], "server_error: server_error"),
    ] {
        let login = format!("{password}-{}", answers.join("-"));
        let mut page = visit.log_in(&bank, &login, password).await;
        for answer in &answers {
            assert_eq!(page.outcome(), "200 One more step", "{password}");
            page = page.send(&bank, "answer", &[(&page.question(), answer)]).await;
        }
        assert_eq!(page.outcome(), outcome, "{password} {answers:?}");
    }
    let page = visit.log_in(&bank, "ana", "two_questions").await;
    let first = page.question();
    let second = first.strip_suffix('1').map(|stem| format!("{stem}2")).unwrap();
    let one = page.send(&bank, "answer", &[(&first, "correct")]).await;
    assert_eq!(one.outcome(), "200 One more step");
    assert!(one.text.contains("Fill in every field"));
    let both = one.send(&bank, "answer", &[(&first, "correct"), (&second, "correct"), ("more", "x")]).await;
    assert_eq!(both.outcome(), "200 Choose what to share");
}

#[tokio::test]
async fn an_approval_is_waited_for() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    let page = visit.log_in(&bank, "ana", "approve").await;
    let path = page.action("look").strip_suffix("/look").unwrap().to_owned();
    for _ in 0..3 {
        let reloaded = browse(&bank, "GET", &path, None).await;
        assert_eq!(reloaded.outcome(), "200 Approve it in your banking app");
    }
    let first = page.send(&bank, "look", &[]).await;
    assert_eq!(first.outcome(), "200 Approve it in your banking app");
    assert_eq!(first.send(&bank, "look", &[]).await.outcome(), "200 Choose what to share");
    let declined = visit.log_in(&bank, "ben", "APPROVAL_DECLINED").await.send(&bank, "look", &[]).await;
    assert_eq!(declined.send(&bank, "look", &[]).await.outcome(), "interaction_required: approval_declined");
}

#[tokio::test]
async fn only_what_was_chosen_is_told() {
    let bank = start().await;
    let visit = Visit::to(BANK).with("scope", Some("accounts transactions"));
    let page = visit.log_in(&bank, "ana", "hunter2").await;
    assert!(page.text.contains("transactions of the last two years") && !page.text.contains("owners’ names"));
    let ids = page.values("account");
    let none = page.send(&bank, "consent", &[("decision", "allow"), ("account", "a-nobodys")]).await;
    assert!(
        none.outcome() == "200 Choose what to share" && none.text.contains("Choose at least one account")
    );
    let fields = [("account", ids[1].as_str()), ("account", ids[4].as_str()), ("decision", "allow")];
    let code = none.send(&bank, "consent", &fields).await.told("code").unwrap();
    let tokens = visit.exchange(&bank, &code).await.body;
    assert_eq!(tokens["scope"], "accounts transactions");
    let token = tokens["access_token"].as_str().unwrap();
    let told = bank.read(token, "/v1/direct/accounts").await;
    let rows = told["accounts"].as_array().unwrap();
    let told: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(told, [ids[1].as_str(), ids[4].as_str()]);
    assert!(rows.iter().all(|row| row["number"].is_null() && row["routing_number"].is_null()));
    for (id, what, outcome) in [
        (&ids[1], "transactions", "200 "),
        (&ids[1], "holdings", "200 "),
        (&ids[0], "transactions", "404 unknown_account"),
        (&ids[1], "owners", "403 permission_missing"),
        (&ids[1], "numbers", "403 permission_missing"),
        (&ids[1], "statements", "403 permission_missing"),
    ] {
        let path = format!("/v1/direct/accounts/{id}/{what}");
        assert_eq!(bank.call("GET", &path, Some(token), None).await.outcome(), outcome, "{what}");
    }
    let mirror = bank.call("GET", "/v1/mirror/accounts", Some(token), None).await;
    assert_eq!(mirror.outcome(), "401 token_invalid");
    let refresh = tokens["refresh_token"].as_str().unwrap();
    let narrower = [("grant_type", "refresh_token"), ("refresh_token", refresh), ("scope", "transactions")];
    let narrow = visit.token(&bank, &narrower).await.body;
    assert_eq!(narrow["scope"], "transactions");
    let list = bank.call("GET", "/v1/direct/accounts", narrow["access_token"].as_str(), None).await;
    assert_eq!(list.outcome(), "403 permission_missing");
    let wider = [("grant_type", "refresh_token"), ("refresh_token", refresh), ("scope", "owners")];
    assert_eq!(visit.token(&bank, &wider).await.body["error"], "invalid_scope");
}

#[tokio::test]
async fn a_refresh_gives_another_access_token() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    let tokens = visit.tokens(&bank, "ana", "hunter2").await;
    let (first, refresh) =
        (tokens["access_token"].as_str().unwrap(), tokens["refresh_token"].as_str().unwrap());
    bank.pass(1_799);
    bank.read(first, "/v1/direct/accounts").await;
    bank.pass(1);
    let late = bank.call("GET", "/v1/direct/accounts", Some(first), None).await;
    assert_eq!(late.outcome(), "401 token_invalid");
    let next = visit.refresh(&bank, refresh).await.body;
    let unchanged =
        ["refresh_token", "consent_id", "customer_id", "consent_expires_at", "scope", "expires_in"];
    for name in unchanged {
        assert_eq!(next[name], tokens[name], "{name}");
    }
    let second = next["access_token"].as_str().unwrap();
    bank.read(second, "/v1/direct/accounts").await;
    let third = visit.refresh(&bank, refresh).await.body;
    let gone = bank.call("DELETE", "/v1/direct/tokens/current", Some(second), None).await;
    assert_eq!(gone.status, 204);
    let read = bank.call("GET", "/v1/direct/accounts", Some(second), None).await;
    assert_eq!(read.outcome(), "401 token_invalid");
    bank.read(third["access_token"].as_str().unwrap(), "/v1/direct/accounts").await;
    assert_eq!(visit.refresh(&bank, refresh).await.status, 200);
    assert_eq!(denied(&visit.refresh(&bank, first).await), "400 invalid_grant the refresh token is unknown");
}

#[tokio::test]
async fn a_consent_ends_by_time_and_by_being_revoked() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    let old = visit.tokens(&bank, "ana", "hunter2").await;
    bank.pass_days(364);
    let fresh = visit.refresh(&bank, old["refresh_token"].as_str().unwrap()).await.body;
    bank.pass(86_399);
    assert_eq!(visit.refresh(&bank, old["refresh_token"].as_str().unwrap()).await.status, 200);
    bank.pass(1);
    let refused = visit.refresh(&bank, old["refresh_token"].as_str().unwrap()).await;
    assert_eq!(denied(&refused), "400 invalid_grant consent_expired");
    let read = bank.call("GET", "/v1/direct/accounts", fresh["access_token"].as_str(), None).await;
    assert_eq!(read.outcome(), "401 token_invalid");

    for which in ["refresh_token", "access_token"] {
        let tokens = visit.tokens(&bank, "ben", "hunter2").await;
        let other = visit.tokens(&bank, "ben", "hunter2").await;
        for _ in 0..2 {
            assert_eq!(visit.revoke(&bank, tokens[which].as_str().unwrap()).await.status, 200);
        }
        let refused = visit.refresh(&bank, tokens["refresh_token"].as_str().unwrap()).await;
        assert_eq!(denied(&refused), "400 invalid_grant consent_revoked", "{which}");
        let read = bank.call("GET", "/v1/direct/accounts", tokens["access_token"].as_str(), None).await;
        assert_eq!(read.outcome(), "401 token_invalid");
        bank.read(other["access_token"].as_str().unwrap(), "/v1/direct/accounts").await;
    }
    assert_eq!(visit.revoke(&bank, "nonsense").await.status, 200);
    assert_eq!(visit.revoke(&bank, "").await.body["error"], "invalid_request");
}

#[tokio::test]
async fn a_restart_keeps_flows_codes_consents_and_apps() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bank.journal");
    let plan = || Plan { journal: Some(path.clone()), ..Plan::default() };
    let visit = Visit::to(BANK);
    let app =
        json!({"name": "Ledger", "redirect_uris": ["https://ledger.example/"], "secret": "open-sesame"});

    let bank = start_with(plan()).await;
    let tokens = visit.tokens(&bank, "ana", "hunter2").await;
    let revoked = visit.tokens(&bank, "ben", "hunter2").await;
    visit.revoke(&bank, revoked["refresh_token"].as_str().unwrap()).await;
    let code = visit.allow(&bank, "cam", "CODE_REFUSED").await;
    let good_code = visit.allow(&bank, "dee", "later:consent_revoked").await;
    let page = visit.log_in(&bank, "eve", "hunter2").await;
    let registered = bank.call("PUT", "/control/apps/ledger", None, Some(app)).await.body;
    bank.stop().await;
    let written = std::fs::read_to_string(&path).unwrap();
    let secrets = ["hunter2", "CODE_REFUSED", "open-sesame", code.as_str(), good_code.as_str()];
    let tokens_of = |tokens: &Value| {
        ["access_token", "refresh_token"].map(|name| tokens[name].as_str().unwrap().to_owned())
    };
    let secrets = secrets.map(str::to_owned).into_iter().chain(tokens_of(&tokens)).chain(tokens_of(&revoked));
    for secret in secrets {
        assert!(!written.contains(&secret), "{secret}");
    }

    // Twice, since what is read at the first start is written anew for the second.
    start_with(plan()).await.stop().await;
    let bank = start_with(plan()).await;
    bank.read(tokens["access_token"].as_str().unwrap(), "/v1/direct/accounts").await;
    let next = visit.refresh(&bank, tokens["refresh_token"].as_str().unwrap()).await.body;
    assert_eq!(next["consent_id"], tokens["consent_id"]);
    assert_ne!(next["access_token"], tokens["access_token"]);
    let refused = visit.refresh(&bank, revoked["refresh_token"].as_str().unwrap()).await;
    assert_eq!(denied(&refused), "400 invalid_grant consent_revoked");
    assert_eq!(denied(&visit.exchange(&bank, &code).await), "400 invalid_grant code_refused");
    let dees = visit.exchange(&bank, &good_code).await.body;
    let refused = visit.refresh(&bank, dees["refresh_token"].as_str().unwrap()).await;
    assert_eq!(denied(&refused), "400 invalid_grant consent_revoked");
    assert_eq!(page.allow_all(&bank).await.outcome(), "code");
    assert_eq!(bank.get("/control/apps/ledger").await.body, registered);
}
