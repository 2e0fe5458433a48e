"""Members: thirteen operations."""
from __future__ import annotations

import json

import mx_platform_python as mx
import pytest

from bank import Bank
from connection import Connection, member_body, typed
from sdk import Sdk
from wire import Wire, assert_page, assert_refusal

UNKNOWN = "MBR-00000000-0000-0000-0000-000000000000"


def update(connection: Connection, **fields: object) -> mx.MemberResponse:
    body = mx.MemberUpdateRequestBody(member=mx.MemberUpdateRequest(**fields))
    return connection.sdk.members.update_member(connection.guid, connection.user, body).member


def test_create_answers_at_once_and_connects_behind(app: Sdk, user: str, login: str) -> None:
    body = member_body(typed(app, login, "anything"), id="m-1", metadata="mine", background_aggregation_is_disabled=True)
    made = app.members.create_member(user, body, x_callback_payload="bXkgb3du").member
    assert made.guid.startswith("MBR-")
    assert (made.connection_status, made.is_being_aggregated) == ("CREATED", True)
    assert (made.id, made.metadata, made.user_guid) == ("m-1", "mine", user)
    assert (made.name, made.institution_code) == ("MX Bank", "mxbank")
    assert made.background_aggregation_is_disabled is True
    assert (made.is_manual, made.is_oauth) == (False, False)
    assert made.successfully_aggregated_at is None

    connection = Connection(app, user, made.guid, login)
    seen = connection.settled()
    assert (seen.connection_status, seen.is_being_aggregated, seen.is_authenticated) == ("CONNECTED", False, True)
    assert (seen.has_processed_accounts, seen.has_processed_transactions) == (True, True)
    assert not seen.challenges
    read = connection.read()
    assert read.connection_status_message
    assert read.aggregated_at.endswith("Z") and read.successfully_aggregated_at.endswith("Z")
    assert read.needs_updated_credentials is False
    # The SDK takes only booleans here, which is a slip in MX's contract; null is what it can read.
    assert read.most_recent_job_guid is None and read.most_recent_job_detail_text is None


def test_member_fields_are_all_there(connected: Connection, wire: Wire) -> None:
    member = wire.get(f"/users/{connected.user}/members/{connected.guid}")["member"]
    assert set(mx.MemberResponse.__fields__) <= set(member)
    status = wire.get(f"/users/{connected.user}/members/{connected.guid}/status")["member"]
    assert set(mx.MemberStatusResponse.__fields__) - {"challenges"} <= set(status)


def test_list_members_of_one_user(app: Sdk, user: str) -> None:
    first = Connection.begin(app, user, f"{user}-a", "anything")
    second = Connection.begin(app, user, f"{user}-b", "anything")
    answer = app.members.list_members(user)
    assert {member.guid for member in answer.members} == {first.guid, second.guid}
    assert_page(answer.pagination.to_dict(), 1, 25, 2)


def test_update_without_credentials_starts_nothing(app: Sdk, user: str, login: str, bank: Bank) -> None:
    connection = Connection.begin(app, user, login, "anything")
    connection.settled()
    changed = update(connection, id="renamed", metadata="new", background_aggregation_is_disabled=True)
    assert (changed.id, changed.metadata, changed.background_aggregation_is_disabled) == ("renamed", "new", True)
    assert (changed.connection_status, changed.is_being_aggregated) == ("CONNECTED", False)
    assert bank.received(login)["passwords_received"] == 1


def test_new_credentials_start_a_run(app: Sdk, user: str, login: str, bank: Bank) -> None:
    connection = Connection.begin(app, user, login, "wrong password")
    assert connection.settled().connection_status == "DENIED"
    assert connection.read().needs_updated_credentials is True
    changed = update(connection, credentials=typed(app, login, "right"))
    assert (changed.connection_status, changed.is_being_aggregated) == ("UPDATED", True)
    assert connection.settled().connection_status == "CONNECTED"
    assert connection.read().needs_updated_credentials is False
    assert bank.received(login)["passwords_received"] == 2


def test_deleted_member_is_gone_with_its_data(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "anything")
    connection.settled()
    assert app.accounts.list_user_accounts(user).accounts
    assert app.members.delete_member(connection.guid, user) is None
    with pytest.raises(mx.exceptions.NotFoundException):
        connection.read()
    assert app.members.list_members(user).members == []
    assert app.accounts.list_user_accounts(user).accounts == []
    assert app.transactions.list_transactions(user).transactions == []
    # Nothing stands in the way of connecting the same login again.
    assert Connection.begin(app, user, login, "anything").settled().connection_status == "CONNECTED"


def test_same_login_again_is_409_with_the_member_that_exists(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "anything")
    connection.settled()
    with pytest.raises(mx.ApiException) as refused:
        app.members.create_member(user, member_body(typed(app, login, "another password")))
    assert refused.value.status == 409
    assert connection.guid in json.dumps(json.loads(refused.value.body))
    # Another person may have the same login.
    other = app.new_user()
    assert Connection.begin(app, other, login, "anything").settled().connection_status == "CONNECTED"


def test_credentials_are_definitions_and_never_values(connected: Connection, wire: Wire) -> None:
    answer = connected.sdk.members.list_member_credentials(connected.guid, connected.user)
    assert [field.field_name for field in answer.credentials] == ["LOGIN", "PASSWORD"]
    text = wire.send("GET", f"/users/{connected.user}/members/{connected.guid}/credentials").text
    assert "any password" not in text and '"reader"' not in text


def test_challenges_of_a_connected_member_are_204(connected: Connection, wire: Wire) -> None:
    assert connected.sdk.members.list_member_challenges(connected.guid, connected.user) is None
    answer = wire.send("GET", f"/users/{connected.user}/members/{connected.guid}/challenges")
    assert (answer.status, answer.text) == (204, "")


def test_each_kind_of_run_is_accepted_and_ends_connected(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "anything")
    connection.settled()
    for start in (app.members.check_balances, app.members.identify_member, app.members.verify_member,
                  app.transactions.extend_history, app.members.aggregate_member):
        answer = start(connection.guid, user)
        assert answer is not None, f"{start.__name__} answered with a status that the SDK does not know"
        assert answer.member.guid == connection.guid
        assert connection.settled().connection_status == "CONNECTED"


@pytest.mark.parametrize(
    ("call", "status"),
    [("aggregate", 202), ("check_balance", 202), ("identify", 202), ("extend_history", 202), ("verify", 200)],
)
def test_each_kind_of_run_has_the_status_that_sdks_know(app: Sdk, user: str, login: str, wire: Wire, call: str, status: int) -> None:
    connection = Connection.begin(app, user, login, "anything")
    connection.settled()
    # A POST without a body, as SDKs send it.
    assert wire.send("POST", f"/users/{user}/members/{connection.guid}/{call}").status == status
    assert connection.settled().connection_status == "CONNECTED"


def test_the_same_run_again_is_accepted_and_another_is_409(app: Sdk, user: str, login: str, wire: Wire, bank: Bank) -> None:
    connection = Connection.begin(app, user, login, "challenge")
    connection.challenges()
    # The question keeps the run open, so both answers are certain.
    assert app.members.aggregate_member(connection.guid, user).member.connection_status == "CHALLENGED"
    assert_refusal(wire.send("POST", f"/users/{user}/members/{connection.guid}/verify"), 409)
    assert bank.received(login)["passwords_received"] == 1
    assert connection.answer("correct").connection_status == "CONNECTED"


def test_skip_aggregation_waits_to_be_told(app: Sdk, user: str, login: str, bank: Bank) -> None:
    connection = Connection.begin(app, user, login, "anything", skip_aggregation=True)
    read = connection.read()
    assert (read.connection_status, read.is_being_aggregated) == ("CREATED", False)
    assert bank.received(login)["passwords_received"] == 0
    app.members.aggregate_member(connection.guid, user)
    assert connection.settled().connection_status == "CONNECTED"


def test_no_credentials_make_an_imported_member(app: Sdk, user: str, login: str) -> None:
    made = app.members.create_member(user, member_body([])).member
    assert (made.connection_status, made.is_being_aggregated) == ("IMPORTED", False)
    connection = Connection(app, user, made.guid, login)
    assert connection.retype("anything").connection_status == "CONNECTED"


def test_unknown_member_is_404_for_every_call(user: str, wire: Wire) -> None:
    path = f"/users/{user}/members/{UNKNOWN}"
    for method, rest, body in [
        ("GET", "", None), ("PUT", "", {"member": {"metadata": "x"}}), ("DELETE", "", None), ("GET", "/status", None),
        ("GET", "/challenges", None), ("GET", "/credentials", None), ("POST", "/aggregate", None), ("POST", "/verify", None),
        ("POST", "/identify", None), ("POST", "/check_balance", None), ("POST", "/extend_history", None),
        ("PUT", "/resume", {"member": {"challenges": []}}), ("GET", "/accounts", None), ("GET", "/transactions", None),
        ("GET", "/account_numbers", None), ("GET", "/account_owners", None),
    ]:
        assert_refusal(wire.send(method, path + rest, body), 404)
