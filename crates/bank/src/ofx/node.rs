//! Documents as they are written: aggregates and elements, in the form and with the habits of a server.

use super::server::{Habits, Version};

/// An aggregate, or an element with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Aggregate(&'static str, Vec<Node>),
    Element(&'static str, String),
}

pub(super) fn aggregate(name: &'static str, children: impl IntoIterator<Item = Node>) -> Node {
    Node::Aggregate(name, children.into_iter().collect())
}

pub(super) fn element(name: &'static str, value: impl Into<String>) -> Node {
    Node::Element(name, value.into())
}

/// A whole document. What is not said in XML is written in Windows-1252, as the header says.
pub(super) fn document(root: &Node, version: Version, habits: Habits) -> Vec<u8> {
    let number = version.number();
    if version.is_xml() {
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<?OFX OFXHEADER=\"200\" VERSION=\"{number}\" \
             SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>\n"
        );
        write(&mut out, root, Ends::All, "");
        return out.into_bytes();
    }
    let between = match habits {
        Habits::Plain => "\r\n",
        Habits::Old => "",
    };
    let fields = [
        "OFXHEADER:100".to_owned(),
        "DATA:OFXSGML".to_owned(),
        format!("VERSION:{number}"),
        "SECURITY:NONE".to_owned(),
        "ENCODING:USASCII".to_owned(),
        "CHARSET:1252".to_owned(),
        "COMPRESSION:NONE".to_owned(),
        "OLDFILEUID:NONE".to_owned(),
        "NEWFILEUID:NONE".to_owned(),
    ];
    let mut out = fields.join(between);
    out.push_str(between);
    out.push_str(between);
    write(&mut out, root, Ends::Aggregates, between);
    in_1252(&out)
}

/// What has an end tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    All,
    Aggregates,
}

fn write(out: &mut String, node: &Node, ends: Ends, between: &str) {
    match node {
        Node::Aggregate(name, children) => {
            out.extend(["<", name, ">", between]);
            for child in children {
                write(out, child, ends, between);
            }
            out.extend(["</", name, ">", between]);
        }
        Node::Element(name, value) => {
            out.extend(["<", name, ">"]);
            for letter in value.chars() {
                match letter {
                    '&' => out.push_str("&amp;"),
                    '<' => out.push_str("&lt;"),
                    '>' => out.push_str("&gt;"),
                    other => out.push(other),
                }
            }
            if ends == Ends::All {
                out.extend(["</", name, ">"]);
            }
            out.push_str(between);
        }
    }
}

/// The letters of Windows-1252 that the bank uses beside those of ISO-8859-1.
const ABOVE_ASCII: [(char, u8); 4] = [('€', 0x80), ('’', 0x92), ('–', 0x96), ('…', 0x85)];

pub(super) fn in_1252(text: &str) -> Vec<u8> {
    let byte = |letter: char| {
        let named = ABOVE_ASCII.iter().find(|(known, _)| *known == letter).map(|(_, byte)| *byte);
        named.or_else(|| u8::try_from(u32::from(letter)).ok()).unwrap_or(b'?')
    };
    text.chars().map(byte).collect()
}
