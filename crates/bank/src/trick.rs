//! The tricks that an institution plays on apps when staff says so: losses, muddles and lies at its own page's endpoints and in FDX.

use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Trick {
    /// Tokens are given and the answer is not: the line is cut.
    TokenLost,
    /// Answers end in their middle.
    HalfAnswers,
    /// Texts are lists, and lists are objects.
    WrongTypes,
    /// The metadata are those of another server.
    OtherIssuer,
    /// Accounts have other ids each second.
    ChangingIds,
    /// Under an account's id stand somebody else's transactions.
    OthersTransactions,
}

/// The bytes of an answer, as they are sent.
pub(crate) fn body(trick: Option<Trick>, answer: Value) -> Vec<u8> {
    match trick {
        Some(Trick::HalfAnswers) => half(answer.to_string().into_bytes()),
        Some(Trick::WrongTypes) => muddled(answer).to_string().into_bytes(),
        Some(Trick::TokenLost | Trick::OtherIssuer | Trick::ChangingIds | Trick::OthersTransactions)
        | None => answer.to_string().into_bytes(),
    }
}

/// The bytes of a document, as they are sent.
pub(crate) fn document(trick: Option<Trick>, bytes: Vec<u8>) -> Vec<u8> {
    match trick {
        Some(Trick::HalfAnswers) => half(bytes),
        Some(
            Trick::WrongTypes
            | Trick::TokenLost
            | Trick::OtherIssuer
            | Trick::ChangingIds
            | Trick::OthersTransactions,
        )
        | None => bytes,
    }
}

fn half(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len() / 2);
    bytes
}

fn muddled(value: Value) -> Value {
    match value {
        Value::Array(items) => {
            (1..).map(|place: u32| place.to_string()).zip(items.into_iter().map(muddled)).collect()
        }
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, muddled(value))).collect(),
        Value::String(text) => Value::Array(vec![Value::String(text)]),
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn answers_are_spoilt() {
        let answer = || json!({"a": ["b", 1]});
        for (trick, text) in [
            (None, r#"{"a":["b",1]}"#),
            (Some(Trick::TokenLost), r#"{"a":["b",1]}"#),
            (Some(Trick::HalfAnswers), r#"{"a":["#),
            (Some(Trick::WrongTypes), r#"{"a":{"1":["b"],"2":1}}"#),
        ] {
            assert_eq!(String::from_utf8(body(trick, answer())).unwrap(), text, "{trick:?}");
        }
    }
}
