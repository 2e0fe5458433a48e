//! A run, step by step, in the order of events that the engine gives it.

use super::case::{Case, MINUTE, SECOND};
use super::institution::{Code, Hits};
use super::login::Verdict;
use super::member::{Answer, Phase, Run};
use super::queue::What;
use domain::clock::Timestamp;
use domain::member::{Event, Observed, Presence};
use domain::reason::Reason;
use jiff::SignedDuration;

/// Sign-ins of one run, as in the engine.
const SIGN_INS_MAX: u32 = 2;
/// How long before its end a consent is said to expire.
const EXPIRES_SOON: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Case<'_> {
    /// What the hub holds is sent; the answer comes later.
    pub(crate) fn sign_in(&mut self) {
        let latency = self.bank.latency(&mut self.around.random);
        let held = self.member.vault;
        self.go_on(Phase::SigningIn, latency, |run| {
            run.held = held;
            run.sign_ins += 1;
        });
    }

    /// Brings the open run into this phase; what comes of it is known after `takes`, or when the run's time is over.
    pub(crate) fn go_on(&mut self, phase: Phase, takes: SignedDuration, change: impl FnOnce(&mut Run)) {
        let now = self.around.now;
        let latest = self.around.settings.runs.run_max + SECOND;
        let Some(run) = &mut self.member.run else { return };
        change(run);
        run.phase = phase;
        run.step += 1;
        let at = if phase == Phase::Challenged { now + takes } else { now + takes.min(latest) };
        let what = What::Step { who: self.member.who, run: run.number, step: run.step };
        self.around.queue.push(at, what);
    }

    /// The open run, if it is this one and where it was.
    fn open(&self, number: u32, step: u32) -> Option<Run> {
        self.member.run.clone().filter(|run| run.number == number && run.step == step)
    }

    /// The bank has answered, or a deadline has passed.
    pub(crate) fn step_run(&mut self, number: u32, step: u32) {
        let now = self.around.now;
        let Some(run) = self.open(number, step) else { return };
        let age = now.duration_since(run.active_since);
        match run.phase {
            Phase::Challenged => {
                self.end(&[Observed::seen(Event::MfaTimeout, Reason::MfaTimeout, run.presence)], None);
            }
            _ if age > self.around.settings.runs.run_max => {
                self.end_with(Reason::ProviderTimeout, run.presence, None);
            }
            Phase::SigningIn => self.judge(&run),
            Phase::Answered(answer) => self.judge_answer(&run, answer),
            Phase::Exchanging => self.exchanged(),
            Phase::Reading => self.read(&run),
        }
        self.finish();
    }

    /// What the bank makes of the sign-in.
    fn judge(&mut self, run: &Run) {
        let now = self.around.now;
        let Some(held) = run.held else {
            return self.end_with(Reason::CredentialsMissing, run.presence, None);
        };
        let was_locked = self.member.login.is_locked;
        let random = &mut self.around.random;
        match self.member.login.sign_in(held, self.bank, run.has_answered, now, random) {
            Verdict::Accepted => {
                let accepted = Observed::seen(Event::CredentialsAccepted, Reason::InProgress, run.presence);
                self.find(accepted);
                let takes = self.around.random.between(SECOND * 3, MINUTE);
                self.go_on(Phase::Reading, takes, |_| ());
            }
            Verdict::Asks => self.ask(run.presence),
            Verdict::Ends(reason, retry_at) => {
                if reason.event() == Event::CredentialsRejected || reason == Reason::AccountLocked {
                    let is_background = run.presence == Presence::Background;
                    self.around.tally.refused(is_background, self.member.login.is_locked && !was_locked);
                    self.check_refused(is_background, was_locked);
                }
                self.end_with(reason, run.presence, retry_at);
                if reason.event() == Event::ConsentLost {
                    self.check_consent_lost();
                }
            }
        }
    }

    /// The bank asks for a code and sends it.
    fn ask(&mut self, presence: Presence) {
        let now = self.around.now;
        let random = &mut self.around.random;
        if random.happens(10) {
            return self.end_with(Reason::OtpDeliveryProblem, presence, None);
        }
        let of_bank = random.happens(300).then(|| now + MINUTE * 3);
        let deadline = self.around.settings.runs.answer_deadline(of_bank, presence, now);
        let is_there = random.happens(if presence == Presence::Foreground { 920 } else { 80 });
        let answers_at = is_there.then(|| now + random.between(SECOND * 8, SECOND * 320));
        let demanded = Observed::seen(Event::MfaDemanded, Reason::MfaRequired, presence);
        self.find(demanded);
        self.go_on(Phase::Challenged, deadline.duration_since(now), |run| run.rounds += 1);
        self.send_code(presence, answers_at.filter(|at| *at < deadline));
    }

    fn send_code(&mut self, presence: Presence, answers_at: Option<Timestamp>) {
        let Some(run) = &self.member.run else { return };
        if let Some(at) = answers_at {
            let what = What::Answer { who: self.member.who, run: run.number, step: run.step };
            self.around.queue.push(at, what);
        } else if presence == Presence::Background {
            self.around.tally.code_to_nobody();
            self.member.login.codes_to_nobody += 1;
            self.check_code_to_nobody();
        }
    }

    /// The person answers.
    pub(crate) fn answer(&mut self, number: u32, step: u32) {
        let now = self.around.now;
        let Some(_) = self.open(number, step).filter(|run| run.phase == Phase::Challenged) else { return };
        let answer = match self.around.random.below(1_000) {
            0..15 => Answer::Declined,
            15..30 => Answer::Late,
            _ if self.around.random.happens(self.member.person.slips * 2) => Answer::Wrong,
            _ => Answer::Right,
        };
        let answered = Observed::seen(Event::MfaAnswered, Reason::MfaSubmitted, Presence::Foreground);
        if self.observe(answered).is_err() {
            return;
        }
        let latency = self.bank.latency(&mut self.around.random);
        self.go_on(Phase::Answered(answer), latency, |run| run.active_since = now);
        self.finish();
    }

    /// What the bank makes of the answer.
    fn judge_answer(&mut self, run: &Run, answer: Answer) {
        match answer {
            Answer::Declined => return self.end_with(Reason::MfaDeclined, run.presence, None),
            Answer::Late => return self.end_with(Reason::MfaTimeout, run.presence, None),
            Answer::Right if self.bank.code == Code::Twice && run.rounds < 2 => {
                return self.ask(run.presence);
            }
            Answer::Right => {
                let answered = Run { has_answered: true, ..run.clone() };
                self.member.run = Some(answered.clone());
                return self.judge(&answered);
            }
            Answer::Wrong => {}
        }
        let was_locked = self.member.login.is_locked;
        let is_locked = self.member.login.wrong_code(self.around.now);
        self.around.tally.wrong_code(is_locked && !was_locked);
        self.check_answer(answer);
        if is_locked {
            return self.end_with(Reason::AccountLocked, run.presence, None);
        }
        if self.around.random.happens(300) {
            return self.end_with(Reason::MfaWrong, run.presence, None);
        }
        let wrong = Observed::seen(Event::MfaWrong, Reason::MfaWrong, run.presence);
        let limits = &self.around.settings.runs;
        let in_row = self.member.state.wrong_answers_in_row;
        if limits.ends_at_wrong_answer(run.wrong_answers + 1, in_row, &self.around.settings.limits) {
            return self.end(&[wrong], None);
        }
        if run.rounds >= limits.rounds {
            return self.end_with(Reason::InstitutionError, run.presence, None);
        }
        self.find(wrong);
        if let Some(run) = &mut self.member.run {
            run.wrong_answers += 1;
        }
        self.ask(run.presence);
    }

    /// Signed in: everything is read.
    fn read(&mut self, run: &Run) {
        let now = self.around.now;
        let presence = run.presence;
        if let Some(outage) = self.bank.outage.filter(|outage| outage.hits == Hits::Reading) {
            return self.end_with(outage.reason, presence, None);
        }
        let until = self.member.vault.and_then(|held| self.member.login.honours_until(held));
        if self.bank.is_by_consent() && until.is_none_or(|until| until <= now) {
            return self.end_with(Reason::TokenInvalid, presence, None);
        }
        let reason = match self.around.random.below(1_000) {
            // The session is over.
            0..2 if run.sign_ins < SIGN_INS_MAX => {
                if let Some(run) = &mut self.member.run {
                    run.has_answered = false;
                }
                return self.sign_in();
            }
            2 => return self.end_with(Reason::SessionTimeout, presence, None),
            3..6 => Reason::NoAccounts,
            6..16 => Reason::PartialData,
            _ => Reason::Ok,
        };
        let mut facts = vec![Observed::reported(reason, presence)];
        if until.is_some_and(|until| until.duration_since(now) < EXPIRES_SOON) {
            facts.push(Observed::reported(Reason::ConsentExpiring, presence));
        } else if self.around.random.happens(2) {
            facts.push(Observed::reported(Reason::NewAccountNotShared, presence));
        }
        self.end(&facts, None);
    }
}
