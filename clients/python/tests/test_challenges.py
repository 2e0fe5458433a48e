"""What the bank asks, what it refuses, and what a person's answer comes to. docs/BANK.md says what each password does."""
from __future__ import annotations

import mx_platform_python as mx
import pytest

from bank import Bank
from connection import Connection
from sdk import Sdk
from wire import Wire, assert_refusal


@pytest.mark.parametrize(
    ("password", "kind"),
    [
        ("challenge", "TEXT"),
        ("token", "TOKEN"),
        ("options", "OPTIONS"),
        ("image_data", "IMAGE_DATA"),
        ("image", "IMAGE_OPTIONS"),
        ("slow_answer", "TEXT"),
    ],
)
def test_every_kind_is_asked_and_answered(app: Sdk, user: str, login: str, bank: Bank, password: str, kind: str) -> None:
    connection = Connection.begin(app, user, login, password)
    (challenge,) = connection.challenges()
    assert challenge.type == kind
    assert challenge.guid and challenge.label
    listed = app.members.list_member_challenges(connection.guid, user)
    assert [one.guid for one in listed.challenges] == [challenge.guid]
    assert listed.pagination.total_entries == 1

    seen = connection.answer("correct")
    assert (seen.connection_status, seen.is_authenticated) == ("CONNECTED", True)
    assert not seen.challenges
    assert app.accounts.list_member_accounts(user, connection.guid).accounts
    counts = bank.received(login)
    assert (counts["passwords_received"], counts["answers_received"], counts["repeated_attempts"]) == (1, 1, 0)


def test_options_can_be_answered_by_value_or_guid(app: Sdk, user: str) -> None:
    for answered_by in ("value", "guid"):
        connection = Connection.begin(app, user, f"{user}-{answered_by}", "options")
        (challenge,) = connection.challenges()
        assert len(challenge.options) > 1
        assert all(option.guid and option.label and option.value for option in challenge.options)
        (right,) = [option for option in challenge.options if option.value == "correct"]
        assert connection.answer(getattr(right, answered_by)).connection_status == "CONNECTED"


def test_images_can_be_answered_by_value_or_guid(app: Sdk, user: str) -> None:
    for answered_by in ("value", "guid"):
        connection = Connection.begin(app, user, f"{user}-{answered_by}", "image")
        (challenge,) = connection.challenges()
        assert len(challenge.image_options) > 1
        assert all(option.data_uri.startswith("data:image/") for option in challenge.image_options)
        (right,) = [option for option in challenge.image_options if option.value == "correct"]
        assert connection.answer(getattr(right, answered_by)).connection_status == "CONNECTED"


def test_an_image_to_read_carries_its_picture(app: Sdk, user: str, login: str) -> None:
    (challenge,) = Connection.begin(app, user, login, "image_data").challenges()
    assert len(challenge.image_data) > 20


def test_resume_answers_at_once(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "challenge")
    (challenge,) = connection.challenges()
    member = connection.resume([(challenge.guid, "correct")])
    assert (member.connection_status, member.is_being_aggregated) == ("RESUMED", True)
    assert connection.settled().connection_status == "CONNECTED"


def test_two_rounds(app: Sdk, user: str, login: str, bank: Bank) -> None:
    connection = Connection.begin(app, user, login, "two_rounds")
    (first,) = connection.challenges()
    assert first.type == "TEXT"
    seen = connection.answer("correct")
    assert seen.connection_status == "CHALLENGED"
    (second,) = seen.challenges
    assert second.type == "TOKEN" and second.guid != first.guid
    assert connection.answer("correct").connection_status == "CONNECTED"
    assert bank.received(login)["passwords_received"] == 1


def test_an_answer_that_brings_another_question(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "challenge")
    (first,) = connection.challenges()
    (second,) = connection.answer("challenge").challenges
    assert second.guid != first.guid
    assert connection.answer("correct").connection_status == "CONNECTED"


def test_two_questions_at_once(app: Sdk, user: str, login: str, wire: Wire) -> None:
    connection = Connection.begin(app, user, login, "two_questions")
    first, second = connection.challenges()
    assert first.guid != second.guid
    # Half an answer is refused, and the questions stay open.
    half = {"member": {"challenges": [{"guid": first.guid, "value": "correct"}]}}
    assert_refusal(wire.send("PUT", f"/users/{user}/members/{connection.guid}/resume", half), names="challenges")
    assert connection.answer("correct", "correct").connection_status == "CONNECTED"


@pytest.mark.parametrize("password", ["challenge", "token", "options", "image", "image_data", "two_questions"])
def test_a_wrong_answer_is_rejected(app: Sdk, user: str, login: str, password: str) -> None:
    connection = Connection.begin(app, user, login, password)
    seen = connection.answer(*[wrong_answer(challenge) for challenge in connection.challenges()])
    assert (seen.connection_status, seen.is_being_aggregated) == ("REJECTED", False)
    assert connection.read().connection_status_message


def wrong_answer(challenge: mx.ChallengeResponse) -> str:
    """An option that is offered but not right, or a text that is not."""
    options = challenge.options or challenge.image_options or []
    return next((option.value for option in options if option.value != "correct"), "surely wrong")


def test_after_a_wrong_answer_a_new_run_asks_anew(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "challenge")
    assert connection.answer("wrong").connection_status == "REJECTED"
    app.members.aggregate_member(connection.guid, user)
    assert connection.answer("correct").connection_status == "CONNECTED"


def test_asked_again_until_right(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "ask_again")
    first = connection.challenges()
    seen = connection.answer("wrong")
    assert seen.connection_status == "CHALLENGED"
    assert seen.challenges[0].guid != first[0].guid
    assert connection.answer("correct").connection_status == "CONNECTED"


def test_asked_three_times_in_vain(app: Sdk, user: str, login: str, bank: Bank) -> None:
    connection = Connection.begin(app, user, login, "ask_again")
    assert connection.answer("wrong").connection_status == "CHALLENGED"
    assert connection.answer("wrong").connection_status == "CHALLENGED"
    assert connection.answer("wrong").connection_status == "REJECTED"
    assert bank.received(login)["answers_received"] == 3


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("SERVER_ERROR", "FAILED"),
        ("UNAVAILABLE", "FAILED"),
        ("BAD_REQUEST", "FAILED"),
        ("LOCKED", "LOCKED"),
        ("DISABLED", "LOCKED"),
        ("UNAUTHORIZED", "DENIED"),
    ],
)
def test_an_answer_after_which_the_bank_fails(app: Sdk, user: str, login: str, answer: str, status: str) -> None:
    connection = Connection.begin(app, user, login, "challenge")
    assert connection.answer(answer).connection_status == status


def test_an_approval_elsewhere_needs_no_answer(app: Sdk, user: str, login: str, bank: Bank) -> None:
    connection = Connection.begin(app, user, login, "approve")
    assert connection.ended().connection_status == "CONNECTED"
    assert bank.received(login)["passwords_received"] == 1


@pytest.mark.parametrize(
    ("password", "status"),
    [
        ("INVALID", "DENIED"),
        ("UNAUTHORIZED", "DENIED"),
        ("wrong!", "DENIED"),
        ("LOCKED", "LOCKED"),
        ("DISABLED", "LOCKED"),
        ("BAD_REQUEST", "FAILED"),
        ("SERVER_ERROR", "FAILED"),
        ("UNAVAILABLE", "FAILED"),
        ("ATTENTION", "IMPEDED"),
    ],
)
def test_a_login_that_the_bank_refuses(app: Sdk, user: str, login: str, password: str, status: str) -> None:
    connection = Connection.begin(app, user, login, password)
    seen = connection.ended()
    assert (seen.connection_status, seen.is_authenticated) == (status, False)
    assert connection.read().connection_status_message
    assert app.accounts.list_member_accounts(user, connection.guid).accounts == []


def test_a_login_without_accounts_is_connected(app: Sdk, user: str, login: str) -> None:
    connection = Connection.begin(app, user, login, "NO_ACCOUNTS")
    assert connection.settled().connection_status == "CONNECTED"
    assert app.accounts.list_member_accounts(user, connection.guid).accounts == []


def test_three_refusals_prevent_further_tries_until_a_password_is_typed(app: Sdk, user: str, login: str, wire: Wire, bank: Bank) -> None:
    connection = Connection.begin(app, user, login, "wrong 1")
    assert connection.settled().connection_status == "DENIED"
    assert connection.retype("wrong 2").connection_status == "DENIED"
    assert connection.retype("wrong 3").connection_status == "PREVENTED"
    assert connection.read().needs_updated_credentials is True
    # The hub no longer knocks, so that the bank does not lock the person out.
    assert_refusal(wire.send("POST", f"/users/{user}/members/{connection.guid}/aggregate"))
    assert bank.received(login)["passwords_received"] == 3
    assert connection.retype("right").connection_status == "CONNECTED"


def test_an_answer_that_nobody_waits_for_is_refused(connected: Connection, wire: Wire) -> None:
    body = {"member": {"challenges": [{"guid": "CRD-00000000-0000-0000-0000-000000000000", "value": "correct"}]}}
    path = f"/users/{connected.user}/members/{connected.guid}/resume"
    assert_refusal(wire.send("PUT", path, body), 409)


def test_an_answer_is_taken_once(app: Sdk, user: str, login: str, wire: Wire, bank: Bank) -> None:
    connection = Connection.begin(app, user, login, "challenge")
    (challenge,) = connection.challenges()
    path = f"/users/{user}/members/{connection.guid}/resume"
    body = {"member": {"challenges": [{"guid": challenge.guid, "value": "correct"}]}}
    assert wire.send("PUT", path, body).status == 202
    assert_refusal(wire.send("PUT", path, body), 409)
    assert connection.settled().connection_status == "CONNECTED"
    assert bank.received(login)["answers_received"] == 1
