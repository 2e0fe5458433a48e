"""A lender orders a verification, hears how it goes on, and gets a report whose JSON, page and paper say the same."""
from __future__ import annotations

import hashlib
import io
import json
import re
import time
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from pypdf import PdfReader

from connection import Connection, eventually
from hub import REPOSITORY, Hub
from listening import SECRET, Listening
from receiver import verified_argyle
from sdk import Sdk
from wire import Wire, assert_refusal

# Of a build without optimisation, beside other tests; a released one needs less than a second.
REPORT_SECONDS_MAX = 60
MONTHS = 24


def order(wire: Wire, user: str, **wishes: Any) -> dict[str, Any]:
    answer = wire.send("POST", "/v2/verifications", {"user_guid": user, "accounts": "all", **wishes})
    assert answer.status == 201, answer.text
    return answer.json


def completed(wire: Wire, guid: str) -> dict[str, Any]:
    return eventually(lambda: wire.get(f"/v2/verifications/{guid}"), lambda one: one["status"]["state"] == "COMPLETED")


def report_of(wire: Wire, one: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """The bytes of a report, checked against its hash and its schema."""
    answer = wire.send("GET", one["report"]["json_url"])
    assert answer.status == 200, answer.text
    text = answer.body
    assert hashlib.sha256(text).hexdigest() == one["report"]["content_hash"] == answer.headers["X-Content-Sha256"]
    report = json.loads(text)
    schema = json.loads((REPOSITORY / "docs/report.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(report, schema)
    return text, report


def paper(wire: Wire, url: str) -> PdfReader:
    answer = wire.send("GET", url)
    assert answer.status == 200 and answer.headers["Content-Type"] == "application/pdf", answer.text[:500]
    return PdfReader(io.BytesIO(answer.body))


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_it_is_told_at_each_change_as_verification_services_tell_it(
    app: Sdk, wire: Wire, user: str, login: str, listening: Listening, subscribe: Callable[..., Any]
) -> None:
    subscribe(listening.receiver.url, "verifications.updated", "verifications.creation_failed",
              include_resource=True, ordered=True)
    assert listening.next().event == "webhooks.ping"
    connection = Connection.begin(app, user, login, "challenge")
    one = order(wire, user, member_guids=[connection.guid])

    def attended() -> str:
        """How it stands; whoever is asked answers."""
        if connection.status().connection_status == "CHALLENGED":
            connection.answer("correct")
        return wire.get(f"/v2/verifications/{one['id']}")["status"]["state"]

    eventually(attended, lambda state: state == "COMPLETED")
    states: list[str] = []
    while "COMPLETED" not in states:
        body = listening.until("verifications.updated").body
        assert body["data"]["verification"] == one["id"] and body["data"]["resource"]["id"] == one["id"]
        states.append(body["data"]["status"]["state"])
    assert states[0] == "PENDING" and set(states) == {"PENDING", "PROCESSING", "COMPLETED"}, states
    resource = body["data"]["resource"]
    assert resource == wire.get(f"/v2/verifications/{one['id']}")
    for headers, text in zip(listening.headers, listening.bodies):
        # The ping has it too, so that it can be tried.
        assert json.loads(text)["event"].split(".")[0] in ("verifications", "webhooks")
        verified_argyle([SECRET], headers["x-argyle-signature"], text)
    # What cannot be ordered is told too, and leaves nothing.
    total = wire.get("/v2/verifications")["pagination"]["total_entries"]
    assert_refusal(wire.send("POST", "/v2/verifications", {"user_guid": user, "institution_code": "no_such_bank"}),
                   names="institution_code")
    failed = listening.until("verifications.creation_failed").body
    assert "institution_code" in failed["data"]["message"] and failed["data"]["context"]["report_type"] == "assets"
    assert wire.get("/v2/verifications")["pagination"]["total_entries"] == total


def test_a_pause_says_why_and_ends_with_the_trouble(
    app: Sdk, wire: Wire, user: str, login: str, listening: Listening, subscribe: Callable[..., Any]
) -> None:
    subscribe(listening.receiver.url, "verifications.updated")
    connection = Connection.begin(app, user, login, "INVALID")
    connection.settled()
    one = order(wire, user, member_guids=[connection.guid])
    while (status := listening.until("verifications.updated").body["data"]["status"])["state"] != "PAUSED":
        pass
    (error,) = status["errors"]
    assert (error["code"], error["actor"]) == ("invalid_credentials", "user") and error["remedies"]
    assert error["resources"] == [{"id": connection.guid, "type": "member", "name": "MX Bank"}]
    connection.retype("any password")
    completed(wire, one["id"])


def test_a_report_of_two_years_is_made_in_time_and_says_the_same_everywhere(
    app: Sdk, wire: Wire, user: str, login: str, hub: Hub
) -> None:
    connection = Connection.begin(app, user, login, "any password")
    connection.settled()
    # Read once, so that what is measured is the report and what stands around it, not the bank.
    configuration = {"type": "assets", "configuration": {"months": MONTHS}}
    completed(wire, order(wire, user, member_guids=[connection.guid], report=configuration)["id"])
    began = time.monotonic()
    one = completed(wire, order(wire, user, member_guids=[connection.guid], report=configuration)["id"])
    made = time.monotonic() - began
    text, report = report_of(wire, one)
    began = time.monotonic()
    sheets = paper(wire, one["report"]["file_url"])
    drawn = time.monotonic() - began
    print(f"{len(report['accounts'])} accounts, {len(report['transactions'])} transactions: "
          f"read and made in {made:.1f} s, drawn in {drawn:.1f} s, {len(sheets.pages)} sheets")
    assert len(report["accounts"]) >= 10 and report["months"] == MONTHS and made + drawn < REPORT_SECONDS_MAX

    assert report["income"] and report["regular_payments"] and report["cash_flow"]
    debts = {account["name"]: account["type"] for account in report["accounts"] if account["type"] in ("LOAN", "MORTGAGE")}
    paid = {payment["payee"]: payment["kind"] for payment in report["regular_payments"]}
    assert debts and all(paid[name] == ("housing" if kind == "MORTGAGE" else "loan") for name, kind in debts.items())
    owed = {account["type"] for account in report["accounts"] if account["balances"]["meaning"] == "owed"}
    assert {"CREDIT_CARD", "LOAN", "MORTGAGE", "LINE_OF_CREDIT", "CHECKING_LINE_OF_CREDIT"} <= owed
    owners = {owner for account in report["accounts"] for owner in account["owners"]}
    assert owners, "the bank says who owns them"
    front = words(sheets.pages[0].extract_text())
    page = wire.send("GET", one["report"]["html_url"] + "?locale=es")
    assert page.status == 200 and "Informe" in page.text and one["report"]["content_hash"] in page.text
    whole = words(" ".join(sheet.extract_text() for sheet in sheets.pages))
    for account in report["accounts"]:
        assert account["name"] in front and account["name"] in page.text
    for entry in report["transactions"][:20]:
        assert words(entry["description"])[:20] in whole
    assert one["report"]["content_hash"] in front
    spanish = paper(wire, one["report"]["file_url"] + "?locale=es")
    assert "Informe" in spanish.pages[0].extract_text()

    # Numbers are masked, in the report and everywhere.
    numbers = {
        account["account_number"]
        for account in wire.get(f"/users/{user}/members/{connection.guid}/account_numbers?records_per_page=100")["account_numbers"]
        if account["account_number"]
    }
    assert numbers and not any(number in text.decode() or number in whole or number in page.text for number in numbers)
    # And nothing of it is in the log.
    log = hub.log.read_text()
    assert not any(secret in log for secret in numbers | owners | {SECRET})


def test_who_comes_by_the_link_needs_no_user(wire: Wire, hub: Hub) -> None:
    made = wire.send("POST", "/v2/verifications", {})
    assert made.status == 201, made.text
    one = made.json
    token = re.fullmatch(rf"{hub.ready['base_url']}/verify/([\w-]{{43}})", one["link_url"])[1]
    assert one["user"].startswith("USR-") and one["accounts"] == "chosen" and one["status"]["state"] == "PENDING"
    assert wire.get(f"/v2/verifications/{one['id']}")["link_url"] is None, "it is told once"
    renewed = wire.send("POST", f"/v2/verifications/{one['id']}/link")
    assert renewed.status == 200 and renewed.json["link_url"] not in (None, one["link_url"])
    assert wire.send("POST", f"/v2/verifications/{one['id']}/cancel").json["status"]["state"] == "CANCELLED"
    assert_refusal(wire.send("POST", f"/v2/verifications/{one['id']}/link"), 409)
    assert token not in hub.log.read_text()


def test_strangers_see_none_of_it(app: Sdk, wire: Wire, connected: Connection, stranger_keys: Any) -> None:
    one = completed(wire, order(wire, connected.user, member_guids=[connected.guid])["id"])
    stranger = Wire(stranger_keys)
    path = f"/v2/verifications/{one['id']}"
    for method, at, body in [("GET", "", None), ("PATCH", "", {"accounts": "all"}), ("POST", "/cancel", None), ("POST", "/link", None),
                             ("GET", "/report", None), ("GET", "/report.pdf", None), ("GET", "/report.html", None)]:
        assert_refusal(stranger.send(method, path + at, body), 404)
    assert_refusal(stranger.send("POST", "/v2/verifications/refresh", {"verification": one["id"]}), 404)
    assert stranger.get("/v2/verifications")["verifications"] == []
    refreshed = wire.send("POST", "/v2/verifications/refresh", {"verification": one["id"]}).json
    again = completed(wire, refreshed["id"])
    assert again["report"]["id"] != one["report"]["id"] and again["member_guids"] == one["member_guids"]
    listed = wire.get(f"/v2/verifications?user_guid={connected.user}&records_per_page=1")
    assert listed["verifications"][0]["id"] == again["id"] and listed["pagination"]["total_entries"] >= 2


@pytest.mark.parametrize(("wishes", "field"), [
    ({"user_guid": "USR-00000000-0000-7000-8000-000000000000"}, "user_guid"),
    ({"user_guid": "x"}, "user_guid"),
    ({"report": {"type": "income"}}, "report.type"),
    ({"report": {"configuration": {"months": 0}}}, "months"),
    ({"report": {"configuration": {"months": 25}}}, "months"),
    ({"report": {"configuration": {"months": -1}}}, "months"),
    ({"institution_code": "no_such_bank"}, "institution_code"),
    ({"member_guids": ["MBR-00000000-0000-7000-8000-000000000000"]}, "member_guids[0]"),
    ({"account_guids": ["ACT-00000000-0000-7000-8000-000000000000"], "accounts": None}, "account_guids[0]"),
    ({"account_guids": [], "accounts": None}, "account_guids"),
    ({"accounts": "some"}, "accounts"),
    ({"data_source": "payroll"}, "data_source"),
])
def test_bad_orders_name_the_field_and_leave_nothing(wire: Wire, user: str, wishes: dict[str, Any], field: str) -> None:
    body = {"user_guid": user, "accounts": "all", **wishes}
    assert_refusal(wire.send("POST", "/v2/verifications", body), names=field)
    assert wire.get(f"/v2/verifications?user_guid={user}")["verifications"] == []


def test_an_update_that_names_nothing_is_refused(wire: Wire, user: str) -> None:
    one = order(wire, user)
    assert_refusal(wire.send("PATCH", f"/v2/verifications/{one['id']}", {}), 400)


def test_a_deleted_user_has_no_verifications(wire: Wire, user: str) -> None:
    one = order(wire, user)
    assert wire.send("DELETE", f"/users/{user}").status == 204
    assert_refusal(wire.send("GET", f"/v2/verifications/{one['id']}"), 404)
    assert_refusal(wire.send("POST", "/v2/verifications", {"user_guid": user}), names="user_guid")
