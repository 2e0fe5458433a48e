//! What a server says of itself (`PROFRS`, OFX 2.2 §7.2): what it wants of a password, and what it asks for beside one.

use super::parse::Element;
use super::value::flag;
use serde::{Deserialize, Serialize};

/// Characters that an institution may ask of a password. Nobody has longer ones to type: a profile that says otherwise is mistaken.
const PASSWORD_CHARS_MAX: usize = 64;

/// What signing on takes. Kept with the grant, so that it is asked for once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Profile {
    /// Characters of a password.
    shortest: Option<usize>,
    longest: Option<usize>,
    /// A token must come with the first sign-on.
    pub(super) wants_token_first: bool,
    pub(super) token_label: Option<String>,
    /// The challenge must be asked for before anything else.
    pub(super) wants_challenge_first: bool,
    pub(super) wants_client_uid: bool,
}

impl Profile {
    /// The profile in an answer, if there is one. Where servers have several realms, the first is the one that serves statements.
    pub(super) fn of(root: &Element) -> Option<Self> {
        let profile = root.at(&["PROFMSGSRSV1", "PROFTRNRS", "PROFRS"])?;
        let info = profile.at(&["SIGNONINFOLIST", "SIGNONINFO"])?;
        let length = |name| info.text(name)?.parse().ok().filter(|length| *length > 0);
        let is = |name| flag(info, name).unwrap_or(false);
        Some(Self {
            shortest: length("MIN"),
            longest: length("MAX"),
            wants_token_first: is("AUTHTOKENFIRST"),
            token_label: info.text("AUTHTOKENLABEL").map(str::to_owned),
            wants_challenge_first: is("MFACHALLENGEFIRST"),
            wants_client_uid: is("CLIENTUIDREQ"),
        })
    }

    /// The same for an operator.
    pub(super) fn told(&self) -> String {
        let wants = [
            (self.wants_client_uid, "an id of the client"),
            (self.wants_challenge_first, "its challenge answered first"),
            (self.wants_token_first, "a token first"),
        ];
        let wants: Vec<&str> = wants.into_iter().filter_map(|(is_so, what)| is_so.then_some(what)).collect();
        if wants.is_empty() {
            "it wants a user id and a password".to_owned()
        } else {
            format!("beside user id and password it wants {}", wants.join(", "))
        }
    }

    /// How long passwords are, where a password of this length cannot be right. It need not be sent, and is not counted.
    pub(super) fn refuses(&self, password: &str) -> Option<String> {
        let length = password.chars().count();
        let (shortest, longest) = self.lengths();
        let is_short = shortest.is_some_and(|shortest| length < shortest);
        let is_long = longest.is_some_and(|longest| length > longest);
        (is_short || is_long).then(|| match (shortest, longest) {
            (Some(shortest), Some(longest)) => format!("{shortest} to {longest} characters"),
            (Some(shortest), None) => format!("at least {shortest} characters"),
            (None, longest) => format!("at most {} characters", longest.unwrap_or_default()),
        })
    }

    /// The bounds that make sense. Applied to what is kept, too: it may have been kept before.
    fn lengths(&self) -> (Option<usize>, Option<usize>) {
        let sane = |bound: Option<usize>| bound.filter(|bound| *bound <= PASSWORD_CHARS_MAX);
        match (self.shortest, self.longest) {
            (Some(shortest), Some(longest)) if shortest > longest => (None, None),
            (shortest, longest) => (sane(shortest), sane(longest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(parts: &[(&str, &str)]) -> Element {
        let info = parts.iter().map(|(name, value)| Element::leaf(name, *value)).collect();
        let names = ["SIGNONINFO", "SIGNONINFOLIST", "PROFRS", "PROFTRNRS", "PROFMSGSRSV1", "OFX"];
        let mut element = Element::aggregate("", info);
        for (place, name) in names.into_iter().enumerate() {
            if place == 0 {
                element.name = name.into();
            } else {
                element = Element::aggregate(name, vec![element]);
            }
        }
        element
    }

    #[test]
    fn passwords_that_cannot_be_right_are_known() {
        for (parts, password, is_admitted) in [
            (&[("MIN", "4"), ("MAX", "8")][..], "1234", true),
            (&[("MIN", "4"), ("MAX", "8")], "12345678", true),
            (&[("MIN", "4"), ("MAX", "8")], "123", false),
            (&[("MIN", "4"), ("MAX", "8")], "ééééééééé", false),
            (&[("MIN", "0"), ("MAX", "0")], "anything", true),
            (&[("MIN", "many")], "", true),
            (&[("MIN", "900")], "1234", true),
            (&[("MIN", "4"), ("MAX", "900")], "1234567890", true),
            (&[("MIN", "4"), ("MAX", "900")], "123", false),
            (&[("MIN", "64")], "1234", false),
            (&[("MIN", "65"), ("MAX", "8")], "123456789", true),
            (&[("MIN", "12"), ("MAX", "8")], "1234", true),
            (&[], "", true),
        ] {
            let profile = Profile::of(&told(parts)).unwrap();
            assert_eq!(profile.refuses(password).is_none(), is_admitted, "{parts:?} {password}");
        }
        let said = |parts: &[(&str, &str)]| Profile::of(&told(parts)).unwrap().refuses("12345");
        assert_eq!(said(&[("MIN", "6"), ("MAX", "8")]).as_deref(), Some("6 to 8 characters"));
        assert_eq!(said(&[("MIN", "6"), ("MAX", "99")]).as_deref(), Some("at least 6 characters"));
        assert_eq!(said(&[("MAX", "4")]).as_deref(), Some("at most 4 characters"));
    }

    #[test]
    fn what_is_wanted_first_is_read() {
        let all = [
            ("AUTHTOKENFIRST", "Y"),
            ("AUTHTOKENLABEL", "Card code"),
            ("MFACHALLENGEFIRST", "N"),
            ("CLIENTUIDREQ", "Y"),
        ];
        let profile = Profile::of(&told(&all)).unwrap();
        assert!(profile.wants_token_first && profile.wants_client_uid && !profile.wants_challenge_first);
        assert_eq!(profile.token_label.as_deref(), Some("Card code"));
        assert_eq!(Profile::of(&Element::aggregate("OFX", Vec::new())), None);
    }
}
