### What was found by looking closer at one connection, and what follows from it.
### Used: $institution (name of the bank), $field (label of a field of the login form), $sibling (name of another entry of the same
### bank) and $url (its web address).

finding-mfa_loop = { $institution } asks again and again although your answers are right. You do nothing wrong, and answering once more does not help: please report it to support and name { $institution }.
finding-accounts_not_ready = You connected { $institution } only a short while ago, and its accounts may still be on their way. Please wait 15 minutes, then refresh.
finding-accounts_terms = The sign-in at { $institution } works, but no account comes through; perhaps it waits for you to accept its terms. Please sign in at its own site and look for terms to accept, then refresh here.
finding-accounts_not_eligible = The sign-in at { $institution } works, but there is no kind of account under it that can be read. You can connect another login or another bank, or keep these accounts by hand.
finding-accounts_sharing_off = { $institution } lets us in, but your accounts are not shared in its settings. Please sign in there, share the accounts with this app and save, then refresh here.
finding-new_account_not_shared = You seem to have a new account at { $institution } that this app may not see yet. Please allow it in the settings of { $institution }; your other accounts go on as before.
finding-stray_characters = What was entered in “{ $field }” begins or ends with a space, or holds a character that cannot be seen; this often comes from pasting. Please clear the field and type it by hand.
finding-wrong_entry = { $institution } refuses this login, and the same bank has another entry: { $sibling }, at { $url }. If that is the address where you usually sign in, please connect { $sibling } instead.
finding-lock_near = One more wrong try could make { $institution } lock your login, so we stop here. Please make sure at its own site that you have the right login and answers before you try again.
finding-code_at_every_login = { $institution } wants a new code at every sign-in. We do not want codes to surprise you, so we refresh only while you are here; please refresh when you have your phone or mailbox at hand.
finding-institution_outage = The trouble lies with { $institution }, not with you or your login: others who connect it meet the same. It is being worked on, and there is nothing for you to do.
