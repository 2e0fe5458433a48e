//! What can be known of rows, on examples that a reader can check.

use super::build::{Told, may};
use histories::RowGround::{Content, Count, Id, PendingId};
use histories::RowVerdict::{Among, Copy, Known, Misled, New, Reversed};
use histories::{RowVerdict, decide};

/// A coffee of the tenth, told by link 0 in an answer of the twentieth that goes back to April.
fn coffee() -> Told {
    Told::default().answer(0, 20, -30).row(1, 10, -450, "STARBUCKS #12")
}

fn check(told: &Told, expected: &[RowVerdict]) {
    assert_eq!(told.last_rows(), expected, "{told:#?}");
}

#[test]
fn what_was_never_told_is_new() {
    check(&coffee(), &[New]);
    check(&coffee().answer(1, 21, -30).row(2, 10, -460, "Starbucks"), &[New]);
    // Too far away, even for two sources.
    check(&coffee().answer(1, 21, -30).row(2, 14, -450, "Starbucks"), &[New]);
}

#[test]
fn an_id_decides_within_its_link() {
    let told = |link, amount| coffee().id("a").answer(link, 21, 5).row(1, 10, amount, "other").id("a");
    check(&told(0, -450), &[Known(Id)]);
    // Another transaction under the id of an old one.
    check(&coffee().id("a").answer(0, 21, 5).row(2, 10, -900, "other").id("a"), &[New]);
    // In another link an id says nothing by itself.
    check(&coffee().id("T1").answer(1, 21, -30).row(2, 15, -450, "Starbucks").id("T1"), &[New]);
    check(&told(1, -450), &[Known(Count)]);
}

#[test]
fn ids_outlive_a_link_once_that_was_seen() {
    let both = |link, mut told: Told| {
        for at in 0..12 {
            told = told.row(
                10 + at,
                1 + i32::try_from(at).unwrap(),
                -1_000 - i64::try_from(at).unwrap(),
                "Shop",
            );
            told = told.id(&format!("id {at}")).telling(|telling| telling.source = "one".into());
        }
        // Two that only their ids tell apart.
        let told = told.row(1, 10, -450, "Cafe").id("x").row(2, 10, -450, "Cafe").id(if link == 0 {
            "y"
        } else {
            "z"
        });
        told.telling(|telling| telling.source = "one".into())
    };
    let first = both(0, Told::default().answer(0, 20, -30));
    let mut expected = vec![Known(Id); 13];
    expected.push(Known(Count));
    check(&both(1, first.answer(1, 21, -30)), &expected);
}

#[test]
fn amount_day_and_words_decide_between_links() {
    for day in [7, 9, 10, 11, 13] {
        check(&coffee().answer(1, 21, -30).row(1, day, -450, "Starbucks"), &[Known(Content)]);
        // No word is the same, but it must be known, and no other could be meant.
        check(&coffee().answer(1, 21, -30).row(1, day, -450, "SBX COFFEE"), &[Known(Count)]);
    }
}

/// The same amount on the same day at two places.
#[test]
fn words_tell_equal_amounts_apart() {
    let told = coffee().row(2, 10, -450, "SHELL OIL 77").answer(1, 21, -30);
    let named = |told: Told| told.row(2, 11, -450, "Shell").row(1, 11, -450, "Starbucks");
    check(&named(told), &[Known(Content), Known(Content)]);
    let told = coffee().row(2, 10, -450, "SHELL OIL 77").answer(1, 21, -30);
    let unnamed = told.row(2, 11, -450, "Card purchase").row(1, 11, -450, "Card purchase");
    check(&unnamed, &[Among(0), Among(0)]);
    assert_eq!(unnamed.last_sets(), [(vec![0, 1], vec![1, 2], Some(2))]);
}

#[test]
fn equal_rows_are_a_set_of_which_the_number_counts() {
    let two = || coffee().row(2, 10, -450, "STARBUCKS #12");
    let both = two().answer(1, 21, -30).row(2, 10, -450, "Starbucks").row(1, 10, -450, "Starbucks");
    check(&both, &[Among(0), Among(0)]);
    assert_eq!(both.last_sets(), [(vec![0, 1], vec![1, 2], Some(2))]);
    // One of the two is missing.
    let one = two().answer(1, 21, -30).row(2, 10, -450, "Starbucks");
    check(&one, &[Among(0)]);
    assert_eq!(one.last_sets(), [(vec![0], vec![1, 2], Some(1))]);
    // One was missing before: one of these is new, and nothing tells which.
    let late = coffee().answer(1, 21, -30).row(2, 10, -450, "Starbucks").row(1, 10, -450, "Starbucks");
    check(&late, &[Among(0), Among(0)]);
    assert_eq!(late.last_sets(), [(vec![0, 1], vec![1], Some(1))]);
}

#[test]
fn the_day_of_purchase_tells_equal_rows_apart() {
    let bought = |told: Told, day| told.with(|row| row.authorised_on = Some(may(day)));
    let told = bought(bought(coffee(), 10).row(2, 10, -450, "STARBUCKS #12"), 7).answer(1, 21, -30);
    let told = bought(bought(told.row(2, 10, -450, "Starbucks"), 7).row(1, 10, -450, "Starbucks"), 10);
    check(&told, &[Known(Content), Known(Content)]);
}

/// Where windows barely overlap, nobody knows whether a row was already told with another day.
#[test]
fn at_the_edge_of_a_window_it_stays_open() {
    let told = |told_on, from| {
        Told::default().answer(0, told_on, -30).row(1, 10, -450, "STARBUCKS").answer(1, 25, from)
    };
    check(&told(11, 9).row(1, 11, -450, "Starbucks"), &[Among(0)]);
    assert_eq!(told(11, 9).row(1, 11, -450, "Starbucks").last_sets(), [(vec![0], vec![1], None)]);
    // The new answer goes back far enough to tell the old row surely.
    check(&told(11, 7).row(1, 11, -450, "Starbucks"), &[Known(Content)]);
    // The old answer is late enough to have told the new row surely.
    check(&told(14, 9).row(1, 11, -450, "Starbucks"), &[Known(Content)]);
}

#[test]
fn one_link_tells_a_row_the_same_way_each_time() {
    let again = |day, text| coffee().id("a").answer(0, 21, 5).row(1, day, -450, text).id("b");
    check(&again(10, "STARBUCKS #12"), &[Known(Content)]);
    let other = |day, text| coffee().id("a").answer(0, 21, 5).row(2, day, -450, text).id("b");
    check(&other(11, "STARBUCKS #12"), &[New]);
    check(&other(10, "STARBUCKS #13"), &[New]);
}

/// Every day the same fare: only how far two links are apart can say which is which.
#[test]
fn a_distance_that_was_seen_decides_daily_purchases() {
    let tell = |mut told: Told, shift: i32, from: i32, to: i32, shops: i32| {
        for day in from..to {
            let number = usize::try_from(day + 100).unwrap();
            told = told.row(number, day + shift, -250, "METRO");
            if day < from + shops {
                told = told.row(number + 1_000, day + shift, -10_000 - i64::from(day), "Shop");
            }
        }
        told
    };
    let first = || tell(Told::default().answer(0, 0, -95), 0, -60, -1, 60);
    let seen = tell(first().answer(1, 10, -59), 1, -60, 9, 60);
    let fares = |told: &Told| -> Vec<RowVerdict> {
        let rows = told.last_rows().into_iter().zip(&told.tellings.last().unwrap().rows);
        rows.filter(|(_, row)| row.amount == -250).map(|(verdict, _)| verdict).collect()
    };
    let verdicts = fares(&seen);
    assert!(verdicts[..59].iter().all(|verdict| *verdict == Known(Content)), "{verdicts:?}");
    assert!(verdicts[59..].iter().all(|verdict| *verdict == New), "{verdicts:?}");
    // Too few rows that show it: at the end of the first answer, nobody knows how many of them are new.
    let unseen =
        tell(first().answer(1, 10, -59), 1, -60, 9, i32::try_from(decide::SEEN_SHIFTS_MIN).unwrap() - 1);
    let last = unseen.last_sets().pop().unwrap();
    assert_eq!(last.2, None);
    assert!(fares(&unseen)[..59].iter().all(|verdict| matches!(verdict, Among(_))));
}

#[test]
fn pending_becomes_posted() {
    let pending = || Told::default().answer(0, 11, -30).row(1, 10, -2_000, "LANTERN").id("p").pending();
    let posted = |amount, id| pending().answer(0, 14, 0).row(1, 12, amount, "LANTERN NOODLE").id(id);
    check(&posted(-2_360, "p"), &[Known(Id)]);
    check(&posted(-2_360, "q").with(|row| row.pending_id = Some("p".into())), &[Known(PendingId)]);
    check(&posted(-2_000, "q"), &[Known(Content)]);
    // A tip, or another bill there: only the person knows.
    check(&posted(-2_360, "q"), &[Among(0)]);
    assert_eq!(posted(-2_360, "q").last_sets(), [(vec![0], vec![1], None)]);
    // The same amount is preferred to another bill there.
    let two = posted(-2_000, "q").row(2, 12, -2_360, "LANTERN NOODLE").id("r");
    check(&two, &[Known(Content), New]);
    let bought = |told: Told| told.with(|row| row.authorised_on = Some(may(10)));
    let told = bought(bought(pending()).answer(0, 14, 0).row(1, 12, -2_360, "LANTERN NOODLE"));
    check(&told, &[Known(Content)]);
    // Nothing speaks for it, and it is true all the same.
    check(&pending().answer(0, 14, 0).row(1, 12, -2_360, "SQ 8841"), &[Misled]);
    // Still there: the posted one is another.
    let both = pending().answer(0, 14, 0).row(1, 10, -2_000, "LANTERN").pending().row(
        2,
        12,
        -2_000,
        "LANTERN NOODLE",
    );
    check(&both, &[Among(0), Among(0)]);
    let both = pending().answer(0, 14, 0).row(1, 10, -2_000, "LANTERN").id("p").pending();
    check(&both.row(2, 12, -2_000, "LANTERN NOODLE").id("q"), &[Known(Id), New]);
    // Dropped, and the same bought again: nobody can know.
    check(&pending().answer(0, 14, 0).row(2, 12, -2_000, "LANTERN NOODLE").id("q"), &[Misled]);
    check(&pending().answer(0, 24, 0).row(2, 18, -2_000, "LANTERN NOODLE").id("q"), &[New]);
}

#[test]
fn copies_are_known_by_their_id_alone() {
    let twice = |one: &str, other: &str| coffee().id(one).row(1, 10, -450, "STARBUCKS #12").id(other);
    check(&twice("a", "a"), &[New, Copy]);
    check(&twice("a", "b"), &[New, Misled]);
    check(&coffee().row(2, 10, -450, "STARBUCKS #12"), &[New, New]);
    // Two coffees under one id look like one.
    check(&coffee().id("a").row(2, 10, -450, "STARBUCKS #12").id("a"), &[New, Misled]);
    // An id that stands at different rows says nothing, now and for the next answer.
    let repeated = coffee().id("a").row(2, 10, -900, "SHELL").id("a");
    check(&repeated, &[New, New]);
    let repeated =
        repeated.answer(0, 21, 0).row(2, 10, -900, "SHELL").id("a").row(1, 10, -450, "STARBUCKS #12").id("a");
    check(&repeated, &[Known(Content), Known(Content)]);
}

#[test]
fn reversed_signs_are_an_error_and_no_rows() {
    let first = || Told::default().answer(0, 20, -30).witnesses(0);
    let turned = |mut told: Told| {
        told = told.witnesses(0);
        told.tellings.last_mut().unwrap().rows.iter_mut().for_each(|row| row.amount = -row.amount);
        told
    };
    let told = turned(first().answer(1, 21, -30));
    check(&told, &[Reversed; 6]);
    // The link stays so.
    check(&told.answer(1, 30, 18).row(9, 28, 333, "Shop"), &[Reversed]);
    // One row alone shows nothing.
    check(&first().answer(1, 21, -30).row(0, 5, 7_001, "Shop"), &[Misled]);
}

#[test]
fn what_a_person_types_is_never_all() {
    let typed = |told: Told| told.telling(|telling| telling.window = None);
    let first = || typed(Told::default().answer(0, 10, 0).row(1, 10, -450, "Coffee"));
    // The bank tells it, and others of which the person typed nothing.
    let bank = first().answer(1, 20, -30).row(2, 9, -450, "STARBUCKS").row(1, 10, -450, "STARBUCKS");
    check(&bank, &[Among(0), Among(0)]);
    assert_eq!(bank.last_sets(), [(vec![0, 1], vec![1], Some(1))]);
    check(&first().answer(1, 20, -30).row(1, 10, -450, "STARBUCKS"), &[Known(Count)]);
    // The other way round: the bank has told all until the fourteenth.
    let bank = || Told::default().answer(1, 14, -30).row(1, 10, -450, "STARBUCKS");
    check(&typed(bank().answer(0, 20, 0).row(1, 11, -450, "Coffee")), &[Known(Count)]);
    check(&typed(bank().answer(0, 20, 0).row(2, 13, -450, "Coffee")), &[Among(0)]);
}

#[test]
fn days_far_off_match_nothing() {
    check(&coffee().id("a").answer(0, 21, 5).row(1, 900, -450, "STARBUCKS #12").id("a"), &[Misled]);
}
