### Pourquoi une vérification de comptes bancaires est en pause, pour le prêteur qui l’a demandée. Un titre et un message par code, à son nom.

verification-account_closed-title = Compte fermé
verification-account_closed-message = La banque indique qu’un compte choisi pour cette vérification est fermé. Elle reprend dès qu’un autre compte est choisi.
verification-account_not_found-title = Compte introuvable
verification-account_not_found-message = La banque ne partage plus un compte choisi pour cette vérification, ou n’en partage aucun. Elle reprend dès que le compte est de nouveau partagé ou qu’un autre est choisi.
verification-generic_error-title = Erreur de connexion
verification-generic_error-message = Un problème est survenu entre ce service et la banque pendant la lecture des comptes. L’exploitant en est averti; elle reprend dès qu’une lecture réussit.
verification-institution_not_supported-title = Banque non prise en charge
verification-institution_not_supported-message = La banque choisie, ou ce type de compte, ne peut pas être reliée pour le moment. Une autre banque peut être choisie, ou des relevés papier peuvent la remplacer.
verification-invalid_credentials-title = Identifiants refusés
verification-invalid_credentials-message = La banque a refusé les identifiants saisis par l’emprunteur. Elle reprend dès que l’emprunteur en saisit qui fonctionnent.
verification-mfa_issue_encountered-title = Étape de sécurité non terminée
verification-mfa_issue_encountered-message = La banque a demandé à l’emprunteur un code ou une approbation, et la réponse était erronée, tardive ou refusée. Elle reprend dès que l’emprunteur se connecte de nouveau et répond.
verification-one_time_passcode_issue-title = Code non livré
verification-one_time_passcode_issue-message = La banque n’a pas pu livrer le code à usage unique qu’elle demandait. Cela fonctionne en général de nouveau après un quart d’heure.
verification-report_generation_failed-title = Rapport non produit
verification-report_generation_failed-message = Les comptes sont reliés, et pourtant le rapport n’a pas pu être produit à partir de ce que la banque a livré. Un nouvel essai suit la prochaine lecture complète.
verification-temporary_connection_issue-title = Banque injoignable pour l’instant
verification-temporary_connection_issue-message = La banque, ou le chemin vers elle, ne répond pas. Personne n’a rien à faire : elle reprend d’elle-même dès que la banque répond.
verification-token_invalid_or_expired-title = Consentement terminé
verification-token_invalid_or_expired-message = L’autorisation de lire les comptes manque, a expiré ou a été retirée. Elle reprend dès que l’emprunteur relie de nouveau la banque.
verification-user_action_required_at_institution-title = Action requise à la banque
verification-user_action_required_at_institution-message = Quelque chose attend l’emprunteur sur le site de la banque, comme de nouvelles conditions, un nouveau mot de passe ou un accès verrouillé. Elle reprend dès que c’est réglé et que la banque est reliée de nouveau.
