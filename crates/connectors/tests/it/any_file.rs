//! What is made of any file, whatever that is, is sound. The fuzz targets call the same.

use connectors::files::{
    Column, ColumnAt, ColumnRole, CsvLayout, DateOrder, Delimiter, FileRow, Format, How, SKIPPED_LISTED_MAX,
    Told, read,
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 22);
/// No row is of a day before or behind these.
const DAYS: (Date, Date) = (date(1900, 1, 1), date(2027, 1, 31));

/// A file as a fuzzer writes it: a byte for what the caller says, and the file.
pub(crate) fn parts(bytes: &[u8]) -> (How<'static>, &[u8]) {
    let (first, file) = bytes.split_first().unwrap_or((&0, &[]));
    let currency = [Some("USD"), None, Some("KWD"), Some("JPY")][usize::from(first % 4)];
    let order =
        [None, Some(DateOrder::DayMonthYear), Some(DateOrder::MonthDayYear), Some(DateOrder::YearMonthDay)];
    let columns = [
        (ColumnRole::BookedOn, 1),
        (ColumnRole::Description, 2),
        (ColumnRole::Amount, 3),
        (ColumnRole::Side, 4),
    ];
    let columns = columns.map(|(holds, number)| Column { holds, at: ColumnAt::Number(number) }).to_vec();
    let how = How {
        currency: currency.map(|code| code.parse().unwrap()),
        date_order: order[usize::from(first / 4 % 4)],
        csv: (first & 16 != 0).then(|| CsvLayout::new(Delimiter::Semicolon, false, columns)),
        ..How::new(TODAY)
    };
    (how, file)
}

/// What is not sound about what is made of a file.
pub(crate) fn check(bytes: &[u8]) -> Result<(), String> {
    let (how, file) = parts(bytes);
    let told = match read(file, &how) {
        Ok(told) => told,
        Err(flaw) => {
            let text = flaw.to_string();
            return if text.len() < 8_000 {
                Ok(())
            } else {
                Err(format!("a refusal of {} bytes", text.len()))
            };
        }
    };
    sound(&told)?;
    let again = read(file, &how).map_err(|flaw| flaw.to_string())?;
    same(&told, &again, "the second time")?;
    if let Some(layout) = &told.csv {
        let written = serde_json::to_string(layout).map_err(|error| error.to_string())?;
        let kept = serde_json::from_str(&written).map_err(|error| error.to_string())?;
        let again = read(file, &How { csv: Some(kept), ..how.clone() }).map_err(|flaw| flaw.to_string())?;
        same(&told, &again, "by the layout that was used")?;
    }
    Ok(())
}

fn sound(told: &Told) -> Result<(), String> {
    if told.skipped.len() != told.skipped_count.min(SKIPPED_LISTED_MAX) {
        return Err("what was left out is not listed".to_owned());
    }
    if told.csv.is_some() != (told.format == Format::Csv) {
        return Err("a layout is of a table and nothing else".to_owned());
    }
    for account in &told.accounts {
        if account.window.is_some_and(|(first, last)| first > last) {
            return Err("a window ends before it begins".to_owned());
        }
        account.rows.iter().try_for_each(sound_row)?;
        let mut ids: Vec<&String> = account.rows.iter().filter_map(|row| row.id.as_ref()).collect();
        ids.sort_unstable();
        if ids.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err("two rows have one id".to_owned());
        }
    }
    Ok(())
}

fn sound_row(row: &FileRow) -> Result<(), String> {
    let facts = &row.facts;
    let days = [Some(facts.date), row.booked_on, row.value_on];
    let is_bounded = |text: &String| text.chars().count() <= 1_024 && !text.contains(char::is_control);
    let texts = [
        Some(&facts.description),
        facts.memo.as_ref(),
        facts.category.as_ref(),
        row.id.as_ref(),
        row.reference.as_ref(),
    ];
    if facts.amount.minor <= 0 {
        Err(format!("{}: an amount of {:?}", row.place, facts.amount))
    } else if !days.iter().flatten().all(|day| (DAYS.0..=DAYS.1).contains(day)) {
        Err(format!("{}: a day that never was", row.place))
    } else if !texts.into_iter().flatten().all(is_bounded) {
        Err(format!("{}: a text without end", row.place))
    } else {
        Ok(())
    }
}

fn same(one: &Told, other: &Told, when: &str) -> Result<(), String> {
    let rows = |told: &Told| -> Vec<Vec<FileRow>> {
        told.accounts.iter().map(|account| account.rows.clone()).collect()
    };
    if rows(one) == rows(other) { Ok(()) } else { Err(format!("other rows are read {when}")) }
}
