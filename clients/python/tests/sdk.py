"""MX's SDK as an application uses it, with a note of every operation that succeeded."""
from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import mx_platform_python as mx

from hub import Keys

REQUEST_SECONDS_MAX = 30

# Names of the SDK's methods that returned without an exception in this process; conftest.py judges those of a whole run.
succeeded: set[str] = set()


class Recorded:
    """One API class of the SDK. It adds a time limit, so that a silent hub fails a test instead of stopping the suite."""

    def __init__(self, api: Any) -> None:
        self._api = api

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._api, name)

        @wraps(method)
        def call(*args: Any, **kwargs: Any) -> Any:
            answer = method(*args, _request_timeout=REQUEST_SECONDS_MAX, **kwargs)
            succeeded.add(name)
            return answer

        return call


class Sdk:
    """The API classes of one application; `version` names one by the header `Accept-Version`."""

    def __init__(self, keys: Keys, version: str | None = None) -> None:
        self.keys = keys
        config = mx.Configuration(host=keys.base_url, username=keys.client_id, password=keys.api_key)
        client = mx.ApiClient(config)
        if version is not None:
            client.set_default_header("Accept-Version", version)
        self.users = Recorded(mx.UsersApi(client))
        self.institutions = Recorded(mx.InstitutionsApi(client))
        self.members = Recorded(mx.MembersApi(client))
        self.accounts = Recorded(mx.AccountsApi(client))
        self.transactions = Recorded(mx.TransactionsApi(client))
        self.statements = Recorded(mx.StatementsApi(client))
        self.widgets = Recorded(mx.WidgetsApi(client))
        self.notifications = Recorded(mx.NotificationsApi(client))

    def new_user(self, **fields: Any) -> str:
        """Makes a user and returns its guid."""
        return self.users.create_user(mx.UserCreateRequestBody(user=mx.UserCreateRequest(**fields))).user.guid
