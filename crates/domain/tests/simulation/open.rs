//! Rules that do not hold yet, each with the few steps that show it. A rule that is mended must leave this list: the test says so.

use crate::world::rules::Rule;
use domain::clock::Timestamp;
use domain::member::counters::Limits;
use domain::member::{Event, Observed, Origin, Presence, State, Status, step};
use domain::reason::{Actor, Reason};
use jiff::SignedDuration;

/// A rule that the simulation finds broken.
pub(crate) struct Flaw {
    pub(crate) rule: Rule,
    /// What should be.
    pub(crate) should: &'static str,
    /// Whether it is by now.
    pub(crate) is_mended: fn() -> bool,
}

pub(crate) const OPEN: &[Flaw] = &[
    Flaw {
        rule: Rule::GoodConsent,
        should: "a login that fails at the bank's page does not end a connection whose consent is good",
        is_mended: || {
            let mut line = Line::connected();
            line.decide(Event::OauthLoginFailed, Reason::OauthLoginFailed);
            line.state.status == Status::Connected
        },
    },
    Flaw {
        rule: Rule::OldConsent,
        should: "a new consent ends the open run or raises the generation, so that the old one's answer says nothing",
        is_mended: || {
            let mut line = Line::connected();
            let generation = line.state.generation;
            line.take(Observed::seen(Event::AggregationStarted, Reason::InProgress, Presence::Background));
            line.decide(Event::OauthSucceeded, Reason::Ok);
            !line.state.is_being_aggregated || line.state.generation > generation
        },
    },
    Flaw {
        rule: Rule::ExchangeIsWaitedFor,
        should: "some event says that a consent is being exchanged; a PENDING member cannot have a run open",
        is_mended: || {
            let mut line = Line::new(Origin::Oauth);
            line.wait(SignedDuration::from_mins(59));
            line.decide(Event::OauthStarted, Reason::OauthPending);
            let start = Observed::seen(Event::AggregationStarted, Reason::InProgress, Presence::Foreground);
            step(&line.state, start, line.now, &Limits::default()).is_ok()
        },
    },
];

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

/// One member and its time.
struct Line {
    state: State,
    now: Timestamp,
}

impl Line {
    fn new(origin: Origin) -> Self {
        let now = Timestamp::UNIX_EPOCH;
        Self { state: State::created(origin, now), now }
    }

    fn connected() -> Self {
        let mut line = Self::new(Origin::WithCredentials);
        line.run(&[Reason::Ok]).wait(hours(4));
        line
    }

    fn wait(&mut self, time: SignedDuration) -> &mut Self {
        self.now += time;
        self
    }

    fn take(&mut self, observed: Observed) -> &mut Self {
        if let Ok(step) = step(&self.state, observed, self.now, &Limits::default()) {
            self.state = step.state;
        }
        self
    }

    fn decide(&mut self, event: Event, reason: Reason) -> &mut Self {
        self.take(Observed::decided(event, reason, Actor::User))
    }

    /// A run with a person, in which these are reported.
    fn run(&mut self, reasons: &[Reason]) -> &mut Self {
        self.take(Observed::seen(Event::AggregationStarted, Reason::InProgress, Presence::Foreground));
        for reason in reasons {
            self.take(Observed::reported(*reason, Presence::Foreground));
        }
        self.state = self.state.clone().with_run_over(self.now);
        self
    }
}

#[test]
fn what_is_mended_leaves_the_list() {
    let mended: Vec<&str> = OPEN.iter().filter(|flaw| (flaw.is_mended)()).map(|flaw| flaw.should).collect();
    assert!(mended.is_empty(), "these hold by now; take them off the list: {mended:#?}");
}
