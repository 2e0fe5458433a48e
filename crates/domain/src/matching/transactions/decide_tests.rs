//! What holds of every answer, whatever was told before.

use super::told::day;
use super::*;
use crate::transaction::TransactionStatus;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashSet};

const FIRST: Date = date(2026, 3, 2);
const IDS: &[Option<&str>] = &[None, None, None, Some("a"), Some("b"), Some("c"), Some("d")];
const TEXTS: &[&str] = &[
    "Kettle & Crumb",
    "KETTLE CRUMB #12",
    "Beanstalk",
    "BEANSTALK 0451",
    "Card purchase",
    "Norstad Rent",
    "",
];
const AMOUNTS: &[i64] = &[-450, -450, -450, -500, -1_200, -75_000, 450, 90_000];

fn on(days: i32) -> Date {
    FIRST.checked_add(i64::from(days).days()).unwrap()
}

fn select<T: Copy + std::fmt::Debug + 'static>(from: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(from)
}

fn told() -> impl Strategy<Value = Told<'static>> {
    let status = select(&[TransactionStatus::Posted, TransactionStatus::Posted, TransactionStatus::Pending]);
    let rest = (0..12_i32, prop::option::weighted(0.2, 0..12_i32), select(TEXTS), select(AMOUNTS));
    (select(IDS), select(IDS), status, rest).prop_map(
        |(id, pending_id, status, (days, authorised, text, amount))| Told {
            id,
            pending_id: pending_id.filter(|_| status == TransactionStatus::Posted),
            status,
            amount,
            date: on(days),
            authorised_on: authorised.map(on),
            text,
        },
    )
}

/// A known one: for each link its posted form and its last pending one, as whoever keeps them must keep them.
fn known() -> impl Strategy<Value = Known<'static>> {
    let told = prop::collection::vec((1..=3_u32, told(), 0..4_i32), 1..=3);
    (told, prop::bool::weighted(0.2)).prop_map(|(all, is_asked)| {
        let mut known = Known { is_asked, ..Known::default() };
        for (link, told, later) in all {
            let link = Link(link);
            known.sightings.retain(|one: &Sighting<'_>| (one.link, one.told.status) != (link, told.status));
            known.sightings.push(Sighting {
                link,
                told,
                first_on: told.date.checked_add(later.days()).unwrap(),
            });
            known.ids.extend(told.id.map(|id| (link, id)));
        }
        known
    })
}

fn window() -> impl Strategy<Value = (Date, Date)> {
    (-4..10_i32, 0..16_i32).prop_map(|(from, days)| (on(from), on(from + days)))
}

fn dossier(known_max: usize) -> impl Strategy<Value = Dossier<'static>> {
    let coverage = (1..=3_u32, window(), 0..20_i32).prop_map(|(link, (from, to), told_on)| Coverage {
        link: Link(link),
        from,
        to,
        told_on: on(told_on),
    });
    let known = prop::collection::vec(known(), 0..=known_max);
    let reversed = prop::option::weighted(0.05, 1..=3_u32);
    (known, prop::collection::vec(coverage, 0..4), reversed).prop_map(|(known, coverages, reversed)| {
        Dossier { known, coverages, reversed: reversed.map(Link).into_iter().collect() }
    })
}

fn answer(rows_max: usize) -> impl Strategy<Value = Answer<'static>> {
    let rows = prop::collection::vec(told(), 0..=rows_max);
    (1..=3_u32, 0..20_i32, prop::option::weighted(0.8, window()), rows).prop_map(
        |(link, told_on, window, rows)| Answer { link: Link(link), told_on: on(told_on), window, rows },
    )
}

fn habits() -> impl Strategy<Value = Habits> {
    let seen = (prop::option::of(-3..=3_i32), any::<bool>(), 0..60_u32, 0..9_u32, 0..20_u32, 0..2_u32)
        .prop_map(|(days, differs, count, on_weekends, same_ids, other_ids)| Seen {
            days,
            differs,
            count,
            on_weekends,
            same_ids,
            other_ids,
        });
    let pairs = prop::collection::hash_map((1..=3_u32, 1..=3_u32), seen, 0..3);
    (pairs, prop::collection::hash_set(1..=3_u32, 0..3)).prop_map(|(pairs, weekends)| Habits {
        pairs: pairs.into_iter().map(|((one, other), seen)| ((Link(one), Link(other)), seen)).collect(),
        weekends: weekends.into_iter().map(Link).collect(),
        sources: (1..=3).map(|link| (Link(link), 0)).collect(),
        files: std::collections::HashMap::new(),
    })
}

/// A decision by what it names, and not by where that stands.
fn shown(dossier: &Dossier<'_>, answer: &Answer<'_>, at: usize, decision: &Decision) -> String {
    let known = |place: usize| {
        let sightings = &dossier.known[place].sightings;
        let mut forms: Vec<String> =
            sightings.iter().map(|one| format!("{:?} {:?}", one.link, one.told.content())).collect();
        forms.sort();
        forms.join(", ")
    };
    let decision = match decision {
        Decision::New => "new".to_owned(),
        Decision::Known(place, ground) => format!("known by {ground:?}: {}", known(*place)),
        Decision::Copy(first) => format!("copy of {:?}", answer.rows[*first]),
        Decision::Suggest(places) => {
            let mut all: Vec<String> = places.iter().map(|place| known(*place)).collect();
            all.sort();
            format!("perhaps {all:?}")
        }
        Decision::Reversed => "reversed".to_owned(),
    };
    format!("{:?}: {decision}", answer.rows[at].content())
}

/// All that a row says beside its ids.
fn all_shown(dossier: &Dossier<'_>, answer: &Answer<'_>, habits: &Habits) -> Vec<String> {
    let decisions = decide(dossier, answer, habits);
    let mut all: Vec<String> =
        decisions.iter().enumerate().map(|(at, one)| shown(dossier, answer, at, one)).collect();
    all.sort();
    all
}

/// Learns an answer as a hub does that nobody answers: what was suggested is new.
fn learn<'a>(dossier: &mut Dossier<'a>, answer: &Answer<'a>, decisions: &[Decision]) {
    let mut place_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, (row, decision)) in answer.rows.iter().zip(decisions).enumerate() {
        let place = match decision {
            Decision::Known(place, _) => *place,
            Decision::Copy(first) => place_of[first],
            Decision::New | Decision::Suggest(_) => {
                let asked = if let Decision::Suggest(asked) = decision { asked.as_slice() } else { &[] };
                for known in asked {
                    dossier.known[*known].is_asked = true;
                }
                dossier.known.push(Known { is_asked: !asked.is_empty(), ..Known::default() });
                dossier.known.len() - 1
            }
            Decision::Reversed => {
                dossier.reversed.insert(answer.link);
                continue;
            }
        };
        place_of.insert(at, place);
        let known = &mut dossier.known[place];
        let before = known
            .sightings
            .iter()
            .position(|one| (one.link, one.told.status) == (answer.link, row.status))
            .map(|at| known.sightings.remove(at));
        let first_on = before.map_or(answer.told_on, |before| before.first_on);
        known.sightings.push(Sighting { link: answer.link, told: *row, first_on });
        let id = row.id.map(|id| (answer.link, id));
        known.ids.extend(id.filter(|id| !known.ids.contains(id)));
    }
    if let (Some((from, to)), false) = (answer.window, dossier.reversed.contains(&answer.link)) {
        let (link, told_on) = (answer.link, answer.told_on);
        dossier.coverages.push(Coverage { link, from, to: to.min(told_on), told_on });
    }
}

/// An answer of one link that tells all of its days, and no row of others.
fn whole_answer() -> impl Strategy<Value = Answer<'static>> {
    answer(8).prop_map(|mut answer| {
        let (from, to) = (on(0), on(12).min(answer.told_on));
        answer.window = Some((from, to));
        answer.rows.retain(|row| (from..=to).contains(&row.date));
        answer
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_answer_uses_a_known_one_twice(
        dossier in dossier(12), answer in answer(12), habits in habits(),
    ) {
        let decisions = decide(&dossier, &answer, &habits);
        prop_assert_eq!(decisions.len(), answer.rows.len());
        let mut taken: HashSet<usize> = HashSet::new();
        for (at, decision) in decisions.iter().enumerate() {
            match decision {
                Decision::Known(place, _) => {
                    prop_assert!(*place < dossier.known.len());
                    prop_assert!(taken.insert(*place), "{} is used twice: {:?}", place, decisions);
                }
                Decision::Copy(first) => {
                    let (one, other) = (answer.rows[*first], answer.rows[at]);
                    prop_assert!(*first < at && one.id.is_some() && one.id == other.id);
                    prop_assert_eq!((one.amount, one.date, one.text), (other.amount, other.date, other.text));
                    prop_assert!(!matches!(decisions[*first], Decision::Copy(_)), "a copy of a copy");
                }
                Decision::Suggest(places) => {
                    let different: HashSet<usize> = places.iter().copied().collect();
                    prop_assert!(!places.is_empty() && different.len() == places.len());
                    prop_assert!(places.iter().all(|place| *place < dossier.known.len()));
                }
                Decision::New | Decision::Reversed => {}
            }
        }
        let is_reversed = |one: &Decision| *one == Decision::Reversed;
        prop_assert!(decisions.iter().all(is_reversed) || !decisions.iter().any(is_reversed));
    }

    /// A join is of rows that could be one: never of other amounts once they are posted, never of days that are too far apart.
    #[test]
    fn what_is_joined_could_be_one(dossier in dossier(12), answer in answer(12), habits in habits()) {
        for (row, decision) in answer.rows.iter().zip(decide(&dossier, &answer, &habits)) {
            let Decision::Known(place, _) = decision else { continue };
            for one in dossier.known[place].forms() {
                let days = (day(row.date) - day(one.told.date)).abs();
                match (one.told.status, row.status) {
                    (TransactionStatus::Posted, TransactionStatus::Posted) => {
                        prop_assert!(one.told.amount == row.amount && days <= DATE_SHIFT_DAYS_MAX);
                    }
                    (TransactionStatus::Posted, TransactionStatus::Pending)
                    | (TransactionStatus::Pending, TransactionStatus::Posted | TransactionStatus::Pending) => {
                        prop_assert!(one.told.amount.signum() == row.amount.signum() && days <= PENDING_DAYS_MAX);
                    }
                }
            }
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(
        dossier in dossier(8),
        (answer, shuffled) in answer(8).prop_flat_map(|answer| {
            let rows = Just(answer.rows.clone()).prop_shuffle();
            (Just(answer.clone()), rows.prop_map(move |rows| Answer { rows, ..answer.clone() }))
        }),
        habits in habits(),
    ) {
        prop_assert_eq!(all_shown(&dossier, &answer, &habits), all_shown(&dossier, &shuffled, &habits));
    }

    /// Answers come in the order of time; a file that was made earlier comes by another link and has no pending rows.
    #[test]
    fn the_same_answer_again_adds_no_posted_row(one in whole_answer(), other in whole_answer()) {
        for (row, decision) in told_again(one, other) {
            let is_joined = matches!(decision, Decision::Known(..) | Decision::Copy(_) | Decision::Reversed);
            prop_assert!(is_joined || row.status == TransactionStatus::Pending, "{row:?}: {decision:?}");
        }
    }

    /// Nor any other, as long as its source does not contradict itself: no id stands twice in one answer, and no row names a pending one
    /// that is still told.
    #[test]
    fn the_same_answer_again_adds_nothing(one in whole_answer(), other in whole_answer()) {
        for (row, decision) in told_again(consistent(one), consistent(other)) {
            let is_joined = matches!(decision, Decision::Known(..) | Decision::Copy(_) | Decision::Reversed);
            prop_assert!(is_joined, "{row:?}: {decision:?}");
        }
    }
}

/// Two answers in the order of time, and what comes of the later one when it is told again.
fn told_again(one: Answer<'static>, other: Answer<'static>) -> Vec<(Told<'static>, Decision)> {
    let [before, answer] = if one.told_on <= other.told_on { [one, other] } else { [other, one] };
    let mut dossier = Dossier::default();
    let mut habits = Habits::default();
    for answer in [&before, &answer] {
        habits.see(&dossier, answer);
        let decisions = decide(&dossier, answer, &habits);
        learn(&mut dossier, answer, &decisions);
    }
    habits.see(&dossier, &answer);
    let decisions = decide(&dossier, &answer, &habits);
    answer.rows.into_iter().zip(decisions).collect()
}

fn consistent(mut answer: Answer<'static>) -> Answer<'static> {
    let mut ids: HashSet<&str> = HashSet::new();
    for row in &mut answer.rows {
        row.id = row.id.filter(|id| ids.insert(id));
    }
    for row in &mut answer.rows {
        row.pending_id = row.pending_id.filter(|id| row.id.is_some() && !ids.contains(id));
    }
    answer
}

proptest! {
    /// Even of numbers and days at the end of what there is.
    #[test]
    fn no_answer_is_too_strange(
        rows in prop::collection::vec((".{0,12}", any::<i64>(), -40_000..40_000_i32, any::<bool>()), 0..12),
        again in 0..12_usize,
    ) {
        let told: Vec<Told<'_>> = rows
            .iter()
            .map(|(text, amount, days, is_pending)| Told {
                id: text.get(..1),
                pending_id: text.get(..2),
                status: if *is_pending { TransactionStatus::Pending } else { TransactionStatus::Posted },
                amount: *amount,
                date: if days % 7 == 0 { Date::MAX } else if days % 5 == 0 { Date::MIN } else { on(*days) },
                authorised_on: (days % 3 == 0).then_some(Date::MIN),
                text,
            })
            .collect();
        let mut dossier = Dossier::default();
        let mut habits = Habits::default();
        for link in [1, 2, 1] {
            let rows = told.iter().cycle().skip(again).take(told.len()).copied().collect();
            let answer = Answer { link: Link(link), told_on: on(0), window: Some((Date::MIN, Date::MAX)), rows };
            habits.see(&dossier, &answer);
            let decisions = decide(&dossier, &answer, &habits);
            learn(&mut dossier, &answer, &decisions);
        }
    }
}

/// Cases in which an answer that was told again once added a row.
#[test]
fn what_a_link_has_told_it_knows_again() {
    use TransactionStatus::{Pending, Posted};
    let row = |id, status, days, text| Told {
        id,
        pending_id: None,
        status,
        amount: -450,
        date: on(days),
        authorised_on: None,
        text,
    };
    let answer = |link, told_on, rows| Answer {
        link: Link(link),
        told_on: on(told_on),
        window: Some((on(0), on(told_on))),
        rows,
    };
    let check = |before: Answer<'static>, answer: Answer<'static>, first: &[Decision], again: &[Decision]| {
        let mut dossier = Dossier::default();
        let habits = Habits::default();
        let decisions = decide(&dossier, &before, &habits);
        learn(&mut dossier, &before, &decisions);
        let decisions = decide(&dossier, &answer, &habits);
        assert_eq!(decisions, first, "{answer:?}");
        learn(&mut dossier, &answer, &decisions);
        assert_eq!(decide(&dossier, &answer, &habits), again, "{answer:?}");
    };
    let by = |place, ground| Decision::Known(place, ground);
    // Two that say the same and name nobody, one of them another link's.
    check(
        answer(1, 8, vec![row(None, Posted, 2, "Kettle & Crumb")]),
        answer(2, 10, vec![row(None, Posted, 5, "Card purchase"), row(None, Posted, 5, "Card purchase")]),
        &[by(0, Ground::Count), Decision::New],
        &[by(0, Ground::Content), by(1, Ground::Content)],
    );
    // A pending one that another link told, and a posted one beside it.
    check(
        answer(1, 2, vec![row(None, Pending, 0, "Kettle & Crumb")]),
        answer(2, 3, vec![row(Some("a"), Posted, 2, "KETTLE #12"), row(None, Pending, 0, "Kettle & Crumb")]),
        &[Decision::Suggest(vec![0]), Decision::Suggest(vec![0])],
        &[by(1, Ground::Id), by(2, Ground::Content)],
    );
    // An id at two contents says nothing, not even that the third row is the first.
    let rows = [
        row(Some("a"), Posted, 1, "One"),
        row(Some("a"), Posted, 1, "Two"),
        row(Some("a"), Posted, 1, "One"),
    ];
    check(
        answer(1, 3, Vec::new()),
        answer(1, 3, rows.to_vec()),
        &[Decision::New, Decision::New, Decision::New],
        &[by(0, Ground::Content), by(1, Ground::Content), by(2, Ground::Content)],
    );
}

/// Equal ones can change places; where it would matter who is who, a person is asked.
#[test]
fn who_of_several_it_is_is_asked() {
    use TransactionStatus::{Pending, Posted};
    let row = |status, amount, days, text| Told {
        id: None,
        pending_id: None,
        status,
        amount,
        date: on(days),
        authorised_on: (status == Pending).then(|| on(days)),
        text,
    };
    let grown = |amount, days, bought: i32, text| Told {
        authorised_on: Some(on(bought)),
        ..row(Posted, amount, days, text)
    };
    let check_by = |by: u32, known: &[Told<'static>], rows: &[Told<'static>], expected: &[Decision]| {
        let answer = |link, told_on, rows: &[Told<'static>]| Answer {
            link: Link(link),
            told_on: on(told_on),
            window: Some((on(0), on(told_on))),
            rows: rows.to_vec(),
        };
        let mut dossier = Dossier::default();
        let habits = Habits::default();
        let before = answer(1, 4, known);
        let decisions = decide(&dossier, &before, &habits);
        learn(&mut dossier, &before, &decisions);
        assert_eq!(decide(&dossier, &answer(by, 8, rows), &habits), expected, "{rows:?}");
    };
    let check = |known: &[Told<'static>], rows: &[Told<'static>], expected: &[Decision]| {
        check_by(1, known, rows, expected);
    };
    let by = |place| Decision::Known(place, Ground::Content);
    let perhaps = |places: &[usize]| Decision::Suggest(places.to_vec());
    // Two that were pending are gone, and one of them was posted with another amount.
    check(
        &[row(Pending, -450, 3, "Kettle & Crumb"), row(Pending, -500, 3, "Kettle & Crumb")],
        &[grown(-580, 5, 3, "KETTLE CRUMB")],
        &[perhaps(&[0, 1])],
    );
    // As many as there were, and still one could be the other.
    check(
        &[row(Pending, -450, 3, "Kettle & Crumb"), row(Pending, -500, 3, "Kettle & Crumb")],
        &[grown(-580, 5, 3, "KETTLE CRUMB"), grown(-620, 5, 3, "KETTLE CRUMB")],
        &[perhaps(&[0, 1]), perhaps(&[0, 1])],
    );
    // Of one amount: of two days it matters which is gone, for the other may yet be told; of one day it does not.
    check(
        &[row(Pending, -450, 2, "Kettle & Crumb"), row(Pending, -450, 3, "Kettle & Crumb")],
        &[row(Posted, -450, 5, "Kettle & Crumb")],
        &[perhaps(&[1, 0])],
    );
    check(
        &[row(Pending, -450, 3, "Kettle & Crumb"), row(Pending, -450, 3, "Kettle & Crumb")],
        &[row(Posted, -450, 5, "Kettle & Crumb")],
        &[by(0)],
    );
    // Posted ones stay, so that it matters which of them is which: of two days, not of one.
    let twice = [row(Posted, -450, 3, "Kettle & Crumb"), row(Posted, -450, 4, "KETTLE CRUMB")];
    check_by(2, &twice, &[row(Posted, -450, 3, "Kettle 1")], &[perhaps(&[0, 1])]);
    check_by(2, &[twice[0], twice[0]], &[row(Posted, -450, 3, "Kettle 1")], &[by(0)]);
    // A town that both name does not tell against the amount on the day of purchase.
    check(
        &[row(Pending, -6852, 3, "TJ MARKET SEATTL"), row(Pending, -7629, 3, "PIER NINE RESTAU")],
        &[grown(-9154, 5, 3, "PIER 9 GRILL SEATTLE"), grown(-6852, 5, 3, "TRADER JOES")],
        &[perhaps(&[0]), perhaps(&[0])],
    );
}

/// One told twice, or two: an id that stands at other rows too does not say, so that the second is joined with nobody unasked.
#[test]
fn what_is_repeated_under_an_id_that_says_nothing_is_asked() {
    use TransactionStatus::{Pending, Posted};
    let row = |id, status, amount, days| Told {
        id: Some(id),
        pending_id: None,
        status,
        amount,
        date: on(days),
        authorised_on: None,
        text: "Kettle & Crumb",
    };
    let decided = |repeated: bool| {
        let answer = |told_on, rows| Answer {
            link: Link(1),
            told_on: on(told_on),
            window: Some((on(0), on(told_on))),
            rows,
        };
        let coffee = row("day", Posted, -450, 3);
        let before = answer(4, vec![coffee, row("next", Pending, -450, 4)]);
        let mut rows = vec![coffee, coffee];
        rows.extend(repeated.then(|| row("day", Posted, -1_200, 3)));
        let mut dossier = Dossier::default();
        let habits = Habits::default();
        let decisions = decide(&dossier, &before, &habits);
        learn(&mut dossier, &before, &decisions);
        decide(&dossier, &answer(8, rows), &habits)
    };
    assert_eq!(decided(false)[1], Decision::Copy(0));
    assert_eq!(decided(true)[1], Decision::Suggest(vec![1]));
}

/// What nobody has answered stays open: neither what was asked about nor what it was asked of is joined by itself with a third.
#[test]
fn what_was_asked_about_is_asked_again() {
    use TransactionStatus::{Pending, Posted};
    let row = |status, days| Told {
        id: None,
        pending_id: None,
        status,
        amount: -450,
        date: on(days),
        authorised_on: None,
        text: "Kettle & Crumb",
    };
    let answer = |link, told_on, rows: &[Told<'static>]| Answer {
        link: Link(link),
        told_on: on(told_on),
        window: Some((on(0), on(told_on))),
        rows: rows.to_vec(),
    };
    let (mut dossier, habits) = (Dossier::default(), Habits::default());
    let mut hear = |answer: &Answer<'static>| {
        let decisions = decide(&dossier, answer, &habits);
        learn(&mut dossier, answer, &decisions);
        decisions
    };
    hear(&answer(1, 3, &[row(Pending, 3)]));
    let posted = [row(Posted, 4), row(Posted, 5)];
    let asked = [Decision::Suggest(vec![0]), Decision::Suggest(vec![0])];
    assert_eq!(hear(&answer(1, 6, &posted)), asked);
    // The pending one may be any of these. What its link tells just so again is that; no third takes it, and another link's is asked.
    let again = [row(Posted, 4), row(Posted, 5), row(Posted, 7)];
    let known = |place| Decision::Known(place, Ground::Content);
    assert_eq!(hear(&answer(1, 8, &again)), [known(1), known(2), Decision::Suggest(vec![0])]);
    let others = hear(&answer(2, 9, &[row(Posted, 4), row(Posted, 5), row(Posted, 7)]));
    assert!(others.iter().all(|one| matches!(one, Decision::Suggest(_))), "{others:?}");
}

/// Some sources give an id anew while the pending one that bore it is not told as posted yet.
#[test]
fn an_id_does_not_make_a_posted_one_of_another_s_pending_form() {
    use TransactionStatus::{Pending, Posted};
    let row = |id, status, amount, text| Told {
        id: Some(id),
        pending_id: None,
        status,
        amount,
        date: on(3),
        authorised_on: None,
        text,
    };
    let answer = |told_on, rows: &[Told<'static>]| Answer {
        link: Link(1),
        told_on: on(told_on),
        window: Some((on(0), on(told_on))),
        rows: rows.to_vec(),
    };
    let decided = |posted_before: bool| {
        let mut before = vec![row("a", Pending, -2_400, "LANTERN NOODLES")];
        before.extend(posted_before.then(|| row("b", Posted, -800, "BLUE DOOR")));
        let (mut dossier, habits) = (Dossier::default(), Habits::default());
        let before = answer(4, &before);
        let decisions = decide(&dossier, &before, &habits);
        learn(&mut dossier, &before, &decisions);
        decide(&dossier, &answer(5, &[row("a", Posted, -800, "BLUE DOOR")]), &habits)
    };
    assert_eq!(decided(true), [Decision::Known(1, Ground::Content)]);
    assert_eq!(decided(false), [Decision::Known(0, Ground::Id)]);
}

/// Of equal amounts and names on neighbouring days, those that are told in the very same words are the same.
#[test]
fn what_is_told_in_the_same_words_is_not_told_by_the_order_of_days() {
    let row = |text, days| Told {
        id: None,
        pending_id: None,
        status: TransactionStatus::Posted,
        amount: -450,
        date: on(days),
        authorised_on: None,
        text,
    };
    let answer = |link, rows: &[Told<'static>]| Answer {
        link: Link(link),
        told_on: on(8),
        window: Some((on(0), on(8))),
        rows: rows.to_vec(),
    };
    let mut dossier = Dossier::default();
    let before = answer(1, &[row("Kettle & Crumb #12", 3), row("Kettle & Crumb #56", 4)]);
    learn(&mut dossier, &before, &[Decision::New, Decision::New]);
    let other = answer(2, &[row("Kettle & Crumb #56", 3), row("Kettle & Crumb #12", 4)]);
    let known = |place| Decision::Known(place, Ground::Content);
    assert_eq!(decide(&dossier, &other, &Habits::default()), [known(1), known(0)]);
}
