//! Sheets of paper: where the next thing goes, and when a new sheet begins. What is put here is drawn by [`super::ink`].

use super::fonts::{fitted, lines};
use crate::report::charts::{self, Chart};
use crate::report::contents::{Block, Column, Table};
use crate::report::mark::{Anchor, Colour, Mark, Weight, Words};

/// Letter, in points.
pub(super) const WIDTH: f32 = 612.0;
pub(super) const HEIGHT: f32 = 792.0;
/// As wide as a chart.
const ROOM: f32 = charts::WIDTH;
const MARGIN: f32 = (WIDTH - ROOM) / 2.0;
/// Below this nothing but the foot stands.
const BOTTOM: f32 = HEIGHT - 60.0;
const TEXT: f32 = 9.0;
const LEADING: f32 = 13.0;
/// Of texts in tables.
const CELL: f32 = 8.0;
/// Between what is said and what comes next.
const GAP: f32 = 3.0;
/// The heights of the two headings.
const SECTION: f32 = 38.0;
const PART: f32 = 21.0;
const CELL_PADDING: f32 = 4.0;
const LEFT: (f32, Anchor) = (MARGIN, Anchor::Start);

/// How much room the first of some blocks takes that is no heading and nothing said in passing, with what is above it.
fn first_of(blocks: &[Block]) -> f32 {
    let mut height = 0.0;
    for block in blocks {
        height += match block {
            Block::Section(_) => break,
            Block::Part(_) => PART,
            Block::Note(_) => LEADING + GAP,
            Block::Paragraph(_) => return height + LEADING,
            Block::Table(_) => return height + 3.0 * LEADING,
            Block::Chart { .. } => return height + charts::HEIGHT,
        };
    }
    height
}

/// Sheets that fill up from top to bottom.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pub(super) all: Vec<Vec<Mark>>,
    /// Titles of sections with their sheet, for the table of contents.
    pub(super) sections: Vec<(String, usize)>,
    y: f32,
}

impl Sheets {
    pub(super) fn new() -> Self {
        let mut sheets = Self::default();
        sheets.turn();
        sheets
    }

    fn turn(&mut self) {
        self.all.push(Vec::new());
        self.y = MARGIN;
    }

    fn put(&mut self, mark: Mark) {
        if let Some(sheet) = self.all.last_mut() {
            sheet.push(mark);
        }
    }

    /// Makes sure that so much room is left on the sheet.
    fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.turn();
        }
    }

    fn text(&mut self, (x, anchor): (f32, Anchor), size: f32, weight: Weight, colour: Colour, text: &str) {
        let y = self.y + size;
        self.put(Mark::Text(Words { x, y, anchor, size, weight, colour, text: text.to_owned() }));
    }

    pub(super) fn title(&mut self, text: &str) {
        self.text(LEFT, 20.0, Weight::Bold, Colour::Text, text);
        self.y += 30.0;
    }

    /// The beginning of a section; what comes next stands with it, or its beginning.
    pub(super) fn section(&mut self, text: &str, after: &[Block]) {
        self.need(SECTION + first_of(after));
        if self.y > MARGIN {
            self.y += 14.0;
        }
        self.sections.push((text.to_owned(), self.all.len().saturating_sub(1)));
        self.text(LEFT, 13.0, Weight::Bold, Colour::Text, text);
        self.y += 24.0;
    }

    /// The beginning of a part of a section; what comes next stands with it, or its beginning.
    pub(super) fn part(&mut self, text: &str, after: &[Block]) {
        self.need(PART + first_of(after));
        self.y += 4.0;
        self.text(LEFT, 10.0, Weight::Bold, Colour::Text, &fitted(text, 10.0, Weight::Bold, ROOM));
        self.y += 17.0;
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.set(text, Colour::Text);
    }

    pub(super) fn note(&mut self, text: &str) {
        self.set(text, Colour::Quiet);
    }

    fn set(&mut self, text: &str, colour: Colour) {
        for line in lines(text, TEXT, Weight::Regular, ROOM) {
            self.need(LEADING);
            self.text(LEFT, TEXT, Weight::Regular, colour, &line);
            self.y += LEADING;
        }
        self.y += GAP;
    }

    /// A table; its head stands again on each sheet that it goes on to.
    pub(super) fn table(&mut self, Table { columns, rows }: &Table) {
        self.need(3.0 * LEADING);
        self.head(columns);
        for (number, row) in rows.iter().enumerate() {
            if self.y + LEADING > BOTTOM {
                self.turn();
                self.head(columns);
            }
            if number % 2 == 1 {
                let mark = Mark::Area {
                    x: MARGIN,
                    y: self.y - 1.0,
                    width: ROOM,
                    height: LEADING,
                    colour: Colour::Shade,
                };
                self.put(mark);
            }
            self.row(columns, row.iter().map(String::as_str), Weight::Regular, Colour::Text);
            self.y += LEADING;
        }
        self.y += 6.0;
    }

    fn head(&mut self, columns: &[Column]) {
        self.row(columns, columns.iter().map(|column| column.head.as_str()), Weight::Bold, Colour::Quiet);
        self.y += LEADING;
        let points = vec![(MARGIN, self.y), (MARGIN + ROOM, self.y)];
        self.put(Mark::Line { points, thickness: 0.6, colour: Colour::Rule });
        self.y += 3.0;
    }

    fn row<'a>(
        &mut self,
        columns: &[Column],
        cells: impl Iterator<Item = &'a str>,
        weight: Weight,
        colour: Colour,
    ) {
        let whole: f32 = columns.iter().map(|column| column.share).sum();
        let mut x = MARGIN;
        for (column, cell) in columns.iter().zip(cells) {
            let wide = ROOM * column.share / whole.max(1.0);
            let cell = fitted(cell, CELL, weight, wide - CELL_PADDING);
            let at =
                if column.is_right { (x + wide - CELL_PADDING, Anchor::End) } else { (x, Anchor::Start) };
            self.text(at, CELL, weight, colour, &cell);
            x += wide;
        }
    }

    pub(super) fn chart(&mut self, chart: &Chart) {
        self.need(charts::HEIGHT);
        for mark in chart.marks((MARGIN, self.y)) {
            self.put(mark);
        }
        self.y += charts::HEIGHT + 8.0;
    }

    /// What stands at the foot of each sheet: on the left, and on the right as told by its number and that of the last.
    pub(super) fn feet(&mut self, on_left: &str, on_right: impl Fn(usize, usize) -> String) {
        const SIZE: f32 = 6.5;
        let last = self.all.len();
        let y = HEIGHT - 32.0;
        for (index, sheet) in self.all.iter_mut().enumerate() {
            let mut text = |x: f32, anchor: Anchor, text: String| {
                let (weight, colour) = (Weight::Regular, Colour::Quiet);
                sheet.push(Mark::Text(Words { x, y, anchor, size: SIZE, weight, colour, text }));
            };
            text(MARGIN, Anchor::Start, fitted(on_left, SIZE, Weight::Regular, ROOM - 60.0));
            text(MARGIN + ROOM, Anchor::End, on_right(index + 1, last));
        }
    }
}
