"""With the keyboard alone: Tab, Enter, Space. The focus is always to be seen, and never lost."""
from __future__ import annotations

from collections.abc import Callable

from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from checks import in_view
from person import Person, until

TABS_MAX = 40


class Keyboard:
    """Hands that never leave the keys."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def press(self, *keys: str) -> None:
        for key in keys:
            ActionChains(self.person.driver).send_keys(key).perform()

    def tab_to(self, good: Callable[[dict], bool], what: str) -> dict:
        """Tabs on until the focus is there; each stop on the way is visible and outlined."""
        passed = []
        for _ in range(TABS_MAX):
            self.press(Keys.TAB)
            at = in_view(self.person.driver)
            assert at["tag"] != "body", f"the focus is lost after {passed}"
            assert at["visible"] and at["outlined"], f"nobody sees where the focus is: {at}"
            if good(at):
                return at
            passed.append(at["text"] or at["id"])
        raise AssertionError(f"no {what} among {passed}")

    def tab_to_words(self, key: str) -> dict:
        pattern = self.person.texts.pattern(key)
        return self.tab_to(lambda at: bool(pattern.fullmatch(at["text"].split("\n")[0])), key)


def test_the_whole_way(person: Person) -> None:
    keyboard = Keyboard(person)
    person.opens()
    person.sees("page-consent-title")
    keyboard.tab_to_words("button-agree")
    keyboard.press(Keys.ENTER)

    person.sees("page-search-title")
    keyboard.tab_to(lambda at: at["id"] == "q", "search field")
    keyboard.press("mx bank")
    until(person.driver, lambda: "mx bank" in person.reads_in("#found"), "what was found")
    assert in_view(person.driver)["id"] == "q", "a list that changes leaves the focus where it is"
    keyboard.tab_to(lambda at: at["href"] and at["href"].endswith("/institutions/mxbank"), "MX Bank")
    keyboard.press(Keys.ENTER)

    person.sees("page-login-title")
    username = person.field("Username").get_attribute("id")
    keyboard.tab_to(lambda at: at["id"] == username, "user name")
    keyboard.press(person.login)
    password = person.field("Password").get_attribute("id")
    keyboard.tab_to(lambda at: at["id"] == password, "password")
    keyboard.press("options")
    # The button that shows the password works with Space and gives the focus back.
    keyboard.tab_to_words("button-show")
    keyboard.press(Keys.SPACE)
    assert in_view(person.driver)["id"] == password and person.field("Password").get_attribute("type") == "text"
    keyboard.tab_to_words("button-sign-in")
    keyboard.press(Keys.ENTER)

    person.awaits_challenge()
    at = keyboard.tab_to(lambda at: at["type"] == "radio", "options")
    name = at["name"]
    values = [one.get_attribute("value") for one in person.all(f"input[name='{name}']")]
    for _ in range(values.index("correct")):
        keyboard.press(Keys.ARROW_DOWN)
    keyboard.press(Keys.SPACE)
    assert in_view(person.driver)["value"] == "correct"
    keyboard.tab_to_words("button-answer")
    keyboard.press(Keys.ENTER)

    person.has_connected()
    keyboard.tab_to(lambda at: at["type"] == "checkbox", "accounts")
    keyboard.press(Keys.SPACE)
    assert not person.driver.switch_to.active_element.is_selected()
    keyboard.tab_to_words("button-done")
    keyboard.press(Keys.ENTER)
    person.sees("page-done-title")


def test_the_focus_goes_to_what_is_wrong(person: Person) -> None:
    person.opens()
    person.agrees()
    person.sees("page-search-title")
    person.presses("button-manual")
    person.sees("page-manual-title")
    person.fills("field-account-name", "A")
    person.fills("field-balance", "much")
    person.field(person.texts.pattern("field-balance")).send_keys(Keys.ENTER)
    until(person.driver, lambda: in_view(person.driver)["id"] == "summary", "the focus at what is wrong")
    keyboard = Keyboard(person)
    keyboard.tab_to(lambda at: at["tag"] == "a" and (at["href"] or "").startswith("#"), "link to the field")
    keyboard.press(Keys.ENTER)
    until(person.driver, lambda: in_view(person.driver)["id"] == (person.field(person.texts.pattern("field-balance")).get_attribute("id")), "the focus at the field")


def test_a_page_that_changes_by_itself_keeps_the_focus_in_it(person: Person, app) -> None:
    """Who waited with the keyboard stands at the beginning of the new screen, and a field that stays keeps what is typed."""
    app.sets_institution("mxbank", delay_ms=1_500)
    try:
        person.connects("token")
        person.sees("page-progress-sign-in")
        keyboard = Keyboard(person)
        keyboard.tab_to_words("button-leave")
    finally:
        app.sets_institution("mxbank", delay_ms=0)
    person.sees_code()
    until(person.driver, lambda: person.driver.execute_script("return document.activeElement.closest('main') !== null"), "the focus inside the new screen")
    keyboard.tab_to(lambda at: person.driver.switch_to.active_element.get_attribute("class") == "code", "the code")


def test_trouble_and_its_remedies(person: Person) -> None:
    person.connects("TERMS_NOT_ACCEPTED")
    person.sees("page-trouble-impeded")
    keyboard = Keyboard(person)
    keyboard.tab_to_words("button-settled")
    keyboard.tab_to_words("page-remedy-how")
    keyboard.press(Keys.ENTER)
    assert person.all("#remedies details[open]")
    keyboard.tab_to(lambda at: at["value"] == "no", "no, it did not help")
    keyboard.press(Keys.SPACE)
    until(person.driver, lambda: person.says("page-said-thanks"), "thanks")
