//! What a person typed into the login form, checked against the form.

use crate::records::{InstitutionSource, LoginField};
use crate::{Error, Scope};
use connectors::{Grant, Secret};
use domain::credential::stray;
use domain::id::CredentialGuid;
use std::collections::BTreeMap;

/// Characters of one value.
const VALUE_CHARS_MAX: usize = 1_000;

/// A value for one field, as the API takes it.
#[derive(Debug, Clone)]
pub struct CredentialValue {
    /// `CRD-…`
    pub guid: String,
    pub value: Secret,
}

/// What to do with values that begin or end with a space or hold something invisible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strays {
    /// Said, and nothing is sent: most were pasted by mistake.
    #[default]
    Refused,
    /// Meant so; sent as they are.
    Taken,
}

/// The grant that the values make, if they fill the form.
pub(super) fn grant(form: &[LoginField], values: &[CredentialValue], strays: Strays) -> Result<Grant, Error> {
    let mut fields = BTreeMap::new();
    for (index, value) in values.iter().enumerate() {
        let at = |part: &str| format!("credentials[{index}].{part}");
        let field = form
            .iter()
            .find(|field| field.guid == value.guid)
            .ok_or_else(|| Error::invalid(at("guid"), unknown(&value.guid)))?;
        check(field, value.value.expose()).map_err(|problem| Error::invalid(at("value"), problem))?;
        if let (Strays::Refused, Some(stray)) = (strays, stray(value.value.expose())) {
            return Err(Error::Stray { field: field.label.clone(), stray });
        }
        if fields.insert(field.id.clone(), value.value.clone()).is_some() {
            return Err(Error::invalid(at("guid"), "is given twice"));
        }
    }
    match form.iter().find(|field| !fields.contains_key(&field.id)) {
        Some(missing) => Err(Error::invalid(
            "credentials",
            format!("lacks {} ({}, {})", missing.id, missing.label, missing.guid),
        )),
        None => Ok(Grant { fields, token: None }),
    }
}

/// The label of the first field whose value has something stray: what is sent as it was typed may be why it is refused.
pub(super) fn stray_field(form: &[LoginField], grant: &Grant) -> Option<String> {
    let has_stray = |field: &&LoginField| {
        grant.fields.get(&field.id).is_some_and(|value| stray(value.expose()).is_some())
    };
    form.iter().find(has_stray).map(|field| field.label.clone())
}

/// Repeats the guid only when it is one: somebody may have put the password there.
fn unknown(guid: &str) -> String {
    match guid.parse::<CredentialGuid>() {
        Ok(guid) => format!("is {guid}, which is no credential of this institution"),
        Err(_) => "is no credential of this institution".to_owned(),
    }
}

fn check(field: &LoginField, value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Err("is empty".to_owned());
    }
    if value.chars().count() > VALUE_CHARS_MAX {
        return Err(format!("has more than {VALUE_CHARS_MAX} characters"));
    }
    if value.contains('\0') {
        return Err("holds a character that no login has".to_owned());
    }
    if !field.options.is_empty() && !field.options.iter().any(|option| option.value == value) {
        return Err(format!("is none of the choices for {}", field.id));
    }
    Ok(())
}

impl Scope<'_> {
    /// What recognises the same login: a keyed hash of the fields that name the person, without the password.
    pub(super) async fn login_hash(
        &self,
        source: &InstitutionSource,
        grant: &Grant,
    ) -> Result<String, Error> {
        let mut naming: Vec<&LoginField> =
            source.login_form.iter().filter(|field| field.names_person).collect();
        if naming.is_empty() {
            naming = source.login_form.iter().filter(|field| field.kind != "password").collect();
        }
        naming.sort_by(|a, b| a.id.cmp(&b.id));
        let mut parts = vec![source.institution_code.as_str()];
        for field in naming {
            let value = grant.fields.get(&field.id).map_or("", |secret| secret.expose().trim());
            parts.extend([field.id.as_str(), value]);
        }
        Ok(self.store.keyed_hash("login", &parts).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::LoginOption;

    #[test]
    fn values_must_fill_the_form() {
        let field = |guid: &str, id: &str, options: &[&str]| LoginField {
            guid: guid.into(),
            id: id.into(),
            label: id.into(),
            kind: "text".into(),
            options: options
                .iter()
                .map(|option| LoginOption { label: (*option).to_owned(), value: (*option).to_owned() })
                .collect(),
            names_person: true,
        };
        let form = [field("CRD-1", "LOGIN", &[]), field("CRD-2", "REGION", &["north", "south"])];
        let check = |values: &[(&str, &str)], expected: Result<usize, &str>| {
            let values: Vec<CredentialValue> = values
                .iter()
                .map(|(guid, value)| CredentialValue { guid: (*guid).into(), value: Secret::new(*value) })
                .collect();
            match (grant(&form, &values, Strays::Refused), expected) {
                (Ok(grant), Ok(count)) => assert_eq!(grant.fields.len(), count),
                (Err(Error::Invalid { field, .. }), Err(expected)) => assert_eq!(field, expected),
                (got, expected) => panic!("{got:?} is not {expected:?}"),
            }
        };
        check(&[("CRD-1", "ann"), ("CRD-2", "north")], Ok(2));
        check(&[("CRD-1", "ann")], Err("credentials"));
        check(&[("CRD-1", "ann"), ("CRD-9", "x")], Err("credentials[1].guid"));
        check(&[("CRD-1", "ann"), ("CRD-1", "bob")], Err("credentials[1].guid"));
        check(&[("CRD-1", "")], Err("credentials[0].value"));
        check(&[("CRD-1", "ann"), ("CRD-2", "west")], Err("credentials[1].value"));
    }
}
