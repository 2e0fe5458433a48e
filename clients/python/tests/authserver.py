"""A bank by other hands: an authorization server made with Authlib, and a small FDX API behind it.

The simulated bank and the hub are written by the same people, and could share a misunderstanding. Here the protocol is Authlib's:
authorization codes with PKCE, refresh tokens that change, secrets and signed assertions, `iss` in the return, revocation. The person is the
test: `GET /authorize` shows a form whose `POST` lets the app in.

    with AuthServer.start(Client.with_secret(return_url)) as server:
        ...  # server.issuer, server.api, server.client, server.log
"""
from __future__ import annotations

import logging
import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector
from authlib.oauth2.rfc6749 import ClientMixin, TokenMixin, grants
from authlib.oauth2.rfc6749.util import list_to_scope, scope_to_list
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc9207 import IssuerParameter
from flask import Flask, jsonify, request
from joserfc.jwk import ECKey
from werkzeug.serving import make_server

# Authlib speaks plain HTTP on this machine alone, and only when it is told to.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
logging.getLogger("werkzeug").setLevel(logging.ERROR)

SCOPES = ["fdx:accountdetailed:read", "fdx:transactions:read", "fdx:customercontact:read"]
PERSON = "person"
ACCESS_SECONDS = 60
CODE_SECONDS = 60
METHODS = ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"]
ACCOUNT = {
    "accountCategory": "DEPOSIT_ACCOUNT", "accountId": "check-1", "accountType": "CHECKING", "productName": "Other Hands Checking",
    "accountNumberDisplay": "xxxx4321", "status": "OPEN", "currency": {"currencyCode": "USD"}, "currentBalance": 1234.56,
    "availableBalance": 1200,
}
TRANSACTION = {
    "transactionId": "t-1", "status": "POSTED", "debitCreditMemo": "DEBIT", "amount": 12.34, "description": "Cafe",
    "transactionTimestamp": None, "postedTimestamp": None,
}


@dataclass
class Client(ClientMixin):
    """The one app that is registered."""

    client_id: str
    method: str
    redirect_uri: str
    secret: str | None = None
    public_key: ECKey | None = None
    private_pem: str | None = None

    @classmethod
    def public(cls, redirect_uri: str) -> Client:
        return cls("hub", "none", redirect_uri)

    @classmethod
    def with_secret(cls, redirect_uri: str, method: str = "client_secret_basic") -> Client:
        return cls("hub", method, redirect_uri, secret=secrets.token_urlsafe(24))

    @classmethod
    def with_key(cls, redirect_uri: str) -> Client:
        key = ECKey.generate_key("P-256", {"kid": "key-1"})
        public = ECKey.import_key(key.as_dict(private=False))
        return cls("hub", "private_key_jwt", redirect_uri, public_key=public, private_pem=key.as_pem(private=True).decode())

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_allowed_scope(self, scope: str | None) -> str:
        asked = scope_to_list(scope) if scope else []
        return list_to_scope([name for name in asked if name in SCOPES])

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        return self.secret is not None and secrets.compare_digest(self.secret, client_secret)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == self.method

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in ("authorization_code", "refresh_token")


@dataclass
class Code:
    """An authorization code, and what it was asked for with."""

    code: str
    client_id: str
    redirect_uri: str
    scope: str
    code_challenge: str | None
    code_challenge_method: str | None
    expires_at: float

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope


@dataclass
class Token(TokenMixin):
    """An access token and the refresh token that came with it."""

    client: Client
    access_token: str
    refresh_token: str | None
    scope: str
    expires_at: float
    has_ended: bool = False

    def check_client(self, client: Client) -> bool:
        return client.client_id == self.client.client_id

    def get_scope(self) -> str:
        return self.scope

    def get_expires_in(self) -> int:
        return ACCESS_SECONDS

    def is_expired(self) -> bool:
        return time.time() >= self.expires_at

    def is_revoked(self) -> bool:
        return self.has_ended

    def get_user(self) -> str:
        return PERSON

    def get_client(self) -> Client:
        return self.client


@dataclass
class Books:
    """What the server remembers."""

    client: Client
    codes: dict[str, Code] = field(default_factory=dict)
    tokens: list[Token] = field(default_factory=list)
    assertions: set[str] = field(default_factory=set)

    def token(self, text: str) -> Token | None:
        return next((token for token in self.tokens if text in (token.access_token, token.refresh_token)), None)


class CodeGrant(grants.AuthorizationCodeGrant):
    """Codes: asked for with PKCE, good once."""

    TOKEN_ENDPOINT_AUTH_METHODS = METHODS
    books: Books

    def save_authorization_code(self, code: str, request: Any) -> None:
        payload = request.payload
        self.books.codes[code] = Code(
            code, request.client.client_id, payload.redirect_uri, request.client.get_allowed_scope(payload.scope),
            payload.data.get("code_challenge"), payload.data.get("code_challenge_method"), time.time() + CODE_SECONDS,
        )

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        known = self.books.codes.get(code)
        return known if known and known.client_id == client.client_id and time.time() < known.expires_at else None

    def delete_authorization_code(self, authorization_code: Code) -> None:
        self.books.codes.pop(authorization_code.code, None)

    def authenticate_user(self, authorization_code: Code) -> str:
        return PERSON


class RefreshGrant(grants.RefreshTokenGrant):
    """Refresh tokens: each is good once, and gives another."""

    TOKEN_ENDPOINT_AUTH_METHODS = METHODS
    INCLUDE_NEW_REFRESH_TOKEN = True
    books: Books

    def authenticate_refresh_token(self, refresh_token: str) -> Token | None:
        known = self.books.token(refresh_token)
        return known if known and known.refresh_token == refresh_token and not known.has_ended else None

    def authenticate_user(self, refresh_token: Token) -> str:
        return PERSON

    def revoke_old_credential(self, refresh_token: Token) -> None:
        refresh_token.has_ended = True


class Revocation(RevocationEndpoint):
    CLIENT_AUTH_METHODS = METHODS
    books: Books

    def query_token(self, token_string: str, token_type_hint: str | None) -> Token | None:
        return self.books.token(token_string)

    def revoke_token(self, token: Token, request: Any) -> None:
        token.has_ended = True


class Assertion(JWTBearerClientAssertion):
    """Signed assertions: for this server, each good once."""

    CLIENT_AUTH_METHOD = "private_key_jwt"

    def __init__(self, books: Books, issuer: str) -> None:
        super().__init__()
        self.books, self.issuer = books, issuer

    def get_audiences(self) -> list[str]:
        return [self.issuer, f"{self.issuer}/token"]

    def resolve_client_public_key(self, client: Client) -> ECKey | None:
        return client.public_key

    def validate_jti(self, claims: dict[str, Any], jti: str) -> bool:
        is_new = jti not in self.books.assertions
        self.books.assertions.add(jti)
        return is_new


class Bearer(BearerTokenValidator):
    def __init__(self, books: Books) -> None:
        super().__init__()
        self.books = books

    def authenticate_token(self, token_string: str) -> Token | None:
        known = self.books.token(token_string)
        return known if known and known.access_token == token_string else None


@dataclass
class AuthServer:
    """A running server."""

    issuer: str
    client: Client
    books: Books
    log: list[str]

    @property
    def api(self) -> str:
        return f"{self.issuer}/fdx/v6"

    @staticmethod
    @contextmanager
    def start(client: Client) -> Iterator[AuthServer]:
        books, log = Books(client), []
        app = Flask("authserver")
        http = make_server("127.0.0.1", 0, app, threaded=True)
        issuer = f"http://127.0.0.1:{http.server_port}"
        _wire(app, books, issuer, log)
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        try:
            yield AuthServer(issuer, client, books, log)
        finally:
            http.shutdown()
            thread.join()

    def access_ends(self) -> None:
        """All access tokens end now; refresh tokens stay good."""
        for token in self.books.tokens:
            token.expires_at = 0.0


def _wire(app: Flask, books: Books, issuer: str, log: list[str]) -> None:
    app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True
    app.config["OAUTH2_TOKEN_EXPIRES_IN"] = {"authorization_code": ACCESS_SECONDS, "refresh_token": ACCESS_SECONDS}

    def save_token(token: dict[str, Any], asked: Any) -> None:
        books.tokens.append(Token(
            asked.client, token["access_token"], token.get("refresh_token"), token["scope"], time.time() + token["expires_in"]))

    server = AuthorizationServer(
        app, lambda client_id: books.client if client_id == books.client.client_id else None, save_token)
    server.register_grant(type("OurCodes", (CodeGrant,), {"books": books}), [CodeChallenge(required=True)])
    server.register_grant(type("OurRefreshes", (RefreshGrant,), {"books": books}))
    server.register_endpoint(type("OurRevocation", (Revocation,), {"books": books}))
    server.register_client_auth_method(Assertion.CLIENT_AUTH_METHOD, Assertion(books, issuer))
    server.register_extension(type("Issuer", (IssuerParameter,), {"get_issuer": lambda self: issuer})())
    protect = ResourceProtector()
    protect.register_token_validator(Bearer(books))

    @app.before_request
    def note() -> None:
        log.append(f"{request.method} {request.path}")

    @app.get("/.well-known/oauth-authorization-server")
    def metadata() -> Any:
        return jsonify({
            "issuer": issuer, "authorization_endpoint": f"{issuer}/authorize", "token_endpoint": f"{issuer}/token",
            "revocation_endpoint": f"{issuer}/revoke", "response_types_supported": ["code"],
            "token_endpoint_auth_methods_supported": METHODS, "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        })

    @app.route("/authorize", methods=["GET", "POST"])
    def authorize() -> Any:
        if request.method == "GET":
            grant = server.get_consent_grant(end_user=PERSON)
            return f"<form method=post><p>{grant.client.client_id}</p><button>Allow</button></form>"
        return server.create_authorization_response(grant_user=PERSON, grant=server.get_consent_grant(end_user=PERSON))

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    @app.post("/revoke")
    def revoke() -> Any:
        return server.create_endpoint_response(Revocation.ENDPOINT_NAME)

    @app.get("/fdx/v6/accounts")
    @protect("fdx:accountdetailed:read")
    def accounts() -> Any:
        return jsonify({"page": {}, "accounts": [ACCOUNT]})

    @app.get(f"/fdx/v6/accounts/{ACCOUNT['accountId']}/transactions")
    @protect("fdx:transactions:read")
    def transactions() -> Any:
        at = request.args["startTime"] + "T12:00:00Z"
        return jsonify({"transactions": [TRANSACTION | {"transactionTimestamp": at, "postedTimestamp": at}]})

    @app.get(f"/fdx/v6/accounts/{ACCOUNT['accountId']}/contact")
    @protect("fdx:customercontact:read")
    def contact() -> Any:
        return jsonify({"holders": [{"name": {"first": "Other", "last": "Hands"}, "relationship": "PRIMARY"}]})
