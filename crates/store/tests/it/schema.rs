//! The schema, as it is after all migrations. `UPDATE_SNAPSHOTS=1` writes the committed files anew.

use crate::bed::{Bed, on_postgres, on_sqlite};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use store::{Row, args};

const SQLITE_COLUMNS: &str = "SELECT tables.name AS tab, columns.name AS col FROM sqlite_master AS tables
    JOIN pragma_table_info(tables.name) AS columns WHERE tables.type IN ('table', 'view') AND tables.name NOT LIKE 'sqlite_%'";
const POSTGRES_COLUMNS: &str = "SELECT CAST(table_name AS TEXT) AS tab, CAST(column_name AS TEXT) AS col
    FROM information_schema.columns WHERE table_schema = 'public'";

const SQLITE_DUMP: &str =
    "SELECT sql AS line FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name";
const POSTGRES_DUMP: &str = "SELECT format('%s.%s %s%s%s', table_name, column_name, data_type,
            CASE collation_name WHEN 'C' THEN '' ELSE ' collated ' || collation_name END,
            CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END) AS line
        FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT format('%s %s', CAST(conrelid AS regclass), pg_get_constraintdef(oid)) FROM pg_constraint
        WHERE contype IN ('f', 'c') AND connamespace = CAST('public' AS regnamespace)
    ORDER BY line";

/// The tables, without views.
pub(crate) async fn tables(bed: &Bed) -> BTreeSet<String> {
    let tables = columns(bed).await.into_iter().map(|name| name.split_once('.').unwrap().0.to_owned());
    tables.filter(|table| table != "events").collect()
}

/// The tables, without views, that have a column.
pub(crate) async fn tables_with(bed: &Bed, column: &str) -> BTreeSet<String> {
    let columns = columns(bed).await;
    tables(bed).await.into_iter().filter(|table| columns.contains(&format!("{table}.{column}"))).collect()
}

/// The tables, without views, each with each of its columns.
pub(crate) async fn columns_of_tables(bed: &Bed) -> Vec<(String, String)> {
    let split =
        |name: &String| name.split_once('.').map(|(table, column)| (table.to_owned(), column.to_owned()));
    columns(bed).await.iter().filter_map(split).filter(|(table, _)| table != "events").collect()
}

/// Every column of every table, as `table.column`.
async fn columns(bed: &Bed) -> BTreeSet<String> {
    let sql = if bed.is_postgres() { POSTGRES_COLUMNS } else { SQLITE_COLUMNS };
    let name = |row: &Row| format!("{}.{}", row.text("tab").unwrap(), row.text("col").unwrap());
    bed.read(sql, Vec::new()).await.iter().map(name).collect()
}

async fn check(bed: &Bed, dump: &'static str, file: &str) {
    let rows = bed.read(dump, Vec::new()).await;
    let mut found = String::new();
    for row in &rows {
        found.push_str(row.opt_text("line").unwrap().unwrap_or_default());
        found.push('\n');
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(file);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert_eq!(found, committed, "the schema is not that of {file}");
}

#[test]
fn sqlite_is_as_committed() {
    on_sqlite(async |bed| check(bed, SQLITE_DUMP, "schema.sqlite.txt").await);
}

#[test]
fn postgres_is_as_committed() {
    on_postgres(async |bed| check(bed, POSTGRES_DUMP, "schema.postgres.txt").await);
}

#[test]
fn both_have_the_same_tables_and_columns() {
    let found = Mutex::new(Vec::new());
    let gather = async |bed: &Bed| {
        let columns = columns(bed).await;
        found.lock().unwrap().push(columns);
    };
    on_sqlite(gather);
    on_postgres(gather);
    if let [sqlite, postgres] = found.into_inner().unwrap().as_slice() {
        let only_postgres: Vec<_> = postgres.difference(sqlite).map(String::as_str).collect();
        assert_eq!(only_postgres, ["commits.committed_at", "commits.id", "event_log.xid"]);
        assert_eq!(sqlite.difference(postgres).count(), 0);
        assert!(sqlite.contains("events.sequence") && sqlite.len() > 150, "{}", sqlite.len());
    }
}

#[test]
fn settings_of_the_connections_are_the_safe_ones() {
    on_sqlite(async |bed| {
        assert_eq!(bed.read("PRAGMA journal_mode", args![]).await[0].text("journal_mode").unwrap(), "wal");
        assert_eq!(bed.read("PRAGMA synchronous", args![]).await[0].int("synchronous").unwrap(), 2);
        assert_eq!(bed.read("PRAGMA foreign_keys", args![]).await[0].int("foreign_keys").unwrap(), 1);
        assert_eq!(bed.read("PRAGMA secure_delete", args![]).await[0].int("secure_delete").unwrap(), 1);
    });
}
