//! What may be there twice: copies side by side with what differs marked, and what the person says to each, or to all at once.

use super::pair::{Banks, Pair, asked};
use super::{Pages, Tab, list_path, page_of, removed_transactions};
use crate::pages::connect::see;
use crate::pages::form::Form;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::text::Part;
use engine::records::{JoinKind, JoinMaker, Page, Suggestion, SuggestionState};
use engine::{Error, Name, Sides};
use serde::Deserialize;

const COUNTED: Page = Page { number: 1, size: 1 };

/// What a person says to a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// They are one.
    Join,
    /// They are two.
    Keep,
    /// Whatever they are, the newer one is to go out of sight.
    Hide,
}

impl Word {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "join" => Some(Self::Join),
            "keep" => Some(Self::Keep),
            "hide" => Some(Self::Hide),
            _ => None,
        }
    }
}

/// One pair.
#[derive(Debug)]
struct Item {
    guid: String,
    pair: Pair,
    why: String,
    /// What hiding the newer one is called.
    hide: String,
    pick: String,
    /// What contradicts itself is for people to look at first.
    is_ticked: bool,
}

#[derive(Debug)]
struct Group {
    title: String,
    items: Vec<Item>,
}

#[derive(Debug, Template)]
#[template(path = "connections/review.html")]
struct ReviewView {
    words: Words,
    title: String,
    text: String,
    /// What became of what was said.
    said: Vec<String>,
    groups: Vec<Group>,
    /// There are several: they can be decided together.
    is_many: bool,
    pages: Option<Pages>,
    action: String,
    joins: String,
    removed: String,
    list: String,
}

impl View for ReviewView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

/// How many pairs wait for the person.
pub(super) async fn count(viewer: &Viewer) -> Result<usize, Mishap> {
    let open = viewer.scope().open_suggestions(viewer.user(), COUNTED).await?;
    Ok(usize::try_from(open.total).unwrap_or(0))
}

pub(super) fn path(viewer: &Viewer) -> String {
    format!("{}/review", list_path(viewer))
}

/// What became of the pairs that were decided.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Outcome {
    page: Option<u32>,
    joined: u16,
    kept: u16,
    hidden: u16,
    removed: u16,
    refused: u16,
    currencies: u16,
    kinds: u16,
    gone: u16,
}

impl Outcome {
    fn counts(&self) -> [(&'static str, &'static str, u16); 8] {
        [
            ("joined", "page-review-joined", self.joined),
            ("kept", "page-review-kept", self.kept),
            ("hidden", "page-review-hidden", self.hidden),
            ("removed", "page-review-removed", self.removed),
            ("refused", "page-review-refused", self.refused),
            ("currencies", "page-review-currencies", self.currencies),
            ("kinds", "page-review-kinds", self.kinds),
            ("gone", "page-review-gone", self.gone),
        ]
    }

    fn said(&self, words: Words) -> Vec<String> {
        let counts = self.counts().into_iter().filter(|(_, _, count)| *count > 0);
        counts.map(|(_, key, count)| words.count(key, count.into())).collect()
    }

    fn at(&self, path: &str) -> String {
        let counts = self.counts().into_iter().filter(|(_, _, count)| *count > 0);
        let query: Vec<String> = counts.map(|(name, _, count)| format!("{name}={count}")).collect();
        format!("{path}?{}", query.join("&"))
    }
}

pub(super) async fn show(viewer: Viewer, Query(outcome): Query<Outcome>) -> Result<Response, Mishap> {
    let (words, page) = (viewer.words(), page_of(outcome.page));
    let open = viewer.scope().open_suggestions(viewer.user(), page).await?;
    let mut banks = Banks::load(&viewer).await?;
    let mut groups = Vec::new();
    for (kind, key) in
        [(JoinKind::Account, "page-review-accounts"), (JoinKind::Transaction, "page-review-transactions")]
    {
        let mut items = Vec::new();
        for suggestion in open.items.iter().filter(|one| one.kind == kind) {
            items.extend(item(&viewer, &mut banks, suggestion).await?);
        }
        if !items.is_empty() {
            groups.push(Group { title: words.say(key), items });
        }
    }
    let is_clear = open.total == 0;
    let view = ReviewView {
        words,
        title: words.say(if is_clear { "page-review-none-title" } else { "page-review-title" }),
        text: if is_clear {
            words.say("page-review-none")
        } else {
            words.fill("page-review-text", &[("count", Part::Count(open.total))])
        },
        said: outcome.said(words),
        is_many: groups.iter().map(|group| group.items.len()).sum::<usize>() > 1,
        groups,
        pages: Pages::of(words, page, open.total, |number| format!("{}?page={number}", path(&viewer))),
        action: path(&viewer),
        joins: format!("{}/joins", list_path(&viewer)),
        removed: removed_transactions::path(&viewer),
        list: list_path(&viewer),
    };
    let shown = Shown::of(&view)?.tab(Tab::Connections).back(list_path(&viewer));
    viewer.show(shown.at(path(&viewer))).await
}

/// None where one of the two went away meanwhile.
async fn item(viewer: &Viewer, banks: &mut Banks, suggestion: &Suggestion) -> Result<Option<Item>, Mishap> {
    let words = viewer.words();
    let sides = viewer.scope().sides_of_suggestion(viewer.user(), suggestion).await?;
    let Some(sides) = sides else { return Ok(None) };
    banks.learn(viewer, &sides).await?;
    let pair = Pair::of(words, banks, &sides);
    Ok(Some(Item {
        guid: suggestion.guid.to_string(),
        why: asked(words, banks, &sides),
        hide: words.say(match suggestion.kind {
            JoinKind::Account => "button-hide-copy",
            JoinKind::Transaction => "button-remove-copy",
        }),
        is_ticked: !matches!(sides, Sides::Accounts { contradicts: true, .. }),
        pick: words.with("page-review-pick", "name", &pair.name),
        pair,
    }))
}

/// Does what was said: `join`, `keep` of all that are ticked, or one of these and `hide` of one pair, behind a colon.
pub(super) async fn answer(viewer: Viewer, sent: Form) -> Result<Response, Mishap> {
    let said = sent.text("do");
    let (word, named) = said.split_once(':').map_or((said, None), |(word, guid)| (word, Some(guid)));
    let word = Word::from_name(word).ok_or(Mishap::Unreadable)?;
    let pairs: Vec<&str> = match named {
        Some(guid) => vec![guid],
        None if word == Word::Hide => return Err(Mishap::Unreadable),
        None => sent.all("ticked").collect(),
    };
    let mut outcome = Outcome::default();
    for guid in pairs {
        let guid = guid.parse().map_err(|_| Mishap::Unreadable)?;
        match viewer.scope().suggestion(viewer.user(), guid).await {
            Ok(found) if found.state == SuggestionState::Open => {
                decide(&viewer, &found, word, &mut outcome).await?;
            }
            Ok(_) | Err(Error::NotFound(_)) => one_more(&mut outcome.gone),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(see(&outcome.at(&path(&viewer))))
}

async fn decide(
    viewer: &Viewer,
    suggestion: &Suggestion,
    word: Word,
    outcome: &mut Outcome,
) -> Result<(), Mishap> {
    let (scope, user) = (viewer.scope(), viewer.user());
    let is_one = word == Word::Join;
    let count = match (word, suggestion.kind) {
        (Word::Hide, JoinKind::Transaction) => return remove(viewer, suggestion, outcome).await,
        (Word::Hide, JoinKind::Account) => {
            if !hide(viewer, suggestion).await? {
                one_more(&mut outcome.gone);
                return Ok(());
            }
            &mut outcome.hidden
        }
        (Word::Join, _) => &mut outcome.joined,
        (Word::Keep, _) => &mut outcome.kept,
    };
    match scope.answer_suggestion(user, suggestion.guid, is_one, JoinMaker::User).await {
        Ok(_) => one_more(count),
        Err(Error::Impossible { .. } | Error::NotFound(_)) => refused(viewer, suggestion, outcome).await?,
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

const fn one_more(count: &mut u16) {
    *count = count.saturating_add(1);
}

/// Why an answer was not taken: still there and still asked, the two cannot be one; else it went with another of the pairs.
async fn refused(viewer: &Viewer, suggestion: &Suggestion, outcome: &mut Outcome) -> Result<(), Mishap> {
    let (scope, user) = (viewer.scope(), viewer.user());
    let is_open = match scope.suggestion(user, suggestion.guid).await {
        Ok(now) => now.state == SuggestionState::Open,
        Err(Error::NotFound(_)) => false,
        Err(error) => return Err(error.into()),
    };
    let sides = scope.sides_of_suggestion(user, suggestion).await?.filter(|_| is_open);
    one_more(match sides {
        Some(Sides::Accounts { sides, .. }) => {
            let [known, other] = &*sides;
            if known.currency == other.currency { &mut outcome.kinds } else { &mut outcome.currencies }
        }
        Some(Sides::Transactions(_)) => &mut outcome.refused,
        None => &mut outcome.gone,
    });
    Ok(())
}

/// The newer account goes out of sight, and both go on being read; not where it is gone.
async fn hide(viewer: &Viewer, suggestion: &Suggestion) -> Result<bool, Mishap> {
    let guid = suggestion.other.parse().map_err(|_| Mishap::Unreadable)?;
    let account = match viewer.scope().account(viewer.user(), &Name::Guid(guid)).await {
        Ok(account) => account,
        Err(Error::NotFound(_)) => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    let member = viewer.scope().member_of(viewer.user().guid, account.member).await?;
    super::accounts::set_hidden(viewer, &member, account.guid, true).await?;
    Ok(true)
}

/// The newer transaction goes and does not come back.
async fn remove(viewer: &Viewer, suggestion: &Suggestion, outcome: &mut Outcome) -> Result<(), Mishap> {
    let guid = suggestion.other.parse().map_err(|_| Mishap::Unreadable)?;
    let found = match viewer.scope().transaction(viewer.user(), guid).await {
        Ok(found) => found,
        Err(Error::NotFound(_)) => {
            one_more(&mut outcome.gone);
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    match viewer.scope().remove_transaction(viewer.user(), &found).await {
        Ok(()) => one_more(&mut outcome.removed),
        Err(Error::NotFound(_)) => one_more(&mut outcome.gone),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
