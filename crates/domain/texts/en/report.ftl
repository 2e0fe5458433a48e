### A lender's report, as a page and as PDF. Days and amounts are written by the program.

report-title = Report on bank accounts
report-period = { $from } to { $to }
report-made = Made on { $at } from what the banks delivered
report-id = Report { $id }, verification { $verification }
report-hash = SHA-256 of its data: { $hash }
report-page-number = Page { $number } of { $last }

report-accounts = Accounts
report-institution = Bank
report-account = Account
report-number = Number
report-owners = Owners
report-balance = Balance
report-owed = { $amount } owed
report-unknown = not known

report-income = Income
report-income-none = No income was found in the transactions.
report-payer = From
report-kind = Kind
report-cadence = How often
report-typical = Usual amount
report-annual = A year
report-last = Last
report-ended = ended
report-guessed = Recognised by its rhythm alone; the texts do not say what it is.

report-payments = Regular payments
report-payments-none = No regular payments were found in the transactions.
report-payee = To

report-cash-flow = Money in and out by month
report-month = Month
report-in = In
report-out = Out
report-net = Left
report-of-it-income = of it income
report-of-it-regular = of it regular
report-partial = in part
report-cash-flow-note = Moves between the person's own accounts are left out on both sides.

report-balances = Balances over time
report-opening = Opening
report-closing = Closing
report-least = Lowest
report-most = Highest
report-average = Average
report-below-zero = { $days ->
    [0] On no day below zero.
    [one] On one day below zero.
   *[other] On { $days } days below zero.
}

report-missing = What is missing, and why
report-missing-none = Nothing that was asked for is missing.
report-missing-history = Transactions were asked for from { $from } on; the bank delivered them from { $to } on.
report-missing-transactions = The bank delivered no transactions.
report-missing-owner = The bank did not say who owns it.
report-missing-number = The bank did not tell its number.
report-missing-balance = The bank did not tell its balance.
report-missing-balance_fits = On { $from } the bank told a balance of { $told }; the transactions lead to { $worked }.
report-missing-balance_above_zero = By the transactions it would have been at { $worked } on { $from }: some are missing, or told twice.
report-missing-days = No transaction from { $from } to { $to }, where there usually are some.

report-transactions = Transactions
report-date = Date
report-description = Description
report-amount = Amount
report-pending = pending

report-kind-pay = Pay
report-kind-benefits = Benefits
report-kind-pension = Pension
report-kind-interest = Interest
report-kind-rent = Rent received
report-kind-irregular = Irregular work
report-kind-other_regular = Other regular income
report-kind-housing = Housing
report-kind-loan = Loan
report-kind-utility = Utilities
report-kind-insurance = Insurance
report-kind-subscription = Subscription
report-kind-other = Other

report-cadence-weekly = every week
report-cadence-every_two_weeks = every two weeks
report-cadence-twice_a_month = twice a month
report-cadence-monthly = every month
report-cadence-quarterly = every quarter
report-cadence-irregular = irregularly
