### The pages that people use: Connect and what surrounds it. `page-*`: what a page says. `button-*`: what can be pressed. `field-*`: what is
### typed. Used: $app (name of the app), $institution (name of the bank), $host (a web address) and others that the key tells.

## Around every page

page-secured = Protegido por Swingbridge
page-language = Idioma
page-optional = opcional
page-pages = Páginas de la lista
page-opens = Abre { $host } en otra pestaña
page-characters-left = Caracteres que quedan:
button-back = Volver
button-help = Ayuda
button-cancel = Cancelar
button-send = Enviar
button-show = Mostrar
button-hide = Ocultar
button-yes = Sí
button-no = No
button-before = Página anterior
button-after = Página siguiente
button-start = Ir al principio
button-try-again = Probar otra vez
button-done = Listo
button-ok = Aceptar

## When a page cannot be shown

page-ended-title = Esta página ya no está abierta
page-ended-text = Su enlace ya se usó, es demasiado antiguo o la página pasó un rato sin uso; así sus cuentas quedan a salvo. No ha perdido nada. Vuelva a { $app } y ábrala otra vez desde allí.
page-nowhere-title = No existe esa página
page-nowhere-text = La dirección no está completa, o lo que mostraba se quitó entretanto.
page-member-gone-title = Esta conexión ya no existe
page-member-gone-text = Se quitó entretanto, aquí o en { $app }. Puede conectar el banco de nuevo.
page-member-expired-title = Esta conexión no se terminó
page-member-expired-text = El banco esperó su permiso durante una hora y después quitamos la conexión sin terminar. No se leyó nada. Puede empezar otra vez.
page-institution-gone-title = Este banco ya no está en la lista
page-institution-gone-text = Quizá cambió de nombre o se unió a otro banco. Búsquelo otra vez o díganos que falta.
page-forged-title = Esto no se envió desde aquí
page-forged-text = Otro sitio intentó pulsar un botón por usted, así que no se cambió nada. Si fue usted, hágalo otra vez en esta página.
page-unreadable-title = No se pudo aceptar este formulario
page-unreadable-text = Llegó incompleto o ya se había usado. No se cambió nada; empiece otra vez.
page-changed-title = Algo cambió en el mismo momento
page-changed-text = Alguien, u otra página tuya, acaba de cambiar lo mismo. No se ha hecho nada de esto; míralo de nuevo.
page-too-often-title = Espere un momento
page-too-often-text = Se pidió esta página muchas veces en poco tiempo. En un minuto continúa.
page-user-disabled-title = Ahora no se puede conectar nada
page-user-disabled-text = { $app } lo tiene desactivado para usted en este momento. Pregunte a su servicio de ayuda.
page-enough-title = Es suficiente por hoy
page-enough-text = Hoy llegaron muchas solicitudes suyas y todas están guardadas. Espere hasta mañana antes de enviar otra.
page-late-title = Esto tardó demasiado
page-late-text = No ha perdido nada, y puede que lo que pidió se haya hecho. Mírelo de nuevo dentro de un momento.
page-ours-title = Algo falló de nuestro lado
page-ours-text = No fue culpa suya y no ha perdido nada. Pruebe otra vez dentro de un momento.

## What people agree to

page-consent-title = Permita que { $app } lea sus cuentas
page-consent-text = Para que { $app } le muestre su dinero en un solo lugar.
page-consent-verify = Para que { $app } verifique sus cuentas y reciba un informe sobre ellas.
page-consent-read-only = Solo lectura.
page-consent-read-only-text = Ve lo que su banco le muestra a usted. No puede mover dinero.
page-consent-login = { $app } nunca ve sus datos de acceso.
page-consent-login-text = Inicia sesión en la página de su banco si la tiene; si no, aquí. Guardamos los datos sellados y solo los usamos para leer.
page-consent-stop = Puede detenerlo cuando quiera.
page-consent-stop-text = Quite la conexión aquí o en { $app }; desde entonces no se lee nada más.
page-consent-what = Qué se lee y durante cuánto tiempo
page-consent-reads-accounts = Cuentas: nombre, tipo, últimos dígitos del número, saldo
page-consent-reads-transactions = Transacciones: fecha, importe y descripción
page-consent-reads-holdings = Inversiones: lo que tiene y lo que vale
page-consent-reads-numbers = Los números completos de cuenta y de ruta
page-consent-reads-owners = Su nombre y dirección como los tiene el banco
page-consent-reads-statements = Estados de cuenta tal como los emite el banco
page-consent-until = Hasta que usted lo detenga
page-consent-once = Para esta verificación; de nuevo solo cuando { $app } la pida otra vez, hasta que usted lo detenga
button-agree = Aceptar y seguir
button-not-now = Ahora no

## Finding a bank

page-search-title = Elija su banco
field-search = Nombre o dirección web de su banco
field-search-hint = Nombre o dirección web
button-search = Buscar un banco
page-search-popular = Elegidos a menudo
page-search-found = { $count ->
    [one] Uno encontrado para «{ $typed }».
   *[other] { $count } encontrados para «{ $typed }».
} Compare la dirección web con la que usted usa.
page-search-none = No se encontró nada para «{ $typed }». Pruebe con una parte del nombre o con la dirección web donde inicia sesión.
page-search-other = ¿No está el suyo?
page-search-unsupported = No disponible
page-bank-personal = Personas
page-bank-business = Empresas
page-unsupported-title = { $institution } no se puede conectar aquí
page-unsupported-text = Puede llevar la cuenta a mano.
page-unsupported-not-reached = Aún no hay forma de llegar a este banco. Puede llevar la cuenta a mano o decirnos que le falta.
page-unsupported-no_standard = Este banco todavía no ofrece a las aplicaciones una entrada segura. Puede llevar la cuenta a mano; díganos que le falta y su lista de conexiones lo dirá cuando la haya.
page-unsupported-too_old = Lo que este banco ofrece a las aplicaciones es demasiado antiguo para ser seguro, así que no lo usamos. Puedes llevar la cuenta a mano o decirnos que lo echas de menos.
page-unsupported-refuses = Este banco no deja entrar a las aplicaciones por ahora. Puedes llevar la cuenta a mano, preguntar al banco o decirnos que lo echas de menos.
page-unsupported-gone = Este banco ha cerrado o se ha unido a otro. Busca el banco que tiene ahora tu cuenta; sus cartas lo nombran.
page-unsupported-product = Este banco no entrega { $product }, que aquí hace falta. Puede elegir otro banco.
page-product-account_verification = números de cuenta
page-product-identity_verification = el nombre del titular
page-product-transactions = transacciones
page-product-transaction_history = transacciones antiguas
page-product-statements = estados de cuenta
page-product-investments = inversiones
page-product-rewards = recompensas
button-missing = Falta mi banco
button-manual = Añadir una cuenta a mano

## The login

page-login-title = Escriba sus datos de acceso
page-login-text = Use los mismos datos de acceso que en el sitio de { $institution }.
page-login-privacy = Sus datos de acceso se guardan sellados y solo se usan para leer. { $app } no los ve.
page-update-title = Actualice los datos de acceso
page-update-text = Escriba de nuevo todos los campos, tal como funcionan en el sitio de { $institution }. Sus cuentas y sus datos se quedan.
page-not-my-bank = Elegir otra entrada u otro banco
page-heed-space = Hay un espacio al principio o al final. Si sus datos no lo llevan, quítelo.
page-heed-invisible = Hay un carácter que no se ve; suele venir de pegar. Vacíe el campo y escríbalo a mano.
field-strays = Enviarlo tal como lo escribo, con espacios
button-sign-in = Iniciar sesión
button-forgot = Olvidé mis datos de acceso
button-not-my-bank = Este no es mi banco

## What is wrong with what was typed

page-wrong-title = Revise esto
page-wrong-form = Rellene todos los campos.
page-wrong-refused = Este es el acceso que el banco ha rechazado varias veces. No se ha enviado de nuevo, para que el banco no lo bloquee. Escribe el acceso tal como funciona en la web del banco.
page-wrong-missing = Escriba «{ $field }»
page-wrong-value = «{ $field }» no puede ser correcto; quizá es demasiado largo
page-wrong-leading-space = «{ $field }» empieza con un espacio. No se envió nada; escríbalo a mano.
page-wrong-trailing-space = «{ $field }» termina con un espacio. No se envió nada; escríbalo a mano.
page-wrong-invisible = «{ $field }» contiene un carácter que no se ve. No se envió nada; escríbalo a mano.
page-wrong-answer-missing = Escriba o elija una respuesta
page-wrong-choice = Elija uno de la lista
page-wrong-account-name = Dé a la cuenta un nombre de 255 caracteres como máximo
page-wrong-balance = Escriba el saldo como número, por ejemplo 1234,50
page-wrong-bank-name = Escriba el nombre del banco
page-wrong-email = Escriba su dirección de correo, por ejemplo nombre@example.org
page-wrong-long = Tiene más de 255 caracteres
page-wrong-message = Diga qué ocurre, en 2000 caracteres como máximo
page-wrong-title-field = Póngale un título de 100 caracteres como máximo

## A bank that is connected already

page-existing-title = Ya tiene una conexión con { $institution }
page-existing-text = Ábrala para actualizarla o repararla. Añada otros datos de acceso solo si tiene dos allí, por ejemplo los suyos y los de su empresa: los mismos dos veces mostrarían cada cuenta doble.
page-existing-connected = Conectada · { $when }
page-existing-trouble = Necesita atención · { $when }
page-existing-digits = Cuentas terminadas en { $digits }
page-duplicate-text = Ya había conectado estas cuentas, así que nada se leyó dos veces y nada está duplicado. Abra la conexión que tiene o quite la segunda: entonces se devuelve su permiso en el banco.
button-remove-duplicate = Quitar la segunda
button-open-existing = Abrir esta conexión
button-another-login = Añadir otros datos de acceso

## What is being done

page-progress-text = Casi siempre tarda menos de un minuto. Puede quedarse y mirar.
page-progress-sign-in = Iniciando sesión en el banco
page-progress-accounts = Leyendo cuentas y saldos
page-progress-transactions = Leyendo transacciones
page-progress-numbers = Leyendo números de cuenta
page-progress-done = Hecho:
page-progress-now = Ahora:
page-progress-next = Después:
page-progress-accounts-found = { $count ->
    [one] Una cuenta por ahora
   *[other] { $count } cuentas por ahora
}
page-progress-code = Si el banco pide un código, aparece aquí.
page-progress-slow = { $institution } tarda más de lo habitual
page-progress-slow-text = Puede dejar esta página: seguimos solos y { $app } mostrará las cuentas cuando estén aquí.
button-leave = Dejar que siga solo

## The bank’s questions

page-challenge-title = { $institution } quiere estar seguro de que es usted
page-challenge-title-code = Escriba el código de su banco
page-challenge-title-sms = Escriba el código de su teléfono
page-challenge-title-email = Escriba el código de su correo
page-challenge-title-call = Escriba el código de la llamada
page-challenge-title-app = Escriba el código de la aplicación de su banco
page-challenge-text = { $institution } lo pregunta antes de dejarnos entrar. Puede venir otra pregunta.
page-challenge-again = La última respuesta no era correcta. Use el código más reciente o la respuesta exacta que dio en su día.
page-challenge-sent-sms = Se envió por mensaje de texto.
page-challenge-sent-sms-to = Se envió por mensaje de texto a { $to }.
page-challenge-sent-email = Se envió por correo. Mire también en el correo no deseado.
page-challenge-sent-email-to = Se envió por correo a { $to }. Mire también en el correo no deseado.
page-challenge-sent-call = Una voz se lo lee por teléfono.
page-challenge-sent-call-to = Una voz se lo lee por teléfono, en { $to }.
page-challenge-sent-app = Abra la aplicación de su banco para verlo.
page-challenge-sent-app-to = Abra la aplicación de su banco en { $to } para verlo.
page-challenge-image = La imagen del banco que hay que leer
page-challenge-time = Tiempo que queda:
page-challenge-over = terminado; la página muestra qué hacer
page-challenge-why = El código es solo para este inicio de sesión, que solo lee. { $institution } nunca lo pide por teléfono; no se lo diga a nadie.
page-challenge-unknown = No sé la respuesta
page-challenge-no-code = No llegó ningún código o no puedo recibirlo
page-challenge-anew = O deja que { $institution } empiece este paso de nuevo: entonces envía un código nuevo o pregunta de otra manera si la tiene.
button-answer = Enviar la respuesta
button-ask-again = Empezar este paso de nuevo
page-approval-title = { $institution } espera su sí
page-approval-own = Apruebe solo lo que usted mismo acaba de empezar aquí. Esta página sigue cuando haya aprobado.
page-approval-stuck = No llegó ninguna petición

## It worked

page-connected-title = Sus cuentas están aquí
page-connected-nothing = Ha iniciado sesión, pero no llegó ninguna cuenta
page-connected-text = { $count ->
    [one] { $app } muestra ahora esta cuenta. Desmárquela si no quiere verla allí.
   *[other] { $app } muestra ahora estas { $count } cuentas. Desmarque lo que no quiera ver allí.
}
page-connected-legend = Cuentas que mostrar en { $app }
page-connected-next = Los datos nuevos llegan solos; los próximos, { $when }.
page-connected-no-next = Los datos nuevos llegan cuando actualiza aquí.
page-balance-owed = { $amount } de deuda
page-balance-credit = { $amount } a favor
page-account-ending = { $kind } terminada en { $mask }
page-account-any = Cuenta
page-account-cash = Efectivo
page-account-checking = Cuenta corriente
page-account-checking_line_of_credit = Cuenta corriente con crédito
page-account-credit_card = Tarjeta de crédito
page-account-loan = Préstamo
page-account-line_of_credit = Línea de crédito
page-account-savings = Ahorros
page-account-investment = Inversión
page-account-mortgage = Hipoteca
page-account-insurance = Seguro
page-account-prepaid = Tarjeta prepago
page-account-property = Propiedad
button-another = Conectar otro banco
page-done-title = Puede seguir en { $app }
page-done-text = Aquí no queda nada por hacer. Puede cerrar esta página.

## A connection that does not work: the word beside the sign, and the heading

page-chip-notice = Tenga en cuenta
page-chip-done = Hecho
page-chip-good = Conectada
page-chip-nothing = Aún no hay cuentas
page-chip-created = Sin empezar
page-chip-prevented = Detenida a tiempo
page-chip-denied = Acceso rechazado
page-chip-challenged = Hay una pregunta
page-chip-rejected = Respuesta incorrecta
page-chip-locked = Acceso bloqueado
page-chip-connected = Conectada
page-chip-impeded = Algo espera en el banco
page-chip-reconnected = Falta un inicio de sesión
page-chip-degraded = Problemas en el banco
page-chip-disconnected = Tiempo sin respuesta
page-chip-discontinued = Terminada por el banco
page-chip-closed = Cerrada
page-chip-delayed = Lenta
page-chip-failed = No funcionó
page-chip-updated = Datos nuevos, sin probar
page-chip-disabled = En pausa
page-chip-imported = Falta iniciar sesión
page-chip-resumed = Respuesta enviada
page-chip-expired = Se acabó el tiempo
page-chip-impaired = Hay que iniciar sesión otra vez
page-chip-pending = Falta el permiso
page-trouble-created = Aún no se ha iniciado sesión en { $institution }
page-trouble-prevented = Asegúrese de sus datos de acceso de { $institution }
page-trouble-denied = { $institution } no aceptó los datos de acceso
page-trouble-challenged = { $institution } pregunta quién es usted
page-trouble-rejected = La respuesta para { $institution } no era correcta
page-trouble-locked = { $institution } bloqueó su acceso
page-trouble-connected = { $institution } está conectado
page-trouble-impeded = { $institution } necesita su atención
page-trouble-reconnected = Hace falta un inicio de sesión más en { $institution }
page-trouble-degraded = { $institution } tiene problemas en este momento
page-trouble-disconnected = { $institution } lleva un tiempo sin responder
page-trouble-discontinued = { $institution } ya no se puede conectar
page-trouble-closed = La conexión con { $institution } está cerrada
page-trouble-delayed = { $institution } tarda más de lo habitual
page-trouble-failed = { $institution } no funcionó esta vez
page-trouble-updated = Sus nuevos datos de { $institution } están listos para probarse
page-trouble-disabled = { $institution } está en pausa
page-trouble-imported = Todavía no ha iniciado sesión en { $institution } desde aquí
page-trouble-resumed = { $institution } tiene su respuesta
page-trouble-expired = Se acabó el tiempo para responder a { $institution }
page-trouble-impaired = { $institution } quiere que inicie sesión otra vez
page-trouble-pending = Aún falta su permiso en { $institution }
page-fact-data = Lo que ve
page-fact-next = Próximo intento automático
page-support-code = Para la ayuda: { $code }
page-remedies = Lo que ayuda, paso a paso
page-remedies-later = { $count ->
    [one] Una cosa más que puede ayudar
   *[other] { $count } cosas más que pueden ayudar
}
page-remedy-how = Cómo se hace
page-remedy-tried = Ya lo probó.
page-remedy-helped = ¿Le ayudó?
page-remedy-yes = , ayudó
page-remedy-no = , no ayudó
page-something-else = Otra cosa
page-row-support = Escribe a la ayuda de { $app }
page-row-remove = Antes verá qué se va con ella
page-said-exists = Estos datos ya están conectados; aquí están. No se añadieron dos veces.
page-said-fresh = Los datos son recientes; no se buscó nada nuevo.
page-said-not-now = Eso ya no es posible: la conexión cambió entretanto. Así está ahora.
page-said-busy = Ahora mismo se está leyendo otra cosa allí. Terminará pronto.
page-said-late = La respuesta llegó tarde o ya se había enviado. Así está ahora.
page-said-patience = Se ha pedido un código hace un momento, o varias veces seguidas. Para que tu banco no te bloquee, espera un poco antes de pedir otro.
page-said-thanks = Gracias; los consejos aprenden de ello.
button-update-login = Actualizar los datos de acceso
button-refresh = Actualizar ahora
button-settled = Ya está resuelto, actualizar ahora
button-site = Ir a { $host }
button-sibling = Conectar { $sibling } en su lugar
button-consent-again = Dar permiso en el banco
button-unpause = Seguir leyendo
button-reopen = Abrir la conexión otra vez
button-remove = Quitar esta conexión
button-support = Pedir ayuda

## By hand, missing, help

page-manual-title = Añadir una cuenta a mano
page-manual-text = Se ve en { $app } junto a las demás. Usted mantiene su saldo al día; no se busca nada.
field-account-name = Nombre de la cuenta
field-account-type = Tipo
field-balance = Saldo
field-balance-hint = Lo que debe empieza con un signo menos
field-currency = Moneda
button-add-account = Añadir la cuenta
page-manual-made-title = La cuenta se añadió
page-manual-made-text = La encuentra en { $app } junto a las demás.
page-missing-title = Díganos qué banco falta
page-missing-text = Cuando se pueda conectar, lo dirá su lista de conexiones. No se le envía ningún mensaje por sí solo.
field-bank-name = Nombre del banco
field-bank-url = Dirección web donde inicia sesión
field-bank-url-hint = Por ejemplo www.mibanco.example
field-email = Su dirección de correo
field-email-when-there = Solo si quienes llevan este servicio pueden escribirle sobre ello
page-missing-sent-title = Gracias, está anotado
page-missing-sent-text = Quien lleva este servicio ve qué bancos faltan más. Entretanto puede llevar la cuenta a mano.
page-support-title = Pedir ayuda
page-support-text = Esto escribe a la ayuda de { $app } y del servicio que conecta sus bancos.
field-title = ¿De qué se trata?
field-message = ¿Qué ocurre y qué esperaba?
field-message-hint = No escriba aquí nunca una contraseña ni un código.
field-login-count = ¿Cuántos caracteres tiene su nombre de usuario?
field-password-count = ¿Cuántos caracteres tiene su contraseña?
field-count-hint = Solo se envía el número. Ayuda a averiguar por qué se rechaza un acceso correcto.
field-measure = Escriba o pegue aquí para contar; no sale de este dispositivo
page-support-along = Esto va incluido
page-support-institution = Banco: { $value }
page-support-status = Estado: { $value }
page-support-reason = Motivo: { $value }
page-support-source-code = Código del banco: { $value }
page-support-connection = Número de la conexión: { $value }
page-support-never = Nunca se envían sus datos de acceso, sus cuentas ni sus transacciones.
page-support-sent-title = Su pregunta está en camino
page-support-sent-text = La respuesta llega por correo. Entretanto puede seguir en { $app }.

## En la página del propio banco (OAuth)

page-offer-title = { $institution } pide tus datos de acceso en su propia página
page-offer-text = { $app } nunca ve lo que escribes allí.
page-offer-login = Vas a la página de { $institution } y entras como siempre.
page-offer-choose = Allí eliges qué cuentas se pueden leer.
page-offer-back = Vuelves aquí y aparecen tus cuentas.
button-offer = Continuar con { $institution }
page-oauth-masked = { $first }•••
page-oauth-app = Para la aplicación
page-oauth-person = Para la persona
page-oauth-bank = La web del banco
page-leave-title = Ahora vas a la página del banco
page-leave-text = Entra allí y elige las cuentas que { $app } puede leer. { $app } no ve lo que escribes.
page-leave-warning = Si no eres { $person }, o no empezaste esto en { $app }, cierra esta página.
page-leave-warning-nameless = Si no empezaste esto en { $app }, cierra esta página.
button-go-to-bank = Ir a { $institution }
button-done-there = Ya terminé allí
page-pending-chip = Sin terminar
page-pending-title = Continúa en la página de { $institution }
page-pending-text = Entra allí y permite lo que se puede leer. Vuelves aquí cuando termines.
page-pending-window = Se abre en una ventana aparte. Esta página sigue sola cuando termines allí.
page-pending-stuck = No se abrió ninguna ventana, o se quedó parada
page-pending-blocked = Puede que tu navegador haya bloqueado la ventana: usa otra vez el botón de arriba.
page-pending-remove = Todavía no se leyó nada
page-ask-title = ¿Empezaste tú esto?
page-ask-text = { $institution } dio un permiso. Solo vale si lo pediste tú.
page-ask-warning = Puede que alguien te haya enviado aquí para ver tus cuentas. Si no conoces { $app }, elige «No».
button-ask-yes = Sí, soy { $person } y empecé esto
button-ask-yes-nameless = Sí, lo empecé yo
button-ask-no = No, descartar el permiso
page-visit-over-title = Esta visita terminó
page-visit-over-text = Pasó su tiempo, o lo que trajo ya se usó. Vuelve a { $app } y mira allí la conexión; si todavía espera, empieza de nuevo.
page-back-good-title = El banco dijo que sí
page-back-good-text = Puedes cerrar esta página y volver a { $app }: las cuentas aparecen allí enseguida.
page-back-bad-title = No se conectó nada
page-back-bad-text = Vuelve a { $app } para ver por qué e intentarlo de nuevo. Puedes cerrar esta página.
page-declined-title = Descartado
page-declined-text = No se conectó nada y nadie ve tus cuentas. Puedes cerrar esta página; si entraste en tu banco, también puedes retirar el permiso allí.
page-returned-good-title = Has vuelto, y el banco dijo que sí
page-returned-good-text = Cierra esta ventana y continúa en { $app }: tus cuentas aparecen allí.
page-returned-bad-title = Has vuelto, y no se conectó nada
page-returned-bad-text = Cierra esta ventana y continúa en { $app }: allí se dice qué pasó y qué hacer.
button-back-to-app = Volver a la aplicación
button-go-on-here = Continuar aquí
page-bank-away-title = Ahora no se puede llegar a la página del banco
page-bank-away-text = No es culpa tuya y no se perdió nada. Inténtalo de nuevo en unos minutos.

## Where the links in mails lead: before anything is opened or changed, a button is pressed.

page-mail-link-title = Continuar con { $institution }
page-mail-link-text = { $app } le escribió sobre esta conexión. El botón la abre, y nada más.
button-mail-link = Abrir mi conexión
page-link-over-title = Este enlace ya no hace falta
page-link-over-text = Lo que decía el correo está resuelto, o el enlace es demasiado antiguo. Abra { $app } para ver cómo están sus conexiones.
page-unsubscribe-title = ¿No más correos?
page-unsubscribe-text = { $app } dejará de escribirle sobre sus conexiones. En sus páginas seguirá viendo lo que le necesita.
button-unsubscribe = No enviar más correos
page-unsubscribed-title = No más correos
page-unsubscribed-text = { $app } ya no le envía correos sobre sus conexiones. Puede volver a activarlos en la lista de sus conexiones.

## Verifications

page-verify-title = { $app } pide verificar sus cuentas bancarias
page-verify-text = Aquí conecta su banco, y con sus cuentas se hace un informe para { $app }: titulares, saldos, movimientos, ingresos y pagos habituales { $months ->
    [one] del último mes
   *[other] de los últimos { $months } meses
}. No se lee nada antes de que usted acepte.
page-verify-text-no-report = Aquí conecta su banco. No se lee nada antes de que usted acepte.
button-verify = Continuar
page-verification-over-title = Este enlace ya no lleva a ningún sitio
page-verification-over-text = Lo que se pedía se canceló, o el enlace es demasiado antiguo o lo sustituyó uno nuevo. Si { $app } sigue esperándole, pida allí un enlace nuevo.

page-verification-connect-title = Conecte su banco para { $app }
page-verification-connect-text = Elija su banco e inicie sesión.
page-verification-repair-title = Su banco le espera
page-verification-repair-text = Resuelva lo que aparece abajo; después sigue por sí solo.
page-verification-reading-title = Se están leyendo los datos de su banco
page-verification-reading-text = Tarda uno o dos minutos. Puede cerrar esta página y volver con el mismo enlace.
page-verification-choose-title = Elija las cuentas que se verifican
page-verification-choose-text = El informe abarca { $months ->
    [one] el último mes
   *[other] los últimos { $months } meses
} de las cuentas que marque, y nada de las demás.
page-verification-waiting-title = Esto sigue por sí solo
page-verification-waiting-text = Algo lo impide que usted no puede resolver. Se intentará de nuevo y se avisará a { $app } cuando esté hecho. Puede cerrar esta página.
page-verification-making-title = Se está preparando la respuesta para { $app }
page-verification-making-text = Está todo. Tarda unos segundos.
page-verification-later-title = Ahora no se pueden leer los datos de su banco
page-verification-later-text = Lo que aparece abajo dice qué hacer. El mismo enlace le trae de vuelta aquí.
page-verification-completed-title = { $app } tiene lo que pidió
page-verification-completed-text = No tiene que hacer nada más. Este enlace le muestra el informe durante un mes.
page-verification-cancelled-title = { $app } ya no pide esto
page-verification-cancelled-text = La verificación se canceló. No tiene que hacer nada más.
page-verification-step-connect = Conectar su banco
page-verification-step-read = Se leen sus cuentas
page-verification-step-choose = Elegir cuentas
page-verification-step-report = Se hace el informe
page-verification-legend = Cuentas que se verifican
page-verification-none = Marque al menos una cuenta.
page-verification-gone = Una cuenta que marcó ya no está. Elija de nuevo, por favor.
page-verification-privacy = { $app } puede leer lo que conecte aquí. Nunca ve su contraseña.
button-use-accounts = Usar estas cuentas
button-look = Ver qué hacer
button-report = Ver el informe
button-report-pdf = Descargarlo en PDF
button-remove-bank = Quitar { $institution }
page-wrong-elsewhere = Este acceso ya está conectado con { $app }, fuera de esta página. Pida a { $app } que incluya esa conexión o conecte otro acceso.
