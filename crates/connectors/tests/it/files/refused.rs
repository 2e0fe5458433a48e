//! What is no file of ours is refused, in words that say what to do.

use super::{how, shown};
use connectors::files::{
    ColumnRole, CsvLayout, DateOrder, Delimiter, FILE_BYTES_MAX, Flaw, FlawKind, Foreign, Format, How, Limit,
    Warning, Why, read,
};

fn flaw(bytes: &[u8], how: &How<'_>) -> Flaw {
    match read(bytes, how) {
        Ok(told) => panic!("{}", shown(&told)),
        Err(flaw) => flaw,
    }
}

#[test]
fn refusals_say_what_happened_and_what_to_do() {
    let check = |bytes: &[u8], text: &str| {
        assert_eq!(flaw(bytes, &how("USD")).to_string(), text, "{}", String::from_utf8_lossy(bytes));
    };
    check(b"", "The file is empty. Download it again.");
    check(b" \r\n\n", "The file is empty. Download it again.");
    check(b"\xef\xbb\xbf\n", "The file is empty. Download it again.");
    check(
        b"%PDF-1.7\n1 0 obj",
        "This is a PDF, not an export of transactions. Export the transactions as OFX, QFX, CAMT.053, MT940, QIF or CSV.",
    );
    check(
        b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml",
        "This is a spreadsheet (XLSX or ODS), not an export of transactions. Open it and save the table as CSV.",
    );
    check(
        b"<!DOCTYPE html>\n<html><head><title>Sign in</title>",
        "This is a web page, perhaps the bank's page for signing in, not an export of transactions. Sign in at the bank, export the transactions again and give that file.",
    );
    check(
        b"Hello,\nplease find attached\n",
        "No columns with a date and an amount were found; the titles may be: Hello (line 1). Tell by a layout which columns hold the date, the amount and the description.",
    );
    check(
        b"just words",
        "This is none of the formats that are read. Export the transactions as OFX, QFX, CAMT.053, MT940, QIF or CSV.",
    );
    check(
        b"When;What;How much\n2026-01-01;x;1,00\n",
        "No columns with a date and an amount were found; the titles may be: When, What, How much (line 1). Tell by a layout which columns hold the date, the amount and the description.",
    );
    check(
        b"Date,Amount,Description\n01/02/2026,1.00,a\n03/04/2026,2.00,b\n",
        "Every date can be read with the day or the month first (line 2). Tell the order: day, month, year or month, day, year.",
    );
    check(
        b"!Type:Bank\nD13/05/2026\nT1\n^\nD05/13/2026\nT1\n^\n",
        "Some dates have the day first and others the month, so that none is sure (line 5). Tell the order; rows that do not keep to it are left out.",
    );
    check(
        b"Date,Amount\n2026-01-01,a\n2026-01-02,b\n",
        "No amount of the file can be read (line 2). Tell by a layout which column holds the amount.",
    );
    check(
        b"Date,Amount\nsoon 1,1.00\n",
        "No date of the file can be read (line 2). Tell by a layout which column holds the date.",
    );
    check(
        b"Date,Amount\n2026-01-01,\"1.00\n2026-01-02,2.00\n2026-01-03,3.00\n",
        "A quotation mark is opened and not closed (line 2). Download it again, or choose another format.",
    );
    check(
        b":20:1\n:25:1\n:28C:1\n:60F:C260101EUR1,00\n:61:2601020102C1,00NMSC\n",
        "The MT940 file breaks off before its end (line 1). Download it again.",
    );
    check(
        b"<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD",
        "The OFX file breaks off before its end (line 1, byte 49). Download it again.",
    );
    check(
        b"<OFX><SIGNONMSGSRSV1></SIGNONMSGSRSV1></OFX>",
        "The OFX file holds no statement of an account. Choose the account and a span of time at the bank, and export again.",
    );
    check(
        b"<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Document><BkToCstmrStmt>&b;</BkToCstmrStmt></Document>",
        "The file declares a document type or entities (line 1, byte 21). No bank needs them, and they are refused: choose another format.",
    );
    check(
        b"<Document><BkToCstmrStmt><Stmt><Id>&b;</Id>",
        "The file declares a document type or entities (line 1, byte 35). No bank needs them, and they are refused: choose another format.",
    );
    for reference in ["&#0;", "&#xD800;", "&#x110000;"] {
        check(
            format!("<Document><BkToCstmrStmt><Stmt><Id>{reference}</Id>").as_bytes(),
            "The file begins like CAMT.053 and does not go on like it (line 1, byte 35). Download it again, or choose another format at the bank.",
        );
    }
    check(
        b"<Document><BkToCstmrStmt><Stmt><Acct><Ccy>ZZZ</Ccy></Acct>\n<Ntry><Amt Ccy=\"ZZZ\">1</Amt></Ntry></Stmt></BkToCstmrStmt></Document>",
        "The file begins like CAMT.053 and does not go on like it (line 2, byte 59, entry 1). Download it again, or choose another format at the bank.",
    );
    for record in ["Dfoo\nT1", "D2026-01-01\nTone", "D2026-01-01"] {
        check(
            format!("!Type:Bank\n{record}\n^\n").as_bytes(),
            "The file begins like QIF and does not go on like it (line 2). Download it again, or choose another format at the bank.",
        );
    }
    check(
        b"Date\0,Amount",
        "The file holds data that is no text (line 1, byte 4). Download it again, and give the file as the bank made it.",
    );
}

#[test]
fn what_only_the_caller_knows_is_asked_for() {
    let ambiguous = b"Date,Amount\n01/02/2026,1.00\n";
    assert_eq!(flaw(ambiguous, &how("USD")).kind, FlawKind::DatesAmbiguous);
    for (order, day) in [(DateOrder::DayMonthYear, "2026-02-01"), (DateOrder::MonthDayYear, "2026-01-02")] {
        let told = read(ambiguous, &How { date_order: Some(order), ..how("USD") }).unwrap();
        assert_eq!(told.accounts[0].rows[0].facts.date.to_string(), day);
        assert_eq!(told.csv.unwrap().date_order, Some(order));
    }
    assert_eq!(flaw(b"Date,Amount\n2026-01-01,1.00\n", &how("")).kind, FlawKind::NoCurrency);
    assert_eq!(flaw(b"!Type:Bank\nD2026-01-01\nT1\n^\n", &how("")).kind, FlawKind::NoCurrency);
    assert_eq!(flaw(b"Date,Amount\n2026-01-01,1.234\n", &how("KWD")).kind, FlawKind::AmountsAmbiguous);
    assert_eq!(
        flaw(b"Date;Amount\n2026-01-01;1,00\n2026-01-01;1.00\n", &how("USD")).kind,
        FlawKind::AmountsAmbiguous
    );
    // A table without rows tells of an account on which nothing happened.
    assert_eq!(read(b"Date,Amount\n", &how("")).unwrap().accounts.len(), 1);
}

#[test]
fn rows_that_cannot_be_trusted_are_left_out() {
    let check = |header: &str, row: &str, why: Why| {
        let good = "2026-11-01,1.00,,D\n2026-11-02,,2.00,C\n";
        let text = format!("{header}\n{good}{row}\n");
        let told = read(text.as_bytes(), &how("USD")).unwrap();
        let skipped: Vec<_> = told.skipped.iter().map(|one| (one.place.line, one.why)).collect();
        assert!(skipped.contains(&(Some(4), why)), "{row}: {}", shown(&told));
    };
    let split = "Date,Debit,Credit,x";
    check(split, "2026-11-03,1.00,2.00,", Why::SideUnclear);
    check(split, "2026-11-03,-1.00,,", Why::SideUnclear);
    check(split, "2026-11-03,,-1.00,", Why::SideUnclear);
    check(split, "2026-11-03,,,", Why::NoAmount);
    check(split, "2026-11-03,0.00,0.00,", Why::ZeroAmount);
    check(split, "2026-11-03,x1,,", Why::AmountUnreadable);
    check(split, "2026-11-03,1.005,,", Why::TooManyDigits);
    check(split, "2026-11-03,1.00,,,more", Why::Unreadable);
    check(split, "2026-02-30,1.00,,", Why::DateUnreadable);
    check(split, "1826-11-03,1.00,,", Why::DateAbsurd);
    check(split, "2027-11-03,1.00,,", Why::DateAbsurd);
    check(split, ",1.00,,", Why::NoDate);
    check(split, "Total,1.00,2.00,", Why::NotARow);
    check("Date,Amount,x,D/C", "2026-11-03,1.00,,?", Why::SideUnclear);
    check("Date,Amount,Currency,D/C", "2026-11-03,1.00,ABC,D", Why::CurrencyUnknown);
    check("Date,Amount,Status,D/C", "2026-11-03,1.00,Declined,D", Why::NotBooked);
}

#[test]
fn a_layout_that_does_not_fit_is_named() {
    let told = read(b"Date,Amount\n2026-01-01,1.00\n", &how("USD")).unwrap();
    let layout = told.csv.unwrap();
    let how_with = |layout: &CsvLayout| How { csv: Some(layout.clone()), ..how("USD") };
    let flaw_of = flaw(b"Datum;Amount\n2026-01-01;1.00\n", &how_with(&layout));
    let FlawKind::LayoutUnmet { missing, found } = flaw_of.kind else { panic!("{flaw_of}") };
    assert_eq!(
        (missing, found),
        (vec!["Date".to_owned(), "Amount".to_owned()], vec!["Datum;Amount".to_owned()])
    );
    let mut other = layout.clone();
    other.columns.retain(|column| column.holds != ColumnRole::Amount);
    assert!(matches!(flaw(b"Date\n", &how_with(&other)).kind, FlawKind::Layout(_)));
    let tabs = CsvLayout { delimiter: Delimiter::Tab, ..layout };
    assert!(matches!(flaw(b"Date,Amount\n", &how_with(&tabs)).kind, FlawKind::LayoutUnmet { .. }));
}

#[test]
fn everything_has_a_limit() {
    let limit =
        |bytes: &[u8], limit: Limit| assert_eq!(flaw(bytes, &how("USD")).kind, FlawKind::TooMuch(limit));
    limit(&vec![b' '; FILE_BYTES_MAX + 1], Limit::Bytes);
    let rows = "2026-01-01,1.00\n".repeat(200_001);
    limit(format!("Date,Amount\n{rows}").as_bytes(), Limit::Rows);
    limit(format!("!Type:Bank\n{}", "D2026-01-01\nT1\n^\n".repeat(200_001)).as_bytes(), Limit::Rows);
    limit(format!("Date,Amount\n2026-01-01,1.00{}\n", ",".repeat(300)).as_bytes(), Limit::Columns);
    limit(format!("Date,Amount\n{}\n", "x".repeat(70_000)).as_bytes(), Limit::LineBytes);
    let accounts: String =
        (0..1_001).fold(String::new(), |all, number| all + &format!("2026-01-01,A{number},1.00\n"));
    limit(format!("Date,Account name,Amount\n{accounts}").as_bytes(), Limit::Accounts);
    let deep = format!("<Document><BkToCstmrStmt><Stmt>{}", "<A>".repeat(100_000));
    limit(deep.as_bytes(), Limit::Nesting);
    let wide = format!("<Document><BkToCstmrStmt><Stmt><Ntry>{}", "<A/>".repeat(2_000_001));
    limit(wide.as_bytes(), Limit::Elements);
    let long = format!("<Document><BkToCstmrStmt><Stmt><A>{}", "x".repeat(70_000));
    limit(long.as_bytes(), Limit::LineBytes);
    limit(format!("<OFX>{}", "<A>".repeat(1_000)).as_bytes(), Limit::Nesting);
    let skipped = "2026-01-01,0.00\n".repeat(1_500);
    let told = read(format!("Date,Amount\n2026-01-01,1.00\n{skipped}").as_bytes(), &how("USD")).unwrap();
    assert_eq!((told.skipped.len(), told.skipped_count), (1_000, 1_500));
}

/// What is said in answers stands in the document for those who read them.
#[test]
fn the_document_has_every_word() {
    let document = include_str!("../../../../../docs/FILES.md");
    let words =
        Why::ALL.iter().map(|why| why.name()).chain(Warning::ALL.iter().map(|warning| warning.name()));
    for word in words {
        assert!(document.contains(&format!("`{word}`")), "{word}");
    }
    for flaw in
        [FlawKind::NoCurrency, FlawKind::DatesAmbiguous, FlawKind::ColumnsNotFound { found: Vec::new() }]
    {
        assert!(document.contains(&format!("`{}`", flaw.name())), "{}", flaw.name());
    }
}

#[test]
fn formats_and_foreigners_have_names() {
    let names: Vec<&str> = Format::ALL.into_iter().map(Format::name).collect();
    assert_eq!(names, ["ofx", "qif", "csv", "camt", "mt940"]);
    assert_eq!(Foreign::Pdf.to_string(), "a PDF");
    assert_eq!(FlawKind::Foreign(Foreign::Pdf).name(), "foreign");
}
