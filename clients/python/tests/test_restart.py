"""The hub ends, politely or not, and goes on with the same keys and data when it is started again."""
from __future__ import annotations

import json
import re
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bank import Bank
from connection import Connection
from hub import COMMAND_SECONDS_MAX, Hub, binary
from sdk import Sdk
from test_transactions import every_page

READY_FIELDS = {
    "base_url", "client_id", "api_key", "user_guid", "connect_url", "connections_url", "console_url", "bank_url",
}


@pytest.fixture
def own_hub(tmp_path: Path) -> Iterator[Hub]:
    """A hub of the test's own, which it may end as it likes."""
    hub = Hub.start(tmp_path / "data", tmp_path / "hub.log")
    yield hub
    if hub.process.poll() is None:
        hub.stop()


def test_ready_line_and_its_file(own_hub: Hub) -> None:
    assert READY_FIELDS <= set(own_hub.ready)
    file = own_hub.data / "demo.json"
    assert json.loads(file.read_text()) == own_hub.ready
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Sdk(own_hub.keys).users.read_user(own_hub.ready["user_guid"]).user.guid == own_hub.ready["user_guid"]
    assert own_hub.stop() == 0
    assert own_hub.rest_of_stdout() == ""


def test_killed_and_started_again(own_hub: Hub, tmp_path: Path) -> None:
    sdk = Sdk(own_hub.keys)
    user = sdk.new_user(id="survivor")
    connection = Connection.begin(sdk, user, "survivor", "anything")
    assert connection.settled().connection_status == "CONNECTED"
    asked = Connection.begin(sdk, user, "asked", "challenge")
    (challenge,) = asked.challenges()
    accounts = sdk.accounts.list_user_accounts(user).accounts
    entries = every_page(sdk, user)
    own_hub.kill()

    again = Hub.start(own_hub.data, tmp_path / "again.log")
    try:
        same = ("client_id", "api_key", "user_guid")
        assert [again.ready[name] for name in same] == [own_hub.ready[name] for name in same]
        sdk = Sdk(again.keys)
        connection = Connection(sdk, user, connection.guid, "survivor")
        assert connection.status().connection_status == "CONNECTED"
        assert sdk.accounts.list_user_accounts(user).accounts == accounts
        assert every_page(sdk, user) == entries
        # A question that was open when the power went is answered on the new process.
        asked = Connection(sdk, user, asked.guid, "asked")
        assert [one.guid for one in asked.challenges()] == [challenge.guid]
        assert asked.answer("correct").connection_status == "CONNECTED"
        assert Bank(again.ready["bank_url"]).received("asked")["passwords_received"] == 1
    finally:
        again.stop()


def test_killed_in_the_middle_of_a_run_it_knocks_at_most_once(own_hub: Hub, tmp_path: Path) -> None:
    sdk = Sdk(own_hub.keys)
    user = sdk.new_user()
    guid = Connection.begin(sdk, user, "interrupted", "anything").guid
    own_hub.kill()

    again = Hub.start(own_hub.data, tmp_path / "again.log")
    try:
        bank = Bank(again.ready["bank_url"])
        connection = Connection(Sdk(again.keys), user, guid, "interrupted")
        seen = connection.ended()
        heard = bank.received("interrupted")["passwords_received"]
        if seen.connection_status == "FAILED":
            # The kill, which ends the bank too, came after the hub had noted that it sends and before the bank had noted a receipt: the bank knows of no
            # sign-in, and the hub may not send a secret again by itself. The person may.
            assert heard == 0
            seen = connection.retype("anything")
        assert seen.connection_status == "CONNECTED"
        counts = bank.received("interrupted")
        assert (counts["passwords_received"], counts["repeated_attempts"]) == (1, 0)
    finally:
        again.stop()


def test_a_second_server_on_the_same_data_is_refused(own_hub: Hub) -> None:
    second = subprocess.run(
        [binary(), "demo", "--listen", "127.0.0.1:0", "--json", "--data", str(own_hub.data)],
        capture_output=True, text=True, timeout=COMMAND_SECONDS_MAX,
    )
    assert second.returncode != 0
    assert second.stdout == ""
    assert str(own_hub.data) in second.stderr
    assert re.search("already|another|in use", second.stderr)
    # The first goes on undisturbed.
    assert Sdk(own_hub.keys).users.list_users().pagination.total_entries >= 1
