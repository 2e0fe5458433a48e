"""A receiver of webhooks that runs beside a test."""
from __future__ import annotations

import ssl
import threading

from receiver import Message, Receiver

SECRET = "a secret that nobody knows"
PATIENCE_SECONDS = 60


class Listening:
    """A receiver that runs in a thread of its own."""

    def __init__(self, kind: type[Receiver] = Receiver, tls: ssl.SSLContext | None = None) -> None:
        self.headers: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        heard = self

        class Noting(kind):  # type: ignore[misc, valid-type]
            """Keeps what came with each message, repeats too."""

            def take(self, headers: dict[str, str], body: bytes) -> None:
                heard.headers.append({name.lower(): value for name, value in headers.items()})
                heard.bodies.append(body)
                super().take(headers, body)

        self.receiver = Noting([SECRET], tls=tls)
        self._thread = threading.Thread(target=self.receiver.serve, daemon=True)
        self._thread.start()

    def next(self) -> Message:
        return self.receiver.inbox.get(timeout=PATIENCE_SECONDS)

    def until(self, event: str) -> Message:
        """The next message of that event; others are passed over."""
        while True:
            message = self.next()
            if message.event == event:
                return message

    def stop(self) -> None:
        self.receiver.stop()
        self._thread.join()
