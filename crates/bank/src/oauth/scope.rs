//! What an app may read, by name.

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

/// In which words scopes are asked for and told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Words {
    Own,
    Fdx,
}

/// What sign-in with identities (`OpenID` Connect) asks for; it opens no data, and is not told back.
const WITHOUT_DATA: [&str; 2] = ["openid", "offline_access"];

/// Some of them, each once, in the order of [`Scope::ALL`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Scopes(Vec<Scope>);

impl Scope {
    pub(crate) const ALL: [Scope; 5] =
        [Scope::Accounts, Scope::Transactions, Scope::Owners, Scope::Numbers, Scope::Statements];

    pub(crate) fn name_in(self, words: Words) -> &'static str {
        let (own, fdx) = match self {
            Scope::Accounts => ("accounts", "fdx:accountdetailed:read"),
            Scope::Transactions => ("transactions", "fdx:transactions:read"),
            Scope::Owners => ("owners", "fdx:customercontact:read"),
            Scope::Numbers => ("numbers", "fdx:accountpayments:read"),
            Scope::Statements => ("statements", "fdx:statements:read"),
        };
        match words {
            Words::Own => own,
            Words::Fdx => fdx,
        }
    }

    /// For the person who is asked.
    pub(crate) fn told(self) -> &'static str {
        match self {
            Scope::Accounts => "the accounts’ names, kinds and balances",
            Scope::Transactions => "their transactions of the last two years, and what is held in them",
            Scope::Owners => "the owners’ names, addresses, email addresses and phone numbers",
            Scope::Numbers => "account and routing numbers",
            Scope::Statements => "monthly statements",
        }
    }
}

impl Scopes {
    /// All of them, where nothing is said; nothing, where one is unknown.
    pub(crate) fn asked_for(text: Option<&str>, words: Words) -> Option<Scopes> {
        let Some(text) = text else { return Some(Scopes(Scope::ALL.to_vec())) };
        let opens_data = |name: &&str| words == Words::Own || !WITHOUT_DATA.contains(name);
        let names: Vec<&str> = text.split(' ').filter(|name| !name.is_empty()).filter(opens_data).collect();
        let is_known = |name: &&str| Scope::ALL.iter().any(|scope| scope.name_in(words) == *name);
        let asked = Scope::ALL.into_iter().filter(|scope| names.contains(&scope.name_in(words)));
        (!names.is_empty() && names.iter().all(is_known)).then(|| Scopes(asked.collect()))
    }

    pub(crate) fn told_in(&self, words: Words) -> String {
        let names: Vec<&str> = self.iter().map(|scope| scope.name_in(words)).collect();
        names.join(" ")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_names_with_spaces_between() {
        for (words, text, read) in [
            (Words::Own, None, Some("accounts transactions owners numbers statements")),
            (Words::Own, Some("accounts"), Some("accounts")),
            (Words::Own, Some("numbers  accounts numbers"), Some("accounts numbers")),
            (Words::Own, Some("accounts payments"), None),
            (Words::Own, Some("accounts openid"), None),
            (Words::Own, Some("Accounts"), None),
            (Words::Own, Some(" "), None),
            (Words::Fdx, Some("accounts"), None),
            (Words::Fdx, Some("openid"), None),
            (
                Words::Fdx,
                Some("openid fdx:statements:read fdx:accountdetailed:read offline_access"),
                Some("fdx:accountdetailed:read fdx:statements:read"),
            ),
        ] {
            let scopes = Scopes::asked_for(text, words);
            assert_eq!(scopes.map(|scopes| scopes.told_in(words)).as_deref(), read, "{text:?}");
        }
    }
}
