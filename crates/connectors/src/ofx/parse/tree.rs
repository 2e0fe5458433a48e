//! A document as a tree of elements.

use compact_str::{CompactString, ToCompactString};

/// An element with a value, or an aggregate of elements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// In capitals.
    pub name: CompactString,
    /// Without spaces around it; empty for an aggregate.
    pub value: CompactString,
    pub children: Vec<Element>,
}

impl Element {
    /// An aggregate.
    pub fn aggregate(name: &str, children: Vec<Self>) -> Self {
        Self { name: name.to_compact_string(), value: CompactString::default(), children }
    }

    /// An element with a value.
    pub fn leaf(name: &str, value: impl Into<CompactString>) -> Self {
        Self { name: name.to_compact_string(), value: value.into(), children: Vec::new() }
    }

    /// The first child of that name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element along a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The value of the first child of that name, if it says anything.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.value.as_str()).filter(|value| !value.is_empty())
    }
}
