"""A person with a browser: leaves for the bank's own page, lets the app in there, comes back."""
from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin

import urllib3

BROWSER = urllib3.PoolManager(retries=False, timeout=10)
# Pages of the simulated bank until a person is through.
PAGES_MAX = 8


@dataclass(frozen=True)
class Away:
    """On the way: where the hub sent the browser, and the cookie by which it knows the browser again."""

    at_bank: str
    cookie: str

    def comes_back(self, address: str) -> None:
        assert BROWSER.request("GET", address, redirect=False, headers={"cookie": self.cookie}).status == 303


def leave(window: str) -> Away:
    """Opens the link that the hub gave, and presses the button that leads to the bank."""
    opened = BROWSER.request("GET", window, redirect=False)
    page_url = urljoin(window, opened.headers["location"])
    page = BROWSER.request("GET", page_url)
    action = urljoin(page_url, re.search(r'<form method="post" action="([^"]+)"', page.data.decode())[1])
    away = BROWSER.request("POST", action, redirect=False, headers={"sec-fetch-site": "same-origin"})
    assert away.status == 303, away.data
    return Away(away.headers["location"], away.headers["set-cookie"].split(";")[0])


def visit_the_bank(window: str, login: str, password: str) -> None:
    """The whole way through the pages of the simulated bank: logs in, answers what is asked, allows everything."""
    away = leave(window)
    page_url, page = away.at_bank, BROWSER.request("GET", away.at_bank, redirect=False)
    for _ in range(PAGES_MAX):
        if page.status == 303:
            page_url = urljoin(page_url, page.headers["location"])
            if "/oauth/return" in page_url:
                return away.comes_back(page_url)
            page = BROWSER.request("GET", page_url, redirect=False)
            continue
        action, form = _filled(page.data.decode(), login, password)
        page_url = urljoin(page_url, action)
        page = BROWSER.request(
            "POST", page_url, redirect=False, body=urlencode(form), headers={"content-type": "application/x-www-form-urlencoded"},
        )
    raise AssertionError(f"the bank has no end of pages, the last: {page.data.decode()}")


def _filled(page: str, login: str, password: str) -> tuple[str, list[tuple[str, str]]]:
    """Where the form of a page goes, and with what in it."""
    actions = re.findall(r'action="([^"]+/(login|answer|consent))"', page)
    assert actions, page
    action, step = actions[0]
    if step == "login":
        return action, [("LOGIN", login), ("PASSWORD", password)]
    if step == "answer":
        return action, [(name, "correct") for name in re.findall(r'name="(q-[^"]+)"', page)]
    accounts = re.findall(r'name="account" value="([^"]+)"', page)
    return action, [*(("account", account) for account in accounts), ("decision", "allow")]
