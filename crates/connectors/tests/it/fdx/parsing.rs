//! Whatever a server says, it is read or refused: arbitrary answers to every verb, and good answers with arbitrary changes.

use crate::any_answer::Tried;
use crate::parsing::{any_json, changed};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::time::Duration;

fn check(status: u16, retry_after: Option<Duration>, body: Vec<u8>) -> Result<(), TestCaseError> {
    Tried::fdx().check(status, retry_after, body).map_err(TestCaseError::fail)
}

/// One good answer of each kind.
fn good_answers() -> Vec<Value> {
    vec![
        json!({"issuer": "https://bank.example", "authorization_endpoint": "https://bank.example/authorize",
            "token_endpoint": "https://bank.example/token", "revocation_endpoint": "https://bank.example/revoke"}),
        json!({"access_token": "t", "token_type": "Bearer", "refresh_token": "r", "expires_in": 300, "scope": "a"}),
        json!({"error": "invalid_grant", "error_description": "no"}),
        json!({"code": "701", "message": "no"}),
        json!({"id": "c", "status": "ACTIVE", "expirationTime": "2027-01-01T00:00:00Z"}),
        json!({"page": {"nextOffset": "2"}, "links": {"next": {"href": "?offset=2"}}, "accounts": [
            {"accountCategory": "DEPOSIT_ACCOUNT", "accountId": "a-1", "accountType": "CHECKING", "currentBalance": 1.5,
             "accountNumberDisplay": "xx12", "currency": {"currencyCode": "USD"}, "annualPercentageYield": 1.1, "maturityDate": "2027-01-01"},
            {"loanAccount": {"accountId": "a-2", "principalBalance": "7.00", "interestRate": 4.1}}, {"accountId": "a-3"}]}),
        json!({"page": {"nextOffset": 9}, "transactions": [{"transactionId": "t-1", "status": "POSTED", "debitCreditMemo": "DEBIT",
            "amount": 12.34, "transactionTimestamp": "2026-01-19T17:20:00Z", "postedTimestamp": "2026-01-20", "description": "Cafe",
            "payee": {"name": "x"}, "merchantCategoryCode": 5812, "checkNumber": 7}]}),
        json!({"accountId": "a-1", "accountCategory": "INVESTMENT_ACCOUNT", "holdings": [{"holdingId": "h", "holdingName": "X", "units": 1,
            "currentUnitPrice": 2, "marketValue": 2, "securityIds": [{"id": "1", "idType": "CUSIP"}], "taxLots": [{"costBasis": 1}]}]}),
        json!({"holders": [{"customerId": "c", "name": {"first": "A", "last": "B"}, "email": ["x"], "addresses": [{"line1": "1"}],
            "telephones": [{"country": "+1", "number": "2"}]}], "emails": ["y"]}),
        json!({"paymentNetworks": [{"bankId": "000112345", "identifier": "1", "type": "CA_ACSS"}]}),
        json!({"statements": [{"statementId": "s", "statementDate": "2026-01-03"}]}),
    ]
}

/// What the answers of such servers are made of.
const OF_FDX: &[&str] = &[
    "accounts",
    "accountId",
    "accountType",
    "accountCategory",
    "depositAccount",
    "DEPOSIT_ACCOUNT",
    "LOAN_ACCOUNT",
    "transactions",
    "transactionId",
    "amount",
    "POSTED",
    "CREDIT",
    "links",
    "next",
    "href",
    "page",
    "nextOffset",
    "offset=c",
    "?a#b",
    "code",
    "602",
    "error",
    "invalid_token",
    "access_token",
    "token_type",
    "Bearer",
    "issuer",
    "token_endpoint",
    "https://bank.example",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes(status in prop_oneof![Just(200_u16), 100_u16..600], body in vec(any::<u8>(), 0..200)) {
        check(status, None, body)?;
    }

    #[test]
    fn values(status in prop_oneof![Just(200_u16), 100_u16..600], seconds in any::<Option<u64>>(), body in any_json(OF_FDX)) {
        check(status, seconds.map(Duration::from_secs), body.to_string().into_bytes())?;
    }

    #[test]
    fn good_answers_with_changes(answer in changed(good_answers(), OF_FDX)) {
        check(200, None, answer.to_string().into_bytes())?;
    }
}

#[test]
fn good_answers_are_taken() {
    for answer in good_answers() {
        check(200, None, answer.to_string().into_bytes()).unwrap();
    }
}
