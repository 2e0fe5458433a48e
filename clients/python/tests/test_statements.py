"""Statements through MX's SDK: fetched, listed, read, and downloaded as papers that a reader of PDF understands."""
from __future__ import annotations

import hashlib
import io
import re
from datetime import date, timedelta

import mx_platform_python as mx
import pypdf
import pytest

from connection import Connection
from sdk import Sdk
from wire import Wire, assert_page, assert_refusal

ALL = 1000
NOBODY = "STA-00000000-0000-0000-0000-000000000001"
PERIOD = re.compile(r"Statement period (\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)")
ROW = re.compile(r"^\d{4}-\d\d-\d\d\s+(.+?)\s+(-?\d+\.\d\d)\s+(-?\d+\.\d\d)$", re.MULTILINE)
BALANCE = re.compile(r"(Opening|Closing) balance\s+(-?\d+\.\d\d)")


def fetched(connection: Connection) -> list[mx.StatementResponse]:
    """Fetches the statements of a member and waits for them; all that there are."""
    app = connection.sdk
    assert app.statements.fetch_statements(connection.guid, connection.user).member.guid == connection.guid
    seen = connection.settled()
    assert seen.connection_status == "CONNECTED", seen
    return app.statements.list_statements_by_member(connection.guid, connection.user, records_per_page=ALL).statements


def paper(connection: Connection, statement: mx.StatementResponse) -> list[str]:
    """The pages of a statement as text. The file is what its hash says."""
    data = bytes(connection.sdk.statements.download_statement_pdf(connection.guid, statement.guid, connection.user))
    assert hashlib.sha256(data).hexdigest() == statement.content_hash
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data), strict=True).pages]


def cents(amount: str) -> int:
    return int(amount.replace(".", ""))


@pytest.fixture(scope="module")
def connection(app: Sdk) -> Connection:
    connection = Connection.begin(app, app.new_user(id="archivist"), "archivist", "anything", id="archive")
    connection.settled()
    return connection


@pytest.fixture(scope="module")
def statements(connection: Connection) -> list[mx.StatementResponse]:
    return fetched(connection)


def test_each_statement_is_listed_and_read(connection: Connection, statements: list[mx.StatementResponse]) -> None:
    accounts = {one.guid for one in connection.sdk.accounts.list_member_accounts(connection.user, connection.guid).accounts}
    assert len(statements) > 100
    for one in statements:
        assert one.guid.startswith("STA-")
        assert one.account_guid in accounts
        assert (one.member_guid, one.user_guid) == (connection.guid, connection.user)
        assert re.fullmatch(r"[0-9a-f]{64}", one.content_hash)
        assert one.uri == f"/users/{connection.user}/members/{connection.guid}/statements/{one.guid}.pdf"
        assert one.created_at <= one.updated_at
    newest = statements[0]
    assert connection.sdk.statements.read_statement_by_member(connection.guid, newest.guid, connection.user).statement == newest


def test_the_paper_has_mask_period_and_balances_that_add_up(
    connection: Connection, statements: list[mx.StatementResponse]
) -> None:
    accounts = {one.guid: one for one in connection.sdk.accounts.list_member_accounts(connection.user, connection.guid).accounts}
    newest = {one.account_guid: one for one in reversed(statements)}
    lengths = set()
    for guid, statement in newest.items():
        account, pages = accounts[guid], paper(connection, statement)
        text = "\n".join(pages)
        lengths.add(len(pages) > 1)
        assert account.account_number is None or f"account ending in {account.account_number[-4:]}" in text
        assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
        first, last = (date.fromisoformat(day) for day in PERIOD.search(text).groups())
        assert (first.day, (last + timedelta(days=1)).day) == (1, 1)
        assert first < last < first + timedelta(days=31)
        balances = {name: cents(amount) for name, amount in BALANCE.findall(text)}
        rows = ROW.findall(text)
        assert balances["Opening"] + sum(cents(amount) for _, amount, _ in rows) == balances["Closing"], text
        assert not rows or cents(rows[-1][2]) == balances["Closing"]
    assert lengths == {True, False}, "some months take one page, some take more"


def test_papers_are_files_for_browsers(connection: Connection, statements: list[mx.StatementResponse], wire: Wire) -> None:
    answer = wire.send("GET", statements[0].uri)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"] == f'attachment; filename="{statements[0].guid}.pdf"'


def test_lists_come_in_pages(connection: Connection, statements: list[mx.StatementResponse], wire: Wire) -> None:
    path = f"/users/{connection.user}/members/{connection.guid}/statements"
    second = wire.get(f"{path}?page=2&records_per_page=10")
    assert [one["guid"] for one in second["statements"]] == [one.guid for one in statements[10:20]]
    assert_page(second["pagination"], 2, 10, len(statements))
    issued = [one["issued_on"] for one in wire.get(f"{path}?records_per_page={ALL}")["statements"]]
    assert issued == sorted(issued, reverse=True)


def test_ids_name_user_and_member_in_the_second_version(
    connection: Connection, statements: list[mx.StatementResponse], app_v2: Sdk
) -> None:
    listed = app_v2.statements.list_statements_by_member("archive", "archivist", records_per_page=ALL).statements
    assert listed == statements
    newest = statements[0]
    assert app_v2.statements.read_statement_by_member("archive", newest.guid, "archivist").statement == newest
    assert app_v2.statements.download_statement_pdf("archive", newest.guid, "archivist")


def test_fetching_again_brings_no_second_copies(connection: Connection, statements: list[mx.StatementResponse]) -> None:
    assert fetched(connection) == statements


def test_a_paper_that_fails_is_missing_until_the_next_time(app: Sdk, user: str, login: str, wire: Wire) -> None:
    connection = Connection.begin(app, user, login, "DOCUMENT_FAILED")
    connection.settled()
    statements = fetched(connection)
    missing = [one for one in statements if one.content_hash is None]
    assert missing and len(missing) < len(statements)
    assert all(one.uri is None for one in missing)
    path = f"/users/{user}/members/{connection.guid}/statements/{missing[0].guid}"
    assert wire.get(path)["statement"]["guid"] == missing[0].guid
    assert_refusal(wire.send("GET", f"{path}.pdf"), 404)
    # The person settles the matter at the bank.
    connection.retype("anything")
    again = fetched(connection)
    assert all(one.content_hash for one in again)
    assert {one.guid for one in again} == {one.guid for one in statements}


def test_no_such_statement_is_404(connection: Connection, wire: Wire) -> None:
    path = f"/users/{connection.user}/members/{connection.guid}/statements"
    for rest in (f"/{NOBODY}", f"/{NOBODY}.pdf", "/newest", "/.pdf"):
        assert_refusal(wire.send("GET", path + rest), 404)


def test_a_bank_without_statements_is_named(app: Sdk, user: str, login: str, wire: Wire) -> None:
    institution = app.institutions.read_institution("copperfield_cu").institution
    assert institution.supports_account_statement is False
    fields = app.institutions.list_institution_credentials("copperfield_cu").credentials
    typed = [mx.CredentialRequest(guid=field.guid, value=login) for field in fields]
    body = mx.MemberCreateRequestBody(member=mx.MemberCreateRequest(institution_code="copperfield_cu", credentials=typed))
    connection = Connection(app, user, app.members.create_member(user, body).member.guid, login)
    connection.settled()
    error = assert_refusal(wire.send("POST", f"/users/{user}/members/{connection.guid}/fetch_statements"), 400)
    assert error["code"] == "unsupported_product"
