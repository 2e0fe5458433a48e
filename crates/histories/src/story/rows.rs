//! Stories of rows: which transaction is which is hard to tell, or told wrongly.

use super::links::{SOURCES, begin, begin_with, habits, swing};
use super::stage::Stage;
use crate::source::{AccountIds, Habits, IdHabit, PendingHabit, Twist};
use crate::told::AccountKind;
use crate::truth::AccountId;
use crate::truth::accounts::Extra;

/// The account on which most is bought.
fn shopping(stage: &Stage) -> AccountId {
    stage.household.place(AccountKind::Card).unwrap_or(AccountId(0))
}

fn begin_and_swing(stage: &mut Stage) {
    let link = begin(stage);
    let again = swing(stage, link);
    stage.after(again);
}

pub(super) fn equal_on_one_day(stage: &mut Stage) {
    let account = shopping(stage);
    stage.household.extras.push(Extra::Twins(account));
    begin_and_swing(stage);
}

pub(super) fn missing_twin(stage: &mut Stage) {
    let account = shopping(stage);
    stage.household.extras.push(Extra::Twins(account));
    let link = begin(stage);
    let again = swing(stage, link);
    stage.after(again);
    let twisted = stage.random.one_of(link, &[again]);
    stage.twist(twisted, 50, Twist::MissingTwin);
}

pub(super) fn daily_purchases(stage: &mut Stage) {
    let account = shopping(stage);
    stage.household.extras.push(Extra::Daily(account));
    begin_and_swing(stage);
}

pub(super) fn unsettled(stage: &mut Stage) {
    let account = shopping(stage);
    stage.household.extras.push(Extra::Unsettled(account));
    let mut habits = habits(stage);
    if habits.pending == PendingHabit::Never {
        habits.pending =
            stage.random.one_of(PendingHabit::NewId, &[PendingHabit::Named, PendingHabit::SameId]);
    }
    let link = begin_with(stage, habits);
    let event = stage.event;
    stage.watch(link, event, 12);
    if stage.random.happens(40) {
        stage.event = (event + stage.random.days(12, 40)).min(stage.end);
        let again = swing(stage, link);
        stage.after(again);
    }
}

pub(super) fn copies(stage: &mut Stage) {
    let mut habits = habits(stage);
    if stage.random.happens(60) && habits.ids == IdHabit::None {
        habits.ids = IdHabit::OfLink;
    }
    let link = begin_with(stage, habits);
    let again = swing(stage, link);
    stage.after(again);
    stage.twist(link, 40, Twist::Copies);
    stage.twist(again, 40, Twist::Copies);
}

pub(super) fn repeated_ids(stage: &mut Stage) {
    let mut habits = habits(stage);
    if habits.ids == IdHabit::None {
        habits.ids = IdHabit::Lasting;
    }
    let link = begin_with(stage, habits);
    let again = stage.again(link);
    stage.after(again);
    let twisted = stage.random.one_of(link, &[again]);
    stage.twist(twisted, 60, Twist::RepeatedIds);
}

pub(super) fn reused_ids(stage: &mut Stage) {
    let habits = Habits { ids: IdHabit::Counted, account_ids: AccountIds::Counted, ..habits(stage) };
    let account = shopping(stage);
    if stage.random.happens(30) {
        stage.household.extras.push(Extra::Daily(account));
    }
    let link = begin_with(stage, habits);
    let again = stage.again(link);
    // Another order of accounts: their numbers stand for others now.
    let mut random = stage.random.fork();
    stage.change(again, |link| random.shuffle(&mut link.sees));
    stage.after(again);
}

pub(super) fn reversed_signs(stage: &mut Stage) {
    begin(stage);
    let habits = habits(stage);
    let other = stage.link(SOURCES[1], habits);
    let (card, all) = (shopping(stage), stage.sees(0));
    let reversed = if stage.random.happens(60) { vec![card] } else { all };
    stage.change(other, |link| link.reversed = reversed);
    stage.after(other);
}

pub(super) fn odd_dates(stage: &mut Stage) {
    let link = begin(stage);
    let again = swing(stage, link);
    stage.after(again);
    stage.twist(again, 50, Twist::OddDates);
}
