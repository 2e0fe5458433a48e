//! A login form: the bank's own fields, for a new connection or a new login of one that exists.

use super::Row;
use super::remedies::Remedies;
use crate::pages::bank::{Bank, link};
use crate::pages::form::{Field, Form};
use crate::pages::shown::View;
use crate::pages::words::Words;
use askama::Template;
use domain::credential::Stray;
use engine::records::{Institution, LoginField};
use engine::{CredentialValue, Error, Secret, Strays};

/// Characters of one value.
const VALUE_CHARS_MAX: usize = 1_000;

#[derive(Debug, Template)]
#[template(path = "connect/login.html")]
pub(super) struct LoginView {
    pub(super) words: Words,
    pub(super) bank: Bank,
    pub(super) title: String,
    pub(super) lead: Vec<String>,
    /// What was found about the connection.
    pub(super) findings: Vec<String>,
    /// How the bank says to fill in the form.
    pub(super) steps: Vec<String>,
    pub(super) wrong: Vec<(String, String)>,
    pub(super) fields: Vec<Field>,
    pub(super) offers_strays: bool,
    /// What the button says.
    pub(super) submit: String,
    pub(super) remedies: Remedies,
    pub(super) once: String,
    pub(super) action: String,
    pub(super) privacy: String,
    pub(super) rows: Vec<Row>,
}

impl View for LoginView {
    fn title(&self) -> String {
        format!("{} · {}", self.title, self.bank.name)
    }
}

/// What was wrong with a login that was sent: with the form as a whole, or with one of its fields, by its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) of_form: Option<String>,
    pub(super) of_fields: Vec<(usize, String)>,
    /// Stray characters were met, and may be meant so.
    pub(super) has_strays: bool,
}

/// The fields of the form with what was typed; never a password.
pub(super) fn fields(form: &[LoginField], sent: Option<&Form>, wrong: &Wrong) -> Vec<Field> {
    form.iter()
        .enumerate()
        .map(|(index, field)| {
            let is_secret = field.kind == "password";
            let value = sent.filter(|_| !is_secret).map_or("", |sent| sent.text(&field.guid));
            Field {
                value: value.to_owned(),
                choices: field
                    .options
                    .iter()
                    .map(|option| (option.value.clone(), option.label.clone()))
                    .collect(),
                wrong: wrong
                    .of_fields
                    .iter()
                    .find(|(at, _)| *at == index)
                    .map(|(_, text)| text.clone())
                    .unwrap_or_default(),
                autocomplete: match (is_secret, field.names_person) {
                    (true, _) => "current-password",
                    (false, true) => "username",
                    (false, false) => "off",
                },
                chars_max: VALUE_CHARS_MAX,
                is_login: field.options.is_empty(),
                ..Field::new(&field.guid, kind(field), field.label.clone())
            }
        })
        .collect()
}

fn kind(field: &LoginField) -> &'static str {
    match field.kind.as_str() {
        "password" => "password",
        _ if !field.options.is_empty() => "choice",
        _ => "text",
    }
}

/// The list of what is wrong, for the head of the page.
pub(super) fn summary(form: &[LoginField], wrong: &Wrong) -> Vec<(String, String)> {
    let of_form = wrong.of_form.iter().map(|text| (String::new(), text.clone()));
    let of_fields = wrong.of_fields.iter().filter_map(|(at, text)| {
        let field = form.get(*at)?;
        Some((field.guid.clone(), text.clone()))
    });
    of_form.chain(of_fields).collect()
}

/// What was typed, for the engine; or what is missing.
pub(super) fn read(
    form: &[LoginField],
    sent: &Form,
    words: Words,
) -> Result<(Vec<CredentialValue>, Strays), Wrong> {
    let missing: Vec<(usize, String)> = form
        .iter()
        .enumerate()
        .filter(|(_, field)| sent.text(&field.guid).is_empty())
        .map(|(at, field)| (at, words.with("page-wrong-missing", "field", &field.label)))
        .collect();
    if !missing.is_empty() {
        return Err(Wrong { of_fields: missing, ..Wrong::default() });
    }
    let values = form
        .iter()
        .map(|field| CredentialValue {
            guid: field.guid.clone(),
            value: sent.secret(&field.guid).cloned().unwrap_or_else(|| Secret::new("")),
        })
        .collect();
    let strays = if sent.text("strays") == "taken" { Strays::Taken } else { Strays::Refused };
    Ok((values, strays))
}

/// What the engine found wrong with the login; the error itself when it is about something else.
pub(super) fn wrong(form: &[LoginField], error: Error, words: Words) -> Result<Wrong, Error> {
    match error {
        Error::Stray { field, stray } => {
            let key = match stray {
                Stray::LeadingSpace => "page-wrong-leading-space",
                Stray::TrailingSpace => "page-wrong-trailing-space",
                Stray::Invisible => "page-wrong-invisible",
            };
            let text = words.with(key, "field", &field);
            let at = form.iter().position(|known| known.label == field);
            let of_form = at.is_none().then(|| text.clone());
            let of_fields = at.map(|at| (at, text)).into_iter().collect();
            Ok(Wrong { of_form, of_fields, has_strays: true })
        }
        Error::RefusedBefore => {
            Ok(Wrong { of_form: Some(words.say("page-wrong-refused")), ..Wrong::default() })
        }
        Error::Invalid { field, .. } if field.contains("credentials") => {
            let at = field.split(['[', ']']).nth(1).and_then(|index| index.parse::<usize>().ok());
            let label = at.and_then(|at| form.get(at)).map(|field| field.label.clone());
            Ok(match (at, label) {
                (Some(at), Some(label)) => {
                    let text = words.with("page-wrong-value", "field", &label);
                    Wrong { of_fields: vec![(at, text)], ..Wrong::default() }
                }
                _ => Wrong { of_form: Some(words.say("page-wrong-form")), ..Wrong::default() },
            })
        }
        other => Err(other),
    }
}

/// Where a person finds help with their login, at the bank's own site.
pub(super) fn help(institution: &Institution, words: Words) -> Option<Row> {
    let details = &institution.details;
    let address = [
        details.trouble_signing_in_url.as_deref(),
        details.forgot_password_url.as_deref(),
        details.forgot_username_url.as_deref(),
        Some(institution.url.as_str()),
    ]
    .into_iter()
    .flatten()
    .find_map(link)?;
    let host = crate::pages::bank::host(&address).to_owned();
    Some(Row {
        href: address,
        label: words.say("button-forgot"),
        small: words.with("page-opens", "host", &host),
        is_outside: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Language;

    const WORDS: Words = Words(Language::English);

    fn form() -> Vec<LoginField> {
        [("CRD-1", "LOGIN", "text", true), ("CRD-2", "PASSWORD", "password", false)]
            .map(|(guid, label, kind, names_person)| LoginField {
                guid: guid.to_owned(),
                id: label.to_owned(),
                label: label.to_owned(),
                kind: kind.to_owned(),
                options: Vec::new(),
                names_person,
            })
            .to_vec()
    }

    #[test]
    fn refusals_stand_at_their_field() {
        let stray = Error::Stray { field: "PASSWORD".to_owned(), stray: Stray::TrailingSpace };
        let found = wrong(&form(), stray, WORDS).unwrap();
        assert!(found.has_strays && found.of_form.is_none());
        assert_eq!(found.of_fields.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [1]);
        let invalid = Error::Invalid {
            field: "member.credentials[0].value".to_owned(),
            problem: "has more than 1000 characters".to_owned(),
        };
        let found = wrong(&form(), invalid, WORDS).unwrap();
        assert_eq!(summary(&form(), &found)[0].0, "CRD-1");
        let whole =
            Error::Invalid { field: "member.credentials".to_owned(), problem: "lacks PIN".to_owned() };
        assert!(wrong(&form(), whole, WORDS).unwrap().of_form.is_some());
        assert!(wrong(&form(), Error::Contended, WORDS).is_err());
    }

    #[test]
    fn passwords_are_never_shown_again() {
        let fields = fields(&form(), None, &Wrong::default());
        assert_eq!(fields.iter().map(|field| field.kind).collect::<Vec<_>>(), ["text", "password"]);
        assert_eq!(fields[1].autocomplete, "current-password");
    }
}
