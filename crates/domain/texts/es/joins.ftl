### What the hub joined, and what it asks about: pairs side by side, why they are or may be one, and what a person says to it. Keys as in
### pages.ftl. Used: $app (name of the app), $institution (name of the bank), $count and others that the key tells.

## Two beside each other

page-pair-known = Estaba antes
page-pair-other = Llegó después
page-pair-bank = Banco
page-pair-name = Nombre
page-pair-kind = Tipo
page-pair-mask = Últimas cifras
page-pair-balance = Saldo
page-pair-day = Día
page-pair-text = Texto
page-pair-amount = Importe
page-pair-state = Estado
page-pair-account = Cuenta
page-pair-from = Origen
page-pair-none = no se sabe
page-pair-differs = distinto
page-pair-by-hand = escrito a mano
page-pair-by-bank = de un banco
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
page-part-transaction = Ambos vuelven a la lista y cuentan dos veces. No se unen de nuevo.
button-part = Son dos distintos
button-part-keep = Son lo mismo
page-said-parted = Vuelven a ser dos, y seguirán siendo dos.
page-said-later-first = Ahora no es posible: algo más nuevo se apoya en ello. Deshaga primero lo más nuevo.
