### Why a connection is as it is: what happened, who must act, what comes next. One message per reason, named after it.
### No moment is named here: the program appends when the next try comes. Used: $institution (name of the bank).

## Progress

reason-ok = La conexión con { $institution } está en orden y los datos nuevos llegan por sí solos. Usted no tiene que hacer nada.
reason-new = Acaba de añadir { $institution } y todavía no hemos iniciado sesión allí. Empezamos en cuanto usted esté aquí; si no empieza, actualice.
reason-in_progress = En este momento iniciamos sesión en { $institution } o leemos sus cuentas. Solo tiene que esperar a que termine.
reason-aggregation_in_progress = Ya hay una actualización de { $institution } en marcha, así que no hemos empezado otra. No hay nada que hacer; vuelva a mirar cuando haya terminado.
reason-slow = { $institution } nos hace esperar más de lo habitual al iniciar sesión. Usted no tiene que hacer nada: seguimos pendientes aunque salga de esta página.
reason-partial_data = El inicio de sesión en { $institution } funcionó, pero una parte de los datos o algunas cuentas no llegaron. Traeremos lo que falta con la próxima actualización; si aun así no llega, pregunte al servicio de ayuda.
reason-data_not_ready = Lo que envió { $institution } todavía se está preparando. Solo tiene que esperar; aparecerá aquí en cuanto esté listo.
reason-manual_no_credentials = Usted lleva a mano sus cuentas de { $institution }, así que no se trae nada de allí. Nadie tiene que actuar; cambie usted los datos cuando cambien.

## The login

reason-credentials_rejected = { $institution } rechazó el nombre de usuario o la contraseña. Escriba los dos de nuevo a mano y con cuidado.
reason-credentials_rejected_thrice = Fue el tercer rechazo seguido de { $institution } y otro intento equivocado podría bloquear su acceso, así que nos detuvimos. Averigüe en el sitio del banco qué datos de acceso funcionan y escríbalos aquí.
reason-credentials_missing = Falta aquí algo que { $institution } necesita para iniciar sesión. Inicie sesión otra vez, de la manera que se ofrece aquí.
reason-credentials_never_given = Esta conexión con { $institution } se hizo sin iniciar sesión. Inicie sesión una vez, de la manera que se ofrece aquí.
reason-credentials_updated = Sus nuevos datos de acceso de { $institution } están guardados, pero todavía no se han probado. Los probamos mientras usted está aquí; espere un momento.
reason-identity_changed = Inició sesión en { $institution } como otra persona o con otro nombre de usuario que la primera vez. Use aquí los mismos datos de acceso que antes; para los otros, añada una conexión aparte.
reason-not_a_customer = { $institution } entendió estos datos de acceso, pero no encuentra ningún cliente con ellos. Los bancos suelen tener entradas distintas para personas y para empresas: compruebe que eligió la correcta.
reason-reauth_required = { $institution } quiere que usted inicie sesión de nuevo y no dice por qué. Hágalo una vez; no se pierde nada suyo.
reason-password_change_required = { $institution } le exige una contraseña nueva o nuevas respuestas de seguridad. Póngalas en el sitio del banco y después escriba aquí los nuevos datos de acceso.

## The extra security check

reason-mfa_required = { $institution } hace una comprobación adicional de que es usted: una pregunta, un código, una elección o una imagen. Respóndala aquí ahora; puede seguir otra.
reason-mfa_approve_elsewhere = { $institution } espera que usted diga que sí en la aplicación del banco, en una llamada o con un enlace. Apruébelo allí; aquí no tiene que escribir nada.
reason-mfa_every_login = { $institution } envía un código nuevo en cada inicio de sesión, así que no podemos actualizar en su ausencia. Actualice cuando esté aquí y pueda leer el código.
reason-captcha_required = { $institution } quiere comprobar que no es una máquina la que inicia sesión. Resuelva la pequeña prueba que se muestra aquí, como leer letras o elegir imágenes.
reason-mfa_submitted = Su respuesta se ha entregado a { $institution }, que todavía no ha dicho si es correcta. Solo tiene que esperar un momento.
reason-mfa_wrong = { $institution } dice que la respuesta o el código era incorrecto. Empiece de nuevo y escriba solo el código más reciente, o exactamente la respuesta que dio allí en su día.
reason-mfa_declined = La solicitud que { $institution } le envió se rechazó o se canceló en la aplicación del banco. Si era usted quien quería iniciar sesión aquí, empiece de nuevo y apruébela.
reason-mfa_timeout = La respuesta no llegó a { $institution } dentro del plazo que concede. Empiece de nuevo con el teléfono o el correo a mano.
reason-session_timeout = Un paso del inicio de sesión en { $institution } estuvo abierto demasiado tiempo y se cerró. Empiece de nuevo y complételo sin pausas.
reason-otp_delivery_problem = { $institution } no pudo enviar o procesar su código, y eso lo tiene que arreglar el banco. Espere un poco y empiece de nuevo para que le envíe otro.
reason-mfa_unsupported = El tipo de comprobación de seguridad que usa en { $institution } no se puede responder desde aquí. Elija otro en la configuración de seguridad de allí, por ejemplo un código por mensaje de texto, y después actualice.
reason-mfa_enrollment_required = { $institution } le pide que configure una comprobación de seguridad adicional, como un código por teléfono, antes de dejarnos entrar. Hágalo en el sitio del banco y después actualice aquí.

## Something waits for the person at the institution

reason-user_action_required = Tiene algo pendiente en el sitio de { $institution }, como un mensaje o un formulario. Inicie sesión allí, atiéndalo y después actualice aquí.
reason-terms_required = { $institution } tiene condiciones nuevas o un aviso que usted debe aceptar primero. Léalo y acéptelo en el sitio del banco y después actualice aquí.
reason-setup_incomplete = Su acceso en línea a { $institution } no está completo: puede que no esté activado o que falten datos suyos. Complételo en el sitio del banco y después actualice aquí.
reason-third_party_access_off = { $institution } no deja que otras aplicaciones lean sus cuentas hasta que usted lo permita. Actívelo en la configuración del banco; puede tardar un tiempo en surtir efecto y después actualice aquí.
reason-unsupported_language = El sitio de { $institution } se le muestra en un idioma que no se puede leer desde aquí. Póngalo allí en inglés o en otro idioma admitido y después actualice aquí.

## Locked out

reason-account_locked = { $institution } ha bloqueado sus datos de acceso y no deja entrar a nadie, ni siquiera a usted. Pida en el sitio del banco o por teléfono que los desbloqueen y actualice aquí después.
reason-access_forbidden = { $institution } no le permite el acceso, o no por esta vía, aunque no por intentos equivocados. Llame y pregunte qué lo impide; actualice aquí cuando se haya levantado.

## Permission given at the institution's own page

reason-oauth_pending = { $institution } le espera en su propia página. Inicie sesión allí y dé su permiso; una conexión sin terminar se quita al cabo de un tiempo y entonces puede empezar de nuevo.
reason-oauth_cancelled = Se salió de la página de { $institution } o se negó el permiso antes de terminar; nada ha cambiado. Si todavía quiere conectar, vuelva a hacer los pasos.
reason-oauth_login_failed = El inicio de sesión en la propia página de { $institution } no funcionó. Asegúrese de que sus datos de acceso funcionan en el sitio del banco y abra de nuevo la página desde aquí.
reason-oauth_technical = En el camino entre nosotros y la página de { $institution } algo se confundió; usted no hizo nada mal. Recórrala una vez más; si vuelve a fallar, pruebe otro navegador o avise al servicio de ayuda.

## The permission itself

reason-consent_expired = El permiso que usted dio en { $institution } ha caducado, como sucede de vez en cuando. Renuévelo en la página de { $institution }.
reason-consent_revoked = Usted o { $institution } ha retirado el permiso para leer sus cuentas. Si quiere volver a tener actualizaciones, delo de nuevo; si no, no tiene que hacer nada.
reason-consent_expiring = La conexión con { $institution } todavía funciona, pero su permiso termina pronto. Renuévelo ahora para que no falte nada.
reason-consent_scope_missing = Usted dio su permiso a { $institution }, pero dejó fuera una parte que aquí hace falta. Recorra otra vez la página del banco y marque también esa parte.
reason-token_invalid = La autorización que { $institution } nos dio para leer sus cuentas ya no es válida. Inicie sesión otra vez en la página del banco y recibiremos una nueva.
reason-new_account_not_shared = Hay una cuenta nueva en { $institution }, pero todavía no se comparte con nosotros. Permítala en la configuración de { $institution }; después tarda un tiempo en aparecer.

## The institution or its source changes

reason-migration_pending = { $institution } cambiará pronto la manera de acceder a las cuentas. Todo funciona todavía; inicie sesión de la nueva manera antes del cambio para que nada se detenga.
reason-migration_reauth = { $institution } ha desactivado la antigua manera de leer sus cuentas. Inicie sesión una vez de la nueva manera; sus cuentas y lo que usted editó se conservan.
reason-migrated = Hemos pasado a otra manera de comunicarnos con { $institution } y sus datos de acceso vinieron con nosotros. Actualice una vez mientras está aquí: es probable que le envíe un código.

## The institution's side

reason-institution_down = En este momento no podemos comunicarnos con { $institution }. Eso lo tiene que arreglar el banco; usted no tiene que hacer nada.
reason-institution_maintenance = { $institution } tiene un mantenimiento programado y no atiende. Cuando el banco termine, las actualizaciones siguen; usted no tiene que hacer nada.
reason-institution_not_responding = { $institution } responde demasiado despacio o solo de vez en cuando. Primero el banco tiene que recuperarse; usted no tiene que hacer nada.
reason-institution_error = { $institution } dio una respuesta que no tiene sentido para nosotros. El banco tiene que corregirlo; usted no tiene que hacer nada.
reason-institution_blocks_us = { $institution } rechaza o frena nuestras peticiones; su propio acceso no se ve afectado. Por ahora preguntamos menos a menudo y quienes administran este servicio se ocupan de ello; usted no tiene que hacer nada.
reason-connection_being_built = El proveedor de datos todavía construye o repara la vía hacia { $institution }, y eso puede llevar días. Usted no tiene que hacer nada; si quiere, actualice de vez en cuando, porque cada intento suyo ayuda.
reason-session_conflict = Usted tiene una sesión abierta en { $institution } en otro lugar y solo se permite una a la vez. Ciérrela allí; después se puede seguir aquí.

## Not supported

reason-institution_not_supported = Desde aquí no hay forma de llegar a { $institution }, o ya no la hay. Nadie puede cambiarlo ahora: lo que se ha leído se conserva y usted puede llevar estas cuentas a mano.
reason-account_type_not_supported = El tipo de cuenta que tiene en { $institution } no se puede leer desde aquí, e intentarlo de nuevo no ayuda; conecte otra cuenta o lleve esta a mano.

## Between us and the institution

reason-provider_error = Algo en el camino hacia { $institution } falló, y quienes lo llevan tienen que arreglarlo. No es por nada que usted hiciera o escribiera; no tiene que hacer nada.
reason-provider_timeout = La lectura de { $institution } tardó demasiado y se interrumpió. No es por nada que usted hiciera o escribiera; no tiene que hacer nada.
reason-provider_maintenance = El proveedor de datos por el que llegamos a { $institution } está cerrado por mantenimiento. Las actualizaciones siguen cuando vuelva a abrir; usted no tiene que hacer nada.
reason-network_error = La línea entre nosotros y { $institution } se cortó un momento. Es nuestro lado, no su internet; no tiene que hacer nada.
reason-rate_limited = Hemos preguntado por { $institution } demasiadas veces en poco tiempo y tenemos que hacer una pausa. Usted no tiene que hacer nada; actualizar de nuevo ahora no lo acelera.
reason-temporary_unspecified = Algo falló por el momento con { $institution } y no se nos dijo qué. Suele resolverse solo; nosotros seguimos pendientes y usted no tiene que hacer nada.
reason-unknown = Recibimos de { $institution } una respuesta que nunca habíamos visto. Quienes administran este servicio la examinan; usted no tiene que hacer nada.

## Single accounts

reason-account_closed = Una de sus cuentas en { $institution } se ha cerrado y ya no se actualiza; las demás siguen. Si no lo esperaba, pregunte a { $institution }.
reason-account_not_found = Una de sus cuentas en { $institution } ya no se ve con estos datos de acceso. Compruebe allí que está abierta y que todavía se comparte con esta aplicación.
reason-account_mismatch = El nombre, el número o el tipo de una cuenta en { $institution } ha cambiado y no podemos saber con seguridad cuál era antes. Volvemos a mirar en la próxima actualización; si sigue igual, pregunte al servicio de ayuda.
reason-duplicate_account = La misma cuenta de { $institution } está vinculada dos veces. Decida cuál quiere conservar y quite la otra.
reason-duplicate_connection = Ya había conectado estos datos de acceso de { $institution }, así que no se hizo otra conexión; usted no hizo nada mal. Use la que tiene; de lo demás se ocupan quienes administran esta aplicación.
reason-no_accounts = { $institution } acepta sus datos de acceso, pero no nos muestra ninguna cuenta abierta que se pueda leer. Mire en el sitio del banco si hay condiciones por aceptar o una cuenta por compartir y después actualice aquí.
reason-account_data_incomplete = Esta vez { $institution } omitió algunos datos de una cuenta. Los pedimos en la próxima actualización; usted no tiene que hacer nada.

## The whole connection

reason-repeated_failures = Tres intentos de leer de { $institution } han fallado uno poco después del otro. Seguimos a un ritmo más lento; si quiere, reconecte una vez y dé lo que se le pida.
reason-no_success_two_weeks = Ningún intento de leer de { $institution } ha funcionado desde hace dos semanas. Nos toca a nosotros arreglarlo y ahora solo probamos de tarde en tarde; reconecte una vez y, si no ayuda, avise al servicio de ayuda.
reason-closed_by_someone = Usted, esta aplicación o alguien en su nombre ha cerrado la conexión con { $institution }. Nadie tiene que actuar; puede abrirla de nuevo o llevar las cuentas a mano.
reason-connection_gone = El proveedor de datos ya no conoce esta conexión con { $institution }; no es culpa suya. Quienes administran esta aplicación tienen que crearla de nuevo y usted puede ayudar añadiendo otra vez { $institution }.
reason-paused_by_operator = Quienes administran este servicio han detenido a propósito las actualizaciones de { $institution }; usted no hizo nada mal. Siguen cuando termine la pausa; pregunte al servicio de ayuda si le parece demasiado larga.

## What the app asked for

reason-invalid_request = Esta aplicación preguntó por { $institution } de una manera que no se puede entender. No es culpa suya: lo tienen que arreglar quienes administran esta aplicación y usted no tiene que hacer nada.
reason-client_not_authorized = Este servicio no está admitido en { $institution } por ahora, porque sus propias claves o su registro no se aceptan. No se trata de sus datos de acceso: lo tienen que corregir quienes administran este servicio.
reason-product_not_supported = Esta aplicación pidió un tipo de datos que { $institution } no ofrece por esta conexión. Usted no hizo nada mal: pueden cambiarlo quienes administran esta aplicación, o usted puede conectar otra cuenta.
reason-report_failed = No se pudo hacer el informe de sus cuentas en { $institution }; es posible que la conexión misma esté bien. Lo intentamos una vez más y, si falla, lo averiguamos; usted no tiene que hacer nada.
