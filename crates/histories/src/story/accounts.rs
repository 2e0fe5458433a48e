//! Stories of accounts: which is which changes, or seems to.

use super::links::{begin, begin_with, habits, swing};
use super::stage::Stage;
use crate::days::Day;
use crate::source::{AccountIds, Answer, Habits, NumberHabit, Twist};
use crate::told::{AccountKind, LinkId, MemberId};
use crate::truth::AccountId;
use crate::truth::accounts::{Extra, Owners, lookalike, number};

/// The old number is told until the story turns, the new one since.
fn renumber(stage: &mut Stage, account: AccountId) {
    let event = stage.event;
    if let Some(draft) = stage.household.drafts.get_mut(account.0) {
        draft.numbers.push((event, number(&mut stage.random, draft.kind)));
    }
}

/// The link goes on, with the account under its id or under a new one; or the person links again.
fn go_on(stage: &mut Stage, link: LinkId) {
    let (event, end) = (stage.event, stage.end);
    if stage.random.happens(50) {
        stage.watch(link, event - 1, 3);
        stage.refresh(link, event, end, 3);
    } else {
        let again = swing(stage, link);
        stage.after(again);
    }
}

pub(super) fn card_replaced(stage: &mut Stage) {
    if let Some(card) = stage.household.place(AccountKind::Card) {
        renumber(stage, card);
    }
    let link = begin(stage);
    go_on(stage, link);
}

pub(super) fn renumbered(stage: &mut Stage) {
    for account in stage.sees(0) {
        if stage.household.drafts.get(account.0).is_some_and(|draft| draft.kind != AccountKind::Card) {
            renumber(stage, account);
        }
    }
    let link = begin(stage);
    go_on(stage, link);
}

pub(super) fn joint_account(stage: &mut Stage) {
    let household = &stage.household;
    let joint = household.draft(&mut stage.random, AccountKind::Checking, Owners::Both);
    let own = household.draft(&mut stage.random, AccountKind::Checking, Owners::Partner);
    let joint = stage.household.push(joint);
    let own = stage.household.push(own);
    let habits = habits(stage);
    let one = begin_with(stage, habits);
    let is_own_name_alone = stage.random.happens(40);
    // The partner's login at the same bank, through the same source or another.
    let other = swing(stage, one);
    let (person, partner) = (stage.household.names.person.clone(), stage.household.names.partner.clone());
    stage.change(other, |link| {
        link.member = MemberId(1);
        link.login = Some(1);
        link.sees = vec![own, joint];
        link.owner = is_own_name_alone.then_some(partner);
    });
    stage.change(one, |link| link.owner = is_own_name_alone.then_some(person));
    stage.after(other);
    let (event, end) = (stage.event, stage.end);
    stage.refresh(one, event, end, 3);
}

pub(super) fn lookalikes(stage: &mut Stage) {
    let Some(savings) = stage.household.place(AccountKind::Savings) else { return };
    let Some(mut twin) = stage.household.drafts.get(savings.0).cloned() else { return };
    for (_, number) in &mut twin.numbers {
        *number = lookalike(&mut stage.random, number);
    }
    twin.nickname = None;
    let twin = stage.household.push(twin);
    let mut habits = habits(stage);
    if stage.random.happens(60) {
        // Where full numbers or lasting ids are told, nothing is alike.
        habits.numbers = stage.random.one_of(NumberHabit::Masked, &[NumberHabit::None]);
        habits.account_ids =
            stage.random.one_of(AccountIds::OfLink, &[AccountIds::Counted, AccountIds::None]);
    }
    let link = begin_with(stage, habits);
    let again = swing(stage, link);
    // Each link may show only one of them, and not the same one.
    if stage.random.happens(40) {
        stage.change(again, |link| link.sees.retain(|one| *one != savings));
        stage.answers.iter_mut().for_each(|(_, answer)| answer.accounts.retain(|one| *one != twin));
    }
    stage.after(again);
}

pub(super) fn reopened(stage: &mut Stage) {
    let kind = stage.random.one_of(AccountKind::Savings, &[AccountKind::Card]);
    let Some(old) = stage.household.place(kind) else { return };
    let event = stage.event;
    let opened = event - stage.random.days(-5, 8);
    let mut new = stage.household.draft(&mut stage.random, kind, Owners::Person);
    new.opened = opened;
    new.numbers.iter_mut().for_each(|(since, _)| *since = opened);
    if let Some(draft) = stage.household.drafts.get_mut(old.0) {
        draft.closed = Some(event);
        new.name.clone_from(&draft.name);
    }
    stage.household.push(new);
    let link = begin(stage);
    go_on(stage, link);
}

/// Beside the person's accounts, or in the place of one and under its ids.
pub(super) fn strangers_account(stage: &mut Stage) {
    let kind = stage.random.one_of(AccountKind::Checking, &[AccountKind::Savings, AccountKind::Card]);
    let stranger = stage.household.draft(&mut stage.random, kind, Owners::Stranger);
    let stranger = stage.household.push(stranger);
    // Enough happens on it for its rows to show that it is another.
    stage.household.extras.extend([Extra::Unsettled(stranger), Extra::Twins(stranger)]);
    let habits = Habits { refresh_days: 30, first_days: 180, ..habits(stage) };
    let link = begin_with(stage, habits);
    let victim = stage.household.place(kind).filter(|_| stage.random.happens(60));
    let (event, end) = (stage.event, stage.end);
    let again = if stage.random.happens(50) { link } else { stage.again(link) };
    stage.change(again, |link| link.sees.push(stranger));
    stage.first(again, event);
    stage.refresh(again, event, end, 3);
    let mistaken = |(arrives, answer): &&mut (Day, Answer)| *arrives >= event && answer.link == again;
    let mut is_first = victim.is_some();
    for (_, answer) in stage.answers.iter_mut().filter(mistaken) {
        if is_first || stage.random.happens(60) {
            answer.accounts.retain(|one| Some(*one) != victim && *one != stranger);
            answer.accounts.push(stranger);
            answer.twists.extend(victim.map(|victim| Twist::Impersonation { stranger, victim }));
        }
        is_first = false;
    }
}

pub(super) fn currency_changed(stage: &mut Stage) {
    let link = begin(stage);
    let (event, end) = (stage.event, stage.end);
    let again = if stage.random.happens(50) { link } else { swing(stage, link) };
    stage.first(again, event);
    stage.refresh(again, event, end, 3);
    let accounts = stage.sees(0);
    let Some(account) = stage.random.of(&accounts).copied() else { return };
    let own = stage.household.currency.code;
    let currency = if own == "GBP" { "USD" } else { stage.random.one_of("GBP", &["JPY", "CHF"]) };
    let currency = if currency == own { "GBP" } else { currency };
    for (arrives, answer) in &mut stage.answers {
        if *arrives >= event && answer.link == again {
            answer.twists.push(Twist::Currency(account, currency));
        }
    }
}
