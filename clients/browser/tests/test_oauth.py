"""Banks that take a login at their own page alone: leaving, coming back, and everything that can go wrong on the way."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from selenium import webdriver

import at_bank
from application import Application
from embedding import Host, Site
from person import Person, until

BANK = "mx_bank_oauth"
NAME = "MX Bank (OAuth)"


@pytest.fixture
def person(newcomer: Callable[..., Person], driver: webdriver.Chrome) -> Person:
    """Somebody whom the application calls by a mail address, which the pages name."""
    return newcomer(driver, email="maria.lind@mail.example")


def begins(person: Person, **options: object) -> None:
    """Goes as far as the page before leaving."""
    person.opens(current_institution_code=BANK, **options)
    person.agrees()
    person.sees("page-offer-title")
    person.presses("button-offer")
    person.sees("page-leave-title")


def leaves(person: Person, **options: object) -> None:
    begins(person, **options)
    person.presses("button-go-to-bank")
    at_bank.arrives(person)


def test_there_and_back(person: Person, app: Application) -> None:
    begins(person)
    # Before leaving: which app, for whom, where to.
    for named in ("maria.lind@mail.example", "Demo", "oauth.mxbank.example"):
        assert named in person.reads(), named
    person.presses("button-go-to-bank")
    at_bank.logs_in(person, "token")
    at_bank.answers(person, "correct")
    at_bank.allows(person, accounts=2)
    person.has_connected()
    assert len(app.accounts(person.user)) == 2
    (member,) = app.members(person.user)
    assert (member["connection_status"], member["is_oauth"]) == ("CONNECTED", True)


def test_by_search_and_without_scripts(cautious: Person) -> None:
    cautious.opens()
    cautious.agrees()
    cautious.finds(NAME, "mx bank oauth")
    cautious.sees("page-offer-title")
    cautious.presses("button-offer")
    cautious.sees("page-leave-title")
    cautious.presses("button-go-to-bank")
    at_bank.logs_in(cautious)
    at_bank.allows(cautious)
    cautious.has_connected()


def test_not_leaving(person: Person, app: Application) -> None:
    begins(person)
    person.presses("button-not-now")
    person.sees("page-pending-title")
    assert app.member(person.user, person.member)["connection_status"] == "PENDING"
    person.presses("button-go-to-bank")
    person.sees("page-leave-title")
    person.presses("button-go-to-bank")
    at_bank.logs_in(person)
    at_bank.allows(person)
    person.has_connected()


@pytest.mark.parametrize("refuses", ["cancels", "denies"])
def test_cancelled_or_denied_and_tried_again(person: Person, app: Application, refuses: str) -> None:
    leaves(person)
    if refuses == "denies":
        at_bank.logs_in(person)
    getattr(at_bank, refuses)(person)
    person.sees("page-trouble-pending", "page-pending-title")
    assert app.member(person.user, person.member)["reason"] == "oauth_cancelled"
    assert app.accounts(person.user) == []
    (main,) = [one for one in person.all("main .primary") if one.is_displayed()]
    main.click()
    person.sees("page-leave-title")
    person.presses("button-go-to-bank")
    at_bank.logs_in(person)
    at_bank.allows(person)
    person.has_connected()
    assert len(app.members(person.user)) == 1


@pytest.mark.parametrize(("password", "reason"), [
    ("LOCKED", "oauth_login_failed"), ("SERVER_ERROR", "oauth_technical"), ("CODE_REFUSED", "oauth_technical"),
])
def test_it_goes_wrong_at_the_bank(person: Person, app: Application, password: str, reason: str) -> None:
    leaves(person)
    at_bank.logs_in(person, password)
    if password == "CODE_REFUSED":
        at_bank.allows(person)
    person.sees("page-trouble-pending", "page-trouble-denied", "page-trouble-failed", "page-trouble-impaired", "page-trouble-locked", "page-pending-title")
    member = app.member(person.user, person.member)
    assert (member["reason"], member["connection_status"] != "CONNECTED") == (reason, True)
    assert len([one for one in person.all("main .primary") if one.is_displayed()]) == 1


def elsewhere(person: Person, other: webdriver.Chrome, app: Application) -> Person:
    """The same way to the bank, in a browser that never was here."""
    address = person.driver.current_url
    other.get(address)
    return Person(other, app, person.user, person.login, has_scripts=False)


def test_another_browser_is_asked_and_shows_no_data(person: Person, app: Application, driver_without_scripts: webdriver.Chrome) -> None:
    leaves(person)
    other = elsewhere(person, driver_without_scripts, app)
    at_bank.logs_in(other)
    at_bank.allows(other)
    other.sees("page-ask-title")
    shown = other.reads()
    assert "m•••@mail.example" in shown and "Demo" in shown
    assert "maria.lind" not in shown and not other.all("a[href*='/p/'], form[action*='/p/']")
    assert app.accounts(person.user) == []
    other.presses("button-ask-yes")
    other.sees("page-back-good-title")
    assert not other.all("a[href*='/p/']")
    (member,) = app.members(person.user)
    person.opens(current_member_guid=member["guid"])
    person.has_connected()


def test_a_stranger_says_no(person: Person, app: Application, driver_without_scripts: webdriver.Chrome) -> None:
    """Consent phishing: somebody begins, and has another person sign in at the bank."""
    leaves(person)
    victim = elsewhere(person, driver_without_scripts, app)
    at_bank.logs_in(victim, login="victim")
    at_bank.allows(victim)
    victim.sees("page-ask-title")
    back = victim.driver.current_url
    victim.presses("button-ask-no")
    victim.sees("page-declined-title")
    # What came back is of no use to who began it.
    person.driver.get(back)
    person.sees("page-visit-over-title")
    assert app.accounts(person.user) == []


def test_back_twice(person: Person, app: Application) -> None:
    leaves(person)
    at_bank.logs_in(person)
    at_bank.allows(person)
    person.has_connected()
    person.driver.get(f"{app.keys.base_url}/oauth/return?state=made-up&code=made-up")
    person.sees("page-visit-over-title")


def test_nobody_came_back_within_the_hour(person: Person, app: Application) -> None:
    begins(person)
    person.presses("button-not-now")
    person.sees("page-pending-title")
    app.moves_clock(3700)
    # The page goes on by itself.
    person.sees("page-member-expired-title")
    assert app.members(person.user) == []


def test_the_app_gets_its_person_back(person: Person, app: Application, site: Site) -> None:
    """In an app's own browser: the way leads out of the pages, with how it went."""
    leaves(person, client_redirect_url=f"{site.origin}/back?x=1", oauth_referral_source="APP")
    at_bank.logs_in(person)
    at_bank.allows(person)
    until(person.driver, lambda: person.driver.current_url.startswith(site.origin), "the application")
    member = app.members(person.user)[0]["guid"]
    assert person.driver.current_url == f"{site.origin}/back?x=1&status=success&member_guid={member}"


def test_the_app_gets_its_person_back_without_scripts(cautious: Person, app: Application, site: Site) -> None:
    leaves(cautious, client_redirect_url=f"{site.origin}/back", oauth_referral_source="APP")
    at_bank.cancels(cautious)
    until(cautious.driver, lambda: cautious.driver.current_url.startswith(f"{site.origin}/back?status=error"), "the application")


def test_from_a_frame(newcomer: Callable[..., Person], driver: webdriver.Chrome, embedder: Application, site: Site) -> None:
    """The bank's page opens in a window of its own; the frame goes on when the person is done there. The application hears it all."""
    person = newcomer(driver, embedder, email="maria.lind@mail.example")
    host = Host(person, site)
    host.mounts(url=embedder.link(person.user, current_institution_code=BANK))
    here = driver.current_window_handle
    with host.inside():
        person.agrees()
        person.sees("page-offer-title")
        person.presses("button-offer")
        person.sees("page-pending-title")
    requested = host.hears("OAuthRequested")
    (member,) = embedder.members(person.user)
    assert requested["member_guid"] == member["guid"] and requested["url"].startswith(embedder.keys.base_url)
    with host.inside():
        person.presses("button-go-to-bank")
    window = until(driver, lambda: [one for one in driver.window_handles if one != here], "a window")[0]
    driver.switch_to.window(window)
    person.sees("page-leave-title")
    person.presses("button-go-to-bank")
    at_bank.logs_in(person)
    at_bank.allows(person)
    person.sees("page-returned-good-title")
    driver.close()
    driver.switch_to.window(here)
    with host.inside():
        person.sees("page-connected-title")
    assert host.hears("MemberConnected")["member_guid"] == member["guid"]


def test_the_app_opens_the_way_itself(newcomer: Callable[..., Person], driver: webdriver.Chrome, embedder: Application, site: Site) -> None:
    """The link that oauthRequested carries, followed in another window."""
    person = newcomer(driver, embedder, email="maria.lind@mail.example")
    host = Host(person, site)
    host.mounts(url=embedder.link(person.user, current_institution_code=BANK))
    here = driver.current_window_handle
    with host.inside():
        person.agrees()
        person.sees("page-offer-title")
        person.presses("button-offer")
        person.sees("page-pending-title")
    address = host.hears("OAuthRequested")["url"]
    driver.execute_script("window.open(arguments[0], 'bank')", address)
    driver.switch_to.window(until(driver, lambda: [one for one in driver.window_handles if one != here], "a window")[0])
    person.sees("page-leave-title")
    person.presses("button-go-to-bank")
    at_bank.cancels(person)
    person.sees("page-returned-bad-title", "page-pending-title", "page-trouble-pending")
    driver.switch_to.window(here)
    assert host.hears("OAuthError")["member_guid"] == embedder.members(person.user)[0]["guid"]
