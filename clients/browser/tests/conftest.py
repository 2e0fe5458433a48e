"""One demo and few browsers for all tests of a process; each test has a person of its own."""
from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver

import browser
from application import Application
from bank import Bank
from embedding import Site
from hub import Hub, tail
from person import Person

# Locks and counts at the bank go by login, and every process has a bank of its own.
_numbers = itertools.count(1)
_logs: list[Path] = []
SHOTS = os.environ.get("SWINGBRIDGE_SHOTS")


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    home = tmp_path_factory.mktemp("hub")
    _logs.append(home / "hub.log")
    running = Hub.start(home / "data", home / "hub.log")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def app(hub: Hub) -> Application:
    """The application of the demo."""
    return Application(hub, hub.keys)


@pytest.fixture(scope="session")
def bank(hub: Hub) -> Bank:
    return Bank(hub.ready["bank_url"])


@pytest.fixture(scope="session")
def embedder(hub: Hub) -> Application:
    """An application that shows the pages in a frame of its own site. The demo's lets every site of this machine do so, this one does not."""
    return Application(hub, hub.new_client("embedder"))


@pytest.fixture(scope="session")
def site(embedder: Application) -> Iterator[Site]:
    """The site of that application: another site than the hub's, as browsers see it."""
    with Site.serve(embedder) as served:
        embedder.allows(served.origin)
        yield served


@pytest.fixture(scope="session")
def chromium() -> Iterator[webdriver.Chrome]:
    with browser.chromium() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium_without_scripts() -> Iterator[webdriver.Chrome]:
    with browser.chromium(has_scripts=False) as driver:
        yield driver


@pytest.fixture
def driver(chromium: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    """A phone, light, one empty tab, and nothing left to say."""
    yield from _fresh(chromium)


@pytest.fixture
def driver_without_scripts(chromium_without_scripts: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    yield from _fresh(chromium_without_scripts)


def _fresh(driver: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    first, *others = driver.window_handles
    for other in others:
        driver.switch_to.window(other)
        driver.close()
    driver.switch_to.window(first)
    driver.get("about:blank")
    browser.show(driver, browser.PHONE)
    driver.get_log("browser")
    yield driver


@pytest.fixture
def newcomer(app: Application) -> Callable[..., Person]:
    """Makes people at a browser."""

    def new(driver: webdriver.Chrome, of: Application = app, **fields: object) -> Person:
        return Person(driver, of, of.new_user(**fields), f"login-{next(_numbers)}")

    return new


@pytest.fixture
def person(newcomer: Callable[..., Person], driver: webdriver.Chrome) -> Person:
    """Somebody with a phone who has never been here."""
    return newcomer(driver)


@pytest.fixture
def cautious(newcomer: Callable[..., Person], driver_without_scripts: webdriver.Chrome) -> Person:
    """Somebody who has switched JavaScript off."""
    someone = newcomer(driver_without_scripts)
    someone.has_scripts = False
    return someone


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """After a failure, what the hub had to say, and what the browser showed: into the folder that SWINGBRIDGE_SHOTS names."""
    outcome = yield
    report = outcome.get_result()
    if report.failed:
        report.sections += [("the hub's log, its end", tail(log)) for log in _logs if log.exists()]
    if report.when == "call" and report.failed and SHOTS:
        for name, value in item.funcargs.items():
            if isinstance(value, webdriver.Chrome) and name.startswith("driver"):
                value.save_screenshot(str(Path(SHOTS) / f"{item.name[:80]}.png".replace("/", "_")))
