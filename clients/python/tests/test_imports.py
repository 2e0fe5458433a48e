"""Files that people bring: looked at, taken, known again, by the API and by the command."""
from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import urllib3

from connection import eventually
from hub import Hub, run
from wire import Answer, Wire, assert_page, assert_refusal

CSV = "Date,Description,Amount\n2026-03-02,Coffee,-4.50\n2026-03-02,Coffee,-4.50\n2026-03-05,Payroll,2500.00\n"
IN_EUROS = {"currency_code": "EUR"}


def bring(wire: Wire, user: str, content: bytes, wishes: dict[str, Any] | None = None, name: str = "march.csv") -> Answer:
    fields: list[tuple[str, Any]] = [("file", (name, content))]
    if wishes is not None:
        fields.append(("import", json.dumps(wishes)))
    body, kind = urllib3.encode_multipart_formdata(fields)
    return wire.send_bytes("POST", f"/users/{user}/imports", body, kind)


def staged(wire: Wire, user: str, content: str, wishes: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = bring(wire, user, content.encode(), wishes)
    assert answer.status == 201, answer.text
    return answer.json


def taken(wire: Wire, user: str, content: str, wishes: dict[str, Any] | None = None) -> dict[str, Any]:
    """Brings a file, consents, and waits until it is there."""
    path = f"/users/{user}/imports/{staged(wire, user, content, wishes)['import']['guid']}"
    answer = wire.send("POST", f"{path}/confirm")
    assert answer.status == 202, answer.text
    found = eventually(lambda: wire.get(path)["import"], lambda one: one["state"] != "importing")
    assert (found["state"], found["rows_done"]) == ("imported", found["rows_total"]), found
    return found


def rows(wire: Wire, user: str, account: str) -> list[dict[str, Any]]:
    return wire.get(f"/users/{user}/accounts/{account}/transactions?records_per_page=100&from_date=2026-01-01")["transactions"]


def test_a_file_is_looked_at_before_it_is_taken(wire: Wire, user: str) -> None:
    seen = staged(wire, user, CSV, IN_EUROS)
    assert seen["import"]["state"] == "staged" and seen["question"] is None
    assert seen["import"]["file_name"] == "march.csv" and seen["import"]["expires_at"]
    account = seen["preview"]["accounts"][0]
    assert (account["goal"], account["total"], account["new"], account["known"]) == ("new", 3, 3, 0)
    assert account["currency_code"] == "EUR" and account["first_date"] == "2026-03-02"
    assert {row["fate"] for row in account["rows"]} == {"new"}
    assert account["rows"][0]["amount"] == 2500.00 and account["rows"][0]["type"] == "CREDIT"
    assert wire.get(f"/users/{user}/accounts")["accounts"] == [], "nothing is kept yet"

    found = taken(wire, user, CSV, IN_EUROS)
    account = found["accounts"][0]
    assert (account["is_new"], account["new"], account["known"]) == (True, 3, 0)
    told = rows(wire, user, account["account_guid"])
    assert sorted(one["description"] for one in told) == ["Coffee", "Coffee", "Payroll"]
    read = wire.get(f"/users/{user}/accounts/{account['account_guid']}")["account"]
    assert (read["currency_code"], read["is_manual"]) == ("EUR", True)
    page = wire.get(f"/users/{user}/imports")
    assert_page(page["pagination"], 1, 25, 2)
    assert [one["state"] for one in page["imports"]] == ["imported", "staged"]


def test_the_same_rows_come_once(wire: Wire, user: str) -> None:
    account = taken(wire, user, CSV, IN_EUROS)["accounts"][0]["account_guid"]
    again = staged(wire, user, CSV, IN_EUROS)
    assert again["preview"]["imported_before_at"] and again["preview"]["accounts"][0]["new"] == 0
    more = CSV + "2026-03-09,Coffee,-4.50\n"
    found = taken(wire, user, more, {"account_guid": account})["accounts"][0]
    assert (found["is_new"], found["new"], found["known"]) == (False, 1, 3)
    assert len(rows(wire, user, account)) == 4
    # Taken out of the account again, the file is an account of its own.
    joins = wire.get(f"/users/{user}/joins?account_guid={account}&records_per_page=100")["joins"]
    join = next(one for one in joins if one["kind"] == "account")
    assert wire.send("POST", f"/users/{user}/joins/{join['guid']}/undo").status == 200
    accounts = [one["guid"] for one in wire.get(f"/users/{user}/accounts")["accounts"]]
    assert sorted(len(rows(wire, user, one)) for one in accounts) == [3, 4]


def test_what_a_file_leaves_open_is_asked(wire: Wire, user: str) -> None:
    open_file = "Date;Text;Amount\n01/02/2026;Café;-4,50\n"
    asked = staged(wire, user, open_file)
    assert asked["preview"] is None and asked["question"]["code"] in {"no_currency", "dates_ambiguous"}
    path = f"/users/{user}/imports/{asked['import']['guid']}"
    refused = assert_refusal(wire.send("POST", f"{path}/confirm"), 422)
    assert refused["code"] == "unreadable_file"
    answer = wire.send("PUT", path, {"import": {"currency_code": "EUR", "date_order": "day_month_year"}})
    assert answer.status == 200, answer.text
    assert answer.json["preview"]["accounts"][0]["rows"][0]["date"] == "2026-02-01"
    assert wire.send("DELETE", path).status == 204
    assert_refusal(wire.send("GET", path), 404)
    assert_refusal(wire.send("DELETE", path), 404)


def test_bad_files_are_refused_in_words(wire: Wire, user: str) -> None:
    for content, word in (
        (b"", "empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04", "archive"),
        (b"<html><body>Sign in</body></html>", "web page"),
        (b"OFXHEADER:100\n\n<OFX><SIGNONMSGSRSV1>", "breaks off"),
        (b"Date,Amount\n\xff\xfe\x00\x01,1\n", ""),
        (b"just a letter", "formats"),
    ):
        refused = assert_refusal(bring(wire, user, content), 422)
        assert refused["code"] == "unreadable_file" and word.lower() in refused["message"].lower(), refused
    big = assert_refusal(bring(wire, user, b"a" * (66 * 1024 * 1024)), 413)
    assert big["code"] == "body_too_large"
    assert wire.get(f"/users/{user}/imports")["imports"] == []


def test_forms_are_read_strictly(wire: Wire, user: str) -> None:
    body, kind = urllib3.encode_multipart_formdata([("other", "x")])
    assert_refusal(wire.send_bytes("POST", f"/users/{user}/imports", body, kind), 400, "file")
    assert_refusal(wire.send_bytes("POST", f"/users/{user}/imports", b"{}", "application/json"), 400)
    assert_refusal(wire.send_bytes("POST", f"/users/{user}/imports", b"nonsense", "multipart/form-data; boundary=x"), 422)
    for wishes, field in (
        ({"currency_code": "EURO"}, "currency_code"),
        ({"currency_code": "XYZ"}, "currency_code"),
        ({"date_order": "upside_down"}, "date_order"),
        ({"csv_layout": {"version": 9}}, "csv_layout"),
        ({"surprise": 1}, ""),
        ({"accounts": [{"place": 1, "is_left_out": True, "name": "x"}]}, "accounts"),
        ({"accounts": [{"place": 1}, {"place": 1}]}, "accounts"),
    ):
        assert_refusal(bring(wire, user, CSV.encode(), wishes), 422, field)
    stranger = {"account_guid": "ACT-00000000-0000-7000-8000-000000000000"}
    assert_refusal(bring(wire, user, CSV.encode(), stranger), 404)


def test_other_applications_see_nothing(wire: Wire, stranger_keys: Any, user: str) -> None:
    guid = staged(wire, user, CSV, IN_EUROS)["import"]["guid"]
    other = Wire(stranger_keys)
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/confirm")):
        assert_refusal(other.send(method, f"/users/{user}/imports/{guid}{path}"), 404)


def test_the_command_shows_and_takes(hub: Hub, wire: Wire, user: str, tmp_path: Path) -> None:
    day = datetime.date(2026, 3, 2)
    file = tmp_path / "giro.csv"
    file.write_text("Date,Description,Amount\n" + "".join(f"{day + datetime.timedelta(n)},Row {n},-{n + 1}.00\n" for n in range(40)))
    data = ["--user", user, "--data", str(hub.data)]
    open_question = run("import", str(file), *data, check=False)
    assert open_question.returncode != 0 and "--currency" in open_question.stderr
    shown = run("import", str(file), *data, "--currency", "eur")
    assert "40" in shown.stdout and "Nothing was imported" in shown.stderr
    assert wire.get(f"/users/{user}/accounts")["accounts"] == []
    answer = json.loads(run("import", str(file), *data, "--currency", "EUR", "--name", "Giro", "--yes", "--json").stdout)
    assert answer["imported"] and answer["accounts"][0]["new"] == 40
    account = wire.get(f"/users/{user}/accounts")["accounts"][0]
    assert (account["name"], account["guid"]) == ("Giro", answer["accounts"][0]["account_guid"])
    again = json.loads(run("import", str(file), *data, "--account", account["guid"], "--yes", "--json").stdout)
    assert (again["accounts"][0]["new"], again["accounts"][0]["known"]) == (0, 40)
    # Lines that are left out are told, and nothing is imported into an account that may be another.
    odd = tmp_path / "odd.csv"
    odd.write_text("Date,Description,Amount\n2026-04-02,Row,-1.00\n,Without a day,-2.00\n")
    shown = run("import", str(odd), *data, "--account", account["guid"])
    assert shown.stdout.splitlines()[1].split()[-1] == "1" and "line 3 has no date" in shown.stderr
    answer = json.loads(run("import", str(odd), *data, "--account", account["guid"], "--json").stdout)
    assert (answer["skipped_count"], answer["skipped"][0]["line"], answer["skipped"][0]["code"]) == (1, 3, "no_date")
    taken_in = run("import", str(odd), *data, "--account", "new", "--currency", "EUR", "--yes")
    assert "1 new row;" in taken_in.stdout and len(wire.get(f"/users/{user}/accounts")["accounts"]) == 2
    missing = run("import", str(tmp_path / "none.csv"), *data, check=False)
    assert missing.returncode != 0 and "cannot be read" in missing.stderr
