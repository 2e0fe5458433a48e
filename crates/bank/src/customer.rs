//! The person or company behind a login: invented from the seed, the same every time.

use crate::chance::{self, Dice, OneOf};
use crate::directory::{Country, CustomerKind, Institution};

/// A person; a company has no first and last name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) names: Option<(&'static str, &'static str)>,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) street: String,
    pub(crate) place: Place,
    pub(crate) country: Country,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) city: &'static str,
    pub(crate) state: &'static str,
    pub(crate) postal_code: &'static str,
}

const FIRST_NAMES: OneOf<&str> = OneOf(
    "Amara",
    &[
        "Ben",
        "Chloé",
        "Diego",
        "Eun-ji",
        "Fatima",
        "George",
        "Hana",
        "Ivan",
        "José",
        "Katarzyna",
        "Liam",
        "Mei",
        "Noor",
    ],
);
const LAST_NAMES: OneOf<&str> = OneOf(
    "Abara",
    &[
        "Brooks",
        "Castillo",
        "Dubois",
        "Eriksen",
        "Feldman",
        "García",
        "Hughes",
        "Ito",
        "Jensen",
        "Kowalski",
        "Li",
        "O’Brien",
    ],
);
const COMPANIES: OneOf<&str> = OneOf(
    "Abara & Daughters LLC",
    &[
        "Brightwater Supply Inc.",
        "Cedar Lane Dental PLLC",
        "Driftwood Cafés LLC",
        "Eastgate Machine Works Inc.",
    ],
);
const STREETS: OneOf<&str> =
    OneOf("Alder Street", &["Birch Lane", "Canal Road", "Depot Avenue", "Elm Court", "Foundry Way"]);
const AMERICAN_PLACES: OneOf<Place> = OneOf(
    Place { city: "Lehi", state: "UT", postal_code: "84043" },
    &[
        Place { city: "Duluth", state: "MN", postal_code: "55802" },
        Place { city: "Savannah", state: "GA", postal_code: "31401" },
        Place { city: "Tacoma", state: "WA", postal_code: "98402" },
    ],
);
const CANADIAN_PLACES: OneOf<Place> = OneOf(
    Place { city: "Québec", state: "QC", postal_code: "G1R 4P5" },
    &[
        Place { city: "Halifax", state: "NS", postal_code: "B3H 4R2" },
        Place { city: "Moncton", state: "NB", postal_code: "E1C 1H1" },
    ],
);

/// Who owns an account of this login: one, or two who hold it jointly.
pub(crate) fn owners(seed: u64, institution: &Institution, login: &str, joint: bool) -> Vec<Owner> {
    let first = owner(seed, institution, login, "first");
    if !joint || institution.kind == CustomerKind::Business {
        return vec![first];
    }
    let second = owner(seed, institution, login, "second");
    // Who holds an account together lives together here.
    let second = Owner { street: first.street.clone(), place: first.place, ..second };
    vec![first, second]
}

fn owner(seed: u64, institution: &Institution, login: &str, which: &str) -> Owner {
    let mut dice = Dice::of(chance::key(seed, &["owner", institution.code, login, which]), 0);
    let (first, last) = (dice.pick(&FIRST_NAMES), dice.pick(&LAST_NAMES));
    let names = match institution.kind {
        CustomerKind::Personal => Some((first, last)),
        CustomerKind::Business => None,
    };
    let places = match institution.country {
        Country::UnitedStates => &AMERICAN_PLACES,
        Country::Canada => &CANADIAN_PLACES,
    };
    Owner {
        id: format!("w-{}", chance::tag(seed, &["owner", institution.code, login, which])),
        name: names
            .map_or_else(|| dice.pick(&COMPANIES).to_owned(), |(first, last)| format!("{first} {last}")),
        names,
        email: format!("customer{}@mail.example", dice.between(1_000, 9_999)),
        // 555-01xx is set aside for fiction in North America.
        phone: format!("+1{}55501{:02}", dice.between(201, 989), dice.between(0, 99)),
        street: format!("{} {}", dice.between(1, 999), dice.pick(&STREETS)),
        place: dice.pick(places),
        country: institution.country,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::by_code;

    #[test]
    fn owners_are_one_or_two_and_companies_have_no_first_name() {
        for (code, joint, count, is_person) in [
            ("mxbank", false, 1, true),
            ("mxbank", true, 2, true),
            ("granite_treasury", true, 1, false),
            ("banque_erable", false, 1, true),
        ] {
            let owners = owners(1, by_code(code).unwrap(), "ana", joint);
            assert_eq!(owners.len(), count, "{code}");
            assert!(owners.iter().all(|owner| owner.names.is_some() == is_person), "{code}");
            assert!(owners.iter().all(|owner| owner.street == owners[0].street), "{code}");
        }
    }
}
