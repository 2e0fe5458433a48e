//! Files in the dialects of many banks, with what is made of each beside it (`.txt`). All were written by hand for this.

use super::{how, shown};
use connectors::files::{Column, ColumnAt, ColumnRole, CsvLayout, Delimiter, How, read};
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/files/recorded")
}

/// All files but what is expected of them.
pub(super) fn files() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension != "txt" && extension != "rs"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// What the caller says of a file that does not say it.
pub(super) fn how_of(name: &str) -> How<'static> {
    let column = |holds, number| Column { holds, at: ColumnAt::Number(number) };
    let titled = |holds, title: &str| Column { holds, at: ColumnAt::Title(title.to_owned()) };
    match name {
        "summary_first.csv" | "quicken.qif" | "us_checking.csv" | "us_card.csv" | "debit_credit.csv"
        | "account_names.csv" => how("USD"),
        "uk_bank.qif" | "money_in_out.csv" => how("GBP"),
        "camel_titles.csv" | "extrato.csv" | "german_card.qif" | "dare_avere.csv" | "saldo_pt.csv" => {
            how("EUR")
        }
        "card_reversed.csv" => {
            let columns = vec![
                titled(ColumnRole::Date, "Date"),
                titled(ColumnRole::Description, "description"),
                titled(ColumnRole::Amount, "Amount"),
            ];
            let layout =
                CsvLayout { is_sign_reversed: true, ..CsvLayout::new(Delimiter::Comma, true, columns) };
            How { csv: Some(layout), ..how("USD") }
        }
        "no_header.csv" => {
            let columns = [(ColumnRole::BookedOn, 1), (ColumnRole::Amount, 2), (ColumnRole::Description, 5)];
            let columns = columns.map(|(holds, number)| column(holds, number)).to_vec();
            How { csv: Some(CsvLayout::new(Delimiter::Comma, false, columns)), ..how("USD") }
        }
        "no_header.tsv" => {
            let columns = vec![
                column(ColumnRole::AccountNumber, 1),
                column(ColumnRole::Currency, 2),
                column(ColumnRole::BookedOn, 3),
                column(ColumnRole::Balance, 5),
                column(ColumnRole::ValueOn, 6),
                column(ColumnRole::Amount, 7),
                column(ColumnRole::Description, 8),
            ];
            How { csv: Some(CsvLayout::new(Delimiter::Tab, false, columns)), ..how("") }
        }
        _ => how(""),
    }
}

/// `FILES_WRITE=1` writes what is made of them anew; what is new is then looked at before it is kept.
#[test]
fn dialects_are_read() {
    let is_written = std::env::var_os("FILES_WRITE").is_some();
    let all = files();
    assert!(all.len() > 25, "{} files", all.len());
    for (name, bytes) in all {
        let made = match read(&bytes, &how_of(&name)) {
            Ok(told) => format!("{}\n{}", told.format.name(), shown(&told)),
            Err(flaw) => format!("{flaw}\n"),
        };
        let path = folder().join(format!("{name}.txt"));
        if is_written {
            fs::write(&path, &made).unwrap();
        }
        assert_eq!(made, fs::read_to_string(&path).unwrap_or_default(), "{name}");
    }
}

/// A layout as it was used reads the same file to the same rows, and passes through JSON.
#[test]
fn a_layout_that_was_used_reads_the_same() {
    let mut count = 0;
    for (name, bytes) in files() {
        let told = read(&bytes, &how_of(&name)).unwrap();
        let Some(layout) = &told.csv else { continue };
        let kept: CsvLayout = serde_json::from_str(&serde_json::to_string(layout).unwrap()).unwrap();
        assert_eq!(&kept, layout);
        let again = read(&bytes, &How { csv: Some(kept), ..how("") }).unwrap();
        assert_eq!(shown(&again), shown(&told), "{name}");
        count += 1;
    }
    assert!(count > 15, "{count} layouts");
}
