"""Accounts: ten operations, over accounts that a bank delivered and accounts that a person made up."""
from __future__ import annotations

import re

import mx_platform_python as mx
import pytest

from connection import Connection
from sdk import Sdk
from wire import Wire, assert_page

ACCEPT = "application/vnd.mx.api.v1+json"
TYPES = {
    "ANY", "CASH", "CHECKING", "CHECKING_LINE_OF_CREDIT", "CREDIT_CARD", "LOAN", "LINE_OF_CREDIT", "SAVINGS", "INVESTMENT",
    "MORTGAGE", "INSURANCE", "PREPAID", "PROPERTY",
}


def manual(sdk: Sdk, user: str, **fields: object) -> mx.AccountResponse:
    """Makes a manual account."""
    given = {"name": "Grandma's car", "account_type": "PROPERTY", "property_type": "VEHICLE", "balance": 4200.5, **fields}
    return sdk.accounts.create_manual_account(user, mx.AccountCreateRequestBody(account=mx.AccountCreateRequest(**given))).account


def update(sdk: Sdk, account: mx.AccountResponse, user: str, **fields: object) -> mx.AccountResponse:
    body = mx.AccountUpdateRequestBody(account=mx.AccountUpdateRequest(**fields))
    return sdk.accounts.update_account_by_member(account.guid, account.member_guid, user, body).account


def test_connected_accounts_are_what_an_app_shows(connected: Connection) -> None:
    sdk, user = connected.sdk, connected.user
    answer = sdk.accounts.list_member_accounts(user, connected.guid)
    assert_page(answer.pagination.to_dict(), 1, 25, len(answer.accounts))
    assert "CHECKING" in {account.type for account in answer.accounts}
    for account in answer.accounts:
        assert account.guid.startswith("ACT-")
        assert account.id
        assert account.name
        assert account.type in TYPES
        assert isinstance(account.balance, (int, float))
        assert re.fullmatch(r"[A-Z]{3}", account.currency_code)
        assert (account.user_guid, account.member_guid, account.institution_code) == (user, connected.guid, "mxbank")
        assert (account.is_manual, account.is_closed, account.is_hidden) == (False, False, False)
        assert account.created_at.endswith("Z") and account.updated_at.endswith("Z")
    assert len({account.guid for account in answer.accounts}) == len(answer.accounts)


def test_every_field_of_the_contract_is_there(connected: Connection, wire: Wire) -> None:
    account = wire.get(f"/users/{connected.user}/accounts")["accounts"][0]
    assert set(mx.AccountResponse.__fields__) <= set(account)


def test_the_same_account_by_every_way(connected: Connection) -> None:
    sdk, user = connected.sdk, connected.user
    listed = sdk.accounts.list_user_accounts(user).accounts
    assert listed == sdk.accounts.list_member_accounts(user, connected.guid).accounts
    for account in listed:
        assert sdk.accounts.read_account(account.guid, user).account == account
        assert sdk.accounts.read_account_by_member(account.guid, connected.guid, user).account == account


def test_a_delivered_account_can_be_hidden_but_not_renamed(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "anything")
    connection.settled()
    account = app.accounts.list_member_accounts(user, connection.guid).accounts[0]
    changed = update(app, account, user, is_hidden=True, metadata="mine", is_business=True)
    assert (changed.guid, changed.is_hidden, changed.metadata) == (account.guid, True, "mine")
    try:
        update(app, account, user, name="Another name")
    except mx.ApiException as refused:
        assert 400 <= refused.status < 500
    assert app.accounts.read_account(account.guid, user).account.name == account.name
    # What the person set survives the next refresh.
    app.members.aggregate_member(connection.guid, user)
    connection.settled()
    again = app.accounts.read_account(account.guid, user).account
    assert (again.is_hidden, again.metadata) == (True, "mine")


def test_a_delivered_account_cannot_be_deleted(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "anything")
    connection.settled()
    account = app.accounts.list_member_accounts(user, connection.guid).accounts[0]
    with pytest.raises(mx.ApiException) as refused:
        app.accounts.delete_manual_account(account.guid, ACCEPT, user)
    assert 400 <= refused.value.status < 500
    assert app.accounts.read_account(account.guid, user).account.guid == account.guid


def test_a_manual_account_from_birth_to_death(app: Sdk, user: str) -> None:
    made = manual(app, user, nickname="Rusty", metadata="m", currency_code="USD")
    assert made.guid.startswith("ACT-")
    assert (made.name, made.nickname, made.type, made.property_type) == ("Grandma's car", "Rusty", "PROPERTY", "VEHICLE")
    assert (made.balance, made.currency_code, made.is_manual, made.metadata) == (4200.5, "USD", True, "m")
    assert app.accounts.read_account(made.guid, user).account == made

    member = app.members.read_member(made.member_guid, user).member
    assert (member.is_manual, member.connection_status) == (True, None)

    changed = update(app, made, user, name="Grandpa's car", balance=4000)
    assert (changed.name, changed.balance, changed.nickname) == ("Grandpa's car", 4000, "Rusty")

    assert app.accounts.delete_manual_account(made.guid, ACCEPT, user) is None
    with pytest.raises(mx.exceptions.NotFoundException):
        app.accounts.read_account(made.guid, user)


def test_manual_and_delivered_accounts_can_be_told_apart(app: Sdk, user: str, login: str) -> None:
    Connection.begin(app, user, login, "anything").settled()
    made = manual(app, user)
    everything = {account.guid for account in app.accounts.list_user_accounts(user).accounts}
    only_manual = {account.guid for account in app.accounts.list_user_accounts(user, is_manual=True).accounts}
    delivered = {account.guid for account in app.accounts.list_user_accounts(user, is_manual=False).accounts}
    assert only_manual == {made.guid}
    assert delivered == everything - only_manual


def test_numbers_come_with_verification(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "anything")
    connection.settled()
    app.members.verify_member(connection.guid, user)
    seen = connection.settled()
    assert (seen.connection_status, seen.has_processed_account_numbers) == ("CONNECTED", True)
    listed = app.accounts.list_account_numbers_by_member(connection.guid, user)
    assert listed.account_numbers
    assert listed.pagination.total_entries == len(listed.account_numbers)
    for number in listed.account_numbers:
        assert number.guid.startswith("ACN-")
        assert re.fullmatch(r"\d{4,17}", number.account_number)
        # Cards and loans have a number, but none for payments.
        assert number.routing_number is None or re.fullmatch(r"\d{9}", number.routing_number)
        assert (number.member_guid, number.user_guid) == (connection.guid, user)
        assert number in app.accounts.list_account_numbers_by_account(number.account_guid, user).account_numbers
    assert any(number.routing_number for number in listed.account_numbers)


def test_owners_come_with_identification(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "anything")
    connection.settled()
    app.members.identify_member(connection.guid, user)
    assert connection.settled().connection_status == "CONNECTED"
    accounts = {account.guid for account in app.accounts.list_member_accounts(user, connection.guid).accounts}
    listed = app.accounts.list_account_owners_by_member(connection.guid, user)
    assert listed.account_owners
    assert listed.pagination.total_entries == len(listed.account_owners)
    for owner in listed.account_owners:
        assert owner.guid.startswith("ACO-")
        assert owner.account_guid in accounts
        assert (owner.member_guid, owner.user_guid) == (connection.guid, user)
        assert owner.owner_name and owner.first_name and owner.last_name
        assert "@" in owner.email
