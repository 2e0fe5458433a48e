//! A source's directory of institutions.

use domain::institution::{InstitutionKind, Product};

#[derive(Debug, Clone)]
pub struct DirectoryPage {
    pub entries: Vec<DirectoryEntry>,
    /// Asks for the next page; none on the last.
    pub next: Option<String>,
}

/// An institution as a source describes it.
#[derive(Debug, Clone)]
pub struct DirectoryEntry {
    /// The source's id.
    pub id: String,
    /// A name that several sources may share for the same institution; lower case, digits, underscores.
    pub code: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub kind: InstitutionKind,
    pub country: String,
    pub url: String,
    pub forgot_password_url: Option<String>,
    pub forgot_username_url: Option<String>,
    pub trouble_signing_in_url: Option<String>,
    pub instructions: Option<String>,
    pub instruction_steps: Vec<String>,
    pub popularity: i64,
    pub products: Vec<Product>,
    pub is_throttled: bool,
    pub login_form: Vec<FormField>,
}

/// A field of the login form.
#[derive(Debug, Clone)]
pub struct FormField {
    pub id: String,
    /// A published guid, if the field has one.
    pub guid: Option<String>,
    pub label: String,
    pub kind: FieldKind,
    /// What can be chosen; empty unless it is a choice.
    pub options: Vec<FieldOption>,
    /// Says who signs in.
    pub names_person: bool,
}

/// One choice of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldOption {
    pub label: String,
    pub value: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    Text,
    Password,
    Choice,
}

impl FieldKind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Password => "password",
            Self::Choice => "choice",
        }
    }
}
