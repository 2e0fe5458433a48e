//! What FDX tells of one account besides, in the hub's words: holdings, owners, numbers, statements.

use super::wire::{Object, Odd};
use crate::data::SourceStatement;
use crate::problem::Problem;
use domain::account::{Holding, Numbers, Owner};
use domain::money::Currency;
use domain::reason::Reason;
use serde_json::Value;
use std::collections::BTreeMap;

/// The positions of an investment account; one that cannot be read makes the whole unreadable, since the rest would not add up.
pub(super) fn holdings(account: &Object, otherwise: Currency) -> Result<Vec<Holding>, Problem> {
    if !account.has("holdings") {
        return Ok(Vec::new());
    }
    let items = account.list("holdings")?;
    let all = items.iter().zip(1..).map(|(item, place)| holding(item, place, otherwise));
    all.collect::<Result<_, Odd>>()
        .map_err(|Odd(what)| Problem::new(Reason::InstitutionError, format!("a holding {what}")))
}

fn holding(item: &Value, place: u32, otherwise: Currency) -> Result<Holding, Odd> {
    let one = Object::of(item).ok_or(Odd("is of unknown form"))?;
    let currency = one.currency(otherwise)?;
    let securities: Vec<Object> =
        ["securityIds", "securities"].iter().flat_map(|name| one.objects(name)).collect();
    let is_cusip = |security: &&Object| {
        security.one_of(&["idType", "securityIdType"]).is_some_and(|kind| kind.eq_ignore_ascii_case("CUSIP"))
    };
    let cusip = securities.iter().find(is_cusip).and_then(|security| security.one_of(&["id", "securityId"]));
    let symbol = one.text("symbol");
    let named = one.one_of(&["holdingName", "description", "symbol"]);
    Ok(Holding {
        source_id: one
            .text("holdingId")
            .or_else(|| cusip.clone())
            .or_else(|| symbol.clone())
            .unwrap_or_else(|| place.to_string()),
        cusip,
        description: named.ok_or(Odd("has no name"))?,
        holding_type: holding_type(&one.text("holdingType").unwrap_or_default()).to_owned(),
        symbol,
        currency,
        quantity: one.rate("units")?.ok_or(Odd("has no quantity"))?,
        price: one.rate("currentUnitPrice")?,
        market_value: one.amount("marketValue", currency)?,
        cost_basis: cost_basis(&one, currency)?,
    })
}

/// What was paid for it: said of the whole, or of each lot.
fn cost_basis(one: &Object, currency: Currency) -> Result<Option<i64>, Odd> {
    if let Some(whole) = one.amount("costBasis", currency)? {
        return Ok(Some(whole));
    }
    let lots = one.objects("taxLots");
    let costs = lots.iter().map(|lot| lot.amount("costBasis", currency)).collect::<Result<Vec<_>, Odd>>()?;
    // A lot of which nothing is said would make the sum a lie.
    Ok(costs.into_iter().try_fold(0_i64, |sum, cost| sum.checked_add(cost?)).filter(|_| !lots.is_empty()))
}

/// MX's name for a kind of holding.
fn holding_type(kind: &str) -> &'static str {
    match kind {
        "STOCK" => "EQUITY",
        "MUTUALFUND" => "MUTUAL_FUND",
        "BOND" | "CD" => "FIXED_INCOME",
        "OPTION" => "OPTIONS",
        "ANNUITY" => "ANNUITY",
        "" => "UNKNOWN",
        _ => "OTHER",
    }
}

/// The people of a contact. What is told of the account as a whole is told of whoever has nothing of their own.
pub(super) fn owners(contact: &Object) -> Result<Vec<Owner>, Problem> {
    const PARTS: [&str; 5] = ["holders", "emails", "email", "addresses", "telephones"];
    if !PARTS.iter().any(|part| contact.has(part)) {
        return Err(Problem::new(Reason::InstitutionError, "the answer tells of nobody"));
    }
    let holders = contact.objects("holders");
    let holders = if holders.is_empty() { vec![Object::default()] } else { holders };
    Ok(holders.iter().zip(1..).map(|(holder, place)| owner(holder, contact, place)).collect())
}

fn owner(holder: &Object, contact: &Object, place: u32) -> Owner {
    let name = holder.object("name").unwrap_or_default();
    let (first_name, last_name) = (name.text("first"), name.text("last"));
    let parts: Vec<&str> = [&first_name, &last_name].into_iter().flatten().map(String::as_str).collect();
    let person = Some(parts.join(" ")).filter(|whole| !whole.is_empty());
    let email = |of: &Object| ["emails", "email"].iter().find_map(|name| of.texts(name).into_iter().next());
    let first = |name: &str| {
        let of = |object: &Object| object.objects(name).into_iter().next();
        of(holder).or_else(|| of(contact)).unwrap_or_default()
    };
    let address = first("addresses");
    let lines: Vec<String> =
        ["line1", "line2", "line3"].iter().filter_map(|line| address.text(line)).collect();
    Owner {
        source_id: holder.text("customerId").unwrap_or_else(|| place.to_string()),
        owner_name: person.or_else(|| name.text("company")).or_else(|| holder.text("name")),
        first_name,
        last_name,
        email: email(holder).or_else(|| email(contact)),
        phone: phone(&first("telephones")),
        address: Some(lines.join(", ")).filter(|lines| !lines.is_empty()),
        city: address.text("city"),
        state: address.one_of(&["region", "state"]),
        postal_code: address.text("postalCode"),
        country: address.text("country"),
    }
}

fn phone(telephone: &Object) -> Option<String> {
    let number = telephone.text("number")?;
    match telephone.text("country") {
        Some(country) if country.starts_with('+') && !number.starts_with('+') => {
            Some(format!("{country}{number}"))
        }
        Some(_) | None => Some(number),
    }
}

/// One for each number by which money reaches the account, whatever networks take it.
pub(super) fn numbers(answer: &Object) -> Result<Vec<Numbers>, Problem> {
    let networks = answer.list("paymentNetworks")?.iter().filter_map(Object::of);
    let mut all: BTreeMap<(Option<String>, String), Numbers> = BTreeMap::new();
    for network in networks {
        let Some(number) = network.text("identifier") else { continue };
        let (bank, kind) = (network.text("bankId"), network.text("type").unwrap_or_default());
        let place = all.len() + 1;
        all.entry((bank.clone(), number.clone())).or_insert_with(|| {
            let canadian = bank.as_deref().filter(|_| kind.starts_with("CA_")).and_then(canadian);
            let (institution_number, transit_number) = canadian.unzip();
            Numbers {
                source_id: place.to_string(),
                account_number: Some(number),
                routing_number: bank.filter(|_| institution_number.is_none()),
                institution_number,
                transit_number,
                sequence_number: None,
            }
        });
    }
    Ok(all.into_values().collect())
}

/// A Canadian routing number for electronic payments: a zero, the institution, the transit (Payments Canada, Rule F1).
fn canadian(bank: &str) -> Option<(String, String)> {
    let digits =
        bank.strip_prefix('0').filter(|rest| rest.len() == 8 && rest.bytes().all(|b| b.is_ascii_digit()))?;
    let (institution, transit) = digits.split_at(3);
    Some((institution.to_owned(), transit.to_owned()))
}

/// A page of statements; one that cannot be named makes the page unreadable.
pub(super) fn statements(answer: &Object) -> Result<Vec<SourceStatement>, Problem> {
    let items = answer.list("statements")?;
    let read = |item: &Value| {
        let one = Object::of(item).ok_or(Odd("is of unknown form"))?;
        let id = one.text("statementId").ok_or(Odd("has no id"))?;
        let issued_on = one.day("statementDate")?.ok_or(Odd("has no day"))?;
        Ok(SourceStatement { id, issued_on })
    };
    let all = items.iter().map(read).collect::<Result<_, Odd>>();
    all.map_err(|Odd(what)| Problem::new(Reason::InstitutionError, format!("a statement {what}")))
}
