### Mails about a connection, and what is said of them in lists. Used: $app (name of the app), $institution (name of the bank).

## What a mail is about

mail-subject-trouble = { $app }: your connection to { $institution } needs you
mail-subject-waits = { $app }: no new data from { $institution } at the moment
mail-subject-healed = { $app }: your connection to { $institution } works again
mail-subject-came = { $app }: { $institution } can be connected now

## What it says

mail-hello = Hello,
mail-healed = Your connection to { $institution } works again, and new data comes by itself. There is nothing for you to do.
mail-came = { $institution }, which you missed in { $app }, can be connected now.
mail-first = What to do first
mail-link = Go to my connection
mail-link-text = This link opens this one connection and nothing else. It works until the matter is settled, for thirty days at most. Do not pass it on.
mail-open-app = Open { $app } to settle it.
mail-care = We never ask for a password or a code by mail.

## Why it came

mail-why = You get this mail because { $app } reads your accounts at { $institution } for you.
mail-why-client = You get this mail because you use { $app }.
mail-unsubscribe = No more mails about connections
