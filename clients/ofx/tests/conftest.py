"""One simulated bank for the whole suite; tests use logins of their own."""
from __future__ import annotations

import itertools
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
STOP_SECONDS_MAX = 20
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def bank_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`swingbridge bank` on a free port."""
    binary = os.environ.get("SWINGBRIDGE_BIN", str(REPOSITORY / "target/debug/swingbridge"))
    with (tmp_path_factory.mktemp("bank") / "bank.log").open("w") as log:
        process = subprocess.Popen(
            [binary, "bank", "--listen", "127.0.0.1:0", "--json"], stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())["bank_url"]
        finally:
            process.terminate()
            process.wait(STOP_SECONDS_MAX)


@pytest.fixture
def login() -> str:
    """A login that no other test uses, because the bank counts by login."""
    return f"person-{next(_numbers)}"


@pytest.fixture(autouse=True)
def no_files_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ofxtools keeps profiles between runs; each test has a place of its own for them."""
    from ofxtools import config

    monkeypatch.setattr(config, "DATADIR", tmp_path)
