### Le rapport d’un prêteur, comme page et comme PDF. Les jours et les montants sont écrits par le programme.

report-title = Rapport sur des comptes bancaires
report-period = { $from } au { $to }
report-made = Produit le { $at } à partir de ce que les banques ont livré
report-id = Rapport { $id }, vérification { $verification }
report-hash = SHA-256 de ses données : { $hash }
report-page-number = Page { $number } de { $last }

report-accounts = Comptes
report-institution = Banque
report-account = Compte
report-number = Numéro
report-owners = Titulaires
report-balance = Solde
report-owed = { $amount } à payer
report-unknown = inconnu

report-income = Revenus
report-income-none = Aucun revenu n’a été trouvé dans les opérations.
report-payer = De
report-kind = Genre
report-cadence = Fréquence
report-typical = Montant habituel
report-annual = Par an
report-last = Dernier
report-ended = terminé
report-guessed = Reconnu à son rythme seul; les textes ne disent pas ce que c’est.

report-payments = Paiements réguliers
report-payments-none = Aucun paiement régulier n’a été trouvé dans les opérations.
report-payee = À

report-cash-flow = Argent entrant et sortant par mois
report-month = Mois
report-in = Entrées
report-out = Sorties
report-net = Reste
report-of-it-income = dont revenus
report-of-it-regular = dont réguliers
report-partial = en partie
report-cash-flow-note = Les virements entre les propres comptes de la personne ne comptent d’aucun côté.

report-balances = Soldes dans le temps
report-opening = Ouverture
report-closing = Clôture
report-least = Plus bas
report-most = Plus haut
report-average = Moyenne
report-below-zero = { $days ->
    [0] Aucun jour sous zéro.
    [one] Un jour sous zéro.
   *[other] { $days } jours sous zéro.
}

report-missing = Ce qui manque, et pourquoi
report-missing-none = Rien de ce qui a été demandé ne manque.
report-missing-history = Les opérations ont été demandées à partir du { $from }; la banque les a livrées à partir du { $to }.
report-missing-transactions = La banque n’a livré aucune opération.
report-missing-owner = La banque n’a pas dit à qui il appartient.
report-missing-number = La banque n’a pas donné son numéro.
report-missing-balance = La banque n’a pas donné son solde.
report-missing-balance_fits = Le { $from }, la banque a donné un solde de { $told }; les opérations mènent à { $worked }.
report-missing-balance_above_zero = Selon les opérations, il aurait été à { $worked } le { $from } : il en manque, ou certaines sont données deux fois.
report-missing-days = Aucune opération du { $from } au { $to }, alors qu’il y en a d’habitude.

report-transactions = Opérations
report-date = Date
report-description = Description
report-amount = Montant
report-pending = en attente

report-kind-pay = Salaire
report-kind-benefits = Prestations
report-kind-pension = Pension
report-kind-interest = Intérêts
report-kind-rent = Loyer reçu
report-kind-irregular = Travail irrégulier
report-kind-other_regular = Autres revenus réguliers
report-kind-housing = Logement
report-kind-loan = Prêt
report-kind-utility = Services publics
report-kind-insurance = Assurance
report-kind-subscription = Abonnement
report-kind-other = Autre

report-cadence-weekly = chaque semaine
report-cadence-every_two_weeks = toutes les deux semaines
report-cadence-twice_a_month = deux fois par mois
report-cadence-monthly = chaque mois
report-cadence-quarterly = chaque trimestre
report-cadence-irregular = de façon irrégulière
