//! The ways to reach customers: two in the bank’s own words, and those of protocols that others speak too.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// `Direct` tells all; `Mirror` has its own ids, writes in capitals and never tells where a posted transaction came from. `Fdx` has
/// its own ids too, is reached by consent alone, and never tells where a posted transaction came from. `Ofx` is reached by no path that
/// names a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Channel {
    Direct,
    Mirror,
    Fdx,
    Ofx,
}

impl Channel {
    /// Those of the bank’s own protocol, by whose names it is called.
    pub(crate) const OWN: [Channel; 2] = [Channel::Direct, Channel::Mirror];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Channel::Direct => "direct",
            Channel::Mirror => "mirror",
            Channel::Ofx => "ofx",
            Channel::Fdx => "fdx",
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The name stands for no channel.
#[derive(Debug)]
pub(crate) struct NoSuchChannel;

impl FromStr for Channel {
    type Err = NoSuchChannel;
    fn from_str(text: &str) -> Result<Channel, NoSuchChannel> {
        Channel::OWN.into_iter().find(|channel| channel.as_str() == text).ok_or(NoSuchChannel)
    }
}
