//! Lines of text on pages of a PDF, in two fonts that every reader has.

use pdf_writer::{Content, Name, Pdf, Rect, Ref, Str, TextStr};

/// A page of letter size, in points.
const PAGE: (f32, f32) = (612.0, 792.0);
const MARGIN: f32 = 54.0;
const LINE: f32 = 15.0;
const SIZE: f32 = 9.5;
const TITLE_SIZE: f32 = 16.0;
/// Where the columns begin, and where the amounts end.
const COLUMNS: [f32; 2] = [MARGIN, 120.0];
const AMOUNT_ENDS: f32 = 470.0;
const BALANCE_ENDS: f32 = PAGE.0 - MARGIN;
/// Lines of a page, without its head and its foot.
const LINES_MAX: usize = 42;

const PLAIN: Name<'static> = Name(b"F1");
const BOLD: Name<'static> = Name(b"F2");

/// What stands on a line.
#[derive(Debug, Clone)]
pub(super) enum Line {
    Title(String),
    Text(String),
    /// The heads of the columns.
    Heads([&'static str; 4]),
    Row([String; 4]),
    Blank,
}

/// The bytes of a document of these lines. `head` stands above every page but the first.
pub(super) fn print(title: &str, head: &str, lines: &[Line]) -> Vec<u8> {
    let mut next = Ref::new(1);
    let [catalog, tree, info, plain, bold] = [(); 5].map(|()| next.bump());
    let pages: Vec<(Ref, Ref, &[Line])> =
        lines.chunks(LINES_MAX).map(|lines| (next.bump(), next.bump(), lines)).collect();
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.document_info(info).title(TextStr(title));
    pdf.pages(tree)
        .kids(pages.iter().map(|(page, ..)| *page))
        .count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    for (font, name) in [(plain, "Helvetica"), (bold, "Helvetica-Bold")] {
        pdf.type1_font(font).base_font(Name(name.as_bytes())).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    for ((page, content, lines), number) in pages.iter().zip(1..) {
        let mut one = pdf.page(*page);
        one.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).parent(tree).contents(*content);
        one.resources().fonts().pair(PLAIN, plain).pair(BOLD, bold);
        drop(one);
        let foot = format!("Page {number} of {}", pages.len());
        let head = if number == 1 { "" } else { head };
        pdf.stream(*content, &drawn(head, lines, &foot));
    }
    pdf.finish()
}

fn drawn(head: &str, lines: &[Line], foot: &str) -> Vec<u8> {
    let mut content = Content::new();
    let mut y = PAGE.1 - MARGIN;
    show(&mut content, PLAIN, SIZE, (MARGIN, y + LINE), head);
    for line in lines {
        y -= LINE;
        match line {
            Line::Title(text) => show(&mut content, BOLD, TITLE_SIZE, (MARGIN, y), text),
            Line::Text(text) => show(&mut content, PLAIN, SIZE, (MARGIN, y), text),
            Line::Heads(texts) => columns(&mut content, BOLD, y, texts),
            Line::Row(texts) => columns(&mut content, PLAIN, y, &texts.each_ref().map(String::as_str)),
            Line::Blank => {}
        }
    }
    show(&mut content, PLAIN, SIZE, (MARGIN, MARGIN), foot);
    content.finish().to_vec()
}

/// Two columns that begin under each other, and two of figures that end so.
fn columns(content: &mut Content, font: Name, y: f32, [first, second, amount, balance]: &[&str; 4]) {
    let [first_x, second_x] = COLUMNS;
    show(content, font, SIZE, (first_x, y), first);
    show(content, font, SIZE, (second_x, y), second);
    show(content, font, SIZE, (AMOUNT_ENDS - width(amount), y), amount);
    show(content, font, SIZE, (BALANCE_ENDS - width(balance), y), balance);
}

fn show(content: &mut Content, font: Name, size: f32, (x, y): (f32, f32), text: &str) {
    if text.is_empty() {
        return;
    }
    content.begin_text().set_font(font, size).next_line(x, y).show(Str(&encoded(text))).end_text();
}

/// How wide figures are, by Helvetica's own widths in thousandths; of letters it is about right.
fn width(text: &str) -> f32 {
    let widths = text.chars().map(|letter| match letter {
        '.' | ',' | ' ' => 278.0,
        '-' => 333.0,
        _ => 556.0,
    });
    widths.sum::<f32>() * SIZE / 1_000.0
}

/// The text in Windows-1252, which the fonts are asked for; a question mark for what it lacks.
fn encoded(text: &str) -> Vec<u8> {
    let byte = |letter: char| match letter {
        ' '..='~' | '\u{a0}'..='ÿ' => u8::try_from(letter).unwrap_or(b'?'),
        '’' => 0x92,
        '–' => 0x96,
        _ => b'?',
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_written_as_the_fonts_have_them() {
        for (text, bytes) in
            [("José", &b"Jos\xe9"[..]), ("O’Brien – (1)", b"O\x92Brien \x96 (1)"), ("日\n", b"??"), ("", b"")]
        {
            assert_eq!(encoded(text), bytes, "{text}");
        }
    }

    #[test]
    fn a_page_has_an_end() {
        let lines = vec![Line::Text("one, two".to_owned()); LINES_MAX + 1];
        for (count, last) in [(1, "Page 1 of 1"), (LINES_MAX, "Page 1 of 1"), (LINES_MAX + 1, "Page 2 of 2")]
        {
            let printed = print("A title", "a head", &lines[..count]);
            let text = String::from_utf8_lossy(&printed);
            assert!(text.starts_with("%PDF-") && text.trim_end().ends_with("%%EOF"), "{count}");
            assert!(text.contains(last) && text.contains("(one, two)"), "{count}: {text}");
            assert_eq!(text.contains("a head"), count > LINES_MAX, "{count}");
        }
    }
}
