//! A page that is a form and little else.

use crate::pages::form::Field;
use crate::pages::shown::View;
use crate::pages::words::Words;
use askama::Template;

#[derive(Debug, Template)]
#[template(path = "connect/fields.html")]
pub(in crate::pages) struct FieldsView {
    pub(in crate::pages) words: Words,
    pub(in crate::pages) title: String,
    pub(in crate::pages) lead: Vec<String>,
    pub(in crate::pages) wrong: Vec<(String, String)>,
    pub(in crate::pages) fields: Vec<Field>,
    pub(in crate::pages) hidden: Vec<(&'static str, String)>,
    /// What goes along with what is typed.
    pub(in crate::pages) sent_along: Vec<String>,
    /// What never goes along.
    pub(in crate::pages) never: String,
    pub(in crate::pages) once: String,
    pub(in crate::pages) action: String,
    pub(in crate::pages) submit: String,
    pub(in crate::pages) cancel: String,
}

impl View for FieldsView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

/// Puts what is wrong to the field of that name; the list for the head of the page.
pub(in crate::pages) fn mark(
    fields: &mut [Field],
    wrong: &[(&'static str, String)],
) -> Vec<(String, String)> {
    for field in fields {
        if let Some((_, text)) = wrong.iter().find(|(name, _)| *name == field.name) {
            field.wrong.clone_from(text);
        }
    }
    wrong.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect()
}
