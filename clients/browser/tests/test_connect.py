"""The ways through Connect: agreeing, finding a bank, signing in, choosing accounts, repairing, removing, and what is done by hand."""
from __future__ import annotations

import re

from selenium.webdriver.common.keys import Keys

from application import Application
from bank import Bank
from inbox import institution_requests, support_requests
from person import Person, until


def test_the_whole_way(person: Person, app: Application) -> None:
    person.opens()
    person.agrees()
    person.finds("MX Bank")
    person.sees("page-login-title")
    person.signs_in("any password")
    member = person.has_connected()
    accounts = app.accounts(person.user)
    assert len(person.all("input[name=show]")) == len(accounts) > 5
    for account in accounts:
        assert account["name"] in person.reads()
    person.presses("button-done")
    person.sees("page-done-title")
    assert [one["guid"] for one in app.members(person.user)] == [member]


def test_the_demo_has_a_way_in(person: Person, app: Application) -> None:
    address = app.hub.ready["connect_url"]
    for _ in range(2):
        person.driver.get(address)
        person.sees("page-consent-title", "page-search-title")


def test_consent_comes_first_says_what_is_read_and_is_asked_once(person: Person) -> None:
    person.opens(current_institution_code="mxbank")
    person.sees("page-consent-title")
    person.presses("page-consent-what")
    assert person.says("page-consent-reads-transactions") and person.says("page-consent-read-only")
    person.checks()
    # Not by its address either.
    person.goes("connect/institutions/mxbank")
    person.agrees()
    person.sees("page-login-title")
    person.opens()
    person.sees("page-search-title")


def test_declining_leads_out(person: Person) -> None:
    person.opens()
    person.sees("page-consent-title")
    person.presses("button-not-now")
    person.sees("page-done-title")


def test_search_as_one_types(person: Person) -> None:
    person.opens()
    person.agrees()
    person.sees("page-search-title")
    assert person.says("page-search-popular") and len(person.all("#results a.row")) > 5
    person.searches("first harb")
    names = [one.text for one in person.all("#results .name")]
    assert "First Harbor Bank" in names[0], names
    lines = [one.text for one in person.all("#results .row small")]
    # One bank, two entries: told apart by kind and web address.
    assert any(person.texts["page-bank-business"] in line for line in lines) and len(set(lines)) == len(lines)
    person.checks()
    person.searches("molases")
    assert "Molasses" in person.reads_in("#results")
    person.searches("nothing at all like this")
    until(person.driver, lambda: person.says("page-search-none"), "that nothing was found")
    person.checks()
    person.one("#q").clear()
    person.one("#q").send_keys("mx bank" + Keys.ENTER)
    until(person.driver, lambda: "q=mx" in person.driver.current_url, "the address of what is searched for")
    person.sees("page-search-title")
    assert person.one("#q").get_attribute("value") == "mx bank"


def test_what_cannot_be_connected_says_why(person: Person, app: Application) -> None:
    """An application that needs statements: banks that have none are shown with the reason, and lead nowhere."""
    person.opens(data_request={"products": ["rewards"]})
    person.agrees()
    person.sees("page-search-title")
    person.searches("mx bank")
    assert person.says("page-unsupported-product") and not person.all("#results a.row")
    person.checks()
    person.goes("connect/institutions/mxbank")
    person.sees("page-unsupported-title")
    person.presses("button-manual")
    person.sees("page-manual-title")


def test_spaces_are_pointed_out_before_anything_is_sent(person: Person, bank: Bank) -> None:
    person.opens(current_institution_code="mxbank")
    person.agrees()
    person.sees("page-login-title")
    person.types_login("with a space ")
    person.awaits_text("page-heed-space")
    person.checks()
    person.presses("button-sign-in")
    until(person.driver, lambda: person.all("#summary"), "what is wrong")
    person.checks()
    assert person.says("page-wrong-trailing-space", field="Password") or person.says("page-wrong-trailing-space")
    assert bank.received(person.login)["passwords_received"] == 0
    # The login stays, the password does not.
    assert person.field("Username").get_attribute("value") == person.login
    assert person.field("Password").get_attribute("value") == ""
    # Who means it, says so.
    person.types("Password", "with a space ")
    person.one("input[name=strays]").click()
    person.presses("button-sign-in")
    person.has_connected()
    assert bank.received(person.login)["passwords_received"] == 1


def test_the_password_can_be_looked_at(person: Person) -> None:
    person.opens(current_institution_code="mxbank")
    person.agrees()
    person.sees("page-login-title")
    person.types("Password", "secret")
    field = person.field("Password")
    assert field.get_attribute("type") == "password"
    person.presses("button-show")
    assert field.get_attribute("type") == "text" and field.get_attribute("value") == "secret"
    person.checks()
    person.presses("button-hide")
    assert field.get_attribute("type") == "password"


def test_a_form_with_three_fields_and_one_with_a_choice(person: Person) -> None:
    person.opens(current_institution_code="cobalt_card")
    person.agrees()
    person.sees("page-login-title")
    fields = person.all("main form .field input:not([type=hidden]), main form .field select")
    assert len(fields) == 3
    person.goes("connect/institutions/alder_credit_union")
    person.sees("page-login-title")
    (choice,) = person.all("main form select")
    assert len(choice.find_elements("tag name", "option")) > 1


def test_progress_shows_real_steps(person: Person, app: Application) -> None:
    app.sets_institution("mxbank", delay_ms=3_000)
    try:
        person.connects("any")
        person.sees("page-progress-sign-in")
        person.sees("page-progress-accounts")
        person.sees("page-progress-transactions")
        assert person.all(".steps .done") and person.one(".steps [aria-current=step]")
    finally:
        app.sets_institution("mxbank", delay_ms=0)
    person.has_connected()


def test_leaving_while_it_runs(person: Person, app: Application) -> None:
    app.sets_institution("mxbank", delay_ms=700)
    try:
        person.connects("any")
        member = person.member
        person.presses("button-leave")
        person.sees("page-done-title")
    finally:
        app.sets_institution("mxbank", delay_ms=0)
    until(person.driver, lambda: app.member(person.user, member)["connection_status"] == "CONNECTED", "the connection")


def test_hide_an_account(person: Person, app: Application) -> None:
    person.connects("any")
    member = person.has_connected()
    first = person.all("main label.row")[0]
    name = first.find_element("css selector", ".name").text
    first.click()
    person.presses("button-done")
    person.sees("page-done-title")
    assert [one["name"] for one in app.accounts(person.user) if one["is_hidden"]] == [name]
    # Opened again it is still listed, unticked, and comes back.
    person.opens(current_member_guid=member)
    person.has_connected()
    (hidden,) = [one for one in person.all("main label.row") if not one.find_element("tag name", "input").is_selected()]
    assert name in hidden.text
    hidden.click()
    person.presses("button-done")
    person.sees("page-done-title")
    assert not [one for one in app.accounts(person.user) if one["is_hidden"]]


def test_repair_of_a_wrong_password(person: Person, app: Application, bank: Bank) -> None:
    person.connects("wrong")
    person.sees("page-trouble-denied")
    member = person.member
    person.presses("button-update-login")
    person.sees("page-update-title")
    person.signs_in("right")
    assert person.has_connected() == member
    assert len(app.members(person.user)) == 1
    assert bank.received(person.login)["passwords_received"] == 2


def test_a_refused_login_opens_at_its_form(person: Person, app: Application) -> None:
    member = app.new_member(person.user, person.login, "wrong")
    until(person.driver, lambda: app.member(person.user, member)["connection_status"] == "DENIED", "DENIED")
    person.opens(current_member_guid=member)
    person.sees("page-update-title")
    person.signs_in("right")
    assert person.has_connected() == member


def test_remove_says_first_what_goes(person: Person, app: Application) -> None:
    person.connects("LOCKED")
    person.sees("page-trouble-locked")
    person.presses("button-remove")
    person.sees("page-remove-title")
    assert person.says("page-goes-login") and person.says("page-goes-connection")
    assert not person.offers("button-remove-keeping"), "nothing was read that could be kept"
    person.presses("button-keep")
    person.sees("page-trouble-locked")
    person.presses("button-remove")
    person.sees("page-remove-title")
    person.presses("button-remove-now")
    person.sees("page-removed-title")
    assert app.members(person.user) == []


def test_a_bank_that_is_connected_already(person: Person, app: Application, bank: Bank) -> None:
    person.connects("any")
    member = person.has_connected()
    person.presses("button-another")
    person.finds("MX Bank")
    person.sees("page-existing-title")
    person.presses("button-open-existing")
    assert person.has_connected() == member
    # Another login is another connection; the same one is not.
    person.goes("connect/institutions/mxbank?another=1")
    person.sees("page-login-title")
    person.signs_in("any")
    assert person.has_connected() == member
    assert len(app.members(person.user)) == 1
    person.goes("connect/institutions/mxbank?another=1")
    person.sees("page-login-title")
    person.signs_in("any", f"{person.login}-of-the-company")
    assert person.has_connected() != member
    assert len(app.members(person.user)) == 2


def test_an_account_by_hand(person: Person, app: Application) -> None:
    person.opens()
    person.agrees()
    person.sees("page-search-title")
    person.presses("button-manual")
    person.sees("page-manual-title")
    person.fills("field-account-name", "Under the mattress")
    person.fills("field-balance", "nothing")
    person.presses("button-add-account")
    until(person.driver, lambda: person.all("#summary"), "what is wrong")
    person.checks()
    assert person.field(person.texts.pattern("field-account-name")).get_attribute("value") == "Under the mattress"
    person.fills("field-balance", "-1,234.50")
    person.presses("button-add-account")
    person.sees("page-manual-made-title")
    (account,) = app.accounts(person.user)
    assert (account["name"], account["balance"], account["is_manual"]) == ("Under the mattress", -1234.5, True)


def test_a_bank_that_is_missing(person: Person, app: Application) -> None:
    person.opens()
    person.agrees()
    person.sees("page-search-title")
    person.presses("button-missing")
    person.sees("page-missing-title")
    person.fills("field-bank-name", "Sparkasse Entenhausen")
    person.fills("field-bank-url", "www.entenhausen.example")
    person.fills("field-email", "donald@duck.example")
    person.presses("button-send")
    person.sees("page-missing-sent-title")
    (kept,) = institution_requests(app, person.user)
    assert (kept["name"], kept["url"], kept["email"]) == ("Sparkasse Entenhausen", "www.entenhausen.example", "donald@duck.example")


def test_help_counts_characters_in_the_browser_and_sends_only_the_numbers(person: Person, app: Application) -> None:
    person.connects("wrong")
    person.sees("page-trouble-denied")
    member = person.member
    person.presses("button-support")
    person.sees("page-support-title")
    assert person.says("page-support-never") and "DENIED" in person.reads()
    person.fills("field-email", "me@example.org")
    title = "It does not work"
    person.fills("field-title", title)
    person.fills("field-message", "My login is right.")
    left = [one.text for one in person.all("[data-counter]")]
    assert left[0].endswith(f" {100 - len(title)}"), left
    measures = [one for one in person.all("main input[type=password]") if one.is_displayed()]
    assert len(measures) == 2, "fields that count what is typed and are never sent"
    assert not any(one.get_attribute("name") for one in measures)
    measures[0].send_keys("someone")
    measures[1].send_keys("pässwörd")
    person.checks()
    person.presses("button-send")
    person.sees("page-support-sent-title")
    (kept,) = support_requests(app, person.user)
    assert (kept["member_guid"], kept["email"], kept["title"]) == (member, "me@example.org", "It does not work")
    assert (kept["sent_along"]["login-characters"], kept["sent_along"]["password-characters"]) == (7, 8)
    assert "pässwörd" not in str(kept)


def test_help_without_a_script_asks_for_the_numbers(cautious: Person, app: Application) -> None:
    cautious.connects("wrong")
    cautious.sees("page-trouble-denied")
    cautious.presses("button-support")
    cautious.sees("page-support-title")
    cautious.fills("field-email", "me@example.org")
    cautious.fills("field-title", "It does not work")
    cautious.fills("field-message", "My login is right.")
    cautious.fills("field-login-count", "7")
    cautious.fills("field-password-count", "12")
    cautious.presses("button-send")
    cautious.sees("page-support-sent-title")
    (kept,) = support_requests(app, cautious.user)
    assert (kept["sent_along"]["login-characters"], kept["sent_along"]["password-characters"]) == (7, 12)


def test_languages(person: Person) -> None:
    """French when the application asks for it, Spanish once the person chooses it, and then on every page."""
    from texts import texts

    person.opens(locale="fr-CA")
    person.texts = texts("fr-CA")
    person.sees("page-consent-title")
    assert person.driver.execute_script("return document.documentElement.lang") == "fr-CA"
    person.presses_words("Español")
    person.texts = texts("es")
    person.agrees()
    person.sees("page-search-title")
    person.goes("connect/institutions/mxbank")
    person.sees("page-login-title")
    person.signs_in("TERMS_NOT_ACCEPTED")
    person.sees("page-trouble-impeded")


def test_dark_when_the_application_wants_it(person: Person) -> None:
    person.opens(color_scheme="dark", current_institution_code="mxbank")
    person.agrees()
    person.sees("page-login-title")
    colour = person.driver.execute_script("return getComputedStyle(document.querySelector('main')).backgroundColor")
    assert sum(map(int, re.findall(r"\d+", colour)[:3])) < 200, colour


def test_a_search_that_the_application_keeps_for_itself(person: Person) -> None:
    person.opens(current_institution_code="mxbank", disable_institution_search=True)
    person.agrees()
    person.sees("page-login-title")
    person.goes("connect/search")
    person.sees("page-done-title")
    person.opens(current_institution_code="mxbank", disable_institution_search=True)
    person.sees("page-login-title")
    person.signs_in("LOCKED")
    person.sees("page-trouble-locked")
    assert not person.offers("button-another")


def test_account_numbers_for_payments(person: Person, app: Application) -> None:
    person.opens(mode="verification", current_institution_code="mxbank")
    person.sees("page-consent-title")
    person.presses("page-consent-what")
    assert person.says("page-consent-reads-numbers")
    person.presses("button-agree")
    person.sees("page-login-title")
    person.signs_in("any")
    member = person.has_connected()
    assert app.wire.get(f"/users/{person.user}/members/{member}/account_numbers")["account_numbers"]
