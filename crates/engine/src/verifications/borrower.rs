//! What the person does for a verification: opens its link, connects, chooses accounts, and sees what became of it.
//!
//! The link lives as long as the verification is open, for a month at most. Looking at it changes nothing, since programs look at every
//! link of a message before people do; a button opens it.

use super::{LINK_TIME, over};
use crate::change::CONFLICT_RETRIES_MAX;
use crate::records::{Account, User, Verification, VerificationGuid, VerificationMember, WantedAccounts};
use crate::{Engine, Error, Name, OpenedPage, PageKind, PageOptions, Scope};
use domain::id::{AccountGuid, MemberGuid};
use domain::member::Presence;
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
}

impl Engine {
    /// The verification that a link leads to, of any client; none when it is over, or the link too old or replaced.
    pub async fn verification_link(&self, token: &str) -> Result<Option<VerificationLink>, Error> {
        let now = self.operational.now();
        let Some(verification) = self.store.verification_by_link(&hash_key(token), now).await? else {
            return Ok(None);
        };
        let scope = self.of(verification.client);
        let user = scope.user(&Name::Guid(verification.user)).await?;
        if user.is_disabled || !verification.is_open() {
            return Ok(None);
        }
        let (app, origins) = (scope.client().await?.name, scope.origins().await?);
        Ok(Some(VerificationLink { app, verification, origins, user }))
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
            verification: Some(link.verification.guid),
            institution: link.verification.institution_code.clone(),
            ..PageOptions::default()
        };
        let (page, member) = (options.page, options.member);
        let token = scope.start_page_session(&link.user, options, embedder).await?;
        scope.note_opened(link.verification.guid).await?;
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
            // It ended meanwhile; its page says so.
            Ok(_) | Err(Error::Impossible { .. }) => Ok(()),
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
        if one.is_open() {
            self.read_for_verification(&one, member, Presence::Foreground).await?;
        }
        Ok(())
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
