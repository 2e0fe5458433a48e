### The pages on which people see all they have connected: the list, one connection, transactions, consents, the guide. Keys as in
### pages.ftl. Used: $app (name of the app), $institution (name of the bank) and others that the key tells.

## All connections

page-connections-title = Sus conexiones
page-tab-connections = Conexiones
page-tab-transactions = Movimientos
page-tab-consents = Permisos
page-tab-need = le necesitan
page-connections-come = Ya puedes conectar { $institution }, que echabas de menos.
button-connect-it = Conectarlo
page-connections-none = Todavía no ha conectado ningún banco. Cuando lo haga, verá aquí cómo está cada conexión y qué hacer.
page-connections-need = { $count ->
    [one] Una conexión le necesita
   *[other] { $count } conexiones le necesitan
}
page-connections-need-text = { $count ->
    [one] Lleva más o menos un minuto.
   *[other] Cada una lleva más o menos un minuto. Pasará de una a la siguiente.
}
page-connections-accounts = { $count ->
    [0] Ninguna cuenta todavía
    [one] Una cuenta
   *[other] { $count } cuentas
}
page-connections-read = { $accounts } · última lectura { $when }
page-connections-next = próxima actualización { $when }
page-connections-more = { $count ->
    [one] Una cuenta más
   *[other] { $count } cuentas más
}
page-since-ago = cambió { $when }
page-since-day = desde el { $when }
page-day = { $day } de { $month } de { $year }
page-day-first = 1 de { $month } de { $year }
page-month-1 = enero
page-month-2 = febrero
page-month-3 = marzo
page-month-4 = abril
page-month-5 = mayo
page-month-6 = junio
page-month-7 = julio
page-month-8 = agosto
page-month-9 = septiembre
page-month-10 = octubre
page-month-11 = noviembre
page-month-12 = diciembre
page-page-of = Página { $number } de { $last }
page-chip-manual = Llevada a mano
page-chip-approve = Espera su aprobación
page-account-hidden = oculta
page-manual-bank = Cuentas llevadas a mano
button-connect = Conectar un banco
button-fix-all = { $count ->
    [one] Resolverla ahora
   *[other] Resolverlas ahora
}
button-answer-now = Responder ahora
button-edit = Editar

## One connection

page-running-title = Hay una actualización en curso
page-running-text = Estamos leyendo en el banco en este momento; por eso no se inicia una segunda actualización. Puede salir de esta página.
page-fact-success = Última lectura correcta
page-fact-never = todavía ninguna
page-fact-refresh = Próxima actualización
page-fact-status = Último cambio
page-fact-connected = Conectado desde el
page-fact-added = Llevadas desde el
page-accounts = Cuentas
page-account-absent = El banco ya no la comparte; lo que ves es lo último que se leyó.
page-account-closed = Cerrada en el banco
page-manage = Lo que puede hacer
page-row-reconnect = En la página del propio banco
page-row-history = Hasta donde el banco nos deje leer
page-row-pause = No se pierde nada; reanúdelas cuando quiera
page-row-guide = Primero mira esta conexión y luego aconseja
button-choose-accounts = Mostrar, ocultar o quitar cuentas
button-see-transactions = Ver los movimientos
button-reconnect = Volver a entrar
button-history = Traer movimientos anteriores
button-pause = Pausar las actualizaciones
button-guide = Algo no va bien aquí
button-more-advice = Más consejos
button-watch = Ver cómo va
button-connections = Sus conexiones
button-save = Guardar
page-said-history = Estamos trayendo movimientos anteriores; puede tardar unos minutos.
page-said-no-history = Este banco no entrega movimientos anteriores a los que ya están aquí.
page-said-paused = Las actualizaciones están en pausa. No se pierde nada.
page-said-unpaused = Las actualizaciones continúan.
page-said-chosen = Hemos anotado qué cuentas se muestran.
page-said-saved = La cuenta se ha guardado.
page-said-added = La cuenta se ha añadido.
page-said-deleted = La cuenta se ha eliminado.
page-accounts-title = Cuentas que se ven en { $app }
page-accounts-text = Desmarque lo que no quiera ver. Las cuentas ocultas conservan sus datos y se siguen leyendo.
page-accounts-text-unread = Desmarque lo que no quiera ver. Las cuentas ocultas conservan sus datos.
page-accounts-legend = Cuentas en { $institution }

## Accounts kept by hand

page-edit-title = Modificar esta cuenta
page-delete-title = ¿Eliminar { $account }?
page-delete-text = { $count ->
    [0] La cuenta desaparece al momento y para siempre. No tiene movimientos.
    [one] La cuenta y su único movimiento desaparecen al momento y para siempre.
   *[other] La cuenta y sus { $count } movimientos desaparecen al momento y para siempre.
}
page-wrong-currency = Los importes de esta cuenta no caben en esa moneda
button-delete-account = Eliminar esta cuenta

## One after the other

page-fix-at = Conexión { $at } de { $count }
page-fix-count = { $at } de { $count } resueltas
page-fix-done = Aquí ya nada espera por usted
page-fix-left = El resto puede esperar
button-skip = Dejar esta para después

## Transactions

field-transaction = Palabras de la descripción
field-account = Cuenta
field-account-all = Todas las cuentas
field-from = Desde
field-to = Hasta
page-transactions-narrow = Por cuenta y día
button-narrow = Mostrar estas
button-find = Buscar en los movimientos
button-all-transactions = Mostrar todos
page-transactions-found = { $count ->
    [one] Un movimiento
   *[other] { $count } movimientos
}
page-transactions-none = No se encontró nada. Revise la ortografía o busque menos palabras.
page-transaction-pending = Pendiente
page-money-in = Entra: { $amount }
page-money-out = Sale: { $amount }
page-wrong-day = Escriba el día como año, mes y día, por ejemplo 2026-03-31

## What was allowed

page-consents-title = Lo que usted ha permitido
page-consents-text = Usted permitió que { $app } lea esto. Puede detenerlo aquí en cualquier momento.
page-consents-none = Todavía no ha permitido que { $app } lea nada.
page-consents-over = En este momento no hay nada permitido. Esto es lo que había permitido que { $app } leyera.
page-consent-standing = Permitido
page-consent-stopped = Detenido
page-consent-since = desde el { $day }, hasta que usted lo detenga
page-consent-over = del { $from } al { $to }
page-stop-all = Detenerlo todo
page-stop-all-text = { $app } ya no lee nada más en ningún sitio. Lo que ha leído se queda hasta que usted lo elimine.
button-stop-all = Detener y revocar en todas partes
button-keep-all = Dejarlo como está
page-stop-title = ¿Detener todo el acceso?
page-stop-text = Esto ocurre al momento:
page-stop-closes = { $count ->
    [0] No hay ninguna conexión abierta; se retira su permiso.
    [one] Se cierra una conexión y ya no se lee nada más allí: { $names }
   *[other] Se cierran { $count } conexiones y ya no se lee nada más allí: { $names }
}
page-stop-secrets = Los datos de acceso y los permisos que guardamos se destruyen. Para volver a leer, hay que conectar cada banco de nuevo.
page-stop-stays = Las cuentas y los movimientos ya leídos se quedan en { $app } hasta que usted los elimine.
page-stopped-title = Todo el acceso está detenido
page-stopped-text = Ya no se lee nada en ningún sitio. Lo que { $app } ha leído hasta ahora se queda hasta que usted lo elimine, conexión por conexión.

## The guide

page-help-title = ¿Cuál es el problema?
page-help-text = Elija lo que mejor encaje. Primero miramos su conexión y luego aconsejamos.
page-help-see = Lo que usted ve
page-help-words = La palabra junto a su banco
page-help-word = «{ $word }»
page-help-which = ¿En qué banco?
page-help-general = Lo que suele ayudar
page-help-clear = { $count ->
    [one] Acabamos de mirar su conexión; no tiene este problema.
   *[other] Acabamos de mirar sus { $count } conexiones; ninguna tiene este problema.
}
page-help-works = { $institution } funciona: { $count ->
    [one] una cuenta
   *[other] { $count } cuentas
}, última lectura { $when }. El problema ya pasó.
page-help-works-accounts = El acceso a { $institution } funciona, y { $count ->
    [one] se lee una cuenta
   *[other] se leen { $count } cuentas
}, la última vez { $when }. Si falta alguna, el banco no la comparte con nosotros.
page-help-works-login = Los datos de acceso de { $institution } son aceptados: { $count ->
    [one] una cuenta se leyó
   *[other] { $count } cuentas se leyeron
} por última vez { $when }. Si falló en otro sitio, quizá quería otra entrada del mismo banco.
page-help-hidden = { $count ->
    [one] Una cuenta está oculta
   *[other] { $count } cuentas están ocultas
}
page-help-hidden-text = Se leyó, pero no se muestra en { $app }. Márquela y volverá a verse allí.
page-symptom-no-account = Está conectado, pero no veo ninguna cuenta
page-symptom-login-failed = Escribí mis datos de acceso y falló
page-symptom-browser-stuck = Me envió al navegador y allí se quedó
page-symptom-code-loop = Me piden un código una y otra vez
page-symptom-account-missing = Falta una cuenta
page-symptom-new-account = Falta mi cuenta nueva
page-symptom-right-password = El banco rechaza una contraseña correcta
button-other-trouble = Otro problema
button-nothing-helped = Nada ayudó: pedir ayuda

## How the person is told

page-told-new = Nuevo
page-told-title = Correos sobre sus conexiones
page-told-text = { $app } escribe a { $address } cuando una conexión le necesita, como máximo una vez al día por cada una.
page-told-on = Se le envían correos.
page-told-off = No se le envían correos.
field-told-language = Idioma de los correos
field-told-language-seen = Como en estas páginas
button-told-on = Enviarme correos
button-told-off = No enviar correos
button-told-save = Guardar el idioma
