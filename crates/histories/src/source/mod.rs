//! Sources: each tells the same truth in its own way.

mod accounts;
mod dates;
mod habits;
mod ids;
mod tell;
mod texts;
pub(crate) mod twists;

pub(crate) use habits::{
    AccountIds, DateHabit, Habits, IdHabit, NameHabit, NumberHabit, PendingHabit, TextHabit,
};
pub(crate) use tell::{Answer, Teller};
pub(crate) use twists::Twist;
