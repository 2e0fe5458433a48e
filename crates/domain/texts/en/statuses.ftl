### What each status means for the person: what happened, who must act, what comes next. One message per status, named after it.
### Used: $institution (name of the bank), $when (a phrase of this file, such as "in 5 minutes"), $count (a number).

## The statuses

status-created = Your connection to { $institution } is new, and nothing has been read yet. We sign in there for the first time while you are here; if nothing moves, please refresh once.
status-prevented = { $institution } has refused this login several times in a row, and we have stopped before it locks you out. Please check the login at its own site, then enter it here anew.
status-denied = { $institution } did not accept this login. Please check the details and enter them here again.
status-challenged = { $institution } wants to be sure that it is you. Please answer its question or enter its code here now.
status-rejected = { $institution } did not accept your answer to its security check. Please refresh, then answer the new question or enter the newest code.
status-locked = { $institution } has locked this login. You need to have it unlocked, at its own site or by calling, and then refresh here.
status-connected = Your connection to { $institution } works. There is nothing to do: new data comes by itself.
status-impeded = { $institution } needs your attention before it lets us go on. Please sign in at its own site, settle what it shows you there, then refresh here.
status-reconnected = The connection to { $institution } is ready, but the next sign-in there will probably ask you for a code. Please refresh while you are here, with your phone or mailbox at hand.
status-degraded = Several tries to reach { $institution } have failed within a short time; your login is not the cause. You need not do anything: we go on trying, less often than usual.
status-disconnected = For two weeks nothing new has come from { $institution }, and at least three tries have failed. It is for us to mend; reconnecting once and giving what it asks may bring it back sooner.
status-discontinued = { $institution } can no longer be connected here, and nobody can change that at the moment. Its accounts stay as they are; you can keep them up to date by hand.
status-closed = The connection to { $institution } has been ended. There is nothing to do; if you want it back, you can open it again.
status-delayed = { $institution } takes longer than usual to answer. You can leave this page; we go on by ourselves.
status-failed = This time we could not finish with { $institution }, for a technical reason; your login was not refused. You need not do anything now; if you like, refresh later.
status-updated = We have your new details for { $institution } and try them while you are here. You only need to wait a moment.
status-disabled = Updates from { $institution } have been paused on purpose; nothing is lost. They go on when the people who run this service end the pause; if you did not expect it, ask support.
status-imported = We know of your accounts at { $institution }, but nobody has signed in there from here. Please sign in once to start updates.
status-resumed = Thank you. { $institution } is checking your answer; please wait a moment.
status-expired = { $institution } stopped waiting for your answer. Please refresh with your phone or mailbox at hand, and answer at once.
status-impaired = What we need to sign in at { $institution } is missing or no longer valid. Please sign in once more; your accounts stay as they are.
status-pending = The connection to { $institution } is not finished yet. Please go on to its own page and give your permission there.

## When it goes on. $when is one of the phrases of the next group.

next-try = We try again by ourselves { $when }.
answer-by = { $institution } waits for your answer; its time runs out { $when }.
no-next-try = We do not try again by ourselves; it continues once you have done this.

## A moment to come

when-now = in a moment
when-minutes =
    { $count ->
        [one] in { $count } minute
       *[other] in { $count } minutes
    }
when-hours =
    { $count ->
        [one] in { $count } hour
       *[other] in { $count } hours
    }
when-days =
    { $count ->
        [one] in { $count } day
       *[other] in { $count } days
    }

## A moment gone by

ago-now = just now
ago-minutes =
    { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
ago-hours =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
ago-days =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }

## How old is what the person sees. $when is one of the ago-phrases.

data-current = What you see was read { $when }.
data-kept = What you see was read { $when }. It stays, but nothing new comes until this is settled.
data-partial = Part of what you see is up to date; the rest is older or still missing.
data-none = Nothing has been read yet.
data-stopped = What has been read is kept, but it is not updated any more.
data-manual = You keep these figures by hand; they change only when you change them.

## Who must act: labels

actor-user = You
actor-institution = The bank
actor-source = The source of the data
actor-client = The app’s developers
actor-operator = The operator of this service
actor-hub = We, by ourselves
actor-nobody = Nobody: please wait

## Many connections of one bank in trouble at once

outage = It is not you: many connections to { $institution } have trouble right now. The bank or we are already at work on it; you need not do anything.

# Where no bank and no app is meant in particular.
your-bank = your bank
this-app = this app

# Besides the reasons.
paused-by-user = You have paused the updates from { $institution }. Nothing is lost; switch them on again whenever you like.
refresh-later = Please refresh here later: until a login has worked once, we do not try it by ourselves.
