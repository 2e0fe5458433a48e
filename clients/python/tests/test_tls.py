"""How the hub speaks TLS to institutions, with the real binary on both sides; more cases stand in crates/engine/tests/it/tls.rs."""
from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

from hub import Hub, binary

READY_SECONDS_MAX = 30


class GuardedBank:
    """A simulated bank of its own that is reached by TLS; its staff is reached without."""

    def __init__(self, process: subprocess.Popen[str], data: Path) -> None:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        self.issuer = f"{ready['bank_tls_url']}/oauth/kestrel_federal"
        self.authority = (data / "authority.pem").read_text()
        self._control = f"{ready['bank_url']}/control/tls"

    def says(self, **said: str) -> dict[str, str]:
        answer = urllib3.request("PUT", self._control, json=said, retries=False, timeout=READY_SECONDS_MAX)
        assert answer.status == 200, answer.data
        return answer.json()


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[GuardedBank]:
    listen = ["--listen", "127.0.0.1:0", "--tls-listen", "127.0.0.1:0"]
    arguments = [binary(), "bank", *listen, "--data", str(tmp_path), "--json"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield GuardedBank(process, tmp_path)
        finally:
            process.terminate()


def check(hub: Hub, bank: GuardedBank, roots: str | None, identity: str | None = None) -> str:
    """What `institution check` says of the bank: the first line, or the problem."""
    given: dict[str, object] = {
        "code": "behind_tls", "name": "Behind TLS",
        "fdx": {"issuer": bank.issuer, "api": f"{bank.issuer}/fdx/v6", "client_id": "hub", "client_auth": "none", "scope": "accounts"},
        "transport": {"roots": roots} if roots else {},
    }
    if identity:
        given["secrets"] = {"client_certificate": identity}
    where = ["--data", str(hub.data)]
    subprocess.run([binary(), "institution", "import", "-", *where], input=json.dumps([given]), text=True, check=True, capture_output=True)
    done = subprocess.run([binary(), "institution", "check", "behind_tls", "--json", *where], text=True, capture_output=True)
    (told,) = json.loads(done.stdout)
    assert (done.returncode == 0) == ("answer" in told), done
    return told["answer"][0] if "answer" in told else told["problem"]


def test_a_bank_is_reached_while_both_sides_are_trusted(hub: Hub, guarded: GuardedBank) -> None:
    reached, refused = f"issuer {guarded.issuer}", "institution_error"
    assert refused in check(hub, guarded, None), "the platform does not know the authority"
    assert check(hub, guarded, guarded.authority) == reached
    guarded.says(certificate="expired")
    assert refused in check(hub, guarded, guarded.authority)
    client = guarded.says(certificate="good", client_certificate="required")["client"]
    assert refused in check(hub, guarded, guarded.authority)
    assert check(hub, guarded, guarded.authority, client) == reached
