### The pages on which people see all they have connected: the list, one connection, transactions, consents, the guide. Keys as in
### pages.ftl. Used: $app (name of the app), $institution (name of the bank) and others that the key tells.

## All connections

page-connections-title = Your connections
page-tab-connections = Connections
page-tab-transactions = Transactions
page-tab-consents = Consents
page-tab-need = need you
page-connections-come = { $institution }, which you missed, can be connected now.
button-connect-it = Connect it
page-connections-none = You have not connected a bank yet. Once you have, you see here how each connection is and what to do.
page-connections-need = { $count ->
    [one] One connection needs you
   *[other] { $count } connections need you
}
page-connections-need-text = { $count ->
    [one] It takes about a minute.
   *[other] It takes about a minute each. You are led from one to the next.
}
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
page-since-ago = changed { $when }
page-since-day = since { $when }
page-day = { $day } { $month } { $year }
page-day-first = 1 { $month } { $year }
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
button-fix-all = { $count ->
    [one] See to it now
   *[other] Go through them now
}
button-answer-now = Answer now
button-edit = Edit

## One connection

page-running-title = An update is under way
page-running-text = We are reading at the bank right now, so no second update is started. You can leave this page.
page-fact-success = Last success
page-fact-never = not yet
page-fact-refresh = Next refresh
page-fact-status = Last change
page-fact-connected = Connected since
page-fact-added = Kept since
page-accounts = Accounts
page-account-absent = The bank does not share it any more; what is here is what was last read.
page-account-closed = Closed at the bank
page-manage = What you can do
page-row-reconnect = At the bank’s own page
page-row-history = As far back as the bank lets us read
page-row-pause = Nothing is lost; switch them on again whenever you like
page-row-guide = Looks at this connection first, then advises
button-choose-accounts = Show, hide or remove accounts
button-see-transactions = See the transactions
button-reconnect = Sign in again
button-history = Retrieve older transactions
button-pause = Pause the updates
button-guide = Something is wrong here
button-more-advice = More advice
button-watch = Watch how it goes
button-connections = Your connections
button-save = Save
page-said-history = We are fetching older transactions now; this can take some minutes.
page-said-no-history = This bank does not deliver older transactions than those that are here.
page-said-paused = The updates are paused. Nothing is lost.
page-said-unpaused = The updates go on.
page-said-chosen = It is noted which accounts are shown.
page-said-saved = The account is saved.
page-said-added = The account is added.
page-said-deleted = The account is deleted.
page-accounts-title = Accounts shown in { $app }
page-accounts-text = Untick what you do not want to see. Hidden accounts keep their data and are still read.
page-accounts-text-unread = Untick what you do not want to see. Hidden accounts keep their data.
page-accounts-legend = Accounts at { $institution }

## Accounts kept by hand

page-edit-title = Edit this account
page-delete-title = Delete { $account }?
page-delete-text = { $count ->
    [0] The account goes at once and for good. It has no transactions.
    [one] The account and its one transaction go at once and for good.
   *[other] The account and its { $count } transactions go at once and for good.
}
page-wrong-currency = The amounts of this account do not fit that currency
button-delete-account = Delete this account

## One after the other

page-fix-at = Connection { $at } of { $count }
page-fix-count = { $at } of { $count } done
page-fix-done = Nothing here waits for you any more
page-fix-left = The rest can wait
button-skip = Skip this one

## Transactions

field-transaction = Words in the description
field-account = Account
field-account-all = All accounts
field-from = From
field-to = Until
page-transactions-narrow = By account and day
button-narrow = Show these
button-find = Search the transactions
button-all-transactions = Show all
page-transactions-found = { $count ->
    [one] One transaction
   *[other] { $count } transactions
}
page-transactions-none = Nothing found. Check the spelling, or search for less.
page-transaction-pending = Pending
page-money-in = In: { $amount }
page-money-out = Out: { $amount }
page-wrong-day = Enter the day as year, month and day, such as 2026-03-31

## What was allowed

page-consents-title = What you have allowed
page-consents-text = You allowed { $app } to read this. You can stop it here at any time.
page-consents-none = You have not allowed { $app } to read anything yet.
page-consents-over = Nothing is allowed at the moment. This is what you had allowed { $app } to read.
page-consent-standing = Allowed
page-consent-stopped = Stopped
page-consent-since = since { $day }, until you stop it
page-consent-over = from { $from } to { $to }
page-stop-all = Stop everything
page-stop-all-text = { $app } then reads nothing more anywhere. What it has read stays until you remove it.
button-stop-all = Stop and revoke everywhere
button-keep-all = Keep it as it is
page-stop-title = Stop all access?
page-stop-text = This happens at once:
page-stop-closes = { $count ->
    [0] No connection is open; your permission is withdrawn.
    [one] One connection is closed, and nothing more is read there: { $names }
   *[other] { $count } connections are closed, and nothing more is read there: { $names }
}
page-stop-secrets = The logins and permissions that we keep are destroyed. To read again, each bank must be connected anew.
page-stop-stays = Accounts and transactions that were read stay in { $app } until you remove them.
page-stopped-title = All access is stopped
page-stopped-text = Nothing more is read anywhere. What { $app } has read so far stays until you remove it, one connection at a time.

## The guide

page-help-title = What is the trouble?
page-help-text = Choose what fits best. We look at your connection first and then advise.
page-help-see = What you see
page-help-words = The word beside your bank
page-help-word = “{ $word }”
page-help-which = At which bank?
page-help-general = What helps in general
page-help-clear = { $count ->
    [one] Your connection was looked at just now; it does not have this trouble.
   *[other] All { $count } connections were looked at just now; none has this trouble.
}
page-help-works = { $institution } works: { $count ->
    [one] one account
   *[other] { $count } accounts
}, last read { $when }. The trouble is over.
page-help-works-accounts = The sign-in at { $institution } works, and { $count ->
    [one] one account is read
   *[other] { $count } accounts are read
}, last { $when }. If one is missing, the bank does not share it with us.
page-help-works-login = The login for { $institution } is accepted: { $count ->
    [one] one account was
   *[other] { $count } accounts were
} last read { $when }. If it failed elsewhere, you may have meant another entry of the bank.
page-help-hidden = { $count ->
    [one] One account is hidden
   *[other] { $count } accounts are hidden
}
page-help-hidden-text = It was read, but it is switched off for { $app }. Switch it on, and it shows there again.
page-symptom-no-account = Connected, but I see no account
page-symptom-login-failed = I entered my login and it failed
page-symptom-browser-stuck = I was sent to my browser and it is stuck
page-symptom-code-loop = I am asked for a code again and again
page-symptom-account-missing = One account is missing
page-symptom-new-account = My new account is missing
page-symptom-right-password = The bank rejects a right password
button-other-trouble = Another trouble
button-nothing-helped = Nothing helped: ask for help

## How the person is told

page-told-new = New
page-told-title = Mails about your connections
page-told-text = { $app } writes to { $address } when a connection needs you, at most once a day for each.
page-told-on = Mails are sent to you.
page-told-off = No mails are sent to you.
field-told-language = Language of the mails
field-told-language-seen = As on these pages
button-told-on = Send me mails
button-told-off = Send no mails
button-told-save = Save the language
