//! The institutions: who they are, what they ask at the door, and what accounts their customers have.

mod table;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::accounts::AccountsOf;
use crate::books::Opened;
use crate::channel::Channel;
use crate::oauth::Terms;
use crate::ofx::Server;

pub(crate) use table::INSTITUTIONS;

#[derive(Debug)]
pub(crate) struct Institution {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) aliases: &'static [&'static str],
    pub(crate) kind: CustomerKind,
    pub(crate) country: Country,
    pub(crate) popularity: u32,
    pub(crate) url: &'static str,
    pub(crate) help: Help,
    pub(crate) products: &'static [&'static str],
    pub(crate) is_throttled: bool,
    pub(crate) login_form: &'static [Field],
    /// Its login form stands at its own page alone, and an app is let in there by the person.
    pub(crate) is_oauth: bool,
    /// What its authorization server asks of apps, where it has one.
    pub(crate) oauth: Terms,
    pub(crate) channels: &'static [Channel],
    /// Its server, where it speaks OFX.
    pub(crate) ofx: Option<&'static Server>,
    pub(crate) accounts: AccountsOf,
    pub(crate) begins: Opened,
    pub(crate) delay_ms: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CustomerKind {
    Personal,
    Business,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum Country {
    #[serde(rename = "US")]
    UnitedStates,
    #[serde(rename = "CA")]
    Canada,
}

impl Country {
    pub(crate) fn currency(self) -> &'static str {
        match self {
            Country::UnitedStates => "USD",
            Country::Canada => "CAD",
        }
    }
}

/// What a person who cannot get in is told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Help {
    pub(crate) forgot_password_url: Option<&'static str>,
    pub(crate) forgot_username_url: Option<&'static str>,
    pub(crate) trouble_signing_in_url: Option<&'static str>,
    pub(crate) instructions: Option<&'static str>,
    pub(crate) instruction_steps: &'static [&'static str],
}

/// One field of a login form.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Field {
    pub(crate) id: &'static str,
    pub(crate) label: &'static str,
    pub(crate) kind: FieldKind,
    pub(crate) names_person: bool,
    #[serde(skip_serializing_if = "<[FieldOption]>::is_empty")]
    pub(crate) options: &'static [FieldOption],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) guid: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FieldKind {
    Text,
    Password,
    Choice,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct FieldOption {
    pub(crate) label: &'static str,
    pub(crate) value: &'static str,
}

/// What a filled-in form comes to. No `Debug`: it holds a password.
pub(crate) struct Form {
    /// The values of the fields that name the person, joined by [`LOGIN_JOINT`].
    pub(crate) login: String,
    pub(crate) password: String,
}

/// Stands between the parts of a login that has several.
pub(crate) const LOGIN_JOINT: &str = ":";

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum FormProblem {
    /// A field is absent or empty.
    Missing,
    /// There is a field that the institution does not ask for.
    Surplus,
    /// The value of this choice is none of its options.
    NoSuchOption(&'static str),
}

impl Institution {
    /// The channel on which an app reads what a person has allowed at the institution's own page.
    pub(crate) fn consented_channel(&self) -> Channel {
        if self.channels.contains(&Channel::Fdx) { Channel::Fdx } else { Channel::Direct }
    }

    pub(crate) fn read_form(&self, fields: &BTreeMap<String, String>) -> Result<Form, FormProblem> {
        if fields.keys().any(|id| self.login_form.iter().all(|field| field.id != id)) {
            return Err(FormProblem::Surplus);
        }
        let mut naming = Vec::new();
        let mut password = String::new();
        for field in self.login_form {
            let value =
                fields.get(field.id).filter(|value| !value.trim().is_empty()).ok_or(FormProblem::Missing)?;
            if field.names_person {
                naming.push(value.trim());
            }
            match field.kind {
                FieldKind::Text => {}
                FieldKind::Password => password.clone_from(value),
                FieldKind::Choice if field.options.iter().any(|option| option.value == value) => {}
                FieldKind::Choice => return Err(FormProblem::NoSuchOption(field.id)),
            }
        }
        Ok(Form { login: naming.join(LOGIN_JOINT), password })
    }
}

pub(crate) fn find(channel: Channel, code: &str) -> Option<&'static Institution> {
    by_code(code).filter(|institution| institution.channels.contains(&channel))
}

pub(crate) fn by_code(code: &str) -> Option<&'static Institution> {
    INSTITUTIONS
        .binary_search_by(|institution| institution.code.cmp(code))
        .ok()
        .and_then(|at| INSTITUTIONS.get(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_sound() {
        assert!(INSTITUTIONS.is_sorted_by(|a, b| a.code < b.code), "sorted, no code twice");
        for institution in INSTITUTIONS {
            let code = institution.code;
            assert!(by_code(code).is_some_and(|found| found.code == code));
            let passwords =
                institution.login_form.iter().filter(|field| field.kind == FieldKind::Password).count();
            assert_eq!(passwords, 1, "{code}");
            assert!(institution.login_form.iter().any(|field| field.names_person), "{code}");
            assert!(
                institution
                    .login_form
                    .iter()
                    .all(|field| { (field.kind == FieldKind::Choice) != field.options.is_empty() })
            );
            assert!(institution.url.ends_with(".example"), "{code}");
            let is_ofx = institution.channels == [Channel::Ofx];
            assert_eq!(institution.ofx.is_some(), is_ofx, "{code}");
            // With OFX every request signs on, so that no pace could be kept.
            assert_eq!(
                institution.is_throttled,
                !is_ofx && !matches!(code, "mxbank" | "mx_bank_oauth"),
                "{code}"
            );
            // What is consented to is told on one channel, and the page knows texts and passwords only.
            let is_plain = institution.login_form.iter().all(|field| field.kind != FieldKind::Choice);
            let is_one = institution.channels == [institution.consented_channel()];
            assert!(!institution.is_oauth || (is_one && is_plain), "{code}");
            // FDX is read by consent alone, and who is reached so is not in the bank's own directory.
            let is_fdx = institution.channels.contains(&Channel::Fdx);
            assert!(!is_fdx || institution.is_oauth, "{code}");
            assert!(institution.channels.contains(&Channel::Direct) != (is_fdx || is_ofx), "{code}");
        }
        assert!(INSTITUTIONS.len() >= 16);
        let reached = |channel| INSTITUTIONS.iter().filter(|row| row.channels.contains(&channel)).count();
        assert!(reached(Channel::Mirror) >= 2 && reached(Channel::Fdx) >= 2);
    }

    #[test]
    fn forms_are_read_field_by_field() {
        let form = |code: &str, fields: &[(&str, &str)]| {
            let fields = fields.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
            by_code(code).unwrap().read_form(&fields).map(|form| (form.login, form.password))
        };
        let read = |login: &str, password: &str| Ok((login.to_owned(), password.to_owned()));
        for (code, fields, outcome) in [
            ("mxbank", vec![("LOGIN", " ana "), ("PASSWORD", " p ")], read("ana", " p ")),
            ("mxbank", vec![("LOGIN", "ana")], Err(FormProblem::Missing)),
            ("mxbank", vec![("LOGIN", " "), ("PASSWORD", "p")], Err(FormProblem::Missing)),
            ("mxbank", vec![("LOGIN", "ana"), ("PASSWORD", "p"), ("PIN", "1")], Err(FormProblem::Surplus)),
            (
                "cobalt_card",
                vec![("MEMBER_NUMBER", "77"), ("LAST_NAME", "Ng"), ("PASSWORD", "p")],
                read("77:Ng", "p"),
            ),
            (
                "alder_credit_union",
                vec![("MEMBER_NUMBER", "77"), ("MEMBERSHIP", "joint"), ("PASSWORD", "p")],
                read("77", "p"),
            ),
            (
                "alder_credit_union",
                vec![("MEMBER_NUMBER", "77"), ("MEMBERSHIP", "golden"), ("PASSWORD", "p")],
                Err(FormProblem::NoSuchOption("MEMBERSHIP")),
            ),
        ] {
            assert_eq!(form(code, &fields), outcome, "{code} {fields:?}");
        }
    }
}
