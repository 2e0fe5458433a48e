//! Entries of the same bank: the personal and the business one, the brokerage beside the retirement plan.

use super::search::fold;

/// Words of a name that tell entries of one bank apart, and so do not tell banks apart.
const KINDS: &[&str] = &[
    "business",
    "commercial",
    "corporate",
    "personal",
    "retail",
    "private",
    "small",
    "online",
    "banking",
    "card",
    "cards",
    "credit",
    "treasury",
    "wealth",
    "investments",
    "brokerage",
    "retirement",
    "plan",
    "prepaid",
    "for",
    "entreprise",
    "entreprises",
    "particuliers",
    "empresas",
    "personas",
];
/// Second labels under which anybody registers names, as in `bank.co.uk`.
const PUBLIC_SECOND: &[&str] = &["co", "com", "org", "net", "gov", "ac"];

/// Whether two entries belong to one bank: their web addresses have one site, or their names differ only in words such as
/// "business". Sources: `seeds/003` (103), `seeds/000` ("Denied").
pub fn are_siblings(a: (&str, &str), b: (&str, &str)) -> bool {
    let ((name_a, url_a), (name_b, url_b)) = (a, b);
    let is_one_site = site(url_a).is_some_and(|site_a| site(url_b) == Some(site_a));
    let (stem_a, stem_b) = (stem(name_a), stem(name_b));
    is_one_site || (!stem_a.is_empty() && stem_a == stem_b)
}

/// The part of a web address that somebody registered.
fn site(url: &str) -> Option<String> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', ':', '?', '#']).next()?;
    let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
    let count = match labels.as_slice() {
        [.., second, _] if PUBLIC_SECOND.contains(second) => 3,
        _ => 2,
    };
    let site = labels.get(labels.len().checked_sub(count)?..)?;
    Some(site.join(".").to_lowercase())
}

fn stem(name: &str) -> Vec<String> {
    fold(name).split_whitespace().filter(|word| !KINDS.contains(word)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_one_bank_know_each_other() {
        let check = |a: (&str, &str), b: (&str, &str), expected: bool| {
            assert_eq!(are_siblings(a, b), expected, "{a:?} {b:?}");
            assert_eq!(are_siblings(b, a), expected, "{b:?} {a:?}");
        };
        let harbor = ("First Harbor Bank", "https://www.firstharbor.example");
        check(harbor, ("First Harbor Business", "https://business.firstharbor.example"), true);
        check(harbor, ("First Harbour Savings", "https://www.firstharboursavings.example"), false);
        check(("Elm Bank", ""), ("Elm Bank for Business", ""), true);
        check(("Banque Érable", ""), ("Banque Erable Entreprises", ""), true);
        check(("Elm", "https://elm.co.uk"), ("Oak", "https://oak.co.uk"), false);
        check(("Elm", "https://my.elm.co.uk/login"), ("Elm Cards", "https://elm.co.uk"), true);
        check(("Business Banking", ""), ("Personal", ""), false);
    }
}
