//! Tags and texts to a tree. In SGML an element with a value ends where the next tag begins, and one without a value looks like the
//! beginning of an aggregate until the end tag of something around it shows that it was none: what was taken for its children then
//! stands beside it.

use super::{Element, Flaw, Form, Limits, ROOT, What};

pub(super) struct Builder {
    form: Form,
    limits: Limits,
    /// What is open, the outermost first.
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
}

impl Builder {
    pub(super) fn new(form: Form, limits: Limits) -> Self {
        Self { form, limits, open: Vec::new(), root: None, elements: 0 }
    }

    pub(super) fn open(&mut self, name: &str, offset: usize) -> Result<(), Flaw> {
        let name = name.to_ascii_uppercase();
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

    pub(super) fn text(&mut self, text: &str, offset: usize) -> Result<(), Flaw> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let is_in_root = self.open.len() == 1;
        match self.open.last_mut() {
            Some(inner) if !inner.children.is_empty() || is_in_root => Err((What::StrayText, offset)),
            Some(inner) if inner.value.len() + text.len() > self.limits.value_bytes => {
                Err((What::ValueTooLong, offset))
            }
            Some(inner) => {
                inner.value.push_str(text);
                Ok(())
            }
            None if self.root.is_some() => Err((What::Trailing, offset)),
            None => Err((What::NotOfx, offset)),
        }
    }

    pub(super) fn close(&mut self, name: &str, offset: usize) -> Result<(), Flaw> {
        let name = name.to_ascii_uppercase();
        let Some(place) = self.open.iter().rposition(|element| element.name == name) else {
            return Err((What::StrayEnd, offset));
        };
        while self.open.len() > place + 1 {
            if self.form == Form::Xml {
                return Err((What::NotClosed, offset));
            }
            self.end_without_tag();
        }
        let Some(mut element) = self.open.pop() else { return Ok(()) };
        trim(&mut element);
        match self.open.last_mut() {
            Some(outer) => outer.children.push(element),
            None => self.root = Some(element),
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
        trim(&mut element);
        let beside = std::mem::take(&mut element.children);
        if let Some(outer) = self.open.last_mut() {
            outer.children.push(element);
            outer.children.extend(beside);
        }
    }

    pub(super) fn finish(self, end: usize) -> Result<Element, Flaw> {
        match self.root {
            Some(root) => Ok(root),
            None if self.open.is_empty() => Err((What::NotOfx, end)),
            None => Err((What::NotClosed, end)),
        }
    }
}

fn trim(element: &mut Element) {
    let trimmed = element.value.trim();
    if trimmed.len() != element.value.len() {
        element.value = trimmed.to_owned();
    }
}
