### The pages that people use: Connect and what surrounds it. `page-*`: what a page says. `button-*`: what can be pressed. `field-*`: what is
### typed. Used: $app (name of the app), $institution (name of the bank), $host (a web address) and others that the key tells.

## Around every page

page-secured = Protégé par Swingbridge
page-language = Langue
page-optional = facultatif
page-pages = Pages de la liste
page-opens = Ouvre { $host } dans un nouvel onglet
page-characters-left = Caractères restants :
button-back = Retour
button-help = Aide
button-cancel = Annuler
button-send = Envoyer
button-show = Afficher
button-hide = Masquer
button-yes = Oui
button-no = Non
button-before = Page précédente
button-after = Page suivante
button-start = Aller au début
button-try-again = Réessayer
button-done = Terminé
button-ok = OK

## When a page cannot be shown

page-ended-title = Cette page n’est plus ouverte
page-ended-text = Son lien a déjà servi, est trop ancien, ou la page est restée un moment sans être utilisée; vos comptes restent ainsi en sécurité. Vous n’avez rien perdu. Retournez dans { $app } et ouvrez-la de nouveau à partir de là.
page-nowhere-title = Cette page n’existe pas
page-nowhere-text = L’adresse n’est pas complète, ou ce qu’elle montrait a été retiré entre-temps.
page-member-gone-title = Cette connexion n’existe plus
page-member-gone-text = Elle a été retirée entre-temps, ici ou dans { $app }. Vous pouvez connecter la banque de nouveau.
page-member-expired-title = Cette connexion n’a pas été terminée
page-member-expired-text = La banque a attendu votre permission pendant une heure, puis nous avons retiré la connexion inachevée. Rien n’a été lu. Vous pouvez recommencer.
page-institution-gone-title = Cette banque n’est plus dans la liste
page-institution-gone-text = Elle a peut-être changé de nom ou rejoint une autre banque. Cherchez-la de nouveau, ou dites-nous qu’elle manque.
page-forged-title = Ceci n’a pas été envoyé d’ici
page-forged-text = Un autre site a essayé d’appuyer sur un bouton à votre place; rien n’a donc été changé. Si c’était vous, refaites-le sur cette page.
page-unreadable-title = Ce formulaire n’a pas pu être accepté
page-unreadable-text = Il est arrivé incomplet ou avait déjà servi. Rien n’a été changé; recommencez.
page-changed-title = Quelque chose a changé au même moment
page-changed-text = Quelqu’un, ou une autre de vos pages, vient de modifier la même chose. Rien de ceci n’a été fait; regardez de nouveau.
page-too-often-title = Attendez un instant
page-too-often-text = Cette page a été demandée très souvent en peu de temps. Dans une minute, elle continue.
page-user-disabled-title = Rien ne peut être connecté maintenant
page-user-disabled-text = { $app } l’a désactivé pour vous en ce moment. Demandez à son assistance.
page-enough-title = C’est assez pour aujourd’hui
page-enough-text = Beaucoup de demandes sont venues de vous aujourd’hui, et toutes sont conservées. Attendez à demain avant d’en envoyer une autre.
page-late-title = Cela a pris trop de temps
page-late-text = Vous n’avez rien perdu, et ce que vous avez demandé a peut-être été fait. Regardez de nouveau dans un instant.
page-ours-title = Quelque chose a mal tourné de notre côté
page-ours-text = Ce n’était pas votre faute et vous n’avez rien perdu. Réessayez dans un instant.

## What people agree to

page-consent-title = Permettre à { $app } de lire vos comptes
page-consent-text = Pour que { $app } vous montre votre argent au même endroit.
page-consent-verify = Pour que { $app } vérifie vos comptes et en reçoive un rapport.
page-consent-read-only = Lecture seule.
page-consent-read-only-text = Elle voit ce que votre banque vous montre. Elle ne peut pas déplacer d’argent.
page-consent-login = { $app } ne voit jamais vos identifiants.
page-consent-login-text = Vous ouvrez une session sur la page de votre banque si elle en a une, sinon ici; nous gardons les identifiants scellés et ne les utilisons que pour lire.
page-consent-stop = Vous pouvez arrêter à tout moment.
page-consent-stop-text = Retirez la connexion ici ou dans { $app }; plus rien n’est lu à partir de là.
page-consent-what = Ce qui est lu, et pendant combien de temps
page-consent-reads-accounts = Comptes : nom, genre, derniers chiffres du numéro, solde
page-consent-reads-transactions = Transactions : date, montant et description
page-consent-reads-holdings = Placements : ce que vous détenez et sa valeur
page-consent-reads-numbers = Les numéros complets de compte et d’acheminement
page-consent-reads-owners = Votre nom et votre adresse tels que la banque les a
page-consent-reads-statements = Relevés tels que la banque les émet
page-consent-until = Jusqu’à ce que vous l’arrêtiez
page-consent-once = Pour cette vérification; de nouveau seulement quand { $app } la redemande, jusqu’à ce que vous l’arrêtiez
button-agree = Accepter et continuer
button-not-now = Pas maintenant

## Finding a bank

page-search-title = Choisissez votre banque
field-search = Nom ou adresse Web de votre banque
field-search-hint = Nom ou adresse Web
button-search = Chercher une banque
page-search-popular = Souvent choisies
page-search-found = { $count ->
    [one] Une trouvée pour « { $typed } ».
   *[other] { $count } trouvées pour « { $typed } ».
} Comparez l’adresse Web avec celle que vous utilisez.
page-search-none = Rien trouvé pour « { $typed } ». Essayez une partie du nom, ou l’adresse Web où vous ouvrez une session.
page-search-other = Pas la bonne?
page-search-unsupported = Non disponible
page-bank-personal = Particuliers
page-bank-business = Entreprises
page-unsupported-title = { $institution } ne peut pas être connectée ici
page-unsupported-text = Vous pouvez tenir le compte à la main.
page-unsupported-not-reached = Il n’y a pas encore de chemin vers cette banque. Vous pouvez tenir le compte à la main, ou nous dire qu’elle vous manque.
page-unsupported-no_standard = Cette banque n’offre pas encore d’entrée sûre aux applications. Vous pouvez tenir le compte à la main; dites-nous qu’elle vous manque, et votre liste de connexions le dira quand il y aura un moyen.
page-unsupported-too_old = Ce que cette banque offre aux applications est trop ancien pour être sûr; nous ne l’utilisons donc pas. Vous pouvez tenir le compte à la main, ou nous dire qu’elle vous manque.
page-unsupported-refuses = Cette banque ne laisse entrer aucune application pour le moment. Vous pouvez tenir le compte à la main, demander à la banque, ou nous dire qu’elle vous manque.
page-unsupported-gone = Cette banque a fermé ou s’est jointe à une autre. Cherchez celle qui tient votre compte maintenant; ses lettres la nomment.
page-unsupported-product = Cette banque ne fournit pas { $product }, qui sont nécessaires ici. Vous pouvez choisir une autre banque.
page-product-account_verification = les numéros de compte
page-product-identity_verification = les données du titulaire
page-product-transactions = les transactions
page-product-transaction_history = les anciennes transactions
page-product-statements = les relevés
page-product-investments = les placements
page-product-rewards = les récompenses
button-missing = Ma banque manque
button-manual = Ajouter un compte à la main

## The login

page-login-title = Entrez vos identifiants
page-login-text = Utilisez les mêmes identifiants que sur le site de { $institution }.
page-login-privacy = Vos identifiants sont gardés scellés et ne servent qu’à lire. { $app } ne les voit pas.
page-update-title = Mettez les identifiants à jour
page-update-text = Entrez de nouveau tous les champs, tels qu’ils fonctionnent sur le site de { $institution }. Vos comptes et leurs données restent.
page-not-my-bank = Choisir une autre entrée ou une autre banque
page-heed-space = Il y a une espace au début ou à la fin. Si vos identifiants n’en ont pas, enlevez-la.
page-heed-invisible = Il y a un caractère que l’on ne voit pas; il vient souvent d’un collage. Videz le champ et tapez à la main.
field-strays = L’envoyer exactement comme je le tape, avec les espaces
button-sign-in = Ouvrir une session
button-forgot = J’ai oublié mes identifiants
button-not-my-bank = Ce n’est pas ma banque

## What is wrong with what was typed

page-wrong-title = Vérifiez ceci
page-wrong-form = Remplissez tous les champs.
page-wrong-refused = C’est l’identifiant que la banque a refusé plusieurs fois. Il n’a pas été renvoyé, pour que la banque ne le bloque pas. Entrez l’identifiant tel qu’il fonctionne sur le site de la banque.
page-wrong-missing = Entrez « { $field } »
page-wrong-value = « { $field } » ne peut pas être exact; c’est peut-être trop long
page-wrong-leading-space = « { $field } » commence par une espace. Rien n’a été envoyé; tapez-le à la main.
page-wrong-trailing-space = « { $field } » se termine par une espace. Rien n’a été envoyé; tapez-le à la main.
page-wrong-invisible = « { $field } » contient un caractère que l’on ne voit pas. Rien n’a été envoyé; tapez-le à la main.
page-wrong-answer-missing = Entrez ou choisissez une réponse
page-wrong-choice = Choisissez dans la liste
page-wrong-account-name = Donnez au compte un nom d’au plus 255 caractères
page-wrong-balance = Entrez le solde comme un nombre, par exemple 1234,50
page-wrong-bank-name = Entrez le nom de la banque
page-wrong-email = Entrez votre adresse de courriel, par exemple nom@example.org
page-wrong-long = Il y a plus de 255 caractères
page-wrong-message = Dites ce qui se passe, en au plus 2000 caractères
page-wrong-title-field = Donnez-lui un titre d’au plus 100 caractères

## A bank that is connected already

page-existing-title = Vous avez déjà une connexion à { $institution }
page-existing-text = Ouvrez-la pour l’actualiser ou la réparer. N’ajoutez d’autres identifiants que si vous en avez deux, par exemple les vôtres et ceux de votre entreprise : les mêmes deux fois montreraient chaque compte en double.
page-existing-connected = Connectée · { $when }
page-existing-trouble = À vérifier · { $when }
page-existing-digits = Comptes se terminant par { $digits }
page-duplicate-text = Vous aviez déjà connecté ces comptes : rien n’a donc été lu une deuxième fois et rien n’est en double. Ouvrez la connexion que vous avez, ou retirez la deuxième : son autorisation à la banque est alors rendue.
button-remove-duplicate = Retirer la deuxième
button-open-existing = Ouvrir cette connexion
button-another-login = Ajouter d’autres identifiants

## What is being done

page-progress-text = Cela prend le plus souvent moins d’une minute. Vous pouvez rester et regarder.
page-progress-sign-in = Ouverture de la session à la banque
page-progress-accounts = Lecture des comptes et des soldes
page-progress-transactions = Lecture des transactions
page-progress-numbers = Lecture des numéros de compte
page-progress-done = Fait :
page-progress-now = Maintenant :
page-progress-next = À venir :
page-progress-accounts-found = { $count ->
    [one] Un compte jusqu’ici
   *[other] { $count } comptes jusqu’ici
}
page-progress-code = Si la banque demande un code, cela s’affiche ici.
page-progress-slow = { $institution } prend plus de temps que d’habitude
page-progress-slow-text = Vous pouvez quitter cette page : nous continuons seuls, et { $app } montre les comptes quand ils sont là.
button-leave = Laisser continuer

## The bank’s questions

page-challenge-title = { $institution } veut être sûre que c’est vous
page-challenge-title-code = Entrez le code de votre banque
page-challenge-title-sms = Entrez le code reçu par téléphone
page-challenge-title-email = Entrez le code reçu par courriel
page-challenge-title-call = Entrez le code donné par l’appel
page-challenge-title-app = Entrez le code de l’application de votre banque
page-challenge-text = { $institution } le demande avant de nous laisser entrer. Une autre question peut suivre.
page-challenge-again = La dernière réponse n’était pas exacte. Prenez le code le plus récent, ou la réponse exactement comme vous l’aviez donnée.
page-challenge-sent-sms = Il a été envoyé par message texte.
page-challenge-sent-sms-to = Il a été envoyé par message texte au { $to }.
page-challenge-sent-email = Il a été envoyé par courriel. Regardez aussi parmi les pourriels.
page-challenge-sent-email-to = Il a été envoyé par courriel à { $to }. Regardez aussi parmi les pourriels.
page-challenge-sent-call = Une voix vous le lit au téléphone.
page-challenge-sent-call-to = Une voix vous le lit au téléphone, au { $to }.
page-challenge-sent-app = Ouvrez l’application de votre banque pour le voir.
page-challenge-sent-app-to = Ouvrez l’application de votre banque sur { $to } pour le voir.
page-challenge-image = L’image de la banque à lire
page-challenge-time = Temps restant :
page-challenge-over = écoulé; la page montre quoi faire
page-challenge-why = Le code ne sert qu’à cette ouverture de session, qui ne fait que lire. { $institution } ne le demande jamais au téléphone; ne le dites à personne.
page-challenge-unknown = Je ne connais pas la réponse
page-challenge-no-code = Aucun code n’est arrivé, ou je ne peux pas le recevoir
page-challenge-anew = Ou laissez { $institution } recommencer cette étape : elle envoie alors un nouveau code, ou pose la question autrement si elle le peut.
button-answer = Envoyer la réponse
button-ask-again = Recommencer cette étape
page-approval-title = { $institution } attend votre oui
page-approval-own = N’approuvez que ce que vous venez de commencer vous-même ici. Cette page continue quand vous avez approuvé.
page-approval-stuck = Aucune demande n’est arrivée

## It worked

page-connected-title = Vos comptes sont là
page-connected-nothing = Votre session est ouverte, mais aucun compte n’est arrivé
page-connected-text = { $count ->
    [one] { $app } montre maintenant ce compte. Décochez-le si vous ne voulez pas l’y voir.
   *[other] { $app } montre maintenant ces { $count } comptes. Décochez ce que vous ne voulez pas y voir.
}
page-connected-legend = Comptes à montrer dans { $app }
page-connected-next = Les nouvelles données arrivent d’elles-mêmes; les prochaines, { $when }.
page-connected-no-next = Les nouvelles données arrivent quand vous actualisez ici.
page-balance-owed = { $amount } à rembourser
page-balance-credit = { $amount } en votre faveur
page-account-ending = { $kind } se terminant par { $mask }
page-account-any = Compte
page-account-cash = Argent comptant
page-account-checking = Compte chèques
page-account-checking_line_of_credit = Compte chèques avec marge
page-account-credit_card = Carte de crédit
page-account-loan = Prêt
page-account-line_of_credit = Marge de crédit
page-account-savings = Épargne
page-account-investment = Placement
page-account-mortgage = Hypothèque
page-account-insurance = Assurance
page-account-prepaid = Carte prépayée
page-account-property = Bien
button-another = Connecter une autre banque
page-done-title = Vous pouvez continuer dans { $app }
page-done-text = Il n’y a plus rien à faire ici. Vous pouvez fermer cette page.

## A connection that does not work: the word beside the sign, and the heading

page-chip-notice = À noter
page-chip-done = Fait
page-chip-good = Connectée
page-chip-nothing = Aucun compte encore
page-chip-created = Pas commencée
page-chip-prevented = Arrêtée à temps
page-chip-denied = Identifiants refusés
page-chip-challenged = Une question attend
page-chip-rejected = Réponse inexacte
page-chip-locked = Accès verrouillé
page-chip-connected = Connectée
page-chip-impeded = Quelque chose attend à la banque
page-chip-reconnected = Une session à ouvrir
page-chip-degraded = Ennuis à la banque
page-chip-disconnected = Longtemps hors d’atteinte
page-chip-discontinued = Terminée par la banque
page-chip-closed = Fermée
page-chip-delayed = Lente
page-chip-failed = N’a pas fonctionné
page-chip-updated = Nouveaux identifiants, pas encore essayés
page-chip-disabled = En pause
page-chip-imported = Session à ouvrir
page-chip-resumed = Réponse envoyée
page-chip-expired = Temps écoulé
page-chip-impaired = Session à rouvrir
page-chip-pending = Permission manquante
page-trouble-created = Aucune session n’est encore ouverte chez { $institution }
page-trouble-prevented = Assurez-vous de vos identifiants pour { $institution }
page-trouble-denied = { $institution } n’a pas accepté les identifiants
page-trouble-challenged = { $institution } demande qui vous êtes
page-trouble-rejected = La réponse pour { $institution } n’était pas exacte
page-trouble-locked = { $institution } a verrouillé votre accès
page-trouble-connected = { $institution } est connectée
page-trouble-impeded = { $institution } a besoin de votre attention
page-trouble-reconnected = Il faut ouvrir une session de plus chez { $institution }
page-trouble-degraded = { $institution } a des ennuis en ce moment
page-trouble-disconnected = { $institution } est hors d’atteinte depuis un moment
page-trouble-discontinued = { $institution } ne peut plus être connectée
page-trouble-closed = La connexion à { $institution } est fermée
page-trouble-delayed = { $institution } prend plus de temps que d’habitude
page-trouble-failed = { $institution } n’a pas fonctionné cette fois
page-trouble-updated = Vos nouveaux identifiants pour { $institution } sont prêts à être essayés
page-trouble-disabled = { $institution } est en pause
page-trouble-imported = Vous n’avez pas encore ouvert de session chez { $institution } d’ici
page-trouble-resumed = Votre réponse est chez { $institution }
page-trouble-expired = Le temps pour répondre à { $institution } est écoulé
page-trouble-impaired = { $institution } veut que vous ouvriez une session de nouveau
page-trouble-pending = Votre permission chez { $institution } manque encore
page-fact-data = Ce que vous voyez
page-fact-next = Prochain essai automatique
page-support-code = Pour l’assistance : { $code }
page-remedies = Ce qui aide, étape par étape
page-remedies-later = { $count ->
    [one] Une autre chose qui peut aider
   *[other] { $count } autres choses qui peuvent aider
}
page-remedy-how = Comment faire
page-remedy-tried = Vous l’avez essayé.
page-remedy-helped = Cela a-t-il aidé?
page-remedy-yes = , cela a aidé
page-remedy-no = , cela n’a pas aidé
page-something-else = Autre chose
page-row-support = Écrit à l’assistance de { $app }
page-row-remove = Vous voyez d’abord ce qui part avec elle
page-said-exists = Ces identifiants sont déjà connectés; les voici. Ils n’ont pas été ajoutés deux fois.
page-said-fresh = Les données sont fraîches; rien de nouveau n’a été cherché.
page-said-not-now = Ce n’est plus possible : la connexion a changé entre-temps. Voici où elle en est.
page-said-busy = Autre chose y est lu en ce moment. Ce sera bientôt fini.
page-said-late = La réponse est arrivée trop tard ou avait déjà été envoyée. Voici où l’on en est.
page-said-patience = Un code a été demandé il y a un instant, ou plusieurs fois de suite. Pour que votre banque ne vous bloque pas, attendez un peu avant d’en demander un autre.
page-said-thanks = Merci; les conseils en tiennent compte.
button-update-login = Mettre les identifiants à jour
button-refresh = Actualiser maintenant
button-settled = C’est réglé, actualiser maintenant
button-site = Aller à { $host }
button-sibling = Connecter plutôt { $sibling }
button-consent-again = Donner la permission à la banque
button-unpause = Reprendre la lecture
button-reopen = Rouvrir la connexion
button-remove = Retirer cette connexion
button-support = Demander de l’aide

## By hand, missing, help

page-manual-title = Ajouter un compte à la main
page-manual-text = Il s’affiche dans { $app } à côté des autres. Vous tenez son solde à jour vous-même; rien n’est cherché.
field-account-name = Nom du compte
field-account-type = Genre
field-balance = Solde
field-balance-hint = Ce que vous devez commence par un signe moins
field-currency = Devise
button-add-account = Ajouter le compte
page-manual-made-title = Le compte est ajouté
page-manual-made-text = Vous le trouvez dans { $app } à côté des autres.
page-missing-title = Dites-nous quelle banque manque
page-missing-text = Quand elle pourra être connectée, votre liste de connexions le dira. Aucun message ne vous est envoyé automatiquement.
field-bank-name = Nom de la banque
field-bank-url = Adresse Web où vous ouvrez une session
field-bank-url-hint = Par exemple www.mabanque.example
field-email = Votre adresse de courriel
field-email-when-there = Seulement si les personnes qui exploitent ce service peuvent vous écrire à ce sujet
page-missing-sent-title = Merci, c’est noté
page-missing-sent-text = L’exploitant de ce service voit quelles banques manquent le plus. Entre-temps, vous pouvez tenir le compte à la main.
page-support-title = Demander de l’aide
page-support-text = Ceci écrit à l’assistance de { $app } et du service qui connecte vos banques.
field-title = De quoi s’agit-il?
field-message = Que se passe-t-il, et à quoi vous attendiez-vous?
field-message-hint = N’écrivez jamais ici un mot de passe ou un code.
field-login-count = Combien de caractères a votre nom d’utilisateur?
field-password-count = Combien de caractères a votre mot de passe?
field-count-hint = Seul le nombre est envoyé. Il aide à trouver pourquoi de bons identifiants sont refusés.
field-measure = Tapez ou collez ici pour compter; cela reste sur cet appareil
page-support-along = Ceci est joint
page-support-institution = Banque : { $value }
page-support-status = État : { $value }
page-support-reason = Raison : { $value }
page-support-source-code = Code de la banque : { $value }
page-support-connection = Numéro de la connexion : { $value }
page-support-never = Vos identifiants, vos comptes et vos transactions ne sont jamais envoyés.
page-support-sent-title = Votre question est en route
page-support-sent-text = La réponse arrive par courriel. Entre-temps, vous pouvez continuer dans { $app }.

## Sur la page de la banque (OAuth)

page-offer-title = { $institution } demande votre identifiant sur sa propre page
page-offer-text = { $app } ne voit jamais ce que vous y tapez.
page-offer-login = Vous allez sur la page de { $institution } et vous connectez comme d’habitude.
page-offer-choose = Vous y choisissez les comptes qui peuvent être lus.
page-offer-back = Vous revenez ici, et vos comptes apparaissent.
button-offer = Continuer avec { $institution }
page-oauth-masked = { $first }•••
page-oauth-app = Pour l’application
page-oauth-person = Pour la personne
page-oauth-bank = Le site de la banque
page-leave-title = Vous allez maintenant sur la page de la banque
page-leave-text = Connectez-vous là-bas et choisissez les comptes que { $app } peut lire. { $app } ne voit pas ce que vous tapez.
page-leave-warning = Si vous n’êtes pas { $person }, ou n’avez pas commencé ceci dans { $app }, fermez cette page.
page-leave-warning-nameless = Si vous n’avez pas commencé ceci dans { $app }, fermez cette page.
button-go-to-bank = Aller à { $institution }
button-done-there = J’ai terminé là-bas
page-pending-chip = Pas terminé
page-pending-title = Continuez sur la page de { $institution }
page-pending-text = Connectez-vous là-bas et permettez ce qui peut être lu. Vous revenez ici une fois terminé.
page-pending-window = Elle s’ouvre dans sa propre fenêtre. Cette page continue d’elle-même quand vous avez terminé là-bas.
page-pending-stuck = Aucune fenêtre ne s’est ouverte, ou elle est bloquée
page-pending-blocked = Votre navigateur a peut-être bloqué la fenêtre : utilisez encore une fois le bouton ci-dessus.
page-pending-remove = Rien n’a encore été lu
page-ask-title = Est-ce vous qui avez commencé ceci?
page-ask-text = { $institution } a donné une permission. Elle ne compte que si vous l’avez demandée vous-même.
page-ask-warning = Quelqu’un vous a peut-être envoyé ici pour voir vos comptes. Si vous ne connaissez pas { $app }, choisissez « Non ».
button-ask-yes = Oui, je suis { $person } et j’ai commencé ceci
button-ask-yes-nameless = Oui, c’est moi qui ai commencé
button-ask-no = Non, jeter la permission
page-visit-over-title = Cette visite est terminée
page-visit-over-text = Son temps est passé, ou ce qu’elle apportait a déjà servi. Retournez dans { $app } et regardez-y la connexion; si elle attend encore, recommencez.
page-back-good-title = La banque a dit oui
page-back-good-text = Vous pouvez fermer cette page et retourner dans { $app } : les comptes y apparaissent dans un instant.
page-back-bad-title = Rien n’a été connecté
page-back-bad-text = Retournez dans { $app } pour voir pourquoi et réessayer. Vous pouvez fermer cette page.
page-declined-title = Jetée
page-declined-text = Rien n’a été connecté, et personne ne voit vos comptes. Vous pouvez fermer cette page; si vous vous êtes connecté à votre banque, vous pouvez aussi y retirer la permission.
page-returned-good-title = Vous êtes de retour, et la banque a dit oui
page-returned-good-text = Fermez cette fenêtre et continuez dans { $app } : vos comptes y apparaissent.
page-returned-bad-title = Vous êtes de retour, et rien n’a été connecté
page-returned-bad-text = Fermez cette fenêtre et continuez dans { $app } : on y dit ce qui s’est passé et quoi faire.
button-back-to-app = Retour à l’application
button-go-on-here = Continuer ici
page-bank-away-title = La page de la banque est injoignable pour le moment
page-bank-away-text = Ce n’est pas vous, et rien n’est perdu. Réessayez dans quelques minutes.

## Where the links in mails lead: before anything is opened or changed, a button is pressed.

page-mail-link-title = Continuer vers { $institution }
page-mail-link-text = { $app } vous a écrit au sujet de cette connexion. Le bouton l’ouvre, et rien d’autre.
button-mail-link = Ouvrir ma connexion
page-link-over-title = Ce lien n’est plus nécessaire
page-link-over-text = Ce que disait le courriel est réglé, ou le lien est trop ancien. Ouvrez { $app } pour voir où en sont vos connexions.
page-unsubscribe-title = Plus de courriels?
page-unsubscribe-text = { $app } ne vous écrira plus au sujet de vos connexions. Vous verrez toujours sur ses pages ce qui a besoin de vous.
button-unsubscribe = Ne plus envoyer de courriels
page-unsubscribed-title = Plus de courriels
page-unsubscribed-text = { $app } ne vous envoie plus de courriels au sujet de vos connexions. Vous pouvez les réactiver dans la liste de vos connexions.

## Verifications

page-verify-title = { $app } demande à vérifier vos comptes bancaires
page-verify-text = Vous connectez votre banque ici, et un rapport est tiré de vos comptes pour { $app } : titulaires, soldes, opérations, revenus et paiements réguliers { $months ->
    [one] du dernier mois
   *[other] des { $months } derniers mois
}. Rien n’est lu avant votre accord.
page-verify-text-no-report = Vous connectez votre banque ici. Rien n’est lu avant votre accord.
button-verify = Continuer
page-verification-over-title = Ce lien ne mène plus nulle part
page-verification-over-text = Ce qui était demandé a été annulé, ou le lien est trop ancien ou remplacé par un nouveau. Si { $app } vous attend encore, demandez-y un nouveau lien.

page-verification-connect-title = Connectez votre banque pour { $app }
page-verification-connect-text = Choisissez votre banque et ouvrez-y une session.
page-verification-repair-title = Votre banque vous attend
page-verification-repair-text = Réglez ce qui figure ci-dessous; la suite se fait d’elle-même.
page-verification-reading-title = Votre banque est en cours de lecture
page-verification-reading-text = Cela prend une minute ou deux. Vous pouvez fermer cette page et revenir par le même lien.
page-verification-choose-title = Choisissez les comptes à vérifier
page-verification-choose-text = Le rapport couvre { $months ->
    [one] le dernier mois
   *[other] les { $months } derniers mois
} des comptes que vous cochez, et rien des autres.
page-verification-waiting-title = La suite se fait d’elle-même
page-verification-waiting-text = Quelque chose l’empêche que vous ne pouvez pas régler. Un nouvel essai aura lieu, et { $app } sera avisé quand ce sera fait. Vous pouvez fermer cette page.
page-verification-making-title = La réponse pour { $app } est en préparation
page-verification-making-text = Tout y est. Cela prend quelques secondes.
page-verification-later-title = Votre banque ne peut pas être lue en ce moment
page-verification-later-text = Ce qui figure ci-dessous dit quoi faire. Le même lien vous ramène ici.
page-verification-completed-title = { $app } a ce qui était demandé
page-verification-completed-text = Vous n’avez plus rien à faire. Ce lien vous montre le rapport pendant un mois.
page-verification-cancelled-title = { $app } ne demande plus cela
page-verification-cancelled-text = La vérification a été annulée. Vous n’avez plus rien à faire.
page-verification-step-connect = Connecter votre banque
page-verification-step-read = Vos comptes sont lus
page-verification-step-choose = Choisir les comptes
page-verification-step-report = Le rapport est préparé
page-verification-legend = Comptes à vérifier
page-verification-none = Cochez au moins un compte.
page-verification-gone = Un compte que vous aviez coché n’est plus là. Choisissez de nouveau, s’il vous plaît.
page-verification-privacy = { $app } peut lire ce que vous connectez ici, mais ne voit jamais votre mot de passe.
button-use-accounts = Utiliser ces comptes
button-look = Voir quoi faire
button-report = Voir le rapport
button-report-pdf = Le télécharger en PDF
button-remove-bank = Supprimer { $institution }
page-wrong-elsewhere = Cet accès est déjà connecté à { $app }, hors de cette page. Demandez à { $app } d’inclure cette connexion, ou connectez un autre accès.
