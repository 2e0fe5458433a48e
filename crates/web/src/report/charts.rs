//! Charts: bars of what comes in and goes out by month, and a line of a balance over time.

use super::mark::{Anchor, Colour, Mark, Weight, Words};

pub(super) const WIDTH: f32 = 516.0;
pub(super) const HEIGHT: f32 = 134.0;
/// For the names and the highest amount.
const TOP: f32 = 16.0;
/// For the months.
const FOOT: f32 = 14.0;
const SIZE: f32 = 7.0;
/// Labels under a chart at most, so that none stands in another.
const LABELS_MAX: usize = 13;
/// The side of the square beside a name.
const SAMPLE: f32 = 6.0;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Chart {
    /// Two bars for each month, side by side, from a common ground.
    Bars {
        months: Vec<Bars>,
        /// What the bars are, the left first.
        names: [String; 2],
        /// The highest amount, written.
        most: String,
    },
    /// A balance over time: each pair is how far along it is, from 0 to 1, and the value from then on.
    Steps {
        values: Vec<(f32, f32)>,
        /// The first and the last day.
        ends: [String; 2],
        /// The highest amount, written.
        most: String,
    },
}

/// A month's bars.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bars {
    pub(super) label: String,
    pub(super) money_in: f32,
    pub(super) money_out: f32,
}

impl Chart {
    /// What it is made of, with its upper left corner at that place.
    pub(super) fn marks(&self, at: (f32, f32)) -> Vec<Mark> {
        match self {
            Self::Bars { months, names, most } => bars(months, names, most, at),
            Self::Steps { values, ends, most } => steps(values, ends, most, at),
        }
    }
}

/// Where the ground lies, and how far the highest stands above it.
fn ground(y: f32) -> (f32, f32) {
    (y + HEIGHT - FOOT, HEIGHT - FOOT - TOP)
}

fn bars(months: &[Bars], names: &[String; 2], top: &str, (x, y): (f32, f32)) -> Vec<Mark> {
    let most = months.iter().flat_map(|month| [month.money_in, month.money_out]).fold(0.0_f32, f32::max);
    let (ground, high) = ground(y);
    let mut marks = vec![rule(x, ground), rule(x, ground - high)];
    marks.push(small(top, (x + WIDTH, y + 10.0), Anchor::End));
    for (name, colour, from) in [(&names[0], Colour::In, 0.0), (&names[1], Colour::Out, WIDTH / 4.0)] {
        marks.push(Mark::Area { x: x + from, y: y + 4.0, width: SAMPLE, height: SAMPLE, colour });
        marks.push(small(name, (x + from + SAMPLE + 4.0, y + 10.0), Anchor::Start));
    }
    let step = WIDTH / count(months.len());
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
            marks.push(small(&month.label, (at + step / 2.0, ground + 10.0), Anchor::Middle));
        }
    }
    marks
}

fn steps(values: &[(f32, f32)], ends: &[String; 2], top: &str, (x, y): (f32, f32)) -> Vec<Mark> {
    let (mut least, mut most) = (0.0_f32, 0.0_f32);
    for (_, value) in values {
        (least, most) = (least.min(*value), most.max(*value));
    }
    let (ground, high) = ground(y);
    let span = if most > least { most - least } else { 1.0 };
    let at = |value: f32| ground - high * (value - least) / span;
    let mut points = Vec::with_capacity(values.len() * 2);
    let mut before: Option<f32> = None;
    for (along, value) in values {
        let place = x + WIDTH * along;
        points.extend(before.map(|before| (place, at(before))));
        points.push((place, at(*value)));
        before = Some(*value);
    }
    points.extend(before.map(|before| (x + WIDTH, at(before))));
    vec![
        rule(x, at(0.0)),
        rule(x, at(most)),
        Mark::Line { points, thickness: 1.0, colour: Colour::Line },
        small(top, (x + WIDTH, y + 10.0), Anchor::End),
        small(&ends[0], (x, ground + 10.0), Anchor::Start),
        small(&ends[1], (x + WIDTH, ground + 10.0), Anchor::End),
    ]
}

fn rule(x: f32, y: f32) -> Mark {
    Mark::Line { points: vec![(x, y), (x + WIDTH, y)], thickness: 0.5, colour: Colour::Rule }
}

fn small(text: &str, (x, y): (f32, f32), anchor: Anchor) -> Mark {
    let (weight, colour) = (Weight::Regular, Colour::Quiet);
    Mark::Text(Words { x, y, anchor, size: SIZE, weight, colour, text: text.to_owned() })
}

/// At least one, so that it can be divided by.
fn count(number: usize) -> f32 {
    count_of(number).max(1.0)
}

fn count_of(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(marks: &[Mark]) -> Vec<&Vec<(f32, f32)>> {
        marks
            .iter()
            .filter_map(|mark| if let Mark::Line { points, .. } = mark { Some(points) } else { None })
            .collect()
    }

    #[test]
    fn nothing_stands_outside_of_a_chart() {
        let months: Vec<Bars> = (0..24)
            .map(|month| Bars { label: month.to_string(), money_in: 1e9 / count(month), money_out: 0.0 })
            .collect();
        let names = ["In".to_owned(), "Out".to_owned()];
        for months in [Vec::new(), months] {
            let chart = Chart::Bars { months, names: names.clone(), most: "1".to_owned() };
            for mark in chart.marks((10.0, 20.0)) {
                if let Mark::Area { x, y, width, height, .. } = mark {
                    assert!(x >= 10.0 && x + width <= 10.0 + WIDTH && height >= 0.0);
                    assert!(y >= 20.0 && y + height <= 20.0 + HEIGHT);
                }
            }
        }
    }

    #[test]
    fn a_balance_keeps_until_it_changes_and_debts_lie_below_the_ground() {
        let ends = ["a".to_owned(), "b".to_owned()];
        let values = vec![(0.0, 10.0), (0.5, -10.0)];
        let marks = Chart::Steps { values, ends: ends.clone(), most: String::new() }.marks((0.0, 0.0));
        let (zero, line) = (lines(&marks)[0][0].1, lines(&marks)[2]);
        assert_eq!(line.len(), 4);
        assert!(line[0].1 < zero && line[1] == (WIDTH / 2.0, line[0].1) && line[2].1 > zero);
        assert_eq!(line[3], (WIDTH, line[2].1));
        let nothing = Chart::Steps { values: Vec::new(), ends, most: String::new() };
        assert!(lines(&nothing.marks((0.0, 0.0)))[2].is_empty());
    }
}
