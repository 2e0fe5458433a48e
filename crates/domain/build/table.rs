//! A CSV file with named columns; every complaint says file and line.

/// A table as read.
pub(crate) struct Table {
    path: &'static str,
    columns: csv::StringRecord,
    rows: Vec<csv::StringRecord>,
}

/// One row of it.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    table: &'a Table,
    record: &'a csv::StringRecord,
}

impl Table {
    pub(crate) fn read(path: &'static str) -> Result<Self, String> {
        let complain = |error: csv::Error| format!("{path}: {error}");
        let mut reader = csv::Reader::from_path(path).map_err(complain)?;
        let columns = reader.headers().map_err(complain)?.clone();
        let rows = reader.records().collect::<Result<_, _>>().map_err(complain)?;
        Ok(Self { path, columns, rows })
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|record| Row { table: self, record })
    }
}

impl<'a> Row<'a> {
    /// What stands in the column, which may be nothing.
    pub(crate) fn text(self, column: &str) -> Result<&'a str, String> {
        self.table
            .columns
            .iter()
            .position(|name| name == column)
            .and_then(|index| self.record.get(index))
            .ok_or_else(|| format!("{}:1: no column {column}", self.table.path))
    }

    /// What stands in the column, which must be something.
    pub(crate) fn given(self, column: &str) -> Result<&'a str, String> {
        match self.text(column)? {
            "" => self.refuse(&format!("{column} is missing")),
            text => Ok(text),
        }
    }

    /// One of `known`; anything else is refused.
    pub(crate) fn one_of(self, column: &str, known: &[&str]) -> Result<&'a str, String> {
        let text = self.given(column)?;
        if known.contains(&text) {
            Ok(text)
        } else {
            self.refuse(&format!("{column} is {text}, which is none of {}", known.join(", ")))
        }
    }

    /// One of the names of another table.
    pub(crate) fn named(self, column: &str, names: &[String]) -> Result<&'a str, String> {
        let text = self.given(column)?;
        self.known(column, text, names).map(|()| text)
    }

    /// Words of the column, each a name of another table; `-` is none.
    pub(crate) fn list(
        self,
        column: &str,
        separator: char,
        names: Option<&[String]>,
    ) -> Result<Vec<&'a str>, String> {
        let words: Vec<&str> =
            self.text(column)?.split(separator).filter(|word| !word.is_empty() && *word != "-").collect();
        for word in &words {
            if let Some(names) = names {
                self.known(column, word, names)?;
            }
        }
        Ok(words)
    }

    pub(crate) fn flag(self, column: &str) -> Result<bool, String> {
        Ok(self.one_of(column, &["yes", "no"])? == "yes")
    }

    fn known(self, column: &str, name: &str, names: &[String]) -> Result<(), String> {
        if names.iter().any(|known| known == name) {
            Ok(())
        } else {
            self.refuse(&format!("{column} names {name}, which does not exist"))
        }
    }

    pub(crate) fn refuse<T>(self, problem: &str) -> Result<T, String> {
        let line = self.record.position().map_or(0, csv::Position::line);
        Err(format!("{}:{line}: {problem}", self.table.path))
    }
}
