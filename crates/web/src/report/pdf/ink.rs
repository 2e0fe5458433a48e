//! Draws sheets as a PDF.

use super::fonts::{face, width};
use super::sheet::{HEIGHT, Sheets, WIDTH};
use crate::report::mark::{Anchor, Colour, Mark, Words};
use krilla::Document;
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::TextDirection;

impl Colour {
    fn rgb(self) -> rgb::Color {
        match self {
            Self::Text => rgb::Color::new(0x1a, 0x20, 0x2c),
            Self::Quiet => rgb::Color::new(0x5b, 0x65, 0x75),
            Self::Rule => rgb::Color::new(0xb6, 0xbe, 0xca),
            Self::Shade => rgb::Color::new(0xf3, 0xf5, 0xf8),
            Self::In => rgb::Color::new(0x1f, 0x6f, 0x8b),
            Self::Out => rgb::Color::new(0xd9, 0x8e, 0x32),
            Self::Line => rgb::Color::new(0x1f, 0x4e, 0x8b),
        }
    }

    fn fill(self) -> Fill {
        Fill { paint: self.rgb().into(), opacity: NormalizedF32::ONE, ..Fill::default() }
    }
}

/// The sheets as a PDF; none when the library refuses them.
pub(super) fn drawn(sheets: &Sheets, title: &str, language: &str) -> Option<Vec<u8>> {
    let mut document = Document::new();
    let metadata = Metadata::new()
        .title(title.to_owned())
        .language(language.to_owned())
        .creator("Swingbridge".to_owned());
    document.set_metadata(metadata);
    let mut outline = Outline::new();
    for (text, sheet) in &sheets.sections {
        let top = XyzDestination::new(*sheet, Point::from_xy(0.0, 0.0));
        outline.push_child(OutlineNode::new(text.clone(), top));
    }
    document.set_outline(outline);
    for marks in &sheets.all {
        let mut page = document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT)?);
        let mut surface = page.surface();
        for mark in marks {
            draw(&mut surface, mark);
        }
        surface.finish();
        page.finish();
    }
    document.finish().ok()
}

/// What has no extent is not drawn.
fn draw(surface: &mut Surface<'_>, mark: &Mark) -> Option<()> {
    match mark {
        Mark::Text(Words { x, y, anchor, size, weight, colour, text }) => {
            surface.set_stroke(None);
            surface.set_fill(Some(colour.fill()));
            let font = face(*weight)?.font.clone();
            let before = match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => width(text, *size, *weight) / 2.0,
                Anchor::End => width(text, *size, *weight),
            };
            surface.draw_text(Point::from_xy(*x - before, *y), font, *size, text, false, TextDirection::Auto);
        }
        Mark::Area { x, y, width, height, colour } => {
            let mut path = PathBuilder::new();
            path.push_rect(Rect::from_xywh(*x, *y, *width, *height)?);
            surface.set_stroke(None);
            surface.set_fill(Some(colour.fill()));
            surface.draw_path(&path.finish()?);
        }
        Mark::Line { points, thickness, colour } => {
            let mut path = PathBuilder::new();
            let ((x, y), rest) = points.split_first()?;
            path.move_to(*x, *y);
            for (x, y) in rest {
                path.line_to(*x, *y);
            }
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: colour.rgb().into(),
                width: *thickness,
                ..Stroke::default()
            }));
            surface.draw_path(&path.finish()?);
        }
    }
    Some(())
}
