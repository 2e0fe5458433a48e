//! The table of results.

/// Rows of what was measured.
#[derive(Debug, Default)]
pub(crate) struct Table(Vec<[String; 5]>);

impl Table {
    /// A row: what, how much, against how much, the ratio or verdict, the aim.
    pub(crate) fn row(&mut self, what: &str, ours: String, theirs: String, result: String, aim: &str) {
        self.0.push([what.to_owned(), ours, theirs, result, aim.to_owned()]);
    }

    #[expect(clippy::print_stdout, reason = "the table is the program's answer")]
    pub(crate) fn print(&self) {
        let header = ["what", "swingbridge", "bare", "result", "aim"].map(str::to_owned);
        let rows: Vec<&[String; 5]> = std::iter::once(&header).chain(&self.0).collect();
        let widths: Vec<usize> = (0..header.len())
            .map(|column| {
                rows.iter()
                    .filter_map(|row| row.get(column))
                    .map(|cell| cell.chars().count())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        for row in rows {
            let cells: Vec<String> = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| format!("{cell:<width$}", width = *width))
                .collect();
            println!("{}", cells.join("  ").trim_end());
        }
    }
}

/// The middle of several measurements.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A count per time.
pub(crate) fn per_second(count: u32, took: std::time::Duration) -> f64 {
    f64::from(count) / took.as_secs_f64()
}

pub(crate) fn percent(ratio: f64) -> String {
    format!("{:.0} %", ratio * 100.0)
}
