### Por qué una verificación de cuentas bancarias está en pausa, para el prestamista que la pidió. Un título y un mensaje por código, con su nombre.

verification-account_closed-title = Cuenta cerrada
verification-account_closed-message = El banco dice que una cuenta elegida para esta verificación está cerrada. Continúa cuando se elija otra cuenta.
verification-account_not_found-title = Cuenta no encontrada
verification-account_not_found-message = El banco ya no comparte una cuenta elegida para esta verificación, o no comparte ninguna. Continúa cuando la cuenta se comparta de nuevo o se elija otra.
verification-generic_error-title = Error de conexión
verification-generic_error-message = Algo falló entre este servicio y el banco mientras se leían las cuentas. El operador ya está avisado; continúa cuando una lectura salga bien.
verification-institution_not_supported-title = Banco no disponible
verification-institution_not_supported-message = El banco elegido, o este tipo de cuenta, no se puede conectar por ahora. Se puede elegir otro banco o presentar extractos en papel.
verification-invalid_credentials-title = Acceso rechazado
verification-invalid_credentials-message = El banco rechazó los datos de acceso que escribió el solicitante. Continúa cuando el solicitante escriba unos que funcionen.
verification-mfa_issue_encountered-title = Paso de seguridad sin completar
verification-mfa_issue_encountered-message = El banco pidió al solicitante un código o una aprobación, y fue incorrecto, llegó tarde o se rechazó. Continúa cuando el solicitante entre de nuevo y responda.
verification-one_time_passcode_issue-title = Código no entregado
verification-one_time_passcode_issue-message = El banco no pudo entregar el código de un solo uso que pedía. Suele volver a funcionar después de un cuarto de hora.
verification-report_generation_failed-title = Informe no elaborado
verification-report_generation_failed-message = Las cuentas están conectadas y, aun así, el informe no se pudo elaborar con lo que entregó el banco. Se intenta otra vez con la próxima lectura completa.
verification-temporary_connection_issue-title = Banco sin respuesta por ahora
verification-temporary_connection_issue-message = El banco, o el camino hacia él, no responde. Nadie tiene que hacer nada: continúa por sí sola cuando el banco responda.
verification-token_invalid_or_expired-title = Consentimiento terminado
verification-token_invalid_or_expired-message = El permiso para leer las cuentas falta, venció o fue retirado. Continúa cuando el solicitante conecte el banco de nuevo.
verification-user_action_required_at_institution-title = Hay que hacer algo en el banco
verification-user_action_required_at_institution-message = Algo espera al solicitante en el sitio del banco, como nuevas condiciones, una contraseña nueva o un acceso bloqueado. Continúa cuando esté resuelto y el banco se conecte de nuevo.
