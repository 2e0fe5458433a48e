//! Charts: bars of what comes in and goes out by month, and a line of a balance over time.

use super::fonts::{Weight, width};
use super::sheet::{Colour, Mark, ROOM};

pub(super) const HEIGHT: f32 = 120.0;
const FOOT: f32 = 14.0;
const SIZE: f32 = 7.0;
/// Labels under a chart at most, so that none stands in another.
const LABELS_MAX: usize = 13;

/// A month's bars.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bars {
    pub(super) label: String,
    pub(super) money_in: f32,
    pub(super) money_out: f32,
}

/// Two bars for each month, side by side, from a common ground.
pub(super) fn bars(months: &[Bars], (x, y): (f32, f32)) -> Vec<Mark> {
    let most = months.iter().flat_map(|month| [month.money_in, month.money_out]).fold(0.0_f32, f32::max);
    let (ground, high) = (y + HEIGHT - FOOT, HEIGHT - FOOT - 6.0);
    let mut marks = vec![rule(x, ground)];
    let step = ROOM / count(months.len());
    let every = months.len().div_ceil(LABELS_MAX).max(1);
    for (index, month) in months.iter().enumerate() {
        let at = x + step * count_of(index);
        let bar = step * 0.36;
        for (side, value, colour) in
            [(0.12, month.money_in, Colour::In), (0.52, month.money_out, Colour::Out)]
        {
            let height = if most > 0.0 { high * value / most } else { 0.0 };
            marks.push(Mark::Area { x: at + step * side, y: ground - height, width: bar, height, colour });
        }
        if index % every == 0 {
            marks.push(label(&month.label, at + step / 2.0, ground + 10.0));
        }
    }
    marks
}

/// A balance over time as steps: each pair is how far along it is, from 0 to 1, and the value from then on.
pub(super) fn steps(values: &[(f32, f32)], ends: (&str, &str), (x, y): (f32, f32)) -> Vec<Mark> {
    let (mut least, mut most) = (0.0_f32, 0.0_f32);
    for (_, value) in values {
        (least, most) = (least.min(*value), most.max(*value));
    }
    let (ground, high) = (y + HEIGHT - FOOT, HEIGHT - FOOT - 6.0);
    let span = if most > least { most - least } else { 1.0 };
    let at = |value: f32| ground - high * (value - least) / span;
    let mut points = Vec::with_capacity(values.len() * 2);
    let mut before: Option<f32> = None;
    for (along, value) in values {
        let place = x + ROOM * along;
        points.extend(before.map(|before| (place, at(before))));
        points.push((place, at(*value)));
        before = Some(*value);
    }
    points.extend(before.map(|before| (x + ROOM, at(before))));
    let from = Mark::Text {
        x,
        y: ground + 10.0,
        size: SIZE,
        weight: Weight::Regular,
        colour: Colour::Quiet,
        text: ends.0.to_owned(),
    };
    let to = Mark::Text {
        x: x + ROOM - width(ends.1, SIZE, Weight::Regular),
        y: ground + 10.0,
        size: SIZE,
        weight: Weight::Regular,
        colour: Colour::Quiet,
        text: ends.1.to_owned(),
    };
    vec![rule(x, at(0.0)), Mark::Line { points, thickness: 1.0, colour: Colour::Line }, from, to]
}

fn rule(x: f32, y: f32) -> Mark {
    Mark::Line { points: vec![(x, y), (x + ROOM, y)], thickness: 0.5, colour: Colour::Rule }
}

/// A small text with its middle at `x`.
fn label(text: &str, x: f32, y: f32) -> Mark {
    let x = x - width(text, SIZE, Weight::Regular) / 2.0;
    Mark::Text { x, y, size: SIZE, weight: Weight::Regular, colour: Colour::Quiet, text: text.to_owned() }
}

/// At least one, so that it can be divided by.
fn count(number: usize) -> f32 {
    count_of(number).max(1.0)
}

fn count_of(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}
