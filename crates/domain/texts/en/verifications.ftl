### Why a verification of bank accounts is paused, for the lender who ordered it. One title and one message per code, named after it.

verification-account_closed-title = Account closed
verification-account_closed-message = The bank says that an account chosen for this verification is closed. It goes on once another account is chosen.
verification-account_not_found-title = Account not found
verification-account_not_found-message = The bank no longer shares an account chosen for this verification, or shares none at all. It goes on once the account is shared again or another one is chosen.
verification-generic_error-title = Connection error
verification-generic_error-message = Something went wrong between this service and the bank while the accounts were read. The operator has been told; it goes on once a reading succeeds.
verification-institution_not_supported-title = Bank not supported
verification-institution_not_supported-message = The chosen bank, or this kind of account there, cannot be connected at present. Another bank can be chosen, or statements on paper can take its place.
verification-invalid_credentials-title = Login refused
verification-invalid_credentials-message = The bank refused the login that the borrower entered. It goes on once the borrower enters one that works.
verification-mfa_issue_encountered-title = Security step not completed
verification-mfa_issue_encountered-message = The bank asked the borrower for a code or an approval, and it was wrong, late or declined. It goes on once the borrower signs in again and answers.
verification-one_time_passcode_issue-title = Passcode not delivered
verification-one_time_passcode_issue-message = The bank could not deliver the one-time passcode that it wanted to be answered with. It usually works again after a quarter of an hour.
verification-report_generation_failed-title = Report not made
verification-report_generation_failed-message = The accounts are connected, and yet the report could not be made from what the bank delivered. It is tried again with the next complete reading.
verification-temporary_connection_issue-title = Bank not reachable for now
verification-temporary_connection_issue-message = The bank, or the way to it, is not answering. Nobody needs to act: it goes on by itself once the bank answers.
verification-token_invalid_or_expired-title = Consent ended
verification-token_invalid_or_expired-message = The permission to read the accounts is missing, has expired or was withdrawn. It goes on once the borrower connects the bank again.
verification-user_action_required_at_institution-title = Action needed at the bank
verification-user_action_required_at_institution-message = Something waits for the borrower at the bank's own site, such as new terms, a new password or a locked login. It goes on once that is settled and the bank is connected again.
