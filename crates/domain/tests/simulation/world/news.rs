//! What happens at institutions, and what it does to their customers.

use super::World;
use super::case::{Case, DAY, MINUTE, SECOND};
use super::institution::{Nature, OUTAGE_EVERY, TERMS_EVERY, WEEK};
use super::queue::{News, What};
use domain::member::{Event, Observed, Status};
use domain::reason::{Actor, Reason};

impl World {
    /// Something happens at an institution, and to all of its customers.
    pub(super) fn news(&mut self, number: usize, news: News) {
        let now = self.around.now;
        let (queue, random) = (&mut self.around.queue, &mut self.around.random);
        let Some(bank) = self.banks.get_mut(number) else { return };
        let mut put = |at, news| queue.push(at, What::News { bank: number, news });
        match news {
            News::OutageBegins | News::WindowBegins | News::LongOutageBegins => {
                let until = bank.fall_ill(news, now, random);
                if let Some(until) = until {
                    put(until, News::OutageEnds);
                }
                match news {
                    News::OutageBegins => put(until.unwrap_or(now) + random.wait(OUTAGE_EVERY), news),
                    News::WindowBegins => put(now + WEEK, news),
                    _ => {}
                }
            }
            News::OutageEnds => bank.outage = None,
            News::Terms => put(now + random.wait(TERMS_EVERY), news),
            News::Discontinued => bank.is_gone = true,
            News::Restored => bank.is_gone = false,
            News::Moves => {}
        }
        bank.changed_at = now;
        let moves = if bank.nature == Nature::MovesWithLogins {
            (Event::MigratedCredentialsKept, Reason::Migrated)
        } else {
            (Event::MigratedLoginNeeded, Reason::MigrationReauth)
        };
        for index in 0..self.members.len() {
            let Some(member) =
                self.members.get(index).filter(|one| one.bank == number && one.joined_at <= now)
            else {
                continue;
            };
            self.with(member.who, |case| {
                case.member.heals_by = None;
                match news {
                    News::OutageBegins | News::WindowBegins | News::LongOutageBegins => {}
                    News::OutageEnds => case.outage_is_over(),
                    News::Terms => case.member.login.wants_terms = true,
                    News::Discontinued => {
                        case.relocate(Event::InstitutionDiscontinued, Reason::InstitutionNotSupported);
                    }
                    News::Restored => case.relocate(Event::InstitutionRestored, Reason::Migrated),
                    News::Moves => case.relocate(moves.0, moves.1),
                }
            });
        }
    }
}

impl Case<'_> {
    /// Moves to another source, or is found without one, or with one again.
    fn relocate(&mut self, event: Event, reason: Reason) {
        let has_nothing = event == Event::MigratedCredentialsKept && self.member.vault.is_none();
        let (event, reason) =
            if has_nothing { (Event::MigratedLoginNeeded, Reason::MigrationReauth) } else { (event, reason) };
        if self.observe(Observed::decided(event, reason, Actor::Operator)).is_err() {
            return;
        }
        if event == Event::MigratedLoginNeeded {
            // The new source has a login of its own, which nobody has given yet.
            self.member.vault = None;
        }
        if event == Event::MigratedCredentialsKept {
            self.member.login.is_unknown_place = true;
        }
        self.disturb();
        if event != Event::InstitutionDiscontinued {
            self.mark(|trouble| trouble.has_moved = true);
        }
        self.finish();
    }

    /// The outage is over: what failed because of it alone must work again by itself.
    fn outage_is_over(&mut self) {
        let now = self.around.now;
        let (state, ledger) = (&self.member.state, &self.member.ledger);
        let longest = match state.status {
            Status::Failed => state.reason.and_then(|reason| reason.waits().iter().max().copied()),
            Status::Degraded => Some(DAY),
            Status::Disconnected => Some(DAY * 7),
            _ => None,
        };
        let is_otherwise_well = ledger.is_proven
            && !ledger.is_refused
            && !ledger.foreground_only
            && ledger.asked_in_row < self.around.settings.limits.codes_in_row
            && self.bank.nature != Nature::Slow
            && self.member.vault.is_some_and(|held| self.member.login.is_good(held, self.bank, now));
        if let Some(longest) = longest.filter(|_| is_otherwise_well) {
            // A fifth more for the spread, and the time of a run.
            let by = now + longest * 6 / 5 + MINUTE * 40;
            self.member.heals_by = Some(by);
            self.around.queue.push(by + SECOND, What::Look(self.member.who));
        }
    }
}
