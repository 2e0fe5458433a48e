"""A receiver of Swingbridge's webhooks, without anything but Python.

Run it beside a demo and see what comes:

    python3 clients/python/receiver.py --port 9000 --secret "at least 16 characters of your own"

or take `Receiver` and `verified` into your own program. It does what docs/WEBHOOKS.md asks of a good receiver: it checks the signature
over the bytes as they came, refuses what is old, answers at once, passes over repeats, and leaves the work to others.
"""
from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import queue
import ssl
import sys
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

AGE_SECONDS_MAX = 300
BODY_BYTES_MAX = 8 * 1024 * 1024
REMEMBERED_MAX = 100_000


class Refused(Exception):
    """The message is not, or no longer, to be believed."""


def verified(secrets: Sequence[str], signature: str, body: bytes, now: float | None = None) -> None:
    """Raises `Refused` unless `X-Swingbridge-Signature` is that of the body under one of the secrets, made in the last minutes.

    Give two secrets while one is being replaced.
    """
    parts = [part.partition("=") for part in signature.split(",")]
    stamps = [value for name, _, value in parts if name == "t"]
    given = [value for name, _, value in parts if name == "v1"]
    if len(stamps) != 1 or not stamps[0].isdecimal() or not given:
        raise Refused("there is no signature that can be read")
    if abs((time.time() if now is None else now) - int(stamps[0])) > AGE_SECONDS_MAX:
        raise Refused("the message is too old, or one of two clocks is wrong")
    signed = stamps[0].encode() + b"." + body
    expected = [hmac.new(secret.encode(), signed, hashlib.sha512).hexdigest() for secret in secrets]
    # Every pair is compared, so that the time taken tells nothing.
    if not any([hmac.compare_digest(one, other) for one in expected for other in given]):
        raise Refused("the signature is not by a secret that is known here")


def verified_argyle(secrets: Sequence[str], signature: str, body: bytes) -> None:
    """The same for `X-Argyle-Signature`, which is over the body alone; messages that come again later are not noticed."""
    expected = [hmac.new(secret.encode(), body, hashlib.sha512).hexdigest() for secret in secrets]
    if not any([hmac.compare_digest(one, signature) for one in expected]):
        raise Refused("the signature is not by a secret that is known here")


@dataclass(frozen=True)
class Message:
    """One event, as it came."""

    delivery: str
    event: str
    body: dict[str, Any]


class Receiver:
    """Takes messages on a port of this machine and puts each into `inbox` once."""

    def __init__(self, secrets: Sequence[str], port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        """`tls` has the certificate of this server, and the authorities of callers' certificates if it asks for one."""
        self.secrets = list(secrets)
        self._scheme = "https" if tls else "http"
        self.inbox: queue.Queue[Message] = queue.Queue()
        # In a service of several processes this belongs into the database, with an index that keeps each id once.
        self._known: OrderedDict[str, None] = OrderedDict()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                if length > BODY_BYTES_MAX:
                    self.close_connection = True
                    return self._answer(413)
                body = self.rfile.read(length)
                try:
                    receiver.take(dict(self.headers), body)
                except Refused as refused:
                    print(f"refused: {refused}", file=sys.stderr)
                    return self._answer(401)
                except (ValueError, KeyError):
                    return self._answer(400)
                return self._answer(204)

            def _answer(self, status: int) -> None:
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Bodies and addresses belong into no log."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        if tls:
            # The handshake is the caller's to make, with the first byte that is read: who makes none holds up one thread and not the port.
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}/hooks"

    def take(self, headers: dict[str, str], body: bytes) -> None:
        """Checks a message and keeps it, unless it has come before."""
        named = {name.lower(): value for name, value in headers.items()}
        verified(self.secrets, named.get("x-swingbridge-signature", ""), body)
        delivery, read = named["x-swingbridge-delivery"], json.loads(body)
        if delivery in self._known:
            return
        self._known[delivery] = None
        if len(self._known) > REMEMBERED_MAX:
            self._known.popitem(last=False)
        self.inbox.put(Message(delivery, read["event"], read))

    def serve(self) -> None:
        """Until `stop` is called."""
        self._server.serve_forever(poll_interval=0.05)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Prints the webhooks that come to a port of this machine.")
    parser.add_argument("--port", type=int, default=9000)
    parser.add_argument("--secret", required=True, action="append", help="may be given twice while one is being replaced")
    arguments = parser.parse_args()
    receiver = Receiver(arguments.secret, arguments.port)
    receiver.inbox.put = lambda message, *_, **__: print(f"{message.event} {json.dumps(message.body)}\n", end="", flush=True)  # type: ignore[method-assign]
    print(f"listening at {receiver.url}", file=sys.stderr)
    try:
        receiver.serve()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
