//! Webhooks: how many messages a second reach a receiver beside us, each durable before and after; how long one takes from the commit
//! to its arrival at 500 a second; and how much memory a long queue costs.

use crate::commits::now;
use crate::home::{Counting, Home, Noon};
use crate::table::{Table, per_second, percent};
use anyhow::{Context as _, ensure};
use domain::event::EventName;
use engine::{Courier, Engine, Inner, MovedClock, NewWebhook, Secret, Settings, Sources};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use store::{Address, deliveries, events};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

const QUEUED: u32 = 20_000;
/// For the memory of a long queue.
const QUEUED_LONG: usize = 100_000;
const RATE: u32 = 500;
const SECONDS: u32 = 10;
/// Connections of the bare sender; as many as a lane is wide.
const CONNECTIONS: usize = 64;
const PATIENCE: Duration = Duration::from_mins(5);

/// Takes messages and answers at once; keeps when each came.
#[derive(Debug, Default)]
struct Receiver(Mutex<HashMap<String, Instant>>);

impl Receiver {
    async fn up() -> anyhow::Result<(Arc<Self>, SocketAddr)> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (receiver, address) = (Arc::new(Self::default()), listener.local_addr()?);
        let shared = receiver.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, shared.clone()));
            }
        });
        Ok((receiver, address))
    }

    fn came(&self) -> std::sync::MutexGuard<'_, HashMap<String, Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn until(&self, count: usize) -> anyhow::Result<()> {
        let all = async {
            while self.came().len() < count {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(PATIENCE, all).await.context("not everything arrived")
    }
}

async fn serve(mut stream: TcpStream, receiver: Arc<Receiver>) -> anyhow::Result<()> {
    const END: &[u8] = b"\r\n\r\n";
    stream.set_nodelay(true)?;
    let mut buffer = Vec::with_capacity(4096);
    loop {
        while let Some(end) = buffer.windows(END.len()).position(|window| window == END) {
            let head = String::from_utf8_lossy(buffer.get(..end).unwrap_or_default()).to_lowercase();
            let header =
                |name: &str| head.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned));
            let length: usize = header("content-length: ").context("no length")?.parse()?;
            let whole = end + END.len() + length;
            if buffer.len() < whole {
                break;
            }
            buffer.drain(..whole);
            if let Some(name) = header("x-swingbridge-delivery: ") {
                receiver.came().insert(name, now());
            }
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await?;
        }
        if stream.read_buf(&mut buffer).await? == 0 {
            return Ok(());
        }
    }
}

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    // First, since it looks at the most memory that the process ever had.
    let grown = runtime.block_on(long_queue())?;
    table.row(
        &format!("memory of {QUEUED_LONG} queued deliveries while they are sent"),
        format!("{:.1} MiB", grown / 1024.0 / 1024.0),
        "-".to_owned(),
        "-".to_owned(),
        "< 50 MiB",
    );
    let (ours, bare) = runtime.block_on(side_by_side())?;
    table.row(
        "deliveries to a receiver beside us, each durable (SQLite); bare: the same requests without a store",
        format!("{:.0}/s", per_second(QUEUED, ours)),
        format!("{:.0}/s", per_second(QUEUED, bare)),
        percent(bare.as_secs_f64() / ours.as_secs_f64()),
        "≥ 2,000/s",
    );
    let (middle, slowest) = runtime.block_on(at_a_rate())?;
    table.row(
        &format!("from commit to arrival at {RATE} a second, p99"),
        format!("{:.1} ms", slowest * 1e3),
        "-".to_owned(),
        format!("median {:.1} ms", middle * 1e3),
        "p99 < 100 ms",
    );
    Ok(())
}

/// A hub's engine with one webhook at that receiver.
struct Outbox {
    home: Home,
    engine: Arc<Engine>,
    _folder: tempfile::TempDir,
}

impl Outbox {
    async fn new(receiver: SocketAddr) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let address = Address::Sqlite(folder.path().join("hub.db"));
        let home = Home::new(address.clone(), 10).await?;
        let mut settings = Settings::default();
        settings.webhooks.inner = Inner::Loopback;
        let engine = Engine::new(
            crate::http::open(&address, false).await?,
            Sources::new(Vec::new()),
            Arc::new(MovedClock::new(Arc::new(Noon), 0)),
            Arc::new(Noon),
            Arc::new(Counting::default()),
            settings,
        );
        let new = NewWebhook {
            name: "bench".to_owned(),
            url: format!("http://{receiver}/hooks"),
            events: vec!["*".to_owned()],
            secret: Some(Secret::new("a secret of 23 characters")),
            includes_resource: false,
            is_ordered: false,
            login: None,
        };
        engine.of(home.client).create_webhook(new, None).await?;
        Ok(Self { home, engine, _folder: folder })
    }

    /// An event as aggregations make them, and its guid.
    fn event(&self, number: usize) -> anyhow::Result<events::Event> {
        let (member, run) =
            self.home.pairs.get(number % self.home.pairs.len()).context("there are members")?;
        let data = r#"{"completed_at":1790000000,"completed_on":"2026-09-21","is_background":true,"transactions_created_count":3,"transactions_updated_count":0}"#;
        let event = self.home.event(member, run);
        Ok(events::Event { name: EventName::Aggregated, fact: None, data: data.to_owned(), ..event })
    }

    async fn queue(&self, count: usize) -> anyhow::Result<()> {
        const AT_ONCE: usize = 500;
        for begin in (0..count).step_by(AT_ONCE) {
            let made = (begin..count.min(begin + AT_ONCE)).map(|one| self.event(one));
            let made = made.collect::<anyhow::Result<Vec<_>>>()?;
            let guids: Vec<_> = made.iter().map(|one| one.guid).collect();
            let mut writes: Vec<_> = made.iter().map(events::append).collect();
            writes.push(deliveries::queue(self.home.client, &guids, domain::clock::Clock::now(&Noon)));
            self.engine.store().commit(writes).await?;
        }
        Ok(())
    }

    fn courier(&self, stop: &CancellationToken) -> Courier {
        Courier::new(self.engine.clone(), Arc::new(web::Told), stop.clone())
    }
}

/// How many bytes the process grew while a long queue was sent.
async fn long_queue() -> anyhow::Result<f64> {
    let (receiver, address) = Receiver::up().await?;
    let outbox = Outbox::new(address).await?;
    outbox.queue(QUEUED_LONG).await?;
    let before = crate::ofx::held()?;
    let stop = CancellationToken::new();
    let running = tokio::spawn(outbox.courier(&stop).run());
    // What the receiver remembers is not ours.
    let mut seen = 0;
    let all = async {
        while seen < QUEUED_LONG {
            seen += std::mem::take(&mut *receiver.came()).len();
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, all).await.context("not everything arrived")?;
    stop.cancel();
    running.await?;
    let grown = crate::ofx::held()?.saturating_sub(before);
    Ok(f64::from(u32::try_from(grown).unwrap_or(u32::MAX)))
}

/// The time that a queue takes, and that of the same requests without a store.
async fn side_by_side() -> anyhow::Result<(Duration, Duration)> {
    let (receiver, address) = Receiver::up().await?;
    let outbox = Outbox::new(address).await?;
    receiver.came().clear();
    let queued = usize::try_from(QUEUED)?;
    outbox.queue(queued).await?;
    let stop = CancellationToken::new();
    let began = now();
    let running = tokio::spawn(outbox.courier(&stop).run());
    receiver.until(queued).await?;
    stop.cancel();
    // Until the last answer is durable.
    running.await?;
    let ours = began.elapsed();
    let left = outbox.engine.webhook_counts().await?.1;
    ensure!(left == 0, "{left} deliveries still wait");
    receiver.came().clear();
    let client = reqwest::Client::builder().no_proxy().build()?;
    let body = br#"{"type":"AGGREGATION","action":"member_data_updated"}"#.repeat(8);
    let began = now();
    let senders: Vec<_> = (0..CONNECTIONS)
        .map(|sender| {
            let (client, body) = (client.clone(), body.clone());
            tokio::spawn(async move {
                for number in (sender..queued).step_by(CONNECTIONS) {
                    let request = client.post(format!("http://{address}/hooks"));
                    let request = request.header("x-swingbridge-delivery", number.to_string());
                    request.body(body.clone()).send().await?;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for sender in senders {
        sender.await??;
    }
    receiver.until(queued).await?;
    Ok((ours, began.elapsed()))
}

/// The median and the p99 of the seconds from the end of a commit to the arrival of its message.
async fn at_a_rate() -> anyhow::Result<(f64, f64)> {
    let (receiver, address) = Receiver::up().await?;
    let outbox = Arc::new(Outbox::new(address).await?);
    receiver.came().clear();
    let stop = CancellationToken::new();
    let running = tokio::spawn(outbox.courier(&stop).run());
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / RATE);
    let mut committing = Vec::new();
    for number in 0..RATE * SECONDS {
        ticks.tick().await;
        let outbox = outbox.clone();
        committing.push(tokio::spawn(async move {
            let event = outbox.event(usize::try_from(number)?)?;
            let queue = deliveries::queue(outbox.home.client, &[event.guid], event.happened_at);
            outbox.engine.store().commit(vec![events::append(&event), queue]).await?;
            anyhow::Ok((event.guid.to_string().to_lowercase(), now()))
        }));
    }
    let mut committed = Vec::new();
    for one in committing {
        committed.push(one.await??);
    }
    receiver.until(committed.len()).await?;
    stop.cancel();
    running.await?;
    let came = receiver.came();
    let mut waits: Vec<f64> = committed
        .iter()
        .filter_map(|(name, at)| Some(came.get(name)?.saturating_duration_since(*at).as_secs_f64()))
        .collect();
    waits.sort_by(f64::total_cmp);
    let at = |share: usize| waits.get(waits.len() * share / 100).copied().unwrap_or(f64::NAN);
    Ok((at(50), at(99)))
}
