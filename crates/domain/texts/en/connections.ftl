### The pages on which people see all they have connected: the list, one connection, transactions, consents, the guide. Keys as in
### pages.ftl. Used: $app (name of the app), $institution (name of the bank) and others that the key tells.

## All connections

page-connections-title = Your connections
page-tab-connections = Connections
page-tab-transactions = Transactions
page-tab-consents = Consents
page-tab-need = need you
page-connections-none = You have not connected a bank yet. Once you have, you see here how each connection is and what to do.
page-connections-need = { $count ->
    [one] One connection needs you
   *[other] { $count } connections need you
}
page-connections-need-text = It takes a minute each. You can do them one after the other.
page-connections-accounts = { $count ->
    [0] No account yet
    [one] One account
   *[other] { $count } accounts
}
page-connections-read = { $accounts } · last read { $when }
page-connections-next = next refresh { $when }
page-connections-more = { $count ->
    [one] One more account
   *[other] { $count } more accounts
}
page-since-ago = began { $when }
page-since-day = since { $day }
page-day = { $day } { $month } { $year }
page-month-1 = January
page-month-2 = February
page-month-3 = March
page-month-4 = April
page-month-5 = May
page-month-6 = June
page-month-7 = July
page-month-8 = August
page-month-9 = September
page-month-10 = October
page-month-11 = November
page-month-12 = December
page-page-of = Page { $number } of { $last }
page-chip-manual = Kept by hand
page-chip-approve = Waiting for your yes
page-account-hidden = hidden
page-manual-bank = Accounts kept by hand
button-connect = Connect a bank
button-fix-all = Go through them now
button-answer-now = Answer now
button-edit = Edit
