//! Large files of every kind, and those that are made to cost: reading them ends, since work grows with the file and no faster. Each of
//! these would take hours where it grew with the square.

use super::how;
use connectors::files::{FlawKind, How, Limit, Told, read};
use std::fmt::Write as _;

/// As many as may be, less some.
const ROWS: usize = 60_000;

fn rows(told: &Told) -> usize {
    told.accounts.iter().map(|account| account.rows.len()).sum()
}

fn repeated(begin: &str, end: &str, each: impl Fn(&mut String, usize)) -> String {
    let mut out = begin.to_owned();
    (0..ROWS).for_each(|number| each(&mut out, number));
    out + end
}

fn check(text: &str, how: &How<'_>, expected: usize) {
    let told = read(text.as_bytes(), how).unwrap_or_else(|flaw| panic!("{flaw}"));
    assert_eq!(rows(&told), expected, "{:?}", told.skipped.first());
}

#[test]
fn tables() {
    let text = repeated("Date,Description,Id,Amount,Balance\n", "", |out, number| {
        writeln!(out, "2026-01-01,\"a\n\"\"b\"\" {number}\",{number},1.00,{}.00", number + 1).unwrap();
    });
    check(&text, &how("USD"), ROWS);
    // All with one id, and between empty lines.
    let text = repeated("Date,Id,Amount\n", "", |out, _| out.push_str("2026-01-01,7,1.00\n\n\n\n"));
    check(&text, &how("USD"), ROWS);
    // Quotation marks that nobody closes, for every delimiter.
    let text = repeated("\"a;\"b,\"c\t\"d|\n", "", |out, _| out.push_str(",\";\"|\"\t\""));
    assert!(read(text.as_bytes(), &how("USD")).is_err());
}

#[test]
fn records_of_qif() {
    let text = repeated("!Type:Bank\n", "", |out, number| {
        writeln!(out, "D13/01/2026\nT-1.00\nP{number}\nSa\n$1\n^").unwrap();
    });
    check(&text, &how("USD"), ROWS);
    let text = repeated("", "", |out, _| out.push_str("!Account\nNa\n^\n!Type:Bank\nD13/01/2026\nT1\n^\n"));
    check(&text, &how("USD"), ROWS);
    let text = repeated("!Type:Bank\nD13/01/2026\nT1\n", "^\n", |out, _| out.push_str("Aaddress\n"));
    check(&text, &how("USD"), 1);
}

#[test]
fn statements_of_mt940() {
    let lines = |out: &mut String, number: usize| {
        writeln!(out, ":61:2601010101C1,00NTRFNONREF\n:86:166?20SVWZ+{number}?32a").unwrap();
    };
    let begin = ":20:1\n:25:1\n:28C:1\n:60F:C260101EUR0,00\n";
    check(&repeated(begin, &format!(":62F:C260101EUR{ROWS},00\n-\n"), lines), &how(""), ROWS);
    // As many statements that go on as rows.
    let text = repeated("", "", |out, number| {
        let (tag, next) = (if number == 0 { 'F' } else { 'M' }, number + 1);
        writeln!(
            out,
            ":20:1\n:25:1\n:28C:1\n:60{tag}:C260101EUR{number},\n:61:260101C1,NTRFx\n:62M:C260101EUR{next},"
        )
        .unwrap();
    });
    check(&text, &how(""), ROWS);
    let text = repeated(begin, ":62F:C260101EUR0,00\n", |out, _| out.push_str(":86:/NAME/SVWZ+/REMI/+\n"));
    check(&text, &how(""), 0);
}

#[test]
fn entries_of_camt() {
    let entry =
        "<Ntry><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-01-01</Dt></BookgDt>";
    let begin = "<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>\n";
    let end = "</Stmt></BkToCstmrStmt></Document>";
    let text = repeated(begin, end, |out, number| {
        writeln!(out, "{entry}<AcctSvcrRef>{}</AcctSvcrRef></Ntry>", number / 2).unwrap();
    });
    check(&text, &how(""), ROWS / 2);
    // One entry with all transactions in it.
    let text = repeated(
        &format!("{begin}{}<NtryDtls>", entry.replace(">1<", &format!(">{ROWS}<"))),
        &format!("</NtryDtls></Ntry>{end}"),
        |out, _| out.push_str("<TxDtls><Amt Ccy=\"EUR\">1</Amt></TxDtls>\n"),
    );
    check(&text, &how(""), ROWS);
    // As many accounts, and attributes without end.
    let text = repeated("<Document><BkToCstmrStmt>", "</BkToCstmrStmt></Document>", |out, number| {
        write!(out, "<Stmt><Acct><Nm>{number}</Nm></Acct></Stmt>").unwrap();
    });
    assert_eq!(read(text.as_bytes(), &how("")).unwrap_err().kind, FlawKind::TooMuch(Limit::Accounts));
    let text = repeated(&format!("{begin}{entry}</Ntry><A "), &format!("/>{end}"), |out, number| {
        write!(out, "a{number}=\"1\" ").unwrap();
    });
    check(&text, &how(""), 1);
}

#[test]
fn documents_of_ofx() {
    let begin = "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>";
    let end = "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";
    let text = repeated(begin, end, |out, number| {
        writeln!(out, "<STMTTRN><DTPOSTED>20260101<TRNAMT>1<FITID>{}<NAME>a</STMTTRN>", number / 2).unwrap();
    });
    check(&text, &how(""), ROWS / 2);
    // Securities are read once, however many statements there are.
    let statements = "<INVSTMTTRNRS><INVSTMTRS><CURDEF>USD</INVSTMTRS></INVSTMTTRNRS>".repeat(900);
    let text = repeated(
        &format!("<OFX><INVSTMTMSGSRSV1>{statements}</INVSTMTMSGSRSV1><SECLISTMSGSRSV1><SECLIST>"),
        "</SECLIST></SECLISTMSGSRSV1></OFX>",
        |out, number| {
            writeln!(out, "<STOCKINFO><SECINFO><SECID><UNIQUEID>{number}<UNIQUEIDTYPE>CUSIP</SECID></SECINFO></STOCKINFO>").unwrap();
        },
    );
    check(&text, &how(""), 0);
}
