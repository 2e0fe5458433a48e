## Files that people bring

button-import-file = Import a file
page-missing-import = Meanwhile you can bring the file that your bank lets you download.
page-import-title = Import a file of your bank
page-import-text = For banks that cannot be connected: bring the file that your bank lets you download. Nothing is taken over before you have seen what it brings.
page-import-formats = OFX, QFX, CAMT.053, MT940, QIF or CSV, at most 64 MB. Take the longest span that the bank offers, and the file as it is.
field-import-file = File
field-import-account = Goes to
field-import-found = Find it from the file
field-import-new = A new account
field-import-out = Nowhere: leave it out
field-import-name = Name of the new account
field-import-type = Kind of account
field-import-currency = Currency
field-import-currency-other = Or the code of another
page-import-choose-one = Choose
page-import-currency-hint = Three letters, such as SEK.
page-import-currency-missing = Choose a currency, or type its code.
page-import-currency-unknown = “{ $code }” is no code of a currency. Choose one of the list, or type three letters, such as SEK for Swedish kronor.
page-currency-usd = US dollars
page-currency-cad = Canadian dollars
page-currency-mxn = Mexican pesos
page-currency-eur = euros
page-currency-gbp = British pounds
page-currency-chf = Swiss francs
page-currency-aud = Australian dollars
page-currency-brl = Brazilian reais
page-currency-cop = Colombian pesos
page-currency-jpy = Japanese yen
field-import-order = Order of the date
field-import-day-first = Day first: { $day }
field-import-month-first = Month first: { $day }
field-import-year-first = Year first: { $day }
field-import-column = Column { $number } holds
field-import-reversed = Purchases stand without a minus in this file
button-import-look = See what it brings
button-import-again = See again
button-import-take = { $count ->
    [0] Finish
    [one] Import one transaction
   *[other] Import { $count } transactions
}
button-import-cancel = Discard the file
page-import-look-title = What { $file } brings
page-import-nameless = the file
page-import-before = This very file was imported before, on { $day }. What is there already is not taken again.
page-import-days = { $first } to { $last }
page-import-counts = { $new ->
    [0] Nothing new
    [one] One transaction is new
   *[other] { $new } transactions are new
}, { $known ->
    [0] none is known
    [one] one is there already
   *[other] { $known } are there already
}.
page-import-alike = { $count ->
    [one] One of the new ones looks like one that is there. It is taken, and you are asked about it.
   *[other] { $count } of the new ones look like some that are there. They are taken, and you are asked about them.
}
page-import-left-out = { $count ->
    [one] One is left out: you removed it before, or it stands in the file twice.
   *[other] { $count } are left out: you removed them before, or they stand in the file twice.
}
page-import-possible = It may be { $accounts }, which you have. Say below where it goes.
page-import-chosen-conflict = It cannot be the account that you chose: its currency, its kind or its transactions are others. Choose another account, or a new one.
page-import-conflict = It contradicts the account it looked like: another currency, another kind, or other transactions. So it is kept apart.
page-import-nowhere = It is left out: nothing of it is taken.
page-import-rows = The first transactions
page-import-fate-alike = looks like one
page-import-fate-new = new
page-import-fate-known = there already
page-import-fate-copy = twice in the file
page-import-fate-removed = removed by you
page-import-fate-reversed = sign turned round
page-import-skipped = { $count ->
    [one] One line could not be read and is left out:
   *[other] { $count } lines could not be read and are left out:
}
page-import-not-meant = { $count ->
    [one] One line is no booked transaction and is left out, as it should be:
   *[other] { $count } lines are no booked transactions and are left out, as they should be:
}
page-import-skipped-more = { $count ->
    [one] One more line is left out, too.
   *[other] { $count } more lines are left out, too.
}
page-import-lines = { $count ->
    [one] line { $numbers }
   *[other] lines { $numbers }
}
page-import-entries = { $count ->
    [one] entry { $numbers }
   *[other] entries { $numbers }
}
page-import-why = { $why }: { $places }
page-import-why-not-a-row = A title, a sum or the like
page-import-why-zero-amount = Moves no money
page-import-why-no-amount = No amount
page-import-why-amount-unreadable = An amount that cannot be read
page-import-why-too-many-digits = More digits in the amount than its currency has
page-import-why-no-date = No date
page-import-why-date-unreadable = A date that cannot be read
page-import-why-date-absurd = A date before 1900 or far in the future
page-import-why-currency-unknown = A currency that is not known
page-import-why-side-unclear = Not said whether money came or went
page-import-why-not-booked = Refused, cancelled, or only for information
page-import-why-repeated = Earlier in the file with the same number
page-import-why-opening-balance = The balance with which the account begins
page-import-why-investment = Of an investment, which is not read from this format
page-import-why-unfinished = The last one, which is not whole
page-import-why-unreadable = Cannot be read
page-import-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
page-import-changed = This is what it brings now. Look again, then import it.
page-import-working = The file is being imported
page-import-working-text = { $done } of { $total } transactions. You may leave this page; it goes on.
page-import-starting-text = It is being read. You may leave this page; it goes on.
page-import-done = The file is imported
page-import-done-account = { $account }: { $new ->
    [0] nothing new
    [one] one new transaction
   *[other] { $new } new transactions
}, { $known ->
    [0] none known
    [one] one was there already
   *[other] { $known } were there already
}.
page-import-done-alike = { $count ->
    [one] One looks like one that was there. Say whether they are the same.
   *[other] { $count } look like some that were there. Say whether they are the same.
}
page-import-failed = The file could not be imported
page-import-failed-text = Something that it needs is not there any more, such as the account. What was taken until then stays. Bring the file again.
page-import-gone-title = This file is not there any more
page-import-gone-text = Files that nobody imports are forgotten after an hour. Bring it again.
button-import-other = Import another file
button-import-account = To the account
page-import-question-currency = The currency of the file
page-import-question-order = How the file writes dates
page-import-question-columns = What the columns hold
page-import-question-nothing = The file cannot be read as it is
page-import-order-shown = Line { $number } has the date { $value }.
page-import-columns-text = Here are its first lines. Say what the columns hold: a date and an amount are needed.

page-column-none = nothing we need
page-column-date = Date
page-column-description = Description
page-column-memo = Note
page-column-amount = Amount with its sign
page-column-debit = Money out
page-column-credit = Money in
page-column-balance = Balance
page-column-currency = Currency
page-column-id = Number of the transaction

page-flaw-missing = Choose a file first.
page-flaw-too-large = The file is larger than 64 MB. Export a shorter span of time.
page-flaw-empty = The file is empty. Download it again.
page-flaw-foreign = This is no export of transactions: it is a picture, a PDF, a spreadsheet, an archive or a web page. At the bank, look for “export” or “download” and choose OFX, CAMT.053, MT940, QIF or CSV.
page-flaw-unknown = This is none of the formats that can be read. Export the transactions as OFX, QFX, CAMT.053, MT940, QIF or CSV.
page-flaw-binary = The file holds data that is no text. Download it again, and give it as the bank made it.
page-flaw-encoding = The letters of the file are written in a way that is not known. Open it in an editor and save it as UTF-8.
page-flaw-cut-off = The file breaks off before its end. Download it again.
page-flaw-broken = The file begins well and does not go on well. Download it again, or choose another format at the bank.
page-flaw-too-much = The file holds more than can be read at once. Export a shorter span of time.
page-flaw-entities = The file declares things that no bank needs and that could do harm. Choose another format.
page-flaw-quote-open = A quotation mark is opened in the file and not closed. Download it again, or choose another format.
page-flaw-columns-not-found = It is not clear which columns hold the date and the amount.
page-flaw-layout-unmet = The file has other columns than were said.
page-flaw-layout = What was said of the columns does not fit together: one date is needed, and either an amount or money out and money in.
page-flaw-dates-ambiguous = Every date of the file can be read with the day or the month first. Which is it?
page-flaw-dates-mixed = Some dates have the day first and others the month. Which is right? Lines that do not fit are left out.
page-flaw-dates-unreadable = No date of the file can be read. Say which column holds the date.
page-flaw-amounts-ambiguous = It is not clear whether a comma or a point stands before the cents. Choose another format at the bank.
page-flaw-amounts-unreadable = No amount of the file can be read. Say which column holds the amount.
page-flaw-no-currency = The file does not say which currency its amounts are in. Which is it?
page-flaw-no-account = The file holds no statement of an account. Choose the account and a span of time at the bank, and export again.
page-flaw-at-line = It shows at line { $number }.

page-warning-signs-against-balances = The balances fall where the amounts say that money came in. If this is a card, its purchases may stand without a minus: say so below.
page-warning-balances-do-not-add-up = Balances and amounts do not add up: the file lacks transactions, or some were left out.
page-warning-statements-apart = The statements in the file do not follow one another: some between them are missing.
page-warning-ids-repeat = Different transactions have the same number in the file; those numbers are not used.
page-warning-fees-apart = A column holds fees that are not in the amounts.
page-warning-encoding-assumed = It is not sure how the letters of the file are written. If names look wrong, save it as UTF-8 and bring it again.
