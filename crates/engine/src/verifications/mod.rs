//! Verifications for lenders: ordered here, carried on by the [`Clerk`], which has read what is wanted and makes the report. What the
//! person does for one, who opened its link, is in `borrower`.

mod borrower;
mod clerk;
mod draft;
mod reading;

pub use borrower::VerificationLink;
pub use clerk::Clerk;
pub use draft::ReportDraft;
pub(crate) use reading::READS;

use crate::change::CONFLICT_RETRIES_MAX;
use crate::events::{About, Told};
use crate::records::{
    IdempotencyKey, Page, PageOf, ReportHead, User, Verification, VerificationFilter, VerificationGuid,
    VerificationMember, WantedAccounts,
};
use crate::{Engine, Error, Name, NewUser, Scope};
use domain::event::EventName;
use domain::id::{self, AccountGuid, Guid, Kind, MemberGuid};
use domain::text::Language;
use domain::verification::{Resource, VerificationCode, VerificationState};
use jiff::SignedDuration;
use serde_json::json;
use std::collections::BTreeSet;
use store::clients::hash_key;
use store::verifications::{self, VerificationKind};
use store::{Write, idempotency, users};
use zeroize::Zeroizing;

/// Months that a report goes back, at most (MX delivers 24).
pub const MONTHS_MAX: u8 = 24;
const MONTHS: u8 = 12;
/// Accounts that one verification names.
const ACCOUNTS_MAX: usize = 1_000;
/// Connections that one verification names.
const MEMBERS_MAX: usize = 100;
/// How long the link lives that a person opens.
const LINK_TIME: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What is to be made of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportType {
    /// Accounts, owners, balances, transactions, income and regular payments.
    Assets,
    /// Nothing: that the accounts are connected and read is enough.
    None,
}

impl ReportType {
    /// The name in API and SQL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Assets => "assets",
            Self::None => "none",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Assets, Self::None].into_iter().find(|one| one.name() == name)
    }
}

/// For whom a verification is ordered.
#[derive(Debug, Clone)]
pub enum OrderedFor {
    /// A user there is; the field that named them is told when there is none.
    User(Name<id::User>),
    /// Somebody who opens a link: a user is made.
    Link,
}

/// A verification to be ordered.
#[derive(Debug, Clone)]
pub struct NewVerification {
    pub ordered_for: OrderedFor,
    pub report_type: ReportType,
    pub months: Option<u8>,
    /// The institution that the person is led to.
    pub institution: Option<Name<id::Institution>>,
    /// Connections that there are already.
    pub members: Vec<MemberGuid>,
    pub wanted: WantedAccounts,
}

/// What to change; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VerificationEdits {
    pub report_type: Option<ReportType>,
    pub months: Option<u8>,
    pub members: Option<Vec<MemberGuid>>,
    pub wanted: Option<WantedAccounts>,
}

impl Scope<'_> {
    /// Orders a verification. Gives it with the token of the link that the person opens, which is shown this once.
    pub async fn create_verification(
        &self,
        new: NewVerification,
        key: Option<&IdempotencyKey>,
    ) -> Result<(Verification, Option<String>), Error> {
        if let Some(guid) = self.made_before::<VerificationKind>(key).await? {
            return Ok((self.verification(guid).await?, None));
        }
        let context = json!({
            "attempted_at": self.engine.now().to_string(),
            "channel": "api",
            "data_source": "banking",
            "report_type": new.report_type.name(),
        });
        match self.order(new, key).await {
            // What was well said and cannot be is told to those who listen, too.
            Err(error @ (Error::Impossible { .. } | Error::Invalid { .. })) => {
                let now = self.engine.now();
                let (mut told, about) = (Told::default(), About::client(self.client));
                let data = json!({"context": context, "message": error.to_string()});
                told.push(self.engine.event(EventName::VerificationCreationFailed, about, data, now));
                self.engine.store.commit(told.into_writes(self.client, now)).await?;
                Err(error)
            }
            other => other,
        }
    }

    async fn order(
        &self,
        new: NewVerification,
        key: Option<&IdempotencyKey>,
    ) -> Result<(Verification, Option<String>), Error> {
        let months = checked_months(new.months.unwrap_or(MONTHS))?;
        let wanted = without_repeats(new.wanted.clone());
        let institution_code = match &new.institution {
            Some(name) => Some(self.reachable(name).await?),
            None => None,
        };
        let user = match &new.ordered_for {
            OrderedFor::User(name) => match self.user(name).await {
                Err(Error::NotFound(_)) => Err(Error::invalid("user_guid", "is no user")),
                other => other,
            }?,
            OrderedFor::Link if !new.members.is_empty() || matches!(new.wanted, WantedAccounts::These(_)) => {
                return Err(Error::invalid(
                    "user_guid",
                    "is missing: the accounts that are named are somebody's",
                ));
            }
            OrderedFor::Link => self.new_user(NewUser::default()),
        };
        if user.is_disabled {
            return Err(Error::not_now("the user is disabled; nothing is read for disabled users"));
        }
        let members = self.members_for(&user, &new.members, &new.wanted).await?;
        let (token, now) = (self.engine.token(), self.engine.now());
        let operational_now = self.engine.operational.now();
        let one = Verification {
            user: user.guid,
            guid: self.engine.guid(),
            client: self.client,
            state: VerificationState::Pending,
            code: VerificationCode::Pending,
            flaws: Vec::new(),
            report_type: new.report_type.name().to_owned(),
            months,
            institution_code,
            wanted,
            link_hash: Some(hash_key(&token)),
            link_expires_at: operational_now.checked_add(LINK_TIME).ok(),
            opened_at: None,
            cancelled_at: None,
            report_flaw: None,
            due_at: Some(now),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let is_made = matches!(new.ordered_for, OrderedFor::Link);
        let mut writes: Vec<Write> = is_made.then(|| users::insert(&user)).into_iter().collect();
        writes.push(verifications::insert(&one));
        writes.extend(members.iter().map(|member| {
            verifications::set_member(&one, &VerificationMember { member: *member, run: None }, now)
        }));
        writes.extend(self.engine.told_of_verification(&one));
        writes.extend(key.map(|key| idempotency::remember(self.client, key, one.guid.to_string(), now)));
        match self.engine.store.commit(writes).await {
            Ok(_) => {
                self.engine.store.database().wake();
                Ok((one, Some(token)))
            }
            Err(store::Error::Conflict(idempotency::USED)) => {
                let guid = self.made_before::<VerificationKind>(key).await?.ok_or(Error::Contended)?;
                Ok((self.verification(guid).await?, None))
            }
            // The user was deleted meanwhile.
            Err(store::Error::Conflict(_)) => Err(Error::invalid("user_guid", "is no user")),
            Err(error) => Err(error.into()),
        }
    }

    pub async fn verification(&self, guid: VerificationGuid) -> Result<Verification, Error> {
        self.store.verification(guid).await?.ok_or(Error::NotFound("verification"))
    }

    /// The newest first.
    pub async fn verifications(
        &self,
        filter: VerificationFilter,
        page: Page,
    ) -> Result<PageOf<Verification>, Error> {
        Ok(self.store.verifications(filter, page).await?)
    }

    /// The connections that a verification stands on.
    pub async fn verification_members(&self, one: &Verification) -> Result<Vec<VerificationMember>, Error> {
        Ok(self.store.verification_members(one.user, one.guid).await?)
    }

    /// Changes one that is not over; it goes on from there.
    pub async fn update_verification(
        &self,
        guid: VerificationGuid,
        edits: &VerificationEdits,
    ) -> Result<Verification, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let mut one = self.verification(guid).await?;
            if !one.is_open() {
                return Err(over(&one));
            }
            one.report_type = edits.report_type.map_or(one.report_type, |kind| kind.name().to_owned());
            one.months = checked_months(edits.months.unwrap_or(one.months))?;
            one.wanted = edits.wanted.clone().map_or(one.wanted, without_repeats);
            // What could not be made of the old wishes may be made of the new ones.
            one.report_flaw = None;
            let user = self.user(&Name::Guid(one.user)).await?;
            let named = match &edits.members {
                Some(named) => named.clone(),
                None => self.living_members(&one).await?,
            };
            let members = self.members_for(&user, &named, &one.wanted).await?;
            let now = self.engine.now();
            let mut writes = vec![verifications::keep_members(&one, &members)];
            // What was read before is read anew: other months, other accounts.
            writes.extend(members.iter().map(|member| {
                verifications::set_member(&one, &VerificationMember { member: *member, run: None }, now)
            }));
            if self.commit_verification(&mut one, writes).await? {
                return Ok(one);
            }
        }
        Err(Error::Contended)
    }

    /// Ends one that is not over.
    pub async fn cancel_verification(&self, guid: VerificationGuid) -> Result<Verification, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let mut one = self.verification(guid).await?;
            match one.state {
                VerificationState::Cancelled => return Ok(one),
                VerificationState::Completed => return Err(over(&one)),
                VerificationState::Pending | VerificationState::Processing | VerificationState::Paused => {}
            }
            (one.state, one.code) = (VerificationState::Cancelled, VerificationCode::CancelledByClient);
            one.cancelled_at = Some(self.engine.now());
            one.flaws.clear();
            one.link_hash = None;
            let told = self.engine.told_of_verification(&one);
            if self.commit_verification(&mut one, told).await? {
                return Ok(one);
            }
        }
        Err(Error::Contended)
    }

    /// Orders the same once more, on the connections that the other stands on: a newer report without the person, if they are well.
    pub async fn refresh_verification(
        &self,
        guid: VerificationGuid,
        key: Option<&IdempotencyKey>,
    ) -> Result<(Verification, Option<String>), Error> {
        let one = self.verification(guid).await?;
        let members = self.living_members(&one).await?;
        let new = NewVerification {
            ordered_for: OrderedFor::User(Name::Guid(one.user)),
            report_type: ReportType::from_name(&one.report_type).unwrap_or(ReportType::Assets),
            months: Some(one.months),
            institution: one.institution_code.map(Name::Id),
            members,
            wanted: one.wanted,
        };
        self.create_verification(new, key).await
    }

    /// What is known of the report of a verification; none while there is none.
    pub async fn report_head(&self, one: &Verification) -> Result<Option<ReportHead>, Error> {
        Ok(self.store.report_head(one.user, one.guid).await?)
    }

    /// The report itself, as JSON. That it is read is noted.
    pub async fn report(&self, one: &Verification) -> Result<Zeroizing<Vec<u8>>, Error> {
        let note = self.engine.secret_shown(self.client, None, "verification_report.read");
        let report = self.store.report(one.user, one.guid).await?.ok_or(Error::NotFound("report"))?;
        self.engine.store.commit(vec![note]).await?;
        Ok(report)
    }

    /// The connections that it stands on and that have not been deleted since.
    async fn living_members(&self, one: &Verification) -> Result<Vec<MemberGuid>, Error> {
        let mut living = Vec::new();
        for known in self.verification_members(one).await? {
            living.extend(self.store.member(one.user, known.member).await?.map(|member| member.guid));
        }
        Ok(living)
    }

    /// Commits a changed verification, which is looked at next; whether nobody else was faster.
    async fn commit_verification(&self, one: &mut Verification, more: Vec<Write>) -> Result<bool, Error> {
        one.due_at = one.is_open().then(|| self.engine.now());
        one.updated_at = self.engine.now();
        let writes = std::iter::once(verifications::update(one)).chain(more).collect();
        match self.engine.store.commit(writes).await {
            Ok(_) => {
                one.version += 1;
                self.engine.store.database().wake();
                Ok(true)
            }
            Err(store::Error::Conflict(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// An institution that something reaches, by code.
    async fn reachable(&self, name: &Name<id::Institution>) -> Result<String, Error> {
        let refuse = |problem: &str| Err(Error::invalid("institution_code", problem));
        match self.engine.institution(name).await {
            Err(Error::NotFound(_)) => refuse("is no institution"),
            Err(error) => Err(error),
            Ok(found) if self.engine.institution_sources(&found.code).await?.is_empty() => {
                refuse("is an institution that cannot be connected here")
            }
            Ok(found) => Ok(found.code.clone()),
        }
    }

    /// The connections of a user that are named, and those of the accounts that are.
    async fn members_for(
        &self,
        user: &User,
        named: &[MemberGuid],
        wanted: &WantedAccounts,
    ) -> Result<Vec<MemberGuid>, Error> {
        if named.len() > MEMBERS_MAX {
            return Err(Error::invalid(
                "member_guids",
                format!("must name at most {MEMBERS_MAX} connections"),
            ));
        }
        let mut members: Vec<MemberGuid> = Vec::new();
        for (place, member) in named.iter().enumerate() {
            match self.store.member(user.guid, *member).await? {
                Some(found) if !found.is_manual() => members.push(found.guid),
                Some(_) => {
                    return Err(Error::invalid(
                        format!("member_guids[{place}]"),
                        "is kept by hand; no bank tells of it",
                    ));
                }
                None => {
                    return Err(Error::invalid(
                        format!("member_guids[{place}]"),
                        "is no member of this user",
                    ));
                }
            }
        }
        let (WantedAccounts::These(accounts) | WantedAccounts::Chosen(Some(accounts))) = wanted else {
            return Ok(each_once(members));
        };
        check_count(accounts)?;
        for (place, account) in accounts.iter().enumerate() {
            let found = self.store.account(user.guid, *account).await?;
            let found = found.ok_or_else(|| {
                Error::invalid(format!("account_guids[{place}]"), "is no account of this user")
            })?;
            if found.imported_at.is_none() {
                return Err(Error::invalid(
                    format!("account_guids[{place}]"),
                    "was made by hand; no bank tells of it",
                ));
            }
            members.push(found.member);
        }
        Ok(each_once(members))
    }
}

impl Engine {
    /// The writes that tell of a verification as it is now.
    fn told_of_verification(&self, one: &Verification) -> Vec<Write> {
        let (mut told, now) = (Told::default(), self.now());
        let about = About { user: Some(one.user), ..About::client(one.client) };
        let flaws: Vec<_> = one
            .flaws
            .iter()
            .map(|flaw| {
                let (kind, id, name) = match &flaw.about {
                    Resource::Member(guid, name) => ("member", Some(guid.to_string()), Some(name)),
                    Resource::Account(guid, name) => ("account", Some(guid.to_string()), Some(name)),
                    Resource::Report => ("report", None, None),
                };
                let remedies: Vec<_> = flaw.reason.remedies().iter().map(|remedy| remedy.name()).collect();
                json!({
                    "code": flaw.error.name(),
                    "title": flaw.error.title(Language::default()),
                    "message": flaw.error.message(Language::default()),
                    "resources": [{"id": id, "type": kind, "name": name}],
                    "reason": flaw.reason.name(),
                    "actor": flaw.reason.actor().name(),
                    "remedies": remedies,
                })
            })
            .collect();
        let data = json!({
            "verification": one.guid.to_string(),
            "status": {"state": one.state.name(), "code": one.code.name(), "errors": flaws},
        });
        told.push(self.event(EventName::VerificationUpdated, about, data, now));
        told.into_writes(one.client, now)
    }
}

fn checked_months(months: u8) -> Result<u8, Error> {
    if (1..=MONTHS_MAX).contains(&months) {
        return Ok(months);
    }
    Err(Error::invalid("report.configuration.months", format!("must be from 1 to {MONTHS_MAX}")))
}

fn over(one: &Verification) -> Error {
    Error::not_now(format!("the verification is {} and changes no more; order another one", one.state.name()))
}

fn without_repeats(wanted: WantedAccounts) -> WantedAccounts {
    match wanted {
        WantedAccounts::These(guids) => WantedAccounts::These(each_once(guids)),
        WantedAccounts::All | WantedAccounts::Chosen(_) => wanted,
    }
}

fn each_once<K: Kind>(guids: Vec<Guid<K>>) -> Vec<Guid<K>> {
    let mut seen = BTreeSet::new();
    guids.into_iter().filter(|guid| seen.insert(*guid)).collect()
}

fn check_count(accounts: &[AccountGuid]) -> Result<(), Error> {
    if accounts.is_empty() || accounts.len() > ACCOUNTS_MAX {
        return Err(Error::invalid("account_guids", format!("must name 1 to {ACCOUNTS_MAX} accounts")));
    }
    Ok(())
}
