"""What a person does at the simulated bank's own page (docs/BANK.md, "At the bank's own page"). That page is the bank's: it is not checked."""
from __future__ import annotations

from person import Person, until


def arrives(person: Person) -> None:
    """Waits for the bank's page."""
    until(person.driver, lambda: "/oauth/" in person.driver.current_url and person.all("input[type=password]"), "the bank's page")


def logs_in(person: Person, password: str = "any", login: str | None = None) -> None:
    arrives(person)
    person.types_login(password, login)
    person.presses_words("Log in")


def allows(person: Person, accounts: int | None = None) -> None:
    """Allows all accounts, or the first few."""
    boxes = until(person.driver, lambda: person.all("input[name=account]"), f"the accounts\n{person.reads()[:500]}")
    for box in boxes[len(boxes) if accounts is None else accounts:]:
        box.click()
    person.presses_words("Allow")


def denies(person: Person) -> None:
    until(person.driver, lambda: person.all("input[name=account]"), "the accounts")
    person.presses_words("Do not allow")


def answers(person: Person, value: str) -> None:
    """Answers the bank's question, which has a field for text and none for a password: the login has both."""

    def answered() -> bool:
        if person.all("main form .field input[type=password]"):
            return False
        fields = person.all("main form .field input[type=text]")
        if not fields:
            return False
        fields[0].send_keys(value)
        return True

    until(person.driver, answered, "a question")
    person.presses_words("Continue")


def cancels(person: Person) -> None:
    arrives(person)
    person.presses_words("Cancel")
