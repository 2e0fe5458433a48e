//! An entry (`Ntry`). It is one row, or, where it stands for a batch, one row for each transaction in it: but only when these tell
//! their amounts and the amounts make the entry's to the cent. The balance of the account knows the entry alone.

use super::super::flaw::Flaw;
use super::super::row::{Draft, Moment, Notes};
use super::super::told::{FileRow, Place, Why};
use super::party_name;
use super::tree::Node;
use domain::clock::Timestamp;
use domain::money::{Currency, Money, MoneyError};
use domain::transaction::TransactionStatus;
use jiff::civil::Date;

/// What banks write where they have nothing to say.
const NOTHING: [&str; 4] = ["NOTPROVIDED", "NONREF", "NOT PROVIDED", "N/A"];

/// Adds the rows of an entry.
pub(super) fn read(
    entry: &Node,
    currency: Option<Currency>,
    place: Place,
    today: Date,
    rows: &mut Vec<FileRow>,
    notes: &mut Notes,
) -> Result<(), Flaw> {
    let drafts = match drafts(entry, currency, place) {
        Ok(drafts) => drafts,
        Err(why) => {
            notes.count(place)?;
            notes.skip(place, why);
            return Ok(());
        }
    };
    for draft in drafts {
        notes.count(place)?;
        notes.take(rows, place, draft.finish(today));
    }
    Ok(())
}

fn drafts(entry: &Node, currency: Option<Currency>, place: Place) -> Result<Vec<Draft>, Why> {
    let status = status(entry)?;
    let money = sided(amount(entry.child("Amt"), currency)?, entry.text("CdtDbtInd"))?;
    let booked = entry.child("BookgDt").map(|day| moment(day).ok_or(Why::DateUnreadable)).transpose()?;
    let value = entry.child("ValDt").map(|day| moment(day).ok_or(Why::DateUnreadable)).transpose()?;
    let draft = Draft {
        status,
        booked,
        value_on: value.map(|value| value.day),
        reference: said(entry.text("NtryRef")),
        memo: entry.text("AddtlNtryInf").map(str::to_owned),
        ..Draft::new(place, money)
    };
    let is_reversal = matches!(entry.text("RvslInd"), Some("true" | "1"));
    let details: Vec<&Node> = entry.all("NtryDtls").flat_map(|details| details.all("TxDtls")).collect();
    let id = said(entry.text("AcctSvcrRef"));
    Ok(match (details.as_slice(), parts(&details, money, entry)) {
        ([], _) => vec![Draft { id, ..draft }],
        ([one], _) => {
            let draft = with_details(draft, one, is_reversal);
            vec![Draft { id: id.or_else(|| own_id(one)), ..draft }]
        }
        (many, Some(parts)) => {
            let each = |(one, money): (&&Node, Money)| {
                let draft = with_details(Draft { money, ..draft.clone() }, one, is_reversal);
                Draft { id: own_id(one), ..draft }
            };
            many.iter().zip(parts).map(each).collect()
        }
        (many, None) => vec![Draft { id, ..with_names(draft, many, is_reversal) }],
    })
}

/// `BOOK` and its like stand in `Sts`, since version 8 in its `Cd`.
fn status(entry: &Node) -> Result<TransactionStatus, Why> {
    let code = entry.text("Sts").or_else(|| entry.child("Sts").and_then(|status| status.text("Cd")));
    match code {
        None | Some("BOOK") => Ok(TransactionStatus::Posted),
        Some("PDNG" | "FUTR") => Ok(TransactionStatus::Pending),
        Some(_) => Err(Why::NotBooked),
    }
}

/// The amounts of transactions, with their sides, if together they are the entry's.
fn parts(details: &[&Node], whole: Money, entry: &Node) -> Option<Vec<Money>> {
    let one = |details: &&Node| {
        let told = details.child("Amt").or_else(|| details.at(&["AmtDtls", "TxAmt", "Amt"]))?;
        let side = details.text("CdtDbtInd").or(entry.text("CdtDbtInd"));
        sided(amount(Some(told), Some(whole.currency)).ok()?, side).ok()
    };
    let parts: Vec<Money> = details.iter().map(one).collect::<Option<_>>()?;
    let is_alike = parts.iter().all(|part| part.currency == whole.currency);
    let sum: i128 = parts.iter().map(|part| i128::from(part.minor)).sum();
    (is_alike && sum == i128::from(whole.minor)).then_some(parts)
}

/// What a transaction says of itself. The entry's own words are the memo where it says nothing.
fn with_details(draft: Draft, details: &Node, is_reversal: bool) -> Draft {
    let references = details.child("Refs");
    let reference = |name| said(references.and_then(|references| references.text(name)));
    let name = counterparty(details, draft.money, is_reversal);
    let remittance = remittance(details).or_else(|| details.text("AddtlTxInf").map(str::to_owned));
    let made = details.at(&["RltdDts", "TxDtTm"]).and_then(|time| moment_of(&time.value));
    Draft {
        reference: reference("EndToEndId").or(draft.reference),
        description: name.map(str::to_owned).or_else(|| remittance.clone()).unwrap_or_default(),
        memo: remittance.or(draft.memo),
        check_number: reference("ChqNb"),
        transacted: made,
        ..draft
    }
}

/// A batch of which the parts are not told: the entry's words, else the names in it.
fn with_names(draft: Draft, details: &[&Node], is_reversal: bool) -> Draft {
    /// More names than this say nothing more.
    const NAMES_MAX: usize = 10;
    let names = details.iter().filter_map(|one| counterparty(one, draft.money, is_reversal));
    let mut names: Vec<&str> = names.take(NAMES_MAX).collect();
    names.dedup();
    Draft { description: names.join(", "), ..draft }
}

/// Whoever is at the other end. In a reversal the parties are those of what is reversed.
fn counterparty(details: &Node, money: Money, is_reversal: bool) -> Option<&str> {
    let parties = details.child("RltdPties")?;
    let is_payer_wanted = (money.minor >= 0) != is_reversal;
    let wanted = if is_payer_wanted { ["Dbtr", "UltmtDbtr"] } else { ["Cdtr", "UltmtCdtr"] };
    wanted.into_iter().find_map(|party| party_name(parties.child(party)?))
}

/// What the payer wrote: lines of text, else a reference of the creditor.
fn remittance(details: &Node) -> Option<String> {
    let told = details.child("RmtInf")?;
    let lines: Vec<&str> = told.all("Ustrd").map(|line| line.value.as_str()).collect();
    let structured = || {
        let one = told.child("Strd")?;
        let reference = one.child("CdtrRefInf").and_then(|reference| reference.text("Ref"));
        one.text("AddtlRmtInf").or(reference).map(str::to_owned)
    };
    Some(lines.join(" ")).filter(|text| !text.trim().is_empty()).or_else(structured)
}

fn own_id(details: &Node) -> Option<String> {
    said(details.child("Refs").and_then(|references| references.text("AcctSvcrRef")))
}

fn said(text: Option<&str>) -> Option<String> {
    text.filter(|text| !NOTHING.contains(&text.to_ascii_uppercase().as_str())).map(str::to_owned)
}

/// An `Amt` in the currency that it names.
pub(super) fn amount(node: Option<&Node>, otherwise: Option<Currency>) -> Result<Money, Why> {
    let node = node.ok_or(Why::NoAmount)?;
    let currency = match &node.currency {
        Some(code) => code.parse().map_err(|_| Why::CurrencyUnknown)?,
        None => otherwise.ok_or(Why::CurrencyUnknown)?,
    };
    let text = node.value.strip_prefix('+').unwrap_or(&node.value);
    // JSON has exponents, and a schema's decimal has none.
    if !text.bytes().all(|one| one.is_ascii_digit() || one == b'.') {
        return Err(Why::AmountUnreadable);
    }
    let text = text.strip_suffix('.').unwrap_or(text);
    let text = if text.starts_with('.') { format!("0{text}") } else { text.to_owned() };
    // The side tells what comes and goes; an amount with a sign of its own contradicts the schema.
    Money::parse(&text, currency).map_err(|error| match error {
        MoneyError::Precision => Why::TooManyDigits,
        MoneyError::Form | MoneyError::Range | MoneyError::Currency => Why::AmountUnreadable,
    })
}

/// An amount with the sign of its side.
pub(super) fn sided(money: Money, side: Option<&str>) -> Result<Money, Why> {
    match side {
        Some("CRDT") => Ok(money),
        Some("DBIT") => Ok(Money::new(money.minor.saturating_neg(), money.currency)),
        _ => Err(Why::SideUnclear),
    }
}

/// `Dt` or `DtTm`.
pub(super) fn moment(node: &Node) -> Option<Moment> {
    moment_of(node.text("DtTm").or_else(|| node.text("Dt"))?)
}

/// A day, with the instant where a zone is told.
fn moment_of(text: &str) -> Option<Moment> {
    let day = day(text)?;
    match text.parse::<Timestamp>() {
        Ok(instant) => Some(Moment { day, instant }),
        Err(_) => Moment::of_day(day),
    }
}

/// The day that stands there, whatever its time and zone.
pub(super) fn day(text: &str) -> Option<Date> {
    const DAY_CHARS: usize = 10;
    text.get(..DAY_CHARS)?.parse().ok()
}
