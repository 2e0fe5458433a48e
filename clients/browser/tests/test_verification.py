"""Whoever is verified: from the lender's link over their bank to the report, and what stands in the way."""
from __future__ import annotations

import re
import urllib.error
import urllib.request
from typing import Any

from application import Application
from person import Person, until


def follows(person: Person, order: dict[str, Any]) -> None:
    """Opens the link of a verification, as the person whom it is for."""
    person.user = order["user"]
    person.driver.get(order["link_url"])
    person.sees("page-verify-title")


def begins(person: Person, order: dict[str, Any]) -> None:
    follows(person, order)
    person.presses("button-verify")
    person.sees("page-verification-connect-title")


def signs_in(person: Person, password: str) -> None:
    person.presses("button-connect")
    person.agrees()
    person.finds("MX Bank")
    person.sees("page-login-title")
    person.signs_in(password)


def is_over(person: Person, order: dict[str, Any]) -> None:
    person.driver.get(order["link_url"])
    person.sees("page-verification-over-title")


def test_from_the_link_to_the_report(person: Person, app: Application) -> None:
    order = app.verifies(report={"type": "assets", "configuration": {"months": 24}})
    for _ in range(2):
        follows(person, order)
    assert app.verification(order["id"])["status"]["code"] == "pending", "looking changes nothing"
    begins(person, order)
    assert app.verification(order["id"])["status"]["code"] == "user_session_started"
    signs_in(person, "challenge")
    person.answers("correct")
    person.sees("page-verification-choose-title")
    accounts = person.all("input[name=account]")
    assert len(accounts) > 5 and all(box.is_selected() for box in accounts)
    for box in accounts:
        box.click()
    person.presses("button-use-accounts")
    person.awaits_text("page-verification-none")
    person.checks()
    for box in person.all("input[name=account]")[:2]:
        box.click()
    person.presses("button-use-accounts")
    person.sees("page-verification-completed-title")
    report = app.report(order["id"])
    (member,) = app.members(person.user)
    assert len(report["accounts"]) == 2 and report["transactions"]
    assert app.jobs(member["guid"]) == 1, "the bank asked once, and everything was read"

    person.presses("button-report")
    person.sees("report-title")
    assert all(account["name"] in person.reads() for account in report["accounts"])
    assert person.all("svg.chart") and report["id"] in person.reads()
    with urllib.request.urlopen(f"{person.session}/verification/report.pdf") as answer:
        assert answer.read(5) == b"%PDF-"
    is_over(person, order)


def test_what_is_in_the_way_is_said_and_it_goes_on(person: Person, app: Application) -> None:
    order = app.verifies(institution_code="mxbank", accounts="all")
    begins(person, order)
    person.presses("button-connect")
    person.agrees()
    person.sees("page-login-title")
    person.signs_in("INVALID")
    person.sees("page-trouble-denied", "page-update-title")
    paused = until(person.driver, lambda: (one := app.verification(order["id"])["status"])["state"] == "PAUSED" and one, "the pause")
    assert [error["code"] for error in paused["errors"]] == ["invalid_credentials"]
    # Another day, by the same link.
    follows(person, order)
    person.presses("button-verify")
    person.sees("page-verification-repair-title")
    person.presses("button-look")
    person.presses("button-update-login")
    person.sees("page-update-title")
    person.signs_in("plain")
    person.sees("page-verification-completed-title", "page-verification-making-title")
    person.sees("page-verification-completed-title")


def test_a_link_shows_that_verification_and_nothing_else(person: Person, app: Application) -> None:
    other = app.new_member(person.user, person.login, "plain")
    order = app.verifies(user_guid=person.user)
    begins(person, order)
    # Neither the other connection nor what else the person has.
    for address in ("connections", f"connect/members/{other}", f"members/{other}/leave", "connect/manual"):
        person.goes(address)
        person.sees("page-nowhere-title")
    person.goes("verification")
    signs_in(person, "plain")
    # It was the same login: that connection is the one, and who knows the login may see it.
    person.sees("page-verification-choose-title")
    assert [member["guid"] for member in app.members(person.user)] == [other]


def test_whoever_comes_too_late_is_told(person: Person, app: Application) -> None:
    order = app.verifies()
    begins(person, order)
    app.cancels(order["id"])
    person.sees("page-verification-cancelled-title")
    person.goes("connect/search")
    person.sees("page-verification-cancelled-title")
    is_over(person, order)
    forged = re.sub(r"[\w-]{43}$", "A" * 43, order["link_url"])
    request = urllib.request.Request(forged, method="POST")
    try:
        urllib.request.urlopen(request)
        raise AssertionError("a link that nobody made was opened")
    except urllib.error.HTTPError as error:
        assert error.code == 410


def test_without_scripts(cautious: Person, app: Application) -> None:
    order = app.verifies(accounts="all", report={"type": "none"})
    begins(cautious, order)
    signs_in(cautious, "plain")
    cautious.sees("page-verification-completed-title")
