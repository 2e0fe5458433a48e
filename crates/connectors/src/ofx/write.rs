//! Writes documents: SGML without end tags for elements in 1.x, XML in 2.x (OFX 2.2 §2.2, §2.3).

use super::parse::{Element, Form};
use zeroize::Zeroize;

/// A whole document. `file` names it; the values are escaped, names are ours.
pub(super) fn document(form: Form, version: u16, file: &str, root: &Element) -> String {
    let mut out = match form {
        Form::Sgml => sgml_header(version, file, is_ascii(root)),
        Form::Xml => format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\r\n<?OFX OFXHEADER=\"200\" VERSION=\"{version}\" \
             SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"{file}\"?>\r\n"
        ),
    };
    element(&mut out, form, root, None);
    out
}

/// Forgets what was to be written: a password stands in it.
pub(super) fn wipe(root: &mut Element) {
    root.value.zeroize();
    root.children.iter_mut().for_each(wipe);
}

fn sgml_header(version: u16, file: &str, is_ascii: bool) -> String {
    let (encoding, charset) = if is_ascii { ("USASCII", "1252") } else { ("UTF-8", "NONE") };
    format!(
        "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:{version}\r\nSECURITY:NONE\r\nENCODING:{encoding}\r\nCHARSET:{charset}\r\n\
         COMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:{file}\r\n\r\n"
    )
}

fn is_ascii(element: &Element) -> bool {
    element.value.is_ascii() && element.children.iter().all(is_ascii)
}

fn element(out: &mut String, form: Form, one: &Element, outer: Option<&Element>) {
    tag(out, "<", &one.name);
    escape(out, &one.value);
    for child in &one.children {
        element(out, form, child, Some(one));
    }
    // An aggregate is always closed. So is an element that has no value, since its beginning looks like an aggregate's, and one that is
    // named like what it stands in, whose end would be taken for its own.
    let is_namesake = outer.is_some_and(|outer| outer.name == one.name);
    if form == Form::Xml || one.value.is_empty() || is_namesake {
        tag(out, "</", &one.name);
    }
}

fn tag(out: &mut String, begin: &str, name: &str) {
    out.push_str(begin);
    out.push_str(name);
    out.push('>');
}

fn escape(out: &mut String, value: &str) {
    for character in value.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
}
