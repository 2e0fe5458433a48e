### What somebody can do about it. `remedy-*`: one step of advice. `step-*`: how to do it, in the order and under the conditions of
### data/remedy_steps.csv. `note-*`: what is known of single institutions, from data/institution_notes.csv.
### Used: $institution (name of the bank), $app (name of the app that the person uses).

## The login

remedy-retype_by_hand = Escriba a mano su nombre de usuario y su contraseña de { $institution }, en vez de pegarlos o dejar que se rellenen solos.
step-retype_by_hand_clear = Vacíe primero los dos campos: es posible que el navegador haya puesto datos antiguos.
step-retype_by_hand_no_paste = No pegue nada y deje de lado por esta vez su gestor de contraseñas: puede colarse delante o detrás un espacio que no se ve.
step-retype_by_hand_capitals = Fíjese en las mayúsculas y minúsculas; la mayoría de los bancos las distinguen.
step-retype_by_hand_caps_lock = En una computadora, compruebe que el bloqueo de mayúsculas esté desactivado.
step-retype_by_hand_phone_keyboard = Vigile el teclado de su teléfono: suele empezar con mayúscula y añadir un espacio tras una palabra sugerida.

remedy-check_institution = Compruebe que la entrada que eligió es la de su tipo de cuenta en { $institution }.
step-check_institution_kind = Mire qué entrada eligió: los bancos suelen tener una para personas y otra para empresas, y a veces otras para tarjetas, inversiones o planes de jubilación.
step-check_institution_address = Compare su dirección web con la que muestra el navegador cuando usted entra en { $institution } por su cuenta.
step-check_institution_switch = Si no coinciden, busque la entrada que tiene su dirección y conecte esa.

remedy-login_at_site = Inicie sesión en el propio sitio de { $institution } con los mismos datos y vea si funcionan y si allí le espera algo.

remedy-accept_terms = Inicie sesión en el sitio web de { $institution }, acepte lo que allí esté por aceptar y cierre todos los avisos.
step-accept_terms_sign_in = Use el sitio web de { $institution } en un navegador; su aplicación para el teléfono no siempre muestra esos avisos.
step-accept_terms_agree = Si aparecen condiciones nuevas o un contrato, léalos y acéptelos si está de acuerdo.
step-accept_terms_close = Responda o cierre también lo que solo es una invitación, como una oferta de estados de cuenta electrónicos o un anuncio: puede estorbar igualmente.
step-accept_terms_return = Cuando vea allí sus cuentas como siempre, cierre la sesión y actualice aquí.

remedy-reset_password = Ponga una contraseña nueva en { $institution } y después escríbala aquí.
step-reset_password_at_site = En la página de inicio de sesión de { $institution } siga el enlace de contraseña olvidada y elija una nueva.
step-reset_password_answers = Si también quiere nuevas preguntas de seguridad, elíjalas y recuerde las respuestas: es posible que aquí se las pidan.
step-reset_password_try = Inicie sesión allí una vez con la contraseña nueva para saber que funciona.
step-reset_password_enter = Escriba aquí a mano la contraseña nueva; una guardada puede ser todavía la antigua.

remedy-enter_credentials = Escriba aquí sus datos de acceso de { $institution }.

## The extra security check

remedy-answer_mfa = Responda ahora a la comprobación de seguridad de { $institution }.
step-answer_mfa_captcha = Escriba las letras o elija las imágenes que se piden; así { $institution } ve que quien inicia sesión es una persona. Si no las distingue, pida otras.
step-answer_mfa_what = Además del nombre de usuario y la contraseña, { $institution } quiere una segunda prueba de que es usted: algo que solo usted sabe o un código que solo usted recibe.
step-answer_mfa_text_message = Si el código llega por mensaje de texto, mire el teléfono cuyo número tiene { $institution } y escríbalo aquí.
step-answer_mfa_email = Si llega por correo electrónico, mire su buzón, también entre el correo no deseado.
step-answer_mfa_bank_app = Si { $institution } pregunta en su propia aplicación, ábrala y apruebe allí; después vuelva aquí.
step-answer_mfa_phone_call = Si le llama, atienda la llamada y haga lo que diga la voz: anote el código o pulse la tecla que indique.
step-answer_mfa_several = Pueden venir varias preguntas, una tras otra. Responda a cada una hasta que no venga ninguna más.
step-answer_mfa_unknown = No adivine una respuesta que ha olvidado, y no se preocupe si la pregunta ya no está en la página: actualice aquí sus datos de acceso y { $institution } preguntará de nuevo.

remedy-approve_in_app = Apruebe el inicio de sesión donde { $institution } se lo pide: en su aplicación, en su llamada o con su enlace.
step-approve_in_app_open = Si no aparece ningún aviso, abra usted la aplicación de { $institution }; la solicitud suele esperar allí.
step-approve_in_app_own_only = Apruebe solo lo que usted haya empezado aquí hace un momento.

remedy-restart_ready = Empiece de nuevo con el teléfono o el correo a mano y responda enseguida a { $institution }.
step-restart_ready_prepare = Antes de empezar, desbloquee el teléfono o abra el buzón que recibe los códigos de { $institution }.
step-restart_ready_start = Actualice la conexión aquí y quédese en la página.
step-restart_ready_newest = Escriba el código más reciente en cuanto llegue; los anteriores ya no sirven.

remedy-check_network = Asegúrese de que su conexión a internet sea buena y empiece de nuevo.

## With the institution

remedy-unlock_at_site = Desbloquee su acceso en el sitio de { $institution } antes de probar nada aquí.
step-unlock_at_site_pause = No pruebe más los datos de acceso por ahora: cada intento puede alargar el bloqueo.
step-unlock_at_site_follow = Abra la página de inicio de sesión de { $institution } y siga lo que ofrece para accesos bloqueados u olvidados.
step-unlock_at_site_call = Si no ofrece nada, llame a { $institution } al número que figura en su tarjeta o estado de cuenta.
step-unlock_at_site_return = Cuando usted pueda entrar allí de nuevo, actualice aquí; si la contraseña ha cambiado, escriba la nueva.

remedy-contact_institution = Llame a { $institution } o vaya a una sucursal y pregunte qué impide el acceso y cómo levantarlo.

remedy-oauth_again = Recorra una vez más la página de { $institution } y dé allí su permiso a { $app }.
step-oauth_again_sign_in = Inicie sesión en la página que se abre; es de { $institution }, y { $app } no ve lo que usted escribe allí.
step-oauth_again_choose = Elija todas las cuentas que { $app } deba mostrar y deje marcados los permisos.
step-oauth_again_finish = Siga hasta el final y no cierre nada hasta estar de vuelta en { $app }.

remedy-grant_permissions = Recorra otra vez la página de { $institution } y marque todos los tipos de datos que pide { $app }.

remedy-grant_accounts = Comparta la cuenta que falta con { $app } en la configuración de { $institution }.
step-grant_accounts_sign_in = Inicie sesión en { $institution }, en la aplicación o en el sitio web del banco.
step-grant_accounts_settings = Abra la configuración; suele estar detrás de su nombre, de su foto o de una rueda dentada.
step-grant_accounts_security = Busque la parte sobre seguridad o privacidad.
step-grant_accounts_linked_apps = Busque allí la lista de otras empresas que pueden ver sus datos. Cada banco la llama a su manera: aplicaciones vinculadas, acceso de terceros, datos compartidos, conexiones externas o algo parecido.
step-grant_accounts_allow = Elija { $app } en la lista (puede figurar con el nombre de su proveedor de datos) y permita la cuenta nueva.
step-grant_accounts_save = Guarde y cuente con hasta 24 horas para que la cuenta aparezca aquí.

remedy-enable_third_party = Permita en la configuración de { $institution } que otras aplicaciones lean sus cuentas.
step-enable_third_party_settings = Inicie sesión en { $institution } y abra la configuración de seguridad.
step-enable_third_party_switch = Active lo que puede llamarse acceso de terceros, datos compartidos o acceso para aplicaciones financieras.
step-enable_third_party_app_password = Si en su lugar { $institution } le da una contraseña aparte para otras aplicaciones, escriba aquí esa en vez de la habitual.
step-enable_third_party_wait = Cuente con hasta 48 horas para que el cambio surta efecto y después actualice aquí.

remedy-finish_setup = Termine de preparar su acceso en línea a { $institution }: actívelo y complete lo que todavía quiera saber.

remedy-change_language = Ponga el sitio de { $institution } en inglés, o en otro idioma admitido aquí, y después actualice.

remedy-relax_mfa_setting = Elija en la configuración de seguridad de { $institution } un tipo de comprobación que se pueda responder desde aquí o que venga menos a menudo.
step-relax_mfa_setting_open = Inicie sesión en { $institution } y abra la configuración de seguridad, donde se elige la comprobación adicional.
step-relax_mfa_setting_method = Elija un código por mensaje de texto o correo electrónico en vez de una llave de seguridad o un aparato que haya que conectar.
step-relax_mfa_setting_remember = Si { $institution } ofrece recordar un dispositivo o preguntar solo de vez en cuando, elíjalo.
step-relax_mfa_setting_keep = No desactive la comprobación del todo: protege su dinero.

## Browser and app

remedy-other_browser = Haga el inicio de sesión en { $institution } con otro navegador.
step-other_browser_chrome_on_ios = Si usa Chrome en un iPhone o iPad, cambie a Safari: con Chrome, las páginas de algunos bancos no llegan allí hasta el final.
step-other_browser_use_safari = Si usa otro navegador en un iPhone o iPad, pruebe Safari, que viene incluido.
step-other_browser_besides_safari = Si usa Safari en un iPhone o iPad, pruebe otro como Firefox o Edge, pero mejor no Chrome.
step-other_browser_besides_chrome = Si usa Chrome en una computadora o un teléfono Android, pruebe otro como Firefox o Edge.
step-other_browser_any = En una computadora o un teléfono Android, pruebe cualquier navegador distinto del que usa ahora, por ejemplo Chrome.
step-other_browser_default = Si { $app } abre la página por sí sola, ponga antes ese navegador como predeterminado en los ajustes de su teléfono.
step-other_browser_begin = Empiece desde el principio el inicio de sesión en { $institution } y no cambie de navegador hasta terminar.

remedy-disable_ad_blocker = Desactive los bloqueadores de anuncios y de contenido mientras inicia sesión en { $institution }.
step-disable_ad_blocker_safari_ios = Para Safari en un iPhone o iPad: abra Ajustes, después Apps, Safari, Extensiones, y desactive allí los bloqueadores. En versiones más antiguas, Safari está directamente en Ajustes y la opción puede llamarse Bloqueadores de contenido.
step-disable_ad_blocker_safari_desktop = Para Safari en un Mac: en el menú Safari abra Ajustes, después Sitios web y Bloqueadores de contenido, y desactívelos para la página de { $institution }.
step-disable_ad_blocker_extension = En una computadora, haga clic en la pieza de rompecabezas junto a la barra de direcciones, busque su bloqueador de anuncios y desactívelo para la página de { $institution }.
step-disable_ad_blocker_edge = En Edge, haga clic también en el candado a la izquierda de la dirección y desactive la prevención de seguimiento para este sitio.
step-disable_ad_blocker_firefox = En Firefox, elija el escudo junto a la dirección y desactive la protección contra el rastreo para este sitio; desactive también las extensiones que bloquean anuncios.
step-disable_ad_blocker_phone = En un teléfono o tableta, busque el bloqueo de anuncios en el menú o los ajustes de su navegador y desactívelo para la página de { $institution }.
step-disable_ad_blocker_elsewhere = Si usa una aplicación, una VPN o una red doméstica que filtra anuncios, póngala también en pausa.
step-disable_ad_blocker_again = Cargue de nuevo la página y termine el inicio de sesión; después puede volver a activarlo todo.

remedy-reopen_app = Cierre { $app } del todo, espere un cuarto de hora, ábrala y actualice la conexión con { $institution }.
step-reopen_app_close_phone = En un teléfono, cierre { $app } del todo: abra la lista de aplicaciones en uso y deslícela hacia fuera, en vez de solo salir de ella.
step-reopen_app_close_desktop = En una computadora, cierre todas las ventanas y pestañas en las que { $app } esté abierta.
step-reopen_app_wait = Espere 15 minutos para que pueda llegar lo que envía { $institution }.
step-reopen_app_open = Abra { $app } de nuevo y actualice.

remedy-logout_elsewhere = Cierre su sesión de { $institution } en todos los demás navegadores, aplicaciones y dispositivos.

## Waiting

remedy-wait_15m = Espere 15 minutos y después actualice la conexión con { $institution }.
remedy-wait_24h = Deje pasar hasta 24 horas y después vuelva a mirar la conexión con { $institution }.
remedy-wait_days = Cuente con dos a cinco días mientras el proveedor de datos trabaja en la vía hacia { $institution }.

## Connections and accounts

remedy-reconnect_answer = Reconecte una vez con { $institution } y dé lo que le pida.
step-reconnect_answer_ready = Tenga a mano sus datos de acceso y el teléfono o el correo para los códigos.
step-reconnect_answer_login = Elija reconectar y escriba sus datos de acceso si se los piden.
step-reconnect_answer_check = Responda a la comprobación de seguridad si { $institution } hace una y espere a que la página le diga cómo fue.

remedy-confirm_active = Compruebe en { $institution } que la cuenta está abierta y que puede verla en línea.

remedy-delete_duplicate = Conserve una de las dos copias de la cuenta de { $institution }, quite la otra y después actualice.

remedy-remove_readd = Antes de hacerlo, sepa que todas sus cuentas de { $institution } desaparecen de { $app } a la vez, que se pierde lo que usted haya editado en ellas y que movimientos ya importados pueden llegar por segunda vez. Si lo acepta, quite la conexión y añádala de nuevo.
step-remove_readd_remove = Quite la conexión con { $institution }. Si quiere conservar lo que ha editado, pregunte antes al servicio de ayuda de { $app } si hay otra manera.
step-remove_readd_add = Busque de nuevo { $institution }, elija la entrada correcta e inicie sesión con todas las cuentas que quiera.
step-remove_readd_check = Espere 15 minutos y después busque los movimientos que estén dos veces y oculte los segundos.

remedy-other_account = Conecte otra cuenta, u otro banco que no sea { $institution }.
remedy-other_source = Déjelo en nuestras manos: buscamos otra vía para llegar a { $institution }.
remedy-reuse_existing = Use la conexión con { $institution } que ya tiene.
remedy-track_manually = Lleve por ahora a mano en { $app } sus cuentas de { $institution }.

## Getting help

remedy-support = Escriba al servicio de ayuda de { $app } y dígales la institución ({ $institution }), el estado y el motivo que aparecen aquí, los pasos que ya ha probado y cuántos caracteres tienen su nombre de usuario y su contraseña, pero nunca el nombre de usuario ni la contraseña mismos.
step-support_name = Nombre a { $institution } y copie el estado y el motivo que ve aquí.
step-support_tried = Diga qué otros pasos ha probado y qué pasó.
step-support_lengths = Cuente los caracteres de su nombre de usuario y de su contraseña y dé solo los dos números; ayudan a averiguar por qué se rechazan unos datos correctos.
step-support_never = No envíe nunca el nombre de usuario, la contraseña, un código ni una respuesta: nadie que le ayude los necesita.

## For those who run or build it

remedy-escalate = Para el operador de este servicio: comunique el fallo con { $institution } al proveedor de datos, con los números de petición del propio proveedor.
remedy-fix_call = Para los desarrolladores de { $app }: corrijan la petición sobre { $institution } según lo que describe el error.
remedy-fix_config = Para el operador de este servicio: corrija las claves, la licencia, el registro o la instalación con que se llega a { $institution }.

## What is known of single institutions

note-terms_despite_success = { $institution } puede dejar que el inicio de sesión funcione y aun así retener sus cuentas hasta que usted haya aceptado sus condiciones. Inicie sesión en el sitio web del banco y vea si queda alguna pendiente.
note-overview_alone = El resumen de finanzas gratuito de { $institution } no se puede vincular por sí solo: hace falta además una cuenta de depósito, una tarjeta, un préstamo, una inversión o un seguro allí.
note-terms_all = En { $institution } puede haber más de un contrato pendiente a la vez. Repáselos todos en el sitio web del banco antes de actualizar aquí.
remedy-unpause = Vuelva a activar aquí las actualizaciones.
remedy-reopen = Vuelva a abrir esta conexión e introduzca sus datos de acceso; todo lo que tenía se conserva.
