"""The list of operations by which conftest.py judges a whole run."""
from __future__ import annotations

import pytest

from operations import GROUPS, uncalled


@pytest.mark.parametrize("api", GROUPS, ids=lambda api: api.__name__)
def test_the_sdk_has_what_is_listed(api: type) -> None:
    assert all(hasattr(api, name) for name in GROUPS[api])


def test_the_list_is_whole() -> None:
    assert [len(operations) for operations in GROUPS.values()] == [5, 4, 13, 10, 9, 4, 3, 3]


def test_one_that_nobody_called_is_named() -> None:
    called = {name for names in GROUPS.values() for name in names}
    assert uncalled(called) == []
    assert uncalled(called - {"verify_member", "list_users"}) == ["UsersApi.list_users", "MembersApi.verify_member"]
