//! Random documents for as long as one likes: `OFX_FUZZ_SECONDS=600 cargo test -p connectors --test it fuzzing -- --nocapture`.
//! Whoever finds a failure runs it again with the seed that was printed, `OFX_FUZZ_SEED`.

use connectors::ofx::parse::{Limits, fuzz, parse};
use std::time::{Duration, Instant};

/// What documents are made of, beside those that were recorded.
const PIECES: &[&[u8]] = &[
    b"<OFX>",
    b"</OFX>",
    b"<STMTTRN>",
    b"</STMTTRN>",
    b"<MEMO>",
    b"</MEMO>",
    b"<NAME>",
    b"<A/>",
    b"<",
    b">",
    b"/",
    b"&",
    b"&amp;",
    b"&#233;",
    b"&#x",
    b";",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<?",
    b"?>",
    b"<!DOCTYPE",
    b"\0",
    b"\xff",
    b"\xc3\xa9",
    b"\xe9",
    b"\r\n",
    b" ",
    b"OFXHEADER:100",
    b"VERSION:220",
    b"<?OFX OFXHEADER=\"200\" VERSION=\"220\"?>",
    b"1",
];
const RECORDED: &[&[u8]] = &[
    include_bytes!("recorded/old_credit_union/3_transactions.ofx"),
    include_bytes!("recorded/card_in_lines/3_transactions.ofx"),
    include_bytes!("recorded/broker/4_transactions.ofx"),
    include_bytes!("recorded/pending/3_transactions.ofx"),
    include_bytes!("recorded/challenge/2_questions.ofx"),
];

/// Throws that follow from a seed (xorshift64*): what was found is found again.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let sides = u64::try_from(sides.max(1)).unwrap();
        usize::try_from((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16) % sides).unwrap()
    }
}

/// A document with some places of it cut out, doubled, or replaced.
fn spoilt(dice: &mut Dice) -> Vec<u8> {
    let mut bytes = match dice.throw(4) {
        0 => b"<OFX></OFX>".to_vec(),
        _ => RECORDED[dice.throw(RECORDED.len())].to_vec(),
    };
    for _ in 0..=dice.throw(8) {
        let at = dice.throw(bytes.len() + 1);
        let end = (at + dice.throw(40)).min(bytes.len());
        match dice.throw(5) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            2 => bytes.truncate(at),
            3 if at < bytes.len() => bytes[at] = u8::try_from(dice.throw(256)).unwrap(),
            _ => drop(bytes.splice(at..at, PIECES[dice.throw(PIECES.len())].iter().copied())),
        }
    }
    bytes
}

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect("a number"))
}

#[test]
#[expect(clippy::print_stdout, reason = "whoever finds a failure needs the seed")]
fn random_documents_end_in_a_tree_or_an_error() {
    let seed = setting("OFX_FUZZ_SEED", 20_261_121);
    let lasts = Duration::from_secs(setting("OFX_FUZZ_SECONDS", 2));
    let (mut dice, began, mut count, mut read) = (Dice(seed.max(1)), Instant::now(), 0_u64, 0_u64);
    println!("OFX_FUZZ_SEED={seed}");
    // A few even where the clock is slow.
    while began.elapsed() < lasts || count < 100 {
        let bytes = spoilt(&mut dice);
        fuzz(&bytes);
        read += u64::from(parse(&bytes, Limits::default()).is_ok());
        count += 1;
    }
    println!("{count} documents, {read} of them read");
    assert!(read > 0 && read < count, "some are documents and some are none");
}
