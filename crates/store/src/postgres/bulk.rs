//! An insert of many rows as one statement over arrays: `INSERT … SELECT * FROM unnest($1, $2, …)`.

use super::{collect, placeholders};
use crate::error::Error;
use crate::value::{Row, Value};
use crate::write::Write;
use deadpool_postgres::Object;
use std::collections::HashSet;
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

/// The bulk form of a write, if its statement is a plain `INSERT … VALUES (?1, …, ?n)` over all its arguments. Rows that update each
/// other go one by one: one statement must not touch a row twice (error 21000).
pub(super) async fn prepare(
    client: &Object,
    write: &Write,
    single: &Statement,
) -> Result<Option<Bulk>, Error> {
    let Some(sql) = rewrite(write.sql, single.params()) else { return Ok(None) };
    if key_columns(&sql).is_none_or(|columns| has_repeated_key(&write.rows, &columns)) {
        return Ok(None);
    }
    let Some(columns) = transpose(&write.rows, single.params()) else { return Ok(None) };
    let statement = client.prepare_cached(&sql).await.map_err(Error::from)?;
    Ok(Some(Bulk { statement, columns }))
}

fn rewrite(sql: &str, kinds: &[Type]) -> Option<String> {
    // Statements are broken into lines anywhere; none holds a literal in which that would matter.
    let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
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

/// The arguments that make the key of `ON CONFLICT (…) DO UPDATE`, by position; none without one. `None`: the statement is not
/// understood.
fn key_columns(sql: &str) -> Option<Vec<usize>> {
    let Some((_, conflict)) = sql.split_once(" ON CONFLICT (") else {
        return Some(Vec::new());
    };
    let (_, columns) = sql.split_once('(')?;
    let columns: Vec<&str> = columns.split_once(')')?.0.split(", ").collect();
    let (key, _) = conflict.split_once(')')?;
    key.split(", ").map(|name| columns.iter().position(|column| *column == name)).collect()
}

fn has_repeated_key(rows: &[Vec<Value>], columns: &[usize]) -> bool {
    let mut seen = HashSet::with_capacity(rows.len());
    let key = |row: &'_ Vec<Value>| columns.iter().map(|index| row.get(*index).cloned()).collect::<Vec<_>>();
    !columns.is_empty() && rows.iter().any(|row| !seen.insert(key(row)))
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
            Ok((client.execute(&self.statement, &args).await.map_err(Error::from)?, Vec::new()))
        } else {
            let rows = collect(&client.query(&self.statement, &args).await.map_err(Error::from)?)?;
            Ok((u64::try_from(rows.len()).unwrap_or(u64::MAX), rows))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::Guid;

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
        check(
            "INSERT INTO t (a, b)\n    VALUES (?1,\n    ?2)",
            Some(
                "INSERT INTO t (a, b) SELECT * FROM unnest(CAST($1 AS text[]), CAST($2 AS int8[])) WHERE true",
            ),
        );
        check("INSERT INTO t (a, b) VALUES (?2, ?1)", None);
        check("UPDATE t SET b = ?2 WHERE a = ?1", None);
    }

    /// What is written page by page must not fall back to single inserts for its form.
    #[test]
    fn pages_of_data_go_as_arrays() {
        let (user, account) = (Guid::from_digest([1; 16]), Guid::from_digest([2; 16]));
        for (write, arguments) in [
            (crate::transactions::upsert(&[]), 29),
            (crate::transactions::upsert_sightings(&[]), 17),
            (crate::transactions::set_ids(user, account, &[]), 6),
            (crate::accounts::upsert(&[]), 22),
            (crate::accounts::upsert_sightings(&[]), 17),
        ] {
            let sql = rewrite(write.sql, &vec![Type::TEXT; arguments]).expect(write.sql);
            assert!(key_columns(&sql).is_some_and(|columns| !columns.is_empty()), "{sql}");
        }
    }

    #[test]
    fn rows_that_update_each_other_are_seen() {
        let check = |sql: &str, keys: [&str; 3], repeats: bool| {
            let rows = keys.map(|key| vec![Value::Int(1), Value::Text(key.to_owned())]);
            assert_eq!(has_repeated_key(&rows, &key_columns(sql).unwrap()), repeats, "{sql} {keys:?}");
        };
        let upsert = "INSERT INTO t (a, b) SELECT … ON CONFLICT (b) DO UPDATE SET a = excluded.a";
        check(upsert, ["x", "y", "z"], false);
        check(upsert, ["x", "y", "x"], true);
        check("INSERT INTO t (a, b) SELECT … ON CONFLICT (b, a) DO UPDATE SET …", ["x", "y", "x"], true);
        check("INSERT INTO t (a, b) SELECT … ON CONFLICT (a) DO UPDATE SET …", ["x", "y", "z"], true);
        check("INSERT INTO t (a, b) SELECT … ON CONFLICT DO NOTHING", ["x", "x", "x"], false);
        check("INSERT INTO t (a, b) SELECT …", ["x", "x", "x"], false);
        assert_eq!(key_columns("INSERT INTO t (a, b) SELECT … ON CONFLICT (c) DO UPDATE SET …"), None);
    }
}
