//! What a report is made of, loaded.

use crate::records::{Account, Member, Of, Page, ReportGuid, TransactionFilter, Verification};
use crate::{Engine, Error};
use domain::account::AmountField;
use domain::clock::Timestamp;
use domain::report::{self, AccountNumber, Input, OwnerName};
use jiff::ToSpan;
use jiff::tz::TimeZone;

/// Transactions of one page.
const PAGE: u32 = 5_000;
/// Transactions of one report; ten accounts of somebody who pays everything by card have some tens of thousands in two years.
const TRANSACTIONS_MAX: usize = 500_000;
/// Entries of numbers and owners of one account.
const ALL: Page = Page { number: 1, size: 100 };

/// A report to be written.
#[derive(Debug)]
pub struct ReportDraft {
    pub verification: Verification,
    pub guid: ReportGuid,
    pub made_at: Timestamp,
    pub input: Input,
}

/// The data of these accounts, as a report goes by it.
pub(super) async fn load(
    engine: &Engine,
    one: &Verification,
    members: &[Member],
    accounts: Vec<Account>,
) -> Result<Input, Error> {
    let store = engine.store.of(one.client);
    let end = engine.now().to_zoned(TimeZone::UTC).date();
    let from = end.saturating_sub(i32::from(one.months).months());
    let mut input = Input { end, months: one.months, accounts: Vec::new(), transactions: Vec::new() };
    for account in accounts {
        let of = Of::Account(account.guid);
        let numbers = store.numbers(one.user, of, ALL).await?.items;
        let full = numbers.into_iter().find_map(|one| one.numbers.account_number);
        let owners = store.owners(one.user, of, ALL).await?.items;
        let institution = members.iter().find(|member| member.guid == account.member);
        input.accounts.push(report::Account {
            guid: account.guid.to_string(),
            institution: institution.map(|member| member.name.clone()).unwrap_or_default(),
            name: account.facts.name.clone(),
            account_type: account.facts.account_type,
            currency: account.facts.currency,
            number: full
                .map(AccountNumber::Full)
                .or_else(|| account.facts.mask.clone().map(AccountNumber::LastDigits)),
            owners: owners.into_iter().filter_map(|one| one.owner.owner_name).map(OwnerName).collect(),
            balance: account.facts.amount(AmountField::Balance).map(|money| money.minor),
            balances_before: Vec::new(),
            history_from: None,
        });
        let filter = TransactionFilter {
            account: Some(account.guid),
            from_date: Some(from),
            ..TransactionFilter::default()
        };
        let mut number = 1;
        loop {
            let page = store.transactions(one.user, &filter, Page { number, size: PAGE }).await?;
            let is_last = u32::try_from(page.items.len()).is_ok_and(|count| count < PAGE);
            input.transactions.extend(page.items.into_iter().map(|one| report::Transaction {
                guid: one.guid.to_string(),
                account_guid: one.account.to_string(),
                date: one.facts.date,
                transaction_type: one.facts.transaction_type,
                amount: one.facts.amount,
                description: one.facts.description,
                category: one.facts.category,
                status: one.facts.status,
            }));
            if input.transactions.len() > TRANSACTIONS_MAX {
                return Err(Error::not_now("there are more transactions than a report takes"));
            }
            if is_last {
                break;
            }
            number += 1;
        }
    }
    Ok(input)
}
