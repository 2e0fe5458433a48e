//! What an app may read, by name.

use std::fmt;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Scope {
    Accounts,
    Transactions,
    Owners,
    Numbers,
    Statements,
}

/// Some of them, each once, in the order of [`Scope::ALL`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Scopes(Vec<Scope>);

impl Scope {
    pub(crate) const ALL: [Scope; 5] =
        [Scope::Accounts, Scope::Transactions, Scope::Owners, Scope::Numbers, Scope::Statements];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Scope::Accounts => "accounts",
            Scope::Transactions => "transactions",
            Scope::Owners => "owners",
            Scope::Numbers => "numbers",
            Scope::Statements => "statements",
        }
    }

    /// For the person who is asked.
    pub(crate) fn told(self) -> &'static str {
        match self {
            Scope::Accounts => "the accounts’ names, kinds and balances",
            Scope::Transactions => "their transactions of the last two years, and what is held in them",
            Scope::Owners => "the owners’ names, addresses, email addresses and phone numbers",
            Scope::Numbers => "account and routing numbers",
            Scope::Statements => "the list of statements",
        }
    }
}

impl Scopes {
    /// All of them, where nothing is said; nothing, where one is unknown.
    pub(crate) fn asked_for(text: Option<&str>) -> Option<Scopes> {
        let Some(text) = text else { return Some(Scopes(Scope::ALL.to_vec())) };
        let names: Vec<&str> = text.split(' ').filter(|name| !name.is_empty()).collect();
        let is_known = |name: &&str| Scope::ALL.iter().any(|scope| scope.as_str() == *name);
        let asked = Scope::ALL.into_iter().filter(|scope| names.contains(&scope.as_str()));
        (!names.is_empty() && names.iter().all(is_known)).then(|| Scopes(asked.collect()))
    }

    pub(crate) fn contains(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
    }

    pub(crate) fn are_within(&self, wider: &Scopes) -> bool {
        self.iter().all(|scope| wider.contains(scope))
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(Scope::as_str).collect();
        f.write_str(&names.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_names_with_spaces_between() {
        for (text, read) in [
            (None, Some("accounts transactions owners numbers statements")),
            (Some("accounts"), Some("accounts")),
            (Some("numbers  accounts numbers"), Some("accounts numbers")),
            (Some("accounts payments"), None),
            (Some("Accounts"), None),
            (Some(" "), None),
        ] {
            assert_eq!(Scopes::asked_for(text).map(|scopes| scopes.to_string()).as_deref(), read, "{text:?}");
        }
    }
}
