//! Typed ids with MX's prefixes, such as `MBR-0199…`; ordered by the time they were made.

use crate::clock::Timestamp;
use crate::random::Random;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;
use uuid::Uuid;

/// What an id names.
pub trait Kind: Copy + Eq + std::hash::Hash + Ord + fmt::Debug {
    /// The letters before the first dash.
    const PREFIX: &'static str;
}

/// The id of one thing of kind `K`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Guid<K: Kind>(Uuid, PhantomData<K>);

macro_rules! kinds {
    ($($kind:ident $alias:ident $prefix:literal;)*) => {$(
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $kind;
        impl Kind for $kind {
            const PREFIX: &'static str = $prefix;
        }
        pub type $alias = Guid<$kind>;
    )*};
}

kinds! {
    Client ClientGuid "CLT";
    User UserGuid "USR";
    Institution InstitutionGuid "INS";
    Credential CredentialGuid "CRD";
    Member MemberGuid "MBR";
    Link LinkGuid "LNK";
    Run RunGuid "JOB";
    Account AccountGuid "ACT";
    AccountNumber AccountNumberGuid "ACN";
    AccountOwner AccountOwnerGuid "ACO";
    Holding HoldingGuid "HOL";
    Statement StatementGuid "STA";
    Transaction TransactionGuid "TRN";
    Join JoinGuid "JOI";
    Suggestion SuggestionGuid "SUG";
    Import ImportGuid "IMP";
    Category CategoryGuid "CAT";
    Event EventGuid "EVT";
    Visit VisitGuid "VIS";
    Notification NotificationGuid "TF";
}

/// The text is no id of this kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("is not an id of the form {0}-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")]
pub struct NotAGuid(pub &'static str);

impl<K: Kind> Guid<K> {
    /// A new id; later times sort after earlier ones (UUID version 7).
    pub fn new(now: Timestamp, random: &dyn Random) -> Self {
        let mut bytes = [0; 10];
        random.fill(&mut bytes);
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid(), PhantomData)
    }

    /// The same id for the same digest (UUID version 8): for things that are named by others, such as an institution's field.
    pub fn from_digest(digest: [u8; 16]) -> Self {
        Self(uuid::Builder::from_custom_bytes(digest).into_uuid(), PhantomData)
    }
}

impl<K: Kind> fmt::Display for Guid<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", K::PREFIX, self.0.hyphenated())
    }
}

impl<K: Kind> fmt::Debug for Guid<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<K: Kind> FromStr for Guid<K> {
    type Err = NotAGuid;

    fn from_str(text: &str) -> Result<Self, NotAGuid> {
        /// The length of a UUID with dashes; other spellings of one would be second names of the same thing.
        const HYPHENATED: usize = 36;
        text.strip_prefix(K::PREFIX)
            .and_then(|rest| rest.strip_prefix('-'))
            .filter(|rest| rest.len() == HYPHENATED && !rest.bytes().any(|b| b.is_ascii_uppercase()))
            .and_then(|rest| Uuid::try_parse(rest).ok())
            .map(|uuid| Self(uuid, PhantomData))
            .ok_or(NotAGuid(K::PREFIX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[derive(Debug)]
    struct Fixed(u8);
    impl Random for Fixed {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    #[test]
    fn later_ids_sort_later_whatever_the_dice_say() {
        let start = Timestamp::from_second(1_700_000_000).unwrap();
        let early = MemberGuid::new(start, &Fixed(255));
        let late = MemberGuid::new(start + SignedDuration::from_millis(1), &Fixed(0));
        assert!(early < late && early.to_string() < late.to_string());
    }

    #[test]
    fn text_is_read_strictly() {
        let good = MemberGuid::new(Timestamp::UNIX_EPOCH, &Fixed(0xab)).to_string();
        assert_eq!(good.parse::<MemberGuid>().unwrap().to_string(), good);
        // MX's own ids have no version; they are ids all the same.
        assert!("CRD-9f61fb4c-912c-bd1e-b175-ccc7f0275cc1".parse::<CredentialGuid>().is_ok());
        for bad in [
            "",
            "MBR",
            "MBR-",
            "MBR-1",
            &good.to_uppercase(),
            &good.replace("MBR", "USR"),
            &good.replacen('-', "", 2),
        ] {
            assert!(bad.parse::<MemberGuid>().is_err(), "{bad}");
        }
    }
}
