//! Days on which things fall due, and how weekends and holidays move them.

use super::Often;
use super::random::Random;
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};

/// When something falls due.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rhythm {
    /// Every so many days, from a weekday on.
    Days { every: i64, on: Weekday },
    /// These days of each month; 31 is the last.
    MonthDays(&'static [i8]),
    /// Such as the second Wednesday of each month.
    NthWeekday { nth: i8, on: Weekday },
    /// That day of January, April and so on.
    Quarterly(i8),
    /// So many days between, from and to.
    Random { least: i64, most: i64 },
}

/// Where a day goes that banks do not work on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shift {
    Stays,
    Before,
    After,
}

impl Rhythm {
    pub(crate) const fn often(self) -> Often {
        match self {
            Self::Days { every: 7, .. } => Often::Weekly,
            Self::Days { every: 14, .. } => Often::EveryTwoWeeks,
            Self::Days { .. } | Self::NthWeekday { .. } => Often::Monthly,
            Self::MonthDays(days) if days.len() > 1 => Often::TwiceAMonth,
            Self::MonthDays(_) => Often::Monthly,
            Self::Quarterly(_) => Often::Quarterly,
            Self::Random { .. } => Often::Irregular,
        }
    }

    /// The days from `from` to `to`, moved where banks do not work.
    pub(crate) fn days(self, from: Date, to: Date, shift: Shift, random: &mut Random) -> Vec<Date> {
        let mut found = Vec::new();
        match self {
            Self::Days { every, on } => {
                let mut day = plus(from, -random.between(0, every - 1));
                while day.weekday() != on {
                    day = plus(day, 1);
                }
                while day <= to {
                    found.push(day);
                    day = plus(day, every);
                }
            }
            Self::MonthDays(days) => {
                for month in months(from, to) {
                    found.extend(days.iter().map(|day| in_month(month, *day)));
                }
            }
            Self::NthWeekday { nth, on } => {
                found.extend(months(from, to).filter_map(|month| month.nth_weekday_of_month(nth, on).ok()));
            }
            Self::Quarterly(day) => {
                let due = months(from, to).filter(|month| month.month() % 3 == 1);
                found.extend(due.map(|month| in_month(month, day)));
            }
            Self::Random { least, most } => {
                let mut day = plus(from, random.between(0, most));
                while day <= to {
                    found.push(day);
                    day = plus(day, random.between(least, most));
                }
            }
        }
        found.into_iter().map(|day| moved(day, shift)).filter(|day| (from..=to).contains(day)).collect()
    }
}

pub(crate) fn plus(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

/// The first days of the months that the time touches.
pub(crate) fn months(from: Date, to: Date) -> impl Iterator<Item = Date> {
    let mut month = from.first_of_month();
    std::iter::from_fn(move || {
        let this = month;
        month = plus(month.last_of_month(), 1);
        (this <= to).then_some(this)
    })
}

/// That day of the month, or its last.
pub(crate) fn in_month(month: Date, day: i8) -> Date {
    let day = day.min(month.days_in_month());
    Date::new(month.year(), month.month(), day).unwrap_or(month)
}

pub(crate) fn is_working(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(day)
}

fn is_holiday(day: Date) -> bool {
    const FIXED: &[(i8, i8)] = &[(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)];
    const NTH: &[(i8, i8, Weekday)] = &[
        (1, 3, Weekday::Monday),
        (2, 3, Weekday::Monday),
        (5, -1, Weekday::Monday),
        (9, 1, Weekday::Monday),
        (11, 4, Weekday::Thursday),
    ];
    FIXED.contains(&(day.month(), day.day()))
        || NTH.iter().any(|(month, nth, on)| {
            date(day.year(), *month, 1).nth_weekday_of_month(*nth, *on).is_ok_and(|holiday| holiday == day)
        })
}

fn moved(day: Date, shift: Shift) -> Date {
    let step = match shift {
        Shift::Stays => return day,
        Shift::Before => -1,
        Shift::After => 1,
    };
    let mut day = day;
    while !is_working(day) {
        day = plus(day, step);
    }
    day
}
