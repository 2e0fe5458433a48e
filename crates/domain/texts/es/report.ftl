### El informe de un prestamista, como página y como PDF. Los días y los importes los escribe el programa.

report-title = Informe de cuentas bancarias
report-period = { $from } a { $to }
report-made = Elaborado el { $at } con lo que entregaron los bancos
report-id = Informe { $id }, verificación { $verification }
report-hash = SHA-256 de sus datos: { $hash }
report-page-number = Página { $number } de { $last }

report-accounts = Cuentas
report-institution = Banco
report-account = Cuenta
report-number = Número
report-owners = Titulares
report-balance = Saldo
report-owed = { $amount } por pagar
report-unknown = no se conoce

report-income = Ingresos
report-income-none = No se encontraron ingresos en los movimientos.
report-payer = De
report-kind = Tipo
report-cadence = Frecuencia
report-typical = Importe habitual
report-annual = Al año
report-last = Último
report-ended = terminado
report-guessed = Reconocido solo por su ritmo; los textos no dicen qué es.

report-payments = Pagos regulares
report-payments-none = No se encontraron pagos regulares en los movimientos.
report-payee = A

report-cash-flow = Dinero que entra y sale por mes
report-month = Mes
report-in = Entra
report-out = Sale
report-net = Queda
report-of-it-income = de ello ingresos
report-of-it-regular = de ello regular
report-partial = en parte
report-cash-flow-note = Los traspasos entre cuentas propias de la persona no se cuentan en ningún lado.

report-balances = Saldos en el tiempo
report-opening = Inicial
report-closing = Final
report-least = Mínimo
report-most = Máximo
report-average = Promedio
report-below-zero = { $days ->
    [0] Ningún día por debajo de cero.
    [one] Un día por debajo de cero.
   *[other] { $days } días por debajo de cero.
}

report-missing = Qué falta y por qué
report-missing-none = No falta nada de lo que se pidió.
report-missing-history = Se pidieron movimientos desde el { $from }; el banco los entregó desde el { $to }.
report-missing-transactions = El banco no entregó movimientos.
report-missing-owner = El banco no dijo quién es el titular.
report-missing-number = El banco no dio el número.
report-missing-balance = El banco no dio el saldo.
report-missing-balance_fits = El { $from } el banco dio un saldo de { $told }; los movimientos llevan a { $worked }.
report-missing-balance_above_zero = Según los movimientos habría estado en { $worked } el { $from }: faltan algunos o hay repetidos.
report-missing-days = Ningún movimiento del { $from } al { $to }, cuando suele haberlos.

report-transactions = Movimientos
report-date = Fecha
report-description = Descripción
report-amount = Importe
report-pending = pendiente

report-kind-pay = Salario
report-kind-benefits = Prestaciones
report-kind-pension = Pensión
report-kind-interest = Intereses
report-kind-rent = Alquiler recibido
report-kind-irregular = Trabajo irregular
report-kind-other_regular = Otros ingresos regulares
report-kind-housing = Vivienda
report-kind-loan = Préstamo
report-kind-utility = Servicios
report-kind-insurance = Seguro
report-kind-subscription = Suscripción
report-kind-other = Otros

report-cadence-weekly = cada semana
report-cadence-every_two_weeks = cada dos semanas
report-cadence-twice_a_month = dos veces al mes
report-cadence-monthly = cada mes
report-cadence-quarterly = cada trimestre
report-cadence-irregular = de forma irregular
