### What is said before a connection, one account or what was kept goes, in Connect and in Connections. Keys as in pages.ftl. Used: $app
### (name of the app), $institution (name of the bank), $account (name of an account) and others that the key tells.

## A connection

page-remove-title = Remove { $institution }?
page-remove-lead = At the bank nothing changes, and nothing more is read there. You choose what happens to what { $app } has read so far.
page-remove-keeping = Keep its history
page-remove-all = Keep nothing
page-remove-stays = This stays
page-remove-goes = This goes
page-remove-again = Connect { $institution } again later, and it goes on from there: what we know again is not there twice, and what you changed stays. Where we are not sure, we ask you.
page-goes-text = This goes from { $app }, at once and for good:
page-goes-accounts = { $count ->
    [one] One account: { $names }
   *[other] { $count } accounts: { $names }
}
page-goes-transactions = { $count ->
    [one] One transaction, and what you changed in it
   *[other] { $count } transactions, and what you changed in them
}
page-goes-statements = { $count ->
    [one] One statement
   *[other] { $count } statements
}
page-goes-login = The login that we keep sealed for it
page-goes-numbers = Full account numbers and the names of owners
page-goes-consent = Your permission at the bank; we tell the bank that it is over
page-goes-connection = The connection, which you have had since { $day }
page-goes-kept = Among them what was kept from { $names }
page-stays = Your other connections and their data stay.
page-stays-manual = Your connections to banks and their data stay.
page-take-along = Download it first:
page-take-csv = for a spreadsheet (CSV)
page-take-ofx = for a money program (OFX)
page-take-json = everything (JSON)
page-hide-title = You may only want it out of sight
page-hide-text = Hiding keeps everything and can be undone.
button-hide-accounts = Hide its accounts instead
button-remove-keeping = Remove and keep the history
button-remove-now = Remove for good
button-keep = Keep it
page-removed-title = The connection is removed
page-removed-text = Its accounts and their data are gone, in { $app }, too, and nothing more is read there.
page-removed-kept-title = The connection is removed, its history is kept
page-removed-kept-text = Accounts and transactions stay in { $app } as they were last read. Connect the bank again, and they go on from there.

## What was kept

page-kept = Kept from { $institution }
page-kept-chip = History kept
page-kept-text = You removed this connection and kept what was read. Nothing more is read; what stands here is as it was last told.
page-kept-list = Kept from banks that you removed
page-kept-manage = What you can do
page-kept-row-connect = The history goes on from where it stopped
page-kept-row-remove = You see first what goes
button-kept-connect = Connect { $institution } again
button-kept-remove = Remove this history for good
page-kept-remove-title = Remove what was kept from { $institution }?
page-kept-stays = Your connections and everything else stay.
page-said-kept-removed = What was kept is removed.

## One account

page-account-remove-title = Remove { $account }?
page-account-remove-text = This goes from { $app }, at once and for good:
page-account-remove-account = The account: { $account }
page-account-remove-after = It is not read again, whichever way { $institution } is connected. The other accounts stay as they are, and at the bank nothing changes.
page-account-remove-share = You can share it again later: { $app } then reads it anew, as far back as the bank lets us.
page-account-hide-text = Hidden, it keeps its transactions, goes on being read, and shows again whenever you like.
page-account-hide-there = It is hidden already.
button-account-hide = Hide it instead
button-account-remove = Remove
button-account-remove-now = Remove this account
page-accounts-removed = Accounts that you removed
page-accounts-removed-text = They are not read. Share one again, and the next refresh reads it anew.
button-account-share = Share again
page-said-account-removed = The account is removed, and it is not read again.
page-said-account-hidden = The account is hidden.
page-said-account-shared = The account is shared again. The next refresh reads it; you can start one here.

## Transactions that were removed

page-removed-rows-title = Transactions that you removed
page-removed-rows-text = They are not shown and not counted, and no refresh brings them back. Put one back, and it is as it was.
page-removed-rows-none = There are none. What you remove of what a bank told stands here, and can be put back.
button-restore = Put back
page-said-restored = The transaction is back.
