//! Small pictures for questions, drawn here and written as PNG, so that the bank needs no files and no image library.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const LETTER_WIDTH: usize = 5;
const LETTER_HEIGHT: usize = 7;
/// How many picture points a point of a letter is wide and high.
const LETTER_SCALE: usize = 5;
const MARGIN: usize = 2;

const SHAPE_SIZE: usize = 48;

/// Grey values.
const INK: u8 = 0x20;
const PAPER: u8 = 0xff;

/// The letters of the word "correct", each row five points wide; `#` is ink.
const LETTERS: &[(char, [&str; LETTER_HEIGHT])] = &[
    ('c', ["     ", "     ", " ### ", "#    ", "#    ", "#   #", " ### "]),
    ('o', ["     ", "     ", " ### ", "#   #", "#   #", "#   #", " ### "]),
    ('r', ["     ", "     ", "# ## ", "##  #", "#    ", "#    ", "#    "]),
    ('e', ["     ", "     ", " ### ", "#   #", "#####", "#    ", " ### "]),
    ('t', [" #   ", " #   ", "###  ", " #   ", " #   ", " #  #", "  ## "]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Square,
    Disc,
    Triangle,
}

/// The picture whose word a person must type: the answer that is right everywhere.
pub(crate) fn of_the_right_word() -> String {
    let word = crate::script::RIGHT_ANSWER;
    let columns = word.chars().count() * (LETTER_WIDTH + 1) - 1;
    let width = (columns + 2 * MARGIN) * LETTER_SCALE;
    let height = (LETTER_HEIGHT + 2 * MARGIN) * LETTER_SCALE;
    data_uri(width, height, |x, y| {
        let column = (x / LETTER_SCALE).checked_sub(MARGIN)?;
        let row = (y / LETTER_SCALE).checked_sub(MARGIN)?;
        let letter = word.chars().nth(column / (LETTER_WIDTH + 1))?;
        let (_, rows) = LETTERS.iter().find(|(known, _)| *known == letter)?;
        let point = rows.get(row)?.chars().nth(column % (LETTER_WIDTH + 1))?;
        (point == '#').then_some(INK)
    })
}

pub(crate) fn of_shape(shape: Shape) -> String {
    let middle = SHAPE_SIZE / 2;
    let radius = SHAPE_SIZE * 2 / 5;
    data_uri(SHAPE_SIZE, SHAPE_SIZE, |x, y| {
        let (across, down) = (x.abs_diff(middle), y.abs_diff(middle));
        let inside = match shape {
            Shape::Square => across <= radius && down <= radius,
            Shape::Disc => across * across + down * down <= radius * radius,
            Shape::Triangle => {
                let from_top = (y + radius).checked_sub(middle)?;
                from_top <= 2 * radius && 2 * across <= from_top
            }
        };
        inside.then_some(INK)
    })
}

/// Paints point by point; where `ink` gives none, the paper shows.
fn data_uri(width: usize, height: usize, ink: impl Fn(usize, usize) -> Option<u8>) -> String {
    let mut rows = Vec::with_capacity((width + 1) * height);
    for y in 0..height {
        // PNG puts the row's filter in front of it; 0 is none.
        rows.push(0);
        rows.extend((0..width).map(|x| ink(x, y).unwrap_or(PAPER)));
    }
    format!("data:image/png;base64,{}", STANDARD.encode(png(width, height, &rows)))
}

/// An 8-bit grey PNG (RFC 2083) whose pixels are stored, not compressed.
fn png(width: usize, height: usize, rows: &[u8]) -> Vec<u8> {
    let mut header = Vec::new();
    header.extend(u32::try_from(width).unwrap_or(u32::MAX).to_be_bytes());
    header.extend(u32::try_from(height).unwrap_or(u32::MAX).to_be_bytes());
    header.extend([8, 0, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut out, *b"IHDR", &header);
    chunk(&mut out, *b"IDAT", &zlib_stored(rows));
    chunk(&mut out, *b"IEND", &[]);
    out
}

fn chunk(out: &mut Vec<u8>, name: [u8; 4], body: &[u8]) {
    out.extend(u32::try_from(body.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend(name);
    out.extend(body);
    out.extend(crc32(name.iter().chain(body)).to_be_bytes());
}

/// A zlib stream (RFC 1950) of stored deflate blocks (RFC 1951 §3.2.4).
fn zlib_stored(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let mut blocks = bytes.chunks(usize::from(u16::MAX)).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        out.push(u8::from(blocks.peek().is_none()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    out.extend(adler32(bytes).to_be_bytes());
    out
}

fn adler32(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    (high << 16) | low
}

fn crc32<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    !bytes.fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_match_their_published_values() {
        assert_eq!(crc32(b"123456789".iter()), 0xcbf4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn every_letter_of_the_word_is_drawn() {
        for letter in crate::script::RIGHT_ANSWER.chars() {
            let (_, rows) = LETTERS.iter().find(|(known, _)| *known == letter).unwrap();
            assert!(rows.iter().all(|row| row.len() == LETTER_WIDTH), "{letter}");
            assert!(rows.iter().any(|row| row.contains('#')), "{letter}");
        }
    }

    #[test]
    fn pictures_are_small_and_differ() {
        let pictures = [Shape::Square, Shape::Disc, Shape::Triangle].map(of_shape);
        assert!(pictures.iter().all(|picture| picture.starts_with("data:image/png;base64,iVBOR")));
        assert!(pictures.iter().all(|picture| picture.len() < 4_096));
        assert!(pictures[0] != pictures[1] && pictures[1] != pictures[2] && pictures[0] != pictures[2]);
        assert!(of_the_right_word().len() < 32_768);
    }
}
