### Why a connection is as it is: what happened, who must act, what comes next. One message per reason, named after it.
### No moment is named here: the program appends when the next try comes. Used: $institution (name of the bank).

## Progress

reason-ok = La connexion avec { $institution } est en ordre, et les nouvelles données arrivent d’elles-mêmes. Vous n’avez rien à faire.
reason-new = Vous venez d’ajouter { $institution }, et nous n’y avons pas encore ouvert de session. Nous commençons dès que vous êtes ici; si rien ne commence, veuillez actualiser.
reason-in_progress = En ce moment, nous ouvrons une session chez { $institution } ou lisons vos comptes. Il vous suffit d’attendre que ce soit fini.
reason-aggregation_in_progress = Une mise à jour de { $institution } est déjà en cours; nous n’en avons donc pas commencé une autre. Il n’y a rien à faire; revenez voir quand elle sera terminée.
reason-slow = { $institution } nous fait attendre plus longtemps que d’habitude à l’ouverture de session. Vous n’avez rien à faire : nous poursuivons, même si vous quittez cette page.
reason-partial_data = L’ouverture de session chez { $institution } a réussi, mais une partie des données ou certains comptes ne sont pas arrivés. Nous irons chercher ce qui manque à la prochaine mise à jour; si cela n’arrive toujours pas, communiquez avec le soutien.
reason-data_not_ready = Ce que { $institution } a envoyé est encore en préparation. Il vous suffit d’attendre; les données paraîtront ici dès qu’elles seront prêtes.
reason-manual_no_credentials = Vous tenez vos comptes chez { $institution } à la main; rien n’est donc lu là-bas. Personne n’a à agir; modifiez vous-même les chiffres quand ils changent.

## The login

reason-credentials_rejected = { $institution } a refusé le nom d’utilisateur ou le mot de passe. Veuillez taper les deux de nouveau, à la main et avec soin.
reason-credentials_rejected_thrice = C’était le troisième refus de suite de { $institution }, et un autre essai erroné pourrait bloquer votre accès; nous avons donc arrêté. Veuillez trouver sur son propre site les identifiants qui fonctionnent, puis les entrer ici.
reason-credentials_missing = Il manque ici quelque chose dont { $institution } a besoin pour l’ouverture de session. Veuillez ouvrir une session de nouveau, de la façon qui est offerte ici.
reason-credentials_never_given = Cette connexion avec { $institution } a été faite sans ouverture de session. Veuillez y ouvrir une session une fois, de la façon qui est offerte ici.
reason-credentials_updated = Vos nouveaux identifiants pour { $institution } sont enregistrés, mais n’ont pas encore été essayés. Nous les essayons pendant que vous êtes ici; veuillez attendre un instant.
reason-identity_changed = Vous avez ouvert une session chez { $institution } au nom d’une autre personne ou avec un autre nom d’utilisateur que la première fois. Veuillez reprendre ici les identifiants d’avant; pour les autres, ajoutez une connexion distincte.
reason-not_a_customer = { $institution } a compris ces identifiants, mais n’y trouve aucun client. Les banques ont souvent des entrées distinctes pour les particuliers et les entreprises : veuillez vérifier que vous avez choisi la bonne.
reason-reauth_required = { $institution } veut que vous ouvriez une nouvelle session, sans dire pourquoi. Veuillez le faire une fois; rien de ce que vous avez n’est perdu.
reason-password_change_required = { $institution } exige de vous un nouveau mot de passe ou de nouvelles réponses de sécurité. Veuillez les choisir sur son propre site, puis entrer ici les nouveaux identifiants.

## The extra security check

reason-mfa_required = { $institution } vérifie encore que c’est bien vous : par une question, un code, un choix ou une image. Veuillez y répondre ici maintenant; une autre étape peut suivre.
reason-mfa_approve_elsewhere = { $institution } attend votre accord dans sa propre application, par un appel ou par un lien. Veuillez l’approuver là-bas; vous n’avez rien à taper ici.
reason-mfa_every_login = { $institution } envoie un nouveau code à chaque ouverture de session; nous ne pouvons donc pas mettre à jour en votre absence. Veuillez actualiser quand vous êtes ici et pouvez lire le code.
reason-captcha_required = { $institution } veut s’assurer que ce n’est pas une machine qui ouvre la session. Veuillez résoudre la petite épreuve affichée ici, comme des lettres à lire ou des images à choisir.
reason-mfa_submitted = Votre réponse a été remise à { $institution }, qui n’a pas encore dit si elle est juste. Il vous suffit d’attendre un instant.
reason-mfa_wrong = { $institution } dit que la réponse ou le code était erroné. Veuillez recommencer et n’entrer que le code le plus récent, ou exactement la réponse que vous y aviez donnée.
reason-mfa_declined = La demande que { $institution } vous a envoyée a été refusée ou annulée dans son application. Si c’est bien vous qui vouliez ouvrir une session ici, veuillez recommencer et l’approuver.
reason-mfa_timeout = La réponse n’est pas parvenue à { $institution } dans le délai accordé. Veuillez recommencer, votre téléphone ou vos courriels à portée de main.
reason-session_timeout = Une étape de l’ouverture de session chez { $institution } est restée ouverte trop longtemps et s’est fermée. Veuillez recommencer et la mener au bout sans pause.
reason-otp_delivery_problem = { $institution } n’a pas pu envoyer ou traiter son code, et c’est à la banque d’y remédier. Veuillez attendre un peu, puis recommencer pour qu’un nouveau code soit envoyé.
reason-mfa_unsupported = Le genre de vérification de sécurité que vous utilisez chez { $institution } ne peut pas être traité d’ici. Veuillez en choisir un autre dans les paramètres de sécurité là-bas, par exemple un code par message texte, puis actualiser.
reason-mfa_enrollment_required = { $institution } vous demande d’activer une vérification de sécurité supplémentaire, comme un code par téléphone, avant de nous laisser entrer. Veuillez le faire sur son propre site, puis actualiser ici.

## Something waits for the person at the institution

reason-user_action_required = Quelque chose vous attend sur le site de { $institution }, comme un message ou un formulaire. Veuillez y ouvrir une session, vous en occuper, puis actualiser ici.
reason-terms_required = { $institution } a de nouvelles conditions ou un avis que vous devez d’abord accepter. Veuillez les lire et les accepter sur son propre site, puis actualiser ici.
reason-setup_incomplete = Votre accès en ligne chez { $institution } n’est pas complet : il n’est peut-être pas activé, ou il y manque de vos renseignements. Veuillez le compléter sur son propre site, puis actualiser ici.
reason-third_party_access_off = { $institution } ne laisse pas d’autres applications lire vos comptes tant que vous ne le permettez pas. Veuillez l’activer dans ses paramètres; cela peut prendre un certain temps, puis actualisez ici.
reason-unsupported_language = Le site de { $institution } s’affiche pour vous dans une langue qui ne peut pas être lue d’ici. Veuillez y choisir l’anglais ou une autre langue prise en charge, puis actualiser ici.

## Locked out

reason-account_locked = { $institution } a verrouillé vos identifiants et ne laisse entrer personne, pas même vous. Veuillez les faire déverrouiller sur son propre site ou par téléphone, puis actualiser ici.
reason-access_forbidden = { $institution } vous refuse l’accès, ou le refuse par cette voie, mais pas à cause d’essais erronés. Veuillez appeler et demander ce qui l’empêche; actualisez ici quand l’obstacle est levé.

## Permission given at the institution's own page

reason-oauth_pending = { $institution } vous attend sur sa propre page. Veuillez y ouvrir une session et donner votre autorisation; une connexion inachevée est retirée après un certain temps, et vous pouvez alors recommencer.
reason-oauth_cancelled = La page de { $institution } a été quittée, ou l’autorisation refusée, avant la fin; rien n’a changé. Si vous voulez toujours vous connecter, veuillez refaire les étapes.
reason-oauth_login_failed = L’ouverture de session sur la page même de { $institution } n’a pas réussi. Veuillez vous assurer que vos identifiants fonctionnent sur son site, puis rouvrir la page d’ici.
reason-oauth_technical = Entre nous et la page de { $institution }, quelque chose s’est embrouillé; vous n’avez rien fait de mal. Veuillez la parcourir encore une fois; si cela échoue de nouveau, essayez un autre navigateur ou avertissez le soutien.

## The permission itself

reason-consent_expired = L’autorisation que vous avez donnée chez { $institution } est arrivée à son terme, comme cela se produit de temps en temps. Veuillez la renouveler sur la page de { $institution }.
reason-consent_revoked = Vous ou { $institution } avez retiré l’autorisation de lire vos comptes. Si vous voulez de nouveau des mises à jour, veuillez la redonner; sinon, vous n’avez rien à faire.
reason-consent_expiring = La connexion avec { $institution } fonctionne encore, mais votre autorisation se termine bientôt. Veuillez la renouveler maintenant pour que rien ne manque.
reason-consent_scope_missing = Vous avez donné votre autorisation à { $institution }, mais sans une partie qui est nécessaire ici. Veuillez reparcourir sa page et cocher aussi cette partie.
reason-token_invalid = L’autorisation que { $institution } nous a donnée pour lire vos comptes n’est plus valide. Veuillez ouvrir encore une session sur sa page, et nous en recevrons une nouvelle.
reason-new_account_not_shared = Il y a un nouveau compte chez { $institution }, mais il n’est pas encore partagé avec nous. Veuillez l’autoriser dans les paramètres de { $institution }; il lui faut ensuite un peu de temps pour paraître.

## The institution or its source changes

reason-migration_pending = { $institution } changera bientôt sa façon de donner accès aux comptes. Tout fonctionne encore; veuillez ouvrir une session de la nouvelle façon avant le changement, pour que rien ne s’arrête.
reason-migration_reauth = { $institution } a mis fin à l’ancienne façon de lire vos comptes. Veuillez ouvrir une session une fois de la nouvelle façon; vos comptes et vos modifications restent.
reason-migrated = Nous joignons maintenant { $institution } d’une autre façon, et vos identifiants ont suivi. Veuillez actualiser une fois pendant que vous êtes ici : vous recevrez probablement un code.

## The institution's side

reason-institution_down = { $institution } est injoignable en ce moment. C’est à la banque d’y remédier; vous n’avez rien à faire.
reason-institution_maintenance = Un entretien prévu est en cours chez { $institution }. Quand la banque aura terminé, les mises à jour reprendront; vous n’avez rien à faire.
reason-institution_not_responding = { $institution } répond trop lentement, ou seulement par moments. La banque doit d’abord se rétablir; vous n’avez rien à faire.
reason-institution_error = { $institution } a donné une réponse qui n’a pas de sens pour nous. La banque doit y remédier; vous n’avez rien à faire.
reason-institution_blocks_us = { $institution } repousse ou ralentit nos demandes; votre propre accès n’est pas touché. Nous demandons moins souvent pour l’instant, et les responsables de ce service s’en occupent; vous n’avez rien à faire.
reason-connection_being_built = Le fournisseur de données construit ou répare encore l’accès à { $institution }, et cela peut prendre des jours. Vous n’avez rien à faire; si vous voulez, actualisez de temps en temps, car chacun de vos essais aide.
reason-session_conflict = Vous avez une session ouverte ailleurs chez { $institution }, qui n’en permet qu’une à la fois. Veuillez la fermer là-bas; ensuite, tout peut reprendre ici.

## Not supported

reason-institution_not_supported = Il n’y a pas de chemin d’ici vers { $institution }, ou il n’y en a plus. Personne ne peut y changer quoi que ce soit pour l’instant : ce qui a été lu reste, et vous pouvez tenir ces comptes à la main.
reason-account_type_not_supported = La sorte de compte que vous avez chez { $institution } ne peut pas être lue d’ici, et réessayer ne sert à rien; veuillez connecter un autre compte, ou tenir celui-ci à la main.

## Between us and the institution

reason-provider_error = Quelque chose sur le chemin vers { $institution } a eu une panne, et ceux qui l’exploitent doivent la réparer. Ce n’est rien que vous ayez fait ou tapé; vous n’avez rien à faire.
reason-provider_timeout = La lecture chez { $institution } a pris trop de temps et a été interrompue. Ce n’est rien que vous ayez fait ou tapé; vous n’avez rien à faire.
reason-provider_maintenance = Le fournisseur de données par lequel nous joignons { $institution } est fermé pour entretien. Les mises à jour reprendront à sa réouverture; vous n’avez rien à faire.
reason-network_error = La ligne entre nous et { $institution } a été coupée un moment. C’est de notre côté, pas votre accès Internet; vous n’avez rien à faire.
reason-rate_limited = Nous avons interrogé { $institution } trop souvent en peu de temps et devons faire une pause. Vous n’avez rien à faire; actualiser encore maintenant n’accélère rien.
reason-temporary_unspecified = Quelque chose n’a pas marché pour l’instant avec { $institution }, et on ne nous a pas dit quoi. Cela passe presque toujours; nous y veillons, et vous n’avez rien à faire.
reason-unknown = Nous avons reçu au sujet de { $institution } une réponse jamais vue jusqu’ici. Les responsables de ce service l’examinent; vous n’avez rien à faire.

## Single accounts

reason-account_closed = L’un de vos comptes chez { $institution } a été fermé et n’est donc plus mis à jour; les autres continuent. Si cela vous surprend, veuillez demander à { $institution }.
reason-account_not_found = L’un de vos comptes chez { $institution } n’est plus visible avec ces identifiants. Veuillez vérifier là-bas qu’il est ouvert et toujours partagé avec cette application.
reason-account_mismatch = Le nom, le numéro ou la sorte d’un compte chez { $institution } a changé, et nous ne pouvons pas dire à coup sûr lequel c’était. Nous regarderons de nouveau à la prochaine mise à jour; si rien ne change, communiquez avec le soutien.
reason-duplicate_account = Le même compte chez { $institution } est lié deux fois. Veuillez décider lequel vous gardez et retirer l’autre.
reason-duplicate_connection = Vous avez déjà connecté ces identifiants de { $institution }; aucune seconde connexion n’a donc été créée, et vous n’avez rien fait de mal. Veuillez utiliser celle que vous avez; les responsables de cette application s’occupent du reste.
reason-no_accounts = { $institution } accepte vos identifiants, mais ne nous montre aucun compte ouvert qui puisse être lu. Veuillez voir sur son propre site s’il y a des conditions à accepter ou un compte à partager, puis actualiser ici.
reason-account_data_incomplete = Cette fois, { $institution } a omis certains détails d’un compte. Nous les redemanderons à la prochaine mise à jour; vous n’avez rien à faire.

## The whole connection

reason-repeated_failures = Trois tentatives de lecture chez { $institution } ont échoué à peu d’intervalle. Nous continuons à un rythme plus lent; si vous voulez, reconnectez une fois et donnez ce qui est demandé.
reason-no_success_two_weeks = Aucune tentative de lecture chez { $institution } n’a réussi depuis deux semaines. C’est à nous de réparer cela, et nous n’essayons plus que rarement; veuillez reconnecter une fois et, si cela n’aide pas, avertir le soutien.
reason-closed_by_someone = La connexion avec { $institution } a été fermée par vous, par cette application ou par quelqu’un qui agit pour elle. Personne n’a à agir; vous pouvez la rouvrir, ou tenir les comptes à la main.
reason-connection_gone = Le fournisseur de données ne connaît plus cette connexion avec { $institution }; ce n’est pas votre faute. Les responsables de cette application doivent la recréer, et vous pouvez aider en ajoutant de nouveau { $institution }.
reason-paused_by_operator = Les responsables de ce service ont arrêté exprès les mises à jour de { $institution }; vous n’avez rien fait de mal. Elles reprendront à la fin de la pause; veuillez demander au soutien si elle vous paraît trop longue.

## What the app asked for

reason-invalid_request = Cette application a fait au sujet de { $institution } une demande qui ne peut pas être comprise. Ce n’est pas votre faute : les responsables de cette application doivent la corriger, et vous n’avez rien à faire.
reason-client_not_authorized = Ce service n’est pas admis chez { $institution } pour l’instant, car ses propres clés ou son inscription ne sont pas acceptées. Il ne s’agit pas de vos identifiants : les responsables de ce service doivent y remédier.
reason-product_not_supported = Cette application a demandé un genre de données que { $institution } n’offre pas par cette connexion. Vous n’avez rien fait de mal : les responsables de cette application peuvent y changer quelque chose, ou vous pouvez connecter un autre compte.
reason-report_failed = Le rapport sur vos comptes chez { $institution } n’a pas pu être établi; la connexion elle-même fonctionne peut-être. Nous essayons encore une fois et, en cas d’échec, nous l’examinerons; vous n’avez rien à faire.
