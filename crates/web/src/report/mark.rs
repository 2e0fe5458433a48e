//! What charts and sheets are made of: texts, areas and lines at places, in points. A PDF draws them, a page writes them as SVG.

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

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

/// Which part of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A text with its base line at `y`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) anchor: Anchor,
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) colour: Colour,
    pub(super) text: String,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    Text(Words),
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
