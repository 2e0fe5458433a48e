//! What staff can have an institution's documents be: wrong, though the status says that all is well.

use serde::{Deserialize, Serialize};

use super::node::{Node, in_1252};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Spoilage {
    /// The document ends in the middle.
    HalfAnswer,
    /// A page of the web in its place.
    WebPage,
    /// Amounts and times that are none.
    WrongTypes,
    /// A currency that is none.
    WrongCurrency,
    /// Every transaction has the id of the first.
    RepeatedIds,
    /// A balance that does not follow from the transactions.
    Unbalanced,
    /// The bytes are Windows-1252, whatever the header says.
    OtherEncoding,
}

impl Spoilage {
    /// A document before it is written.
    pub(super) fn spoil(self, node: Node) -> Node {
        self.spoilt(node, &mut None)
    }

    fn spoilt(self, node: Node, first_id: &mut Option<String>) -> Node {
        match node {
            Node::Aggregate(name, children) => Node::Aggregate(
                name,
                children.into_iter().map(|child| self.spoilt(child, first_id)).collect(),
            ),
            Node::Element(name, value) => Node::Element(name, self.value(name, value, first_id)),
        }
    }

    fn value(self, name: &str, value: String, first_id: &mut Option<String>) -> String {
        match (self, name) {
            (Spoilage::WrongTypes, "TRNAMT" | "BALAMT" | "MKTVAL" | "UNITS") => "plenty".to_owned(),
            (Spoilage::WrongTypes, "DTPOSTED" | "DTTRADE") => "yesterday".to_owned(),
            (Spoilage::WrongCurrency, "CURDEF") => "DOUBLOONS".to_owned(),
            (Spoilage::Unbalanced, "BALAMT") => "1000000.00".to_owned(),
            // Something must stand there that the two encodings write unlike.
            (Spoilage::OtherEncoding, "DESC") => format!("{value} – Café"),
            (Spoilage::RepeatedIds, "FITID") => first_id.get_or_insert(value).clone(),
            (
                Spoilage::HalfAnswer
                | Spoilage::WebPage
                | Spoilage::WrongTypes
                | Spoilage::WrongCurrency
                | Spoilage::RepeatedIds
                | Spoilage::Unbalanced
                | Spoilage::OtherEncoding,
                _,
            ) => value,
        }
    }

    /// The bytes that go out.
    pub(super) fn spoil_bytes(self, mut bytes: Vec<u8>) -> Vec<u8> {
        match self {
            Spoilage::HalfAnswer => {
                bytes.truncate(bytes.len() / 2);
                bytes
            }
            Spoilage::WebPage => {
                b"<!DOCTYPE html><html><body>We are improving our services.</body></html>".to_vec()
            }
            Spoilage::OtherEncoding => in_1252(&String::from_utf8_lossy(&bytes)),
            Spoilage::WrongTypes | Spoilage::WrongCurrency | Spoilage::RepeatedIds | Spoilage::Unbalanced => {
                bytes
            }
        }
    }
}
