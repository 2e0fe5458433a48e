//! What is going to happen, earliest first.

use domain::clock::Timestamp;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A member in one of its lives: a slot is used again when its member was deleted, and what was meant for the old one is void.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Who {
    pub(crate) member: usize,
    pub(crate) life: u32,
}

/// What happens.
#[derive(Debug, Clone, Copy)]
pub(crate) enum What {
    /// The person connects the bank.
    Join(Who),
    /// The hub looks at the member, as its agenda says.
    Due(Who),
    /// A run goes on: the bank has answered, or a deadline has passed.
    Step { who: Who, run: u32, step: u32 },
    /// The person answers the bank's question.
    Answer { who: Who, run: u32, step: u32 },
    /// The person has seen how it stands, and acts.
    React { who: Who, notice: u32 },
    /// The person does something unprompted.
    Whim(Who),
    /// Somebody does something while a run is open.
    Meddle(Who),
    /// The person comes back from the bank's own page.
    Returned { who: Who, visit: u32 },
    /// A rule is looked after.
    Look(Who),
    /// Something happens at an institution.
    News { bank: usize, news: News },
}

/// What happens at an institution.
#[derive(Debug, Clone, Copy)]
pub(crate) enum News {
    OutageBegins,
    WindowBegins,
    LongOutageBegins,
    OutageEnds,
    Terms,
    Discontinued,
    Restored,
    Moves,
}

#[derive(Debug)]
struct Entry {
    at: Timestamp,
    number: u64,
    what: What,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    /// The earliest is the greatest; of one moment, what was put in first.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.number).cmp(&(self.at, self.number))
    }
}

/// The queue of events.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    heap: BinaryHeap<Entry>,
    count: u64,
}

impl Queue {
    pub(crate) fn push(&mut self, at: Timestamp, what: What) {
        self.count += 1;
        self.heap.push(Entry { at, number: self.count, what });
    }

    pub(crate) fn pop(&mut self) -> Option<(Timestamp, What)> {
        self.heap.pop().map(|entry| (entry.at, entry.what))
    }
}
