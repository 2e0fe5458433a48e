//! Titles of columns in English, Spanish, French, German, Dutch, Portuguese and Italian, folded (`month::folded`) and with single spaces
//! for everything that is no letter or digit. Of two titles for one role, the one that stands first here is taken.

use super::layout::ColumnRole;
use ColumnRole::{
    AccountName, AccountNumber, Amount, Balance, BookedOn, Category, CheckNumber, Credit, Currency, Date,
    Debit, Description, Fee, Id, Memo, OtherAccount, Payee, Payer, Reference, Side, Status, TransactedOn,
    ValueOn,
};

#[rustfmt::skip]
pub(super) const TITLES: &[(ColumnRole, &[&str])] = &[
    (Date, &[
        "date", "fecha", "datum", "data", "date of transaction", "date operation", "dates", "day", "tag", "dia", "date time",
        "datetime", "timestamp", "created", "date created", "created on", "fecha hora", "data e ora",
    ]),
    (TransactedOn, &[
        "transaction date", "trans date", "transacted on", "purchase date", "date of purchase", "started date", "trade date",
        "fecha de transaccion", "fecha transaccion", "fecha operacion", "fecha de operacion", "fecha de la operacion", "f operacion",
        "fecha de compra", "date de transaction", "date d achat", "date achat", "belegdatum", "kaufdatum", "umsatzdatum",
        "transaktionsdatum", "datum transaktion", "transactiedatum", "data transacao", "data da transacao", "data da compra",
        "data operazione", "data acquisto", "data transazione",
    ]),
    (BookedOn, &[
        "posting date", "dateop", "post date", "posted date", "date posted", "posted on", "booking date", "book date", "booked on", "booked",
        "clearing date", "completed date", "effective date", "run date", "entry date", "settlement date", "process date",
        "processed date", "date processed", "buchungstag", "buchungsdatum", "buchung", "datum buchung", "boekdatum", "boekingsdatum",
        "datum boeking", "date comptable", "date de comptabilisation", "date d operation", "date de l operation", "date d ecriture",
        "date de comptabilisation operation", "fecha contable", "fecha de contabilizacion", "f contable", "fecha de cargo",
        "fecha movimiento", "data contabile", "data registrazione", "data movimento", "data mov", "data lancamento",
        "data de lancamento", "data do lancamento", "data contabilistica", "fecha asiento",
    ]),
    (ValueOn, &[
        "value date", "dateval", "value", "valuta", "valutadatum", "wertstellung", "wertstellungstag", "wertstellungsdatum", "wert",
        "datum valuta", "rentedatum", "date de valeur", "date valeur", "valeur", "fecha valor", "f valor", "data valuta",
        "data valor", "data de valor", "data val", "interest date",
    ]),
    (Amount, &[
        "net", "net amount", "netto", "amount", "transaction amount", "amt", "amount in account currency", "billing amount",
        "value amount", "betrag", "umsatz", "betrag in kontowahrung", "umsatz in eur", "importe", "importe neto", "monto",
        "cantidad", "montant", "montant net", "montant operation", "montant de l operation", "bedrag", "transactiebedrag",
        "transactie bedrag", "valor", "montante", "quantia", "valor da transacao", "importo", "importo netto", "ammontare", "sum",
        "total amount",
    ]),
    (Debit, &[
        "debit", "debits", "debit amount", "withdrawal", "withdrawals", "withdrawal amt", "withdrawal amount", "money out",
        "paid out", "out", "outgoing", "payments", "charges", "soll", "belastung", "lastschrift", "ausgang", "ausgaben", "debet",
        "af", "afschrijving", "uit", "debe", "cargo", "cargos", "retiro", "retiros", "gasto", "gastos", "egresos", "salidas",
        "pagos", "debito", "debitos", "montant debit", "depense", "depenses", "saida", "saidas", "addebiti", "addebito", "dare",
        "uscite", "uscita", "debit eur", "debit euros",
    ]),
    (Credit, &[
        "credit", "credits", "credit amount", "deposit", "deposits", "deposit amt", "deposit amount", "money in", "paid in", "in",
        "incoming", "haben", "gutschrift", "eingang", "einnahmen", "bij", "bijschrijving", "haber", "abono", "abonos", "deposito",
        "depositos", "ingreso", "ingresos", "entradas", "credito", "creditos", "montant credit", "recette", "recettes", "entrada",
        "accrediti", "accredito", "avere", "entrate", "entrata", "credit eur", "credit euros",
    ]),
    (Side, &[
        "debit credit", "credit debit", "debit credit indicator", "credit debit indicator", "dr cr", "cr dr", "d c", "c d", "dc",
        "cd", "db cr", "soll haben", "soll haben kennzeichen", "s h", "af bij", "debet credit", "sens", "sentido", "debe haber",
        "cargo abono", "dare avere", "sign", "sign of amount", "vorzeichen", "indicator", "transaction type", "type", "details",
        "direction", "tipo", "typ", "tipo movimiento",
    ]),
    (Currency, &[
        "currency", "currency code", "ccy", "cur", "account currency", "billing currency", "waehrung", "wahrung", "divisa", "moneda", "devise",
        "monnaie", "munt", "muntsoort", "valuta code", "moeda", "divisa conto", "transaction currency",
    ]),
    (Balance, &[
        "balance", "running balance", "running bal", "account balance", "balance after", "available balance", "closing balance",
        "ledger balance", "balance after transaction", "saldo", "saldo disponible", "saldo nach buchung", "saldo na mutatie",
        "saldo na trn", "saldo contable", "saldo contabile", "saldo contabilistico", "solde", "solde apres operation", "kontostand",
        "boeksaldo", "saldo progressivo", "saldo posterior",
    ]),
    (AccountNumber, &[
        "own iban", "auftragskonto", "iban auftragskonto", "account number", "account no", "account iban", "iban account", "account",
        "rekening", "rekeningnummer", "iban bban", "kontonummer", "konto", "numero de cuenta", "cuenta", "no de cuenta",
        "numero de compte", "compte", "n compte", "conta", "numero da conta", "conto", "numero conto", "iban", "account id", "accountnum",
    ]),
    (OtherAccount, &[
        "kontonummer iban", "iban zahlungsbeteiligter", "iban des beteiligten", "gegenkonto", "iban gegenkonto", "konto gegenseite",
        "tegenrekening", "tegenrekening iban bban", "tegenrekening iban", "counterparty account", "counterparty iban",
        "payee account", "payee account number", "recipient account", "beneficiary account", "cuenta destino", "compte beneficiaire",
        "iban partner", "partner iban", "iban beneficiario", "conta destino", "kontonummer des beguenstigten",
    ]),
    (AccountName, &[
        "account name", "kontoname", "bezeichnung auftragskonto", "nombre de la cuenta", "nom du compte", "rekeningnaam",
        "nome da conta", "nome conto", "account label", "accountlabel",
    ]),
    (Payee, &[
        "payee", "payee name", "name", "merchant", "merchant name", "counterparty", "counterparty name", "beneficiary", "recipient",
        "recipient name", "payer payee", "payee payer", "paid to", "to from", "name of counterparty", "partner name", "partner",
        "beguenstigter zahlungspflichtiger", "begunstigter zahlungspflichtiger", "name zahlungsbeteiligter",
        "auftraggeber beguenstigter", "auftraggeber begunstigter", "auftraggeber empfanger", "auftraggeber empfaenger",
        "zahlungsempfanger in", "zahlungsempfaenger", "zahlungsempfanger", "empfanger", "empfaenger", "gegenpartei", "beneficiario",
        "comercio", "establecimiento", "nombre", "beneficiaire", "tiers", "nom", "contrepartie", "naam omschrijving",
        "naam tegenpartij", "tegenpartij", "naam tegenrekening", "begunstigde", "naam", "favorecido", "estabelecimento", "nome",
        "controparte", "esercente", "title", "lancamento",
    ]),
    (Payer, &[
        "payer", "payer name", "zahlungspflichtige r", "zahlungspflichtiger", "auftraggeber", "sender", "ordering party",
        "ordenante", "remitente", "donneur d ordre", "mittente", "ordinante", "opdrachtgever", "remetente",
    ]),
    (Description, &[
        "description", "transaction description", "descr", "original description", "narrative", "particulars", "transaction details",
        "transaction", "transactions", "text", "extended description", "full description", "narration", "description 1",
        "description 2", "description 3", "booking text", "verwendungszweck", "beschreibung", "buchungstext", "buchungsdetails",
        "vorgang", "vorgang verwendungszweck", "bezeichnung", "umsatztext", "concepto", "descripcion", "detalle", "movimiento",
        "mas datos", "concepto ampliado", "libelle", "label", "libelle operation", "libelle de l operation", "libelle simplifie",
        "libelle complet", "intitule", "nature de l operation", "omschrijving", "omschrijving 1", "omschrijving 2", "omschrijving 3",
        "mededelingen", "descricao", "descritivo", "historico", "descrizione", "descrizione operazione", "descrizione estesa",
        "causale", "operazione", "operacion",
    ]),
    (Memo, &[
        "memo", "note", "notes", "comment", "comments", "remarks", "remittance information", "payment reference", "message",
        "mitteilung", "notiz", "notas", "observaciones", "comentario", "commentaire", "informations complementaires",
        "information complementaire", "notities", "opmerking", "observacoes", "nota", "dettagli", "betreff", "payment details",
    ]),
    (Category, &[
        "category", "kategorie", "categoria", "categorie", "rubrik", "rubriek", "sous categorie",
    ]),
    (CheckNumber, &[
        "check number", "check no", "check", "cheque number", "cheque no", "cheque", "check or slip", "chk", "chk no", "check num",
        "numero de cheque", "no cheque", "schecknummer", "numero assegno", "check serial number",
    ]),
    (Status, &[
        "status", "state", "transaction status", "estado", "statut", "etat", "stato", "buchungsstatus", "info", "situacao",
    ]),
    (Id, &[
        "transaction id", "id", "transaction number", "unique id", "transferwise id", "transaction reference id", "fitid",
        "transaktions id", "transaktionscode", "transaktionsnummer", "transactie id", "id transaccion", "id de transaccion",
        "codigo de transaccion", "id operacion", "id transaction", "id transacao", "id transazione", "identificador",
    ]),
    (Reference, &[
        "reference", "reference number", "ref", "ref no", "reference no", "customer reference", "bank reference", "end to end id",
        "kundenreferenz end to end", "kundenreferenz", "referenz", "referencia", "reference operation", "numero de reference",
        "transactiereferentie", "kenmerk", "betalingskenmerk", "referencia 1", "riferimento",
    ]),
    (Fee, &[
        "fee", "fees", "gebuhr", "gebuehr", "comision", "frais", "kosten", "taxa", "commissione", "tarifa",
    ]),
];
