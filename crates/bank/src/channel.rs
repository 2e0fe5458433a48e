//! The ways to reach the same customers: two over the bank's own protocol, and those that others speak too.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// `Direct` tells all; `Mirror` has its own ids, writes in capitals and never tells where a posted transaction came from. `Ofx` is
/// reached by another protocol, and by no path that names a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Channel {
    Direct,
    Mirror,
    Ofx,
}

impl Channel {
    /// Those of the bank's own protocol.
    pub(crate) const ALL: [Channel; 2] = [Channel::Direct, Channel::Mirror];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Channel::Direct => "direct",
            Channel::Mirror => "mirror",
            Channel::Ofx => "ofx",
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
        Channel::ALL.into_iter().find(|channel| channel.as_str() == text).ok_or(NoSuchChannel)
    }
}
