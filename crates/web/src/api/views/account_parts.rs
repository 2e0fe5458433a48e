//! What hangs on an account as JSON: its numbers and its owners.

use crate::request::page::Pagination;
use engine::records::{Page, PageOf, StoredNumbers, StoredOwner};
use serde::Serialize;
use utoipa::ToSchema;

/// The full numbers of an account, for payments.
#[derive(Serialize, ToSchema)]
#[schema(as = AccountNumber)]
pub(crate) struct AccountNumberView {
    account_guid: String,
    account_number: Option<String>,
    #[schema(example = "ACN-8899832e-e5b4-42cd-aa25-bbf1dc889a8f")]
    guid: String,
    institution_number: Option<String>,
    loan_guarantor: Option<String>,
    loan_reference_number: Option<String>,
    member_guid: String,
    passed_validation: Option<bool>,
    routing_number: Option<String>,
    sequence_number: Option<String>,
    transit_number: Option<String>,
    user_guid: String,
}

/// A person who owns an account, as the institution tells.
#[derive(Serialize, ToSchema)]
#[schema(as = AccountOwner)]
pub(crate) struct AccountOwnerView {
    account_guid: String,
    address: Option<String>,
    city: Option<String>,
    country: Option<String>,
    email: Option<String>,
    first_name: Option<String>,
    #[schema(example = "ACO-63dc7714-6fc0-4aa2-a069-c06cdccd1af9")]
    guid: String,
    last_name: Option<String>,
    member_guid: String,
    owner_name: Option<String>,
    phone: Option<String>,
    postal_code: Option<String>,
    state: Option<String>,
    user_guid: String,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct AccountNumbersBody {
    account_numbers: Vec<AccountNumberView>,
    pagination: Pagination,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct AccountOwnersBody {
    account_owners: Vec<AccountOwnerView>,
    pagination: Pagination,
}

impl AccountNumbersBody {
    pub(crate) fn new(user_guid: &str, found: PageOf<StoredNumbers>, page: Page) -> Self {
        let view = |stored: StoredNumbers| AccountNumberView {
            account_guid: stored.account.to_string(),
            account_number: stored.numbers.account_number,
            guid: stored.guid.to_string(),
            institution_number: stored.numbers.institution_number,
            loan_guarantor: None,
            loan_reference_number: None,
            member_guid: stored.member.to_string(),
            passed_validation: None,
            routing_number: stored.numbers.routing_number,
            sequence_number: stored.numbers.sequence_number,
            transit_number: stored.numbers.transit_number,
            user_guid: user_guid.to_owned(),
        };
        Self {
            pagination: Pagination::new(page, found.total),
            account_numbers: found.items.into_iter().map(view).collect(),
        }
    }
}

impl AccountOwnersBody {
    pub(crate) fn new(user_guid: &str, found: PageOf<StoredOwner>, page: Page) -> Self {
        let view = |stored: StoredOwner| AccountOwnerView {
            account_guid: stored.account.to_string(),
            address: stored.owner.address,
            city: stored.owner.city,
            country: stored.owner.country,
            email: stored.owner.email,
            first_name: stored.owner.first_name,
            guid: stored.guid.to_string(),
            last_name: stored.owner.last_name,
            member_guid: stored.member.to_string(),
            owner_name: stored.owner.owner_name,
            phone: stored.owner.phone,
            postal_code: stored.owner.postal_code,
            state: stored.owner.state,
            user_guid: user_guid.to_owned(),
        };
        Self {
            pagination: Pagination::new(page, found.total),
            account_owners: found.items.into_iter().map(view).collect(),
        }
    }
}
