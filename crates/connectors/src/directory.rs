//! A source's directory of institutions.

use domain::id::CredentialGuid;
use domain::institution::{InstitutionKind, Product};
use std::collections::BTreeSet;

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
    /// People go to the institution's own page; there is no login form.
    pub is_oauth: bool,
    pub login_form: Vec<FormField>,
}

impl DirectoryEntry {
    /// What is wrong with it, if anything is. A connector hands out no such entry.
    pub fn flaw(&self) -> Option<&'static str> {
        let is_code = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let ids: BTreeSet<&str> = self.login_form.iter().map(|field| field.id.as_str()).collect();
        [
            (self.id.is_empty(), "an institution has no id"),
            (
                self.code.is_empty() || !self.code.bytes().all(is_code),
                "the code of an institution is not of lower case, digits and underscores",
            ),
            (self.name.trim().is_empty(), "an institution has no name"),
            (
                self.is_oauth && !self.login_form.is_empty(),
                "an institution with a page of its own has a login form",
            ),
            (
                ids.len() != self.login_form.len() || ids.contains(""),
                "the fields of a login form cannot be told apart",
            ),
        ]
        .into_iter()
        .find_map(|(is_so, flaw)| is_so.then_some(flaw))
        .or_else(|| self.login_form.iter().find_map(FormField::flaw))
    }
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

impl FormField {
    fn flaw(&self) -> Option<&'static str> {
        let values: BTreeSet<&str> = self.options.iter().map(|option| option.value.as_str()).collect();
        let is_choice = match self.kind {
            FieldKind::Choice => true,
            FieldKind::Text | FieldKind::Password => false,
        };
        let is_guid = |guid: &String| guid.parse::<CredentialGuid>().is_ok();
        [
            (self.label.trim().is_empty(), "a field of a login form has no label"),
            (is_choice == self.options.is_empty(), "options do not go with the kind of a field"),
            (
                values.len() != self.options.len() || values.contains(""),
                "the options of a field cannot be told apart",
            ),
            (!self.guid.iter().all(is_guid), "the guid of a field is none"),
        ]
        .into_iter()
        .find_map(|(is_so, flaw)| is_so.then_some(flaw))
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> DirectoryEntry {
        let option = |value: &str| FieldOption { label: value.to_owned(), value: value.to_owned() };
        let field = |id: &str, kind, options| FormField {
            id: id.to_owned(),
            guid: Some("CRD-9f61fb4c-912c-bd1e-b175-ccc7f0275cc1".to_owned()),
            label: id.to_owned(),
            kind,
            options,
            names_person: false,
        };
        DirectoryEntry {
            id: "7".to_owned(),
            code: "bank_7".to_owned(),
            name: "Bank".to_owned(),
            aliases: Vec::new(),
            kind: InstitutionKind::Personal,
            country: "US".to_owned(),
            url: "https://bank.example".to_owned(),
            forgot_password_url: None,
            forgot_username_url: None,
            trouble_signing_in_url: None,
            instructions: None,
            instruction_steps: Vec::new(),
            popularity: 0,
            products: Vec::new(),
            is_throttled: false,
            is_oauth: false,
            login_form: vec![
                field("LOGIN", FieldKind::Text, Vec::new()),
                field("KIND", FieldKind::Choice, vec![option("a"), option("b")]),
            ],
        }
    }

    #[test]
    fn entries_are_well_formed_or_have_a_flaw() {
        let check = |spoil: fn(&mut DirectoryEntry), flaw: Option<&str>| {
            let mut entry = entry();
            spoil(&mut entry);
            assert_eq!(entry.flaw(), flaw, "{entry:?}");
        };
        let code = Some("the code of an institution is not of lower case, digits and underscores");
        let options = Some("options do not go with the kind of a field");
        check(|_| (), None);
        check(|one| one.login_form.clear(), None);
        check(|one| one.is_oauth = true, Some("an institution with a page of its own has a login form"));
        check(|one| one.id.clear(), Some("an institution has no id"));
        check(|one| one.code.clear(), code);
        check(|one| one.code = "Bank".to_owned(), code);
        check(|one| one.code = "a/../b".to_owned(), code);
        check(|one| one.name = " ".to_owned(), Some("an institution has no name"));
        check(
            |one| one.login_form[1].id = "LOGIN".to_owned(),
            Some("the fields of a login form cannot be told apart"),
        );
        check(|one| one.login_form[0].label.clear(), Some("a field of a login form has no label"));
        check(|one| one.login_form[1].options.clear(), options);
        check(|one| one.login_form[1].kind = FieldKind::Text, options);
        check(
            |one| one.login_form[1].options[1].value = "a".to_owned(),
            Some("the options of a field cannot be told apart"),
        );
        check(|one| one.login_form[0].guid = Some("CRD-1".to_owned()), Some("the guid of a field is none"));
    }
}
