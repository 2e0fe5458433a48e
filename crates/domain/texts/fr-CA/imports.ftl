## Les fichiers que les gens apportent

button-import-file = Importer un fichier
page-missing-import = Entre-temps, vous pouvez apporter le fichier que votre banque vous laisse télécharger.
page-import-title = Importer un fichier de votre banque
page-import-text = Pour les banques qui ne peuvent pas être connectées : apportez le fichier que votre banque vous laisse télécharger. Rien n’est repris avant que vous ayez vu ce qu’il apporte.
page-import-formats = OFX, QFX, CAMT.053, MT940, QIF ou CSV, 64 Mo au plus. Prenez la plus longue période que la banque offre, et le fichier tel quel.
field-import-file = Fichier
field-import-account = Va dans
field-import-found = Le trouver d’après le fichier
field-import-new = Un nouveau compte
field-import-out = Nulle part : le laisser de côté
field-import-name = Nom du nouveau compte
field-import-type = Type de compte
field-import-currency = Devise
field-import-currency-other = Ou le code d’une autre
page-import-choose-one = Choisir
page-import-currency-hint = Trois lettres, comme SEK.
page-import-currency-missing = Choisissez une devise ou écrivez son code.
page-import-currency-unknown = « { $code } » n’est pas le code d’une devise. Choisissez-en une dans la liste, ou écrivez trois lettres, comme SEK pour les couronnes suédoises.
page-currency-usd = dollars américains
page-currency-cad = dollars canadiens
page-currency-mxn = pesos mexicains
page-currency-eur = euros
page-currency-gbp = livres sterling
page-currency-chf = francs suisses
page-currency-aud = dollars australiens
page-currency-brl = réals brésiliens
page-currency-cop = pesos colombiens
page-currency-jpy = yens japonais
field-import-order = Ordre de la date
field-import-day-first = Jour d’abord : { $day }
field-import-month-first = Mois d’abord : { $day }
field-import-year-first = Année d’abord : { $day }
field-import-column = La colonne { $number } contient
field-import-reversed = Dans ce fichier, les achats n’ont pas de signe moins
button-import-look = Voir ce qu’il apporte
button-import-again = Revoir
button-import-take = { $count ->
    [0] Terminer
    [one] Importer une opération
   *[other] Importer { $count } opérations
}
button-import-cancel = Jeter le fichier
page-import-look-title = Ce que { $file } apporte
page-import-nameless = le fichier
page-import-before = Ce même fichier a déjà été importé le { $day }. Ce qui s’y trouve déjà n’est pas repris.
page-import-days = Du { $first } au { $last }
page-import-counts = { $new ->
    [0] Rien de nouveau
    [one] Une opération est nouvelle
   *[other] { $new } opérations sont nouvelles
}; { $known ->
    [0] aucune n’est connue
    [one] une est déjà là
   *[other] { $known } sont déjà là
}.
page-import-alike = { $count ->
    [one] Une des nouvelles ressemble à une qui est là. Elle est reprise, et la question vous est posée.
   *[other] { $count } des nouvelles ressemblent à d’autres qui sont là. Elles sont reprises, et la question vous est posée.
}
page-import-left-out = { $count ->
    [one] Une est laissée de côté : vous l’aviez retirée, ou elle figure deux fois dans le fichier.
   *[other] { $count } sont laissées de côté : vous les aviez retirées, ou elles figurent deux fois dans le fichier.
}
page-import-possible = C’est peut-être { $accounts }, que vous avez déjà. Dites ci-dessous où cela va.
page-import-chosen-conflict = Ce ne peut pas être le compte choisi : sa devise, son type ou ses opérations sont autres. Choisissez un autre compte, ou un nouveau.
page-import-conflict = Il contredit le compte auquel il ressemblait : autre devise, autre type ou autres opérations. Il reste donc à part.
page-import-nowhere = Il est laissé de côté : rien n’en est repris.
page-import-rows = Les premières opérations
page-import-fate-alike = ressemble à une autre
page-import-fate-new = nouvelle
page-import-fate-known = déjà là
page-import-fate-copy = deux fois dans le fichier
page-import-fate-removed = retirée par vous
page-import-fate-reversed = signe inversé
page-import-skipped = { $count ->
    [one] Une ligne n’a pas pu être lue et est laissée de côté :
   *[other] { $count } lignes n’ont pas pu être lues et sont laissées de côté :
}
page-import-not-meant = { $count ->
    [one] Une ligne n’est pas une opération comptabilisée et est laissée de côté, comme il se doit :
   *[other] { $count } lignes ne sont pas des opérations comptabilisées et sont laissées de côté, comme il se doit :
}
page-import-skipped-more = { $count ->
    [one] Une ligne de plus est aussi laissée de côté.
   *[other] { $count } lignes de plus sont aussi laissées de côté.
}
page-import-lines = { $count ->
    [one] ligne { $numbers }
   *[other] lignes { $numbers }
}
page-import-entries = { $count ->
    [one] entrée { $numbers }
   *[other] entrées { $numbers }
}
page-import-why = { $why } : { $places }
page-import-why-not-a-row = Un titre, un total ou autre
page-import-why-zero-amount = Ne déplace pas d’argent
page-import-why-no-amount = Aucun montant
page-import-why-amount-unreadable = Un montant qui ne peut pas être lu
page-import-why-too-many-digits = Plus de décimales dans le montant que n’en a sa devise
page-import-why-no-date = Aucune date
page-import-why-date-unreadable = Une date qui ne peut pas être lue
page-import-why-date-absurd = Une date avant 1900 ou loin dans l’avenir
page-import-why-currency-unknown = Une devise inconnue
page-import-why-side-unclear = Rien ne dit si l’argent est entré ou sorti
page-import-why-not-booked = Refusé, annulé, ou seulement pour information
page-import-why-repeated = Déjà plus haut dans le fichier avec le même numéro
page-import-why-opening-balance = Le solde avec lequel le compte commence
page-import-why-investment = D’un placement, ce qui n’est pas lu dans ce format
page-import-why-unfinished = La dernière, qui n’est pas entière
page-import-why-unreadable = Ne peut pas être lu
page-import-more = { $count ->
    [one] et une de plus
   *[other] et { $count } de plus
}
page-import-changed = Voici ce qu’il apporte maintenant. Regardez de nouveau, puis importez-le.
page-import-working = Le fichier est en cours d’importation
page-import-working-text = { $done } opérations sur { $total }. Vous pouvez quitter cette page; le travail continue.
page-import-starting-text = Il est en cours de lecture. Vous pouvez quitter cette page; le travail continue.
page-import-done = Le fichier est importé
page-import-done-account = { $account } : { $new ->
    [0] rien de nouveau
    [one] une nouvelle opération
   *[other] { $new } nouvelles opérations
}; { $known ->
    [0] aucune connue
    [one] une était déjà là
   *[other] { $known } étaient déjà là
}.
page-import-done-alike = { $count ->
    [one] Une ressemble à une qui était là. Dites si c’est la même.
   *[other] { $count } ressemblent à d’autres qui étaient là. Dites si ce sont les mêmes.
}
page-import-failed = Le fichier n’a pas pu être importé
page-import-failed-text = Il manque une chose dont il a besoin, comme le compte. Ce qui a été repris jusque-là reste. Apportez le fichier de nouveau.
page-import-gone-title = Ce fichier n’est plus là
page-import-gone-text = Les fichiers que personne n’importe sont oubliés après une heure. Apportez-le de nouveau.
button-import-other = Importer un autre fichier
button-import-account = Vers le compte
page-import-question-currency = La devise du fichier
page-import-question-order = Comment le fichier écrit les dates
page-import-question-columns = Ce que contiennent les colonnes
page-import-question-nothing = Le fichier ne peut pas être lu tel quel
page-import-order-shown = La ligne { $number } a la date { $value }.
page-import-columns-text = Voici ses premières lignes. Dites ce que les colonnes contiennent : il faut une date et un montant.

page-column-none = rien d’utile
page-column-date = Date
page-column-description = Description
page-column-memo = Note
page-column-amount = Montant avec son signe
page-column-debit = Argent sorti
page-column-credit = Argent entré
page-column-balance = Solde
page-column-currency = Devise
page-column-id = Numéro de l’opération

page-flaw-missing = Choisissez d’abord un fichier.
page-flaw-too-large = Le fichier dépasse 64 Mo. Exportez une période plus courte.
page-flaw-empty = Le fichier est vide. Téléchargez-le de nouveau.
page-flaw-foreign = Ce n’est pas une exportation d’opérations : c’est une image, un PDF, un tableur, une archive ou une page Web. À la banque, cherchez « exporter » ou « télécharger » et choisissez OFX, CAMT.053, MT940, QIF ou CSV.
page-flaw-unknown = Ce n’est aucun des formats qui peuvent être lus. Exportez les opérations en OFX, QFX, CAMT.053, MT940, QIF ou CSV.
page-flaw-binary = Le fichier contient des données qui ne sont pas du texte. Téléchargez-le de nouveau et donnez-le tel que la banque l’a fait.
page-flaw-encoding = Les lettres du fichier sont écrites d’une façon inconnue. Ouvrez-le dans un éditeur et enregistrez-le en UTF-8.
page-flaw-cut-off = Le fichier s’arrête avant la fin. Téléchargez-le de nouveau.
page-flaw-broken = Le fichier commence bien et ne continue pas bien. Téléchargez-le de nouveau, ou choisissez un autre format à la banque.
page-flaw-too-much = Le fichier contient plus que ce qui peut être lu d’un coup. Exportez une période plus courte.
page-flaw-entities = Le fichier déclare des choses dont aucune banque n’a besoin et qui pourraient nuire. Choisissez un autre format.
page-flaw-quote-open = Un guillemet est ouvert dans le fichier et n’est pas fermé. Téléchargez-le de nouveau, ou choisissez un autre format.
page-flaw-columns-not-found = On ne sait pas quelles colonnes contiennent la date et le montant.
page-flaw-layout-unmet = Le fichier a d’autres colonnes que celles indiquées.
page-flaw-layout = Ce qui a été dit des colonnes ne va pas ensemble : il faut une date, et un montant ou bien l’argent sorti et l’argent entré.
page-flaw-dates-ambiguous = Toutes les dates du fichier peuvent se lire avec le jour ou le mois d’abord. Lequel est-ce?
page-flaw-dates-mixed = Certaines dates ont le jour d’abord et d’autres le mois. Lequel est le bon? Les lignes qui ne conviennent pas sont laissées de côté.
page-flaw-dates-unreadable = Aucune date du fichier ne peut être lue. Dites quelle colonne contient la date.
page-flaw-amounts-ambiguous = On ne sait pas si une virgule ou un point précède les cents. Choisissez un autre format à la banque.
page-flaw-amounts-unreadable = Aucun montant du fichier ne peut être lu. Dites quelle colonne contient le montant.
page-flaw-no-currency = Le fichier ne dit pas dans quelle devise sont ses montants. Laquelle est-ce?
page-flaw-no-account = Le fichier ne contient aucun relevé de compte. Choisissez le compte et une période à la banque, puis exportez de nouveau.
page-flaw-at-line = Cela se voit à la ligne { $number }.

page-warning-signs-against-balances = Les soldes baissent là où les montants disent que de l’argent est entré. Si c’est une carte, ses achats n’ont peut-être pas de signe moins : dites-le ci-dessous.
page-warning-balances-do-not-add-up = Les soldes et les montants ne concordent pas : il manque des opérations au fichier, ou certaines ont été laissées de côté.
page-warning-statements-apart = Les relevés du fichier ne se suivent pas : il en manque entre eux.
page-warning-ids-repeat = Des opérations différentes ont le même numéro dans le fichier; ces numéros ne sont pas utilisés.
page-warning-fees-apart = Une colonne contient des frais qui ne sont pas dans les montants.
page-warning-encoding-assumed = On ne sait pas au juste comment les lettres du fichier sont écrites. Si les noms semblent faux, enregistrez-le en UTF-8 et apportez-le de nouveau.
