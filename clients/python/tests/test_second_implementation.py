"""The hub at a bank by other hands: linked at Authlib's own page, read, refreshed with tokens that change, and given back."""
from __future__ import annotations

import json
import subprocess
from pathlib import Path

import mx_platform_python as mx
import pytest

from authserver import AuthServer, Client
from connection import eventually
from hub import Hub, binary
from person import BROWSER, leave
from sdk import Sdk

WAIT_SECONDS = 20


def describe(hub: Hub, code: str, server: AuthServer) -> None:
    """What an operator does: a description from standard input."""
    given = {
        "code": code, "name": f"Other Hands {code}", "url": "https://other.example",
        "fdx": {
            "issuer": server.issuer, "api": server.api, "client_id": server.client.client_id, "client_auth": server.client.method,
            "scope": "fdx:accountdetailed:read fdx:transactions:read fdx:customercontact:read", "key_id": "key-1",
        },
    }
    if server.client.secret:
        given["secrets"] = {"client_secret": server.client.secret}
    if server.client.private_pem:
        given["secrets"] = {"private_key": server.client.private_pem}
    if server.client.method == "none":
        del given["fdx"]["key_id"]
    command = [binary(), "institution", "import", "-", "--data", str(hub.data)]
    subprocess.run(command, input=json.dumps([given]), text=True, check=True, capture_output=True)


def listed(app: Sdk, code: str) -> None:
    """Servers look at the directory every few seconds."""
    eventually(
        lambda: app.institutions.list_institutions(name="Other Hands", records_per_page=100).institutions,
        lambda found: any(one.code == code for one in found),
        WAIT_SECONDS,
    )


def visit(window: str) -> None:
    """A person: opens the link, leaves, lets the app in, comes back."""
    away = leave(window)
    assert b"Allow" in BROWSER.request("GET", away.at_bank).data
    away.comes_back(BROWSER.request("POST", away.at_bank, redirect=False).headers["location"])


def ended(app: Sdk, user: str, member: str) -> mx.MemberStatus:
    """The member once nothing is read of it."""
    return eventually(
        lambda: app.members.read_member_status(member, user).member,
        lambda status: not status.is_being_aggregated and status.connection_status != "PENDING",
        WAIT_SECONDS,
    )


@pytest.mark.parametrize("method", ["none", "client_secret_post", "client_secret_basic", "private_key_jwt"])
def test_the_hub_at_a_bank_by_other_hands(hub: Hub, app: Sdk, user: str, method: str) -> None:
    back = f"{app.keys.base_url}/oauth/return"
    clients = {"none": Client.public, "private_key_jwt": Client.with_key}
    client = clients[method](back) if method in clients else Client.with_secret(back, method)
    code = f"other_hands_{method}"
    with AuthServer.start(client) as server:
        describe(hub, code, server)
        listed(app, code)
        request = mx.MemberCreateRequest(institution_code=code, credentials=[], is_oauth=True)
        member = app.members.create_member(user, mx.MemberCreateRequestBody(member=request)).member
        visit(member.oauth_window_uri)
        assert ended(app, user, member.guid).connection_status == "CONNECTED"
        accounts = app.accounts.list_user_accounts(user).accounts
        assert [(one.name, one.balance) for one in accounts] == [("Other Hands Checking", 1234.56)]
        assert len(app.transactions.list_transactions(user).transactions) == 1

        app.members.delete_member(member.guid, user)
        eventually(lambda: server.log, lambda log: any("revoke" in line for line in log), WAIT_SECONDS)
