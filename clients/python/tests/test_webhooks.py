"""Webhooks, received by the receiver that developers are shown; and the feed beside them."""
from __future__ import annotations

import queue
import random
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import urllib3

from certificates import Authority
from connection import Connection
from hub import Hub
from listening import PATIENCE_SECONDS, SECRET, Listening
from receiver import Receiver, Refused, verified, verified_argyle
from sdk import Sdk
from wire import Wire, assert_refusal



def test_a_refused_login_is_told_as_mx_tells_it(
    app: Sdk, user: str, login: str, listening: Listening, subscribe: Callable[..., Any]
) -> None:
    subscribe(listening.receiver.url, "connection_status.changed", include_resource=True)
    assert listening.next().event == "webhooks.ping"
    connection = Connection.begin(app, user, login, "INVALID")
    body = listening.until("connection_status.changed").body
    assert body["type"] == "CONNECTION_STATUS" and body["action"] == "CHANGED"
    assert body["connection_status"] == "DENIED" and body["connection_status_id"] == 2
    assert body["connection_status_message"]
    assert body["member_guid"] == connection.guid and body["user_guid"] == user
    assert body["resource"]["guid"] == connection.guid
    assert isinstance(body["resource"]["aggregated_at"], int), "MX's webhooks have seconds"


def test_an_aggregation_is_told_with_what_it_found(
    app: Sdk, wire: Wire, user: str, login: str, listening: Listening, subscribe: Callable[..., Any]
) -> None:
    subscribe(listening.receiver.url, "aggregation.member_data_updated", "accounts.created", "transactions.created",
              "members.initial_data_ready")
    connection = Connection.begin(app, user, login, "any password")
    aggregated, accounts, transactions, ready = None, [], [], None
    while aggregated is None or len(transactions) < aggregated["transactions_created_count"] or ready is None:
        message = listening.next()
        match message.event:
            case "aggregation.member_data_updated":
                aggregated = message.body
            case "accounts.created":
                accounts.append(message.body)
            case "transactions.created":
                transactions.append(message.body)
            case "members.initial_data_ready":
                ready = message.body
    assert aggregated["type"] == "AGGREGATION" and aggregated["action"] == "member_data_updated"
    assert aggregated["is_background"] is False and aggregated["job_guid"].startswith("JOB-")
    assert isinstance(aggregated["completed_at"], int) and len(aggregated["completed_on"]) == 10
    assert ready["type"] == "initial_data_ready" and ready["member_guid"] == connection.guid
    listed = wire.get(f"/users/{user}/accounts?records_per_page=100")["accounts"]
    assert {one["guid"] for one in accounts} == {one["guid"] for one in listed}
    assert all(one["type"] == "ACCOUNT" and one["action"] == "created" for one in accounts)
    one = transactions[0]
    read = wire.get(f"/users/{user}/transactions/{one['guid']}")["transaction"]
    assert one["type"] == "TRANSACTION" and one["amount"] == read["amount"]
    assert one["description"] == read["description"] and one["account_guid"] == read["account_guid"]


def test_what_came_with_the_call_comes_back(
    wire: Wire, user: str, login: str, listening: Listening, subscribe: Callable[..., Any]
) -> None:
    subscribe(listening.receiver.url, "members.created", "aggregation.member_data_updated")
    fields = wire.get("/institutions/mxbank/credentials")["credentials"]
    member = {"institution_code": "mxbank",
              "credentials": [{"guid": one["guid"], "value": login} for one in fields]}
    payload = "aGVsbG8="
    made = wire.send("POST", f"/users/{user}/members", {"member": member}, {"X-CALLBACK-PAYLOAD": payload})
    assert made.status == 202, made.text
    for event in ("members.created", "aggregation.member_data_updated"):
        assert listening.until(event).body["callback_payload"] == payload


def test_the_feed_tells_the_same_in_order(wire: Wire, app: Sdk, user: str, login: str) -> None:
    place = wire.get("/events?after=latest")["next"]
    connection = Connection.begin(app, user, login, "INVALID")
    events: list[dict[str, Any]] = []
    while not any(one["event"] == "connection_status.changed" for one in events):
        answer = wire.get(f"/events?after={place}&wait=20&member_guid={connection.guid}")
        events += answer["events"]
        place = answer["next"]
    cursors = [int(one["cursor"]) for one in events]
    assert cursors == sorted(cursors)
    facts = [one["fact"]["name"] for one in events if one["fact"]]
    assert facts == ["created_with_credentials", "aggregation_started", "credentials_rejected"]
    assert wire.get(f"/events?user_guid={user}&event=members.created&limit=1")["events"][0]["guid"] == events[0]["guid"]


def test_a_webhook_is_read_changed_tested_and_rotated(
    wire: Wire, listening: Listening, subscribe: Callable[..., Any], stranger: Sdk, stranger_keys: Any
) -> None:
    made = subscribe(listening.receiver.url, "*", auth={"bearer": "token"})
    path = f"/v2/webhooks/{made['id']}"
    assert made["secret"] == SECRET
    read = wire.get(path)
    assert "secret" not in read and read["config"] == {"include_resource": False, "ordered": False, "has_auth": True}
    assert made["id"] in [one["id"] for one in wire.get("/v2/webhooks")["webhooks"]]
    changed = wire.send("PATCH", path, {"events": ["members.healed"], "config": {"ordered": True, "auth": {}}}).json
    assert changed["events"] == ["members.healed"] and changed["config"]["ordered"] and not changed["config"]["has_auth"]
    assert wire.send("POST", f"{path}/test").json["answer"]["http_status"] == 204
    listening.receiver.secrets = ["what it was before, long ago"]
    refused = wire.send("POST", f"{path}/test").json
    assert refused["is_delivered"] is False and refused["answer"]["http_status"] == 401
    rotated = wire.send("POST", f"{path}/rotate_secret", {"overlap_hours": 1}).json
    for secret in (SECRET, rotated["secret"]):
        listening.receiver.secrets = [secret]
        assert wire.send("POST", f"{path}/test").json["is_delivered"], "both are good for an hour"
    assert wire.get(f"{path}/deliveries")["deliveries"] == []
    other = Wire(stranger_keys)
    for method, tail in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/test"), ("GET", "/deliveries")):
        assert_refusal(other.send(method, path + tail, {"name": "Mine"} if method == "PATCH" else None), 404)
    assert_refusal(wire.send("PATCH", path, {}), 400)


@pytest.mark.parametrize(("change", "field"), [
    ({"url": "http://example.com/hooks"}, "url"),
    ({"url": "https://10.0.0.1/hooks"}, "url"),
    ({"url": "https://[::ffff:169.254.169.254]/"}, "url"),
    ({"url": "not an address"}, "url"),
    ({"url": 5}, "url"),
    ({"events": []}, "events"),
    ({"events": ["members.healed", "members.sneezed"]}, "events[1]"),
    ({"events": "*"}, "events"),
    ({"secret": "too short"}, "secret"),
    ({"secret": "x" * 300}, "secret"),
    ({"name": ""}, "name"),
    ({"config": {"auth": {"bearer": "a", "certificate": "b"}}}, "config.auth"),
    ({"config": {"auth": {"certificate": "no pem"}}}, "config.auth"),
    ({"config": {"auth": {"basic": {"user": "a:b", "password": "c"}}}}, "config.auth"),
    ({"config": {"auth": {"bearer": "line\nbreak"}}}, "config.auth"),
    ({"config": {"include_resource": "yes"}}, "config.include_resource"),
])
def test_bad_webhooks_are_refused_by_field(wire: Wire, change: dict[str, Any], field: str) -> None:
    before = wire.get("/v2/webhooks")["pagination"]["total_entries"]
    good = {"name": "Test", "url": "https://app.example/hooks", "events": ["*"], "secret": SECRET}
    assert_refusal(wire.send("POST", "/v2/webhooks", {**good, **change}), names=field)
    assert wire.get("/v2/webhooks")["pagination"]["total_entries"] == before, "nothing is stored"


def test_bad_questions_to_the_feed_are_refused(wire: Wire) -> None:
    for query, names in [("after=-1", "after"), ("after=x", "after"), ("limit=0", "limit"), ("limit=1001", "limit"),
                         ("wait=26", "wait"), ("event=nothing", "event"), ("member_guid=x", "member_guid")]:
        assert_refusal(wire.send("GET", f"/events?{query}"), names=names)


@pytest.mark.parametrize(("auth", "expected"), [
    ({"basic": {"user": "hub", "password": "p\u00e4ss: word"}}, "Basic aHViOnDDpHNzOiB3b3Jk"),
    ({"bearer": "token-123"}, "Bearer token-123"),
])
def test_the_hub_names_itself(
    listening: Listening, subscribe: Callable[..., Any], auth: dict[str, Any], expected: str
) -> None:
    subscribe(listening.receiver.url, "members.healed", auth=auth)
    assert listening.next().event == "webhooks.ping"
    assert listening.headers[-1]["authorization"] == expected


def test_the_hub_shows_its_certificate_where_one_is_asked_for(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(authority.path))
    tls.load_cert_chain(authority.issues("localhost"))
    tls.verify_mode = ssl.CERT_REQUIRED
    listening = Listening(tls=tls)
    hub = Hub.start(tmp_path / "data", tmp_path / "hub.log", settings={"SSL_CERT_FILE": str(authority.path)})
    try:
        wire = Wire(hub.keys)
        body = {"name": "Test", "url": listening.receiver.url, "events": ["members.healed"], "secret": SECRET}
        stranger = wire.send("POST", "/v2/webhooks", body).json["id"]
        tried = wire.send("POST", f"/v2/webhooks/{stranger}/test").json
        assert not tried["is_delivered"] and listening.receiver.inbox.empty(), tried
        known = authority.issues("hub").read_text()
        made = wire.send("POST", "/v2/webhooks", {**body, "config": {"auth": {"certificate": known}}})
        assert made.status == 201 and "PRIVATE KEY" not in made.text
        message = listening.next()
        assert (message.event, message.body["data"]["webhook"]) == ("webhooks.ping", made.json["id"]), message
        assert "PRIVATE KEY" not in (tmp_path / "hub.log").read_text()
    finally:
        hub.stop()
        listening.stop()


def test_the_receiver_believes_nobody_else() -> None:
    now, body = 1_800_000_000, b'{"event": "members.healed"}'

    def signed(secret: str, at: int, text: bytes) -> str:
        import hashlib
        import hmac
        return hmac.new(secret.encode(), f"{at}.".encode() + text, hashlib.sha512).hexdigest()

    good = f"t={now},v1={signed(SECRET, now, body)}"
    verified([SECRET], good, body, now)
    verified(["another", SECRET], f"t={now},v1={'0' * 128},v1={signed(SECRET, now, body)}", body, now + 299)
    for signature, text, at in [
        ("", body, now), ("v1=aa", body, now), (f"t={now}", body, now), (f"t=x,v1={'0' * 128}", body, now),
        (good, body + b" ", now), (good, body, now + 301), (good, body, now - 301),
        (f"t={now + 1},v1={signed(SECRET, now, body)}", body, now),
        (f"t={now},v1={signed('somebody else', now, body)}", body, now),
    ]:
        with pytest.raises(Refused):
            verified([SECRET], signature, text, at)
    with pytest.raises(Refused):
        verified_argyle([SECRET], "0" * 128, body)


def test_nothing_is_lost_when_the_hub_is_killed_a_hundred_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand messages are made and delivered while the hub dies a hundred times, each time somewhere else."""
    # What a dead hub had under way is sent again after three times as long.
    monkeypatch.setenv("SWINGBRIDGE_WEBHOOKS_ANSWER_SECONDS", "1")
    dice = random.Random(seed := random.randrange(1_000_000))
    print(f"seed {seed}")
    kills, messages = 100, 1_000
    heard: list[str] = []

    class Counting(Receiver):
        def take(self, headers: dict[str, str], body: bytes) -> None:
            super().take(headers, body)
            heard.append({name.lower(): value for name, value in headers.items()}["x-swingbridge-delivery"])

    listening = Listening(Counting)
    hub = Hub.start(tmp_path / "data", tmp_path / "hub.log")
    try:
        wire = Wire(hub.keys)
        user = wire.send("POST", "/users", {"user": {}}).json["user"]["guid"]
        account = wire.send("POST", f"/users/{user}/accounts", {"account": {"name": "Cash", "account_type": "CASH"}})
        path = f"/users/{user}/accounts/{account.json['account']['guid']}/transactions"
        body = {"name": "Test", "url": listening.receiver.url, "events": ["transactions.created"], "secret": SECRET}
        webhook = wire.send("POST", "/v2/webhooks", body).json["id"]
        made: set[str] = set()
        done = threading.Event()
        current = [wire]

        def make() -> None:
            for number in range(messages):
                transaction = {"amount": 1, "date": "2026-10-06", "description": str(number), "type": "DEBIT"}
                while True:
                    try:
                        answer = current[0].send("POST", path, {"transaction": transaction},
                                                 {"Idempotency-Key": f"message-{number}"})
                    except urllib3.exceptions.HTTPError:
                        continue
                    if answer.status < 300:
                        made.add(answer.json["guid"])
                        break
            done.set()

        maker = threading.Thread(target=make, daemon=True)
        maker.start()
        for _ in range(kills):
            # Not to wait for anything: to die at a moment that nobody chose.
            done.wait(dice.uniform(0.005, 0.15))
            hub.kill()
            hub = Hub.start(tmp_path / "data", tmp_path / "hub.log")
            current[0] = Wire(hub.keys)
        maker.join(PATIENCE_SECONDS)
        assert len(made) == messages
        arrived: set[str] = set()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while arrived != made and time.monotonic() < deadline:
            try:
                message = listening.receiver.inbox.get(timeout=1)
            except queue.Empty:
                continue
            if message.event == "transactions.created":
                arrived.add(message.body["guid"])
        assert arrived == made
        deliveries = [one for one in heard if "." in one]
        assert len(set(deliveries)) == messages, "a repeat has the name of the first"
        waiting = Wire(hub.keys).get(f"/v2/webhooks/{webhook}/deliveries?status=given_up")
        assert waiting["pagination"]["total_entries"] == 0
        print(f"{kills} deaths, {messages} messages, {len(deliveries) - messages} repeats")
    finally:
        hub.stop()
        listening.stop()
