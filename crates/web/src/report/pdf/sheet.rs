//! Sheets of paper: where the next thing goes, and when a new sheet begins. What is put here is drawn by [`super::ink`].

use super::fonts::{Weight, fitted, lines, width};

/// Letter, in points.
pub(super) const WIDTH: f32 = 612.0;
pub(super) const HEIGHT: f32 = 792.0;
const MARGIN: f32 = 48.0;
/// Below this nothing but the foot stands.
const BOTTOM: f32 = HEIGHT - 60.0;
pub(super) const ROOM: f32 = WIDTH - 2.0 * MARGIN;
const TEXT: f32 = 9.0;
const LEADING: f32 = 13.0;
const CELL_PADDING: f32 = 4.0;

/// What things are drawn in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    Text,
    Quiet,
    Rule,
    Shade,
    In,
    Out,
    Line,
}

/// Something on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// With its base line at `y`.
    Text {
        x: f32,
        y: f32,
        size: f32,
        weight: Weight,
        colour: Colour,
        text: String,
    },
    Area {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        colour: Colour,
    },
    /// Through these points.
    Line {
        points: Vec<(f32, f32)>,
        thickness: f32,
        colour: Colour,
    },
}

/// Where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// A column of a table: how much of the width it takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) share: f32,
    pub(super) side: Side,
}

pub(super) const fn left(share: f32) -> Column {
    Column { share, side: Side::Left }
}

pub(super) const fn right(share: f32) -> Column {
    Column { share, side: Side::Right }
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

    fn text(&mut self, x: f32, size: f32, weight: Weight, colour: Colour, text: &str) {
        let mark = Mark::Text { x, y: self.y + size, size, weight, colour, text: text.to_owned() };
        self.put(mark);
    }

    pub(super) fn title(&mut self, text: &str) {
        self.text(MARGIN, 20.0, Weight::Bold, Colour::Text, text);
        self.y += 30.0;
    }

    /// The beginning of a section.
    pub(super) fn section(&mut self, text: &str) {
        self.need(80.0);
        if self.y > MARGIN {
            self.y += 14.0;
        }
        self.sections.push((text.to_owned(), self.all.len().saturating_sub(1)));
        self.text(MARGIN, 13.0, Weight::Bold, Colour::Text, text);
        self.y += 24.0;
    }

    /// The beginning of a part of a section; what follows stands with it.
    pub(super) fn part(&mut self, text: &str, with: f32) {
        self.need(20.0 + with);
        self.y += 4.0;
        self.text(MARGIN, 10.0, Weight::Bold, Colour::Text, &fitted(text, 10.0, Weight::Bold, ROOM));
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
            self.text(MARGIN, TEXT, Weight::Regular, colour, &line);
            self.y += LEADING;
        }
        self.y += 3.0;
    }

    /// A table; its head stands again on each sheet that it goes on to.
    pub(super) fn table(&mut self, columns: &[Column], head: &[String], rows: &[Vec<String>]) {
        self.need(3.0 * LEADING);
        self.head(columns, head);
        for (number, row) in rows.iter().enumerate() {
            if self.y + LEADING > BOTTOM {
                self.turn();
                self.head(columns, head);
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
            self.row(columns, row, Weight::Regular, Colour::Text);
            self.y += LEADING;
        }
        self.y += 6.0;
    }

    fn head(&mut self, columns: &[Column], head: &[String]) {
        self.row(columns, head, Weight::Bold, Colour::Quiet);
        self.y += LEADING;
        let points = vec![(MARGIN, self.y), (MARGIN + ROOM, self.y)];
        self.put(Mark::Line { points, thickness: 0.6, colour: Colour::Rule });
        self.y += 3.0;
    }

    fn row(&mut self, columns: &[Column], cells: &[String], weight: Weight, colour: Colour) {
        let whole: f32 = columns.iter().map(|column| column.share).sum();
        let mut x = MARGIN;
        for (column, cell) in columns.iter().zip(cells) {
            let wide = ROOM * column.share / whole.max(1.0);
            let cell = fitted(cell, TEXT, weight, wide - CELL_PADDING);
            let at = match column.side {
                Side::Left => x,
                Side::Right => x + wide - CELL_PADDING - width(&cell, TEXT, weight),
            };
            self.text(at, TEXT, weight, colour, &cell);
            x += wide;
        }
    }

    /// Room for a chart; gives its upper left corner.
    pub(super) fn chart(&mut self, height: f32, draw: impl FnOnce(f32, f32) -> Vec<Mark>) {
        self.need(height);
        for mark in draw(MARGIN, self.y) {
            self.put(mark);
        }
        self.y += height + 8.0;
    }

    /// What stands at the foot of each sheet: on the left, and on the right as told by its number and that of the last.
    pub(super) fn feet(&mut self, on_left: &str, on_right: impl Fn(usize, usize) -> String) {
        const SIZE: f32 = 7.5;
        let last = self.all.len();
        let y = HEIGHT - 32.0;
        for (index, sheet) in self.all.iter_mut().enumerate() {
            let number = on_right(index + 1, last);
            let x = MARGIN + ROOM - width(&number, SIZE, Weight::Regular);
            let text = |x: f32, text: String| Mark::Text {
                x,
                y,
                size: SIZE,
                weight: Weight::Regular,
                colour: Colour::Quiet,
                text,
            };
            sheet.push(text(MARGIN, fitted(on_left, SIZE, Weight::Regular, ROOM - 100.0)));
            sheet.push(text(x, number));
        }
    }
}
