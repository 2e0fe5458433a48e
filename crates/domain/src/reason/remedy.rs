//! What somebody can do about it.

use super::{Actor, Reason};

include!(concat!(env!("OUT_DIR"), "/remedies.rs"));
include!(concat!(env!("OUT_DIR"), "/guidance.rs"));

/// Without what a remedy makes no sense for a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Nothing,
    /// A login that the hub holds: nothing is typed here for a connection by consent.
    Password,
    /// A connection by consent at the bank's own page.
    Oauth,
    /// Another entry of the same bank.
    Sibling,
    /// A pause that the person decided.
    OwnPause,
}

/// A part of a remedy; an empty list means that it always applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubStep {
    pub remedy: Remedy,
    /// Its text is `step-<name>`.
    pub name: &'static str,
    pub browsers: &'static [&'static str],
    pub platforms: &'static [&'static str],
    pub institutions: &'static [&'static str],
    pub reasons: &'static [Reason],
}

/// What an institution's customers should know about a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// The institution's code.
    pub institution: &'static str,
    pub reason: Reason,
    /// Its text is `note-<name>`.
    pub name: &'static str,
}
