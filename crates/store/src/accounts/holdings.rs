//! The holdings of investment accounts.

use super::Account;
use crate::error::Error;
use crate::{Tenant, Write, args};
use domain::account::Holding;
use domain::clock::Timestamp;
use domain::id::HoldingGuid;
use domain::money::Rate;
use serde::Deserialize;

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

/// The facts of a holding as they are stored.
#[derive(Debug, Deserialize)]
struct StoredHolding {
    symbol: Option<String>,
    cusip: Option<String>,
    description: String,
    holding_type: String,
    currency: String,
    quantity: i64,
    price: Option<i64>,
    market_value: Option<i64>,
    cost_basis: Option<i64>,
}

impl Tenant<'_> {
    /// The holdings of an account.
    pub async fn holdings(&self, account: &Account) -> Result<Vec<(HoldingGuid, Holding)>, Error> {
        let rows = self
            .read(
                "SELECT * FROM holdings WHERE client_guid = ?1 AND user_guid = ?2 AND account_guid = ?3 ORDER BY source_id",
                args![self.client, account.user, account.guid],
            )
            .await?;
        let read = |row: &crate::Row| {
            let stored: StoredHolding = row.json("facts")?;
            let rate = |millionths| Rate { millionths };
            let holding = Holding {
                source_id: row.string("source_id")?,
                symbol: stored.symbol,
                cusip: stored.cusip,
                description: stored.description,
                holding_type: stored.holding_type,
                currency: stored.currency.parse().map_or_else(|_| row.named("facts", |_| None), Ok)?,
                quantity: rate(stored.quantity),
                price: stored.price.map(rate),
                market_value: stored.market_value,
                cost_basis: stored.cost_basis,
            };
            Ok((row.parse("guid")?, holding))
        };
        rows.iter().map(read).collect()
    }
}
