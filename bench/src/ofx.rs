//! Reading OFX: megabytes a second, against another program that does it where `ci/test ofx` has installed one; and what of a document lies in
//! memory meanwhile.

use crate::commits::now;
use crate::table::{Table, median};
use anyhow::{Context as _, ensure};
use connectors::ofx::parse::{Limits, Parts, parse};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::process::Command;

const ROUNDS: usize = 7;
const TRANSACTIONS: usize = 5_000;
/// Statements of the long document, which is read from a file.
const STATEMENTS: usize = 200;
const MEGABYTE: f64 = 1e6;
/// Python with `ofxtools`, as `ci/test ofx` makes it.
const PYTHON: &str = "target/venv-ofx/bin/python";
/// Reads the file that is named, some times, and says how many seconds the fastest took.
const SCRIPT: &str = "
import sys, time
from ofxtools.Parser import OFXTree
best = float('inf')
for _ in range(3):
    began = time.perf_counter()
    OFXTree().parse(sys.argv[1])
    best = min(best, time.perf_counter() - began)
print(best)
";

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let one = format!("{HEADER}<OFX>{SIGN_ON}<BANKMSGSRSV1>{}</BANKMSGSRSV1></OFX>", statement(0)?);
    let size = megabytes(one.len());
    let mut rates = Vec::new();
    for _ in 0..ROUNDS {
        let began = now();
        let document = parse(one.as_bytes(), Limits::default())?;
        rates.push(size / began.elapsed().as_secs_f64());
        drop(document);
    }
    let ours = median(rates);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("statement.ofx");
    fs::write(&file, &one)?;
    let (theirs, ratio) = match ofxtools(&file)? {
        Some(seconds) => {
            (format!("ofxtools {:.1} MB/s", size / seconds), format!("{:.0} ×", ours * seconds / size))
        }
        None => (format!("skipped: {PYTHON} is not there"), String::new()),
    };
    table.row(
        &format!("OFX, a statement of {size:.1} MB to a tree"),
        format!("{ours:.0} MB/s"),
        theirs,
        ratio,
        "≥ 100 MB/s and ≥ 10 ×",
    );
    by_parts(table, &one)
}

/// A document of many statements, from a file to the last of its parts.
fn by_parts(table: &mut Table, one: &str) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("many.ofx");
    let mut writing = BufWriter::new(fs::File::create(&file)?);
    write!(writing, "{HEADER}<OFX>{SIGN_ON}<BANKMSGSRSV1>")?;
    for number in 0..STATEMENTS {
        writing.write_all(statement(number)?.as_bytes())?;
    }
    write!(writing, "</BANKMSGSRSV1></OFX>")?;
    writing.into_inner()?;
    let size = usize::try_from(fs::metadata(&file)?.len())?;
    let before = held()?;
    let began = now();
    let limits = Limits { bytes: usize::MAX, ..Limits::default() };
    let mut count = 0;
    for part in Parts::new(fs::File::open(&file)?, limits)? {
        count += usize::from(!part?.element.children.is_empty());
    }
    let rate = megabytes(size) / began.elapsed().as_secs_f64();
    ensure!(count == STATEMENTS + 1, "{count} parts");
    let more = held()?.saturating_sub(before);
    table.row(
        &format!("OFX, {STATEMENTS} such statements in one file of {:.0} MB", megabytes(size)),
        format!("{rate:.0} MB/s"),
        format!("a statement {:.1} MB", megabytes(one.len())),
        format!("{:.1} MB more memory at the peak", megabytes(more)),
        "bounded by the largest statement",
    );
    Ok(())
}

/// The seconds that it takes the other program.
fn ofxtools(file: &Path) -> anyhow::Result<Option<f64>> {
    if !Path::new(PYTHON).exists() {
        return Ok(None);
    }
    let run = Command::new(PYTHON).arg("-c").arg(SCRIPT).arg(file).output()?;
    ensure!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Ok(Some(String::from_utf8(run.stdout)?.trim().parse()?))
}

/// The most memory that this process had so far, in bytes (`VmHWM` of proc(5)).
pub(crate) fn held() -> anyhow::Result<usize> {
    let mut status = String::new();
    fs::File::open("/proc/self/status")?.read_to_string(&mut status)?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    let kilobytes: usize = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes * 1_024)
}

fn megabytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / MEGABYTE
}

const HEADER: &str = "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\nCHARSET:1252\r\n\
                      COMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n";
const SIGN_ON: &str = "<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20261121120000<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>\r\n";

fn statement(number: usize) -> anyhow::Result<String> {
    let mut text = format!(
        "<STMTTRNRS><TRNUID>{number}<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD<BANKACCTFROM><BANKID>804659741<ACCTID>{number:010}\
         <ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20240101<DTEND>20261121\r\n"
    );
    for row in 0..TRANSACTIONS {
        let (day, cents) = (row % 28 + 1, row % 100);
        write!(
            text,
            "<STMTTRN>\r\n<TRNTYPE>DEBIT\r\n<DTPOSTED>202611{day:02}120000.000[-5:EST]\r\n<TRNAMT>-{row}.{cents:02}\r\n<FITID>{number}-{row:08}\r\n\
             <NAME>COFFEE &amp; CAKE NO {row}\r\n<MEMO>CARD 4821 PURCHASE AT THE CORNER\r\n</STMTTRN>\r\n"
        )?;
    }
    text.push_str("</BANKTRANLIST><LEDGERBAL><BALAMT>1520.11<DTASOF>20261121120000</LEDGERBAL></STMTRS></STMTTRNRS>\r\n");
    Ok(text)
}
