"""Used links, forms sent twice, the back button, two tabs, things that are gone, script in names: no error page, nothing made twice."""
from __future__ import annotations

from collections.abc import Callable

from selenium.webdriver import ActionChains

from application import Application
from bank import Bank
from person import Person, until

SCRIPT = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">"


def test_a_link_opens_once(person: Person, app: Application) -> None:
    link = app.link(person.user)
    person.driver.get(link)
    person.sees("page-consent-title")
    session = person.session
    person.driver.get(link)
    person.sees("page-ended-title")
    # The session that it made goes on.
    person.driver.get(f"{session}/connect")
    person.sees("page-consent-title")


def test_a_link_that_is_too_old(person: Person, app: Application) -> None:
    link = app.link(person.user)
    app.ages_links(person.user)
    person.driver.get(link)
    person.sees("page-ended-title")


def test_a_visit_that_is_too_old(person: Person, app: Application) -> None:
    person.opens()
    person.sees("page-consent-title")
    app.ages_links(person.user)
    person.presses("button-agree")
    person.sees("page-ended-title")


def test_links_and_sessions_that_never_were(person: Person, app: Application) -> None:
    for path in ("/widgets/nothing", "/p/nothing/connect", f"/p/{'A' * 43}/connect/search"):
        person.driver.get(app.keys.base_url + path)
        person.sees("page-ended-title")


def test_addresses_that_lead_nowhere(person: Person) -> None:
    person.opens()
    person.agrees()
    person.sees("page-search-title")
    person.goes("connect/elsewhere")
    person.sees("page-nowhere-title")
    person.goes("connect/institutions/no_such_bank")
    person.sees("page-institution-gone-title")
    person.goes("connect/members/MBR-00000000-0000-0000-0000-000000000000")
    person.sees("page-member-gone-title")
    person.goes("connect/members/nonsense")
    person.sees("page-member-gone-title")


def test_a_connection_that_is_gone_meanwhile(person: Person, app: Application) -> None:
    person.opens()
    person.agrees()
    person.finds("MX Bank")
    person.sees("page-login-title")
    person.signs_in("challenge")
    person.awaits_challenge()
    answer = app.wire.send("DELETE", f"/users/{person.user}/members/{person.member}")
    assert answer.status == 204, answer.text
    person.answers("correct")
    person.sees("page-member-gone-title")
    person.presses("button-start")
    person.sees("page-search-title")


def test_the_person_is_gone_meanwhile(person: Person, app: Application) -> None:
    person.opens()
    person.sees("page-consent-title")
    answer = app.wire.send("DELETE", f"/users/{person.user}")
    assert answer.status == 204, answer.text
    person.presses("button-agree")
    person.sees("page-ended-title")


def test_a_button_pressed_twice(person: Person, app: Application, bank: Bank) -> None:
    person.opens(current_institution_code="mxbank")
    person.agrees()
    person.sees("page-login-title")
    person.types_login("any")
    ActionChains(person.driver).double_click(person.one("main form button.primary")).perform()
    person.has_connected()
    assert len(app.members(person.user)) == 1
    assert bank.received(person.login)["passwords_received"] == 1


def test_the_back_button_and_the_same_form_again(person: Person, app: Application, bank: Bank) -> None:
    person.connects("any")
    member = person.has_connected()
    person.goes_back()
    person.sees("page-login-title", "page-existing-title", "page-connected-title")
    if person.all("input[type=password]"):
        person.types_login("any")
        person.presses("button-sign-in")
    else:
        person.goes(f"connect/members/{member}")
    assert person.has_connected() == member
    assert len(app.members(person.user)) == 1
    assert bank.received(person.login)["passwords_received"] == 1


def test_back_from_a_challenge_that_was_answered(person: Person, bank: Bank) -> None:
    person.connects("challenge")
    person.answers("correct")
    person.has_connected()
    person.goes_back()
    until(person.driver, lambda: person.driver.execute_script("return document.readyState") == "complete", "a page")
    person.checks()
    assert bank.received(person.login)["answers_received"] == 1


def test_two_tabs_one_challenge(person: Person, app: Application, bank: Bank) -> None:
    person.connects("challenge")
    person.awaits_challenge()
    first, address = person.driver.current_window_handle, person.driver.current_url
    person.driver.switch_to.new_window("tab")
    person.driver.get(address)
    person.answers("correct")
    member = person.has_connected()
    person.driver.switch_to.window(first)
    # This tab still shows the question, or has heard of the answer by itself.
    if person.all("form[action$='/answers']"):
        person.answers("correct")
    assert person.has_connected() == member
    assert bank.received(person.login)["answers_received"] == 1
    assert len(app.members(person.user)) == 1


def test_two_tabs_one_login(person: Person, app: Application, bank: Bank) -> None:
    """Two forms, one login: the second tab is led to what the first made."""
    person.opens(current_institution_code="mxbank")
    person.agrees()
    person.sees("page-login-title")
    first, address = person.driver.current_window_handle, person.driver.current_url
    person.driver.switch_to.new_window("tab")
    person.driver.get(address)
    person.sees("page-login-title")
    person.signs_in("any")
    member = person.has_connected()
    person.driver.switch_to.window(first)
    person.signs_in("any")
    assert person.has_connected() == member
    assert len(app.members(person.user)) == 1
    assert bank.received(person.login)["passwords_received"] == 1


def test_a_form_of_another_site_changes_nothing(person: Person, app: Application, site) -> None:
    """A stranger who knows the address, even: the form is refused, because it does not come from our page."""
    person.connects("LOCKED")
    person.sees("page-trouble-locked")
    action = f"{person.session}/connect/members/{person.member}/remove"
    person.driver.get(f"{site.origin}/?given=%7B%22url%22%3A%22about%3Ablank%22%7D")
    person.driver.execute_script(
        "const form = document.createElement('form'); form.method = 'post'; form.action = arguments[0]; document.body.append(form); form.submit();",
        action,
    )
    person.sees("page-forged-title")
    assert len(app.members(person.user)) == 1


def test_script_in_names_is_text(newcomer: Callable[..., Person], driver, app: Application) -> None:
    keys = app.hub.new_client(f"Budget {SCRIPT}")
    other = Application(app.hub, keys)
    person = newcomer(driver, other, email="me@example.org")
    person.opens()
    person.sees("page-consent-title")
    assert SCRIPT in person.reads()
    person.presses("button-agree")
    person.sees("page-search-title")
    person.searches(SCRIPT)
    person.checks()
    person.goes("connect/institutions/mxbank")
    person.sees("page-login-title")
    person.signs_in("any", SCRIPT)
    person.has_connected()
    other.renames_account(person.user, other.accounts(person.user)[0], SCRIPT)
    person.driver.refresh()
    person.has_connected()
    assert SCRIPT in person.reads_in("main fieldset")
    person.goes(f"connect/support?member={person.member}")
    person.sees("page-support-title")
    person.fills("field-message", SCRIPT)
    person.fills("field-email", "me@example.org")
    person.fills("field-title", "  ")
    person.presses("button-send")
    until(driver, lambda: person.all("#summary"), "what is wrong")
    person.checks()
    assert person.field(person.texts.pattern("field-message")).get_attribute("value") == SCRIPT
    assert driver.title != "taken" and not person.all("img[src=x]")


def test_too_many_words(person: Person) -> None:
    person.opens()
    person.agrees()
    person.sees("page-search-title")
    person.goes(f"connect/search?q={'ö%20' * 400}")
    person.sees("page-search-title")
    person.goes("connect/search?q=bank&page=99999999999999999999")
    person.sees("page-search-title", "page-nowhere-title", "page-unreadable-title")
