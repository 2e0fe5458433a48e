//! Removing a connection, with its history kept or with all of it: what goes and what stays either way, and that it goes. Connect and
//! Connections both show it.

use super::day;
use super::form::Form;
use super::messages::Message;
use super::mishap::Mishap;
use super::viewer::Viewer;
use super::words::Words;
use domain::text::Part;
use engine::records::{Account, Member, Page, PageOf};
use engine::{Name, Removal};

/// Accounts that are named.
const NAMED: Page = Page { number: 1, size: 10 };

/// What becomes of what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages) enum History {
    Kept,
    Gone,
}

impl History {
    /// Which button was pressed; nothing is lost where a browser does not tell.
    pub(in crate::pages) fn read(sent: &Form) -> Result<Self, Mishap> {
        match sent.text("history") {
            "keep" | "" => Ok(Self::Kept),
            "remove" => Ok(Self::Gone),
            _ => Err(Mishap::Unreadable),
        }
    }
}

/// How much was read of a connection.
#[derive(Debug)]
pub(in crate::pages) struct Extent {
    pub(in crate::pages) accounts: PageOf<Account>,
    removal: Removal,
}

impl Extent {
    pub(in crate::pages) async fn load(viewer: &Viewer, member: &Member) -> Result<Self, Mishap> {
        let (scope, user) = (viewer.scope(), viewer.user());
        Ok(Self {
            accounts: scope.accounts(user, Some(member), None, NAMED).await?,
            removal: scope.removal(user, member).await?,
        })
    }

    /// Accounts, transactions and statements, a line each.
    pub(in crate::pages) fn lines(&self, words: Words) -> Vec<String> {
        let mut lines = Vec::new();
        let total = self.accounts.total;
        if total > 0 {
            let mut names: Vec<&str> =
                self.accounts.items.iter().map(|one| one.facts.name.as_str()).collect();
            let dots = usize::try_from(total).unwrap_or(usize::MAX) > names.len();
            names.extend(dots.then_some("…"));
            let names = names.join(", ");
            lines.push(
                words.fill(
                    "page-goes-accounts",
                    &[("count", Part::Count(total)), ("names", Part::Text(&names))],
                ),
            );
        }
        let goes = self.removal.goes;
        for (key, count) in
            [("page-goes-transactions", goes.transactions), ("page-goes-statements", goes.statements)]
        {
            if count > 0 {
                lines.push(words.fill(key, &[("count", Part::Count(count))]));
            }
        }
        lines
    }
}

/// What goes and what stays when the history is kept.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::pages) struct Keeping {
    pub(in crate::pages) stays: Vec<String>,
    pub(in crate::pages) goes: Vec<String>,
    /// That a new connection takes it over.
    pub(in crate::pages) again: String,
}

/// Both ways.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::pages) struct Ways {
    /// None where there is nothing to keep, or no connection that could go alone.
    pub(in crate::pages) keeping: Option<Keeping>,
    /// What goes when nothing is kept.
    pub(in crate::pages) goes: Vec<String>,
}

impl Ways {
    pub(in crate::pages) fn of(words: Words, bank: &str, member: &Member, extent: &Extent) -> Self {
        let mut access = Vec::new();
        let Removal { goes, login_goes, consent_goes, .. } = extent.removal;
        if goes.account_numbers > 0 || goes.account_owners > 0 {
            access.push(words.say("page-goes-numbers"));
        }
        if login_goes {
            access.push(words.say("page-goes-login"));
        }
        if consent_goes {
            access.push(words.say("page-goes-consent"));
        }
        if !member.is_manual() {
            let since = day::written(member.created_at, words);
            access.push(words.with("page-goes-connection", "day", &since));
        }
        let read = extent.lines(words);
        let goes = read.iter().chain(&access).cloned().collect();
        let can_be_kept = extent.accounts.total > 0 && !member.is_manual();
        let keeping = can_be_kept.then(|| Keeping {
            stays: read,
            goes: access,
            again: words.with("page-remove-again", "institution", bank),
        });
        Self { keeping, goes }
    }
}

/// It goes. Removed by somebody else a moment ago, it is gone all the same.
pub(in crate::pages) async fn remove(
    viewer: &Viewer,
    member: &Member,
    history: History,
) -> Result<(), Mishap> {
    let (scope, name) = (viewer.scope(), Name::Guid(member.guid));
    let removed = match history {
        History::Kept if !member.is_manual() => {
            scope.delete_member_keeping_history(viewer.user(), &name).await
        }
        History::Kept | History::Gone => scope.delete_member(viewer.user(), &name).await,
    };
    match removed {
        Ok(()) | Err(engine::Error::NotFound("member")) => {}
        Err(error) => return Err(error.into()),
    }
    viewer.tell_later(Message::member_deleted(&member.guid.to_string())).await
}
