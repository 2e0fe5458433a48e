"""JavaScript switched off in the browser's settings: the whole way by links, forms and pages that load themselves anew."""
from __future__ import annotations

from application import Application
from bank import Bank
from person import Person, until


def test_scripts_are_really_off(cautious: Person) -> None:
    cautious.opens()
    cautious.sees("page-consent-title")
    cautious.driver.get("data:text/html,<title>before</title><script>document.title = 'after'</script>")
    assert cautious.driver.title == "before"


def test_the_whole_way(cautious: Person, app: Application, bank: Bank) -> None:
    cautious.opens()
    cautious.agrees()
    cautious.finds("MX Bank")
    cautious.sees("page-login-title")
    cautious.signs_in("two_rounds")
    cautious.answers("correct")
    cautious.sees_code()
    # What only a script could do is not offered.
    assert not [one for one in cautious.all(".peek") if one.is_displayed()]
    cautious.answers("correct")
    member = cautious.has_connected()
    hidden = cautious.all("main label.row")[0]
    hidden.click()
    cautious.presses("button-done")
    cautious.sees("page-done-title")
    assert len([one for one in app.accounts(cautious.user) if one["is_hidden"]]) == 1
    assert [one["guid"] for one in app.members(cautious.user)] == [member]
    assert bank.received(cautious.login)["passwords_received"] == 1


def test_progress_and_approval_go_on_by_themselves(cautious: Person, app: Application) -> None:
    app.sets_institution("mxbank", delay_ms=1_200)
    try:
        cautious.connects("approve")
        cautious.sees("page-approval-title", "page-progress-sign-in")
    finally:
        app.sets_institution("mxbank", delay_ms=0)
    cautious.has_connected()


def test_a_wrong_password_is_repaired(cautious: Person) -> None:
    cautious.connects("wrong")
    cautious.sees("page-trouble-denied")
    cautious.presses("button-update-login")
    cautious.sees("page-update-title")
    cautious.signs_in("right")
    cautious.has_connected()


def test_spaces_are_pointed_out(cautious: Person, bank: Bank) -> None:
    cautious.opens(current_institution_code="mxbank")
    cautious.agrees()
    cautious.sees("page-login-title")
    cautious.signs_in(" space")
    until(cautious.driver, lambda: cautious.all("#summary"), "what is wrong")
    cautious.checks()
    assert cautious.says("page-wrong-leading-space")
    assert bank.received(cautious.login)["passwords_received"] == 0


def test_pictures(cautious: Person) -> None:
    cautious.connects("image")
    cautious.awaits_challenge()
    (right,) = cautious.all("label.choice input[value='correct']")
    right.find_element("xpath", "ancestor::label").click()
    cautious.presses("button-answer")
    cautious.has_connected()


def test_remove(cautious: Person, app: Application) -> None:
    cautious.connects("LOCKED")
    cautious.sees("page-trouble-locked")
    cautious.presses("button-remove")
    cautious.sees("page-remove-title")
    cautious.presses("button-remove-now")
    cautious.sees("page-removed-title")
    assert app.members(cautious.user) == []


def test_a_button_pressed_twice(cautious: Person, app: Application, bank: Bank) -> None:
    """Without a script nothing switches the button off; the second sending comes to what the first made."""
    from selenium.webdriver import ActionChains

    cautious.opens(current_institution_code="mxbank")
    cautious.agrees()
    cautious.sees("page-login-title")
    cautious.types_login("any")
    ActionChains(cautious.driver).double_click(cautious.one("main form button.primary")).perform()
    cautious.has_connected()
    assert len(app.members(cautious.user)) == 1
    assert bank.received(cautious.login)["passwords_received"] == 1
