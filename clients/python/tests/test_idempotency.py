"""A request that is sent again, because an answer was lost, is done once."""
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bank import Bank
from connection import Connection, login_form
from hub import Keys
from sdk import Sdk
from test_accounts import manual
from wire import Answer, Wire, assert_refusal


def guid_of(answer: Answer) -> str:
    """The guid of what was made, wherever the envelope keeps it."""
    assert answer.status in {200, 202}, answer.text
    body = answer.json
    return body["guid"] if "guid" in body else next(iter(body.values()))["guid"]


def key(name: str) -> dict[str, str]:
    return {"Idempotency-Key": name}


@pytest.mark.parametrize("thing", ["user", "account", "transaction"])
def test_sent_twice_is_made_once(app: Sdk, user: str, wire: Wire, thing: str) -> None:
    paths = {
        "user": ("/users", {"user": {"metadata": "twice"}}),
        "account": (f"/users/{user}/accounts", {"account": {"name": "twice", "account_type": "CASH"}}),
    }
    if thing == "transaction":
        account = manual(app, user, account_type="CASH", property_type=None).guid
        entry = {"amount": 1, "date": "2026-10-06", "description": "twice", "type": "DEBIT"}
        paths["transaction"] = (f"/users/{user}/accounts/{account}/transactions", {"transaction": entry})
    path, body = paths[thing]
    first = wire.send("POST", path, body, key(f"{thing}-{user}"))
    second = wire.send("POST", path, body, key(f"{thing}-{user}"))
    assert guid_of(first) == guid_of(second)
    assert (first.status, first.json) == (second.status, second.json)
    assert guid_of(wire.send("POST", path, body, key(f"{thing}-{user}-other"))) != guid_of(first)


def test_a_member_sent_twice_knocks_once(app: Sdk, user: str, login: str, wire: Wire, bank: Bank) -> None:
    form = login_form(app)
    credentials = [{"guid": form["LOGIN"], "value": login}, {"guid": form["PASSWORD"], "value": "anything"}]
    body = {"member": {"institution_code": "mxbank", "credentials": credentials}}
    guids = {guid_of(wire.send("POST", f"/users/{user}/members", body, key(f"member-{user}"))) for _ in range(3)}
    (guid,) = guids
    assert Connection(app, user, guid, login).settled().connection_status == "CONNECTED"
    assert guid_of(wire.send("POST", f"/users/{user}/members", body, key(f"member-{user}"))) == guid
    assert bank.received(login)["passwords_received"] == 1


def test_one_key_for_two_requests_is_refused(user: str, wire: Wire) -> None:
    wire.send("POST", "/users", {"user": {"metadata": "one"}}, key(f"reused-{user}"))
    answer = wire.send("POST", "/users", {"user": {"metadata": "two"}}, key(f"reused-{user}"))
    assert_refusal(answer, names="Idempotency-Key")
    assert answer.status in {409, 422}


def test_a_refused_request_can_be_mended_under_a_new_key(user: str, wire: Wire) -> None:
    assert_refusal(wire.send("POST", "/users", {"user": {"id": 5}}, key(f"bad-{user}")))
    assert guid_of(wire.send("POST", "/users", {"user": {"id": f"id-{user[4:12]}"}}, key(f"good-{user}")))


def test_keys_of_applications_do_not_meet(stranger_keys: Keys, user: str, wire: Wire) -> None:
    body = {"user": {"metadata": "same key"}}
    mine = guid_of(wire.send("POST", "/users", body, key(f"shared-{user}")))
    assert guid_of(Wire(stranger_keys).send("POST", "/users", body, key(f"shared-{user}"))) != mine


def test_sent_at_the_same_moment_is_made_once(app: Sdk, user: str, wire: Wire) -> None:
    body = {"user": {"email": f"{user}@example.com"}}
    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = list(pool.map(lambda _: wire.send("POST", "/users", body, key(f"race-{user}")), range(8)))
    made = {guid_of(answer) for answer in answers if answer.status == 200}
    assert len(made) == 1
    # One that came while the first was under way may be told so.
    assert {answer.status for answer in answers} <= {200, 409}
    assert app.users.list_users(email=f"{user}@example.com").pagination.total_entries == 1


def test_a_key_that_is_too_long_is_refused(wire: Wire) -> None:
    assert_refusal(wire.send("POST", "/users", {"user": {}}, key("k" * 5000)))
