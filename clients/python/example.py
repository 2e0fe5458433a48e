"""Connect a bank with MX's official Python SDK and print what is in it.

Start the hub with `cargo run --release -- demo`; then, in the same directory:

    pip install mx-platform-python==1.12.0
    python example.py
"""
import json
import sys
import time

import mx_platform_python as mx

# The demo writes its address and keys into its data directory.
path = sys.argv[1] if len(sys.argv) > 1 else "swingbridge-data/demo.json"
try:
    with open(path) as file:
        demo = json.load(file)
except FileNotFoundError:
    sys.exit(f"{path} is not here: start the demo, then run this where it was started, or name its demo.json behind the command.")
config = mx.Configuration(host=demo["base_url"], username=demo["client_id"], password=demo["api_key"])
client = mx.ApiClient(config)
users, institutions, members = mx.UsersApi(client), mx.InstitutionsApi(client), mx.MembersApi(client)

# A user of yours, a bank found by a mistyped name, and the fields of its login form.
user = users.create_user(mx.UserCreateRequestBody(user=mx.UserCreateRequest(metadata="from example.py"))).user.guid
bank = institutions.list_institutions(name="mx bnk").institutions[0]
fields = institutions.list_institution_credentials(bank.code).credentials

# Connect. At the simulated bank the password decides what happens: "challenge" makes it ask a question.
typed = {"LOGIN": "mxuser", "PASSWORD": "challenge"}
credentials = [mx.CredentialRequest(guid=field.guid, value=typed[field.field_name]) for field in fields]
request = mx.MemberCreateRequest(institution_code=bank.code, credentials=credentials)
member = members.create_member(user, mx.MemberCreateRequestBody(member=request)).member.guid


def wait() -> mx.MemberStatusResponse:
    """Poll until the bank asks something or the run has ended."""
    while True:
        status = members.read_member_status(member, user).member
        if status.connection_status == "CHALLENGED" or not status.is_being_aggregated:
            return status
        time.sleep(0.5)


while (status := wait()).connection_status == "CHALLENGED":
    print(f"{bank.name} asks: {status.challenges[0].label}")
    answers = [mx.CredentialRequest(guid=challenge.guid, value="correct") for challenge in status.challenges]
    answer = mx.MemberResumeRequestBody(member=mx.MemberResumeRequest(challenges=answers))
    members.resume_aggregation(member, user, answer)
print(f"{bank.name} is {status.connection_status}\n")

print(f"{'Account':<40}{'Type':<25}{'Balance':>14}")
for account in mx.AccountsApi(client).list_member_accounts(user, member).accounts:
    print(f"{account.name[:38]:<40}{account.type:<25}{account.balance or 0:>14,.2f}")

print(f"\n{'Date':<12}{'Transaction':<44}{'Amount':>14}")
for entry in mx.TransactionsApi(client).list_transactions_by_member(member, user).transactions:
    sign = -1 if entry.type == "DEBIT" else 1
    print(f"{entry.var_date:<12}{entry.description[:42]:<44}{sign * entry.amount:>14,.2f}")
