"""Connections: what a person has connected, how each is, and everything that can be done with it. As on a phone of 320 pixels."""
from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from selenium import webdriver

from application import Application
from bank import Bank
from embedding import Host, Site
from person import Person, until
from statuses import brought_to, connected, settles
from test_keyboard import Keyboard


@pytest.fixture
def slow(app: Application):
    """MX Bank takes its time, so that what is under way is seen; let go of, it is quick again."""
    def be(delay_ms: int) -> None:
        app.sets_institution("mxbank", delay_ms=delay_ms)

    yield be
    be(0)


def refused(person: Person) -> str:
    """One more connection, whose login is refused."""
    member = person.app.new_member(person.user, f"{person.login}-refused", "wrong", "first_harbor")
    settles(person, member, "DENIED")
    return member


def asked(person: Person) -> str:
    """One more connection, at which a question is open."""
    member = person.app.new_member(person.user, f"{person.login}-asked", "challenge", "cobalt_bank")
    until(person.driver, lambda: person.app.member(person.user, member)["connection_status"] == "CHALLENGED", "a question")
    return member


def goes_to(person: Person, member: str) -> None:
    person.goes(f"connections/{member}")
    person.sees_words(person.app.member(person.user, member)["name"])


def chips(person: Person) -> list[str]:
    return [one.text for one in person.all(".conns .chip")]


def test_nothing_yet_leads_to_a_bank_and_back(person: Person) -> None:
    person.opens_connections()
    assert person.says("page-connections-none") and not person.all(".badge")
    person.presses("button-connect")
    person.agrees()
    person.finds("MX Bank")
    person.sees("page-login-title")
    person.signs_in("any")
    person.has_connected()
    person.presses("button-done")
    person.sees("page-connections-title")
    assert chips(person) == [person.texts["page-chip-connected"]]


def test_the_list_tells_how_each_is(person: Person, app: Application) -> None:
    works = connected(person)
    refused(person)
    person.login += "-paused"
    brought_to("disabled", person)
    person.opens_connections()
    assert chips(person) == [person.texts[f"page-chip-{status}"] for status in ("connected", "denied", "disabled")]
    assert person.reads_in(".badge").startswith("1") and person.says("page-connections-need", count="1")
    shown = person.all(".conns > li")[0].text
    first = [one for one in app.accounts(person.user) if one["member_guid"] == works and one["name"] in shown]
    assert len(first) == 4 and person.says("page-connections-more", count=str(12 - 4))
    assert all(f"{abs(one['balance']):,.2f}" in shown for one in first), shown
    # One main button: the way through what waits for the person.
    (main,) = person.all("main .primary")
    assert person.texts.pattern("button-fix-all").fullmatch(main.text)
    person.presses("page-connections-more", count="8")
    person.sees_words("MX Bank")
    assert len(person.all("main a.row .money")) == 12


def test_the_list_goes_on_by_itself(person: Person, app: Application, slow: Callable[[int], None]) -> None:
    member = connected(person)
    slow(1_500)
    app.commands(person.user, member, "aggregate")
    person.opens_connections()
    assert chips(person) != [person.texts["page-chip-connected"]]
    slow(0)
    until(person.driver, lambda: chips(person) == [person.texts["page-chip-connected"]], "the end of the run")
    person.checks()


def test_hide_and_show_accounts(person: Person, app: Application) -> None:
    member = connected(person)
    person.opens_connections()
    goes_to(person, member)
    person.presses("button-choose-accounts")
    person.sees("page-accounts-title")
    names = [one.text for one in person.all("label.row .name")][:2]
    for name in names:
        person.chooses(name)
    person.presses("button-save")
    person.awaits_text("page-said-chosen")
    person.checks()
    assert {one["name"] for one in app.accounts(person.user) if one["is_hidden"]} == set(names)
    assert [one.text for one in person.all("main a.row:has(.meta) .name")] == names
    person.presses("button-choose-accounts")
    person.sees("page-accounts-title")
    person.chooses(names[0])
    person.presses("button-save")
    person.awaits_text("page-said-chosen")
    assert [one["name"] for one in app.accounts(person.user) if one["is_hidden"]] == [names[1]]


def test_removing_says_what_goes_and_offers_hiding(person: Person, app: Application) -> None:
    member = connected(person)
    stays = refused(person)
    transactions = app.wire.get(f"/users/{person.user}/transactions")["pagination"]["total_entries"]
    person.opens_connections()
    goes_to(person, member)
    person.presses("button-remove")
    person.sees("page-remove-title", institution="MX Bank")
    assert person.says("page-goes-accounts", count="12") and person.says("page-goes-transactions", count=str(transactions))
    assert person.says("page-goes-login") and person.says("page-goes-connection") and person.says("page-stays")
    person.presses("button-hide-accounts")
    person.awaits_text("page-said-chosen")
    assert app.accounts(person.user, hidden=False) == []
    person.presses("button-remove")
    person.sees("page-remove-title")
    assert not person.offers("button-hide-accounts")
    person.presses("button-keep")
    person.sees_words("MX Bank")
    assert len(app.members(person.user)) == 2
    person.presses("button-remove")
    person.sees("page-remove-title")
    person.presses("button-remove-now")
    person.sees("page-removed-title")
    assert [one["guid"] for one in app.members(person.user)] == [stays]
    # Back to what is gone.
    person.goes_back()
    person.sees("page-member-gone-title")
    person.goes(f"connections/{member}")
    person.sees("page-member-gone-title")
    person.presses("button-connections")
    person.sees("page-connections-title")


def test_one_after_the_other(person: Person, app: Application) -> None:
    connected(person)
    refused(person)
    asked(person)
    last = app.new_member(person.user, f"{person.login}-terms", "TERMS_NOT_ACCEPTED")
    settles(person, last, "IMPEDED")
    person.opens_connections()
    person.presses("button-fix-all")
    person.sees("page-trouble-denied")
    assert person.says("page-fix-at", at="1", count="3")
    person.presses("button-update-login")
    person.sees("page-update-title")
    person.signs_in("right")
    person.has_connected()
    person.presses("button-done")
    person.sees("page-trouble-challenged")
    assert person.says("page-fix-at", at="2", count="3") and person.reads_in(".badge").startswith("2")
    person.presses("button-answer-now")
    person.answers("correct")
    person.has_connected()
    person.presses("button-done")
    person.sees("page-trouble-impeded")
    person.presses("button-skip")
    person.sees("page-fix-left")
    assert person.says("page-fix-count", at="2", count="3")
    # The way is over: its address is the list now.
    person.presses("button-connections")
    person.sees("page-connections-title")
    person.goes("connections/fix")
    person.sees("page-connections-title")


def test_pause_and_go_on(person: Person, app: Application) -> None:
    member = connected(person)
    person.opens_connections()
    goes_to(person, member)
    person.presses("button-pause")
    person.awaits_text("page-said-paused")
    person.checks()
    assert app.member(person.user, member)["connection_status"] == "DISABLED"
    # No reason to call anybody: the person did it and can undo it.
    person.presses("button-unpause")
    person.awaits_text("page-said-unpaused")
    person.checks()
    assert app.member(person.user, member)["connection_status"] == "CONNECTED"


def test_refresh_and_a_new_login(person: Person, bank: Bank, slow: Callable[[int], None]) -> None:
    member = connected(person)
    person.opens_connections()
    goes_to(person, member)
    slow(1_000)
    person.presses("button-refresh")
    person.awaits_text("page-running-title")
    person.checks()
    assert not person.offers("button-refresh") and not person.offers("button-history")
    slow(0)
    # The page goes on by itself.
    until(person.driver, lambda: not person.says("page-running-title"), "the end of the run")
    person.checks()
    before = bank.received(person.login)["passwords_received"]
    person.presses("button-update-login")
    person.sees("page-update-title")
    person.signs_in("another")
    person.has_connected()
    person.presses("button-done")
    person.sees("page-connections-title")
    assert bank.received(person.login)["passwords_received"] == before + 1


def test_older_transactions_while_a_run_is_on(person: Person, app: Application, slow: Callable[[int], None]) -> None:
    member = connected(person)
    person.opens_connections()
    goes_to(person, member)
    # Begun elsewhere; this page does not know it yet.
    slow(1_000)
    app.commands(person.user, member, "aggregate")
    person.presses("button-history")
    person.awaits_text("page-said-busy")
    person.checks()
    slow(0)
    settles(person, member, "CONNECTED")
    person.driver.get(person.driver.current_url.split("?")[0])
    # What is said of work under way goes when the work is done.
    slow(1_000)
    person.presses("button-history")
    person.awaits_text("page-said-history")
    slow(0)
    settles(person, member, "CONNECTED")


def test_transactions_are_searched(person: Person, app: Application) -> None:
    connected(person)
    total = app.wire.get(f"/users/{person.user}/transactions")["pagination"]["total_entries"]
    person.opens_connections()
    person.presses("page-tab-transactions")
    person.sees("page-tab-transactions")
    assert person.says("page-transactions-found", count=str(total))
    one = person.all("main .row .name")[0].text
    person.fills("field-transaction", one.lower())
    person.presses("button-find")
    person.sees("page-tab-transactions")
    # Other names may hold it too, as “Overdraft Advance” holds “Advance”.
    found = {found.text for found in person.all("main .row .name")}
    assert one in found and all(one.lower() in other.lower() for other in found)
    person.presses("button-all-transactions")
    person.sees("page-tab-transactions")
    person.presses("page-transactions-narrow")
    account = app.accounts(person.user)[0]
    person.driver.execute_script("arguments[0].value = arguments[1]", person.one("#account"), account["guid"])
    person.presses("button-narrow")
    person.sees("page-tab-transactions")
    rows = person.all("main .row small")
    assert all(row.text.startswith(account["name"]) for row in rows)
    assert person.all("details[open] #account"), "what narrows the list stands open"
    person.goes("connections/transactions?q=no+such+thing")
    person.sees("page-tab-transactions")
    assert person.says("page-transactions-none")
    person.goes("connections/transactions?from=yesterday")
    person.sees("page-tab-transactions")
    assert person.says("page-wrong-day") and person.all("details[open] [aria-invalid]")


def test_an_account_by_hand(person: Person, app: Application) -> None:
    person.opens_connections()
    person.presses("button-manual")
    person.sees("page-manual-title")
    person.fills("field-account-name", "Under the mattress")
    person.fills("field-balance", "120.50")
    person.presses("button-add-account")
    person.sees("page-manual-bank")
    assert person.says("page-said-added")
    person.presses_words("Under the mattress")
    person.sees("page-edit-title")
    assert person.field(person.texts.pattern("field-balance")).get_attribute("value") == "120.50"
    person.fills("field-balance", "much")
    person.presses("button-save")
    until(person.driver, lambda: person.all("#summary"), "what is wrong")
    person.checks()
    person.fills("field-balance", "99")
    person.presses("button-save")
    person.sees("page-manual-bank")
    assert person.says("page-said-saved")
    (account,) = app.accounts(person.user)
    assert (account["name"], account["balance"]) == ("Under the mattress", 99)
    person.presses_words("Under the mattress")
    person.sees("page-edit-title")
    person.presses("button-delete-account")
    person.sees("page-delete-title")
    person.presses("button-remove-now")
    person.sees("page-connections-title")
    assert person.says("page-said-deleted") and app.accounts(person.user) == []


def test_stopping_everywhere(person: Person, app: Application) -> None:
    person.connects("any")
    member = person.has_connected()
    refused(person)
    person.opens_connections()
    person.presses("page-tab-consents")
    person.sees("page-consents-title")
    assert person.says("page-consent-standing") and person.says("page-consent-reads-accounts")
    person.presses("button-stop-all")
    person.sees("page-stop-title")
    assert person.says("page-stop-closes", count="2")
    person.presses("button-keep-all")
    person.sees("page-consents-title")
    person.presses("button-stop-all")
    person.sees("page-stop-title")
    person.presses("button-stop-all")
    person.sees("page-stopped-title")
    assert {one["connection_status"] for one in app.members(person.user)} == {"CLOSED"}
    assert len(app.accounts(person.user)) == 12, "what was read stays"
    person.presses("page-tab-consents")
    person.sees("page-consents-title")
    assert person.says("page-consents-over") and person.says("page-consent-stopped") and not person.offers("button-stop-all")
    # Opened again, it is asked again.
    goes_to(person, member)
    person.presses("button-reopen")
    person.agrees()
    person.sees("page-update-title")
    person.signs_in("any")
    person.has_connected()
    assert app.member(person.user, member)["connection_status"] == "CONNECTED"


def test_the_guide_looks_first(person: Person) -> None:
    works = connected(person)
    denied = refused(person)
    person.opens_connections()
    person.presses("button-help")
    person.sees("page-help-title")
    person.presses("page-symptom-account-missing")
    person.sees("page-symptom-account-missing")
    assert person.says("page-help-which")
    person.all(f"a[href$='{works}']")[0].click()
    person.awaits_text("page-help-works-accounts")
    person.checks()
    # The first steps stand open, the others on demand.
    assert person.says("page-help-general")
    assert len([one for one in person.all(".remedies > li") if one.is_displayed()]) == 2
    person.presses("page-remedies-later")
    person.checks()
    assert len([one for one in person.all(".remedies > li") if one.is_displayed()]) > 3
    # What is really the matter comes before what somebody says.
    person.goes(f"connections/help/account-missing?member={denied}")
    person.sees("page-symptom-account-missing")
    assert person.says("page-trouble-denied") and not person.says("page-help-general")
    person.presses("button-update-login")
    person.sees("page-update-title")
    person.goes("connections/help/status/prevented")
    person.sees("page-help-word", word=person.texts["page-chip-prevented"])
    assert person.says("page-help-clear", count="2")
    person.goes("connections/help/status/denied")
    person.awaits_text("page-trouble-denied")


def test_asking_for_help_leads_back_to_the_list(person: Person) -> None:
    person.opens_connections()
    person.presses("button-help")
    person.sees("page-help-title")
    person.presses("button-support")
    person.sees("page-support-title")
    person.presses("button-cancel")
    person.sees("page-connections-title")
    person.goes("connect/support")
    person.sees("page-support-title")
    person.fills("field-email", "me@example.org")
    person.fills("field-title", "A question")
    person.fills("field-message", "Where is it?")
    person.presses("button-send")
    person.sees("page-support-sent-title")
    person.presses("button-connections")
    person.sees("page-connections-title")


def test_the_app_is_told_how_many_need_the_person(newcomer: Callable[..., Person], driver: webdriver.Chrome, embedder: Application, site: Site) -> None:
    person = newcomer(driver, embedder)
    refused(person)
    asked(person)
    host = Host(person, site)
    host.mounts(url=embedder.link(person.user, widget_type="connections_widget"))

    def badges() -> list[int]:
        told = [one["data"] for one in host.messages()]
        told = [json.loads(one) if isinstance(one, str) else one for one in told]
        return [one["metadata"]["count"] for one in told if one["type"] == "swingbridge/badge"]

    until(driver, lambda: badges() == [2], "a badge of two")
    with host.inside():
        person.presses("button-fix-all")
        person.sees("page-trouble-denied")
        person.presses("button-update-login")
        person.sees("page-update-title")
        person.signs_in("right")
        person.has_connected()
    until(driver, lambda: badges() == [2, 1], "a badge of one")
    # MX's SDK passes over what is not MX's; `events` would fail on what it reports as wrong.
    host.events()


def test_with_the_keyboard_alone(person: Person, app: Application) -> None:
    member = connected(person)
    person.opens_connections()
    keyboard = Keyboard(person)
    keyboard.tab_to(lambda at: (at["href"] or "").endswith(f"/connections/{member}"), "the connection")
    keyboard.press("\ue007")
    person.sees_words("MX Bank")
    keyboard.tab_to_words("button-choose-accounts")
    keyboard.press("\ue007")
    person.sees("page-accounts-title")
    keyboard.tab_to(lambda at: at["type"] == "checkbox", "an account")
    keyboard.press(" ")
    keyboard.tab_to_words("button-save")
    keyboard.press("\ue007")
    person.awaits_text("page-said-chosen")
    assert len([one for one in app.accounts(person.user) if one["is_hidden"]]) == 1
    keyboard.tab_to_words("page-tab-transactions")
    keyboard.press("\ue007")
    person.sees("page-tab-transactions")
    keyboard.tab_to_words("page-transactions-narrow")
    keyboard.press(" ")
    keyboard.tab_to(lambda at: at["id"] == "account", "the accounts to choose from")


def test_without_scripts(cautious: Person, app: Application) -> None:
    member = connected(cautious)
    denied = refused(cautious)
    cautious.opens_connections()
    cautious.presses("button-fix-all")
    cautious.sees("page-trouble-denied")
    cautious.presses("button-update-login")
    cautious.sees("page-update-title")
    cautious.signs_in("right")
    cautious.has_connected()
    cautious.presses("button-done")
    cautious.sees("page-fix-done")
    goes_to(cautious, member)
    cautious.presses("button-pause")
    cautious.awaits_text("page-said-paused")
    cautious.presses("button-unpause")
    cautious.awaits_text("page-said-unpaused")
    cautious.presses("button-see-transactions")
    cautious.sees("page-tab-transactions")
    cautious.presses("page-transactions-narrow")
    cautious.presses("button-narrow")
    cautious.sees("page-tab-transactions")
    goes_to(cautious, denied)
    cautious.presses("button-remove")
    cautious.sees("page-remove-title")
    cautious.presses("button-remove-now")
    cautious.sees("page-removed-title")
    assert [one["guid"] for one in app.members(cautious.user)] == [member]
