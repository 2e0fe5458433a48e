### What the hub joined, and what it asks about: pairs side by side, why they are or may be one, and what a person says to it. Keys as in
### pages.ftl. Used: $app (name of the app), $institution (name of the bank), $count and others that the key tells.

## Two beside each other

page-pair-known = There first
page-pair-other = Came later
page-pair-bank = Bank
page-pair-name = Name
page-pair-kind = Kind
page-pair-currency = Currency
page-pair-mask = Last digits
page-pair-balance = Balance
page-pair-day = Day
page-pair-text = Text
page-pair-amount = Amount
page-pair-state = State
page-pair-from = From
page-pair-none = not told
page-pair-differs = differs
page-pair-by-hand = typed by hand
page-pair-by-bank = told by the bank
page-pair-by-file = from a file
page-pair-by-file-named = from the file { $file }
page-pair-posted = Booked
page-pair-pending = Pending
page-pair-removed = You removed it
page-pair-gone = Not told any more

## What was joined

page-joins-title = What was joined
page-joins-text = These were told more than once and are one here now. Each says why, and each can be taken back.
page-joins-of = Only of { $institution }.
button-joins = What was joined
page-row-joins = Told twice, and one here; each can be taken back
button-joins-all = Show all
page-joins-none = Nothing was joined. When an account or a transaction is told twice, it stands here with the reason.
page-joins-accounts = { $count ->
    [one] One account
   *[other] { $count } accounts
}
page-joins-transactions = { $count ->
    [one] One transaction
   *[other] { $count } transactions
}
page-joins-on = joined on { $day }
page-joins-sides = Both sides
page-joins-part = It came with the account that was joined.
page-why-user = You said so.
page-why-client = { $app } said so.
page-why-account-chosen = It was said that they are the same.
page-why-account-id = The bank calls both by the same id.
page-why-account-persistent-id = The bank calls both by an id that it never changes.
page-why-account-number = The same account number.
page-why-account-iban = The same IBAN.
page-why-account-profile-in-link = Same bank, name, kind and last digits, and no other account that could be meant.
page-why-account-profile-and-rows = Same bank, name, kind and last digits, and the same transactions.
page-why-transaction-id = The bank calls both by the same id.
page-why-transaction-pending-id = The bank said that it grew from this pending one.
page-why-transaction-content = No other could be meant.
page-why-transaction-count = There are as many on both sides.
page-why-transaction-replaced = The pending one was told no more when this came.
page-why-transaction-chosen = It was said that they are the same.
page-same-amount = Same amount
page-other-amount = Another amount
page-days-apart = { $count ->
    [0] same day
    [one] one day apart
   *[other] { $count } days apart
}
page-texts-same = same text
page-texts-similar = similar text
page-texts-other = another text
page-compared = { $amount }, { $days }, { $texts }.
page-part-title = Are these two?
page-part-account = Two accounts come back, each with what was told of it and what you changed in it. They are not joined again.
page-part-account-rows = { $count ->
    [one] One transaction that was joined with them parts, too: it stands in both accounts then and counts twice.
   *[other] { $count } transactions that were joined with them part, too: they stand in both accounts then and count twice.
}
page-part-transaction = Both stand in the list again and count twice. They are not joined again.
button-part = Take it back
button-part-keep = Leave it joined
page-said-parted = They are two again, and stay two.
page-said-later-first = That is not possible now: something newer rests on it. Take the newer ones back first.

## What may be there twice

page-review-title = Is this there twice?
page-review-text = { $count ->
    [one] We are not sure about one pair. What is the same is counted once when you join it; nothing is lost, and it can be taken back.
   *[other] We are not sure about { $count } pairs. What is the same is counted once when you join it; nothing is lost, and it can be taken back.
}
page-review-none-title = Nothing is there twice
page-review-none = All is clear: whatever was told more than once is joined already, and nothing waits for your word.
page-review-accounts = Accounts
page-review-transactions = Transactions
page-review-notice = { $count ->
    [one] One thing to look at
   *[other] { $count } things to look at
}
page-review-notice-text = Something may be there twice, and would be counted twice.
button-review = Look at it
page-question-contradiction = The bank gives two accounts the same mark, or has changed what does not change. Look before you join.
page-question-differ = What differs: { $what }.
page-question-kept = You kept this when you removed the bank. The bank that you connected tells of the same name, but of no number to be sure by.
page-question-new-card = This may be your new card: same bank, same name, other last digits.
page-question-new-number = This may be the same account with a new number: same bank, same name, other last digits.
page-question-renamed = The last digits are the same, the names are not. The account may have been renamed.
page-question-two-connections = The same account seems to come through two connections, such as a joint account that two people see.
page-question-no-number = The names are the same, and there is no number to tell them apart.
page-question-alike = They look alike: name, digits or transactions agree.
page-question-not-shared = The older one is not shared by the bank any more.
page-question-removed = You removed the first. Joined with it, the other goes, too.
page-question-typed = One was typed by hand.
button-same = Same: join them
button-both = Both are real: keep both
button-hide-copy = Hide the newer one
button-remove-copy = Remove the newer one
page-review-all = All at once
page-review-tick = Several at once: untick what you want to decide by itself.
page-review-pick = { $name }: decide with the others
button-join-ticked = Join all that are ticked
button-keep-ticked = Keep all that are ticked
page-review-joined = { $count ->
    [one] One pair is joined.
   *[other] { $count } pairs are joined.
}
page-review-kept = { $count ->
    [one] One pair stays two.
   *[other] { $count } pairs stay two.
}
page-review-hidden = { $count ->
    [one] One is hidden.
   *[other] { $count } are hidden.
}
page-review-removed = { $count ->
    [one] One is removed.
   *[other] { $count } are removed.
}
page-review-refused = { $count ->
    [one] One pair could not be joined: the two do not belong together. If both are real, keep both; else remove or hide the newer one.
   *[other] { $count } pairs could not be joined: the two do not belong together. Where both are real, keep both; else remove or hide the newer one.
}
page-review-currencies = { $count ->
    [one] One pair could not be joined: the accounts are in different currencies. Keep both, or hide the newer one.
   *[other] { $count } pairs could not be joined: the accounts are in different currencies. Keep both, or hide the newer one.
}
page-review-kinds = { $count ->
    [one] One pair could not be joined: the accounts are of different kinds, such as one with money and one with debt. Keep both, or hide the newer one.
   *[other] { $count } pairs could not be joined: the accounts are of different kinds, such as one with money and one with debt. Keep both, or hide the newer one.
}
page-review-gone = { $count ->
    [one] One pair was decided already, or one of the two is not there any more. Nothing was changed.
   *[other] { $count } pairs were decided already, or are not there any more. Nothing was changed.
}
