### What was found by looking closer at one connection, and what follows from it.
### Used: $institution (name of the bank), $field (label of a field of the login form), $sibling (name of another entry of the same
### bank) and $url (its web address).

finding-mfa_loop = { $institution } pregunta una y otra vez aunque sus respuestas son correctas. Usted no hace nada mal y responder otra vez no ayuda: avise al servicio de ayuda y nombre a { $institution }.
finding-accounts_not_ready = Conectó { $institution } hace poco y es posible que sus cuentas todavía estén en camino. Espere 15 minutos y después actualice.
finding-accounts_terms = El inicio de sesión en { $institution } funciona, pero no llega ninguna cuenta; quizá espera que usted acepte sus condiciones. Inicie sesión en el sitio del banco, busque condiciones por aceptar y después actualice aquí.
finding-accounts_not_eligible = El inicio de sesión en { $institution } funciona, pero no tiene ningún tipo de cuenta que se pueda leer. Puede conectar otro acceso u otro banco, o llevar estas cuentas a mano.
finding-accounts_sharing_off = { $institution } nos deja entrar, pero sus cuentas no están compartidas en la configuración del banco. Inicie sesión allí, comparta las cuentas con esta aplicación y guarde; después actualice aquí.
finding-new_account_not_shared = Parece que tiene una cuenta nueva en { $institution } que esta aplicación todavía no puede ver. Permítalo en la configuración de { $institution }; sus demás cuentas siguen como antes.
finding-stray_characters = Lo que se puso en «{ $field }» empieza o termina con un espacio, o contiene un carácter que no se ve; suele pasar al pegar. Vacíe el campo y escríbalo a mano.
finding-wrong_entry = { $institution } rechaza estos datos de acceso, y el mismo banco tiene otra entrada: { $sibling }, en { $url }. Si esa es la dirección donde suele iniciar sesión, conecte mejor { $sibling }.
finding-lock_near = Un intento equivocado más podría hacer que { $institution } bloquee su acceso, así que nos detenemos aquí. Asegúrese en el sitio del banco de tener los datos de acceso y las respuestas correctos antes de volver a intentarlo.
finding-code_at_every_login = { $institution } pide un código nuevo en cada inicio de sesión. No queremos que los códigos le sorprendan, así que solo actualizamos mientras usted está aquí; actualice cuando tenga el teléfono o el correo a mano.
finding-institution_outage = El problema está en { $institution }, no en usted ni en sus datos de acceso: a otras personas con la misma conexión les pasa igual. Se está trabajando en ello y usted no tiene que hacer nada.
