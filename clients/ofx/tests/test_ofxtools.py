"""ofxtools signs on to the bank, lists the accounts and reads their statements; and it reads what the hub's connector sends."""
from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from ofxtools.Client import CcStmtRq, InvStmtRq, OFXClient, StmtRq
from ofxtools.Parser import OFXTree
from ofxtools.utils import UTC

REQUESTS = Path(__file__).resolve().parents[3] / "crates/connectors/tests/it/ofx/recorded/requests"
VERSIONS = [102, 160, 211, 220]
CLIENT_UID = "22222222-3333-4444-5555-666666666666"
INSTITUTIONS = {
    "copperfield_cu": ("Copperfield CU", "4101"),
    "marlin_national": ("MARLIN", "4102"),
    "palisade_securities": ("PALISADE", "4103"),
}


def client(bank_url: str, institution: str, version: int, login: str, **more: Any) -> OFXClient:
    org, fid = INSTITUTIONS[institution]
    uid = None if version == 102 else CLIENT_UID
    return OFXClient(
        f"{bank_url}/ofx/{institution}", userid=login, clientuid=uid, org=org, fid=fid, version=version,
        appid="QWIN", appver="2700", **more,
    )


def read(answer: BytesIO) -> Any:
    """The document as ofxtools' own classes, which refuse what is not in the specification."""
    tree = OFXTree()
    tree.parse(answer)
    return tree.convert()


def accounts(one: OFXClient, password: str = "any") -> list[Any]:
    document = read(one.request_accounts(password, datetime(1990, 1, 1, tzinfo=UTC), skip_profile=True))
    assert document.signonmsgsrsv1.sonrs.status.code == 0
    return [info[0] for info in document.signupmsgsrsv1[0].acctinfors]


def asked_of(info: Any, start: datetime, end: datetime) -> Any:
    kind = type(info).__name__
    if kind == "BANKACCTINFO":
        account = info.bankacctfrom
        return StmtRq(acctid=account.acctid, accttype=account.accttype, dtstart=start, dtend=end)
    if kind == "CCACCTINFO":
        return CcStmtRq(acctid=info.ccacctfrom.acctid, dtstart=start, dtend=end)
    return InvStmtRq(acctid=info.invacctfrom.acctid, dtstart=start, dtend=end, incoo=False)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("institution", INSTITUTIONS)
def test_statements_are_understood(bank_url: str, institution: str, version: int, login: str) -> None:
    one = client(bank_url, institution, version, login)
    listed = accounts(one)
    banks = [info.bankacctfrom.bankid for info in listed if hasattr(info, "bankacctfrom")]
    brokers = [info.invacctfrom.brokerid for info in listed if hasattr(info, "invacctfrom")]
    one = client(
        bank_url, institution, version, login, bankid=next(iter(banks), None), brokerid=next(iter(brokers), None)
    )
    end = datetime.now(UTC)
    requests = [asked_of(info, end - timedelta(days=90), end) for info in listed]
    document = read(one.request_statements("any", *requests, skip_profile=True))
    assert len(document.statements) == len(listed) == 3
    for statement in document.statements:
        rows = list(statement.transactions)
        assert rows, "ninety days of nothing"
        ids = [row.fitid for row in rows if hasattr(row, "fitid")]
        assert len(set(ids)) == len(ids)
        assert statement.curdef == "USD"
    kinds = {type(statement).__name__ for statement in document.statements}
    if institution == "palisade_securities":
        assert "INVSTMTRS" in kinds
        names = {security.secname for security in document.securities}
        assert "Fernway Total Market Fund" in names
        positions = [p for s in document.statements if type(s).__name__ == "INVSTMTRS" for p in s.positions]
        assert positions and all(p.mktval > 0 for p in positions)
    if institution == "marlin_national":
        card = next(s for s in document.statements if type(s).__name__ == "CCSTMTRS")
        assert card.balance.balamt < Decimal(0) < card.availbal.balamt


@pytest.mark.parametrize("close_elements", [True, False])
def test_requests_without_end_tags_are_understood(bank_url: str, close_elements: bool, login: str) -> None:
    one = client(bank_url, "copperfield_cu", 102, login, close_elements=close_elements)
    assert len(accounts(one)) == 3


@pytest.mark.parametrize("version", VERSIONS)
def test_the_profile_is_understood(bank_url: str, version: int, login: str) -> None:
    one = client(bank_url, "palisade_securities", version, login)
    profile = read(one.request_profile()).profmsgsrsv1[0].profrs
    assert profile.finame == "Palisade Securities"
    assert profile.signoninfolist[0].min == 1
    sets = {type(each).__name__ for each in profile.msgsetlist}
    assert {"BANKMSGSET", "CREDITCARDMSGSET", "INVSTMTMSGSET", "SIGNUPMSGSET"} <= sets
    # Through the profile the client finds the way by itself.
    document = read(one.request_accounts("any", datetime(1990, 1, 1, tzinfo=UTC)))
    assert document.signonmsgsrsv1.sonrs.status.code == 0


@pytest.mark.parametrize(
    ("password", "code"), [("wrong", 15500), ("LOCKED", 15502), ("PASSWORD_EXPIRED", 15000), ("challenge", 3000)]
)
@pytest.mark.parametrize("version", [160, 211, 220])
def test_refusals_are_understood(bank_url: str, version: int, password: str, code: int, login: str) -> None:
    one = client(bank_url, "marlin_national", version, login)
    document = read(one.request_accounts(password, datetime(1990, 1, 1, tzinfo=UTC), skip_profile=True))
    status = document.signonmsgsrsv1.sonrs.status
    assert (status.code, status.severity) == (code, "ERROR")


@pytest.mark.parametrize("recorded", sorted(REQUESTS.glob("*.ofx")), ids=lambda path: path.stem)
def test_what_the_connector_sends_is_in_the_order_of_the_specification(recorded: Path) -> None:
    document = read(BytesIO(recorded.read_bytes()))
    sign_on = document.signonmsgsrqv1.sonrq
    assert (sign_on.userid, sign_on.fi.fid, sign_on.appid) == ("ana", "4711", "QWIN")
    if recorded.stem == "answers":
        answers = {each.mfaphraseid: each.mfaphrasea for each in sign_on}
        assert answers == {"123": "to 123", "MFA13": "to MFA13", "MFA16": "to MFA16", "MFA107": "QWIN 2700"}
