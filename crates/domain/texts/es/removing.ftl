### What is said before a connection, one account or what was kept goes, in Connect and in Connections. Keys as in pages.ftl. Used: $app
### (name of the app), $institution (name of the bank), $account (name of an account) and others that the key tells.

## A connection

page-remove-title = ¿Quitar { $institution }?
page-remove-lead = En el banco no cambia nada, y allí no se lee nada más. Usted elige qué pasa con lo que { $app } ha leído hasta ahora.
page-remove-keeping = Conservar su historial
page-remove-all = No conservar nada
page-remove-stays = Esto se queda
page-remove-goes = Esto desaparece
page-remove-again = Si más adelante vuelve a conectar { $institution }, sigue desde ahí: lo que reconocemos no aparece dos veces, y lo que usted cambió se queda. Donde no estemos seguros, se lo preguntaremos.
page-goes-text = Esto desaparece de { $app }, al momento y para siempre:
page-goes-accounts = { $count ->
    [one] Una cuenta: { $names }
   *[other] { $count } cuentas: { $names }
}
page-goes-transactions = { $count ->
    [one] Un movimiento, y lo que usted cambió en él
   *[other] { $count } movimientos, y lo que usted cambió en ellos
}
page-goes-statements = { $count ->
    [one] Un extracto
   *[other] { $count } extractos
}
page-goes-login = Los datos de acceso que guardamos sellados
page-goes-numbers = Los números de cuenta completos y los nombres de los titulares
page-goes-consent = Su permiso en el banco; le decimos al banco que terminó
page-goes-connection = La conexión, que usted tiene desde el { $day }
page-goes-kept = Entre ellas, lo que se conservó de { $names }
page-stays = Sus otras conexiones y sus datos se quedan.
page-stays-manual = Sus conexiones con bancos y sus datos se quedan.
page-take-along = Descárguelo antes:
page-take-csv = para una hoja de cálculo (CSV)
page-take-ofx = para un programa de finanzas (OFX)
page-take-json = todo (JSON)
page-hide-title = Quizá solo quiera no verla
page-hide-text = Ocultar lo conserva todo y se puede deshacer.
button-hide-accounts = Mejor ocultar sus cuentas
button-remove-keeping = Quitar y conservar el historial
button-remove-now = Eliminar para siempre
button-keep = Conservarla
page-removed-title = La conexión se quitó
page-removed-text = Sus cuentas y datos ya no están, tampoco en { $app }, y no se lee nada más allí.
page-removed-kept-title = La conexión se quitó y su historial se conserva
page-removed-kept-text = Las cuentas y los movimientos se quedan en { $app } tal como se leyeron por última vez. Vuelva a conectar el banco y seguirán desde ahí.

## What was kept

page-kept = Conservado de { $institution }
page-kept-chip = Historial conservado
page-kept-text = Usted quitó esta conexión y conservó lo leído. No se lee nada más; lo que ve aquí es lo último que se supo.
page-kept-list = Conservado de bancos que usted quitó
page-kept-manage = Lo que puede hacer
page-kept-row-connect = El historial sigue desde donde se detuvo
page-kept-row-remove = Antes verá qué desaparece
button-kept-connect = Volver a conectar { $institution }
button-kept-remove = Eliminar este historial para siempre
page-kept-remove-title = ¿Eliminar lo que se conservó de { $institution }?
page-kept-stays = Sus conexiones y todo lo demás se quedan.
page-said-kept-removed = Lo conservado se ha eliminado.

## One account

page-account-remove-title = ¿Quitar { $account }?
page-account-remove-text = Esto desaparece de { $app }, al momento y para siempre:
page-account-remove-account = La cuenta: { $account }
page-account-remove-after = No se vuelve a leer, se conecte como se conecte { $institution }. Las demás cuentas se quedan como están, y en el banco no cambia nada.
page-account-remove-share = Puede volver a compartirla más adelante: entonces { $app } la lee de nuevo, hasta donde el banco nos deje.
page-account-hide-text = Oculta, conserva sus movimientos, se sigue leyendo y se muestra de nuevo cuando usted quiera.
page-account-hide-there = Ya está oculta.
button-account-hide = Mejor ocultarla
button-account-remove = Quitar
button-account-remove-now = Quitar esta cuenta
page-accounts-removed = Cuentas que usted quitó
page-accounts-removed-text = No se leen. Comparta una de nuevo, y la próxima actualización la leerá desde cero.
button-account-share = Compartir de nuevo
page-said-account-removed = La cuenta se ha quitado y no se vuelve a leer.
page-said-account-hidden = La cuenta está oculta.
page-said-account-shared = La cuenta se comparte de nuevo. La próxima actualización la leerá; puede empezar una aquí.

## Movimientos que se quitaron

page-removed-rows-title = Movimientos que usted quitó
page-removed-rows-text = No se muestran ni se cuentan, y ninguna actualización los trae de vuelta. Si devuelve uno, queda como estaba.
page-removed-rows-none = No hay ninguno. Lo que usted quite de lo que un banco informó aparece aquí, y se puede devolver.
button-restore = Devolver
page-said-restored = El movimiento está de vuelta.
