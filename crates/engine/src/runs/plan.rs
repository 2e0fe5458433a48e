//! What a run reads, in which order, and how far it has come. Kept in the run's row, so that any process goes on where it stopped.

use connectors::Want;
use domain::account::AccountType;
use domain::id::AccountGuid;
use domain::reason::Reason;
use domain::run::{Reads, RunKind};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Days of transactions of an aggregation (MX: 90).
const AGGREGATE_DAYS: i64 = 90;
/// Months of transactions of a longer history (MX: 24).
const HISTORY_MONTHS: i64 = 24;

/// How far a run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Until {
    /// Until it is signed in; nothing is read.
    SignedIn,
    #[default]
    Read,
}

/// The plan of a run.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Plan {
    /// Made when the first page is read.
    is_made: bool,
    until: Until,
    /// What is read beside accounts, by name; what the kind of the run says when nothing is named.
    reads: Option<String>,
    pub(super) items: VecDeque<Item>,
    /// The next page of the first item.
    pub(super) after: Option<String>,
    /// Pages of the first item that were read.
    pub(super) pages: u32,
    /// Accounts that the source told of.
    pub(super) accounts: u32,
    /// Something of some account could not be read.
    pub(super) is_partial: bool,
    /// What the person should know of an account or a consent, by the name of its reason; the gravest.
    pub(super) side_fact: Option<String>,
    /// Accounts in a row of which nothing could be read, for a cause that is none of theirs.
    pub(super) failing_in_row: u32,
    /// Something of some account was read.
    pub(super) has_read: bool,
}

/// One thing to read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Item {
    pub(super) what: What,
    /// The source's id of the account; empty for the accounts themselves.
    pub(super) source_account_id: String,
    pub(super) account: Option<AccountName>,
    /// The account's balance before this run read it, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) balance_before: Option<i64>,
}

/// An account's guid as text.
pub(super) type AccountName = String;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum What {
    Accounts,
    Transactions,
    Holdings,
    Owners,
    Numbers,
    Statements,
    /// The documents of all statements that the run has listed; the first item's next page is the next document.
    Documents,
}

/// An account that was read, as far as the plan needs it.
pub(super) struct ReadAccount {
    pub(super) source_account_id: String,
    pub(super) guid: AccountGuid,
    pub(super) account_type: AccountType,
    pub(super) balance_before: Option<i64>,
}

impl Plan {
    /// The progress of a run at its beginning, when it reads something else than runs of its kind do.
    pub(crate) fn reading(reads: Reads) -> String {
        Self { reads: Some(reads.names().collect::<Vec<_>>().join(" ")), ..Self::default() }.to_text()
    }

    /// The progress of a run that signs in and reads nothing.
    pub(crate) fn signing_in() -> String {
        Self { until: Until::SignedIn, ..Self::default() }.to_text()
    }

    /// Whether a run with this progress is over once it is signed in.
    pub(super) fn only_signs_in(progress: &str) -> bool {
        serde_json::from_str(progress).is_ok_and(|plan: Self| plan.until == Until::SignedIn)
    }

    pub(super) fn read(progress: &str) -> Option<Self> {
        let mut plan: Self = serde_json::from_str(progress).ok()?;
        if !plan.is_made {
            plan.is_made = true;
            plan.items.push_back(Item::of_all(What::Accounts));
        }
        Some(plan)
    }

    pub(super) fn to_text(&self) -> String {
        // A plan of texts and numbers always has a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The accounts are known: what is to be read of each.
    pub(super) fn accounts_read(&mut self, kind: RunKind, accounts: &[ReadAccount]) {
        self.accounts = u32::try_from(accounts.len()).unwrap_or(u32::MAX);
        let names = self.reads.as_deref().map(str::split_whitespace);
        let reads = names.map_or_else(|| Reads::of(kind), Reads::from_names);
        for account in accounts {
            let is_investment = account.account_type == AccountType::Investment;
            let wants = [
                (What::Transactions, reads.transactions),
                (What::Holdings, reads.holdings && is_investment),
                (What::Numbers, reads.numbers),
                (What::Owners, reads.owners),
                (What::Statements, reads.statements),
            ];
            self.items.extend(wants.into_iter().filter(|(_, is_read)| *is_read).map(|(what, _)| Item {
                what,
                source_account_id: account.source_account_id.clone(),
                account: Some(account.guid.to_string()),
                balance_before: account.balance_before.filter(|_| what == What::Transactions),
            }));
        }
        if reads.statements {
            self.items.push_back(Item::of_all(What::Documents));
        }
    }

    /// Notes something beside the data. What asks for attention comes before what is wrong with one account; else the first stays.
    pub(super) fn note(&mut self, reason: Reason) {
        let known = self.side_fact();
        if known.is_none_or(|known| reason.is_attention() && !known.is_attention()) {
            self.side_fact = Some(reason.name().to_owned());
        }
    }

    pub(super) fn side_fact(&self) -> Option<Reason> {
        self.side_fact.as_deref().and_then(Reason::from_name)
    }

    /// The page of the first item was read; `next` is its next page.
    pub(super) fn page_read(&mut self, next: Option<String>) {
        self.after = next;
        self.pages += 1;
        if self.after.is_none() {
            self.items.pop_front();
            self.pages = 0;
        }
    }
}

/// The days of which a run of that kind reads the transactions.
pub(super) fn days(kind: RunKind, today: Date) -> (Date, Date) {
    let back: Span = match kind {
        RunKind::ExtendHistory => HISTORY_MONTHS.months(),
        RunKind::Aggregate
        | RunKind::Verify
        | RunKind::Identify
        | RunKind::CheckBalance
        | RunKind::FetchStatements => AGGREGATE_DAYS.days(),
    };
    // A source may live in another time zone.
    (today.saturating_sub(back), today.saturating_add(1.days()))
}

impl Item {
    fn of_all(what: What) -> Self {
        Self { what, source_account_id: String::new(), account: None, balance_before: None }
    }

    /// What to ask the source; none where the item leads to one thing after another.
    pub(super) fn want(&self) -> Option<Want> {
        let account = self.source_account_id.clone();
        Some(match self.what {
            What::Accounts => Want::Accounts,
            What::Holdings => Want::Holdings { account },
            What::Owners => Want::Owners { account },
            What::Numbers => Want::Numbers { account },
            What::Statements => Want::Statements { account },
            // Page after page, and document after document.
            What::Transactions | What::Documents => return None,
        })
    }
}
