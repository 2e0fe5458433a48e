//! What is played: a matcher sees what was told, and says what it takes each account and row for.

use domain::matching::accounts;
use domain::matching::transactions::{self, Agreement, Answer, Decision, Dossier, Habits, Link};
use histories::told::MemberId;
use std::collections::HashMap;

/// Decides what is told. What it may see is borrowed, and says nothing of the truth.
pub(crate) trait Matcher {
    /// Every account of an answer, in its order.
    fn accounts(&self, heard: &mut HeardAccounts<'_, '_>) -> Vec<accounts::Decision>;

    /// Every row of an answer, in its order.
    fn rows(&self, heard: &HeardRows<'_, '_>) -> Vec<Decision>;

    /// Whether it wants to know how links were seen to differ; gathering that is part of its time.
    fn sees_habits(&self) -> bool {
        false
    }
}

/// What was told of a person's accounts, and what an answer tells.
pub(crate) struct HeardAccounts<'a, 'b> {
    pub(crate) known: &'b [accounts::Dossier<'a>],
    pub(crate) answer: &'b accounts::Answer<'a, 'b>,
    /// The connection of each link, as the person sees them.
    pub(crate) members: &'b HashMap<Link, MemberId>,
    /// Compares the rows of a known account and one of the answer.
    pub(crate) agreement: &'b mut dyn FnMut(usize, usize) -> Agreement,
}

/// What was told of one account, and what an answer tells of it.
pub(crate) struct HeardRows<'a, 'b> {
    /// The name of each link's source.
    pub(crate) sources: &'b HashMap<Link, &'a str>,
    pub(crate) dossier: &'b Dossier<'a>,
    pub(crate) answer: &'b Answer<'a>,
    pub(crate) habits: &'b Habits,
}

impl<'a> HeardRows<'a, '_> {
    /// The source of a link.
    pub(crate) fn source(&self, of: Link) -> &'a str {
        self.sources.get(&of).copied().unwrap_or_default()
    }
}

/// The matching of this crate.
pub(crate) struct Ours;

impl Matcher for Ours {
    fn accounts(&self, heard: &mut HeardAccounts<'_, '_>) -> Vec<accounts::Decision> {
        accounts::decide(heard.known, heard.answer, &mut heard.agreement)
    }

    fn rows(&self, heard: &HeardRows<'_, '_>) -> Vec<Decision> {
        transactions::decide(heard.dossier, heard.answer, heard.habits)
    }

    fn sees_habits(&self) -> bool {
        true
    }
}
