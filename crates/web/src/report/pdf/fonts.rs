//! The two faces that reports are set in, and how wide a text is in them.

use crate::report::mark::Weight;
use krilla::text::Font;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::LazyLock;

/// Open Sans, under the Apache License 2.0; `assets/fonts/README.md` says where it is from.
const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/OpenSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../assets/fonts/OpenSans-Bold.ttf");

static FACES: LazyLock<Option<[Face; 2]>> = LazyLock::new(|| Some([Face::of(REGULAR)?, Face::of(BOLD)?]));

#[derive(Debug)]
pub(super) struct Face {
    pub(super) font: Font,
    data: &'static [u8],
}

impl Face {
    fn of(data: &'static [u8]) -> Option<Self> {
        FontRef::new(data).ok()?;
        Some(Self { font: Font::new(data.to_vec().into(), 0)?, data })
    }

    /// How wide each letter is, in points; one that the face does not have is as wide as the sign in its place.
    fn widths<'a>(&'a self, text: &'a str, size: f32) -> impl Iterator<Item = (usize, f32)> + 'a {
        let font = FontRef::new(self.data).ok();
        let parts =
            font.map(|font| (font.charmap(), font.glyph_metrics(Size::new(size), LocationRef::default())));
        text.char_indices().map(move |(at, one)| {
            let width = parts.as_ref().map(|(map, metrics)| {
                metrics.advance_width(map.map(one).unwrap_or_default()).unwrap_or_default()
            });
            (at + one.len_utf8(), width.unwrap_or_default())
        })
    }
}

/// The face of that weight; none when the data that is built in cannot be read.
pub(super) fn face(weight: Weight) -> Option<&'static Face> {
    let [regular, bold] = FACES.as_ref()?;
    Some(match weight {
        Weight::Regular => regular,
        Weight::Bold => bold,
    })
}

/// How wide a text is.
pub(super) fn width(text: &str, size: f32, weight: Weight) -> f32 {
    face(weight).map_or(0.0, |face| face.widths(text, size).map(|(_, width)| width).sum())
}

/// The text as far as it fits, with an ellipsis where it does not. What is far too long is not measured to its end.
pub(super) fn fitted(text: &str, size: f32, weight: Weight, room: f32) -> String {
    const ELLIPSIS: &str = "…";
    let Some(face) = face(weight) else { return String::new() };
    let room_when_cut = room - width(ELLIPSIS, size, weight);
    let (mut wide, mut kept) = (0.0, 0);
    for (end, letter) in face.widths(text, size) {
        wide += letter;
        if wide > room {
            let cut = text.get(..kept).unwrap_or_default().trim_end();
            return if room_when_cut > 0.0 { format!("{cut}{ELLIPSIS}") } else { String::new() };
        }
        if wide <= room_when_cut {
            kept = end;
        }
    }
    text.to_owned()
}

/// The text in lines that fit, broken between words; a word that is too long is cut.
pub(super) fn lines(text: &str, size: f32, weight: Weight, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (longer, lines.last_mut()) {
            (Some(longer), Some(line)) if width(&longer, size, weight) <= room => *line = longer,
            _ => lines.push(fitted(word, size, weight, room)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fit_where_they_are_put() {
        let room = 60.0;
        for text in
            ["", "short", "a line that is far too long for its cell", "unbreakableunbreakableunbreakable"]
        {
            assert!(width(&fitted(text, 9.0, Weight::Regular, room), 9.0, Weight::Regular) <= room, "{text}");
            for line in lines(text, 9.0, Weight::Bold, room) {
                assert!(width(&line, 9.0, Weight::Bold) <= room, "{line}");
            }
        }
        assert_eq!(lines("a b", 9.0, Weight::Regular, 500.0), ["a b"]);
        assert!(width("1111", 9.0, Weight::Regular) > 0.0);
        let digits = ["0000", "1111", "9876"].map(|one| width(one, 9.0, Weight::Regular));
        assert!(
            (digits[0] - digits[1]).abs() < 0.01 && (digits[0] - digits[2]).abs() < 0.01,
            "columns of numbers stand straight"
        );
    }
}
