//! Two servers on one PostgreSQL, and a bank of its own: one is killed in the middle, the other goes on.

use crate::process::{run, stdout, swingbridge};
use crate::server::Server;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

const MEMBERS: usize = 24;
/// Short, so that a dead node's runs are soon taken over.
const LEASE_SECONDS: &str = "3";

/// A process that ends with its owner.
struct Process {
    child: Child,
    url: String,
}

impl Process {
    /// Starts it and reads lines until one says where it is.
    fn start(mut command: Command, from_stdout: bool, marker: &str) -> Self {
        let (out, err) =
            if from_stdout { (Stdio::piped(), Stdio::null()) } else { (Stdio::null(), Stdio::piped()) };
        let mut child = command.stdout(out).stderr(err).spawn().unwrap();
        let source: Box<dyn std::io::Read + Send> = match (child.stdout.take(), child.stderr.take()) {
            (Some(out), _) => Box::new(out),
            (None, Some(err)) => Box::new(err),
            (None, None) => panic!("no output"),
        };
        let mut lines = BufReader::new(source).lines();
        let line = lines.by_ref().map(Result::unwrap).find(|line| line.contains(marker)).expect("it starts");
        let url = line.split(['"', ' ', '}']).find(|part| part.starts_with("http://")).unwrap().to_owned();
        // What else it says is read, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, url }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[tokio::test]
async fn two_nodes_share_the_work_and_one_may_die() {
    let Some(server) = Server::from_environment() else { return };
    let database = server.create_database().await;
    let outcome = tokio::spawn(tokio::time::timeout(crate::PATIENCE, share(server.url_of(&database)))).await;
    server.drop_database(&database).await;
    outcome.unwrap().expect("all members settle");
}

async fn share(database: String) {
    let key = stdout(&run(&["keys", "generate"])).trim().to_owned();
    let mut bank = swingbridge(&["bank", "--json", "--listen", "127.0.0.1:0"]);
    bank.env("SWINGBRIDGE_LOG_LEVEL", "error");
    let bank = Process::start(bank, true, "bank_url");
    let with_settings = |args: &[&str]| {
        let mut command = swingbridge(args);
        command
            .env("SWINGBRIDGE_DATABASE_URL", &database)
            .env("SWINGBRIDGE_SECRETS_MASTER_KEY", &key)
            .env("SWINGBRIDGE_SANDBOX_BANK_URL", &bank.url)
            .env("SWINGBRIDGE_RUNS_LEASE_SECONDS", LEASE_SECONDS)
            .env("SWINGBRIDGE_LOG_LEVEL", "error");
        command
    };
    assert!(with_settings(&["institution", "sync"]).status().unwrap().success());
    let made = with_settings(&["client", "create", "App", "--json"]).output().unwrap();
    let client: Value = serde_json::from_slice(&made.stdout).unwrap();
    let nodes = [0, 1].map(|_| {
        Process::start(with_settings(&["serve", "--listen", "127.0.0.1:0"]), false, "swingbridge serves")
    });
    let api = Api {
        http: reqwest::Client::builder().no_proxy().build().unwrap(),
        client: client["client_id"].as_str().unwrap().to_owned(),
        key: client["api_key"].as_str().unwrap().to_owned(),
    };
    let user = api.post(&nodes[0].url, "/users", &json!({"user": {}})).await["user"]["guid"].clone();
    let user = user.as_str().unwrap();
    let mut members = Vec::new();
    for number in 0..MEMBERS {
        let node = &nodes[number % 2].url;
        let form = api.get(node, "/institutions/twin_rivers/credentials").await;
        let credentials: Vec<Value> = form["credentials"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| {
                let value =
                    if field["type"] == "PASSWORD" { "plain".to_owned() } else { format!("login{number}") };
                json!({"guid": field["guid"], "value": value})
            })
            .collect();
        let body = json!({"member": {"institution_code": "twin_rivers", "credentials": credentials}});
        let member = api.post(node, &format!("/users/{user}/members"), &body).await;
        members.push(member["member"]["guid"].as_str().unwrap().to_owned());
    }
    // The first node dies with whatever it holds; the second takes it over.
    let [mut first, second] = nodes;
    first.child.kill().unwrap();
    for (number, member) in members.iter().enumerate() {
        let status = api.settled(&second.url, user, member).await;
        let counts: Value = {
            let url = format!("{}/control/logins/twin_rivers/login{number}", bank.url);
            api.http.get(url).send().await.unwrap().json().await.unwrap()
        };
        assert!(counts["passwords_received"].as_i64().unwrap() <= 1, "{counts}");
        assert_eq!(counts["repeated_attempts"], 0);
        // A sending that the death cut off before the bank saw it ends as a failure that a refresh heals.
        let is_settled = status == "CONNECTED" || (status == "FAILED" && counts["passwords_received"] == 0);
        assert!(is_settled, "{status} {counts}");
    }
}

struct Api {
    http: reqwest::Client,
    client: String,
    key: String,
}

impl Api {
    async fn get(&self, node: &str, path: &str) -> Value {
        let request = self.http.get(format!("{node}{path}")).basic_auth(&self.client, Some(&self.key));
        request.send().await.unwrap().json().await.unwrap()
    }

    async fn post(&self, node: &str, path: &str, body: &Value) -> Value {
        let request = self.http.post(format!("{node}{path}")).basic_auth(&self.client, Some(&self.key));
        request.json(body).send().await.unwrap().json().await.unwrap()
    }

    /// Polls, as an application would, until the run is over.
    async fn settled(&self, node: &str, user: &str, member: &str) -> String {
        loop {
            let status = self.get(node, &format!("/users/{user}/members/{member}/status")).await;
            if status["member"]["is_being_aggregated"] == false {
                return status["member"]["connection_status"].as_str().unwrap().to_owned();
            }
        }
    }
}
