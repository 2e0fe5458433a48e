//! An insert of many rows as one statement over arrays: `INSERT … SELECT * FROM unnest($1, $2, …)`.

use super::{collect, failed, placeholders};
use crate::error::Error;
use crate::value::{Row, Value};
use crate::write::Write;
use deadpool_postgres::Object;
use tokio_postgres::Statement;
use tokio_postgres::types::{ToSql, Type};

/// A bulk statement and its columns of arguments.
pub(super) struct Bulk {
    statement: Statement,
    columns: Vec<Column>,
}

enum Column {
    Ints(Vec<Option<i64>>),
    Texts(Vec<Option<String>>),
    Blobs(Vec<Option<Vec<u8>>>),
}

/// The bulk form of a write, if its statement is a plain `INSERT … VALUES (?1, …, ?n)` over all its arguments.
pub(super) async fn prepare(
    client: &Object,
    write: &Write,
    single: &Statement,
) -> Result<Option<Bulk>, Error> {
    let Some(sql) = rewrite(write.sql, single.params()) else { return Ok(None) };
    let Some(columns) = transpose(&write.rows, single.params()) else { return Ok(None) };
    let statement = client.prepare_cached(&sql).await.map_err(Error::Postgres)?;
    Ok(Some(Bulk { statement, columns }))
}

fn rewrite(sql: &str, kinds: &[Type]) -> Option<String> {
    let list: Vec<String> = (1..=kinds.len()).map(|number| format!("?{number}")).collect();
    let values = format!("VALUES ({})", list.join(", "));
    let (before, after) = sql.split_once(values.as_str())?;
    let arrays: Vec<String> =
        kinds.iter().enumerate().map(|(i, kind)| format!("CAST(?{} AS {}[])", i + 1, kind.name())).collect();
    // Without WHERE, "ON CONFLICT" would be read as a join condition on some databases; it does no harm here.
    Some(
        placeholders(&format!("{before}SELECT * FROM unnest({}) WHERE true{after}", arrays.join(", ")))
            .into_owned(),
    )
}

fn transpose(rows: &[Vec<Value>], kinds: &[Type]) -> Option<Vec<Column>> {
    kinds
        .iter()
        .enumerate()
        .map(|(index, kind)| {
            let cells = rows.iter().map(|row| row.get(index));
            match *kind {
                Type::INT8 => cells.map(|cell| int(cell?)).collect::<Option<_>>().map(Column::Ints),
                Type::TEXT => cells.map(|cell| text(cell?)).collect::<Option<_>>().map(Column::Texts),
                Type::BYTEA => cells.map(|cell| blob(cell?)).collect::<Option<_>>().map(Column::Blobs),
                _ => None,
            }
        })
        .collect()
}

#[expect(clippy::option_option, reason = "outer: readable, inner: null")]
fn int(value: &Value) -> Option<Option<i64>> {
    match value {
        Value::Null => Some(None),
        Value::Int(int) => Some(Some(*int)),
        Value::Text(_) | Value::Blob(_) | Value::Keys(_) => None,
    }
}

#[expect(clippy::option_option, reason = "outer: readable, inner: null")]
fn text(value: &Value) -> Option<Option<String>> {
    match value {
        Value::Null => Some(None),
        Value::Text(text) => Some(Some(text.clone())),
        Value::Int(_) | Value::Blob(_) | Value::Keys(_) => None,
    }
}

#[expect(clippy::option_option, reason = "outer: readable, inner: null")]
fn blob(value: &Value) -> Option<Option<Vec<u8>>> {
    match value {
        Value::Null => Some(None),
        Value::Blob(bytes) => Some(Some(bytes.clone())),
        Value::Int(_) | Value::Text(_) | Value::Keys(_) => None,
    }
}

impl Bulk {
    pub(super) async fn execute(&self, client: &Object) -> Result<(u64, Vec<Row>), Error> {
        let args: Vec<&(dyn ToSql + Sync)> = self
            .columns
            .iter()
            .map(|column| -> &(dyn ToSql + Sync) {
                match column {
                    Column::Ints(cells) => cells,
                    Column::Texts(cells) => cells,
                    Column::Blobs(cells) => cells,
                }
            })
            .collect();
        if self.statement.columns().is_empty() {
            Ok((client.execute(&self.statement, &args).await.map_err(failed)?, Vec::new()))
        } else {
            let rows = collect(&client.query(&self.statement, &args).await.map_err(failed)?)?;
            Ok((u64::try_from(rows.len()).unwrap_or(u64::MAX), rows))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_inserts_are_rewritten() {
        let check = |sql: &str, expected: Option<&str>| {
            assert_eq!(rewrite(sql, &[Type::TEXT, Type::INT8]).as_deref(), expected, "{sql}");
        };
        check(
            "INSERT INTO t (a, b) VALUES (?1, ?2) ON CONFLICT (a) DO UPDATE SET b = excluded.b",
            Some(
                "INSERT INTO t (a, b) SELECT * FROM unnest(CAST($1 AS text[]), CAST($2 AS int8[])) WHERE true ON CONFLICT (a) DO UPDATE SET b = excluded.b",
            ),
        );
        check("INSERT INTO t (a, b) VALUES (?2, ?1)", None);
        check("UPDATE t SET b = ?2 WHERE a = ?1", None);
    }
}
