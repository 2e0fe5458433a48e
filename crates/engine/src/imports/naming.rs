//! What an account is called that a file brings and a person does not name: as the file has it, with a number where another is called so.

use crate::Error;
use connectors::files::{FileAccount, Format};
use domain::id::UserGuid;
use std::collections::BTreeSet;
use store::Tenant;

/// Letters of the name of a file that are taken.
const FILE_CHARS_MAX: usize = 60;
/// Letters of the ending of a file's name.
const ENDING_CHARS_MAX: usize = 6;

/// The account's own name, or that of its bank, or that of the file, with the last digits.
pub(super) fn name_of(
    account: &FileAccount,
    (format, file_name): (Format, Option<&str>),
    (place, is_only): (usize, bool),
) -> String {
    if let Some(name) = &account.name {
        return name.clone();
    }
    let digits = account.mask.as_ref().map(|mask| format!(" {mask}")).unwrap_or_default();
    let number = if is_only || !digits.is_empty() { String::new() } else { format!(" {place}") };
    let bank = account.institution.name.clone().or_else(|| account.institution.ofx_org.clone());
    let what = bank.or_else(|| file_name.and_then(stem)).unwrap_or_else(|| format.title().to_owned());
    format!("{what}{digits}{number}")
}

/// The name of a file without its ending, and without what is put to a second download; none where nothing is left that can be read.
fn stem(file_name: &str) -> Option<String> {
    let is_ending = |ending: &str| {
        ending.chars().count() <= ENDING_CHARS_MAX && ending.chars().all(char::is_alphanumeric)
    };
    let stem = match file_name.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) => stem,
        _ => file_name,
    };
    let stem = match stem.trim().strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((first, copy)) if copy.chars().all(|one| one.is_ascii_digit()) => first,
        _ => stem,
    };
    let words: Vec<&str> = stem.split(|one: char| one == '_' || one.is_whitespace()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let name: String = words.join(" ").chars().take(FILE_CHARS_MAX).collect();
    name.contains(char::is_alphanumeric).then(|| name.trim().to_owned())
}

/// The names that a person's accounts have.
pub(super) struct Names(BTreeSet<String>);

impl Names {
    pub(super) async fn load(store: &Tenant<'_>, user: UserGuid) -> Result<Self, Error> {
        let known = store.known_accounts(user).await?;
        Ok(Self(known.iter().map(|one| one.facts.name.to_lowercase()).collect()))
    }

    /// That name, or the first with a number behind it that no account has; it is taken from now on.
    pub(super) fn take(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 2_u32;
        while !self.0.insert(free.to_lowercase()) {
            free = format!("{name} {number}");
            number = number.saturating_add(1);
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_give_their_names_without_what_is_put_to_them() {
        let check =
            |file: &str, expected: Option<&str>| assert_eq!(stem(file).as_deref(), expected, "{file}");
        check("Kontoumsaetze_Nov.csv", Some("Kontoumsaetze Nov"));
        check("Kontoumsaetze Nov (1).csv", Some("Kontoumsaetze Nov"));
        check("giro", Some("giro"));
        check("St. Gallen savings bank", Some("St. Gallen savings bank"));
        check("2026-11.csv", Some("2026-11"));
        for none in ["-", ".csv", "___.csv", "", "(1).csv"] {
            check(none, None);
        }
        assert_eq!(stem(&"é".repeat(500)).map(|name| name.chars().count()), Some(60));
    }

    #[test]
    fn banks_go_before_files_and_both_before_formats() {
        let check = |account: &FileAccount, file: Option<&str>, only, expected: &str| {
            assert_eq!(name_of(account, (Format::Csv, file), (2, only)), expected);
        };
        let mut account = FileAccount::default();
        check(&account, None, true, "CSV");
        check(&account, Some("giro.csv"), true, "giro");
        check(&account, Some("giro.csv"), false, "giro 2");
        account.institution.ofx_org = Some("Harbor".to_owned());
        account.mask = Some("4321".to_owned());
        check(&account, Some("giro.csv"), false, "Harbor 4321");
        account.institution.name = Some("First Harbor".to_owned());
        check(&account, None, true, "First Harbor 4321");
        account.name = Some("Savings".to_owned());
        check(&account, None, true, "Savings");
    }

    #[test]
    fn a_second_of_the_same_name_has_a_number() {
        let mut names = Names(BTreeSet::from(["giro".to_owned()]));
        assert_eq!(
            [names.take("Giro"), names.take("Giro"), names.take("Visa")],
            ["Giro 2", "Giro 3", "Visa"]
        );
    }
}
