//! Values: the five entities of XML and references to characters are read, nothing else is expanded.

/// Characters between `&` and `;`; the longest that is known is `#x10FFFF`.
const REFERENCE_CHARS_MAX: usize = 10;

/// A text with its references read. An ampersand that begins none stands for itself.
pub(super) fn value(raw: &str, out: &mut String) {
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        literal(before, out);
        let reference = after.split_once(';').filter(|(name, _)| name.len() <= REFERENCE_CHARS_MAX);
        let read = reference.and_then(|(name, rest)| Some((named(name)?, rest)));
        let (character, beyond) = read.unwrap_or(('&', after));
        out.push(character);
        rest = beyond;
    }
    literal(rest, out);
}

/// A text as it stands, of a CDATA section. What no terminal and no page should be given becomes a space.
pub(super) fn literal(raw: &str, out: &mut String) {
    out.extend(raw.chars().map(shown));
}

/// Whether a text reads as it stands.
pub(super) fn is_plain(raw: &[u8]) -> bool {
    raw.iter().all(|byte| matches!(byte, b' '..=b'~') && *byte != b'&')
}

fn shown(character: char) -> char {
    if character.is_control() { ' ' } else { character }
}

fn named(name: &str) -> Option<char> {
    let numbered = || {
        let number = name.strip_prefix('#')?;
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        char::from_u32(code.ok()?).map(shown)
    };
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => numbered(),
    }
}
