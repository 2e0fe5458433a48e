//! A message to fields: `:61:` and what follows until the next. What stands around messages is passed over.

use super::super::flaw::Flaw;
use super::super::told::Format;
use super::super::{FlawKind, LINE_BYTES_MAX, Limit};

/// A field with its lines.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) tag: String,
    /// Of its lines, each ended by a line end.
    pub(super) value: String,
    /// Where it begins, from 1.
    pub(super) line: usize,
}

/// The fields of a text. A line without a tag belongs to the field before it, unless a message has ended.
pub(super) fn fields(text: &str) -> Result<Vec<Field>, Flaw> {
    let mut all: Vec<Field> = Vec::new();
    let mut is_within = false;
    for (number, line) in (1..).zip(text.split('\n')) {
        // A space at the end of a line is one between words that were cut there.
        let line = after_blocks(line);
        if let Some((tag, value)) = tagged(line) {
            is_within = true;
            all.push(Field { tag: tag.to_owned(), value: value.to_owned(), line: number });
        } else if ends_message(line) {
            is_within = false;
        } else if let Some(field) = all.last_mut().filter(|_| is_within) {
            if field.value.len().saturating_add(line.len()) > LINE_BYTES_MAX {
                return Err(Flaw::at_line(FlawKind::TooMuch(Limit::LineBytes), number));
            }
            field.value.push('\n');
            field.value.push_str(line);
        }
    }
    if all.is_empty() { Err(Flaw::new(FlawKind::NoAccount(Format::Mt940))) } else { Ok(all) }
}

/// What follows the headers in braces, where a message begins in the same line.
fn after_blocks(line: &str) -> &str {
    const TEXT_BLOCK: &str = "{4:";
    match line.rsplit_once(TEXT_BLOCK) {
        Some((_, rest)) => rest,
        None => line,
    }
}

/// `-`, `-}`, and `-}{5:…}`.
fn ends_message(line: &str) -> bool {
    let line = line.trim_end();
    line == "-" || line.starts_with("-}") || line.starts_with("{1:")
}

/// `:` two digits, perhaps a letter, `:`.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.trim_start().strip_prefix(':')?.split_once(':')?;
    let is_tag = match tag.as_bytes() {
        [a, b] => a.is_ascii_digit() && b.is_ascii_digit(),
        [a, b, c] => a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_uppercase(),
        _ => false,
    };
    is_tag.then_some((tag, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_and_lines_between_messages_are_passed_over() {
        let text = "ABNANL2A\n940\nABNANL2A\n{1:F01X}{2:I940}{4:\n:20:1\n:86:one\n two\n:not a tag\n-}{5:{CHK:1}}\nnoise\n{1:F01X}{2:I940}{4::20:2\n-";
        let read = fields(text).unwrap();
        let shown: Vec<_> = read.iter().map(|one| (one.tag.as_str(), one.value.as_str(), one.line)).collect();
        assert_eq!(shown, [("20", "1", 5), ("86", "one\n two\n:not a tag", 6), ("20", "2", 11)]);
        assert!(fields("nothing").is_err());
    }
}
