//! The bank where every seven days something happens: an account opens, one closes, one is renamed, and so on in turn.
//!
//! Three weeks make a cycle. Cycle `c` opens a savings goal in its first week, closes the goal of cycle `c - 2` in its second,
//! and renames the first account in its third. A closed goal is told of for three cycles more, then it is gone.

use super::Plan;
use crate::calendar::Day;
use crate::chance::OneOf;

const BEGINNING: Day = Day(18_267); // 2020-01-06, a Monday
const WEEK_DAYS: i64 = 7;
const WEEKS_PER_CYCLE: i64 = 3;
const CYCLES_UNTIL_CLOSED: i64 = 2;
const CYCLES_UNTIL_GONE: i64 = 5;

const NAMES: OneOf<&str> =
    OneOf("Harbor Checking", &["Everyday Checking", "Main Account", "Tidal Checking", "Bills"]);
const GOALS: OneOf<&str> = OneOf("Holiday Fund", &["New Boat", "Rainy Day", "School Fees", "Kitchen"]);

/// The first template stays and is renamed, the last is the goal that opens and closes, those between stay as they are.
pub(super) fn plans<'a>(listed: impl Iterator<Item = Plan<'a>>, today: Day) -> Vec<Plan<'a>> {
    let week = (today.0 - BEGINNING.0).div_euclid(WEEK_DAYS);
    let cycle = week.div_euclid(WEEKS_PER_CYCLE);
    let renamed = (week - (WEEKS_PER_CYCLE - 1)).div_euclid(WEEKS_PER_CYCLE);
    let mut plans: Vec<Plan<'a>> = listed.collect();
    let goal = plans.pop();
    if let Some(first) = plans.first_mut() {
        NAMES.at(turn(renamed)).clone_into(&mut first.name);
    }
    let goals = goal.map(|goal| (cycle - CYCLES_UNTIL_GONE + 1..=cycle).map(move |born| goal.in_cycle(born)));
    plans.extend(goals.into_iter().flatten());
    plans
}

impl<'a> Plan<'a> {
    fn in_cycle(&self, born: i64) -> Plan<'a> {
        let opened_on = BEGINNING.plus(born * WEEKS_PER_CYCLE * WEEK_DAYS);
        let closed_on = opened_on.plus((CYCLES_UNTIL_CLOSED * WEEKS_PER_CYCLE + 1) * WEEK_DAYS);
        Plan {
            place: format!("goal {born}"),
            name: GOALS.at(turn(born)).to_owned(),
            template: self.template,
            opened_on: Some(opened_on),
            closed_on: Some(closed_on),
            seed: self.seed,
            institution: self.institution,
            login: self.login,
        }
    }
}

fn turn(cycle: i64) -> u64 {
    u64::try_from(cycle).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::accounts::of_login;
    use crate::calendar::Day;
    use crate::directory::by_code;

    fn names(day: Day) -> Vec<(u64, String, bool)> {
        of_login(1, by_code("tidewater").unwrap(), "ana", day)
            .into_iter()
            .map(|account| (account.key, account.name.clone(), account.is_closed(day)))
            .collect()
    }

    #[test]
    fn every_seven_days_something_happens_and_nothing_between() {
        let start: Day = "2026-11-16".parse().unwrap();
        for week in 0..12 {
            let monday = start.plus(week * 7);
            assert_ne!(names(monday), names(monday.plus(-1)), "week {week}");
            assert_eq!(names(monday), names(monday.plus(6)), "week {week}");
        }
    }

    #[test]
    fn accounts_open_close_are_renamed_and_go() {
        let start: Day = "2026-11-21".parse().unwrap();
        let weeks: Vec<_> = (0..6).map(|week| names(start.plus(week * 7))).collect();
        let closed = |accounts: &[(u64, String, bool)]| accounts.iter().filter(|account| account.2).count();
        let keys =
            |accounts: &[(u64, String, bool)]| accounts.iter().map(|account| account.0).collect::<Vec<_>>();
        let pairs: Vec<_> = weeks.windows(2).collect();
        assert!(pairs.iter().any(|pair| keys(&pair[1]).last() != keys(&pair[0]).last()), "one opens");
        assert!(pairs.iter().any(|pair| closed(&pair[1]) > closed(&pair[0])), "one closes");
        assert!(
            pairs.iter().any(|pair| pair[0][0].0 == pair[1][0].0 && pair[0][0].1 != pair[1][0].1),
            "one is renamed"
        );
    }
}
