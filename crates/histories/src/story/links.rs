//! Stories of links: the accounts stay as they are, and are reached in another way.

use super::stage::Stage;
use crate::random::Random;
use crate::source::{DateHabit, Habits, NameHabit, TextHabit};
use crate::told::{LinkId, MemberId};

/// The source that most stories begin with, and the one that others swing to.
pub(super) const SOURCES: [&str; 3] = ["alder", "birch", "cedar"];

pub(super) fn habits(stage: &mut Stage) -> Habits {
    Habits::draw(&mut stage.random)
}

/// A link at the first source, from its first day until the story turns.
pub(super) fn begin(stage: &mut Stage) -> LinkId {
    let habits = habits(stage);
    begin_with(stage, habits)
}

pub(super) fn begin_with(stage: &mut Stage, habits: Habits) -> LinkId {
    let link = stage.link(SOURCES[0], habits);
    stage.before(link);
    link
}

/// The same source again or another one, as chance has it.
pub(super) fn swing(stage: &mut Stage, link: LinkId) -> LinkId {
    if stage.random.happens(50) {
        stage.again(link)
    } else {
        let habits = habits(stage);
        stage.link(SOURCES[1], habits)
    }
}

pub(super) fn steady(stage: &mut Stage) {
    let link = begin(stage);
    let (event, end) = (stage.event, stage.end);
    stage.watch(link, event, 4);
    stage.refresh(link, event, end, 4);
}

pub(super) fn relink(stage: &mut Stage) {
    let link = begin(stage);
    let again = stage.again(link);
    stage.after(again);
}

pub(super) fn many_relinks(stage: &mut Stage) {
    let mut link = begin(stage);
    let (mut on, end) = (stage.event, stage.end);
    for _ in 0..4 {
        link = stage.again(link);
        stage.first(link, on);
        stage.watch(link, on, 1);
        on += stage.random.days(4, 70);
        if on >= end {
            return;
        }
    }
}

pub(super) fn short_overlap(stage: &mut Stage) {
    let link = begin(stage);
    let again = swing(stage, link);
    let last = stage.answers.iter().map(|(arrives, _)| *arrives).max().unwrap_or(stage.event);
    let (on, overlap) = (stage.event.max(last) + stage.random.days(0, 40), stage.random.days(-4, 6));
    let on = on.min(stage.end);
    stage.answer(again, on, last - overlap);
    let end = stage.end;
    stage.refresh(again, on, end, 2);
}

pub(super) fn other_source(stage: &mut Stage) {
    begin(stage);
    let habits = habits(stage);
    let other = stage.link(SOURCES[1], habits);
    stage.after(other);
}

pub(super) fn two_sources(stage: &mut Stage) {
    let one = begin(stage);
    let habits = habits(stage);
    let other = stage.link(SOURCES[1], habits);
    // Two connections of the person to one bank.
    stage.change(other, |link| link.member = MemberId(1));
    stage.after(other);
    let (event, end) = (stage.event, stage.end);
    stage.refresh(one, event, end, 4);
    stage.watch(one, event, 3);
}

pub(super) fn login_changed(stage: &mut Stage) {
    let link = begin(stage);
    let again = stage.again(link);
    stage.change(again, |link| link.login = Some(1));
    stage.after(again);
}

pub(super) fn removed_and_added(stage: &mut Stage) {
    let link = begin(stage);
    let again = swing(stage, link);
    let is_partial = stage.random.happens(50);
    let away = stage.random.days(0, 60);
    stage.event = (stage.event + away).min(stage.end);
    stage.change(again, |link| {
        link.member = MemberId(1);
        if is_partial && link.sees.len() > 1 {
            link.sees.pop();
        }
    });
    stage.after(again);
}

/// As when an aggregator leaves a bank's pages for the bank's interface.
pub(super) fn conventions_changed(stage: &mut Stage) {
    let link = begin(stage);
    let again = stage.again(link);
    let random = &mut stage.random.fork();
    stage.change(again, |link| link.habits = other_conventions(random, link.habits));
    stage.after(again);
}

fn other_conventions(random: &mut Random, before: Habits) -> Habits {
    let dates = match before.dates {
        DateHabit::Authorised => DateHabit::Posted,
        DateHabit::Posted | DateHabit::Rolled | DateHabit::Late | DateHabit::Wobbling => {
            DateHabit::Authorised
        }
    };
    let names = random.one_of(NameHabit::Upper, &[NameHabit::WithMask, NameHabit::Official]);
    let drawn = Habits::draw(random);
    Habits {
        tells_opening: false,
        dates,
        names,
        texts: TextHabit::draw(random),
        order: drawn.order,
        numbers: drawn.numbers,
        ..before
    }
}
