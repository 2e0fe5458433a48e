//! What the person does for a verification: opens its link, connects, chooses accounts, and sees what became of it.
//!
//! The link lives for a month, also when the verification is completed: the person reads the report there, or removes the connection. Looking at it changes nothing, since programs look at every
//! link of a message before people do; a button opens it.

use super::reading::{is_lately, reading};
use super::{LINK_TIME, check_count, each_once, over};
use crate::change::CONFLICT_RETRIES_MAX;
use crate::records::{Account, User, Verification, VerificationGuid, VerificationMember, WantedAccounts};
use crate::{Engine, Error, Name, OpenedPage, PageKind, PageOptions, Scope, VerificationVisit};
use domain::id::{AccountGuid, MemberGuid};
use domain::member::Presence;
use domain::verification::{Reading, VerificationState};
use store::clients::hash_key;
use store::verifications;

/// Where a link leads.
#[derive(Debug, Clone)]
pub struct VerificationLink {
    /// The application that ordered it.
    pub app: String,
    pub verification: Verification,
    /// The sites that may show the page.
    pub origins: Vec<String>,
    user: User,
    hash: String,
}

impl Engine {
    /// The verification that a link leads to, of any client; none when it was cancelled, or the link is too old or replaced.
    pub async fn verification_link(&self, token: &str) -> Result<Option<VerificationLink>, Error> {
        let (now, hash) = (self.operational.now(), hash_key(token));
        let Some(verification) = self.store.verification_by_link(&hash, now).await? else {
            return Ok(None);
        };
        let scope = self.of(verification.client);
        let user = scope.user(&Name::Guid(verification.user)).await?;
        if user.is_disabled || verification.state == VerificationState::Cancelled {
            return Ok(None);
        }
        let (app, origins) = (scope.client().await?.name, scope.origins().await?);
        Ok(Some(VerificationLink { app, verification, origins, user, hash }))
    }

    /// Opens the page of a verification, which counts as begun by the person from now on.
    pub async fn open_verification_link(
        &self,
        link: &VerificationLink,
        embedder: Option<&str>,
    ) -> Result<OpenedPage, Error> {
        let scope = self.of(link.verification.client);
        let options = PageOptions {
            page: PageKind::Verification,
            verification: Some(VerificationVisit {
                guid: link.verification.guid,
                link_hash: link.hash.clone(),
                ordered_at: link.verification.created_at,
            }),
            institution: link.verification.institution_code.clone(),
            ..PageOptions::default()
        };
        let (page, member) = (options.page, options.member);
        let token = scope.start_page_session(&link.user, options, embedder).await?;
        if !is_lately(link.verification.opened_at, self.now()) {
            scope.note_opened(link.verification.guid).await?;
        }
        Ok(OpenedPage { token, page, member })
    }
}

impl Scope<'_> {
    /// A new link for the person; the one before opens nothing any more.
    pub async fn renew_verification_link(
        &self,
        guid: VerificationGuid,
    ) -> Result<(Verification, String), Error> {
        let token = self.engine.token();
        let one = self
            .change_open(guid, |one| {
                one.link_hash = Some(hash_key(&token));
                one.link_expires_at = self.engine.operational.now().checked_add(LINK_TIME).ok();
            })
            .await?;
        Ok((one, token))
    }

    async fn note_opened(&self, guid: VerificationGuid) -> Result<(), Error> {
        match self.change_open(guid, |one| one.opened_at = Some(self.engine.now())).await {
            // It ended meanwhile, and its page says so; or others opened it at the same moment.
            Ok(_) | Err(Error::Impossible { .. } | Error::Contended) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The person has connected something for a verification, or repaired it: the verification stands on it from now on, and everything
    /// that is wanted is read of it.
    pub async fn connect_for_verification(
        &self,
        guid: VerificationGuid,
        member: MemberGuid,
    ) -> Result<(), Error> {
        let one = self.stand_verification_on(guid, member).await?;
        if one.is_open() && self.is_to_read(&one, member).await? {
            self.read_for_verification(&one, member, Presence::Foreground).await?;
        }
        Ok(())
    }

    /// Whether the verification still needs this connection read: what was read is not read again, however often a button is pressed.
    async fn is_to_read(&self, one: &Verification, member: MemberGuid) -> Result<bool, Error> {
        let known = self.verification_members(one).await?;
        let Some(on) = known.iter().find(|on| on.member == member) else { return Ok(false) };
        let run = match on.run {
            Some(run) => self.store.run(one.user, run).await?,
            None => None,
        };
        let found = self.member_of(one.user, member).await?;
        Ok(reading(&found, run.as_ref()) == Reading::Due)
    }

    async fn stand_verification_on(
        &self,
        guid: VerificationGuid,
        member: MemberGuid,
    ) -> Result<Verification, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let mut one = self.verification(guid).await?;
            let known = self.verification_members(&one).await?;
            if !one.is_open() || known.iter().any(|known| known.member == member) {
                return Ok(one);
            }
            self.member_of(one.user, member).await?;
            let on = VerificationMember { member, run: None };
            let write = verifications::set_member(&one, &on, self.engine.now());
            if self.commit_verification(&mut one, vec![write]).await? {
                return Ok(one);
            }
        }
        Err(Error::Contended)
    }

    /// The accounts that the person may choose among: those of the connections that the verification stands on.
    pub async fn verification_accounts(&self, one: &Verification) -> Result<Vec<Account>, Error> {
        let mut accounts = Vec::new();
        for on in self.verification_members(one).await? {
            let of_member = self.store.all_accounts(one.user, on.member).await?;
            accounts.extend(of_member.into_iter().filter(|account| account.absent_since.is_none()));
        }
        Ok(accounts)
    }

    /// The person has chosen which accounts the lender sees. What was read stays read.
    pub async fn choose_accounts(
        &self,
        guid: VerificationGuid,
        chosen: Vec<AccountGuid>,
    ) -> Result<Verification, Error> {
        if chosen.is_empty() {
            return Err(Error::invalid("accounts", "must name at least one account"));
        }
        let one = self.verification(guid).await?;
        if !matches!(one.wanted, WantedAccounts::Chosen(_)) {
            return Err(Error::not_now("which accounts are verified was said when it was ordered"));
        }
        let offered = self.verification_accounts(&one).await?;
        let chosen = each_once(chosen);
        check_count(&chosen)?;
        for (place, guid) in chosen.iter().enumerate() {
            if !offered.iter().any(|account| account.guid == *guid) {
                return Err(Error::invalid(
                    format!("accounts[{place}]"),
                    "is no account that can be chosen here",
                ));
            }
        }
        self.change_open(guid, |one| {
            one.wanted = WantedAccounts::Chosen(Some(chosen.clone()));
            one.report_flaw = None;
        })
        .await
    }

    /// Changes one that is not over, whoever else changes it at the same moment.
    async fn change_open(
        &self,
        guid: VerificationGuid,
        change: impl Fn(&mut Verification),
    ) -> Result<Verification, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let mut one = self.verification(guid).await?;
            if !one.is_open() {
                return Err(over(&one));
            }
            change(&mut one);
            if self.commit_verification(&mut one, Vec::new()).await? {
                return Ok(one);
            }
        }
        Err(Error::Contended)
    }
}
