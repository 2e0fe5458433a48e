"""Clumsy and hostile people: the back button everywhere, everything pressed twice, two tabs, names that nobody expects."""
from __future__ import annotations

import pytest
from selenium.webdriver import ActionChains

from application import Application
from person import Person, until
from statuses import connected, settles
from texts import texts

LONG = "Genossenschaftliche" + "Zentralvermögensverwaltungsbeteiligungsgesellschaft" * 3
RIGHT_TO_LEFT = "حساب التوفير — בנק הפועלים"
EMOJI = "👨‍👩‍👧‍👦 Rainy day ☔️🏳️‍🌈"
NAMES = (LONG, RIGHT_TO_LEFT, EMOJI, "\u202egnihtyrevE", "a\u0301" * 60, "𝕾𝖆𝖛𝖎𝖓𝖌𝖘", "<b>&amp;</b>")


def presses_twice(person: Person, key: str) -> None:
    pattern = person.texts.pattern(key)
    button = until(person.driver, lambda: next((one for one in person.all("main button") if pattern.fullmatch(one.text.split("\n")[0])), None), key)
    ActionChains(person.driver).double_click(button).perform()


@pytest.mark.parametrize("name", NAMES, ids=("long", "right-to-left", "emoji", "override", "marks", "mathematical", "markup"))
def test_names_that_nobody_expects(person: Person, app: Application, name: str) -> None:
    """Kept by hand, shown in every list, searched for, edited, deleted: never wider than the screen, and never another name."""
    person.opens_connections()
    person.presses("button-manual")
    person.sees("page-manual-title")
    # A driver types no characters beyond the basic plane.
    field = person.field(person.texts.pattern("field-account-name"))
    person.driver.execute_script("arguments[0].value = arguments[1]", field, name)
    person.fills("field-balance", "-1234567.89")
    person.presses("button-add-account")
    person.sees("page-manual-bank")
    (account,) = app.accounts(person.user)
    assert account["name"] == name
    assert person.all("main a.row .name")[0].text == name.strip()
    transaction = {"amount": 1, "type": "DEBIT", "date": "2026-01-15", "description": name}
    made = app.wire.send("POST", f"/users/{person.user}/accounts/{account['guid']}/transactions", {"transaction": transaction})
    assert made.status < 300, made.text
    for address, key in (("connections", "page-connections-title"), ("connections/transactions", "page-tab-transactions"),
                         (f"connections/{account['member_guid']}/remove", "page-remove-title"),
                         (f"connections/{account['member_guid']}/accounts", "page-accounts-title"),
                         (f"connections/manual/{account['guid']}", "page-edit-title")):
        person.goes(address)
        person.sees(key)
    assert person.field(person.texts.pattern("field-account-name")).get_attribute("value") == name
    person.presses("button-delete-account")
    person.sees("page-delete-title")
    person.presses("button-remove-now")
    person.sees("page-connections-title")


def test_the_person_and_the_app_have_odd_names(newcomer, driver, app: Application) -> None:
    other = Application(app.hub, app.hub.new_client(LONG[:100]))
    person = newcomer(driver, other, email="a" * 60 + "@example.org")
    person.opens()
    person.agrees()
    person.finds("MX Bank")
    person.sees("page-login-title")
    person.signs_in("any", EMOJI.split()[1] + "login")
    person.has_connected()
    person.goes("connect/support")
    person.sees("page-support-title")
    person.opens_connections()


def test_everything_pressed_twice(person: Person, app: Application) -> None:
    member = connected(person)
    person.opens_connections()
    person.presses("button-manual")
    person.sees("page-manual-title")
    person.fills("field-account-name", "Once")
    person.fills("field-balance", "1")
    presses_twice(person, "button-add-account")
    person.sees("page-manual-bank")
    assert len([one for one in app.accounts(person.user) if one["name"] == "Once"]) == 1
    for key in ("button-pause", "button-unpause"):
        person.goes(f"connections/{member}")
        person.sees_words("MX Bank")
        presses_twice(person, key)
        until(person.driver, lambda: "said=" in person.driver.current_url, "an answer")
        person.sees_words("MX Bank")
    assert app.member(person.user, member)["connection_status"] == "CONNECTED"
    person.goes(f"connections/{member}/remove")
    person.sees("page-remove-title")
    presses_twice(person, "button-remove-now")
    person.sees("page-removed-title")
    person.goes("connections/consents/stop")
    person.sees("page-stop-title")
    presses_twice(person, "button-stop-all")
    person.sees("page-stopped-title")


def test_back_everywhere(person: Person, app: Application) -> None:
    """After each thing done, back: what is shown is no error, and doing it again does nothing twice."""
    member = connected(person)
    person.opens_connections()
    person.goes(f"connections/{member}")
    person.sees_words("MX Bank")
    person.presses("button-pause")
    person.awaits_text("page-said-paused")
    person.goes_back()
    person.sees_words("MX Bank")
    person.presses("button-choose-accounts")
    person.sees("page-accounts-title")
    person.presses("button-save")
    person.awaits_text("page-said-chosen")
    person.goes_back()
    person.sees("page-accounts-title")
    person.goes("connections/manual")
    person.sees("page-manual-title")
    person.fills("field-account-name", "Mattress")
    person.fills("field-balance", "1")
    person.presses("button-add-account")
    person.sees("page-manual-bank")
    person.goes_back()
    person.sees("page-manual-title")
    person.driver.forward()
    person.sees("page-manual-bank")
    assert len([one for one in app.accounts(person.user) if one["name"] == "Mattress"]) == 1
    person.goes("connections/consents/stop")
    person.sees("page-stop-title")
    person.presses("button-stop-all")
    person.sees("page-stopped-title")
    person.goes_back()
    person.sees("page-stop-title")
    person.presses("button-stop-all")
    person.sees("page-stopped-title")


def test_pages_of_a_list_that_has_become_shorter(person: Person) -> None:
    connected(person)
    person.opens_connections()
    person.goes("connections/transactions?page=999")
    person.sees("page-tab-transactions")
    person.presses("button-before")
    person.sees("page-tab-transactions")
    assert person.all("main .row") and not person.offers("button-after")
    person.goes("connections?page=7")
    person.sees("page-connections-title")
    person.presses("button-before")
    person.sees("page-connections-title")
    assert person.all(".conns > li")


def test_gone_between_two_looks(person: Person, app: Application) -> None:
    """The application removes the connection while its pages are open: every button says so, and leads back to the list."""
    def gone(address: str, key: str, button: str) -> None:
        member = app.new_member(person.user, f"{person.login}-{button}", "any")
        settles(person, member, "CONNECTED")
        person.goes(address.format(member=member))
        person.sees_words("MX Bank") if not key else person.sees(key)
        assert app.wire.send("DELETE", f"/users/{person.user}/members/{member}").status == 204
        person.presses(button)

    person.opens_connections()
    for button in ("button-refresh", "button-pause", "button-history", "button-choose-accounts", "button-guide", "button-update-login"):
        gone("connections/{member}", "", button)
        if button == "button-guide":
            person.sees("page-help-title")
            person.presses("page-symptom-no-account")
        person.sees("page-member-gone-title")
        person.presses("button-connections")
        person.sees("page-connections-title")
    gone("connections/{member}/accounts", "page-accounts-title", "button-save")
    person.sees("page-member-gone-title")
    gone("connections/{member}/remove", "page-remove-title", "button-remove-now")
    person.sees("page-removed-title")
    person.presses("button-connections")
    person.sees("page-connections-title")
    assert app.members(person.user) == []


def test_a_wasted_way_from_one_to_the_next(person: Person, app: Application) -> None:
    first = app.new_member(person.user, person.login, "wrong")
    settles(person, first, "DENIED")
    person.opens_connections()
    person.presses("button-fix-all")
    person.sees("page-trouble-denied")
    assert app.wire.send("DELETE", f"/users/{person.user}/members/{first}").status == 204
    person.presses("button-update-login")
    person.sees("page-member-gone-title")
    person.presses("button-connections")
    person.sees("page-fix-done", "page-connections-title")


def test_another_language_in_the_middle(person: Person, app: Application) -> None:
    member = connected(person)
    person.opens_connections()
    person.goes("connections/transactions?q=cafe&page=2")
    person.sees("page-tab-transactions")
    person.presses_words("Español")
    person.texts = texts("es")
    person.sees("page-tab-transactions")
    assert person.one("#q").get_attribute("value") == "cafe", "what was searched for stays"
    person.goes(f"connections/{member}")
    person.sees_words("MX Bank")
    person.presses("button-pause")
    person.awaits_text("page-said-paused")
    person.presses_words("Français")
    person.texts = texts("fr-CA")
    person.sees_words("MX Bank")
    person.goes("connections/manual")
    person.sees("page-manual-title")
    person.fills("field-account-name", "Matelas")
    person.fills("field-balance", "1,5")
    person.presses("button-add-account")
    until(person.driver, lambda: person.all("#summary") or person.all("main a.row"), "an answer")
    person.checks()
    person.presses_words("English")
    person.texts = texts("en")
    person.sees("page-manual-title", "page-manual-bank")


def test_another_language_searches_for_the_same(person: Person) -> None:
    person.opens()
    person.agrees()
    person.sees("page-search-title")
    person.searches("harbor & co")
    person.presses_words("Español")
    person.texts = texts("es")
    person.sees("page-search-title")
    assert person.one("#q").get_attribute("value") == "harbor & co"


def test_two_tabs_of_one_connection(person: Person, app: Application) -> None:
    member = connected(person)
    person.opens_connections()
    person.goes(f"connections/{member}")
    person.sees_words("MX Bank")
    first, address = person.driver.current_window_handle, person.driver.current_url
    person.driver.switch_to.new_window("tab")
    person.driver.get(address)
    person.sees_words("MX Bank")
    person.presses("button-pause")
    person.awaits_text("page-said-paused")
    person.driver.switch_to.window(first)
    person.presses("button-refresh")
    person.awaits_text("page-said-not-now")
    person.checks()
    assert app.member(person.user, member)["connection_status"] == "DISABLED"
