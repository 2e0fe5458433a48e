"""How a connection comes to each status: by what the bank makes of a password, or by the application, staff and time (docs/SANDBOX.md)."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from person import Person, until

HOUR = 3600


@dataclass(frozen=True)
class Case:
    """A password, the status it comes to at the first link, and what the page then offers first."""

    status: str
    password: str
    primary: str


BY_PASSWORD = (
    Case("denied", "wrong!", "button-update-login"),
    Case("locked", "LOCKED", "button-site"),
    Case("impeded", "TERMS_NOT_ACCEPTED", "button-site"),
    Case("impaired", "SIGN_IN_AGAIN", "button-update-login"),
    Case("expired", "SESSION_EXPIRED", "button-refresh"),
    Case("failed", "SERVER_ERROR", "button-refresh"),
    Case("discontinued", "INSTITUTION_DISCONTINUED", "button-manual"),
    Case("closed", "CONNECTION_UNKNOWN", "button-reopen"),
)


def connected(person: Person, password: str = "any") -> str:
    """A connection that works, made over the API."""
    member = person.app.new_member(person.user, person.login, password)
    settles(person, member, "CONNECTED")
    return member


def settles(person: Person, member: str, status: str) -> None:
    """Waits for the end of the run."""
    def at_rest() -> bool:
        seen = person.app.member(person.user, member)
        return seen["connection_status"] == status and not seen["is_being_aggregated"]

    until(person.driver, at_rest, f"{member} to be {status}")


def _created(person: Person) -> str:
    return person.app.new_member(person.user, person.login, "any", skip_aggregation=True)


def _imported(person: Person) -> str:
    return person.app.new_member(person.user, person.login, None)


def _updated(person: Person) -> str:
    member = connected(person)
    person.app.gives_login(person.user, member, person.login, "another", skip_aggregation=True)
    return member


def _degraded(person: Person) -> str:
    """Three failures, each more than an hour after the one before."""
    member = connected(person, "later:server_error")
    for _ in range(3):
        person.app.moves_clock(4 * HOUR)
        person.app.commands(person.user, member, "aggregate")
        until(person.driver, lambda: not person.app.member(person.user, member)["is_being_aggregated"], "the end of the run")
    return member


def _disconnected(person: Person) -> str:
    member = _degraded(person)
    person.app.moves_clock(14 * 24 * HOUR)
    settles(person, member, "DISCONNECTED")
    return member


def _reconnected(person: Person) -> str:
    member = connected(person)
    person.app.fires(member, "migrated_credentials_kept")
    return member


def _disabled(person: Person) -> str:
    member = connected(person)
    person.app.commands(person.user, member, "pause")
    return member


def _closed(person: Person) -> str:
    member = connected(person)
    person.app.commands(person.user, member, "close")
    return member


# What brings a person's new connection to the status, and what its page then offers first; None is what the moment's advice says.
BY_OTHERS: dict[str, tuple[Callable[[Person], str], str | None]] = {
    "created": (_created, "button-refresh"),
    "imported": (_imported, "button-update-login"),
    "updated": (_updated, "button-refresh"),
    "degraded": (_degraded, None),
    "disconnected": (_disconnected, None),
    "reconnected": (_reconnected, "button-refresh"),
    "disabled": (_disabled, "button-support"),
    "closed": (_closed, "button-reopen"),
}


def brought_to(status: str, person: Person) -> str:
    """Brings a new connection of this person to the status; gives its guid."""
    member = BY_OTHERS[status][0](person)
    seen = person.app.member(person.user, member)["connection_status"]
    assert seen == status.upper(), f"{seen} is not {status}"
    return member
