### The pages on which people see all they have connected: the list, one connection, transactions, consents, the guide. Keys as in
### pages.ftl. Used: $app (name of the app), $institution (name of the bank) and others that the key tells.

## All connections

page-connections-title = Sus conexiones
page-tab-connections = Conexiones
page-tab-transactions = Movimientos
page-tab-consents = Permisos
page-tab-need = le necesitan
page-connections-none = Todavía no ha conectado ningún banco. Cuando lo haga, verá aquí cómo está cada conexión y qué hacer.
page-connections-need = { $count ->
    [one] Una conexión le necesita
   *[other] { $count } conexiones le necesitan
}
page-connections-need-text = Cada una lleva un minuto. Puede resolverlas una tras otra.
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
page-since-ago = empezó { $when }
page-since-day = desde el { $day }
page-day = { $day } de { $month } de { $year }
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
button-fix-all = Resolverlas ahora
button-answer-now = Responder ahora
button-edit = Editar
