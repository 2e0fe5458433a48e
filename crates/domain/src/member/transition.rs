//! The whole relation status × event, one row per event, to be read and edited by people.
//!
//! A cell says what becomes of a member in that state (column) when that is observed (row). The columns stand in groups: first
//! the fifteen states in which a run can be open, then those that refuse runs, so that patterns and exceptions show. Rows and
//! columns are checked when this compiles: every event once, in the order of [`Event`], every row as wide as [`Status`].
//!
//! The table rests on MX's status table (`seeds/002`), help pages of applications (`seeds/000`, `seeds/003`) and decisions written in
//! `docs/decisions`. What a cell alone cannot say stands in [`super::step`], next to each other: what is remembered under
//! DISABLED, what reopening and restoring need, when two weeks count.

use super::event::Event as E;
use super::status::Status as S;

/// What a cell can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// The status becomes this one.
    To(S),
    /// The status stays; the fact is recorded.
    Keep,
    /// As `Keep` with a person present, as `Refuse` without.
    KeepInForeground,
    /// The status before DISABLED comes back.
    Prior,
    /// The member is deleted.
    Delete,
    /// Impossible here: whoever asked gets an error and nothing changes.
    Refuse,
    /// Late or repeated: logged, and nothing changes.
    Ignore,
}

const ___: Cell = Cell::Keep;
#[expect(non_upper_case_globals, reason = "answers that are no status stand out from those that are")]
mod answers {
    use super::Cell;
    pub(super) const fgr: Cell = Cell::KeepInForeground;
    pub(super) const pri: Cell = Cell::Prior;
    pub(super) const del: Cell = Cell::Delete;
    pub(super) const xxx: Cell = Cell::Refuse;
    pub(super) const ign: Cell = Cell::Ignore;
}
use answers::{del, fgr, ign, pri, xxx};

const CON: Cell = Cell::To(S::Connected);
const CRE: Cell = Cell::To(S::Created);
const UPD: Cell = Cell::To(S::Updated);
const REC: Cell = Cell::To(S::Reconnected);
const CHA: Cell = Cell::To(S::Challenged);
const RSM: Cell = Cell::To(S::Resumed);
const DLY: Cell = Cell::To(S::Delayed);
const FAI: Cell = Cell::To(S::Failed);
const DEG: Cell = Cell::To(S::Degraded);
const DSC: Cell = Cell::To(S::Disconnected);
const REJ: Cell = Cell::To(S::Rejected);
const EXP: Cell = Cell::To(S::Expired);
const DEN: Cell = Cell::To(S::Denied);
const IPD: Cell = Cell::To(S::Impeded);
const LOC: Cell = Cell::To(S::Locked);
const PRV: Cell = Cell::To(S::Prevented);
const IPR: Cell = Cell::To(S::Impaired);
const DSB: Cell = Cell::To(S::Disabled);
const DCT: Cell = Cell::To(S::Discontinued);
const CLO: Cell = Cell::To(S::Closed);

/// How many states there are: the 22 of MX and none.
pub const STATUSES: usize = S::ALL.len();
/// How many events there are.
pub const EVENTS: usize = E::ALL.len();

#[rustfmt::skip]
const TABLE: [(E, [Cell; STATUSES]); EVENTS] = [
    //                                     CON  CRE  UPD  REC  CHA  RSM  DLY  FAI  DEG  DSC  REJ  EXP  DEN  IPD  LOC  PRV  IPR  IPO  PND  DSB  DCT  CLO  MAN
    // The member comes into being; the answers for one that exists already.
    (E::CreatedWithCredentials,        [xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx]),
    (E::CreatedOauth,                   [xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx]),
    (E::CreatedManual,                  [xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx]),
    (E::ImportedWithoutCredentials,     [xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx]),
    // A run begins, and what it finds.
    (E::AggregationStarted,             [___, fgr, fgr, fgr, ___, ___, ___, ___, ___, ___, fgr, fgr, fgr, fgr, fgr, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx]),
    (E::CredentialsAccepted,            [CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::CredentialsRejected,       [DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::CredentialsRejectedThrice,      [PRV, PRV, PRV, PRV, PRV, PRV, PRV, PRV, PRV, PRV, PRV, PRV, PRV, PRV, PRV, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::CredentialsRejectedUncounted,   [DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, DEN, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::MfaDemanded,                    [CHA, CHA, CHA, CHA, CHA, CHA, CHA, CHA, CHA, CHA, CHA, CHA, CHA, CHA, CHA, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::MfaAnswered,                    [xxx, xxx, xxx, xxx, RSM, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx]),
    (E::MfaWrong,                       [REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::MfaDeclined,                    [REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, REJ, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::MfaTimeout,                     [ign, ign, ign, ign, EXP, EXP, EXP, ign, ign, ign, ign, ign, ign, ign, ign, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::SessionTimeout,                 [EXP, EXP, EXP, EXP, EXP, EXP, EXP, EXP, EXP, EXP, EXP, EXP, EXP, EXP, EXP, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::CodeAtEveryLogin,               [REC, REC, REC, REC, REC, REC, REC, REC, REC, REC, REC, REC, REC, REC, REC, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::InstitutionLocked,              [LOC, LOC, LOC, LOC, LOC, LOC, LOC, LOC, LOC, LOC, LOC, LOC, LOC, LOC, LOC, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::UserAttentionNeeded,            [IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::PasswordChangeRequired,         [IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, IPD, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::RunSlow,                        [___, DLY, DLY, DLY, ___, DLY, DLY, DLY, ___, ___, DLY, DLY, ___, ___, ___, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::SoftFailure,                    [FAI, FAI, FAI, FAI, FAI, FAI, FAI, FAI, ___, ___, FAI, FAI, ___, ___, ___, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::SoftFailureThird,               [DEG, DEG, DEG, DEG, DEG, DEG, DEG, DEG, DEG, ___, DEG, DEG, ___, ___, ___, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::AggregationSucceeded,           [CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::NoAccountsFound,                [CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, ign, ign, ign, ign, ign, ign, ign, ign]),
    (E::AccountLevelError,              [___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___]),
    (E::RateLimited,                    [___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___]),
    // Grants: credentials, consents, tokens.
    (E::CredentialsUpdated,             [UPD, CRE, UPD, UPD, UPD, UPD, UPD, UPD, UPD, UPD, UPD, UPD, UPD, UPD, UPD, UPD, UPD, UPD, xxx, ___, xxx, xxx, xxx]),
    (E::CredentialsMissing,             [IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, ___, ___, ___, ___, ___, ___, ___]),
    (E::CredentialsErased,              [IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, ___, ___, ___, ___, ___, ___, ___]),
    (E::ConsentLost,                    [IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, ___, ___, ___, ___, ___, ___, ___]),
    (E::ConsentExpiring,                [___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___]),
    (E::OauthStarted,                   [___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, xxx, xxx, xxx, xxx]),
    (E::OauthSucceeded,                 [CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, CON, ___, ign, ign, ign]),
    (E::OauthCancelled,                 [___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ign, ign, ign]),
    (E::OauthLoginFailed,               [DEN, ___, ___, ___, ___, ___, ___, DEN, DEN, DEN, DEN, DEN, DEN, ___, ___, ___, ___, ___, ___, ign, ign, ign, ign]),
    // Decisions of people, and time.
    (E::Paused,                         [DSB, DSB, DSB, DSB, DSB, DSB, DSB, DSB, DSB, DSB, DSB, DSB, DSB, DSB, DSB, DSB, DSB, DSB, xxx, ___, xxx, xxx, xxx]),
    (E::Unpaused,                       [xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, pri, xxx, xxx, xxx]),
    (E::Closed,                         [CLO, CLO, CLO, CLO, CLO, CLO, CLO, CLO, CLO, CLO, CLO, CLO, CLO, CLO, CLO, CLO, CLO, CLO, CLO, CLO, CLO, ___, ___]),
    (E::Reopened,                       [xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, xxx, IPR, xxx]),
    (E::Deleted,                        [del, del, del, del, del, del, del, del, del, del, del, del, del, del, del, del, del, del, del, del, del, del, del]),
    (E::PendingOneHourPassed,           [___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, del, ___, ___, ___, ___]),
    (E::TwoWeeksWithoutSuccess,         [___, ___, ___, ___, ___, ___, ___, DSC, DSC, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___]),
    // The institution and its sources.
    (E::InstitutionDiscontinued,        [DCT, DCT, DCT, DCT, DCT, DCT, DCT, DCT, DCT, DCT, DCT, DCT, DCT, DCT, DCT, DCT, DCT, DCT, DCT, DCT, ___, ___, ___]),
    (E::InstitutionRestored,            [___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, ___, REC, ___, ___]),
    (E::MigratedCredentialsKept,        [REC, REC, REC, REC, REC, REC, REC, REC, REC, REC, REC, REC, ___, ___, ___, ___, ___, ___, ___, ___, REC, ___, ___]),
    (E::MigratedLoginNeeded,            [IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, IPR, ___, ___, ___, ___, IPR, ___, ___]),
];

/// Every row stands at the place of its event, so that looking up is indexing.
#[expect(clippy::indexing_slicing, reason = "runs when this compiles; a wrong index would stop the build")]
const _: () = {
    let mut i = 0;
    while i < EVENTS {
        assert!(TABLE[i].0.index() == i && E::ALL[i].index() == i, "rows stand in the order of Event");
        i += 1;
    }
    let mut i = 0;
    while i < STATUSES {
        assert!(S::ALL[i].index() == i, "columns stand in the order of Status");
        i += 1;
    }
};

/// What the table says of `event` in `status`.
#[expect(
    clippy::indexing_slicing,
    reason = "both indices are checked against the table's size when this compiles"
)]
pub const fn cell(status: S, event: E) -> Cell {
    TABLE[event.index()].1[status.index()]
}
