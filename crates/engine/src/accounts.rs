//! Accounts: reading, what a client says of them, and those made by hand.

use crate::change::CONFLICT_RETRIES_MAX;
use crate::events::{About, Told};
use crate::institutions::MANUAL_INSTITUTION;
use crate::records::{Account, IdempotencyKey, Member, Of, Page, PageOf, StoredNumbers, StoredOwner, User};
use crate::{Error, Name, Scope};
use domain::account::{AccountFacts, AmountField, RateField, TextField};
use domain::event::EventName;
use domain::id::{self, AccountGuid, MemberGuid};
use domain::member::{Origin, State};
use domain::money::{Currency, Money, Rate};
use std::collections::BTreeMap;
use store::{Write, accounts, idempotency, members};

/// An account to be made by hand.
#[derive(Debug, Clone)]
pub struct NewAccount {
    pub facts: AccountFacts,
    pub metadata: Option<String>,
    pub is_hidden: bool,
    pub is_business: bool,
}

/// What to change; what is absent stays. A delivered account takes only the last three.
#[derive(Debug, Clone, Default)]
pub struct AccountEdits {
    pub name: Option<String>,
    pub account_type: Option<domain::account::AccountType>,
    pub currency: Option<domain::money::Currency>,
    pub is_closed: Option<bool>,
    /// Decimal texts; read in the account's currency.
    pub amounts: BTreeMap<AmountField, String>,
    pub rates: BTreeMap<RateField, Rate>,
    pub texts: BTreeMap<TextField, String>,
    pub metadata: Option<String>,
    pub is_hidden: Option<bool>,
    pub is_business: Option<bool>,
}

impl Scope<'_> {
    pub async fn account(&self, user: &User, name: &Name<id::Account>) -> Result<Account, Error> {
        match name {
            Name::Guid(guid) => self.store.account(user.guid, *guid).await?,
            Name::Id(id) => self.store.account_by_id(user.guid, id).await?,
        }
        .ok_or(Error::NotFound("account"))
    }

    /// An account of that member.
    pub async fn account_of(
        &self,
        user: &User,
        member: &Member,
        name: &Name<id::Account>,
    ) -> Result<Account, Error> {
        let account = self.account(user, name).await?;
        if account.member == member.guid { Ok(account) } else { Err(Error::NotFound("account")) }
    }

    /// Accounts of a user, or of one member.
    pub async fn accounts(
        &self,
        user: &User,
        member: Option<&Member>,
        is_manual: Option<bool>,
        page: Page,
    ) -> Result<PageOf<Account>, Error> {
        Ok(self.store.accounts(user.guid, member.map(|member| member.guid), is_manual, page).await?)
    }

    pub async fn account_numbers(
        &self,
        user: &User,
        of: Of,
        page: Page,
    ) -> Result<PageOf<StoredNumbers>, Error> {
        self.opened(member_in(of), "account_numbers.read").await?;
        Ok(self.store.numbers(user.guid, of, page).await?)
    }

    pub async fn account_owners(
        &self,
        user: &User,
        of: Of,
        page: Page,
    ) -> Result<PageOf<StoredOwner>, Error> {
        self.opened(member_in(of), "account_owners.read").await?;
        Ok(self.store.owners(user.guid, of, page).await?)
    }

    /// Notes that the application reads what is sealed.
    pub(crate) async fn opened(&self, member: Option<MemberGuid>, action: &str) -> Result<(), Error> {
        let write = self.engine.secret_shown(self.client, member, action);
        self.engine.store.commit(vec![write]).await?;
        Ok(())
    }

    /// Makes an account by hand, in the user's manual member, which is made when it is needed.
    pub async fn create_account(
        &self,
        user: &User,
        new: NewAccount,
        key: Option<&IdempotencyKey>,
    ) -> Result<Account, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            if let Some(guid) = self.made_before::<id::Account>(key).await? {
                return self.account(user, &Name::Guid(guid)).await;
            }
            let mut writes = Vec::new();
            let member = self.manual_member(user, &mut writes).await?;
            let now = self.engine.operational.now();
            let account = Account {
                metadata: new.metadata.clone(),
                is_hidden: new.is_hidden,
                is_business: new.is_business,
                ..Account::new(
                    (self.client, user.guid, member.guid),
                    self.engine.guid(),
                    new.facts.clone(),
                    now,
                )
            };
            writes.push(accounts::upsert(std::slice::from_ref(&account)));
            writes.extend(self.told_of_account(EventName::AccountCreated, &account));
            writes.extend(
                key.map(|key| idempotency::remember(self.client, key, account.guid.to_string(), now)),
            );
            match self.engine.store.commit(writes).await {
                Ok(_) => return Ok(account),
                // Another request made the manual member, or used the key, at the same moment; or the user was deleted.
                Err(store::Error::Conflict(_)) => self.user(&Name::Guid(user.guid)).await.map(drop)?,
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Contended)
    }

    /// The user's manual member, which is made where there is none.
    pub(crate) async fn manual_member(&self, user: &User, writes: &mut Vec<Write>) -> Result<Member, Error> {
        if let Some(member) = self.store.manual_member(user.guid, MANUAL_INSTITUTION).await? {
            return Ok(member);
        }
        let now = self.engine.now();
        let member = Member {
            user: user.guid,
            guid: self.engine.guid(),
            client: self.client,
            id: None,
            institution_code: MANUAL_INSTITUTION.to_owned(),
            name: "Manual Institution".to_owned(),
            metadata: None,
            use_cases: String::new(),
            is_oauth: false,
            is_background_disabled: true,
            reads: None,
            // One manual member per user: the unique index over logins keeps a second one out.
            login_hash: Some("manual".to_owned()),
            state: State::created(Origin::Manual, now),
            next_run_at: None,
            is_paced: false,
            due_at: None,
            notice: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        writes.push(members::insert(&member));
        let (mut told, about) = (Told::default(), About::member(&member));
        let made = (Origin::Manual.event(), member.state.reason);
        self.engine.tell_step(&mut told, about, made, (None, &member.state), now);
        writes.extend(told.into_writes(self.client, now));
        Ok(member)
    }

    /// The writes that tell of an account.
    fn told_of_account(&self, name: EventName, account: &Account) -> Vec<Write> {
        let (mut told, now) = (Told::default(), self.engine.now());
        self.engine.tell_account(&mut told, name, (About::account(account), account), now);
        told.into_writes(self.client, now)
    }

    pub async fn update_account(
        &self,
        user: &User,
        member: &Member,
        name: &Name<id::Account>,
        edits: &AccountEdits,
    ) -> Result<Account, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let mut account = self.account_of(user, member, name).await?;
            let read_at = account.updated_at;
            account.updated_at = self.engine.later_than(read_at);
            let mut writes = Vec::new();
            // What a source says is not overwritten; MX ignores it, too.
            if member.is_manual() && account.imported_at.is_none() {
                edit_facts(&mut account.facts, edits)?;
                writes.push(accounts::set_facts(&account, read_at));
            }
            let metadata = edits.metadata.as_deref();
            writes.push(accounts::set_client_fields(&account, metadata, edits.is_hidden, edits.is_business));
            writes.extend(self.told_of_account(EventName::AccountUpdated, &account));
            match self.engine.store.commit(writes).await {
                Ok(_) => return self.account(user, &Name::Guid(account.guid)).await,
                // Changed or removed meanwhile; the next look tells.
                Err(store::Error::Conflict(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Contended)
    }

    /// Deletes an account made by hand, or kept when its connection was removed, for good.
    pub async fn delete_account(&self, user: &User, name: &Name<id::Account>) -> Result<(), Error> {
        let account = self.account(user, name).await?;
        if account.imported_at.is_some() && account.kept_institution_code.is_none() {
            return Err(Error::not_now(
                "only accounts made by hand can be deleted; hide this one, or remove it from its member",
            ));
        }
        let gone = vec![accounts::delete(self.client, user.guid, account.guid)];
        self.remove(user, &account, gone).await
    }

    /// Removes one account of a member and leaves the others alone. What was read of it goes, and it is not read again until it is shared
    /// again. One that nobody tells goes for good.
    pub async fn remove_account(
        &self,
        user: &User,
        member: &Member,
        name: &Name<id::Account>,
    ) -> Result<(), Error> {
        let account = self.account_of(user, member, name).await?;
        if member.is_manual() {
            return self.delete_account(user, name).await;
        }
        let gone = accounts::remove(&account, self.engine.operational.now());
        self.remove(user, &account, gone).await
    }

    async fn remove(&self, user: &User, account: &Account, mut writes: Vec<Write>) -> Result<(), Error> {
        writes.push(store::verifications::touch(self.client, user.guid, self.engine.now()));
        writes.extend(self.told_of_account(EventName::AccountDeleted, account));
        self.engine.store.commit(writes).await.map(drop).map_err(gone)
    }
}

impl Scope<'_> {
    /// The accounts of a member that its person removed.
    pub async fn removed_accounts(&self, user: &User, member: &Member) -> Result<Vec<Account>, Error> {
        Ok(self.store.removed_accounts(user.guid, member.guid).await?)
    }

    /// A removed account is shared again: it is shown, and the next run reads it.
    pub async fn share_account(
        &self,
        user: &User,
        member: &Member,
        account: AccountGuid,
    ) -> Result<Account, Error> {
        let removed = self.removed_accounts(user, member).await?;
        let account =
            removed.into_iter().find(|one| one.guid == account).ok_or(Error::NotFound("account"))?;
        let mut writes = vec![accounts::share_again(&account, self.engine.operational.now())];
        writes.extend(self.told_of_account(EventName::AccountCreated, &account));
        self.engine.store.commit(writes).await.map_err(gone)?;
        self.account(user, &Name::Guid(account.guid)).await
    }

    /// The accounts of a member; of the manual one without those that were kept when their connection was removed.
    pub async fn own_accounts(
        &self,
        user: &User,
        member: &Member,
        page: Page,
    ) -> Result<PageOf<Account>, Error> {
        Ok(self.store.own_accounts(user.guid, member.guid, page).await?)
    }

    /// The accounts that were kept when their connection was removed, those of one institution together.
    pub async fn kept_accounts(&self, user: &User) -> Result<Vec<Account>, Error> {
        Ok(self.store.kept_accounts(user.guid).await?)
    }

    /// Removes for good what was kept of an institution. What its connection took over meanwhile is none of it.
    pub async fn remove_kept(&self, user: &User, institution_code: &str) -> Result<(), Error> {
        let kept = self.kept_accounts(user).await?;
        for account in
            kept.iter().filter(|one| one.kept_institution_code.as_deref() == Some(institution_code))
        {
            let gone = vec![accounts::delete_kept(account)];
            match self.remove(user, account, gone).await {
                Ok(()) | Err(Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The writes that keep the accounts of a member that is removed: they are the manual member's from now on, and known again when the
    /// institution is connected anew.
    pub(crate) async fn keep_accounts(&self, user: &User, member: &Member) -> Result<Vec<Write>, Error> {
        let accounts = self.store.all_accounts(user.guid, member.guid).await?;
        let mut writes = Vec::new();
        if accounts.is_empty() {
            return Ok(writes);
        }
        let manual = self.manual_member(user, &mut writes).await?;
        let now = self.engine.operational.now();
        let kept: Vec<Account> = accounts
            .into_iter()
            .map(|account| Account {
                member: manual.guid,
                kept_institution_code: Some(member.institution_code.clone()),
                absent_since: None,
                trouble: None,
                updated_at: now,
                ..account
            })
            .collect();
        writes.push(accounts::upsert(&kept));
        writes.extend(accounts::move_rows(&kept));
        writes.extend(accounts::forget_secrets(&kept));
        for account in &kept {
            writes.extend(self.told_of_account(EventName::AccountUpdated, account));
        }
        Ok(writes)
    }
}

/// The member whose accounts they are, where it is known.
fn member_in(of: Of) -> Option<MemberGuid> {
    match of {
        Of::Member(member) => Some(member),
        Of::Account(_) => None,
    }
}

fn gone(error: store::Error) -> Error {
    match error {
        store::Error::Conflict(_) => Error::NotFound("account"),
        other => other.into(),
    }
}

fn edit_facts(facts: &mut AccountFacts, edits: &AccountEdits) -> Result<(), Error> {
    facts.name = edits.name.clone().unwrap_or_else(|| facts.name.clone());
    facts.account_type = edits.account_type.unwrap_or(facts.account_type);
    change_currency(facts, edits.currency.unwrap_or(facts.currency))?;
    facts.is_closed = edits.is_closed.unwrap_or(facts.is_closed);
    for (field, text) in &edits.amounts {
        let money = Money::parse(text, facts.currency)
            .map_err(|error| Error::invalid(format!("account.{}", field.name()), error.to_string()))?;
        facts.amounts.insert(*field, money.minor);
    }
    facts.rates.extend(edits.rates.iter().map(|(field, rate)| (*field, *rate)));
    facts.texts.extend(edits.texts.iter().map(|(field, text)| (*field, text.clone())));
    Ok(())
}

/// The numbers stay as they are written; one that the new currency cannot hold is refused, never rounded.
fn change_currency(facts: &mut AccountFacts, currency: Currency) -> Result<(), Error> {
    for (field, minor) in &mut facts.amounts {
        let text = Money::new(*minor, facts.currency).decimal();
        let money = Money::parse(&text, currency).map_err(|error| {
            Error::invalid(
                "account.currency_code",
                format!("does not fit {} ({text}): it {error}", field.name()),
            )
        })?;
        *minor = money.minor;
    }
    facts.currency = currency;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::account::AccountType;

    #[test]
    fn another_currency_keeps_the_number_or_is_refused() {
        let check = |minor: i64, code: &str, expected: Option<i64>| {
            let mut facts = AccountFacts::new("Cash".into(), AccountType::Cash, Currency::USD);
            facts.amounts.insert(AmountField::Balance, minor);
            let changed = change_currency(&mut facts, code.parse().unwrap());
            assert_eq!(
                changed.is_ok().then_some(facts.amounts[&AmountField::Balance]),
                expected,
                "{minor} {code}"
            );
        };
        check(1055, "EUR", Some(1055));
        check(1000, "JPY", Some(10));
        check(1055, "BHD", Some(10_550));
        check(1055, "JPY", None);
    }
}
