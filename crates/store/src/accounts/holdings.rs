//! The holdings of investment accounts.

use super::Account;
use crate::{Write, args};
use domain::account::Holding;
use domain::clock::Timestamp;
use domain::id::HoldingGuid;

/// The holdings of an account as they are now; those that were known before go.
pub fn upsert_holdings(account: &Account, holdings: &[(HoldingGuid, Holding)], now: Timestamp) -> Vec<Write> {
    let gone = Write::new(
        "DELETE FROM holdings WHERE client_guid = ?1 AND user_guid = ?2 AND account_guid = ?3",
        args![account.client, account.user, account.guid],
    );
    let insert = Write::many(
        "INSERT INTO holdings (user_guid, account_guid, source_id, guid, client_guid, member_guid, facts, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        holdings
            .iter()
            .map(|(guid, holding)| {
                let facts = serde_json::json!({
                    "symbol": holding.symbol, "cusip": holding.cusip, "description": holding.description,
                    "holding_type": holding.holding_type, "currency": holding.currency.code(),
                    "quantity": holding.quantity.millionths, "price": holding.price.map(|price| price.millionths),
                    "market_value": holding.market_value, "cost_basis": holding.cost_basis,
                });
                args![
                    account.user,
                    account.guid,
                    &holding.source_id,
                    *guid,
                    account.client,
                    account.member,
                    facts.to_string(),
                    now
                ]
            })
            .collect(),
    );
    vec![gone, insert]
}
