"""Every link of every page leads to a page that is as it should be: nobody walks into a wall."""
from __future__ import annotations

import re

import pytest

from application import Application
from person import Person
from statuses import brought_to, connected, settles

PAGES_MAX = 70
# Addresses that differ in these alone are one screen.
_OWN = re.compile(r"(?:MBR|ACT|TRN)-[0-9a-f-]{36}|(?<=institutions/)\w+|(?<=remedies/)\w+|\?.*")
_LINKS = "return [...document.querySelectorAll('a[href]')].map((one) => one.href.split('#')[0])"


def walks(person: Person) -> set[str]:
    """Follows all links inside the session, each screen once; gives the screens."""
    base = person.session
    seen: set[str] = set()
    waiting = [person.driver.current_url]
    while waiting:
        address = waiting.pop(0)
        screen = _OWN.sub("…", address.removeprefix(base))
        if screen in seen:
            continue
        seen.add(screen)
        assert len(seen) <= PAGES_MAX, sorted(seen)
        person.driver.get(address)
        person.checks()
        for key in ("page-nowhere-title", "page-ours-title", "page-unreadable-title"):
            assert not person.says(key), f"{address} is linked and shows {key}"
        found = person.driver.execute_script(_LINKS)
        waiting += [one for one in found if one.startswith(base) and "language=" not in one]
    return seen


@pytest.mark.parametrize("widget", ["connect_widget", "connections_widget"])
def test_links_lead_somewhere(person: Person, app: Application, widget: str) -> None:
    connected(person)
    refused = app.new_member(person.user, f"{person.login}-refused", "wrong", "first_harbor")
    settles(person, refused, "DENIED")
    person.login += "-paused"
    brought_to("disabled", person)
    account = {"account": {"name": "By hand", "account_type": "CHECKING", "balance": 12.5}}
    assert app.wire.send("POST", f"/users/{person.user}/accounts", account).status == 200
    person.opens(widget_type=widget)
    if widget == "connect_widget":
        person.agrees()
        person.sees("page-search-title")
    screens = walks(person)
    assert len(screens) > 4, screens
