### The pages that people use: Connect and what surrounds it. `page-*`: what a page says. `button-*`: what can be pressed. `field-*`: what is
### typed. Used: $app (name of the app), $institution (name of the bank), $host (a web address) and others that the key tells.

## Around every page

page-secured = Secured by Swingbridge
page-language = Language
page-optional = optional
page-pages = Pages of the list
page-opens = Opens { $host } in a new tab
page-characters-left = Characters left:
button-back = Back
button-help = Help
button-cancel = Cancel
button-send = Send
button-show = Show
button-hide = Hide
button-yes = Yes
button-no = No
button-before = Page before
button-after = Next page
button-start = Go to the beginning
button-try-again = Try again
button-done = Done
button-ok = OK

## When a page cannot be shown

page-ended-title = This page is no longer open
page-ended-text = Its link has been used, is too old, or the page stayed unused for a while; that keeps your accounts safe. Nothing of yours is lost. Please go back to { $app } and open it again from there.
page-nowhere-title = There is no such page
page-nowhere-text = The address is not complete, or what it showed has been removed meanwhile.
page-member-gone-title = This connection is no longer there
page-member-gone-text = It has been removed meanwhile, here or in { $app }. You can connect the bank anew.
page-member-expired-title = This connection was not finished
page-member-expired-text = The bank waited for your permission for an hour, then we took the unfinished connection away. Nothing was read. You can begin again.
page-institution-gone-title = This bank is not on the list any more
page-institution-gone-text = It may have changed its name or joined another bank. Please search for it again, or tell us that it is missing.
page-forged-title = This was not sent from here
page-forged-text = Another site tried to press a button for you, so nothing was changed. If it was you, please do it again on this page.
page-unreadable-title = This form could not be taken
page-unreadable-text = It came incomplete or was used before. Nothing was changed; please begin again.
page-changed-title = Something changed at the same moment
page-changed-text = Somebody, or another page of yours, changed the same thing just now. Nothing of this was done; please look again.
page-too-often-title = Please wait a moment
page-too-often-text = This page was asked for very often in a short time. In a minute it goes on.
page-user-disabled-title = Nothing can be connected now
page-user-disabled-text = { $app } has switched this off for you at the moment. Please ask its support.
page-enough-title = That is enough for today
page-enough-text = Many requests came from you today, and all of them are kept. Please wait until tomorrow before you send another.
page-late-title = This took too long
page-late-text = Nothing of yours is lost, and what you asked for may still have been done. Please look again in a moment.
page-ours-title = Something went wrong on our side
page-ours-text = It was not you, and nothing of yours is lost. Please try again in a moment.

## What people agree to

page-consent-title = Let { $app } read your accounts
page-consent-text = So that { $app } can show you your money in one place.
page-consent-verify = So that { $app } can verify your accounts and have a report made of them.
page-consent-read-only = Read only.
page-consent-read-only-text = It sees what your bank shows you. It cannot move money.
page-consent-login = { $app } never sees your login.
page-consent-login-text = You sign in at your bank’s own page where it has one, else here; we keep the login sealed and use it only to read.
page-consent-stop = You can stop it at any time.
page-consent-stop-text = Remove the connection here or in { $app }; nothing more is read from then on.
page-consent-what = What is read, and for how long
page-consent-reads-accounts = Accounts: name, kind, the last digits of the number, balance
page-consent-reads-transactions = Transactions: date, amount and description
page-consent-reads-holdings = Investments: what you hold and what it is worth
page-consent-reads-numbers = The full account and routing numbers
page-consent-reads-owners = Your name and address as the bank has them
page-consent-reads-statements = Statements as the bank issues them
page-consent-until = Until you stop it
page-consent-once = For this verification; again only when { $app } asks for it anew, until you stop it
button-agree = Agree and go on
button-not-now = Not now

## Finding a bank

page-search-title = Choose your bank
field-search = Name or web address of your bank
field-search-hint = Name or web address
button-search = Search for a bank
page-search-popular = Often chosen
page-search-found = { $count ->
    [one] One found for “{ $typed }”.
   *[other] { $count } found for “{ $typed }”.
} Compare the web address with the one you use.
page-search-none = Nothing found for “{ $typed }”. Try a part of the name, or the web address where you sign in.
page-search-other = Not the right one?
page-search-unsupported = Not available
page-bank-personal = Personal
page-bank-business = Business
page-unsupported-title = { $institution } cannot be connected here
page-unsupported-text = You can keep the account by hand.
page-unsupported-not-reached = There is no way to this bank yet. You can keep the account by hand, or tell us that you miss it.
page-unsupported-no_standard = This bank offers no safe way in for apps yet. You can keep the account by hand; tell us that you miss it, and your list of connections says so when there is a way.
page-unsupported-too_old = What this bank offers apps is too old to be safe, so we do not use it. You can keep the account by hand, or tell us that you miss it.
page-unsupported-refuses = This bank lets no apps in at the moment. You can keep the account by hand, ask the bank, or tell us that you miss it.
page-unsupported-gone = This bank has closed or joined another. Look for the bank that has your account now; its letters name it.
page-unsupported-product = This bank does not deliver { $product }, which is needed here. You can choose another bank.
page-product-account_verification = account numbers
page-product-identity_verification = the owner’s name
page-product-transactions = transactions
page-product-transaction_history = older transactions
page-product-statements = statements
page-product-investments = investments
page-product-rewards = rewards
button-missing = My bank is missing
button-manual = Add an account by hand

## The login

page-login-title = Enter your login
page-login-text = Use the same login as on the website of { $institution }.
page-login-privacy = Your login is kept sealed and used only to read. { $app } does not see it.
page-update-title = Update the login
page-update-text = Enter all fields anew, as they work at the website of { $institution }. Your accounts and their data stay.
page-not-my-bank = Choose another entry or bank
page-heed-space = There is a space at the beginning or the end. If your login has none, take it out.
page-heed-invisible = There is a character that cannot be seen; this often comes from pasting. Clear the field and type it by hand.
field-strays = Send it exactly as I type it, with spaces
button-sign-in = Sign in
button-forgot = I forgot my login
button-not-my-bank = This is not my bank

## What is wrong with what was typed

page-wrong-title = Please look at this
page-wrong-form = Please fill in all fields.
page-wrong-refused = This is the login that the bank has refused several times. It was not sent again, so that the bank does not lock it. Enter the login as it works at the bank’s own website.
page-wrong-missing = Enter “{ $field }”
page-wrong-value = “{ $field }” cannot be right; it may be too long
page-wrong-leading-space = “{ $field }” begins with a space. Nothing was sent; please type it by hand.
page-wrong-trailing-space = “{ $field }” ends with a space. Nothing was sent; please type it by hand.
page-wrong-invisible = “{ $field }” holds a character that cannot be seen. Nothing was sent; please type it by hand.
page-wrong-answer-missing = Enter or choose an answer
page-wrong-choice = Choose one from the list
page-wrong-account-name = Give the account a name of at most 255 characters
page-wrong-balance = Enter the balance as a number, such as 1234.50
page-wrong-bank-name = Enter the name of the bank
page-wrong-email = Enter your e-mail address, such as name@example.org
page-wrong-long = This is longer than 255 characters
page-wrong-message = Say what happens, in at most 2000 characters
page-wrong-title-field = Give it a title of at most 100 characters

## A bank that is connected already

page-existing-title = You already have a connection to { $institution }
page-existing-text = Open it to refresh or repair it. Add another login only if you have two there, such as one of your own and one of your company: the same login twice would show every account double.
page-existing-connected = Connected · { $when }
page-existing-trouble = Needs a look · { $when }
page-existing-digits = Accounts ending in { $digits }
page-duplicate-text = You have connected these accounts before, so nothing was read a second time and nothing is double. Open the connection that you have, or remove the second one: its permission at the bank is then given back.
button-remove-duplicate = Remove the second one
button-open-existing = Open this connection
button-another-login = Add another login

## What is being done

page-progress-text = This mostly takes less than a minute. You can stay here and watch.
page-progress-sign-in = Signing in at the bank
page-progress-accounts = Reading accounts and balances
page-progress-transactions = Reading transactions
page-progress-numbers = Reading account numbers
page-progress-done = Done:
page-progress-now = Now:
page-progress-next = Still to come:
page-progress-accounts-found = { $count ->
    [one] One account so far
   *[other] { $count } accounts so far
}
page-progress-code = If the bank asks for a code, it shows here.
page-progress-slow = { $institution } takes longer than usual
page-progress-slow-text = You can leave this page: we go on by ourselves, and { $app } shows the accounts when they are here.
button-leave = Leave this running

## The bank’s questions

page-challenge-title = { $institution } wants to be sure that it is you
page-challenge-title-code = Enter the code from your bank
page-challenge-title-sms = Enter the code from your phone
page-challenge-title-email = Enter the code from your e-mail
page-challenge-title-call = Enter the code from the call
page-challenge-title-app = Enter the code from your bank’s app
page-challenge-text = { $institution } asks this before it lets us in. Another question may follow.
page-challenge-again = The last answer was not right. Please take the newest code, or the answer exactly as you once gave it.
page-challenge-sent-sms = It was sent by text message.
page-challenge-sent-sms-to = It was sent by text message to { $to }.
page-challenge-sent-email = It was sent by e-mail. Look among the spam, too.
page-challenge-sent-email-to = It was sent by e-mail to { $to }. Look among the spam, too.
page-challenge-sent-call = A voice reads it to you by phone.
page-challenge-sent-call-to = A voice reads it to you by phone, at { $to }.
page-challenge-sent-app = Open your bank’s app to see it.
page-challenge-sent-app-to = Open your bank’s app on { $to } to see it.
page-challenge-image = The picture of the bank to read
page-challenge-time = Time left:
page-challenge-over = over; the page shows what to do
page-challenge-why = The code is for this one sign-in, which only reads. { $institution } never asks for it by phone; tell it to nobody.
page-challenge-unknown = I don’t know the answer
page-challenge-no-code = No code came, or I can’t get it
page-challenge-anew = Or let { $institution } begin this step again: it then sends a new code, or asks in another way where it has one.
button-answer = Send the answer
button-ask-again = Begin this step again
page-approval-title = { $institution } waits for your yes
page-approval-own = Approve only what you have just started yourself here. This page goes on when you have approved.
page-approval-stuck = No request came

## It worked

page-connected-title = Your accounts are here
page-connected-nothing = You are signed in, but no account came through
page-connected-text = { $count ->
    [one] { $app } now shows this account. Untick it if you do not want to see it there.
   *[other] { $app } now shows these { $count } accounts. Untick what you do not want to see there.
}
page-connected-legend = Accounts to show in { $app }
page-connected-next = New data comes by itself, next { $when }.
page-connected-no-next = New data comes when you refresh here.
page-balance-owed = { $amount } owed
page-balance-credit = { $amount } in credit
page-account-ending = { $kind } ending in { $mask }
page-account-any = Account
page-account-cash = Cash
page-account-checking = Checking
page-account-checking_line_of_credit = Checking with credit line
page-account-credit_card = Credit card
page-account-loan = Loan
page-account-line_of_credit = Line of credit
page-account-savings = Savings
page-account-investment = Investment
page-account-mortgage = Mortgage
page-account-insurance = Insurance
page-account-prepaid = Prepaid card
page-account-property = Property
button-another = Connect another bank
page-done-title = You can go on in { $app }
page-done-text = There is nothing more to do here. You can close this page.

## A connection that does not work: the word beside the sign, and the heading

page-chip-notice = Please note
page-chip-done = Done
page-chip-good = Connected
page-chip-nothing = No account yet
page-chip-created = Not begun
page-chip-prevented = Stopped in time
page-chip-denied = Login refused
page-chip-challenged = A question is open
page-chip-rejected = Wrong answer
page-chip-locked = Login locked
page-chip-connected = Connected
page-chip-impeded = Something waits at the bank
page-chip-reconnected = One sign-in needed
page-chip-degraded = Trouble at the bank
page-chip-disconnected = Long out of reach
page-chip-discontinued = Ended by the bank
page-chip-closed = Closed
page-chip-delayed = Slow
page-chip-failed = Did not work
page-chip-updated = New login, not tried yet
page-chip-disabled = Paused
page-chip-imported = Sign-in missing
page-chip-resumed = Answer sent
page-chip-expired = Time is over
page-chip-impaired = Sign-in needed again
page-chip-pending = Permission missing
page-trouble-created = { $institution } is not signed in to yet
page-trouble-prevented = Please make sure of your login for { $institution }
page-trouble-denied = { $institution } did not accept the login
page-trouble-challenged = { $institution } asks who you are
page-trouble-rejected = The answer for { $institution } was not right
page-trouble-locked = { $institution } has locked your login
page-trouble-connected = { $institution } is connected
page-trouble-impeded = { $institution } needs your attention
page-trouble-reconnected = One more sign-in at { $institution } is needed
page-trouble-degraded = { $institution } has trouble at the moment
page-trouble-disconnected = { $institution } has been out of reach for a while
page-trouble-discontinued = { $institution } can no longer be connected
page-trouble-closed = The connection to { $institution } is closed
page-trouble-delayed = { $institution } takes longer than usual
page-trouble-failed = { $institution } did not work just now
page-trouble-updated = Your new login for { $institution } is ready to be tried
page-trouble-disabled = { $institution } is paused
page-trouble-imported = You have not signed in at { $institution } from here yet
page-trouble-resumed = Your answer is with { $institution }
page-trouble-expired = The time to answer { $institution } is over
page-trouble-impaired = { $institution } wants you to sign in again
page-trouble-pending = Your permission at { $institution } is still missing
page-fact-data = What you see
page-fact-next = Next try by itself
page-support-code = For support: { $code }
page-remedies = What helps, one after the other
page-remedies-later = { $count ->
    [one] One more thing that can help
   *[other] { $count } more things that can help
}
page-remedy-how = How to do it
page-remedy-tried = You have tried this.
page-remedy-helped = Did this help?
page-remedy-yes = , this helped
page-remedy-no = , this did not help
page-something-else = Something else
page-row-support = Writes to the support of { $app }
page-row-remove = You see first what goes with it
page-said-exists = This login is connected already; here it is. It was not added twice.
page-said-fresh = The data is fresh; nothing new was fetched.
page-said-not-now = That is not possible any more: the connection has changed meanwhile. This is how it is now.
page-said-busy = Something else is being read there right now. It is done soon.
page-said-late = The answer came too late or was sent before. This is how it stands now.
page-said-patience = A code was asked for a moment ago, or several times in a row. So that your bank does not lock you out, wait a little before you ask for another.
page-said-thanks = Thank you; the advice learns from it.
button-update-login = Update the login
button-refresh = Refresh now
button-settled = It is settled, refresh now
button-site = Go to { $host }
button-sibling = Connect { $sibling } instead
button-consent-again = Give permission at the bank
button-unpause = Go on reading
button-reopen = Open the connection again
button-remove = Remove this connection
button-support = Ask for help

## By hand, missing, help

page-manual-title = Add an account by hand
page-manual-text = It shows in { $app } beside the others. You keep its balance up to date yourself; nothing is fetched.
field-account-name = Name of the account
field-account-type = Kind
field-balance = Balance
field-balance-hint = What you owe begins with a minus sign
field-currency = Currency
button-add-account = Add the account
page-manual-made-title = The account is added
page-manual-made-text = You find it in { $app } beside the others.
page-missing-title = Tell us which bank is missing
page-missing-text = When it can be connected, your list of connections says so. No message is sent to you by itself.
field-bank-name = Name of the bank
field-bank-url = Web address where you sign in
field-bank-url-hint = For example www.mybank.example
field-email = Your e-mail address
field-email-when-there = Only if the people who run this service may write to you about it
page-missing-sent-title = Thank you, it is noted
page-missing-sent-text = The operator of this service sees which banks are missed most. Meanwhile you can keep the account by hand.
page-support-title = Ask for help
page-support-text = This writes to the support of { $app } and of the service that connects your banks.
field-title = What is it about?
field-message = What happens, and what did you expect?
field-message-hint = Never write a password or a code here.
field-login-count = How many characters does your user name have?
field-password-count = How many characters does your password have?
field-count-hint = Only the number is sent. It helps to find out why a right login is refused.
field-measure = Type or paste here to count; it stays on this device
page-support-along = This goes along
page-support-institution = Bank: { $value }
page-support-status = Status: { $value }
page-support-reason = Reason: { $value }
page-support-source-code = The bank’s own code: { $value }
page-support-connection = Number of the connection: { $value }
page-support-never = Your login, your accounts and your transactions are never sent.
page-support-sent-title = Your question is on its way
page-support-sent-text = The answer comes by e-mail. You can go on in { $app } meanwhile.

## At the bank's own page (OAuth)

page-offer-title = { $institution } asks for your login on its own page
page-offer-text = { $app } never sees what you type there.
page-offer-login = You go to the page of { $institution } and sign in as you always do.
page-offer-choose = You choose there which accounts may be read.
page-offer-back = You come back here, and your accounts appear.
button-offer = Go on with { $institution }
page-oauth-masked = { $first }•••
page-oauth-app = For the app
page-oauth-person = For the person
page-oauth-bank = The bank’s website
page-leave-title = You go to the bank’s own page now
page-leave-text = Sign in there and choose the accounts that { $app } may read. { $app } does not see what you type.
page-leave-warning = If you are not { $person }, or did not begin this in { $app } yourself, close this page.
page-leave-warning-nameless = If you did not begin this in { $app } yourself, close this page.
button-go-to-bank = Go to { $institution }
button-done-there = I am done there
page-pending-chip = Not finished
page-pending-title = Go on at the page of { $institution }
page-pending-text = Sign in there and allow what may be read. You come back here when you are done.
page-pending-window = It opens in a window of its own. This page goes on by itself when you are done there.
page-pending-stuck = No window opened, or it is stuck
page-pending-blocked = Your browser may have blocked the window: use the button above once more.
page-pending-remove = Nothing was read yet
page-ask-title = Is it you who began this?
page-ask-text = { $institution } has given a permission. It counts only if you asked for it yourself.
page-ask-warning = Somebody may have sent you here to see your accounts. If you do not know { $app }, choose “No”.
button-ask-yes = Yes, I am { $person } and began this
button-ask-yes-nameless = Yes, I began this
button-ask-no = No, throw the permission away
page-visit-over-title = This visit is over
page-visit-over-text = Its time has passed, or what it brought was used already. Go back to { $app } and look at the connection there; if it still waits, begin again.
page-back-good-title = The bank has said yes
page-back-good-text = You can close this page and go back to { $app }: the accounts appear there in a moment.
page-back-bad-title = Nothing was connected
page-back-bad-text = Go back to { $app } to see why, and to try again. You can close this page.
page-declined-title = Thrown away
page-declined-text = Nothing was connected, and nobody sees your accounts. You can close this page; if you signed in at your bank, you can also end the permission there.
page-returned-good-title = You are back, and the bank has said yes
page-returned-good-text = Close this window and go on in { $app }: your accounts appear there.
page-returned-bad-title = You are back, and nothing was connected
page-returned-bad-text = Close this window and go on in { $app }: it says what happened and what to do.
button-back-to-app = Back to the app
button-go-on-here = Go on here
page-bank-away-title = The bank’s page cannot be reached now
page-bank-away-text = It is not you, and nothing was lost. Try again in a few minutes.

## Where the links in mails lead: before anything is opened or changed, a button is pressed.

page-mail-link-title = Go on to { $institution }
page-mail-link-text = { $app } wrote to you about this connection. The button opens it, and nothing else.
button-mail-link = Open my connection
page-link-over-title = This link is no longer needed
page-link-over-text = What the mail told you is settled, or the link is too old. Open { $app } to see how your connections are.
page-unsubscribe-title = No more mails?
page-unsubscribe-text = { $app } will no longer write to you about your connections. You still see on its pages what needs you.
button-unsubscribe = Send no more mails
page-unsubscribed-title = No more mails
page-unsubscribed-text = { $app } sends you no more mails about your connections. You can turn them on again where your connections are listed.

## Verifications

page-verify-title = { $app } asks to verify your bank accounts
page-verify-text = You connect your bank here, and a report is made from your accounts for { $app }: owners, balances, transactions, income and regular payments of the last { $months ->
    [one] month
   *[other] { $months } months
}. Nothing is read before you agree.
page-verify-text-no-report = You connect your bank here. Nothing is read before you agree.
button-verify = Go on
page-verification-over-title = This link leads nowhere any more
page-verification-over-text = What was asked for was cancelled, or the link is too old or replaced by a newer one. If { $app } still waits for you, ask there for a new link.

page-verification-connect-title = Connect your bank for { $app }
page-verification-connect-text = Choose your bank and sign in to it.
page-verification-repair-title = Your bank waits for you
page-verification-repair-text = Settle what stands below; then it goes on by itself.
page-verification-reading-title = Your bank is being read
page-verification-reading-text = This takes a minute or two. You may close this page and come back by the same link.
page-verification-choose-title = Choose the accounts to verify
page-verification-choose-text = The report covers the last { $months ->
    [one] month
   *[other] { $months } months
} of the accounts that you tick, and nothing of the others.
page-verification-waiting-title = This goes on by itself
page-verification-waiting-text = Something is in the way that you cannot settle. It is tried again, and { $app } is told when it is done. You may close this page.
page-verification-making-title = The answer for { $app } is being made
page-verification-making-text = Everything is there. This takes some seconds.
page-verification-later-title = Your bank cannot be read just now
page-verification-later-text = What stands below says what to do. The same link brings you back here.
page-verification-completed-title = { $app } has what it asked for
page-verification-completed-text = You need to do nothing more. This link shows you the report for a month.
page-verification-cancelled-title = { $app } no longer asks for this
page-verification-cancelled-text = The verification was cancelled. You need to do nothing more.
page-verification-step-connect = Connect your bank
page-verification-step-read = Your accounts are read
page-verification-step-choose = Choose accounts
page-verification-step-report = The report is made
page-verification-legend = Accounts to verify
page-verification-none = Tick at least one account.
page-verification-gone = An account that you ticked is not there any more. Please choose again.
page-verification-privacy = { $app } can read what you connect here. It never sees your password.
button-use-accounts = Use these accounts
button-look = See what to do
button-report = See the report
button-report-pdf = Download it as PDF
button-remove-bank = Remove { $institution }
page-wrong-elsewhere = This login is connected to { $app } already, outside of this page. Ask { $app } to include that connection, or connect another login.
