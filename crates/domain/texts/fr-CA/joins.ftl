### What the hub joined, and what it asks about: pairs side by side, why they are or may be one, and what a person says to it. Keys as in
### pages.ftl. Used: $app (name of the app), $institution (name of the bank), $count and others that the key tells.

## Two beside each other

page-pair-known = Déjà là
page-pair-other = Venu après
page-pair-bank = Banque
page-pair-name = Nom
page-pair-kind = Genre
page-pair-currency = Devise
page-pair-mask = Derniers chiffres
page-pair-balance = Solde
page-pair-day = Jour
page-pair-text = Texte
page-pair-amount = Montant
page-pair-state = État
page-pair-from = Origine
page-pair-none = inconnu
page-pair-differs = différent
page-pair-by-hand = saisi à la main
page-pair-by-bank = de la banque
page-pair-by-file = d’un fichier
page-pair-by-file-named = du fichier { $file }
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
page-joins-sides = Les deux côtés
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
page-part-account-rows = { $count ->
    [one] Une opération réunie avec eux est aussi séparée : elle figure alors dans les deux comptes et compte deux fois.
   *[other] { $count } opérations réunies avec eux sont aussi séparées : elles figurent alors dans les deux comptes et comptent deux fois.
}
page-part-transaction = Les deux reviennent dans la liste et comptent deux fois. Elles ne sont plus réunies.
button-part = Annuler la réunion
button-part-keep = Laisser réuni
page-said-parted = Il y en a de nouveau deux, et cela reste ainsi.
page-said-later-first = Ce n’est pas possible maintenant : quelque chose de plus récent s’appuie dessus. Défaites d’abord ce qui est plus récent.

## What may be there twice

page-review-title = Est-ce là deux fois?
page-review-text = { $count ->
    [one] Nous hésitons sur une paire. Ce qui est identique compte une fois quand vous le réunissez; rien n’est perdu, et cela peut être défait.
   *[other] Nous hésitons sur { $count } paires. Ce qui est identique compte une fois quand vous le réunissez; rien n’est perdu, et cela peut être défait.
}
page-review-none-title = Rien n’est là deux fois
page-review-none = Tout est clair : ce qui est arrivé plus d’une fois est déjà réuni, et rien n’attend votre réponse.
page-review-accounts = Comptes
page-review-transactions = Opérations
page-review-notice = { $count ->
    [one] Une chose à regarder
   *[other] { $count } choses à regarder
}
page-review-notice-text = Quelque chose est peut-être là deux fois et compterait deux fois.
button-review = Regarder
page-question-contradiction = La banque donne à deux comptes la même marque, ou a changé ce qui ne change pas. Regardez avant de réunir.
page-question-differ = Ce qui diffère : { $what }.
page-question-kept = Vous avez gardé ce compte en retirant la banque. La banque que vous avez connectée donne le même nom, mais aucun numéro pour en être sûrs.
page-question-new-card = C’est peut-être votre nouvelle carte : même banque, même nom, autres derniers chiffres.
page-question-new-number = C’est peut-être le même compte avec un nouveau numéro : même banque, même nom, autres derniers chiffres.
page-question-renamed = Les derniers chiffres sont les mêmes, les noms non. Le compte a peut-être été renommé.
page-question-two-connections = Le même compte semble venir par deux connexions, comme un compte conjoint que deux personnes voient.
page-question-no-number = Les noms sont les mêmes, et aucun numéro ne les distingue.
page-question-alike = Ils se ressemblent : le nom, les chiffres ou les opérations concordent.
page-question-not-shared = La banque ne partage plus le plus ancien.
page-question-removed = Vous avez retiré la première. Réunie avec elle, l’autre part aussi.
page-question-typed = L’une a été saisie à la main.
button-same = Identiques : les réunir
button-both = Les deux sont réels : les garder
button-hide-copy = Masquer le plus récent
button-remove-copy = Retirer la plus récente
page-review-all = Tout à la fois
page-review-tick = Plusieurs à la fois : décochez ce que vous voulez décider à part.
page-review-pick = { $name } : décider avec les autres
button-join-ticked = Réunir tout ce qui est coché
button-keep-ticked = Garder tout ce qui est coché
page-review-joined = { $count ->
    [one] Une paire est réunie.
   *[other] { $count } paires sont réunies.
}
page-review-kept = { $count ->
    [one] Une paire reste deux.
   *[other] { $count } paires restent deux.
}
page-review-hidden = { $count ->
    [one] Un compte est masqué.
   *[other] { $count } comptes sont masqués.
}
page-review-removed = { $count ->
    [one] Une opération est retirée.
   *[other] { $count } opérations sont retirées.
}
page-review-refused = { $count ->
    [one] Une paire n’a pu être réunie : les deux ne vont pas ensemble. Si les deux sont réels, gardez les deux; sinon, retirez ou masquez le plus récent.
   *[other] { $count } paires n’ont pu être réunies : les deux ne vont pas ensemble. Si les deux sont réels, gardez les deux; sinon, retirez ou masquez le plus récent.
}
page-review-currencies = { $count ->
    [one] Une paire n’a pu être réunie : les comptes sont en devises différentes. Gardez les deux, ou masquez le plus récent.
   *[other] { $count } paires n’ont pu être réunies : les comptes sont en devises différentes. Gardez les deux, ou masquez le plus récent.
}
page-review-kinds = { $count ->
    [one] Une paire n’a pu être réunie : les comptes sont de types différents, comme l’un avec de l’argent et l’autre avec une dette. Gardez les deux, ou masquez le plus récent.
   *[other] { $count } paires n’ont pu être réunies : les comptes sont de types différents, comme l’un avec de l’argent et l’autre avec une dette. Gardez les deux, ou masquez le plus récent.
}
page-review-gone = { $count ->
    [one] Une paire était déjà décidée, ou l’un des deux n’est plus là. Rien n’a été changé.
   *[other] { $count } paires étaient déjà décidées ou ne sont plus là. Rien n’a été changé.
}
