### The pages on which people see all they have connected: the list, one connection, transactions, consents, the guide. Keys as in
### pages.ftl. Used: $app (name of the app), $institution (name of the bank) and others that the key tells.

## All connections

page-connections-title = Vos connexions
page-tab-connections = Connexions
page-tab-transactions = Opérations
page-tab-consents = Permissions
page-tab-need = ont besoin de vous
page-connections-come = { $institution }, qui vous manquait, peut maintenant être connectée.
button-connect-it = La connecter
page-connections-none = Vous n’avez encore connecté aucune banque. Une fois que ce sera fait, vous verrez ici comment va chaque connexion et quoi faire.
page-connections-need = { $count ->
    [one] Une connexion a besoin de vous
   *[other] { $count } connexions ont besoin de vous
}
page-connections-need-text = { $count ->
    [one] Il faut environ une minute.
   *[other] Il faut environ une minute pour chacune. Vous passez de l’une à la suivante.
}
page-connections-accounts = { $count ->
    [0] Aucun compte pour l’instant
    [one] Un compte
   *[other] { $count } comptes
}
page-connections-read = { $accounts } · dernière lecture { $when }
page-connections-next = prochaine actualisation { $when }
page-connections-more = { $count ->
    [one] Un compte de plus
   *[other] { $count } comptes de plus
}
page-since-ago = changé { $when }
page-since-day = depuis le { $when }
page-day = { $day } { $month } { $year }
page-day-first = 1er { $month } { $year }
page-month-1 = janvier
page-month-2 = février
page-month-3 = mars
page-month-4 = avril
page-month-5 = mai
page-month-6 = juin
page-month-7 = juillet
page-month-8 = août
page-month-9 = septembre
page-month-10 = octobre
page-month-11 = novembre
page-month-12 = décembre
page-page-of = Page { $number } sur { $last }
page-chip-manual = Tenu à la main
page-chip-approve = Attend votre accord
page-account-hidden = masqué
page-manual-bank = Comptes tenus à la main
button-connect = Connecter une banque
button-fix-all = { $count ->
    [one] La régler maintenant
   *[other] Les régler maintenant
}
button-answer-now = Répondre maintenant
button-edit = Modifier

## One connection

page-running-title = Une actualisation est en cours
page-running-text = Nous lisons à la banque en ce moment; aucune deuxième actualisation n’est donc lancée. Vous pouvez quitter cette page.
page-fact-success = Dernière lecture réussie
page-fact-never = pas encore
page-fact-refresh = Prochaine actualisation
page-fact-status = Dernier changement
page-fact-connected = Connectée depuis le
page-fact-added = Tenus depuis le
page-accounts = Comptes
page-account-absent = La banque ne le partage plus; vous voyez ce qui a été lu en dernier.
page-account-closed = Fermé à la banque
page-manage = Ce que vous pouvez faire
page-row-reconnect = Sur la page de la banque elle-même
page-row-history = Aussi loin que la banque nous laisse lire
page-row-pause = Rien n’est perdu; reprenez-les quand vous voulez
page-row-guide = Regarde d’abord cette connexion, puis conseille
button-choose-accounts = Afficher, masquer ou retirer des comptes
button-see-transactions = Voir les opérations
button-reconnect = Ouvrir une nouvelle session
button-history = Récupérer des opérations plus anciennes
button-pause = Suspendre les actualisations
button-guide = Quelque chose ne va pas ici
button-more-advice = Plus de conseils
button-watch = Suivre le déroulement
button-connections = Vos connexions
button-save = Enregistrer
page-said-history = Nous récupérons des opérations plus anciennes; cela peut prendre quelques minutes.
page-said-no-history = Cette banque ne fournit pas d’opérations plus anciennes que celles qui sont ici.
page-said-paused = Les actualisations sont suspendues. Rien n’est perdu.
page-said-unpaused = Les actualisations reprennent.
page-said-chosen = Nous avons noté quels comptes sont affichés.
page-said-saved = Le compte est enregistré.
page-said-added = Le compte est ajouté.
page-said-deleted = Le compte est supprimé.
page-accounts-title = Comptes affichés dans { $app }
page-accounts-text = Décochez ce que vous ne voulez pas voir. Les comptes masqués gardent leurs données et sont toujours lus.
page-accounts-text-unread = Décochez ce que vous ne voulez pas voir. Les comptes masqués gardent leurs données.
page-accounts-legend = Comptes chez { $institution }

## Accounts kept by hand

page-edit-title = Modifier ce compte
page-delete-title = Supprimer { $account }?
page-delete-text = { $count ->
    [0] Le compte disparaît tout de suite et pour de bon. Il n’a pas d’opérations.
    [one] Le compte et sa seule opération disparaissent tout de suite et pour de bon.
   *[other] Le compte et ses { $count } opérations disparaissent tout de suite et pour de bon.
}
page-wrong-currency = Les montants de ce compte ne vont pas dans cette devise
button-delete-account = Supprimer ce compte

## One after the other

page-fix-at = Connexion { $at } sur { $count }
page-fix-count = { $at } sur { $count } réglées
page-fix-done = Plus rien ne vous attend ici
page-fix-left = Le reste peut attendre
button-skip = Passer celle-ci

## Transactions

field-transaction = Mots de la description
field-account = Compte
field-account-all = Tous les comptes
field-from = Du
field-to = Au
page-transactions-narrow = Par compte et par jour
button-narrow = Afficher celles-ci
button-find = Chercher dans les opérations
button-all-transactions = Tout afficher
page-transactions-found = { $count ->
    [one] Une opération
   *[other] { $count } opérations
}
page-transactions-none = Rien trouvé. Vérifiez l’orthographe ou cherchez moins de mots.
page-transaction-pending = En attente
page-money-in = Entrée : { $amount }
page-money-out = Sortie : { $amount }
page-wrong-day = Entrez la date comme année, mois et jour, par exemple 2026-03-31

## What was allowed

page-consents-title = Ce que vous avez permis
page-consents-text = Vous avez permis à { $app } de lire ceci. Vous pouvez y mettre fin ici à tout moment.
page-consents-none = Vous n’avez encore rien permis à { $app }.
page-consents-over = Rien n’est permis pour l’instant. Voici ce que vous aviez permis à { $app } de lire.
page-consent-standing = Permis
page-consent-stopped = Arrêté
page-consent-since = depuis le { $day }, jusqu’à ce que vous y mettiez fin
page-consent-over = du { $from } au { $to }
page-stop-all = Tout arrêter
page-stop-all-text = { $app } ne lit alors plus rien nulle part. Ce qui a été lu reste jusqu’à ce que vous le retiriez.
button-stop-all = Arrêter et révoquer partout
button-keep-all = Laisser comme c’est
page-stop-title = Arrêter tout accès?
page-stop-text = Voici ce qui arrive tout de suite :
page-stop-closes = { $count ->
    [0] Aucune connexion n’est ouverte; votre permission est retirée.
    [one] Une connexion est fermée et plus rien n’y est lu : { $names }
   *[other] { $count } connexions sont fermées et plus rien n’y est lu : { $names }
}
page-stop-secrets = Les identifiants et les permissions que nous gardons sont détruits. Pour lire de nouveau, chaque banque doit être reconnectée.
page-stop-stays = Les comptes et les opérations déjà lus restent dans { $app } jusqu’à ce que vous les retiriez.
page-stopped-title = Tout accès est arrêté
page-stopped-text = Plus rien n’est lu nulle part. Ce que { $app } a lu jusqu’ici reste jusqu’à ce que vous le retiriez, une connexion à la fois.

## The guide

page-help-title = Quel est le problème?
page-help-text = Choisissez ce qui convient le mieux. Nous regardons d’abord votre connexion, puis nous conseillons.
page-help-see = Ce que vous voyez
page-help-words = Le mot à côté de votre banque
page-help-word = « { $word } »
page-help-which = À quelle banque?
page-help-general = Ce qui aide en général
page-help-clear = { $count ->
    [one] Nous venons de regarder votre connexion; elle n’a pas ce problème.
   *[other] Nous venons de regarder vos { $count } connexions; aucune n’a ce problème.
}
page-help-works = { $institution } fonctionne : { $count ->
    [one] un compte
   *[other] { $count } comptes
}, dernière lecture { $when }. Le problème est passé.
page-help-works-accounts = La session chez { $institution } fonctionne, et { $count ->
    [one] un compte est lu
   *[other] { $count } comptes sont lus
}, la dernière fois { $when }. S’il en manque un, la banque ne le partage pas avec nous.
page-help-works-login = L’identifiant pour { $institution } est accepté : { $count ->
    [one] un compte a été lu
   *[other] { $count } comptes ont été lus
} la dernière fois { $when }. S’il a échoué ailleurs, vous vouliez peut-être une autre entrée de la même banque.
page-help-hidden = { $count ->
    [one] Un compte est masqué
   *[other] { $count } comptes sont masqués
}
page-help-hidden-text = Il a été lu, mais il n’est pas affiché dans { $app }. Cochez-le, et vous l’y verrez de nouveau.
page-symptom-no-account = Connecté, mais je ne vois aucun compte
page-symptom-login-failed = J’ai entré mon identifiant et ça a échoué
page-symptom-browser-stuck = On m’a envoyé dans le navigateur et ça bloque
page-symptom-code-loop = On me demande sans cesse un code
page-symptom-account-missing = Il manque un compte
page-symptom-new-account = Il manque mon nouveau compte
page-symptom-right-password = La banque refuse un bon mot de passe
button-other-trouble = Un autre problème
button-nothing-helped = Rien n’a aidé : demander de l’aide

## How the person is told

page-told-new = Nouveau
page-told-title = Courriels au sujet de vos connexions
page-told-text = { $app } écrit à { $address } lorsqu’une connexion a besoin de vous, au plus une fois par jour pour chacune.
page-told-on = Des courriels vous sont envoyés.
page-told-off = Aucun courriel ne vous est envoyé.
field-told-language = Langue des courriels
field-told-language-seen = Comme sur ces pages
button-told-on = M’envoyer des courriels
button-told-off = Ne pas envoyer de courriels
button-told-save = Enregistrer la langue
