//! Writing HTML: what comes from elsewhere is always text.

use std::fmt;

/// Shown as text, wherever it stands: between tags or in an attribute with double quotes.
pub(super) struct Text<'a>(pub(super) &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                other => write!(f, "{other}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let told = Text("<b a=\"x\" c='y'>&amp; Müller</b>").to_string();
        assert_eq!(told, "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;amp; Müller&lt;/b&gt;");
    }
}
