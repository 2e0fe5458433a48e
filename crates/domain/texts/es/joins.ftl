### What the hub joined, and what it asks about: pairs side by side, why they are or may be one, and what a person says to it. Keys as in
### pages.ftl. Used: $app (name of the app), $institution (name of the bank), $count and others that the key tells.

## Two beside each other

page-pair-known = Estaba antes
page-pair-other = Llegó después
page-pair-bank = Banco
page-pair-name = Nombre
page-pair-kind = Tipo
page-pair-currency = Moneda
page-pair-mask = Últimas cifras
page-pair-balance = Saldo
page-pair-day = Día
page-pair-text = Texto
page-pair-amount = Importe
page-pair-state = Estado
page-pair-from = Origen
page-pair-none = no se sabe
page-pair-differs = distinto
page-pair-by-hand = escrito a mano
page-pair-by-bank = del banco
page-pair-by-file = de un archivo
page-pair-by-file-named = del archivo { $file }
page-pair-posted = Contabilizado
page-pair-pending = Pendiente
page-pair-removed = Usted lo quitó
page-pair-gone = Ya no aparece

## What was joined

page-joins-title = Lo que se unió
page-joins-text = Esto llegó más de una vez y aquí es ahora una sola cosa. Cada unión dice por qué, y cada una se puede deshacer.
page-joins-of = Solo de { $institution }.
button-joins = Lo que se unió
page-row-joins = Llegó dos veces y aquí es uno; se puede deshacer
button-joins-all = Mostrar todo
page-joins-none = No se ha unido nada. Cuando una cuenta o un movimiento llegue dos veces, estará aquí con el motivo.
page-joins-accounts = { $count ->
    [one] Una cuenta
   *[other] { $count } cuentas
}
page-joins-transactions = { $count ->
    [one] Un movimiento
   *[other] { $count } movimientos
}
page-joins-on = unido el { $day }
page-joins-sides = Los dos lados
page-joins-part = Vino con la cuenta que se unió.
page-why-user = Lo dijo usted.
page-why-client = Lo dijo { $app }.
page-why-account-chosen = Se dijo que son la misma.
page-why-account-id = El banco da a ambas el mismo identificador.
page-why-account-persistent-id = El banco da a ambas un identificador que nunca cambia.
page-why-account-number = El mismo número de cuenta.
page-why-account-iban = El mismo IBAN.
page-why-account-profile-in-link = Mismo banco, nombre, tipo y últimas cifras, y ninguna otra cuenta posible.
page-why-account-profile-and-rows = Mismo banco, nombre, tipo y últimas cifras, y los mismos movimientos.
page-why-transaction-id = El banco da a ambos el mismo identificador.
page-why-transaction-pending-id = El banco dijo que viene de este pendiente.
page-why-transaction-content = No podía ser ningún otro.
page-why-transaction-count = Hay los mismos en ambos lados.
page-why-transaction-replaced = El pendiente dejó de aparecer cuando llegó este.
page-why-transaction-chosen = Se dijo que son el mismo.
page-same-amount = Mismo importe
page-other-amount = Otro importe
page-days-apart = { $count ->
    [0] el mismo día
    [one] un día de diferencia
   *[other] { $count } días de diferencia
}
page-texts-same = el mismo texto
page-texts-similar = un texto parecido
page-texts-other = otro texto
page-compared = { $amount }, { $days }, { $texts }.
page-part-title = ¿Son dos distintos?
page-part-account = Vuelven a ser dos cuentas, cada una con lo que se supo de ella y lo que usted cambió. No se unen de nuevo.
page-part-account-rows = { $count ->
    [one] También se separa un movimiento que se unió con ellas: queda en ambas cuentas y cuenta dos veces.
   *[other] También se separan { $count } movimientos que se unieron con ellas: quedan en ambas cuentas y cuentan dos veces.
}
page-part-transaction = Ambos vuelven a la lista y cuentan dos veces. No se unen de nuevo.
button-part = Deshacer la unión
button-part-keep = Dejarlo unido
page-said-parted = Vuelven a ser dos, y seguirán siendo dos.
page-said-later-first = Ahora no es posible: algo más nuevo se apoya en ello. Deshaga primero lo más nuevo.

## What may be there twice

page-review-title = ¿Está esto dos veces?
page-review-text = { $count ->
    [one] No estamos seguros de una pareja. Lo que es lo mismo cuenta una vez cuando usted lo une; no se pierde nada y se puede deshacer.
   *[other] No estamos seguros de { $count } parejas. Lo que es lo mismo cuenta una vez cuando usted lo une; no se pierde nada y se puede deshacer.
}
page-review-none-title = Nada está dos veces
page-review-none = Todo está claro: lo que llegó más de una vez ya está unido, y nada espera su respuesta.
page-review-accounts = Cuentas
page-review-transactions = Movimientos
page-review-notice = { $count ->
    [one] Una cosa por mirar
   *[other] { $count } cosas por mirar
}
page-review-notice-text = Algo puede estar dos veces, y contaría dos veces.
button-review = Mirarlo
page-question-contradiction = El banco da a dos cuentas la misma marca, o ha cambiado lo que no cambia. Mire antes de unir.
page-question-differ = Lo que difiere: { $what }.
page-question-kept = Usted conservó esta cuenta cuando quitó el banco. El banco que conectó habla del mismo nombre, pero no da un número para estar seguros.
page-question-new-card = Puede ser su tarjeta nueva: mismo banco, mismo nombre, otras últimas cifras.
page-question-new-number = Puede ser la misma cuenta con un número nuevo: mismo banco, mismo nombre, otras últimas cifras.
page-question-renamed = Las últimas cifras son las mismas, los nombres no. Puede que la cuenta haya cambiado de nombre.
page-question-two-connections = La misma cuenta parece llegar por dos conexiones, como una cuenta conjunta que ven dos personas.
page-question-no-number = Los nombres son los mismos, y no hay número que las distinga.
page-question-alike = Se parecen: coinciden el nombre, las cifras o los movimientos.
page-question-not-shared = El banco ya no comparte la más antigua.
page-question-removed = Usted quitó el primero. Si los une, el otro se va también.
page-question-typed = Uno se escribió a mano.
button-same = Lo mismo: unirlos
button-both = Ambos son reales: conservarlos
button-hide-copy = Ocultar la más nueva
button-remove-copy = Quitar el más nuevo
page-review-all = Todo a la vez
page-review-tick = Varios a la vez: desmarque lo que quiera decidir aparte.
page-review-pick = { $name }: decidir con los demás
button-join-ticked = Unir todo lo marcado
button-keep-ticked = Conservar todo lo marcado
page-review-joined = { $count ->
    [one] Una pareja se ha unido.
   *[other] { $count } parejas se han unido.
}
page-review-kept = { $count ->
    [one] Una pareja sigue siendo dos.
   *[other] { $count } parejas siguen siendo dos.
}
page-review-hidden = { $count ->
    [one] Una está oculta.
   *[other] { $count } están ocultas.
}
page-review-removed = { $count ->
    [one] Uno se ha quitado.
   *[other] { $count } se han quitado.
}
page-review-refused = { $count ->
    [one] Un par no se pudo unir: ambos no van juntos. Si ambos son reales, conserve los dos; si no, quite u oculte el más nuevo.
   *[other] { $count } pares no se pudieron unir: no van juntos. Si ambos son reales, conserve los dos; si no, quite u oculte el más nuevo.
}
page-review-currencies = { $count ->
    [one] Un par no se pudo unir: las cuentas están en monedas distintas. Conserve las dos u oculte la más nueva.
   *[other] { $count } pares no se pudieron unir: las cuentas están en monedas distintas. Conserve las dos u oculte la más nueva.
}
page-review-kinds = { $count ->
    [one] Un par no se pudo unir: las cuentas son de tipos distintos, por ejemplo una con dinero y otra con deuda. Conserve las dos u oculte la más nueva.
   *[other] { $count } pares no se pudieron unir: las cuentas son de tipos distintos, por ejemplo una con dinero y otra con deuda. Conserve las dos u oculte la más nueva.
}
page-review-gone = { $count ->
    [one] Un par ya estaba decidido, o uno de los dos ya no está. No se cambió nada.
   *[other] { $count } pares ya estaban decididos o ya no están. No se cambió nada.
}
