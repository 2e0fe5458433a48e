//! What goes into a statement and comes out of one: four kinds of value, and rows whose columns are read by name.

use crate::error::Error;
use domain::clock::Timestamp;
use std::sync::Arc;

/// One value of a statement, on both databases.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    Null,
    /// Counts, amounts in minor units, flags (0 or 1), times in microseconds since 1970 in UTC.
    Int(i64),
    Text(String),
    /// Sealed secrets.
    Blob(Vec<u8>),
    /// A JSON object whose keys are a list: `IN (SELECT key FROM json_each(?1))`.
    Keys(String),
}

impl Value {
    /// A list for `IN (SELECT key FROM json_each(?1))`.
    pub fn keys<T: ToString>(items: impl IntoIterator<Item = T>) -> Self {
        let map: serde_json::Map<String, serde_json::Value> =
            items.into_iter().map(|item| (item.to_string(), serde_json::Value::from(1))).collect();
        Self::Keys(serde_json::Value::Object(map).to_string())
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(value.into())
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(value)
    }
}

impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Int(value.as_microsecond())
    }
}

impl From<jiff::civil::Date> for Value {
    fn from(value: jiff::civil::Date) -> Self {
        Self::Text(value.to_string())
    }
}

impl<K: domain::id::Kind> From<domain::id::Guid<K>> for Value {
    fn from(value: domain::id::Guid<K>) -> Self {
        Self::Text(value.to_string())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// The arguments of a statement: anything that is a [`Value`].
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::value::Value::from($value)),*] };
}

/// One row of an answer.
#[derive(Debug, Clone)]
pub struct Row {
    columns: Arc<[String]>,
    values: Vec<Value>,
}

impl Row {
    pub(crate) fn new(columns: Arc<[String]>, values: Vec<Value>) -> Self {
        Self { columns, values }
    }

    fn value(&self, column: &'static str) -> Result<&Value, Error> {
        self.columns
            .iter()
            .position(|name| name == column)
            .and_then(|index| self.values.get(index))
            .ok_or_else(|| self.unreadable(column, "is not in the answer"))
    }

    /// A row that cannot be read back is an error with its id.
    fn unreadable(&self, column: &'static str, problem: &str) -> Error {
        let id = self.columns.iter().zip(&self.values).find_map(|(name, value)| match value {
            Value::Text(text) if name == "guid" || name == "code" => Some(text.clone()),
            _ => None,
        });
        Error::Unreadable { row: id.unwrap_or_default(), column, problem: problem.to_owned() }
    }

    /// The text of a column, if it is not null.
    pub fn opt_text(&self, column: &'static str) -> Result<Option<&str>, Error> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text)),
            _ => Err(self.unreadable(column, "is no text")),
        }
    }

    pub fn text(&self, column: &'static str) -> Result<&str, Error> {
        self.opt_text(column)?.ok_or_else(|| self.unreadable(column, "is null"))
    }

    /// An owned text, if it is not null.
    pub fn opt_string(&self, column: &'static str) -> Result<Option<String>, Error> {
        Ok(self.opt_text(column)?.map(str::to_owned))
    }

    pub fn string(&self, column: &'static str) -> Result<String, Error> {
        Ok(self.text(column)?.to_owned())
    }

    pub fn opt_int(&self, column: &'static str) -> Result<Option<i64>, Error> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Int(int) => Ok(Some(*int)),
            _ => Err(self.unreadable(column, "is no integer")),
        }
    }

    pub fn int(&self, column: &'static str) -> Result<i64, Error> {
        self.opt_int(column)?.ok_or_else(|| self.unreadable(column, "is null"))
    }

    /// A count; negative ones cannot be read back.
    pub fn count(&self, column: &'static str) -> Result<u32, Error> {
        u32::try_from(self.int(column)?).map_err(|_| self.unreadable(column, "is no count"))
    }

    pub fn flag(&self, column: &'static str) -> Result<bool, Error> {
        match self.int(column)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(self.unreadable(column, "is neither 0 nor 1")),
        }
    }

    pub fn opt_blob(&self, column: &'static str) -> Result<Option<&[u8]>, Error> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Blob(bytes) => Ok(Some(bytes)),
            _ => Err(self.unreadable(column, "is no blob")),
        }
    }

    pub fn blob(&self, column: &'static str) -> Result<&[u8], Error> {
        self.opt_blob(column)?.ok_or_else(|| self.unreadable(column, "is null"))
    }

    pub fn opt_time(&self, column: &'static str) -> Result<Option<Timestamp>, Error> {
        self.opt_int(column)?
            .map(|micros| {
                Timestamp::from_microsecond(micros).map_err(|_| self.unreadable(column, "is no time"))
            })
            .transpose()
    }

    pub fn time(&self, column: &'static str) -> Result<Timestamp, Error> {
        self.opt_time(column)?.ok_or_else(|| self.unreadable(column, "is null"))
    }

    /// Text that is read into something else: a guid, a day.
    pub fn parse<T: std::str::FromStr>(&self, column: &'static str) -> Result<T, Error> {
        self.text(column)?.parse().map_err(|_| self.unreadable(column, "has an unknown form"))
    }

    pub fn opt_parse<T: std::str::FromStr>(&self, column: &'static str) -> Result<Option<T>, Error> {
        self.opt_text(column)?
            .map(|text| text.parse().map_err(|_| self.unreadable(column, "has an unknown form")))
            .transpose()
    }

    /// Text that is one of a set of names.
    pub fn named<T>(&self, column: &'static str, find: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
        find(self.text(column)?).ok_or_else(|| self.unreadable(column, "is no known name"))
    }

    /// Text that is JSON.
    pub fn json<T: serde::de::DeserializeOwned>(&self, column: &'static str) -> Result<T, Error> {
        serde_json::from_str(self.text(column)?)
            .map_err(|_| self.unreadable(column, "is no JSON of the expected form"))
    }
}
