"""Starts and stops the real binary, the way a person would on a laptop."""
from __future__ import annotations

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[3]
START_SECONDS_MAX = 30
STOP_SECONDS_MAX = 20
COMMAND_SECONDS_MAX = 30
LOG_LINES_SHOWN = 60


class HubFailed(AssertionError):
    """The binary did not do what it was started for; carries the end of its log."""


def binary() -> str:
    """The binary under test: `SWINGBRIDGE_BIN`, or what the last `cargo build` left."""
    path = Path(os.environ.get("SWINGBRIDGE_BIN", REPOSITORY / "target/debug/swingbridge"))
    if not path.is_file():
        raise HubFailed(f"there is no binary at {path}: run `cargo build` or set SWINGBRIDGE_BIN")
    return str(path)


@dataclass(frozen=True)
class Keys:
    """What an application needs to call the hub."""

    base_url: str
    client_id: str
    api_key: str


@dataclass
class Hub:
    """One running `swingbridge demo`."""

    process: subprocess.Popen[str]
    ready: dict[str, Any]
    data: Path
    log: Path

    @classmethod
    def start(
        cls, data: Path, log: Path, arguments: list[str] | None = None, cwd: Path | None = None,
        listen: str = "127.0.0.1:0", settings: dict[str, str] | None = None,
    ) -> Hub:
        """Starts a demo, on a free port unless told otherwise, and returns once it said that it is ready."""
        where = ["--data", str(data)] if arguments is None else arguments
        with log.open("a") as stderr:
            process = subprocess.Popen(
                [binary(), "demo", "--listen", listen, "--json", *where],
                stdout=subprocess.PIPE, stderr=stderr, text=True, cwd=cwd, env={**os.environ, **(settings or {})},
            )
        try:
            return cls(process, _ready_line(process, log), data, log)
        except BaseException:
            process.kill()
            process.wait()
            raise

    @property
    def keys(self) -> Keys:
        return Keys(self.ready["base_url"], self.ready["client_id"], self.ready["api_key"])

    def new_client(self, name: str) -> Keys:
        """Makes a second application with the command line, beside the running hub."""
        answer = json.loads(run("client", "create", name, "--data", str(self.data), "--json").stdout)
        return Keys(self.ready["base_url"], answer["client_id"], answer["api_key"])

    def stop(self) -> int:
        """Asks it to end and returns its exit code."""
        self.process.terminate()
        return self._gone()

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self.process.kill()
        self._gone()

    def _gone(self) -> int:
        try:
            return self.process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise HubFailed(f"it did not end within {STOP_SECONDS_MAX} s\n{tail(self.log)}") from None

    def rest_of_stdout(self) -> str:
        """What it printed after the line that said it was ready; only after it ended."""
        assert self.process.stdout is not None
        return self.process.stdout.read()


def run(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Runs one command of the binary to its end; it must succeed, unless told otherwise."""
    done = subprocess.run([binary(), *arguments], capture_output=True, text=True, timeout=COMMAND_SECONDS_MAX)
    if check and done.returncode != 0:
        raise HubFailed(f"`swingbridge {' '.join(arguments)}` ended with {done.returncode}:\n{done.stderr}")
    return done


def tail(log: Path) -> str:
    """The end of a log, for a failure report."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-LOG_LINES_SHOWN:])


def _ready_line(process: subprocess.Popen[str], log: Path) -> dict[str, Any]:
    """Reads the one line of JSON; killing the process is what ends a read that takes too long."""
    assert process.stdout is not None
    with ThreadPoolExecutor(max_workers=1) as reader:
        line = reader.submit(process.stdout.readline)
        try:
            text = line.result(START_SECONDS_MAX)
        except TooLate:
            process.kill()
            raise HubFailed(f"not ready within {START_SECONDS_MAX} s\n{tail(log)}") from None
    if not text:
        raise HubFailed(f"it ended with {process.wait()} before it was ready\n{tail(log)}")
    return json.loads(text)
