//! A field of a login form as JSON: what to ask a person, never what they typed.

use super::challenge::OptionView;
use crate::request::page::{Pagination, cut};
use engine::records::{LoginField, Page};
use serde::Serialize;
use utoipa::ToSchema;

/// A field of an institution's login form.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Credential)]
pub(crate) struct CredentialView {
    /// From 1, in the order of the form.
    display_order: u32,
    #[schema(example = "LOGIN")]
    field_name: String,
    #[schema(example = "LOGIN")]
    field_type: &'static str,
    #[schema(example = "CRD-9f61fb4c-912c-bd1e-b175-ccc7f0275cc1")]
    guid: String,
    #[schema(example = "Username")]
    label: String,
    /// `LOGIN` for what names the person, `PASSWORD`, `OPTIONS` for a choice, else `TEXT`.
    #[schema(example = "LOGIN")]
    r#type: &'static str,
    /// What to choose from; empty unless the type is `OPTIONS`. Not in MX's contract.
    options: Vec<OptionView>,
}

impl CredentialView {
    fn new(display_order: u32, field: &LoginField) -> Self {
        let kind = match field.kind.as_str() {
            "password" => "PASSWORD",
            "choice" => "OPTIONS",
            _ if field.names_person => "LOGIN",
            _ => "TEXT",
        };
        Self {
            display_order,
            field_name: field.id.clone(),
            field_type: kind,
            guid: field.guid.clone(),
            label: field.label.clone(),
            r#type: kind,
            options: field.options.iter().map(OptionView::of_form).collect(),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CredentialsBody {
    credentials: Vec<CredentialView>,
    pagination: Pagination,
}

impl CredentialsBody {
    pub(crate) fn new(form: &[LoginField], page: Page) -> Self {
        let all = (1..).zip(form).map(|(order, field)| CredentialView::new(order, field)).collect();
        let cut = cut(all, page);
        Self { credentials: cut.items, pagination: Pagination::new(page, cut.total) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::records::LoginOption;

    #[test]
    fn kinds_have_mx_s_names() {
        let check = |kind: &str, names_person, expected: &str| {
            let field = LoginField {
                guid: "CRD-1".into(),
                id: "F".into(),
                label: "Field".into(),
                kind: kind.into(),
                options: vec![LoginOption { label: "North".into(), value: "north".into() }],
                names_person,
            };
            let view = CredentialView::new(1, &field);
            assert_eq!((view.r#type, view.field_type, view.options.len()), (expected, expected, 1));
        };
        check("text", true, "LOGIN");
        check("text", false, "TEXT");
        check("password", false, "PASSWORD");
        check("choice", true, "OPTIONS");
    }
}
