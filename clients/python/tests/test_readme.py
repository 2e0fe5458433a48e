"""The program in README.md, copied as it stands, ends with a table of accounts and transactions."""
from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from hub import REPOSITORY, Hub

PROGRAM_SECONDS_MAX = 120
EXAMPLE = REPOSITORY / "clients/python/example.py"


def first_program(markdown: str) -> str:
    """The first Python block of a page."""
    found = re.search(r"^```python\n(.*?)^```$", markdown, re.MULTILINE | re.DOTALL)
    assert found, "README.md has no ```python block"
    return found.group(1)


def test_the_program_of_the_readme_is_the_example() -> None:
    assert first_program((REPOSITORY / "README.md").read_text()) == EXAMPLE.read_text()


def test_the_program_says_where_it_is_to_be_run(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, str(EXAMPLE)], cwd=tmp_path, capture_output=True, text=True, timeout=PROGRAM_SECONDS_MAX)
    assert done.returncode == 1 and "start the demo" in done.stderr and "Traceback" not in done.stderr, done.stderr


def test_the_program_of_the_readme_runs_as_it_stands(tmp_path: Path) -> None:
    program = tmp_path / "example.py"
    program.write_text(first_program((REPOSITORY / "README.md").read_text()))
    # No --data: both sides must agree on the default directory.
    hub = Hub.start(tmp_path / "swingbridge-data", tmp_path / "hub.log", arguments=[], cwd=tmp_path)
    try:
        done = subprocess.run(
            [sys.executable, program.name], cwd=tmp_path, capture_output=True, text=True, timeout=PROGRAM_SECONDS_MAX
        )
    finally:
        hub.stop()
    assert done.returncode == 0, done.stderr
    assert "MX Bank is CONNECTED" in done.stdout
    accounts, transactions = done.stdout.split("\nAccount ")[1].split("\nDate ")
    assert len(accounts.strip().splitlines()) >= 3
    rows = transactions.splitlines()[1:]
    assert len(rows) == 25
    assert all(re.match(r"\d{4}-\d{2}-\d{2}  \S.* -?[\d,]+\.\d{2}$", row) for row in rows)
