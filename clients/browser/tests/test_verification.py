"""Whoever is verified: from the lender's link over their bank to the report, and what stands in the way."""
from __future__ import annotations

import re
import urllib.error
import urllib.request
from typing import Any

import at_bank
from application import Application
from person import Person, until


ONE_JOB = [("extend_history", "ok")]


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


def signs_in_there(person: Person, password: str) -> None:
    """Where the order names the bank."""
    person.presses("button-connect")
    person.agrees()
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
    assert app.jobs(member["guid"]) == ONE_JOB, "the bank asked once, and everything was read"

    person.presses("button-report")
    person.sees("report-title")
    assert all(account["name"] in person.reads() for account in report["accounts"])
    assert person.all("svg.chart") and report["id"] in person.reads()
    with urllib.request.urlopen(f"{person.session}/verification/report.pdf") as answer:
        assert answer.read(5) == b"%PDF-"
    # Another day, it is read by the same link.
    follows(person, order)
    person.presses("button-verify")
    person.sees("page-verification-completed-title")


def test_what_is_in_the_way_is_said_and_it_goes_on(person: Person, app: Application) -> None:
    order = app.verifies(institution_code="mxbank", accounts="all")
    begins(person, order)
    signs_in_there(person, "INVALID")
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
    for address in ("connections", f"connect/members/{other}", f"members/{other}/leave", "connect/manual", "connect/missing"):
        person.goes(address)
        person.sees("page-nowhere-title")
    person.goes(f"connect/support?member={other}")
    person.sees("page-support-title")
    assert other not in person.one("main").get_attribute("innerHTML") and "MX Bank" not in person.reads()
    # Nor by the name of its login, with whatever password.
    for password in ("plain", "guessed"):
        person.goes("verification")
        person.presses("button-connect")
        if person.sees("page-consent-title", "page-search-title") == "page-consent-title":
            person.presses("button-agree")
        person.finds("MX Bank")
        person.sees("page-login-title")
        person.signs_in(password)
        person.awaits_text("page-wrong-elsewhere", app="Demo")
        assert other not in person.driver.current_url and other not in person.driver.page_source
    assert app.verification(order["id"])["member_guids"] == []


def test_what_was_there_before_is_not_removed_by_a_link(person: Person, app: Application) -> None:
    member = app.new_member(person.user, person.login, "INVALID")
    until(person.driver, lambda: app.member(person.user, member)["connection_status"] == "DENIED", "the refusal")
    order = app.verifies(user_guid=person.user, member_guids=[member], accounts="all")
    follows(person, order)
    person.presses("button-verify")
    person.sees("page-verification-repair-title")
    person.presses("button-look")
    person.presses("button-update-login")
    person.sees("page-update-title")
    assert not person.offers("button-remove")
    for address in ("remove", "accounts"):
        person.goes(f"connect/members/{member}/{address}")
        person.sees("page-nowhere-title")
    # A newer link ends what the one before opened.
    app.renews(order["id"])
    person.goes("verification")
    person.sees("page-ended-title")


def test_what_was_connected_by_the_link_can_be_removed_there(person: Person, app: Application) -> None:
    order = app.verifies(accounts="all", report={"type": "none"})
    begins(person, order)
    signs_in(person, "plain")
    person.sees("page-verification-completed-title")
    person.presses("button-remove-bank", institution="MX Bank")
    person.sees_words("MX Bank")
    assert not person.offers("button-remove-keeping")
    person.presses("button-remove-now")
    person.sees("page-removed-title")
    assert app.members(person.user) == []


def test_at_the_own_page_of_a_bank(person: Person, app: Application) -> None:
    order = app.verifies(institution_code="mx_bank_oauth")
    begins(person, order)
    person.presses("button-connect")
    person.agrees()
    person.sees("page-offer-title")
    person.presses("button-offer")
    person.sees("page-leave-title")
    person.presses("button-go-to-bank")
    at_bank.logs_in(person)
    at_bank.allows(person)
    person.sees("page-verification-choose-title")
    person.presses("button-use-accounts")
    person.sees("page-verification-completed-title")
    (member,) = app.members(person.user)
    # What the person brought back is changed for tokens first, by a job that reads nothing.
    assert app.jobs(member["guid"]) == [("aggregate", None), *ONE_JOB]


def test_a_bank_that_is_away_is_said_plainly(person: Person, app: Application) -> None:
    order = app.verifies(institution_code="mxbank", accounts="all")
    begins(person, order)
    signs_in_there(person, "SERVER_ERROR")
    until(person.driver, lambda: app.verification(order["id"])["status"]["state"] == "PAUSED", "the pause")
    person.goes("verification")
    person.sees("page-verification-later-title")
    assert person.offers("button-look")


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
