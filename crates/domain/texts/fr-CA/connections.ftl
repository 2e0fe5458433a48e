### The pages on which people see all they have connected: the list, one connection, transactions, consents, the guide. Keys as in
### pages.ftl. Used: $app (name of the app), $institution (name of the bank) and others that the key tells.

## All connections

page-connections-title = Vos connexions
page-tab-connections = Connexions
page-tab-transactions = Opérations
page-tab-consents = Permissions
page-tab-need = ont besoin de vous
page-connections-none = Vous n’avez encore connecté aucune banque. Une fois que ce sera fait, vous verrez ici comment va chaque connexion et quoi faire.
page-connections-need = { $count ->
    [one] Une connexion a besoin de vous
   *[other] { $count } connexions ont besoin de vous
}
page-connections-need-text = Une minute suffit pour chacune. Vous pouvez les régler l’une après l’autre.
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
page-since-ago = a commencé { $when }
page-since-day = depuis le { $day }
page-day = { $day } { $month } { $year }
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
button-fix-all = Les régler maintenant
button-answer-now = Répondre maintenant
button-edit = Modifier
