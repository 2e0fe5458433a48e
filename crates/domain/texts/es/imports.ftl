## Archivos que traen las personas

button-import-file = Importar un archivo
page-missing-import = Mientras tanto, puede traer el archivo que su banco le permite descargar.
page-import-title = Importar un archivo de su banco
page-import-text = Para los bancos que no se pueden conectar: traiga el archivo que su banco le permite descargar. No se incorpora nada antes de que usted vea lo que trae.
page-import-formats = OFX, QFX, CAMT.053, MT940, QIF o CSV, de 64 MB como máximo. Elija el período más largo que ofrezca el banco y no modifique el archivo.
field-import-file = Archivo
field-import-account = Va a
field-import-found = Averiguarlo por el archivo
field-import-new = Una cuenta nueva
field-import-out = A ninguna: dejarla fuera
field-import-name = Nombre de la cuenta nueva
field-import-type = Tipo de cuenta
field-import-currency = Moneda
field-import-currency-other = O el código de otra
page-import-choose-one = Elija
page-import-currency-hint = Tres letras, como SEK.
page-import-currency-missing = Elija una moneda o escriba su código.
page-import-currency-unknown = «{ $code }» no es el código de una moneda. Elija una de la lista o escriba tres letras, como SEK para las coronas suecas.
page-currency-usd = dólares estadounidenses
page-currency-cad = dólares canadienses
page-currency-mxn = pesos mexicanos
page-currency-eur = euros
page-currency-gbp = libras esterlinas
page-currency-chf = francos suizos
page-currency-aud = dólares australianos
page-currency-brl = reales brasileños
page-currency-cop = pesos colombianos
page-currency-jpy = yenes japoneses
field-import-order = Orden de la fecha
field-import-day-first = Primero el día: { $day }
field-import-month-first = Primero el mes: { $day }
field-import-year-first = Primero el año: { $day }
field-import-column = La columna { $number } contiene
field-import-reversed = En este archivo, las compras no llevan signo menos
button-import-look = Ver lo que trae
button-import-again = Ver de nuevo
button-import-take = { $count ->
    [0] Terminar
    [one] Importar un movimiento
   *[other] Importar { $count } movimientos
}
button-import-cancel = Descartar el archivo
page-import-look-title = Lo que trae { $file }
page-import-nameless = el archivo
page-import-before = Este mismo archivo ya se importó el { $day }. Lo que ya está no se incorpora otra vez.
page-import-days = Del { $first } al { $last }
page-import-counts = { $new ->
    [0] Nada nuevo
    [one] Un movimiento es nuevo
   *[other] { $new } movimientos son nuevos
}; { $known ->
    [0] ninguno es conocido
    [one] uno ya está
   *[other] { $known } ya están
}.
page-import-alike = { $count ->
    [one] Uno de los nuevos se parece a uno que ya está. Se incorpora y se le preguntará por él.
   *[other] { $count } de los nuevos se parecen a otros que ya están. Se incorporan y se le preguntará por ellos.
}
page-import-left-out = { $count ->
    [one] Uno queda fuera: usted lo quitó antes o está dos veces en el archivo.
   *[other] { $count } quedan fuera: usted los quitó antes o están dos veces en el archivo.
}
page-import-possible = Puede ser { $accounts }, que ya tiene. Diga abajo adónde va.
page-import-chosen-conflict = No puede ser la cuenta que eligió: su moneda, su tipo o sus movimientos son otros. Elija otra cuenta o una nueva.
page-import-conflict = Contradice a la cuenta a la que se parecía: otra moneda, otro tipo u otros movimientos. Por eso se guarda aparte.
page-import-nowhere = Queda fuera: no se incorpora nada de ella.
page-import-rows = Los primeros movimientos
page-import-fate-alike = se parece a uno
page-import-fate-new = nuevo
page-import-fate-known = ya está
page-import-fate-copy = dos veces en el archivo
page-import-fate-removed = quitado por usted
page-import-fate-reversed = signo invertido
page-import-skipped = { $count ->
    [one] Una línea no se pudo leer y queda fuera:
   *[other] { $count } líneas no se pudieron leer y quedan fuera:
}
page-import-not-meant = { $count ->
    [one] Una línea no es un movimiento contabilizado y queda fuera, como debe ser:
   *[other] { $count } líneas no son movimientos contabilizados y quedan fuera, como debe ser:
}
page-import-skipped-more = { $count ->
    [one] Queda fuera también una línea más.
   *[other] Quedan fuera también { $count } líneas más.
}
page-import-lines = { $count ->
    [one] línea { $numbers }
   *[other] líneas { $numbers }
}
page-import-entries = { $count ->
    [one] entrada { $numbers }
   *[other] entradas { $numbers }
}
page-import-why = { $why }: { $places }
page-import-why-not-a-row = Un título, una suma o algo parecido
page-import-why-zero-amount = No mueve dinero
page-import-why-no-amount = Sin importe
page-import-why-amount-unreadable = Un importe que no se puede leer
page-import-why-too-many-digits = Más decimales en el importe que los de su moneda
page-import-why-no-date = Sin fecha
page-import-why-date-unreadable = Una fecha que no se puede leer
page-import-why-date-absurd = Una fecha anterior a 1900 o muy lejana en el futuro
page-import-why-currency-unknown = Una moneda desconocida
page-import-why-side-unclear = No se dice si el dinero entró o salió
page-import-why-not-booked = Rechazado, anulado o solo informativo
page-import-why-repeated = Ya antes en el archivo con el mismo número
page-import-why-opening-balance = El saldo con el que empieza la cuenta
page-import-why-investment = De una inversión, que no se lee de este formato
page-import-why-unfinished = La última, que no está completa
page-import-why-unreadable = No se puede leer
page-import-more = { $count ->
    [one] y una más
   *[other] y { $count } más
}
page-import-changed = Esto es lo que trae ahora. Mírelo otra vez y después impórtelo.
page-import-working = El archivo se está importando
page-import-working-text = { $done } de { $total } movimientos. Puede salir de esta página; continúa solo.
page-import-starting-text = Se está leyendo. Puede salir de esta página; continúa solo.
page-import-done = El archivo está importado
page-import-done-account = { $account }: { $new ->
    [0] nada nuevo
    [one] un movimiento nuevo
   *[other] { $new } movimientos nuevos
}; { $known ->
    [0] ninguno conocido
    [one] uno ya estaba
   *[other] { $known } ya estaban
}.
page-import-done-alike = { $count ->
    [one] Uno se parece a uno que ya estaba. Diga si son el mismo.
   *[other] { $count } se parecen a otros que ya estaban. Diga si son los mismos.
}
page-import-failed = El archivo no se pudo importar
page-import-failed-text = Falta algo que necesita, por ejemplo la cuenta. Lo que se incorporó hasta entonces se queda. Traiga el archivo otra vez.
page-import-gone-title = Este archivo ya no está
page-import-gone-text = Los archivos que nadie importa se olvidan después de una hora. Tráigalo otra vez.
button-import-other = Importar otro archivo
button-import-account = A la cuenta
page-import-question-currency = La moneda del archivo
page-import-question-order = Cómo escribe el archivo las fechas
page-import-question-columns = Qué contienen las columnas
page-import-question-nothing = El archivo no se puede leer tal como está
page-import-order-shown = La línea { $number } tiene la fecha { $value }.
page-import-columns-text = Estas son sus primeras líneas. Diga qué contienen las columnas: hacen falta una fecha y un importe.

page-column-none = nada que necesitemos
page-column-date = Fecha
page-column-description = Descripción
page-column-memo = Nota
page-column-amount = Importe con su signo
page-column-debit = Dinero que sale
page-column-credit = Dinero que entra
page-column-balance = Saldo
page-column-currency = Moneda
page-column-id = Número del movimiento

page-flaw-missing = Elija primero un archivo.
page-flaw-too-large = El archivo supera los 64 MB. Exporte un período más corto.
page-flaw-empty = El archivo está vacío. Descárguelo otra vez.
page-flaw-foreign = Esto no es una exportación de movimientos: es una imagen, un PDF, una hoja de cálculo, un archivo comprimido o una página web. En el banco, busque «exportar» o «descargar» y elija OFX, CAMT.053, MT940, QIF o CSV.
page-flaw-unknown = No es ninguno de los formatos que se pueden leer. Exporte los movimientos como OFX, QFX, CAMT.053, MT940, QIF o CSV.
page-flaw-binary = El archivo contiene datos que no son texto. Descárguelo otra vez y tráigalo tal como lo hizo el banco.
page-flaw-encoding = Las letras del archivo están escritas de una forma desconocida. Ábralo en un editor y guárdelo como UTF-8.
page-flaw-cut-off = El archivo se corta antes del final. Descárguelo otra vez.
page-flaw-broken = El archivo empieza bien y no sigue bien. Descárguelo otra vez o elija otro formato en el banco.
page-flaw-too-much = El archivo contiene más de lo que se puede leer de una vez. Exporte un período más corto.
page-flaw-entities = El archivo declara cosas que ningún banco necesita y que podrían hacer daño. Elija otro formato.
page-flaw-quote-open = En el archivo se abren comillas que no se cierran. Descárguelo otra vez o elija otro formato.
page-flaw-columns-not-found = No está claro qué columnas contienen la fecha y el importe.
page-flaw-layout-unmet = El archivo tiene otras columnas que las indicadas.
page-flaw-layout = Lo que se dijo de las columnas no encaja: hace falta una fecha, y un importe o bien dinero que sale y dinero que entra.
page-flaw-dates-ambiguous = Todas las fechas del archivo se pueden leer con el día o con el mes primero. ¿Cuál es?
page-flaw-dates-mixed = Unas fechas llevan primero el día y otras el mes. ¿Cuál es lo correcto? Las líneas que no encajan quedan fuera.
page-flaw-dates-unreadable = No se puede leer ninguna fecha del archivo. Diga qué columna contiene la fecha.
page-flaw-amounts-ambiguous = No está claro si ante los céntimos va una coma o un punto. Elija otro formato en el banco.
page-flaw-amounts-unreadable = No se puede leer ningún importe del archivo. Diga qué columna contiene el importe.
page-flaw-no-currency = El archivo no dice en qué moneda están sus importes. ¿Cuál es?
page-flaw-no-account = El archivo no contiene ningún extracto. Elija en el banco la cuenta y un período y exporte otra vez.
page-flaw-at-line = Se nota en la línea { $number }.

page-warning-signs-against-balances = Los saldos bajan donde los importes dicen que entró dinero. Si es una tarjeta, puede que sus compras no lleven signo menos: indíquelo abajo.
page-warning-balances-do-not-add-up = Los saldos y los importes no cuadran: faltan movimientos en el archivo o algunos quedaron fuera.
page-warning-statements-apart = Los extractos del archivo no son consecutivos: faltan algunos entre ellos.
page-warning-ids-repeat = Movimientos distintos llevan el mismo número en el archivo; esos números no se usan.
page-warning-fees-apart = Una columna contiene comisiones que no están en los importes.
page-warning-encoding-assumed = No es seguro cómo están escritas las letras del archivo. Si los nombres se ven mal, guárdelo como UTF-8 y tráigalo otra vez.
