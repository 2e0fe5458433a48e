//! Tags and texts to a tree. In SGML an element with a value ends where the next tag begins, and one without a value looks like the
//! beginning of an aggregate until the end tag of something around it shows that it was none: what was taken for its children then
//! stands beside it.

use super::{Element, Flaw, Form, Limits, Part, ROOT, What};
use compact_str::{CompactString, ToCompactString};
use std::collections::VecDeque;
use std::iter::repeat_n;

#[derive(Debug)]
pub(super) struct Builder {
    form: Form,
    limits: Limits,
    /// What is open, the outermost first.
    open: Vec<Element>,
    /// Spaces after the value so far; they belong to it if more of it follows.
    spaces: usize,
    root: Option<Element>,
    /// In the tree, or the part of it, so far.
    elements: usize,
    /// What stands in the message sets, where it is given away as soon as it is whole.
    parts: Option<VecDeque<Part>>,
}

impl Builder {
    /// Makes one tree of everything.
    pub(super) fn whole(form: Form, limits: Limits) -> Self {
        Self { form, limits, open: Vec::new(), spaces: 0, root: None, elements: 0, parts: None }
    }

    /// Makes a tree of each part.
    pub(super) fn by_parts(form: Form, limits: Limits) -> Self {
        Self { parts: Some(VecDeque::new()), ..Self::whole(form, limits) }
    }

    /// A part that is whole.
    pub(super) fn part(&mut self) -> Option<Part> {
        self.parts.as_mut()?.pop_front()
    }

    pub(super) fn open(&mut self, name: &str, offset: usize) -> Result<(), Flaw> {
        let name = capitals(name);
        if self.root.is_some() {
            return Err((What::Trailing, offset));
        }
        if self.open.is_empty() && name != ROOT {
            return Err((What::NotOfx, offset));
        }
        if self.open.last().is_some_and(|inner| !inner.value.is_empty()) {
            self.end_value(offset)?;
        }
        self.elements += 1;
        if self.elements > self.limits.elements {
            return Err((What::TooMany, offset));
        }
        if self.open.len() >= self.limits.depth {
            return Err((What::TooDeep, offset));
        }
        self.open.push(Element { name, ..Element::default() });
        Ok(())
    }

    /// A text between so many spaces.
    pub(super) fn text(
        &mut self,
        before: usize,
        text: &str,
        after: usize,
        offset: usize,
    ) -> Result<(), Flaw> {
        if text.is_empty() {
            self.spaces = self.spaces.saturating_add(before).saturating_add(after);
            return Ok(());
        }
        let is_in_root = self.open.len() == 1;
        match self.open.last_mut() {
            Some(inner) if !inner.children.is_empty() || is_in_root => Err((What::StrayText, offset)),
            Some(inner) => {
                let spaces = if inner.value.is_empty() { 0 } else { self.spaces.saturating_add(before) };
                let length = inner.value.len().saturating_add(spaces).saturating_add(text.len());
                if length > self.limits.value_bytes {
                    return Err((What::ValueTooLong, offset));
                }
                inner.value.extend(repeat_n(' ', spaces));
                inner.value.push_str(text);
                self.spaces = after;
                Ok(())
            }
            None if self.root.is_some() => Err((What::Trailing, offset)),
            None => Err((What::NotOfx, offset)),
        }
    }

    pub(super) fn close(&mut self, name: &str, offset: usize) -> Result<(), Flaw> {
        let is_named = |element: &Element| element.name.eq_ignore_ascii_case(name);
        let Some(place) = self.open.iter().rposition(is_named) else {
            return Err((What::StrayEnd, offset));
        };
        while self.open.len() > place + 1 {
            if self.form == Form::Xml {
                return Err((What::NotClosed, offset));
            }
            self.end_without_tag();
        }
        if let Some(element) = self.open.pop() {
            self.add(element);
        }
        Ok(())
    }

    /// The next tag ends an element that has a value.
    fn end_value(&mut self, offset: usize) -> Result<(), Flaw> {
        match self.form {
            Form::Sgml => {
                self.end_without_tag();
                Ok(())
            }
            Form::Xml => Err((What::NotClosed, offset)),
        }
    }

    /// The innermost element turns out to have ended: it is no aggregate, and what followed it stands beside it.
    fn end_without_tag(&mut self) {
        let Some(mut element) = self.open.pop() else { return };
        let beside = std::mem::take(&mut element.children);
        self.add(element);
        for element in beside {
            self.add(element);
        }
    }

    /// Puts an element that is whole where it belongs.
    fn add(&mut self, element: Element) {
        self.spaces = 0;
        match (self.open.as_mut_slice(), &mut self.parts) {
            ([_, set], Some(parts)) => {
                parts.push_back(Part { set: set.name.to_string(), element });
                self.elements = 0;
            }
            ([.., outer], _) => outer.children.push(element),
            ([], _) => self.root = Some(element),
        }
    }

    pub(super) fn finish(&mut self, end: usize) -> Result<Element, Flaw> {
        match self.root.take() {
            Some(root) => Ok(root),
            None if self.open.is_empty() => Err((What::NotOfx, end)),
            None => Err((What::NotClosed, end)),
        }
    }
}

fn capitals(name: &str) -> CompactString {
    if name.bytes().any(|byte| byte.is_ascii_lowercase()) {
        name.to_ascii_uppercase().to_compact_string()
    } else {
        name.to_compact_string()
    }
}
