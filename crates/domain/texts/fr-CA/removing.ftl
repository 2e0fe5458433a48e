### What is said before a connection, one account or what was kept goes, in Connect and in Connections. Keys as in pages.ftl. Used: $app
### (name of the app), $institution (name of the bank), $account (name of an account) and others that the key tells.

## A connection

page-remove-title = Retirer { $institution }?
page-remove-lead = À la banque, rien ne change, et plus rien n’y est lu. Vous choisissez ce que devient ce que { $app } a lu jusqu’ici.
page-remove-keeping = Garder son historique
page-remove-all = Ne rien garder
page-remove-stays = Ceci reste
page-remove-goes = Ceci disparaît
page-remove-again = Si vous connectez { $institution } de nouveau plus tard, tout continue à partir de là : ce que nous reconnaissons n’apparaît pas deux fois, et vos changements restent. En cas de doute, nous vous demandons.
page-goes-text = Ceci disparaît de { $app }, tout de suite et pour de bon :
page-goes-accounts = { $count ->
    [one] Un compte : { $names }
   *[other] { $count } comptes : { $names }
}
page-goes-transactions = { $count ->
    [one] Une opération, et ce que vous y avez changé
   *[other] { $count } opérations, et ce que vous y avez changé
}
page-goes-statements = { $count ->
    [one] Un relevé
   *[other] { $count } relevés
}
page-goes-login = L’identifiant que nous gardons scellé pour elle
page-goes-numbers = Les numéros de compte complets et les noms des titulaires
page-goes-consent = Votre permission à la banque; nous disons à la banque qu’elle est terminée
page-goes-connection = La connexion, que vous avez depuis le { $day }
page-goes-kept = Parmi eux, ce qui a été gardé de { $names }
page-stays = Vos autres connexions et leurs données restent.
page-stays-manual = Vos connexions aux banques et leurs données restent.
page-take-along = Téléchargez-le d’abord :
page-take-csv = pour un tableur (CSV)
page-take-ofx = pour un logiciel de finances (OFX)
page-take-json = tout (JSON)
page-hide-title = Vous voulez peut-être seulement ne plus la voir
page-hide-text = Masquer garde tout et peut être annulé.
button-hide-accounts = Masquer plutôt ses comptes
button-remove-keeping = Retirer et garder l’historique
button-remove-now = Retirer pour de bon
button-keep = La garder
page-removed-title = La connexion est retirée
page-removed-text = Ses comptes et leurs données ne sont plus là, dans { $app } non plus, et plus rien n’y est lu.
page-removed-kept-title = La connexion est retirée, son historique est gardé
page-removed-kept-text = Les comptes et les opérations restent dans { $app } tels qu’ils ont été lus la dernière fois. Connectez la banque de nouveau, et ils continuent à partir de là.

## What was kept

page-kept = Gardé de { $institution }
page-kept-chip = Historique gardé
page-kept-text = Vous avez retiré cette connexion et gardé ce qui a été lu. Plus rien n’est lu; ce qui figure ici est le dernier état connu.
page-kept-list = Gardé des banques que vous avez retirées
page-kept-manage = Ce que vous pouvez faire
page-kept-row-connect = L’historique continue là où il s’est arrêté
page-kept-row-remove = Vous voyez d’abord ce qui disparaît
button-kept-connect = Connecter { $institution } de nouveau
button-kept-remove = Retirer cet historique pour de bon
page-kept-remove-title = Retirer ce qui a été gardé de { $institution }?
page-kept-stays = Vos connexions et tout le reste restent.
page-said-kept-removed = Ce qui était gardé est retiré.

## One account

page-account-remove-title = Retirer { $account }?
page-account-remove-text = Ceci disparaît de { $app }, tout de suite et pour de bon :
page-account-remove-account = Le compte : { $account }
page-account-remove-after = Il n’est plus lu, quelle que soit la façon dont { $institution } est connectée. Les autres comptes restent tels quels, et rien ne change à la banque.
page-account-remove-share = Vous pouvez le partager de nouveau plus tard : { $app } le relit alors, aussi loin que la banque le permet.
page-account-hide-text = Masqué, il garde ses opérations, il est toujours lu et s’affiche de nouveau quand vous voulez.
page-account-hide-there = Il est déjà masqué.
button-account-hide = Le masquer plutôt
button-account-remove = Retirer
button-account-remove-now = Retirer ce compte
page-accounts-removed = Comptes que vous avez retirés
page-accounts-removed-text = Ils ne sont pas lus. Partagez-en un de nouveau, et la prochaine actualisation le relira.
button-account-share = Partager de nouveau
page-said-account-removed = Le compte est retiré et n’est plus lu.
page-said-account-hidden = Le compte est masqué.
page-said-account-shared = Le compte est partagé de nouveau. La prochaine actualisation le lira; vous pouvez en lancer une ici.

## Opérations qui ont été retirées

page-removed-rows-title = Opérations que vous avez retirées
page-removed-rows-text = Elles ne sont ni montrées ni comptées, et aucune actualisation ne les ramène. Remettez-en une, et elle est comme avant.
page-removed-rows-none = Il n’y en a aucune. Ce que vous retirez de ce qu’une banque a transmis se trouve ici et peut être remis.
button-restore = Remettre
page-said-restored = L’opération est de retour.
