"""Every status that is no success, seen once: it is named, has one main button that moves it on, and no dead end."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from application import Application
from person import Person, until


@dataclass(frozen=True)
class Case:
    """How a connection comes to a status, and what its page offers first."""

    status: str
    password: str
    primary: str


# What the bank makes of a password (docs/SANDBOX.md).
BY_PASSWORD = [
    Case("denied", "wrong!", "button-update-login"),
    Case("locked", "LOCKED", "button-site"),
    Case("impeded", "TERMS_NOT_ACCEPTED", "button-site"),
    Case("impaired", "SIGN_IN_AGAIN", "button-update-login"),
    Case("expired", "SESSION_EXPIRED", "button-refresh"),
    Case("failed", "SERVER_ERROR", "button-refresh"),
    Case("discontinued", "INSTITUTION_DISCONTINUED", "button-manual"),
    Case("closed", "CONNECTION_UNKNOWN", "button-reopen"),
]


def offers_ways_on(person: Person, primary: str | None = None) -> None:
    """One main button, help, removing; and the person is told what it means for the data."""
    (main,) = [one for one in person.all("main .primary") if one.is_displayed()]
    if primary:
        assert person.texts.pattern(primary).fullmatch(main.text), f"{main.text!r} is not {primary}"
    assert person.says("page-fact-data")
    assert person.offers("button-support")
    assert person.offers("button-remove")


@pytest.mark.parametrize("case", BY_PASSWORD, ids=lambda case: case.status)
def test_what_the_bank_refuses(person: Person, app: Application, case: Case) -> None:
    person.connects(case.password)
    person.sees(f"page-trouble-{case.status}")
    offers_ways_on(person, case.primary)
    assert app.member(person.user, person.member)["connection_status"] == case.status.upper()


def test_prevented_after_three_refusals(person: Person) -> None:
    person.connects("wrong 1")
    for password in ("wrong 2", "wrong 3"):
        person.sees("page-trouble-denied")
        person.presses("button-update-login")
        person.sees("page-update-title")
        person.signs_in(password)
    person.sees("page-trouble-prevented")
    offers_ways_on(person, "button-update-login")


def made(status: str) -> Callable[[Application, Person], str]:
    """How the application, staff or time bring a connection to a status."""
    def fired(event: str) -> Callable[[Application, Person], str]:
        def fire(app: Application, person: Person) -> str:
            member = connected(app, person)
            app.fires(member, event)
            return member
        return fire

    def failed_often(app: Application, person: Person) -> str:
        """Three failures, each more than an hour after the one before."""
        member = connected(app, person, "later:server_error")
        for _ in range(3):
            app.moves_clock(4 * 3600)
            app.commands(person.user, member, "aggregate")
            until(person.driver, lambda: not app.member(person.user, member)["is_being_aggregated"], "the end of the run")
        return member

    def gone_for_long(app: Application, person: Person) -> str:
        member = failed_often(app, person)
        app.fires(member, "two_weeks_without_success")
        return member

    def paused(app: Application, person: Person) -> str:
        member = connected(app, person)
        app.commands(person.user, member, "pause")
        return member

    def closed(app: Application, person: Person) -> str:
        member = connected(app, person)
        app.commands(person.user, member, "close")
        return member

    return {
        "created": lambda app, person: app.new_member(person.user, person.login, "any", skip_aggregation=True),
        "imported": lambda app, person: app.new_member(person.user, person.login, None),
        "degraded": failed_often,
        "disconnected": gone_for_long,
        "reconnected": fired("migrated_credentials_kept"),
        "disabled": paused,
        "closed": closed,
        "updated": updated,
    }[status]


def connected(app: Application, person: Person, password: str = "any") -> str:
    """A connection that works, made over the API."""
    member = app.new_member(person.user, person.login, password)
    person.opens(current_member_guid=member)
    person.has_connected()
    return member


def updated(app: Application, person: Person) -> str:
    member = connected(app, person)
    form = app.wire.get("/institutions/mxbank/credentials")["credentials"]
    values = {"LOGIN": person.login, "PASSWORD": "another"}
    credentials = [{"guid": one["guid"], "value": values[one["field_name"]]} for one in form]
    body = {"member": {"credentials": credentials, "skip_aggregation": True}}
    answer = app.wire.send("PUT", f"/users/{person.user}/members/{member}", body)
    assert answer.status == 200, answer.text
    return member


@pytest.mark.parametrize(("status", "primary"), [
    ("created", "button-refresh"),
    ("imported", "button-update-login"),
    ("degraded", None),
    ("disconnected", None),
    ("reconnected", "button-refresh"),
    ("disabled", "button-support"),
    ("closed", "button-reopen"),
    ("updated", "button-refresh"),
])
def test_what_others_and_time_make(person: Person, app: Application, status: str, primary: str | None) -> None:
    member = made(status)(app, person)
    assert app.member(person.user, member)["connection_status"] == status.upper()
    person.opens(current_member_guid=member)
    person.sees(f"page-trouble-{status}")
    offers_ways_on(person, primary)


def test_closed_opens_again_with_the_login(person: Person, app: Application) -> None:
    member = made("closed")(app, person)
    person.opens(current_member_guid=member)
    person.sees("page-trouble-closed")
    person.presses("button-reopen")
    person.sees("page-update-title")
    person.signs_in("any")
    assert person.has_connected() == member


def test_settled_at_the_bank(person: Person, app: Application) -> None:
    """The main button leads to the bank's own site in a tab of its own; the one beside it says that it is done."""
    person.connects("later:terms_not_accepted")
    member = person.has_connected()
    app.moves_clock(4 * 3600)
    app.commands(person.user, member, "aggregate")
    person.opens(current_member_guid=member)
    person.sees("page-trouble-impeded")
    site = person.one("main a.primary")
    assert site.get_attribute("target") == "_blank" and "noopener" in site.get_attribute("rel")
    app.sets_login("mxbank", person.login, None)
    person.presses("button-settled")
    person.has_connected()


def test_slow(person: Person, app: Application) -> None:
    app.sets_institution("mxbank", delay_ms=3_000)
    try:
        person.connects("any")
        member = person.member
        person.sees("page-progress-sign-in", "page-progress-accounts", "page-progress-transactions")
        app.fires(member, "run_slow")
        person.awaits_text("page-progress-slow")
        person.checks()
        assert person.offers("button-leave")
    finally:
        app.sets_institution("mxbank", delay_ms=0)
    assert person.has_connected() == member


def test_no_accounts_is_told_with_advice(person: Person) -> None:
    person.connects("NO_ACCOUNTS")
    person.sees("page-connected-nothing")
    assert person.all("#remedies li")


def test_a_remedy_is_answered(person: Person) -> None:
    person.connects("LOCKED")
    person.sees("page-trouble-locked")
    person.one("#remedies > ol > li:first-child form button[value=no]").click()
    person.sees("page-trouble-locked")
    assert person.says("page-said-thanks") and person.says("page-remedy-tried")
