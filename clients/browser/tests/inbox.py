"""What people asked of the operator, as the operator reads it."""
from __future__ import annotations

import json
from typing import Any

from application import Application
from hub import run


def support_requests(app: Application, user: str) -> list[dict[str, Any]]:
    return _of(app, user, "support")


def institution_requests(app: Application, user: str) -> list[dict[str, Any]]:
    return _of(app, user, "missing")


def _of(app: Application, user: str, kind: str) -> list[dict[str, Any]]:
    told = json.loads(run("inbox", kind, app.keys.client_id, "--data", str(app.hub.data), "--json").stdout)
    return [one for one in told if one["user_guid"] == user]
