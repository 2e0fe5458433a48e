### Mails about a connection, and what is said of them in lists. Used: $app (name of the app), $institution (name of the bank).

## What a mail is about

mail-subject-trouble = { $app }: su conexión con { $institution } le necesita
mail-subject-waits = { $app }: por ahora no llegan datos nuevos de { $institution }
mail-subject-healed = { $app }: su conexión con { $institution } vuelve a funcionar
mail-subject-came = { $app }: ya se puede conectar { $institution }

## What it says

mail-hello = Hola:
mail-healed = Su conexión con { $institution } vuelve a funcionar y los datos nuevos llegan solos. No tiene que hacer nada.
mail-came = { $institution }, que usted echaba en falta en { $app }, ya se puede conectar.
mail-first = Lo primero que puede hacer
mail-link = Ir a mi conexión
mail-link-text = Este enlace abre solo esta conexión y nada más. Funciona hasta que el asunto quede resuelto, como máximo treinta días. No lo comparta.
mail-open-app = Abra { $app } para resolverlo.
mail-care = Nunca pedimos contraseñas ni códigos por correo.

## Why it came

mail-why = Recibe este correo porque { $app } lee por usted sus cuentas en { $institution }.
mail-why-client = Recibe este correo porque usa { $app }.
mail-unsubscribe = No recibir más correos sobre conexiones
