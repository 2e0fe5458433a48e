use super::*;
use crate::account::AccountType;
use crate::matching::transactions::Link;
use crate::money::Currency;
use proptest::prelude::*;

/// An account of one bank, told by a source that promises nothing.
const fn account(link: u32, mask: &'static str, name: &'static str) -> Evidence<'static> {
    Evidence {
        link: Link(link),
        source: "one",
        institution: Some("bank"),
        id: None,
        persistent_id: None,
        number: None,
        routing: None,
        iban: None,
        mask: Some(mask),
        account_type: AccountType::Checking,
        currency: Currency::USD,
        name,
        owners: Vec::new(),
        chosen: None,
    }
}

const PLAIN: Evidence<'static> = account(1, "1234", "Everyday");
/// The same, as another link of the source tells it.
const AGAIN: Evidence<'static> = account(2, "1234", "Everyday");
/// Nothing that is known of the plain one.
const OTHER: Evidence<'static> = account(2, "9999", "Spare");

fn euro() -> Currency {
    "EUR".parse().unwrap()
}

fn known(all: &[Evidence<'static>]) -> Vec<Dossier<'static>> {
    all.iter().map(|one| Dossier { told: vec![one.clone()] }).collect()
}

fn check(
    of: &str,
    before: &[Evidence<'static>],
    told: &[Evidence<'static>],
    rows: Agreement,
    expected: &[Decision],
) {
    let answer = Answer { told, doubtful: &HashSet::new() };
    assert_eq!(decide(&known(before), &answer, |_, _| rows), expected, "{of}");
}

const fn full(number: &'static str) -> Number<'static> {
    Number::Full(number)
}

#[test]
fn strong_evidence_joins() {
    use Agreement::{Same, Unknown};
    let joined = |ground| [Decision::Known(0, ground)];
    let check = |of, before, told, rows, expected: &[Decision]| check(of, &[before], &[told], rows, expected);
    let chosen = Evidence { chosen: Some(0), ..OTHER };
    check("the person said so", PLAIN, chosen, Unknown, &joined(Ground::Chosen));

    let id = |one| Evidence { id: Some("a"), ..one };
    let renamed = Evidence { link: Link(1), ..OTHER };
    check("an id in its link", id(PLAIN), id(renamed), Unknown, &joined(Ground::Id));
    check("an id of another link", id(PLAIN), id(OTHER), Unknown, &[Decision::New]);

    let kept = |one| Evidence { persistent_id: Some("p"), ..one };
    check("an id that is promised", kept(PLAIN), kept(OTHER), Unknown, &joined(Ground::PersistentId));
    let of_other = Evidence { source: "two", ..kept(OTHER) };
    check("a promise of another source", kept(PLAIN), of_other, Unknown, &[Decision::New]);

    let number = |one| Evidence { number: Some(full("111")), ..one };
    let routed = |routing, one| Evidence { routing: Some(routing), ..number(one) };
    let elsewhere = Evidence { source: "two", ..number(OTHER) };
    check("the full number, by any source", number(PLAIN), elsewhere, Unknown, &joined(Ground::Number));
    check("routing told by one", routed("r", PLAIN), number(OTHER), Unknown, &joined(Ground::Number));
    check("the same routing", routed("r", PLAIN), routed("r", OTHER), Unknown, &joined(Ground::Number));
    check("another routing", routed("r", PLAIN), routed("s", OTHER), Unknown, &[Decision::New]);

    let token = |one| Evidence { number: Some(Number::Token("t")), ..one };
    check("a token of the source", token(PLAIN), token(OTHER), Unknown, &joined(Ground::Number));
    let of_other = Evidence { source: "two", ..token(OTHER) };
    check("a token of another source", token(PLAIN), of_other, Unknown, &[Decision::New]);

    let iban = |one| Evidence { iban: Some("GB1"), ..one };
    check("the IBAN", iban(PLAIN), iban(OTHER), Unknown, &joined(Ground::Iban));

    check("what the link told just so", PLAIN, PLAIN, Unknown, &joined(Ground::ProfileInLink));
    let shouted = Evidence { name: "EVERYDAY", ..AGAIN };
    check("the profile and the rows", PLAIN, shouted, Same, &joined(Ground::ProfileAndRows));
}

#[test]
fn weaker_evidence_asks() {
    use Agreement::{Same, Unknown};
    let asked = [Decision::Suggest(vec![0])];
    let check = |of, before, told, rows, expected: &[Decision]| check(of, &[before], &[told], rows, expected);
    check("the profile alone", PLAIN, AGAIN, Unknown, &asked);
    check("the last digits", PLAIN, Evidence { mask: Some("1234"), ..OTHER }, Unknown, &asked);
    check("the name", PLAIN, Evidence { name: "Everyday", ..OTHER }, Unknown, &asked);
    check("the rows alone", PLAIN, OTHER, Same, &asked);
    check("nothing", PLAIN, OTHER, Unknown, &[Decision::New]);
    let short = |one| Evidence { mask: Some("234"), ..one };
    check("three digits and the rows", short(PLAIN), short(AGAIN), Same, &asked);
    let unnamed = |one| Evidence { institution: None, ..one };
    check("no institution and the rows", unnamed(PLAIN), unnamed(AGAIN), Same, &asked);
    let savings = Evidence { account_type: AccountType::Savings, ..AGAIN };
    check("another kind of the same class", PLAIN, savings, Same, &asked);
    let numbered = |number, one| Evidence { number: Some(full(number)), ..one };
    check("the profile, another number", numbered("1", PLAIN), numbered("2", AGAIN), Same, &asked);
    let owned = |owner, one| Evidence { owners: vec![owner], ..one };
    check("the profile, other owners", owned("Ann", PLAIN), owned("Bob", AGAIN), Same, &asked);
}

/// Else each answer would make one account more, until the person is asked.
#[test]
fn what_was_set_apart_is_known_by_its_id() {
    let numbered = |one| Evidence { id: Some("a"), number: Some(full("111")), ..one };
    let dollars = Evidence { link: Link(0), ..numbered(PLAIN) };
    let euros = Evidence { link: Link(1), currency: euro(), ..numbered(PLAIN) };
    let both = [dollars.clone(), euros.clone()];
    let apart = [Decision::Conflict(vec![0])];
    check("another currency", &[dollars], std::slice::from_ref(&euros), Agreement::Unknown, &apart);
    check("it again", &both, &[euros], Agreement::Unknown, &[Decision::Known(1, Ground::Id)]);
}

#[test]
fn contradictions_never_join() {
    use Agreement::{Other, Unknown};
    let conflict = [Decision::Conflict(vec![0])];
    let id = |one| Evidence { id: Some("a"), ..one };
    let same = || id(Evidence { link: Link(1), ..PLAIN });
    let check = |of, before, told, rows, expected: &[Decision]| check(of, &[before], &[told], rows, expected);
    let euros = |one| Evidence { currency: euro(), ..one };
    let card = |one| Evidence { account_type: AccountType::CreditCard, ..one };
    check("the id in another currency", same(), euros(same()), Unknown, &conflict);
    check("the id of another class", same(), card(same()), Unknown, &conflict);
    check("the id with other rows", same(), same(), Other, &conflict);
    check(
        "the person's word against the currency",
        PLAIN,
        euros(Evidence { chosen: Some(0), ..OTHER }),
        Unknown,
        &conflict,
    );

    let told = |number, owner| Evidence { number: Some(full(number)), owners: vec![owner], ..same() };
    check("another number and other owners", told("1", "Ann"), told("2", "Bob"), Unknown, &conflict);
    check("a replaced card", told("1", "Ann"), told("2", "Ann"), Unknown, &[Decision::Known(0, Ground::Id)]);
    let masked = |mask, owner| Evidence { mask: Some(mask), owners: vec![owner], ..same() };
    check("other digits and other owners", masked("1234", "Ann"), masked("9", "Bob"), Unknown, &conflict);

    check("the digits and the name in another currency", PLAIN, euros(AGAIN), Unknown, &conflict);
    let numbered = |number, one| Evidence { number: Some(full(number)), ..one };
    let spare = numbered("2", euros(AGAIN));
    check("the same with another number", numbered("1", PLAIN), spare, Unknown, &[Decision::New]);
    check("the profile with other rows", PLAIN, AGAIN, Other, &[Decision::New]);
    let away = |one| Evidence { institution: Some("other bank"), ..one };
    check("another institution", PLAIN, away(AGAIN), Unknown, &[Decision::New]);
    let iban = |one| Evidence { iban: Some("GB1"), ..one };
    check("the IBAN at another institution", iban(PLAIN), away(iban(AGAIN)), Unknown, &conflict);
}

#[test]
fn accounts_of_one_answer_are_different() {
    use Agreement::{Same, Unknown};
    let id = |id, one| Evidence { id: Some(id), ..one };
    let number = |number, one| Evidence { number: Some(full(number)), ..one };
    let first = || number("1", id("a", PLAIN));
    let second = || number("2", id("b", Evidence { mask: Some("5678"), name: "Spare", ..PLAIN }));
    let crossed = number("2", id("a", Evidence { link: Link(1), ..PLAIN }));
    check("evidence for two", &[first(), second()], &[crossed], Unknown, &[Decision::Conflict(vec![0, 1])]);

    let twice = [number("1", id("x", AGAIN)), number("1", id("y", AGAIN))];
    let conflict = Decision::Conflict(vec![0]);
    check("one number of two", &[first()], &twice, Unknown, &[conflict.clone(), conflict]);
    let copy = [number("1", id("x", AGAIN)), number("1", id("x", AGAIN))];
    let joined = Decision::Known(0, Ground::Number);
    check("one entry told twice", &[first()], &copy, Unknown, &[joined.clone(), joined.clone()]);

    let ask = Decision::Suggest(vec![0]);
    check("two of one profile", &[PLAIN], &[AGAIN, AGAIN], Same, &[ask.clone(), ask]);
    check("one of two known", &[PLAIN, PLAIN], &[AGAIN], Same, &[Decision::Suggest(vec![0, 1])]);
    let rest = [number("1", AGAIN), AGAIN];
    check("what another has is not asked about", &[first()], &rest, Unknown, &[joined, Decision::New]);
    check("nothing is known", &[], &[AGAIN], Unknown, &[Decision::New]);
}

#[test]
fn a_doubtful_id_needs_its_digits() {
    let before = Evidence { id: Some("a"), ..PLAIN };
    let renamed = Evidence { name: "Spare", ..before.clone() };
    let moved = Evidence { mask: Some("9999"), ..renamed.clone() };
    let doubtful = HashSet::from(["a"]);
    for (told, expected) in [(renamed, Decision::Known(0, Ground::Id)), (moved, Decision::New)] {
        let answer = Answer { told: std::slice::from_ref(&told), doubtful: &doubtful };
        assert_eq!(
            decide(&known(std::slice::from_ref(&before)), &answer, |_, _| Agreement::Unknown),
            [expected]
        );
    }
}

fn select<T: Clone + std::fmt::Debug + 'static>(from: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(from)
}

fn evidence() -> impl Strategy<Value = Evidence<'static>> {
    let ids = (select(&[None, Some("a"), Some("b")]), select(&[None, None, Some("p"), Some("q")]));
    let of = [None, Some(full("1")), Some(full("2")), Some(Number::Token("t")), Some(Number::Token("u"))];
    let numbers = (
        prop::sample::select(of.to_vec()),
        select(&[None, Some("r"), Some("s")]),
        select(&[None, None, Some("GB1")]),
    );
    let looks = (
        select(&[None, Some("1234"), Some("1234"), Some("56")]),
        select(&[
            AccountType::Checking,
            AccountType::Checking,
            AccountType::Savings,
            AccountType::CreditCard,
        ]),
        select(&["Everyday", "Everyday", "Spare"]),
        prop::sample::select(vec![Currency::USD, Currency::USD, euro()]),
    );
    let owners = prop::sample::subsequence(vec!["Ann", "Bob"], 0..=2);
    let from =
        (1..=3_u32, select(&["one", "two"]), select(&[None, Some("bank"), Some("bank"), Some("other")]));
    (from, ids, numbers, looks, owners).prop_map(
        |(
            (link, source, institution),
            (id, persistent_id),
            (number, routing, iban),
            (mask, account_type, name, currency),
            owners,
        )| Evidence {
            link: Link(link),
            source,
            institution,
            id,
            persistent_id,
            number,
            routing,
            iban,
            mask,
            account_type,
            currency,
            name,
            owners,
            chosen: None,
        },
    )
}

const AGREEMENTS: &[Agreement] =
    &[Agreement::Unknown, Agreement::Unknown, Agreement::Same, Agreement::Other, Agreement::Reversed];

/// What is known, what an answer of one link tells, and how the rows of any two of them agree.
fn asked() -> impl Strategy<Value = (Vec<Dossier<'static>>, Vec<Evidence<'static>>, Vec<Agreement>)> {
    let dossier = prop::collection::vec(evidence(), 1..=3).prop_map(|told| Dossier { told });
    let told = (prop::collection::vec(evidence(), 0..5), evidence()).prop_map(|(mut told, of)| {
        for one in &mut told {
            (one.link, one.source) = (of.link, of.source);
        }
        told
    });
    let agreements = prop::collection::vec(select(AGREEMENTS), 25);
    (prop::collection::vec(dossier, 0..5), told, agreements)
}

/// The decisions by the places that things had before they were shuffled; what is named is sorted.
fn decided(
    (known, told, agreements): &(Vec<Dossier<'static>>, Vec<Evidence<'static>>, Vec<Agreement>),
    known_order: &[usize],
    told_order: &[usize],
    doubtful: &HashSet<&str>,
) -> Vec<(usize, Decision)> {
    let dossiers: Vec<Dossier<'_>> = known_order.iter().map(|place| known[*place].clone()).collect();
    let all: Vec<Evidence<'_>> = told_order.iter().map(|at| told[*at].clone()).collect();
    let decisions = decide(&dossiers, &Answer { told: &all, doubtful }, |place, at| {
        agreements[known_order[place] * 5 + told_order[at]]
    });
    let before = |places: Vec<usize>| {
        let mut places: Vec<usize> = places.into_iter().map(|place| known_order[place]).collect();
        places.sort_unstable();
        places
    };
    let mut decided: Vec<(usize, Decision)> = told_order
        .iter()
        .copied()
        .zip(decisions.into_iter().map(|decision| match decision {
            Decision::New => Decision::New,
            Decision::Known(place, ground) => Decision::Known(known_order[place], ground),
            Decision::Suggest(places) => Decision::Suggest(before(places)),
            Decision::Conflict(places) => Decision::Conflict(before(places)),
        }))
        .collect();
    decided.sort_by_key(|(at, _)| *at);
    decided
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn no_known_account_is_given_to_two(asked in asked(), is_doubtful in any::<bool>()) {
        let doubtful: HashSet<&str> = is_doubtful.then_some("a").into_iter().collect();
        let (known, told, _) = &asked;
        let known_order: Vec<usize> = (0..known.len()).collect();
        let told_order: Vec<usize> = (0..told.len()).collect();
        let all = decided(&asked, &known_order, &told_order, &doubtful);
        for (at, decision) in &all {
            match decision {
                Decision::Known(place, ground) => {
                    prop_assert!(known[*place].told.iter().any(|one| one.currency == told[*at].currency));
                    for (other, _) in all.iter().filter(|(other, one)| {
                        other != at && matches!(one, Decision::Known(taken, _) if taken == place)
                    }) {
                        let is_one_entry = told[*at].id.is_some() && told[*at].id == told[*other].id;
                        prop_assert!(is_one_entry, "{:?} by {:?}: {:?}", place, ground, all);
                    }
                }
                Decision::Suggest(places) | Decision::Conflict(places) => prop_assert!(!places.is_empty()),
                Decision::New => {}
            }
        }
    }

    #[test]
    fn the_order_of_accounts_changes_nothing(
        (asked, known_order, told_order) in asked().prop_flat_map(|asked| {
            let known_order = Just((0..asked.0.len()).collect::<Vec<usize>>()).prop_shuffle();
            let told_order = Just((0..asked.1.len()).collect::<Vec<usize>>()).prop_shuffle();
            (Just(asked), known_order, told_order)
        }),
    ) {
        let plain: [Vec<usize>; 2] = [(0..known_order.len()).collect(), (0..told_order.len()).collect()];
        let none = HashSet::new();
        prop_assert_eq!(
            decided(&asked, &plain[0], &plain[1], &none),
            decided(&asked, &known_order, &told_order, &none)
        );
    }
}
