"""Plain HTTP beside the SDK: for what its models would hide, and for input that it would refuse to send."""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import urllib3

from hub import Keys

REQUEST_SECONDS_MAX = 30


@dataclass(frozen=True)
class Answer:
    """One response, with its body as it came because a refusal may be anything."""

    status: int
    headers: Any
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Wire:
    """Sends requests as one application."""

    def __init__(self, keys: Keys, headers: dict[str, str] | None = None) -> None:
        self.base_url = keys.base_url
        self._pool = urllib3.PoolManager(retries=False, timeout=REQUEST_SECONDS_MAX)
        self._headers = {
            **urllib3.make_headers(basic_auth=f"{keys.client_id}:{keys.api_key}"),
            "Accept": "application/json",
            **(headers or {}),
        }

    def send(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        """Sends `body` as it is when it is text, and as JSON otherwise. An empty header value leaves the header out."""
        sent = {**self._headers, **(headers or {})}
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        text = body if body is None or isinstance(body, str) else json.dumps(body)
        sent = {name: value for name, value in sent.items() if value}
        response = self._pool.request(method, self.base_url + path, body=text, headers=sent)
        return Answer(response.status, response.headers, response.data)

    def send_bytes(self, method: str, path: str, body: bytes, kind: str) -> Answer:
        """Sends a body that is no JSON."""
        response = self._pool.request(method, self.base_url + path, body=body, headers={**self._headers, "Content-Type": kind})
        return Answer(response.status, response.headers, response.data)

    def get(self, path: str) -> Any:
        """Reads a document; anything but 200 fails."""
        answer = self.send("GET", path)
        assert answer.status == 200, f"GET {path}: {answer.status} {answer.text}"
        return answer.json


def assert_refusal(answer: Answer, status: int | None = None, names: str = "") -> dict[str, Any]:
    """Checks that a refusal is the caller's to mend, has MX's shape and says which field is wrong."""
    assert 400 <= answer.status < 500, f"{answer.status} {answer.text}"
    if status is not None:
        assert answer.status == status, f"{answer.status} {answer.text}"
    error = answer.json["error"]
    assert isinstance(error["message"], str) and error["message"]
    assert isinstance(error["code"], str) and error["code"]
    assert isinstance(error["documentation_url"], str) and error["documentation_url"]
    assert error["request_id"] == answer.headers["x-request-id"]
    assert names.lower() in error["message"].lower(), f"{names!r} is not named in: {error['message']}"
    return error


def assert_page(pagination: dict[str, Any], page: int, per_page: int, entries: int) -> None:
    """Checks the four numbers of a list answer."""
    assert pagination == {
        "current_page": page, "per_page": per_page, "total_entries": entries, "total_pages": -(-entries // per_page),
    }
