"""Users: five operations."""
from __future__ import annotations

import mx_platform_python as mx
import pytest

from sdk import Sdk
from wire import Wire, assert_page, assert_refusal

ACCEPT = "application/vnd.mx.api.v1+json"
UNKNOWN = "USR-00000000-0000-0000-0000-000000000000"


def update(sdk: Sdk, user: str, **fields: object) -> mx.UserResponse:
    return sdk.users.update_user(user, mx.UserUpdateRequestBody(user=mx.UserUpdateRequest(**fields))).user


def test_create_tells_back_what_was_given(app: Sdk) -> None:
    request = mx.UserCreateRequest(id="u-given", email="ada@example.com", metadata='{"plan": "gold"}', is_disabled=False)
    made = app.users.create_user(mx.UserCreateRequestBody(user=request)).user
    assert made.guid.startswith("USR-")
    assert (made.id, made.email, made.metadata, made.is_disabled) == (
        "u-given", "ada@example.com", '{"plan": "gold"}', False,
    )
    assert app.users.read_user(made.guid).user == made


def test_what_was_not_given_is_null(wire: Wire) -> None:
    made = wire.send("POST", "/users", {"user": {"metadata": "only this"}})
    assert made.status == 200
    guid = made.json["user"]["guid"]
    read = wire.get(f"/users/{guid}")["user"]
    assert read["id"] is None
    assert read["email"] is None
    assert read["is_disabled"] is False


def test_update_changes_only_what_is_named(app: Sdk) -> None:
    user = app.new_user(id="u-update", email="old@example.com", metadata="kept")
    changed = update(app, user, email="new@example.com", is_disabled=True)
    assert (changed.guid, changed.id, changed.email, changed.metadata, changed.is_disabled) == (
        user, "u-update", "new@example.com", "kept", True,
    )
    assert app.users.read_user(user).user == changed


def test_deleted_user_is_gone(app: Sdk, user: str) -> None:
    assert app.users.delete_user(ACCEPT, user) is None
    with pytest.raises(mx.exceptions.NotFoundException):
        app.users.read_user(user)
    with pytest.raises(mx.exceptions.NotFoundException):
        app.users.delete_user(ACCEPT, user)


def test_unknown_user_is_404(app: Sdk) -> None:
    with pytest.raises(mx.exceptions.NotFoundException):
        app.users.read_user(UNKNOWN)


def test_list_filters_by_id_email_and_disabled(app: Sdk) -> None:
    active = app.new_user(id="u-filter", email="same@example.com", is_disabled=False)
    disabled = app.new_user(id="u-filter-2", email="same@example.com", is_disabled=True)
    assert [found.guid for found in app.users.list_users(id="u-filter").users] == [active]
    assert {found.guid for found in app.users.list_users(email="same@example.com").users} == {active, disabled}
    # Python sends `True`, with a capital.
    only = app.users.list_users(email="same@example.com", is_disabled=True).users
    assert [found.guid for found in only] == [disabled]


def test_pages_hold_every_user_once(stranger: Sdk, wire: Wire) -> None:
    made = {stranger.new_user(metadata=str(number)) for number in range(12)}
    total = stranger.users.list_users().pagination.total_entries
    assert total >= len(made)
    seen: list[str] = []
    for page in range(1, -(-total // 10) + 1):
        answer = stranger.users.list_users(page=page, records_per_page=10)
        assert_page(answer.pagination.to_dict(), page, 10, total)
        seen += [found.guid for found in answer.users]
    assert len(seen) == len(set(seen)) == total
    assert made <= set(seen)
    beyond = stranger.users.list_users(page=1000, records_per_page=10)
    assert beyond.users == []


def test_page_size_is_25_when_nothing_or_too_much_is_asked(app: Sdk) -> None:
    assert app.users.list_users().pagination.per_page == 25
    assert app.users.list_users(records_per_page=1000).pagination.per_page == 1000
    assert app.users.list_users(records_per_page=1001).pagination.per_page == 25


def test_same_id_again_is_409(app: Sdk, wire: Wire) -> None:
    app.new_user(id="u-once")
    assert_refusal(wire.send("POST", "/users", {"user": {"id": "u-once"}}), 409, "id")
