//! A month in the life of many connections, through engine, SQLite and bank: banks go down, ask for terms, want codes; people react late,
//! or wrong, or not at all. What must always hold is checked each day, and at the end it is told how the connections spent their time.
//!
//! `MONTH=200x30` sets members and days; the tests run a small one.

use crate::bed::{Bed, on_sqlite};
use crate::dice::Dice;
use domain::member::Status;
use domain::random::Random;
use engine::records::Member;
use engine::{Decision, Error, Settings};
use jiff::SignedDuration;
use std::collections::{BTreeMap, HashSet};

const BANKS: &[&str] = &["first_harbor", "twin_rivers", "solstice_money"];
/// What can come to hold for one login until its person has settled it.
const CONDITIONS: &[&str] = &[
    "terms_not_accepted",
    "password_expired",
    "token",
    "code_every_login",
    "consent_expired",
    "sign_in_again",
    "server_error",
    "account_not_shared",
    "partial_data",
    "login_locked",
    "session_expired",
    "wrong_credentials",
];
const NEW_LOGIN: &str = "a new login";
const STEP: SignedDuration = SignedDuration::from_mins(20);
const STEPS_PER_DAY: u32 = 72;

/// Small whole numbers by chance.
struct Chance(Dice);

impl Chance {
    fn below(&self, sides: u64) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        u64::from_le_bytes(bytes) % sides
    }

    fn of<'a>(&self, list: &[&'a str]) -> &'a str {
        list[usize::try_from(self.below(u64::try_from(list.len()).unwrap())).unwrap()]
    }
}

/// A member, its person and what the person has in mind.
struct Life {
    member: Member,
    login: String,
    accounts: Option<usize>,
    /// Logins that the person has typed since the connection last worked.
    typed: i64,
    /// The step at which the person next looks.
    looks_at: u64,
}

#[derive(Default)]
struct Told {
    steps: BTreeMap<&'static str, u64>,
    entered: BTreeMap<&'static str, u64>,
    healed: BTreeMap<&'static str, u64>,
}

#[test]
fn a_month_in_the_life_of_connections() {
    let size = std::env::var("MONTH").unwrap_or_else(|_| "12x5".to_owned());
    let (members, days) = size.split_once('x').unwrap();
    let (members, days): (usize, u32) = (members.parse().unwrap(), days.parse().unwrap());
    on_sqlite(Settings::default(), &async |bed: &Bed| live(bed, members, days).await);
}

async fn live(bed: &Bed, members: usize, days: u32) {
    let chance = Chance(Dice::new(4711));
    let mut lives = Vec::new();
    for index in 0..members {
        let login = format!("person{index}");
        let member = bed.connect_at(chance.of(BANKS), &login, "fine").await.unwrap();
        lives.push(Life { member, login, accounts: None, typed: 0, looks_at: 0 });
    }
    settle(bed).await;
    let mut told = Told::default();
    for step in 0..u64::from(days * STEPS_PER_DAY) {
        trouble(bed, &chance, &lives).await;
        bed.clock.advance(STEP);
        settle(bed).await;
        for life in &mut lives {
            let (before, version) = (life.member.state.status, life.member.version);
            life.member = bed.member(&life.member).await;
            let status = life.member.state.status;
            told.note(before, status, "by itself");
            if life.member.version != version {
                holds(bed, life).await;
            }
            if life.looks_at <= step && needs_person(status) {
                life.looks_at = step + 1 + chance.below(u64::from(STEPS_PER_DAY));
                let done = react(bed, &chance, life).await;
                settle(bed).await;
                life.typed += i64::from(done == NEW_LOGIN);
                life.member = bed.member(&life.member).await;
                told.note(status, life.member.state.status, done);
            }
            *told.steps.entry(life.member.state.status.name().unwrap()).or_default() += 1;
        }
        if step % u64::from(STEPS_PER_DAY) == 0 {
            for life in &mut lives {
                nothing_doubled(bed, life).await;
            }
        }
    }
    told.print(members, days);
    // Everything settled, everybody comes back.
    for code in BANKS {
        bed.set_bank(code, "open", 0).await;
        bed.staff(&format!("institutions/{code}"), r#"{"condition":null}"#.to_owned()).await;
    }
    for life in &mut lives {
        bed.set_condition(&life.member.institution_code, &life.login, None).await;
        let _ = bed.decide(&life.member, Decision::Unpause).await;
        bed.update(&life.member, &life.login, "fine").await.unwrap();
    }
    settle(bed).await;
    for life in &mut lives {
        assert_eq!(bed.status(&life.member).await, Status::Connected, "{}", life.login);
        nothing_doubled(bed, life).await;
    }
}

/// Works off everything, also what was put off for a moment because its bank's lane was full.
async fn settle(bed: &Bed) {
    bed.tend().await;
    loop {
        bed.clock.advance(SignedDuration::from_secs(1));
        let (_, overdue) = bed.engine.open_runs().await.unwrap();
        if overdue == 0 {
            break;
        }
        bed.work().await;
    }
}

/// Banks and logins get into trouble, and out of it.
async fn trouble(bed: &Bed, chance: &Chance, lives: &[Life]) {
    if chance.below(100) == 0 {
        let state = chance.of(&["down", "down", "maintenance"]);
        bed.set_bank(chance.of(BANKS), state, 0).await;
    }
    if chance.below(15) == 0 {
        bed.set_bank(chance.of(BANKS), "open", 0).await;
    }
    for life in lives {
        if chance.below(300) == 0 {
            bed.set_condition(&life.member.institution_code, &life.login, Some(chance.of(CONDITIONS))).await;
        }
    }
}

fn needs_person(status: Status) -> bool {
    !matches!(status, Status::Connected | Status::Failed | Status::Degraded | Status::Disconnected)
}

/// The person does what the hub says, mostly. Gives what it was.
async fn react(bed: &Bed, chance: &Chance, life: &Life) -> &'static str {
    let code = &life.member.institution_code;
    match life.member.state.status {
        Status::Challenged => {
            let answer = if chance.below(5) == 0 { "nonsense" } else { "correct" };
            let answered = bed.answer(&life.member, answer).await;
            assert!(answered.is_ok() || matches!(answered, Err(Error::Impossible { .. })), "{answered:?}");
            "an answer"
        }
        Status::Impeded | Status::Locked | Status::Rejected | Status::Expired | Status::Reconnected => {
            if chance.below(4) > 0 {
                bed.set_condition(code, &life.login, None).await;
            }
            let started = bed.start(&life.member, domain::run::RunKind::Aggregate).await;
            assert!(started.is_ok() || matches!(started, Err(Error::Impossible { .. })), "{started:?}");
            "the bank's site and a refresh"
        }
        Status::Disabled => {
            bed.decide(&life.member, Decision::Unpause).await.unwrap();
            "the end of a pause"
        }
        _ => {
            if chance.below(4) > 0 {
                bed.set_condition(code, &life.login, None).await;
            }
            let password = if chance.below(6) == 0 { "wrong" } else { "fine" };
            bed.update(&life.member, &life.login, password).await.unwrap();
            NEW_LOGIN
        }
    }
}

/// What must hold at any moment.
async fn holds(bed: &Bed, life: &mut Life) {
    let state = &life.member.state;
    if state.status == Status::Connected {
        life.typed = 0;
    }
    let open = bed.scope().latest_run(&life.member).await.unwrap().filter(|run| run.ended_at.is_none());
    assert_eq!(state.is_being_aggregated, open.is_some(), "{} {state:?}", life.login);
    assert!(!state.is_being_aggregated || state.status == Status::Challenged, "{} {state:?}", life.login);
    assert!(!matches!(state.status, Status::Resumed | Status::Delayed), "{} {state:?}", life.login);
    if state.status == Status::Connected && !life.member.is_background_disabled {
        assert!(life.member.next_run_at.is_some(), "{} {state:?}", life.login);
    }
    let counts = bed.bank_counts(&life.member.institution_code, &life.login).await;
    // Each wrong password was typed by the person, or is the one held, which is sent three times at most.
    assert!(counts["wrong_in_a_row"].as_i64().unwrap() <= 3 + life.typed, "{} {counts}", life.login);
    assert_eq!(counts["repeated_attempts"], 0, "{}", life.login);
}

/// No account and no transaction is there twice, and none is lost.
async fn nothing_doubled(bed: &Bed, life: &mut Life) {
    let accounts = bed.accounts(&life.member).await;
    let known = *life.accounts.get_or_insert(accounts.len());
    assert_eq!(accounts.len(), known, "{}", life.login);
    let mut seen = HashSet::new();
    for transaction in bed.transactions(&life.member).await {
        if let Some(id) = &transaction.id {
            assert!(seen.insert((transaction.account, id.clone())), "{} has {id} twice", life.login);
        }
    }
}

impl Told {
    fn note(&mut self, before: Status, after: Status, how: &'static str) {
        if before == after {
            return;
        }
        *self.entered.entry(after.name().unwrap()).or_default() += 1;
        if after == Status::Connected {
            *self.healed.entry(how).or_default() += 1;
        }
    }

    #[expect(clippy::print_stdout, reason = "told to who runs it")]
    fn print(&self, members: usize, days: u32) {
        let all: u64 = self.steps.values().sum();
        println!("{members} members, {days} days. Time spent:");
        for (status, steps) in &self.steps {
            let permille = steps * 1_000 / all.max(1);
            let entered = self.entered.get(status).copied().unwrap_or(0);
            println!("  {status:<14} {:>3}.{} %, entered {entered} times", permille / 10, permille % 10);
        }
        println!("Healed by: {:?}", self.healed);
        assert!(self.steps.get("CONNECTED").is_some_and(|steps| steps * 2 > all), "{:?}", self.steps);
    }
}
