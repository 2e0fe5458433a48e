//! What happens on the accounts over the years, by kind of account.

use super::accounts::{Draft, Extra, Household, Owners};
use super::merchants::{self, Merchant};
use super::{AccountId, End, Transaction, Truth, What, daily, spending};
use crate::days::{Day, monthly, next_working};
use crate::random::Random;
use crate::told::AccountKind;

/// Everything that is made while accounts live.
#[derive(Debug)]
pub(crate) struct Life<'a> {
    pub(crate) random: Random,
    household: &'a Household,
    made: Vec<Transaction>,
}

/// How long a transaction is pending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// Posted on the working day on which it is made.
    AtOnce,
    /// As cards are: none to two days, and never posted on a weekend.
    Card,
    /// As restaurants and pumps with a hold are: three or four days and the weekend.
    Slow,
    /// Pending for some days, and then gone.
    Dropped,
}

/// A draft's span and place, as the kinds of lives need them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) account: AccountId,
    pub(crate) from: Day,
    pub(crate) to: Day,
}

/// The truth about a household.
pub(crate) fn live(household: &Household, random: &mut Random) -> Truth {
    let accounts = household.accounts(random);
    let mut life = Life { random: random.fork(), household, made: Vec::new() };
    for (place, draft) in household.drafts.iter().enumerate() {
        let to = draft.closed.map_or(household.to, |closed| closed - 8);
        let span = Span { account: AccountId(place), from: draft.opened, to };
        life.pass(draft, span);
    }
    for extra in &household.extras {
        match extra {
            Extra::Daily(account) => daily::fares(&mut life, *account),
            Extra::Twins(account) => daily::twins(&mut life, *account),
            Extra::Unsettled(account) => daily::unsettled(&mut life, *account),
        }
    }
    Truth::new(accounts, life.made)
}

impl Life<'_> {
    fn pass(&mut self, draft: &Draft, span: Span) {
        match (draft.kind, draft.owners) {
            (AccountKind::Checking, Owners::Both) => self.share(span),
            (AccountKind::Checking, _) if span.account == AccountId(0) => self.main_account(span),
            (AccountKind::Checking, _) => self.side_account(span),
            (AccountKind::Savings, _) => self.save(span),
            (AccountKind::Card, _) => self.card(span),
            (AccountKind::Loan, _) => self.borrow(span),
        }
    }

    /// The whole time of an account.
    pub(crate) fn span(&self, account: AccountId) -> Option<Span> {
        let draft = self.household.drafts.get(account.0)?;
        let to = draft.closed.map_or(self.household.to, |closed| closed - 8);
        Some(Span { account, from: draft.opened, to })
    }

    /// True in so many of a hundred cases, more often where much happens.
    pub(crate) fn happens(&mut self, of_hundred: u32) -> bool {
        let activity = self.household.activity;
        self.random.happens((of_hundred * activity / 100).min(100))
    }

    pub(crate) fn what(&mut self, merchant: &'static Merchant) -> What {
        What {
            merchant,
            store: self.random.number(100, 9_999),
            reference: self.random.number(100_000, 999_999),
            is_late: self.random.happens(6),
        }
    }

    /// Notes a transaction of so many US cents and gives its place, so that it can still be changed.
    pub(crate) fn note(
        &mut self,
        account: AccountId,
        made: Day,
        cents: i64,
        what: What,
        pace: Pace,
    ) -> usize {
        let currency = self.household.currency;
        let amount = match currency.price(cents) {
            0 => cents.signum(),
            amount => amount,
        };
        let (authorised, end) = match pace {
            Pace::AtOnce => (next_working(made), End::Posted(next_working(made))),
            Pace::Card => (made, End::Posted(next_working(made + self.random.days(0, 2)))),
            Pace::Slow => (made, End::Posted(next_working(made + self.random.days(3, 4)))),
            Pace::Dropped => (made, End::Dropped(made + self.random.days(1, 5))),
        };
        self.made.push(Transaction { account, amount, held: amount, authorised, end, what });
        self.made.len() - 1
    }

    pub(crate) fn change(&mut self, place: usize, change: impl FnOnce(&mut Transaction)) {
        if let Some(made) = self.made.get_mut(place) {
            change(made);
        }
    }

    pub(crate) const fn price(&self, cents: i64) -> i64 {
        self.household.currency.price(cents)
    }

    /// Something on that day of each month, sometimes of a fixed amount.
    fn monthly(
        &mut self,
        span: Span,
        day: i8,
        cents: (i64, i64),
        merchant: &'static Merchant,
        is_fixed: bool,
    ) {
        let fixed = self.random.between(cents.0, cents.1);
        for day in monthly(span.from, span.to, day) {
            let amount = if is_fixed { fixed } else { self.random.between(cents.0, cents.1) };
            let what = self.what(merchant);
            self.note(span.account, day, amount, what, Pace::AtOnce);
        }
    }

    fn any_day(&mut self) -> i8 {
        i8::try_from(self.random.number(1, 31)).unwrap_or(1)
    }

    fn main_account(&mut self, span: Span) {
        self.pay(span);
        let landlord = self.random.of(&merchants::LANDLORDS).unwrap_or(&merchants::CHECK);
        let rent = self.random.between(900, 2_600) * 100;
        self.monthly(span, 1, (-rent, -rent), landlord, true);
        for utility in &merchants::UTILITIES {
            if self.random.happens(50) {
                let (day, is_fixed) = (self.any_day(), self.random.happens(40));
                self.monthly(span, day, (-14_000, -3_000), utility, is_fixed);
            }
        }
        spending::everyday(self, span, 35);
        spending::cash(self, span);
        self.friends(span);
        self.standing_orders(span);
        self.monthly(span, 31, (-1_200, -500), &merchants::FEE, true);
    }

    /// Pay every other Friday or at the end of the month, the same each time or not.
    fn pay(&mut self, span: Span) {
        let employer = self.random.of(&merchants::EMPLOYERS).unwrap_or(&merchants::INTEREST);
        let (pay, is_fixed) = (self.random.between(110_000, 420_000), self.random.happens(50));
        let days = if self.random.happens(60) {
            let first =
                (span.from..span.from + 7).find(|day| (day + 3).rem_euclid(7) == 4).unwrap_or(span.from);
            (first..=span.to).step_by(14).collect()
        } else {
            monthly(span.from, span.to, 31)
        };
        for day in days {
            let cents = if is_fixed { pay } else { pay + self.random.between(-20_000, 20_000) };
            let what = self.what(employer);
            self.note(span.account, day, cents, what, Pace::AtOnce);
        }
    }

    /// Money between own accounts: the same amount on the same day on both.
    fn standing_orders(&mut self, span: Span) {
        let household = self.household;
        for (place, draft) in household.drafts.iter().enumerate() {
            if matches!(draft.owners, Owners::Stranger | Owners::Partner) {
                continue;
            }
            let (out, into) = match draft.kind {
                AccountKind::Savings => (&merchants::TO_SAVINGS, &merchants::FROM_CHECKING),
                AccountKind::Card => (&merchants::CARD_PAYMENT, &merchants::THANK_YOU),
                AccountKind::Loan => (&merchants::LOAN_PAYMENT, &merchants::THANK_YOU),
                AccountKind::Checking => continue,
            };
            let is_fixed = draft.kind != AccountKind::Card;
            let fixed = self.random.between(5, 60) * 1_000;
            let day = self.any_day();
            let last = draft.closed.map_or(span.to, |closed| span.to.min(closed - 8));
            for day in monthly(span.from.max(draft.opened), last, day) {
                let cents = if is_fixed { fixed } else { self.random.between(20_000, 180_000) };
                let (out, into) = (self.what(out), self.what(into));
                self.note(span.account, day, -cents, out, Pace::AtOnce);
                self.note(AccountId(place), day, cents, into, Pace::AtOnce);
            }
        }
    }

    fn friends(&mut self, span: Span) {
        let mut day = span.from + self.random.days(0, 20);
        while day <= span.to {
            let friend = self.random.of(&merchants::FRIENDS).unwrap_or(&merchants::CHECK);
            let sign = self.random.one_of(1, &[-1, -1]);
            let cents = sign * self.random.between(5, 120) * 100;
            let what = self.what(friend);
            self.note(span.account, day, cents, what, Pace::AtOnce);
            day += self.random.days(4, 30);
        }
    }

    /// A household's shared account: both pay in, and shopping goes out.
    fn share(&mut self, span: Span) {
        let share = self.random.between(400, 1_500) * 100;
        for (day, merchant) in [(1, &merchants::FROM_CHECKING), (2, &merchants::LANDLORDS[0])] {
            self.monthly(span, day, (share, share), merchant, true);
        }
        spending::groceries(self, span);
        self.monthly(span, 15, (-16_000, -4_000), &merchants::UTILITIES[0], false);
    }

    fn side_account(&mut self, span: Span) {
        self.friends(span);
        let income = self.random.between(20_000, 90_000);
        self.monthly(span, 5, (income - 5_000, income + 5_000), &merchants::EMPLOYERS[3], false);
        spending::everyday(self, span, 15);
    }

    fn save(&mut self, span: Span) {
        self.monthly(span, 31, (30, 4_000), &merchants::INTEREST, false);
        let mut day = span.from + self.random.days(10, 90);
        while day <= span.to {
            let what = self.what(&merchants::TO_SAVINGS);
            let cents = self.random.between(-60, 40) * 1_000;
            if cents != 0 {
                self.note(span.account, day, cents, what, Pace::AtOnce);
            }
            day += self.random.days(15, 80);
        }
    }

    fn card(&mut self, span: Span) {
        for subscription in &merchants::SUBSCRIPTIONS {
            if self.random.happens(45) {
                let (day, cents) = (self.any_day(), -self.random.between(299, 4_999));
                self.monthly(span, day, (cents, cents), subscription, true);
            }
        }
        spending::everyday(self, span, 100);
        spending::groceries(self, span);
        spending::restaurants(self, span);
        spending::fuel(self, span);
        self.monthly(span, 28, (-9_000, -500), &merchants::FINANCE_CHARGE, false);
    }

    fn borrow(&mut self, span: Span) {
        self.monthly(span, 31, (-14_000, -6_000), &merchants::FINANCE_CHARGE, false);
    }
}
