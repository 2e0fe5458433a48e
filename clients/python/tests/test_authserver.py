"""The bank by other hands works as banks do: without that, what the hub does there would say nothing."""
from __future__ import annotations

import base64
import hashlib
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import urllib3
from authserver import AuthServer, Client

RETURN = "http://127.0.0.1:4711/oauth/return"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
POOL = urllib3.PoolManager(retries=False, timeout=10)


def visit(server: AuthServer, challenge: str = CHALLENGE) -> dict[str, str]:
    """What the app is told when the person has let it in."""
    query = urlencode({
        "response_type": "code", "client_id": server.client.client_id, "redirect_uri": RETURN, "state": "a state",
        "scope": "fdx:accountdetailed:read", "code_challenge": challenge, "code_challenge_method": "S256",
    })
    page = f"{server.issuer}/authorize?{query}"
    assert b"Allow" in POOL.request("GET", page).data
    back = POOL.request("POST", page, redirect=False).headers["location"]
    return {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}


def token(server: AuthServer, **form: str) -> tuple[int, dict[str, str]]:
    form |= {"client_id": server.client.client_id}
    if server.client.secret:
        form |= {"client_secret": server.client.secret}
    answer = POOL.request("POST", f"{server.issuer}/token", fields=form, encode_multipart=False)
    return answer.status, answer.json()


def exchange(server: AuthServer, code: str, verifier: str = VERIFIER) -> tuple[int, dict[str, str]]:
    return token(server, grant_type="authorization_code", code=code, redirect_uri=RETURN, code_verifier=verifier)


@pytest.mark.parametrize("client", [Client.public(RETURN), Client.with_secret(RETURN, "client_secret_post")], ids=lambda one: one.method)
def test_an_app_is_let_in_reads_and_renews(client: Client) -> None:
    with AuthServer.start(client) as server:
        told = visit(server)
        assert (told["state"], told["iss"]) == ("a state", server.issuer)
        status, first = exchange(server, told["code"])
        assert (status, first["token_type"]) == (200, "Bearer")
        assert exchange(server, told["code"])[0] == 400, "a code is good once"

        def accounts(tokens: dict[str, str]) -> int:
            headers = {"authorization": f"Bearer {tokens['access_token']}"}
            return POOL.request("GET", f"{server.api}/accounts", headers=headers).status

        assert accounts(first) == 200
        server.access_ends()
        assert accounts(first) == 401
        status, second = token(server, grant_type="refresh_token", refresh_token=first["refresh_token"])
        assert (status, accounts(second)) == (200, 200)
        assert second["refresh_token"] != first["refresh_token"]
        assert token(server, grant_type="refresh_token", refresh_token=first["refresh_token"])[0] == 400


def test_whoever_lacks_the_verifier_gets_nothing() -> None:
    with AuthServer.start(Client.public(RETURN)) as server:
        assert exchange(server, visit(server)["code"], "x" * 43)[1]["error"] == "invalid_grant"


def test_another_secret_opens_nothing() -> None:
    with AuthServer.start(Client.with_secret(RETURN, "client_secret_post")) as server:
        code = visit(server)["code"]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": RETURN, "code_verifier": VERIFIER,
                "client_id": "hub", "client_secret": "another"}
        answer = POOL.request("POST", f"{server.issuer}/token", fields=form, encode_multipart=False)
        assert (answer.status, answer.json()["error"]) == (401, "invalid_client")
