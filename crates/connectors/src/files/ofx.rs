//! OFX, and QFX and QBO, which are OFX under other names: the connector's own parser, and its reading of accounts and rows.

use super::How;
use super::encoding;
use super::flaw::{Flaw, FlawKind, Limit};
use super::row::{Notes, settle_ids, sound};
use super::told::{FileAccount, FileRow, Format, InstitutionHint, Place, Why};
use super::{ACCOUNTS_MAX, ELEMENTS_MAX, FILE_BYTES_MAX, LINE_BYTES_MAX, NESTING_MAX};
use crate::account_number::iban;
use crate::bounds;
use crate::grant::Secret;
use crate::ofx::Unread;
use crate::ofx::download::{self, Download, DownloadRow, Origin};
use crate::ofx::parse::{Document, Limits, ParseError, What, parse};
use jiff::ToSpan;
use jiff::civil::Date;

const LIMITS: Limits =
    Limits { bytes: FILE_BYTES_MAX, depth: NESTING_MAX, elements: ELEMENTS_MAX, value_bytes: LINE_BYTES_MAX };

pub(super) fn read(bytes: &[u8], how: &How<'_>, notes: &mut Notes) -> Result<Vec<FileAccount>, Flaw> {
    let document = document(bytes)?;
    let origin = download::origin(&document);
    let mut accounts = Vec::new();
    let mut entries = 0;
    for statement in download::statements(&document) {
        if accounts.len() >= ACCOUNTS_MAX {
            return Err(Flaw::new(FlawKind::TooMuch(Limit::Accounts)));
        }
        accounts.push(account(&statement, &origin, how, &mut entries, notes)?);
    }
    if accounts.is_empty() {
        return Err(Flaw::new(FlawKind::NoAccount(Format::Ofx)));
    }
    Ok(accounts)
}

/// The parser reads bytes of ASCII's kind; a spreadsheet or editor may have made UTF-16 of them.
fn document(bytes: &[u8]) -> Result<Document, Flaw> {
    let wide = encoding::utf_16(bytes)?;
    let bytes = wide.as_deref().map_or(bytes, str::as_bytes);
    parse(encoding::without_end_mark(bytes), LIMITS).map_err(flaw)
}

fn flaw(error: ParseError) -> Flaw {
    let kind = match error.what {
        What::TooLarge => FlawKind::TooMuch(Limit::Bytes),
        What::TooDeep => FlawKind::TooMuch(Limit::Nesting),
        What::TooMany => FlawKind::TooMuch(Limit::Elements),
        What::ValueTooLong => FlawKind::TooMuch(Limit::LineBytes),
        What::Encoding => FlawKind::Encoding,
        What::Doctype => FlawKind::Entities,
        What::Unfinished | What::NotClosed => FlawKind::CutOff(Format::Ofx),
        What::NotOfx | What::Unreadable | What::Tag | What::StrayText | What::StrayEnd | What::Trailing => {
            FlawKind::Broken(Format::Ofx)
        }
    };
    Flaw::at(kind, Place { line: Some(error.line), byte: Some(error.offset), entry: None })
}

fn account(
    told: &Download<'_>,
    origin: &Origin<'_>,
    how: &How<'_>,
    entries: &mut usize,
    notes: &mut Notes,
) -> Result<FileAccount, Flaw> {
    let currency = told.currency().or(how.currency);
    let mut account = FileAccount {
        number: told.full_number().map(Secret::new),
        routing_number: told.routing_number().map(str::to_owned),
        iban: iban(told.number()).map(Secret::new),
        mask: told.mask(),
        account_type: told.account_type(),
        currency,
        institution: institution(told, origin),
        closing: currency.and_then(|currency| told.closing(currency)),
        window: told.span().and_then(|span| whole_days(span, origin.made_on.unwrap_or(how.today))),
        ..FileAccount::default()
    };
    let Some(currency) = currency else { return Err(Flaw::new(FlawKind::NoCurrency)) };
    for read in told.rows(currency) {
        *entries += 1;
        let place = Place::entry(*entries);
        notes.count(place)?;
        let row = read.map_err(why).and_then(|row| sound(file_row(row, place), how.today));
        notes.take(&mut account.rows, place, row);
    }
    settle_ids(&mut account, notes);
    Ok(account)
}

/// The days of a span that were over when the document was made: on its own day something may have followed.
fn whole_days((first, last): (Date, Date), made_on: Date) -> Option<(Date, Date)> {
    let last = last.min(made_on.saturating_sub(1.day()));
    (first <= last).then_some((first, last))
}

fn institution(told: &Download<'_>, origin: &Origin<'_>) -> InstitutionHint {
    /// BICs have one of these lengths (ISO 9362).
    const BIC_CHARS: [usize; 2] = [8, 11];
    let is_bic =
        |id: &&str| BIC_CHARS.contains(&id.len()) && id.bytes().take(6).all(|byte| byte.is_ascii_uppercase());
    let bank = told.bank_id();
    let bic = bank.filter(is_bic);
    InstitutionHint {
        name: None,
        ofx_org: origin.org.and_then(bounds::name),
        ofx_fid: origin.fid.and_then(bounds::name),
        bic: bic.map(str::to_owned),
        bank_code: bank.filter(|_| bic.is_none()).and_then(bounds::name),
    }
}

fn file_row(row: DownloadRow, place: Place) -> FileRow {
    let DownloadRow { id, reference, booked_on, value_on, facts } = row;
    FileRow { place, id, reference, booked_on, value_on, facts }
}

const fn why(unread: Unread) -> Why {
    match unread {
        Unread::NoDay => Why::NoDate,
        Unread::Time => Why::DateUnreadable,
        Unread::NoAmount => Why::NoAmount,
        Unread::Amount => Why::AmountUnreadable,
        Unread::Digits => Why::TooManyDigits,
        Unread::OfUnknownCurrency | Unread::Currency => Why::CurrencyUnknown,
        Unread::Balance | Unread::Holding | Unread::Trade | Unread::NoId => Why::Unreadable,
    }
}
