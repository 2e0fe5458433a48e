//! The beginning of a table, for somebody who says what its columns hold.

use super::layout::Delimiter;
use super::table::{Table, separator};

/// The first rows of a table, whatever they hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    pub delimiter: Delimiter,
    /// Each with as many cells as the longest.
    pub rows: Vec<Vec<String>>,
}

/// The first rows, cut by what makes most cells of them. None where nothing makes two.
pub(in super::super) fn sample(text: &str, rows_max: usize) -> Option<Sample> {
    let told = separator(text).map(|(delimiter, _)| delimiter);
    let delimiters = told.map_or(Delimiter::ALL.to_vec(), |one| vec![one]);
    let cut =
        delimiters.into_iter().map(|delimiter| Sample { delimiter, rows: rows(text, delimiter, rows_max) });
    // What stands in all rows alike separates them.
    let fewest = |sample: &Sample| sample.rows.iter().map(Vec::len).min().unwrap_or_default();
    let mut best = cut.max_by_key(|sample| (fewest(sample).min(2), width(sample)))?;
    let columns = width(&best);
    best.rows.iter_mut().for_each(|row| row.resize(columns, String::new()));
    (columns > 1).then_some(best)
}

fn width(sample: &Sample) -> usize {
    sample.rows.iter().map(Vec::len).max().unwrap_or_default()
}

fn rows(text: &str, delimiter: Delimiter, rows_max: usize) -> Vec<Vec<String>> {
    let mut table = Table::new(text, delimiter);
    let mut rows = Vec::new();
    while rows.len() < rows_max
        && let Ok(Some(record)) = table.next()
    {
        rows.push(record.cells().map(str::to_owned).collect());
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rows_are_cut_by_what_separates_them() {
        let check = |text: &str, delimiter, expected: &[&[&str]]| {
            let found = sample(text, 2).unwrap();
            assert_eq!(
                (found.delimiter, found.rows),
                (
                    delimiter,
                    expected.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
                )
            );
        };
        check("a;b;c\n1,5;2;3\n4;5;6\n", Delimiter::Semicolon, &[&["a", "b", "c"], &["1,5", "2", "3"]]);
        check("a,b\n1\n", Delimiter::Comma, &[&["a", "b"], &["1", ""]]);
        check("sep=|\na,b|c\n", Delimiter::Pipe, &[&["a,b", "c"]]);
        assert_eq!(sample("just words\nof a letter\n", 5), None);
        assert_eq!(sample("", 5), None);
    }
}
