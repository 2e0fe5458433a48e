### What each status means for the person: what happened, who must act, what comes next. One message per status, named after it.
### Used: $institution (name of the bank), $when (a phrase of this file, such as "in 5 minutes"), $count (a number).

## The statuses

status-created = Su conexión con { $institution } es nueva y todavía no se ha leído nada. Iniciamos sesión allí por primera vez mientras usted está aquí; si nada se mueve, actualice una vez.
status-prevented = { $institution } ha rechazado estos datos de acceso varias veces seguidas y nos hemos detenido antes de que le bloquee. Compruébelos en el sitio de { $institution } y después vuelva a escribirlos aquí.
status-denied = { $institution } no aceptó estos datos de acceso. Revíselos y escríbalos aquí de nuevo.
status-challenged = { $institution } quiere asegurarse de que es usted. Responda ahora aquí a su pregunta o escriba el código que le envía.
status-rejected = { $institution } no aceptó su respuesta a la comprobación de seguridad. Actualice la conexión y responda a la nueva pregunta o escriba el código más reciente.
status-locked = { $institution } ha bloqueado este acceso. Usted tiene que pedir que lo desbloqueen, en el sitio de { $institution } o por teléfono, y después actualizar aquí.
status-connected = Su conexión con { $institution } funciona. No hay nada que hacer: los datos nuevos llegan por sí solos.
status-impeded = { $institution } necesita que usted atienda algo antes de dejarnos continuar. Inicie sesión en el sitio del banco, resuelva lo que le muestre y después actualice aquí.
status-reconnected = La conexión con { $institution } está lista, pero es probable que el próximo inicio de sesión le pida un código. Actualícela mientras está aquí, con el teléfono o el correo a mano.
status-degraded = Varios intentos de comunicarnos con { $institution } han fallado en poco tiempo; sus datos de acceso no son la causa. No tiene que hacer nada: seguimos intentándolo, con menos frecuencia que de costumbre.
status-disconnected = Desde hace dos semanas no llega nada nuevo de { $institution } y al menos tres intentos han fallado. Nos toca a nosotros arreglarlo; si usted reconecta una vez y da lo que se le pida, quizá vuelva antes.
status-discontinued = { $institution } ya no se puede conectar aquí y por ahora nadie puede cambiarlo. Sus cuentas se quedan como están; puede llevarlas al día a mano.
status-closed = La conexión con { $institution } se ha terminado. No hay nada que hacer; si la quiere de vuelta, puede abrirla otra vez.
status-delayed = { $institution } tarda más de lo habitual en responder. Puede salir de esta página; nosotros seguimos por nuestra cuenta.
status-failed = Esta vez no pudimos terminar con { $institution } por un motivo técnico; sus datos de acceso no fueron rechazados. No tiene que hacer nada ahora; si quiere, actualice más tarde.
status-updated = Tenemos sus nuevos datos de { $institution } y los probamos mientras usted está aquí. Solo tiene que esperar un momento.
status-disabled = Las actualizaciones de { $institution } se han puesto en pausa a propósito; no se pierde nada. Siguen cuando quienes administran este servicio terminen la pausa; si no lo esperaba, pregunte al servicio de ayuda.
status-imported = Sabemos de sus cuentas en { $institution }, pero nadie ha iniciado sesión allí desde aquí. Inicie sesión una vez para que empiecen las actualizaciones.
status-resumed = Gracias. { $institution } está comprobando su respuesta; espere un momento.
status-expired = { $institution } dejó de esperar su respuesta. Actualice con el teléfono o el correo a mano y responda enseguida.
status-impaired = Lo que necesitamos para entrar en { $institution } falta o ya no es válido. Inicie sesión una vez más; sus cuentas se quedan como están.
status-pending = La conexión con { $institution } todavía no está terminada. Continúe en la página de { $institution } y dé allí su permiso.

## When it goes on. $when is one of the phrases of the next group.

next-try = Lo intentamos de nuevo por nuestra cuenta { $when }.
answer-by = { $institution } espera su respuesta; el plazo termina { $when }.
no-next-try = No lo intentamos de nuevo por nuestra cuenta; todo sigue cuando usted haya hecho este paso.

## A moment to come

when-now = en un momento
when-minutes =
    { $count ->
        [one] dentro de { $count } minuto
       *[other] dentro de { $count } minutos
    }
when-hours =
    { $count ->
        [one] dentro de { $count } hora
       *[other] dentro de { $count } horas
    }
when-days =
    { $count ->
        [one] dentro de { $count } día
       *[other] dentro de { $count } días
    }

## A moment gone by

ago-now = hace un momento
ago-minutes =
    { $count ->
        [one] hace { $count } minuto
       *[other] hace { $count } minutos
    }
ago-hours =
    { $count ->
        [one] hace { $count } hora
       *[other] hace { $count } horas
    }
ago-days =
    { $count ->
        [one] hace { $count } día
       *[other] hace { $count } días
    }

## How old is what the person sees. $when is one of the ago-phrases.

data-current = Lo que ve se leyó { $when }.
data-kept = Lo que ve se leyó { $when }. Se conserva, pero no llega nada nuevo hasta que esto se resuelva.
data-partial = Una parte de lo que ve está al día; el resto es más antiguo o falta todavía.
data-none = Todavía no se ha leído nada.
data-stopped = Lo que se ha leído se conserva, pero ya no se actualiza.
data-manual = Usted lleva estos datos a mano; solo cambian cuando usted los cambia.

## Who must act: labels

actor-user = Usted
actor-institution = El banco
actor-source = La fuente de los datos
actor-client = Los desarrolladores de la aplicación
actor-operator = El operador de este servicio
actor-hub = Nosotros, por nuestra cuenta
actor-nobody = Nadie: solo hay que esperar

## Many connections of one bank in trouble at once

outage = No es por usted: muchas conexiones con { $institution } tienen problemas en este momento. El banco o nosotros ya trabajamos en ello; no tiene que hacer nada.

# Where no bank and no app is meant in particular.
your-bank = su banco
this-app = esta aplicación

# Besides the reasons.
paused-by-user = Usted ha puesto en pausa las actualizaciones de { $institution }. No se pierde nada; vuelva a activarlas cuando quiera.
refresh-later = Actualice aquí más tarde: hasta que unos datos de acceso hayan funcionado una vez, no los probamos por nuestra cuenta.
