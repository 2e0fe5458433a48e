"""A person is told when their connection needs them: real mails, through a real mail server with TLS and a password, and what their
links do."""
from __future__ import annotations

import datetime
import queue
import re
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import mx_platform_python as mx
import pytest
import urllib3
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from certificates import Authority
from connection import Connection, eventually
from hub import Hub, binary
from sdk import Sdk
from wire import Wire

PATIENCE_SECONDS = 60
PASSWORD = "only the mail server knows"
SECRET_PASSWORD = "later:wrong_credentials"


@dataclass
class MailServer:
    """Takes mails, or answers what it is told to."""

    inbox: queue.Queue[tuple[Envelope, EmailMessage]] = field(default_factory=queue.Queue)
    answers: queue.Queue[str] = field(default_factory=queue.Queue)
    asked: int = 0

    async def handle_DATA(self, _server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.asked += 1
        assert session.ssl is not None and session.authenticated
        if not self.answers.empty():
            return self.answers.get()
        message = BytesParser(policy=policy.default).parsebytes(bytes(envelope.content or b""))
        self.inbox.put((envelope, message))
        return "250 taken"

    def next(self) -> tuple[Envelope, EmailMessage]:
        return self.inbox.get(timeout=PATIENCE_SECONDS)

    def to(self, address: str) -> EmailMessage:
        """The next mail; it must go there."""
        envelope, message = self.next()
        assert envelope.rcpt_tos == [address] and envelope.mail_from == "hub@hub.example", envelope
        assert message["To"] == address
        return message


def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
    known = isinstance(given, LoginPassword) and (given.login, given.password) == (b"hub", PASSWORD.encode())
    return AuthResult(success=known, handled=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Post:
    """A hub that sends mails, and where they arrive."""

    hub: Hub
    server: MailServer
    settings: dict[str, str]

    def __post_init__(self) -> None:
        self.sdk = Sdk(self.hub.keys)
        self.wire = Wire(self.hub.keys)

    def person(self, name: str) -> tuple[str, str]:
        """A new user with an address: guid and address."""
        address = f"{name}@mail.example"
        return self.sdk.new_user(email=address), address

    def wait(self, **time: int) -> None:
        """Moves domain time on."""
        seconds = int(datetime.timedelta(**time).total_seconds())
        assert self.wire.send("PUT", "/sandbox/clock", {"advance_seconds": seconds}).status == 200

    def say(self, user: str, subject: str, content: str = "Look.") -> mx.NotificationResponse:
        body = {"notification": {"subject": subject, "content": content}}
        answer = self.wire.send("POST", f"/users/{user}/notifications", body)
        assert answer.status == 200, answer.text
        return mx.NotificationResponseBody.from_json(answer.text).notification

    def mails(self) -> dict[str, float]:
        """The hub's own count, by what became of them."""
        text = urllib3.request("GET", f"{self.hub.ready['base_url']}/metrics", retries=False).data.decode()
        found = re.findall(r'^swingbridge_mails_total\{outcome="(\w+)"\} (\S+)$', text, re.MULTILINE)
        return {outcome: float(count) for outcome, count in found}


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    home = tmp_path_factory.mktemp("mail")
    authority = Authority(home)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.issues("localhost"))
    server = MailServer()
    controller = Controller(
        server, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True,
        authenticator=authenticate, auth_required=True,
    )
    controller.start()
    (home / "password").write_text(f"{PASSWORD}\n")
    port = free_port()
    settings = {
        "SSL_CERT_FILE": str(authority.path),
        "SWINGBRIDGE_HTTP_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SWINGBRIDGE_MAIL_HOST": "localhost",
        "SWINGBRIDGE_MAIL_PORT": str(controller.port),
        "SWINGBRIDGE_MAIL_USER": "hub",
        "SWINGBRIDGE_MAIL_PASSWORD_FILE": str(home / "password"),
        "SWINGBRIDGE_MAIL_FROM": "hub@hub.example",
    }
    hub = Hub.start(home / "data", home / "hub.log", listen=f"127.0.0.1:{port}", settings=settings)
    try:
        yield Post(hub, server, settings)
    finally:
        hub.stop()
        controller.stop()


def parts(message: EmailMessage) -> tuple[str, str]:
    """Text and HTML."""
    assert message.get_content_type() == "multipart/alternative"
    plain, html = message.iter_parts()
    assert [plain.get_content_type(), html.get_content_type()] == ["text/plain", "text/html"]
    return plain.get_content().replace("\r\n", "\n"), html.get_content().replace("\r\n", "\n")


def page(method: str, url: str, body: str | None = None) -> urllib3.BaseHTTPResponse:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return urllib3.request(method, url, body=body, headers=headers, retries=False, redirect=False, timeout=30)


def test_a_refusal_at_night_is_told_by_mail_and_settled_by_its_link(post: Post) -> None:
    user, address = post.person("maria")
    preferences = {"notification_preferences": {"language": "es"}}
    assert post.wire.send("PUT", f"/users/{user}/notification_preferences", preferences).status == 200
    connection = Connection.begin(post.sdk, user, "maria-login", SECRET_PASSWORD)
    assert connection.settled().connection_status == "CONNECTED"
    post.wait(hours=9)
    message = post.server.to(address)
    assert connection.ended().connection_status == "DENIED"
    text, html = parts(message)
    assert "conexión con MX Bank le necesita" in message["Subject"]
    assert message["From"].addresses[0].addr_spec == "hub@hub.example"
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "es")
    assert re.fullmatch(r"<TF-[0-9a-f-]{36}@hub\.example>", message["Message-ID"])
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Lo primero que puede hacer" in text and '<html lang="es">' in html
    whole = message.as_string()
    for secret in (SECRET_PASSWORD, "maria-login", user, connection.guid, post.hub.keys.api_key, PASSWORD):
        assert secret not in whole and secret not in text and secret not in html, secret

    (link,) = re.findall(r"^(http://\S+/notifications/[\w-]{43})$", text, re.MULTILINE)
    assert f'href="{link}"' in html
    for _ in range(2):
        looked = page("GET", link)
        assert looked.status == 200 and "Continuar con MX Bank" in looked.data.decode(), "a look changes nothing"
    opened = page("POST", link, "")
    assert opened.status == 303
    base = post.hub.ready["base_url"]
    shown = page("GET", base + opened.headers["Location"])
    assert shown.status == 200 and 'type="password"' in shown.data.decode()
    session = opened.headers["Location"].rsplit("/", 1)[0]
    assert page("GET", f"{base}{session}/connections").status == 404, "that connection alone"

    assert connection.retype("anything").connection_status == "CONNECTED"
    assert page("GET", link).status == page("POST", link, "").status == 410
    (told,) = post.sdk.notifications.list_notifications(user).notifications
    assert told.has_been_delivered and told.entity_guid == connection.guid
    assert f"<{told.guid}@hub.example>" == message["Message-ID"]
    read = post.wire.get(f"/users/{user}/notifications/{told.guid}")["notification"]
    assert read["reason"] == "credentials_rejected" and read["withdrawn_at"] is not None
    # Two days later nothing more was said of it: the next mail is another person's.
    post.wait(hours=48)
    other, other_address = post.person("after-maria")
    post.say(other, "Next")
    assert post.server.to(other_address)["Subject"] == "Next"
    events = [event["event"] for event in post.wire.get(f"/events?user_guid={user}&limit=1000")["events"]]
    assert [events.count(name) for name in ("notifications.opened", "notifications.withdrawn", "members.healed")] == [1, 1, 1]


def test_mail_programs_end_mails_with_one_click(post: Post) -> None:
    user, address = post.person("joan")
    post.say(user, "Erste Zeile: Größe & <mehr>", "One.\n.\nTwo <b>.")
    message = post.server.to(address)
    text, html = parts(message)
    assert message["Subject"] == "Erste Zeile: Größe & <mehr>"
    assert "One.\n\n.\n\nTwo <b>." in text and "Two <b>." not in html, "a line that is a full stop ends no mail"
    (url,) = re.fullmatch(r"<(http://\S+)>", message["List-Unsubscribe"]).groups()
    assert page("GET", url).status == 200
    wanted = f"/users/{user}/notification_preferences"
    assert post.wire.get(wanted)["notification_preferences"]["is_email_wanted"] is True
    done = page("POST", url, "List-Unsubscribe=One-Click")
    assert done.status == 200 and "No more mails" in done.data.decode()
    assert post.wire.get(wanted)["notification_preferences"]["is_email_wanted"] is False
    post.say(user, "Never sent")
    other, other_address = post.person("after-joan")
    post.say(other, "Next")
    assert post.server.to(other_address)["Subject"] == "Next"
    assert page("POST", url[:-1] + ("0" if url[-1] != "0" else "1"), "").status == 410


def test_no_name_becomes_a_header(post: Post) -> None:
    user, address = post.person("eve")
    post.say(user, "Hello\r\nBcc: mallory@evil.example\r\n\r\nBoo")
    message = post.server.to(address)
    assert message["Bcc"] is None and message["Subject"] == "Hello  Bcc: mallory@evil.example    Boo"


def test_a_server_that_is_busy_is_asked_again_and_one_that_refuses_is_not(post: Post) -> None:
    user, address = post.person("greta")
    before = post.mails()
    count = lambda outcome: post.mails().get(outcome, 0) - before.get(outcome, 0)  # noqa: E731
    post.server.answers.put(f"451 4.7.1 <{address}> comes later")
    post.say(user, "Again")
    eventually(lambda: count("put_off"), lambda seen: seen == 1)
    asked = post.server.asked
    post.wait(minutes=6)
    assert post.server.to(address)["Subject"] == "Again"
    assert post.server.asked == asked + 1
    post.server.answers.put(f"550 5.1.1 <{address}> is unknown")
    post.say(user, "Refused")
    eventually(lambda: count("refused"), lambda seen: seen == 1)
    eventually(lambda: count("sent"), lambda seen: seen == 1)
    log = post.hub.log.read_text()
    assert "4.7.1" in log and address not in log and PASSWORD not in log


def test_the_sdk_tells_and_reads(post: Post) -> None:
    user, address = post.person("sam")
    created = post.sdk.notifications.create_notification(user, "It is there.", "Report").notification
    assert created.guid.startswith("TF-") and created.notification_type == "API_NOTIFICATION"
    assert post.server.to(address)["Subject"] == "Report"
    read = eventually(
        lambda: post.sdk.notifications.read_notifications(user, created.guid).notification,
        lambda seen: seen.has_been_delivered,
    )
    assert (read.subject, read.content, read.channel) == ("Report", "It is there.", "email")
    newer = Sdk(post.hub.keys, "v20250224")
    assert [one.guid for one in newer.notifications.list_notifications(user).notifications] == [created.guid]


def test_doctor_asks_the_mail_server(post: Post, tmp_path: Path) -> None:
    import os

    def doctor(**more: str) -> str:
        given = {**os.environ, **post.settings, **more}
        command = [binary(), "doctor", "--data", str(post.hub.data)]
        done = subprocess.run(command, capture_output=True, text=True, env=given, timeout=60)
        return next(line for line in done.stdout.splitlines() if " mail " in line)

    assert doctor().startswith("ok") and "the server answers" in doctor()
    (tmp_path / "wrong").write_text("wrong")
    assert doctor(SWINGBRIDGE_MAIL_PASSWORD_FILE=str(tmp_path / "wrong")).startswith("FAIL")
    assert "not set up" in doctor(SWINGBRIDGE_MAIL_HOST="")
