//! Stories of rows that do not come from a bank by themselves: files and what people type.

use super::links::{SOURCES, begin, habits};
use super::stage::{Link, Stage};
use crate::days::Day;
use crate::source::{Answer, Habits};
use crate::told::{AccountKind, LinkId, MemberId};
use crate::truth::AccountId;

/// A way in which files of one account come.
fn files(stage: &mut Stage, account: AccountId, is_named: bool) -> LinkId {
    let habits = Habits::of_file(&mut stage.random);
    let institution = stage.household.names.banks.first().cloned().filter(|_| is_named);
    let member = MemberId(10 + account.0);
    stage.push(Link {
        member,
        source: "file",
        login: None,
        institution,
        sees: vec![account],
        habits,
        owner: None,
        reversed: Vec::new(),
    })
}

/// A file that was made on one day, of some days, and comes on another.
fn file(stage: &mut Stage, link: LinkId, (from, to): (Day, Day), arrives: Day, is_chosen: bool) {
    let accounts = stage.links.get(link.0).map(|link| link.sees.clone()).unwrap_or_default();
    let chosen = if is_chosen { accounts.clone() } else { Vec::new() };
    let on = (to + stage.random.days(0, 9)).min(arrives);
    let window = Some((from, to.min(on)));
    stage.answers.push((arrives, Answer { link, on, window, accounts, chosen, twists: Vec::new() }));
}

pub(super) fn file_first(stage: &mut Stage) {
    let (begin, first) = (stage.household.from, stage.first);
    for account in stage.sees(0).into_iter().take(2) {
        let is_named = stage.random.happens(60);
        let link = files(stage, account, is_named);
        let middle = stage.random.days(begin, first);
        let overlap = stage.random.days(0, 10);
        // Two files, one after the other or overlapping; the person says of the second where it belongs.
        file(stage, link, (begin, middle), first, false);
        file(stage, link, (middle - overlap, first), first, true);
    }
    let habits = habits(stage);
    let link = stage.link(SOURCES[0], habits);
    let event = stage.event;
    stage.first(link, event);
    // The person says which account the files were of, or does not.
    if stage.random.happens(50) {
        choose_last(stage);
    }
    let end = stage.end;
    stage.watch(link, event, 2);
    stage.refresh(link, event, end, 3);
}

/// In the last answer, the person says of every account which earlier one it is.
fn choose_last(stage: &mut Stage) {
    if let Some((_, answer)) = stage.answers.last_mut() {
        answer.chosen.clone_from(&answer.accounts);
    }
}

pub(super) fn file_between(stage: &mut Stage) {
    let link = begin(stage);
    let last = stage.answers.iter().map(|(arrives, _)| *arrives).max().unwrap_or(stage.first);
    let back = (last + stage.random.days(30, 120)).min(stage.end);
    // The link is back after the gap, and does not reach over it.
    let days = stage.random.days(5, 20);
    stage.answer(link, back, back - days);
    let end = stage.end;
    stage.refresh(link, back, end, 2);
    for account in stage.sees(0).into_iter().take(2) {
        let is_named = stage.random.happens(60);
        let files = files(stage, account, is_named);
        let (before, after) = (stage.random.days(0, 30), stage.random.days(0, 15));
        let span = (last - before, (back - days + after).min(back));
        let arrives = (back + stage.random.days(0, 20)).min(end);
        let is_chosen = stage.random.happens(50);
        file(stage, files, span, arrives, is_chosen);
        // The same file once more.
        if let Some(same) = stage.answers.last().cloned() {
            stage.answers.push(same);
        }
    }
}

fn by_hand(stage: &mut Stage, account: AccountId) -> LinkId {
    let habits = Habits::of_hand(&mut stage.random);
    stage.push(Link {
        member: MemberId(20),
        source: "manual",
        login: None,
        institution: None,
        sees: vec![account],
        habits,
        owner: None,
        reversed: Vec::new(),
    })
}

/// What is typed on one day: some purchases of the last weeks.
fn typed(stage: &mut Stage, link: LinkId, account: AccountId, on: Day, is_chosen: bool) {
    let chosen = if is_chosen { vec![account] } else { Vec::new() };
    let answer = Answer { link, on, window: None, accounts: vec![account], chosen, twists: Vec::new() };
    stage.answers.push((on, answer));
}

fn purse(stage: &Stage) -> AccountId {
    stage.household.place(AccountKind::Card).unwrap_or(AccountId(0))
}

pub(super) fn manual_first(stage: &mut Stage) {
    let account = purse(stage);
    let hand = by_hand(stage, account);
    let (first, event, end) = (stage.first, stage.event, stage.end);
    typed(stage, hand, account, first, false);
    let mut on = first;
    for _ in 0..3 {
        on += stage.random.days(20, 40);
        if on < event {
            typed(stage, hand, account, on, true);
        }
    }
    let habits = habits(stage);
    let link = stage.link(SOURCES[0], habits);
    stage.first(link, event);
    if stage.random.happens(60) {
        choose_last(stage);
    }
    stage.watch(link, event, 2);
    stage.refresh(link, event, end, 3);
}

pub(super) fn manual_beside(stage: &mut Stage) {
    let link = begin(stage);
    let account = purse(stage);
    let hand = by_hand(stage, account);
    let (event, end) = (stage.event, stage.end);
    let mut on = event;
    for _ in 0..3 {
        if on > end {
            return;
        }
        typed(stage, hand, account, on, true);
        let later = on + stage.random.days(1, 6);
        if later <= end {
            stage.answer(link, later, later - 30);
        }
        on = later + stage.random.days(26, 40);
    }
}
