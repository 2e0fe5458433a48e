//! Words that stand in cells: for the side of an amount, and for how far a transaction has come; and texts as they were meant.

use super::super::month::folded;
use domain::transaction::TransactionStatus;

/// A text without the apostrophe that keeps a spreadsheet from running it as a formula.
pub(super) fn meant(cell: &str) -> &str {
    const RUN: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let is_kept = cell.trim_start_matches('\'').trim_start().starts_with(RUN);
    cell.strip_prefix('\'').filter(|_| is_kept).unwrap_or(cell)
}

/// Which way money went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Debit,
    Credit,
}

const DEBITS: &[&str] = &[
    "d",
    "db",
    "dr",
    "debit",
    "s",
    "soll",
    "af",
    "debet",
    "debito",
    "debe",
    "cargo",
    "dare",
    "out",
    "-",
    "withdrawal",
    "lastschrift",
    "belastung",
    "dslip out",
    "check",
    "uit",
    "gasto",
    "saida",
    "addebito",
    "dbit",
];
const CREDITS: &[&str] = &[
    "c",
    "cr",
    "credit",
    "h",
    "haben",
    "bij",
    "credito",
    "haber",
    "abono",
    "avere",
    "in",
    "+",
    "deposit",
    "gutschrift",
    "dslip",
    "ingreso",
    "entrada",
    "accredito",
    "crdt",
];

/// The side that a word names.
pub(super) fn side(cell: &str) -> Option<Side> {
    let word = folded(cell.trim());
    let word = word.trim_end_matches('.');
    if DEBITS.contains(&word) {
        Some(Side::Debit)
    } else if CREDITS.contains(&word) {
        Some(Side::Credit)
    } else {
        None
    }
}

const PENDING: &[&str] = &[
    "pending",
    "authorised",
    "authorized",
    "authorisation",
    "authorization",
    "processing",
    "in progress",
    "hold",
    "umsatz vorgemerkt",
    "vorgemerkt",
    "ausstehend",
    "offen",
    "reserviert",
    "pendiente",
    "en proceso",
    "en attente",
    "en cours",
    "gereserveerd",
    "in behandeling",
    "pendente",
    "em processamento",
    "in sospeso",
    "in elaborazione",
    "non contabilizzato",
    "uncleared",
];
const NOT_BOOKED: &[&str] = &[
    "declined",
    "failed",
    "reverted",
    "cancelled",
    "canceled",
    "rejected",
    "refused",
    "expired",
    "voided",
    "void",
    "denied",
    "abgelehnt",
    "storniert",
    "abgebrochen",
    "fehlgeschlagen",
    "rechazado",
    "rechazada",
    "cancelado",
    "cancelada",
    "fallido",
    "anulado",
    "anulada",
    "refuse",
    "refusee",
    "annule",
    "annulee",
    "geweigerd",
    "geannuleerd",
    "afgewezen",
    "mislukt",
    "recusado",
    "recusada",
    "rifiutato",
    "rifiutata",
    "annullato",
    "annullata",
    "respinto",
];

/// How far a transaction has come; nothing where it will never be one. A word that is not known is one for booked.
pub(super) fn status(cell: &str) -> Option<TransactionStatus> {
    let word = folded(cell.trim());
    if NOT_BOOKED.contains(&word.as_str()) {
        None
    } else if PENDING.contains(&word.as_str()) {
        Some(TransactionStatus::Pending)
    } else {
        Some(TransactionStatus::Posted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_apostrophe_before_a_formula_is_not_part_of_the_text() {
        for (cell, expected) in [
            ("'=1+1", "=1+1"),
            ("'+1 555 0100", "+1 555 0100"),
            ("'-5 %", "-5 %"),
            ("'@home", "@home"),
            ("''=1", "'=1"),
            ("'t Hoekje", "'t Hoekje"),
            ("=1", "=1"),
            ("", ""),
        ] {
            assert_eq!(meant(cell), expected);
        }
    }
}
