//! The books of the world, and what they add up to.

use super::institution::Institution;
use super::member::Trouble;
use domain::clock::Timestamp;
use domain::member::{Presence, Status};
use domain::reason::Reason;
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::fmt;

/// What made a connection work again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Healed {
    ByItself,
    Refresh,
    Answer,
    NewLogin,
    NewConsent,
    Visit,
    Moved,
}

impl Healed {
    const ALL: [Self; 7] = [
        Self::ByItself,
        Self::Refresh,
        Self::Answer,
        Self::NewLogin,
        Self::NewConsent,
        Self::Visit,
        Self::Moved,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::ByItself => "by itself",
            Self::Refresh => "a refresh by the person",
            Self::Answer => "an answer",
            Self::NewLogin => "a new login",
            Self::NewConsent => "a new consent",
            Self::Visit => "a visit to the bank",
            Self::Moved => "restored or moved",
        }
    }
}

/// What is counted while the world goes on.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    time_in: [SignedDuration; Status::ALL.len()],
    times: [u32; Status::ALL.len()],
    healed: BTreeMap<Healed, Vec<SignedDuration>>,
    background: u32,
    foreground: u32,
    succeeded: u32,
    ended: u32,
    refused_background: u32,
    refused_foreground: u32,
    locked_by_passwords: u32,
    locked_by_codes: u32,
    codes_to_nobody: u32,
    member_time: SignedDuration,
    left_alone: SignedDuration,
    left_alone_in: BTreeMap<(&'static str, &'static str), u32>,
}

impl Tally {
    pub(crate) fn entered(&mut self, status: Status) {
        if let Some(times) = self.times.get_mut(status.index()) {
            *times += 1;
        }
    }

    pub(crate) fn left(&mut self, status: Status, took: SignedDuration) {
        if let Some(time) = self.time_in.get_mut(status.index()) {
            *time += took;
        }
    }

    pub(crate) fn lived(&mut self, took: SignedDuration) {
        self.member_time += took;
    }

    pub(crate) fn run_began(&mut self, presence: Presence) {
        match presence {
            Presence::Foreground => self.foreground += 1,
            Presence::Background => self.background += 1,
        }
    }

    pub(crate) fn run_ended(&mut self, is_well: bool) {
        self.ended += 1;
        self.succeeded += u32::from(is_well);
    }

    /// The bank refused a password, and perhaps locked the login.
    pub(crate) fn refused(&mut self, is_background: bool, locks: bool) {
        if is_background {
            self.refused_background += 1;
        } else {
            self.refused_foreground += 1;
        }
        self.locked_by_passwords += u32::from(locks);
    }

    pub(crate) fn wrong_code(&mut self, locks: bool) {
        self.locked_by_codes += u32::from(locks);
    }

    pub(crate) fn code_to_nobody(&mut self) {
        self.codes_to_nobody += 1;
    }

    pub(crate) fn left_alone(&mut self, status: Status, reason: Option<Reason>) {
        let names = (status.name().unwrap_or("none"), reason.map_or("none", Reason::name));
        *self.left_alone_in.entry(names).or_default() += 1;
    }

    pub(crate) fn was_left_alone(&mut self, took: SignedDuration) {
        self.left_alone += took;
    }

    pub(crate) fn healed(&mut self, trouble: Trouble, is_background: bool, was_asked: bool, now: Timestamp) {
        let healed = if trouble.has_moved {
            Healed::Moved
        } else if is_background {
            Healed::ByItself
        } else if trouble.has_new_consent {
            Healed::NewConsent
        } else if trouble.has_new_login {
            Healed::NewLogin
        } else if trouble.has_visited {
            Healed::Visit
        } else if was_asked {
            Healed::Answer
        } else {
            Healed::Refresh
        };
        self.healed.entry(healed).or_default().push(now.duration_since(trouble.since));
    }
}

/// One status over all members.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct InStatus {
    pub(crate) status: Status,
    /// Of all time, from 0 to 1.
    pub(crate) share: f64,
    pub(crate) times: u32,
}

/// How connections came to work again.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HealedBy {
    pub(crate) healed: Healed,
    pub(crate) times: u32,
    pub(crate) median_hours: f64,
}

/// Background runs that began in one minute at one institution.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rush {
    pub(crate) bank: usize,
    pub(crate) most: u32,
    pub(crate) most_at: Timestamp,
    pub(crate) mean: f64,
}

impl Rush {
    /// What chance alone makes of the mean, and room for the tries that an outage adds to those that are due anyway.
    pub(crate) fn is_herd(&self) -> bool {
        f64::from(self.most) > 12.0 + 8.0 * self.mean
    }
}

/// What the world adds up to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Report {
    pub(crate) seed: u64,
    pub(crate) members: u32,
    pub(crate) institutions: usize,
    pub(crate) member_months: f64,
    pub(crate) steps: u64,
    pub(crate) statuses: Vec<InStatus>,
    pub(crate) healed: Vec<HealedBy>,
    pub(crate) runs_per_day: f64,
    pub(crate) background: u32,
    pub(crate) foreground: u32,
    /// Of all runs that came to an end, from 0 to 1.
    pub(crate) succeeded: f64,
    /// The institution with the busiest minute, measured against its mean.
    pub(crate) rush: Vec<Rush>,
    pub(crate) refused_background: u32,
    pub(crate) refused_foreground: u32,
    pub(crate) locked_by_passwords: u32,
    pub(crate) locked_by_codes: u32,
    pub(crate) codes_to_nobody: u32,
    /// Of all time, from 0 to 1: nothing is planned, and nobody is asked to act.
    pub(crate) left_alone: f64,
    pub(crate) left_alone_in: Vec<(&'static str, &'static str, u32)>,
}

impl Report {
    pub(crate) fn new(
        mut tally: Tally,
        seed: u64,
        members: u32,
        steps: u64,
        banks: &[Institution],
        lasted: SignedDuration,
    ) -> Self {
        let all = tally.member_time.as_secs_f64().max(1.0);
        let days = all / 86_400.0;
        let minutes = lasted.as_secs_f64() / 60.0;
        let mut rush: Vec<Rush> = banks
            .iter()
            .map(|bank| Rush {
                bank: bank.number,
                most: bank.starts.most,
                most_at: bank.starts.most_at,
                mean: f64::from(bank.starts.total) / minutes,
            })
            .collect();
        rush.sort_by_key(|one| (std::cmp::Reverse(one.most), one.bank));
        let mut left_alone_in: Vec<_> =
            tally.left_alone_in.iter().map(|((status, reason), times)| (*status, *reason, *times)).collect();
        left_alone_in.sort_by_key(|(_, _, times)| std::cmp::Reverse(*times));
        Self {
            seed,
            members,
            institutions: banks.len(),
            member_months: days / 30.0,
            steps,
            statuses: Status::ALL
                .into_iter()
                .zip(tally.time_in.iter().zip(&tally.times))
                .map(|(status, (time, times))| InStatus {
                    status,
                    share: time.as_secs_f64() / all,
                    times: *times,
                })
                .collect(),
            healed: Healed::ALL
                .into_iter()
                .map(|healed| median_of(healed, tally.healed.remove(&healed).unwrap_or_default()))
                .collect(),
            runs_per_day: f64::from(tally.background + tally.foreground) / days,
            background: tally.background,
            foreground: tally.foreground,
            succeeded: f64::from(tally.succeeded) / f64::from(tally.ended.max(1)),
            rush,
            refused_background: tally.refused_background,
            refused_foreground: tally.refused_foreground,
            locked_by_passwords: tally.locked_by_passwords,
            locked_by_codes: tally.locked_by_codes,
            codes_to_nobody: tally.codes_to_nobody,
            left_alone: tally.left_alone.as_secs_f64() / all,
            left_alone_in,
        }
    }
}

fn median_of(healed: Healed, mut took: Vec<SignedDuration>) -> HealedBy {
    took.sort_unstable();
    let middle = took.get(took.len() / 2).copied().unwrap_or_default();
    HealedBy {
        healed,
        times: u32::try_from(took.len()).unwrap_or(u32::MAX),
        median_hours: middle.as_secs_f64() / 3_600.0,
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:.0} member-months: {} members at {} institutions, seed {}, {} steps of the life cycle",
            self.member_months, self.members, self.institutions, self.seed, self.steps
        )?;
        writeln!(f, "\n{:<26} {:>13} {:>9}", "status", "share of time", "entered")?;
        for InStatus { status, share, times } in &self.statuses {
            if let Some(name) = status.name() {
                writeln!(f, "{name:<26} {:>11.3} % {times:>9}", share * 100.0)?;
            }
        }
        writeln!(f, "\n{:<26} {:>13} {:>9}", "works again by", "median hours", "times")?;
        for HealedBy { healed, times, median_hours } in &self.healed {
            writeln!(f, "{:<26} {median_hours:>13.1} {times:>9}", healed.name())?;
        }
        let Self { background, foreground, runs_per_day, succeeded, .. } = self;
        writeln!(
            f,
            "\nruns: {runs_per_day:.2} per member and day; {background} without a person, {foreground} with one; {:.1} % succeeded",
            succeeded * 100.0
        )?;
        for Rush { bank, most, most_at, mean } in self.rush.iter().take(3) {
            writeln!(
                f,
                "busiest minute at institution {bank}: {most} begin ({most_at:.0}); its mean is {mean:.2}"
            )?;
        }
        writeln!(
            f,
            "passwords refused by banks: {} without a person, {} with one; logins locked: {} by passwords, {} by codes",
            self.refused_background, self.refused_foreground, self.locked_by_passwords, self.locked_by_codes
        )?;
        writeln!(f, "codes sent to somebody who was not there: {}", self.codes_to_nobody)?;
        writeln!(
            f,
            "{:.3} % of the time nothing is planned and nobody is asked to act:",
            self.left_alone * 100.0
        )?;
        for (status, reason, times) in self.left_alone_in.iter().take(8) {
            writeln!(f, "  {times:>6} x {status} {reason}")?;
        }
        Ok(())
    }
}
