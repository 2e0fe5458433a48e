### What somebody can do about it. `remedy-*`: one step of advice. `step-*`: how to do it, in the order and under the conditions of
### data/remedy_steps.csv. `note-*`: what is known of single institutions, from data/institution_notes.csv.
### Used: $institution (name of the bank), $app (name of the app that the person uses).

## The login

remedy-retype_by_hand = Type your user name and password for { $institution } by hand instead of pasting them or letting them be filled in.
step-retype_by_hand_clear = Empty both fields first: your browser may have filled in an old login.
step-retype_by_hand_no_paste = Do not paste, and leave your password manager aside this once: a space that nobody sees can slip in before or after.
step-retype_by_hand_capitals = Check upper- and lower-case letters; most banks tell them apart.
step-retype_by_hand_caps_lock = On a computer, see that Caps Lock is off.
step-retype_by_hand_phone_keyboard = Watch the keyboard of your phone: it likes to begin with a capital letter, and to add a space after a word that it suggests.

remedy-check_institution = Check that the entry you chose is the one for your kind of account at { $institution }.
step-check_institution_kind = See which entry you chose: banks often have one for personal and one for business customers, and at times others for cards, brokerage or retirement plans.
step-check_institution_address = Compare its web address with the one that your browser shows when you sign in at { $institution } yourself.
step-check_institution_switch = If the two differ, search for the entry with your address and connect that one instead.

remedy-login_at_site = Sign in at { $institution }’s own website with the same login, and see whether it works and whether anything waits for you there.

remedy-accept_terms = Sign in at the website of { $institution }, accept what waits to be accepted there, and close every notice.
step-accept_terms_sign_in = Use the website of { $institution } in a browser; its phone app does not always show such notices.
step-accept_terms_agree = If new terms or an agreement come up, read them and accept them if you agree.
step-accept_terms_close = Answer or close what merely invites you too, such as an offer of electronic statements or an advertisement: it can stand in the way just the same.
step-accept_terms_return = When you see your accounts there as usual, sign out and refresh here.

remedy-reset_password = Set a new password at { $institution }, then enter it here.
step-reset_password_at_site = On the sign-in page of { $institution } follow the link for a forgotten password and choose a new one.
step-reset_password_answers = If it wants new security questions too, choose them and keep the answers in mind: you may be asked for them here.
step-reset_password_try = Sign in there once with the new password, so that you know that it works.
step-reset_password_enter = Enter the new password here by hand; a saved one may still be the old one.

remedy-enter_credentials = Enter your login for { $institution } here.

## The extra security check

remedy-answer_mfa = Answer the security check of { $institution } now.
step-answer_mfa_captcha = Type the letters or pick the pictures that are asked for; this shows { $institution } that a person is signing in. If you cannot make them out, ask for others.
step-answer_mfa_what = Besides user name and password, { $institution } wants a second proof that it is you: something only you know, or a code that only you receive.
step-answer_mfa_text_message = If the code comes by text message, look at the phone whose number { $institution } has on file, and enter it here.
step-answer_mfa_email = If it comes by e-mail, look into your mailbox, also among the spam folder.
step-answer_mfa_bank_app = If { $institution } asks in its own app, open that app and approve there; then come back here.
step-answer_mfa_phone_call = If it calls you, take the call and do as the voice says: note the code, or press the key that it names.
step-answer_mfa_several = Several questions may come one after the other. Answer each of them until no other comes.
step-answer_mfa_unknown = Never guess an answer you have forgotten, and do not worry if the question has gone from the page: update the login here instead, and { $institution } asks anew.

remedy-approve_in_app = Approve the sign-in where { $institution } asks you: in its app, in its call or through its link.
step-approve_in_app_open = If no message pops up, open the app of { $institution } yourself; the request usually waits there.
step-approve_in_app_own_only = Approve only what you have started yourself here a moment ago.

remedy-restart_ready = Start again with your phone or mailbox at hand, and answer { $institution } at once.
step-restart_ready_prepare = Unlock the phone or open the mailbox that gets the codes of { $institution } before you start.
step-restart_ready_start = Refresh the connection here and stay on the page.
step-restart_ready_newest = Enter the newest code as soon as it comes; earlier ones no longer count.

remedy-check_network = Make sure that your internet connection is strong, then start again.

## With the institution

remedy-unlock_at_site = Unlock your login at the site of { $institution } before anything is tried here.
step-unlock_at_site_pause = Do not try the login any more for now: each try can make the lock last longer.
step-unlock_at_site_follow = Open the sign-in page of { $institution } and follow its way for locked or forgotten logins.
step-unlock_at_site_call = If it offers none, call { $institution } at the number on your card or statement.
step-unlock_at_site_return = When you can sign in there yourself again, refresh here; if the password has changed, enter the new one.

remedy-contact_institution = Call { $institution } or go to a branch, and ask what stops the access and how to lift it.

remedy-oauth_again = Go through the page of { $institution } once more and give { $app } your permission there.
step-oauth_again_sign_in = Sign in on the page that opens; it belongs to { $institution }, and { $app } does not see what you type there.
step-oauth_again_choose = Choose every account that { $app } is to show, and leave the permissions ticked.
step-oauth_again_finish = Go on to the very end, and close nothing until you are back in { $app }.

remedy-grant_permissions = Go through the page of { $institution } again and tick every kind of data that { $app } asks for.

remedy-grant_accounts = Share the missing account with { $app } in the settings of { $institution }.
step-grant_accounts_sign_in = Sign in at { $institution }, in its app or at its website.
step-grant_accounts_settings = Open its settings; they are often behind your name, your picture or a gear wheel.
step-grant_accounts_security = Find the part about security or privacy.
step-grant_accounts_linked_apps = Look there for the list of other companies that may see your data. Each bank has a name of its own for it: linked apps, third-party access, data sharing, external connections or the like.
step-grant_accounts_allow = Choose { $app } in the list (it may stand under the name of its data provider) and allow the new account.
step-grant_accounts_save = Save, and allow up to 24 hours until the account shows here.

remedy-enable_third_party = Allow other apps to read your accounts, in the settings of { $institution }.
step-enable_third_party_settings = Sign in at { $institution } and open the security settings.
step-enable_third_party_switch = Switch on what may be called third-party access, data sharing or access for financial apps.
step-enable_third_party_app_password = If { $institution } gives you a separate password for other apps instead, enter that one here in place of your usual one.
step-enable_third_party_wait = Allow up to 48 hours until the change works, then refresh here.

remedy-finish_setup = Finish setting up your online access at { $institution }: activate it and fill in what it still wants to know.

remedy-change_language = Set the site of { $institution } to English, or to another language that is supported here, then refresh.

remedy-relax_mfa_setting = Choose, in the security settings of { $institution }, a kind of check that can be answered from here or comes less often.
step-relax_mfa_setting_open = Sign in at { $institution } and open the security settings, where the extra check at the sign-in is chosen.
step-relax_mfa_setting_method = Choose a code by text message or e-mail rather than a security key or a device that has to be plugged in.
step-relax_mfa_setting_remember = If { $institution } offers to remember a device or to ask only now and then, choose that.
step-relax_mfa_setting_keep = Do not switch the check off altogether: it protects your money.

## Browser and app

remedy-other_browser = Go through the sign-in at { $institution } in another browser.
step-other_browser_chrome_on_ios = If you use Chrome on an iPhone or iPad, change to Safari: in Chrome the pages of some banks do not get to their end there.
step-other_browser_use_safari = If you use another browser on an iPhone or iPad, try Safari, which came with it.
step-other_browser_besides_safari = If you use Safari on an iPhone or iPad, try another such as Firefox or Edge, but rather not Chrome.
step-other_browser_besides_chrome = If you use Chrome on a computer or an Android phone, try another such as Firefox or Edge.
step-other_browser_any = On a computer or an Android phone, try any browser other than the one you use now, such as Chrome.
step-other_browser_default = If { $app } opens the page by itself, first make that browser the default one in the settings of your phone.
step-other_browser_begin = Begin the sign-in at { $institution } from the start and stay in that one browser until it is done.

remedy-disable_ad_blocker = Switch off ad and content blockers while you sign in at { $institution }.
step-disable_ad_blocker_safari_ios = For Safari on an iPhone or iPad: open Settings, then Apps, Safari, Extensions, and switch the blockers off there. On older versions Safari stands directly in Settings, and the entry may be named Content Blockers.
step-disable_ad_blocker_safari_desktop = For Safari on a Mac: in the Safari menu open Settings, then Websites, then Content Blockers, and switch them off for the page of { $institution }.
step-disable_ad_blocker_extension = On a computer, click the puzzle piece beside the address bar, find your ad blocker and switch it off for the page of { $institution }.
step-disable_ad_blocker_edge = In Edge, also click the padlock left of the address and switch tracking prevention off for this site.
step-disable_ad_blocker_firefox = In Firefox, choose the shield beside the address and switch tracking protection off for this site; switch off extensions that block ads as well.
step-disable_ad_blocker_phone = On a phone or tablet, look in the menu or settings of your browser for ad blocking, and switch it off for the page of { $institution }.
step-disable_ad_blocker_elsewhere = If you use an app, a VPN or a home network that filters ads, pause that too.
step-disable_ad_blocker_again = Load the page again and finish the sign-in; afterwards you can switch everything on again.

remedy-reopen_app = Close { $app } fully, give it a quarter of an hour, then open it and refresh the connection to { $institution }.
step-reopen_app_close_phone = On a phone, close { $app } fully: open the list of running apps and swipe it away, rather than only leaving it.
step-reopen_app_close_desktop = On a computer, close every window and tab in which { $app } is open.
step-reopen_app_wait = Wait 15 minutes, so that what { $institution } sends can arrive.
step-reopen_app_open = Open { $app } again and refresh.

remedy-logout_elsewhere = Sign out of { $institution } in every other browser, app and device.

## Waiting

remedy-wait_15m = Wait 15 minutes, then refresh the connection to { $institution }.
remedy-wait_24h = Allow up to 24 hours, then look at the connection to { $institution } again.
remedy-wait_days = Allow two to five days while the data provider works on the way to { $institution }.

## Connections and accounts

remedy-reconnect_answer = Reconnect to { $institution } once and give what it asks for.
step-reconnect_answer_ready = Have your login and the phone or mailbox for codes at hand.
step-reconnect_answer_login = Choose to reconnect, and enter your login if you are asked for it.
step-reconnect_answer_check = Answer the security check if { $institution } makes one, and wait until the page tells you how it went.

remedy-confirm_active = Check at { $institution } that the account is open and that you can see it online.

remedy-delete_duplicate = Keep one of the two copies of the account at { $institution }, remove the other, then refresh.

remedy-remove_readd = Before you do this, know that all your accounts at { $institution } go from { $app } at once, that what you edited in them is lost, and that transactions already imported may come a second time. If you accept that, remove the connection and add it again.
step-remove_readd_remove = Remove the connection to { $institution }. If you want to keep what you edited, ask the support of { $app } first whether there is another way.
step-remove_readd_add = Search for { $institution } again, choose the right entry, and sign in with all accounts that you want.
step-remove_readd_check = Wait 15 minutes, then look for transactions that are there twice and hide the second ones.

remedy-other_account = Connect another account, or another bank than { $institution }.
remedy-other_source = Leave this to us: we look for another way to reach { $institution }.
remedy-reuse_existing = Use the connection to { $institution } that you already have.
remedy-track_manually = Keep your accounts at { $institution } by hand in { $app } for now.

## Getting help

remedy-support = Write to the support of { $app } and tell them the institution ({ $institution }), the status and the reason shown here, the steps you have tried, and how many characters your user name and your password have, but never the user name or password themselves.
step-support_name = Name { $institution }, and copy the status and the reason that you see here.
step-support_tried = Say which other steps you have tried and what happened.
step-support_lengths = Count the characters of your user name and of your password, and give only the two numbers; they help to find out why a right login is refused.
step-support_never = Never send the user name, the password, a code or an answer itself: nobody who helps you needs them.

## For those who run or build it

remedy-escalate = For the operator of this service: report the fault with { $institution } to the data provider, with the provider’s own request numbers.
remedy-fix_call = For the developers of { $app }: correct the request about { $institution } as the error describes.
remedy-fix_config = For the operator of this service: put right the keys, licence, registration or installation with which { $institution } is reached.

## What is known of single institutions

note-terms_despite_success = { $institution } may let the sign-in succeed and yet hold your accounts back until you have accepted its terms. Sign in at its website and see whether any are still open.
note-overview_alone = The free money overview of { $institution } alone cannot be linked: you also need a deposit account, a card, a loan, an investment or an insurance there.
note-terms_all = At { $institution } more than one agreement can be open at a time. Go through all of them at its website before you refresh here.
remedy-unpause = Switch the updates on again here.
remedy-reopen = Open this connection again and enter your login; everything you had is kept.
