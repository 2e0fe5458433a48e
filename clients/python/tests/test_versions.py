"""Two versions of the API from one hub, and the headers that clients in the field really send."""
from __future__ import annotations

import pytest

from conftest import V2
from connection import Connection, login_form
from sdk import Sdk
from wire import Wire, assert_refusal

PRODUCTS = {
    "account_verification", "identity_verification", "transactions", "transaction_history", "statements", "investments", "rewards",
}


def test_institutions_differ(wire: Wire, wire_v2: Wire) -> None:
    first = wire.get("/institutions/mxbank")["institution"]
    second = wire_v2.get("/institutions/mxbank")["institution"]
    assert first["supports_account_verification"] is True
    assert "supports_account_verification" not in second
    assert set(second["supported_products"]) <= PRODUCTS
    assert "account_verification" in second["supported_products"]
    assert second["guid"].startswith("INS-")
    assert second["created_at"]
    assert second["is_hidden"] is False


def test_products_filter_institutions_in_v2(wire_v2: Wire) -> None:
    found = wire_v2.get("/institutions?supported_products=account_verification")["institutions"]
    assert found
    assert all("account_verification" in institution["supported_products"] for institution in found)


def test_accounts_differ(connected: Connection, wire: Wire, wire_v2: Wire) -> None:
    path = f"/users/{connected.user}/accounts"
    first, second = wire.get(path)["accounts"][0], wire_v2.get(path)["accounts"][0]
    assert first["guid"] == second["guid"]
    assert {"feed_balance", "balance_set_by"} <= set(first)
    assert not [field for field in second if field.startswith("feed_") or field.endswith("_set_by")]


def test_the_last_job_is_told_only_where_sdks_can_read_it(connected: Connection, wire: Wire, wire_v2: Wire) -> None:
    path = f"/users/{connected.user}/members/{connected.guid}"
    assert wire.get(path)["member"]["most_recent_job_guid"] is None
    assert wire_v2.get(path)["member"]["most_recent_job_guid"].startswith("JOB-")


def test_ids_of_the_app_stand_for_guids_in_v2(wire_v2: Wire, app_v2: Sdk, login: str) -> None:
    app_v2.new_user(id="v2-user")
    form = login_form(app_v2)
    body = {
        "member": {
            "id": "v2-member", "institution_code": "mxbank",
            "credentials": [{"guid": form["LOGIN"], "value": login}, {"guid": form["PASSWORD"], "value": "anything"}],
        },
        "data_request": {"products": ["transactions"]},
    }
    made = wire_v2.send("POST", "/users/v2-user/members", body)
    assert made.status in {200, 202}, made.text
    guid = made.json["member"]["guid"]
    assert wire_v2.get("/users/v2-user/members/v2-member")["member"]["guid"] == guid
    # The status body has no field that the old SDK cannot read, so it can wait for us, by ids.
    connection = Connection(app_v2, "v2-user", "v2-member", login)
    assert connection.settled().connection_status == "CONNECTED"
    accounts = app_v2.accounts.list_member_accounts("v2-user", "v2-member").accounts
    assert accounts and {account.member_guid for account in accounts} == {guid}
    assert app_v2.transactions.list_transactions_by_member("v2-member", "v2-user").transactions
    assert app_v2.users.read_user("v2-user").user.id == "v2-user"


def test_a_transaction_of_an_account_of_a_member_in_v2(connected: Connection, wire_v2: Wire) -> None:
    entry = connected.sdk.transactions.list_transactions(connected.user).transactions[0]
    path = f"/users/{connected.user}/members/{connected.guid}/accounts/{entry.account_guid}/transactions"
    assert entry.guid in {one["guid"] for one in wire_v2.get(path)["transactions"]}
    assert wire_v2.get(f"{path}/{entry.guid}")["transaction"]["guid"] == entry.guid


@pytest.mark.parametrize(
    "accept",
    [
        "application/vnd.mx.api.v1+json",
        "application/vnd.mx.api.v1+json; version=v20250224",
        "application/vnd.mx.api.v2beta+json",
        "application/json, text/plain, */*",
        "*/*",
        "",
    ],
)
def test_what_clients_say_they_accept_is_never_refused(wire: Wire, accept: str) -> None:
    answer = wire.send("GET", "/institutions/mxbank", headers={"Accept": accept})
    assert answer.status == 200
    assert answer.json["institution"]["code"] == "mxbank"


def test_version_by_header(wire: Wire) -> None:
    old = wire.send("GET", "/institutions/mxbank", headers={"Accept-Version": "v20111101"}).json["institution"]
    new = wire.send("GET", "/institutions/mxbank", headers={"Accept-Version": V2}).json["institution"]
    assert "supports_account_verification" in old
    assert "supported_products" in new


def test_a_version_that_does_not_exist_is_406(wire: Wire) -> None:
    assert_refusal(wire.send("GET", "/institutions", headers={"Accept-Version": "v19990101"}), 406, "Accept-Version")


def test_every_answer_says_which_request_it_was_and_what_is_left(wire: Wire) -> None:
    ids = set()
    for path in ("/users", "/institutions/mxbank", "/no/such/path"):
        headers = wire.send("GET", path).headers
        ids.add(headers["x-request-id"])
        limit, left, reset = (int(headers[f"X-RateLimit-{name}"]) for name in ("Limit", "Remaining", "Reset"))
        assert limit > left >= 0
        assert reset >= 0
    assert len(ids) == 3
