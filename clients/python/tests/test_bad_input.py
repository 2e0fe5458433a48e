"""Input that is wrong: always the caller's fault, always with the name of the field, never a 5xx."""
from __future__ import annotations

from dataclasses import dataclass

import pytest
import urllib3

from connection import Connection, login_form
from hub import Keys
from sdk import Sdk
from test_accounts import manual
from wire import Wire, assert_refusal

UNKNOWN = "00000000-0000-0000-0000-000000000000"
MEMBERS = "/users/{user}/members"
MEMBER = "/users/{user}/members/{member}"
ACCOUNTS = "/users/{user}/accounts"
ENTRIES = "/users/{user}/accounts/{jar}/transactions"
LOGIN = {"guid": "{login_guid}", "value": "somebody"}
PASSWORD = {"guid": "{password_guid}", "value": "anything"}
ENTRY = {"amount": 1.5, "date": "2026-10-06", "description": "x", "type": "DEBIT"}


@dataclass(frozen=True)
class Case:
    """One wrong request: what is sent, and the word that the refusal must hold."""

    method: str
    path: str
    body: object = None
    names: str = ""
    status: int | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.body}"[:90]


def member(**fields: object) -> dict[str, object]:
    """A member body that is right but for the given fields; None leaves a field out."""
    whole = {"institution_code": "mxbank", "credentials": [LOGIN, PASSWORD], **fields}
    return {"member": {name: value for name, value in whole.items() if value is not None}}


def entry(**fields: object) -> dict[str, object]:
    """A transaction body that is right but for the given fields; None leaves a field out."""
    return {"transaction": {name: value for name, value in {**ENTRY, **fields}.items() if value is not None}}


CASES = [
    # Bodies that are not what was asked.
    Case("POST", "/users", "{not json", status=400),
    Case("POST", "/users", '{"user": {"id": "x"}', status=400),
    Case("POST", "/users", "", status=400),
    Case("POST", "/users", "[]"),
    Case("POST", "/users", "null"),
    Case("POST", "/users", {}, "user"),
    Case("POST", "/users", {"user": "me"}, "user"),
    Case("POST", "/users", {"user": {"id": 5}}, "id"),
    Case("POST", "/users", {"user": {"id": "USR-mine"}}, "id"),
    Case("POST", "/users", {"user": {"id": "x" * 100_000}}, "id"),
    Case("POST", "/users", {"user": {"is_disabled": "yes"}}, "is_disabled"),
    Case("POST", "/users", {"user": {"metadata": {"a": 1}}}, "metadata"),
    Case("POST", "/users", '{"user": ' + "[" * 5000 + "]" * 5000 + "}"),
    Case("PUT", "/users/{user}", {}, "user"),
    Case("PUT", "/users/{user}", {"user": {}}, "user"),
    Case("PUT", MEMBER, {}, "member"),
    Case("PUT", MEMBER, {"member": {}}, "member"),
    Case("PUT", "/users/{user}/transactions/{transaction}", {"transaction": {}}, "transaction"),
    Case("PUT", MEMBER + "/accounts/{account}", {"account": {}}, "account"),
    # Members.
    Case("POST", MEMBERS, member(institution_code=None), "institution_code"),
    Case("POST", MEMBERS, member(institution_code="no_such_bank"), "institution_code"),
    Case("POST", MEMBERS, member(institution_code=7), "institution_code"),
    Case("POST", MEMBERS, member(credentials=None), "credentials"),
    Case("POST", MEMBERS, member(credentials="secret"), "credentials"),
    Case("POST", MEMBERS, member(credentials=[LOGIN]), "PASSWORD"),
    Case("POST", MEMBERS, member(credentials=[LOGIN, {"guid": f"CRD-{UNKNOWN}", "value": "x"}]), f"CRD-{UNKNOWN}"),
    Case("POST", MEMBERS, member(credentials=[LOGIN, LOGIN, PASSWORD]), "credentials"),
    Case("POST", MEMBERS, member(credentials=[LOGIN, {"guid": "{password_guid}", "value": 5}]), "value"),
    Case("POST", MEMBERS, member(credentials=[LOGIN, {"guid": "{password_guid}"}]), "value"),
    Case("POST", MEMBERS, member(id="MBR-mine"), "id"),
    Case("POST", MEMBERS, member(use_cases=["GAMBLING"]), "use_cases"),
    Case("PUT", MEMBER, {"member": {"credentials": [{"guid": f"CRD-{UNKNOWN}", "value": "x"}]}}, f"CRD-{UNKNOWN}"),
    Case("PUT", MEMBER + "/resume", {"member": {"challenges": "correct"}}, "challenges"),
    Case("PUT", MEMBER + "/resume", {"member": {}}, "challenges"),
    # Accounts.
    Case("POST", ACCOUNTS, {"account": {"account_type": "SAVINGS"}}, "name"),
    Case("POST", ACCOUNTS, {"account": {"name": "x"}}, "account_type"),
    Case("POST", ACCOUNTS, {"account": {"name": "x", "account_type": "MATTRESS"}}, "account_type"),
    Case("POST", ACCOUNTS, {"account": {"name": "x", "account_type": "SAVINGS", "balance": "much"}}, "balance"),
    Case("POST", ACCOUNTS, '{"account": {"name": "x", "account_type": "SAVINGS", "balance": 1e300}}', "balance"),
    Case("POST", ACCOUNTS, {"account": {"name": "x", "account_type": "SAVINGS", "currency_code": "GOLD"}}, "currency_code"),
    # Transactions.
    Case("POST", ENTRIES, entry(amount=None), "amount"),
    Case("POST", ENTRIES, entry(amount="12"), "amount"),
    Case("POST", ENTRIES, entry(amount=-1), "amount"),
    Case("POST", ENTRIES, entry(date=None), "date"),
    Case("POST", ENTRIES, entry(date="soon"), "date"),
    Case("POST", ENTRIES, entry(date="2026-02-30"), "date"),
    Case("POST", ENTRIES, entry(description=None), "description"),
    Case("POST", ENTRIES, entry(type=None), "type"),
    Case("POST", ENTRIES, entry(type="TRANSFER"), "type"),
    Case("PUT", "/users/{user}/transactions/{transaction}", {"transaction": {"date": "soon"}}, "date"),
    # Pages and filters.
    Case("GET", "/users?page=0", names="page"),
    Case("GET", "/users?page=-1", names="page"),
    Case("GET", "/users?page=two", names="page"),
    Case("GET", "/users?page=99999999999999999999999", names="page"),
    Case("GET", "/users?records_per_page=0", names="records_per_page"),
    Case("GET", "/users?records_per_page=-5", names="records_per_page"),
    Case("GET", "/users?records_per_page=many", names="records_per_page"),
    Case("GET", "/users?records_per_page=99999999999999999999999", names="records_per_page"),
    Case("GET", "/users?is_disabled=perhaps", names="is_disabled"),
    Case("GET", "/institutions?page=0", names="page"),
    Case("GET", "/institutions?supports_account_verification=7", names="supports_account_verification"),
    Case("GET", ACCOUNTS + "?is_manual=7", names="is_manual"),
    Case("GET", "/users/{user}/transactions?from_date=yesterday", names="from_date"),
    Case("GET", "/users/{user}/transactions?to_date=2026-02-30", names="to_date"),
    Case("GET", MEMBERS + "?use_case=GAMBLING", names="use_case"),
    # Things that are not there.
    Case("GET", f"/users/USR-{UNKNOWN}", status=404),
    Case("GET", f"/users/USR-{UNKNOWN}/members", status=404),
    Case("GET", "/users/{member}", status=404),
    Case("GET", MEMBERS + "/{user}", status=404),
    Case("GET", "/users/" + "x" * 3000, status=404),
    Case("GET", "/users/%00"),
    Case("GET", "/users/%F0%28%8C%28"),
    Case("GET", "/users/{user}/members/..%2f..%2fetc", status=404),
    Case("GET", f"/users/{{user}}/accounts/ACT-{UNKNOWN}", status=404),
    Case("GET", f"/users/{{user}}/accounts/ACT-{UNKNOWN}/transactions", status=404),
    Case("POST", f"/users/{{user}}/accounts/ACT-{UNKNOWN}/transactions", entry(), status=404),
    Case("PUT", f"/users/{{user}}/transactions/TRN-{UNKNOWN}", {"transaction": {"description": "x"}}, status=404),
    Case("DELETE", f"/users/{{user}}/transactions/TRN-{UNKNOWN}", status=404),
    Case("GET", "/no/such/path", status=404),
    Case("PATCH", "/users/{user}", {"user": {}}, status=405),
    Case("DELETE", "/institutions/mxbank", status=405),
]


@pytest.fixture(scope="module")
def guids(app: Sdk, connected: Connection) -> dict[str, str]:
    """What stands in the paths: everything exists, so that only the named field can be wrong."""
    form = login_form(app)
    entry_read = app.transactions.list_transactions(connected.user).transactions[0]
    return {
        "user": connected.user,
        "member": connected.guid,
        "account": entry_read.account_guid,
        "transaction": entry_read.guid,
        "jar": manual(app, connected.user, account_type="CASH", property_type=None).guid,
        "login_guid": form["LOGIN"],
        "password_guid": form["PASSWORD"],
    }


def filled(value: object, guids: dict[str, str]) -> object:
    """Puts guids where a case names them, in text, lists and objects."""
    if isinstance(value, str):
        for name, guid in guids.items():
            value = value.replace("{" + name + "}", guid)
        return value
    if isinstance(value, list):
        return [filled(one, guids) for one in value]
    if isinstance(value, dict):
        return {name: filled(one, guids) for name, one in value.items()}
    return value


@pytest.mark.parametrize("case", CASES, ids=str)
def test_is_refused_and_named(case: Case, wire: Wire, guids: dict[str, str]) -> None:
    answer = wire.send(case.method, str(filled(case.path, guids)), filled(case.body, guids))
    assert_refusal(answer, case.status, case.names)


@pytest.mark.parametrize(
    "authorization",
    ["", "Basic", "Basic !!!", "Basic Og==", "Basic bm9ib2R5Om5vdGhpbmc=", "Bearer abc", "Basic " + "A" * 5000],
)
def test_without_a_right_key_nothing_is_told(wire: Wire, authorization: str) -> None:
    for path in ("/users", "/institutions", f"/users/USR-{UNKNOWN}"):
        assert_refusal(wire.send("GET", path, headers={"authorization": authorization}), 401)


def test_a_right_client_with_a_wrong_key(app: Sdk) -> None:
    wrong = Wire(Keys(app.keys.base_url, app.keys.client_id, app.keys.api_key[:-1]))
    assert_refusal(wrong.send("GET", "/users"), 401)


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/json; charset=latin-1", "nonsense"])
def test_a_body_of_another_kind_is_never_our_fault(wire: Wire, content_type: str) -> None:
    answer = wire.send("POST", "/users", {"user": {}}, {"Content-Type": content_type})
    assert answer.status < 500


def test_a_body_of_absurd_size_is_turned_away(wire: Wire) -> None:
    try:
        assert_refusal(wire.send("POST", "/users", {"user": {"metadata": "x" * 20_000_000}}))
    except urllib3.exceptions.ProtocolError:
        # The hub may hang up before it has heard all of it.
        pass
    assert wire.send("GET", "/users").status == 200


def test_a_refusal_never_repeats_a_secret(wire: Wire, guids: dict[str, str]) -> None:
    body = {"member": {"institution_code": "mxbank", "credentials": [{"guid": guids["password_guid"], "value": ["hunter2"]}]}}
    answer = wire.send("POST", f"/users/{guids['user']}/members", body)
    assert_refusal(answer, names="value")
    assert "hunter2" not in answer.text
