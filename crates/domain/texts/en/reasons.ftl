### Why a connection is as it is: what happened, who must act, what comes next. One message per reason, named after it.
### No moment is named here: the program appends when the next try comes. Used: $institution (name of the bank).

## Progress

reason-ok = The connection to { $institution } is in order, and new data comes by itself. There is nothing for you to do.
reason-new = You have just added { $institution }, and we have not signed in there yet. We begin as soon as you are here; if it does not begin, please refresh.
reason-in_progress = We are signing in at { $institution } or reading your accounts right now. You only need to wait until it is done.
reason-aggregation_in_progress = An update from { $institution } is already under way, so we did not start a second one. There is nothing to do; look again when it has finished.
reason-slow = { $institution } lets us wait longer than usual at the sign-in. There is nothing for you to do: we stay with it, even if you leave this page.
reason-partial_data = The sign-in at { $institution } worked, but part of the data or some accounts did not come through. We fetch what is missing with the next update; if it still does not come, ask support.
reason-data_not_ready = What { $institution } sent is still being prepared. You only need to wait; it appears here as soon as it is ready.
reason-manual_no_credentials = You keep your accounts at { $institution } by hand, so nothing is fetched from there. Nobody has to act; change the figures yourself when they change.

## The login

reason-credentials_rejected = { $institution } refused the user name or the password. Please type both again with care, by hand.
reason-credentials_rejected_thrice = This was the third refusal in a row from { $institution }, and another wrong try could get you locked out, so we stopped. Please find out at its own site which login works, then enter that one here.
reason-credentials_missing = Something that { $institution } needs for the sign-in is not here. Please sign in once more, in the way that is offered here.
reason-credentials_never_given = This connection to { $institution } was made without a sign-in. Please sign in there once, in the way that is offered here.
reason-credentials_updated = Your new login for { $institution } is saved but has not been tried yet. We try it while you are here; please wait a moment.
reason-identity_changed = You signed in at { $institution } as another person or with another user name than the first time. Please use the same login as before here; for the other one, add a connection of its own.
reason-not_a_customer = { $institution } understood this login but finds no customer for it. Banks often have separate entries for personal and business customers: please check that you chose the right one.
reason-reauth_required = { $institution } wants you to sign in again and does not say why. Please do so once; nothing of yours is lost.
reason-password_change_required = { $institution } demands a new password or new security answers from you. Please set them at its own site, then enter the new login here.

## The extra security check

reason-mfa_required = { $institution } makes an extra check that it is really you: a question, a code, a choice or a picture. Please answer it here now; another may follow.
reason-mfa_approve_elsewhere = { $institution } waits for your yes in its own app, in a call or through a link. Please approve there; here you have nothing to type.
reason-mfa_every_login = { $institution } sends a fresh code for every sign-in, so we cannot update while you are away. Please refresh when you are here and can read the code.
reason-captcha_required = { $institution } wants to see that no machine is signing in. Please solve the small puzzle shown here, such as letters to read or pictures to pick.
reason-mfa_submitted = Your answer has been handed to { $institution }, which has not yet said whether it is right. You only need to wait a moment.
reason-mfa_wrong = { $institution } says that the answer or code was wrong. Please start again and enter only the newest code, or exactly the answer that you once gave there.
reason-mfa_declined = The request that { $institution } sent you was declined or cancelled in its app. If it was you who wanted to sign in here, please start again and approve it.
reason-mfa_timeout = The answer did not reach { $institution } in the time it allows. Please start again with your phone or mailbox at hand.
reason-session_timeout = A step of the sign-in at { $institution } stayed open too long and was closed. Please start again and go through it without a pause.
reason-otp_delivery_problem = { $institution } could not send or handle its code, and that is for the bank to mend. Please wait a little, then start again so that it sends a new one.
reason-mfa_unsupported = The kind of security check that you use at { $institution } cannot be answered from here. Please choose another kind in the security settings there, such as a code by text message, then refresh.
reason-mfa_enrollment_required = { $institution } asks you to set up an extra security check, such as a code by phone, before it lets us in. Please do so at its own site, then refresh here.

## Something waits for the person at the institution

reason-user_action_required = Something waits for you at the site of { $institution }, such as a message or a form. Please sign in there, deal with it, then refresh here.
reason-terms_required = { $institution } has new terms or a notice that you must accept first. Please read and accept it at its own site, then refresh here.
reason-setup_incomplete = Your online access at { $institution } is not fully set up: it may not be activated, or details of yours are missing. Please complete it at its own site, then refresh here.
reason-third_party_access_off = { $institution } does not let other apps read your accounts until you allow it. Please switch this on in its settings; it may take a while to work, then refresh here.
reason-unsupported_language = The site of { $institution } is shown to you in a language that cannot be read from here. Please set it there to English or another supported language, then refresh here.

## Locked out

reason-account_locked = { $institution } has locked your login and lets nobody in, not even you. Please have it unlocked at its own site or by calling, and refresh here afterwards.
reason-access_forbidden = { $institution } refuses access for you or in this way, though not because of wrong tries. Please call it and ask what stands in the way; refresh here when it has been lifted.

## Permission given at the institution's own page

reason-oauth_pending = { $institution } is waiting for you on its own page. Please sign in there and give your permission; an unfinished connection is taken away after a while, and you can then begin again.
reason-oauth_cancelled = The page of { $institution } was left, or the permission declined, before the end; nothing has changed. If you still want to connect, please go through it again.
reason-oauth_login_failed = The sign-in on the page of { $institution } itself did not succeed. Please make sure that your login works at its site, then open the page from here again.
reason-oauth_technical = On the way between us and the page of { $institution } something got mixed up; you did nothing wrong. Please go through it once more; if it fails again, try another browser or tell support.

## The permission itself

reason-consent_expired = The permission that you gave at { $institution } has run out, as it does from time to time. Please renew it on the page of { $institution }.
reason-consent_revoked = You or { $institution } have withdrawn the permission to read your accounts. If you want updates again, please give it anew; otherwise you need not do anything.
reason-consent_expiring = The connection to { $institution } still works, but your permission ends soon. Please renew it now, so that nothing is missed.
reason-consent_scope_missing = You gave { $institution } your permission, but left out a part that is needed here. Please go through its page again and tick that part too.
reason-token_invalid = Our permission to read your accounts at { $institution } is no longer valid. Please sign in on its page once more, and we get a new one.
reason-new_account_not_shared = There is a new account at { $institution }, but it is not shared with us yet. Please allow it in the settings of { $institution }; it then takes a while to appear.

## The institution or its source changes

reason-migration_pending = { $institution } will soon change the way it is reached. All still works; please sign in the new way before the change, so that nothing stops.
reason-migration_reauth = { $institution } has switched off the old way of reading your accounts. Please sign in once the new way; your accounts and what you edited stay.
reason-migrated = We have moved to another way of reaching { $institution }, and your login moved along. Please refresh once while you are here: it will probably send you a code.

## The institution's side

reason-institution_down = { $institution } cannot be reached at the moment. That is for the bank to mend; you need not do anything.
reason-institution_maintenance = { $institution } is closed for planned maintenance. When the bank has finished, updates go on; there is nothing for you to do.
reason-institution_not_responding = { $institution } answers too slowly, or only now and then. The bank has to recover first; you need not do anything.
reason-institution_error = { $institution } gave an answer that makes no sense to us. The bank has to put that right; you need not do anything.
reason-institution_blocks_us = { $institution } is turning our requests away or slowing them down; your own sign-in there is not affected. We ask less often for now, and the people who run this service see to it; you need not do anything.
reason-connection_being_built = The data provider is still building or repairing the way to { $institution }, and that can take days. You need not do anything; if you like, refresh now and then, for each try of yours helps it along.
reason-session_conflict = You are signed in at { $institution } somewhere else, and it allows only one session at a time. Please sign out there; then it can go on here.

## Not supported

reason-institution_not_supported = There is no way to reach { $institution } from here, or none any more. Nobody can change that now: what has been read stays, and you can keep these accounts by hand.
reason-account_type_not_supported = The kind of account that you have at { $institution } cannot be read from here, and trying again does not help; please connect another account, or keep this one by hand.

## Between us and the institution

reason-provider_error = Something on the way to { $institution } had a fault, and those who run it have to mend it. It is nothing that you did or typed; you need not do anything.
reason-provider_timeout = Reading from { $institution } took too long, so it was broken off. It is nothing that you did or typed; you need not do anything.
reason-provider_maintenance = The data provider through which we reach { $institution } is closed for maintenance. Updates go on when it opens again; there is nothing for you to do.
reason-network_error = The line between us and { $institution } was cut for a moment. It is our side, not your internet; you need not do anything.
reason-rate_limited = We have asked about { $institution } too often within a short time and must pause. You need not do anything; refreshing again now does not speed it up.
reason-temporary_unspecified = Something went wrong with { $institution } for the moment, and we were not told what. Such trouble mostly passes; we stay with it, and you need not do anything.
reason-unknown = About { $institution } we got an answer that we have never seen before. The people who run this service look into it; you need not do anything.

## Single accounts

reason-account_closed = One of your accounts at { $institution } has been closed, so it is no longer updated; the others go on. If you did not expect that, please ask { $institution }.
reason-account_not_found = One of your accounts at { $institution } can no longer be seen with this login. Please check there that it is open and still shared with this app.
reason-account_mismatch = The name, number or kind of an account at { $institution } has changed, and we cannot tell for sure which one it was before. We look again at the next update; if it stays so, ask support.
reason-duplicate_account = The same account at { $institution } is linked twice. Please decide which one you want to keep and remove the other.
reason-duplicate_connection = You have already connected this login at { $institution }, so no second connection was made; you did nothing wrong. Please use the one you have; the people who run this app see to the rest.
reason-no_accounts = { $institution } accepts your login but shows us no open account that can be read. Please look at its own site whether terms wait to be accepted or an account has to be shared, then refresh here.
reason-account_data_incomplete = This time { $institution } left out some details of an account. We ask for them at the next update; you need not do anything.

## The whole connection

reason-repeated_failures = The last three tries to read from { $institution } have failed. We go on at a slower pace; if you like, reconnect once and give what it asks.
reason-no_success_two_weeks = No try to read from { $institution } has succeeded for two weeks. We are the ones to mend it and now try only rarely; please reconnect once, and if that does not help, tell support.
reason-closed_by_someone = You, this app or someone acting for it has closed the connection to { $institution }. Nobody has to act; you can open it again, or keep the accounts by hand.
reason-connection_gone = The data provider no longer knows this connection to { $institution }; that is not your fault. The people who run this app have to set it up anew, and you can help by adding { $institution } again.
reason-paused_by_operator = Updates from { $institution } have been stopped on purpose by the people who run this service; you did nothing wrong. They go on when the pause ends; please ask support if it lasts too long for you.

## What the app asked for

reason-invalid_request = This app asked about { $institution } in a way that cannot be understood. It is not your fault: the people who run this app have to mend it, and you need not do anything.
reason-client_not_authorized = This service is not admitted to { $institution } at the moment, because its own keys or registration are not accepted. It is not your login: the people who run this service have to put it right.
reason-product_not_supported = This app asked for a kind of data that { $institution } does not offer through this connection. You did nothing wrong: the people who run this app can change that, or you can connect another account.
reason-report_failed = The report from your accounts at { $institution } could not be made; the connection itself may well be fine. We try once more and look into it if that fails; you need not do anything.
