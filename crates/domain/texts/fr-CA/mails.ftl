### Mails about a connection, and what is said of them in lists. Used: $app (name of the app), $institution (name of the bank).

## What a mail is about

mail-subject-trouble = { $app } : votre connexion à { $institution } a besoin de vous
mail-subject-waits = { $app } : pas de nouvelles données de { $institution } pour l’instant
mail-subject-healed = { $app } : votre connexion à { $institution } fonctionne de nouveau
mail-subject-came = { $app } : { $institution } peut maintenant être connectée

## What it says

mail-hello = Bonjour,
mail-healed = Votre connexion à { $institution } fonctionne de nouveau et les nouvelles données arrivent d’elles-mêmes. Vous n’avez rien à faire.
mail-came = { $institution }, qui vous manquait dans { $app }, peut maintenant être connectée.
mail-first = Ce qu’il faut faire d’abord
mail-link = Aller à ma connexion
mail-link-text = Ce lien ouvre cette seule connexion et rien d’autre. Il fonctionne jusqu’à ce que ce soit réglé, trente jours au plus. Ne le transmettez à personne.
mail-open-app = Ouvrez { $app } pour le régler.
mail-care = Nous ne demandons jamais de mot de passe ni de code par courriel.

## Why it came

mail-why = Vous recevez ce courriel parce que { $app } lit pour vous vos comptes à { $institution }.
mail-why-client = Vous recevez ce courriel parce que vous utilisez { $app }.
mail-unsubscribe = Ne plus recevoir de courriels sur les connexions
