"""One demo for the whole suite, and what a test needs of it. Tests share the hub but never a user, unless they only read."""
from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bank import Bank
from connection import Connection
from hub import Hub, Keys, tail
from listening import SECRET, Listening
from operations import uncalled
from sdk import Sdk, succeeded
from wire import Wire

V2 = "v20250224"
README_TEST = "test_readme.py"
IS_WHOLE = pytest.StashKey[bool]()
_numbers = itertools.count(1)
_logs: list[Path] = []


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    home = tmp_path_factory.mktemp("hub")
    _logs.append(home / "hub.log")
    running = Hub.start(home / "data", home / "hub.log")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def app(hub: Hub) -> Sdk:
    """The application of the demo, in version v20111101, which is what the SDK asks for."""
    return Sdk(hub.keys)


@pytest.fixture(scope="session")
def app_v2(hub: Hub) -> Sdk:
    """The same application in version v20250224."""
    return Sdk(hub.keys, V2)


@pytest.fixture(scope="session")
def wire(hub: Hub) -> Wire:
    return Wire(hub.keys)


@pytest.fixture(scope="session")
def wire_v2(hub: Hub) -> Wire:
    return Wire(hub.keys, {"Accept-Version": V2})


@pytest.fixture(scope="session")
def bank(hub: Hub) -> Bank:
    return Bank(hub.ready["bank_url"])


@pytest.fixture(scope="session")
def stranger_keys(hub: Hub) -> Keys:
    """A second application on the same hub."""
    return hub.new_client("stranger")


@pytest.fixture(scope="session")
def stranger(stranger_keys: Keys) -> Sdk:
    return Sdk(stranger_keys)


@pytest.fixture
def login() -> str:
    """A login that no other test uses, because the bank counts and locks by login."""
    return f"person-{next(_numbers)}"


@pytest.fixture
def user(app: Sdk) -> str:
    return app.new_user()


@pytest.fixture
def listening() -> Iterator[Listening]:
    one = Listening()
    yield one
    one.stop()


@pytest.fixture
def subscribe(wire: Wire) -> Iterator[Callable[..., dict[str, Any]]]:
    made: list[str] = []

    def make(url: str, *events: str, **config: Any) -> dict[str, Any]:
        body = {"name": "Test", "url": url, "events": list(events), "secret": SECRET, "config": config}
        answer = wire.send("POST", "/v2/webhooks", body)
        assert answer.status == 201, answer.text
        made.append(answer.json["id"])
        return answer.json

    yield make
    for guid in made:
        assert wire.send("DELETE", f"/v2/webhooks/{guid}").status == 204


@pytest.fixture(scope="session")
def connected(app: Sdk) -> Connection:
    """A connected member for tests that only read."""
    connection = Connection.begin(app, app.new_user(id="reader"), "reader", "any password")
    seen = connection.settled()
    assert seen.connection_status == "CONNECTED", seen
    return connection


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Notes whether this is the whole suite; a part of it is not judged on the operations that it called."""
    written = {path.name for path in Path(__file__).parent.glob("test_*.py")} - {README_TEST}
    narrowed = bool(config.option.keyword) or any("::" in argument for argument in config.args)
    config.stash[IS_WHOLE] = not narrowed and written <= {item.path.name for item in items}


def pytest_testnodedown(node: Any) -> None:
    """What one of several processes called, into the one that judges."""
    output = getattr(node, "workeroutput", {})
    succeeded.update(output.get("succeeded", ()))
    node.config.stash[IS_WHOLE] = output.get("is_whole", False)


def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    is_whole = config.stash.get(IS_WHOLE, False)
    if hasattr(config, "workeroutput"):
        config.workeroutput.update(succeeded=sorted(succeeded), is_whole=is_whole)
    elif is_whole and uncalled(succeeded) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Operations that nobody called, which fail a whole run."""
    missing = uncalled(succeeded)
    if config.stash.get(IS_WHOLE, False) and missing:
        terminalreporter.section("operations of the SDK that no test called with success")
        terminalreporter.write_line("\n".join(missing))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """After a failure, what the hub had to say."""
    outcome = yield
    report = outcome.get_result()
    if report.failed:
        report.sections += [("the hub's log, its end", tail(log)) for log in _logs if log.exists()]
