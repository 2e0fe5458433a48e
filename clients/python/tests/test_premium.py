"""Verify, identify and statements at banks that ask something, and at one that is reached by FDX through its own page."""
from __future__ import annotations

import re

import mx_platform_python as mx
import pytest

from connection import Connection, eventually
from person import visit_the_bank
from sdk import Sdk
from wire import Wire, assert_refusal

OWN_PAGE = "kestrel_federal"
WAIT_SECONDS = 20


def account_guids(connection: Connection) -> set[str]:
    return {one.guid for one in connection.sdk.accounts.list_member_accounts(connection.user, connection.guid).accounts}


def has_numbers(connection: Connection) -> bool:
    """Whether there are numbers; those of the member are those of its accounts."""
    api = connection.sdk.accounts
    listed = api.list_account_numbers_by_member(connection.guid, connection.user).account_numbers
    by_account = []
    for guid in sorted(account_guids(connection)):
        by_account += api.list_account_numbers_by_account(guid, connection.user).account_numbers
    assert sorted(one.guid for one in listed) == sorted(one.guid for one in by_account)
    assert all(re.fullmatch(r"\d{4,17}", one.account_number) for one in listed)
    return any(re.fullmatch(r"\d{9}", one.routing_number or "") for one in listed)


def has_owners(connection: Connection) -> bool:
    """Whether there are owners; if so, each account has one."""
    listed = connection.sdk.accounts.list_account_owners_by_member(connection.guid, connection.user, records_per_page=1000).account_owners
    assert {one.account_guid for one in listed} in (set(), account_guids(connection))
    assert all(one.owner_name and one.address and one.city and "@" in one.email for one in listed)
    return bool(listed)


def has_statements(connection: Connection) -> bool:
    """Whether there are statements; if so, each has its paper."""
    api = connection.sdk.statements
    listed = api.list_statements_by_member(connection.guid, connection.user).statements
    assert all(one.content_hash and one.uri for one in listed)
    paper = listed and bytes(api.download_statement_pdf(connection.guid, listed[0].guid, connection.user))
    assert not paper or paper.startswith(b"%PDF-")
    return bool(listed)


JOBS = [("verify", 200, has_numbers), ("identify", 202, has_owners), ("fetch_statements", 202, has_statements)]
NAMES = [name for name, _, _ in JOBS]


@pytest.fixture(scope="module")
def at_own_page(app: Sdk) -> Connection:
    """A member that was let in at the bank's own page."""
    user = app.new_user(id="fdx-reader")
    request = mx.MemberCreateRequest(institution_code=OWN_PAGE, credentials=[], is_oauth=True)
    member = app.members.create_member(user, mx.MemberCreateRequestBody(member=request)).member
    visit_the_bank(member.oauth_window_uri, "fdx-reader", "anything")
    connection = Connection(app, user, member.guid, "fdx-reader")
    seen = eventually(
        connection.status, lambda seen: not seen.is_being_aggregated and seen.connection_status != "PENDING", WAIT_SECONDS,
    )
    assert seen.connection_status == "CONNECTED"
    return connection


@pytest.mark.parametrize(("job", "status", "has"), JOBS, ids=NAMES)
def test_at_the_banks_own_page(at_own_page: Connection, wire: Wire, job: str, status: int, has: object) -> None:
    assert not has(at_own_page), "nothing of it is read unasked"
    assert wire.send("POST", f"/users/{at_own_page.user}/members/{at_own_page.guid}/{job}").status == status
    assert at_own_page.settled().connection_status == "CONNECTED"
    assert has(at_own_page)


@pytest.mark.parametrize(("job", "status", "has"), JOBS, ids=NAMES)
def test_a_bank_that_asks_is_answered(
    app: Sdk, user: str, login: str, wire: Wire, job: str, status: int, has: object
) -> None:
    connection = Connection.begin(app, user, login, "challenge")
    assert connection.answer("correct").connection_status == "CONNECTED"
    path = f"/users/{user}/members/{connection.guid}"
    assert wire.send("POST", f"{path}/{job}").status == status
    # Each job signs in, so the bank asks again.
    assert connection.challenges()
    assert not has(connection)
    # The same job goes on; another waits for it.
    assert wire.send("POST", f"{path}/{job}").status == status
    for other in NAMES:
        if other != job:
            assert assert_refusal(wire.send("POST", f"{path}/{other}"), 409)["code"] == "job_running"
    assert connection.answer("correct").connection_status == "CONNECTED"
    assert has(connection)


@pytest.mark.parametrize(("job", "status", "has"), JOBS, ids=NAMES)
def test_a_wrong_answer_reads_nothing(app: Sdk, user: str, login: str, wire: Wire, job: str, status: int, has: object) -> None:
    connection = Connection.begin(app, user, login, "challenge")
    connection.answer("correct")
    assert wire.send("POST", f"/users/{user}/members/{connection.guid}/{job}").status == status
    assert connection.answer("wrong").connection_status == "REJECTED"
    assert not has(connection)
