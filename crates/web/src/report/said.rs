//! The words, days and amounts of a report in one language.

use super::document::MissingPart;
use crate::pages::words::Words;
use crate::pages::{amount, day};
use domain::text::{Language, Part, text};

/// Says what reports say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said(pub(crate) Language);

impl Said {
    pub(crate) fn language(self) -> Language {
        self.0
    }

    pub(crate) fn say(self, key: &str) -> String {
        self.fill(key, &[])
    }

    pub(crate) fn fill(self, key: &str, parts: &[(&str, &str)]) -> String {
        let parts: Vec<(&str, Part<'_>)> =
            parts.iter().map(|(name, part)| (*name, Part::Text(part))).collect();
        text(self.0, &format!("report-{key}"), &parts)
    }

    pub(crate) fn count(self, key: &str, name: &str, count: u32) -> String {
        text(self.0, &format!("report-{key}"), &[(name, Part::Count(count.into()))])
    }

    pub(crate) fn kind(self, kind: &str) -> String {
        self.say(&format!("kind-{kind}"))
    }

    pub(crate) fn cadence(self, cadence: &str) -> String {
        self.say(&format!("cadence-{cadence}"))
    }

    /// `1,234.50 USD`
    pub(crate) fn money(self, decimal: &str, currency: &str) -> String {
        format!("{}\u{a0}{currency}", self.number(decimal))
    }

    /// `1,234.50`
    pub(crate) fn number(self, decimal: &str) -> String {
        amount::grouped(decimal, self.0)
    }

    /// `2 March 2026`
    pub(crate) fn day(self, date: &str) -> String {
        date.parse().map_or_else(|_| date.to_owned(), |date| day::of(date, Words(self.0)))
    }

    /// The day and time of a moment, in UTC.
    pub(crate) fn moment(self, at: &str) -> String {
        let (date, time) = at.split_once('T').unwrap_or((at, ""));
        format!("{}, {} UTC", self.day(date), time.get(..5).unwrap_or_default())
    }

    /// What kind of account it is, from MX's name of the type.
    pub(crate) fn account_type(self, name: &str) -> String {
        Words(self.0).say(&format!("page-account-{}", name.to_lowercase()))
    }

    /// What an account lacks, as a sentence.
    pub(crate) fn lack(self, one: &MissingPart, currency: &str) -> String {
        let day = |date: &Option<String>| date.as_deref().map(|date| self.day(date)).unwrap_or_default();
        let money = |amount: &Option<String>| {
            amount.as_deref().map(|amount| self.money(amount, currency)).unwrap_or_default()
        };
        let (from, to, told, worked) =
            (day(&one.from), day(&one.to), money(&one.told), money(&one.worked_out));
        let parts = [("from", from.as_str()), ("to", &to), ("told", &told), ("worked", &worked)];
        self.fill(&format!("missing-{}", one.what), &parts)
    }
}
