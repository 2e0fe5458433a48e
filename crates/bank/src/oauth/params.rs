//! The parameters of a request, in its query or its form.

/// Names and values in the order in which they came.
#[derive(Debug)]
pub(crate) struct Params(Vec<(String, String)>);

/// A parameter stands there more than once, which RFC 6749 §3.1 forbids.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Repeated;

impl Params {
    pub(crate) fn read(text: &[u8]) -> Params {
        Params(form_urlencoded::parse(text).into_owned().collect())
    }

    /// The one value of this name; a parameter without a value counts as left out (RFC 6749 §3.1).
    pub(crate) fn one(&self, name: &str) -> Result<Option<&str>, Repeated> {
        let mut values = self.all(name);
        match (values.next(), values.next()) {
            (value, None) => Ok(value.filter(|value| !value.is_empty())),
            (_, Some(_)) => Err(Repeated),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(given, _)| given == name).map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_stands_there_once() {
        for (text, state) in [
            ("", Ok(None)),
            ("state=", Ok(None)),
            ("state=a%20b+c&other=d", Ok(Some("a b c"))),
            ("state=a&state=a", Err(Repeated)),
            ("state=a&state=", Err(Repeated)),
        ] {
            assert_eq!(Params::read(text.as_bytes()).one("state"), state, "{text}");
        }
    }
}
