"""A person at a browser: opens a link, reads, presses, types. Every page that comes is checked."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from application import Application
from checks import check_page
from texts import Texts, texts

WAIT_SECONDS_MAX = 15
POLL_SECONDS = 0.1
# The headings of a page that asks for a one-time code, by where it went.
CODE_TITLES = tuple(f"page-challenge-title-{medium}" for medium in ("sms", "email", "call", "app", "code"))
_PRESSABLE = "a, button, summary"
# In one call: one for each element would take longer than the pages do.
_VISIBLE = """
return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 1)
  .map((one) => [one, one.innerText.trim() || one.getAttribute("aria-label") || ""]);
"""
_MEMBER = re.compile(r"/members/(MBR-[0-9a-f-]{36})")

T = TypeVar("T")


def until(driver: webdriver.Chrome, good: Callable[[], T], what: str) -> T:
    """Waits for a condition and gives what it gave. A page that changes may take away what is being looked at: then it is looked at again."""
    return WebDriverWait(driver, WAIT_SECONDS_MAX, POLL_SECONDS, ignored_exceptions=(WebDriverException,)).until(lambda _: good(), what)


@dataclass
class Person:
    """One user of one application at one browser."""

    driver: webdriver.Chrome
    app: Application
    user: str
    login: str
    texts: Texts = field(default_factory=texts)
    has_scripts: bool = True

    # ---- Going

    def opens(self, **options: object) -> None:
        """Follows a fresh link of the application."""
        self.driver.get(self.app.link(self.user, **options))

    def opens_connections(self, **options: object) -> None:
        self.opens(widget_type="connections_widget", **options)
        self.sees("page-connections-title")

    def goes(self, address: str) -> None:
        """Types an address of this session, such as `connect/manual`."""
        self.driver.get(f"{self.session}/{address}")

    @property
    def session(self) -> str:
        """What all addresses of the session begin with."""
        return re.match(r".*?/p/[\w-]+", self.driver.current_url)[0]

    @property
    def member(self) -> str:
        """The connection that the page is about."""
        def named() -> re.Match[str] | None:
            forms = [one.get_attribute("action") for one in self.all("main form")]
            return _MEMBER.search(" ".join([self.driver.current_url, *forms]))

        return until(self.driver, named, "the page of a connection")[1]

    # ---- Reading

    def heading(self) -> str:
        return self.driver.find_element(By.TAG_NAME, "h1").text

    def sees(self, *keys: str, **values: str) -> str:
        """Waits for a page whose heading is one of these texts, and checks it. Gives the key that it was."""
        patterns = {key: self.texts.pattern(key, **values) for key in keys}

        def shown() -> str | None:
            heading = self.heading()
            return next((key for key, pattern in patterns.items() if pattern.fullmatch(heading)), None)

        try:
            key = until(self.driver, shown, "")
        except Exception as error:
            raise AssertionError(f"no page {keys} came, but {self.driver.current_url}:\n{self.reads()[:1500]}") from error
        self.checks()
        return key

    def sees_words(self, words: str) -> None:
        """Waits for a page whose heading holds what is nobody's text, such as the name of a bank, and checks it."""
        until(self.driver, lambda: words in self.heading(), f"a page about {words}\n{self.reads()[:800]}")
        self.checks()

    def checks(self) -> None:
        check_page(self.driver, self.has_scripts)

    def reads(self) -> str:
        """All that can be read on the page."""
        return self.driver.execute_script("return document.body.innerText")

    def reads_in(self, selector: str) -> str:
        return until(self.driver, lambda: self.driver.find_element(By.CSS_SELECTOR, selector).text, selector)

    def says(self, key: str, **values: str) -> bool:
        """Whether a text stands on the page."""
        return bool(self.texts.pattern(key, **values).search(self.reads()))

    def awaits_text(self, key: str, **values: str) -> None:
        until(self.driver, lambda: self.says(key, **values), f"{key} on the page")

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        """The one element, visible."""
        def visible() -> WebElement | None:
            found = [element for element in self.all(selector) if element.is_displayed()]
            return found[0] if len(found) == 1 else None

        return until(self.driver, visible, f"one visible {selector}")

    # ---- Doing

    def presses(self, key: str, **values: str) -> None:
        """Presses the first button or link that says so."""
        self.presses_words(self.texts.pattern(key, **values))

    def presses_words(self, words: re.Pattern[str] | str) -> None:
        pattern = re.compile(re.escape(words)) if isinstance(words, str) else words
        def pressed() -> bool:
            found = self._that_say(_PRESSABLE, pattern)
            if found:
                found[0].click()
            return bool(found)

        until(self.driver, pressed, f"something to press that says {pattern.pattern!r}\n{self.reads()[:1500]}")

    def offers(self, key: str, **values: str) -> bool:
        """Whether something to press says so."""
        return bool(self._that_say(_PRESSABLE, self.texts.pattern(key, **values)))

    def _that_say(self, selector: str, pattern: re.Pattern[str]) -> list[WebElement]:
        """Visible elements of which a line is this: a row has initials, a name and small print."""
        found = self.driver.execute_script(_VISIBLE, selector)
        return [one for one, text in found if any(pattern.fullmatch(line.strip()) for line in text.splitlines())]

    def field(self, label: str | re.Pattern[str]) -> WebElement:
        """The field with this label."""
        pattern = re.compile(re.escape(label) + r"\b.*", re.DOTALL) if isinstance(label, str) else label
        def found() -> WebElement | None:
            for label, text in self.driver.execute_script(_VISIBLE, "label[for]"):
                if pattern.match(text):
                    return self.driver.find_element(By.ID, label.get_attribute("for"))
            return None

        return until(self.driver, found, f"a field {pattern.pattern!r}")

    def types(self, label: str | re.Pattern[str], value: str) -> None:
        """Types into a field what is to stand there."""
        input_field = self.field(label)
        input_field.clear()
        input_field.send_keys(value)

    def fills(self, key: str, value: str) -> None:
        """Types into one of our own fields, by the key of its label."""
        self.types(self.texts.pattern(key), value)

    def chooses(self, label: str) -> None:
        """Chooses one of several, by its words."""
        pattern = re.compile(re.escape(label))
        until(self.driver, lambda: self._that_say("label.choice, label.row", pattern), f"a choice {label!r}")[0].click()

    def goes_back(self) -> None:
        self.driver.back()

    # ---- The way to a connection

    def agrees(self) -> None:
        self.sees("page-consent-title")
        self.presses("button-agree")

    def finds(self, bank: str, typed: str | None = None) -> None:
        """Searches for a bank and chooses it."""
        self.sees("page-search-title")
        self.searches(typed or bank)
        self.presses_words(bank)

    def searches(self, typed: str) -> None:
        box = self.one("#q")
        box.clear()
        box.send_keys(typed)
        if not self.has_scripts:
            self.presses("button-search")
        until(self.driver, lambda: typed in self.reads_in("#found"), f"what was found for {typed}")

    def types_login(self, password: str, login: str | None = None) -> None:
        self.types("Username", login or self.login)
        self.types("Password", password)

    def signs_in(self, password: str, login: str | None = None) -> None:
        self.types_login(password, login)
        self.presses("button-sign-in")

    def connects(self, password: str, bank: str = "MX Bank", institution: str = "mxbank") -> None:
        """Opens Connect at a bank, agrees and signs in; what comes then is the test's."""
        self.opens(current_institution_code=institution)
        self.agrees()
        self.sees("page-login-title")
        assert bank in self.reads()
        self.signs_in(password)

    def has_connected(self) -> str:
        """Sees the accounts; gives the connection."""
        self.sees("page-connected-title")
        return self.member

    def answers(self, *values: str) -> None:
        """Types answers into the fields of a challenge, in their order."""
        self.awaits_challenge()
        fields = self.all("form[action$='/answers'] input:not([type=radio]):not([type=hidden])")
        assert len(fields) == len(values), f"{len(fields)} fields for {values}"
        for one, value in zip(fields, values):
            one.send_keys(value)
        self.presses("button-answer")

    def sees_code(self) -> str:
        """Sees a page that asks for a one-time code; gives where it went: `sms`, `email`, `call`, `app`."""
        return self.sees(*CODE_TITLES).rsplit("-", 1)[1]

    def awaits_challenge(self) -> None:
        until(self.driver, lambda: self.all("form[action$='/answers']"), f"a challenge\n{self.reads()[:800]}")
        self.checks()
