//! From start to first answer, and memory at rest: the release binary with a database that exists already.

use crate::commits::now;
use crate::table::{Table, median};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const STARTS: usize = 7;
/// How long the process rests before its memory is read.
const REST: Duration = Duration::from_secs(3);
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let binary = binary()?;
    let folder = tempfile::tempdir()?;
    let key = Command::new(&binary).args(["keys", "generate"]).output()?.stdout;
    let key = String::from_utf8(key)?.trim().to_owned();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for turn in 0..=STARTS {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let address = format!("127.0.0.1:{port}");
        let began = now();
        let mut hub = Hub(serve(&binary, folder.path(), &key, &address)?);
        let took = runtime.block_on(first_answer(&address, began))?;
        // The first start makes the database.
        if turn > 0 {
            times.push(took.as_secs_f64() * 1e3);
        }
        if turn == STARTS {
            std::thread::sleep(REST);
            memory.push(resident_mib(hub.0.id())?);
        }
        hub.0.kill()?;
        hub.0.wait()?;
    }
    table.row(
        "start to first answer",
        format!("{:.0} ms", median(times)),
        "-".into(),
        "-".into(),
        "< 150 ms",
    );
    table.row("memory at rest", format!("{:.0} MiB", median(memory)), "-".into(), "-".into(), "< 40 MiB");
    Ok(())
}

/// Ends with its owner.
struct Hub(Child);

impl Drop for Hub {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// The binary beside this one.
fn binary() -> anyhow::Result<PathBuf> {
    let path = std::env::current_exe()?.with_file_name("swingbridge");
    anyhow::ensure!(path.exists(), "{} is missing: cargo build --release -p server", path.display());
    Ok(path)
}

fn serve(binary: &Path, folder: &Path, key: &str, address: &str) -> anyhow::Result<Child> {
    Ok(Command::new(binary)
        .args(["serve", "--listen", address])
        .current_dir(folder)
        .env("SWINGBRIDGE_DATABASE_URL", format!("sqlite:{}", folder.join("hub.db").display()))
        .env("SWINGBRIDGE_SECRETS_MASTER_KEY", key)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?)
}

/// Asks until there is an answer.
async fn first_answer(address: &str, began: Instant) -> anyhow::Result<Duration> {
    const ASK_EVERY: Duration = Duration::from_millis(1);
    loop {
        anyhow::ensure!(began.elapsed() < PATIENCE, "the hub does not answer");
        if let Ok(mut stream) = TcpStream::connect(address).await {
            stream
                .write_all(b"GET /health/ready HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
                .await?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await?;
            if answer.starts_with("HTTP/1.1 200") {
                return Ok(began.elapsed());
            }
        }
        tokio::time::sleep(ASK_EVERY).await;
    }
}

fn resident_mib(process: u32) -> anyhow::Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let kib: f64 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .ok_or_else(|| anyhow::anyhow!("the system tells no memory"))?;
    Ok(kib / 1024.0)
}
