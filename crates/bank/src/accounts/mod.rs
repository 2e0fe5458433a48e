//! The accounts of a login: which there are on a day, and the facts about them that do not change from day to day.

pub(crate) mod figures;
pub(crate) mod holdings;
mod numbers;
pub(crate) mod templates;
mod tidewater;

use crate::calendar::Day;
use crate::chance::{self, Dice};
use crate::channel::Channel;
use crate::directory::Institution;

pub(crate) use numbers::Numbers;
pub(crate) use templates::{Course, Template};

/// Which accounts the customers of an institution have.
#[derive(Debug, Clone, Copy)]
pub(crate) enum AccountsOf {
    Listed(&'static [Template]),
    Many {
        template: &'static Template,
        count: usize,
    },
    /// Something happens every seven days: see `tidewater`.
    Changing(&'static [Template]),
}

/// One account. Its history and balances follow from `key` and its template.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) key: u64,
    pub(crate) name: String,
    pub(crate) template: &'static Template,
    pub(crate) currency: &'static str,
    pub(crate) opened_on: Day,
    pub(crate) closed_on: Option<Day>,
    pub(crate) numbers: Numbers,
}

/// MX's account types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum AccountType {
    Checking,
    Savings,
    CreditCard,
    Loan,
    LineOfCredit,
    CheckingLineOfCredit,
    Mortgage,
    Investment,
    Insurance,
    Prepaid,
    Property,
    Cash,
}

/// What makes one of a login's accounts.
struct Plan<'a> {
    place: String,
    name: String,
    template: &'static Template,
    opened_on: Option<Day>,
    closed_on: Option<Day>,
    seed: u64,
    institution: &'a Institution,
    login: &'a str,
}

const OLDEST_OPENING: Day = Day(15_340); // 2012-01-01
const OPENING_SPREAD_DAYS: i64 = 2_900;
/// Loans begin later, so that they are still being repaid.
const OLDEST_LOAN: Day = Day(19_144); // 2022-06-01
const LOAN_SPREAD_DAYS: i64 = 700;

/// The accounts of this login that the bank lists on this day, closed ones too as long as it tells of them.
pub(crate) fn of_login(seed: u64, institution: &Institution, login: &str, today: Day) -> Vec<Account> {
    let plan = |place: String, name: String, template| Plan {
        place,
        name,
        template,
        opened_on: None,
        closed_on: None,
        seed,
        institution,
        login,
    };
    let listed = |templates: &'static [Template]| {
        (0..)
            .zip(templates)
            .map(|(place, template): (u32, _)| plan(place.to_string(), template.name.to_owned(), template))
    };
    let plans: Vec<Plan<'_>> = match institution.accounts {
        AccountsOf::Listed(templates) => listed(templates).collect(),
        AccountsOf::Many { template, count } => (1..=count)
            .map(|place| plan(place.to_string(), format!("{} {place:03}", template.name), template))
            .collect(),
        AccountsOf::Changing(templates) => tidewater::plans(listed(templates), today),
    };
    plans.into_iter().map(Plan::account).filter(|account| account.opened_on <= today).collect()
}

impl Plan<'_> {
    fn account(self) -> Account {
        let key = chance::key(self.seed, &["account", self.institution.code, self.login, &self.place]);
        let (oldest, spread) = match self.template.course {
            Course::Repaid { .. } => (OLDEST_LOAN, LOAN_SPREAD_DAYS),
            Course::ToppedUp { .. }
            | Course::PaidMonthly { .. }
            | Course::Collecting { .. }
            | Course::Valued { .. } => (OLDEST_OPENING, OPENING_SPREAD_DAYS),
        };
        Account {
            key,
            name: self.name,
            template: self.template,
            currency: self.institution.country.currency(),
            opened_on: self
                .opened_on
                .unwrap_or_else(|| oldest.plus(Dice::of(key, OPENED).between(0, spread))),
            closed_on: self.closed_on,
            numbers: numbers::draw(key, self.institution, self.template.kind),
        }
    }
}

/// Salts that keep the draws about one account apart.
const OPENED: i64 = -1;
const DRAWN: i64 = -2;

impl Account {
    pub(crate) fn id(&self, channel: Channel) -> String {
        self.tag("a", channel, &[])
    }

    /// An id of something that belongs to this account; each channel has its own.
    pub(crate) fn tag(&self, kind: &str, channel: Channel, parts: &[&str]) -> String {
        let parts = [&[kind, channel.as_str()], parts].concat();
        format!("{kind}-{}", chance::tag(self.key, &parts))
    }

    pub(crate) fn is_closed(&self, today: Day) -> bool {
        self.closed_on.is_some_and(|closed_on| closed_on <= today)
    }

    /// A number that stays with the account, from a range of its template.
    pub(crate) fn drawn(&self, (low, high): (i64, i64), what: &str) -> i64 {
        Dice::of(chance::within(self.key, what), DRAWN).between(low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{INSTITUTIONS, by_code};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn every_institution_has_accounts_with_ids_of_their_own() {
        for institution in INSTITUTIONS {
            let accounts = of_login(1, institution, "ana", day("2026-11-21"));
            assert!(!accounts.is_empty(), "{}", institution.code);
            let ids: std::collections::BTreeSet<String> =
                accounts.iter().flat_map(|account| Channel::OWN.map(|channel| account.id(channel))).collect();
            assert_eq!(ids.len(), accounts.len() * 2, "{}", institution.code);
        }
    }

    #[test]
    fn mx_bank_has_one_of_each_type_and_granite_has_hundreds() {
        let types: Vec<AccountType> = of_login(1, by_code("mxbank").unwrap(), "ana", day("2026-11-21"))
            .iter()
            .map(|account| account.template.kind)
            .collect();
        let once_each = types.iter().all(|kind| types.iter().filter(|other| *other == kind).count() == 1);
        assert!(once_each && types.len() == 12, "{types:?}");
        assert_eq!(of_login(1, by_code("granite_treasury").unwrap(), "a:b", day("2026-11-21")).len(), 300);
    }
}
