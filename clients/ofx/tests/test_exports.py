"""ofxtools reads what the hub exports, and finds in it what the API tells."""
from __future__ import annotations

import json
import os
import subprocess
import time
from base64 import b64encode
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from conftest import REPOSITORY, STOP_SECONDS_MAX
from ofxtools.Parser import OFXTree

WAIT_SECONDS_MAX = 60


class Hub:
    """A demo with one user."""

    def __init__(self, ready: dict[str, str]) -> None:
        self.base, self.user = ready["base_url"], ready["user_guid"]
        self.key = b64encode(f"{ready['client_id']}:{ready['api_key']}".encode()).decode()

    def ask(self, method: str, path: str, body: Any = None) -> bytes:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Basic {self.key}", "Content-Type": "application/json"}
        with urlopen(Request(self.base + path, data, headers, method=method)) as answer:
            return answer.read()

    def read(self, path: str) -> Any:
        return json.loads(self.ask("GET", path))

    def connect(self, institution: str, login: str) -> str:
        fields = self.read(f"/institutions/{institution}/credentials")["credentials"]
        given = [
            {"guid": field["guid"], "value": "any" if field["field_type"] == "PASSWORD" else login} for field in fields
        ]
        body = {"member": {"institution_code": institution, "credentials": given}}
        made = json.loads(self.ask("POST", f"/users/{self.user}/members", body))["member"]
        path = f"/users/{self.user}/members/{made['guid']}"
        end = time.monotonic() + WAIT_SECONDS_MAX
        while self.read(f"{path}/status")["member"]["is_being_aggregated"]:
            assert time.monotonic() < end, "the job does not end"
        return path


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    binary = os.environ.get("SWINGBRIDGE_BIN", str(REPOSITORY / "target/debug/swingbridge"))
    folder: Path = tmp_path_factory.mktemp("hub")
    command = [binary, "demo", "--listen", "127.0.0.1:0", "--data", str(folder / "data"), "--json"]
    with (folder / "hub.log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            assert process.stdout is not None
            yield Hub(json.loads(process.stdout.readline()))
        finally:
            process.terminate()
            process.wait(STOP_SECONDS_MAX)


def test_an_export_is_in_the_order_of_the_specification(hub: Hub) -> None:
    member = hub.connect("mxbank", "ofxtools")
    accounts = {account["guid"]: account for account in hub.read(f"{member}/accounts")["accounts"]}
    tree = OFXTree()
    tree.parse(BytesIO(hub.ask("GET", f"/users/{hub.user}/export?format=ofx")))
    statements = tree.convert().statements
    assert len(statements) == len(accounts)
    days = "from_date=2000-01-01&to_date=2100-01-01&records_per_page=1000"
    listed = [
        one
        for guid in accounts
        for one in hub.read(f"/users/{hub.user}/accounts/{guid}/transactions?{days}")["transactions"]
        if one["status"] == "POSTED"
    ]
    expected = {
        one["guid"]: Decimal(str(one["amount"])) * (-1 if one["type"] == "DEBIT" else 1) for one in listed
    }
    # An account in which nothing has posted has no list.
    found = {row.fitid: row.trnamt for statement in statements for row in statement.transactions or []}
    assert found == expected and expected
    kinds = {type(statement).__name__ for statement in statements}
    assert kinds == {"STMTRS", "CCSTMTRS"}
    for statement in statements:
        if type(statement).__name__ == "CCSTMTRS" or statement.account.accttype == "CREDITLINE":
            assert statement.balance.balamt <= 0, statement.account.acctid
    assert any(statement.balance.balamt < 0 for statement in statements), "what is owed is less than nothing"
