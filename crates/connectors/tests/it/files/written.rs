//! Rows that are written and read again, files that are cut, and bytes that are nothing.

use super::recorded::{files, how_of};
use super::{TODAY, how, shown};
use connectors::files::{FileRow, How, Told, read};
use domain::money::{Currency, Money};
use domain::transaction::TransactionType;
use jiff::ToSpan;
use jiff::civil::Date;
use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt::Write as _;

/// A row as a bank knows it.
#[derive(Debug, Clone)]
struct Row {
    day: Date,
    minor: i64,
    text: String,
}

fn a_row() -> impl Strategy<Value = Row> {
    let text = "[A-Za-z][A-Za-z0-9é&' .-]{0,20}[a-z]";
    (0_i64..700, 1_i64..5_000_000, any::<bool>(), text).prop_map(|(ago, minor, is_debit, text)| Row {
        day: TODAY.saturating_sub(ago.days()),
        minor: if is_debit { -minor } else { minor },
        text,
    })
}

fn decimal(minor: i64) -> String {
    Money::new(minor, Currency::USD).decimal()
}

fn signed(row: &FileRow) -> i64 {
    match row.facts.transaction_type {
        TransactionType::Credit => row.facts.amount.minor,
        TransactionType::Debit => -row.facts.amount.minor,
    }
}

/// The rows that were read are those that were written.
fn same(text: &str, how: &How<'_>, rows: &[Row]) -> Result<(), TestCaseError> {
    let told = read(text.as_bytes(), how).map_err(|flaw| TestCaseError::fail(format!("{flaw}\n{text}")))?;
    let read: Vec<_> = told.accounts[0]
        .rows
        .iter()
        .map(|row| (row.facts.date, signed(row), row.facts.description.clone()))
        .collect();
    let written: Vec<_> = rows.iter().map(|row| (row.day, row.minor, row.text.clone())).collect();
    prop_assert_eq!(read, written, "{}\n{}", text, shown(&told));
    prop_assert_eq!(told.skipped_count, 0);
    Ok(())
}

fn grouped(plain: &str, group: &str, mark: &str) -> String {
    let (whole, cents) = plain.trim_start_matches('-').split_once('.').unwrap();
    let mut out = if plain.starts_with('-') { "-".to_owned() } else { String::new() };
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push_str(group);
        }
        out.push(digit);
    }
    format!("{out}{mark}{cents}")
}

fn csv(rows: &[Row], delimiter: &str, date: &str, marks: (&str, &str), end: &str) -> String {
    let mut out = format!("Bank{delimiter}{end}{end}Buchungstag{delimiter}Text{delimiter}Betrag{end}");
    for row in rows {
        let amount = grouped(&decimal(row.minor), marks.0, marks.1);
        let day = row.day.strftime(date);
        write!(out, "{day}{delimiter}\"{}\"{delimiter}\"{amount}\"{end}", row.text).unwrap();
    }
    out
}

fn mt940(rows: &[Row]) -> String {
    let sum: i64 = rows.iter().map(|row| row.minor).sum();
    let balance = |minor: i64| {
        format!("{}261101EUR{}", if minor < 0 { "D" } else { "C" }, decimal(minor.abs()).replace('.', ","))
    };
    let mut out = format!(":20:S\r\n:25:123456\r\n:28C:1/1\r\n:60F:{}\r\n", balance(0));
    for row in rows {
        let (mark, amount) =
            (if row.minor < 0 { "D" } else { "C" }, decimal(row.minor.abs()).replace('.', ","));
        let (value, entry) = (row.day.strftime("%y%m%d"), row.day.strftime("%m%d"));
        write!(
            out,
            ":61:{value}{entry}{mark}R{amount}NTRFNONREF\r\n:86:166?00X?20{}\r\n",
            row.text.replace('?', "")
        )
        .unwrap();
    }
    write!(out, ":62F:{}\r\n-\r\n", balance(sum)).unwrap();
    out
}

fn qif(rows: &[Row], date: &str) -> String {
    let mut out = "!Type:Bank\n".to_owned();
    for row in rows {
        writeln!(
            out,
            "D{}\nT{}\nP{}\n^",
            row.day.strftime(date),
            grouped(&decimal(row.minor), ",", "."),
            row.text
        )
        .unwrap();
    }
    out
}

/// What matters of a row.
fn facts(told: &Told) -> Vec<String> {
    let rows = told.accounts.iter().flat_map(|account| &account.rows);
    rows.map(|row| format!("{:?} {:?} {:?}", row.facts.date, signed(row), row.facts.status)).collect()
}

/// A cut of a good file is refused, or has no row that the whole has not.
#[test]
fn no_cut_makes_a_row() {
    for (name, bytes) in files() {
        let how = how_of(&name);
        let whole = facts(&read(&bytes, &how).unwrap());
        for at in (0..bytes.len()).filter(|at| at % 2 == 0 || bytes.len() - at < 100) {
            let Ok(told) = read(&bytes[..at], &how) else { continue };
            let part = facts(&told);
            assert!(part.iter().all(|row| whole.contains(row)), "{name} at {at}: {}", shown(&told));
            assert!(part.len() <= whole.len(), "{name} at {at}");
        }
    }
}

fn mangled() -> impl Strategy<Value = (String, Vec<u8>)> {
    let change = (any::<prop::sample::Index>(), any::<u8>(), 0_usize..4, 0_usize..8);
    (prop::sample::select(files()), vec(change, 1..8)).prop_map(|((name, mut bytes), changes)| {
        for (place, byte, kind, length) in changes {
            let at = place.index(bytes.len());
            let end = (at + length).min(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.drain(at..end)),
                _ => {
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
            if bytes.is_empty() {
                bytes.push(byte);
            }
        }
        (name, bytes)
    })
}

proptest! {
    #[test]
    fn tables_come_back(rows in vec(a_row(), 1..20), form in 0_usize..5) {
        let (text, how) = match form {
            0 => (csv(&rows, ";", "%d.%m.%Y", (".", ","), "\r\n"), how("EUR")),
            1 => (csv(&rows, ",", "%Y-%m-%d", (",", "."), "\n"), how("USD")),
            2 => (csv(&rows, "\t", "%d.%m.%y", (" ", ","), "\r"), how("CHF")),
            3 => (csv(&rows, "|", "%d %b %Y", ("'", "."), "\n"), how("CHF")),
            _ => (csv(&rows, ";", "%b %d, %Y", ("", ","), "\n"), how("EUR")),
        };
        same(&text, &how, &rows)?;
    }

    #[test]
    fn records_of_qif_come_back(rows in vec(a_row(), 1..20), form in 0_usize..3) {
        let text = qif(&rows, ["%Y-%m-%d", "%d.%m.%Y", "%d %b %y"][form]);
        same(&text, &how("USD"), &rows)?;
        same(&text.replace('\n', "\r\n"), &how("USD"), &rows)?;
    }

    #[test]
    fn statements_of_mt940_come_back(rows in vec(a_row(), 1..20)) {
        let text = mt940(&rows);
        same(&text, &how(""), &rows)?;
        prop_assert!(read(text.as_bytes(), &how("")).unwrap().warnings.is_empty());
    }

    #[test]
    fn no_bytes_make_it_fall_over(bytes in vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &how("USD"));
    }

    #[test]
    fn no_change_of_a_file_makes_it_fall_over((name, bytes) in mangled()) {
        if let Ok(told) = read(&bytes, &how_of(&name)) {
            prop_assert!(told.accounts.iter().flat_map(|account| &account.rows).all(|row| row.facts.amount.minor > 0));
        }
    }
}
