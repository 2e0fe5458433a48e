//! Requests as they come, SGML or XML, to a tree. Elements may lack their end tags; aggregates may not.

/// What came, by name in capitals.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Received {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) children: Vec<Received>,
}

const DEPTH_MAX: usize = 16;
const NAME_CHARS_MAX: usize = 40;

impl Received {
    pub(super) fn child(&self, name: &str) -> Option<&Received> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.value.as_str()).filter(|value| !value.is_empty())
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Received> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// The version in a header of either form.
pub(super) fn version(text: &str) -> Option<u16> {
    let head = text.split("<OFX>").next()?.to_ascii_uppercase();
    let after = head.split_once("OFXHEADER").and_then(|(_, rest)| rest.split_once("VERSION"))?.1;
    let digits: String =
        after.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The document, if it is one.
pub(super) fn document(text: &str) -> Option<Received> {
    let at = text.find("<OFX>")?;
    let mut rest = text.get(at..)?;
    let mut open: Vec<Received> = Vec::new();
    loop {
        rest = rest.strip_prefix('<')?;
        let (tag, after) = rest.split_once('>')?;
        let (value, next) = after.split_at(after.find('<').unwrap_or(after.len()));
        let value = value.trim();
        rest = next;
        if let Some(name) = tag.strip_prefix('/') {
            let ended = open.pop().filter(|ended| ended.name == name.trim().to_ascii_uppercase())?;
            match open.last_mut() {
                Some(outer) => outer.children.push(ended),
                None => return (value.is_empty() && rest.is_empty()).then_some(ended),
            }
        } else {
            let is_name = |name: &str| {
                name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'))
            };
            let name = Some(tag.to_ascii_uppercase())
                .filter(|name| name.len() <= NAME_CHARS_MAX && is_name(name))?;
            let begun = Received { name, value: unescaped(value), children: Vec::new() };
            // An element ends with its value; its end tag may follow.
            let end = format!("</{tag}>");
            if value.is_empty() && !rest.starts_with(&end) {
                open.push(begun);
            } else {
                open.last_mut()?.children.push(begun);
                rest = rest.strip_prefix(&end).unwrap_or(rest).trim_start();
            }
        }
        if open.len() > DEPTH_MAX {
            return None;
        }
    }
}

fn unescaped(value: &str) -> String {
    value
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_need_no_end_tags() {
        let with = "<OFX><A><B>1 &amp; 2</B><C>3</C></A></OFX>";
        let without =
            "OFXHEADER:100\r\nVERSION:102\r\n\r\n<OFX>\r\n<A>\r\n<B>1 &amp; 2\r\n<C>3\r\n</A>\r\n</OFX>\r\n";
        assert_eq!(document(with), document(without));
        let read = document(with).unwrap();
        assert_eq!(read.child("A").unwrap().text("B"), Some("1 & 2"));
        for bad in [
            "",
            "<OFX>",
            "<OFX></A></OFX>",
            "<OFX><A></OFX>",
            "<OFX></OFX>x",
            "<OFX><A>1</OFX",
            "<HTML></HTML>",
        ] {
            assert!(document(bad).is_none(), "{bad}");
        }
        assert!(document(&format!("<OFX>{}", "<A>".repeat(1_000))).is_none());
    }

    #[test]
    fn the_version_stands_in_either_header() {
        for (head, number) in [
            ("OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\n", Some(102)),
            ("OFXHEADER:100DATA:OFXSGMLVERSION:160SECURITY:NONE", Some(160)),
            ("<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\" VERSION=\"211\" SECURITY=\"NONE\"?>", Some(211)),
            ("", None),
        ] {
            assert_eq!(version(&format!("{head}<OFX></OFX>")), number, "{head}");
        }
    }
}
