"""A site of an application that shows Connect in a frame with MX's official SDK, and keeps every event that it hears."""
from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import browser
from application import Application
from hub import REPOSITORY
from person import Person, until

SDK = REPOSITORY / "target/browser/node_modules/@mxenabled/web-widget-sdk/dist/umd/index.js"

# `events` holds what callbacks were given, `messages` everything that came to the window from elsewhere.
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>An application</title>
<style>body { margin: 0; }</style>
<main id="widget"></main>
<script src="/sdk.js"></script>
<script>
  const given = %s;
  const events = [], messages = [];
  addEventListener("message", ({ data, origin }) => { messages.push({ data, origin }); });
  const names = ["Load", "Ping", "Navigation", "Loaded", "EnterCredentials", "InstitutionSearch", "SelectedInstitution", "MemberConnected",
    "ConnectedPrimaryAction", "MemberDeleted", "CreateMemberError", "MemberStatusUpdate", "OAuthError", "OAuthRequested", "StepChange",
    "SubmitMFA", "UpdateCredentials", "BackToSearch", "InvalidData"];
  const callbacks = Object.fromEntries(names.map((name) => ["on" + name, (payload) => events.push({ ...payload, event: name })]));
  callbacks.onInvalidMessageError = (message, error) => events.push({ event: "InvalidMessageError", text: String(error), data: message.data });
  const widget = new widgetSdk.ConnectWidget({ container: "#widget", ...given, ...callbacks });
</script></html>"""


@dataclass(frozen=True)
class Site:
    """The site while it is served. `localhost` and `127.0.0.1` are different sites to a browser."""

    app: Application
    origin: str

    def page(self, **given: object) -> str:
        """The address of a page that mounts the SDK with these properties, such as `url`, or `proxy` and options."""
        return f"{self.origin}/?given={quote(json.dumps(given))}"

    def proxy(self, user: str) -> str:
        """Where the SDK asks for a link of this user; the site asks the hub with its key."""
        return f"{self.origin}/links/{user}"

    @classmethod
    @contextmanager
    def serve(cls, app: Application) -> Iterator[Site]:
        class Handler(_Handler):
            application = app

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield cls(app, f"http://localhost:{server.server_address[1]}")
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


class Host:
    """The application's page around the frame."""

    def __init__(self, person: Person, site: Site) -> None:
        self.person = person
        self.site = site

    def mounts(self, **given: object) -> None:
        browser.show(self.person.driver, browser.DESK)
        self.person.driver.get(self.site.page(**given))
        until(self.person.driver, lambda: self.person.all("iframe"), "the frame")

    @contextmanager
    def inside(self) -> Iterator[Person]:
        """The person, looking into the frame."""
        self.person.driver.switch_to.frame(self.person.all("iframe")[0])
        try:
            yield self.person
        finally:
            self.person.driver.switch_to.default_content()

    def events(self, name: str | None = None) -> list[dict[str, Any]]:
        """What the SDK told the application, in order."""
        self.person.driver.switch_to.default_content()
        heard = self.person.driver.execute_script("return events")
        assert not [one for one in heard if one["event"] == "InvalidMessageError"], heard
        return [one for one in heard if name in (None, one["event"])]

    def hears(self, name: str, count: int = 1) -> dict[str, Any]:
        """Waits for the event; gives the last of its kind."""
        try:
            until(self.person.driver, lambda: len(self.events(name)) >= count, name)
        except Exception as error:
            raise AssertionError(f"{name} was not told, but {[one['event'] for one in self.events()]}") from error
        return self.events(name)[-1]

    def messages(self) -> list[Any]:
        return self.person.driver.execute_script("return messages")


class _Handler(BaseHTTPRequestHandler):
    application: Application

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/sdk.js":
            self._answer(SDK.read_bytes(), "text/javascript")
        elif address.path == "/":
            given = parse_qs(address.query).get("given", ["{}"])[0]
            self._answer((_PAGE % given.replace("<", "\\u003c")).encode(), "text/html")
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        """The proxy: what the SDK asks is asked of the hub."""
        user = self.path.removeprefix("/links/")
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        given = {name: value for name, value in asked["widget_url"].items() if value is not None}
        self._answer(json.dumps(self.application.widget(user, self.headers.get("Accept-Language"), **given)).encode(), "application/json")

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests say what went wrong."""
