### What the hub joined, and what it asks about: pairs side by side, why they are or may be one, and what a person says to it. Keys as in
### pages.ftl. Used: $app (name of the app), $institution (name of the bank), $count and others that the key tells.

## Two beside each other

page-pair-known = Déjà là
page-pair-other = Venu après
page-pair-bank = Banque
page-pair-name = Nom
page-pair-kind = Genre
page-pair-mask = Derniers chiffres
page-pair-balance = Solde
page-pair-day = Jour
page-pair-text = Texte
page-pair-amount = Montant
page-pair-state = État
page-pair-account = Compte
page-pair-from = Origine
page-pair-none = inconnu
page-pair-differs = différent
page-pair-by-hand = saisi à la main
page-pair-by-bank = d’une banque
page-pair-posted = Inscrite
page-pair-pending = En attente
page-pair-removed = Vous l’avez retirée
page-pair-gone = N’apparaît plus

## What was joined

page-joins-title = Ce qui a été réuni
page-joins-text = Ceci est arrivé plus d’une fois et ne fait plus qu’un ici. Chaque réunion dit pourquoi, et chacune peut être défaite.
page-joins-of = Seulement de { $institution }.
button-joins = Ce qui a été réuni
page-row-joins = Arrivé deux fois et un seul ici; cela peut être défait
button-joins-all = Tout afficher
page-joins-none = Rien n’a été réuni. Quand un compte ou une opération arrive deux fois, il figure ici avec la raison.
page-joins-accounts = { $count ->
    [one] Un compte
   *[other] { $count } comptes
}
page-joins-transactions = { $count ->
    [one] Une opération
   *[other] { $count } opérations
}
page-joins-on = réuni le { $day }
page-joins-part = Venu avec le compte qui a été réuni.
page-why-user = Vous l’avez dit.
page-why-client = { $app } l’a dit.
page-why-account-chosen = Il a été dit que c’est le même.
page-why-account-id = La banque donne aux deux le même identifiant.
page-why-account-persistent-id = La banque donne aux deux un identifiant qui ne change jamais.
page-why-account-number = Le même numéro de compte.
page-why-account-iban = Le même IBAN.
page-why-account-profile-in-link = Mêmes banque, nom, genre et derniers chiffres, et aucun autre compte possible.
page-why-account-profile-and-rows = Mêmes banque, nom, genre et derniers chiffres, et les mêmes opérations.
page-why-transaction-id = La banque donne aux deux le même identifiant.
page-why-transaction-pending-id = La banque a dit qu’elle vient de cette opération en attente.
page-why-transaction-content = Aucune autre n’était possible.
page-why-transaction-count = Il y en a autant des deux côtés.
page-why-transaction-replaced = Celle en attente n’apparaissait plus quand celle-ci est venue.
page-why-transaction-chosen = Il a été dit que c’est la même.
page-same-amount = Même montant
page-other-amount = Autre montant
page-days-apart = { $count ->
    [0] le même jour
    [one] un jour d’écart
   *[other] { $count } jours d’écart
}
page-texts-same = même texte
page-texts-similar = texte semblable
page-texts-other = autre texte
page-compared = { $amount }, { $days }, { $texts }.
page-part-title = Est-ce que ce sont deux choses?
page-part-account = Deux comptes reviennent, chacun avec ce qui en a été dit et ce que vous y avez changé. Ils ne sont plus réunis.
page-part-transaction = Les deux reviennent dans la liste et comptent deux fois. Elles ne sont plus réunies.
button-part = Ce sont deux choses
button-part-keep = C’est la même chose
page-said-parted = Il y en a de nouveau deux, et cela reste ainsi.
page-said-later-first = Ce n’est pas possible maintenant : quelque chose de plus récent s’appuie dessus. Défaites d’abord ce qui est plus récent.
