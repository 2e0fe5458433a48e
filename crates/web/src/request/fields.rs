//! The kinds of values that requests hold, each with its limits. A value that cannot be is told by what it must be; the value itself
//! is never repeated, since it may be a password in the wrong place.

use crate::export::ExportFormat;
use domain::account::{AccountType, PropertyType};
use domain::clock::Timestamp;
use domain::event::EventName;
use domain::id::{Guid, Kind};
use domain::institution::Product;
use domain::transaction::TransactionType;
use domain::verification::VerificationState;
use engine::records::DeliveryStatus;
use engine::{ReportType, Secret};
use jiff::civil::Date;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::fmt;
use std::marker::PhantomData;
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Characters of an id that a client gives, as with MX.
pub(crate) const ID_CHARS_MAX: usize = 1_024;
pub(crate) const NAME_CHARS_MAX: usize = 255;
pub(crate) const METADATA_CHARS_MAX: usize = 65_536;
pub(crate) const DESCRIPTION_CHARS_MAX: usize = 1_024;
/// Characters of a number; bounds the work on what strangers send.
const NUMBER_CHARS_MAX: usize = 64;

pub(crate) type Name = Text<NAME_CHARS_MAX>;
pub(crate) type Metadata = Text<METADATA_CHARS_MAX>;
pub(crate) type Description = Text<DESCRIPTION_CHARS_MAX>;

/// Refuses a value of the right type without repeating it.
fn refuse<E: Error>(expected: &str) -> E {
    E::invalid_value(Unexpected::Other("value"), &expected)
}

/// Text of at most so many characters. PostgreSQL stores no U+0000, so nothing takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text<const CHARS_MAX: usize>(pub(crate) String);

impl<const CHARS_MAX: usize> From<Text<CHARS_MAX>> for String {
    fn from(text: Text<CHARS_MAX>) -> Self {
        text.0
    }
}

impl<'de, const CHARS_MAX: usize> Deserialize<'de> for Text<CHARS_MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.chars().count() > CHARS_MAX {
            Err(refuse(&format!("text of at most {CHARS_MAX} characters")))
        } else if text.contains('\0') {
            Err(refuse("text without the character U+0000"))
        } else {
            Ok(Self(text))
        }
    }
}

/// An id that the client gives a thing of kind `K`. It must not look like one of our guids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GivenId<K>(pub(crate) String, PhantomData<K>);

impl<K> From<GivenId<K>> for String {
    fn from(id: GivenId<K>) -> Self {
        id.0
    }
}

impl<'de, K: Kind> Deserialize<'de> for GivenId<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Text(id) = Text::<ID_CHARS_MAX>::deserialize(deserializer)?;
        let looks_ours = id.strip_prefix(K::PREFIX).is_some_and(|rest| rest.starts_with('-'));
        if id.is_empty() || looks_ours {
            return Err(refuse(&format!("text that is not empty and does not begin with {}-", K::PREFIX)));
        }
        Ok(Self(id, PhantomData))
    }
}

/// A guid of ours, as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GuidText<K: Kind>(pub(crate) Guid<K>);

impl<'de, K: Kind> Deserialize<'de> for GuidText<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(|_| refuse(&format!("a guid that begins with {}-", K::PREFIX)))
    }
}

/// A secret text; wiped after use.
#[derive(Debug, Clone)]
pub(crate) struct SecretText(pub(crate) Secret);

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Secret::new(text)))
    }
}

/// A JSON number, as the decimal text that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number(pub(crate) String);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let text = raw.get();
        if !text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
            return Err(D::Error::invalid_type(Unexpected::Other("value"), &"a number"));
        }
        if text.len() > NUMBER_CHARS_MAX {
            return Err(refuse(&format!("a number of at most {NUMBER_CHARS_MAX} characters")));
        }
        Ok(Self(text.to_owned()))
    }
}

/// Written as the number it is.
impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.clone()).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl PartialSchema for Number {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(SchemaType::Type(Type::Number)).into()
    }
}
impl ToSchema for Number {}

/// A day, `2026-10-06`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day(pub(crate) Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// Other spellings of a day exist; one is enough.
        const LENGTH: usize = "2026-10-06".len();
        let text = String::deserialize(deserializer)?;
        Some(&text)
            .filter(|text| text.len() == LENGTH)
            .and_then(|text| text.parse().ok())
            .map(Self)
            .ok_or_else(|| refuse("a day that exists, such as 2026-10-06"))
    }
}

/// A moment: seconds since 1970 as MX wants it, or RFC 3339.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment(pub(crate) Timestamp);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let seconds = text.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
        seconds.or_else(|| text.parse().ok()).map(Self).ok_or_else(|| {
            refuse("seconds since 1970 such as 1790000000, or a time such as 2026-10-06T12:00:00Z")
        })
    }
}

macro_rules! choices {
    ($($(#[doc = $doc:literal])+ $given:ident($choice:ty), $all:expr, $from_name:expr;)*) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) struct $given(pub(crate) $choice);

        impl $given {
            fn names() -> Vec<&'static str> {
                $all.iter().map(|one| one.name()).collect()
            }
        }

        impl<'de> Deserialize<'de> for $given {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = String::deserialize(deserializer)?;
                let expected = || refuse(&format!("one of {}", Self::names().join(", ")));
                $from_name(&name).map(Self).ok_or_else(expected)
            }
        }

        impl PartialSchema for $given {
            fn schema() -> RefOr<Schema> {
                let text = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
                text.enum_values(Some(Self::names())).into()
            }
        }
        impl ToSchema for $given {}
    )*};
}

choices! {
    /// The type of an account, by MX's name.
    GivenAccountType(AccountType), AccountType::ALL, AccountType::from_name;
    /// The type of a property, by MX's name.
    GivenPropertyType(PropertyType), PropertyType::ALL, PropertyType::from_name;
    /// A product; MX calls one of them `history` where it is asked for and `transaction_history` where it is told.
    GivenProduct(Product), Product::ALL, |name: &str| match name {
        "history" => Some(Product::TransactionHistory),
        other => Product::from_name(other),
    };
    /// The side of a transaction, by MX's name.
    GivenTransactionType(TransactionType), [TransactionType::Credit, TransactionType::Debit], TransactionType::from_name;
    /// The name of an event.
    GivenEventName(EventName), EventName::ALL, EventName::from_name;
    /// How far a delivery has come.
    GivenDeliveryStatus(DeliveryStatus), [DeliveryStatus::Waiting, DeliveryStatus::Delivered, DeliveryStatus::GivenUp],
        DeliveryStatus::from_name;
    /// What is made of a verification's data.
    GivenReportType(ReportType), [ReportType::Assets, ReportType::None], ReportType::from_name;
    /// Where a verification stands.
    GivenVerificationState(VerificationState), VerificationState::ALL, VerificationState::from_name;
    /// The form of an export.
    GivenExportFormat(ExportFormat), ExportFormat::ALL, ExportFormat::from_name;
    /// A use case, by MX's name.
    GivenUseCase(UseCase), UseCase::ALL, UseCase::from_name;
}

/// What a connection is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UseCase {
    MoneyMovement,
    PersonalFinance,
}

impl UseCase {
    const ALL: [Self; 2] = [Self::MoneyMovement, Self::PersonalFinance];

    /// MX's name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::MoneyMovement => "MONEY_MOVEMENT",
            Self::PersonalFinance => "PFM",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// A JSON object and nothing else: serde would also take a list, by the order of the fields.
#[derive(Debug, Clone)]
pub(crate) struct Object<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id;
    use serde_json::from_str;

    /// What is said of a JSON text that is no `T`.
    fn problem<T: for<'de> Deserialize<'de> + fmt::Debug>(json: &str) -> String {
        from_str::<T>(json).unwrap_err().to_string()
    }

    #[test]
    fn texts_have_limits() {
        assert_eq!(from_str::<Text<3>>("\"äöü\"").unwrap().0, "äöü");
        assert!(problem::<Text<3>>("\"abcd\"").contains("expected text of at most 3 characters"));
        assert!(problem::<Text<3>>("\"a\\u0000\"").contains("expected text without the character U+0000"));
    }

    #[test]
    fn given_ids_do_not_look_like_ours() {
        for good in ["mine", "USR", "USRX-1", "MBR-1"] {
            assert_eq!(from_str::<GivenId<id::User>>(&format!("\"{good}\"")).unwrap().0, good);
        }
        for bad in ["", "USR-mine"] {
            assert!(problem::<GivenId<id::User>>(&format!("\"{bad}\"")).contains("does not begin with USR-"));
        }
    }

    #[test]
    fn numbers_stay_as_they_were_written() {
        for good in ["0", "-0.10", "1e300", "12345678901234567890.123456789"] {
            let number: Number = from_str(good).unwrap();
            assert_eq!((number.0.as_str(), serde_json::to_string(&number).unwrap().as_str()), (good, good));
        }
        for bad in ["\"12\"", "true", "[1]", "{\"a\":1}"] {
            assert!(problem::<Number>(bad).contains("expected a number"), "{bad}");
        }
        assert_eq!(from_str::<Option<Number>>("null").unwrap(), None);
        assert!(problem::<Number>(&"9".repeat(65)).contains("at most 64 characters"));
    }

    #[test]
    fn days_and_moments_exist() {
        assert_eq!(from_str::<Day>("\"2024-02-29\"").unwrap().0.to_string(), "2024-02-29");
        for bad in ["2026-02-30", "soon", "20261006", "2026-10-06T00:00:00Z", ""] {
            assert!(problem::<Day>(&format!("\"{bad}\"")).contains("expected a day that exists"), "{bad}");
        }
        for same in ["1790000000", "2026-09-21T14:13:20Z", "2026-09-21T16:13:20+02:00"] {
            let moment: Moment = from_str(&format!("\"{same}\"")).unwrap();
            assert_eq!(moment.0.as_second(), 1_790_000_000);
        }
        assert!(problem::<Moment>("\"99999999999999999999\"").contains("expected seconds"));
    }

    #[test]
    fn objects_are_not_lists_and_choices_are_listed() {
        #[derive(Debug, Deserialize)]
        struct Thing {
            kind: Option<GivenTransactionType>,
        }
        assert!(problem::<Object<Thing>>("[\"DEBIT\"]").contains("expected an object"));
        let thing: Object<Thing> = from_str("{\"kind\": \"DEBIT\", \"more\": 1}").unwrap();
        assert_eq!(thing.0.kind, Some(GivenTransactionType(TransactionType::Debit)));
        let said = problem::<Object<Thing>>("{\"kind\": \"hunter2\"}");
        assert!(said.contains("expected one of CREDIT, DEBIT") && !said.contains("hunter2"), "{said}");
    }
}
