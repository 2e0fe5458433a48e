//! Everything that needs the person, one connection after the other: how many there are, which it is now, the button into the right
//! screen of Connect, and at the end how all of them are. Where the way has got to stands in the visit's memory.

use super::condition::{Chip, chip, needs_person};
use super::list::Known;
use super::{Tab, bank_of, list_path, needing};
use crate::pages::bank::Bank;
use crate::pages::connect::buttons::Button;
use crate::pages::connect::{institution_of, member_of, see};
use crate::pages::memory::Repair;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::response::Response;
use domain::member::Status;
use domain::text::Part;
use engine::records::{Member, Page};

/// Connections of one way; a second way takes the rest.
const REPAIRED_MAX: usize = 50;
const COUNTED: Page = Page { number: 1, size: 1 };

#[derive(Debug, Template)]
#[template(path = "connections/fix.html")]
struct FixView {
    words: Words,
    how_far: String,
    at: usize,
    count: usize,
    bank: Bank,
    chip: Chip,
    title: String,
    message: String,
    button: Button,
    settled: Option<Button>,
    skip: String,
}

impl View for FixView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

#[derive(Debug, Template)]
#[template(path = "connections/fixed.html")]
struct FixedView {
    words: Words,
    title: String,
    how_far: String,
    done: usize,
    count: usize,
    banks: Vec<(Bank, Chip)>,
    list: String,
}

impl View for FixedView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

fn path(viewer: &Viewer) -> String {
    format!("{}/fix", list_path(viewer))
}

/// Notes which connections need the person now, and leads to the first.
pub(super) async fn begin(viewer: Viewer) -> Result<Response, Mishap> {
    let members: Vec<String> =
        needing(&viewer).await?.iter().take(REPAIRED_MAX).map(|member| member.guid.to_string()).collect();
    let mut memory = viewer.memory();
    memory.repair = Some(Repair { members, at: 0 });
    viewer.remember(memory).await?;
    Ok(see(&path(&viewer)))
}

/// The connection that is next. What has been settled meanwhile, or has gone, is passed over.
pub(super) async fn show(viewer: Viewer) -> Result<Response, Mishap> {
    let Some(repair) = viewer.memory().repair else { return Ok(see(&list_path(&viewer))) };
    for (at, guid) in repair.members.iter().enumerate().skip(repair.at) {
        if let Some(member) = there(&viewer, guid).await?
            && needs_person(&member.state)
        {
            keep(&viewer, Some(Repair { at, ..repair.clone() })).await?;
            return one(&viewer, member, at, repair.members.len()).await;
        }
    }
    done(&viewer, &repair).await
}

/// Leaves the present one for later.
pub(super) async fn skip(viewer: Viewer) -> Result<Response, Mishap> {
    if let Some(repair) = viewer.memory().repair {
        let at = repair.at.saturating_add(1);
        keep(&viewer, Some(Repair { at, ..repair })).await?;
    }
    Ok(see(&path(&viewer)))
}

async fn keep(viewer: &Viewer, repair: Option<Repair>) -> Result<(), Mishap> {
    let mut memory = viewer.memory();
    memory.repair = repair;
    viewer.remember(memory).await
}

async fn there(viewer: &Viewer, guid: &str) -> Result<Option<Member>, Mishap> {
    match member_of(viewer, guid).await {
        Ok(member) => Ok(Some(member)),
        Err(Mishap::MemberGone | Mishap::MemberExpired) => Ok(None),
        Err(mishap) => Err(mishap),
    }
}

async fn one(viewer: &Viewer, member: Member, at: usize, count: usize) -> Result<Response, Mishap> {
    let words = viewer.words();
    let known = Known::load(viewer, member, COUNTED).await?;
    let bank = bank_of(&known.member, known.institution.as_deref(), words);
    let status = known.member.state.status;
    let there = crate::pages::connect::path_of(viewer, &known.member);
    let view = FixView {
        words,
        how_far: how_far(words, "page-fix-at", at.saturating_add(1), count),
        at,
        count,
        chip: chip(&known.member.state, words),
        title: words.with(
            &format!("page-trouble-{}", status.name().unwrap_or_default().to_lowercase()),
            "institution",
            &bank.name,
        ),
        message: known.said(viewer),
        // Whatever it is: the screen that its state calls for.
        button: known.button(viewer).unwrap_or_else(|| Button {
            label: words.say(if status == Status::Challenged {
                "button-answer-now"
            } else {
                "button-open-existing"
            }),
            href: there,
            is_post: false,
            is_outside: false,
        }),
        settled: known.settled(viewer),
        skip: format!("{}/skip", path(viewer)),
        bank,
    };
    viewer.show(Shown::of(&view)?.tab(Tab::Connections).back(list_path(viewer)).at(path(viewer))).await
}

fn how_far(words: Words, key: &str, at: usize, count: usize) -> String {
    let number = |count: usize| Part::Count(i64::try_from(count).unwrap_or(i64::MAX));
    words.fill(key, &[("at", number(at)), ("count", number(count))])
}

/// The end: how all of them are now. The way is over.
async fn done(viewer: &Viewer, repair: &Repair) -> Result<Response, Mishap> {
    let words = viewer.words();
    let mut banks = Vec::new();
    let mut left = 0_usize;
    for guid in &repair.members {
        let Some(member) = there(viewer, guid).await? else { continue };
        let institution = institution_of(viewer, &member).await?;
        left = left.saturating_add(usize::from(needs_person(&member.state)));
        banks.push((bank_of(&member, institution.as_deref(), words), chip(&member.state, words)));
    }
    let count = repair.members.len();
    let done = count.saturating_sub(left);
    let view = FixedView {
        words,
        title: words.say(if left == 0 { "page-fix-done" } else { "page-fix-left" }),
        how_far: how_far(words, "page-fix-count", done, count),
        done,
        count,
        banks,
        list: list_path(viewer),
    };
    keep(viewer, None).await?;
    viewer.show(Shown::of(&view)?.tab(Tab::Connections).at(list_path(viewer))).await
}
