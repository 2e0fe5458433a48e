//! What a person types into a login form, looked at before it is sent.

/// Something in a typed value that was probably not meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stray {
    /// A space at the beginning; password managers and pasting add them (`seeds/000`, "Denied").
    LeadingSpace,
    TrailingSpace,
    /// A character that nobody can see: a zero-width or no-break space, a mark of direction, a control character.
    Invisible,
}

impl Stray {
    pub const ALL: &[Self] = &[Self::LeadingSpace, Self::TrailingSpace, Self::Invisible];

    /// The name in API and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LeadingSpace => "leading_space",
            Self::TrailingSpace => "trailing_space",
            Self::Invisible => "invisible_character",
        }
    }
}

/// What is stray in `value`, if anything. It is told and never mended: some banks take such passwords.
pub fn stray(value: &str) -> Option<Stray> {
    if value.chars().any(is_invisible) {
        Some(Stray::Invisible)
    } else if value.starts_with(char::is_whitespace) {
        Some(Stray::LeadingSpace)
    } else if value.ends_with(char::is_whitespace) {
        Some(Stray::TrailingSpace)
    } else {
        None
    }
}

const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{a0}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spaces_at_the_ends_and_invisible_characters_are_seen() {
        for (value, expected) in [
            ("hunter2", None),
            ("correct horse battery", None),
            ("pässwörd ✓", None),
            (" hunter2", Some(Stray::LeadingSpace)),
            ("hunter2 ", Some(Stray::TrailingSpace)),
            ("hunter2\n", Some(Stray::Invisible)),
            ("hun\u{200b}ter2", Some(Stray::Invisible)),
            ("\u{feff}ann", Some(Stray::Invisible)),
            ("ann\u{a0}", Some(Stray::Invisible)),
            ("", None),
        ] {
            assert_eq!(stray(value), expected, "{value:?}");
        }
    }

    proptest! {
        /// What people type on a keyboard raises no alarm.
        #[test]
        fn what_is_typed_by_hand_is_not_stray(value in "[!-~¡-¬®-ÿ]([ -~¡-¬®-ÿ]{0,40}[!-~¡-¬®-ÿ])?") {
            prop_assert_eq!(stray(&value), None);
        }
    }
}
