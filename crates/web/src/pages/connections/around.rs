//! What stands around every page of a visit to Connections, also around the pages of Connect that it leads to: the tabs, how many
//! connections need the person, and the way back.

use super::condition::needs_person;
use super::{MEMBERS, list_path};
use crate::pages::memory::Memory;
use crate::pages::messages::Message;
use crate::pages::mishap::Mishap;
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use engine::PageKind;

/// Where a page belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages) enum Tab {
    Connections,
    Transactions,
    Consents,
    /// Under none of them.
    Help,
}

/// One tab.
#[derive(Debug)]
pub(in crate::pages) struct Link {
    pub(in crate::pages) href: String,
    pub(in crate::pages) label: String,
    pub(in crate::pages) is_current: bool,
    /// Connections that need the person; told beside the first tab.
    pub(in crate::pages) count: usize,
}

#[derive(Debug)]
pub(in crate::pages) struct Around {
    pub(in crate::pages) tabs: Vec<Link>,
    count: usize,
    /// None: a page of Connect.
    tab: Option<Tab>,
}

impl Around {
    pub(in crate::pages) fn is_wide(&self) -> bool {
        self.tab.is_some()
    }
}

/// Where a visit to Connections goes on after a page of Connect: to what is repaired next, or to the list.
pub(in crate::pages) fn back_path(viewer: &Viewer) -> String {
    let list = list_path(viewer);
    if viewer.memory().repair.is_some() { format!("{list}/fix") } else { list }
}

/// None in visits that are for something else.
pub(in crate::pages) async fn around(viewer: &Viewer, tab: Option<Tab>) -> Result<Option<Around>, Mishap> {
    if viewer.options().page != PageKind::Connections {
        return Ok(None);
    }
    let members = viewer.scope().members(viewer.user(), None, MEMBERS).await?.items;
    let count = members.iter().filter(|member| needs_person(&member.state)).count();
    let base = list_path(viewer);
    Ok(Some(Around { tabs: tabs(viewer.words(), &base, tab, count), count, tab }))
}

fn tabs(words: Words, base: &str, current: Option<Tab>, count: usize) -> Vec<Link> {
    let tab = |tab: Tab, key: &str, path: &str| Link {
        href: format!("{base}{path}"),
        label: words.say(key),
        is_current: current == Some(tab),
        count: if tab == Tab::Connections { count } else { 0 },
    };
    vec![
        tab(Tab::Connections, "page-tab-connections", ""),
        tab(Tab::Transactions, "page-tab-transactions", "/transactions"),
        tab(Tab::Consents, "page-tab-consents", "/consents"),
    ]
}

/// Where Help leads: to the guide in visits that have it, else to the form.
pub(in crate::pages) fn help_path(viewer: &Viewer) -> String {
    let is_here = viewer.options().page == PageKind::Connections;
    let path = if is_here { "connections/help" } else { "connect/support" };
    format!("{}/{path}", viewer.base())
}

/// Tells the embedding app how many connections need the person, whenever the number is another; and nothing of Connect where the visit
/// is not at one of its pages.
pub(in crate::pages) fn tell(around: Option<&Around>, messages: &mut Vec<Message>, memory: &mut Memory) {
    let Some(around) = around else { return };
    if around.tab.is_some() {
        messages.retain(|message| message.event != "connect/loaded");
    }
    if memory.badge != Some(around.count) {
        memory.badge = Some(around.count);
        messages.push(Message::badge(around.count));
    }
}
