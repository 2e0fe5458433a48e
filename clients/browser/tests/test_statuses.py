"""Every status that is no success, seen once: it is named, has one main button that moves it on, and no dead end."""
from __future__ import annotations

import pytest

from application import Application
from person import Person
from statuses import BY_OTHERS, BY_PASSWORD, HOUR, Case, brought_to


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


@pytest.mark.parametrize("status", BY_OTHERS)
def test_what_others_and_time_make(person: Person, status: str) -> None:
    member = brought_to(status, person)
    person.opens(current_member_guid=member)
    person.sees(f"page-trouble-{status}")
    offers_ways_on(person, BY_OTHERS[status][1])


def test_closed_opens_again_with_the_login(person: Person) -> None:
    member = brought_to("closed", person)
    person.opens(current_member_guid=member)
    person.sees("page-trouble-closed")
    person.presses("button-reopen")
    # Made over the API, the connection was never agreed to here.
    person.agrees()
    person.sees("page-update-title")
    person.signs_in("any")
    assert person.has_connected() == member


def test_settled_at_the_bank(person: Person, app: Application) -> None:
    """The main button leads to the bank's own site in a tab of its own; the one beside it says that it is done."""
    person.connects("later:terms_not_accepted")
    member = person.has_connected()
    app.moves_clock(4 * HOUR)
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
