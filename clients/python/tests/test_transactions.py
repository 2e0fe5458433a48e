"""Transactions: nine operations."""
from __future__ import annotations

import datetime

import mx_platform_python as mx
import pytest

from connection import Connection
from sdk import Sdk
from test_accounts import manual
from wire import Wire

DAY = datetime.timedelta(days=1)


def update_body(**fields: object) -> mx.TransactionUpdateRequestBody:
    return mx.TransactionUpdateRequestBody(transaction=mx.TransactionUpdateRequest(**fields))


def add(sdk: Sdk, user: str, account: str, **fields: object) -> mx.TransactionCreateResponseBody:
    given = {"amount": 61.11, "var_date": "2026-10-06", "description": "Whole foods", "type": "DEBIT", **fields}
    body = mx.TransactionCreateRequestBody(transaction=mx.TransactionCreateRequest(**given))
    return sdk.transactions.create_manual_transaction(user, account, body)


def every_page(sdk: Sdk, user: str, **filters: object) -> list[mx.TransactionIncludesResponse]:
    """All transactions of a user, read 50 at a time."""
    found: list[mx.TransactionIncludesResponse] = []
    page = pages = 1
    while page <= pages:
        answer = sdk.transactions.list_transactions(user, page=page, records_per_page=50, **filters)
        pages = answer.pagination.total_pages
        found += answer.transactions
        page += 1
    assert len(found) == answer.pagination.total_entries
    return found


def test_delivered_transactions_are_what_an_app_shows(connected: Connection) -> None:
    listed = every_page(connected.sdk, connected.user)
    assert len(listed) > 50
    assert len({entry.guid for entry in listed}) == len(listed)
    assert {entry.type for entry in listed} == {"DEBIT", "CREDIT"}
    assert "POSTED" in {entry.status for entry in listed} <= {"POSTED", "PENDING"}
    for entry in listed:
        assert entry.guid.startswith("TRN-")
        assert isinstance(entry.amount, (int, float)) and entry.amount >= 0
        assert round(entry.amount, 2) == entry.amount
        assert entry.description and entry.original_description
        assert datetime.date.fromisoformat(entry.var_date)
        assert (entry.posted_at is None) == (entry.status == "PENDING")
        assert (entry.user_guid, entry.member_guid) == (connected.user, connected.guid)
        assert entry.account_guid.startswith("ACT-")
        assert entry.currency_code and entry.is_manual is False


def test_every_field_of_the_contract_is_there(connected: Connection, wire: Wire) -> None:
    entry = wire.get(f"/users/{connected.user}/transactions")["transactions"][0]
    assert set(mx.TransactionResponse.__fields__) - {"var_date"} | {"date"} <= set(entry)


def test_newest_first(connected: Connection) -> None:
    days = [entry.var_date for entry in every_page(connected.sdk, connected.user)]
    assert days == sorted(days, reverse=True)


def test_the_same_transactions_by_every_way(connected: Connection) -> None:
    sdk, user, member = connected.sdk, connected.user, connected.guid
    everything = {entry.guid for entry in sdk.transactions.list_transactions(user, records_per_page=1000).transactions}
    of_member = sdk.transactions.list_transactions_by_member(member, user, records_per_page=1000).transactions
    assert {entry.guid for entry in of_member} == everything
    of_accounts: set[str] = set()
    for account in sdk.accounts.list_member_accounts(user, member).accounts:
        listed = sdk.transactions.list_transactions_by_account(account.guid, user, records_per_page=1000).transactions
        assert {entry.account_guid for entry in listed} <= {account.guid}
        of_accounts |= {entry.guid for entry in listed}
    assert of_accounts == everything


def test_dates_filter(connected: Connection) -> None:
    listed = every_page(connected.sdk, connected.user)
    days = sorted({entry.var_date for entry in listed})
    first, last = days[len(days) // 3], days[2 * len(days) // 3]
    # `to_date` means the midnight with which that day begins, says MX; nothing after that day may appear.
    some = every_page(connected.sdk, connected.user, from_date=first, to_date=last)
    expected = {entry.guid for entry in listed if first <= entry.var_date < last}
    assert expected <= {entry.guid for entry in some}
    assert all(first <= entry.var_date <= last for entry in some)


def test_a_longer_history_on_request(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "anything")
    connection.settled()
    long_ago = {"from_date": "2020-01-01"}
    before = every_page(app, user, **long_ago)
    today = max(datetime.date.fromisoformat(entry.var_date) for entry in before)
    assert min(datetime.date.fromisoformat(entry.var_date) for entry in before) >= today - 100 * DAY

    assert app.transactions.extend_history(connection.guid, user).member.guid == connection.guid
    assert connection.settled().connection_status == "CONNECTED"
    after = every_page(app, user, **long_ago)
    assert {entry.guid for entry in before} <= {entry.guid for entry in after}
    assert min(datetime.date.fromisoformat(entry.var_date) for entry in after) < today - 300 * DAY
    # Without a date the list goes back 120 days.
    assert len(every_page(app, user)) < len(after)


def test_a_refresh_keeps_guids_and_makes_no_duplicates(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "anything")
    connection.settled()
    before = {entry.guid for entry in every_page(app, user)}
    app.members.aggregate_member(connection.guid, user)
    connection.settled()
    assert {entry.guid for entry in every_page(app, user)} == before


def test_read_one(connected: Connection) -> None:
    listed = connected.sdk.transactions.list_transactions(connected.user).transactions[0]
    # The contract calls the body of this answer a list; the SDK then finds neither. Its status is what it can tell.
    connected.sdk.transactions.read_transaction(connected.user, listed.guid)
    wire = Wire(connected.sdk.keys)
    read = wire.get(f"/users/{connected.user}/transactions/{listed.guid}")["transaction"]
    assert (read["guid"], read["amount"], read["date"]) == (listed.guid, listed.amount, listed.var_date)


def test_unknown_transaction_is_404(connected: Connection) -> None:
    with pytest.raises(mx.exceptions.NotFoundException):
        connected.sdk.transactions.read_transaction(connected.user, "TRN-00000000-0000-0000-0000-000000000000")


def test_a_delivered_transaction_keeps_what_the_person_wrote(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "anything")
    connection.settled()
    first, second, *_ = app.transactions.list_transactions(user).transactions
    changed = app.transactions.update_transaction(user, first.guid, update_body(description="Lunch with Ada", memo="noted")).transaction
    assert (changed.guid, changed.description, changed.memo) == (first.guid, "Lunch with Ada", "noted")
    assert (changed.amount, changed.original_description) == (first.amount, first.original_description)
    other = app.transactions.update_transaction_by_account(
        user, connection.guid, second.account_guid, second.guid, update_body(description="Books")
    ).transaction
    assert (other.guid, other.description) == (second.guid, "Books")

    app.members.aggregate_member(connection.guid, user)
    connection.settled()
    kept = {entry.guid: entry.description for entry in every_page(app, user)}
    assert (kept[first.guid], kept[second.guid]) == ("Lunch with Ada", "Books")


def test_a_manual_transaction_from_birth_to_death(app: Sdk, user: str) -> None:
    account = manual(app, user, account_type="CHECKING", property_type=None, name="Jar of coins")
    made = add(app, user, account.guid, memo="m", currency_code="USD")
    assert made.guid and made.guid.startswith("TRN-")
    assert (made.amount, made.type, made.description, made.memo) == (61.11, "DEBIT", "Whole foods", "m")
    assert (made.account_guid, made.user_guid, made.is_manual) == (account.guid, user, True)
    (listed,) = app.transactions.list_transactions_by_account(account.guid, user, from_date="2026-10-01", to_date="2026-10-31").transactions
    assert (listed.guid, listed.var_date, listed.amount) == (made.guid, "2026-10-06", 61.11)

    changed = app.transactions.update_transaction(user, made.guid, update_body(var_date="2026-10-07", description="Cheese")).transaction
    assert (changed.var_date, changed.description) == ("2026-10-07", "Cheese")

    assert app.transactions.delete_manual_transactions(user, made.guid) is None
    with pytest.raises(mx.exceptions.NotFoundException):
        app.transactions.read_transaction(user, made.guid)


def test_delivered_data_takes_no_manual_entries(connected: Connection) -> None:
    entry = connected.sdk.transactions.list_transactions(connected.user).transactions[0]
    with pytest.raises(mx.ApiException) as refused:
        add(connected.sdk, connected.user, entry.account_guid)
    assert 400 <= refused.value.status < 500
    with pytest.raises(mx.ApiException) as refused:
        connected.sdk.transactions.delete_manual_transactions(connected.user, entry.guid)
    assert 400 <= refused.value.status < 500
