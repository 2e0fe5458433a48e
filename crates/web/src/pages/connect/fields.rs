//! A page that is a form and little else.

use crate::pages::form::Field;
use crate::pages::shown::View;
use crate::pages::words::Words;
use askama::Template;

#[derive(Debug, Template)]
#[template(path = "connect/fields.html")]
pub(super) struct FieldsView {
    pub(super) words: Words,
    pub(super) title: String,
    pub(super) lead: Vec<String>,
    pub(super) wrong: Vec<(String, String)>,
    pub(super) fields: Vec<Field>,
    pub(super) hidden: Vec<(&'static str, String)>,
    /// What goes along with what is typed.
    pub(super) sent_along: Vec<String>,
    pub(super) once: String,
    pub(super) action: String,
    pub(super) submit: String,
    pub(super) cancel: String,
}

impl View for FieldsView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

/// Puts what is wrong to the field of that name; the list for the head of the page.
pub(super) fn mark(fields: &mut [Field], wrong: &[(&'static str, String)]) -> Vec<(String, String)> {
    for field in fields {
        if let Some((_, text)) = wrong.iter().find(|(name, _)| *name == field.name) {
            field.wrong.clone_from(text);
        }
    }
    wrong.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect()
}
