"""What belongs to another application does not exist: always 404, never 403, never a trace in a list."""
from __future__ import annotations

import pytest

from connection import Connection
from hub import Keys
from sdk import Sdk
from wire import Wire, assert_refusal

CALLS = [
    ("GET", "/users/{user}", None),
    ("PUT", "/users/{user}", {"user": {"metadata": "taken"}}),
    ("DELETE", "/users/{user}", None),
    ("GET", "/users/{user}/members", None),
    ("POST", "/users/{user}/members", {"member": {"institution_code": "mxbank", "credentials": []}}),
    ("GET", "/users/{user}/members/{member}", None),
    ("PUT", "/users/{user}/members/{member}", {"member": {"metadata": "taken"}}),
    ("DELETE", "/users/{user}/members/{member}", None),
    ("GET", "/users/{user}/members/{member}/status", None),
    ("GET", "/users/{user}/members/{member}/challenges", None),
    ("GET", "/users/{user}/members/{member}/credentials", None),
    ("POST", "/users/{user}/members/{member}/aggregate", None),
    ("POST", "/users/{user}/members/{member}/verify", None),
    ("GET", "/users/{user}/members/{member}/accounts", None),
    ("GET", "/users/{user}/members/{member}/transactions", None),
    ("GET", "/users/{user}/members/{member}/account_numbers", None),
    ("GET", "/users/{user}/members/{member}/account_owners", None),
    ("POST", "/users/{user}/members/{member}/fetch_statements", None),
    ("GET", "/users/{user}/members/{member}/statements", None),
    ("GET", "/users/{user}/members/{member}/statements/{statement}", None),
    ("GET", "/users/{user}/members/{member}/statements/{statement}.pdf", None),
    ("GET", "/users/{user}/accounts", None),
    ("POST", "/users/{user}/accounts", {"account": {"name": "x", "account_type": "CASH"}}),
    ("GET", "/users/{user}/accounts/{account}", None),
    ("DELETE", "/users/{user}/accounts/{account}", None),
    ("GET", "/users/{user}/accounts/{account}/transactions", None),
    ("GET", "/users/{user}/transactions", None),
    ("GET", "/users/{user}/transactions/{transaction}", None),
    ("PUT", "/users/{user}/transactions/{transaction}", {"transaction": {"description": "taken"}}),
    ("DELETE", "/users/{user}/transactions/{transaction}", None),
]


@pytest.fixture(scope="module")
def guids(connected: Connection) -> dict[str, str]:
    entry = connected.sdk.transactions.list_transactions(connected.user).transactions[0]
    connected.sdk.statements.fetch_statements(connected.guid, connected.user)
    connected.settled()
    statement = connected.sdk.statements.list_statements_by_member(connected.guid, connected.user).statements[0]
    return {
        "user": connected.user, "member": connected.guid, "account": entry.account_guid, "transaction": entry.guid,
        "statement": statement.guid,
    }


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_the_user_of_another_application(stranger_keys: Keys, guids: dict[str, str], method: str, path: str, body: object) -> None:
    assert_refusal(Wire(stranger_keys).send(method, path.format(**guids), body), 404)


@pytest.mark.parametrize(("method", "path", "body"), [call for call in CALLS if call[1].count("{") > 1])
def test_things_of_others_under_a_user_of_mine(
    stranger: Sdk, stranger_keys: Keys, guids: dict[str, str], method: str, path: str, body: object
) -> None:
    mine = {**guids, "user": stranger.new_user()}
    assert_refusal(Wire(stranger_keys).send(method, path.format(**mine), body), 404)


@pytest.mark.parametrize(("method", "path", "body"), [call for call in CALLS if call[1].count("{") > 1])
def test_things_of_one_user_under_another_of_the_same_application(
    user: str, wire: Wire, guids: dict[str, str], method: str, path: str, body: object
) -> None:
    assert_refusal(wire.send(method, path.format(**{**guids, "user": user}), body), 404)


def test_lists_hold_only_my_own(app: Sdk, stranger: Sdk, connected: Connection) -> None:
    mine = stranger.new_user(id="reader", email="reader@example.com")
    assert [found.guid for found in stranger.users.list_users(id="reader").users] == [mine]
    assert [found.guid for found in app.users.list_users(id="reader").users] == [connected.user]


def test_nothing_was_touched(connected: Connection) -> None:
    assert connected.status().connection_status == "CONNECTED"
    assert connected.sdk.users.read_user(connected.user).user.metadata is None
    assert connected.read().metadata is None
