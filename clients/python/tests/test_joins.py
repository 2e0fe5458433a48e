"""Accounts that a person says are one: merged, asked about, and parted again, through the API alone."""
from __future__ import annotations

from typing import Any

import pytest

from connection import Connection
from sdk import Sdk
from wire import Wire, assert_page, assert_refusal

TYPED = "Typed by hand"


def merge(wire: Wire, user: str, *guids: str) -> Any:
    return wire.send("POST", f"/users/{user}/accounts/merge", {"account": {"account_guids": list(guids)}})


def transactions(wire: Wire, user: str, account: str) -> list[dict[str, Any]]:
    return wire.get(f"/users/{user}/accounts/{account}/transactions?records_per_page=1000")["transactions"]


def shown(wire: Wire, user: str) -> list[dict[str, Any]]:
    """All that can be read of accounts and transactions, but the times of change."""
    pages = [wire.get(f"/users/{user}/{what}?records_per_page=1000")[what] for what in ("accounts", "transactions")]
    return sorted(
        ({key: value for key, value in one.items() if key != "updated_at"} for page in pages for one in page),
        key=lambda one: one["guid"],
    )


@pytest.fixture()
def listed(app: Sdk, wire: Wire, user: str, login: str) -> tuple[str, str]:
    """The checking account that the bank tells, and a list of three of its newest transactions made by hand."""
    Connection.begin(app, user, login, "anything").settled()
    accounts = wire.get(f"/users/{user}/accounts?records_per_page=100")["accounts"]
    checking = next(one["guid"] for one in accounts if one["type"] == "CHECKING" and not one["is_manual"])
    body = {"account": {"name": "My own list", "account_type": "CHECKING"}}
    answer = wire.send("POST", f"/users/{user}/accounts", body)
    assert answer.status == 200, answer.text
    by_hand = answer.json["account"]["guid"]
    posted = [one for one in transactions(wire, user, checking) if one["status"] == "POSTED"]
    for one in (posted[0], posted[1], posted[len(posted) // 2]):
        row = {key: one[key] for key in ("amount", "date", "type", "posted_at")}
        answer = wire.send(
            "POST", f"/users/{user}/accounts/{by_hand}/transactions", {"transaction": {**row, "description": TYPED, "status": "POSTED"}}
        )
        assert answer.status == 200, answer.text
    return checking, by_hand


def test_a_merge_tells_everything_once_and_can_be_undone(wire: Wire, user: str, listed: tuple[str, str]) -> None:
    checking, by_hand = listed
    before, alone = shown(wire, user), len(transactions(wire, user, checking))
    answer = merge(wire, user, checking, by_hand)
    assert (answer.status, answer.json["account"]["guid"]) == (200, checking), answer.text
    assert_refusal(wire.send("GET", f"/users/{user}/accounts/{by_hand}"), 404)

    page = wire.get(f"/users/{user}/suggestions?state=open")
    assert_page(page["pagination"], 1, 25, len(page["suggestions"]))
    asked = [one for one in page["suggestions"] if one["kind"] == "transaction"]
    assert len(transactions(wire, user, checking)) == alone + len(asked), "what is sure is there once"
    for suggestion in asked:
        path = f"/users/{user}/suggestions/{suggestion['guid']}"
        answer = wire.send("PUT", path, {"suggestion": {"state": "accepted"}})
        assert (answer.status, answer.json["suggestion"]["state"]) == (200, "accepted"), answer.text
        assert wire.get(path)["suggestion"]["answered_at"]
        assert_refusal(wire.send("PUT", path, {"suggestion": {"state": "refused"}}), 409)
    rows = transactions(wire, user, checking)
    assert len(rows) == alone
    assert [one["description"] for one in rows].count(TYPED) == 3, "a person's words stay"

    joins = wire.get(f"/users/{user}/joins?account_guid={checking}&records_per_page=100")["joins"]
    assert {one["kind"] for one in joins} == {"account", "transaction"}
    assert {(one["made_by"], one["undone_at"]) for one in joins} == {("client", None)}
    for one in joins:
        assert wire.get(f"/users/{user}/joins/{one['guid']}")["join"] == one
        assert set(one["evidence"]) >= {"known", "told"}
    whole = next(one for one in joins if one["kind"] == "account")
    undone = wire.send("POST", f"/users/{user}/joins/{whole['guid']}/undo")
    assert undone.status == 200 and undone.json["join"]["undone_at"], undone.text
    for one in joins:
        answer = wire.send("POST", f"/users/{user}/joins/{one['guid']}/undo")
        assert answer.status == 200, answer.text
    assert shown(wire, user) == before
    assert wire.get(f"/users/{user}/suggestions?state=open")["suggestions"] == [], "nothing is asked twice"


def test_what_cannot_be_one_is_refused_in_plain_words(wire: Wire, user: str, listed: tuple[str, str]) -> None:
    checking, _ = listed
    before = shown(wire, user)
    card = next(
        one["guid"] for one in wire.get(f"/users/{user}/accounts")["accounts"] if one["type"] == "CREDIT_CARD"
    )
    assert_refusal(merge(wire, user, checking), 422, "two")
    assert_refusal(merge(wire, user, checking, checking), 422, "twice")
    assert_refusal(merge(wire, user, checking, card), 409, "cannot be one account")
    assert_refusal(merge(wire, user, checking, "ACT-none"), 404)
    assert_refusal(wire.send("POST", f"/users/{user}/accounts/merge", {"account": {"account_guids": checking}}))
    assert_refusal(wire.send("GET", f"/users/{user}/suggestions?state=perhaps"), 400, "state")
    for path in (f"/users/{user}/joins/JOI-none", f"/users/{user}/suggestions/SUG-none"):
        assert_refusal(wire.send("GET", path), 404)
    assert_refusal(wire.send("POST", f"/users/{user}/joins/JOI-none/undo"), 404)
    assert shown(wire, user) == before
