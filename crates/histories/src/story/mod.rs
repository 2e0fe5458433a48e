//! What happens between a person, their banks and the sources: each story is told in one function.

mod accounts;
mod arrivals;
mod links;
mod rows;
mod stage;

use crate::case::Size;
use crate::random::Random;
use crate::source::Answer;
use crate::truth::{Truth, live};
use stage::Stage;
use std::fmt;

pub(crate) use stage::Link;

/// What a case is about. In each, sources keep the habits that chance gives them, unless the story says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Story {
    /// One link, and nothing happens to it.
    Steady,
    /// The same source, a new link: what ids it gives then is its habit.
    Relink,
    /// Several new links in a row.
    ManyRelinks,
    /// A new link whose answers reach back only to few days before the old one's last, or to none.
    ShortOverlap,
    /// Another source takes over.
    OtherSource,
    /// Two sources tell the same accounts in turns.
    TwoSources,
    /// The login at the bank is another; the connection stays.
    LoginChanged,
    /// The connection is removed and added again later, with some or all of its accounts.
    RemovedAndAdded,
    /// The same source is linked again and words, dates and numbers differently since.
    ConventionsChanged,
    /// A card gets a new number.
    CardReplaced,
    /// A bank gives all its accounts new numbers.
    Renumbered,
    /// A joint account is seen through the logins of both its owners.
    JointAccount,
    /// Two accounts of one kind, name and last digits.
    Lookalikes,
    /// An account is closed and another opened under its name.
    Reopened,
    /// A source tells an account of somebody else.
    StrangersAccount,
    /// An account comes in another currency.
    CurrencyChanged,
    /// Equal purchases on one day, and a new link or source.
    EqualOnOneDay,
    /// A source leaves one of equal rows out, in some of its answers.
    MissingTwin,
    /// The same purchase on every working day, and a new link or source.
    DailyPurchases,
    /// Tips, holds and dropped purchases, watched every day or two.
    Unsettled,
    /// Rows come twice in one answer, with or without ids.
    Copies,
    /// Different rows share an id in one answer.
    RepeatedIds,
    /// Ids of accounts and rows that stand for others in the next link.
    ReusedIds,
    /// A source turns the signs round, of one account or all.
    ReversedSigns,
    /// Some rows have days far in the past or future.
    OddDates,
    /// Files of some accounts, then a link.
    FileFirst,
    /// A link, a gap, files that fill it and overlap both sides, one of them twice.
    FileBetween,
    /// An account kept by hand, then a link; the person says that they are one, or does not.
    ManualFirst,
    /// Rows typed into a linked account, which the bank tells later.
    ManualBeside,
}

impl Story {
    /// All of them.
    pub const ALL: [Self; 29] = [
        Self::Steady,
        Self::Relink,
        Self::ManyRelinks,
        Self::ShortOverlap,
        Self::OtherSource,
        Self::TwoSources,
        Self::LoginChanged,
        Self::RemovedAndAdded,
        Self::ConventionsChanged,
        Self::CardReplaced,
        Self::Renumbered,
        Self::JointAccount,
        Self::Lookalikes,
        Self::Reopened,
        Self::StrangersAccount,
        Self::CurrencyChanged,
        Self::EqualOnOneDay,
        Self::MissingTwin,
        Self::DailyPurchases,
        Self::Unsettled,
        Self::Copies,
        Self::RepeatedIds,
        Self::ReusedIds,
        Self::ReversedSigns,
        Self::OddDates,
        Self::FileFirst,
        Self::FileBetween,
        Self::ManualFirst,
        Self::ManualBeside,
    ];

    fn play(self, stage: &mut Stage) {
        match self {
            Self::Steady => links::steady(stage),
            Self::Relink => links::relink(stage),
            Self::ManyRelinks => links::many_relinks(stage),
            Self::ShortOverlap => links::short_overlap(stage),
            Self::OtherSource => links::other_source(stage),
            Self::TwoSources => links::two_sources(stage),
            Self::LoginChanged => links::login_changed(stage),
            Self::RemovedAndAdded => links::removed_and_added(stage),
            Self::ConventionsChanged => links::conventions_changed(stage),
            Self::CardReplaced => accounts::card_replaced(stage),
            Self::Renumbered => accounts::renumbered(stage),
            Self::JointAccount => accounts::joint_account(stage),
            Self::Lookalikes => accounts::lookalikes(stage),
            Self::Reopened => accounts::reopened(stage),
            Self::StrangersAccount => accounts::strangers_account(stage),
            Self::CurrencyChanged => accounts::currency_changed(stage),
            Self::EqualOnOneDay => rows::equal_on_one_day(stage),
            Self::MissingTwin => rows::missing_twin(stage),
            Self::DailyPurchases => rows::daily_purchases(stage),
            Self::Unsettled => rows::unsettled(stage),
            Self::Copies => rows::copies(stage),
            Self::RepeatedIds => rows::repeated_ids(stage),
            Self::ReusedIds => rows::reused_ids(stage),
            Self::ReversedSigns => rows::reversed_signs(stage),
            Self::OddDates => rows::odd_dates(stage),
            Self::FileFirst => arrivals::file_first(stage),
            Self::FileBetween => arrivals::file_between(stage),
            Self::ManualFirst => arrivals::manual_first(stage),
            Self::ManualBeside => arrivals::manual_beside(stage),
        }
    }
}

impl fmt::Display for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// Through which links what is asked for, in the order in which it comes.
#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) links: Vec<Link>,
    pub(crate) answers: Vec<Answer>,
}

/// What is true in a story, and how it comes to be told.
pub(crate) fn script(story: Story, size: Size, random: &mut Random) -> (Truth, Script) {
    let mut stage = Stage::draw(size, random.fork());
    story.play(&mut stage);
    stage.other_bank();
    let truth = live(&stage.household, random);
    (truth, stage.into_script())
}
