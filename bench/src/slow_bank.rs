//! Two hundred connections of a bank that is slow, and those of other banks beside them: how long a refresh of the others takes, against the same
//! without the slow ones.

use crate::commits::now;
use crate::home::{Wall, engine};
use crate::table::Table;
use anyhow::{Context as _, ensure};
use bank::Bank;
use connectors::Connector;
use connectors::sandbox::Sandbox;
use domain::run::{Reads, RunKind};
use engine::records::{Member, User};
use engine::runs::Worker;
use engine::{
    CredentialValue, Engine, Name, NewMember, NewUser, Origin, Scope, Secret, Source, Sources, StartRun,
    Strays,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Every answer of it takes a second and a half.
const SLOW: &str = "molasses_savings";
const SLOW_MEMBERS: usize = 200;
/// Where the others are.
const OTHERS: [&str; 8] = [
    "alder_credit_union",
    "banque_erable",
    "cobalt_bank",
    "first_harbor",
    "mueller_soehne",
    "mxbank",
    "prairie_lending",
    "tidewater",
];
const OTHERS_EACH: usize = 10;
const ROUNDS: usize = 4;
/// A refresh of the others begins so often.
const PERIOD: Duration = Duration::from_millis(60);
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (alone, beside, asked) = runtime.block_on(side_by_side())?;
    table.row(
        &format!("p99 of a refresh, while {asked} of {SLOW_MEMBERS} connections wait at a slow bank; bare: without them"),
        format!("{:.1} ms", beside * 1e3),
        format!("{:.1} ms", alone * 1e3),
        format!("{:.2} ×", beside / alone),
        "≤ 1.2 ×",
    );
    Ok(())
}

async fn side_by_side() -> anyhow::Result<(f64, f64, usize)> {
    let folder = tempfile::tempdir()?;
    let clock: Arc<Wall> = Arc::new(Wall::default());
    let bank = Bank::open(bank::Settings {
        seed: 1,
        journal: None,
        clock: clock.clone(),
        clock_is_own: false,
        tls: None,
    })?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(bank.serve(listener, std::future::pending()));
    let origin = Origin::of(&url).context("the bank has no origin")?;
    let connector: Arc<dyn Connector> = Arc::new(Sandbox::direct(&url));
    let sources = Sources::new(vec![Source { connector, origins: vec![origin] }]).allowing_inner(true);
    let engine = engine(&folder.path().join("hub.db"), &clock, sources).await?;
    engine.sync_directory().await?;
    let client = engine.create_client("bench").await?.guid;
    let scope = engine.of(client);
    let user = scope.create_user(NewUser::default(), None).await?;
    let codes: Vec<&str> = OTHERS.iter().cycle().take(OTHERS.len() * OTHERS_EACH).copied().collect();
    let mut others = Vec::new();
    for (number, code) in codes.into_iter().enumerate() {
        others.push(connect(&engine, &scope, &user, code, number).await?);
    }
    let mut slow = Vec::new();
    for number in 0..SLOW_MEMBERS {
        slow.push(connect(&engine, &scope, &user, SLOW, number).await?);
    }
    let stop = CancellationToken::new();
    let worker = tokio::spawn(Worker::new(engine.clone(), stop.clone()).run());
    // The first time, everything is new.
    round(&engine, &scope, &user, &others).await?;
    let mut alone = Vec::new();
    for _ in 0..ROUNDS {
        alone.extend(round(&engine, &scope, &user, &others).await?);
    }
    for member in &slow {
        start(&scope, &user, member).await?;
    }
    let mut beside = Vec::new();
    for _ in 0..ROUNDS {
        beside.extend(round(&engine, &scope, &user, &others).await?);
    }
    let mut waiting = 0;
    for member in &slow {
        waiting +=
            usize::from(scope.member(&user, &Name::Guid(member.guid)).await?.state.is_being_aggregated);
    }
    ensure!(waiting > SLOW_MEMBERS / 4, "the slow bank was done too early: {waiting} are left");
    stop.cancel();
    worker.await?;
    Ok((p99(alone), p99(beside), waiting))
}

async fn connect(
    engine: &Arc<Engine>,
    scope: &Scope<'_>,
    user: &User,
    code: &str,
    number: usize,
) -> anyhow::Result<Member> {
    let credentials = engine
        .login_form(code)
        .await?
        .into_iter()
        .map(|field| {
            let value = match field.kind.as_str() {
                "password" => "right".to_owned(),
                "choice" => field.options.first().map(|option| option.value.clone()).unwrap_or_default(),
                _ => format!("{code}-{number}"),
            };
            CredentialValue { guid: field.guid, value: Secret::new(value) }
        })
        .collect();
    let new = NewMember {
        id: None,
        institution: Name::Id(code.to_owned()),
        metadata: None,
        use_cases: Vec::new(),
        is_background_disabled: true,
        reads: None,
        credentials,
        strays: Strays::Taken,
        is_oauth: false,
        skip_aggregation: true,
        callback_payload: None,
        under: None,
    };
    Ok(scope.create_member(user, new, None).await?)
}

async fn start(scope: &Scope<'_>, user: &User, member: &Member) -> anyhow::Result<()> {
    let start = StartRun {
        kind: RunKind::Aggregate,
        reads: None,
        without: Reads::default(),
        callback_payload: None,
        even_if_fresh: false,
    };
    scope.start_run(user, &Name::Guid(member.guid), &start).await?;
    Ok(())
}

/// Refreshes all of them, one after the other begins; how many seconds each took.
async fn round(
    engine: &Arc<Engine>,
    scope: &Scope<'_>,
    user: &User,
    members: &[Member],
) -> anyhow::Result<Vec<f64>> {
    let tenant = engine.store().of(user.client);
    let mut ticks = tokio::time::interval(PERIOD);
    let mut runs = Vec::new();
    for member in members {
        ticks.tick().await;
        start(scope, user, member).await?;
        let run = tenant.latest_run(user.guid, member.guid).await?.context("no run was begun")?;
        runs.push(run.guid);
    }
    let mut took = Vec::new();
    for run in runs {
        let waited = now();
        let ended = loop {
            let run = tenant.run(user.guid, run).await?.context("the run is gone")?;
            if let Some(ended_at) = run.ended_at {
                break ended_at.duration_since(run.created_at);
            }
            ensure!(waited.elapsed() < PATIENCE, "a run does not end");
            ticks.tick().await;
        };
        took.push(ended.as_secs_f64());
    }
    Ok(took)
}

/// Of all of them, one in a hundred took longer.
fn p99(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds.get(seconds.len() * 99 / 100).copied().unwrap_or(f64::NAN)
}
