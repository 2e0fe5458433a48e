"""The application whose people use the pages: it makes users, hands out links, and looks at what came of it, all over the API."""
from __future__ import annotations

import itertools
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hub import Hub, Keys, run
from wire import REQUEST_SECONDS_MAX, Wire

V2 = {"Accept-Version": "v20250224"}
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Application:
    """One client of one hub."""

    hub: Hub
    keys: Keys

    @property
    def wire(self) -> Wire:
        return Wire(self.keys)

    def _send(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
        answer = self.wire.send(method, path, body, headers)
        assert answer.status < 300, f"{method} {path}: {answer.status} {answer.text}"
        return answer.json if answer.text else None

    def allows(self, origin: str) -> None:
        """Lets a site show the pages in a frame."""
        run("client", "embed", "add", self.keys.client_id, origin, "--data", str(self.hub.data))

    def new_user(self, **fields: Any) -> str:
        user = {"id": f"person-{next(_numbers)}", **fields}
        return self._send("POST", "/users", {"user": user})["user"]["guid"]

    def widget(self, user: str, language: str | None = None, **options: Any) -> dict[str, Any]:
        """MX's answer to a request for a link."""
        headers = {"Accept-Language": language} if language else {}
        body = {"widget_url": {"widget_type": "connect_widget", **options}}
        return self._send("POST", f"/users/{user}/widget_urls", body, headers)

    def link(self, user: str, language: str | None = None, **options: Any) -> str:
        """A link that opens a page once."""
        return self.widget(user, language, **options)["widget_url"]["url"]

    def members(self, user: str) -> list[dict[str, Any]]:
        return self.wire.get(f"/users/{user}/members")["members"]

    def member(self, user: str, member: str) -> dict[str, Any]:
        return self.wire.get(f"/users/{user}/members/{member}")["member"]

    def accounts(self, user: str, hidden: bool = True) -> list[dict[str, Any]]:
        accounts = self.wire.get(f"/users/{user}/accounts?records_per_page=100")["accounts"]
        return [account for account in accounts if hidden or not account["is_hidden"]]

    def institution(self, code: str) -> dict[str, Any]:
        return self._send("GET", f"/institutions/{code}", headers=V2)["institution"]

    def new_member(self, user: str, login: str, password: str | None, institution: str = "mxbank", **fields: Any) -> str:
        """Connects over the API; without a password it has no login."""
        credentials = [] if password is None else self._credentials(institution, login, password)
        member = {"institution_code": institution, "credentials": credentials, **fields}
        return self._send("POST", f"/users/{user}/members", {"member": member})["member"]["guid"]

    def gives_login(self, user: str, member: str, login: str, password: str, **fields: Any) -> None:
        """Gives a member at MX Bank another login."""
        update = {"credentials": self._credentials("mxbank", login, password), **fields}
        self._send("PUT", f"/users/{user}/members/{member}", {"member": update})

    def _credentials(self, institution: str, login: str, password: str) -> list[dict[str, str]]:
        form = self.wire.get(f"/institutions/{institution}/credentials")["credentials"]
        values = {"LOGIN": login, "PASSWORD": password}
        return [{"guid": one["guid"], "value": values[one["field_name"]]} for one in form]

    def commands(self, user: str, member: str, command: str) -> None:
        """Pauses, closes, refreshes."""
        self._send("POST", f"/users/{user}/members/{member}/{command}")

    def removes(self, user: str, member: str, keeping: bool) -> None:
        """Removes a connection, with its history kept or without."""
        self._send("DELETE", f"/users/{user}/members/{member}" + ("?keep_history=true" if keeping else ""))

    def types_again(self, user: str, account: dict[str, Any], days_off: tuple[int, ...]) -> None:
        """A transaction of an account that has no equal, of days that its bank has told whole, once more for each of the days off its
        own: typed by hand into a list that is then said to be that account."""
        rows = self.wire.get(f"/users/{user}/accounts/{account['guid']}/transactions?records_per_page=100")["transactions"]
        amounts = [one["amount"] for one in rows]
        row = next(one for one in rows[len(rows) // 2 :] if amounts.count(one["amount"]) == 1)
        new = {"account": {"name": "My own list", "account_type": account["type"]}}
        mine = self._send("POST", f"/users/{user}/accounts", new)["account"]["guid"]
        for days in days_off:
            told = {"amount": row["amount"], "type": row["type"], "description": "Typed by me"}
            told["date"] = (date.fromisoformat(row["date"]) + timedelta(days)).isoformat()
            self._send("POST", f"/users/{user}/accounts/{mine}/transactions", {"transaction": told})
        self._send("POST", f"/users/{user}/accounts/merge", {"account": {"account_guids": [account["guid"], mine]}})

    def renames_account(self, user: str, account: dict[str, Any], name: str) -> None:
        path = f"/users/{user}/members/{account['member_guid']}/accounts/{account['guid']}"
        self._send("PUT", path, {"account": {"name": name}})

    def verifies(self, **fields: Any) -> dict[str, Any]:
        """Orders a verification; its answer has the link for the person."""
        return self._send("POST", "/v2/verifications", fields)

    def verification(self, guid: str) -> dict[str, Any]:
        return self._send("GET", f"/v2/verifications/{guid}")

    def report(self, guid: str) -> dict[str, Any]:
        return self._send("GET", f"/v2/verifications/{guid}/report")

    def cancels(self, guid: str) -> None:
        self._send("POST", f"/v2/verifications/{guid}/cancel")

    def renews(self, guid: str) -> None:
        """Makes a new link for a verification."""
        self._send("POST", f"/v2/verifications/{guid}/link")

    def jobs(self, member: str) -> list[tuple[str, str | None]]:
        """What was read of a connection, by kind and with what came of it."""
        with closing(sqlite3.connect(self.hub.data / "hub.db", timeout=REQUEST_SECONDS_MAX)) as database:
            return database.execute("SELECT kind, reason FROM runs WHERE member_guid = ? ORDER BY guid", (member,)).fetchall()

    def fires(self, member: str, event: str, reason: str | None = None) -> None:
        """Lets something happen to a member as if it had been observed (docs/SANDBOX.md)."""
        self._send("POST", f"/sandbox/members/{member}/events", {"event": event, "reason": reason})

    def sets_institution(self, code: str, **state: Any) -> None:
        """What the simulated bank does from now on."""
        self._send("PUT", f"/sandbox/institutions/{code}/state", state)

    def sets_login(self, code: str, login: str, condition: str | None) -> None:
        self._send("PUT", f"/sandbox/institutions/{code}/logins/{login}", {"condition": condition})

    def ages_links(self, user: str) -> None:
        """As if this person's links and visits had been there for too long: their time is the machine's, which no clock of ours moves."""
        with closing(sqlite3.connect(self.hub.data / "hub.db", timeout=REQUEST_SECONDS_MAX)) as database, database:
            for table in ("page_links", "page_sessions"):
                database.execute(f"UPDATE {table} SET expires_at = created_at WHERE user_guid = ?", (user,))

    def moves_clock(self, seconds: int) -> None:
        self._send("PUT", "/sandbox/clock", {"advance_seconds": seconds})
