//! The query of a request, read into a struct. Lists are repeated names, also with `[]` behind; Python writes booleans with a
//! capital.

use crate::app::App;
use crate::error::{Code, Refusal};
use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, Deserializer, Expected, IntoDeserializer, Unexpected, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

#[derive(Debug)]
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<Arc<App>> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Refusal> {
        read(&parts.uri).map(Self)
    }
}

fn read<T: DeserializeOwned>(uri: &Uri) -> Result<T, Refusal> {
    let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(uri)
        .map_err(|_| Refusal::new(Code::InvalidParameter, "The query is not readable."))?
        .0;
    let mut by_name = BTreeMap::<String, Vec<String>>::new();
    for (name, value) in pairs {
        let name = name.strip_suffix("[]").unwrap_or(&name).to_owned();
        by_name.entry(name).or_default().push(value);
    }
    let values = by_name.into_iter().map(|(name, values)| (name, Values(values)));
    serde_path_to_error::deserialize(MapDeserializer::new(values)).map_err(|error| {
        Refusal::new(Code::InvalidParameter, format!("{} must be {}", error.path(), error.inner().0))
    })
}

/// What a parameter must be.
#[derive(Debug)]
struct MustBe(String);

impl fmt::Display for MustBe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for MustBe {}

impl de::Error for MustBe {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(expected.to_string())
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(expected.to_string())
    }
}

/// All values of one name. Where one is wanted, the last counts.
#[derive(Debug)]
struct Values(Vec<String>);

impl Values {
    fn last(mut self) -> String {
        self.0.pop().unwrap_or_default()
    }
}

impl IntoDeserializer<'_, MustBe> for Values {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Values {
    type Error = MustBe;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, MustBe> {
        visitor.visit_string(self.last())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, MustBe> {
        visitor.visit_some(self)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, MustBe> {
        match self.last().as_str() {
            "true" | "True" => visitor.visit_bool(true),
            "false" | "False" => visitor.visit_bool(false),
            _ => Err(MustBe("true or false".to_owned())),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, MustBe> {
        match self.last().parse() {
            Ok(number) => visitor.visit_u32(number),
            Err(_) => Err(MustBe(format!("a whole number from 1 to {}", u32::MAX))),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, MustBe> {
        visitor.visit_seq(SeqDeserializer::new(self.0.into_iter()))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, MustBe> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 u8 u16 u64 f32 f64 char str string bytes byte_buf unit unit_struct
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::fields::{Day, GivenUseCase, Text, UseCase};
    use serde::Deserialize;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Filter {
        name: Option<Text<5>>,
        page: Option<u32>,
        is_on: Option<bool>,
        day: Option<Day>,
        use_case: Option<GivenUseCase>,
        codes: Vec<String>,
    }

    fn read_query(query: &str) -> Result<Filter, String> {
        read(&format!("http://hub/list?{query}").parse().unwrap()).map_err(|refusal| refusal.message)
    }

    #[test]
    fn what_clients_send_is_read() {
        let check = |query: &str, expected: Filter| assert_eq!(read_query(query), Ok(expected), "{query}");
        check("", Filter::default());
        check("unknown=1&_=%F0%28", Filter::default());
        check("name=a%20b", Filter { name: Some(Text("a b".into())), ..Filter::default() });
        check("is_on=True", Filter { is_on: Some(true), ..Filter::default() });
        check("is_on=false", Filter { is_on: Some(false), ..Filter::default() });
        check("page=3&page=4", Filter { page: Some(4), ..Filter::default() });
        for list in ["codes=a&codes=b", "codes[]=a&codes[]=b", "codes%5B%5D=a&codes=b"] {
            check(list, Filter { codes: vec!["a".into(), "b".into()], ..Filter::default() });
        }
        check(
            "use_case=PFM",
            Filter { use_case: Some(GivenUseCase(UseCase::PersonalFinance)), ..Filter::default() },
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        let check =
            |query: &str, expected: &str| assert_eq!(read_query(query), Err(expected.to_owned()), "{query}");
        check("name=abcdef", "name must be text of at most 5 characters");
        check("name=%00", "name must be text without the character U+0000");
        check("is_on=7", "is_on must be true or false");
        check("is_on=", "is_on must be true or false");
        for number in ["-1", "two", "", "99999999999999999999999", "1.5"] {
            check(&format!("page={number}"), "page must be a whole number from 1 to 4294967295");
        }
        check("day=2026-02-30", "day must be a day that exists, such as 2026-10-06");
        check("use_case=GAMBLING", "use_case must be one of MONEY_MOVEMENT, PFM");
    }
}
