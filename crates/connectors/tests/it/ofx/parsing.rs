//! Whatever a server says, it is read or refused: arbitrary answers to every verb, and documents with arbitrary changes.

use crate::any_answer::Tried;
use connectors::ofx::parse::fuzz;
use proptest::collection::vec;
use proptest::prelude::*;

/// What documents are made of, beside those that were recorded.
const PIECES: &[&[u8]] = &[
    b"<OFX>",
    b"</OFX>",
    b"<STMTTRN>",
    b"</STMTTRN>",
    b"<MEMO>",
    b"</MEMO>",
    b"<CODE>15500",
    b"<CODE>3000",
    b"<SEVERITY>ERROR",
    b"<TRNAMT>-1e9",
    b"<DTPOSTED>99999999",
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
    b"\r\n",
    b"OFXHEADER:100",
    b"<?OFX OFXHEADER=\"200\" VERSION=\"220\"?>",
    b"1",
];
const RECORDED: &[&[u8]] = &[
    include_bytes!("recorded/old_credit_union/1_sign_on.ofx"),
    include_bytes!("recorded/old_credit_union/3_transactions.ofx"),
    include_bytes!("recorded/card_in_lines/3_transactions.ofx"),
    include_bytes!("recorded/broker/3_holdings.ofx"),
    include_bytes!("recorded/broker/4_transactions.ofx"),
    include_bytes!("recorded/pending/3_transactions.ofx"),
    include_bytes!("recorded/challenge/2_questions.ofx"),
];

fn check(status: u16, body: Vec<u8>) -> Result<(), TestCaseError> {
    fuzz(&body);
    Tried::ofx().check(status, None, body).map_err(TestCaseError::fail)
}

#[derive(Debug, Clone)]
enum Change {
    Cut,
    Double,
    End,
    Byte(u8),
    Piece(&'static [u8]),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        Just(Change::Cut),
        Just(Change::Double),
        Just(Change::End),
        any::<u8>().prop_map(Change::Byte),
        prop::sample::select(PIECES).prop_map(Change::Piece),
    ]
}

/// A document with some places of it cut out, doubled, or replaced.
fn spoilt() -> impl Strategy<Value = Vec<u8>> {
    let changes = vec((any::<prop::sample::Index>(), 0_usize..40, change()), 0..8);
    (prop::sample::select(RECORDED), changes).prop_map(|(recorded, changes)| {
        let mut bytes = recorded.to_vec();
        for (at, count, change) in changes {
            let at = at.index(bytes.len() + 1);
            let end = (at + count).min(bytes.len());
            match change {
                Change::Cut => drop(bytes.drain(at..end)),
                Change::Double => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
                Change::End => bytes.truncate(at),
                Change::Byte(byte) => drop(bytes.splice(at..end.min(at + 1), [byte])),
                Change::Piece(piece) => drop(bytes.splice(at..at, piece.iter().copied())),
            }
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes(status in prop_oneof![Just(200_u16), 100_u16..600], body in vec(any::<u8>(), 0..200)) {
        check(status, body)?;
    }

    #[test]
    fn documents_with_changes(body in spoilt()) {
        check(200, body)?;
    }
}
